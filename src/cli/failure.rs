//! Why a command of the program did not do what it should: data for a sentence, and the lines that name each cause.

use std::io;
use std::path::{Path, PathBuf};

use crate::desk::out::OutError;
use crate::desk::{DeskError, ImportError, MeetError, ParcelError, RestoreError};
use crate::domain::board::Board;
use crate::domain::refusal::Refusal;
use crate::domain::roster::Roster;
use crate::journal::{JournalError, Problem};
use crate::office::{BadCell, ColumnMapError, HeadsSeen, RosterFileError};
use crate::sync::SyncError;
use crate::tui::terminal::ScreenError;
use crate::words::names::Names;
use crate::words::{Lang, Said, cards, cli, hours, office, refusal, sync};

use super::outings::OutingError;

/// What went wrong.
#[derive(Debug)]
pub enum Failure {
    /// No folder for data.
    NoHome,
    /// The data folder did not open.
    Desk(DeskError),
    /// The disk.
    Journal(JournalError),
    /// The roster file.
    Roster(RosterFileError),
    /// What was said of its columns.
    Map(ColumnMapError),
    /// Other desks.
    Meet(MeetError),
    /// What is carried by stick.
    Parcel(ParcelError),
    /// Copies of facts.
    Restore(RestoreError),
    /// A join code is needed and nobody is there to type it.
    NoCode,
    /// A join code that is none.
    NotACode {
        /// What was given.
        given: String,
    },
    /// Nobody with the code was found.
    Nobody,
    /// Not everything came in time.
    NotInTime {
        /// How many entries are here.
        facts: u64,
        /// How many are missing, as far as was heard.
        missing: u64,
        /// How long it was tried.
        seconds: u64,
    },
    /// What keeps this desk from the others.
    Apart(Vec<Said>),
    /// By the rules.
    Refused(Refusal),
    /// No badge and no card of the kind that was to be printed.
    NothingToPrint,
    /// Nobody's hours are to be printed.
    NoSheets,
    /// Several people fit where one is meant.
    Several {
        /// How many.
        people: usize,
    },
    /// It is not clear which outing is meant.
    Outing(OutingError),
    /// Nothing is set up where something should be.
    NotSetUp,
    /// A real event where the demo was to be.
    NotADemo {
        /// Where.
        folder: PathBuf,
    },
    /// The scripted morning was not answered as it should be.
    Script {
        /// What was said instead.
        said: String,
    },
    /// The terminal.
    Screen(ScreenError),
    /// A document could not be written.
    Out(OutError),
    /// A file could not be written.
    Write {
        /// Which.
        path: PathBuf,
        /// What the system said.
        why: String,
    },
    /// Input or output broke.
    Stream {
        /// What the system said.
        why: String,
    },
    /// The data are not as they were written.
    Wrong(Vec<Problem>),
}

impl Failure {
    /// Writing to a path did not succeed.
    pub fn writing(path: &Path, error: &io::Error) -> Self {
        Self::Write { path: path.to_owned(), why: error.to_string() }
    }

    /// The sentence, and below it one line for each cause.
    pub fn lines(&self, lang: Lang) -> Vec<String> {
        let causes: Vec<Said> = match self {
            Self::Roster(RosterFileError::BadRows { bad, .. }) => {
                bad.iter().map(BadCell::said).chain([cli::GOOD_ROWS.said()]).collect()
            }
            Self::Roster(RosterFileError::NoHeader { seen, .. }) => how_to_map(seen),
            Self::Outing(error) => error.said().1,
            Self::Wrong(problems) => problems.iter().map(Problem::said).collect(),
            Self::Apart(causes) => causes.clone(),
            _ => Vec::new(),
        };
        [self.said()].iter().chain(&causes).map(|said| said.text(lang)).collect()
    }

