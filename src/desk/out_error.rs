//! Why a file that a desk hands over was not written, as a sentence with a next step.

use std::io;
use std::path::PathBuf;

use crate::words::{Said, desk as words};

/// Why a file was not written.
#[derive(Debug)]
pub enum OutError {
    /// The name ends in nothing this can write.
    Ending {
        /// The name.
        path: PathBuf,
    },
    /// Sheets to print are a page, and the name ends otherwise.
    NoPage {
        /// The name.
        path: PathBuf,
    },
    /// The disk or the system did not take it.
    Write {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
}

impl OutError {
    /// What went wrong, and what to do.
    pub fn said(&self) -> Said {
        match self {
            Self::Ending { path } => words::OUT_ENDING.fill([("path", path.display().to_string())]),
            Self::NoPage { path } => words::OUT_NO_PAGE.fill([("path", path.display().to_string())]),
            Self::Write { path, error } => {
                let phrase = match error.kind() {
                    io::ErrorKind::NotFound => words::OUT_NO_FOLDER,
                    io::ErrorKind::PermissionDenied | io::ErrorKind::ResourceBusy => words::OUT_IN_USE,
                    io::ErrorKind::IsADirectory => words::OUT_FOLDER,
                    io::ErrorKind::StorageFull => words::OUT_FULL,
                    _ => words::OUT_FAILED,
                };
                phrase.fill([("path", path.display().to_string()), ("why", error.to_string())])
            }
        }
    }
}
