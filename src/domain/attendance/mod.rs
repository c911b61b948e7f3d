//! Attendance: who is expected, who is here, since when, and how many of each unit.
//!
//! A person is a set: present once however many check-ins. A team that arrived together counts by heads until its
//! members are named by later scans. Each person is folded alone from their own timeline, so a late entry or an undo
//! costs what it touches. Names are not here ([`super::roster`]); decisions at the desk are in [`rules`].

mod person;
pub mod rules;
mod unit_count;

use std::collections::{BTreeMap, BTreeSet};

pub use person::{Interval, Person, Presence, Status};
use person::{Record, Share};
pub use unit_count::UnitCount;

use super::digest::Digest;
use super::fact::{Entry, Fact};
use super::ids::{DeskId, EntryKey, PersonId, TeamId, UnitName};
use super::number::BadgeNumber;
use super::time::{Day, Place, Wall};

/// People, teams and their counts, folded.
#[derive(Debug, Clone, Default)]
pub struct Attendance {
    people: BTreeMap<PersonId, Record>,
    teams: BTreeMap<TeamId, Team>,
    units: BTreeMap<UnitName, UnitCount>,
    totals: UnitCount,
    /// Everybody who bears or bore a number. More than one live person: ambiguous.
    by_number: BTreeMap<BadgeNumber, BTreeSet<PersonId>>,
    revoked: BTreeMap<BadgeNumber, BTreeSet<Place>>,
    arrivals: BTreeMap<Place, PersonId>,
    arrivals_by_hour: BTreeMap<(Day, u8), u64>,
}

/// A unit that arrived together.
#[derive(Debug, Clone, Default)]
struct Team {
    arrived: Option<TeamArrival>,
    left: BTreeSet<Place>,
    /// Live check-ins that name one of the heads, by person.
    named: BTreeMap<PersonId, u32>,
}

/// What a team's arrival says.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct TeamArrival {
    /// The unit.
    pub unit: UnitName,
    /// How many came, the leader included.
    pub heads: u16,
    /// Whose badge was scanned for all.
    pub leader: Option<PersonId>,
    /// When.
    pub wall: Wall,
    /// At which desk.
    pub desk: DeskId,
}

/// A team with heads nobody has named yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenTeam<'a> {
    /// Its id.
    pub team: TeamId,
    /// What was said when it came.
    pub arrival: &'a TeamArrival,
    /// Heads not yet named.
    pub unnamed: u64,
}

impl Attendance {
    /// Folds one entry in, or takes it out when it is undone.
    pub(super) fn turn(&mut self, entry: &Entry, live: bool) {
        let place = entry.place();
        match &entry.fact {
            Fact::Enrolled { people } => {
                for (index, enrolment) in (0_u32..).zip(people) {
                    let person = PersonId { entry: entry.key, index };
                    self.turn_number(enrolment.number, person, live);
                    self.with(person, |record| record.enrolled = live.then(|| enrolment.clone()));
                }
            }
            Fact::Moved { person, unit } => self.with(*person, |record| record.units.turn(place, live, unit)),
            Fact::BadgeIssued { person, number, issue } => {
                self.turn_number(*number, *person, live);
                self.with(*person, |record| record.badges.turn(place, live, &(*number, *issue)));
            }
            Fact::BadgeRevoked { number } => {
                let places = self.revoked.entry(*number).or_default();
                if live {
                    places.insert(place)
                } else {
                    places.remove(&place)
                };
            }
            Fact::Withdrawn { person } => self.with(*person, |record| record.withdrawn.turn(place, live, &())),
            Fact::Merged { from, into } => self.turn_merge(place, *from, *into, live),
            Fact::Arrived { person, by, team } => {
                self.turn_arrival(place, *person, live);
                if let Some(team) = team {
                    self.turn_name(*team, *person, live);
                }
                let seen = Presence::arrived(entry, *by, *team);
                self.with(*person, |record| record.presence.turn(place, live, &seen));
            }
            Fact::Left { person, .. } => {
                let seen = Presence::left(entry);
                self.with(*person, |record| record.presence.turn(place, live, &seen));
            }
            Fact::Stationed { person, station } => {
                let seen = Presence::Stationed { station: station.clone() };
                self.with(*person, |record| record.presence.turn(place, live, &seen));
            }
            Fact::TeamArrived { unit, heads, leader } => {
                let arrival = TeamArrival {
                    unit: unit.clone(),
                    heads: *heads,
                    leader: *leader,
                    wall: entry.wall,
                    desk: entry.desk(),
                };
                self.turn_team(entry, arrival, live);
            }
            Fact::TeamLeft { team } => self.with_team(*team, |team| {
                if live {
                    team.left.insert(place)
                } else {
                    team.left.remove(&place)
                };
            }),
            _ => {}
        }
    }

    /// Changes one person's record, folds it again and moves the counts by the difference.
    fn with(&mut self, person: PersonId, change: impl FnOnce(&mut Record)) {
        change(self.people.entry(person).or_default());
        self.refold(person);
        // Who was merged into another is seen in the other. One step only: a circle of merges must not turn for ever.
        let into = self.people.get(&person).and_then(|record| record.merged.last().copied());
        if let Some(into) = into.filter(|into| *into != person) {
            self.refold(into);
        }
    }

