//! Opening a folder in two halves: look at everything, then mend.
//!
//! Nothing but the lock (and a full disk's ballast) is touched before everything has been looked at that a newer
//! program would have marked.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::domain::fact::EntryHash;
use crate::domain::ids::Series;
use crate::domain::time::Wall;
use crate::wire::{self, WireError};

use super::ballast::Ballast;
use super::error::JournalError;
use super::fault::{Fault, SecondFault};
use super::folder::Folder;
use super::index::Index;
use super::keys::{self, StoredKeys};
use super::log::Log;
use super::meta;
use super::opened::{Healed, Opened, Options};
use super::reading::{LogFound, Read, Reading, read_log};
use super::second::{Opening, Second};
use super::system;
use super::unite::{self, Compared};

/// Below this sled cannot be opened safely; the mirror alone would still take some ten thousand facts.
const FREE_BYTES_LEAST: u64 = 8 * 1024 * 1024;
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

/// Opens a folder and hands everything in it to `each`.
pub fn open(path: &Path, options: &Options, each: &mut dyn FnMut(Read)) -> Result<(Parts, Opened), JournalError> {
    Looked::at(path, options, each)?.mend(options)
}

/// All that is in a folder, before anything is mended.
struct Looked<'a> {
    folder: Folder,
    ballast: Ballast,
    reading: Reading<'a>,
    facts: LogFound,
    roster: LogFound,
    keys: KeysFound,
    second: Result<Second, SecondFault>,
    /// Whether it was ever built to its end.
    finished: Result<(), SecondFault>,
    /// How far each series reached when the folder was last closed.
    known: BTreeMap<Series, u64>,
    opened: Opened,
}

struct KeysFound {
    stored: Option<StoredKeys>,
    /// Whether both files hold it.
    both: bool,
    /// The copy in sled.
    spare: Option<StoredKeys>,
}

impl<'a> Looked<'a> {
    fn at(path: &Path, options: &Options, each: &'a mut dyn FnMut(Read)) -> Result<Self, JournalError> {
        let folder = Folder::claim(path)?;
        let (stored, both) = keys::load(path)?;
        let ballast = Ballast::new(folder.ballast(), options.ballast_bytes);
        let mut opened = Opened::default();
        make_room(path, options, &ballast, &mut opened)?;

        let opening = folder.generations().last().map(|generation| Opening::begin(folder.second(*generation)));
        let mut reading = Reading::new(stored.as_ref().map(|stored| stored.keys().desk), each);
        let facts = read_log(&folder.facts(), |found| reading.take_entry(found.bytes, found.offset))?;
        let roster = read_log(&folder.roster(), |found| reading.take_record(found.bytes))?;

        let second = finish_opening(opening, path)?;
        let (mut spare, mut known, mut finished) = (None, BTreeMap::new(), Ok(()));
        if let Ok(second) = &second {
            finished = meta::check(second, path)?;
            spare = meta::keys(second, path)?;
            known = meta::heads(second);
        }
        let keys = KeysFound { stored, both, spare };
        Ok(Self { folder, ballast, reading, facts, roster, keys, second, finished, known, opened })
    }

    fn mend(mut self, options: &Options) -> Result<(Parts, Opened), JournalError> {
        let (mut facts, mut roster) = self.open_logs(options)?;
        let compared = match &self.second {
            Ok(second) => {
                unite::complete_mirror(second, &mut self.reading, &mut facts, &mut roster)?.map_err(SecondFault::Closed)
            }
            Err(why) => Err(why.clone()),
        };
        if let Ok(compared) = &compared {
            self.note_taken(compared);
        }
        self.rewrite_damaged(&mut facts, &mut roster)?;
        let second = self.mend_second(compared);
        let keys = self.mend_keys(options)?;
        if let Some(second) = &second {
            // Without the spare there are still two files.
            let _ = meta::keep_keys(second, &keys);
        }
        let Self { folder, ballast, reading, known, mut opened, .. } = self;
        let Reading { index, records, last_own, last_wall, contradictions, .. } = reading;
        opened.facts = index.facts();
        opened.records = records.len() as u64;
        opened.last_own = last_own.map(|(_, hash)| hash).unwrap_or_default();
        opened.holes = index.holes(&known);
        opened.contradictions = contradictions;
        Ok((
            Parts { folder: Arc::new(folder), facts, roster, index, records, second, keys, ballast, last_wall },
            opened,
        ))
    }

    /// Opens both logs behind their last whole line. A tail that only lacks its LF is a whole line, too.
    fn open_logs(&mut self, options: &Options) -> Result<(Log, Log), JournalError> {
        let Self { folder, reading, facts, roster, opened, .. } = self;
        let take_fact = |line: &[u8], offset| reading.take_entry(line, offset);
        let facts = open_log(folder.facts(), facts, options, opened, take_fact)?;
        let take_record = |line: &[u8], _| reading.take_record(line);
        let roster = open_log(folder.roster(), roster, options, opened, take_record)?;
        Ok((facts, roster))
    }

    fn note_taken(&mut self, compared: &Compared) {
        if compared.facts_taken > 0 {
            self.opened.healed.push(Healed::MirrorTook { facts: compared.facts_taken });
        }
        if compared.records_taken > 0 {
            self.opened.healed.push(Healed::RosterTook { records: compared.records_taken });
        }
    }

