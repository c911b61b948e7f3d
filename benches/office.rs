//! What a roster of 10,000 people costs to read and to take in durably, what their report costs as a workbook and as a
//! page, how fast a hostile workbook is refused, and what the paper beside the machine costs the screen's thread.
//!
//! Aim: 0.3 s for the roster in any format, 0.5 s for the report, 2 s for the refusal. Run: `cargo bench --bench office`.
#![allow(clippy::unwrap_used, reason = "a bench")]

use std::hint::black_box;
use std::io::{Cursor, Write};

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use qiandao::desk::{Desk, DeskOptions, out};
use qiandao::domain::command::Command;
use qiandao::domain::fact::{Means, Measure, Outing, Service, ServiceKind};
use qiandao::domain::ids::{DeskNumber, PersonId};
use qiandao::domain::report::Days;
use qiandao::domain::time::Day;
use qiandao::office::{Choices, parse_roster};
use qiandao::words::Lang;
use qiandao::words::sheets::paper_copy::paper_copy;
use rust_xlsxwriter::Workbook;
use tempfile::TempDir;

const PEOPLE: usize = 10_000;
/// People whose commands are on their way to the disk at once.
const AT_ONCE: usize = 50;
const HEADS: [&str; 5] = ["姓名", "单位", "联系电话", "工号", "备注"];

/// 10,000 different people of 65 units.
fn people() -> Vec<[String; 5]> {
    let character = |index: usize| char::from_u32(0x4E00 + u32::try_from(index).unwrap()).unwrap();
    let person = |at: usize| {
        let name = format!("{}{}", character(at % 100), character(at / 100));
        let unit = format!("新乡市红旗区某某街道第{}社区", at % 65);
        [name, unit, format!("{}", 13_800_000_000 + at * 7), format!("{at:05}"), "需要座椅".to_owned()]
    };
    (0..PEOPLE).map(person).collect()
}

fn csv(people: &[[String; 5]]) -> String {
    std::iter::once(HEADS.join(","))
        .chain(people.iter().map(|person| person.join(",")))
        .collect::<Vec<_>>()
        .join("\r\n")
}

/// Phones as numbers, as offices type them.
fn xlsx(people: &[[String; 5]]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_row(0, 0, HEADS).unwrap();
    for (line, person) in (1..).zip(people) {
        sheet.write_row(line, 0, person).unwrap();
        sheet.write(line, 2, person[2].parse::<f64>().unwrap()).unwrap();
    }
    workbook.save_to_buffer().unwrap()
}

fn rosters(criterion: &mut Criterion) {
    let people = people();
    let text = csv(&people);
    let gb18030 = encoding_rs::GB18030.encode(&text).0.into_owned();
    let mut group = criterion.benchmark_group("10k people");
    group.sample_size(20);
    for (name, bytes) in [("csv utf-8", text.into_bytes()), ("csv gb18030", gb18030), ("xlsx", xlsx(&people))] {
        assert_eq!(parse_roster(&bytes, &Choices::default()).unwrap().people.len(), PEOPLE);
        group.bench_function(name, |bencher| bencher.iter(|| parse_roster(black_box(&bytes), &Choices::default())));
    }
    group.finish();
}

/// A desk in an empty square.
fn desk() -> (TempDir, Desk) {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::open(folder.path(), DeskOptions::default()).unwrap().0;
    let day = Day::of(desk.now());
    let (name, event) = ("学雷锋志愿服务".to_owned(), 305);
    let outing =
        Outing { name, event, first_day: day, last_day: day, opens_minute: 480, closes_minute: 720, demo: false };
    desk.perform(&Command::SetOuting(outing));
    desk.perform(&Command::JoinDesk { number: DeskNumber::FIRST, name: "东门".to_owned() });
    (folder, desk)
}