    fn refold(&mut self, person: PersonId) {
        let Some(record) = self.people.get(&person) else { return };
        let absorbed = record.absorbed.iter().filter_map(|from| self.people.get(from)).map(|from| &from.presence);
        let came_with = |team: TeamId| self.teams.get(&team).and_then(|team| team.arrived.as_ref()).map(|a| a.wall);
        let folded = record.fold(absorbed, came_with);
        let (before, empty) = (record.share.clone(), record.is_empty());
        let after = folded.as_ref().and_then(Share::of);
        if before != after {
            self.add_share(before.as_ref(), false);
            self.add_share(after.as_ref(), true);
        }
        if empty {
            self.people.remove(&person);
        } else if let Some(record) = self.people.get_mut(&person) {
            record.person = folded;
            record.share = after;
        }
    }

    fn add_share(&mut self, share: Option<&Share>, add: bool) {
        let Some(share) = share else { return };
        self.add_count(&share.unit, share.count, add);
        if let Some(hour) = share.arrived_in {
            let count = self.arrivals_by_hour.entry(hour).or_default();
            *count = if add { *count + 1 } else { count.saturating_sub(1) };
            if *count == 0 {
                self.arrivals_by_hour.remove(&hour);
            }
        }
    }

    fn add_count(&mut self, unit: &UnitName, by: UnitCount, add: bool) {
        let count = self.units.entry(unit.clone()).or_default();
        count.shift(by, add);
        if *count == UnitCount::default() {
            self.units.remove(unit);
        }
        self.totals.shift(by, add);
    }

    fn turn_number(&mut self, number: BadgeNumber, person: PersonId, live: bool) {
        let people = self.by_number.entry(number).or_default();
        if live {
            people.insert(person);
        } else if !self.people.get(&person).is_some_and(|record| record.bears_twice(number)) {
            people.remove(&person);
        }
        if people.is_empty() {
            self.by_number.remove(&number);
        }
    }

    fn turn_merge(&mut self, place: Place, from: PersonId, into: PersonId, live: bool) {
        self.with(from, |record| record.merged.turn(place, live, &into));
        self.with(into, |record| {
            if live {
                record.absorbed.insert(from)
            } else {
                record.absorbed.remove(&from)
            };
        });
    }

    fn turn_arrival(&mut self, place: Place, person: PersonId, live: bool) {
        if live {
            self.arrivals.insert(place, person);
        } else {
            self.arrivals.remove(&place);
        }
    }

    fn turn_name(&mut self, team: TeamId, person: PersonId, live: bool) {
        self.with_team(team, |team| {
            let times = team.named.entry(person).or_default();
            *times = if live { *times + 1 } else { times.saturating_sub(1) };
            if *times == 0 {
                team.named.remove(&person);
            }
        });
    }

    fn turn_team(&mut self, entry: &Entry, arrival: TeamArrival, live: bool) {
        let (place, id) = (entry.place(), TeamId(entry.key));
        let leader = arrival.leader;
        self.with_team(id, |team| team.arrived = live.then_some(arrival));
        if let Some(leader) = leader {
            self.turn_arrival(place, leader, live);
            self.turn_name(id, leader, live);
            let seen = Presence::arrived(entry, super::fact::Means::Scanned, Some(id));
            self.with(leader, |record| record.presence.turn(place, live, &seen));
        }
        let named: Vec<PersonId> =
            self.teams.get(&id).into_iter().flat_map(|team| team.named.keys().copied()).collect();
        for person in named {
            self.refold(person); // they came when the team came
        }
    }

    /// Changes one team and moves its unit's counts by the difference in unnamed heads.
    fn with_team(&mut self, id: TeamId, change: impl FnOnce(&mut Team)) {
        let team = self.teams.entry(id).or_default();
        let before = team.share();
        change(team);
        let after = team.share();
        if team.is_empty() {
            self.teams.remove(&id);
        }
        if before != after {
            for (share, add) in [(before, false), (after, true)] {
                if let Some((unit, count)) = share {
                    self.add_count(&unit, count, add);
                }
            }
        }
    }

    /// A person who is on the list (withdrawn and merged ones too).
    pub fn person(&self, person: PersonId) -> Option<&Person> {
        self.people.get(&person)?.person.as_ref()
    }

    /// Everybody on the list, withdrawn and merged ones too, in the order of their ids.
    pub fn people(&self) -> impl Iterator<Item = (PersonId, &Person)> {
        self.people.iter().filter_map(|(id, record)| Some((*id, record.person.as_ref()?)))
    }

    /// Everybody who bears a number now or bore it, withdrawn and merged ones left out.
    pub fn bearers(&self, number: BadgeNumber) -> Vec<PersonId> {
        let people = self.by_number.get(&number).into_iter().flatten().copied();
        people.filter(|id| self.person(*id).is_some_and(Person::is_listed)).collect()
    }

