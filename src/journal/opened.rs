//! How a journal is to be opened, and what opening found.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::domain::fact::EntryHash;
use crate::domain::ids::EntryKey;
use crate::words::{Said, journal};

use super::ballast::BALLAST_BYTES;
use super::disk::{Disk, RealDisk};
use super::fault::SecondFault;
use super::index::Hole;
use super::keys::Keys;

/// A morning loses at most so much when the whole folder is gone.
const BACKUP_EVERY: Duration = Duration::from_mins(10);

/// What the journal does not decide by itself.
#[derive(Clone)]
pub struct Options {
    /// The keys of a folder that has none yet; drawn by the desk.
    pub fresh_keys: Keys,
    /// How much room is kept for the last facts; 0 for none.
    pub ballast_bytes: u64,
    /// The rhythm of the dated copies.
    pub backup_every: Duration,
    /// The file system.
    pub disk: Arc<dyn Disk>,
    /// Called after answers were given, from another thread: to wake whoever waits for one.
    pub wake: Option<Arc<dyn Fn() + Send + Sync>>,
}

impl Options {
    /// The usual ones.
    pub fn new(fresh_keys: Keys) -> Self {
        Self {
            fresh_keys,
            ballast_bytes: BALLAST_BYTES,
            backup_every: BACKUP_EVERY,
            disk: Arc::new(RealDisk),
            wake: None,
        }
    }
}

/// What opening found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Opened {
    /// Entries read.
    pub facts: u64,
    /// Roster records read, former values included.
    pub records: u64,
    /// The last entry of this desk: what entry 1 of its next series follows. Zero when there is none.
    pub last_own: EntryHash,
    /// Entries that exist and are in neither copy; other desks may have them.
    pub holes: Vec<Hole>,
    /// Entries whose neighbour or second version says otherwise.
    pub contradictions: Vec<EntryKey>,
    /// Lines that could not be read in the logs. What they said may have been in the other copy.
    pub damaged_lines: u64,
    /// What was mended.
    pub healed: Vec<Healed>,
}

/// One thing that was mended, or could not be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Healed {
    /// The last write had not come to its end.
    TailCut {
        /// How much of it there was.
        bytes: u64,
    },
    /// The second copy knew more than the mirror.
    MirrorTook {
        /// How many entries.
        facts: u64,
    },
    /// Damaged lines are no longer in the mirror.
    MirrorRewritten {
        /// How many there were.
        lines: u64,
        /// Where the old file is.
        kept: PathBuf,
    },
    /// The mirror knew more than the second copy.
    SecondTook {
        /// How many entries.
        facts: u64,
    },
    /// The second copy was made anew.
    SecondRebuilt {
        /// Its number.
        generation: u32,
        /// What was wrong with the one before.
        why: SecondFault,
    },
    /// There is no second copy until the next start.
    SecondGone {
        /// What was wrong with the last try.
        why: SecondFault,
    },
    /// The copies of the roster completed each other.
    RosterTook {
        /// How many records.
        records: u64,
    },
    /// A key file was missing, damaged or old.
    KeysRestored,
    /// No copy of the keys was left.
    KeysLost,
    /// The disk was nearly full.
    BallastFreed,
}

impl Healed {
    /// What was done, as a sentence.
    pub fn said(&self) -> Said {
        let count = |number: &u64| number.to_string();
        match self {
            Self::TailCut { bytes } => journal::TAIL_CUT.fill([("bytes", count(bytes))]),
            Self::MirrorTook { facts } => journal::MIRROR_TOOK.fill([("facts", count(facts))]),
            Self::MirrorRewritten { lines, kept } => {
                journal::MIRROR_REWRITTEN.fill([("lines", count(lines)), ("kept", kept.display().to_string())])
            }
            Self::SecondTook { facts } => journal::SECOND_TOOK.fill([("facts", count(facts))]),
            Self::SecondRebuilt { generation, why } => {
                journal::SECOND_REBUILT.fill([("generation", generation.to_string())]).and("why", why.said())
            }
            Self::SecondGone { why } => journal::SECOND_GONE.said().and("why", why.said()),
            Self::RosterTook { records } => journal::ROSTER_TOOK.fill([("records", count(records))]),
            Self::KeysRestored => journal::KEYS_RESTORED.said(),
            Self::KeysLost => journal::KEYS_LOST.said(),
            Self::BallastFreed => journal::BALLAST_FREED.said(),
        }
    }
}
