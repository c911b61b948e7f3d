//! A group: the submissions that share one write, each judged against what is held and what comes before it.

use std::collections::{HashMap, HashSet};
use std::sync::mpsc::SyncSender;

use crate::domain::fact::EntryHash;
use crate::domain::ids::EntryKey;
use crate::wire::{Line, RecordLine};

use super::error::JournalError;
use super::index::{Fit, Index, Links};

/// Where an answer goes.
pub type Answer<T> = SyncSender<Result<T, JournalError>>;

/// Some entries and records that are saved together.
pub struct Submission {
    /// Entries, in the order of their series.
    pub entries: Vec<Line>,
    /// Roster records; they are durable before the entries.
    pub records: Vec<RecordLine>,
    /// The round of the desk's own entries; `None` for what came from elsewhere.
    pub round: Option<u64>,
    /// Where the answer goes.
    pub answer: Answer<Saved>,
}

/// What became durable.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Saved {
    /// Entries that are new here, to be folded now.
    pub new: Vec<EntryKey>,
    /// How many were held already.
    pub held: u64,
    /// Entries from elsewhere that contradict what is held and were not taken.
    pub refused: Vec<EntryKey>,
}

/// What a group will write.
#[derive(Default)]
pub struct Staged {
    /// Entries, in the order in which they came.
    pub lines: Vec<Line>,
    /// Roster records.
    pub records: Vec<RecordLine>,
    places: HashMap<EntryKey, Links>,
}

impl Staged {
    /// Adds a submission to the group, as far as it fits: of the desk's own all or nothing, of others line by line.
    pub fn take(
        &mut self,
        entries: Vec<Line>,
        records: Vec<RecordLine>,
        own: bool,
        index: &Index,
        known_records: &HashSet<EntryHash>,
    ) -> Result<Saved, JournalError> {
        let mut saved = Saved::default();
        let mark = self.lines.len();
        for line in entries {
            let links = links(&line);
            match self.fit(links, index) {
                Fit::New => {
                    saved.new.push(links.key);
                    self.places.insert(links.key, links);
                    self.lines.push(line);
                }
                Fit::Held => saved.held += 1,
                Fit::Contradicts if own => {
                    for line in self.lines.drain(mark..) {
                        self.places.remove(&line.key());
                    }
                    return Err(JournalError::Contradicts { entry: links.key });
                }
                Fit::Contradicts => saved.refused.push(links.key),
            }
        }
        self.records.extend(records.into_iter().filter(|record| !known_records.contains(&record.hash)));
        Ok(saved)
    }

    fn fit(&self, links: Links, index: &Index) -> Fit {
        let staged = |key: EntryKey| self.places.get(&key);
        links.fit(
            |key| staged(key).map(|links| links.hash).or_else(|| index.hash_of(key)),
            |key| staged(key).map(|links| links.prev).or_else(|| index.prev_of(key)),
        )
    }
}

/// The links of a line's entry.
pub fn links(line: &Line) -> Links {
    Links { key: line.key(), prev: line.prev(), hash: line.hash() }
}
