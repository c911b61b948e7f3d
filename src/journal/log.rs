//! A log file: lines that were made durable one after the other. `facts.jsonl` and `roster.jsonl` are two of them.
//!
//! What a failed append left behind is cut away before anything else is written, so the file never holds a line
//! that was answered with NOT SAVED. What the lines say is not known here.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::domain::limits::ENTRY_BYTES;

use super::disk::{Disk, LogFile};
use super::system;

/// A log open for writing.
pub struct Log {
    disk: Arc<dyn Disk>,
    path: PathBuf,
    /// `None` after a failure, until it is opened and cut again.
    file: Option<Box<dyn LogFile>>,
    /// Bytes that are durable.
    len: u64,
}

impl Log {
    /// Opens a log whose first `len` bytes are good; anything behind them is cut away.
    pub fn open(disk: Arc<dyn Disk>, path: PathBuf, len: u64) -> io::Result<Self> {
        let is_new = !path.exists();
        let mut log = Self { disk, path, file: None, len };
        log.mend()?;
        if let Some(folder) = log.path.parent().filter(|_| is_new) {
            system::sync_folder(folder)?;
        }
        Ok(log)
    }

    /// Writes lines; returns when they are durable, with the place of the first.
    pub fn append(&mut self, bytes: &[u8]) -> io::Result<u64> {
        let file = self.mend()?;
        match file.write(bytes).and_then(|()| file.sync()) {
            Ok(()) => {
                let start = self.len;
                self.len += bytes.len() as u64;
                Ok(start)
            }
            Err(error) => {
                self.file = None;
                // If the disk does not even take the cut, the next append begins with it.
                let _ = self.mend();
                Err(error)
            }
        }
    }

    fn mend(&mut self) -> io::Result<&mut Box<dyn LogFile>> {
        let file = if let Some(file) = self.file.take() {
            file
        } else {
            let mut file = self.disk.open_log(&self.path)?;
            file.cut(self.len)?;
            file
        };
        Ok(self.file.insert(file))
    }

    /// Writes the file anew with only those lines that are to be kept.
    pub fn rewrite(&mut self, keep: impl Fn(&[u8]) -> bool) -> io::Result<()> {
        let Some(mut lines) = Lines::of(&self.path)? else { return Ok(()) };
        let mut len = 0;
        self.file = None;
        system::replace(&self.path, |file| {
            let mut file = io::BufWriter::new(file);
            while let Some(line) = lines.next_line()? {
                if line.ended && keep(line.bytes) {
                    file.write_all(line.bytes)?;
                    file.write_all(b"\n")?;
                    len += line.bytes.len() as u64 + 1;
                }
            }
            drop(lines);
            file.flush()
        })?;
        self.len = len;
        self.mend().map(|_| ())
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How many bytes of it are durable.
    pub fn len(&self) -> u64 {
        self.len
    }
}

/// The lines of a log, one after the other, in little memory whatever the file holds.
pub struct Lines<R> {
    reader: BufReader<R>,
    line: Vec<u8>,
    end: u64,
    number: u64,
}

/// One line as it was found.
pub struct Found<'a> {
    /// Where it begins.
    pub offset: u64,
    /// Which line of the file it is, from 1.
    pub number: u64,
    /// Its bytes without the LF, cut off when they are too many for any line.
    pub bytes: &'a [u8],
    /// Whether an LF ended it; the last line of a file may lack its own.
    pub ended: bool,
}

impl Lines<File> {
    /// Reads a file from its beginning; `None` when it is not there.
    pub fn of(path: &Path) -> io::Result<Option<Self>> {
        match File::open(path) {
            Ok(file) => Ok(Some(Self::new(file))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }
}

impl<R: Read> Lines<R> {
    /// Reads from the beginning of something.
    pub fn new(reader: R) -> Self {
        // One read of 256 KiB costs a millisecond at most and holds about a thousand lines.
        Self { reader: BufReader::with_capacity(256 * 1024, reader), line: Vec::new(), end: 0, number: 0 }
    }

    /// The next line that is not empty.
    pub fn next_line(&mut self) -> io::Result<Option<Found<'_>>> {
        loop {
            let offset = self.end;
            self.line.clear();
            let read = self.reader.by_ref().take(ENTRY_BYTES as u64).read_until(b'\n', &mut self.line)?;
            if read == 0 {
                return Ok(None);
            }
            self.end += read as u64;
            self.number += 1;
            let mut ended = self.line.last() == Some(&b'\n');
            if !ended && read == ENTRY_BYTES {
                ended = self.skip_line()?;
            }
            if self.line != b"\n" {
                let bytes = self.line.strip_suffix(b"\n").unwrap_or(&self.line);
                return Ok(Some(Found { offset, number: self.number, bytes, ended }));
            }
        }
    }

    /// Where the lines read so far end.
    pub fn end(&self) -> u64 {
        self.end
    }

    /// Passes over the rest of a line that is too long. Whether it ever ended.
    fn skip_line(&mut self) -> io::Result<bool> {
        loop {
            let chunk = self.reader.fill_buf()?;
            let (step, ended) = match chunk.iter().position(|byte| *byte == b'\n') {
                Some(index) => (index + 1, true),
                None => (chunk.len(), false),
            };
            self.reader.consume(step);
            self.end += step as u64;
            if ended || step == 0 {
                return Ok(ended);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Vec<(u64, u64, usize, bool)> {
        let mut lines = Lines::new(bytes);
        let mut read = Vec::new();
        while let Some(found) = lines.next_line().unwrap() {
            read.push((found.offset, found.number, found.bytes.len(), found.ended));
        }
        assert_eq!(lines.end(), bytes.len() as u64);
        read
    }

    #[test]
    fn lines_of_any_length_are_found_at_their_places() {
        assert_eq!(read(b""), []);
        assert_eq!(read(b"\n\n"), []);
        assert_eq!(read(b"ab\n\nc"), [(0, 1, 2, true), (4, 3, 1, false)]);
        for len in [ENTRY_BYTES - 1, ENTRY_BYTES, ENTRY_BYTES + 1, 5 * ENTRY_BYTES + 7] {
            let long = vec![b'x'; len];
            let kept = len.min(ENTRY_BYTES);
            let first = len as u64 + 1;
            assert_eq!(
                read(&[&long, b"\nab\n".as_slice()].concat()),
                [(0, 1, kept, true), (first, 2, 2, true)],
                "{len}"
            );
            assert_eq!(read(&long), [(0, 1, kept, false)], "{len} without an end");
        }
    }
}
