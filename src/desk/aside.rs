//! What was refused of what other desks sent: counted by reason and sender, the first of it kept in a file.
//!
//! It is bounded in every direction: whoever sends rubbish all day costs some kilobytes. A line that comes again and
//! again is counted once.

use std::collections::{BTreeMap, HashSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use crate::domain::ids::{DeskId, EntryKey};
use crate::journal::Journal;

/// Why a line was not taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Its checksum does not hold, or it is nothing we write.
    Unreadable,
    /// A newer program wrote it.
    Newer,
    /// It holds a text that hides something, or is too long.
    Text,
    /// Its stamp lies outside the days of the outing.
    Stamp,
    /// It counts or lists more than a desk may.
    TooMuch,
    /// It contradicts the chain that is held here.
    Contradicts(EntryKey),
    /// It is written in the name of this run of this desk.
    InOurName,
}

impl Why {
    /// The stable code, for the file and for scripts.
    pub fn code(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::Newer => "newer",
            Self::Text => "text",
            Self::Stamp => "stamp",
            Self::TooMuch => "too_much",
            Self::Contradicts(_) => "contradicts",
            Self::InOurName => "in_our_name",
        }
    }
}

/// Senders that are told apart; more laptops no square has.
const SENDERS: usize = 1000;
/// Lines that are known when they come again.
const KNOWN: usize = 10_000;
/// Bytes of a line that are kept.
const SHOWN_BYTES: usize = 1024;
/// Bytes handed to the file in one run.
const WRITTEN_BYTES: usize = 1024 * 1024;

/// What was refused.
#[derive(Debug, Default)]
pub struct Aside {
    counts: BTreeMap<(Option<DeskId>, &'static str), u64>,
    known: HashSet<u64>,
    unwritten: Vec<u8>,
    written_bytes: usize,
}

/// One line of the file.
#[derive(serde::Serialize)]
struct Kept<'a> {
    why: &'static str,
    from: Option<DeskId>,
    line: &'a str,
}

impl Aside {
    /// How many lines were refused, by sender and reason.
    pub fn counts(&self) -> impl Iterator<Item = (Option<DeskId>, &'static str, u64)> {
        self.counts.iter().map(|((from, why), count)| (*from, *why, *count))
    }

    /// How many lines were refused.
    pub fn total(&self) -> u64 {
        self.counts.values().sum()
    }

    pub(super) fn put(&mut self, from: Option<DeskId>, why: Why, line: &[u8]) {
        if self.known.len() < KNOWN {
            let mut hasher = DefaultHasher::new();
            (from, why.code(), line).hash(&mut hasher);
            if !self.known.insert(hasher.finish()) {
                return;
            }
        }
        let from = from.filter(|_| self.counts.len() < SENDERS);
        let count = self.counts.entry((from, why.code())).or_default();
        *count = count.saturating_add(1);
        let shown = String::from_utf8_lossy(line.get(..SHOWN_BYTES).unwrap_or(line));
        if let Ok(mut kept) = serde_json::to_vec(&Kept { why: why.code(), from, line: shown.trim_end() }) {
            kept.push(b'\n');
            if self.written_bytes + self.unwritten.len() + kept.len() <= WRITTEN_BYTES {
                self.unwritten.extend(kept);
            }
        }
    }

    /// Hands the file what it has not got yet.
    pub(super) fn write_down(&mut self, journal: &Journal) {
        if !self.unwritten.is_empty() {
            self.written_bytes += self.unwritten.len();
            journal.keep_aside(std::mem::take(&mut self.unwritten));
        }
    }
}
