//! The board as rows: people, services, queues, units, entries. Reads and decides nothing.

use serde::Serialize;

use crate::domain::attendance::Status;
use crate::domain::board::Board;
use crate::domain::fact::{Class, Entry, Fact, Measure, Service, StationStatus};
use crate::domain::ids::{DeskId, DeskNumber, EntryKey, PersonId};
use crate::domain::number::BadgeNumber;
use crate::domain::queue::State;
use crate::domain::report::{self, Days, SquareLine};
use crate::domain::targets::Progress;
use crate::domain::time::Day;
use crate::words::names::Names;
use crate::words::{Lang, history};

/// A volunteer.
#[derive(Debug, Clone, Serialize)]
pub struct PersonRow {
    /// The id, which no two people share.
    pub id: PersonId,
    /// The badge number.
    pub number: BadgeNumber,
    /// The name; the badge number where the roster is sealed.
    pub name: String,
    /// The unit's full name.
    pub unit: String,
    /// The last four digits of the phone.
    pub tail: String,
    /// `in`, `out` or `not_in`.
    pub state: &'static str,
    /// Since when, `HH:MM`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// The station's word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub station: Option<String>,
    /// What everybody should know.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub attention: String,
}

/// The word of what is handed out.
pub const COPIES: &str = "copies";

/// What one square of a city adds to the whole.
#[derive(Debug, Serialize)]
pub struct SquareRow {
    /// What it is called; empty for the desks of none in particular.
    pub square: String,
    /// The numbers of its desks.
    pub desks: Vec<DeskNumber>,
    /// Visits.
    pub visits: u64,
    /// Copies.
    pub copies: u64,
    /// Volunteers who first came there.
    pub arrived: u64,
    /// Volunteers who are there now.
    pub present: u64,
}

/// What was counted of a service.
#[derive(Debug, Serialize)]
pub struct ServiceRow {
    /// Its word.
    pub service: String,
    /// Its name.
    pub name: String,
    /// Whether residents take numbers for it.
    pub queued: bool,
    /// What one count of it is, and so what its target is of: `visits` or `copies`.
    pub measure: &'static str,
    /// Visits, 0 when it is counted in copies.
    pub visits: u64,
    /// Copies, 0 when it is counted in visits.
    pub copies: u64,
    /// How many it is to reach over the whole outing; absent without a target.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<u32>,
    /// How many percent of the target are reached, rounded down; may be above 100.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent: Option<u64>,
    /// Numbers in the line.
    pub waiting: usize,
    /// Residents being served now.
    pub serving: usize,
}

/// A unit.
#[derive(Debug, Serialize)]
pub struct UnitRow {
    /// Its full name.
    pub unit: String,
    /// Its name on a narrow screen, in the language of the answer.
    pub short: String,
    /// On the list.
    pub expected: u64,
    /// Ever checked in.
    pub arrived: u64,
    /// Here now.
    pub present: u64,
}

/// An entry.
#[derive(Debug, Serialize)]
pub struct HistoryRow {
    /// Its id.
    pub entry: EntryKey,
    /// The number of the desk that wrote it; `null` while it has none.
    pub desk: Option<DeskNumber>,
    /// The day, `YYYY-MM-DD`.
    pub day: Day,
    /// The time, `HH:MM:SS`.
    pub time: String,
    /// The word of what happened.
    pub what: String,
    /// What it says.
    pub text: String,
    /// Whether it is cancelled.
    pub undone: bool,
    /// Whether it was only practised, and counts nowhere.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub practice: bool,
}

/// What was refused at one desk for one reason.
#[derive(Debug, Serialize)]
pub struct RefusalRow {
    /// The number of the desk; `null` while it has none.
    pub desk: Option<DeskNumber>,
    /// The code of the reason.
    pub reason: &'static str,
    /// How often.
    pub times: usize,
    /// When last, `HH:MM:SS`.
    pub last: String,
    /// The badge number last refused so, when the code was one of ours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<BadgeNumber>,
}

/// Where rows are taken from, and in which language.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The counts.
    pub board: &'a Board,
    /// The names.
    pub names: Names<'a>,
    /// The language of texts.
    pub lang: Lang,
}

