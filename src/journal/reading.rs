//! Reading what is there: every sound line goes to the caller once and into the index; bad ones are counted.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Seek, SeekFrom};
use std::path::Path;

use crate::domain::fact::{Entry, EntryHash};
use crate::domain::ids::{DeskId, EntryKey};
use crate::domain::roster::RosterRecord;
use crate::domain::time::{Place, Wall};
use crate::wire::{self, WireError};

use super::error::JournalError;
use super::index::{Fit, Index, Links, Spot};
use super::log::{Found, Lines};

/// What an opening journal hands to its caller, in no particular order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Read {
    /// An entry, each exactly once.
    Entry(Entry),
    /// A roster record, each exactly once; former values come too.
    Record(RosterRecord),
}

/// All that reading has gathered.
pub struct Reading<'a> {
    each: &'a mut dyn FnMut(Read),
    own: Option<DeskId>,
    /// The entries and their places in the mirror.
    pub index: Index,
    /// The roster records.
    pub records: HashSet<EntryHash>,
    /// The last entry of the own desk.
    pub last_own: Option<(Place, EntryHash)>,
    /// What the clock showed at the last entry that was read.
    pub last_wall: Wall,
    /// Entries that contradict another one.
    pub contradictions: Vec<EntryKey>,
}

impl<'a> Reading<'a> {
    /// Nothing read yet.
    pub fn new(own: Option<DeskId>, each: &'a mut dyn FnMut(Read)) -> Self {
        Self {
            each,
            own,
            index: Index::default(),
            records: HashSet::new(),
            last_own: None,
            last_wall: Wall::default(),
            contradictions: Vec::new(),
        }
    }

    /// Takes a line of entries that stands at `offset`, or will. Whether it was new.
    pub fn take_entry(&mut self, line: &[u8], offset: u64) -> Result<bool, WireError> {
        let (entry, hash) = wire::decode(line)?;
        let links = Links { key: entry.key, prev: entry.prev, hash };
        let fit = links.fit(|key| self.index.hash_of(key), |key| self.index.prev_of(key));
        if fit == Fit::Contradicts {
            self.contradictions.push(entry.key);
        }
        // A neighbour that disagrees is shown, not hidden: both are what the disk holds.
        if fit == Fit::Held || self.index.spot(entry.key).is_some() || entry.key.seq == 0 {
            return Ok(false);
        }
        self.index.put(links, Spot { offset, hash, checksum: wire::checksum(line)? });
        let (place, wall) = (entry.place(), entry.wall);
        if self.own == Some(entry.desk()) && self.last_own.is_none_or(|(last, _)| last < place) {
            self.last_own = Some((place, hash));
        }
        self.last_wall = wall;
        (self.each)(Read::Entry(entry));
        Ok(true)
    }

    /// Takes a line of the roster. Whether it was new.
    pub fn take_record(&mut self, line: &[u8]) -> Result<bool, WireError> {
        let (record, hash) = wire::decode_record(line)?;
        let new = self.records.insert(hash);
        if new {
            (self.each)(Read::Record(record));
        }
        Ok(new)
    }
}

/// What a log file was found to be.
#[derive(Debug, Default)]
pub struct LogFound {
    /// Whether it is there at all.
    pub there: bool,
    /// Up to where it consists of ended lines.
    pub len: u64,
    /// What stands behind the last LF: a write that was cut off, as a rule.
    pub tail: Vec<u8>,
    /// Lines that are none of ours any more.
    pub damaged_lines: u64,
}

/// Reads a log from its beginning to its end.
pub fn read_log(
    path: &Path,
    mut take: impl FnMut(&Found<'_>) -> Result<bool, WireError>,
) -> Result<LogFound, JournalError> {
    let failed = |error: io::Error| JournalError::of(path, &error);
    let mut found = LogFound::default();
    let Some(mut lines) = Lines::of(path).map_err(failed)? else { return Ok(found) };
    found.there = true;
    while let Some(line) = lines.next_line().map_err(failed)? {
        if !line.ended {
            found.tail = line.bytes.to_vec();
            break;
        }
        match take(&line) {
            Ok(_) => {}
            Err(WireError::Newer { version }) => return Err(JournalError::Newer { path: path.to_path_buf(), version }),
            Err(_) => found.damaged_lines += 1,
        }
        found.len = lines.end();
    }
    Ok(found)
}

/// Reads the lines of a file that stand at known places.
pub struct Picker {
    reader: BufReader<File>,
    line: Vec<u8>,
}

impl Picker {
    /// Opens a log to pick lines from.
    pub fn open(path: &Path) -> io::Result<Self> {
        Ok(Self { reader: BufReader::with_capacity(64 * 1024, File::open(path)?), line: Vec::new() })
    }

    /// The line at a place, its LF included.
    pub fn line_at(&mut self, offset: u64) -> io::Result<&[u8]> {
        let here = self.reader.stream_position()?;
        match i64::try_from(offset).ok().zip(i64::try_from(here).ok()) {
            Some((to, from)) => self.reader.seek_relative(to - from)?,
            None => self.reader.seek(SeekFrom::Start(offset)).map(|_| ())?,
        }
        self.line.clear();
        self.reader.read_until(b'\n', &mut self.line)?;
        Ok(&self.line)
    }
}
