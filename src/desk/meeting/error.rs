//! Why a desk does not meet others: data for a sentence.

use crate::journal::JournalError;
use crate::sync::SyncError;
use crate::words::{Said, desk, sync};

/// What went wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MeetError {
    /// There is nothing yet that others could join.
    NoOuting,
    /// This desk is of no square.
    NotJoined,
    /// A desk is not removed at itself: it leaves.
    NotThisOne,
    /// Practice comes to its end first.
    Practising,
    /// The system gives no random numbers.
    NoChance,
    /// The messenger did not start.
    NotStarted(SyncError),
    /// The disk.
    NotSaved(JournalError),
}

impl MeetError {
    /// The stable code, for scripts.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoOuting => "no_outing",
            Self::NotJoined => "not_joined",
            Self::NotThisOne => "this_desk",
            Self::Practising => "practising",
            Self::NoChance => "no_chance",
            Self::NotStarted(_) => "not_started",
            Self::NotSaved(_) => "not_saved",
        }
    }

    /// As a sentence with a next step.
    pub fn said(&self) -> Said {
        match self {
            Self::NoOuting => sync::NO_OUTING.said(),
            Self::NotJoined => sync::NOT_JOINED.said(),
            Self::NotThisOne => sync::NOT_THIS_ONE.said(),
            Self::Practising => sync::PRACTISING.said(),
            Self::NoChance => desk::NO_CHANCE.said(),
            Self::NotStarted(error) => error.said(),
            Self::NotSaved(error) => error.said(),
        }
    }
}
