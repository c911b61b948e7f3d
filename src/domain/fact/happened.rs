//! What facts say of a check-in, a ticket's steps, a count and a refused scan.
//!
//! What they add up to is in [`crate::domain::board`].

use serde::{Deserialize, Serialize};

use crate::domain::ids::{ServiceId, StationId};
use crate::domain::number::TicketNumber;
use crate::domain::time::Wall;

/// How a desk knew a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Means {
    /// The code of the badge, tag and all.
    Scanned,
    /// A typed short number: identifies, does not prove.
    Typed,
    /// Chosen from the list.
    Chosen,
}

/// Class of a resident's ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Most people.
    #[default]
    Normal,
    /// 老弱病残孕; the reason is never stored.
    Priority,
}

/// What may happen to a ticket after it was taken (rules.md section 5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TicketStep {
    /// Called to a station; a reason when called out of turn.
    Called {
        /// Where to.
        station: StationId,
        /// Why out of turn.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// Announced once more.
    Recalled {
        /// By.
        station: StationId,
    },
    /// The resident is there; service time starts.
    Began {
        /// Where.
        station: StationId,
    },
    /// Nobody came.
    Absent {
        /// By.
        station: StationId,
    },
    /// A missed number came back.
    Returned,
    /// Set aside (waiting for a paper, a result); at its station or in the pool.
    Parked {
        /// By.
        station: StationId,
        /// Why.
        reason: String,
        /// Whether any station may resume it.
        pool: bool,
    },
    /// Service goes on.
    Resumed {
        /// Where.
        station: StationId,
    },
    /// Waits for another service, same number.
    Transferred {
        /// By the station that served it; `None` out of the line.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        station: Option<StationId>,
        /// Which.
        service: ServiceId,
    },
    /// Back to the front of the line: its station closed before it came.
    Released {
        /// Which.
        station: StationId,
    },
    /// Served.
    Done {
        /// Where.
        station: StationId,
    },
    /// Void.
    Cancelled {
        /// Why.
        reason: String,
    },
    /// Made a priority ticket.
    Raised {
        /// Why it was changed; never the resident's own reason.
        reason: String,
    },
}

/// How a count came to be.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CountSource {
    /// A key or card at the desk.
    #[default]
    Key,
    /// A block of paper slips, entered afterwards.
    Paper {
        /// First slip.
        first: TicketNumber,
        /// Last slip, included.
        last: TicketNumber,
        /// When the first was served.
        from: Wall,
        /// When the last was served.
        to: Wall,
    },
}

impl CountSource {
    pub(super) fn is_key(&self) -> bool {
        *self == Self::Key
    }
}

/// Why a scan was refused. The names are the stable codes of rules.md section 2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScanReason {
    /// The check digits do not hold: read again.
    Unreadable,
    /// A payment code, an ID card, a URL: neither stored nor shown.
    NotOurs,
    /// A badge of another outing.
    OtherEvent,
    /// Right check digits, wrong tag.
    Forged,
    /// A code of ours that no list knows.
    UnknownBadge,
    /// A newer badge of this person was seen or issued.
    ReplacedBadge,
    /// Reported lost.
    RevokedBadge,
    /// Its person was withdrawn.
    Withdrawn,
    /// Two people bear this number.
    Ambiguous,
    /// A code of ours that does nothing at this place.
    WrongKind,
    /// A card whose job is not known here (yet).
    UnknownCard,
    /// A card that was reported lost.
    RevokedCard,
    /// A ticket that is not known here (yet).
    UnknownSlip,
}
