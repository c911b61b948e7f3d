//! A check of a folder that nobody has open: everything is read again, nothing is changed.
//!
//! sled cannot be opened without writing, so its folder is copied aside first.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::domain::fact::EntryHash;
use crate::domain::ids::{EntryKey, Series};
use crate::wire::{self, WireError};
use crate::words::{Said, journal};

use super::error::JournalError;
use super::fault::SecondFault;
use super::folder::Folder;
use super::index::Hole;
use super::keys;
use super::reading::{LogFound, Read, Reading, read_log};
use super::second::Opening;
use super::system;
use super::trees::{self, Shelf};

/// What a check has found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verified {
    /// Entries in either copy.
    pub facts: u64,
    /// Roster records in the log.
    pub records: u64,
    /// All that is wrong.
    pub problems: Vec<Problem>,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// A line that cannot be read.
    LineDamaged {
        /// The file's name.
        file: String,
        /// Which line, from 1.
        line: u64,
        /// What is wrong with it.
        why: WireError,
    },
    /// The last write did not come to its end.
    LineCut {
        /// The file's name.
        file: String,
        /// How much of it there is.
        bytes: u64,
    },
    /// Entries that later ones show to exist.
    Missing(Hole),
    /// A series follows an entry that is not here.
    EndMissing {
        /// The later series.
        series: Series,
    },
    /// An entry that its neighbours or a second version contradict.
    Misfit {
        /// Which.
        entry: EntryKey,
    },
    /// Entries the second copy lacks.
    OnlyInFirst {
        /// How many.
        facts: u64,
    },
    /// Entries the mirror lacks.
    OnlyInSecond {
        /// How many.
        facts: u64,
    },
    /// Places of the second copy that are not what they should be.
    SecondBad {
        /// How many.
        lines: u64,
    },
    /// The second copy does not open.
    SecondUnreadable {
        /// Why.
        why: SecondFault,
    },
    /// Not both key files are whole and the same.
    KeysBad,
}

impl Problem {
    /// The problem as a sentence.
    pub fn said(&self) -> Said {
        let count = |number: &u64| number.to_string();
        match self {
            Self::LineDamaged { file, line, why } => {
                journal::LINE_DAMAGED.fill([("file", file.clone()), ("line", count(line))]).and("why", why.said())
            }
            Self::LineCut { file, bytes } => journal::LINE_CUT.fill([("file", file.clone()), ("bytes", count(bytes))]),
            Self::Missing(Hole { series, first, last }) => {
                journal::MISSING.fill([("series", series.to_string()), ("first", count(first)), ("last", count(last))])
            }
            Self::EndMissing { series } => journal::END_MISSING.fill([("series", series.to_string())]),
            Self::Misfit { entry } => journal::MISFIT.fill([("entry", entry.to_string())]),
            Self::OnlyInFirst { facts } => journal::ONLY_IN_FIRST.fill([("facts", count(facts))]),
            Self::OnlyInSecond { facts } => journal::ONLY_IN_SECOND.fill([("facts", count(facts))]),
            Self::SecondBad { lines } => journal::SECOND_BAD.fill([("lines", count(lines))]),
            Self::SecondUnreadable { why } => journal::SECOND_UNREADABLE.said().and("why", why.said()),
            Self::KeysBad => journal::KEYS_BAD.said(),
        }
    }
}

