//! The report: every total in every output is the count that the exported facts give to code that does not use the
//! fold; and what an independent reader finds in a workbook is what the report says.

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;

use calamine::{Data, DataType, Reader, Xlsx};
use proptest::prelude::*;

use qiandao::domain::board::Board;
use qiandao::domain::command::Command;
use qiandao::domain::fact::{Entry, Fact, Measure};
use qiandao::domain::ids::{DeskId, ServiceId};
use qiandao::domain::report::{Days, Report};
use qiandao::domain::roster::Roster;
use qiandao::domain::time::{Day, Wall};
use qiandao::words::Lang;
use qiandao::words::names::Names;
use qiandao::words::sheets::{self, Cell, Document, Table, head};
use qiandao::{office, paper};
use tempfile::tempdir;

use crate::history::recount::{Recount, live, recount};
use crate::history::{apart::Square, deeds::days};
use crate::kit::square;
use crate::program::{complaint, printed};

/// Visits and copies.
type Sum = (u64, u64);

/// The sums of a recount by whatever a question names.
fn sums<K: Ord>(
    count: &Recount,
    copies: &[ServiceId],
    key: impl Fn(&crate::history::recount::Place) -> K,
) -> BTreeMap<K, Sum> {
    let mut sums: BTreeMap<K, Sum> = BTreeMap::new();
    for (place, quantity) in &count.tally {
        let sum = sums.entry(key(place)).or_default();
        *if copies.contains(&place.0) { &mut sum.1 } else { &mut sum.0 } += quantity;
    }
    sums
}

/// The services that are handed out, by what the facts say last.
fn handed_out(entries: &[Entry]) -> Vec<ServiceId> {
    let mut measures = BTreeMap::new();
    for entry in live(entries) {
        if let Fact::ServiceSet(service) = &entry.fact {
            measures.insert(service.service.clone(), service.measure);
        }
    }
    measures.into_iter().filter(|(_, measure)| *measure == Measure::Copies).map(|(service, _)| service).collect()
}

/// Holds a report to a count of the same entries.
fn holds(report: &Report, entries: &[Entry]) {
    let (count, copies) = (recount(entries), handed_out(entries));
    let all = sums(&count, &copies, |_| ()).remove(&()).unwrap_or_default();
    let of = |sum: qiandao::domain::sums::Sum| (sum.visits, sum.copies);
    assert_eq!(of(report.total), all);
    for (name, lines) in [
        ("hours", report.hours.iter().map(|line| of(line.sum)).collect::<Vec<_>>()),
        ("days", report.each_day.iter().map(|line| of(line.sum)).collect()),
        ("stations", report.stations.iter().map(|line| of(line.sum)).collect()),
        ("desks", report.desks.iter().map(|line| of(line.sum)).collect()),
    ] {
        assert_eq!(lines.iter().fold((0, 0), |(a, b), (c, d)| (a + c, b + d)), all, "{name}");
    }
    let by_service = sums(&count, &copies, |place| place.0.clone());
    for line in &report.services {
        let (visits, handed) = by_service.get(&line.service).copied().unwrap_or_default();
        assert_eq!(line.sum, visits + handed, "{}", line.service);
    }
    let by_hour = sums(&count, &copies, |place| (place.3, place.4));
    for line in &report.hours {
        assert_eq!(of(line.sum), by_hour.get(&(line.day, line.hour)).copied().unwrap_or_default());
    }
    for (line, next) in report.hours.iter().zip(report.hours.iter().skip(1)).filter(|(line, next)| line.day == next.day)
    {
        assert_eq!(next.hour, line.hour + 1, "an hour in which nothing happened is no gap");
    }
    let by_station = sums(&count, &copies, |place| place.1.clone());
    for line in &report.stations {
        assert_eq!(of(line.sum), by_station.get(&line.station).copied().unwrap_or_default());
    }
    let by_desk = sums(&count, &copies, |place| place.2);
    for line in &report.desks {
        assert_eq!(of(line.sum), by_desk.get(&line.desk).copied().unwrap_or_default());
    }
    let units: BTreeMap<_, _> = report
        .units
        .iter()
        .map(|line| (line.unit.clone(), [line.count.expected, line.count.arrived, line.count.present]))
        .collect();
    assert_eq!(units, count.units);
    let came: u64 = count.units.values().map(|heads| heads[1]).sum();
    assert_eq!((report.volunteers.arrived, report.evening.volunteers), (came, came));
    assert_eq!(report.evening.units, count.units.values().filter(|heads| heads[1] > 0).count());
    let counts: Vec<_> = live(entries).into_iter().map(|entry| entry.key).collect();
    let may_count = entries.iter().filter(|entry| !entry.practice && entry.fact.undoes().is_none());
    assert_eq!(report.corrections.len(), may_count.filter(|entry| !counts.contains(&entry.key)).count());
    assert_eq!(report.heads.iter().map(|head| head.entries).sum::<u64>(), entries.len() as u64);
}