    /// Gets damaged lines out of the logs, so that they are not met again at every start. The old mirror is kept.
    fn rewrite_damaged(&mut self, facts: &mut Log, roster: &mut Log) -> Result<(), JournalError> {
        self.opened.damaged_lines = self.facts.damaged_lines + self.roster.damaged_lines;
        if self.roster.damaged_lines > 0 {
            rewrite(roster, |line| wire::decode_record(line).is_ok())?;
        }
        if self.facts.damaged_lines > 0 {
            let kept = keep_damaged(&self.folder)?;
            rewrite(facts, |line| wire::decode(line).is_ok())?;
            let mut ignore = |_| ();
            let mut again = Reading::new(None, &mut ignore);
            read_log(facts.path(), |found| again.take_entry(found.bytes, found.offset))?;
            self.reading.index = again.index;
            self.opened.healed.push(Healed::MirrorRewritten { lines: self.facts.damaged_lines, kept });
        }
        Ok(())
    }

    /// The second copy with all that the mirror has: this one completed, or the next generation.
    fn mend_second(&mut self, compared: Result<Compared, SecondFault>) -> Option<Second> {
        let (index, records) = (&self.reading.index, self.reading.records.len() as u64);
        let second = std::mem::replace(&mut self.second, Err(SecondFault::Missing));
        let finished = std::mem::replace(&mut self.finished, Ok(()));
        let completed = compared.and_then(|compared| {
            finished.and_then(|()| compared.verdict(index))?;
            second
                .as_ref()
                .map_err(Clone::clone)
                .and_then(|second| unite::complete_second(second, &compared, index, records, &self.folder))
        });
        let why = match (completed, second) {
            (Ok((facts, lacking)), Ok(second)) => {
                if facts > 0 {
                    self.opened.healed.push(Healed::SecondTook { facts });
                }
                if lacking > 0 {
                    self.opened.healed.push(Healed::RosterTook { records: lacking });
                }
                return Some(second);
            }
            (Err(why), Ok(second)) => {
                second.close();
                why
            }
            (_, Err(why)) => why,
        };
        let is_new = why == SecondFault::Missing && index.facts() == 0 && records == 0;
        let generation = self.folder.generations().last().map_or(1, |last| last.saturating_add(1));
        match unite::build(&self.folder, generation, index, records) {
            Ok(second) => {
                if !is_new {
                    self.opened.healed.push(Healed::SecondRebuilt { generation, why });
                }
                remove_old_generations(&self.folder);
                Some(second)
            }
            Err(why) => {
                self.opened.healed.push(Healed::SecondGone { why });
                None
            }
        }
    }

    fn mend_keys(&mut self, options: &Options) -> Result<StoredKeys, JournalError> {
        let KeysFound { stored, both, spare } = &self.keys;
        let is_new = !self.facts.there && self.folder.generations().len() <= 1;
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

/// Refuses a full disk, unless the ballast makes it less full.
fn make_room(path: &Path, options: &Options, ballast: &Ballast, opened: &mut Opened) -> Result<(), JournalError> {
    let free_bytes = || options.disk.free_bytes(path).map_err(|error| JournalError::of(path, &error));
    if free_bytes()? >= FREE_BYTES_LEAST {
        return Ok(());
    }
    if ballast.free() && free_bytes()? >= FREE_BYTES_LEAST {
        opened.healed.push(Healed::BallastFreed);
        return Ok(());
    }
    Err(JournalError::NoSpace { folder: path.to_path_buf() })
}

/// The second copy once it is open. A disk that refuses writes is an error; whatever else happens is mended.
fn finish_opening(opening: Option<Opening>, path: &Path) -> Result<Result<Second, SecondFault>, JournalError> {
    match opening.map(Opening::finish) {
        None => Ok(Err(SecondFault::Missing)),
        Some(Ok(second)) => Ok(Ok(second)),
        Some(Err(Fault::Full)) => Err(JournalError::NoSpace { folder: path.to_path_buf() }),
        Some(Err(Fault::NotAllowed)) => Err(JournalError::NotAllowed { path: path.to_path_buf() }),
        Some(Err(Fault::Locked)) => Err(JournalError::InUse { folder: path.to_path_buf() }),
        Some(Err(fault)) => Ok(Err(SecondFault::Closed(fault))),
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

fn rewrite(log: &mut Log, keep: impl Fn(&[u8]) -> bool) -> Result<(), JournalError> {
    log.rewrite(keep).map_err(|error| JournalError::of(log.path(), &error))
}

/// Copies a damaged mirror to where it can be looked at.
fn keep_damaged(folder: &Folder) -> Result<PathBuf, JournalError> {
    let backup = folder.backup();
    let failed = |error: io::Error| JournalError::of(&backup, &error);
    system::create_private_folder(&backup).map_err(failed)?;
    let names = (1..DAMAGED_KEPT).map(|number| backup.join(format!("damaged-{number:04}.jsonl")));
    let kept = names.into_iter().find(|path| !path.exists()).unwrap_or_else(|| backup.join("damaged-last.jsonl"));
    fs::copy(folder.facts(), &kept).map_err(failed)?;
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
