//! The record of hours: its totals are what the exported facts give to code that does not use the fold, and an
//! independent reader finds the same numbers in every file.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use calamine::{Data, DataType, Reader, Xlsx};
use proptest::prelude::*;

use qiandao::domain::fact::{Entry, Fact, HoursRules, Outing, Rounding};
use qiandao::domain::hours::Hours;
use qiandao::domain::ids::{DeskId, PersonId, UnitName};
use qiandao::domain::report::Days;
use qiandao::domain::roster::Roster;
use qiandao::domain::time::{Day, Wall};
use qiandao::words::Lang;
use qiandao::words::names::Names;
use qiandao::words::sheets::{Cell, Document, Each, hour_sheets, record_of_hours};
use tempfile::tempdir;

use crate::history::recount::{live, one_person, unit_of, walk};
use crate::history::{apart::Square, deeds::days};
use crate::program::{Talk, complaint, printed};
use crate::report::{adds_up, board_of, is_in_every_text, reads_back};

/// The unit of a person and day, the minutes here, those added later, and those by estimate.
type Counted = BTreeMap<(PersonId, Day), (UnitName, u64, u64, Option<u64>)>;

/// Cuts the opening hours wherever anybody's clock says so and sums the pieces in which somebody was here: nothing can
/// be counted twice.
fn minutes(stays: &[(Wall, Wall)], day: Day, outing: &Outing) -> u64 {
    if !(outing.first_day..=outing.last_day).contains(&day) {
        return 0;
    }
    let (opens, closes) = (day.at_minute(outing.opens_minute), day.at_minute(outing.closes_minute));
    let mut cuts: BTreeSet<Wall> = stays.iter().flat_map(|(from, to)| [*from, *to]).collect();
    cuts.extend([opens, closes]);
    let cuts: Vec<Wall> = cuts.into_iter().filter(|cut| (opens..=closes).contains(cut)).collect();
    let here = |piece: &&[Wall]| stays.iter().any(|(from, to)| *from <= piece[0] && piece[1] <= *to);
    cuts.windows(2).filter(here).map(|piece| piece[1].ms_since(piece[0])).sum::<u64>() / 60_000
}

/// How long the event is: the most that is ever added to one person's hours.
fn length(outing: &Outing) -> u64 {
    let days = std::iter::successors(Some(outing.first_day), |day| Some(day.next()));
    let each_day = u64::from(outing.closes_minute - outing.opens_minute);
    days.take_while(|day| *day <= outing.last_day).count() as u64 * each_day
}

fn counted(entries: &[Entry], outing: &Outing) -> Counted {
    let live = live(entries);
    let one_person = one_person(&live);
    let mut counted = Counted::new();
    for record in one_person.values().copied().collect::<BTreeSet<PersonId>>() {
        let is_theirs = |person: &PersonId| one_person.get(person) == Some(&record);
        let stays = walk(&live, is_theirs).stays;
        let added = |entry: &&Entry| match &entry.fact {
            Fact::HoursAdded { person, day, minutes, estimated, .. } if is_theirs(person) => {
                Some((*day, u64::from(*minutes), *estimated))
            }
            _ => None,
        };
        let added: Vec<(Day, u64, bool)> = live.iter().filter_map(added).collect();
        let mut days: BTreeSet<Day> = stays.iter().map(|(from, _)| Day::of(*from)).collect();
        days.extend(added.iter().map(|(day, ..)| *day));
        let mut room = length(outing);
        for day in days {
            let of_day = || stays.iter().filter(|(from, _)| Day::of(*from) == day);
            let whole: Vec<(Wall, Wall)> =
                of_day().filter_map(|(from, to)| to.filter(|to| Day::of(*to) == day).map(|to| (*from, to))).collect();
            let known = minutes(&whole, day, outing);
            let mut estimate = (whole.len() < of_day().count()).then(|| {
                let concerns = |entry: &&&Entry| {
                    let named = match &entry.fact {
                        Fact::Arrived { person, .. } | Fact::Stationed { person, .. } => is_theirs(person),
                        Fact::TeamArrived { leader: Some(leader), .. } => is_theirs(leader),
                        _ => false,
                    };
                    Day::of(entry.wall) == day && (named || entry.operator.as_ref().is_some_and(is_theirs))
                };
                let first = of_day().map(|(from, _)| *from).min().unwrap();
                let last = live.iter().filter(concerns).map(|entry| entry.wall).max().unwrap_or(first);
                let until = last.shifted(30 * 60_000);
                let all: Vec<(Wall, Wall)> =
                    of_day().map(|(from, to)| (*from, to.filter(|to| Day::of(*to) == day).unwrap_or(until))).collect();
                minutes(&all, day, outing) - known
            });
            let mut late = 0;
            for (_, minutes, is_estimate) in added.iter().filter(|(of, ..)| *of == day) {
                // What is confirmed is no estimate any more; what there is nothing to confirm of adds nothing.
                let most = if *is_estimate { estimate.take().unwrap_or_default() } else { u64::MAX };
                let more = (*minutes).min(most).min(room);
                (late, room) = (late + more, room - more);
            }
            counted.insert((record, day), (unit_of(&live, record), known, late, estimate));
        }
    }
    counted
}

