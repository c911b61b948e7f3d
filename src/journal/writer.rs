//! The one writer: takes what waits, makes it durable as a group, answers.
//!
//! ```text
//! submissions -> group (up to 100 entries) -> roster.jsonl, facts.jsonl: write, sync -> answers -> sled: batch, flush
//! ```
//!
//! A synced mirror is what *saved* means. sled, whose flush is no sync on Linux, gets a group right afterwards, while
//! the next one is gathered and written; it is never more than that one group behind, or given up for this run.
//!
//! A group that the mirror does not take is NOT SAVED as a whole, and ends its *round*: whatever was submitted in the
//! same round was decided on top of it, and is answered with `Dropped`. The desk begins a new round when it has taken
//! back what was not saved. What came from other desks was decided elsewhere and knows no rounds.
//! Trouble with the second copy never fails a group.

use std::collections::HashSet;
use std::io;
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use crate::domain::fact::EntryHash;
use crate::domain::time::Wall;
use crate::wire::Line;

use super::aside::Aside;
use super::ballast::Ballast;
use super::error::JournalError;
use super::folder::Folder;
use super::group::{Answer, Staged, Submission, links};
use super::index::Spot;
use super::keys::{self, Keys, StoredKeys};
use super::log::Log;
use super::mend::Parts;
use super::meta;
use super::second::{Asked, Second, WRITE_LIMIT};
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
    /// Lines that were refused, to be kept aside.
    Aside(Vec<u8>),
    /// Other keys in the place of those in use.
    Keys(Keys, Answer<()>),
}

/// The writer's own side.
pub struct Writer {
    folder: Arc<Folder>,
    facts: Log,
    roster: Log,
    records: HashSet<EntryHash>,
    second: Option<Second>,
    /// The group that the second copy is taking.
    copying: Option<Asked<()>>,
    keys: StoredKeys,
    ballast: Ballast,
    aside: Aside,
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
        let aside = Aside::at(folder.refused());
        let writer = Self {
            folder,
            facts,
            roster,
            records,
            second,
            copying: None,
            keys,
            ballast,
            aside,
            shared: Arc::clone(&shared),
            wake,
        };
        (writer, shared)
    }

    /// Works until nobody can submit any more; then closes the folder.
    pub fn run(mut self, jobs: &Receiver<Job>) {
        while let Ok(first) = jobs.recv() {
            let group = self.gather(first, jobs);
            self.save(group);
        }
        self.finish_copying();
        if let Some(second) = self.second {
            let heads = self.shared.index().heads();
            let _ = meta::keep_heads(&second, &heads);
            second.close();
        }
        drop(self.folder);
    }

    /// What waits, up to the size of a group. Keys are changed and refused lines kept aside at once.
    fn gather(&mut self, first: Job, jobs: &Receiver<Job>) -> Vec<Submission> {
        let mut group = Vec::new();
        let mut entries = 0;
        let mut next = Some(first);
        while let Some(job) = next {
            match job {
                Job::Save(submission) => {
                    entries += submission.entries.len();
                    group.push(submission);
                }
                Job::Aside(lines) => self.aside.keep(&lines),
                Job::Keys(keys, answer) => {
                    let _ = answer.send(self.change_keys(keys));
                }
            }
            next = if entries < GROUP_ENTRIES { jobs.try_recv().ok() } else { None };
        }
        group
    }

    fn save(&mut self, group: Vec<Submission>) {
        let mut staged = Staged::default();
        let mut verdicts = Vec::with_capacity(group.len());
        for Submission { entries, records, round, answer } in group {
            let verdict = match round {
                Some(round) if self.shared.has_failed(round) => Err(JournalError::Dropped),
                _ => staged.take(entries, records, round.is_some(), &self.shared.index(), &self.records),
            };
            self.end_round(round, verdict.is_err());
            verdicts.push((answer, round, verdict));
        }
        let written = self.write(&staged);
        for (answer, round, verdict) in verdicts {
            self.end_round(round, written.is_err());
            // Nobody may wait any more; what is saved is saved.
            let _ = answer.send(verdict.and_then(|saved| written.clone().map(|()| saved)));
        }
        if let Some(wake) = &self.wake {
            wake();
        }
        if written.is_ok() {
            self.copy(staged);
        }
    }

    /// What was decided on top of something that is not saved must not be saved.
    fn end_round(&self, round: Option<u64>, failed: bool) {
        if let Some(round) = round.filter(|_| failed) {
            self.shared.fail(round);
        }
    }

    /// Makes a group durable.
    fn write(&mut self, Staged { lines, records, .. }: &Staged) -> Result<(), JournalError> {
        if !records.is_empty() {
            let bytes: Vec<u8> = records.iter().flat_map(|record| record.bytes.iter().copied()).collect();
            append(&mut self.roster, &bytes, &self.ballast, &self.shared)?;
            self.records.extend(records.iter().map(|record| record.hash));
        }
        if let Some(last) = lines.last() {
            let bytes: Vec<u8> = lines.iter().flat_map(|line| line.bytes().iter().copied()).collect();
            let offset = append(&mut self.facts, &bytes, &self.ballast, &self.shared)?;
            self.put_in_index(lines, offset, last.wall());
        }
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

    /// Gives a group to the second copy, once it has taken the one before; after any trouble it is left alone.
    fn copy(&mut self, Staged { lines, records, .. }: Staged) {
        if lines.is_empty() && records.is_empty() {
            return;
        }
        self.finish_copying();
        let Some(second) = &self.second else { return };
        let entries = lines.into_iter().map(|line| (trees::key_of_entry(line.key()), line.into_bytes())).collect();
        let records = records.into_iter().map(|record| (trees::key_of_record(record.hash), record.bytes)).collect();
        match second.begin(move |trees| trees.put(entries, records)) {
            Ok(asked) => self.copying = Some(asked),
            Err(_) => self.give_second_up(),
        }
    }

    fn finish_copying(&mut self) {
        if let Some(asked) = self.copying.take()
            && asked.within(WRITE_LIMIT).is_err()
        {
            self.give_second_up();
        }
    }

    fn give_second_up(&mut self) {
        self.second = None;
        self.shared.set_second_behind();
    }

    fn change_keys(&mut self, keys: Keys) -> Result<(), JournalError> {
        let stored = self.keys.changed(keys);
        keys::save(self.folder.path(), &stored)?;
        *self.shared.keys() = stored.keys().clone();
        self.finish_copying();
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
