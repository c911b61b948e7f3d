//! Stories at the public display: who is announced and how often, what it never shows, and that its digits are large.

use std::fmt::Write as _;

use proptest::prelude::*;
use qiandao::desk::Watch;
use qiandao::domain::command::Command;
use qiandao::domain::fact::{Class, Station, StationStatus};
use qiandao::office::{Choices, parse_roster};
use qiandao::tui::bell::Bell;
use qiandao::tui::cells::GlyphWidth;
use qiandao::tui::input::{Input, Key};
use qiandao::tui::picture;
use qiandao::tui::theme::Palette;
use qiandao::tui::watcher::Watcher;
use qiandao::tui::window::Window;
use qiandao::words::Lang;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::kit::{Kiosk, snapshots, square};
use crate::slips::slip;

const STATIONS: [&str; 5] = ["1", "2", "3", "5", "7"];

/// A square at work at a quarter past nine, its display open.
fn display() -> Kiosk {
    let mut kiosk = Kiosk::open();
    kiosk.at(9, 10);
    for (service, count) in [("clinic", 9), ("haircut", 14), ("pressure", 2), ("law", 3)] {
        (0..count).for_each(|_| take(&mut kiosk, service));
    }
    kiosk.at(9, 15).press(Key::F(7)).take_bells();
    kiosk
}

fn take(kiosk: &mut Kiosk, service: &str) {
    let service = service.parse().unwrap();
    square::done(kiosk.desk_mut(), Command::TakeNumber { service, class: Class::Normal });
}

fn call(kiosk: &mut Kiosk, station: &str) {
    square::done(kiosk.desk_mut(), Command::CallNext { station: station.parse().unwrap() });
}

fn arrive(kiosk: &mut Kiosk, station: &str) {
    square::done(kiosk.desk_mut(), Command::Arrive { station: station.parse().unwrap() });
}

/// How often it rang for a call.
fn calls_heard(kiosk: &mut Kiosk) -> usize {
    kiosk.take_bells().into_iter().filter(|bell| *bell == Bell::Called).count()
}

#[test]
fn a_call_is_shown_at_once_rings_twice_and_flashes() {
    let mut kiosk = display();
    kiosk.shows_not("现在叫号");
    call(&mut kiosk, "1");
    kiosk.passes(1).shows("现在叫号：义诊");
    assert_eq!(calls_heard(&mut kiosk), 1);
    let looks = |kiosk: &mut Kiosk| (0..20).map(|_| kiosk.tick(250).roles()).collect::<std::collections::BTreeSet<_>>();
    assert_eq!(looks(&mut kiosk).len(), 2, "it flashes");
    kiosk.passes(60);
    assert_eq!(calls_heard(&mut kiosk), 1, "and is announced once more");
    assert_eq!(looks(&mut kiosk).len(), 1);
}

#[test]
fn several_calls_are_announced_one_after_the_other() {
    let mut kiosk = display();
    for station in STATIONS {
        call(&mut kiosk, station);
    }
    kiosk.passes(1);
    assert_eq!(calls_heard(&mut kiosk), 1);
    kiosk
        .shows("现在叫号：义诊")
        .shows("A1002  2 号台")
        .shows("B1001  3 号台")
        .shows("C1001  5 号台")
        .shows("G1001  7 号台");
    kiosk.passes(28);
    assert_eq!(calls_heard(&mut kiosk), 4, "everybody once");
    kiosk.passes(60);
    assert_eq!(calls_heard(&mut kiosk), 5, "everybody twice");
}

#[test]
fn who_has_come_is_announced_no_more_and_a_recall_is() {
    let mut kiosk = display();
    call(&mut kiosk, "1");
    kiosk.passes(1);
    arrive(&mut kiosk, "1");
    kiosk.passes(30).shows("刚叫过：义诊");
    assert_eq!(calls_heard(&mut kiosk), 1);
    call(&mut kiosk, "2");
    kiosk.passes(30);
    assert_eq!(calls_heard(&mut kiosk), 2);
    square::done(kiosk.desk_mut(), Command::Recall { station: "2".parse().unwrap() });
    kiosk.passes(30);
    assert_eq!(calls_heard(&mut kiosk), 2);
}

#[test]
fn what_was_called_before_it_was_opened_is_shown_and_not_announced() {
    let mut kiosk = display();
    kiosk.press(Key::F(3));
    call(&mut kiosk, "1");
    kiosk.press(Key::F(7)).passes(30).shows("现在叫号：义诊");
    assert_eq!(calls_heard(&mut kiosk), 0);
}

