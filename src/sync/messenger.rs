//! The handle a desk holds: what becomes durable is offered, what arrives is received, who is there can be seen.
//!
//! Nothing here waits: offers that find no room are dropped, for whoever lacks them will ask. The work is done on the
//! engine's threads; dropping the handle ends it.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel, sync_channel};
use std::time::Duration;

use crate::domain::ids::DeskId;

use super::channel::{Ends, Job, JobSender, News, NewsSender, Peer, Shared};
use super::error::{SyncError, Trouble};
use super::settings::Settings;
use super::store::Store;

/// Offers and news of the engine that may wait for its keeper.
const JOBS_WAITING: usize = 8 * 1024;
/// Deliveries that may wait for the desk; live entries past them are asked for later.
const NEWS_WAITING: usize = 4 * 1024;
/// How long the end may take.
const CLOSING_WAIT: Duration = Duration::from_millis(700);

/// The messenger of one desk.
pub struct Messenger {
    jobs: JobSender,
    news: Receiver<News>,
    shared: Arc<Shared>,
    ended: Receiver<()>,
}

impl Messenger {
    /// Starts the messenger; it works from here on, whether anybody is there or not. Never waits.
    pub fn start(settings: Settings, store: Arc<dyn Store>) -> Result<Self, SyncError> {
        let shared = Arc::new(Shared::default());
        let (jobs_in, jobs) = sync_channel(JOBS_WAITING);
        let jobs_in = JobSender::new(jobs_in, Arc::clone(&shared));
        let (to, news) = sync_channel(NEWS_WAITING);
        let (ended_in, ended) = channel();
        let sender = NewsSender::new(to, Arc::clone(&shared), settings.wake.clone());
        let ends = Ends { jobs, jobs_in: jobs_in.clone(), news: sender, shared: Arc::clone(&shared), ended: ended_in };
        spawn(settings, store, ends)?;
        Ok(Self { jobs: jobs_in, news, shared, ended })
    }

    /// Tells the others of lines that have become durable here.
    pub fn offer(&self, entries: Vec<u8>, records: Vec<u8>) {
        // Without room they are not told now; their heads say that there is something to ask for.
        self.jobs.tell(Job::Offer { entries, records });
    }

    /// Tells that so many lines which a desk sent were nothing that a desk writes: from whoever sends only such, nothing
    /// is taken for a while.
    pub fn got_nonsense(&self, from: DeskId, lines: u32) {
        self.jobs.tell(Job::Nonsense(from, lines));
    }

    /// What has arrived, one delivery at a time.
    pub fn try_recv(&self) -> Option<News> {
        let news = self.news.try_recv().ok()?;
        self.shared.taken(&news);
        Some(news)
    }

    /// Every desk that was heard since the start.
    pub fn peers(&self) -> Vec<Peer> {
        self.shared.peers()
    }

    /// Where this desk can be reached.
    pub fn addresses(&self) -> Vec<SocketAddr> {
        self.shared.addresses()
    }

    /// What keeps it from its work at the moment.
    pub fn troubles(&self) -> Vec<Trouble> {
        self.shared.troubles()
    }
}

impl Drop for Messenger {
    fn drop(&mut self) {
        self.jobs.stop();
        // Longer than this nobody waits at a window that closes; the process ends the rest.
        let _late = self.ended.recv_timeout(CLOSING_WAIT);
    }
}

#[cfg(feature = "desks")]
fn spawn(settings: Settings, store: Arc<dyn Store>, ends: Ends) -> Result<(), SyncError> {
    super::engine::spawn(settings, store, ends)
}

#[cfg(not(feature = "desks"))]
fn spawn(_: Settings, _: Arc<dyn Store>, _: Ends) -> Result<(), SyncError> {
    Err(SyncError::NotBuilt)
}

/// A relay between squares, in a program that was built without desk to desk.
#[cfg(not(feature = "desks"))]
#[derive(Debug)]
pub struct Relay;

#[cfg(not(feature = "desks"))]
impl Relay {
    /// Always says that this program has no relay.
    pub fn start(_: &super::settings::RelaySettings) -> Result<Self, SyncError> {
        Err(SyncError::NotBuilt)
    }

    /// Likewise.
    pub fn file(_: &super::settings::RelaySettings) -> Result<String, SyncError> {
        Err(SyncError::NotBuilt)
    }

    /// Nobody.
    pub fn connected(&self) -> usize {
        0
    }
}
