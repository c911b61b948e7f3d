//! The journal: what was acknowledged stays, in two copies of which either rebuilds the other. The only room with sled.
//!
//! [`Journal::open`] reads a data folder and mends it; [`Journal::append`] and [`Journal::import`] hand entries to the
//! one writer and answer when they are durable; [`Reader`] serves other desks and exports; [`verify`] checks a folder
//! that nobody has open. Which facts may be written, and what they mean, is not known here.
//!
//! Read `folder` (what is where) first, then `writer` (how a fact becomes durable), then `look`, `mend` and `unite`
//! (how a folder is read and made whole).

mod aside;
mod backup;
mod ballast;
mod disk;
mod error;
mod fault;
mod folder;
mod follow;
mod group;
mod index;
mod keys;
mod log;
mod look;
mod mend;
mod meta;
mod opened;
mod peek;
mod reader;
mod reading;
mod restore;
mod second;
mod shared;
mod system;
mod trees;
mod unite;
mod verify;
mod writer;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TryRecvError, TrySendError, sync_channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::wire::{Line, RecordLine};

pub use disk::{Disk, LogFile, RealDisk};
pub use error::JournalError;
pub use fault::{Fault, SecondFault};
pub use follow::{Followed, Follower};
pub use group::Saved;
pub use index::{Head, Hole};
pub use keys::{JoinDigits, Keys, Secret, kept_in};
pub use opened::{Healed, Opened, Options};
pub use peek::peek;
pub use reader::{Page, Reader};
pub use reading::Read;
pub use restore::{Copies, copies};
pub use shared::Status;
pub use system::{create_private_folder, replace as replace_file};
pub use verify::{Problem, Verified, verify};

use backup::Keeper;
use group::Submission;
use look::Looked;
use mend::Parts;
use shared::Shared;
use writer::{Job, Writer};

/// Submissions that may wait for the disk. A person makes one a second; at 1,000 the disk is dead.
const WAITING: usize = 1000;

/// An open data folder.
pub struct Journal {
    /// `None` while closing.
    jobs: Option<SyncSender<Job>>,
    writer: Option<JoinHandle<()>>,
    keeper: Option<Keeper>,
    shared: Arc<Shared>,
    round: AtomicU64,
}

/// An answer that will come.
#[must_use = "nothing is saved before the answer says so"]
pub struct Pending<T>(Receiver<Result<T, JournalError>>);

impl Journal {
    /// Opens a folder, made when it is not there, and hands every entry and roster record in it to `each`, in no
    /// particular order.
    pub fn open(folder: &Path, options: Options, mut each: impl FnMut(Read)) -> Result<(Self, Opened), JournalError> {
        let looked = Looked::at(folder, &options, &mut each)?;
        let (parts, opened) = mend::mend(looked, &options)?;
        Ok((Self::start(parts, options)?, opened))
    }

    fn start(parts: Parts, options: Options) -> Result<Self, JournalError> {
        let (folder, ballast) = (Arc::clone(&parts.folder), parts.ballast.clone());
        let (writer, shared) = Writer::new(parts, options.wake.clone());
        let (jobs, waiting) = sync_channel(WAITING);
        let thread = thread::Builder::new().name("journal".to_owned()).spawn(move || writer.run(&waiting));
        let writer = Some(thread.map_err(|error| JournalError::of(folder.path(), &error))?);
        let keeper = Keeper::start(folder, ballast, options, Arc::clone(&shared));
        Ok(Self { jobs: Some(jobs), writer, keeper, shared, round: AtomicU64::new(1) })
    }

    /// Saves entries of this desk, all or none of them; the records are durable before the entries. Never waits.
    ///
    /// After an error nothing is saved that was submitted in the same round: it was decided on what was not saved.
    /// Take all of it back, then begin the [next round](Self::next_round).
    pub fn append(&self, entries: Vec<Line>, records: Vec<RecordLine>) -> Pending<Saved> {
        self.submit(entries, records, Some(self.round.load(Ordering::Relaxed)))
    }

