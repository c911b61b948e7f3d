//! Random asks, legal and illegal, to one desk, held against a simple model of the rules ([`model`]): the same answers,
//! the same tickets, the same lines; and what is refused changes nothing.

mod model;
mod several;

use proptest::prelude::*;

use model::{Ask, Model, QUEUED, SERVES, Stands};
use qiandao::domain::board::Board;
use qiandao::domain::command::{Asker, AtClosing, Command};
use qiandao::domain::decide::decide;
use qiandao::domain::decision::Decision;
use qiandao::domain::fact::{
    Class, Entry, EntryHash, Fact, Measure, Outing, Service, ServiceKind, Station, StationStatus,
};
use qiandao::domain::ids::{DeskId, DeskNumber, EntryKey, Epoch, Nonce, Series, ServiceId, StationId, TicketId};
use qiandao::domain::outcome::Outcome;
use qiandao::domain::queue::{State, line};
use qiandao::domain::refusal::Refusal;
use qiandao::domain::time::{Day, Stamp, Wall};

/// A desk that writes what it decides.
struct Desk {
    board: Board,
    written: u64,
    now: Wall,
}

const DESK: Series = Series { desk: DeskId(1), epoch: Epoch(1) };

impl Desk {
    fn new() -> Self {
        let day = Day::new(2026, 3, 5).unwrap();
        let mut desk = Self { board: Board::default(), written: 0, now: day.at_minute(600) };
        let outing = Outing {
            name: "Square".to_owned(),
            event: 1,
            first_day: day,
            last_day: day,
            opens_minute: 540,
            closes_minute: 720,
            demo: false,
        };
        let mut set_up =
            vec![Command::SetOuting(outing), Command::JoinDesk { number: DeskNumber::FIRST, name: "desk".to_owned() }];
        set_up.extend((0..=QUEUED).map(|index| {
            let letter = [Some('A'), Some('B'), None][index];
            let (zh, en) = ("service".to_owned(), "service".to_owned());
            let (measure, kind) = (Measure::Visits, ServiceKind::Other);
            let queued = letter.is_some();
            Command::SetService(Service { service: service(index), zh, en, queued, letter, measure, kind, minutes: 8 })
        }));
        set_up.extend(SERVES.iter().enumerate().map(|(index, serves)| {
            let (station, service) = (station(index), service(*serves));
            Command::SetStation(Station { station, service, name: String::new() })
        }));
        for command in &set_up {
            assert!(desk.perform(command).answer.is_ok(), "{command:?}");
        }
        desk
    }

    fn perform(&mut self, command: &Command) -> Decision {
        let decision = decide(&self.board, command, &Asker { desk: DESK.desk, now: self.now });
        for fact in &decision.facts {
            self.written += 1;
            let stamp = Stamp { ms: self.written, count: 0 };
            let key = EntryKey { series: DESK, seq: self.written };
            let (nonce, prev) = (Nonce(self.written), EntryHash::default());
            self.board.absorb(Entry {
                key,
                stamp,
                wall: self.now,
                operator: None,
                practice: false,
                nonce,
                prev,
                fact: fact.clone(),
            });
        }
        decision
    }

    /// The tickets in the order of their taking, without those whose taking was undone.
    fn tickets(&self) -> Vec<TicketId> {
        let taken = self.board.ledger().in_order().filter(|entry| {
            let takes = matches!(entry.fact, Fact::TicketTaken { .. } | Fact::ServedDirectly { .. });
            takes && self.board.ledger().is_live(entry.key)
        });
        taken.map(|entry| TicketId(entry.key)).collect()
    }

    fn command(&self, ask: &Ask) -> Command {
        let tickets = self.tickets();
        let ticket = |index: usize| tickets.get(index).copied().unwrap_or_default();
        let reason = "mistake".to_owned();
        match *ask {
            Ask::Take { service: of, class } => Command::TakeNumber { service: service(of), class },
            Ask::Next { station: at } => Command::CallNext { station: station(at) },
            Ask::Recall { station: at } => Command::Recall { station: station(at) },
            Ask::Arrive { station: at } => Command::Arrive { station: station(at) },
            Ask::Absent { station: at } => Command::MarkAbsent { station: station(at) },
            Ask::Finish { station: at } => Command::Finish { station: station(at) },
            Ask::Cancel { ticket: which } => Command::CancelTicket { ticket: ticket(which), reason },
            Ask::Park { station: at, pool } => Command::Park { station: station(at), reason, pool },
            Ask::Resume { ticket: which, station: at } => {
                Command::Resume { ticket: ticket(which), station: station(at) }
            }
            Ask::Transfer { ticket: which, service: of } => {
                Command::Transfer { ticket: ticket(which), service: service(of) }
            }
            Ask::Return { ticket: which } => Command::Return { ticket: ticket(which) },
            Ask::ServeDirectly { station: at } => Command::ServeDirectly { station: station(at) },
            Ask::CallOne { station: at, ticket: which } => {
                Command::CallOne { station: station(at), ticket: ticket(which), reason }
            }
            Ask::Raise { ticket: which } => Command::Raise { ticket: ticket(which), reason },
            Ask::Turn { station: at, status, serving } => {
                Command::TurnStation { station: station(at), status, serving }
            }
            Ask::Undo => Command::Undo { entry: None, reason: Some(reason), sure: true },
        }
    }
}

fn service(index: usize) -> ServiceId {
    ["clinic", "haircut", "leaflets"][index].parse().unwrap()
}

fn station(index: usize) -> StationId {
    ["1", "2", "3"][index].parse().unwrap()
}

