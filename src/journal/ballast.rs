//! The ballast: a file that takes up room, so that there is some to give back when the disk is full.
//!
//! It is really written, with bytes that no file system can press together; a sparse file would keep no block.

use std::io::{self, Write};
use std::path::PathBuf;

use super::system;

/// Room for about 100,000 facts in both copies.
pub const BALLAST_BYTES: u64 = 32 * 1024 * 1024;
/// It is only made where it takes no more than a quarter of what is free.
const FREE_PER_BALLAST: u64 = 4;

/// The file, there or not.
#[derive(Debug, Clone)]
pub struct Ballast {
    path: PathBuf,
    bytes: u64,
}

impl Ballast {
    /// The ballast of a folder.
    pub fn new(path: PathBuf, bytes: u64) -> Self {
        Self { path, bytes }
    }

    /// Whether it takes its room now.
    pub fn is_there(&self) -> bool {
        self.bytes == 0 || std::fs::metadata(&self.path).is_ok_and(|file| file.len() >= self.bytes)
    }

    /// Takes the room, where there is plenty of it and as long as `go_on` says so.
    pub fn take(&self, free_bytes: u64, go_on: impl Fn() -> bool) -> io::Result<()> {
        if self.is_there() || free_bytes < self.bytes.saturating_mul(FREE_PER_BALLAST) {
            return Ok(());
        }
        system::replace(&self.path, |file| {
            let mut chunk = vec![0_u8; 256 * 1024];
            let mut noise = 0x9E37_79B9_7F4A_7C15_u64;
            let mut left = self.bytes;
            while left > 0 {
                if !go_on() {
                    return Err(io::ErrorKind::Interrupted.into());
                }
                for word in chunk.chunks_exact_mut(8) {
                    // xorshift64: cheap, and without repetition.
                    noise ^= noise << 13;
                    noise ^= noise >> 7;
                    noise ^= noise << 17;
                    word.copy_from_slice(&noise.to_be_bytes());
                }
                let take = usize::try_from(left).unwrap_or(usize::MAX).min(chunk.len());
                file.write_all(chunk.get(..take).unwrap_or_default())?;
                left -= take as u64;
            }
            Ok(())
        })
    }

    /// Gives the room back. Whether there was any.
    pub fn free(&self) -> bool {
        std::fs::remove_file(&self.path).is_ok()
    }
}
