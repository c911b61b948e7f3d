//! Finding a person among 320, 10,000 and 100,000: the whole field must answer within a keystroke.
//!
//! Beside criterion's means this prints the slowest query in a hundred, which is what an operator feels, and the heap
//! of one person. Aim: 0.1, 1 and 10 ms. Run: `cargo bench --bench find`.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, clippy::print_stdout, reason = "a bench")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::hint::black_box;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use criterion::{BenchmarkId, Criterion};
use pinyin::ToPinyin;
use qiandao::domain::find::{Finder, Person};
use qiandao::domain::number::BadgeNumber;

/// Counts what is on the heap.
struct Counting;

static HEAP_BYTES: AtomicUsize = AtomicUsize::new(0);

#[allow(unsafe_code, reason = "an allocator cannot be written without; it only counts and passes on")]
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        HEAP_BYTES.fetch_add(layout.size(), Ordering::Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        HEAP_BYTES.fetch_sub(layout.size(), Ordering::Relaxed);
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// One made-up person.
struct Made {
    name: String,
    unit: usize,
    phone_tail: String,
    alias: String,
    number: BadgeNumber,
}

/// People with the surnames and given names of the demo roster, mixed anew, in its 65 units.
struct Square {
    units: Vec<(String, String)>,
    people: Vec<Made>,
}

impl Square {
    fn of(people: usize) -> Self {
        let rows = |table: &'static str| table.lines().skip(1).map(|row| row.split('\t').collect::<Vec<_>>());
        let units: Vec<_> = rows(include_str!("../src/demo/units.tsv")).map(|u| (u[1].into(), u[2].into())).collect();
        let names: Vec<Vec<char>> =
            rows(include_str!("../src/demo/roster.tsv")).map(|row| row[1].chars().collect()).collect();
        let mut chance = Chance(7);
        let people = (0..people).map(|place| {
            let (front, back) = (&names[chance.below(names.len())], &names[chance.below(names.len())]);
            let name = front[..1].iter().chain(&back[1..]).collect();
            Made {
                name,
                unit: chance.below(units.len()),
                phone_tail: format!("{:04}", chance.below(10_000)),
                alias: format!("{place:06}"),
                number: BadgeNumber::new(
                    u16::try_from(place / 90_000).unwrap(),
                    u32::try_from(place % 90_000).unwrap(),
                )
                .unwrap(),
            }
        });
        Self { people: people.collect(), units }
    }

    fn person<'a>(&'a self, made: &'a Made) -> Person<'a> {
        let (unit, unit_short) = &self.units[made.unit];
        Person {
            name: &made.name,
            unit,
            unit_short,
            phone_tail: &made.phone_tail,
            number: Some(made.number),
            alias: &made.alias,
        }
    }

    fn finder(&self) -> Finder<u64> {
        let mut finder = Finder::default();
        for (key, made) in (0..).zip(&self.people) {
            finder.put(key, &self.person(made));
        }
        finder
    }

    /// What is typed to find people, letter by letter, in every way.
    fn queries(&self) -> Vec<String> {
        let mut queries = Vec::new();
        for made in self.people.iter().step_by((self.people.len() / 40).max(1)) {
            let syllables: Vec<&str> = made.name.as_str().to_pinyin().flatten().map(pinyin::Pinyin::plain).collect();
            let full = syllables.concat();
            let initials: String = syllables.iter().map(|syllable| &syllable[..1]).collect();
            let short = &self.units[made.unit].1;
            for typed in [&full, &initials, &made.name, &made.phone_tail] {
                let ends = typed.char_indices().map(|(start, c)| start + c.len_utf8());
                queries.extend(ends.map(|end| typed[..end].to_owned()));
            }
            queries.push(short.clone());
            queries.push(format!("{} {short}", &initials[..1]));
            queries.push(format!("{initials} {}", made.phone_tail));
            queries.push(made.number.to_string());
            queries.push(made.alias.clone());
            queries.push(made.name.chars().rev().collect());
        }
        queries
    }
}

/// The same people in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }
}

const SIZES: [usize; 3] = [320, 10_000, 100_000];

/// The favour as a window would give it: not yet in, then one unit.
fn favour(key: u64) -> u8 {
    u8::from(key.is_multiple_of(3)) * 2 + u8::from(key.is_multiple_of(65))
}

fn print_slowest_and_heap() {
    for size in SIZES {
        let square = Square::of(size);
        let before = HEAP_BYTES.load(Ordering::Relaxed);
        let finder = square.finder();
        let heap_bytes = HEAP_BYTES.load(Ordering::Relaxed) - before;
        let mut times: Vec<(Duration, String)> = square
            .queries()
            .into_iter()
            .map(|query| {
                // The best of three is the query's own time, without what else the machine did.
                let time = (0..3).map(|_| {
                    let start = Instant::now();
                    black_box(finder.find(&query, 8, favour));
                    start.elapsed()
                });
                (time.min().unwrap_or_default(), query)
            })
            .collect();
        times.sort();
        let at = |percent: usize| &times[(times.len() - 1) * percent / 100];
        println!(
            "{size:>7} people: median {:.1?}, p99 {:.1?} ({:?}), worst {:.1?} ({:?}) of {} queries; {} bytes of heap a person",
            at(50).0,
            at(99).0,
            at(99).1,
            at(100).0,
            at(100).1,
            times.len(),
            heap_bytes / size
        );
    }
}

fn find(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("find");
    for size in SIZES {
        let finder = Square::of(size).finder();
        for (way, query) in [
            ("letter", "w"),
            ("pinyin", "wangxiaoyan"),
            ("initials", "zxy"),
            ("homophones", "王小眼"),
            ("tail", "9052"),
        ] {
            group.bench_with_input(BenchmarkId::new(way, size), &finder, |bencher, finder| {
                bencher.iter(|| finder.find(black_box(query), 8, favour));
            });
        }
    }
    group.finish();
    let mut group = criterion.benchmark_group("index");
    group.sample_size(10);
    for size in SIZES {
        let square = Square::of(size);
        group.bench_function(BenchmarkId::new("build", size), |bencher| bencher.iter(|| square.finder()));
        let mut finder = square.finder();
        group.bench_function(BenchmarkId::new("put one", size), |bencher| {
            bencher.iter(|| finder.put(0, &square.person(&square.people[1])));
        });
    }
    group.finish();
}

fn main() {
    print_slowest_and_heap();
    let mut criterion = Criterion::default().configure_from_args();
    find(&mut criterion);
    criterion.final_summary();
}
