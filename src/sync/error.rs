//! Why desks do not meet: data for a sentence.

use std::net::SocketAddr;

use crate::domain::ids::DeskId;
use crate::words::{Said, sync};

/// Why the messenger did not start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SyncError {
    /// This program was built without desk to desk.
    NotBuilt,
    /// No certificate could be made.
    NoCertificate {
        /// What the maker said.
        why: String,
    },
    /// The place to listen is not free or not ours.
    NotFree {
        /// Where.
        at: SocketAddr,
    },
    /// The engine did not start.
    Engine {
        /// What it said.
        why: String,
    },
}

/// What keeps a running messenger from its work; it goes on trying.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// It has not even begun.
    NotStarted(SyncError),
    /// The engine does not open a session.
    NoSession {
        /// What it said.
        why: String,
    },
    /// The place to listen is not free or not ours.
    NotFree {
        /// Where.
        at: SocketAddr,
    },
    /// A desk with this code is of another outing.
    OtherOuting {
        /// Which.
        desk: DeskId,
    },
    /// A desk speaks a newer language.
    Newer {
        /// Which.
        desk: DeskId,
        /// The version it speaks.
        version: u16,
    },
}

impl SyncError {
    /// As a sentence with a next step.
    pub fn said(&self) -> Said {
        match self {
            Self::NotBuilt => sync::NOT_BUILT.said(),
            Self::NotFree { at } => sync::NOT_FREE.fill([("at", at.to_string())]),
            Self::NoCertificate { why } => sync::NO_CERTIFICATE.fill([("why", why.clone())]),
            Self::Engine { why } => sync::ENGINE_FAILED.fill([("why", why.clone())]),
        }
    }
}

impl Trouble {
    /// The desk it is about, if it is about one.
    pub fn desk(&self) -> Option<DeskId> {
        match self {
            Self::OtherOuting { desk } | Self::Newer { desk, .. } => Some(*desk),
            Self::NotStarted(_) | Self::NoSession { .. } | Self::NotFree { .. } => None,
        }
    }

    /// As a sentence with a next step; `desk` is how people call the desk it is about.
    pub fn said(&self, desk: Said) -> Said {
        match self {
            Self::NotStarted(error) => error.said(),
            Self::NoSession { why } => sync::NO_SESSION.fill([("why", why.clone())]),
            Self::NotFree { at } => sync::NOT_FREE.fill([("at", at.to_string())]),
            Self::OtherOuting { .. } => sync::OTHER_OUTING.said().and("desk", desk),
            Self::Newer { version, .. } => sync::NEWER.fill([("version", version.to_string())]).and("desk", desk),
        }
    }
}
