//! Stories of the mouse: what a click looks like it does is what it does, in every colour.

use qiandao::tui::input::Key;

use crate::kit::Kiosk;

#[test]
fn a_click_chooses_a_row_and_enter_takes_it() {
    let mut kiosk = Kiosk::open();
    kiosk.types("wang").shows("同名");
    kiosk.press(Key::Down).clicks("***5678").press(Key::Enter).shows("已签到");
    assert!(kiosk.is_in("wangfang 5678") && !kiosk.is_in("wangfang 4411"));
    kiosk.press(Key::F(5)).clicks("尉迟敬").press(Key::Ctrl('b')).shows("换画法").shows("尉迟敬").press(Key::Esc);
    kiosk.clicks("状态").clicks("名单 8 人").press(Key::Ctrl('b')).shows("尉迟敬");
}

#[test]
fn a_click_on_a_tab_opens_it_and_on_a_key_presses_it() {
    let mut kiosk = Kiosk::open();
    kiosk.clicks("F5 ").shows("[名单]").clicks("设置").shows("[设置]").clicks("名单").shows("[名单]");
    kiosk.clicks("叫号").shows("取号").clicks("F4 ").shows("[服务]");
    kiosk.clicks("时段 ").shows("[时段]").clicks("各机").shows("[各机]");
    kiosk.clicks("F9 English").shows("F9 ");
}

#[test]
fn a_click_over_a_dialog_is_for_the_dialog() {
    let mut kiosk = Kiosk::open();
    let badge = kiosk.badge("ouyangnana");
    kiosk.scan(&badge).at(9, 12).scan(&badge).clicks("1 签退").clicks("Enter 确定").shows("已签退");
    assert!(!kiosk.is_in("ouyangnana"));
}

#[test]
fn a_click_works_in_every_theme_and_on_nothing_does_nothing() {
    let mut kiosk = Kiosk::open();
    for _dark_mono_daylight in 0..3 {
        kiosk.press(Key::F(8)).press(Key::F(5)).press(Key::Esc).clicks("尉迟敬").press(Key::Ctrl('b')).shows("尉迟敬");
        kiosk.press(Key::Esc).clicks("F2 ").clicks("扫码或输入").clicks("已到 0").shows("请扫胸牌");
    }
}
