//! Opening a desk: the data folder is read and mended, everything folded, a new series begun.

use std::path::Path;
use std::sync::Arc;

use crate::domain::board::Board;
use crate::domain::ids::{DeskId, Epoch, Series};
use crate::domain::time::Stamp;
use crate::journal::{Disk, Journal, JournalError, Keys, Opened, Options, Read, Secret};
use crate::printer::{Patience, Printer};
use crate::words::Said;

use super::Desk;
use super::chance::{Chance, NoChance};
use super::clock::Clock;
use super::paper_thread::{PaperCopy, PaperOptions};
use super::people::People;
use super::scribe::Scribe;
use super::settings::Kept;

/// What a desk does not decide by itself.
#[derive(Default)]
pub struct DeskOptions {
    /// Where it has its time from.
    pub clock: Clock,
    /// Where it has its random values from.
    pub chance: Chance,
    /// Called from another thread when answers are ready for [`Desk::collect`].
    pub wake: Option<Arc<dyn Fn() + Send + Sync>>,
    /// How the paper beside the machine is kept; not at all without.
    pub paper: Option<PaperOptions>,
    /// The disk that facts are written to; the machine's own without.
    pub disk: Option<Arc<dyn Disk>>,
}

/// Why a desk did not open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeskError {
    /// The data folder.
    Journal(JournalError),
    /// The system gives no random numbers.
    NoChance,
}

impl From<JournalError> for DeskError {
    fn from(error: JournalError) -> Self {
        Self::Journal(error)
    }
}

impl From<NoChance> for DeskError {
    fn from(_: NoChance) -> Self {
        Self::NoChance
    }
}

impl DeskError {
    /// As a sentence with a next step.
    pub fn said(&self) -> Said {
        match self {
            Self::Journal(error) => error.said(),
            Self::NoChance => crate::words::desk::NO_CHANCE.said(),
        }
    }
}

impl Desk {
    /// Opens a data folder (made when it is not there) and begins a new series in it.
    pub fn open(folder: &Path, options: DeskOptions) -> Result<(Self, Opened), DeskError> {
        let DeskOptions { clock, mut chance, wake, paper, disk } = options;
        let rings = wake.clone();
        let event_key = Secret(chance.key()?);
        let fresh = Keys { desk: DeskId(chance.word()?), event_key, join_code: None };
        let usual = Options::new(fresh);
        let journal_options = Options { wake, disk: disk.unwrap_or_else(|| Arc::clone(&usual.disk)), ..usual };
        let (mut board, mut people) = (Board::default(), People::default());
        let mut seen_in_roster = Stamp::default();
        let (journal, opened) = Journal::open(folder, journal_options, |read| match read {
            Read::Entry(entry) => {
                board.absorb(entry);
            }
            Read::Record(record) => {
                seen_in_roster = seen_in_roster.max(record.stamp);
                people.absorb(record);
            }
        })?;
        people.index_all(&board);
        let keys = journal.keys();
        let epoch = Epoch(u32::try_from(chance.word()? >> 32).unwrap_or_default());
        let series = Series { desk: keys.desk, epoch };
        let scribe = Scribe::new(series, opened.last_own, board.ledger().greatest_stamp());
        let settings = Kept::open(folder);
        let paper = paper.map(|options| PaperCopy::start(options, folder, &settings.get().paper));
        if let Some(paper) = &paper {
            journal.back_up_to(paper.chosen());
        }
        // What a newer program wrote there and this one cannot read stays as it is.
        let place = settings.get().printer.as_ref().and_then(|place| place.parse().ok());
        let mut desk = Self {
            board,
            people,
            set_aside: None,
            journal,
            scribe,
            clock,
            chance,
            event_secret: keys.event_key.0,
            pending: std::collections::VecDeque::new(),
            last_token: 0,
            last_scan: None,
            settings,
            printer: place.map(|place| Printer::new(place, Patience::default())),
            operator: None,
            inflow: super::inflow::Inflow::default(),
            unpacking: None,
            shared_roster: None,
            paper,
            clocks_heard: std::collections::BTreeMap::new(),
            meeting: None,
            meet_options: super::MeetOptions::default(),
            wake: rings,
            folder: folder.to_path_buf(),
        };
        desk.see(seen_in_roster);
        Ok((desk, opened))
    }
}
