//! The second copy behind a thread of its own: whatever sled does there (fail, panic, hang) is an answer here.
//!
//! Nothing waits longer than its limit. After one fault the copy is left alone until the next start, which compares
//! it with the mirror.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use super::fault::Fault;
use super::trees::{Pair, Shelf, Trees};

/// Opening reads the whole log of a database that was killed; 1,000,000 facts took a second.
const OPEN_LIMIT: Duration = Duration::from_secs(20);
/// A lock of our own may outlive the process or the thread that held it for a moment.
const LOCK_PATIENCE: Duration = Duration::from_secs(2);
const LOCK_PAUSE: Duration = Duration::from_millis(50);
/// How long one write may take before the desk goes on without the second copy.
pub const WRITE_LIMIT: Duration = Duration::from_secs(2);
/// Lines handed over at once while reading: some 100 KB.
const CHUNK_LINES: usize = 256;

type Ask = Box<dyn FnOnce(&Trees) + Send>;

/// An open second copy.
pub struct Second {
    asks: SyncSender<Ask>,
    /// Ends when the thread does.
    ended: Receiver<()>,
}

/// An answer that is being worked out.
pub struct Asked<T>(Receiver<Result<T, Fault>>);

impl<T> Asked<T> {
    /// The answer, or that it takes too long.
    pub fn within(self, limit: Duration) -> Result<T, Fault> {
        self.0.recv_timeout(limit).map_err(fault_of_silence)?
    }
}

/// A second copy that is being opened while others work.
pub struct Opening {
    folder: PathBuf,
    second: Second,
    ready: Receiver<Result<(), Fault>>,
}

impl Opening {
    /// Begins to open the folder of a generation.
    pub fn begin(folder: PathBuf) -> Self {
        // Of a snapshot that was being written when the power went only this half remains; sled never opens with it.
        remove_files(&folder, |name| name.starts_with("snap.") && name.ends_with(".generating"));
        let (asks, asked) = sync_channel(1);
        let (open, ready) = sync_channel(1);
        let (alive, ended) = sync_channel(0);
        let path = folder.clone();
        let work = move || {
            // A panic drops the channels, which is all that the other side needs to know.
            let _ = catch_unwind(AssertUnwindSafe(|| serve(&path, &open, &asked)));
            drop(alive);
        };
        // Without a thread the channels are gone at once, too.
        let _ = thread::Builder::new().name("second copy".to_owned()).spawn(work);
        Self { folder, second: Second { asks, ended }, ready }
    }

    /// The copy once it is open, after the remedies that are known.
    pub fn finish(self) -> Result<Second, Fault> {
        let started = Instant::now();
        let mut opening = self;
        let mut snapshots_kept = true;
        loop {
            let fault = match opening.ready.recv_timeout(OPEN_LIMIT) {
                Ok(Ok(())) => return Ok(opening.second),
                Ok(Err(fault)) => fault,
                Err(RecvTimeoutError::Timeout) => return Err(Fault::Slow),
                Err(RecvTimeoutError::Disconnected) => Fault::Died,
            };
            match fault {
                Fault::Locked if started.elapsed() < LOCK_PATIENCE => thread::sleep(LOCK_PAUSE),
                // A snapshot only saves time: without it the log is read from its beginning.
                Fault::Damaged | Fault::Died if snapshots_kept => {
                    snapshots_kept = false;
                    remove_files(&opening.folder, |name| name.starts_with("snap."));
                }
                fault => return Err(fault),
            }
            opening = Self::begin(opening.folder);
        }
    }
}

impl Second {
    /// Has the trees asked on their own thread, and waits for the answer.
    pub fn ask<T: Send + 'static>(
        &self,
        limit: Duration,
        ask: impl FnOnce(&Trees) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        self.begin(ask)?.within(limit)
    }

    /// Has the trees asked while the caller goes on.
    pub fn begin<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&Trees) -> Result<T, Fault> + Send + 'static,
    ) -> Result<Asked<T>, Fault> {
        let (answer, answered) = sync_channel(1);
        let ask: Ask = Box::new(move |trees| {
            let _ = answer.send(ask(trees));
        });
        self.asks.try_send(ask).map_err(|_| Fault::Died)?;
        Ok(Asked(answered))
    }

    /// Hands over all lines of a shelf.
    pub fn scan(&self, tree: Shelf, mut each: impl FnMut(Pair)) -> Result<(), Fault> {
        // Four chunks under way keep both sides busy; `None` is the end.
        let (chunks, read) = sync_channel::<Result<Option<Vec<Pair>>, Fault>>(4);
        let ask: Ask = Box::new(move |trees| {
            let mut chunk = Vec::with_capacity(CHUNK_LINES);
            let scanned = trees.scan(tree, |pair| {
                chunk.push(pair);
                chunk.len() < CHUNK_LINES || chunks.send(Ok(Some(std::mem::take(&mut chunk)))).is_ok()
            });
            let _ = chunks.send(Ok(Some(chunk))).and_then(|()| chunks.send(scanned.map(|()| None)));
        });
        self.asks.try_send(ask).map_err(|_| Fault::Died)?;
        while let Some(chunk) = read.recv_timeout(OPEN_LIMIT).map_err(fault_of_silence)?? {
            chunk.into_iter().for_each(&mut each);
        }
        Ok(())
    }

    /// Closes it; a copy that does not come to an end in time is left behind.
    pub fn close(self) {
        drop(self.asks);
        let _ = self.ended.recv_timeout(WRITE_LIMIT);
    }
}

fn serve(folder: &Path, open: &SyncSender<Result<(), Fault>>, asked: &Receiver<Ask>) {
    match Trees::open(folder) {
        Ok(trees) => {
            let _ = open.send(Ok(()));
            for ask in asked {
                ask(&trees);
            }
        }
        Err(fault) => {
            let _ = open.send(Err(fault));
        }
    }
}

fn fault_of_silence(silence: RecvTimeoutError) -> Fault {
    match silence {
        RecvTimeoutError::Timeout => Fault::Slow,
        RecvTimeoutError::Disconnected => Fault::Died,
    }
}

/// Removes files by name; what cannot be removed is met again by whoever opens the folder.
fn remove_files(folder: &Path, which: impl Fn(&str) -> bool) {
    for file in fs::read_dir(folder).into_iter().flatten().flatten() {
        if file.file_name().to_str().is_some_and(&which) {
            let _ = fs::remove_file(file.path());
        }
    }
}
