//! A scan in any place of the program: it is taken, no digit of it stays in a field or on the screen, it answers no
//! question, and what was typed is still there.

use std::fs;
use std::path::Path;

use qiandao::tui::input::Key;
use qiandao::tui::keymap::Place;

use crate::kit::{Kiosk, square};

/// A place of the program and how to get there.
struct Scene {
    name: &'static str,
    place: Place,
    reach: fn(&mut Kiosk),
    /// What was typed there, which no scan takes away.
    typed: &'static [&'static str],
}

const fn scene(name: &'static str, place: Place, typed: &'static [&'static str], reach: fn(&mut Kiosk)) -> Scene {
    Scene { name, place, reach, typed }
}

/// Presses keys, one after the other.
fn keys(kiosk: &mut Kiosk, keys: &[Key]) {
    for key in keys {
        kiosk.press(*key);
    }
}

/// Types as people do, and waits a moment.
fn types(kiosk: &mut Kiosk, text: &str) {
    kiosk.types(text).rest();
}

/// Somebody on the list is marked on the roster, and what may be done with them is open.
fn person(kiosk: &mut Kiosk) {
    kiosk.press(Key::F(5));
    types(kiosk, "dxx");
    kiosk.press(Key::Enter).shows("修改资料");
}

/// A roster file is looked into.
fn file(kiosk: &mut Kiosk, name: &str, text: &str) {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, text).unwrap();
    keys(kiosk, &[Key::F(5), Key::Ctrl('o')]);
    kiosk.pastes(path.to_str().unwrap()).press(Key::Enter);
}

/// The tab of closing is open.
fn closing(kiosk: &mut Kiosk) {
    keys(kiosk, &[Key::F(5); 3]);
}

/// Somebody did not check out, and the list of them is open.
fn not_out(kiosk: &mut Kiosk) {
    let badge = kiosk.badge("xiehongjun");
    kiosk.at(8, 1).scan(&badge).at(9, 0);
    closing(kiosk);
    types(kiosk, "2");
    kiosk.shows("解红军");
}

/// A resident takes a number.
fn ticket(kiosk: &mut Kiosk) {
    kiosk.press(Key::F(3)).press(Key::Enter);
}

/// A person who is in is scanned again: the desk asks.
fn question(kiosk: &mut Kiosk) {
    let badge = kiosk.badge("xiehongjun");
    kiosk.at(8, 1).scan(&badge).at(9, 0).scan(&badge).shows("1 签退");
}

