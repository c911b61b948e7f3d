//! What happens to the program, in its own words: keys by their meaning, scans, and the answers to its own effects.
//!
//! Keys become actions in [`super::keymap`]; what an action changes is said in [`super::update`]. Nothing here knows
//! the terminal, and nothing here is done yet.

use std::sync::Arc;

use crate::badge::Squares;
use crate::desk::{ImportSummary, Reply, Similar};
use crate::domain::command::Scanned;
use crate::domain::ids::PersonId;
use crate::domain::outcome::Outcome;
use crate::domain::refusal::Refusal;
use crate::office::{HeadsSeen, RosterFile};
use crate::words::Said;

use super::editing::TextField;

/// One thing that happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// A character was typed.
    Typed(char),
    /// A text was pasted.
    Pasted(String),
    /// The last characters typed were the beginning of a scan: they are taken back.
    TakenBack(usize),
    /// Time has passed, in milliseconds since the start; only screens that move by themselves hear of it.
    Tick(u64),
    /// A moment has passed since the last character: it was no scan.
    Settled,
    /// A key of a text field.
    Edit(Edit),
    /// A code was scanned, wherever the focus is.
    Scanned(Scanned),

    /// Enter: go on.
    Confirm,
    /// Esc: go back.
    Back,
    /// To the next field or tab.
    Next,
    /// To the field or tab before.
    Previous,
    /// Another row is chosen.
    Choose(Step),
    /// To a screen.
    Go(Screen),
    /// Undo this desk's last fact.
    Undo,
    /// The next theme.
    NextTheme,
    /// The other language.
    OtherLang,
    /// End practice; in the set-up, ask whether to begin it.
    Practice,
    /// Open the page of refused scans.
    Scans,
    /// The bell on or off.
    Sound,
    /// Open the page of keys.
    Help,
    /// Ask whether to end.
    AskQuit,

    /// One more of what is chosen.
    More,
    /// One fewer of what is chosen.
    Fewer,
    /// Something new.
    Add,
    /// A roster file.
    OpenFile,
    /// The unit of the chosen person arrives together.
    BringTeam,
    /// Show the badge of the chosen person.
    ShowBadge,
    /// Open what may be done with the chosen person.
    Manage,
    /// Badges and cards on sheets.
    Print,
    /// Where slips are printed.
    Printer,
    /// The figures of another day.
    OtherDay,
    /// What the chosen service is to reach.
    Target,
    /// The event lead confirms what is estimated for the one chosen.
    Vouch,
    /// The event lead confirms what is estimated for everybody in the list.
    VouchForAll,
    /// Say which square of a city this desk is of.
    NameSquare,
    /// Draw the badge's code in the other rendering.
    OtherRendering,

    /// Give out a priority number for the chosen service.
    TakePriority,
    /// A key of the chosen station.
    Turn(Turn),
    /// Open the list of steps off the straight way.
    Detours,
    /// Count so many for the chosen service.
    Count(u32),
    /// Enter paper slips that were served.
    EnterSlips,
    /// Say the evening's sentence.
    Sentence,
    /// Write the report and the sentence to files.
    HandOver,

    /// The clerk answered a command.
    Answered(Answer),
    /// The people whom the text of an [`super::effect::Effect::Find`] means, best first.
    Found(Vec<PersonId>),
    /// The text of an [`super::effect::Effect::Read`] is no code.
    NoCode,
    /// What may be done with somebody is to be opened.
    Managed(PersonId),
    /// An edit was saved, or why not.
    Edited(Answer),
    /// Somebody on the list may be the walk-in: which is to be asked.
    Similar(Vec<Similar>),
    /// A walk-in is on the list.
    Registered(PersonId),
    /// The badge that was asked for.
    BadgeDrawn {
        /// Whose.
        person: PersonId,
        /// Its code.
        squares: Squares,
    },
    /// What is in the roster file that was asked for, or what is wrong with it, line by line.
    RosterRead(Result<RosterSeen, Box<RosterFault>>),
    /// The roster file is taken in, or why not.
    Imported(Result<ImportSummary, Said>),
    /// The sheet is in its file, or why not.
    Printed(Result<Said, Said>),
    /// The paper copy goes to other folders, or why not.
    PaperKept(Result<(), Said>),
    /// The square is set up, or why not.
    SquareSetUp(Result<ImportSummary, Said>),
    /// The join code is there to be shown.
    Invited,
    /// What came of a step among the desks: joining, leaving, a parcel.
    DesksTold(Result<Said, Said>),
    /// Who is around is another picture than before.
    AroundChanged,
    /// Practice began or ended.
    PracticeTurned,
    /// Facts came in: what was worked out from the board may be old.
    BoardChanged,
}

