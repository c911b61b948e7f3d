//! What goes between the handle and the engine: jobs one way, news the other, and what both may look at.
//!
//! All of it has bounds; what finds no room is dropped, because whoever lacks something asks for it again.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, SyncSender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use crate::domain::ids::{DeskId, EntryKey};

use super::error::Trouble;
use super::hello::About;
use super::page::Welcome;
use super::trust::Doubt;

/// What may wait for the desk together; past it live entries are dropped and no page is asked for.
pub const BACKLOG_BYTES: usize = 2 * 1024 * 1024;
/// What may wait for the keeper together: some pages, or the hellos of a city.
const JOBS_BYTES: usize = 4 * 1024 * 1024;
/// What a waiting line or key costs beside its bytes.
const COST_BYTES: usize = 64;

/// Something that arrived from another desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// Lines as they were sent; nothing in them is checked.
    Lines {
        /// Who sent them, not always who wrote them.
        from: DeskId,
        /// Entries.
        entries: Vec<Vec<u8>>,
        /// Roster records.
        records: Vec<Vec<u8>>,
    },
    /// An answer to a desk without an outing.
    Welcome {
        /// Who answers.
        from: DeskId,
        /// What a new desk needs.
        welcome: Welcome,
    },
}

/// A desk that was heard, for screens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Peer {
    /// Who.
    pub desk: DeskId,
    /// Whether it is there now.
    pub is_present: bool,
    /// When it last said something.
    pub heard_at: Instant,
    /// What it said of itself.
    pub about: About,
    /// What its clock showed more than this desk's, in milliseconds.
    pub clock_ahead_ms: i64,
    /// Entries held here that it lacks, as it last said.
    pub lacks: u64,
    /// Entries it holds that are lacking here.
    pub ahead: u64,
    /// Entries of this very desk that it lacks.
    pub lacks_own: u64,
    /// Whether names and phones are the same here and there.
    pub has_same_roster: bool,
    /// Where it says it can be reached.
    pub at: Vec<SocketAddr>,
    /// Why it is asked seldom or not at all.
    pub doubt: Option<Doubt>,
}

