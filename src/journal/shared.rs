//! What the writer shares with those who read or only want to know how it goes.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::domain::time::Wall;

use super::index::Index;
use super::keys::Keys;

/// One for all threads of a journal.
pub struct Shared {
    /// The mirror.
    pub facts: PathBuf,
    index: Mutex<Index>,
    keys: Mutex<Keys>,
    durable_bytes: AtomicU64,
    last_wall: AtomicI64,
    /// The greatest round in which something was not saved.
    failed_round: AtomicU64,
    second_behind: AtomicBool,
    reserve_gone: AtomicBool,
    /// Folders for dated copies beside the journal's own.
    backup_to: Mutex<Vec<PathBuf>>,
    backup_failed: AtomicBool,
}

/// How the journal is doing; cheap to ask for at every frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Status {
    /// Facts are saved in the first copy only; the next start makes the second whole.
    pub second_behind: bool,
    /// The disk is nearly full.
    pub reserve_gone: bool,
    /// The last dated copy was not written.
    pub backup_failed: bool,
}

impl Shared {
    /// What an opened folder holds.
    pub fn new(facts: PathBuf, index: Index, keys: Keys, durable_bytes: u64, last_wall: Wall) -> Self {
        Self {
            facts,
            index: Mutex::new(index),
            keys: Mutex::new(keys),
            durable_bytes: AtomicU64::new(durable_bytes),
            last_wall: AtomicI64::new(last_wall.0),
            failed_round: AtomicU64::new(0),
            second_behind: AtomicBool::new(false),
            reserve_gone: AtomicBool::new(false),
            backup_to: Mutex::default(),
            backup_failed: AtomicBool::new(false),
        }
    }

    /// What is held; never kept over anything that waits.
    pub fn index(&self) -> MutexGuard<'_, Index> {
        self.index.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Who this desk is.
    pub fn keys(&self) -> MutexGuard<'_, Keys> {
        self.keys.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Where dated copies go beside the journal's own folder; never kept over anything that waits.
    pub fn backup_to(&self) -> MutexGuard<'_, Vec<PathBuf>> {
        self.backup_to.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Up to where the mirror is durable, and what the clock showed at its last entry.
    pub fn durable(&self) -> (u64, Wall) {
        (self.durable_bytes.load(Ordering::Acquire), Wall(self.last_wall.load(Ordering::Acquire)))
    }

    /// Moves that on.
    pub fn set_durable(&self, bytes: u64, wall: Wall) {
        self.last_wall.store(wall.0, Ordering::Release);
        self.durable_bytes.store(bytes, Ordering::Release);
    }

    /// Whether something of this round was not saved, so nothing decided on it may be.
    pub fn has_failed(&self, round: u64) -> bool {
        self.failed_round.load(Ordering::Acquire) >= round
    }

    /// Ends a round.
    pub fn fail(&self, round: u64) {
        self.failed_round.fetch_max(round, Ordering::AcqRel);
    }

    /// How it goes.
    pub fn status(&self) -> Status {
        Status {
            second_behind: self.second_behind.load(Ordering::Relaxed),
            reserve_gone: self.reserve_gone.load(Ordering::Relaxed),
            backup_failed: self.backup_failed.load(Ordering::Relaxed),
        }
    }

    /// The second copy was given up until the next start.
    pub fn set_second_behind(&self) {
        self.second_behind.store(true, Ordering::Relaxed);
    }

    /// The ballast is gone, or is there again.
    pub fn set_reserve_gone(&self, gone: bool) {
        self.reserve_gone.store(gone, Ordering::Relaxed);
    }

    /// How the last dated copy went.
    pub fn set_backup_failed(&self, failed: bool) {
        self.backup_failed.store(failed, Ordering::Relaxed);
    }
}
