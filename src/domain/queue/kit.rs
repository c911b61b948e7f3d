//! A small square for the tests of lines and stations: one desk that decides by the real rules and folds at once.

use crate::domain::board::Board;
use crate::domain::command::{Asker, Command};
use crate::domain::decide::decide;
use crate::domain::fact::{Class, Entry, EntryHash, Fact, Measure, Outing, Service, ServiceKind, Station};
use crate::domain::ids::{DeskId, DeskNumber, EntryKey, Nonce, Series, ServiceId, StationId, TicketId};
use crate::domain::outcome::Outcome;
use crate::domain::refusal::Refusal;
use crate::domain::time::{Day, Stamp, Wall};

/// Stations 1, 2 and 3 of the clinic (8 minutes a visit), 4 of the haircut (12 minutes).
pub const STATIONS: [(&str, &str); 4] = [("1", "clinic"), ("2", "clinic"), ("3", "clinic"), ("4", "haircut")];

pub struct Desk {
    pub board: Board,
    pub now: Wall,
    id: DeskId,
    written: u64,
}

impl Desk {
    /// The square, set up, at nine o'clock.
    pub fn open() -> Self {
        let day = Day::new(2026, 3, 5).unwrap();
        let mut desk = Self { board: Board::default(), now: day.at_minute(9 * 60), id: DeskId(1), written: 0 };
        let outing = Outing {
            name: "Square".into(),
            event: 305,
            first_day: day,
            last_day: day,
            opens_minute: 540,
            closes_minute: 720,
            demo: false,
        };
        let set_up = [
            Command::SetOuting(outing),
            Command::JoinDesk { number: DeskNumber::FIRST, name: "Gate".into() },
            Command::SetService(spec("clinic", 'A', 8)),
            Command::SetService(spec("haircut", 'B', 12)),
        ];
        let stations = STATIONS.map(|(station, of)| {
            Command::SetStation(Station { station: at(station), service: service(of), name: String::new() })
        });
        for command in set_up.into_iter().chain(stations) {
            desk.does(&command).unwrap();
        }
        desk
    }

    pub fn does(&mut self, command: &Command) -> Result<Outcome, Refusal> {
        let decision = decide(&self.board, command, &Asker { desk: self.id, now: self.now });
        for fact in decision.facts {
            self.writes(fact);
        }
        decision.answer
    }

    /// What the answer is called, whether yes or no.
    pub fn answers(&mut self, command: &Command) -> &'static str {
        match self.does(command) {
            Ok(outcome) => outcome.code(),
            Err(Refusal::Asks(question)) => question.code(),
            Err(refusal) => refusal.code(),
        }
    }

    pub fn writes(&mut self, fact: Fact) -> EntryKey {
        self.written += 1;
        let key = EntryKey { series: Series { desk: self.id, ..Series::default() }, seq: self.written };
        let stamp = Stamp { ms: self.written, count: 0 };
        let (nonce, prev) = (Nonce(self.written), EntryHash::default());
        self.board.absorb(Entry { key, stamp, wall: self.now, operator: None, practice: false, nonce, prev, fact });
        key
    }

    /// The keys of what was written after so many entries, the last first.
    pub fn written_after(&self, count: usize) -> Vec<EntryKey> {
        let written = self.board.ledger().in_order().skip(count).map(|entry| entry.key);
        written.collect::<Vec<_>>().into_iter().rev().collect()
    }

    pub fn pass_minutes(&mut self, minutes: i64) {
        self.now = self.now.shifted(minutes * 60_000);
    }

    pub fn take(&mut self, of: &str, class: Class) -> TicketId {
        match self.does(&Command::TakeNumber { service: service(of), class }) {
            Ok(Outcome::NumberTaken { number, .. }) => self.board.queue.bearers(number)[0],
            answer => panic!("{answer:?}"),
        }
    }

    pub fn next(&mut self, station: &str) -> TicketId {
        match self.does(&Command::CallNext { station: at(station) }) {
            Ok(Outcome::Called { ticket, .. }) => ticket,
            answer => panic!("{answer:?}"),
        }
    }

    /// Calls the next and begins.
    pub fn begins(&mut self, station: &str) -> TicketId {
        let ticket = self.next(station);
        self.does(&Command::Arrive { station: at(station) }).unwrap();
        ticket
    }

    pub fn finishes(&mut self, station: &str) {
        self.does(&Command::Finish { station: at(station) }).unwrap();
    }
}

pub fn service(word: &str) -> ServiceId {
    word.parse().unwrap()
}

pub fn at(word: &str) -> StationId {
    word.parse().unwrap()
}

fn spec(word: &str, letter: char, minutes: u16) -> Service {
    Service {
        service: service(word),
        zh: word.into(),
        en: word.into(),
        queued: true,
        letter: Some(letter),
        measure: Measure::Visits,
        kind: ServiceKind::Other,
        minutes,
    }
}
