//! Why a command was not carried out, by the rules; and the questions that a person must answer first.
//!
//! A refusal is not an error of the program: nothing is wrong, nothing was written (but for a refused scan, which is a
//! fact itself). Codes are stable, words are in [`crate::words`].

use super::command::{AtClosing, Command};
use super::fact::{Means, ScanReason, StationStatus};
use super::ids::{DeskId, DeskNumber, EntryKey, PersonId, ServiceId, StationId};
use super::number::{BadgeNumber, SlipRun, TicketNumber};
use super::queue::State;
use super::time::{Day, Wall};

/// The answers that are not yes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// A person must choose first.
    Asks(Question),
    /// A scan was refused.
    Scan {
        /// Why.
        reason: ScanReason,
        /// Whose badge it was, when known.
        person: Option<PersonId>,
    },
    /// The square is not set up yet.
    NoOuting,
    /// This desk has no number yet.
    NoDeskNumber,
    /// Nobody by that id is on the list.
    UnknownPerson,
    /// They were taken off the list.
    OffTheList {
        /// Who.
        person: PersonId,
    },
    /// They are not in.
    NotIn {
        /// Who.
        person: PersonId,
    },
    /// No such unit has anybody on the list.
    UnknownUnit,
    /// No such service.
    UnknownService {
        /// What was asked for.
        service: ServiceId,
    },
    /// The service takes no numbers.
    NoQueue {
        /// Which.
        service: ServiceId,
    },
    /// The service is closed.
    ServiceClosed {
        /// Which.
        service: ServiceId,
    },
    /// No such station.
    UnknownStation {
        /// What was asked for.
        station: StationId,
    },
    /// The station is paused or closed.
    StationNotOpen {
        /// Which.
        station: StationId,
        /// What it is.
        status: StationStatus,
    },
    /// No such ticket.
    UnknownTicket,
    /// The ticket's state does not allow it.
    TicketIs {
        /// Which, if it has a number.
        number: Option<TicketNumber>,
        /// Where it stands.
        state: State,
    },
    /// Another station has the ticket.
    TicketAt {
        /// Which, if it has a number.
        number: Option<TicketNumber>,
        /// Who has it.
        station: StationId,
    },
    /// Somebody who took no number cannot wait in a line.
    NoNumber,
    /// This desk has no slip printer.
    NoPrinter,
    /// The station serves another service than the ticket waits for.
    ServesOther {
        /// Which station.
        station: StationId,
        /// What it serves.
        service: ServiceId,
    },
    /// The station has called or serves nobody.
    StationIdle {
        /// Which.
        station: StationId,
    },
    /// Nobody waits.
    NobodyWaits {
        /// For which service.
        service: ServiceId,
    },
    /// All numbers of this desk for this service were given out.
    NumbersUsedUp {
        /// For which service.
        service: ServiceId,
    },
    /// A number outside its bounds.
    OutOfBounds {
        /// What was asked for.
        given: u64,
        /// The greatest allowed; the least is 1.
        most: u64,
    },
    /// A text was empty that must not be.
    EmptyText,
    /// A square cannot be called so: too long, or with a comma.
    NotASquareName,
    /// The last day is before the first, or the end before the opening.
    Backwards,
    /// Another desk has this number.
    DeskNumberTaken {
        /// The number.
        number: DeskNumber,
        /// The next that nobody has.
        free: DeskNumber,
    },
    /// Tickets begin with a capital letter from A to Z.
    NotALetter {
        /// What was asked for.
        letter: char,
    },
    /// Another service already uses this letter.
    LetterTaken {
        /// The letter.
        letter: char,
        /// Who uses it.
        service: ServiceId,
    },
    /// All 26 letters are taken.
    NoLetterLeft,
    /// Paper slips of this letter are another service's.
    SlipsOfOther {
        /// The letter.
        letter: char,
        /// Whose.
        service: ServiceId,
    },
    /// Some of these paper slips were entered before.
    SlipsCounted {
        /// Those that were.
        slips: SlipRun,
        /// The entry that counts them.
        entry: EntryKey,
    },
    /// What was served on paper was served on no day of the outing.
    NoDayOfTheOuting {
        /// The day that was given.
        day: Day,
    },
    /// There is nothing to undo or redo.
    NothingToUndo,
    /// No entry by that id.
    UnknownEntry,
    /// The entry is undone already.
    AlreadyUndone {
        /// Which.
        entry: EntryKey,
    },
    /// The set-up is changed, not undone.
    CannotUndo {
        /// Which.
        entry: EntryKey,
    },
    /// An undo would have to write a value that this desk never held.
    FormerValueUnknown {
        /// Whose.
        person: PersonId,
    },
    /// No badge and no card bears the number.
    UnknownNumber {
        /// Which.
        number: BadgeNumber,
    },
    /// A card answers a question, and there is none.
    NothingAsked,
    /// A phone of which fewer than four digits were given.
    NoPhoneTail,
    /// An ID number or a payment code where a name or a remark belongs.
    NotForTheRoster,
    /// No such notice is open.
    UnknownNotice,
    /// It was only practised, and counts nowhere anyway.
    OnlyPractised {
        /// Which.
        entry: EntryKey,
    },
    /// The desk practises, and this is no exercise.
    Practising,
    /// No desk of this name.
    UnknownDesk,
}

