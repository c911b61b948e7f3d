//! An outing of two days: the day before beside today, counted alike, on the tally and in the report; and that every
//! course and every comparison is what the facts say, counted without the fold.

use std::collections::BTreeMap;

use proptest::prelude::*;
use qiandao::desk::clock::Clock;
use qiandao::domain::command::Command;
use qiandao::domain::course::{self, Grain};
use qiandao::domain::day_before::beside;
use qiandao::domain::days::{Days, with_figures};
use qiandao::domain::fact::{Entry, Fact, Means, Measure, Outing, Service};
use qiandao::domain::ids::ServiceId;
use qiandao::domain::time::Day;
use qiandao::tui::input::Key;
use qiandao::words::Lang;
use qiandao::words::sheets::{Cell, Document};

use crate::history::recount::{live, recount};
use crate::history::{apart::Square, deeds::days};
use crate::kit::{Kiosk, snapshots, square};
use crate::report::board_of;

/// The second day, at a minute of it.
fn tomorrow(kiosk: &mut Kiosk, hour: u16, minute: u16) -> &mut Kiosk {
    let wall = square::day().next().at_minute(hour * 60 + minute);
    *kiosk.desk_mut().clock_mut() = Clock::Standing(wall);
    kiosk
}

fn count(kiosk: &mut Kiosk, service: &str, quantity: u32) {
    let service = service.parse().unwrap();
    square::done(kiosk.desk_mut(), Command::Count { service, quantity, station: None, sure: true });
}

fn check_in(kiosk: &mut Kiosk, name: &str) {
    let person = kiosk.person(name);
    square::done(kiosk.desk_mut(), Command::CheckIn { person, by: Means::Chosen });
}

/// The morning of the second day at 9:50. On the first three volunteers came, two of whom are here again.
fn second_morning() -> Kiosk {
    let mut kiosk = Kiosk::open();
    let outing = kiosk.desk().board().square.outing().unwrap();
    let outing = Outing { last_day: square::day().next(), ..outing.clone() };
    square::done(kiosk.desk_mut(), Command::SetOuting(outing));
    for (service, quantity) in [("leaflets", 1500), ("tea", 100)] {
        square::done(kiosk.desk_mut(), Command::SetTarget { service: service.parse().unwrap(), quantity });
    }
    kiosk.at(8, 5);
    check_in(&mut kiosk, "xiehongjun");
    check_in(&mut kiosk, "yuchijing");
    kiosk.at(9, 20);
    count(&mut kiosk, "tea", 20);
    kiosk.at(9, 40);
    count(&mut kiosk, "leaflets", 400);
    check_in(&mut kiosk, "dxx");
    kiosk.at(11, 30);
    count(&mut kiosk, "leaflets", 500);
    count(&mut kiosk, "tea", 30);
    for name in ["xiehongjun", "yuchijing", "dxx"] {
        let person = kiosk.person(name);
        square::done(kiosk.desk_mut(), Command::CheckOut { person, by: Means::Chosen });
    }
    tomorrow(&mut kiosk, 8, 2);
    check_in(&mut kiosk, "xiehongjun");
    check_in(&mut kiosk, "dxx");
    tomorrow(&mut kiosk, 9, 10);
    count(&mut kiosk, "tea", 12);
    tomorrow(&mut kiosk, 9, 47);
    count(&mut kiosk, "tea", 5);
    count(&mut kiosk, "leaflets", 250);
    tomorrow(&mut kiosk, 9, 50).press(Key::F(4));
    kiosk
}

