//! A disk that fails: what is NOT SAVED stays unsaved, and what was decided on it, too.

use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use super::kit::{Scribe, filled, open, open_with, options};
use crate::domain::ids::DeskId;
use crate::journal::{Disk, Healed, Journal, JournalError, LogFile, Options, RealDisk, Status};

/// A disk on which things go wrong when told to.
#[derive(Default)]
struct BadDisk {
    /// The next write stores only so many bytes and fails.
    short_write: Mutex<Option<(usize, io::ErrorKind)>>,
    /// The next sync fails.
    fail_sync: AtomicBool,
    /// Cuts fail as long as it is set.
    fail_cut: AtomicBool,
    /// No write succeeds while the ballast is there.
    full_beside: Mutex<Option<std::path::PathBuf>>,
    free_bytes: AtomicU64,
    /// While locked, writes wait.
    gate: Arc<Mutex<()>>,
}

struct BadLog {
    real: Box<dyn LogFile>,
    disk: Arc<BadDisk>,
}

struct Shared(Arc<BadDisk>);

impl Disk for Shared {
    fn open_log(&self, path: &Path) -> io::Result<Box<dyn LogFile>> {
        Ok(Box::new(BadLog { real: RealDisk.open_log(path)?, disk: Arc::clone(&self.0) }))
    }
    fn free_bytes(&self, _: &Path) -> io::Result<u64> {
        Ok(self.0.free_bytes.load(Ordering::Relaxed))
    }
}

impl LogFile for BadLog {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        drop(self.disk.gate.lock().unwrap());
        if let Some((kept, kind)) = self.disk.short_write.lock().unwrap().take() {
            self.real.write(&bytes[..kept.min(bytes.len())])?;
            return Err(kind.into());
        }
        if self.disk.full_beside.lock().unwrap().as_ref().is_some_and(|ballast| ballast.exists()) {
            self.real.write(&bytes[..bytes.len() / 2])?;
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.real.write(bytes)
    }
    fn sync(&mut self) -> io::Result<()> {
        if self.disk.fail_sync.swap(false, Ordering::Relaxed) {
            return Err(io::Error::other("no sync"));
        }
        self.real.sync()
    }
    fn cut(&mut self, len: u64) -> io::Result<()> {
        if self.disk.fail_cut.load(Ordering::Relaxed) {
            return Err(io::Error::other("no cut"));
        }
        self.real.cut(len)
    }
}

fn bad_disk() -> (Arc<BadDisk>, Options) {
    let disk = Arc::new(BadDisk::default());
    disk.free_bytes.store(1 << 40, Ordering::Relaxed);
    let options = Options { disk: Arc::new(Shared(Arc::clone(&disk))), ..options() };
    (disk, options)
}

#[test]
fn a_failed_group_and_all_that_was_decided_on_it_are_not_saved() {
    type Fail = fn(&BadDisk);
    let cases: [(&str, Fail); 4] = [
        ("nothing written", |disk| *disk.short_write.lock().unwrap() = Some((0, io::ErrorKind::Other))),
        ("half a line written", |disk| *disk.short_write.lock().unwrap() = Some((100, io::ErrorKind::Other))),
        ("all written, sync failed", |disk| disk.fail_sync.store(true, Ordering::Relaxed)),
        ("full, and no ballast", |disk| *disk.short_write.lock().unwrap() = Some((100, io::ErrorKind::StorageFull))),
    ];
    for (name, fail) in cases {
        let folder = tempfile::tempdir().unwrap();
        let (disk, options) = bad_disk();
        let (journal, _, _) = open_with(folder.path(), options);
        let mut scribe = Scribe::new(1);
        journal.append(scribe.lines(2), Vec::new()).wait().unwrap();
        let before = scribe.clone();

        fail(&disk);
        let failed = journal.append(scribe.lines(1), Vec::new());
        assert!(matches!(failed.wait(), Err(JournalError::Failed { .. } | JournalError::NoSpace { .. })), "{name}");
        let later = journal.append(scribe.lines(1), Vec::new());
        assert_eq!(later.wait(), Err(JournalError::Dropped), "{name}: still the round of the failure");
        let foreign = journal.import(Scribe::of(DeskId(2), 1).lines(1), Vec::new());
        assert_eq!(foreign.wait().unwrap().new.len(), 1, "{name}: others go on");

        journal.next_round();
        scribe = before;
        assert_eq!(journal.append(scribe.lines(1), Vec::new()).wait().unwrap().new[0].seq, 3, "{name}");
        journal.close();
        let (_, opened, held) = open(folder.path());
        assert_eq!(held.seqs(scribe.series), [1, 2, 3], "{name}");
        assert_eq!((opened.damaged_lines, opened.healed, opened.facts), (0, vec![], 4), "{name}");
    }
}