/// Something only a person can decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// Scanned while in: check out, other station, or nothing.
    AlreadyIn {
        /// Who.
        person: PersonId,
        /// Since when.
        since: Wall,
        /// Checked in where.
        desk: DeskId,
        /// How the person was known this time.
        by: Means,
    },
    /// Next while somebody is called: arrived, call again, or missed.
    StillCalled {
        /// Where.
        station: StationId,
        /// Who.
        number: Option<TicketNumber>,
    },
    /// Closing while somebody is served: done, to the pool, or stay open.
    StillServing {
        /// Where.
        station: StationId,
        /// Who.
        number: Option<TicketNumber>,
    },
    /// A large count: really?
    LargeCount {
        /// Of which service.
        service: ServiceId,
        /// How many.
        quantity: u32,
        /// Where, when known.
        station: Option<StationId>,
    },
    /// Several people fit: which?
    WhichPerson {
        /// Everybody who fits, best first.
        candidates: Vec<PersonId>,
        /// What to do with the one chosen.
        then: PersonAct,
    },
    /// An old fact, or another desk's: why?
    UndoWhy {
        /// Which.
        entry: EntryKey,
        /// Whether it was confirmed already.
        sure: bool,
    },
    /// A later fact builds on this one: undo all the same?
    UndoBuilt {
        /// Which.
        entry: EntryKey,
        /// What builds on it.
        later: EntryKey,
        /// The reason given.
        reason: Option<String>,
    },
}

/// What is to be done with a person once it is known who.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PersonAct {
    /// Check in.
    CheckIn(Means),
    /// Check out.
    CheckOut(Means),
}

impl PersonAct {
    /// The command for one person.
    pub fn command(self, person: PersonId) -> Command {
        match self {
            Self::CheckIn(by) => Command::CheckIn { person, by },
            Self::CheckOut(by) => Command::CheckOut { person, by },
        }
    }
}

/// One answer to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// Check the person out.
    CheckOut,
    /// Send the person to a station; which is asked next.
    ChangeStation,
    /// Leave it.
    Nothing,
    /// The resident is there.
    Arrived,
    /// Announce again.
    CallAgain,
    /// The resident did not come.
    Missed,
    /// The visit is done.
    Done,
    /// To the pool, where another station goes on.
    Pool,
    /// Yes, do it.
    Yes,
    /// No.
    No,
    /// For this reason.
    Because(UndoReason),
    /// This person.
    Person(PersonId),
}

/// The short list of reasons to undo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UndoReason {
    /// Pressed by mistake.
    Mistake,
    /// The wrong person or number.
    WrongOne,
    /// Entered twice.
    Twice,
    /// It was only a trial.
    Trial,
    /// The event lead says so, by their card; not in the list.
    Lead,
}