#[test]
fn today_stands_beside_the_day_before_up_to_the_same_time() {
    let mut kiosk = second_morning();
    // At 9:50 both are counted up to 9:45: what came at 9:47 counts in the totals and in no comparison.
    kiosk.shows("服务 17 人次   资料 250 份").shows("到过 2").shows("今天/03-05（都到 09:45）：");
    kiosk.shows("人次 12/20").shows("资料 0/400").shows("志愿者 2/3");
    kiosk.shows("17 人次    -8     全程 67 / 100  67 %");
    kiosk.shows("250 份  -400  全程 1150 / 1500  76 %");
    snapshots::check("two_days", &mut kiosk);
    kiosk.press(Key::Ctrl('d')).shows("2026-03-05（Ctrl+D 换）").shows("服务 50 人次   资料 900 份").shows("到过 3");
    kiosk.shows_not("今天/").shows_not("-400").shows_not("在场");
    kiosk.press(Key::Ctrl('d')).shows("所有天").shows("服务 67 人次   资料 1150 份").shows("67 人次     全程 67 / 100");
    kiosk.press(Key::Ctrl('d')).shows("今天 2026-03-06");
    kiosk.press(Key::Tab).shows("2026-03-06，每 15 分钟，* 还没过完").shows("09:45*");
    snapshots::check("two_days_course", &mut kiosk);
    kiosk.press(Key::Ctrl('d')).shows("2026-03-05，每 15 分钟").shows("11:30").shows_not("*");
    tomorrow(&mut kiosk, 12, 0)
        .press(Key::Ctrl('d'))
        .press(Key::Ctrl('d'))
        .shows("今天/03-05（都到 12:00）：人次 17/50");
}

#[test]
fn the_longest_names_and_figures_leave_room_for_how_far_a_service_is() {
    let mut kiosk = second_morning();
    let long = Service {
        service: "long".parse().unwrap(),
        zh: "新时代文明实践健康生活方式综合咨询服务".to_owned(),
        en: "Healthy living and all-round advice of the New Era".to_owned(),
        ..kiosk.desk().board().square.service(&"leaflets".parse().unwrap()).unwrap().clone()
    };
    square::done(kiosk.desk_mut(), Command::SetService(long));
    let service = "long".parse().unwrap();
    square::done(kiosk.desk_mut(), Command::SetTarget { service, quantity: 16_000 });
    kiosk.at(9, 0);
    count(&mut kiosk, "long", 5_000);
    tomorrow(&mut kiosk, 8, 40);
    count(&mut kiosk, "long", 10_000);
    tomorrow(&mut kiosk, 9, 50);
    for _ in 0..2 {
        kiosk.press(Key::F(9)).shows("+5000").shows("15000 / 16000").shows("93 %");
    }
    snapshots::check("two_days_longest", &mut kiosk);
}

#[test]
fn units_stations_desks_and_the_sentence_are_of_the_day_that_is_shown() {
    let mut kiosk = second_morning();
    kiosk.press(Key::Ctrl('e')).shows("志愿者 2 名，单位 2 家").press(Key::Ctrl('e'));
    kiosk.press(Key::Tab).press(Key::Tab).shows("1 / 1 / 2").press(Key::Tab).shows("17 人次  250 份");
    kiosk.press(Key::Tab).shows("17 人次  250 份  最后记录 09:47  本机");
    kiosk.press(Key::Ctrl('d')).shows("50 人次  900 份").press(Key::Ctrl('e')).shows("志愿者 3 名");
}

#[test]
fn an_outing_of_one_day_has_no_day_to_choose_and_none_before() {
    let mut kiosk = Kiosk::open();
    count(&mut kiosk, "tea", 5);
    kiosk.press(Key::F(4)).resize(120, 36).shows_not("Ctrl+D").shows_not("今天/");
    kiosk.press(Key::Ctrl('d')).shows("服务 5 人次");
}

#[test]
fn the_report_has_each_day_beside_the_one_before() {
    let mut kiosk = second_morning();
    let days = |document: &Document| {
        let table = document.tables.iter().find(|table| table.name == "Days").unwrap();
        table.rows.iter().map(|row| row[1..].to_vec()).collect::<Vec<_>>()
    };
    let first = [Cell::Count(50), Cell::Empty, Cell::Count(900), Cell::Empty, Cell::Count(3), Cell::Empty];
    let running = days(&kiosk.desk().report(Days::All, Lang::En));
    let not_over = || Cell::Text("not over".to_owned());
    let second = [Cell::Count(17), not_over(), Cell::Count(250), not_over(), Cell::Count(2), not_over()];
    assert_eq!(running, [first.to_vec(), second.to_vec()], "half a day is not held against a whole one");
    tomorrow(&mut kiosk, 12, 0);
    let over = days(&kiosk.desk().report(Days::All, Lang::En));
    let second = [17, -33, 250, -650, 2, -1];
    let cell = |(index, figure): (usize, i64)| {
        if index % 2 == 0 { Cell::Count(figure.unsigned_abs()) } else { Cell::Change(figure) }
    };
    assert_eq!(over[1], second.into_iter().enumerate().map(cell).collect::<Vec<_>>());
    let line = kiosk.desk().report(Days::All, Lang::En).lines.join("\n");
    assert!(line.contains("Last entry of each desk: desk 1 09:47"), "{line}");
}

