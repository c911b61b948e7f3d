//! The second copy as sled keeps it. The only file that names sled; runs on the second copy's own thread.
//!
//! ```text
//! journal   desk, epoch, seq (big endian) -> the line of the mirror
//! roster    hash of the record            -> the line of roster.jsonl
//! meta      schema, generation, keys, heads
//! ```
//!
//! sled 0.34 is used as storage.md found it to hold: `flush` after every batch, never `len` or `generate_id`.

use std::io;
use std::path::Path;

use sled::{Batch, Config, Db, Error, Tree};

use crate::domain::fact::EntryHash;
use crate::domain::ids::{DeskId, EntryKey, Epoch, Series};

use super::fault::Fault;
use super::system;

/// Read pages that stay in memory; a morning's facts fit.
const CACHE_BYTES: u64 = 16 * 1024 * 1024;
/// sled syncs and collects garbage in this rhythm; without it, it does neither.
const FLUSH_EVERY_MS: u64 = 500;

/// What one thing is stored under, and its line.
pub type Pair = (Vec<u8>, Vec<u8>);

/// An open database.
pub struct Trees {
    db: Db,
    journal: Tree,
    roster: Tree,
    meta: Tree,
}

/// The trees that hold lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shelf {
    /// Entries.
    Journal,
    /// Roster records.
    Roster,
}

impl Trees {
    /// Opens the folder of one generation, or makes it.
    pub fn open(folder: &Path) -> Result<Self, Fault> {
        let config = Config::new().path(folder).cache_capacity(CACHE_BYTES).flush_every_ms(Some(FLUSH_EVERY_MS));
        let db = config.open()?;
        let (journal, roster, meta) = (db.open_tree("journal")?, db.open_tree("roster")?, db.open_tree("meta")?);
        Ok(Self { db, journal, roster, meta })
    }

    /// Writes lines; returns when they are flushed.
    pub fn put(&self, entries: Vec<Pair>, records: Vec<Pair>) -> Result<(), Fault> {
        for (tree, pairs) in [(&self.journal, entries), (&self.roster, records)] {
            if pairs.is_empty() {
                continue;
            }
            let mut batch = Batch::default();
            for (key, line) in pairs {
                batch.insert(key, line);
            }
            tree.apply_batch(batch)?;
        }
        self.db.flush()?;
        Ok(())
    }

    /// Hands over all lines of a shelf in the order of their keys, until `each` has enough.
    pub fn scan(&self, tree: Shelf, mut each: impl FnMut(Pair) -> bool) -> Result<(), Fault> {
        let tree = match tree {
            Shelf::Journal => &self.journal,
            Shelf::Roster => &self.roster,
        };
        for pair in tree {
            let (key, line) = pair?;
            if !each((key.to_vec(), line.to_vec())) {
                break;
            }
        }
        Ok(())
    }

    /// Takes one entry away, as damage would.
    #[cfg(test)]
    pub fn remove(&self, key: Vec<u8>) -> Result<(), Fault> {
        self.journal.remove(key)?;
        self.db.flush()?;
        Ok(())
    }

    /// A value of the meta tree.
    pub fn meta(&self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        Ok(self.meta.get(name)?.map(|value| value.to_vec()))
    }

    /// Sets a value of the meta tree; returns when it is flushed.
    pub fn set_meta(&self, name: &str, value: Vec<u8>) -> Result<(), Fault> {
        self.meta.insert(name, value)?;
        self.db.flush()?;
        Ok(())
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        let said = error.to_string();
        match error {
            Error::Io(error) if system::is_full(&error) => Self::Full,
            Error::Io(error) => match error.kind() {
                io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::NotAllowed,
                _ if said.contains("could not acquire lock") => Self::Locked,
                _ => Self::Failed(said),
            },
            Error::Corruption { .. } => Self::Damaged,
            _ => Self::Failed(said),
        }
    }
}

/// The key of an entry: sorts by series, then number.
pub fn key_of_entry(key: EntryKey) -> Vec<u8> {
    let EntryKey { series: Series { desk, epoch }, seq } = key;
    [desk.0.to_be_bytes().as_slice(), &epoch.0.to_be_bytes(), &seq.to_be_bytes()].concat()
}

/// The entry a key stands for.
pub fn entry_of_key(bytes: &[u8]) -> Option<EntryKey> {
    let (desk, rest) = bytes.split_first_chunk()?;
    let (epoch, rest) = rest.split_first_chunk()?;
    let series = Series { desk: DeskId(u64::from_be_bytes(*desk)), epoch: Epoch(u32::from_be_bytes(*epoch)) };
    Some(EntryKey { series, seq: u64::from_be_bytes(rest.try_into().ok()?) })
}

/// The key of a roster record.
pub fn key_of_record(hash: EntryHash) -> Vec<u8> {
    hash.0.to_be_bytes().to_vec()
}