/// The squares of a city are the desks that say so, and together the whole.
fn squares_hold(report: &Report, entries: &[Entry]) {
    if report.squares.is_empty() {
        return;
    }
    let (count, copies) = (recount(entries), handed_out(entries));
    let square_of = |desk: &DeskId| count.squares.get(desk).cloned().unwrap_or_default();
    let by_square = sums(&count, &copies, |place| square_of(&place.2));
    for line in &report.squares {
        let sum = by_square.get(&line.square).copied().unwrap_or_default();
        assert_eq!((line.sum.visits, line.sum.copies), sum, "{:?}", line.square);
        assert!(line.desks.iter().all(|desk| square_of(desk) == line.square));
    }
    let whole = count.units.values().fold((0, 0), |(came, here), heads| (came + heads[1], here + heads[2]));
    let all = report.squares.iter().fold((0, 0), |(came, here), line| (came + line.arrived, here + line.present));
    assert_eq!(all, whole);
    assert!(by_square.keys().all(|square| report.squares.iter().any(|line| line.square == *square)));
}

/// In every table each number of the last row is the sum of its column.
pub fn adds_up(document: &Document) {
    for table in &document.tables {
        for (column, cell) in table.total.iter().flatten().enumerate() {
            let Cell::Count(total) = cell else { continue };
            let sum: u64 =
                table.rows.iter().map(|row| if let Cell::Count(count) = row[column] { count } else { 0 }).sum();
            assert_eq!(sum, *total, "{} of {}", table.columns[column].head, table.name);
        }
    }
}

/// What an independent reader finds in the workbook is what the document says, cell by cell.
pub fn reads_back(document: &Document) {
    let bytes = office::write_workbook(document).unwrap();
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    assert_eq!(book.sheet_names(), document.tables.iter().map(|table| table.name.clone()).collect::<Vec<_>>());
    for (index, table) in document.tables.iter().enumerate() {
        let range = book.worksheet_range(&table.name).unwrap();
        // The first sheet begins with title, lines and a free row.
        let top = if index == 0 { document.lines.len() + 2 } else { 0 };
        let at = |row: usize, column: usize| {
            range.get_value((u32::try_from(top + row).unwrap(), u32::try_from(column).unwrap())).cloned()
        };
        for (row, cells) in (1..).zip(table.rows.iter().chain(table.total.iter().filter(|_| !table.rows.is_empty()))) {
            for (column, cell) in cells.iter().enumerate() {
                let read = at(row, column).unwrap_or(Data::Empty);
                assert!(is_same(cell, &read), "{} row {row} column {column}: {cell:?}, not {read:?}", table.name);
            }
        }
    }
}

fn is_same(cell: &Cell, read: &Data) -> bool {
    let near = |number: f64| read.as_f64().is_some_and(|read| (read - number).abs() < 1e-9);
    match cell {
        Cell::Empty => *read == Data::Empty,
        Cell::Text(text) => match read {
            Data::Empty => text.is_empty(),
            Data::String(read) => office::safe_cell::unguarded(read) == text,
            _ => false,
        },
        Cell::Count(count) => near(f64::from(u32::try_from(*count).unwrap())),
        Cell::Change(more) => near(f64::from(i32::try_from(*more).unwrap())),
        Cell::Tenths(tenths) => near(f64::from(u32::try_from(*tenths).unwrap()) / 10.0),
        Cell::PerMille(part) => near(f64::from(u32::try_from(*part).unwrap()) / 1000.0),
        Cell::Day(_) | Cell::Time(_) => matches!(read, Data::DateTime(_)),
    }
}

