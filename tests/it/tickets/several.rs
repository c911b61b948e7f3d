//! Random commands, legal and illegal, in any order from several desks that are apart and meet: the rules of the queue
//! hold at each of them and when all have met, whatever came first, and what is refused says why and writes nothing.
//!
//! The rules stand here a second time, as a table of states and as the order of a line, without the program's own.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use qiandao::domain::board::Board;
use qiandao::domain::fact::{Class, Entry, Fact, TicketStep};
use qiandao::domain::ids::{DeskId, ServiceId, StationId, TicketId};
use qiandao::domain::number::TicketNumber;
use qiandao::domain::queue::line::{DEFERRED_CALLS, line};
use qiandao::domain::queue::ticket::MISSES_MAX;
use qiandao::domain::queue::{State, Ticket};
use qiandao::domain::roster::Roster;
use qiandao::words::names::Names;
use qiandao::words::{Lang, refusal};

use crate::history::apart::Square;
use crate::history::deeds::{SERVICES, STATIONS, queue_days};
use crate::history::{fold, recount, shuffles};

/// Deeds of a day.
const DEEDS: usize = 220;

/// Where a ticket stands, without the station.
fn kind(state: &State) -> &'static str {
    match state {
        State::Waiting => "waiting",
        State::Called { .. } => "called",
        State::Serving { .. } => "serving",
        State::Parked { .. } => "parked",
        State::Missed => "missed",
        State::Done { .. } => "done",
        State::Cancelled => "cancelled",
    }
}

/// The table of rules.md section 5: from which states a step leads, and where to. A station whose call came too late,
/// because its desk was apart, may begin all the same: who was served is a visit.
fn leads(step: &TicketStep) -> (&'static [&'static str], &'static [&'static str]) {
    match step {
        TicketStep::Called { .. } => (&["waiting"], &["called"]),
        TicketStep::Recalled { .. } => (&["called"], &["called"]),
        TicketStep::Began { .. } => (&["called", "waiting", "parked", "missed", "cancelled"], &["serving"]),
        TicketStep::Absent { .. } => (&["called"], &["waiting", "missed"]),
        TicketStep::Returned => (&["missed"], &["waiting"]),
        TicketStep::Parked { .. } => (&["called", "serving", "parked"], &["parked"]),
        TicketStep::Resumed { .. } => (&["parked"], &["serving"]),
        TicketStep::Transferred { .. } => (&["waiting", "serving"], &["waiting"]),
        TicketStep::Released { .. } => (&["called"], &["waiting"]),
        TicketStep::Done { .. } => (&["serving"], &["done"]),
        TicketStep::Cancelled { .. } => (&["waiting", "parked"], &["cancelled"]),
        TicketStep::Raised { .. } => (&["waiting"], &["waiting"]),
    }
}

/// Folds what counts, one entry after the other, and looks at every step of every ticket.
fn walk(entries: &[Entry], mut seen: impl FnMut(&TicketStep, &Ticket, &Ticket)) {
    let mut board = Board::default();
    for entry in recount::live(entries) {
        let before = board.queue.tickets().map(|(id, ticket)| (id, ticket.clone())).collect::<BTreeMap<_, _>>();
        board.absorb(entry.clone());
        for (id, after) in board.queue.tickets() {
            let Some(before) = before.get(&id) else { continue };
            match &entry.fact {
                Fact::Ticket { ticket, step } if *ticket == id => seen(step, before, after),
                _ => assert_eq!(before, after, "{:?} touched another ticket", entry.fact),
            }
        }
    }
}

/// Every ticket in one list and no other; lines in the order of the rules; visits as many as are done.
fn check(board: &Board) {
    let queue = &board.queue;
    let services: Vec<ServiceId> = SERVICES.iter().map(|word| word.parse().unwrap()).collect();
    let stations: Vec<StationId> = STATIONS.iter().map(|word| word.parse().unwrap()).collect();
    for (id, ticket) in queue.tickets() {
        let lists = services.iter().flat_map(|service| queue.waiting(service).chain(queue.missed(service)));
        let lists = lists.chain(stations.iter().flat_map(|station| queue.in_hand(station))).chain(queue.pool());
        let is_over = matches!(ticket.state, State::Done { .. } | State::Cancelled);
        assert_eq!(lists.filter(|(listed, _)| *listed == id).count(), usize::from(!is_over), "{ticket:?}");
        assert_eq!(ticket.state == State::Missed, ticket.misses >= MISSES_MAX && !was_begun_late(ticket), "{ticket:?}");
        assert!(ticket.double_calls.iter().all(|double| double.owner != double.other), "{ticket:?}");
    }
    for service in &services {
        assert_eq!(line(queue, service), by_the_rules(board, service));
        let done = queue
            .tickets()
            .filter(|(_, ticket)| matches!(ticket.state, State::Done { .. }) && ticket.service == *service);
        assert_eq!(board.tally.of_service(service), done.count() as u64);
    }
}

/// Missed, and then served all the same by a station that had called it too.
fn was_begun_late(ticket: &Ticket) -> bool {
    ticket.misses >= MISSES_MAX && ticket.state != State::Missed
}

