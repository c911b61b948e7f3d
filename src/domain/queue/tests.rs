//! The detours of a ticket and the turns of a station: what each leads to from every state, and that undo leads back.

use proptest::prelude::*;

use super::kit::{Desk, STATIONS, at, service};
use super::{State, line};
use crate::domain::command::{AtClosing, Command};
use crate::domain::fact::{Class, Fact, StationStatus};
use crate::domain::ids::{StationId, TicketId};
use crate::domain::outcome::{Finished, Outcome};
use crate::domain::refusal::{Choice, Refusal};

const WHY: &str = "went for a paper";

/// The commands of the table below, each about one ticket; station 1 is the one that has it in hand.
fn detours(ticket: TicketId) -> [(&'static str, Command); 8] {
    let (one, two, reason) = (at("1"), at("2"), || WHY.to_owned());
    [
        ("park", Command::Park { station: one.clone(), reason: reason(), pool: false }),
        ("pool", Command::Park { station: one.clone(), reason: reason(), pool: true }),
        ("resume", Command::Resume { ticket, station: one }),
        ("transfer", Command::Transfer { ticket, service: service("haircut") }),
        ("return", Command::Return { ticket }),
        ("callone", Command::CallOne { station: two, ticket, reason: reason() }),
        ("raise", Command::Raise { ticket, reason: reason() }),
        ("cancel", Command::CancelTicket { ticket, reason: reason() }),
    ]
}

/// A desk with a ticket that stands in this state.
fn with_ticket(state: &str) -> (Desk, TicketId) {
    let mut desk = Desk::open();
    let ticket = desk.take("clinic", Class::Normal);
    let (one, reason) = (|| at("1"), || WHY.to_owned());
    let absent = || [Command::CallNext { station: one() }, Command::MarkAbsent { station: one() }];
    let begins = || [Command::CallNext { station: one() }, Command::Arrive { station: one() }];
    let steps = match state {
        "waiting" => vec![],
        "called" => vec![Command::CallNext { station: one() }],
        "serving" => begins().to_vec(),
        "parked" => [begins().as_slice(), &[Command::Park { station: one(), reason: reason(), pool: false }]].concat(),
        "in the pool" => {
            [begins().as_slice(), &[Command::Park { station: one(), reason: reason(), pool: true }]].concat()
        }
        "missed" => [absent(), absent(), absent()].concat(),
        "done" => [begins().as_slice(), &[Command::Finish { station: one() }]].concat(),
        "cancelled" => vec![Command::CancelTicket { ticket, reason: reason() }],
        other => panic!("{other}"),
    };
    for command in steps {
        desk.does(&command).unwrap();
    }
    (desk, ticket)
}

#[test]
fn every_detour_leads_where_the_rules_say_from_every_state_or_is_refused() {
    let table = "
        state       | park         | pool         | resume           | transfer     | return       | callone          | raise        | cancel
        waiting     | station_idle | station_idle | ticket_state     | transferred  | ticket_state | called           | raised       | cancelled
        called      | parked       | parked       | ticket_state     | ticket_state | ticket_state | ticket_elsewhere | ticket_state | ticket_state
        serving     | parked       | parked       | ticket_state     | transferred  | ticket_state | ticket_elsewhere | ticket_state | ticket_state
        parked      | station_idle | station_idle | resumed          | ticket_state | ticket_state | ticket_state     | ticket_state | cancelled
        in the pool | station_idle | station_idle | resumed          | ticket_state | ticket_state | ticket_state     | ticket_state | cancelled
        missed      | station_idle | station_idle | ticket_state     | ticket_state | returned     | ticket_state     | ticket_state | ticket_state
        done        | station_idle | station_idle | ticket_state     | ticket_state | ticket_state | ticket_state     | ticket_state | ticket_state
        cancelled   | station_idle | station_idle | ticket_state     | ticket_state | ticket_state | ticket_state     | ticket_state | ticket_state
    ";
    for row in table.trim().lines().skip(1) {
        let mut cells = row.split('|').map(str::trim);
        let state = cells.next().unwrap();
        for index in 0..8 {
            let (mut desk, ticket) = with_ticket(state);
            let before = desk.board.clone();
            let (name, command) = detours(ticket)[index].clone();
            assert_eq!(desk.answers(&command), cells.next().unwrap(), "{name} of a ticket that is {state}");
            undo_leads_back(desk, &before, &format!("{name} of a ticket that is {state}"));
        }
    }
}

/// Takes back, one by one, what was written since; every index stands as before.
fn undo_leads_back(mut desk: Desk, before: &crate::domain::board::Board, what: &str) {
    for entry in desk.written_after(before.ledger().len()) {
        desk.does(&Command::Undo { entry: Some(entry), reason: None, sure: false }).unwrap();
    }
    assert_eq!(desk.board.queue, before.queue, "undo of {what}");
    assert_eq!(desk.board.tally, before.tally, "undo of {what}");
    assert_eq!(desk.board.agreement(), before.agreement(), "undo of {what}");
}

#[test]
fn a_transferred_ticket_keeps_number_and_class_and_stands_last() {
    let mut desk = Desk::open();
    let first = desk.take("haircut", Class::Priority);
    let moved = desk.take("clinic", Class::Priority);
    let second = desk.take("haircut", Class::Priority);
    let number = desk.board.queue.ticket(moved).unwrap().number;
    desk.does(&Command::Transfer { ticket: moved, service: service("haircut") }).unwrap();
    assert_eq!(line::line(&desk.board.queue, &service("haircut")), [first, second, moved]);
    assert_eq!(line::line(&desk.board.queue, &service("clinic")), []);
    let ticket = desk.board.queue.ticket(moved).unwrap();
    assert_eq!((ticket.number, ticket.class), (number, Class::Priority));
    assert_eq!(desk.answers(&Command::Transfer { ticket: moved, service: service("haircut") }), "nothing_new");
    desk.does(&Command::OpenService { service: service("clinic"), open: false }).unwrap();
    assert_eq!(desk.answers(&Command::Transfer { ticket: moved, service: service("clinic") }), "service_closed");
}

#[test]
fn a_missed_number_that_came_back_waits_for_three_calls() {
    let (mut desk, back) = with_ticket("missed");
    let others: Vec<TicketId> = (0..4).map(|_| desk.take("clinic", Class::Normal)).collect();
    desk.does(&Command::Return { ticket: back }).unwrap();
    let expected = [others[0], others[1], others[2], back, others[3]];
    assert_eq!(line::line(&desk.board.queue, &service("clinic")), expected);
    let called: Vec<TicketId> = (0..5).map(|_| desk.begins("1")).collect();
    assert_eq!(called, expected);
}

#[test]
fn who_took_no_number_is_served_parked_and_resumed_but_never_waits() {
    let mut desk = Desk::open();
    assert_eq!(desk.answers(&Command::ServeDirectly { station: at("1") }), "served_directly");
    let (somebody, ticket) = desk.board.queue.current(&at("1")).unwrap();
    assert_eq!(ticket.state, State::Serving { station: at("1") });
    let transfer = Command::Transfer { ticket: somebody, service: service("haircut") };
    assert_eq!(desk.answers(&transfer), "no_number");
    assert_eq!(desk.answers(&Command::Park { station: at("1"), reason: WHY.into(), pool: true }), "parked");
    assert_eq!(desk.answers(&transfer), "no_number");
    assert_eq!(desk.answers(&Command::Resume { ticket: somebody, station: at("2") }), "resumed");
    desk.finishes("2");
    assert_eq!(desk.board.tally.of_service(&service("clinic")), 1);
}

#[test]
fn one_key_finishes_and_goes_on_whatever_comes_next() {
    let why = || WHY.to_owned();
    for next in ["callone", "resume", "direct"] {
        let mut desk = Desk::open();
        let aside = desk.take("clinic", Class::Normal);
        desk.begins("1");
        desk.does(&Command::Park { station: at("1"), reason: why(), pool: false }).unwrap();
        let served = desk.take("clinic", Class::Normal);
        desk.begins("1");
        let wanted = desk.take("clinic", Class::Normal);
        let number = desk.board.queue.ticket(served).unwrap().number;
        let outcome = desk.does(&match next {
            "callone" => Command::CallOne { station: at("1"), ticket: wanted, reason: why() },
            "resume" => Command::Resume { ticket: aside, station: at("1") },
            _ => Command::ServeDirectly { station: at("1") },
        });
        let Ok(
            Outcome::Called { finished, .. }
            | Outcome::Resumed { finished, .. }
            | Outcome::ServedDirectly { finished, .. },
        ) = outcome
        else {
            panic!("{next}: {outcome:?}")
        };
        assert_eq!(finished, Some(Finished { number }), "{next}");
        assert_eq!(desk.board.queue.ticket(served).unwrap().state, State::Done { station: at("1") }, "{next}");
    }
}

#[test]
fn while_somebody_is_called_nothing_else_begins_at_the_station() {
    let mut desk = Desk::open();
    let called = desk.take("clinic", Class::Normal);
    let wanted = desk.take("clinic", Class::Normal);
    desk.next("1");
    for command in [
        Command::CallOne { station: at("1"), ticket: wanted, reason: WHY.into() },
        Command::ServeDirectly { station: at("1") },
    ] {
        assert_eq!(desk.answers(&command), "still_called", "{command:?}");
        assert_eq!(desk.board.queue.current(&at("1")).unwrap().0, called);
    }
}

#[test]
fn a_station_takes_only_tickets_of_its_service_and_only_while_it_is_open() {
    let mut desk = Desk::open();
    let waiting = desk.take("clinic", Class::Normal);
    let call = |station: &str| Command::CallOne { station: at(station), ticket: waiting, reason: WHY.into() };
    assert_eq!(desk.answers(&call("4")), "other_service");
    assert_eq!(desk.answers(&call("9")), "unknown_station");
    desk.does(&turn("2", StationStatus::Paused, None)).unwrap();
    assert_eq!(desk.answers(&call("2")), "station_not_open");
    assert_eq!(desk.answers(&Command::ServeDirectly { station: at("2") }), "station_not_open");
    for (empty, command) in [
        ("callone", Command::CallOne { station: at("1"), ticket: waiting, reason: " ".into() }),
        ("raise", Command::Raise { ticket: waiting, reason: "\u{200b}".into() }),
        ("park", Command::Park { station: at("1"), reason: String::new(), pool: true }),
    ] {
        assert_eq!(desk.answers(&command), "empty_text", "{empty}");
    }
}

fn turn(station: &str, status: StationStatus, serving: Option<AtClosing>) -> Command {
    Command::TurnStation { station: at(station), status, serving }
}

#[test]
fn a_closing_station_leaves_nobody_behind() {
    let mut desk = Desk::open();
    let parked = desk.take("clinic", Class::Normal);
    desk.begins("1");
    desk.does(&Command::Park { station: at("1"), reason: WHY.into(), pool: false }).unwrap();
    let waiting = desk.take("clinic", Class::Priority);
    let late = desk.take("clinic", Class::Priority);
    let called = desk.next("1");
    assert_eq!(called, waiting);
    let before = desk.board.clone();
    assert_eq!(desk.answers(&turn("1", StationStatus::Closed, None)), "station_turned");
    assert_eq!(desk.board.queue.in_hand(&at("1")).count(), 0);
    assert_eq!(line::line(&desk.board.queue, &service("clinic")), [called, late]);
    let (in_pool, ticket) = desk.board.queue.pool().next().unwrap();
    assert_eq!((in_pool, &ticket.state), (parked, &State::Parked { station: None }));
    assert_eq!(desk.answers(&Command::Resume { ticket: parked, station: at("1") }), "station_not_open");
    undo_leads_back(desk, &before, "closing a station");
}

#[test]
fn a_station_that_closes_while_it_serves_asks_what_becomes_of_them() {
    for (choice, state, visits) in
        [(Choice::Done, State::Done { station: at("1") }, 1), (Choice::Pool, State::Parked { station: None }, 0)]
    {
        let mut desk = Desk::open();
        let ticket = desk.take("clinic", Class::Normal);
        desk.begins("1");
        let Err(Refusal::Asks(question)) = desk.does(&turn("1", StationStatus::Closed, None)) else {
            panic!("not asked")
        };
        assert_eq!(question.command(&Choice::Nothing), None);
        let answer = question.command(&choice).unwrap();
        assert_eq!(desk.answers(&answer), "station_turned");
        assert_eq!(desk.board.queue.ticket(ticket).unwrap().state, state);
        assert_eq!(desk.board.tally.of_service(&service("clinic")), visits);
        assert_eq!(desk.board.square.station_status(&at("1")), StationStatus::Closed);
    }
}

#[test]
fn a_paused_station_keeps_what_it_has_and_goes_on_when_it_opens() {
    let mut desk = Desk::open();
    let ticket = desk.take("clinic", Class::Normal);
    desk.take("clinic", Class::Normal);
    desk.begins("1");
    desk.does(&turn("1", StationStatus::Paused, None)).unwrap();
    assert_eq!(desk.board.queue.current(&at("1")).unwrap().0, ticket);
    desk.finishes("1");
    assert_eq!(desk.answers(&Command::CallNext { station: at("1") }), "station_not_open");
    desk.does(&turn("1", StationStatus::Open, None)).unwrap();
    assert_eq!(desk.answers(&Command::CallNext { station: at("1") }), "called");
    assert_eq!(desk.answers(&turn("1", StationStatus::Open, None)), "nothing_new");
}

#[test]
fn a_closed_service_gives_out_no_numbers_and_still_serves_its_line() {
    let mut desk = Desk::open();
    let ticket = desk.take("clinic", Class::Normal);
    desk.does(&Command::OpenService { service: service("clinic"), open: false }).unwrap();
    let take = Command::TakeNumber { service: service("clinic"), class: Class::Normal };
    assert_eq!(desk.answers(&take), "service_closed");
    assert_eq!(desk.begins("1"), ticket);
    desk.does(&Command::OpenService { service: service("clinic"), open: true }).unwrap();
    assert_eq!(desk.answers(&take), "taken");
}

/// A command that may or may not be allowed, about one of a few tickets.
fn any_command() -> impl Strategy<Value = (u8, usize, usize, bool)> {
    (0_u8..17, 0_usize..6, 0_usize..STATIONS.len(), any::<bool>())
}

fn command((kind, ticket, station, flag): (u8, usize, usize, bool), tickets: &[TicketId]) -> Command {
    let (word, of) = STATIONS[station];
    let station = at(word);
    let ticket = tickets.get(ticket).copied().unwrap_or_default();
    let reason = || WHY.to_owned();
    let class = if flag { Class::Priority } else { Class::Normal };
    let status = [StationStatus::Closed, StationStatus::Paused][usize::from(flag)];
    match kind {
        0 | 1 => Command::TakeNumber { service: service(of), class },
        2 | 3 => Command::CallNext { station },
        4 | 5 => Command::Arrive { station },
        6 => Command::MarkAbsent { station },
        7 => Command::Finish { station },
        8 => Command::Park { station, reason: reason(), pool: flag },
        9 => Command::Resume { ticket, station },
        10 => Command::Transfer { ticket, service: service(of) },
        11 => Command::Return { ticket },
        12 => Command::ServeDirectly { station },
        13 => Command::CallOne { station, ticket, reason: reason() },
        14 => Command::Raise { ticket, reason: reason() },
        15 => Command::TurnStation { station, status, serving: flag.then_some(AtClosing::Pool) },
        _ => Command::TurnStation { station, status: StationStatus::Open, serving: None },
    }
}

proptest! {
    #[test]
    fn any_commands_leave_every_ticket_in_one_place_and_undone_leave_nothing(
        commands in proptest::collection::vec(any_command(), 1..60),
    ) {
        let mut desk = Desk::open();
        let empty = desk.board.clone();
        for drawn in commands {
            let tickets: Vec<TicketId> = desk.board.queue.tickets().map(|(id, _)| id).collect();
            let (command, before) = (command(drawn, &tickets), desk.board.ledger().len());
            if desk.does(&command).is_err() {
                prop_assert_eq!(desk.board.ledger().len(), before, "{:?} was refused and written", command);
            }
            desk.pass_minutes(1);
            each_ticket_in_one_place(&desk)?;
        }
        for entry in desk.written_after(empty.ledger().len()) {
            desk.does(&Command::Undo { entry: Some(entry), reason: Some("trial".into()), sure: true }).unwrap();
        }
        prop_assert_eq!(&desk.board.queue, &empty.queue);
        prop_assert_eq!(&desk.board.tally, &empty.tally);
    }
}

fn each_ticket_in_one_place(desk: &Desk) -> Result<(), TestCaseError> {
    let (queue, square) = (&desk.board.queue, &desk.board.square);
    for word in ["clinic", "haircut"] {
        let mut line = line::line(queue, &service(word));
        for id in &line {
            let ticket = queue.ticket(*id).unwrap();
            prop_assert!(ticket.number.is_some(), "nobody without a number waits");
            prop_assert_eq!(&ticket.service, &service(word));
        }
        line.sort_unstable();
        line.dedup();
        prop_assert_eq!(line.len(), queue.waiting_count(&service(word)));
    }
    let stations: Vec<StationId> = STATIONS.iter().map(|(word, _)| at(word)).collect();
    for station in &stations {
        let current = queue.in_hand(station).filter(|(_, ticket)| !matches!(ticket.state, State::Parked { .. }));
        prop_assert!(current.count() <= 1, "station {} serves one at a time", station);
        let closed = square.station_status(station) == StationStatus::Closed;
        prop_assert!(!closed || queue.in_hand(station).count() == 0, "station {} left somebody behind", station);
    }
    let waiting: usize = ["clinic", "haircut"].iter().map(|word| queue.waiting_count(&service(word))).sum();
    let missed: usize = ["clinic", "haircut"].iter().map(|word| queue.missed(&service(word)).count()).sum();
    let in_hand: usize = stations.iter().map(|station| queue.in_hand(station).count()).sum();
    let over = queue.tickets().filter(|(_, ticket)| matches!(ticket.state, State::Done { .. } | State::Cancelled));
    prop_assert_eq!(waiting + missed + in_hand + queue.pool().count() + over.count(), queue.tickets().count());
    Ok(())
}

#[test]
fn of_two_tickets_with_one_code_a_scan_finds_the_one_that_is_not_over() {
    let mut desk = Desk::open();
    let first = desk.take("clinic", Class::Normal);
    let Fact::TicketTaken { slip, .. } = desk.board.ledger().get(first.0).unwrap().fact else { panic!("{first:?}") };
    // As another laptop would that was the same desk.
    let taken = Fact::TicketTaken {
        service: service("haircut"),
        class: Class::Normal,
        number: "B1001".parse().unwrap(),
        slip,
        estimate_secs: None,
    };
    let second = TicketId(desk.writes(taken));
    assert_eq!(desk.board.queue.bearer_of_slip(slip), Some(second));
    desk.does(&Command::CancelTicket { ticket: second, reason: "twice".into() }).unwrap();
    assert_eq!(desk.board.queue.bearer_of_slip(slip), Some(first));
}