/// From the bytes of the file to the answer that everybody is on the list, on the disk.
fn import(criterion: &mut Criterion) {
    let text = csv(&people()).into_bytes();
    let mut group = criterion.benchmark_group("10k people, csv");
    group.sample_size(10);
    group.bench_function("taken in, durable", |bencher| {
        let take_in = |(folder, mut desk): (TempDir, Desk)| {
            let file = parse_roster(black_box(&text), &Choices::default()).unwrap();
            assert_eq!(desk.import(&file).unwrap().new, PEOPLE);
            (folder, desk)
        };
        bencher.iter_batched(desk, take_in, BatchSize::PerIteration);
    });
    group.finish();
}

/// Everybody checked in and a leaflet for each: 20,000 facts of a morning, from the board to a file.
fn report(criterion: &mut Criterion) {
    let (folder, mut desk) = desk();
    desk.import(&parse_roster(csv(&people()).as_bytes(), &Choices::default()).unwrap()).unwrap();
    let leaflets = Service {
        service: "leaflets".parse().unwrap(),
        zh: "发放资料".to_owned(),
        en: "Leaflets".to_owned(),
        queued: false,
        letter: None,
        measure: Measure::Copies,
        kind: ServiceKind::Leaflets,
        minutes: 1,
    };
    let count = Command::Count { service: leaflets.service.clone(), quantity: 1, station: None, sure: true };
    desk.perform(&Command::SetService(leaflets));
    let everybody: Vec<PersonId> = desk.board().attendance.people().map(|(person, _)| person).collect();
    for some in everybody.chunks(AT_ONCE) {
        for person in some.iter().copied() {
            for command in [Command::CheckIn { person, by: Means::Scanned }, count.clone()] {
                let nonce = desk.draw_nonce();
                desk.submit(&command, nonce);
            }
        }
        desk.finish();
    }
    assert_eq!(desk.board().attendance.totals().present, PEOPLE as u64);
    let mut group = criterion.benchmark_group("10k people, report");
    group.sample_size(10);
    for ending in ["xlsx", "html"] {
        let path = folder.path().join(format!("report.{ending}"));
        let write = || out::write_document(&path, &desk.report(Days::All, Lang::Zh)).unwrap();
        group.bench_function(ending, |bencher| bencher.iter(write));
    }
    group.finish();
}

/// What the screen's thread gathers for the paper; the writing is another thread's.
fn paper(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("paper copy gathered");
    for count in [320, PEOPLE] {
        let (_folder, mut desk) = desk();
        let text = csv(&people().into_iter().take(count).collect::<Vec<_>>());
        desk.import(&parse_roster(text.as_bytes(), &Choices::default()).unwrap()).unwrap();
        let gather = || paper_copy(desk.board(), desk.roster(), desk.id(), desk.now(), Lang::Zh);
        group.bench_function(count.to_string(), |bencher| bencher.iter(gather));
    }
    group.finish();
}

/// A workbook of 200 KB that unpacks to 72 MB, of the smallest elements there are.
fn bomb() -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let root = r#"<r><Relationship Id="a" Type="officeDocument" Target="b.xml"/></r>"#;
    let relations = r#"<r><Relationship Id="c" Type="worksheet" Target="s.xml"/></r>"#;
    let rows = format!("<s><sheetData>{}", "<row/>".repeat(12_000_000));
    let book = r#"<w><sheet name="S" id="c"/></w>"#;
    for (name, part) in [("_rels/.rels", root), ("_rels/b.xml.rels", relations), ("b.xml", book), ("s.xml", &rows)] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(part.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn refusal(criterion: &mut Criterion) {
    let bytes = bomb();
    let mut group = criterion.benchmark_group("hostile");
    group.sample_size(10);
    group.bench_function("zip bomb", |bencher| bencher.iter(|| parse_roster(black_box(&bytes), &Choices::default())));
    group.finish();
}

criterion_group!(benches, rosters, import, report, paper, refusal);
criterion_main!(benches);
