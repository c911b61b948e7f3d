//! The second half of opening a folder: both copies, the keys and the logs are made whole.
//!
//! The mirror comes first, because a new second copy is built from it. How the copies are compared is in `unite`.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use crate::domain::fact::EntryHash;
use crate::domain::time::Wall;
use crate::wire::{self, WireError};

use super::ballast::Ballast;
use super::error::JournalError;
use super::fault::SecondFault;
use super::folder::Folder;
use super::index::Index;
use super::keys::{self, StoredKeys};
use super::log::Log;
use super::look::{KeysFound, Looked};
use super::meta;
use super::opened::{Healed, Opened, Options};
use super::reading::{LogFound, Reading, read_log};
use super::second::Second;
use super::system;
use super::unite::{self, Compared};

/// Damaged mirrors that are kept, and after them the last one.
const DAMAGED_KEPT: u32 = 10;
/// Old generations that stay to be looked at; each is as large as the facts.
const GENERATIONS_KEPT: usize = 3;

/// An opened folder, ready for the writer.
pub struct Parts {
    /// Keeps others out.
    pub folder: Arc<Folder>,
    /// The mirror.
    pub facts: Log,
    /// The log of the roster.
    pub roster: Log,
    /// What is held.
    pub index: Index,
    /// Which roster records are held.
    pub records: HashSet<EntryHash>,
    /// The second copy, unless it cannot be used.
    pub second: Option<Second>,
    /// Who this desk is.
    pub keys: StoredKeys,
    /// Room to give back.
    pub ballast: Ballast,
    /// What the clock showed at the last entry.
    pub last_wall: Wall,
}

/// Makes the folder whole.
pub fn mend(mut looked: Looked<'_>, options: &Options) -> Result<(Parts, Opened), JournalError> {
    let (mut facts, mut roster) = looked.open_logs(options)?;
    let compared = looked.complete_mirror(&mut facts, &mut roster)?;
    looked.rewrite_damaged(&mut facts, &mut roster)?;
    let second = looked.mend_second(&compared);
    let keys = looked.mend_keys(options)?;
    if let Some(second) = &second {
        // Without the spare there are still two files.
        let _ = meta::keep_keys(second, &keys);
    }
    let Looked { folder, ballast, reading, known, mut opened, .. } = looked;
    let Reading { index, records, last_own, last_wall, contradictions, .. } = reading;
    opened.facts = index.facts();
    opened.records = records.len() as u64;
    opened.last_own = last_own.map(|(_, hash)| hash).unwrap_or_default();
    opened.holes = index.holes(&known);
    opened.contradictions = contradictions;
    let folder = Arc::new(folder);
    Ok((Parts { folder, facts, roster, index, records, second, keys, ballast, last_wall }, opened))
}