const SCENES: &[Scene] = &[
    scene("check-in, empty", Place::CheckIn, &[], |_| {}),
    scene("check-in, a name half typed", Place::CheckIn, &[], |kiosk| types(kiosk, "wang")),
    scene("check-in, namesakes", Place::CheckIn, &[], |kiosk| types(kiosk, "wangfang")),
    scene("check-in, nobody fits", Place::CheckIn, &[], |kiosk| types(kiosk, "赵新来")),
    scene("team", Place::Team, &["3"], |kiosk| {
        types(kiosk, "dxx");
        kiosk.press(Key::Ctrl('t'));
        types(kiosk, "3");
    }),
    scene("walk-in, name", Place::Walkin, &["赵新来"], |kiosk| {
        types(kiosk, "赵新来");
        keys(kiosk, &[Key::Enter, Key::BackTab]);
    }),
    scene("walk-in, unit", Place::Walkin, &["赵新来", "新单位"], |kiosk| {
        types(kiosk, "赵新来");
        kiosk.press(Key::Enter);
        types(kiosk, "新单位");
    }),
    scene("walk-in, phone", Place::Walkin, &["赵新来", "新单位", "138"], |kiosk| {
        types(kiosk, "赵新来");
        kiosk.press(Key::Enter);
        types(kiosk, "新单位");
        kiosk.press(Key::Enter);
        types(kiosk, "138");
    }),
    scene("walk-in, similar people", Place::Similar, &["王方"], |kiosk| {
        types(kiosk, "王方");
        kiosk.press(Key::Ctrl('n'));
        types(kiosk, "司法");
        keys(kiosk, &[Key::Enter, Key::Enter]);
        kiosk.shows("相似的人");
    }),
    scene("queue", Place::Queue, &[], |kiosk| _ = kiosk.press(Key::F(3))),
    scene("queue, a station", Place::AtStation, &[], |kiosk| {
        ticket(kiosk);
        keys(kiosk, &[Key::Tab, Key::Enter]);
    }),
    scene("queue, other steps", Place::Detours, &[], |kiosk| {
        ticket(kiosk);
        kiosk.press(Key::Right);
    }),
    scene("tally", Place::Tally, &[], |kiosk| _ = kiosk.press(Key::F(4))),
    scene("tally, a number typed", Place::Tally, &["12"], |kiosk| {
        kiosk.press(Key::F(4));
        types(kiosk, "12");
    }),
    scene("tally, hours", Place::Counts, &[], |kiosk| keys(kiosk, &[Key::F(4), Key::Right])),
    scene("tally, the sentence", Place::Counts, &[], |kiosk| keys(kiosk, &[Key::F(4), Key::Ctrl('e')])),
    scene("tally, paper slips", Place::Form, &["A900001", "A900"], |kiosk| {
        keys(kiosk, &[Key::F(4), Key::Ctrl('p')]);
        types(kiosk, "A900001");
        kiosk.press(Key::Enter);
        types(kiosk, "A900");
    }),
    scene("roster", Place::Roster, &["dxx"], |kiosk| {
        kiosk.press(Key::F(5));
        types(kiosk, "dxx");
    }),
    scene("roster file", Place::Form, &["/tmp/list"], |kiosk| {
        keys(kiosk, &[Key::F(5), Key::Ctrl('o')]);
        types(kiosk, "/tmp/list");
    }),
    scene("roster, somebody new", Place::Walkin, &["赵新来"], |kiosk| {
        kiosk.press(Key::F(5));
        types(kiosk, "赵新来");
        kiosk.press(Key::Ctrl('n'));
    }),
    scene("roster, what to print", Place::Print, &[], |kiosk| keys(kiosk, &[Key::F(5), Key::Ctrl('p')])),
    scene("roster, the file to print to", Place::Form, &["badges.htmlx"], |kiosk| {
        keys(kiosk, &[Key::F(5), Key::Ctrl('p'), Key::Enter]);
        types(kiosk, "x");
    }),
    scene("person", Place::Person, &[], person),
    scene("person, edit", Place::PersonForm, &["单雄信x"], |kiosk| {
        person(kiosk);
        kiosk.press(Key::Enter);
        types(kiosk, "x");
    }),
    scene("person, merge", Place::Merge, &["wang"], |kiosk| {
        person(kiosk);
        types(kiosk, "4");
        types(kiosk, "wang");
    }),
    scene("person, station", Place::Stations, &[], |kiosk| {
        let badge = kiosk.badge("dxx");
        kiosk.scan(&badge);
        person(kiosk);
        types(kiosk, "7");
        kiosk.shows("到哪个服务台");
    }),
    scene("badge", Place::Badge, &[], |kiosk| {
        types(kiosk, "dxx");
        kiosk.press(Key::Ctrl('b')).shows("▄");
    }),
    scene("set-up", Place::SetUp, &[], |kiosk| keys(kiosk, &[Key::F(5), Key::F(5)])),
    scene("set-up, the outing", Place::Form, &["学雷锋广场志愿服务x"], |kiosk| {
        keys(kiosk, &[Key::F(5), Key::F(5), Key::Enter]);
        types(kiosk, "x");
    }),
    scene("set-up, a new service", Place::Form, &["修眼镜"], |kiosk| {
        keys(kiosk, &[Key::F(5), Key::F(5), Key::Ctrl('n')]);
        types(kiosk, "修眼镜");
    }),
    scene("set-up, practice", Place::Question, &[], |kiosk| keys(kiosk, &[Key::F(5), Key::F(5), Key::Ctrl('l')])),
    scene("a question", Place::Question, &[], question),
    scene("a question, which station", Place::Stations, &[], |kiosk| {
        question(kiosk);
        types(kiosk, "2");
        kiosk.shows("到哪个服务台");
    }),
    scene("a reason for an undo", Place::Question, &[], |kiosk| {
        kiosk.at(9, 0).press(Key::F(6)).shows("请选择撤销的原因");
    }),
    scene("closing", Place::Closing, &[], closing),
    scene("closing, open numbers", Place::StillOpen, &[], |kiosk| {
        ticket(kiosk);
        closing(kiosk);
        types(kiosk, "1");
    }),
    scene("closing, who did not check out", Place::NotOut, &[], not_out),
    // A second scan of somebody who is in says who vouches, and another page follows.
    scene("closing, who vouches", Place::Vouch, &[], |kiosk| {
        not_out(kiosk);
        kiosk.press(Key::Ctrl('t'));
    }),
    scene("closing, why", Place::Form, &["忘了"], |kiosk| {
        not_out(kiosk);
        kiosk.press(Key::Ctrl('t'));
        types(kiosk, "wangfang");
        kiosk.press(Key::Enter);
        types(kiosk, "忘了");
    }),
    scene("closing, the file of the sheet", Place::Form, &["closing.htmlx"], |kiosk| {
        closing(kiosk);
        types(kiosk, "5");
        types(kiosk, "x");
    }),
    scene("set-up, the printer", Place::Form, &["printer:9100"], |kiosk| {
        keys(kiosk, &[Key::F(5), Key::F(5), Key::Ctrl('r'), Key::Ctrl('u')]);
        types(kiosk, "printer:9100");
    }),
    scene("set-up, the paper copy", Place::Form, &["/tmp/paper"], |kiosk| {
        keys(kiosk, &[Key::F(5), Key::F(5), Key::Ctrl('p'), Key::Ctrl('u')]);
        types(kiosk, "/tmp/paper");
    }),
    scene("roster file, unknown columns", Place::Columns, &[], |kiosk| {
        file(kiosk, "unknown.csv", "花名册,,\nWho,From,电话\n韦小宝,司法局,13800001234\n");
    }),
    scene("roster file, what is taken", Place::Taking, &[], |kiosk| {
        file(kiosk, "bad.csv", "姓名,单位\n王芳,司法局\n,司法局\n");
    }),
    scene("the keys", Place::Help, &[], |kiosk| _ = kiosk.press(Key::F(12))),
    scene("refused scans", Place::Scans, &[], |kiosk| _ = kiosk.press(Key::Ctrl('k'))),
    scene("the end", Place::Quit, &[], |kiosk| _ = kiosk.press(Key::Ctrl('q'))),
    scene("a window too small", Place::CheckIn, &[], |kiosk| _ = kiosk.resize(60, 10)),
];

