//! Commands: what a person at the keys (or a scan) wants done, imperative. What becomes of one is [`super::decide`].

use super::fact::{
    CardJob, Class, EditedField, Enrolment, HoursRules, Means, Outing, PrintedBadge, Service, Station, StationStatus,
    Unit,
};
use super::ids::{DeskId, DeskNumber, EntryKey, NoticeId, PersonId, ServiceId, StationId, TeamId, TicketId, UnitName};
use super::number::{BadgeNumber, SlipRun};
use super::time::{Day, Wall};

/// Everything that may be asked of the clerk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Name the outing, its days and hours.
    SetOuting(Outing),
    /// Give this desk a number and a name.
    JoinDesk {
        /// What people call it.
        number: DeskNumber,
        /// Where it stands.
        name: String,
    },
    /// Say which square of the city this desk is of; empty for none in particular.
    NameSquare {
        /// What the square is called.
        square: String,
    },
    /// Take a desk off: this one leaves, or that one is lost.
    LeaveDesk {
        /// Which.
        desk: DeskId,
    },
    /// Say what a desk's clock is off by.
    CorrectClock {
        /// Whose.
        desk: DeskId,
        /// Milliseconds to add to what it shows.
        offset_ms: i64,
    },
    /// Add or change a service.
    SetService(Service),
    /// Close a service, or open it again.
    OpenService {
        /// Which.
        service: ServiceId,
        /// Whether it takes numbers.
        open: bool,
    },
    /// Say how many visits or copies a service is to reach over the whole outing; 0 takes the target away.
    SetTarget {
        /// Which.
        service: ServiceId,
        /// How many.
        quantity: u32,
    },
    /// Say by what the record of hours is made.
    RuleHours(HoursRules),
    /// Add a station, or move it to another service.
    SetStation(Station),
    /// Open, pause or close a station.
    TurnStation {
        /// Which.
        station: StationId,
        /// What it shall be.
        status: StationStatus,
        /// What becomes of whom it serves when it closes; asked when it is not known.
        serving: Option<AtClosing>,
    },
    /// Give units short and English names.
    ListUnits(Vec<Unit>),
    /// Put people on the list; their badge numbers are decided already.
    Enrol(Vec<Enrolment>),
    /// Take a roster file in.
    Import(Import),
    /// Move a person to another unit.
    Move {
        /// Who.
        person: PersonId,
        /// Where to.
        unit: UnitName,
    },
    /// Note that details of a person are changed; what they say goes to the roster beside the facts.
    EditDetails {
        /// Whose.
        person: PersonId,
        /// Which.
        fields: Vec<EditedField>,
    },
    /// Make a new badge; the one before is replaced.
    ReissueBadge {
        /// Whose.
        person: PersonId,
    },
    /// Note badges that were put on a sheet.
    NotePrinted(Vec<PrintedBadge>),
    /// Make out a card for each job that has none.
    IssueCards(Vec<CardJob>),
    /// Report a badge or a card lost.
    Revoke {
        /// The number on it.
        number: BadgeNumber,
    },
    /// Take a person off the list.
    Withdraw {
        /// Who.
        person: PersonId,
    },
    /// Make one of two records of a person.
    Merge {
        /// The record to drop.
        from: PersonId,
        /// The record to keep.
        into: PersonId,
    },
    /// A code was scanned.
    Scan(Scanned),
    /// Check somebody in.
    CheckIn {
        /// Who.
        person: PersonId,
        /// How it is known.
        by: Means,
    },
    /// Check somebody out.
    CheckOut {
        /// Who.
        person: PersonId,
        /// How it is known.
        by: Means,
    },
    /// Add time that the event lead vouches for to a volunteer's hours.
    AddHours {
        /// Whose.
        person: PersonId,
        /// How many minutes; without, what is estimated for a missing check-out.
        minutes: Option<u16>,
        /// The event lead.
        lead: PersonId,
        /// Why.
        reason: String,
    },
    /// Confirm what is estimated for missing check-outs, all for one reason.
    ConfirmHours {
        /// Whose, and of which day.
        whom: Vec<(PersonId, Day)>,
        /// The event lead.
        lead: PersonId,
        /// Why.
        reason: String,
    },
    /// Send a volunteer to a station, or to none.
    AssignStation {
        /// Who.
        person: PersonId,
        /// Where to.
        station: Option<StationId>,
    },
    /// Check a whole unit in by heads.
    TeamIn {
        /// Which.
        unit: UnitName,
        /// How many, the leader included.
        heads: u16,
        /// Whose badge stands for all.
        leader: Option<PersonId>,
    },
    /// Check the unnamed rest of a team out.
    TeamOut {
        /// Which.
        team: TeamId,
    },
    /// Give a resident a number.
    TakeNumber {
        /// For what.
        service: ServiceId,
        /// Priority or normal.
        class: Class,
    },
    /// Finish whom the station serves, if anybody, and call the next.
    CallNext {
        /// Where to.
        station: StationId,
    },
    /// Announce again whom the station called.
    Recall {
        /// Which station.
        station: StationId,
    },
    /// Whom the station called is there.
    Arrive {
        /// Which station.
        station: StationId,
    },
    /// Whom the station called did not come.
    MarkAbsent {
        /// Which station.
        station: StationId,
    },
    /// Finish whom the station serves.
    Finish {
        /// Which station.
        station: StationId,
    },
    /// Void a waiting number.
    CancelTicket {
        /// Which.
        ticket: TicketId,
        /// Why.
        reason: String,
    },
    /// Set aside whom the station called or serves.
    Park {
        /// Which station.
        station: StationId,
        /// Why.
        reason: String,
        /// Whether any station of the service may go on with it.
        pool: bool,
    },
    /// Go on with a ticket that was set aside.
    Resume {
        /// Which.
        ticket: TicketId,
        /// Where.
        station: StationId,
    },
    /// Send a waiting or served ticket to another service.
    Transfer {
        /// Which.
        ticket: TicketId,
        /// Where to.
        service: ServiceId,
    },
    /// Put a missed number that came back into the line again.
    Return {
        /// Which.
        ticket: TicketId,
    },
    /// Serve somebody at once who took no number.
    ServeDirectly {
        /// Where.
        station: StationId,
    },
    /// Call a waiting number out of turn.
    CallOne {
        /// Where to.
        station: StationId,
        /// Which.
        ticket: TicketId,
        /// Why.
        reason: String,
    },
    /// Make a waiting number a priority number.
    Raise {
        /// Which.
        ticket: TicketId,
        /// Why it is changed; never the resident's own reason.
        reason: String,
    },
    /// Count visits or copies without a ticket.
    Count {
        /// Of which service.
        service: ServiceId,
        /// How many.
        quantity: u32,
        /// Where, when known.
        station: Option<StationId>,
        /// Whether a large number was confirmed.
        sure: bool,
    },
    /// Count the visits of paper slips, entered afterwards.
    CountPaper {
        /// Of which service.
        service: ServiceId,
        /// Which slips.
        slips: SlipRun,
        /// When the first was served.
        from: Wall,
        /// When the last was served.
        to: Wall,
    },
    /// Cancel an entry; without one, this desk's last.
    Undo {
        /// Which.
        entry: Option<EntryKey>,
        /// Why; needed for older facts and other desks'.
        reason: Option<String>,
        /// Whether it was confirmed although something builds on it.
        sure: bool,
    },
    /// Cancel this desk's last undo.
    Redo,
    /// Put a notice away.
    DismissNotice {
        /// Which.
        notice: NoticeId,
    },
}