/// The texts hold every row of every table.
pub fn is_in_every_text(document: &Document) {
    let (markdown, page) = (office::markdown(document), paper::document(document));
    let separated = String::from_utf8(office::separated(document)).unwrap();
    let separated = separated.strip_prefix('\u{feff}').unwrap();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(separated.as_bytes());
    let lines: Vec<Vec<String>> =
        reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    let rows = |table: &Table| table.rows.len() + usize::from(table.total.is_some() && !table.rows.is_empty());
    let all: usize = document.tables.iter().map(rows).sum();
    assert_eq!(
        page.matches("<tr>").count() + page.matches("<tr class=\"sum\">").count(),
        all + document.tables.iter().filter(|table| !table.rows.is_empty()).count()
    );
    for table in document.tables.iter().filter(|table| !table.rows.is_empty()) {
        for row in table.rows.iter().chain(&table.total) {
            let texts: Vec<String> = row.iter().map(Cell::text).collect();
            assert!(
                lines.iter().any(|line| line.iter().map(|cell| office::safe_cell::unguarded(cell)).eq(texts.iter())),
                "{texts:?}"
            );
            // Names of the trial hold nothing that is mark-up.
            assert!(markdown.contains(&format!("| {} |", texts.join(" | "))), "{texts:?} in {markdown}");
            for text in texts.iter().filter(|text| !text.is_empty()) {
                assert!(page.contains(&format!(">{text}</td>")), "{text}");
            }
        }
    }
}

pub fn board_of(entries: &[Entry]) -> Board {
    let mut board = Board::default();
    for entry in entries {
        board.absorb(entry.clone());
    }
    board
}

fn check(entries: &[Entry], in_texts: bool) {
    let (board, roster) = (board_of(entries), Roster::default());
    let report = Report::of(&board, Days::All);
    holds(&report, entries);
    targets_hold(&report, entries);
    squares_hold(&report, entries);
    let names = Names::new(&board, &roster);
    for lang in [Lang::Zh, Lang::En] {
        let document = sheets::report(&report, &names, DeskId(1), Wall(0), &[(DeskId(2), Wall(0))], lang);
        adds_up(&document);
        reads_back(&document);
        if in_texts {
            is_in_every_text(&document);
        }
    }
}

/// What the report says of targets is what the facts say: the last one set, against everything that was counted.
fn targets_hold(report: &Report, entries: &[Entry]) {
    let count = recount(entries);
    for (service, progress) in &report.targets {
        let reached: u64 = count.tally.iter().filter(|(place, _)| place.0 == *service).map(|(_, sum)| sum).sum();
        assert_eq!((Some(&progress.target), progress.reached), (count.targets.get(service), reached), "{service}");
    }
    let set_up = |service: &ServiceId| report.services.iter().any(|line| line.service == *service);
    let listed = |service: &ServiceId| report.targets.iter().any(|(of, _)| of == service);
    assert!(count.targets.keys().all(|service| listed(service) || !set_up(service)));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, max_shrink_iters: 500, ..ProptestConfig::default() })]

    #[test]
    fn every_total_of_a_report_is_the_count_of_its_facts(day in days(120)) {
        check(Square::day(&day).entries(), false);
    }

    #[test]
    fn the_days_of_an_outing_add_up_to_all(day in days(120)) {
        let board = board_of(Square::day(&day).entries());
        let all = Report::of(&board, Days::All);
        let days = Report::known_days(&board);
        let each: Vec<Report> = days.into_iter().map(|day| Report::of(&board, Days::One(day))).collect();
        prop_assert_eq!(each.iter().map(|day| day.total.visits).sum::<u64>(), all.total.visits);
        prop_assert_eq!(each.iter().map(|day| day.total.copies).sum::<u64>(), all.total.copies);
        prop_assert_eq!(each.iter().map(|day| day.hours.len()).sum::<usize>(), all.hours.len());
        let came = |report: &Report| report.hours.iter().map(|hour| hour.arrivals).sum::<u64>();
        prop_assert_eq!(each.iter().map(came).sum::<u64>(), came(&all));
        // On its own day everybody who came counts as having come.
        for day in &each {
            prop_assert_eq!(day.volunteers.arrived, came(day));
        }
    }
}

