//! Dated copies of the mirror.
//!
//! A copy is named after the last fact in it, so no clock is asked and a quiet hour makes no copies. The keeper makes
//! them on a thread of its own, never the writer.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, SyncSender, TryRecvError, sync_channel};
use std::thread::{self, JoinHandle};

use crate::domain::time::{Day, Wall};

use super::ballast::Ballast;
use super::folder::Folder;
use super::opened::Options;
use super::shared::Shared;
use super::system;

/// Copies that stay beside the last one of every day: the last hour, at one in ten minutes.
const KEPT: usize = 6;
/// A copy must leave this much for the facts themselves.
const FREE_BYTES_LEFT: u64 = 64 * 1024 * 1024;

/// The thread that keeps copies and the ballast.
pub struct Keeper {
    stop: SyncSender<()>,
    thread: JoinHandle<()>,
}

impl Keeper {
    /// Starts it. Without a thread the journal works all the same, and says that there are no copies.
    pub fn start(folder: Arc<Folder>, ballast: Ballast, options: Options, shared: Arc<Shared>) -> Option<Self> {
        let (stop, stopped) = sync_channel::<()>(0);
        let failed = Arc::clone(&shared);
        let thread = thread::Builder::new().name("backup".to_owned()).spawn(move || {
            let go_on = || stopped.try_recv() == Err(TryRecvError::Empty);
            let taken = options.disk.free_bytes(folder.path()).and_then(|free_bytes| ballast.take(free_bytes, go_on));
            shared.set_reserve_gone(taken.is_err() || !ballast.is_there());
            let mut copies = Copies { folder: &folder, options: &options, shared: &shared, made: (0, Vec::new()) };
            while stopped.recv_timeout(options.backup_every) == Err(RecvTimeoutError::Timeout) {
                copies.make();
            }
            copies.make();
        });
        failed.set_backup_failed(thread.is_err());
        thread.ok().map(|thread| Self { stop, thread })
    }

    /// Has it make a last copy. The thread to wait for.
    pub fn stop(self) -> JoinHandle<()> {
        drop(self.stop);
        self.thread
    }
}

struct Copies<'a> {
    folder: &'a Folder,
    options: &'a Options,
    shared: &'a Shared,
    /// Up to where the last copies go, and where they are.
    made: (u64, Vec<PathBuf>),
}

impl Copies<'_> {
    /// Makes a copy wherever one is wanted, if there is anything new or a stick is there that was not.
    fn make(&mut self) {
        let (bytes, wall) = self.shared.durable();
        let wanted = self.shared.backup_to().clone();
        let there = wanted.into_iter().filter(|folder| folder.is_dir()).collect();
        let wanted = (bytes, there);
        if wanted == self.made || bytes == 0 {
            return;
        }
        let own = self.folder.backup();
        let made = system::create_private_folder(&own).and_then(|()| self.copy_to(&own, bytes, wall));
        let others = wanted.1.iter().map(|folder| folder.join(self.folder_name()));
        // One that is full must not cost the copy on the next one: every copy is tried.
        let made = others.fold(made, |made, folder| {
            let copied = fs::create_dir_all(&folder).and_then(|()| self.copy_to(&folder, bytes, wall));
            made.and(copied)
        });
        self.shared.set_backup_failed(made.is_err());
        if made.is_ok() {
            self.made = wanted;
        }
    }

    /// What this desk's folder of copies is called where several desks may have one.
    fn folder_name(&self) -> String {
        format!("qiandao-facts-{}", self.shared.keys().desk)
    }

    fn copy_to(&self, folder: &Path, bytes: u64, wall: Wall) -> io::Result<()> {
        if self.options.disk.free_bytes(folder)? < bytes.saturating_add(FREE_BYTES_LEFT) {
            return Err(io::ErrorKind::StorageFull.into());
        }
        let mut mirror = File::open(&self.shared.facts)?.take(bytes);
        system::replace(&folder.join(name_of(wall)), |copy| io::copy(&mut mirror, copy).map(|_| ()))?;
        thin(folder)
    }
}

/// `facts-2026-03-05-0910.jsonl`: sorts by time.
fn name_of(wall: Wall) -> String {
    format!("facts-{}-{:02}{:02}.jsonl", Day::of(wall), wall.hour(), wall.minute())
}

/// The day in a copy's name; `None` for a file that is no dated copy.
fn day_of(name: &str) -> Option<&str> {
    let (day, minute) = name.strip_prefix("facts-")?.strip_suffix(".jsonl")?.rsplit_once('-')?;
    (minute.len() == 4 && day.parse::<Day>().is_ok()).then_some(day)
}

/// Removes copies, but for the newest and the last of each day.
fn thin(folder: &Path) -> io::Result<()> {
    let mut names: Vec<String> = Vec::new();
    for file in fs::read_dir(folder)? {
        names.extend(file?.file_name().into_string().ok().filter(|name| day_of(name).is_some()));
    }
    names.sort_unstable();
    let newest = names.len().saturating_sub(KEPT);
    for (name, next) in names.iter().zip(names.iter().skip(1)).take(newest) {
        if day_of(name) == day_of(next) {
            system::remove_if_there(&folder.join(name))?;
        }
    }
    Ok(())
}
