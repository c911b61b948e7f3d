//! The data folder: what is where, and that only one program has it open.
//!
//! ```text
//! lock                  held by the program that has the folder open
//! facts.jsonl           the mirror: every entry, own and received
//! roster.jsonl          the same form for names and phones
//! sled-0001/            the second copy of both; the highest number counts, older ones are kept to be looked at
//! refused.jsonl         what other desks sent and was not taken in, the first of it
//! keys-a keys-b         who this desk is, what signs the badges
//! ballast               room for the last facts when the disk is full
//! backup/               dated copies of facts.jsonl
//! settings.json         what the desk remembers of itself; read and written by it
//! ```

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use super::error::JournalError;
use super::system;

/// A program that was just closed may still be writing its last dated copy.
const LOCK_PATIENCE: Duration = Duration::from_secs(1);
const LOCK_PAUSE: Duration = Duration::from_millis(20);

/// Where the mirror of a folder is.
pub fn facts_of(folder: &Path) -> PathBuf {
    folder.join("facts.jsonl")
}

/// Where the lock of a folder is.
pub fn lock_of(folder: &Path) -> PathBuf {
    folder.join("lock")
}

/// A data folder that nobody else has open.
pub struct Folder {
    path: PathBuf,
    /// Locked as long as it is open.
    _lock: File,
}

impl Folder {
    /// Takes a folder for this program; makes it when it is not there.
    pub fn claim(path: &Path) -> Result<Self, JournalError> {
        let failed = |error: &io::Error| JournalError::of(path, error);
        match fs::metadata(path) {
            Ok(found) if !found.is_dir() => return Err(JournalError::NotAFolder { folder: path.to_path_buf() }),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                system::create_private_folder(path).map_err(|error| failed(&error))?;
            }
            Err(error) => return Err(failed(&error)),
        }
        let lock = OpenOptions::new().create(true).truncate(false).write(true).open(lock_of(path));
        Self::locked(path, lock.map_err(|error| failed(&error))?)
    }

    /// Takes a folder to read it only; it must be there. Writes nothing.
    pub fn look_into(path: &Path) -> Result<Self, JournalError> {
        let failed = |error: io::Error| JournalError::of(path, &error);
        if !fs::metadata(path).map_err(failed)?.is_dir() {
            return Err(JournalError::NotAFolder { folder: path.to_path_buf() });
        }
        match File::open(lock_of(path)) {
            Ok(lock) => Self::locked(path, lock),
            // Never opened by this program: nobody to be kept out.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Ok(Self { path: path.to_path_buf(), _lock: File::open(facts_of(path)).map_err(failed)? })
            }
            Err(error) => Err(failed(error)),
        }
    }

    fn locked(path: &Path, lock: File) -> Result<Self, JournalError> {
        let started = Instant::now();
        loop {
            match lock.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) if started.elapsed() < LOCK_PATIENCE => thread::sleep(LOCK_PAUSE),
                Err(TryLockError::WouldBlock) => return Err(JournalError::InUse { folder: path.to_path_buf() }),
                // Some network disks know no locks. Facts are saved all the same; each series has its own epoch.
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => break,
                Err(TryLockError::Error(error)) => return Err(JournalError::of(path, &error)),
            }
        }
        Ok(Self { path: path.to_path_buf(), _lock: lock })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The mirror.
    pub fn facts(&self) -> PathBuf {
        facts_of(&self.path)
    }

    /// The log of the roster.
    pub fn roster(&self) -> PathBuf {
        self.path.join("roster.jsonl")
    }

    /// What was refused.
    pub fn refused(&self) -> PathBuf {
        self.path.join("refused.jsonl")
    }

    /// The room that is kept free.
    pub fn ballast(&self) -> PathBuf {
        self.path.join("ballast")
    }

    /// Copies of the mirror.
    pub fn backup(&self) -> PathBuf {
        self.path.join("backup")
    }

    /// The second copy of one generation.
    pub fn second(&self, generation: u32) -> PathBuf {
        self.path.join(format!("sled-{generation:04}"))
    }

    /// The generations that are there, oldest first.
    pub fn generations(&self) -> Vec<u32> {
        let files = fs::read_dir(&self.path).into_iter().flatten().flatten();
        let number = |name: &str| name.strip_prefix("sled-")?.parse().ok();
        let mut generations: Vec<u32> = files.filter_map(|file| file.file_name().to_str().and_then(number)).collect();
        generations.sort_unstable();
        generations
    }
}