    fn said(&self) -> Said {
        let path = |path: &Path| path.display().to_string();
        match self {
            Self::NoHome => cli::NO_HOME.said(),
            Self::Desk(error) => error.said(),
            Self::Journal(error) => error.said(),
            Self::Roster(error) => error.said(),
            Self::Map(error) => error.said(),
            Self::Refused(refused) => refusal::said(refused, &Names::new(&Board::default(), &Roster::default())),
            Self::Meet(error) => error.said(),
            Self::Parcel(error) => error.said(),
            Self::Restore(error) => error.said(),
            Self::NoCode => sync::NO_CODE.said(),
            Self::NotACode { given } => sync::NOT_A_CODE.fill([("given", given.clone())]),
            Self::Nobody => sync::NOBODY.said(),
            Self::NotInTime { facts, missing, seconds } => sync::NOT_IN_TIME.fill([
                ("facts", facts.to_string()),
                ("missing", missing.to_string()),
                ("seconds", seconds.to_string()),
            ]),
            Self::Apart(_) => sync::NOT_IN.said(),
            Self::NothingToPrint => cards::NOTHING_TO_PRINT.said(),
            Self::NoSheets => hours::NO_SHEETS.said(),
            Self::Several { people } => hours::SEVERAL.fill([("people", people.to_string())]),
            Self::NotSetUp => cli::NOT_SET_UP.said(),
            Self::Outing(error) => error.said().0,
            Self::NotADemo { folder } => cli::NOT_A_DEMO.fill([("folder", path(folder))]),
            Self::Script { said } => cli::BAD_SCRIPT.fill([("why", said.clone())]),
            Self::Out(error) => error.said(),
            Self::Screen(error) => error.said(),
            Self::Write { path: to, why } => cli::WRITE_FAILED.fill([("path", path(to)), ("why", why.clone())]),
            Self::Stream { why } => cli::STREAM_FAILED.fill([("why", why.clone())]),
            Self::Wrong(problems) => cli::PROBLEMS.fill([("count", problems.len().to_string())]),
        }
    }
}

/// Every column that was seen, and how to say what it holds.
fn how_to_map(seen: &HeadsSeen) -> Vec<Said> {
    let columns = seen.heads.iter().map(|head| {
        let (column, sample) = (head.column.to_string(), head.sample.clone());
        office::COLUMN_SEEN.fill([("column", column), ("head", head.head.clone()), ("sample", sample)])
    });
    columns.chain([cli::HOW_TO_MAP.said()]).collect()
}

impl From<DeskError> for Failure {
    fn from(error: DeskError) -> Self {
        Self::Desk(error)
    }
}

impl From<SyncError> for Failure {
    fn from(error: SyncError) -> Self {
        Self::Meet(MeetError::NotStarted(error))
    }
}

impl From<MeetError> for Failure {
    fn from(error: MeetError) -> Self {
        Self::Meet(error)
    }
}

impl From<RestoreError> for Failure {
    fn from(error: RestoreError) -> Self {
        Self::Restore(error)
    }
}

impl From<ParcelError> for Failure {
    fn from(error: ParcelError) -> Self {
        Self::Parcel(error)
    }
}

impl From<JournalError> for Failure {
    fn from(error: JournalError) -> Self {
        Self::Journal(error)
    }
}

impl From<RosterFileError> for Failure {
    fn from(error: RosterFileError) -> Self {
        Self::Roster(error)
    }
}

impl From<ImportError> for Failure {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::Refused(refusal) => Self::Refused(refusal),
            ImportError::NotSaved(error) => Self::Journal(error),
        }
    }
}

impl From<OutError> for Failure {
    fn from(error: OutError) -> Self {
        Self::Out(error)
    }
}

impl From<ScreenError> for Failure {
    fn from(error: ScreenError) -> Self {
        Self::Screen(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Stream { why: error.to_string() }
    }
}

impl From<OutingError> for Failure {
    fn from(error: OutingError) -> Self {
        Self::Outing(error)
    }
}
