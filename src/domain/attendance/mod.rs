//! Attendance: who is expected, who is here, since when, and how many of each unit.
//!
//! A person is a set: present once however many check-ins. A team that arrived together counts by heads until its
//! members are named by later scans. Each person is folded alone from their own timeline, so a late entry or an undo
//! costs what it touches. Names are not here ([`super::roster`]); decisions at the desk are in [`rules`].

mod counts;
mod merges;
mod person;
pub mod rules;
mod team;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

pub use counts::UnitCount;
pub use person::{DoubleCheckIn, Interval, Person, Status};
pub use team::{OpenTeam, TeamArrival, TeamHeads};

use counts::Counts;
use merges::Merges;
use person::{Record, Share, Sight};
use team::Team;

use super::digest::Digest;
use super::fact::{Entry, Fact};
use super::ids::{EntryKey, PersonId, TeamId, UnitName};
use super::index::Index;
use super::number::BadgeNumber;
use super::time::{Day, Place, Quarter};
use super::timeline::{Timeline, Timelines};

/// People, teams and their counts, folded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attendance {
    people: BTreeMap<PersonId, Record>,
    merges: Merges,
    teams: BTreeMap<TeamId, Team>,
    counts: Counts,
    /// Everybody who bears or bore a number, with the fact that says so.
    badges: Index<BadgeNumber, (Place, PersonId)>,
    revoked: Timelines<BadgeNumber, ()>,
    /// Every issue of a number that was made out or seen; all but the highest are replaced.
    issues: Timelines<BadgeNumber, u8>,
    arrivals: Timeline<PersonId>,
}

impl Attendance {
    /// Folds one entry in, or takes it out when it is undone.
    pub(super) fn turn(&mut self, entry: &Entry, live: bool) {
        let place = entry.place();
        match &entry.fact {
            Fact::Enrolled { people } => {
                for (index, enrolment) in (0_u32..).zip(people) {
                    let person = PersonId { entry: entry.key, index };
                    self.badges.turn(&enrolment.number, (place, person), live);
                    self.with(person, |record| record.enrolled = live.then(|| enrolment.clone()));
                }
                self.settle_merges();
            }
            Fact::Moved { person, unit } => self.with(*person, |record| record.units.turn(place, live, unit.clone())),
            Fact::BadgeIssued { person, number, issue } => {
                self.badges.turn(number, (place, *person), live);
                self.with(*person, |record| record.badges.turn(place, live, *number));
                self.turn_issue(place, *number, *issue, live);
            }
            Fact::BadgeSeen { number, issue } => self.turn_issue(place, *number, *issue, live),
            Fact::BadgeRevoked { number } => self.revoked.turn(number, place, live, ()),
            Fact::Withdrawn { person } => self.with(*person, |record| record.withdrawn.turn(place, live, ())),
            Fact::Merged { from, into } => {
                self.merges.turn(place, *from, *into, live);
                self.settle_merges();
            }
            Fact::Arrived { person, team, .. } => {
                if let Some(team) = team {
                    self.with_team(*team, |team| team.mentions.turn(place, live, *person));
                }
                self.turn_arrival(entry, *person, *team, live);
            }
            Fact::Left { person, .. } => {
                self.with(*person, |record| record.sights.turn(place, live, Sight::Left { wall: entry.wall }));
            }
            Fact::Stationed { person, station } => {
                let seen = Sight::Stationed { station: station.clone() };
                self.with(*person, |record| record.sights.turn(place, live, seen));
            }
            Fact::TeamArrived { unit, heads, leader } => {
                let (unit, wall, desk) = (unit.clone(), entry.wall, entry.desk());
                let arrival = TeamArrival { unit, heads: *heads, leader: *leader, wall, desk };
                self.turn_team(entry, arrival, live);
            }
            Fact::TeamLeft { team } => self.with_team(*team, |team| team.left.turn(place, live, ())),
            _ => {}
        }
    }

    fn turn_issue(&mut self, place: Place, number: BadgeNumber, issue: u8, live: bool) {
        self.issues.turn(&number, place, live, issue);
        let bearers: Vec<PersonId> = self.badges.of(&number).map(|(_, person)| *person).collect();
        for person in bearers {
            self.see_again(person);
        }
    }

    fn turn_arrival(&mut self, entry: &Entry, person: PersonId, team: Option<TeamId>, live: bool) {
        let (place, seen) = (entry.place(), Sight::Arrived { wall: entry.wall, team });
        self.arrivals.turn(place, live, person);
        self.with(person, |record| record.sights.turn(place, live, seen));
    }

