//! Whole desks on folders of their own, and the wire between them: what one sends the other takes in, or not.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use qiandao::desk::chance::Chance;
use qiandao::desk::clock::Clock;
use qiandao::desk::{Arrived, Desk, DeskOptions, DeskReader, Reply};
use qiandao::domain::command::Command;
use qiandao::domain::ids::{DeskId, DeskNumber, EntryKey, Series};
use qiandao::domain::notices;
use qiandao::domain::outcome::Outcome;
use qiandao::domain::time::Wall;
use tempfile::TempDir;

use crate::kit::square;

/// One page on the wire.
const PAGE_BYTES: usize = 8 * 1024;

/// A laptop: a folder and the program on it, while it runs.
pub struct Laptop {
    folder: TempDir,
    /// In a box: several laptops stand in one array.
    desk: Option<Box<Desk>>,
    /// How wrong its clock is.
    pub skew_ms: i64,
    seed: u64,
}

impl Laptop {
    /// A laptop with an empty folder.
    pub fn new(seed: u64) -> Self {
        Self::on(tempfile::tempdir().unwrap(), seed)
    }

    /// A laptop that opens a folder. Its random values follow from the seed and differ at every start.
    pub fn on(folder: TempDir, seed: u64) -> Self {
        let mut laptop = Self { folder, desk: None, skew_ms: 0, seed };
        laptop.start();
        laptop
    }

    /// The laptop that set the square up, at opening time.
    pub fn first(seed: u64) -> Self {
        let (folder, desk) = square::set_up();
        drop(desk);
        Self::on(folder, seed)
    }

    /// A laptop that got everything from another and took a number.
    pub fn joined(seed: u64, number: u16, from: &mut Self) -> Self {
        let mut laptop = Self::new(seed);
        laptop.pull(from);
        laptop.does(Command::JoinDesk { number: DeskNumber::new(number).unwrap(), name: format!("机 {number}") });
        from.pull(&mut laptop);
        laptop
    }

    /// The same folder on another laptop: somebody copied the disk.
    pub fn copy(&self, seed: u64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for file in ["facts.jsonl", "roster.jsonl", "keys-a", "keys-b"] {
            fs::copy(self.folder().join(file), folder.path().join(file)).unwrap();
        }
        Self::on(folder, seed)
    }

    pub fn start(&mut self) {
        self.desk = None;
        self.seed += 1_000;
        let clock = Clock::Standing(square::day().at_minute(8 * 60).shifted(self.skew_ms));
        let options = DeskOptions { clock, chance: Chance::Seeded(self.seed), ..DeskOptions::default() };
        self.desk = Some(Box::new(Desk::open(self.folder.path(), options).unwrap().0));
    }

    /// The folder that is left when the program ends.
    pub fn into_folder(mut self) -> TempDir {
        self.desk = None;
        self.folder
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn desk(&self) -> &Desk {
        self.desk.as_ref().unwrap()
    }

    pub fn desk_mut(&mut self) -> &mut Desk {
        self.desk.as_mut().unwrap()
    }

    pub fn id(&self) -> DeskId {
        self.desk().id()
    }

    /// The true time is this; its own clock shows its own.
    pub fn at(&mut self, minute: u16, second: i64) -> &mut Self {
        self.set_wall(square::day().at_minute(minute).shifted(second * 1000))
    }

    pub fn set_wall(&mut self, wall: Wall) -> &mut Self {
        let wall = wall.shifted(self.skew_ms);
        *self.desk_mut().clock_mut() = Clock::Standing(wall);
        self
    }

    /// Performs a command that cannot be refused.
    #[allow(clippy::needless_pass_by_value, reason = "commands are written where they are given")]
    pub fn does(&mut self, command: Command) -> (Outcome, Vec<EntryKey>) {
        match self.desk_mut().perform(&command) {
            Reply::Done { outcome, entries } => (outcome, entries),
            other => panic!("{command:?}: {other:?}"),
        }
    }

    pub fn reader(&mut self) -> DeskReader {
        self.desk_mut().reader()
    }

    /// How far it holds each series.
    pub fn heads(&self) -> BTreeMap<Series, u64> {
        let heads = self.desk().journal().reader().heads();
        heads.into_iter().map(|(series, head)| (series, head.seq)).collect()
    }

    /// The lines that somebody lacks who holds so much.
    pub fn lines_since(&self, heads: &BTreeMap<Series, u64>, limit_bytes: usize) -> Vec<Vec<u8>> {
        lines(&self.desk().journal().reader().since(heads, limit_bytes).unwrap().bytes)
    }

    /// Takes in what came, to the end.
    pub fn takes(&mut self, arrived: Arrived) -> &mut Self {
        assert!(self.desk_mut().absorb(arrived), "no room");
        self.drain()
    }

    pub fn drain(&mut self) -> &mut Self {
        let desk = self.desk_mut();
        // Once more, for what a desk notes down by itself.
        for _ in 0..2 {
            while desk.is_absorbing() || desk.pending() > 0 {
                desk.collect();
                std::thread::yield_now();
            }
            desk.collect();
        }
        self
    }

    /// Asks another desk for all it lacks, page by page, names first.
    pub fn pull(&mut self, from: &mut Self) -> &mut Self {
        let (theirs, mine) = (from.reader(), self.reader());
        let mut bucket = Some(0);
        while let Some(at) = bucket {
            let page = theirs.roster.page(&mine.roster.digest(), at, PAGE_BYTES);
            self.takes(Arrived { from: Some(from.id()), records: lines(&page.bytes), ..Arrived::default() });
            bucket = page.next;
        }
        loop {
            let entries = from.lines_since(&self.heads(), PAGE_BYTES);
            if entries.is_empty() {
                return self;
            }
            let before = self.desk().absorbed();
            self.takes(Arrived { from: Some(from.id()), entries, ..Arrived::default() });
            if self.desk().absorbed() == before {
                return self;
            }
        }
    }

    /// The notices open here, by their ids.
    pub fn notices(&self) -> Vec<String> {
        notices::open(self.desk().board()).iter().map(|notice| notice.id().to_string()).collect()
    }

    pub fn code(&self) -> String {
        self.desk().board().agreement().to_string()
    }
}

/// All desks tell each other everything, until nobody has any news.
pub fn all_meet(laptops: &mut [Laptop]) {
    for _ in 0..4 {
        for one in 0..laptops.len() {
            for other in 0..laptops.len() {
                if let Ok([to, from]) = laptops.get_disjoint_mut([one, other]) {
                    to.pull(from);
                }
            }
        }
    }
}

#[track_caller]
pub fn agree(laptops: &mut [Laptop]) {
    let codes: Vec<String> = laptops.iter().map(Laptop::code).collect();
    assert!(codes.windows(2).all(|pair| pair[0] == pair[1]), "{codes:?}");
    let digests: Vec<_> = laptops.iter_mut().map(|laptop| laptop.reader().roster.digest()).collect();
    assert!(digests.windows(2).all(|pair| pair[0] == pair[1]), "rosters differ");
}

pub fn lines(bytes: &[u8]) -> Vec<Vec<u8>> {
    bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect()
}
