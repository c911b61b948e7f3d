//! What durability costs: an append through the journal beside the same bytes written and synced by hand, in turn on
//! the same disk; groups; and how long a start takes.
//!
//! Files go to the system's temporary folder; set TMPDIR to measure another disk.

#![allow(clippy::print_stdout, reason = "the comparison prints its own table, as criterion does")]

use std::fs::File;
use std::hint::black_box;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput, criterion_group};
use qiandao::domain::fact::{Entry, EntryHash, Fact, Means};
use qiandao::domain::ids::{DeskId, EntryKey, Epoch, Nonce, PersonId, Series};
use qiandao::domain::time::{Stamp, Wall};
use qiandao::journal::{Journal, Keys, Options, Secret};
use qiandao::wire::{self, Line};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// Appends in each of the compared ways; a disk drifts slowly, so they take turns.
const ROUNDS: usize = 2000;

/// Writes one series of arrivals.
struct Scribe {
    series: Series,
    seq: u64,
    prev: EntryHash,
}

impl Scribe {
    fn new() -> Self {
        Self { series: Series { desk: DeskId(1), epoch: Epoch(1) }, seq: 0, prev: EntryHash::default() }
    }

    fn lines(&mut self, count: u64) -> Outcome<Vec<Line>> {
        (0..count).map(|_| self.next()).collect()
    }

    fn next(&mut self) -> Outcome<Line> {
        self.seq += 1;
        let person = PersonId { entry: EntryKey { series: self.series, seq: 1 }, index: 7 };
        let line = wire::encode(&Entry {
            key: EntryKey { series: self.series, seq: self.seq },
            stamp: Stamp { ms: 1_772_700_000_000 + self.seq, count: 0 },
            wall: Wall(1_772_728_800_000),
            operator: None,
            practice: false,
            nonce: Nonce(self.seq.wrapping_mul(0x9E37_79B9_7F4A_7C15)),
            prev: self.prev,
            fact: Fact::Arrived { person, by: Means::Scanned, team: None },
        });
        let line = line.map_err(|error| format!("{error:?}"))?;
        self.prev = line.hash();
        Ok(line)
    }
}

fn open(folder: &Path) -> Outcome<(Journal, u64)> {
    let keys = Keys { desk: DeskId(1), event_key: Secret([7; 32]), join_code: None };
    let (journal, opened) = Journal::open(folder, Options::new(keys), |read| {
        black_box(read);
    })
    .map_err(|error| format!("{error:?}"))?;
    Ok((journal, opened.facts))
}

fn append(journal: &Journal, lines: Vec<Line>) -> Outcome<()> {
    journal.append(lines, Vec::new()).wait().map(|_| ()).map_err(|error| format!("{error:?}").into())
}

/// The comparison of the design: p50 and p99 of one durable entry, by hand and through the journal.
fn compare() -> Outcome<()> {
    let folder = tempfile::tempdir()?;
    let mut raw = File::create(folder.path().join("raw"))?;
    let (journal, _) = open(&folder.path().join("data"))?;
    // The ballast is being written and would be measured, too.
    while !folder.path().join("data").join("ballast").exists() {
        std::thread::sleep(Duration::from_millis(10));
    }
    let mut scribe = Scribe::new();
    let (mut by_hand, mut one, mut hundred) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let line = scribe.next()?;
        by_hand.push(timed(|| Ok(raw.write_all(line.bytes()).and_then(|()| raw.sync_data())?))?);
        one.push(timed(|| append(&journal, vec![line.clone()]))?);
        if round % 10 == 0 {
            let lines = scribe.lines(100)?;
            hundred.push(timed(|| append(&journal, lines))?);
        }
    }
    let (by_hand, one, hundred) = (Figures::of(by_hand), Figures::of(one), Figures::of(hundred));
    println!("append, {ROUNDS} rounds in turn        p50        p99");
    println!("by hand, write + fdatasync   {by_hand}");
    println!("through the journal          {one}  ({:.2} times)", one.p50.as_secs_f64() / by_hand.p50.as_secs_f64());
    println!("100 entries as one group     {hundred}  ({:.0} a second)", 100.0 / hundred.p50.as_secs_f64());
    Ok(())
}

fn timed(work: impl FnOnce() -> Outcome<()>) -> Outcome<Duration> {
    let started = Instant::now();
    work()?;
    Ok(started.elapsed())
}

struct Figures {
    p50: Duration,
    p99: Duration,
}

impl Figures {
    fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        let at = |percent: usize| times.get(times.len() * percent / 100).copied().unwrap_or_default();
        Self { p50: at(50), p99: at(99) }
    }
}

impl std::fmt::Display for Figures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:7.1} us {:7.1} us", self.p50.as_secs_f64() * 1e6, self.p99.as_secs_f64() * 1e6)
    }
}

/// A start: both copies read, compared, every entry handed over.
fn opening(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("open and read");
    group.sample_size(10);
    for facts in [10_000_u64, 100_000] {
        let Ok(folder) = filled(facts) else { return };
        group.throughput(Throughput::Elements(facts));
        group.bench_function(facts.to_string(), |bencher| {
            bencher.iter_custom(|times| {
                let mut spent = Duration::ZERO;
                for _ in 0..times {
                    let started = Instant::now();
                    let opened = open(folder.path());
                    spent += started.elapsed();
                    assert!(opened.is_ok_and(|(_, read)| read == facts));
                }
                spent
            });
        });
    }
    group.finish();
}

fn filled(facts: u64) -> Outcome<tempfile::TempDir> {
    let folder = tempfile::tempdir()?;
    let (journal, _) = open(folder.path())?;
    let mut scribe = Scribe::new();
    for _ in 0..facts / 100 {
        append(&journal, scribe.lines(100)?)?;
    }
    Ok(folder)
}

criterion_group!(benches, opening);

fn main() -> Outcome<()> {
    // Under `cargo test` every benchmark runs once, to see that it works; the comparison means nothing then.
    if std::env::args().any(|argument| argument == "--bench") {
        compare()?;
    }
    benches();
    Criterion::default().configure_from_args().final_summary();
    Ok(())
}