/// Reads both copies of a folder again and hands all of it to `each`, so that the counts can be folded anew.
pub fn verify(path: &Path, mut each: impl FnMut(Read)) -> Result<Verified, JournalError> {
    let folder = Folder::look_into(path)?;
    let mut problems = Vec::new();
    let (stored, both) = keys::load(path)?;
    if stored.is_none() || !both {
        problems.push(Problem::KeysBad);
    }
    let mut firsts = BTreeMap::new();
    let mut note = |read: Read| {
        if let Read::Entry(entry) = &read
            && entry.key.seq == 1
        {
            firsts.insert(entry.key.series, entry.prev);
        }
        each(read);
    };
    let mut reading = Reading::new(None, &mut note);
    check_log(&folder.facts(), &mut problems, |line, offset| reading.take_entry(line, offset))?;
    check_log(&folder.roster(), &mut problems, |line, _| reading.take_record(line))?;
    check_second(&folder, &mut reading, &mut problems)?;

    let Reading { index, records, contradictions, .. } = reading;
    problems.extend(contradictions.into_iter().map(|entry| Problem::Misfit { entry }));
    problems.extend(index.holes(&BTreeMap::new()).into_iter().map(Problem::Missing));
    let hashes: HashSet<EntryHash> = index.all().map(|(_, spot)| spot.hash).collect();
    let follows_nothing = |prev: &EntryHash| *prev != EntryHash::default() && !hashes.contains(prev);
    let ends = firsts.into_iter().filter(|(_, prev)| follows_nothing(prev));
    problems.extend(ends.map(|(series, _)| Problem::EndMissing { series }));
    Ok(Verified { facts: index.facts(), records: records.len() as u64, problems })
}

fn check_log(
    path: &Path,
    problems: &mut Vec<Problem>,
    mut take: impl FnMut(&[u8], u64) -> Result<bool, WireError>,
) -> Result<(), JournalError> {
    let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let LogFound { tail, .. } = read_log(path, |found| {
        let taken = take(found.bytes, found.offset);
        if let Err(why) = &taken {
            problems.push(Problem::LineDamaged { file: file.clone(), line: found.number, why: why.clone() });
        }
        taken
    })?;
    if !tail.is_empty() {
        problems.push(Problem::LineCut { file, bytes: tail.len() as u64 });
    }
    Ok(())
}

fn check_second(folder: &Folder, reading: &mut Reading<'_>, problems: &mut Vec<Problem>) -> Result<(), JournalError> {
    let Some(generation) = folder.generations().last().copied() else {
        if reading.index.facts() > 0 {
            problems.push(Problem::SecondUnreadable { why: SecondFault::Missing });
        }
        return Ok(());
    };
    let aside = Aside::copy(&folder.second(generation)).map_err(|error| JournalError::of(folder.path(), &error))?;
    let in_first = reading.index.facts();
    let (mut in_both, mut taken, mut bad) = (0_u64, 0_u64, 0_u64);
    let scanned = Opening::begin(aside.0.clone()).finish().and_then(|second| {
        let scanned = second.scan(Shelf::Journal, |(key, line)| {
            let known = trees::entry_of_key(&key).map(|key| (key, reading.index.spot(key)));
            match (known, wire::checksum(&line)) {
                (Some((key, Some(spot))), Ok(checksum)) => {
                    in_both += 1;
                    reading.contradictions.extend((spot.checksum != checksum).then_some(key));
                }
                // Its place does not matter: nobody will pick it from the mirror.
                (Some((_, None)), Ok(_)) if reading.take_entry(&line, u64::MAX) == Ok(true) => taken += 1,
                _ => bad += 1,
            }
        });
        second.close();
        scanned
    });
    if let Err(fault) = scanned {
        problems.push(Problem::SecondUnreadable { why: SecondFault::Closed(fault) });
        return Ok(());
    }
    let lacking = in_first.saturating_sub(in_both);
    problems.extend((lacking > 0).then_some(Problem::OnlyInFirst { facts: lacking }));
    problems.extend((taken > 0).then_some(Problem::OnlyInSecond { facts: taken }));
    problems.extend((bad > 0).then_some(Problem::SecondBad { lines: bad }));
    Ok(())
}

/// A copy of sled's folder among the system's temporary files; gone when dropped.
struct Aside(PathBuf);

impl Aside {
    fn copy(from: &Path) -> io::Result<Self> {
        let aside = Self(system::create_temporary_folder("qiandao-verify")?);
        copy_folder(from, &aside.0)?;
        Ok(aside)
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        // The system clears its temporary files itself, if need be.
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    for file in fs::read_dir(from)? {
        let file = file?;
        let to = to.join(file.file_name());
        if file.file_type()?.is_dir() {
            fs::create_dir(&to)?;
            copy_folder(&file.path(), &to)?;
        } else {
            fs::copy(file.path(), &to)?;
        }
    }
    Ok(())
}