impl View<'_> {
    /// A volunteer; `None` for an id of nobody.
    pub fn person(&self, person: PersonId) -> Option<PersonRow> {
        let known = self.board.attendance.person(person)?;
        let (state, since) = match known.status {
            Status::NotIn => ("not_in", None),
            Status::In { since, .. } => ("in", Some(since.hhmm())),
            Status::Out { at } => ("out", Some(at.hhmm())),
        };
        Some(PersonRow {
            id: person,
            number: known.number,
            name: self.names.person(person).text(self.lang),
            unit: known.unit.to_string(),
            tail: self.names.phone_tail(person).to_owned(),
            state,
            since,
            station: known.station.as_ref().map(ToString::to_string),
            attention: self.names.attention(person).to_owned(),
        })
    }

    /// Several volunteers, in the order given.
    pub fn people(&self, people: &[PersonId]) -> Vec<PersonRow> {
        people.iter().filter_map(|person| self.person(*person)).collect()
    }

    /// Every square of a city; none where there is but one.
    pub fn squares(&self) -> Vec<SquareRow> {
        if !report::is_city(self.board) {
            return Vec::new();
        }
        let number = |desk: &DeskId| self.board.square.desk(*desk).map(|card| card.number);
        let row = |line: SquareLine| SquareRow {
            desks: line.desks.iter().filter_map(number).collect(),
            square: line.square,
            visits: line.sum.visits,
            copies: line.sum.copies,
            arrived: line.arrived,
            present: line.present,
        };
        report::squares(self.board, Days::All).into_iter().map(row).collect()
    }

    /// Every service, in the order of the set-up.
    pub fn services(&self) -> Vec<ServiceRow> {
        self.board.square.services().into_iter().map(|service| self.service(service)).collect()
    }

    fn service(&self, service: &Service) -> ServiceRow {
        let total = self.board.tally.of_service(&service.service);
        let (measure, visits, copies) = match service.measure {
            Measure::Visits => ("visits", total, 0),
            Measure::Copies => (COPIES, 0, total),
        };
        let (_, serving) = self.in_hand(service);
        let progress = Progress::of(self.board, &service.service, total);
        ServiceRow {
            service: service.service.to_string(),
            name: self.names.service(&service.service).text(self.lang),
            queued: service.queued,
            measure,
            visits,
            copies,
            target: progress.map(|progress| progress.target),
            percent: progress.map(Progress::percent),
            waiting: self.board.queue.waiting_count(&service.service),
            serving,
        }
    }

    /// How many tickets of a service are called, and how many served, at whatever station.
    pub fn in_hand(&self, service: &Service) -> (usize, usize) {
        let stations = self.board.square.stations();
        let tickets = stations.iter().flat_map(|station| self.board.queue.in_hand(&station.station));
        tickets.filter(|(_, ticket)| ticket.service == service.service).fold(
            (0, 0),
            |(called, serving), (_, ticket)| match ticket.state {
                State::Called { .. } => (called + 1, serving),
                State::Serving { .. } => (called, serving + 1),
                _ => (called, serving),
            },
        )
    }

    /// Every unit, in the order of names.
    pub fn units(&self) -> Vec<UnitRow> {
        let units = self.board.attendance.units().map(|(unit, count)| UnitRow {
            unit: unit.to_string(),
            short: self.names.unit(unit).text(self.lang),
            expected: count.expected,
            arrived: count.arrived,
            present: count.present,
        });
        units.collect()
    }

    /// The latest entries, newest first.
    pub fn history(&self, rows: usize) -> Vec<HistoryRow> {
        self.board.ledger().latest().take(rows).map(|entry| self.entry(entry)).collect()
    }

    /// Some entries by their keys.
    pub fn entries(&self, keys: &[EntryKey]) -> Vec<HistoryRow> {
        keys.iter().filter_map(|key| self.board.ledger().get(*key)).map(|entry| self.entry(entry)).collect()
    }

    fn entry(&self, entry: &Entry) -> HistoryRow {
        HistoryRow {
            entry: entry.key,
            desk: self.board.square.desk(entry.desk()).map(|card| card.number),
            day: Day::of(entry.wall),
            time: entry.wall.hhmmss(),
            what: fact_word(&entry.fact),
            text: history::heading(&entry.fact, &self.names).text(self.lang),
            undone: self.board.ledger().live_undos(entry.key).next().is_some(),
            practice: entry.practice,
        }
    }
}

/// The word of a ticket's state.
pub fn state_word(state: &State) -> &'static str {
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

/// The word of a station's status.
pub fn status_word(status: StationStatus) -> &'static str {
    match status {
        StationStatus::Open => "open",
        StationStatus::Paused => "paused",
        StationStatus::Closed => "closed",
    }
}

/// The word of a ticket's class.
pub fn class_word(class: Class) -> &'static str {
    match class {
        Class::Normal => "normal",
        Class::Priority => "priority",
    }
}

/// The word by which the written form tells facts apart; of a ticket's step, the step's.
fn fact_word(fact: &Fact) -> String {
    fn tag(value: serde_json::Value) -> Option<(String, serde_json::Value)> {
        match value {
            serde_json::Value::String(word) => Some((word, serde_json::Value::Null)),
            serde_json::Value::Object(map) => map.into_iter().next(),
            _ => None,
        }
    }
    let written = match fact {
        Fact::Ticket { step, .. } => serde_json::to_value(step),
        _ => serde_json::to_value(fact),
    };
    written.ok().and_then(tag).map(|(word, _)| word).unwrap_or_default()
}
