//! Follows a data folder that another program writes: its entries as they come, read only. Nothing is locked or mended,
//! the roster is not read.
//!
//! An entry may be seen a moment before it is durable. When the writer takes it back (its write failed and was cut
//! away) or the mirror is another file, what was read no longer stands there, and everything is read anew.

use std::fs::{File, TryLockError};
use std::io::{self, Read as _, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use crate::domain::fact::Entry;
use crate::domain::ids::DeskId;
use crate::wire;

use super::error::JournalError;
use super::folder;
use super::keys;
use super::log::Lines;

/// What has come since the last look.
#[derive(Debug, Default)]
pub struct Followed {
    /// Whether what came before is to be forgotten.
    pub anew: bool,
    /// Sound entries, in the order in which they were written.
    pub entries: Vec<Entry>,
}

/// Where the reading of a folder stands.
pub struct Follower {
    folder: PathBuf,
    facts: PathBuf,
    /// Up to where whole lines were read.
    end: u64,
    /// The last of them: it still stands there unless the file is another one.
    last: Vec<u8>,
}

impl Follower {
    /// Begins before the first entry of a folder.
    pub fn of(folder: &Path) -> Self {
        Self { folder: folder.to_path_buf(), facts: folder::facts_of(folder), end: 0, last: Vec::new() }
    }

    /// Whose folder it is, when its keys can be read.
    pub fn desk(&self) -> Option<DeskId> {
        Some(keys::load(&self.folder).ok()?.0?.keys().desk)
    }

    /// Whether a program has the folder open. Where locks are not known, one is taken to have it.
    pub fn is_at_work(&self) -> bool {
        let lock = File::open(folder::lock_of(&self.folder));
        lock.is_ok_and(|lock| matches!(lock.try_lock_shared(), Err(TryLockError::WouldBlock | TryLockError::Error(_))))
    }

    /// What has come since the last look; a line that is still being written comes the next time.
    pub fn read(&mut self) -> Result<Followed, JournalError> {
        self.read_on().map_err(|error| JournalError::of(&self.facts, &error))
    }

    fn read_on(&mut self) -> io::Result<Followed> {
        let mut followed = Followed::default();
        let mut file = File::open(&self.facts)?;
        if !self.stands_in(&mut file)? {
            (self.end, self.last, followed.anew) = (0, Vec::new(), true);
        }
        file.seek(SeekFrom::Start(self.end))?;
        let (start, mut lines) = (self.end, Lines::new(file));
        while let Some(line) = lines.next_line()? {
            if !line.ended {
                break;
            }
            if let Ok((entry, _)) = wire::decode(line.bytes) {
                followed.entries.push(entry);
            }
            let (from, mut last) = (line.offset, line.bytes.to_vec());
            last.push(b'\n');
            // Of a line that is too long for any entry only the end is known.
            let is_whole = lines.end() - from == last.len() as u64;
            self.last = if is_whole { last } else { vec![b'\n'] };
            self.end = start + lines.end();
        }
        Ok(followed)
    }

    /// Whether the file still holds what was read last.
    fn stands_in(&self, file: &mut File) -> io::Result<bool> {
        let Some(from) = self.end.checked_sub(self.last.len() as u64) else { return Ok(false) };
        if file.metadata()?.len() < self.end {
            return Ok(false);
        }
        file.seek(SeekFrom::Start(from))?;
        let mut there = vec![0; self.last.len()];
        file.read_exact(&mut there)?;
        Ok(there == self.last)
    }
}
