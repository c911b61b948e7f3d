//! One person: their own timeline, folded alone.

use serde::Serialize;

use super::counts::UnitCount;
use crate::domain::fact::Enrolment;
use crate::domain::ids::{DeskId, EntryKey, PersonId, Series, StationId, TeamId, UnitName};
use crate::domain::number::BadgeNumber;
use crate::domain::time::{Day, Place, Quarter, Wall};
use crate::domain::timeline::Timeline;

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
    /// The record that stands for this one since they were merged.
    pub merged_into: Option<PersonId>,
    /// Here, gone, or not yet seen.
    pub status: Status,
    /// First check-in, never moved by a later one.
    pub first_arrival: Option<Wall>,
    /// Every stay, in order; the last may be open.
    pub stays: Vec<Interval>,
    /// Where they work now; nowhere while they are not here.
    pub station: Option<StationId>,
    /// The teams they are one head of.
    pub teams: Vec<TeamId>,
    /// Check-ins while they were in already.
    pub double_check_ins: Vec<DoubleCheckIn>,
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
    /// Where they checked in.
    pub desk: DeskId,
}

/// A person checked in at two desks that were apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct DoubleCheckIn {
    /// Where first.
    pub first: DeskId,
    /// Where again.
    pub second: DeskId,
    /// The second check-in.
    pub again: EntryKey,
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

    /// When the last stay ended.
    fn last_left(&self) -> Option<Wall> {
        self.stays.last().and_then(|stay| stay.to)
    }

    /// Whether they may be one of a team that came at a moment: on the same day, and not before they last left.
    pub fn may_have_come_at(&self, team_came: Wall, now: Wall) -> bool {
        !self.is_in() && Day::of(team_came) == Day::of(now) && self.last_left().is_none_or(|left| left <= team_came)
    }
}

/// What a desk saw of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Sight {
    /// Checked in, perhaps as one of a team.
    Arrived { wall: Wall, team: Option<TeamId> },
    /// Checked out.
    Left { wall: Wall },
    /// Went to a station, or to none.
    Stationed { station: Option<StationId> },
}

/// Everything known of a person, and what it folds to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Record {
    pub enrolled: Option<Enrolment>,
    pub units: Timeline<UnitName>,
    pub badges: Timeline<BadgeNumber>,
    pub withdrawn: Timeline<()>,
    pub sights: Timeline<Sight>,
    /// The fold of all the above; `None` until the enrolment is known.
    pub person: Option<Person>,
    /// What this person adds to the counts now.
    pub share: Option<Share>,
}

impl Record {
    /// Folds the timeline, with the sights of the records this one stands for. `came_with` tells when a team came,
    /// `issue_of` the highest issue of a badge number.
    pub fn fold<'a>(
        &'a self,
        merged_into: Option<PersonId>,
        behind: impl Iterator<Item = &'a Timeline<Sight>>,
        came_with: impl Fn(TeamId) -> Option<Wall>,
        issue_of: impl Fn(BadgeNumber) -> u8,
    ) -> Option<Person> {
        let enrolled = self.enrolled.as_ref()?;
        let number = self.badges.last().copied().unwrap_or(enrolled.number);
        let person = Person {
            unit: self.units.last().unwrap_or(&enrolled.unit).clone(),
            number,
            issue: issue_of(number),
            withdrawn: !self.withdrawn.is_empty(),
            merged_into,
            status: Status::NotIn,
            first_arrival: None,
            stays: Vec::new(),
            station: None,
            teams: Vec::new(),
            double_check_ins: Vec::new(),
        };
        let mut sights: Vec<_> = self.sights.iter().chain(behind.flat_map(Timeline::iter)).collect();
        sights.sort_by_key(|(place, _)| **place);
        let mut folding = Folding { person, checked_in_by: Series::default(), leads: false, is_named: false };
        for (place, sight) in sights {
            folding.see(place, sight, &came_with);
        }
        Some(folding.end())
    }

    /// The first fact about this person after a place.
    pub fn touched_after(&self, place: Place) -> Option<EntryKey> {
        let sights = self.sights.first_after(place).or_else(|| self.units.first_after(place));
        sights.or_else(|| self.badges.first_after(place)).or_else(|| self.withdrawn.first_after(place))
    }

    pub fn is_empty(&self) -> bool {
        self.enrolled.is_none()
            && self.units.is_empty()
            && self.badges.is_empty()
            && self.withdrawn.is_empty()
            && self.sights.is_empty()
    }
}

/// A person between two sights.
struct Folding {
    person: Person,
    /// Who wrote the check-in of the stay that runs.
    checked_in_by: Series,
    /// In this stay they led a team in.
    leads: bool,
    /// In this stay they are one of a team.
    is_named: bool,
}

impl Folding {
    fn see(&mut self, place: &Place, sight: &Sight, came_with: &impl Fn(TeamId) -> Option<Wall>) {
        match sight {
            Sight::Arrived { wall, team } => self.arrive(place, *wall, *team, came_with),
            Sight::Left { wall } => {
                if self.person.is_in() {
                    self.person.status = Status::Out { at: *wall };
                    self.person.station = None;
                    if let Some(stay) = self.person.stays.last_mut() {
                        stay.to = Some(*wall);
                    }
                }
            }
            Sight::Stationed { station } => self.person.station.clone_from(station),
        }
    }

    fn arrive(&mut self, place: &Place, wall: Wall, team: Option<TeamId>, came_with: &impl Fn(TeamId) -> Option<Wall>) {
        let (series, leads) = (place.key.series, team == Some(TeamId(place.key)));
        if self.person.is_in() {
            // Who is in already may lead a team in, once; anything else was done at two desks that were apart.
            if series != self.checked_in_by && (self.leads || !leads) {
                let (first, second) = (self.checked_in_by.desk, series.desk);
                self.person.double_check_ins.push(DoubleCheckIn { first, second, again: place.key });
            }
        } else {
            let team_came = team.and_then(came_with).filter(|came| self.person.may_have_come_at(*came, wall));
            // The clocks of two desks differ: nobody came later than they were seen.
            let since = team_came.map_or(wall, |came| came.min(wall));
            self.person.status = Status::In { since, desk: series.desk };
            self.person.first_arrival.get_or_insert(since);
            self.person.stays.push(Interval { from: since, to: None, desk: series.desk });
            (self.checked_in_by, self.leads, self.is_named) = (series, false, false);
        }
        self.leads |= leads;
        // One person is one head, whatever two desks wrote; but a leader is a head of every team they lead.
        if let Some(team) = team.filter(|team| (leads || !self.is_named) && !self.person.teams.contains(team)) {
            self.person.teams.push(team);
        }
        self.is_named |= team.is_some();
    }

    fn end(mut self) -> Person {
        if !self.person.is_in() {
            self.person.station = None;
        }
        self.person
    }
}

/// What one person adds to the counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Share {
    pub unit: UnitName,
    pub count: UnitCount,
    /// When they came for the first time of each day.
    pub came: Vec<Quarter>,
    /// The teams of which they are one head.
    pub teams: Vec<TeamId>,
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
        let mut came: Vec<Quarter> = Vec::new();
        for quarter in person.stays.iter().map(|stay| Quarter::of(stay.from)) {
            if came.iter().all(|known| known.day != quarter.day) {
                came.push(quarter);
            }
        }
        Some(Self { unit: person.unit.clone(), count, came, teams: person.teams.clone() })
    }
}
