//! What people, services, units and desks are called in a sentence: ids in, names out.
//!
//! Looks names up and decides nothing. Where the roster is sealed or erased, a volunteer is called by badge number.

use super::{Said, label};
use crate::domain::board::Board;
use crate::domain::fact::{Fact, Measure};
use crate::domain::ids::{DeskId, EntryKey, PersonId, ServiceId, StationId, TicketId, UnitName};
use crate::domain::queue::{Ticket, line};
use crate::domain::roster::Roster;

/// The names of one square.
#[derive(Clone, Copy)]
pub struct Names<'a> {
    board: &'a Board,
    roster: &'a Roster,
}

impl<'a> Names<'a> {
    /// The names that a board and a roster know.
    pub fn new(board: &'a Board, roster: &'a Roster) -> Self {
        Self { board, roster }
    }

    /// A volunteer.
    pub fn person(&self, person: PersonId) -> Said {
        let name = self.roster.card(person).name;
        if !name.is_empty() {
            return Said::name(name, "");
        }
        match self.board.attendance.person(person) {
            Some(known) => Said::name(&known.number.to_string(), ""),
            None => label::VOLUNTEER.said(),
        }
    }

    /// What everybody at the desk should know of a volunteer; empty for most.
    pub fn attention(&self, person: PersonId) -> &'a str {
        self.roster.card(person).attention
    }

    /// The last four digits of a volunteer's phone, or nothing.
    pub fn phone_tail(&self, person: PersonId) -> &'a str {
        self.roster.card(person).phone_tail
    }

    /// A volunteer's unit.
    pub fn unit_of(&self, person: PersonId) -> Said {
        match self.board.attendance.person(person) {
            Some(known) => self.unit(&known.unit),
            None => Said::name("", ""),
        }
    }

    /// A unit, short where it has a short name.
    pub fn unit(&self, unit: &UnitName) -> Said {
        let Some(known) = self.board.square.unit(unit) else { return Said::name(unit.as_str(), "") };
        let short = if known.short.is_empty() { unit.as_str() } else { &known.short };
        Said::name(short, &known.en)
    }

    /// A service; the word itself when there is no such service.
    pub fn service(&self, service: &ServiceId) -> Said {
        match self.board.square.service(service) {
            Some(known) => Said::name(&known.zh, &known.en),
            None => Said::name(service.as_str(), ""),
        }
    }

    /// What is served at a station; the station's own word when it is not set up.
    pub fn service_at(&self, station: &StationId) -> Said {
        match self.board.square.station(station) {
            Some(spec) => self.service(&spec.service),
            None => Said::name(station.as_str(), ""),
        }
    }

    /// What one count of a service is called.
    pub fn measure(&self, service: &ServiceId) -> Said {
        match self.board.square.service(service).map(|known| known.measure) {
            Some(Measure::Copies) => label::COPIES.said(),
            _ => label::VISITS.said(),
        }
    }

    /// The number of a desk, or the beginning of its id while it has none.
    pub fn desk(&self, desk: DeskId) -> String {
        match self.board.square.desk(desk) {
            Some(card) => card.number.to_string(),
            None => desk.to_string().chars().take(4).collect(),
        }
    }

    /// Where a desk stands; empty while nobody said so.
    pub fn desk_place(&self, desk: DeskId) -> &'a str {
        self.board.square.desk(desk).map_or("", |card| card.name.as_str())
    }

    /// A ticket.
    pub fn ticket(&self, ticket: TicketId) -> Option<&'a Ticket> {
        self.board.queue.ticket(ticket)
    }

    /// How many are called before a ticket; `None` when it does not wait.
    pub fn ahead(&self, ticket: TicketId) -> Option<usize> {
        line::ahead(&self.board.queue, ticket)
    }

    /// What an entry says, when it is held here.
    pub fn fact(&self, entry: EntryKey) -> Option<&'a Fact> {
        self.board.ledger().get(entry).map(|entry| &entry.fact)
    }
}

