//! The thread that writes the paper beside the machine: page and table, to each folder, at most once a minute. What
//! stands on the paper is gathered by the desk; here is only when and where.
//!
//! A file is written as `*.in_progress` and renamed: whoever opens one finds it whole.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::domain::time::Wall;
use crate::words::sheets::Document;
use crate::words::{Lang, Said, desk as words};
use crate::{journal, office, paper};

use super::out_error::OutError;

/// A little less than a minute, for what a stick takes to write: no copy is older than a minute.
const EVERY: Duration = Duration::from_secs(55);
/// How long the end waits for a stick; one that hangs is left behind.
const END_LIMIT: Duration = Duration::from_secs(5);
const END_PAUSE: Duration = Duration::from_millis(10);
/// Where the copies are while nobody named a folder: in the data folder.
const OWN_FOLDER: &str = "paper";

/// How a desk keeps its paper.
#[derive(Debug, Clone)]
pub struct PaperOptions {
    /// The folders of this run, instead of those that are remembered; the second need not be there.
    pub folders: Option<Vec<PathBuf>>,
    /// The time between two copies.
    pub every: Duration,
    /// The language of the pages.
    pub lang: Lang,
}

impl Default for PaperOptions {
    fn default() -> Self {
        Self { folders: None, every: EVERY, lang: Lang::default() }
    }
}

/// One folder and how its last copy went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperFolder {
    /// Where.
    pub path: PathBuf,
    /// How it went.
    pub state: PaperState,
}

impl PaperFolder {
    /// Whether its last copy was not written.
    pub fn has_failed(&self) -> bool {
        matches!(self.state, PaperState::Failed(_))
    }
}

/// How the last copy to a folder went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaperState {
    /// None was written yet.
    Nothing,
    /// It is as of this moment.
    Written(Wall),
    /// The second folder, a stick, is not plugged in.
    Absent,
    /// It was not written, and why.
    Failed(Said),
}

/// The paper of one desk.
pub struct PaperCopy {
    options: PaperOptions,
    own_folder: PathBuf,
    folders: Arc<Mutex<Vec<PaperFolder>>>,
    /// What changed since the last copy was gathered, or nothing was gathered yet.
    is_news: bool,
    /// Whether something of this run is on no copy.
    is_unwritten: bool,
    gathered_at: Option<Instant>,
    to: Option<SyncSender<Paper>>,
    ended: Receiver<()>,
}

/// What is to be written, and as which files.
pub struct Paper {
    /// The document.
    pub document: Document,
    /// The files' name without its ending.
    pub name: String,
    /// As of when.
    pub at: Wall,
}

impl PaperCopy {
    /// Begins to keep copies of the desk with this data folder.
    pub fn start(options: PaperOptions, data: &Path, remembered: &[PathBuf]) -> Self {
        let own_folder = data.join(OWN_FOLDER);
        let folders = Arc::new(Mutex::new(Vec::new()));
        // One copy is written, one waits; a third would be the same a moment later.
        let (to, copies) = sync_channel::<Paper>(1);
        let (alive, ended) = sync_channel(0);
        let written = Arc::clone(&folders);
        let own = own_folder.clone();
        let work = move || {
            for copy in copies {
                write_to_all(&copy, &written, &own);
            }
            drop(alive);
        };
        let thread = thread::Builder::new().name("paper".to_owned()).spawn(work);
        let to = thread.ok().map(|_| to);
        let mut paper =
            Self { options, own_folder, folders, is_news: true, is_unwritten: false, gathered_at: None, to, ended };
        paper.use_folders(remembered);
        paper
    }

    /// Goes on with folders that were just chosen, whatever this run began with.
    pub fn choose(&mut self, folders: &[PathBuf]) {
        self.options.folders = None;
        self.use_folders(folders);
    }

    /// Goes on with these folders, if they are other ones; the next copy comes at once.
    fn use_folders(&mut self, remembered: &[PathBuf]) {
        let wanted = match &self.options.folders {
            Some(folders) => folders.as_slice(),
            None if remembered.is_empty() => std::slice::from_ref(&self.own_folder),
            None => remembered,
        };
        let mut folders = locked(&self.folders);
        if !folders.iter().map(|folder| &folder.path).eq(wanted) {
            *folders =
                wanted.iter().map(|path| PaperFolder { path: path.clone(), state: PaperState::Nothing }).collect();
            (self.is_news, self.gathered_at) = (true, None);
        }
    }