/// Digits of a code in a row that nothing on a screen has: a short number has five, a date four.
const REMAINS: usize = 7;

#[track_caller]
fn no_digits_of(code: &str, kiosk: &mut Kiosk, scene: &str) {
    let screen = kiosk.screen();
    let digits: Vec<char> = code.chars().collect();
    for remains in digits.windows(REMAINS) {
        let remains: String = remains.iter().collect();
        assert!(!screen.contains(&remains), "{scene}: {remains} of a scan is left on\n{screen}");
    }
}

#[track_caller]
fn keeps_what_was_typed(scene: &Scene, kiosk: &mut Kiosk) {
    let screen = kiosk.screen();
    for typed in scene.typed {
        assert!(screen.contains(typed), "{}: {typed} is gone from\n{screen}", scene.name);
    }
}

/// Every scene, with a fresh kiosk in it.
fn in_every_scene(check: impl Fn(&Scene, &mut Kiosk)) {
    for scene in SCENES {
        let mut kiosk = Kiosk::open();
        (scene.reach)(&mut kiosk);
        assert_eq!(kiosk.place(), scene.place, "{}", scene.name);
        keeps_what_was_typed(scene, &mut kiosk);
        check(scene, &mut kiosk);
    }
}

#[test]
fn a_badge_scanned_anywhere_is_in_and_leaves_no_digit() {
    in_every_scene(|scene, kiosk| {
        let (badge, facts) = (kiosk.badge("ouyangnana"), kiosk.facts());
        kiosk.scan(&badge);
        assert!(kiosk.is_in("ouyangnana"), "{}\n{}", scene.name, kiosk.screen());
        assert_eq!(kiosk.facts(), facts + 1, "{}: one fact, no question answered", scene.name);
        kiosk.rest().resize(80, 24);
        no_digits_of(&badge, kiosk, scene.name);
        keeps_what_was_typed(scene, kiosk);
        assert!(!kiosk.is_over());
    });
}

