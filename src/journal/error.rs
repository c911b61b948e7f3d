//! Why the journal did not open or did not save.

use std::io;
use std::path::{Path, PathBuf};

use crate::domain::ids::EntryKey;
use crate::words::{Said, journal};

use super::system;

/// Each variant carries what its sentence names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JournalError {
    /// Another process has the folder open.
    InUse {
        /// Which folder.
        folder: PathBuf,
    },
    /// Something else than a folder has its name.
    NotAFolder {
        /// The path as it was given.
        folder: PathBuf,
    },
    /// No permission, or a disk that is read only.
    NotAllowed {
        /// What could not be read or written.
        path: PathBuf,
    },
    /// The disk is full, the reserve included.
    NoSpace {
        /// Where.
        folder: PathBuf,
    },
    /// A newer program wrote here; nothing was changed.
    Newer {
        /// Where it was noticed.
        path: PathBuf,
        /// The version it is written in.
        version: u16,
    },
    /// The disk failed in any other way.
    Failed {
        /// What could not be read or written.
        path: PathBuf,
        /// What the system said.
        why: String,
    },
    /// A line that was sound at the start is not any more.
    Damaged {
        /// The file.
        path: PathBuf,
    },
    /// It was decided on something that was not saved, and so was not saved either.
    Dropped,
    /// More waits for the disk than may wait.
    Busy,
    /// The writer is gone.
    Closed,
    /// The entry does not fit to the series as it is held: another content, or another one before it.
    Contradicts {
        /// Which.
        entry: EntryKey,
    },
}

impl JournalError {
    /// What a failure of the file system means.
    pub(super) fn of(path: &Path, error: &io::Error) -> Self {
        let path = path.to_path_buf();
        if system::is_full(error) {
            return Self::NoSpace { folder: path };
        }
        match error.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::NotAllowed { path },
            io::ErrorKind::NotADirectory => Self::NotAFolder { folder: path },
            _ => Self::Failed { path, why: error.to_string() },
        }
    }

    /// The error as a sentence with a next step.
    pub fn said(&self) -> Said {
        let shown = |path: &PathBuf| path.display().to_string();
        match self {
            Self::InUse { folder } => journal::IN_USE.fill([("folder", shown(folder))]),
            Self::NotAFolder { folder } => journal::NOT_A_FOLDER.fill([("folder", shown(folder))]),
            Self::NotAllowed { path } => journal::NOT_ALLOWED.fill([("path", shown(path))]),
            Self::NoSpace { folder } => journal::NO_SPACE.fill([("folder", shown(folder))]),
            Self::Newer { path, version } => {
                journal::NEWER.fill([("path", shown(path)), ("version", version.to_string())])
            }
            Self::Failed { path, why } => journal::FAILED.fill([("path", shown(path)), ("why", why.clone())]),
            Self::Damaged { path } => journal::DAMAGED.fill([("path", shown(path))]),
            Self::Dropped => journal::DROPPED.said(),
            Self::Busy => journal::BUSY.said(),
            Self::Closed => journal::CLOSED.said(),
            Self::Contradicts { entry } => journal::CONTRADICTS.fill([("entry", entry.to_string())]),
        }
    }
}
