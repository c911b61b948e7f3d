//! A desk without disk or clock: decides by the real rules and folds at once, so that the script knows what a real desk
//! will answer. Ids are made up; a script names nobody by them.

use crate::domain::board::Board;
use crate::domain::command::{Asker, Command};
use crate::domain::decide::decide;
use crate::domain::fact::{Enrolment, Entry, EntryHash, Fact};
use crate::domain::ids::{DeskId, EntryKey, Nonce, PersonId, Series};
use crate::domain::number::BadgeNumber;
use crate::domain::outcome::Outcome;
use crate::domain::refusal::Refusal;
use crate::domain::time::{Stamp, Wall};

use super::square;
use crate::domain::ids::DeskNumber;

/// The demo square before its morning, and what the morning makes of it.
pub struct Rehearsal {
    /// What the desk knows.
    pub board: Board,
    series: Series,
    written: u64,
}

impl Rehearsal {
    /// The demo square, set up.
    pub fn set_up() -> Self {
        let series = Series { desk: DeskId(1), ..Series::default() };
        let mut rehearsal = Self { board: Board::default(), series, written: 0 };
        let outing = square::outing();
        let at = outing.first_day.start();
        let stalls = square::stalls();
        let targets = stalls.targets.into_iter();
        let set_up =
            [Command::SetOuting(outing), Command::JoinDesk { number: DeskNumber::FIRST, name: "1".to_owned() }]
                .into_iter()
                .chain(stalls.services.into_iter().map(Command::SetService))
                .chain(stalls.stations.into_iter().map(Command::SetStation))
                .chain(targets.map(|(service, quantity)| Command::SetTarget { service, quantity }))
                .chain([Command::Enrol(enrolments())]);
        for command in set_up {
            // The tests hold that the demo's tables are taken; a refusal would show there as a smaller square.
            let _answer = rehearsal.perform(&command, at);
        }
        rehearsal
    }

    /// What the desk answers at a moment; what it writes is folded.
    pub fn perform(&mut self, command: &Command, wall: Wall) -> Result<Outcome, Refusal> {
        let decision = decide(&self.board, command, &Asker { desk: self.series.desk, now: wall });
        for fact in decision.facts {
            self.write(fact, wall);
        }
        decision.answer
    }

    /// The volunteers, in the order of the roster.
    pub fn people(&self) -> Vec<(PersonId, BadgeNumber)> {
        let mut people: Vec<_> = self.board.attendance.people().map(|(id, person)| (id, person.number)).collect();
        people.sort_by_key(|(_, number)| *number);
        people
    }

    fn write(&mut self, fact: Fact, wall: Wall) {
        self.written += 1;
        let key = EntryKey { series: self.series, seq: self.written };
        let stamp = Stamp { ms: self.written, count: 0 };
        let (nonce, prev) = (Nonce(self.written), EntryHash::default());
        self.board.absorb(Entry { key, stamp, wall, operator: None, practice: false, nonce, prev, fact });
    }
}

/// The volunteers with the numbers that an import gives: desk 000, from 1, in the order of the file.
fn enrolments() -> Vec<Enrolment> {
    let numbered = (1_u32..).zip(square::roster().people);
    let enrolments = numbered.filter_map(|(serial, row)| {
        Some(Enrolment { unit: row.unit.parse().ok()?, number: BadgeNumber::new(0, serial)? })
    });
    enrolments.collect()
}
