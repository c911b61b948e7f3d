//! The seam to the file system, so that tests can have a disk that is full, fails or writes half.
//!
//! Only what must be answered truthfully goes through it: the two logs and the free space. Copies and checks read
//! plain files.

use std::fs::{File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::Path;

/// A file system as the writer sees it.
pub trait Disk: Send + Sync {
    /// Opens a file for writing at its end, made when it is not there.
    fn open_log(&self, path: &Path) -> io::Result<Box<dyn LogFile>>;
    /// Bytes that still fit where a folder is.
    fn free_bytes(&self, folder: &Path) -> io::Result<u64>;
}

/// A file that only grows, but for a cut after a failure.
pub trait LogFile: Send {
    /// Writes all of the bytes at the end. After a failure any part of them may be there.
    fn write(&mut self, bytes: &[u8]) -> io::Result<()>;
    /// Returns when everything written would survive a power cut.
    fn sync(&mut self) -> io::Result<()>;
    /// Forgets what stands behind the first `len` bytes; returns when that is durable.
    fn cut(&mut self, len: u64) -> io::Result<()>;
}

/// The machine's own disk.
#[derive(Debug, Clone, Copy, Default)]
pub struct RealDisk;

impl Disk for RealDisk {
    fn open_log(&self, path: &Path) -> io::Result<Box<dyn LogFile>> {
        // Not `append`: on Windows such a file cannot be cut.
        let mut file = OpenOptions::new().create(true).truncate(false).write(true).open(path)?;
        file.seek(SeekFrom::End(0))?;
        Ok(Box::new(file))
    }

    fn free_bytes(&self, folder: &Path) -> io::Result<u64> {
        fs4::available_space(folder)
    }
}

impl LogFile for File {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.write_all(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.sync_data()
    }

    fn cut(&mut self, len: u64) -> io::Result<()> {
        if self.metadata()?.len() == len {
            return Ok(());
        }
        self.set_len(len)?;
        self.seek(SeekFrom::Start(len))?;
        self.sync_all()
    }
}
