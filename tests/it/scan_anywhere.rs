//! A scan in any place of the program: it is taken, no digit of it stays in a field or on the screen, it answers no
//! question, and what was typed is still there.

use qiandao::tui::input::Key;

use crate::kit::{Kiosk, square};

/// A place of the program and how to get there.
struct Scene {
    name: &'static str,
    reach: fn(&mut Kiosk),
    /// What was typed there, which no scan takes away.
    typed: &'static [&'static str],
}

const fn scene(name: &'static str, typed: &'static [&'static str], reach: fn(&mut Kiosk)) -> Scene {
    Scene { name, reach, typed }
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
    scene("check-in, empty", &[], |_| {}),
    scene("check-in, a name half typed", &[], |kiosk| types(kiosk, "wang")),
    scene("check-in, namesakes", &[], |kiosk| types(kiosk, "wangfang")),
    scene("check-in, nobody fits", &[], |kiosk| types(kiosk, "赵新来")),
    scene("team", &["3"], |kiosk| {
        types(kiosk, "dxx");
        kiosk.press(Key::Ctrl('t'));
        types(kiosk, "3");
    }),
    scene("walk-in, name", &["赵新来"], |kiosk| {
        types(kiosk, "赵新来");
        keys(kiosk, &[Key::Enter, Key::BackTab]);
    }),
    scene("walk-in, unit", &["赵新来", "新单位"], |kiosk| {
        types(kiosk, "赵新来");
        kiosk.press(Key::Enter);
        types(kiosk, "新单位");
    }),
    scene("walk-in, phone", &["赵新来", "新单位", "138"], |kiosk| {
        types(kiosk, "赵新来");
        kiosk.press(Key::Enter);
        types(kiosk, "新单位");
        kiosk.press(Key::Enter);
        types(kiosk, "138");
    }),
    scene("walk-in, similar people", &["王方"], |kiosk| {
        types(kiosk, "王方");
        kiosk.press(Key::Ctrl('n'));
        types(kiosk, "司法");
        keys(kiosk, &[Key::Enter, Key::Enter]);
        kiosk.shows("相似的人");
    }),
    scene("queue", &[], |kiosk| _ = kiosk.press(Key::F(3))),
    scene("queue, a station", &[], |kiosk| {
        ticket(kiosk);
        keys(kiosk, &[Key::Tab, Key::Enter]);
    }),
    scene("queue, other steps", &[], |kiosk| {
        ticket(kiosk);
        kiosk.press(Key::Right);
    }),
    scene("tally", &[], |kiosk| _ = kiosk.press(Key::F(4))),
    scene("tally, a number typed", &["12"], |kiosk| {
        kiosk.press(Key::F(4));
        types(kiosk, "12");
    }),
    scene("tally, hours", &[], |kiosk| keys(kiosk, &[Key::F(4), Key::Right])),
    scene("tally, the sentence", &[], |kiosk| keys(kiosk, &[Key::F(4), Key::Ctrl('e')])),
    scene("tally, paper slips", &["A900001", "A900"], |kiosk| {
        keys(kiosk, &[Key::F(4), Key::Ctrl('p')]);
        types(kiosk, "A900001");
        kiosk.press(Key::Enter);
        types(kiosk, "A900");
    }),
    scene("roster", &["dxx"], |kiosk| {
        kiosk.press(Key::F(5));
        types(kiosk, "dxx");
    }),
    scene("roster file", &["/tmp/list"], |kiosk| {
        keys(kiosk, &[Key::F(5), Key::Ctrl('o')]);
        types(kiosk, "/tmp/list");
    }),
    scene("roster, somebody new", &["赵新来"], |kiosk| {
        kiosk.press(Key::F(5));
        types(kiosk, "赵新来");
        kiosk.press(Key::Ctrl('n'));
    }),
    scene("roster, what to print", &[], |kiosk| keys(kiosk, &[Key::F(5), Key::Ctrl('p')])),
    scene("roster, the file to print to", &["badges.htmlx"], |kiosk| {
        keys(kiosk, &[Key::F(5), Key::Ctrl('p'), Key::Enter]);
        types(kiosk, "x");
    }),
    scene("person", &[], person),
    scene("person, edit", &["单雄信x"], |kiosk| {
        person(kiosk);
        kiosk.press(Key::Enter);
        types(kiosk, "x");
    }),
    scene("person, merge", &["wang"], |kiosk| {
        person(kiosk);
        types(kiosk, "4");
        types(kiosk, "wang");
    }),
    scene("person, station", &[], |kiosk| {
        let badge = kiosk.badge("dxx");
        kiosk.scan(&badge);
        person(kiosk);
        types(kiosk, "7");
        kiosk.shows("到哪个服务台");
    }),
    scene("badge", &[], |kiosk| {
        types(kiosk, "dxx");
        kiosk.press(Key::Ctrl('b')).shows("▄");
    }),
    scene("set-up", &[], |kiosk| keys(kiosk, &[Key::F(5), Key::F(5)])),
    scene("set-up, the outing", &["学雷锋广场志愿服务x"], |kiosk| {
        keys(kiosk, &[Key::F(5), Key::F(5), Key::Enter]);
        types(kiosk, "x");
    }),
    scene("set-up, a new service", &["修眼镜"], |kiosk| {
        keys(kiosk, &[Key::F(5), Key::F(5), Key::Ctrl('n')]);
        types(kiosk, "修眼镜");
    }),
    scene("set-up, practice", &[], |kiosk| keys(kiosk, &[Key::F(5), Key::F(5), Key::Ctrl('l')])),
    scene("a question", &[], question),
    scene("a question, which station", &[], |kiosk| {
        question(kiosk);
        types(kiosk, "2");
        kiosk.shows("到哪个服务台");
    }),
    scene("a reason for an undo", &[], |kiosk| {
        kiosk.at(9, 0).press(Key::F(6)).shows("请选择撤销的原因");
    }),
    scene("the keys", &[], |kiosk| _ = kiosk.press(Key::F(12))),
    scene("refused scans", &[], |kiosk| _ = kiosk.press(Key::Ctrl('k'))),
    scene("the end", &[], |kiosk| _ = kiosk.press(Key::Ctrl('q'))),
    scene("a window too small", &[], |kiosk| _ = kiosk.resize(60, 10)),
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
