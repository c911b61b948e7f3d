//! What is on its way in from other desks, and how much of it there may be. What becomes of it is in `absorb`.

use std::collections::{HashMap, VecDeque};

use crate::domain::fact::Entry;
use crate::domain::ids::{DeskId, EntryKey};
use crate::domain::roster::RosterRecord;
use crate::journal::{Pending, Saved};

use super::aside::Aside;

/// What may wait: some pages of 512 KiB. A sender that goes on is refused until there is room.
pub const WAITING_BYTES: usize = 8 * 1024 * 1024;
/// What a waiting line costs beside its bytes.
pub const LINE_COST_BYTES: usize = 64;
/// Lines of one portion: as many as the journal writes at once.
const PORTION_LINES: usize = 100;
/// Bytes of one portion, for an entry may list 500 people, each to be found by name afterwards.
const PORTION_BYTES: usize = 32 * 1024;
/// Portions with the journal: one that is written, one that waits behind it.
pub const PORTIONS_SAVING: usize = 2;

/// Some lines from elsewhere, as they stand on the sender's disk.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Arrived {
    /// Who sent them, when that is known.
    pub from: Option<DeskId>,
    /// Entries.
    pub entries: Vec<Vec<u8>>,
    /// Records of the roster.
    pub records: Vec<Vec<u8>>,
}

impl Arrived {
    /// What it costs while it waits.
    pub fn cost_bytes(&self) -> usize {
        self.entries.iter().chain(&self.records).map(|line| line.len() + LINE_COST_BYTES).sum()
    }
}

/// Everything on its way in.
#[derive(Default)]
pub struct Inflow {
    pub waiting: VecDeque<Waiting>,
    pub waiting_bytes: usize,
    pub saving: VecDeque<Saving>,
    /// Something came in since this desk last looked what it means for itself.
    pub is_news: bool,
    pub chains_told: usize,
    pub aside: Aside,
    /// How many lines changed something here.
    pub taken: u64,
}

/// A line that nobody has looked at.
pub struct Waiting {
    pub from: Option<DeskId>,
    pub line: Vec<u8>,
    pub is_record: bool,
}

/// A portion with the journal.
pub struct Saving {
    pub entries: HashMap<EntryKey, (Option<DeskId>, Entry)>,
    /// In the order in which they came.
    pub order: Vec<EntryKey>,
    pub records: Vec<RosterRecord>,
    pub saved: Pending<Saved>,
}

impl Inflow {
    /// Whether nothing is on its way.
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty() && self.saving.is_empty()
    }

    /// The next lines, as many as one portion may be.
    pub fn next_lines(&mut self) -> Vec<Waiting> {
        let mut lines = Vec::new();
        let mut bytes = 0;
        while lines.len() < PORTION_LINES
            && let Some(next) = self.waiting.pop_front_if(|next| bytes == 0 || bytes + next.line.len() <= PORTION_BYTES)
        {
            bytes += next.line.len();
            self.waiting_bytes = self.waiting_bytes.saturating_sub(next.line.len() + LINE_COST_BYTES);
            lines.push(next);
        }
        lines
    }
}