/// Holds the record of some entries, in every form, to a count of them.
fn check(entries: &[Entry], outing: &Outing, in_texts: bool) -> u64 {
    let (board, roster, recounted) = (board_of(entries), Roster::default(), counted(entries, outing));
    for (rounding, cap) in
        [(Rounding::None, None), (Rounding::Tenth, None), (Rounding::Half, Some(120)), (Rounding::Tenth, Some(45))]
    {
        let rules = HoursRules { rounding, daily_cap_minutes: cap };
        let hours = Hours::of(&board, outing, Days::All, rules);
        let lines: Counted = hours
            .lines
            .iter()
            .map(|line| {
                let estimate = line.estimate.map(|estimate| estimate.minutes);
                ((line.person, line.day), (line.unit.clone(), line.minutes, line.late, estimate))
            })
            .collect();
        assert_eq!((lines.len(), &lines), (hours.lines.len(), &recounted));
        // What is listed as added is what the lines hold of it.
        let added: u64 = recounted.values().map(|(_, _, late, _)| late).sum();
        let known = hours.late.iter().filter(|late| board.attendance.person(late.person).is_some());
        assert_eq!(known.map(|late| late.stands).sum::<u64>(), added);
        let step = match rounding {
            Rounding::None => 1,
            Rounding::Tenth => 6,
            Rounding::Half => 30,
        };
        let counts = |minutes: u64| minutes.min(cap.map_or(u64::MAX, u64::from)) / step * step;
        let mut by_unit: BTreeMap<&UnitName, u64> = BTreeMap::new();
        for (unit, minutes, late, _) in recounted.values() {
            *by_unit.entry(unit).or_default() += counts(minutes + late);
        }
        let units: BTreeMap<&UnitName, u64> =
            hours.by_unit().into_iter().map(|(unit, (_, minutes))| (unit, minutes)).collect();
        assert_eq!(units, by_unit);
        assert_eq!(hours.counted(), by_unit.values().sum::<u64>());
        // Of one day after the other it is the same.
        let each_day = recounted.keys().map(|(_, day)| *day).collect::<BTreeSet<Day>>().into_iter();
        let sum: u64 = each_day.map(|day| Hours::of(&board, outing, Days::One(day), rules).counted()).sum();
        assert_eq!(sum, hours.counted());
    }
    let hours = Hours::of(&board, outing, Days::All, HoursRules::default());
    let names = Names::new(&board, &roster);
    for lang in [Lang::Zh, Lang::En] {
        let document = record_of_hours((&board, outing), &hours, &names, (DeskId(1), Wall(0)), lang);
        adds_up(&document);
        reads_back(&document);
        if in_texts {
            is_in_every_text(&document);
        }
        for each in [Each::Person, Each::Unit] {
            let (_, sheets) = hour_sheets((&board, outing), (&hours, each), &names, (DeskId(1), Wall(0)), lang);
            sheets.iter().for_each(adds_up);
            assert_eq!(sheets.iter().map(minutes_of).sum::<u64>(), hours.counted(), "{each:?}");
        }
    }
    hours.counted()
}

/// The minutes that count, at the foot of a sheet's record.
fn minutes_of(sheet: &Document) -> u64 {
    let record = &sheet.tables[0];
    let column =
        record.columns.iter().position(|column| column.head.contains("计入") || column.head.contains("Counted"));
    match record.total.as_ref().unwrap()[column.unwrap()] {
        Cell::Count(minutes) => minutes,
        ref other => panic!("{other:?}"),
    }
}

fn outing_of(entries: &[Entry]) -> Option<Outing> {
    live(entries).into_iter().rev().find_map(|entry| match &entry.fact {
        Fact::OutingSet(outing) => Some(outing.clone()),
        _ => None,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 300, ..ProptestConfig::default() })]

    #[test]
    fn every_hour_of_the_record_is_in_its_facts(day in days(120)) {
        let (square, march) = (Square::day(&day), Day::new(2026, 3, 5).unwrap());
        let outing = Outing {
            name: "学雷锋".to_owned(),
            event: 305,
            first_day: march,
            last_day: march.next(),
            opens_minute: 9 * 60 + 10,
            closes_minute: 17 * 60,
            demo: false,
        };
        check(square.entries(), &outing, false);
    }
}

