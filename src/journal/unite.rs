//! Both copies made whole from each other.
//!
//! What only sled has is appended to the mirror. Then sled gets what it lacks at the ends of its series; anything else
//! that is wrong with it (a bad checksum, a hole, nothing at all) means a new generation, built from the mirror,
//! because inserts into a damaged tree do not stick. Every repair is counted again.

use std::collections::BTreeMap;
use std::path::Path;

use crate::domain::ids::{EntryKey, Series};
use crate::wire;

use super::error::JournalError;
use super::fault::{Fault, SecondFault};
use super::folder::Folder;
use super::index::{Index, Spot};
use super::log::{Lines, Log};
use super::meta;
use super::reading::{Picker, Reading};
use super::second::{Opening, Second};
use super::trees::{self, Pair, Shelf};

/// One step of filling sled or the mirror may take so long; a slow stick writes 1 MB a second.
const STEP_LIMIT: std::time::Duration = std::time::Duration::from_secs(20);
/// Lines written at once while filling: some 150 KB.
const STEP_LINES: usize = 500;
/// Bytes gathered before the mirror is written.
const STEP_BYTES: usize = 1024 * 1024;

/// What comparing has shown of sled.
#[derive(Debug, Default)]
pub struct Compared {
    /// Whether it was ever built to its end.
    finished: bool,
    /// Why it could not be read to its end.
    fault: Option<Fault>,
    /// Per series how many sound entries it has, and the greatest number.
    series: BTreeMap<Series, (u64, u64)>,
    /// Sound records.
    records: u64,
    /// Lines that are not what they should be.
    bad: u64,
    /// Entries that the mirror lacked.
    pub facts_taken: u64,
    /// Records that the log of the roster lacked.
    pub records_taken: u64,
}

/// Reads all of sled beside what was read of the mirror, and appends to the logs what they lack.
pub fn complete_mirror(
    second: &Second,
    reading: &mut Reading<'_>,
    facts: &mut Log,
    roster: &mut Log,
) -> Result<Compared, JournalError> {
    let mut compared = Compared { finished: meta::is_finished(second), ..Compared::default() };
    let mut lacking = Lacking::of(facts);
    let scanned = second.scan(Shelf::Journal, |pair| compared.entry(&pair, reading, &mut lacking));
    lacking.finish()?;
    let mut lacking = Lacking::of(roster);
    let scanned =
        scanned.and_then(|()| second.scan(Shelf::Roster, |pair| compared.record(&pair, reading, &mut lacking)));
    lacking.finish()?;
    compared.fault = scanned.err();
    Ok(compared)
}

impl Compared {
    fn entry(&mut self, (key, line): &Pair, reading: &mut Reading<'_>, lacking: &mut Lacking<'_>) {
        let sound = trees::entry_of_key(key).zip(wire::checksum(line).ok());
        let known = sound.map(|(key, _)| reading.index.spot(key));
        match (sound, known) {
            (Some((key, checksum)), Some(Some(spot))) if spot.checksum == checksum => self.count(key),
            (Some((key, _)), Some(None)) if reading.take_entry(line, lacking.next_offset()) == Ok(true) => {
                lacking.push(line);
                self.facts_taken += 1;
                self.count(key);
            }
            _ => self.bad += 1,
        }
    }

    fn count(&mut self, key: EntryKey) {
        let (count, greatest) = self.series.entry(key.series).or_default();
        *count += 1;
        *greatest = key.seq.max(*greatest);
    }

    fn record(&mut self, (key, line): &Pair, reading: &mut Reading<'_>, lacking: &mut Lacking<'_>) {
        let hash = wire::decode_record(line).map(|(_, hash)| hash);
        match hash {
            Ok(hash) if trees::key_of_record(hash) == *key => {
                self.records += 1;
                if reading.take_record(line) == Ok(true) {
                    lacking.push(line);
                    self.records_taken += 1;
                }
            }
            _ => self.bad += 1,
        }
    }

    /// What is wrong with sled, beside lacking the ends of series.
    fn verdict(&self, index: &Index) -> Result<(), SecondFault> {
        let hole = |(series, (count, greatest)): (&Series, &(u64, u64))| index.held_up_to(*series, *greatest) != *count;
        if let Some(fault) = &self.fault {
            return Err(SecondFault::Closed(fault.clone()));
        }
        if !self.finished {
            return Err(SecondFault::Unfinished);
        }
        if self.series.is_empty() && index.facts() > 0 {
            return Err(SecondFault::Empty);
        }
        if self.bad > 0 || self.series.iter().any(hole) {
            return Err(SecondFault::Damaged);
        }
        Ok(())
    }

    /// Whether sled lacks an entry of the mirror, when the verdict is good.
    fn lacks(&self, key: EntryKey) -> bool {
        self.series.get(&key.series).is_none_or(|(_, greatest)| key.seq > *greatest)
    }
}

/// Lines for a log, written in large steps.
struct Lacking<'a> {
    log: &'a mut Log,
    lines: Vec<u8>,
    failed: Option<JournalError>,
}

