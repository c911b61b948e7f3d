//! Dated copies of the mirror, and the way back from any number of them.
//!
//! A copy is named after the last fact in it, so no clock is asked and a quiet hour makes no copies. The keeper makes
//! them on a thread of its own, never the writer.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};

use crate::domain::fact::Entry;
use crate::domain::ids::EntryKey;
use crate::domain::time::{Day, Wall};
use crate::wire;

use super::Journal;
use super::ballast::Ballast;
use super::error::JournalError;
use super::folder::Folder;
use super::log::Lines;
use super::opened::Options;
use super::shared::Shared;
use super::system;

/// Copies that stay beside the last one of every day: the last hour, at one in ten minutes.
const KEPT: usize = 6;
/// A copy must leave this much for the facts themselves.
const FREE_BYTES_LEFT: u64 = 64 * 1024 * 1024;
/// Entries restored with one sync.
const STEP_LINES: usize = 500;

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
            let taken = options.disk.free_bytes(folder.path()).and_then(|free_bytes| ballast.take(free_bytes));
            shared.set_reserve_gone(taken.is_err() || !ballast.is_there());
            let mut copies = Copies { folder: &folder, options: &options, shared: &shared, copied_bytes: 0 };
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
    copied_bytes: u64,
}

impl Copies<'_> {
    /// Makes a copy wherever one is wanted, if there is anything new.
    fn make(&mut self) {
        let (bytes, wall) = self.shared.durable();
        if bytes == self.copied_bytes {
            return;
        }
        let own = self.folder.backup();
        let made = system::create_private_folder(&own).and_then(|()| self.copy_to(&own, bytes, wall));
        let others = self.options.backup_to.iter().filter(|folder| folder.is_dir());
        let made = others.fold(made, |made, folder| made.and(self.copy_to(folder, bytes, wall)));
        self.shared.set_backup_failed(made.is_err());
        if made.is_ok() {
            self.copied_bytes = bytes;
        }
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

/// What restoring found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Restored {
    /// Files read.
    pub files: usize,
    /// Entries that were not held.
    pub new: u64,
    /// Entries that were held already.
    pub held: u64,
    /// Entries that contradict what is held.
    pub refused: Vec<EntryKey>,
    /// Lines that could not be read.
    pub damaged_lines: u64,
}

/// Takes in all entries of some files and folders.
pub fn restore(journal: &Journal, paths: &[PathBuf], each: &mut dyn FnMut(Entry)) -> Result<Restored, JournalError> {
    let mut restored = Restored::default();
    for path in paths {
        for file in files_of(path)? {
            restore_file(journal, &file, &mut restored, each)?;
        }
    }
    Ok(restored)
}

fn restore_file(
    journal: &Journal,
    path: &Path,
    restored: &mut Restored,
    each: &mut dyn FnMut(Entry),
) -> Result<(), JournalError> {
    let failed = |error: io::Error| JournalError::of(path, &error);
    let not_there = || JournalError::of(path, &io::ErrorKind::NotFound.into());
    let mut lines = Lines::of(path).map_err(failed)?.ok_or_else(not_there)?;
    restored.files += 1;
    let mut step = Vec::new();
    while let Some(line) = lines.next_line().map_err(failed)? {
        match wire::receive(line.bytes.to_vec()) {
            Ok(received) => step.push(received),
            Err(wire::WireError::Newer { version }) => {
                return Err(JournalError::Newer { path: path.to_path_buf(), version });
            }
            Err(_) => restored.damaged_lines += 1,
        }
        if step.len() == STEP_LINES {
            restore_step(journal, std::mem::take(&mut step), restored, each)?;
        }
    }
    restore_step(journal, step, restored, each)
}

fn restore_step(
    journal: &Journal,
    step: Vec<(Entry, wire::Line)>,
    restored: &mut Restored,
    each: &mut dyn FnMut(Entry),
) -> Result<(), JournalError> {
    let (entries, lines): (Vec<Entry>, Vec<wire::Line>) = step.into_iter().unzip();
    let saved = journal.import(lines, Vec::new()).wait()?;
    let mut entries: HashMap<EntryKey, Entry> = entries.into_iter().map(|entry| (entry.key, entry)).collect();
    restored.new += saved.new.len() as u64;
    restored.held += saved.held;
    restored.refused.extend(saved.refused);
    saved.new.iter().filter_map(|key| entries.remove(key)).for_each(each);
    Ok(())
}

/// A file itself; of a folder all mirrors and dated copies in it.
fn files_of(path: &Path) -> Result<Vec<PathBuf>, JournalError> {
    if !path.is_dir() {
        return Ok(vec![path.to_path_buf()]);
    }
    let failed = |error: io::Error| JournalError::of(path, &error);
    let mut files = Vec::new();
    for file in fs::read_dir(path).map_err(failed)? {
        let file = file.map_err(failed)?;
        if file.file_name().to_str().is_some_and(|name| name.starts_with("facts") && name.ends_with(".jsonl")) {
            files.push(file.path());
        }
    }
    files.sort_unstable();
    Ok(files)
}