/// Holds the record of a folder, in all its forms, to the facts exported from it.
pub fn the_hours_of(folder: &Path, entries: &[Entry]) {
    let minutes = check(entries, &outing_of(entries).unwrap(), true);
    assert!(minutes > 0);
    for ending in ["xlsx", "html", "csv", "md"] {
        let path = folder.join(format!("hours.{ending}"));
        let said = printed(folder, [OsStr::new("hours"), "--out".as_ref(), path.as_os_str()]);
        assert!(said.contains("服务时长记录已写入") && said.contains("没有计入"), "{said}");
        if ending != "xlsx" {
            let text = fs::read_to_string(&path).unwrap();
            for printed in ["盖章后才是证明", "向下取整到 0.1 小时", "每天时长不设上限"] {
                assert!(text.contains(printed), "{printed} in {ending}");
            }
            continue;
        }
        let mut book: Xlsx<_> = calamine::open_workbook(&path).unwrap();
        let record = book.worksheet_range("时长记录").unwrap();
        let heads = record.rows().position(|row| row[0] == Data::String("序号".to_owned())).unwrap();
        let column = record.rows().nth(heads).unwrap().iter().position(|head| *head == "计入（分）").unwrap();
        let numbers = record.rows().skip(heads + 1).filter(|row| row[1] != Data::Empty);
        let sum: f64 = numbers.filter_map(|row| row[column].as_f64()).sum();
        assert!((sum - f64::from(u32::try_from(minutes).unwrap())).abs() < 1e-6, "{sum}, not {minutes}");
    }
}

#[test]
fn the_record_says_by_which_rules_it_was_made_and_nothing_before_there_is_an_event() {
    let folder = tempdir().unwrap();
    assert!(complaint(folder.path(), ["hours", "--out", "hours.md"]).contains("qiandao setup"));
    printed(folder.path(), ["setup", "--name", "学雷锋", "--date", "2026-03-05", "--desk", "1"]);
    let path = folder.path().join("hours.md");
    let out = path.to_str().unwrap();
    let said =
        printed(folder.path(), ["hours", "--out", out, "--day", "2026-03-05", "--rounding", "half", "--cap", "8"]);
    assert!(!said.contains("没有计入"), "{said}");
    let text = fs::read_to_string(&path).unwrap();
    for line in ["（台账） 2026-03-05", "向下取整到 0.5 小时", "最多计 8.0 小时", "（盖章）"] {
        assert!(text.contains(line), "{line} in {text}");
    }
    assert!(complaint(folder.path(), ["hours", "--out", "hours.pdf"]).contains("请以 .xlsx、.html、.csv 或 .md 结尾"));
}

#[test]
fn the_lead_confirms_a_missing_check_out_with_name_and_reason() {
    let folder = tempdir().unwrap();
    let mut desk = Talk::at_demo(folder.path());
    desk.refused("credit 13 by 12 because 忘了签退", "not_in");
    desk.ok("in 13");
    desk.ok("at 10:00:00");
    desk.refused("credit 13 by 12", "missing_argument");
    assert!(desk.ok("credit 13 by 12 because 忘了签退")["text"].as_str().unwrap().contains("补录 30 分钟"));
    assert!(desk.ok("history 1")["text"].as_str().unwrap().contains("忘了签退"));
    desk.refused("credit 13 by 12 because 忘了签退", "not_in");
    desk.ok("credit 20 948 by 12 because 没带胸牌");
    desk.refused("credit 9999 948 by 12 because 没带胸牌", "out_of_bounds");
    assert!(desk.end().success());
    let path = folder.path().join("hours.csv");
    let said = printed(folder.path(), ["hours", "--rounding", "none", "--out", path.to_str().unwrap()]);
    assert!(!said.contains("没有计入"), "{said}");
    let text = fs::read_to_string(&path).unwrap();
    let total = text.lines().find(|line| line.starts_with("合计")).unwrap();
    assert_eq!(total.split(',').skip(9).collect::<Vec<_>>(), ["0", "50", "50", "0.8", "0"]);
    assert!(text.contains("确认估计") && text.contains("没带胸牌"), "{text}");
}

