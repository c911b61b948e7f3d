//! What the record of hours is made from beside the stays: time that was added later, the rules that are set, and when
//! people were last seen. Kept by the names of the facts; whose it is after a merge is asked when the record is made.

use crate::domain::digest::Digest;
use crate::domain::fact::{Entry, Fact, HoursRules};
use crate::domain::ids::{PersonId, StationId};
use crate::domain::time::{Day, Place, Wall};
use crate::domain::timeline::{Timeline, Timelines};

/// The book, folded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Book {
    added: Timeline<Added>,
    rules: Timeline<HoursRules>,
    seen: Timelines<PersonId, Seen>,
}

/// Time that was added later, as the fact says it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(super) struct Added {
    pub person: PersonId,
    pub day: Day,
    pub minutes: u16,
    pub estimated: bool,
    pub by: PersonId,
    pub at: Wall,
    pub reason: String,
}

/// Somebody was seen at work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Seen {
    pub at: Wall,
    /// At a station, when it is known which.
    pub station: Option<StationId>,
}

impl Book {
    /// Folds one entry in, or takes it out when it is undone.
    pub(in crate::domain) fn turn(&mut self, entry: &Entry, live: bool) {
        let (place, at) = (entry.place(), entry.wall);
        let (person, station) = match &entry.fact {
            Fact::HoursAdded { person, day, minutes, estimated, by, reason } => {
                let (person, day, by, reason) = (*person, *day, *by, reason.clone());
                let added = Added { person, day, minutes: *minutes, estimated: *estimated, by, at, reason };
                self.added.turn(place, live, added);
                (None, None)
            }
            Fact::HoursRuled(rules) => {
                self.rules.turn(place, live, *rules);
                (None, None)
            }
            Fact::Stationed { person, station } => (Some(*person), station.clone()),
            Fact::Arrived { person, .. } => (Some(*person), None),
            Fact::TeamArrived { leader, .. } => (*leader, None),
            _ => (None, None),
        };
        if let Some(person) = person {
            self.seen.turn(&person, place, live, Seen { at, station });
        }
        // Who is at the keys is at work.
        if let Some(operator) = entry.operator.filter(|operator| Some(*operator) != person) {
            self.seen.turn(&operator, place, live, Seen { at, station: None });
        }
    }

    /// The rules that are set; those of every square until somebody sets others.
    pub fn rules(&self) -> HoursRules {
        self.rules.last().copied().unwrap_or_default()
    }

    /// Every late addition, in the order of folding.
    pub(super) fn added(&self) -> impl Iterator<Item = (&Place, &Added)> {
        self.added.iter()
    }

    /// When a record was seen at work on a day.
    pub(super) fn seen(&self, record: PersonId, day: Day) -> impl Iterator<Item = &Seen> {
        let seen = self.seen.of(&record).into_iter().flat_map(Timeline::values);
        seen.filter(move |seen| Day::of(seen.at) == day)
    }

    pub(in crate::domain) fn digest(&self, digest: &mut Digest) {
        // A square without any of it agrees with desks that know of none yet.
        for added in self.added.values() {
            digest.add("hours added", added);
        }
        if let Some(rules) = self.rules.last() {
            digest.add("hours rules", rules);
        }
    }
}
