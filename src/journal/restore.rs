//! The way back: the union of any number of mirrors and dated copies.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::domain::fact::Entry;
use crate::domain::ids::EntryKey;
use crate::wire::{self, Line, WireError};

use super::error::JournalError;
use super::group::Saved;
use super::log::Lines;

/// Entries restored with one sync.
const STEP_LINES: usize = 500;

/// What restoring found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Restored {
    /// Files read.
    pub files: usize,
    /// Entries that were not held.
    pub new: u64,
    /// Entries that were held already.
    pub held: u64,
    /// Entries that contradict what is held.
    pub refused: Vec<EntryKey>,
    /// Lines that could not be read.
    pub damaged_lines: u64,
}

/// Takes in all entries of some files and folders: `import` makes them durable, `each` gets those that were new.
pub fn restore(
    paths: &[PathBuf],
    import: impl Fn(Vec<Line>) -> Result<Saved, JournalError>,
    each: impl FnMut(Entry),
) -> Result<Restored, JournalError> {
    let mut restoring = Restoring { import, each, restored: Restored::default() };
    for path in paths {
        for file in files_of(path)? {
            restoring.file(&file)?;
        }
    }
    Ok(restoring.restored)
}

struct Restoring<I, E> {
    import: I,
    each: E,
    restored: Restored,
}

impl<I: Fn(Vec<Line>) -> Result<Saved, JournalError>, E: FnMut(Entry)> Restoring<I, E> {
    fn file(&mut self, path: &Path) -> Result<(), JournalError> {
        let failed = |error: io::Error| JournalError::of(path, &error);
        let not_there = || JournalError::of(path, &io::ErrorKind::NotFound.into());
        let mut lines = Lines::of(path).map_err(failed)?.ok_or_else(not_there)?;
        self.restored.files += 1;
        let mut step = Vec::new();
        while let Some(line) = lines.next_line().map_err(failed)? {
            match wire::receive(line.bytes.to_vec()) {
                Ok(received) => step.push(received),
                Err(WireError::Newer { version }) => {
                    return Err(JournalError::Newer { path: path.to_path_buf(), version });
                }
                Err(_) => self.restored.damaged_lines += 1,
            }
            if step.len() == STEP_LINES {
                self.step(std::mem::take(&mut step))?;
            }
        }
        self.step(step)
    }

    fn step(&mut self, step: Vec<(Entry, Line)>) -> Result<(), JournalError> {
        let (entries, lines): (Vec<Entry>, Vec<Line>) = step.into_iter().unzip();
        let saved = (self.import)(lines)?;
        let mut entries: HashMap<EntryKey, Entry> = entries.into_iter().map(|entry| (entry.key, entry)).collect();
        self.restored.new += saved.new.len() as u64;
        self.restored.held += saved.held;
        self.restored.refused.extend(saved.refused);
        saved.new.iter().filter_map(|key| entries.remove(key)).for_each(&mut self.each);
        Ok(())
    }
}

/// A file itself; of a folder all mirrors and dated copies in it.
fn files_of(path: &Path) -> Result<Vec<PathBuf>, JournalError> {
    if !path.is_dir() {
        return Ok(vec![path.to_path_buf()]);
    }
    let failed = |error: io::Error| JournalError::of(path, &error);
    let mut files = Vec::new();
    for file in fs::read_dir(path).map_err(failed)? {
        let file = file.map_err(failed)?;
        if file.file_name().to_str().is_some_and(|name| name.starts_with("facts")) {
            files.extend(Some(file.path()).filter(|path| path.extension().is_some_and(|ending| ending == "jsonl")));
        }
    }
    files.sort_unstable();
    Ok(files)
}