    fn turn_team(&mut self, entry: &Entry, arrival: TeamArrival, live: bool) {
        let (place, id, leader) = (entry.place(), TeamId(entry.key), arrival.leader);
        self.with_team(id, |team| {
            team.arrived = live.then_some(arrival);
            if let Some(leader) = leader {
                team.mentions.turn(place, live, leader);
            }
        });
        if let Some(leader) = leader {
            self.turn_arrival(entry, leader, Some(id), live);
        }
        let mentioned: Vec<PersonId> =
            self.teams.get(&id).into_iter().flat_map(|team| team.mentions.values().copied()).collect();
        for person in mentioned {
            self.see_again(person); // they came when the team came
        }
    }

    /// Changes one person's record, folds it again and moves the counts by the difference.
    fn with(&mut self, person: PersonId, change: impl FnOnce(&mut Record)) {
        change(self.people.entry(person).or_default());
        self.see_again(person);
    }

    /// Folds a person again, and the record that stands for them.
    fn see_again(&mut self, person: PersonId) {
        self.refold(person);
        let standing = self.standing(person);
        if standing != person {
            self.refold(standing);
        }
    }

    fn refold(&mut self, person: PersonId) {
        let Some(record) = self.people.get(&person) else { return };
        let merged_into = Some(self.standing(person)).filter(|standing| *standing != person);
        let behind = self.merges.behind(person).filter_map(|dropped| self.people.get(&dropped));
        let came_with = |team: TeamId| self.teams.get(&team).and_then(|team| team.arrived.as_ref()).map(|a| a.wall);
        let sights = behind.map(|dropped| &dropped.sights);
        let folded = record.fold(merged_into, sights, came_with, |number| self.issue(number));
        let (before, after) = (record.share.clone(), folded.as_ref().and_then(Share::of));
        if before != after {
            self.turn_share(before.as_ref(), false);
            self.turn_share(after.as_ref(), true);
        }
        if let Some(record) = self.people.get_mut(&person) {
            (record.person, record.share) = (folded, after);
            if record.is_empty() {
                self.people.remove(&person);
            }
        }
    }

