//! Stories of practice on the screen: begun in the set-up, shown everywhere, ended by one key, and nothing of it counts.

use qiandao::domain::time::Day;
use qiandao::tui::bell::Bell;
use qiandao::tui::input::Key;

use crate::kit::{Kiosk, snapshots};

/// A kiosk that practises, long before the opening.
fn practising() -> Kiosk {
    let mut kiosk = Kiosk::open();
    kiosk.at(6, 30).press(Key::F(5)).press(Key::F(5)).press(Key::Ctrl('l')).shows("开始练习吗");
    kiosk.types("1").press(Key::Enter).shows("练习中，不算数").press(Key::F(2));
    kiosk
}

#[test]
fn practice_is_shown_on_every_screen_and_one_key_ends_it() {
    let mut kiosk = practising();
    for screen in [2, 3, 4, 5] {
        kiosk.press(Key::F(screen)).shows("练习中，不算数").shows("Ctrl+L 练习");
    }
    kiosk.resize(60, 10);
    let badge = kiosk.badge("ouyangnana");
    kiosk.scan(&badge).shows("[练习] 签到成功：欧阳娜娜").resize(80, 24).press(Key::F(2)).shows("[练习] 已签到");
    kiosk.press(Key::Ctrl('l')).shows_not("练习").shows_not("欧阳娜娜").shows("已到 0 / 8 人");
    assert!(!kiosk.is_in("ouyangnana"));
    kiosk.scan(&badge).shows("已签到").shows("已到 1 / 8 人");
}

#[test]
fn practice_is_not_begun_by_accident() {
    let mut kiosk = Kiosk::open();
    for screen in [2, 3, 4] {
        kiosk.press(Key::F(screen)).press(Key::Ctrl('l')).shows_not("开始练习吗").shows_not("Ctrl+L");
    }
    kiosk.press(Key::F(5)).press(Key::F(5)).press(Key::Ctrl('l')).press(Key::Enter).shows_not("练习中");
    let badge = kiosk.badge("ouyangnana");
    kiosk.press(Key::Ctrl('l')).scan(&badge).shows_not("开始练习吗").shows_not("练习中");
    assert!(kiosk.is_in("ouyangnana"), "a scan is no answer to the question");
}

#[test]
fn forgotten_practice_is_shown_more_plainly_and_rings_with_every_answer() {
    let mut kiosk = practising();
    kiosk.at(6, 41).press(Key::F(2)).shows("都不算数！Ctrl+L 结束");
    let badge = kiosk.badge("ouyangnana");
    kiosk.scan(&badge).shows("练习中，不算数").take_bells();
    kiosk.at(7, 30);
    let badge = kiosk.badge("xiehongjun");
    kiosk.scan(&badge).shows("都不算数！Ctrl+L 结束");
    assert_eq!(kiosk.take_bells(), [Bell::Attention], "the guests are about to come");
}

#[test]
fn a_walk_in_of_practice_is_gone_with_it() {
    let mut kiosk = practising();
    kiosk.types("赵新来").press(Key::Enter).types("司法").press(Key::Enter);
    kiosk.types("13900002222").press(Key::Enter).press(Key::Esc);
    assert!(kiosk.is_in("赵新来"));
    kiosk.press(Key::Ctrl('l')).types("赵新来").shows("名单里没有找到");
    assert_eq!(kiosk.desk().board().attendance.totals().expected, 8);
}

#[test]
fn what_is_refused_is_listed_by_reason() {
    let mut kiosk = Kiosk::open();
    let badge = kiosk.badge("ouyangnana");
    kiosk.press(Key::Ctrl('k')).shows("今天的扫码都通过了").press(Key::Esc);
    kiosk.scan(&badge.replace('5', "6")).at(8, 5).scan(&badge.replace('5', "7")).scan("41070219900307888X");
    kiosk.press(Key::Ctrl('k')).shows("共 3 次").shows("    2 1      08:05").shows("没读全").shows("不是我们的码");
    kiosk.press(Key::Esc).shows_not("没读全");
    assert_eq!(kiosk.desk().board().refused_scans.of_day(Day::of(kiosk.desk().now())).len(), 2);
}

#[test]
fn in_out_refused_and_attention_sound_different_and_can_be_silenced() {
    let mut kiosk = Kiosk::open();
    let badge = kiosk.badge("ouyangnana");
    kiosk.scan(&badge);
    assert_eq!(kiosk.take_bells(), [Bell::Entered]);
    kiosk.scan(&badge);
    assert_eq!(kiosk.take_bells(), [], "the same code at once");
    kiosk.at(9, 12).scan(&badge);
    assert_eq!(kiosk.take_bells(), [Bell::Attention], "a question");
    kiosk.types("1").press(Key::Enter);
    assert_eq!(kiosk.take_bells(), [Bell::Left]);
    kiosk.scan(&badge.replace('5', "6"));
    assert_eq!(kiosk.take_bells(), [Bell::Refused]);
    let with_remark = kiosk.badge("阿依古丽");
    kiosk.scan(&with_remark);
    assert_eq!(kiosk.take_bells(), [Bell::Attention], "a remark");
    kiosk.press(Key::F(5)).press(Key::F(5)).press(Key::Ctrl('b')).shows("静音").scan(&badge.replace('5', "7"));
    assert_eq!(kiosk.take_bells(), []);
    kiosk.press(Key::Ctrl('b')).shows_not("静音");
}

#[test]
fn the_picture_of_practice() {
    let mut kiosk = practising();
    let badge = kiosk.badge("ouyangnana");
    kiosk.scan(&badge);
    snapshots::check("practice", &mut kiosk);
}

#[test]
fn the_picture_of_forgotten_practice() {
    let mut kiosk = practising();
    kiosk.at(8, 30).press(Key::F(4));
    snapshots::check("practice_forgotten", &mut kiosk);
}

#[test]
fn the_picture_of_refused_scans() {
    let mut kiosk = Kiosk::open();
    let badge = kiosk.badge("ouyangnana");
    kiosk.scan(&badge.replace('5', "6")).scan("41070219900307888X").at(8, 5).scan(&badge.replace('5', "7"));
    kiosk.press(Key::Ctrl('k'));
    snapshots::check("refused_scans", &mut kiosk);
}
