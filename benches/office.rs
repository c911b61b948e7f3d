//! What a roster of 10,000 people costs to read, and how fast a hostile workbook is refused.
//!
//! Aim: 0.3 s for the roster in any format, 2 s for the refusal. Run: `cargo bench --bench office`.
#![allow(clippy::unwrap_used, reason = "a bench")]

use std::hint::black_box;
use std::io::{Cursor, Write};

use criterion::{Criterion, criterion_group, criterion_main};
use qiandao::office::{Choices, parse_roster};
use rust_xlsxwriter::Workbook;

const PEOPLE: usize = 10_000;
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

criterion_group!(benches, rosters, refusal);
criterion_main!(benches);