#[test]
fn whatever_befalls_a_scan_anywhere_nothing_of_it_is_typed() {
    in_every_scene(|scene, kiosk| {
        let badge = kiosk.badge("ouyangnana");
        let misread = badge.replace('5', "6").replace('7', "1");
        let wide: String = badge.chars().map(|digit| char::from_u32(digit as u32 + 0xFEE0).unwrap()).collect();
        let facts = kiosk.facts();
        // Misread, without its Enter, without its beginning, full-width, pasted, an identity card, a payment code.
        kiosk.at(9, 10).scan(&misread);
        kiosk.at(9, 11).types(&misread).rest();
        kiosk.at(9, 12).scan(badge.split_at(3).1).scan(&wide).pastes(&badge);
        for (minute, foreign) in [(13, "41070219900307888X"), (14, "2812345678901234567")] {
            kiosk.at(9, minute).scan(foreign).rest().resize(80, 24);
            no_digits_of(foreign, kiosk, scene.name);
        }
        assert!(kiosk.is_in("ouyangnana"), "{}\n{}", scene.name, kiosk.screen());
        assert_eq!(kiosk.facts(), facts + 5, "{}: one arrival and four refused scans", scene.name);
        no_digits_of(&badge, kiosk, scene.name);
        no_digits_of(&misread, kiosk, scene.name);
        keeps_what_was_typed(scene, kiosk);
        assert!(!kiosk.is_over());
    });
}

#[test]
fn before_there_is_an_outing_a_scan_is_answered_and_typed_nowhere() {
    let code = Kiosk::open().badge("ouyangnana");
    let steps: [fn(&mut Kiosk); 4] = [
        |_| {},
        |kiosk| {
            kiosk.press(Key::Enter);
            types(kiosk, "学雷锋");
        },
        |kiosk| keys(kiosk, &[Key::Tab; 6]),
        |kiosk| _ = kiosk.press(Key::Enter).shows("第 2 步"),
    ];
    let (folder, desk) = square::empty();
    let mut kiosk = Kiosk::on(folder, desk);
    for (step, reach) in steps.iter().enumerate() {
        reach(&mut kiosk);
        kiosk.scan(&code).shows("还没有设置活动").rest();
        no_digits_of(&code, &mut kiosk, "first start");
        assert_eq!(kiosk.facts(), 0);
        if (1..3).contains(&step) {
            kiosk.shows("学雷锋");
        }
    }
}

#[test]
fn while_the_time_is_asked_and_the_news_are_read_scans_are_taken_and_both_stay() {
    let (folder, desk) = square::set_up();
    let mut kiosk = Kiosk::on(folder, desk);
    types(&mut kiosk, "8:1");
    let badge = kiosk.badge("ouyangnana");
    kiosk.scan(&badge).shows("正确时间").shows("8:1").rest();
    no_digits_of(&badge, &mut kiosk, "the time");
    assert!(kiosk.is_in("ouyangnana"));
}