/// The entries that `export --facts` wrote.
pub fn exported(text: &str) -> Vec<Entry> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Holds the report of a folder, in all its forms, to the facts exported from it.
pub fn the_report_of(folder: &std::path::Path, entries: &[Entry]) {
    check(entries, true);
    let count = recount(entries);
    let came: u64 = count.units.values().map(|heads| heads[1]).sum();
    for ending in ["xlsx", "html", "csv", "md"] {
        let path = folder.join(format!("report.{ending}"));
        let said = printed(folder, [std::ffi::OsStr::new("report"), "--out".as_ref(), path.as_os_str()]);
        assert!(said.contains("统计已写入"), "{said}");
        assert!(!path.with_file_name(format!("report.{ending}.in_progress")).exists());
        if ending != "xlsx" {
            assert!(fs::read_to_string(&path).unwrap().contains(&format!("志愿者 {came} 名，")));
            continue;
        }
        let mut book: Xlsx<_> = calamine::open_workbook(&path).unwrap();
        let summary = book.worksheet_range(head::SUMMARY.text(Lang::Zh)).unwrap();
        let figure = |item: &str| {
            let row = summary.rows().find(|row| row[0] == Data::String(item.to_owned()));
            row.unwrap_or_else(|| panic!("{item}"))[1].as_f64().unwrap()
        };
        assert!((figure("志愿者（到过）") - f64::from(u32::try_from(came).unwrap())).abs() < 1e-9);
    }
}

#[test]
fn a_file_that_cannot_be_written_is_a_sentence_and_leaves_nothing_behind() {
    let folder = tempdir().unwrap();
    printed(folder.path(), ["setup", "--name", "学雷锋", "--date", "2026-03-05", "--desk", "1"]);
    let said = |out: &str| complaint(folder.path(), ["report", "--out", out]);
    assert!(said("report.pdf").contains("请以 .xlsx、.html、.csv 或 .md 结尾"));
    let missing = folder.path().join("no such folder").join("a.xlsx");
    assert!(said(missing.to_str().unwrap()).contains("没有这个文件夹"));
    let taken = folder.path().join("taken.csv");
    fs::create_dir(&taken).unwrap();
    assert!(said(taken.to_str().unwrap()).contains("是文件夹"));
    assert!(fs::read_dir(folder.path()).unwrap().all(|item| !item.unwrap().path().ends_with(".in_progress")));
}

#[test]
fn a_report_of_one_day_names_it() {
    let folder = tempdir().unwrap();
    printed(folder.path(), ["setup", "--name", "学雷锋", "--date", "2026-03-05", "--desk", "1"]);
    let path = folder.path().join("day.md");
    printed(folder.path(), ["report", "--day", "2026-03-05", "--out", path.to_str().unwrap()]);
    let text = fs::read_to_string(path).unwrap();
    assert!(text.starts_with(&format!("# 学雷锋 活动统计 {}\n", Day::new(2026, 3, 5).unwrap())), "{text}");
}

#[test]
fn the_workbook_prints_targets_and_how_far_they_are_as_numbers() {
    let (_folder, mut desk) = square::set_up();
    let service = |word: &str| word.parse().unwrap();
    square::done(&mut desk, Command::SetTarget { service: service("leaflets"), quantity: 150 });
    square::done(&mut desk, Command::SetTarget { service: service("tea"), quantity: 20 });
    for (word, quantity) in [("leaflets", 102), ("tea", 25)] {
        let (service, station) = (service(word), None);
        square::done(&mut desk, Command::Count { service, quantity, station, sure: true });
    }
    // A target is of the whole outing, whatever day the report is of.
    for days in [Days::All, Days::One(square::day().next())] {
        let bytes = office::write_workbook(&desk.report(days, Lang::En)).unwrap();
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
        let sheet = book.worksheet_range("Targets").unwrap();
        let rows: Vec<&[Data]> = sheet.rows().collect();
        let text = |text: &str| Data::String(text.to_owned());
        let [heads, leaflets, tea] = rows.as_slice() else { panic!("{rows:?}") };
        assert_eq!(heads[2], text("Target (whole event)"));
        assert_eq!(
            leaflets[..],
            [
                text("Leaflets"),
                Data::Float(102.0),
                Data::Float(150.0),
                text("copies"),
                Data::Float(0.68),
                Data::Float(48.0)
            ]
        );
        assert_eq!(tea[4..], [Data::Float(1.25), Data::Float(0.0)]);
    }
    square::done(&mut desk, Command::SetTarget { service: service("leaflets"), quantity: 0 });
    square::done(&mut desk, Command::SetTarget { service: service("tea"), quantity: 0 });
    assert!(desk.report(Days::All, Lang::En).tables.iter().all(|table| table.name != "Targets"));
}
