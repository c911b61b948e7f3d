//! A desk in small: it writes chains of entries and knows what was acknowledged.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::domain::fact::{Entry, EntryHash, Fact, Means};
use crate::domain::ids::{DeskId, EntryKey, Epoch, Nonce, PersonId, Series};
use crate::domain::roster::{RosterField, RosterRecord};
use crate::domain::time::{Stamp, Wall};
use crate::journal::{Journal, Keys, Opened, Options, Read, Secret};
use crate::wire::{self, Line, RecordLine};

pub const DESK: DeskId = DeskId(0xfeed);

/// Options for tests: a small ballast, no copies while the test runs.
pub fn options() -> Options {
    let keys = Keys { desk: DESK, event_key: Secret([7; 32]), join_code: None };
    Options { ballast_bytes: 0, ..Options::new(keys) }
}

/// What a folder holds, as a caller of `open` sees it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Held {
    pub entries: BTreeMap<EntryKey, Entry>,
    pub records: Vec<RosterRecord>,
}

impl Held {
    pub fn take(&mut self, read: Read) {
        match read {
            Read::Entry(entry) => {
                let key = entry.key;
                assert!(self.entries.insert(key, entry).is_none(), "{key} came twice");
            }
            Read::Record(record) => self.records.push(record),
        }
    }

    /// The numbers of a series that are there.
    pub fn seqs(&self, series: Series) -> Vec<u64> {
        self.entries.keys().filter(|key| key.series == series).map(|key| key.seq).collect()
    }
}

pub fn open(folder: &Path) -> (Journal, Opened, Held) {
    open_with(folder, options())
}

pub fn open_with(folder: &Path, options: Options) -> (Journal, Opened, Held) {
    let mut held = Held::default();
    let (journal, opened) = Journal::open(folder, options, |read| held.take(read)).unwrap();
    assert_eq!(opened.facts, held.entries.len() as u64);
    assert_eq!(opened.records, held.records.len() as u64);
    (journal, opened, held)
}

/// Writes one series.
#[derive(Clone)]
pub struct Scribe {
    pub series: Series,
    pub seq: u64,
    pub prev: EntryHash,
}

impl Scribe {
    pub fn new(epoch: u32) -> Self {
        Self::of(DESK, epoch)
    }

    pub fn of(desk: DeskId, epoch: u32) -> Self {
        Self { series: Series { desk, epoch: Epoch(epoch) }, seq: 0, prev: EntryHash::default() }
    }

    /// The next entry.
    pub fn next(&mut self) -> Line {
        self.write(Fact::Arrived { person: PersonId::default(), by: Means::Scanned, team: None })
    }

    pub fn write(&mut self, fact: Fact) -> Line {
        self.seq += 1;
        let entry = Entry {
            key: EntryKey { series: self.series, seq: self.seq },
            stamp: Stamp { ms: 1_772_700_000_000 + self.seq, count: 0 },
            wall: Wall(1_772_728_800_000 + 60_000 * i64::try_from(self.seq).unwrap()),
            operator: None,
            practice: false,
            nonce: Nonce(self.seq),
            prev: self.prev,
            fact,
        };
        let line = wire::encode(&entry).unwrap();
        self.prev = line.hash();
        line
    }

    pub fn lines(&mut self, count: u64) -> Vec<Line> {
        (0..count).map(|_| self.next()).collect()
    }
}

pub fn record(index: u32, name: &str) -> RecordLine {
    let person = PersonId { entry: EntryKey::default(), index };
    let stamp = Stamp { ms: 1, count: index };
    let value = Some(name.to_owned());
    wire::encode_record(&RosterRecord { person, field: RosterField::Name, value, stamp, by: Series::default() })
        .unwrap()
}

/// A folder with `facts` entries of one series and two records, closed.
pub fn filled(folder: &Path, facts: u64) -> Scribe {
    let mut scribe = Scribe::new(1);
    let (journal, _, _) = open(folder);
    journal.append(scribe.lines(facts), vec![record(0, "a"), record(1, "b")]).wait().unwrap();
    journal.close();
    scribe
}

/// A copy of everything in a folder, as it is at this moment.
pub fn copy_folder(from: &Path, to: &Path) {
    for file in fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        let to = to.join(file.file_name());
        if file.file_type().unwrap().is_dir() {
            fs::create_dir(&to).unwrap();
            copy_folder(&file.path(), &to);
        } else {
            fs::copy(file.path(), &to).unwrap();
        }
    }
}