#[test]
fn a_silent_desk_does_not_ring_and_a_practising_one_calls_nobody() {
    let mut kiosk = display();
    kiosk
        .press(Key::F(5))
        .press(Key::F(5))
        .press(Key::Ctrl('l'))
        .types("1")
        .press(Key::Enter)
        .press(Key::F(7))
        .take_bells();
    call(&mut kiosk, "1");
    kiosk.passes(30).shows("这台机正在练习").shows_not("现在叫号").shows_not("A1001  1");
    assert_eq!(calls_heard(&mut kiosk), 0);
    kiosk.press(Key::F(2)).press(Key::Ctrl('l')).press(Key::F(7)).passes(30).shows_not("现在叫号");
    assert_eq!(calls_heard(&mut kiosk), 0, "it never was a call");
}

#[test]
fn services_that_do_not_fit_take_turns() {
    let mut kiosk = display();
    let seen = |kiosk: &mut Kiosk| {
        let screen = kiosk.screen();
        ["义诊", "义剪", "测血压", "法律咨询", "家电维修"]
            .map(|name| screen.lines().skip(17).any(|line| line.contains(name)))
    };
    let first = seen(&mut kiosk);
    let second = seen(kiosk.passes(8));
    for (one, other) in first.into_iter().zip(second) {
        assert!(one != other, "each is on one of two pages: {first:?} {second:?}");
    }
    assert_eq!(seen(kiosk.passes(8)), first);
}

#[test]
fn its_numbers_are_as_high_as_six_metres_need() {
    let mut kiosk = display();
    call(&mut kiosk, "1");
    kiosk.passes(6);
    for (width, height) in [(80, 24), (120, 36), (160, 48), (200, 60)] {
        let roles = kiosk.resize(width, height).roles();
        // Below the title and the word for it.
        let lines = roles.lines().skip(2).take_while(|line| line.contains('@')).count();
        assert!(lines >= 7 && lines * 6 >= usize::from(height), "{lines} lines of {height} at {width}x{height}");
    }
}

#[test]
fn keys_lead_away_and_nothing_is_undone_behind_the_public_face() {
    for key in [Key::F(2), Key::F(3), Key::F(4), Key::F(5), Key::Esc] {
        let mut kiosk = display();
        let facts = kiosk.facts();
        kiosk.press(Key::F(6)).types("1").press(Key::Enter);
        assert_eq!(kiosk.facts(), facts);
        assert!(kiosk.resize(120, 36).press(key).screen().contains("F7"), "{key:?}");
    }
}

#[test]
fn a_badge_is_answered_by_a_sign_and_a_station_called_by_a_volunteers_name_has_none() {
    let mut kiosk = display();
    let badge = kiosk.badge("ouyangnana");
    kiosk.scan(&badge).shows("+ 已记下。").shows_not("欧阳娜娜").shows_not("税务局").rest();
    kiosk.at(9, 16).scan(&badge).shows("! 请到签到处看一下。").shows_not("欧阳娜娜").passes(6).shows_not("请到签到处");
    assert!(kiosk.is_in("ouyangnana"));
    call(&mut kiosk, "1");
    kiosk.resize(160, 48).passes(30);
    let mut named = |name: &str| {
        let (station, service) = ("1".parse().unwrap(), "clinic".parse().unwrap());
        square::done(kiosk.desk_mut(), Command::SetStation(Station { station, service, name: name.to_owned() }));
        kiosk.screen()
    };
    let plain = named("");
    assert_ne!(named("东侧"), plain, "a place is drawn large");
    assert_eq!(named("欧阳娜娜"), plain);
}

#[test]
fn a_slip_that_is_scanned_shows_its_ticket_for_a_while() {
    let mut kiosk = display();
    let slip = slip(&kiosk, "B1003");
    kiosk.scan(&slip).shows("B1003").shows("前方等待 2 人").passes(8).shows("前方等待 2 人");
    kiosk.passes(3).shows_not("前方等待 2 人").shows("接下来");
}

#[test]
fn the_display_in_pictures() {
    snapshots::check_display("display_empty", display().passes(1));
    let mut kiosk = display();
    for station in STATIONS {
        call(&mut kiosk, station);
    }
    for station in ["1", "5"] {
        arrive(&mut kiosk, station);
    }
    let paused = Command::TurnStation { station: "4".parse().unwrap(), status: StationStatus::Paused, serving: None };
    square::done(kiosk.desk_mut(), paused);
    kiosk.at(9, 19).passes(30);
    snapshots::check_display("display_busy", &mut kiosk);
    kiosk.scan("1123030000034580090808444834501102");
    take(&mut kiosk, "law");
    snapshots::check_display("display_scan", &mut kiosk);
}