/// The same day, half of which happened a day later, in an outing of two.
fn as_two_days(entries: &[Entry]) -> Vec<Entry> {
    let mut stamps: Vec<_> = entries.iter().map(|entry| entry.stamp).collect();
    stamps.sort_unstable();
    let middle = stamps.get(stamps.len() / 2).copied().unwrap_or_default();
    let two_days = |entry: &Entry| {
        let mut entry = entry.clone();
        if entry.stamp >= middle {
            entry.wall = entry.wall.shifted(24 * 3_600_000);
        }
        if let Fact::OutingSet(outing) = &mut entry.fact {
            outing.last_day = outing.last_day.next();
        }
        entry
    };
    entries.iter().map(two_days).collect()
}

fn visits(entries: &[Entry]) -> BTreeMap<(Day, u8), u64> {
    let mut copies: BTreeMap<ServiceId, bool> = BTreeMap::new();
    for entry in live(entries) {
        if let Fact::ServiceSet(service) = &entry.fact {
            copies.insert(service.service.clone(), service.measure == Measure::Copies);
        }
    }
    let mut visits: BTreeMap<(Day, u8), u64> = BTreeMap::new();
    for ((day, quarter, service), sum) in recount(entries).quarters {
        if !copies.get(&service).copied().unwrap_or_default() {
            *visits.entry((day, quarter)).or_default() += sum;
        }
    }
    visits
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 500, ..ProptestConfig::default() })]

    #[test]
    fn every_course_and_comparison_is_what_the_facts_say(day in days(120), minute in 0..1440_u16) {
        let entries = as_two_days(Square::day(&day).entries());
        let (board, arrivals, visits) = (board_of(&entries), recount(&entries).arrivals, visits(&entries));
        for day in with_figures(&board) {
            let now = day.at_minute(minute);
            let of = |counts: &BTreeMap<(Day, u8), u64>, from: u8, to: u8| -> u64 {
                counts.range((day, from)..(day, to)).map(|(_, sum)| sum).sum()
            };
            for (grain, wide) in [(Grain::Hour, 4_u8), (Grain::Quarter, 1)] {
                let rows = course::rows(&board, day, now, grain);
                let total = |figure: fn(&course::Row) -> u64| rows.iter().map(figure).sum::<u64>();
                prop_assert_eq!(total(|row| row.sum.visits), of(&visits, 0, 96));
                prop_assert_eq!(total(|row| row.arrivals), of(&arrivals, 0, 96));
                for (row, next) in rows.iter().zip(rows.iter().skip(1)) {
                    prop_assert_eq!(next.from.ms_since(row.from), u64::from(wide) * 900_000, "a row is left out");
                }
                for row in &rows {
                    let from = row.from.hour() * 4 + row.from.minute() / 15;
                    prop_assert_eq!(row.sum.visits, of(&visits, from, from + wide));
                    prop_assert_eq!(row.arrivals, of(&arrivals, from, from + wide));
                }
                prop_assert!(rows.iter().filter(|row| row.is_running).count() <= 1);
            }
            let Some(beside) = beside(&board, day, now) else { continue };
            let until = u8::try_from(minute / 15).unwrap();
            prop_assert_eq!((beside.now.sum.visits, beside.now.volunteers), (of(&visits, 0, until), of(&arrivals, 0, until)));
            let before = |counts: &BTreeMap<(Day, u8), u64>| -> u64 {
                counts.range((beside.before, 0)..(beside.before, until)).map(|(_, sum)| sum).sum()
            };
            prop_assert_eq!((beside.then.sum.visits, beside.then.volunteers), (before(&visits), before(&arrivals)));
        }
    }
}
