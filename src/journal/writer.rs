//! The one writer: takes what waits, makes it durable as a group, answers.
//!
//! ```text
//! submissions -> group (up to 100 entries) -> roster.jsonl, facts.jsonl: write, sync -> sled: batch, flush -> answers
//! ```
//!
//! A group that the mirror does not take is NOT SAVED as a whole, and ends its *round*: whatever was submitted in the
//! same round was decided on top of it, and is answered with `Dropped`. The desk begins a new round when it has taken
//! back what was not saved. What came from other desks was decided elsewhere and knows no rounds.
//! Trouble with the second copy never fails a group.

use std::collections::{HashMap, HashSet};
use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender};

use crate::domain::fact::EntryHash;
use crate::domain::ids::EntryKey;
use crate::domain::time::Wall;
use crate::wire::{Line, RecordLine};

use super::ballast::Ballast;
use super::error::JournalError;
use super::folder::Folder;
use super::index::{Fit, Index, Links, Spot};
use super::keys::{self, Keys, StoredKeys};
use super::log::Log;
use super::meta;
use super::open::Parts;
use super::second::{Second, WRITE_LIMIT};
use super::shared::Shared;
use super::system;
use super::trees;

/// Entries that share one sync. At 100 a group takes about twice as long as one entry alone, and 111,000 facts a second
/// went through.
const GROUP_ENTRIES: usize = 100;

/// What is handed to the writer.
pub enum Job {
    /// Entries and records to save.
    Save(Submission),
    /// Other keys in the place of those in use.
    Keys(Keys, Answer<()>),
}

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

/// The writer's own side.
pub struct Writer {
    folder: Arc<Folder>,
    facts: Log,
    roster: Log,
    records: HashSet<EntryHash>,
    second: Option<Second>,
    keys: StoredKeys,
    ballast: Ballast,
    shared: Arc<Shared>,
    wake: Option<Arc<dyn Fn() + Send + Sync>>,
}

impl Writer {
    /// A writer for an opened folder.
    pub fn new(parts: Parts, wake: Option<Arc<dyn Fn() + Send + Sync>>) -> (Self, Arc<Shared>) {
        let Parts { folder, facts, roster, index, records, second, keys, ballast, last_wall } = parts;
        let shared = Shared::new(folder.facts(), index, keys.keys().clone(), facts.len(), last_wall);
        if second.is_none() {
            shared.set_second_behind();
        }
        let shared = Arc::new(shared);
        let writer = Self { folder, facts, roster, records, second, keys, ballast, shared: Arc::clone(&shared), wake };
        (writer, shared)
    }

    /// Works until nobody can submit any more; then closes the folder.
    pub fn run(mut self, jobs: &Receiver<Job>) {
        while let Ok(job) = jobs.recv() {
            let mut group = Vec::new();
            let mut entries = 0;
            let mut next = Some(job);
            while let Some(job) = next {
                match job {
                    Job::Save(submission) => {
                        entries += submission.entries.len();
                        group.push(submission);
                    }
                    Job::Keys(keys, answer) => {
                        let _ = answer.send(self.change_keys(keys));
                    }
                }
                next = if entries < GROUP_ENTRIES { jobs.try_recv().ok() } else { None };
            }
            self.save(group);
            if let Some(wake) = &self.wake {
                wake();
            }
        }
        if let Some(second) = self.second {
            let heads = self.shared.index().heads();
            let _ = meta::keep_heads(&second, &heads);
            second.close();
        }
        drop(self.folder);
    }

    fn save(&mut self, group: Vec<Submission>) {
        let mut staged = Staged::default();
        let mut answers = Vec::with_capacity(group.len());
        for submission in group {
            let verdict = match submission.round {
                Some(round) if self.shared.has_failed(round) => Err(JournalError::Dropped),
                round => staged.take(
                    submission.entries,
                    submission.records,
                    round.is_some(),
                    &self.shared.index(),
                    &self.records,
                ),
            };
            if let (Err(_), Some(round)) = (&verdict, submission.round) {
                self.shared.fail(round);
            }
            answers.push((submission.answer, submission.round, verdict));
        }
        let written = self.write(staged);
        for (answer, round, verdict) in answers {
            if let (Err(_), Some(round)) = (&written, round) {
                self.shared.fail(round);
            }
            // Nobody may wait any more; what is saved is saved.
            let _ = answer.send(verdict.and_then(|saved| written.clone().map(|()| saved)));
        }
    }

    /// Makes a group durable.
    fn write(&mut self, staged: Staged) -> Result<(), JournalError> {
        let Staged { lines, records, .. } = staged;
        if !records.is_empty() {
            let bytes: Vec<u8> = records.iter().flat_map(|record| record.bytes.iter().copied()).collect();
            append(&mut self.roster, &bytes, &self.ballast, &self.shared)?;
        }
        if let Some(last) = lines.last() {
            let wall = last.wall();
            let mut bytes = Vec::with_capacity(lines.iter().map(|line| line.bytes().len()).sum());
            for line in &lines {
                bytes.extend_from_slice(line.bytes());
            }
            let offset = append(&mut self.facts, &bytes, &self.ballast, &self.shared)?;
            self.put_in_index(&lines, offset, wall);
        }
        self.records.extend(records.iter().map(|record| record.hash));
        self.copy(lines, records);
        Ok(())
    }

    fn put_in_index(&self, lines: &[Line], mut offset: u64, wall: Wall) {
        let mut index = self.shared.index();
        for line in lines {
            index.put(links(line), Spot { offset, hash: line.hash(), checksum: line.checksum() });
            offset += line.bytes().len() as u64;
        }
        self.shared.set_durable(self.facts.len(), wall);
    }

    /// Gives the group to the second copy; after any trouble it is left alone.
    fn copy(&mut self, lines: Vec<Line>, records: Vec<RecordLine>) {
        let Some(second) = &self.second else { return };
        if lines.is_empty() && records.is_empty() {
            return;
        }
        let entries = lines.into_iter().map(|line| (trees::key_of_entry(line.key()), line.into_bytes())).collect();
        let records = records.into_iter().map(|record| (trees::key_of_record(record.hash), record.bytes)).collect();
        if second.ask(WRITE_LIMIT, move |trees| trees.put(entries, records)).is_err() {
            self.second = None;
            self.shared.set_second_behind();
        }
    }

    fn change_keys(&mut self, keys: Keys) -> Result<(), JournalError> {
        let stored = self.keys.changed(keys);
        keys::save(self.folder.path(), &stored)?;
        *self.shared.keys() = stored.keys().clone();
        if let Some(second) = &self.second {
            let _ = meta::keep_keys(second, &stored);
        }
        self.keys = stored;
        Ok(())
    }
}

/// Appends to a log. On a full disk the ballast is given up for it.
fn append(log: &mut Log, bytes: &[u8], ballast: &Ballast, shared: &Shared) -> Result<u64, JournalError> {
    let appended = match log.append(bytes) {
        Err(error) if system::is_full(&error) && ballast.free() => {
            shared.set_reserve_gone(true);
            log.append(bytes)
        }
        appended => appended,
    };
    appended.map_err(|error: io::Error| JournalError::of(log.path(), &error))
}

fn links(line: &Line) -> Links {
    Links { key: line.key(), prev: line.prev(), hash: line.hash() }
}

/// What a group will write.
#[derive(Default)]
struct Staged {
    lines: Vec<Line>,
    places: HashMap<EntryKey, Links>,
    records: Vec<RecordLine>,
}

impl Staged {
    /// Adds a submission to the group, as far as it fits: of the desk's own all or nothing, of others line by line.
    fn take(
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
