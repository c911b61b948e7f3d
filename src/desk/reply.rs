//! What the clerk answers, and the name of a command until it does.

use crate::domain::ids::EntryKey;
use crate::domain::outcome::Outcome;
use crate::domain::refusal::Refusal;
use crate::journal::JournalError;

/// Names one submitted command until its answer comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Token(pub(super) u64);

/// The answer to a command.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    /// Done, and durable.
    Done {
        /// What became of it.
        outcome: Outcome,
        /// The entries it wrote, in order.
        entries: Vec<EntryKey>,
    },
    /// Not done, by the rules.
    Refused {
        /// Why.
        refusal: Refusal,
        /// The entries written all the same: a refused scan is a fact.
        entries: Vec<EntryKey>,
    },
    /// Not done: the disk did not take it. Nothing of it counts.
    NotSaved(JournalError),
}

impl Reply {
    /// Refused, and nothing is written.
    pub(super) fn refused(refusal: Refusal) -> Self {
        Self::Refused { refusal, entries: Vec::new() }
    }

    /// The entries it wrote.
    pub fn entries(&self) -> &[EntryKey] {
        match self {
            Self::Done { entries, .. } | Self::Refused { entries, .. } => entries,
            Self::NotSaved(_) => &[],
        }
    }
}
