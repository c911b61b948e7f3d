//! What became of a command that was carried out: data for a sentence, no sentence ([`crate::words`]).

use super::fact::{Class, HoursRules, StationStatus};
use super::ids::{EntryKey, PersonId, ServiceId, StationId, TicketId, UnitName};
use super::number::{BadgeNumber, TicketNumber};
use super::roster::RosterField;
use super::wait::WaitRange;

/// The good answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// A volunteer is in.
    Arrived {
        /// Who.
        person: PersonId,
        /// Named one of the heads of a team that came before.
        with_team: bool,
    },
    /// A volunteer is out.
    Left {
        /// Who.
        person: PersonId,
        /// Length of the stay that ended, in milliseconds.
        stayed_ms: u64,
    },
    /// A volunteer works elsewhere.
    Stationed {
        /// Who.
        person: PersonId,
        /// Where.
        station: Option<StationId>,
    },
    /// A unit is in by heads.
    TeamArrived {
        /// Which.
        unit: UnitName,
        /// How many.
        heads: u16,
    },
    /// The rest of a team is out.
    TeamLeft {
        /// Which unit.
        unit: UnitName,
        /// How many nobody had named.
        heads: u64,
    },
    /// A number was given out.
    NumberTaken {
        /// The number.
        number: TicketNumber,
        /// For what.
        service: ServiceId,
        /// Priority or normal.
        class: Class,
        /// How many are called before it.
        ahead: usize,
        /// How long that may take; `None` while no station is open.
        wait: Option<WaitRange>,
    },
    /// A number was called.
    Called {
        /// Which.
        ticket: TicketId,
        /// Its number.
        number: TicketNumber,
        /// Where to.
        station: StationId,
        /// Who was finished with the same key.
        finished: Option<Finished>,
    },
    /// A number was announced again.
    Recalled {
        /// Which.
        number: TicketNumber,
        /// Where to.
        station: StationId,
    },
    /// Service began.
    Began {
        /// Which number.
        number: TicketNumber,
        /// Where.
        station: StationId,
    },
    /// Nobody came.
    Absent {
        /// Which number.
        number: TicketNumber,
        /// For good: it was called too often.
        missed: bool,
    },
    /// A visit was counted.
    Finished {
        /// Which number, if it had one.
        number: Option<TicketNumber>,
        /// Where.
        station: StationId,
    },
    /// A number is void.
    Cancelled {
        /// Which.
        number: Option<TicketNumber>,
    },
    /// Somebody was set aside.
    Parked {
        /// Which number, if it has one.
        number: Option<TicketNumber>,
        /// Where it waits; `None` in the pool.
        station: Option<StationId>,
    },
    /// Service goes on.
    Resumed {
        /// Which number, if it has one.
        number: Option<TicketNumber>,
        /// Where.
        station: StationId,
        /// Who was finished with the same key.
        finished: Option<Finished>,
    },
    /// A number waits for another service.
    Transferred {
        /// Which.
        number: TicketNumber,
        /// For what now.
        service: ServiceId,
        /// How many are called before it.
        ahead: usize,
        /// How long that may take; `None` while no station is open.
        wait: Option<WaitRange>,
    },
    /// A missed number is in the line again.
    Returned {
        /// Which.
        number: Option<TicketNumber>,
    },
    /// Somebody without a number is being served.
    ServedDirectly {
        /// Where.
        station: StationId,
        /// Who was finished with the same key.
        finished: Option<Finished>,
    },
    /// A number is a priority number now.
    Raised {
        /// Which.
        number: Option<TicketNumber>,
    },
    /// A slip was scanned and its ticket found.
    TicketFound {
        /// Which.
        ticket: TicketId,
    },
    /// A slip goes to the printer once more.
    SlipSent {
        /// Of which number.
        number: TicketNumber,
    },
    /// Visits or copies were counted.
    Counted {
        /// Of which service.
        service: ServiceId,
        /// How many now.
        quantity: u32,
        /// How many altogether.
        total: u64,
    },
    /// An entry is cancelled.
    Undone {
        /// Which.
        entry: EntryKey,
    },
    /// An undo is cancelled.
    Redone {
        /// The entry that counts again.
        entry: EntryKey,
    },
    /// A notice is put away.
    Dismissed,
    /// The set-up changed.
    SetUp,
    /// A service takes no more numbers, or does again.
    ServiceOpened {
        /// Which.
        service: ServiceId,
        /// Whether it takes numbers now.
        open: bool,
    },
    /// A service has another target, or none any more.
    TargetSet {
        /// Which.
        service: ServiceId,
        /// How many; 0 for none.
        quantity: u32,
        /// How many there are by now.
        total: u64,
    },
    /// A station turned.
    StationTurned {
        /// Which.
        station: StationId,
        /// What it is now.
        status: StationStatus,
    },
    /// People were put on the list.
    Enrolled {
        /// How many.
        people: usize,
    },
    /// A roster file is taken in.
    Imported {
        /// People who are new on the list.
        new: u32,
        /// People of whom something changed.
        changed: u32,
        /// People who were taken off.
        gone: u32,
    },
    /// A new badge is valid.
    BadgeIssued {
        /// Whose.
        person: PersonId,
        /// Its number.
        number: BadgeNumber,
        /// Its issue.
        issue: u8,
    },
    /// Badges stand on a sheet.
    BadgesPrinted {
        /// How many.
        badges: usize,
    },
    /// New cards are valid.
    CardsIssued {
        /// How many.
        cards: usize,
    },
    /// A badge or card is not accepted any more.
    Revoked {
        /// Its number.
        number: BadgeNumber,
    },
    /// Time was added to somebody's hours.
    HoursAdded {
        /// Whose.
        person: PersonId,
        /// How many minutes.
        minutes: u16,
    },
    /// Estimates of several missing check-outs were confirmed.
    HoursConfirmed {
        /// How many.
        estimates: usize,
        /// How many minutes together.
        minutes: u64,
    },
    /// The record of hours is made by other rules.
    HoursRuled(HoursRules),
    /// This desk works at a station from here on.
    AtStation {
        /// Which.
        station: StationId,
    },
    /// Details of a person are changed.
    Edited {
        /// Whose.
        person: PersonId,
        /// Which.
        fields: Vec<RosterField>,
        /// And their unit.
        moved: bool,
    },
    /// A person belongs to another unit.
    Moved {
        /// Who.
        person: PersonId,
        /// Which.
        unit: UnitName,
    },
    /// A person is off the list.
    Withdrawn {
        /// Who.
        person: PersonId,
    },
    /// Two records are one person now.
    Merged {
        /// The record that stays.
        person: PersonId,
    },
    /// Nothing was written: it stood so already.
    NothingNew,
}