impl UndoReason {
    /// All, in the order of the list.
    pub const ALL: [Self; 4] = [Self::Mistake, Self::WrongOne, Self::Twice, Self::Trial];

    /// The stable word that is stored.
    pub fn word(self) -> &'static str {
        match self {
            Self::Mistake => "mistake",
            Self::WrongOne => "wrong_one",
            Self::Twice => "twice",
            Self::Trial => "trial",
            Self::Lead => "lead",
        }
    }
}

impl Question {
    /// The stable code of what it is about, beside the code of all questions.
    pub fn code(&self) -> &'static str {
        match self {
            Self::AlreadyIn { .. } => "already_in",
            Self::StillCalled { .. } => "still_called",
            Self::StillServing { .. } => "still_serving",
            Self::LargeCount { .. } => "large_count",
            Self::WhichPerson { .. } => "ambiguous",
            Self::UndoWhy { .. } => "undo_why",
            Self::UndoBuilt { .. } => "undo_built",
        }
    }

    /// The answers, in the order of their digits 1, 2, 3 ...
    pub fn choices(&self) -> Vec<Choice> {
        match self {
            Self::AlreadyIn { .. } => vec![Choice::CheckOut, Choice::ChangeStation, Choice::Nothing],
            Self::StillCalled { .. } => vec![Choice::Arrived, Choice::CallAgain, Choice::Missed],
            Self::StillServing { .. } => vec![Choice::Done, Choice::Pool, Choice::Nothing],
            Self::LargeCount { .. } | Self::UndoBuilt { .. } => vec![Choice::Yes, Choice::No],
            Self::WhichPerson { candidates, .. } => candidates.iter().copied().map(Choice::Person).collect(),
            Self::UndoWhy { .. } => UndoReason::ALL.into_iter().map(Choice::Because).collect(),
        }
    }

    /// The answer that the event lead's card gives, where there is one.
    pub fn answer_of_lead(&self) -> Option<Choice> {
        match self {
            Self::LargeCount { .. } | Self::UndoBuilt { .. } => Some(Choice::Yes),
            Self::UndoWhy { .. } => Some(Choice::Because(UndoReason::Lead)),
            _ => None,
        }
    }

    /// The command an answer stands for; `None` when nothing is to be done, or a station must be named first.
    pub fn command(&self, choice: &Choice) -> Option<Command> {
        match (self, choice) {
            (Self::AlreadyIn { person, by, .. }, Choice::CheckOut) => {
                Some(Command::CheckOut { person: *person, by: *by })
            }
            (Self::StillCalled { station, .. }, Choice::Arrived) => Some(Command::Arrive { station: station.clone() }),
            (Self::StillCalled { station, .. }, Choice::CallAgain) => {
                Some(Command::Recall { station: station.clone() })
            }
            (Self::StillCalled { station, .. }, Choice::Missed) => {
                Some(Command::MarkAbsent { station: station.clone() })
            }
            (Self::StillServing { station, .. }, Choice::Done) => Some(close(station, AtClosing::Done)),
            (Self::StillServing { station, .. }, Choice::Pool) => Some(close(station, AtClosing::Pool)),
            (Self::LargeCount { service, quantity, station }, Choice::Yes) => Some(Command::Count {
                service: service.clone(),
                quantity: *quantity,
                station: station.clone(),
                sure: true,
            }),
            (Self::WhichPerson { then, .. }, Choice::Person(person)) => Some(then.command(*person)),
            (Self::UndoWhy { entry, sure }, Choice::Because(reason)) => {
                Some(Command::Undo { entry: Some(*entry), reason: Some(reason.word().to_owned()), sure: *sure })
            }
            (Self::UndoBuilt { entry, reason, .. }, Choice::Yes) => {
                Some(Command::Undo { entry: Some(*entry), reason: reason.clone(), sure: true })
            }
            _ => None,
        }
    }
}

fn close(station: &StationId, serving: AtClosing) -> Command {
    Command::TurnStation { station: station.clone(), status: StationStatus::Closed, serving: Some(serving) }
}