impl Action {
    /// Does to a text field what the action means there. `false` when it means nothing there.
    pub fn edit(&self, field: &mut TextField) -> bool {
        match self {
            Self::Typed(typed) => field.insert(*typed),
            Self::Pasted(text) => field.paste(text),
            Self::TakenBack(chars) => field.take_back(*chars),
            Self::Edit(edit) => match edit {
                Edit::Backspace => field.backspace(),
                Edit::Delete => field.delete(),
                Edit::DeleteWord => field.delete_word(),
                Edit::Clear => field.clear(),
                Edit::Left => field.left(),
                Edit::Right => field.right(),
                Edit::Home => field.home(),
                Edit::End => field.end(),
            },
            _ => return false,
        }
        true
    }
}

/// A roster file that was looked into.
#[derive(Debug, Clone, PartialEq)]
pub struct RosterSeen {
    /// The file.
    pub file: Arc<RosterFile>,
    /// What people should know of it before they take it in.
    pub preview: Vec<Said>,
    /// What it would change on the list.
    pub summary: ImportSummary,
}

/// A roster file that was not read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RosterFault {
    /// Why, line by line.
    pub said: Vec<Said>,
    /// Its heads, when they say too little.
    pub heads: Option<HeadsSeen>,
    /// The rows that are all right, when only some are not.
    pub others: Option<RosterSeen>,
}

/// What a station does next with whom it called or serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// Done with this one, if anybody, and call the next.
    Next,
    /// Call again.
    CallAgain,
    /// Nobody came.
    Missed,
    /// Done, and nobody is called yet.
    Done,
}

/// The screens, in the order of their keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Screen {
    /// Volunteers arrive.
    #[default]
    CheckIn,
    /// Residents take numbers and are called.
    Queue,
    /// Live counts.
    Tally,
    /// The square itself: roster and set-up.
    Square,
    /// The public display.
    Display,
}

/// A key of a text field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edit {
    /// Delete to the left.
    Backspace,
    /// Delete to the right.
    Delete,
    /// Delete the word to the left.
    DeleteWord,
    /// Empty the field.
    Clear,
    /// Move left.
    Left,
    /// Move right.
    Right,
    /// Move to the beginning.
    Home,
    /// Move to the end.
    End,
}

/// How the chosen row moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// One up.
    Up,
    /// One down.
    Down,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
}

/// Rows that a page moves by: less than any list that scrolls is high, so no row is jumped over.
const PAGE_ROWS: usize = 8;

impl Step {
    /// The chosen row after the step, within so many rows.
    pub fn from(self, chosen: usize, count: usize) -> usize {
        let moved = match self {
            Self::Up => chosen.saturating_sub(1),
            Self::Down => chosen.saturating_add(1),
            Self::PageUp => chosen.saturating_sub(PAGE_ROWS),
            Self::PageDown => chosen.saturating_add(PAGE_ROWS),
        };
        moved.min(count.saturating_sub(1))
    }
}

/// What the clerk answered; no more than a screen needs.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// Done, and durable.
    Done(Outcome),
    /// Not done, by the rules.
    Refused(Refusal),
    /// Not done: the disk did not take it. Nothing of it counts.
    NotSaved(Said),
}

impl From<Reply> for Answer {
    /// The answer without what only the journal needs.
    fn from(reply: Reply) -> Self {
        match reply {
            Reply::Done { outcome, .. } => Self::Done(outcome),
            Reply::Refused { refusal, .. } => Self::Refused(refusal),
            Reply::NotSaved(error) => Self::NotSaved(error.said()),
        }
    }
}