impl Command {
    /// Whether it may be practised. How the square is set up would be gone when practice ends, and a new badge would
    /// be a real one.
    pub fn can_be_practised(&self) -> bool {
        !matches!(
            self,
            Self::SetOuting(_)
                | Self::JoinDesk { .. }
                | Self::NameSquare { .. }
                | Self::CorrectClock { .. }
                | Self::SetService(_)
                | Self::SetTarget { .. }
                | Self::RuleHours(_)
                | Self::SetStation(_)
                | Self::ListUnits(_)
                | Self::Import(_)
                | Self::ReissueBadge { .. }
                | Self::DismissNotice { .. }
        )
    }
}

/// What a roster file means for the list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Import {
    /// Units with the short and English names they have from now on.
    pub units: Vec<Unit>,
    /// People who are new on the list.
    pub people: Vec<Enrolment>,
    /// People who belong to another unit now.
    pub moves: Vec<(PersonId, UnitName)>,
    /// How many known people change, in whatever way.
    pub changed: usize,
    /// People who are taken off the list because the file does not name them any more.
    pub gone: Vec<PersonId>,
}

/// What becomes of whom a station serves when it closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AtClosing {
    /// It was the last visit, and is done.
    Done,
    /// Another station goes on.
    Pool,
}

/// What the badge press made of a scan. Raw codes do not come down here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scanned {
    /// A volunteer's badge, its tag proven.
    Badge {
        /// The number.
        number: BadgeNumber,
        /// Its issue counter.
        issue: u8,
    },
    /// A resident's slip, its tag proven.
    Slip {
        /// Desk and serial on it.
        number: BadgeNumber,
    },
    /// A card that does a job, its tag proven.
    Card {
        /// Desk and serial on it.
        number: BadgeNumber,
    },
    /// Wrong check digits.
    Unreadable,
    /// A payment code, an ID card, a URL.
    NotOurs,
    /// Another outing's code.
    OtherEvent,
    /// Right check digits, wrong tag.
    Forged,
}

impl Scanned {
    /// Whether it is a code of this outing, and so has a number; all others look alike.
    pub fn is_ours(self) -> bool {
        matches!(self, Self::Badge { .. } | Self::Slip { .. } | Self::Card { .. })
    }
}

/// Who asks, and when: what a decision may depend on beside the board.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asker {
    /// The desk that decides.
    pub desk: DeskId,
    /// Its wall clock, corrected.
    pub now: Wall,
}