/// A square of a city by its name; the desks that are of none have a word of their own.
pub fn square(name: &str) -> Said {
    if name.is_empty() { label::NO_SQUARE.said() } else { Said::name(name, name) }
}

/// A small square for the tests of sentences.
#[cfg(test)]
pub(super) mod kit {
    use super::super::Lang;
    use super::*;
    use crate::domain::fact::*;
    use crate::domain::ids::{Epoch, Nonce, Series, StationId};
    use crate::domain::number::{BadgeNumber, SlipRun, TicketNumber};
    use crate::domain::roster::{RosterField, RosterRecord};
    use crate::domain::time::{Day, Stamp, Wall};

    pub const DESK: DeskId = DeskId(0xfeed);

    /// The n-th entry of [`DESK`].
    pub fn key(seq: u64) -> EntryKey {
        EntryKey { series: Series { desk: DESK, epoch: Epoch(1) }, seq }
    }

    /// The volunteer of the square.
    pub fn person() -> PersonId {
        PersonId { entry: key(3), index: 0 }
    }

    pub fn slips() -> SlipRun {
        SlipRun::new("A900001".parse().unwrap(), "A900040".parse().unwrap()).unwrap()
    }

    pub fn ticket_number() -> TicketNumber {
        "A1001".parse().unwrap()
    }

    /// Every kind of fact there is, the first few of them a square that stands: desk, service, volunteer, ticket.
    pub fn facts() -> Vec<Fact> {
        let (person, ticket) = (person(), TicketId(key(4)));
        let (service, station): (ServiceId, StationId) = ("clinic".parse().unwrap(), "3".parse().unwrap());
        let unit: UnitName = "新城区人民医院".parse().unwrap();
        let (number, slip) = (BadgeNumber::new(0, 1).unwrap(), BadgeNumber::new(1, 1).unwrap());
        let day = Day::new(2026, 3, 5).unwrap();
        let spec = Service {
            service: service.clone(),
            zh: "义诊".into(),
            en: "Free clinic".into(),
            queued: true,
            letter: Some('A'),
            measure: Measure::Visits,
            kind: ServiceKind::Clinic,
            minutes: 8,
        };
        let outing = Outing {
            name: "学雷锋".into(),
            event: 1,
            first_day: day,
            last_day: day,
            opens_minute: 540,
            closes_minute: 720,
            demo: false,
        };
        let mut facts = vec![
            Fact::DeskJoined { number: crate::domain::ids::DeskNumber::FIRST, name: "东门".into() },
            Fact::ServiceSet(spec),
            Fact::Enrolled { people: vec![Enrolment { unit: unit.clone(), number }] },
            Fact::TicketTaken {
                service: service.clone(),
                class: Class::Normal,
                number: ticket_number(),
                slip,
                estimate_secs: None,
            },
            Fact::OutingSet(outing),
            Fact::ClockCorrected { desk: DESK, offset_ms: 1 },
            Fact::ServiceOpened { service: service.clone(), open: true },
            Fact::StationSet(Station { station: station.clone(), service: service.clone(), name: String::new() }),
            Fact::StationTurned { station: station.clone(), status: StationStatus::Paused },
            Fact::UnitsListed { units: vec![] },
            Fact::Moved { person, unit: unit.clone() },
            Fact::BadgeIssued { person, number, issue: 1 },
            Fact::BadgeRevoked { number },
            Fact::Withdrawn { person },
            Fact::Merged { from: person, into: person },
            Fact::Arrived { person, by: Means::Typed, team: None },
            Fact::Left { person, by: Means::Typed },
            Fact::Stationed { person, station: Some(station.clone()) },
            Fact::Stationed { person, station: None },
            Fact::TeamArrived { unit, heads: 12, leader: None },
            Fact::TeamLeft { team: crate::domain::ids::TeamId(key(1)) },
            Fact::ScanRefused { reason: ScanReason::NotOurs, number: None },
            Fact::ServedDirectly { service: service.clone(), station: station.clone() },
            Fact::Counted { service: service.clone(), quantity: 5, station: None, source: CountSource::Key },
            Fact::Undone { entry: key(4), reason: String::new() },
            Fact::Undone { entry: key(25), reason: String::new() },
            Fact::Undone { entry: key(26), reason: String::new() },
            Fact::Undone { entry: key(900), reason: String::new() },
            Fact::NoticeDismissed { notice: "same-desk:1:2".parse().unwrap() },
            Fact::BadgeSeen { number, issue: 2 },
            Fact::DeskLeft { desk: DESK },
            Fact::ClockSeen { desk: DESK, ahead_ms: -300_000 },
            Fact::ChainBroken { entry: key(900) },
            Fact::HoursAdded { person, day, minutes: 45, estimated: true, by: person, reason: "忘了签退".into() },
        ];
        facts.push(Fact::HoursRuled(HoursRules { rounding: Rounding::Half, daily_cap_minutes: Some(480) }));
        facts.push(Fact::TargetSet { service: service.clone(), quantity: 150 });
        facts.push(Fact::TargetSet { service: service.clone(), quantity: 0 });
        facts.push(Fact::SquareNamed { square: "东湖".into() });
        facts.push(Fact::SquareNamed { square: String::new() });
        let (first, last) = (slips().first(), slips().last());
        let source = CountSource::Paper { first, last, from: Wall::default(), to: Wall::default() };
        facts.push(Fact::Counted { service: service.clone(), quantity: 40, station: None, source });
        let at = || station.clone();
        let steps = [
            TicketStep::Called { station: at(), reason: None },
            TicketStep::Recalled { station: at() },
            TicketStep::Began { station: at() },
            TicketStep::Absent { station: at() },
            TicketStep::Returned,
            TicketStep::Parked { station: at(), reason: String::new(), pool: false },
            TicketStep::Resumed { station: at() },
            TicketStep::Transferred { station: Some(at()), service },
            TicketStep::Released { station: at() },
            TicketStep::Done { station: at() },
            TicketStep::Cancelled { reason: String::new() },
            TicketStep::Raised { reason: String::new() },
        ];
        facts.push(Fact::RosterImported { new: 3, changed: 2, gone: 1 });
        facts.push(Fact::BadgesPrinted { badges: vec![PrintedBadge { number, issue: 0 }] });
        facts.push(Fact::CardsIssued { cards: vec![IssuedCard { number: slip, does: CardJob::Undo }] });
        facts.push(Fact::DetailsEdited {
            person,
            fields: vec![EditedField { field: RosterField::Name, had_value: true }],
        });
        facts.extend(steps.map(|step| Fact::Ticket { ticket, step }));
        facts
    }

