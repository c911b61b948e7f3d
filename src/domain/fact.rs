//! Facts: what happened at the square, each written once and never edited; and the envelope that carries one.
//!
//! No fact holds a name, a phone number or a reading: people are [`PersonId`]s, residents are ticket numbers
//! (rules.md sections 1 and 5). What the facts add up to is in [`super::board`]; how they look as bytes is in
//! [`crate::wire`]. The serde form of this file and of its parts *is* the wire form v1: fields are added, never renamed
//! or removed.

mod badges;
mod happened;
mod set_up;

pub use badges::{CardJob, CardTurn, EditedField, Enrolment, IssuedCard, PrintedBadge};
pub use happened::{Class, CountSource, Means, ScanReason, TicketStep};
pub use set_up::{HoursRules, Measure, Outing, Rounding, Service, ServiceKind, Station, StationStatus, Unit};

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::ids::{
    DeskId, DeskNumber, EntryKey, Nonce, NotAnId, NoticeId, PersonId, ServiceId, StationId, TeamId, TicketId, UnitName,
    serde_as_word,
};
use super::number::{BadgeNumber, TicketNumber};
use super::time::{Day, Place, Stamp, Wall};

/// A fact in its envelope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Writer, run and number: the name of this entry.
    pub key: EntryKey,
    /// Where it folds.
    pub stamp: Stamp,
    /// The desk's wall clock, corrected by what is known of its error; for people and durations.
    pub wall: Wall,
    /// Who was at the keys, when known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operator: Option<PersonId>,
    /// Written while its desk practised: kept and shown like any other, but it counts nowhere.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub practice: bool,
    /// Of the scan or key press that caused it.
    pub nonce: Nonce,
    /// The entry before it in its series; entry 1 carries the head of the desk's epoch before.
    pub prev: EntryHash,
    /// What happened.
    pub fact: Fact,
}

impl Entry {
    /// Its place in the order of folding.
    pub fn place(&self) -> Place {
        Place { stamp: self.stamp, key: self.key }
    }

    /// The desk that wrote it.
    pub fn desk(&self) -> DeskId {
        self.key.series.desk
    }
}

/// First 16 bytes of the SHA-256 of an entry's bytes: the links of a series' chain. All zero before the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct EntryHash(pub u128);

