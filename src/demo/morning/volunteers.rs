//! Volunteers come, alone or with their unit, are scanned again, and leave; some scans are of no use.

use super::{Due, LEAVING_SECS, Morning, RUSH_SECS, Volunteer};
use crate::badge::{Code, EventKey, Kind};
use crate::demo::square;
use crate::domain::attendance::Person;
use crate::domain::command::{Command, Scanned};
use crate::domain::fact::Means;
use crate::domain::ids::{StationId, UnitName};
use crate::domain::number::BadgeNumber;
use crate::domain::refusal::{Choice, UndoReason};

/// A desk that belongs to nobody, for numbers on no list.
const NO_DESK: u16 = 777;

impl Morning<'_> {
    /// Checks in for a trial, and undoes it when the minute in which that needs no reason is over.
    pub(super) fn tries_out(&mut self, volunteer: Volunteer) {
        self.script.line(&format!("find {}", volunteer.number));
        self.check_in_typed(volunteer);
        self.script.pass(90);
        let undo = Command::Undo { entry: None, reason: None, sure: false };
        let because = Choice::Because(UndoReason::Trial);
        self.asks("undo", &undo, "undo_why", &because, "trial");
        self.script.pass(5);
        self.plan_between(RUSH_SECS, Due::Comes(volunteer));
    }

    pub(super) fn comes(&mut self, volunteer: Volunteer) {
        if self.chance.percent(75) {
            let scan = self.scan_words(volunteer);
            self.script.says(&scan, &scan_of(volunteer));
            if self.chance.percent(5) {
                // Two seconds later the same code is the same answer, and nothing is written.
                self.script.pass(2);
                self.script.line(&scan);
            }
        } else if self.chance.percent(12) {
            self.checks_in_the_wrong_one(volunteer);
        } else {
            self.check_in_typed(volunteer);
        }
        self.stays(volunteer);
    }

    /// Presses Enter on the wrong line, takes it back at once, and back again: it was right after all.
    fn checks_in_the_wrong_one(&mut self, volunteer: Volunteer) {
        self.check_in_typed(volunteer);
        self.script.pass(3);
        self.script.says("undo", &Command::Undo { entry: None, reason: None, sure: false });
        self.script.pass(4);
        self.script.says("redo", &Command::Redo);
    }

    fn check_in_typed(&mut self, volunteer: Volunteer) {
        let command = Command::CheckIn { person: volunteer.person, by: Means::Typed };
        self.script.says(&format!("in {}", volunteer.number), &command);
    }

    fn stays(&mut self, volunteer: Volunteer) {
        if self.chance.percent(12) {
            self.plan_in(120, 5400, Due::ScansAgain(volunteer));
        }
        if self.chance.percent(92) {
            self.plan_between(LEAVING_SECS, Due::Leaves(volunteer));
        }
    }

    pub(super) fn come_together(&mut self, members: &[Volunteer], unit: &UnitName) {
        let Some(leader) = members.first() else { return };
        let heads = u16::try_from(members.len()).unwrap_or(u16::MAX).saturating_add(2);
        let command = Command::TeamIn { unit: unit.clone(), heads, leader: Some(leader.person) };
        self.script.says(&format!("team {unit} {heads} {}", leader.number), &command);
        self.stays(*leader);
        for member in members.iter().skip(1) {
            if self.chance.percent(60) {
                self.plan_in(60, 1800, Due::Comes(*member));
            }
        }
    }

    /// Scans a badge of somebody who is in; most want nothing.
    pub(super) fn scans_again(&mut self, volunteer: Volunteer) {
        let choice = match self.chance.between(1, 10) {
            1..=5 => Choice::Nothing,
            6..=8 => Choice::ChangeStation,
            _ => Choice::CheckOut,
        };
        self.asks_what_for(volunteer, &choice);
    }

    pub(super) fn leaves(&mut self, volunteer: Volunteer) {
        if self.chance.percent(60) {
            self.asks_what_for(volunteer, &Choice::CheckOut);
        } else {
            let command = Command::CheckOut { person: volunteer.person, by: Means::Typed };
            self.script.says(&format!("out {}", volunteer.number), &command);
        }
    }

    /// Only of somebody who is in; whoever left early scans no more.
    fn asks_what_for(&mut self, volunteer: Volunteer, choice: &Choice) {
        let person = self.script.rehearsal.board.attendance.person(volunteer.person);
        if !person.is_some_and(Person::is_in) {
            return;
        }
        let scan = self.scan_words(volunteer);
        if *choice != Choice::ChangeStation {
            self.asks(&scan, &scan_of(volunteer), "already_in", choice, choice.word().unwrap_or_default());
            return;
        }
        if self.script.is_refused(&scan, &scan_of(volunteer), "already_in").is_none() {
            return;
        }
        let stations = square::stalls().stations;
        let index = self.chance.between(1, u32::try_from(stations.len()).unwrap_or(1));
        if let Ok(station) = index.to_string().parse::<StationId>() {
            self.script.pass(2);
            let command = Command::AssignStation { person: volunteer.person, station: Some(station.clone()) };
            self.script.says(&format!("answer station {station}"), &command);
        }
    }

    fn scan_words(&self, volunteer: Volunteer) -> String {
        scan_words(&self.key, volunteer.number)
    }

    pub(super) fn bad_scan(&mut self, kind: u32) {
        let stranger = BadgeNumber::new(NO_DESK, 1 + kind).and_then(|number| Code::new(Kind::Volunteer, number, 0));
        let Some(stranger) = stranger else { return };
        let other_event = EventKey::new(square::EVENT + 1, square::EVENT_SECRET);
        let other_secret = EventKey::new(square::EVENT, [0; 32]);
        let good = stranger.encode(&self.key);
        let (code, scanned, expected) = match kind % 6 {
            0 => (misread(&good), Scanned::Unreadable, "unreadable"),
            1 => ("134567890123456789".to_owned(), Scanned::NotOurs, "not_ours"),
            2 => ("https://example.com/pay?id=1".to_owned(), Scanned::NotOurs, "not_ours"),
            3 => (good, Scanned::Badge { number: stranger.number(), issue: 0 }, "unknown_badge"),
            4 => (encode(stranger, other_event), Scanned::OtherEvent, "other_event"),
            _ => (encode(stranger, other_secret), Scanned::Forged, "forged"),
        };
        self.script.is_refused(&format!("scan {code}"), &Command::Scan(scanned), expected);
    }
}

fn scan_of(volunteer: Volunteer) -> Command {
    Command::Scan(Scanned::Badge { number: volunteer.number, issue: 0 })
}

fn scan_words(key: &EventKey, number: BadgeNumber) -> String {
    let code = Code::new(Kind::Volunteer, number, 0).map(|code| code.encode(key));
    format!("scan {}", code.unwrap_or_default())
}

fn encode(code: Code, key: Option<EventKey>) -> String {
    key.map(|key| code.encode(&key)).unwrap_or_default()
}

/// The code with its last digit read wrong.
fn misread(code: &str) -> String {
    let (kept, last) = code.split_at_checked(code.len().saturating_sub(1)).unwrap_or((code, ""));
    format!("{kept}{}", if last == "0" { '1' } else { '0' })
}
