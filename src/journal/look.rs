//! The first half of opening a folder: everything in it is looked at.
//!
//! Nothing but the lock (and a full disk's ballast) is touched before all has been seen that a newer program would
//! have marked. What is made of it is in `mend`.

use std::collections::BTreeMap;
use std::path::Path;

use crate::domain::ids::Series;

use super::ballast::Ballast;
use super::error::JournalError;
use super::fault::{Fault, SecondFault};
use super::folder::Folder;
use super::keys::{self, StoredKeys};
use super::meta;
use super::opened::{Healed, Opened, Options};
use super::reading::{LogFound, Read, Reading, read_log};
use super::second::{Opening, Second};

/// Below this sled cannot be opened safely; the mirror alone would still take some ten thousand facts.
const FREE_BYTES_LEAST: u64 = 8 * 1024 * 1024;

/// All that is in a folder, before anything is mended.
pub struct Looked<'a> {
    /// The folder, ours alone.
    pub folder: Folder,
    /// Room to give back.
    pub ballast: Ballast,
    /// What both logs say.
    pub reading: Reading<'a>,
    /// What the mirror is like.
    pub facts: LogFound,
    /// What the log of the roster is like.
    pub roster: LogFound,
    /// Who this desk is.
    pub keys: KeysFound,
    /// The second copy, not yet compared.
    pub second: Result<Second, SecondFault>,
    /// How far each series reached when the folder was last closed.
    pub known: BTreeMap<Series, u64>,
    /// What is to be told, so far.
    pub opened: Opened,
}

/// The copies of the keys.
pub struct KeysFound {
    /// The newer of the two files.
    pub stored: Option<StoredKeys>,
    /// Whether both files hold it.
    pub both: bool,
    /// The copy in sled.
    pub spare: Option<StoredKeys>,
}

impl<'a> Looked<'a> {
    /// Looks at a folder, made when it is not there, and hands everything in the logs to `each`.
    pub fn at(path: &Path, options: &Options, each: &'a mut dyn FnMut(Read)) -> Result<Self, JournalError> {
        let folder = Folder::claim(path)?;
        let (stored, both) = keys::load(path)?;
        let ballast = Ballast::new(folder.ballast(), options.ballast_bytes);
        let mut opened = Opened::default();
        make_room(path, options, &ballast, &mut opened)?;

        // sled opens while the mirror is read.
        let opening = folder.generations().last().map(|generation| Opening::begin(folder.second(*generation)));
        let mut reading = Reading::new(stored.as_ref().map(|stored| stored.keys().desk), each);
        let facts = read_log(&folder.facts(), |found| reading.take_entry(found.bytes, found.offset))?;
        let roster = read_log(&folder.roster(), |found| reading.take_record(found.bytes))?;

        let second = finish_opening(opening, path)?;
        let (mut spare, mut known) = (None, BTreeMap::new());
        if let Ok(second) = &second {
            meta::refuse_newer(second, path)?;
            spare = meta::keys(second, path)?;
            known = meta::heads(second);
        }
        let keys = KeysFound { stored, both, spare };
        Ok(Self { folder, ballast, reading, facts, roster, keys, second, known, opened })
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