    /// Begins a new round of appends, after what was not saved was taken back.
    pub fn next_round(&self) {
        self.round.fetch_add(1, Ordering::Relaxed);
    }

    /// Saves what came from elsewhere: what is held already is passed over, what contradicts it is refused by name.
    pub fn import(&self, entries: Vec<Line>, records: Vec<RecordLine>) -> Pending<Saved> {
        self.submit(entries, records, None)
    }

    fn submit(&self, entries: Vec<Line>, records: Vec<RecordLine>, round: Option<u64>) -> Pending<Saved> {
        let (answer, pending) = sync_channel(1);
        let submission = Submission { entries, records, round, answer: answer.clone() };
        if let Err(error) = self.send(Job::Save(submission)) {
            if let Some(round) = round {
                self.shared.fail(round);
            }
            let _ = answer.send(Err(error));
        }
        Pending(pending)
    }

    /// Who this desk is and what it may.
    pub fn keys(&self) -> Keys {
        self.shared.keys().clone()
    }

    /// Puts other keys in the place of these.
    pub fn change_keys(&self, keys: Keys) -> Pending<()> {
        let (answer, pending) = sync_channel(1);
        if let Err(error) = self.send(Job::Keys(keys, answer.clone())) {
            let _ = answer.send(Err(error));
        }
        Pending(pending)
    }

    fn send(&self, job: Job) -> Result<(), JournalError> {
        let jobs = self.jobs.as_ref().ok_or(JournalError::Closed)?;
        jobs.try_send(job).map_err(|refused| match refused {
            TrySendError::Full(_) => JournalError::Busy,
            TrySendError::Disconnected(_) => JournalError::Closed,
        })
    }

    /// Keeps refused lines to be looked at, as far as there is room. Nothing waits for it.
    pub fn keep_aside(&self, lines: Vec<u8>) {
        // A writer that has no time for it has better things to do.
        let _ = self.send(Job::Aside(lines));
    }

    /// How it goes; cheap enough for every frame.
    pub fn status(&self) -> Status {
        self.shared.status()
    }

    /// Reads what is durable, on any thread.
    pub fn reader(&self) -> Reader {
        Reader::new(Arc::clone(&self.shared))
    }

    /// Dated copies go to these folders too from now on, each desk's into a folder of its own there; a folder that is
    /// not there, a stick that is not plugged in, is passed over.
    pub fn back_up_to(&self, folders: Vec<PathBuf>) {
        *self.shared.backup_to() = folders;
    }

    /// Saves what waits, writes the last dated copy and lets the folder go.
    pub fn close(self) {}
}

impl Drop for Journal {
    fn drop(&mut self) {
        self.jobs = None;
        let threads = self.writer.take().into_iter().chain(self.keeper.take().map(Keeper::stop));
        for thread in threads {
            // A thread that panicked has nothing left to wait for.
            let _ = thread.join();
        }
    }
}

impl fmt::Debug for Journal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Journal").field("facts", &self.shared.facts).finish_non_exhaustive()
    }
}

impl<T> Pending<T> {
    /// The answer, when it is there.
    pub fn try_take(&self) -> Option<Result<T, JournalError>> {
        match self.0.try_recv() {
            Ok(answer) => Some(answer),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(Err(JournalError::Closed)),
        }
    }

    /// The answer, when it comes within a time.
    pub fn wait_for(&self, limit: Duration) -> Option<Result<T, JournalError>> {
        match self.0.recv_timeout(limit) {
            Ok(answer) => Some(answer),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => Some(Err(JournalError::Closed)),
        }
    }

    /// Waits for the answer.
    pub fn wait(self) -> Result<T, JournalError> {
        self.0.recv().unwrap_or(Err(JournalError::Closed))
    }
}

#[cfg(test)]
mod tests;