    fn turn_share(&mut self, share: Option<&Share>, add: bool) {
        let Some(share) = share else { return };
        self.counts.turn(&share.unit, share.count, add);
        for quarter in &share.came {
            self.counts.turn_arrival(&share.unit, *quarter, 1, add);
        }
        for team in &share.teams {
            self.with_team(*team, |team| {
                team.named = if add { team.named + 1 } else { team.named.saturating_sub(1) };
            });
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
        for (share, add) in [(before, false), (after, true)] {
            if let Some((arrival, count)) = share {
                self.counts.turn(&arrival.unit, count, add);
                self.counts.turn_arrival(&arrival.unit, Quarter::of(arrival.wall), count.arrived, add);
            }
        }
    }

    fn settle_merges(&mut self) {
        let enrolled = |person| self.people.get(&person).is_some_and(|record| record.enrolled.is_some());
        for person in self.merges.settle(enrolled) {
            self.refold(person);
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

    /// The record that stands for a person: itself unless it was merged into another.
    pub fn standing(&self, person: PersonId) -> PersonId {
        self.merges.standing(person)
    }

    /// A record and the dropped ones that it stands for.
    pub fn records_of(&self, person: PersonId) -> impl Iterator<Item = PersonId> {
        [person].into_iter().chain(self.merges.behind(person))
    }

    /// The listed people who bear a number now. More than one: ambiguous.
    pub fn bearers(&self, number: BadgeNumber) -> Vec<PersonId> {
        let mut bearers = BTreeSet::new();
        for (_, id) in self.badges.of(&number) {
            let standing = self.standing(*id);
            let is_listed = self.person(standing).is_some_and(Person::is_listed);
            if is_listed && self.person(*id).is_some_and(|record| record.number == number) {
                bearers.insert(standing);
            }
        }
        bearers.into_iter().collect()
    }

    /// The highest issue of a number that was ever made out or seen; lower ones are replaced.
    pub fn issue(&self, number: BadgeNumber) -> u8 {
        self.issues.of(&number).and_then(|issues| issues.values().max().copied()).unwrap_or(0)
    }

    /// Somebody who bore a number, rather one who is still on the list.
    pub fn former_bearer(&self, number: BadgeNumber) -> Option<(PersonId, &Person)> {
        let bore = self.badges.of(&number).map(|(_, id)| self.standing(*id));
        let known = bore.filter_map(|id| Some((id, self.person(id)?)));
        known.max_by_key(|(_, person)| person.is_listed())
    }

    /// Numbers that two or more listed people bear now.
    pub fn shared_numbers(&self) -> Vec<(BadgeNumber, Vec<PersonId>)> {
        let borne_often = self.badges.iter().filter(|(_, badges)| badges.len() > 1);
        let bearers = borne_often.map(|(number, _)| (*number, self.bearers(*number)));
        bearers.filter(|(_, people)| people.len() > 1).collect()
    }

    /// Whether a number was reported lost.
    pub fn is_revoked(&self, number: BadgeNumber) -> bool {
        self.revoked.of(&number).is_some()
    }

    /// Counts over all units.
    pub fn totals(&self) -> UnitCount {
        self.counts.totals
    }

    /// Counts by unit, in the order of names.
    pub fn units(&self) -> impl Iterator<Item = (&UnitName, &UnitCount)> {
        self.counts.units.iter()
    }

    /// Counts of one unit; all 0 when nobody of it is known.
    pub fn unit(&self, unit: &UnitName) -> UnitCount {
        self.counts.units.get(unit).copied().unwrap_or_default()
    }

    /// How many units have somebody here now.
    pub fn units_present(&self) -> usize {
        self.units().filter(|(_, count)| count.present > 0).count()
    }

    /// How many units ever had somebody here.
    pub fn units_arrived(&self) -> usize {
        self.units().filter(|(_, count)| count.arrived > 0).count()
    }

    /// How many came in each quarter of an hour, for the first time that day: named, or counted by heads.
    pub fn arrivals(&self) -> impl Iterator<Item = (Quarter, u64)> {
        self.counts.arrivals.iter().map(|(quarter, heads)| (*quarter, *heads))
    }

    /// The same of one day.
    pub fn arrivals_on(&self, day: Day) -> impl Iterator<Item = (Quarter, u64)> {
        let of_day = self.counts.arrivals.range(Quarter::first_of(day)..Quarter::first_of(day.next()));
        of_day.map(|(quarter, heads)| (*quarter, *heads))
    }

    /// How many of each unit came on a day.
    pub fn came_on(&self, day: Day) -> impl Iterator<Item = (&UnitName, u64)> {
        self.counts.came.get(&day).into_iter().flatten().map(|(unit, heads)| (unit, *heads))
    }

    /// The days on which anybody came.
    pub fn days(&self) -> impl Iterator<Item = Day> {
        self.counts.came.keys().copied()
    }

    /// The last day before another on which anybody came.
    pub fn last_day_before(&self, day: Day) -> Option<Day> {
        self.counts.came.range(..day).next_back().map(|(day, _)| *day)
    }

    /// Check-ins, the last first (a person may stand in it more than once).
    pub fn latest_arrivals(&self) -> impl Iterator<Item = PersonId> {
        self.arrivals.values().rev().copied()
    }

    /// The first sight of a person after a place.
    pub fn seen_after(&self, person: PersonId, place: Place) -> Option<EntryKey> {
        self.people.get(&person)?.sights.first_after(place)
    }

    /// The first fact of any kind about a person after a place.
    pub fn touched_after(&self, person: PersonId, place: Place) -> Option<EntryKey> {
        self.people.get(&person)?.touched_after(place)
    }

    /// A check-in that names one of a team's heads, other than the leader's own.
    pub fn named_in(&self, team: TeamId) -> Option<EntryKey> {
        let mut mentions = self.teams.get(&team)?.mentions.iter();
        mentions.find(|(place, _)| place.key != team.0).map(|(place, _)| place.key)
    }

    /// One team, as long as it has heads to name.
    pub fn open_team(&self, team: TeamId) -> Option<OpenTeam<'_>> {
        self.teams.get(&team)?.open(team)
    }

    /// Every team that came, in the order of their ids.
    pub fn teams(&self) -> impl Iterator<Item = TeamHeads<'_>> {
        self.teams.values().filter_map(Team::heads)
    }

    /// Teams of a unit that still have heads to name, the first to come first.
    pub fn open_teams<'a>(&'a self, unit: &UnitName) -> Vec<OpenTeam<'a>> {
        let open = self.teams.iter().filter_map(|(id, team)| team.open(*id));
        let mut teams: Vec<_> = open.filter(|open| open.arrival.unit == *unit).collect();
        teams.sort_by_key(|open| (open.arrival.wall, open.team));
        teams
    }

    pub(super) fn digest(&self, digest: &mut Digest) {
        for (id, person) in self.people() {
            digest.add("person", &(id, person));
        }
        for (id, team) in &self.teams {
            digest.add("team", &(id, &team.arrived, team.left.is_empty(), team.unnamed()));
        }
        digest.add("units", &self.units().collect::<Vec<_>>());
        let highest = self.issues.iter().map(|(number, _)| (number, self.issue(*number)));
        digest.add("issues", &highest.collect::<Vec<_>>());
        digest.add("revoked", &self.revoked.iter().map(|(number, _)| number).collect::<Vec<_>>());
    }
}