fn asks() -> impl Strategy<Value = Ask> {
    let class = prop_oneof![Just(Class::Normal), Just(Class::Priority)];
    let status = prop_oneof![
        4 => Just(StationStatus::Open),
        1 => Just(StationStatus::Paused),
        3 => Just(StationStatus::Closed),
    ];
    let serving = prop_oneof![Just(None), Just(Some(AtClosing::Done)), Just(Some(AtClosing::Pool))];
    let (at, which, of) = (0..SERVES.len(), 0..12_usize, 0..=QUEUED);
    prop_oneof![
        7 => (of.clone(), class).prop_map(|(service, class)| Ask::Take { service, class }),
        14 => at.clone().prop_map(|station| Ask::Next { station }),
        1 => at.clone().prop_map(|station| Ask::Recall { station }),
        4 => at.clone().prop_map(|station| Ask::Arrive { station }),
        14 => at.clone().prop_map(|station| Ask::Absent { station }),
        4 => at.clone().prop_map(|station| Ask::Finish { station }),
        1 => which.clone().prop_map(|ticket| Ask::Cancel { ticket }),
        2 => (at.clone(), any::<bool>()).prop_map(|(station, pool)| Ask::Park { station, pool }),
        2 => (which.clone(), at.clone()).prop_map(|(ticket, station)| Ask::Resume { ticket, station }),
        2 => (which.clone(), of).prop_map(|(ticket, service)| Ask::Transfer { ticket, service }),
        3 => which.clone().prop_map(|ticket| Ask::Return { ticket }),
        1 => at.clone().prop_map(|station| Ask::ServeDirectly { station }),
        4 => (at.clone(), which.clone()).prop_map(|(station, ticket)| Ask::CallOne { station, ticket }),
        1 => which.prop_map(|ticket| Ask::Raise { ticket }),
        5 => (at, status, serving).prop_map(|(station, status, serving)| Ask::Turn { station, status, serving }),
        3 => Just(Ask::Undo),
    ]
}

fn state(stands: Stands) -> State {
    match stands {
        Stands::Waiting => State::Waiting,
        Stands::Called(at) => State::Called { station: station(at) },
        Stands::Serving(at) => State::Serving { station: station(at) },
        Stands::Parked(at) => State::Parked { station: at.map(station) },
        Stands::Missed => State::Missed,
        Stands::Done(at) => State::Done { station: station(at) },
        Stands::Cancelled => State::Cancelled,
    }
}

fn missed(model: &Model) -> usize {
    model.slips.iter().filter(|slip| slip.stands == Stands::Missed).count()
}

/// Every ticket stands where the model has it, and in exactly one list.
fn compare(desk: &Desk, model: &Model) {
    let tickets = desk.tickets();
    let queue = &desk.board.queue;
    assert_eq!(tickets.len(), model.slips.len());
    for (id, slip) in tickets.iter().zip(&model.slips) {
        let ticket = queue.ticket(*id).unwrap();
        assert_eq!(ticket.state, state(slip.stands));
        assert_eq!((ticket.class, &ticket.service), (slip.class, &service(slip.service)));
        assert_eq!((ticket.misses, ticket.recalls), (slip.misses, slip.recalls));
        assert_eq!((ticket.served_ms, ticket.clocks_differ), (slip.served_ms, slip.is_cut));
        let services = (0..QUEUED).map(service).collect::<Vec<_>>();
        let stations = (0..SERVES.len()).map(station).collect::<Vec<_>>();
        let lists = services.iter().flat_map(|service| queue.waiting(service).chain(queue.missed(service)));
        let lists = lists.chain(stations.iter().flat_map(|station| queue.in_hand(station))).chain(queue.pool());
        let ended = matches!(slip.stands, Stands::Done(_) | Stands::Cancelled);
        assert_eq!(lists.filter(|(listed, _)| listed == id).count(), usize::from(!ended), "{:?}", slip.stands);
    }
    for index in 0..QUEUED {
        let expected: Vec<TicketId> = model.line(index).into_iter().map(|slip| tickets[slip]).collect();
        assert_eq!(line::line(queue, &service(index)), expected);
        for (ahead, ticket) in expected.iter().enumerate() {
            assert_eq!(line::ahead(queue, *ticket), Some(ahead));
        }
    }
    let visits = |service: &ServiceId| desk.board.tally.of_service(service);
    for index in 0..QUEUED {
        let done = model.slips.iter().filter(|slip| slip.service == index && matches!(slip.stands, Stands::Done(_)));
        assert_eq!(visits(&service(index)), done.count() as u64);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, max_shrink_iters: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn a_desk_does_as_the_rules_say(asks in prop::collection::vec((asks(), -5_000..30_000_i64), 1..120)) {
        let (mut desk, mut model) = (Desk::new(), Model::new());
        for (ask, pass_ms) in asks {
            desk.now = desk.now.shifted(pass_ms);
            let before = desk.board.clone();
            let missed_before = missed(&model);
            let decision = desk.perform(&desk.command(&ask));
            let mut wanted = model.clone();
            let answer = wanted.ask(&ask, desk.now.0);
            prop_assert_eq!(decision.answer.as_ref().map(|_| ()).map_err(Refusal::code), answer, "{:?}", ask);
            if answer.is_ok() {
                model = wanted;
            } else {
                prop_assert!(decision.facts.is_empty() && desk.board == before, "{ask:?} was refused and did something");
            }
            if let Ok(Outcome::Absent { missed: for_good, .. }) = &decision.answer {
                prop_assert_eq!(*for_good, missed(&model) > missed_before);
            }
            if let (Ask::Take { service, .. }, Ok(Outcome::NumberTaken { ahead, .. })) = (&ask, &decision.answer) {
                let place = model.line(*service).iter().position(|slip| *slip == model.slips.len() - 1);
                prop_assert_eq!(Some(*ahead), place);
            }
            compare(&desk, &model);
        }
    }
}