#[test]
fn the_rule_is_set_once_for_all_and_a_file_with_another_says_so() {
    let folder = tempdir().unwrap();
    let mut desk = Talk::at_demo(folder.path());
    for (line, code) in [
        ("hours", "missing_argument"),
        ("hours rule", "missing_argument"),
        ("hours rule quarter", "bad_argument"),
        ("hours rule half 8 9", "bad_argument"),
        ("hours sum", "bad_argument"),
        ("hours rule half 0", "out_of_bounds"),
        ("hours rule half 25", "out_of_bounds"),
    ] {
        desk.refused(line, code);
    }
    let said = desk.ok("hours rule half 7");
    assert_eq!(said["text"], "时长规则：向下取整到 0.5 小时，每天最多 7 小时。", "{said}");
    assert_eq!(desk.ok("hours rule half 7")["outcome"], "nothing_new");
    assert!(desk.end().success());
    let record = |more: &[&str]| {
        let path = folder.path().join("hours.md");
        let arguments = ["hours", "--out", path.to_str().unwrap()];
        printed(folder.path(), arguments.iter().chain(more).copied().collect::<Vec<_>>());
        fs::read_to_string(&path).unwrap()
    };
    let text = record(&[]);
    assert!(text.contains("向下取整到 0.5 小时") && text.contains("最多计 7.0 小时"), "{text}");
    assert!(!text.contains("单独指定"), "{text}");
    let text = record(&["--rounding", "tenth"]);
    for line in ["向下取整到 0.1 小时", "最多计 7.0 小时", "活动设定的是：向下取整到 0.5 小时，每天最多 7 小时"]
    {
        assert!(text.contains(line), "{line} in {text}");
    }
}

#[test]
fn the_lead_confirms_all_missing_check_outs_with_one_reason_and_once() {
    let folder = tempdir().unwrap();
    let mut desk = Talk::at_demo(folder.path());
    for who in ["in 13", "in 948", "in 解红军"] {
        desk.ok(who);
    }
    desk.ok("at 10:00:00");
    desk.ok("out 解红军");
    desk.refused("credit all by 12", "missing_argument");
    let said = desk.ok("credit all by 12 because 忘了签退");
    assert_eq!(
        (&said["outcome"], &said["text"]),
        (&"hours_confirmed".into(), &"确认 2 个没签退，共补录 60 分钟。".into())
    );
    assert_eq!(desk.ok("credit all by 12 because 忘了签退")["outcome"], "nothing_new");
    assert!(desk.end().success());
    assert!(!printed(folder.path(), ["close"]).contains("没签退"));
}

#[test]
fn every_volunteer_and_every_unit_has_a_sheet_to_seal() {
    let folder = tempdir().unwrap();
    let mut desk = Talk::at_demo(folder.path());
    for line in ["in 13", "in 948", "in 解红军", "edit 948 name <b>王&芳</b>"] {
        desk.ok(line);
    }
    desk.ok("at 10:00:00");
    desk.ok("out 解红军");
    desk.ok("credit 13 by 12 because <i>忘了</i>");
    assert!(desk.end().success());
    let sheets = |more: &[&str]| {
        let path = folder.path().join("sheets.html");
        let arguments = ["hours", "--out", path.to_str().unwrap(), "--sheets"];
        printed(folder.path(), arguments.iter().chain(more).copied().collect::<Vec<_>>());
        let page = fs::read_to_string(&path).unwrap();
        well_formed(&page);
        page
    };
    let people = sheets(&["people"]);
    assert_eq!(people.matches("<section").count(), 3, "one for each who was here");
    assert_eq!(people.matches("志愿服务组织（盖章）").count(), 3);
    for part in
        ["志愿服务个人记录：解红军", "&lt;b&gt;王&amp;芳&lt;/b&gt;", "&lt;i&gt;忘了&lt;/i&gt;", "胸牌编号：000-00001-3"]
    {
        assert!(people.contains(part), "{part}");
    }
    let one = sheets(&["people", "--person", "13"]);
    assert!(one.matches("<section").count() == 1 && one.contains("确认估计"), "{one}");
    let units = sheets(&["units"]);
    let known: BTreeSet<&str> = units.split("<h1>").skip(1).filter_map(|part| part.split("</h1>").next()).collect();
    assert_eq!(known.len(), units.matches("<section").count());
    let unit = known.first().unwrap().split('：').nth(1).unwrap();
    assert_eq!(sheets(&["units", "--unit", unit]).matches("<section").count(), 1);
    let fails = |more: &[&str]| complaint(folder.path(), ["hours"].iter().chain(more).copied().collect::<Vec<_>>());
    assert!(fails(&["--sheets", "people", "--out", "x.xlsx"]).contains("请以 .html 结尾"));
    assert!(fails(&["--sheets", "units", "--out", "x.html", "--unit", "没有这个"]).contains("没有"));
    assert!(fails(&["--sheets", "people", "--out", "x.html", "--person", "张伟"]).contains("胸牌编号"));
    assert!(
        fails(&["--sheets", "people", "--out", "x.html", "--person", "948", "--day", "2026-03-06"]).contains("还没有")
    );
}

/// Every tag that is opened is closed, in its order.
fn well_formed(page: &str) {
    let mut open: Vec<&str> = Vec::new();
    for tag in page.split('<').skip(1).map(|part| part.split('>').next().unwrap()) {
        let name = tag.split([' ', '\n']).next().unwrap();
        match name.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name), "</{name}>"),
            None if matches!(name, "!DOCTYPE" | "meta") => {}
            None => open.push(name),
        }
    }
    assert_eq!(open, Vec::<&str>::new());
}
