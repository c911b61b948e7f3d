//! Which records are one person.
//!
//! Merges are taken in the order of folding, each as "these two are one, the second stays". So three records that two
//! desks merged in different ways are one person, a merge that closes a circle changes nothing, and one that names
//! somebody not yet enrolled waits. There are few merges in a day: all are settled anew when one comes or goes.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::ids::PersonId;
use crate::domain::index::Index;
use crate::domain::time::Place;
use crate::domain::timeline::Timeline;

/// The merges, and what they come to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Merges {
    /// The record dropped and the record that stays.
    facts: Timeline<(PersonId, PersonId)>,
    /// The record that stands for a dropped one.
    stands_for: BTreeMap<PersonId, PersonId>,
    /// The dropped records behind the one that stands for them.
    behind: Index<PersonId, PersonId>,
}

impl Merges {
    /// Puts a merge in or takes it out. It takes effect when the merges are settled.
    pub fn turn(&mut self, place: Place, from: PersonId, into: PersonId, live: bool) {
        self.facts.turn(place, live, (from, into));
    }

    /// The record that stands for a person: itself unless it was dropped.
    pub fn standing(&self, person: PersonId) -> PersonId {
        self.stands_for.get(&person).copied().unwrap_or(person)
    }

    /// The dropped records that a record stands for.
    pub fn behind(&self, person: PersonId) -> impl Iterator<Item = PersonId> {
        self.behind.of(&person).copied()
    }

    /// Works out anew which record stands for which. Answers with the records whose standing changed, and those that
    /// stand or stood for them.
    pub fn settle(&mut self, enrolled: impl Fn(PersonId) -> bool) -> BTreeSet<PersonId> {
        let mut next: BTreeMap<PersonId, PersonId> = BTreeMap::new();
        for (from, into) in self.facts.values().filter(|(from, into)| enrolled(*from) && enrolled(*into)) {
            let (from, into) = (end_of(&next, *from), end_of(&next, *into));
            if from != into {
                next.insert(from, into);
            }
        }
        let stands_for: BTreeMap<_, _> = next.keys().map(|dropped| (*dropped, end_of(&next, *dropped))).collect();
        let changed = stands_for.iter().filter(|(dropped, by)| self.stands_for.get(dropped) != Some(by));
        let was = self.stands_for.iter().filter(|(dropped, by)| stands_for.get(dropped) != Some(by));
        let changed: BTreeSet<_> = changed.chain(was).flat_map(|(dropped, by)| [*dropped, *by]).collect();
        self.behind = Index::default();
        for (dropped, by) in &stands_for {
            self.behind.turn(by, *dropped, true);
        }
        self.stands_for = stands_for;
        changed
    }
}

/// Follows a chain of merges to its end; the chains have no circle.
fn end_of(next: &BTreeMap<PersonId, PersonId>, mut person: PersonId) -> PersonId {
    while let Some(into) = next.get(&person) {
        person = *into;
    }
    person
}
