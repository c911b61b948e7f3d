//! The story of the morning: volunteers arrive in the rush, residents take numbers, stations call and serve them,
//! fingers slip, scans go wrong, and at noon everybody leaves.
//!
//! What is due next stands in a plan ordered by time; each happening plans what follows from it. Rates are taken from
//! squares of this size: 300 volunteers within an hour, some 700 tickets, thousands of leaflets and cups of tea.

mod residents;
mod volunteers;

use std::collections::BTreeMap;

use super::chance::Chance;
use super::manuscript::Manuscript;
use super::square;
use crate::badge::EventKey;
use crate::domain::command::Command;
use crate::domain::fact::{Service, Station};
use crate::domain::ids::{PersonId, UnitName};
use crate::domain::number::BadgeNumber;
use crate::domain::refusal::{Choice, Refusal};

const fn at(hours: u32, minutes: u32) -> u32 {
    (hours * 60 + minutes) * 60
}

const RUSH_SECS: (u32, u32) = (at(7, 50), at(8, 40));
const LATE_SECS: (u32, u32) = (at(8, 40), at(9, 30));
const FIRST_RESIDENT_SECS: u32 = at(8, 32);
const LAST_RESIDENT_SECS: u32 = at(11, 40);
/// Nobody is called any more.
const LAST_CALL_SECS: u32 = at(12, 0);
const LEAVING_SECS: (u32, u32) = (at(11, 30), at(12, 10));
/// Of units that come together the demo has this many.
const TEAMS: usize = 6;

/// Something that is due.
enum Due {
    Comes(Volunteer),
    ComesTogether(Vec<Volunteer>, UnitName),
    ScansAgain(Volunteer),
    Leaves(Volunteer),
    ResidentComes(Service),
    Calls(Station),
    Reaches(Station),
    IsServed(Station),
    Counts(Service),
    BadScan(u32),
    Looks(&'static str),
}

#[derive(Clone, Copy)]
struct Volunteer {
    person: PersonId,
    number: BadgeNumber,
}

/// Plays the morning into a script.
pub(super) fn happens(script: &mut Manuscript) {
    let Some(key) = EventKey::new(square::EVENT, square::EVENT_SECRET) else { return };
    let mut morning = Morning { script, key, chance: Chance::new(305), plan: BTreeMap::new(), planned: 0 };
    morning.opens();
    while let Some(((secs, _), due)) = morning.plan.pop_first() {
        morning.script.wait_until(secs);
        morning.take_place(due);
    }
    morning.script.line("tally");
}

struct Morning<'a> {
    script: &'a mut Manuscript,
    key: EventKey,
    chance: Chance,
    /// By time, and by the order of planning within a second.
    plan: BTreeMap<(u32, u32), Due>,
    planned: u32,
}

impl Morning<'_> {
    fn plan_at(&mut self, secs: u32, due: Due) {
        self.planned += 1;
        self.plan.insert((secs, self.planned), due);
    }

    fn plan_in(&mut self, least_secs: u32, most_secs: u32, due: Due) {
        let secs = self.script.now_secs() + self.chance.between(least_secs, most_secs);
        self.plan_at(secs, due);
    }

    fn plan_between(&mut self, (from, to): (u32, u32), due: Due) {
        let secs = self.chance.between(from, to);
        self.plan_at(secs, due);
    }

    /// Before the first guest: somebody tries the desk out, and everything else is planned.
    fn opens(&mut self) {
        let people: Vec<Volunteer> =
            self.script.rehearsal.people().into_iter().map(|(person, number)| Volunteer { person, number }).collect();
        self.script.wait_until(at(7, 30));
        if let Some(first) = people.first() {
            self.tries_out(*first);
        }
        let teams = self.plan_teams(&people);
        for volunteer in people {
            if teams.contains(&volunteer.person) {
                continue;
            }
            match self.chance.between(1, 100) {
                1..=75 => self.plan_between(RUSH_SECS, Due::Comes(volunteer)),
                76..=92 => self.plan_between(LATE_SECS, Due::Comes(volunteer)),
                _ => {}
            }
        }
        let stalls = square::stalls();
        for station in stalls.stations {
            self.plan_at(FIRST_RESIDENT_SECS, Due::Calls(station));
        }
        for service in stalls.services {
            let due = if service.queued { Due::ResidentComes(service) } else { Due::Counts(service) };
            self.plan_at(FIRST_RESIDENT_SECS, due);
        }
        for (secs, words) in
            [(at(9, 0), "queues"), (at(10, 0), "tally"), (at(10, 30), "roster"), (at(11, 0), "notices")]
        {
            self.plan_at(secs, Due::Looks(words));
        }
        for kind in 0..30 {
            self.plan_between((RUSH_SECS.0, LEAVING_SECS.1), Due::BadScan(kind));
        }
    }

    /// The first six units with at least four people come together; answers who belongs to them.
    fn plan_teams(&mut self, people: &[Volunteer]) -> Vec<PersonId> {
        let mut by_unit: BTreeMap<UnitName, Vec<Volunteer>> = BTreeMap::new();
        for volunteer in people.iter().skip(1) {
            if let Some(person) = self.script.rehearsal.board.attendance.person(volunteer.person) {
                by_unit.entry(person.unit.clone()).or_default().push(*volunteer);
            }
        }
        let mut in_teams = Vec::new();
        for (unit, members) in by_unit.into_iter().filter(|(_, members)| members.len() >= 4).take(TEAMS) {
            in_teams.extend(members.iter().map(|member| member.person));
            self.plan_between(RUSH_SECS, Due::ComesTogether(members, unit));
        }
        in_teams
    }

    fn take_place(&mut self, due: Due) {
        match due {
            Due::Comes(volunteer) => self.comes(volunteer),
            Due::ComesTogether(members, unit) => self.come_together(&members, &unit),
            Due::ScansAgain(volunteer) => self.scans_again(volunteer),
            Due::Leaves(volunteer) => self.leaves(volunteer),
            Due::ResidentComes(service) => self.resident_comes(service),
            Due::Calls(station) => self.calls(station),
            Due::Reaches(station) => self.reaches(station),
            Due::IsServed(station) => self.is_served(station),
            Due::Counts(service) => self.counts(service),
            Due::BadScan(kind) => self.bad_scan(kind),
            Due::Looks(words) => self.script.line(words),
        }
    }

    /// A command that asks something, and the answer to it.
    fn asks(&mut self, words: &str, command: &Command, expected: &str, choice: &Choice, word: &str) {
        let Some(Refusal::Asks(question)) = self.script.is_refused(words, command, expected) else { return };
        self.script.pass(2);
        let answer = format!("answer {word}");
        match question.command(choice) {
            Some(command) => {
                self.script.says(&answer, &command);
            }
            None => self.script.line(&answer),
        }
    }
}