/// Somebody whose visit ended with the key that did something else as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finished {
    /// Their number, if they took one.
    pub number: Option<TicketNumber>,
}

impl Outcome {
    /// The stable code of answers, never translated.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Arrived { .. } => "arrived",
            Self::Left { .. } => "left",
            Self::Stationed { .. } => "stationed",
            Self::TeamArrived { .. } => "team_arrived",
            Self::TeamLeft { .. } => "team_left",
            Self::NumberTaken { .. } => "taken",
            Self::Called { .. } => "called",
            Self::Recalled { .. } => "recalled",
            Self::Began { .. } => "began",
            Self::Absent { missed: false, .. } => "absent",
            Self::Absent { missed: true, .. } => "missed",
            Self::Finished { .. } => "done",
            Self::Cancelled { .. } => "cancelled",
            Self::Parked { .. } => "parked",
            Self::Resumed { .. } => "resumed",
            Self::Transferred { .. } => "transferred",
            Self::Returned { .. } => "returned",
            Self::ServedDirectly { .. } => "served_directly",
            Self::Raised { .. } => "raised",
            Self::TicketFound { .. } => "ticket",
            Self::SlipSent { .. } => "slip_sent",
            Self::Counted { .. } => "counted",
            Self::Undone { .. } => "undone",
            Self::Redone { .. } => "redone",
            Self::Dismissed => "dismissed",
            Self::SetUp => "set_up",
            Self::ServiceOpened { open: true, .. } => "service_opened",
            Self::ServiceOpened { open: false, .. } => "service_closed",
            Self::TargetSet { quantity: 0, .. } => "target_removed",
            Self::TargetSet { .. } => "target_set",
            Self::StationTurned { .. } => "station_turned",
            Self::Enrolled { .. } => "enrolled",
            Self::Imported { .. } => "imported",
            Self::BadgeIssued { .. } => "badge_issued",
            Self::BadgesPrinted { .. } => "printed",
            Self::CardsIssued { .. } => "cards_issued",
            Self::Revoked { .. } => "revoked",
            Self::HoursAdded { .. } => "hours_added",
            Self::HoursConfirmed { .. } => "hours_confirmed",
            Self::HoursRuled(_) => "hours_ruled",
            Self::AtStation { .. } => "at_station",
            Self::Edited { .. } => "edited",
            Self::Moved { .. } => "moved",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Merged { .. } => "merged",
            Self::NothingNew => "nothing_new",
        }
    }

    /// The person it is about, if any.
    pub fn person(&self) -> Option<PersonId> {
        match self {
            Self::Arrived { person, .. }
            | Self::Left { person, .. }
            | Self::Stationed { person, .. }
            | Self::BadgeIssued { person, .. }
            | Self::HoursAdded { person, .. }
            | Self::Edited { person, .. }
            | Self::Moved { person, .. }
            | Self::Withdrawn { person }
            | Self::Merged { person } => Some(*person),
            _ => None,
        }
    }
}