impl Choice {
    /// The stable word of an answer; people are answered for by their number.
    pub fn word(&self) -> Option<&'static str> {
        Some(match self {
            Self::CheckOut => "out",
            Self::ChangeStation => "station",
            Self::Nothing => "nothing",
            Self::Arrived => "arrived",
            Self::CallAgain => "recall",
            Self::Missed => "absent",
            Self::Done => "done",
            Self::Pool => "pool",
            Self::Yes => "yes",
            Self::No => "no",
            Self::Because(reason) => reason.word(),
            Self::Person(_) => return None,
        })
    }
}

impl Refusal {
    /// The stable code of answers, never translated.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Asks(Question::WhichPerson { .. }) => "ambiguous",
            Self::Asks(_) => "needs_answer",
            Self::Scan { reason, .. } => reason.code(),
            Self::NoOuting => "no_outing",
            Self::NoDeskNumber => "no_desk_number",
            Self::UnknownPerson => "unknown_person",
            Self::OffTheList { .. } => "withdrawn",
            Self::NotIn { .. } => "not_in",
            Self::UnknownUnit => "unknown_unit",
            Self::UnknownService { .. } => "unknown_service",
            Self::NoQueue { .. } => "no_queue",
            Self::ServiceClosed { .. } => "service_closed",
            Self::UnknownStation { .. } => "unknown_station",
            Self::StationNotOpen { .. } => "station_not_open",
            Self::UnknownTicket => "unknown_ticket",
            Self::TicketIs { .. } => "ticket_state",
            Self::TicketAt { .. } => "ticket_elsewhere",
            Self::NoNumber => "no_number",
            Self::NoPrinter => "no_printer",
            Self::ServesOther { .. } => "other_service",
            Self::StationIdle { .. } => "station_idle",
            Self::NobodyWaits { .. } => "nobody_waits",
            Self::NumbersUsedUp { .. } => "numbers_used_up",
            Self::OutOfBounds { .. } => "out_of_bounds",
            Self::EmptyText => "empty_text",
            Self::NotASquareName => "not_a_square_name",
            Self::Backwards => "backwards",
            Self::DeskNumberTaken { .. } => "desk_number_taken",
            Self::NotALetter { .. } => "not_a_letter",
            Self::LetterTaken { .. } => "letter_taken",
            Self::NoLetterLeft => "no_letter_left",
            Self::SlipsOfOther { .. } => "slips_of_other",
            Self::SlipsCounted { .. } => "slips_counted",
            Self::NoDayOfTheOuting { .. } => "other_day",
            Self::NothingToUndo => "nothing_to_undo",
            Self::UnknownEntry => "unknown_entry",
            Self::AlreadyUndone { .. } => "already_undone",
            Self::CannotUndo { .. } => "cannot_undo",
            Self::FormerValueUnknown { .. } => "former_value_unknown",
            Self::NotForTheRoster => "not_for_the_roster",
            Self::UnknownNumber { .. } => "unknown_number",
            Self::NothingAsked => "no_question",
            Self::NoPhoneTail => "no_phone_tail",
            Self::UnknownNotice => "unknown_notice",
            Self::OnlyPractised { .. } => "only_practised",
            Self::Practising => "practising",
            Self::UnknownDesk => "unknown_desk",
        }
    }
}

impl ScanReason {
    /// The stable code of answers (rules.md section 2).
    pub fn code(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::NotOurs => "not_ours",
            Self::OtherEvent => "other_event",
            Self::Forged => "forged",
            Self::UnknownBadge => "unknown_badge",
            Self::ReplacedBadge => "replaced_badge",
            Self::RevokedBadge => "revoked_badge",
            Self::Withdrawn => "withdrawn",
            Self::Ambiguous => "ambiguous",
            Self::WrongKind => "wrong_kind",
            Self::UnknownCard => "unknown_card",
            Self::UnknownSlip => "unknown_slip",
            Self::RevokedCard => "revoked_card",
        }
    }
}
