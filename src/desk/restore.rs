//! Copies of facts are taken in again, when a laptop or its disk was lost: the union of any number of `facts*.jsonl`.
//!
//! They are judged like what another desk sends. Names and keys are in no copy: those come from the roster file, a
//! parcel or another desk. It waits until everything is durable: this is for the command line, not for a screen.

use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use crate::domain::board::Board;
use crate::domain::command::Command;
use crate::domain::fact::{Entry, Fact};
use crate::domain::ids::DeskNumber;
use crate::journal::{self, JournalError};
use crate::wire;
use crate::words::{Said, restore as words};

use super::Desk;
use super::unpacking::portions;

/// How often it is looked whether the disk has the next portion.
const PAUSE: Duration = Duration::from_millis(1);

/// What became of copies that were taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Restored {
    /// Files read.
    pub files: usize,
    /// Entries that were not held.
    pub new: u64,
    /// Lines that were refused, and kept aside.
    pub refused: u64,
}

impl Restored {
    /// As a sentence, with what the board says now.
    pub fn said(&self, board: &Board) -> Said {
        let named = [
            ("files", self.files.to_string()),
            ("new", self.new.to_string()),
            ("refused", self.refused.to_string()),
            ("code", board.agreement().to_string()),
        ];
        words::RESTORED.fill(named)
    }
}

/// Why nothing was taken in.
#[derive(Debug)]
pub enum RestoreError {
    /// A copy cannot be read.
    Journal(JournalError),
    /// No line of the copies sets up an outing: they are no facts, or not from the beginning.
    NoOuting,
    /// They are of another outing than this desk.
    OtherOuting {
        /// What it is called.
        name: String,
    },
}

impl RestoreError {
    /// As a sentence with a next step.
    pub fn said(&self) -> Said {
        match self {
            Self::Journal(error) => error.said(),
            Self::NoOuting => words::NO_OUTING.said(),
            Self::OtherOuting { name } => words::OTHER_OUTING.fill([("name", name.clone())]),
        }
    }
}

impl Desk {
    /// Takes in every fact of some copies, files or folders of them; twice is harmless. After an error nothing was
    /// taken. A laptop that was no desk of the outing yet becomes one, with a number that no desk has.
    pub fn restore(&mut self, paths: &[PathBuf]) -> Result<Restored, RestoreError> {
        let copies = journal::copies(paths).map_err(RestoreError::Journal)?;
        self.check_outing(&copies.lines)?;
        let (held, refused) = (self.counting_board().ledger().len(), self.aside().total());
        for portion in portions(None, Vec::new(), copies.lines) {
            while !self.has_room_for(&portion) {
                self.go_on_restoring();
            }
            self.absorb(portion);
        }
        while self.is_absorbing() {
            self.go_on_restoring();
        }
        let new = (self.counting_board().ledger().len() - held) as u64;
        self.take_a_desk_number();
        self.finish();
        Ok(Restored { files: copies.files, new, refused: self.aside().total() - refused })
    }

    fn go_on_restoring(&mut self) {
        self.collect();
        thread::sleep(PAUSE);
    }

    /// Facts of two outings must never come together, for both would be wrong for good.
    fn check_outing(&self, lines: &[Vec<u8>]) -> Result<(), RestoreError> {
        let entries = lines.iter().filter_map(|line| wire::receive(line.clone()).ok().map(|(entry, _)| entry));
        let set = entries.filter(|entry| matches!(entry.fact, Fact::OutingSet(_))).min_by_key(Entry::place);
        let Some(set) = set else { return Err(RestoreError::NoOuting) };
        match (self.counting_board().square.outing_set_by(), &set.fact) {
            (Some(ours), Fact::OutingSet(theirs)) if ours != set.key => {
                Err(RestoreError::OtherOuting { name: theirs.name.clone() })
            }
            _ => Ok(()),
        }
    }

    fn take_a_desk_number(&mut self) {
        let square = &self.counting_board().square;
        if square.desk(self.id()).is_some() {
            return;
        }
        if let Some(number) = square.free_number(DeskNumber::LAST) {
            self.perform(&Command::JoinDesk { number, name: number.to_string() });
        }
    }
}