    /// Somebody who bore a number but is on the list no more.
    pub fn former_bearer(&self, number: BadgeNumber) -> Option<PersonId> {
        self.by_number.get(&number)?.iter().copied().find(|id| self.person(*id).is_some())
    }

    /// Numbers that two or more listed people bear now.
    pub fn shared_numbers(&self) -> Vec<(BadgeNumber, Vec<PersonId>)> {
        let shared = self.by_number.iter().filter(|(_, people)| people.len() > 1);
        let bearers_now = shared.map(|(number, _)| {
            let now = |id: &PersonId| self.person(*id).is_some_and(|person| person.number == *number);
            (*number, self.bearers(*number).into_iter().filter(now).collect::<Vec<_>>())
        });
        bearers_now.filter(|(_, people)| people.len() > 1).collect()
    }

    /// Whether a number was reported lost.
    pub fn is_revoked(&self, number: BadgeNumber) -> bool {
        self.revoked.get(&number).is_some_and(|places| !places.is_empty())
    }

    /// The highest serial any badge of a desk bears.
    pub fn highest_serial(&self, desk: u16) -> Option<u32> {
        let last = BadgeNumber::new(desk, 99_999)?;
        let first = BadgeNumber::new(desk, 0)?;
        self.by_number.range(first..=last).next_back().map(|(number, _)| number.serial())
    }

    /// Counts over all units.
    pub fn totals(&self) -> UnitCount {
        self.totals
    }

    /// Counts by unit, in the order of names.
    pub fn units(&self) -> impl Iterator<Item = (&UnitName, &UnitCount)> {
        self.units.iter()
    }

    /// How many units have somebody here now.
    pub fn units_present(&self) -> usize {
        self.units.values().filter(|count| count.present > 0).count()
    }

    /// How many units ever had somebody here.
    pub fn units_arrived(&self) -> usize {
        self.units.values().filter(|count| count.arrived > 0).count()
    }

    /// First arrivals by day and hour.
    pub fn arrivals_by_hour(&self) -> &BTreeMap<(Day, u8), u64> {
        &self.arrivals_by_hour
    }

    /// Check-ins, the last first (a person may stand in it more than once).
    pub fn latest_arrivals(&self) -> impl Iterator<Item = PersonId> {
        self.arrivals.values().rev().copied()
    }

    /// The first sight of a person after a place.
    pub fn seen_after(&self, person: PersonId, place: Place) -> Option<EntryKey> {
        self.people.get(&person)?.presence.first_after(place)
    }

    /// A check-in that names one of a team's heads, other than the leader's own.
    pub fn named_in(&self, team: TeamId) -> Option<EntryKey> {
        let arrival = self.teams.get(&team)?;
        let named = arrival.named.keys().filter_map(|person| self.people.get(person));
        named.into_iter().find_map(|record| record.named_by(team))
    }

    /// One team, as long as it has heads to name.
    pub fn open_team(&self, team: TeamId) -> Option<OpenTeam<'_>> {
        let unit = &self.teams.get(&team)?.arrived.as_ref()?.unit;
        self.open_teams(unit).into_iter().find(|open| open.team == team)
    }

    /// Teams of a unit that still have heads to name, the first to come first.
    pub fn open_teams<'a>(&'a self, unit: &UnitName) -> Vec<OpenTeam<'a>> {
        let teams = self.teams.iter().filter_map(|(id, team)| {
            let arrival = team.arrived.as_ref().filter(|arrival| arrival.unit == *unit)?;
            let unnamed = team.unnamed();
            (unnamed > 0 && team.left.is_empty()).then_some(OpenTeam { team: *id, arrival, unnamed })
        });
        let mut teams: Vec<_> = teams.collect();
        teams.sort_by_key(|team| (team.arrival.wall, team.team));
        teams
    }

    pub(super) fn digest(&self, digest: &mut Digest) {
        for (id, person) in self.people() {
            digest.add("person", &(id, person));
        }
        for (id, team) in &self.teams {
            digest.add("team", &(id, &team.arrived, team.left.len(), team.unnamed()));
        }
        digest.add("units", &self.units.iter().collect::<Vec<_>>());
        digest.add("revoked", &self.revoked.iter().filter(|(_, p)| !p.is_empty()).map(|(n, _)| n).collect::<Vec<_>>());
    }
}

impl Team {
    fn unnamed(&self) -> u64 {
        let heads = self.arrived.as_ref().map_or(0, |arrival| u64::from(arrival.heads));
        heads.saturating_sub(self.named.len() as u64)
    }

    /// What the unnamed heads add to their unit.
    fn share(&self) -> Option<(UnitName, UnitCount)> {
        let arrival = self.arrived.as_ref()?;
        let unnamed = self.unnamed();
        let present = if self.left.is_empty() { unnamed } else { 0 };
        Some((arrival.unit.clone(), UnitCount { expected: 0, arrived: unnamed, present }))
    }

    fn is_empty(&self) -> bool {
        self.arrived.is_none() && self.left.is_empty() && self.named.is_empty()
    }
}
