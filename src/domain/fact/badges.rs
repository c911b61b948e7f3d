//! What facts say of people put on the list, of badges printed and of cards made out; never a name.
//!
//! What a code looks like is in [`crate::badge`].

use serde::{Deserialize, Serialize};

use crate::domain::ids::{ServiceId, StationId, UnitName};
use crate::domain::number::BadgeNumber;
use crate::domain::roster::RosterField;

use super::Class;

/// One person in [`Fact::Enrolled`](super::Fact::Enrolled). The name is in the roster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolment {
    /// Their unit.
    pub unit: UnitName,
    /// The number of their badge.
    pub number: BadgeNumber,
}

/// One detail in [`Fact::DetailsEdited`](super::Fact::DetailsEdited).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditedField {
    /// Which.
    pub field: RosterField,
    /// Whether it held anything before: a desk that does not know what must not erase it by an undo.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub had_value: bool,
}

/// One badge in [`Fact::BadgesPrinted`](super::Fact::BadgesPrinted).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PrintedBadge {
    /// The number on it.
    pub number: BadgeNumber,
    /// Its issue.
    #[serde(default, skip_serializing_if = "is_first_issue")]
    pub issue: u8,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_first_issue(issue: &u8) -> bool {
    *issue == 0
}

/// One card in [`Fact::CardsIssued`](super::Fact::CardsIssued).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedCard {
    /// The number on it.
    pub number: BadgeNumber,
    /// What it does when it is scanned.
    pub does: CardJob,
}

/// What a card does.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CardJob {
    /// Undoes the last step of the desk where it is scanned.
    Undo,
    /// Answers the question on the screen.
    Answer {
        /// With which answer, from 1.
        place: u8,
    },
    /// The event lead says yes to the question on the screen.
    Supervisor,
    /// The desk works at a station from here on.
    Station {
        /// Which.
        station: StationId,
    },
    /// A key of a station.
    Turn {
        /// Which station.
        station: StationId,
        /// Which key.
        turn: CardTurn,
    },
    /// Gives out a number.
    Take {
        /// For what.
        service: ServiceId,
        /// Priority or normal.
        class: Class,
    },
    /// Counts visits or copies.
    Count {
        /// Of which service.
        service: ServiceId,
        /// How many, at least 1.
        quantity: u32,
    },
}

/// What a card on a station's table does with whom the station called or serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CardTurn {
    /// Done with this one, if anybody, and call the next.
    Next,
    /// Call again.
    Recall,
    /// The resident is there.
    Arrive,
    /// Nobody came.
    Absent,
    /// Done, and nobody is called yet.
    Finish,
}

impl CardTurn {
    /// All, in the order of a sheet.
    pub const ALL: [Self; 5] = [Self::Next, Self::Arrive, Self::Absent, Self::Recall, Self::Finish];
}
