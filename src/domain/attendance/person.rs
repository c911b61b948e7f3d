//! One person: their own timeline, folded alone.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::domain::fact::{Enrolment, Entry, Means};
use crate::domain::ids::{DeskId, EntryKey, PersonId, StationId, TeamId, UnitName};
use crate::domain::number::BadgeNumber;
use crate::domain::time::{Day, Wall};
use crate::domain::timeline::Timeline;

use super::unit_count::UnitCount;

/// A volunteer as the facts know them: no name, no phone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Person {
    /// Their unit now.
    pub unit: UnitName,
    /// The number of their badge now.
    pub number: BadgeNumber,
    /// The issue of that badge; lower ones are replaced.
    pub issue: u8,
    /// Taken off the list.
    pub withdrawn: bool,
    /// The record this one was merged into.
    pub merged_into: Option<PersonId>,
    /// Here, gone, or not yet seen.
    pub status: Status,
    /// First check-in, never moved by a later one.
    pub first_arrival: Option<Wall>,
    /// Every stay, in order; the last may be open.
    pub stays: Vec<Interval>,
    /// Where they work now.
    pub station: Option<StationId>,
    /// A check-in at another desk while already in: both desks.
    pub doubled: Option<(DeskId, DeskId)>,
}

/// Whether a person is here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub enum Status {
    /// Not seen yet.
    #[default]
    NotIn,
    /// Here.
    In {
        /// Since when.
        since: Wall,
        /// Checked in where.
        desk: DeskId,
    },
    /// Was here and left.
    Out {
        /// When.
        at: Wall,
    },
}

/// One stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Interval {
    /// Came.
    pub from: Wall,
    /// Went; `None` while here.
    pub to: Option<Wall>,
}

/// What a desk saw of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Presence {
    /// Checked in.
    Arrived {
        /// When.
        wall: Wall,
        /// Where.
        desk: DeskId,
        /// How it was known.
        by: Means,
        /// With whom.
        team: Option<TeamId>,
    },
    /// Checked out.
    Left {
        /// When.
        wall: Wall,
    },
    /// Went to a station.
    Stationed {
        /// Which.
        station: Option<StationId>,
    },
}

impl Presence {
    pub(super) fn arrived(entry: &Entry, by: Means, team: Option<TeamId>) -> Self {
        Self::Arrived { wall: entry.wall, desk: entry.desk(), by, team }
    }

    pub(super) fn left(entry: &Entry) -> Self {
        Self::Left { wall: entry.wall }
    }
}

impl Person {
    /// On the list: neither withdrawn nor merged into another.
    pub fn is_listed(&self) -> bool {
        !self.withdrawn && self.merged_into.is_none()
    }

    /// Here now.
    pub fn is_in(&self) -> bool {
        matches!(self.status, Status::In { .. })
    }
}

/// Everything known of a person, and what it folds to.
#[derive(Debug, Clone, Default)]
pub(super) struct Record {
    pub enrolled: Option<Enrolment>,
    pub units: Timeline<UnitName>,
    pub badges: Timeline<(BadgeNumber, u8)>,
    pub withdrawn: Timeline<()>,
    pub merged: Timeline<PersonId>,
    /// Records merged into this one.
    pub absorbed: BTreeSet<PersonId>,
    pub presence: Timeline<Presence>,
    /// The fold of all the above; `None` until the enrolment is known.
    pub person: Option<Person>,
    /// What this person adds to the counts now.
    pub share: Option<Share>,
}

impl Record {
    /// Folds the timeline. `came_with` tells when a team came, for those who were named later.
    pub fn fold<'a>(
        &'a self,
        absorbed: impl Iterator<Item = &'a Timeline<Presence>>,
        came_with: impl Fn(TeamId) -> Option<Wall>,
    ) -> Option<Person> {
        let enrolled = self.enrolled.as_ref()?;
        let (number, issue) = self.badge_now(enrolled);
        let mut person = Person {
            unit: self.units.last().unwrap_or(&enrolled.unit).clone(),
            number,
            issue,
            withdrawn: !self.withdrawn.is_empty(),
            merged_into: self.merged.last().copied(),
            status: Status::NotIn,
            first_arrival: None,
            stays: Vec::new(),
            station: None,
            doubled: None,
        };
        let mut seen: Vec<_> = self.presence.iter().chain(absorbed.flat_map(Timeline::iter)).collect();
        seen.sort_by_key(|(place, _)| **place);
        for (_, presence) in seen {
            person.see(presence, &came_with);
        }
        Some(person)
    }

    /// The last number issued, with the highest issue ever seen of that number.
    fn badge_now(&self, enrolled: &Enrolment) -> (BadgeNumber, u8) {
        let number = self.badges.last().map_or(enrolled.number, |(number, _)| *number);
        let issues = self.badges.values().filter(|(n, _)| *n == number).map(|(_, issue)| *issue);
        (number, issues.max().unwrap_or(0))
    }

    /// Whether a number is theirs by more than one fact (before one of them is taken out).
    pub fn bears_twice(&self, number: BadgeNumber) -> bool {
        let enrolled = usize::from(self.enrolled.as_ref().is_some_and(|enrolled| enrolled.number == number));
        enrolled + self.badges.values().filter(|(n, _)| *n == number).count() > 1
    }

    /// The check-in that names this person as one of a team, unless it is the team's own entry.
    pub fn named_by(&self, team: TeamId) -> Option<EntryKey> {
        let naming = self.presence.iter().find(|(place, seen)| {
            place.key != team.0 && matches!(seen, Presence::Arrived { team: Some(of), .. } if *of == team)
        });
        naming.map(|(place, _)| place.key)
    }

    pub fn is_empty(&self) -> bool {
        self.enrolled.is_none()
            && self.units.is_empty()
            && self.badges.is_empty()
            && self.withdrawn.is_empty()
            && self.merged.is_empty()
            && self.absorbed.is_empty()
            && self.presence.is_empty()
    }
}

impl Person {
    fn see(&mut self, presence: &Presence, came_with: &impl Fn(TeamId) -> Option<Wall>) {
        match presence {
            Presence::Arrived { wall, desk, team, .. } => match self.status {
                Status::In { desk: first, .. } => {
                    if first != *desk && self.doubled.is_none() {
                        self.doubled = Some((first, *desk));
                    }
                }
                Status::NotIn | Status::Out { .. } => {
                    let came = team.and_then(came_with).unwrap_or(*wall);
                    self.status = Status::In { since: came, desk: *desk };
                    self.first_arrival.get_or_insert(came);
                    self.stays.push(Interval { from: came, to: None });
                }
            },
            Presence::Left { wall } => {
                if self.is_in() {
                    self.status = Status::Out { at: *wall };
                    self.station = None;
                    if let Some(stay) = self.stays.last_mut() {
                        stay.to = Some(*wall);
                    }
                }
            }
            Presence::Stationed { station } => self.station.clone_from(station),
        }
    }
}

/// What one person adds to the counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Share {
    pub unit: UnitName,
    pub count: UnitCount,
    pub arrived_in: Option<(Day, u8)>,
}

impl Share {
    /// A withdrawn person is expected no more but still counts where they were; a merged one counts in the other.
    pub fn of(person: &Person) -> Option<Self> {
        if person.merged_into.is_some() {
            return None;
        }
        let count = UnitCount {
            expected: u64::from(!person.withdrawn),
            arrived: u64::from(person.first_arrival.is_some()),
            present: u64::from(person.is_in()),
        };
        let arrived_in = person.first_arrival.map(|wall| (Day::of(wall), wall.hour()));
        Some(Self { unit: person.unit.clone(), count, arrived_in })
    }
}
