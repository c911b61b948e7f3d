//! Residents take numbers, stations call and serve them, and what needs no number is counted.

use super::{Due, LAST_CALL_SECS, LAST_RESIDENT_SECS, Morning};
use crate::demo::square;
use crate::domain::command::Command;
use crate::domain::fact::{Class, Measure, Service, Station, StationStatus};
use crate::domain::ids::{ServiceId, StationId};
use crate::domain::outcome::Outcome;
use crate::domain::refusal::Choice;

impl Morning<'_> {
    pub(super) fn resident_comes(&mut self, service: Service) {
        if self.script.now_secs() > LAST_RESIDENT_SECS {
            return;
        }
        let class = if self.chance.percent(14) { Class::Priority } else { Class::Normal };
        let taken = self.takes_number(&service.service, class);
        if let (Some(Outcome::NumberTaken { number, .. }), true) = (&taken, self.chance.percent(3)) {
            self.script.pass(5);
            self.changes_mind(&number.to_string());
        } else if self.chance.percent(2) {
            // One press too many.
            self.takes_number(&service.service, class);
            self.script.pass(3);
            self.script.says("undo", &Command::Undo { entry: None, reason: None, sure: false });
        }
        let stations = square::stalls().stations.iter().filter(|station| station.service == service.service).count();
        let mean_secs = u32::from(service.minutes) * 60 / u32::try_from(stations).unwrap_or(1).max(1);
        self.plan_in(mean_secs / 4, mean_secs * 7 / 4, Due::ResidentComes(service));
    }

    fn takes_number(&mut self, service: &ServiceId, class: Class) -> Option<Outcome> {
        let priority = if class == Class::Priority { " priority" } else { "" };
        self.script.says(&format!("take {service}{priority}"), &Command::TakeNumber { service: service.clone(), class })
    }

    fn changes_mind(&mut self, number: &str) {
        let bearers = number.parse().map(|number| self.script.rehearsal.board.queue.bearers(number));
        if let Some(ticket) = bearers.unwrap_or_default().first() {
            let command = Command::CancelTicket { ticket: *ticket, reason: "changed their mind".to_owned() };
            self.script.says(&format!("cancel {number} changed their mind"), &command);
        }
    }

    pub(super) fn calls(&mut self, station: Station) {
        if self.script.now_secs() > LAST_CALL_SECS {
            return;
        }
        let word = &station.station;
        if self.chance.percent(1) {
            self.pauses(word);
        }
        let called = self.script.says(&format!("next {word}"), &Command::CallNext { station: word.clone() });
        if let Some(Outcome::Called { .. }) = called {
            if self.chance.percent(3) {
                self.presses_next_again(word);
            }
            self.plan_in(8, 35, Due::Reaches(station));
        } else {
            if self.chance.percent(2) {
                let command = Command::CallNext { station: word.clone() };
                self.script.is_refused(&format!("next {word}"), &command, "nobody_waits");
            }
            self.plan_in(20, 60, Due::Calls(station));
        }
    }

    fn pauses(&mut self, station: &StationId) {
        for (word, status) in [("pause", StationStatus::Paused), ("open", StationStatus::Open)] {
            let command = Command::TurnStation { station: station.clone(), status, serving: None };
            self.script.says(&format!("{word} {station}"), &command);
            self.script.pass(10);
        }
    }

    /// While somebody is called the same key asks; the answer here is to call once more.
    fn presses_next_again(&mut self, station: &StationId) {
        self.script.pass(3);
        let command = Command::CallNext { station: station.clone() };
        self.asks(&format!("next {station}"), &command, "still_called", &Choice::CallAgain, "recall");
    }

    pub(super) fn reaches(&mut self, station: Station) {
        let word = station.station.clone();
        match self.chance.between(1, 100) {
            1..=5 => {
                self.script.says(&format!("recall {word}"), &Command::Recall { station: word });
                self.plan_in(15, 30, Due::Reaches(station));
            }
            6..=10 => {
                self.script.says(&format!("absent {word}"), &Command::MarkAbsent { station: word });
                self.plan_in(2, 8, Due::Calls(station));
            }
            _ => {
                self.script.says(&format!("arrive {word}"), &Command::Arrive { station: word });
                let secs = self.minutes_of(&station) * 60;
                self.plan_in(secs / 2, secs * 5 / 4, Due::IsServed(station));
            }
        }
    }

    /// Two of three stations press the one key that finishes and calls.
    pub(super) fn is_served(&mut self, station: Station) {
        let word = station.station.clone();
        if self.chance.percent(66) && self.script.now_secs() <= LAST_CALL_SECS {
            let next = Command::CallNext { station: word.clone() };
            let reached = match self.script.says(&format!("next {word}"), &next) {
                Some(Outcome::Called { .. }) => Due::Reaches(station),
                _ => Due::Calls(station),
            };
            self.plan_in(8, 35, reached);
            return;
        }
        let done = Command::Finish { station: word.clone() };
        self.script.says(&format!("done {word}"), &done);
        if self.chance.percent(4) {
            // Pressed too early: the resident is still in the chair.
            self.script.pass(4);
            self.script.says("undo", &Command::Undo { entry: None, reason: None, sure: false });
            self.script.pass(30);
            self.script.says(&format!("done {word}"), &done);
        }
        self.plan_in(5, 20, Due::Calls(station));
    }

    fn minutes_of(&self, station: &Station) -> u32 {
        self.script.rehearsal.board.square.service(&station.service).map_or(1, |service| u32::from(service.minutes))
    }

    /// One press a visit; leaflets go by the pile, and a large pile is asked about.
    pub(super) fn counts(&mut self, service: Service) {
        if self.script.now_secs() > LAST_RESIDENT_SECS {
            return;
        }
        let word = service.service.clone();
        let count = |quantity| Command::Count { service: word.clone(), quantity, station: None, sure: false };
        if service.measure == Measure::Visits {
            self.script.says(&format!("count {word}"), &count(1));
            if self.chance.percent(1) {
                self.script.pass(1);
                self.script.says(&format!("count {word}"), &count(1));
                self.script.pass(2);
                self.script.says("undo", &Command::Undo { entry: None, reason: None, sure: false });
            }
        } else if self.chance.percent(4) {
            self.asks(&format!("count {word} 50"), &count(50), "large_count", &Choice::Yes, "yes");
        } else {
            self.script.says(&format!("count {word} 10"), &count(10));
        }
        let most_secs = if service.minutes > 5 { 50 } else { 30 };
        self.plan_in(2, most_secs, Due::Counts(service));
    }
}