impl<'a> Lacking<'a> {
    fn of(log: &'a mut Log) -> Self {
        Self { log, lines: Vec::new(), failed: None }
    }

    fn next_offset(&self) -> u64 {
        self.log.len() + self.lines.len() as u64
    }

    fn push(&mut self, line: &[u8]) {
        self.lines.extend_from_slice(line.strip_suffix(b"\n").unwrap_or(line));
        self.lines.push(b'\n');
        if self.lines.len() >= STEP_BYTES {
            self.write();
        }
    }

    fn write(&mut self) {
        if self.failed.is_none()
            && let Err(error) = self.log.append(&self.lines)
        {
            self.failed = Some(JournalError::of(self.log.path(), &error));
        }
        self.lines.clear();
    }

    fn finish(mut self) -> Result<(), JournalError> {
        if !self.lines.is_empty() {
            self.write();
        }
        self.failed.map_or(Ok(()), Err)
    }
}

/// Gives sled what it lacks. How many entries and records that were, or why it is of no use any more.
pub fn complete_second(
    second: &Second,
    compared: &Compared,
    index: &Index,
    records: u64,
    folder: &Folder,
) -> Result<(u64, u64), SecondFault> {
    compared.verdict(index)?;
    let facts = fill_entries(second, &folder.facts(), index, |key| compared.lacks(key))?;
    let lacking_records = records.saturating_sub(compared.records);
    if lacking_records > 0 {
        fill_records(second, &folder.roster())?;
    }
    if facts > 0 || lacking_records > 0 {
        count_again(second, index, records)?;
    }
    Ok((facts, lacking_records))
}

/// Builds a generation from the mirror.
pub fn build(folder: &Folder, generation: u32, index: &Index, records: u64) -> Result<Second, SecondFault> {
    let second = Opening::begin(folder.second(generation)).finish().map_err(SecondFault::Closed)?;
    meta::begin(&second).map_err(SecondFault::Closed)?;
    fill_entries(&second, &folder.facts(), index, |_| true)?;
    if records > 0 {
        fill_records(&second, &folder.roster())?;
    }
    count_again(&second, index, records)?;
    meta::finish(&second, generation).map_err(SecondFault::Closed)?;
    Ok(second)
}

fn fill_entries(
    second: &Second,
    mirror: &Path,
    index: &Index,
    which: impl Fn(EntryKey) -> bool,
) -> Result<u64, SecondFault> {
    let unread = |error: std::io::Error| SecondFault::Closed(Fault::Failed(error.to_string()));
    let mut spots: Vec<(EntryKey, Spot)> = index.all().filter(|(key, _)| which(*key)).collect();
    if spots.is_empty() {
        return Ok(0);
    }
    spots.sort_unstable_by_key(|(_, spot)| spot.offset);
    let mut picker = Picker::open(mirror).map_err(unread)?;
    for step in spots.chunks(STEP_LINES) {
        let mut pairs = Vec::with_capacity(step.len());
        for (key, spot) in step {
            pairs.push((trees::key_of_entry(*key), picker.line_at(spot.offset).map_err(unread)?.to_vec()));
        }
        second.ask(STEP_LIMIT, |trees| trees.put(pairs, Vec::new())).map_err(SecondFault::Closed)?;
    }
    Ok(spots.len() as u64)
}

fn fill_records(second: &Second, roster: &Path) -> Result<(), SecondFault> {
    let unread = |error: std::io::Error| SecondFault::Closed(Fault::Failed(error.to_string()));
    let put = |pairs: Vec<Pair>| second.ask(STEP_LIMIT, |trees| trees.put(Vec::new(), pairs));
    let Some(mut lines) = Lines::of(roster).map_err(unread)? else { return Ok(()) };
    let mut pairs = Vec::new();
    while let Some(line) = lines.next_line().map_err(unread)? {
        if let Ok((_, hash)) = wire::decode_record(line.bytes) {
            pairs.push((trees::key_of_record(hash), [line.bytes, b"\n"].concat()));
        }
        if pairs.len() == STEP_LINES {
            put(std::mem::take(&mut pairs)).map_err(SecondFault::Closed)?;
        }
    }
    put(pairs).map_err(SecondFault::Closed)
}

/// Whether sled has just what the mirror has, read again line by line.
fn count_again(second: &Second, index: &Index, records: u64) -> Result<(), SecondFault> {
    let (mut facts_found, mut records_found) = (0, 0);
    let sound = |(key, line): &Pair| {
        let spot = trees::entry_of_key(key).and_then(|key| index.spot(key));
        spot.is_some_and(|spot| wire::checksum(line) == Ok(spot.checksum))
    };
    second.scan(Shelf::Journal, |pair| facts_found += u64::from(sound(&pair))).map_err(SecondFault::Closed)?;
    second.scan(Shelf::Roster, |_| records_found += 1).map_err(SecondFault::Closed)?;
    if (facts_found, records_found) == (index.facts(), records) { Ok(()) } else { Err(SecondFault::Damaged) }
}