#[test]
fn what_waited_behind_a_failure_is_dropped_too() {
    let folder = tempfile::tempdir().unwrap();
    let (disk, options) = bad_disk();
    let gate = Arc::clone(&disk.gate);
    let (journal, _, _) = open_with(folder.path(), options);
    let mut scribe = Scribe::new(1);
    let closed = gate.lock().unwrap();
    *disk.short_write.lock().unwrap() = Some((10, io::ErrorKind::Other));
    // Several groups' worth, all submitted before the first is answered.
    let pending: Vec<_> = (0..300).map(|_| journal.append(scribe.lines(1), Vec::new())).collect();
    drop(closed);
    for answer in pending {
        assert!(matches!(answer.wait(), Err(JournalError::Failed { .. } | JournalError::Dropped)));
    }
    journal.close();
    assert_eq!(open(folder.path()).1.facts, 0);
}

#[test]
fn nothing_is_saved_behind_a_tail_that_cannot_be_cut() {
    let folder = tempfile::tempdir().unwrap();
    let (disk, options) = bad_disk();
    let (journal, _, _) = open_with(folder.path(), options);
    let mut scribe = Scribe::new(1);
    *disk.short_write.lock().unwrap() = Some((50, io::ErrorKind::Other));
    disk.fail_cut.store(true, Ordering::Relaxed);
    for _ in 0..2 {
        journal.next_round();
        assert!(journal.append(scribe.clone().lines(1), Vec::new()).wait().is_err());
    }
    disk.fail_cut.store(false, Ordering::Relaxed);
    journal.next_round();
    journal.append(scribe.lines(1), Vec::new()).wait().unwrap();
    journal.close();
    let (_, opened, held) = open(folder.path());
    assert_eq!((held.seqs(scribe.series), opened.healed, opened.damaged_lines), (vec![1], vec![], 0));
}

#[test]
fn on_a_full_disk_the_ballast_makes_room_and_nothing_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let ballast = folder.path().join("ballast");
    let (disk, options) = bad_disk();
    let (journal, _, _) = open_with(folder.path(), Options { ballast_bytes: 100_000, ..options });
    wait_until(|| ballast.exists() && !journal.status().reserve_gone);
    assert_eq!(ballast.metadata().unwrap().len(), 100_000);

    *disk.full_beside.lock().unwrap() = Some(ballast.clone());
    let mut scribe = Scribe::new(1);
    journal.append(scribe.lines(2), Vec::new()).wait().unwrap();
    assert_eq!(journal.status(), Status { reserve_gone: true, ..Status::default() });
    assert!(!ballast.exists());
    journal.close();
    assert_eq!(open(folder.path()).1.facts, 2);
}

#[test]
fn a_disk_that_is_full_at_the_start_gives_the_ballast_or_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    filled(folder.path(), 1);
    let (disk, options) = bad_disk();
    disk.free_bytes.store(1000, Ordering::Relaxed);
    let refused = Journal::open(folder.path(), options.clone(), |_| ()).unwrap_err();
    assert_eq!(refused, JournalError::NoSpace { folder: folder.path().to_path_buf() });
    drop(options);
}

#[test]
fn a_ballast_left_behind_by_the_last_run_is_used_to_open() {
    struct Gives(std::path::PathBuf);
    impl Disk for Gives {
        fn open_log(&self, path: &Path) -> io::Result<Box<dyn LogFile>> {
            RealDisk.open_log(path)
        }
        fn free_bytes(&self, _: &Path) -> io::Result<u64> {
            Ok(if self.0.exists() { 1000 } else { 32 << 20 })
        }
    }
    let folder = tempfile::tempdir().unwrap();
    filled(folder.path(), 1);
    let ballast = folder.path().join("ballast");
    std::fs::write(&ballast, [1; 1000]).unwrap();
    let options = Options { disk: Arc::new(Gives(ballast.clone())), ballast_bytes: 1000, ..options() };
    let (_, opened, _) = open_with(folder.path(), options);
    assert_eq!((opened.healed, opened.facts), (vec![Healed::BallastFreed], 1));
}

/// Waits for a condition that another thread brings about.
pub fn wait_until(mut condition: impl FnMut() -> bool) {
    for _ in 0..1000 {
        if condition() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    panic!("it never happened");
}
