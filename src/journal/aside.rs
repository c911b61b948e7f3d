//! What was refused, kept to be looked at: one file of bounded length in the data folder. Nothing depends on it, so
//! nothing waits for it and a full disk only ends it.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::PathBuf;

/// A thousand refused entries tell what a million would.
const ASIDE_BYTES: u64 = 1024 * 1024;

/// The file of refused lines.
pub struct Aside {
    path: PathBuf,
}

impl Aside {
    /// The file at a path, made when the first line comes.
    pub fn at(path: PathBuf) -> Self {
        Self { path }
    }

    /// Keeps some lines, as long as there is room.
    pub fn keep(&self, lines: &[u8]) {
        let Ok(mut file) = OpenOptions::new().create(true).append(true).open(&self.path) else { return };
        let held = file.metadata().map_or(u64::MAX, |found| found.len());
        if held.saturating_add(lines.len() as u64) <= ASIDE_BYTES {
            // Where even this cannot be written the counter still tells how many there were.
            let _ = file.write_all(lines);
        }
    }
}