impl Looked<'_> {
    /// Opens both logs behind their last whole line. A tail that only lacks its LF is a whole line, too.
    fn open_logs(&mut self, options: &Options) -> Result<(Log, Log), JournalError> {
        let Self { folder, reading, facts, roster, opened, .. } = self;
        let take_fact = |line: &[u8], offset| reading.take_entry(line, offset);
        let facts = open_log(folder.facts(), facts, options, opened, take_fact)?;
        let take_record = |line: &[u8], _| reading.take_record(line);
        let roster = open_log(folder.roster(), roster, options, opened, take_record)?;
        Ok((facts, roster))
    }

    /// Appends to the logs what only sled has.
    fn complete_mirror(&mut self, facts: &mut Log, roster: &mut Log) -> Result<Compared, JournalError> {
        let Ok(second) = &self.second else { return Ok(Compared::default()) };
        let compared = unite::complete_mirror(second, &mut self.reading, facts, roster)?;
        if compared.facts_taken > 0 {
            self.opened.healed.push(Healed::MirrorTook { facts: compared.facts_taken });
        }
        if compared.records_taken > 0 {
            self.opened.healed.push(Healed::RosterTook { records: compared.records_taken });
        }
        Ok(compared)
    }

    /// Gets damaged lines out of the logs, so that they are not met again at every start. The old mirror is kept;
    /// where there is no room for that, the lines stay, too.
    fn rewrite_damaged(&mut self, facts: &mut Log, roster: &mut Log) -> Result<(), JournalError> {
        self.opened.damaged_lines = self.facts.damaged_lines + self.roster.damaged_lines;
        if self.roster.damaged_lines > 0 {
            let _ = roster.rewrite(|line| wire::decode_record(line).is_ok());
        }
        if self.facts.damaged_lines == 0 {
            return Ok(());
        }
        let kept = keep_damaged(&self.folder);
        if let Ok(kept) = kept.and_then(|kept| facts.rewrite(|line| wire::decode(line).is_ok()).map(|()| kept)) {
            let mut ignore = |_| ();
            let mut again = Reading::new(None, &mut ignore);
            read_log(facts.path(), |found| again.take_entry(found.bytes, found.offset))?;
            self.reading.index = again.index;
            self.opened.healed.push(Healed::MirrorRewritten { lines: self.facts.damaged_lines, kept });
        }
        Ok(())
    }

    /// The second copy with all that the mirror has: this one completed, or the next generation.
    fn mend_second(&mut self, compared: &Compared) -> Option<Second> {
        let why = match self.complete_second(compared) {
            Ok(second) => return Some(second),
            Err(why) => why,
        };
        let (index, records) = (&self.reading.index, self.reading.records.len() as u64);
        let is_new = why == SecondFault::Missing && index.facts() == 0 && records == 0;
        let generation = self.folder.generations().last().map_or(1, |last| last.saturating_add(1));
        let built = unite::build(&self.folder, generation, index, records);
        match &built {
            Ok(_) if is_new => {}
            Ok(_) => self.opened.healed.push(Healed::SecondRebuilt { generation, why }),
            Err(why) => self.opened.healed.push(Healed::SecondGone { why: why.clone() }),
        }
        remove_old_generations(&self.folder);
        built.ok()
    }

    /// Gives this generation of the second copy what it lacks, if nothing else is wrong with it.
    fn complete_second(&mut self, compared: &Compared) -> Result<Second, SecondFault> {
        let second = std::mem::replace(&mut self.second, Err(SecondFault::Missing))?;
        let records = self.reading.records.len() as u64;
        match unite::complete_second(&second, compared, &self.reading.index, records, &self.folder) {
            Ok((facts, records)) => {
                let took = [(facts, Healed::SecondTook { facts }), (records, Healed::RosterTook { records })];
                self.opened.healed.extend(took.into_iter().filter(|(count, _)| *count > 0).map(|(_, healed)| healed));
                Ok(second)
            }
            Err(why) => {
                second.close();
                Err(why)
            }
        }
    }

    fn mend_keys(&mut self, options: &Options) -> Result<StoredKeys, JournalError> {
        let KeysFound { stored, both, spare } = &self.keys;
        let is_new = self.reading.index.facts() == 0 && self.reading.records.is_empty();
        let (keys, healed) = match (stored, spare) {
            (Some(stored), _) if *both => return Ok(stored.clone()),
            (Some(kept), _) | (None, Some(kept)) => (kept.clone(), Some(Healed::KeysRestored)),
            (None, None) => (StoredKeys::first(options.fresh_keys.clone()), (!is_new).then_some(Healed::KeysLost)),
        };
        keys::save(self.folder.path(), &keys)?;
        self.opened.healed.extend(healed);
        Ok(keys)
    }
}

fn open_log(
    path: PathBuf,
    found: &LogFound,
    options: &Options,
    opened: &mut Opened,
    mut take: impl FnMut(&[u8], u64) -> Result<bool, WireError>,
) -> Result<Log, JournalError> {
    let taken = take(&found.tail, found.len);
    if let Err(WireError::Newer { version }) = taken {
        return Err(JournalError::Newer { path, version });
    }
    let failed = |error: io::Error| JournalError::of(&path, &error);
    let mut log = Log::open(Arc::clone(&options.disk), path.clone(), found.len).map_err(failed)?;
    if taken == Ok(true) {
        log.append(&[found.tail.as_slice(), b"\n"].concat()).map_err(failed)?;
    } else if !found.tail.is_empty() {
        opened.healed.push(Healed::TailCut { bytes: found.tail.len() as u64 });
    }
    Ok(log)
}

/// Copies a damaged mirror to where it can be looked at.
fn keep_damaged(folder: &Folder) -> io::Result<PathBuf> {
    let backup = folder.backup();
    system::create_private_folder(&backup)?;
    let mut names = (1..DAMAGED_KEPT).map(|number| backup.join(format!("damaged-{number:04}.jsonl")));
    let kept = names.find(|path| !path.exists()).unwrap_or_else(|| backup.join("damaged-last.jsonl"));
    fs::copy(folder.facts(), &kept)?;
    Ok(kept)
}

fn remove_old_generations(folder: &Folder) {
    let generations = folder.generations();
    let old = generations.len().saturating_sub(GENERATIONS_KEPT);
    for generation in generations.into_iter().take(old) {
        // One that cannot be removed costs room, nothing else.
        let _ = fs::remove_dir_all(folder.second(generation));
    }
}