impl fmt::Display for EntryHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl FromStr for EntryHash {
    type Err = NotAnId;
    fn from_str(word: &str) -> Result<Self, NotAnId> {
        let hash = u128::from_str_radix(word, 16).map(Self).map_err(|_| NotAnId)?;
        (hash.to_string() == word).then_some(hash).ok_or(NotAnId)
    }
}
serde_as_word!(EntryHash);

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// The outing got its name, days and hours (again).
    OutingSet(Outing),
    /// The writing desk took a number and a name, or changed them.
    DeskJoined {
        /// What people call it.
        number: DeskNumber,
        /// Where it stands.
        name: String,
    },
    /// The writing desk is of this square of the city from here on; empty for none in particular.
    SquareNamed {
        /// What the square is called.
        square: String,
    },
    /// A desk's wall clock was found wrong; it reads its clock with this offset from now on.
    ClockCorrected {
        /// The desk whose clock is wrong.
        desk: DeskId,
        /// Added to what the clock shows, in milliseconds.
        offset_ms: i64,
    },
    /// A desk takes no part any more: it left, or its laptop is lost. When it joins again it is back.
    DeskLeft {
        /// Which.
        desk: DeskId,
    },
    /// The writing desk compared another desk's clock with its own, both corrected by what is known of their errors.
    /// Written only when the two come to differ noticeably, and when they agree again.
    ClockSeen {
        /// The other desk.
        desk: DeskId,
        /// How far its clock is ahead, in milliseconds; negative when it is behind.
        ahead_ms: i64,
    },
    /// The writing desk was handed an entry that contradicts the chain it holds, and refused it.
    ChainBroken {
        /// The name of the entry that was refused.
        entry: EntryKey,
    },
    /// A service was added or changed.
    ServiceSet(Service),
    /// A service takes no more numbers (`open: false`), or does again.
    ServiceOpened {
        /// Which.
        service: ServiceId,
        /// Whether it takes numbers from here on.
        open: bool,
    },
    /// A service is to reach so many visits or copies, over all days of the outing together.
    TargetSet {
        /// Which.
        service: ServiceId,
        /// How many; 0 takes the target away.
        quantity: u32,
    },
    /// The record of hours is made by these rules.
    HoursRuled(HoursRules),
    /// A station was added, or moved to another service.
    StationSet(Station),
    /// A station opened, paused or closed.
    StationTurned {
        /// Which.
        station: StationId,
        /// What it is from here on.
        status: StationStatus,
    },
    /// Units got short and English names (again).
    UnitsListed {
        /// The units.
        units: Vec<Unit>,
    },
    /// People were put on the list; the person is named by this entry and the position here.
    Enrolled {
        /// Unit and badge of each.
        people: Vec<Enrolment>,
    },
    /// A roster file was taken in: the heading of everything else that the same press wrote, which is undone with it.
    RosterImported {
        /// People who were new on the list.
        new: u32,
        /// People of whom something changed.
        changed: u32,
        /// People who were taken off because the file did not name them.
        gone: u32,
    },
    /// A person belongs to another unit.
    Moved {
        /// Who.
        person: PersonId,
        /// The unit from here on.
        unit: UnitName,
    },
    /// What is known of a person was changed by hand. What it says stands in the roster alone; the fact is what an
    /// undo names, and its undo writes the former values back.
    DetailsEdited {
        /// Whose.
        person: PersonId,
        /// Which details.
        fields: Vec<EditedField>,
    },
    /// A badge was made out anew; lower issues of the number are replaced.
    BadgeIssued {
        /// Whose.
        person: PersonId,
        /// The number on it (another number after an ambiguity).
        number: BadgeNumber,
        /// Issue counter, 0 for the first.
        issue: u8,
    },
    /// A badge is not to be accepted any more (lost), though its person stays.
    BadgeRevoked {
        /// The number on it.
        number: BadgeNumber,
    },
    /// A badge of ours with a higher issue than any fact told of was scanned; lower issues of the number are replaced.
    BadgeSeen {
        /// The number on it.
        number: BadgeNumber,
        /// Its issue counter.
        issue: u8,
    },
    /// A person will not come or was listed by mistake.
    Withdrawn {
        /// Who.
        person: PersonId,
    },
    /// Two records turned out to be one person.
    Merged {
        /// The record that is dropped.
        from: PersonId,
        /// The record that stays.
        into: PersonId,
    },
    /// A volunteer checked in.
    Arrived {
        /// Who.
        person: PersonId,
        /// How the desk knew.
        by: Means,
        /// The unit's arrival this person came with, named later.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        team: Option<TeamId>,
    },
    /// A volunteer checked out.
    Left {
        /// Who.
        person: PersonId,
        /// How the desk knew.
        by: Means,
    },
    /// The event lead vouches for time of a volunteer that no check-out shows: a late addition to the hours.
    HoursAdded {
        /// Whose.
        person: PersonId,
        /// Of which day.
        day: Day,
        /// How many, at least 1.
        minutes: u16,
        /// They confirm what was estimated for a missing check-out, and count only while it is missing.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        estimated: bool,
        /// The event lead who vouches.
        by: PersonId,
        /// Why.
        reason: String,
    },
    /// A volunteer works at a station (`None`: at none in particular).
    Stationed {
        /// Who.
        person: PersonId,
        /// Where.
        station: Option<StationId>,
    },
    /// A unit arrived together; names may follow.
    TeamArrived {
        /// Which.
        unit: UnitName,
        /// How many, the leader included.
        heads: u16,
        /// The person whose badge was scanned for all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        leader: Option<PersonId>,
    },
    /// Those of a team who were never named left together.
    TeamLeft {
        /// Which arrival.
        team: TeamId,
    },
    /// A scan was refused; never holds the raw code.
    ScanRefused {
        /// Why.
        reason: ScanReason,
        /// The number that was read, when it is one of ours.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        number: Option<BadgeNumber>,
    },
    /// A resident took a number.
    TicketTaken {
        /// For which service.
        service: ServiceId,
        /// Priority or normal; never the reason.
        class: Class,
        /// What is called.
        number: TicketNumber,
        /// Desk and serial in the slip's code (code1.md).
        slip: BadgeNumber,
        /// How long the wait was expected to be: the same on every desk, whatever it knew then.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        estimate_secs: Option<u32>,
    },
    /// Somebody who took no number is served at a station at once.
    ServedDirectly {
        /// Which service.
        service: ServiceId,
        /// Where.
        station: StationId,
    },
    /// A ticket went one step on.
    Ticket {
        /// Which.
        ticket: TicketId,
        /// What happened to it.
        step: TicketStep,
    },
    /// Visits or copies were counted without a ticket.
    Counted {
        /// Of which service.
        service: ServiceId,
        /// How many, at least 1.
        quantity: u32,
        /// Where, when known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        station: Option<StationId>,
        /// How they were counted.
        #[serde(default, skip_serializing_if = "CountSource::is_key")]
        source: CountSource,
    },
    /// Badges were put on a sheet to be printed; those that stand on none are the missing ones.
    BadgesPrinted {
        /// Which.
        badges: Vec<PrintedBadge>,
    },
    /// Cards were made out. The code on one says its number alone: this says what it does, on every desk.
    CardsIssued {
        /// Which.
        cards: Vec<IssuedCard>,
    },
    /// One earlier entry is cancelled; an undo of an undo is a redo.
    Undone {
        /// Which.
        entry: EntryKey,
        /// Why; empty for the one-key undo of the desk's own last fact.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// An operator has seen a notice and put it away.
    NoticeDismissed {
        /// Which.
        notice: NoticeId,
    },
}

impl Fact {
    /// The entry it cancels, if it is an undo.
    pub fn undoes(&self) -> Option<EntryKey> {
        match self {
            Self::Undone { entry, .. } => Some(*entry),
            _ => None,
        }
    }

    /// Whether one key may undo it: what happens during the day, but not how the square is set up.
    pub fn is_of_the_day(&self) -> bool {
        !matches!(
            self,
            Self::OutingSet(_)
                | Self::DeskJoined { .. }
                | Self::SquareNamed { .. }
                | Self::ClockCorrected { .. }
                | Self::DeskLeft { .. }
                | Self::ClockSeen { .. }
                | Self::ChainBroken { .. }
                | Self::ServiceSet(_)
                | Self::HoursRuled(_)
                | Self::StationSet(_)
                | Self::UnitsListed { .. }
                | Self::ScanRefused { .. }
                | Self::BadgeSeen { .. }
                | Self::NoticeDismissed { .. }
                | Self::BadgesPrinted { .. }
                | Self::CardsIssued { .. }
                | Self::Undone { .. }
        )
    }
}