impl Peer {
    /// How long ago it was heard.
    pub fn heard_ms(&self) -> u64 {
        u64::try_from(self.heard_at.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

/// What the keeper of the engine is to do.
pub(super) enum Job {
    /// Tell others of durable lines.
    Offer {
        /// Entries, one after the other.
        entries: Vec<u8>,
        /// Roster records, one after the other.
        records: Vec<u8>,
    },
    /// Something from the engine itself.
    Heard(Heard),
    /// So many lines of a desk were nothing that a desk writes.
    Nonsense(DeskId, u32),
}

/// What the handle and the engine share.
#[derive(Default)]
pub(super) struct Shared {
    peers: Mutex<Vec<Peer>>,
    at: Mutex<Vec<SocketAddr>>,
    troubles: Mutex<Vec<Trouble>>,
    backlog_bytes: AtomicUsize,
    jobs_bytes: AtomicUsize,
    is_over: AtomicBool,
}

/// The engine's ends of the channels.
pub(super) struct Ends {
    pub jobs: Receiver<Job>,
    pub jobs_in: JobSender,
    pub news: NewsSender,
    pub shared: Arc<Shared>,
    /// Says that the engine is down.
    pub ended: Sender<()>,
}

/// Where the keeper is told what to do. Never waits: what finds no room is said again, or asked for.
#[derive(Clone)]
pub(super) struct JobSender {
    to: SyncSender<Job>,
    shared: Arc<Shared>,
}

/// Where the engine puts what arrived.
#[derive(Clone)]
pub(super) struct NewsSender {
    to: SyncSender<News>,
    shared: Arc<Shared>,
    wake: Option<Arc<dyn Fn() + Send + Sync>>,
}

/// What a session of the engine tells its keeper.
pub(super) enum Heard {
    /// A desk said what it holds.
    Hello(DeskId, Vec<u8>),
    /// Entries of a desk came by themselves; the last of each series.
    Live(DeskId, Vec<EntryKey>),
    /// A desk is there.
    Came,
    /// A desk is gone.
    Went(DeskId),
    /// The answer to a question, by its number.
    Answer(u64, Vec<u8>),
    /// No more answers to a question.
    Answered(u64),
    /// Somebody of another outing knocked.
    Stranger(DeskId),
}

impl News {
    fn weight(&self) -> usize {
        match self {
            // Short lines cost more than their bytes.
            Self::Lines { entries, records, .. } => {
                entries.iter().chain(records).map(|line| line.len() + COST_BYTES).sum()
            }
            Self::Welcome { .. } => 0,
        }
    }
}

impl Job {
    /// What it costs while it waits.
    fn weight(&self) -> usize {
        match self {
            Self::Offer { entries, records } => entries.len() + records.len(),
            Self::Heard(Heard::Hello(_, bytes) | Heard::Answer(_, bytes)) => bytes.len(),
            Self::Heard(Heard::Live(_, keys)) => keys.len() * COST_BYTES,
            Self::Heard(_) | Self::Nonsense(..) => 0,
        }
    }
}

impl JobSender {
    /// An end for whoever has something for the keeper.
    pub fn new(to: SyncSender<Job>, shared: Arc<Shared>) -> Self {
        Self { to, shared }
    }

    /// Tells the keeper unless too much waits already.
    pub fn tell(&self, job: Job) {
        let weight = job.weight();
        if self.shared.jobs_bytes.load(Ordering::Acquire) + weight > JOBS_BYTES {
            return;
        }
        self.shared.jobs_bytes.fetch_add(weight, Ordering::AcqRel);
        if self.to.try_send(job).is_err() {
            self.shared.jobs_bytes.fetch_sub(weight, Ordering::AcqRel);
        }
    }

    /// Tells the keeper to end, however much waits.
    pub fn stop(&self) {
        self.shared.is_over.store(true, Ordering::Release);
    }
}

impl NewsSender {
    /// An end for the engine.
    pub fn new(to: SyncSender<News>, shared: Arc<Shared>, wake: Option<Arc<dyn Fn() + Send + Sync>>) -> Self {
        Self { to, shared, wake }
    }

    /// Hands something to the desk unless too much waits there already.
    pub fn send(&self, news: News) -> bool {
        let weight = news.weight();
        if self.shared.backlog() + weight > 2 * BACKLOG_BYTES {
            return false;
        }
        self.shared.backlog_bytes.fetch_add(weight, Ordering::AcqRel);
        let sent = self.to.try_send(news).is_ok();
        if sent {
            self.wake();
        } else {
            self.shared.backlog_bytes.fetch_sub(weight, Ordering::AcqRel);
        }
        sent
    }

    /// Wakes the desk: something that it shows has changed.
    pub fn wake(&self) {
        if let Some(wake) = &self.wake {
            wake();
        }
    }
}

impl Shared {
    /// Who was heard.
    pub fn peers(&self) -> Vec<Peer> {
        lock(&self.peers).clone()
    }

    /// Where this desk can be reached.
    pub fn addresses(&self) -> Vec<SocketAddr> {
        lock(&self.at).clone()
    }

    /// What is wrong.
    pub fn troubles(&self) -> Vec<Trouble> {
        lock(&self.troubles).clone()
    }

    /// Something was taken out of the news.
    pub fn taken(&self, news: &News) {
        self.backlog_bytes.fetch_sub(news.weight(), Ordering::AcqRel);
    }

    /// A job was taken over by the keeper.
    pub fn begun(&self, job: &Job) {
        self.jobs_bytes.fetch_sub(job.weight(), Ordering::AcqRel);
    }

    /// Whether the keeper is to end.
    pub fn is_over(&self) -> bool {
        self.is_over.load(Ordering::Acquire)
    }

    /// How much waits for the desk.
    pub fn backlog(&self) -> usize {
        self.backlog_bytes.load(Ordering::Acquire)
    }

    /// Shows who is there. Whether that is something new.
    pub fn set_peers(&self, peers: Vec<Peer>) -> bool {
        replace(&self.peers, peers)
    }

    /// Shows where this desk is.
    pub fn set_addresses(&self, at: Vec<SocketAddr>) {
        *lock(&self.at) = at;
    }

    /// Shows what is wrong. Whether that is something new.
    pub fn set_troubles(&self, troubles: Vec<Trouble>) -> bool {
        replace(&self.troubles, troubles)
    }
}

fn replace<T: PartialEq>(shown: &Mutex<T>, value: T) -> bool {
    let mut shown = lock(shown);
    let is_new = *shown != value;
    *shown = value;
    is_new
}

/// A value that is only ever replaced is whole even after a panic.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::sync_channel;

    use super::*;

    #[test]
    fn what_waits_for_the_keeper_has_a_bound_in_bytes_and_the_end_finds_room_always() {
        let shared = Arc::new(Shared::default());
        let (to, jobs) = sync_channel(100_000);
        let sender = JobSender::new(to, Arc::clone(&shared));
        let hello = || Job::Heard(Heard::Hello(DeskId(6), vec![0; 400 * 1024]));
        for _ in 0..1_000 {
            sender.tell(hello());
            sender.tell(Job::Heard(Heard::Live(DeskId(6), vec![EntryKey::default(); 4_000])));
        }
        let waiting: Vec<Job> = jobs.try_iter().collect();
        let bytes: usize = waiting.iter().map(Job::weight).sum();
        assert!((JOBS_BYTES / 2..=JOBS_BYTES).contains(&bytes), "{bytes} bytes");
        sender.stop();
        assert!(shared.is_over());
        for job in &waiting {
            shared.begun(job);
        }
        sender.tell(hello());
        assert_eq!(jobs.try_iter().count(), 1, "there is room again");
    }

    #[test]
    fn short_lines_without_end_find_no_room_either() {
        let shared = Arc::new(Shared::default());
        let (to, news) = sync_channel(100_000);
        let sender = NewsSender::new(to, Arc::clone(&shared), None);
        let lines = || News::Lines { from: DeskId(6), entries: vec![vec![b'\n']; 5_000], records: Vec::new() };
        let sent = (0..1_000).filter(|_| sender.send(lines())).count();
        assert!(sent <= 2 * BACKLOG_BYTES / (5_000 * COST_BYTES), "{sent} messages of 5,000 lines");
        assert_eq!(news.try_iter().count(), sent);
    }
}