/// The display in a program of its own, on the folder of a desk at work.
struct Second {
    watcher: Watcher,
    at_ms: u64,
    calls: usize,
}

impl Second {
    fn beside(kiosk: &Kiosk) -> Self {
        let watch = Watch::open(kiosk.folder()).unwrap();
        let watcher = Watcher::new(watch, Lang::Zh, Palette::Daylight, false, GlyphWidth::Narrow);
        Self { watcher, at_ms: 0, calls: 0 }
    }

    fn passes(&mut self, secs: u64) -> &mut Self {
        for _ in 0..secs * 10 {
            self.at_ms += 100;
            self.watcher.tick(self.at_ms);
            self.calls += usize::from(self.watcher.take_bell() == Some(Bell::Called));
        }
        self
    }

    fn press(&mut self, key: Key) -> &mut Self {
        self.watcher.input(Input::Key(key), self.at_ms);
        self
    }

    fn screen(&mut self) -> String {
        let mut buf = Buffer::empty(Rect::new(0, 0, 80, 24));
        self.watcher.draw(buf.area, &mut buf);
        picture::text(&buf, self.watcher.theme())
    }
}

#[test]
fn a_second_program_on_the_same_laptop_shows_what_the_desk_calls() {
    let mut kiosk = display();
    let mut second = Second::beside(&kiosk);
    assert!(second.passes(1).screen().contains("义剪                                14"), "{}", second.screen());
    call(&mut kiosk, "1");
    assert!(second.passes(1).screen().contains("现在叫号：义诊"), "{}", second.screen());
    assert_eq!((second.calls, second.passes(30).calls), (1, 2));
    kiosk.press(Key::F(3)).press(Key::F(6)).shows("已撤销");
    assert!(!second.passes(1).screen().contains("现在叫号"), "the call was undone: {}", second.screen());
}

#[test]
fn a_second_program_never_shows_practice_and_says_when_the_desk_is_closed() {
    let mut kiosk = display();
    let mut second = Second::beside(&kiosk);
    kiosk.press(Key::F(5)).press(Key::F(5)).press(Key::Ctrl('l')).types("1").press(Key::Enter).shows("都不算数");
    call(&mut kiosk, "1");
    assert!(!second.passes(30).screen().contains("现在叫号"), "{}", second.screen());
    assert_eq!(second.calls, 0);
    assert!(!second.screen().contains("叫号的程序没有开着"));
    let folder = kiosk.closes();
    assert!(second.passes(6).screen().contains("叫号的程序没有开着"), "{}", second.screen());
    drop(folder);
}

#[test]
fn a_second_program_has_no_other_screen_and_ends_by_its_key() {
    let kiosk = display();
    let mut second = Second::beside(&kiosk);
    second.passes(1);
    for key in [Key::F(2), Key::F(3), Key::F(5), Key::F(6), Key::Esc, Key::Enter] {
        assert!(second.press(key).screen().contains("接下来"), "{key:?}");
    }
    assert!(second.press(Key::F(9)).screen().contains("Waiting"));
    second.press(Key::Ctrl('q'));
    assert!(!second.watcher.is_over());
    second.press(Key::Enter);
    assert!(second.watcher.is_over());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    /// Whoever is on the list, whatever is scanned and called: no name, phone or unit stands on it.
    #[test]
    fn nobody_is_named_on_it(
        people in proptest::collection::vec(("[赵钱孙李周吴郑王冯陈]{1}[甲乙丙丁戊己庚辛壬癸]{2}", 1_000_u16..9_999), 1..8),
        scanned in 0_usize..8,
        calls in 0_usize..5,
    ) {
        let mut kiosk = display();
        let mut file = String::from("姓名,单位,电话\n");
        for (index, (name, tail)) in people.iter().enumerate() {
            writeln!(file, "{name},秘密第{index}单位,1380000{tail}").unwrap();
        }
        kiosk.desk_mut().import(&parse_roster(file.as_bytes(), &Choices::default()).unwrap()).unwrap();
        let (name, tail) = &people[scanned % people.len()];
        let badge = kiosk.badge(&format!("{name} {tail}"));
        kiosk.scan(&badge).passes(1);
        for station in STATIONS.into_iter().take(calls) {
            call(&mut kiosk, station);
        }
        for (width, height) in [(80, 24), (120, 36), (160, 48), (79, 23)] {
            for _ in 0..4 {
                let screen = kiosk.resize(width, height).passes(8).screen();
                for (name, tail) in &people {
                    prop_assert!(!screen.contains(name.as_str()) && !screen.contains(&tail.to_string()), "{screen}");
                }
                prop_assert!(!screen.contains("秘密"), "{screen}");
            }
            kiosk.scan(&badge);
        }
    }
}