    /// Asks with the names of a square whose n-th entry is the n-th of [`facts`], held apart from the fold's rules.
    pub fn with_names(ask: impl FnOnce(&Names<'_>)) {
        let mut board = Board::default();
        for (seq, fact) in (1_u64..).zip(facts()) {
            let stamp = Stamp { ms: seq, count: 0 };
            let key = key(seq);
            board.absorb(Entry {
                key,
                stamp,
                wall: Wall::default(),
                operator: None,
                practice: false,
                nonce: Nonce(seq),
                prev: EntryHash(0),
                fact,
            });
        }
        let mut roster = Roster::default();
        for (field, value) in [(RosterField::Name, "阿依古丽·买买提"), (RosterField::PhoneTail, "0052")] {
            let (value, by) = (Some(value.to_owned()), Series::default());
            roster.absorb(RosterRecord { person: person(), field, value, stamp: Stamp::default(), by });
        }
        ask(&Names::new(&board, &roster));
    }

    /// Both languages of a sentence; fails where one is empty or has a blank that nobody filled.
    pub fn whole(said: &Said) -> [String; 2] {
        let texts = [Lang::Zh, Lang::En].map(|lang| said.text(lang));
        for text in &texts {
            assert!(!text.is_empty() && !text.contains(['{', '}']), "{text:?} of {said:?}");
        }
        texts
    }
}