    /// The folders that somebody chose: not the data folder's own.
    pub fn chosen(&self) -> Vec<PathBuf> {
        locked(&self.folders).iter().map(|folder| folder.path.clone()).filter(|path| *path != self.own_folder).collect()
    }

    /// Something changed that stands on the paper.
    pub fn note_change(&mut self) {
        (self.is_news, self.is_unwritten) = (true, true);
    }

    /// The folders and how their last copies went.
    pub fn folders(&self) -> Vec<PaperFolder> {
        locked(&self.folders).clone()
    }

    /// The language of the pages.
    pub fn lang(&self) -> Lang {
        self.options.lang
    }

    /// Whether something of this run is on no copy.
    pub fn is_unwritten(&self) -> bool {
        self.is_unwritten
    }

    /// Whether it is time for a copy.
    pub fn is_due(&self) -> bool {
        // What failed is tried again, be there news or not.
        let is_wanted = self.is_news || locked(&self.folders).iter().any(PaperFolder::has_failed);
        is_wanted && self.to.is_some() && self.gathered_at.is_none_or(|at| at.elapsed() >= self.options.every)
    }

    /// Hands a copy to the writing thread. While it is busy with a slow stick the copy comes a little later.
    pub fn hand_over(&mut self, copy: Paper) {
        if self.to.as_ref().is_some_and(|to| to.try_send(copy).is_ok()) {
            (self.is_news, self.is_unwritten, self.gathered_at) = (false, false, Some(Instant::now()));
        }
    }

    /// Writes a last copy if there is one, and waits for it; but not for a stick that hangs.
    pub fn end(&mut self, last: Option<Paper>) {
        let Some(to) = self.to.take() else { return };
        let (started, mut last) = (Instant::now(), last);
        while let Some(copy) = last.take() {
            match to.try_send(copy) {
                Err(TrySendError::Full(copy)) if started.elapsed() < END_LIMIT => last = Some(copy),
                _handed_over_or_given_up => break,
            }
            thread::sleep(END_PAUSE);
        }
        drop(to);
        let _ended = self.ended.recv_timeout(END_LIMIT);
    }
}

fn locked(folders: &Mutex<Vec<PaperFolder>>) -> MutexGuard<'_, Vec<PaperFolder>> {
    folders.lock().unwrap_or_else(PoisonError::into_inner)
}

fn write_to_all(copy: &Paper, folders: &Mutex<Vec<PaperFolder>>, own: &Path) {
    // Nothing is written while the list is held: the screen looks at it.
    let paths: Vec<PathBuf> = locked(folders).iter().map(|folder| folder.path.clone()).collect();
    let (page, table) = (paper::document(&copy.document), office::separated(&copy.document));
    for (place, path) in paths.iter().enumerate() {
        let state = if place > 0 && !path.is_dir() {
            PaperState::Absent
        } else {
            write_to(path, copy, page.as_bytes(), &table, own).map_or_else(PaperState::Failed, PaperState::Written)
        };
        if let Some(folder) = locked(folders).iter_mut().find(|folder| folder.path == *path) {
            folder.state = state;
        }
    }
}

fn write_to(folder: &Path, copy: &Paper, page: &[u8], table: &[u8], own: &Path) -> Result<Wall, Said> {
    if folder == own {
        journal::create_private_folder(folder).map_err(|error| failed(folder, error))?;
    }
    if !folder.is_dir() {
        return Err(words::OUT_NO_FOLDER.fill([("path", folder.display().to_string())]));
    }
    for (ending, bytes) in [("html", page), ("csv", table)] {
        let path = folder.join(format!("{}.{ending}", copy.name));
        journal::replace_file(&path, |file| file.write_all(bytes)).map_err(|error| failed(&path, error))?;
    }
    Ok(copy.at)
}

fn failed(path: &Path, error: std::io::Error) -> Said {
    OutError::Write { path: path.to_owned(), error }.said()
}