/// The line as rules.md tells of it: first whom a closed station left; then who is due, two priority numbers and then
/// a normal one, by the order of lining up; and when only deferred numbers are left, the one that is due soonest.
fn by_the_rules(board: &Board, service: &ServiceId) -> Vec<TicketId> {
    let calls = board.queue.calls(service);
    let mut classes: Vec<Class> = calls.into_iter().flat_map(|calls| calls.values().copied()).collect();
    let made = classes.len();
    let passed = |ticket: &Ticket| match (ticket.deferred, calls) {
        (Some(place), Some(calls)) => calls.iter().filter(|(call, _)| **call > place).count(),
        _ => 0,
    };
    let mut waiting: Vec<(TicketId, &Ticket)> = board.queue.waiting(service).collect();
    waiting.sort_by_key(|(_, ticket)| ticket.lined_up);
    let mut line = Vec::new();
    while !waiting.is_empty() {
        let called = classes.len() - made;
        let due_in = |ticket: &Ticket| {
            let lacks = DEFERRED_CALLS.saturating_sub(passed(ticket) + called);
            if ticket.deferred.is_some() { lacks } else { 0 }
        };
        let is_due = |(_, ticket): &&(TicketId, &Ticket)| due_in(ticket) == 0;
        let of = |class| waiting.iter().filter(is_due).find(|(_, ticket)| ticket.class == class);
        // Deferral outlasts the place at the front.
        let is_front =
            |ticket: &Ticket| ticket.front && (ticket.deferred.is_none() || passed(ticket) >= DEFERRED_CALLS);
        let front = waiting.iter().find(|(_, ticket)| is_front(ticket));
        let two_priority = classes.ends_with(&[Class::Priority; 2]);
        let (first, second) =
            if two_priority { (Class::Normal, Class::Priority) } else { (Class::Priority, Class::Normal) };
        let by_class = of(first).or_else(|| of(second));
        let soonest = waiting.iter().min_by_key(|(_, ticket)| (due_in(ticket), ticket.lined_up));
        let (next, ticket) = *front.or(by_class).or(soonest).unwrap();
        classes.push(ticket.class);
        line.push(next);
        waiting.retain(|(id, _)| *id != next);
    }
    line
}

/// No desk gives a number twice, undone or not; two desks do so only while both bear one number.
fn check_numbers(entries: &[Entry]) {
    let mut given: BTreeSet<(DeskId, TicketNumber)> = BTreeSet::new();
    for entry in entries {
        if let Fact::TicketTaken { number, .. } = &entry.fact {
            assert!(given.insert((entry.key.series.desk, *number)), "{number} was given out twice by one desk");
        }
    }
}

#[test]
fn the_days_have_every_step_and_every_refusal_of_the_queue() {
    let mut runner = TestRunner::deterministic();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for _ in 0..150 {
        let day = Square::day(&queue_days(DEEDS).new_tree(&mut runner).unwrap().current());
        walk(day.entries(), |step, before, after| {
            if before != after {
                let name = format!("{step:?}");
                *seen.entry(name.split(' ').next().unwrap().to_owned()).or_default() += 1;
            }
        });
        for refusal in day.refused() {
            *seen.entry(refusal.code().to_owned()).or_default() += 1;
        }
        let doubles = day.all_meet()[0].queue.tickets().filter(|(_, ticket)| !ticket.double_calls.is_empty()).count();
        *seen.entry("called twice".to_owned()).or_default() += doubles;
    }
    let wanted = [
        "Absent",
        "Began",
        "Called",
        "Cancelled",
        "Done",
        "Parked",
        "Raised",
        "Recalled",
        "Released",
        "Resumed",
        "Returned",
        "Transferred",
        "called twice",
        "needs_answer",
        "no_number",
        "nobody_waits",
        "nothing_to_undo",
        "other_service",
        "service_closed",
        "station_idle",
        "station_not_open",
        "ticket_elsewhere",
        "ticket_state",
    ];
    for what in wanted {
        assert!(seen.get(what).is_some_and(|times| *times >= 5), "{what} is too rare: {seen:#?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, max_shrink_iters: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn several_desks_keep_the_rules_whatever_is_pressed(day in queue_days(DEEDS), shuffle in shuffles()) {
        let square = Square::day(&day);
        square.boards().for_each(check);
        check_numbers(square.entries());
        walk(square.entries(), |step, before, after| {
            let (from, to) = leads(step);
            let came = (kind(&before.state), kind(&after.state));
            // A step that leads nowhere leaves the ticket as it is, but for the memory of a call that came too late.
            let (stays, moves) = (before.state == after.state, from.contains(&came.0) && to.contains(&came.1));
            assert!(stays || moves, "{step:?} led from {came:?}");
            assert!(after.served_ms >= before.served_ms || matches!(step, TicketStep::Transferred { .. }));
        });
        let ordered = fold(recount::in_order(square.entries()));
        check(&ordered);
        let refused: Vec<_> = square.refused().to_vec();
        prop_assert!(fold(&shuffle.of(square.entries())) == ordered, "another order of arrival, another board");
        for board in square.all_meet() {
            prop_assert_eq!(board.agreement().to_string(), ordered.agreement().to_string());
        }
        let roster = Roster::default();
        for refusal in refused {
            for lang in [Lang::Zh, Lang::En] {
                let why = refusal::said(&refusal, &Names::new(&ordered, &roster)).text(lang);
                prop_assert!(!why.is_empty() && !why.contains('{'), "{:?}: {}", refusal, why);
            }
        }
    }
}
