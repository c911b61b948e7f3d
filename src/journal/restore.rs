//! The way back: the lines of any number of mirrors and dated copies, as they stand there.
//!
//! Nothing is judged and nothing is written here: that is for the desk that takes them in.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::JournalError;
use super::log::Lines;

/// What some copies hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Copies {
    /// Files read.
    pub files: usize,
    /// Their lines without an LF; what several files hold stands here as often.
    pub lines: Vec<Vec<u8>>,
}

/// Reads files, and of folders every `facts*.jsonl` in them. What is not there or cannot be read is named.
pub fn copies(paths: &[PathBuf]) -> Result<Copies, JournalError> {
    let mut copies = Copies::default();
    for path in paths {
        for file in files_of(path)? {
            let failed = |error: io::Error| JournalError::of(&file, &error);
            let not_there = || JournalError::of(&file, &io::ErrorKind::NotFound.into());
            let mut lines = Lines::of(&file).map_err(failed)?.ok_or_else(not_there)?;
            copies.files += 1;
            while let Some(line) = lines.next_line().map_err(failed)? {
                copies.lines.push(line.bytes.to_vec());
            }
        }
    }
    Ok(copies)
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
