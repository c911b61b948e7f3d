//! What the program wants done in the world, as data. [`super::app`] does it and answers with an action.

use std::net::SocketAddr;
use std::sync::Arc;

use super::bell::Bell;
use crate::desk::{Edits, Gone, QueueWork, SetUp, Sheet, Walkin};
use crate::domain::command::{Command, Scanned};
use crate::domain::ids::{DeskId, PersonId, TicketId};
use crate::office::{ColumnMap, RosterFile};
use crate::paper::CardSize;
use crate::printer::Place;
use crate::sync::JoinCode;

/// A part of the window after an action: itself while it stays open, and what is to be done.
pub type Step<T> = (Option<T>, Vec<Effect>);

/// One thing to do.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Give the clerk a command; answered with [`Answered`](super::action::Action::Answered) once it is durable.
    Perform(Command),
    /// Give the clerk a scan; answered likewise. The same code again at once gets the same answer.
    Scan(Scanned),
    /// Look whether a text is a code; answered with a scan or [`NoCode`](super::action::Action::NoCode).
    Read(String),
    /// Find people; answered with [`Found`](super::action::Action::Found).
    Find(String),
    /// Put a walk-in on the list; answered with [`Registered`](super::action::Action::Registered), or with
    /// [`Similar`](super::action::Action::Similar) unless it is sure that nobody there is the same person.
    Register {
        /// Who.
        walkin: Walkin,
        /// Whether it was asked already.
        sure: bool,
    },
    /// Change what is known of somebody; answered with [`Edited`](super::action::Action::Edited).
    Edit(PersonId, Edits),
    /// Make one of two records of a person; answered with [`Answered`](super::action::Action::Answered).
    Merge {
        /// The record to drop.
        from: PersonId,
        /// The record to keep.
        into: PersonId,
    },
    /// Open what may be done with somebody; answered with [`Managed`](super::action::Action::Managed).
    Manage(PersonId),
    /// Look into a roster file; answered with [`RosterRead`](super::action::Action::RosterRead).
    ReadRoster {
        /// Its path.
        path: String,
        /// Which column is what, where its heads do not say it.
        columns: ColumnMap,
    },
    /// Take a roster file in; answered with [`Imported`](super::action::Action::Imported).
    Import(Arc<RosterFile>, Gone),
    /// Write badges or cards to a file; answered with [`Printed`](super::action::Action::Printed).
    Print {
        /// Which.
        sheet: Sheet,
        /// How large.
        size: CardSize,
        /// To which file.
        path: String,
    },
    /// Keep the paper copy in these folders; answered with [`PaperKept`](super::action::Action::PaperKept).
    KeepPaper(Vec<String>),
    /// Print the slip of a ticket once more; answered with [`Answered`](super::action::Action::Answered).
    Reprint(TicketId),
    /// Somebody looked after the slips that may not have come out.
    SlipsSeen,
    /// Print slips at a place from now on, or none; answered likewise.
    SetPrinter(Option<Place>),
    /// Write the closing sheet to a file; answered with [`Printed`](super::action::Action::Printed).
    WriteClosing(String),
    /// Write the report and the evening's sentence to files; answered with
    /// [`Printed`](super::action::Action::Printed).
    HandOver,
    /// Show a ticket as if its slip had been scanned.
    ShowTicket(TicketId),
    /// Set a new square up; answered with [`SquareSetUp`](super::action::Action::SquareSetUp).
    SetUp(Box<SetUp>),
    /// Set the demo square up; answered likewise.
    SetUpDemo,
    /// Draw somebody's badge; answered with [`BadgeDrawn`](super::action::Action::BadgeDrawn).
    DrawBadge(PersonId),
    /// Draw a join code, or show the one there is; answered with [`Invited`](super::action::Action::Invited).
    Invite,
    /// Go into a square; [`AroundChanged`](super::action::Action::AroundChanged) says how far it is.
    Join {
        /// Its code.
        code: JoinCode,
        /// Where one of its desks is, when it is not found by itself.
        at: Option<SocketAddr>,
        /// Where this laptop stands.
        name: String,
    },
    /// Give joining up.
    StopJoining,
    /// Take this desk off the square; answered with [`DesksTold`](super::action::Action::DesksTold).
    LeaveSquare,
    /// Take a lost laptop off the square; answered likewise, and with the new code.
    RemoveDesk(DeskId),
    /// Pack everything into a file; answered likewise.
    PackParcel(String),
    /// Take in what another desk packed; answered likewise when all of it was looked at.
    UnpackParcel(String),
    /// Begin to practise, or end it; answered with [`PracticeTurned`](super::action::Action::PracticeTurned).
    Practise(bool),
    /// Ring: something was refused before it came to the clerk.
    Ring,
    /// Ring as an answer sounds.
    Sound(Bell),
    /// Remember for the next start how the queue is worked here.
    Remember(QueueWork),
    /// End the program.
    Quit,
}
