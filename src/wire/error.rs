//! What can be wrong with a line.

use crate::words::{Said, wire};

/// Why bytes are no entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WireError {
    /// Not of the form checksum, key, body.
    NotALine,
    /// The checksum does not hold: a bit has changed, or the end is missing.
    Damaged,
    /// Written by a newer program.
    Newer {
        /// The version it is written in.
        version: u16,
    },
    /// The checksum holds, yet the body is nothing this version writes.
    Malformed {
        /// What the reader said.
        why: String,
    },
    /// The line and its body name two entries or two people.
    TwoKeys {
        /// The name on the line.
        line: String,
        /// The name in the body.
        body: String,
    },
    /// Longer than any entry may be.
    TooLong {
        /// How long.
        bytes: usize,
    },
}

impl WireError {
    /// What is wrong, as a sentence.
    pub fn said(&self) -> Said {
        match self {
            Self::NotALine => wire::NOT_A_LINE.said(),
            Self::Damaged => wire::DAMAGED.said(),
            Self::Newer { version } => wire::NEWER.fill([("version", version.to_string())]),
            Self::Malformed { why } => wire::MALFORMED.fill([("why", why.clone())]),
            Self::TwoKeys { line, body } => wire::TWO_KEYS.fill([("line", line.clone()), ("body", body.clone())]),
            Self::TooLong { bytes } => wire::TOO_LONG.fill([("bytes", bytes.to_string())]),
        }
    }
}
