//! What can be wrong with the second copy. None of it fails a write: it is shown, and mended at the next start.

use crate::words::{Said, journal};

/// What the second copy answers instead of doing what it was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The disk is full.
    Full,
    /// No permission, or read only.
    NotAllowed,
    /// Somebody holds it open.
    Locked,
    /// It found itself damaged.
    Damaged,
    /// It panicked.
    Died,
    /// It took longer than it may.
    Slow,
    /// Anything else it said.
    Failed(String),
}

/// What was wrong with a second copy at the start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecondFault {
    /// There was none beside a mirror with entries.
    Missing,
    /// It held nothing beside a mirror with entries.
    Empty,
    /// A checksum or a count did not hold.
    Damaged,
    /// It was being built when the program stopped.
    Unfinished,
    /// It did not open or did not answer.
    Closed(Fault),
}

impl SecondFault {
    /// What was wrong, as a part of a sentence.
    pub fn said(&self) -> Said {
        match self {
            Self::Missing => journal::WHY_MISSING.said(),
            Self::Empty => journal::WHY_EMPTY.said(),
            Self::Damaged | Self::Closed(Fault::Damaged | Fault::Died) => journal::WHY_DAMAGED.said(),
            Self::Unfinished => journal::WHY_UNFINISHED.said(),
            Self::Closed(Fault::Full) => journal::WHY_FULL.said(),
            Self::Closed(Fault::NotAllowed) => journal::WHY_NOT_ALLOWED.said(),
            Self::Closed(Fault::Locked) => journal::WHY_LOCKED.said(),
            Self::Closed(Fault::Slow) => journal::WHY_SLOW.said(),
            Self::Closed(Fault::Failed(why)) => journal::WHY_FAILED.fill([("why", why.clone())]),
        }
    }
}
