//! What a check-in costs at the desk: decided, durable, folded; beside one raw append and sync on the same disk, in
//! turn within one run, so that the ratio holds whatever the machine is doing.

#![allow(missing_docs, clippy::expect_used, clippy::print_stdout, reason = "a bench")]

use std::fs::{self, File, OpenOptions};
use std::hint::black_box;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use qiandao::desk::clock::Clock;
use qiandao::desk::{Desk, DeskOptions, Reply};
use qiandao::domain::command::Command;
use qiandao::domain::fact::{Means, Outing};
use qiandao::domain::ids::{DeskNumber, PersonId};
use qiandao::domain::time::Day;
use qiandao::office::{Choices, parse_roster};

const PEOPLE: usize = 320;

/// A square with people on the list, over a folder in the target directory, which lies on a real disk.
fn square(folder: &Path) -> (Desk, Vec<PersonId>) {
    let day = Day::new(2026, 3, 5).expect("a day");
    let clock = Clock::Standing(day.at_minute(9 * 60));
    let (mut desk, _) = Desk::open(folder, DeskOptions { clock, ..DeskOptions::default() }).expect("a folder");
    let outing = Outing {
        name: "bench".to_owned(),
        event: 1,
        first_day: day,
        last_day: day,
        opens_minute: 480,
        closes_minute: 720,
        demo: false,
    };
    for command in
        [Command::SetOuting(outing), Command::JoinDesk { number: DeskNumber::FIRST, name: "east".to_owned() }]
    {
        assert!(matches!(desk.perform(&command), Reply::Done { .. }));
    }
    let rows: Vec<String> = (0..PEOPLE).map(|row| format!("Person {row},Unit {},{:04}", row % 65, row)).collect();
    let file = format!("name,unit,phone\n{}\n", rows.join("\n"));
    desk.import(&parse_roster(file.as_bytes(), &Choices::default()).expect("a roster")).expect("imported");
    let people = desk.board().attendance.people().map(|(person, _)| person).collect();
    (desk, people)
}

/// Checks people in and out, one after the other.
fn check(desk: &mut Desk, people: &[PersonId], turn: usize) -> Duration {
    let person = *people.get(turn / 2 % people.len()).expect("somebody");
    let by = Means::Scanned;
    let command =
        if turn.is_multiple_of(2) { Command::CheckIn { person, by } } else { Command::CheckOut { person, by } };
    let start = Instant::now();
    let reply = desk.perform(&command);
    let took = start.elapsed();
    assert!(matches!(black_box(reply), Reply::Done { .. }), "turn {turn}");
    took
}

fn raw(file: &mut File, line: &[u8]) -> Duration {
    let start = Instant::now();
    file.write_all(line).expect("written");
    file.sync_data().expect("synced");
    start.elapsed()
}

fn durable_check_in(criterion: &mut Criterion) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench-desk");
    let _ = fs::remove_dir_all(&folder);
    let (mut desk, people) = square(&folder);
    let raw_path = folder.join("raw");
    let mut file = OpenOptions::new().create(true).append(true).open(raw_path).expect("a file");
    let line = [b'x'; 300];
    let mut turn = 0;
    let mut group = criterion.benchmark_group("durable check-in");
    // Each sample does both in turn and reports one of them; the raw one tells what the disk can do just now.
    for which in ["desk", "raw append and sync"] {
        group.bench_function(which, |bencher| {
            bencher.iter_custom(|rounds| {
                let (mut at_desk, mut at_file) = (Duration::ZERO, Duration::ZERO);
                for _ in 0..rounds {
                    at_desk += check(&mut desk, &people, turn);
                    at_file += raw(&mut file, &line);
                    turn += 1;
                }
                if which == "desk" { at_desk } else { at_file }
            });
        });
    }
    group.finish();
    let mut pairs: Vec<f64> = (0..500)
        .map(|_| {
            let desk = check(&mut desk, &people, turn).as_secs_f64();
            turn += 1;
            desk / raw(&mut file, &line).as_secs_f64()
        })
        .collect();
    pairs.sort_by(f64::total_cmp);
    println!("desk / raw append and sync, median of 500 pairs: {:.2}", pairs.get(250).copied().unwrap_or_default());
    drop(desk);
    let _ = fs::remove_dir_all(&folder);
}

fn find(criterion: &mut Criterion) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench-desk-find");
    let _ = fs::remove_dir_all(&folder);
    let (desk, _) = square(&folder);
    criterion.bench_function("desk: find among 320", |bencher| {
        bencher.iter(|| black_box(desk.find(black_box("person 31"), 8)));
    });
    criterion.bench_function("desk: agreement code of 320 people", |bencher| {
        bencher.iter(|| black_box(desk.board().agreement()));
    });
    drop(desk);
    let _ = fs::remove_dir_all(&folder);
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(30).measurement_time(Duration::from_secs(5));
    targets = durable_check_in, find
}
criterion_main!(benches);
