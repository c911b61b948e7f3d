//! Stories of the square itself: the first start, roster files, services and stations during the morning.

use std::fs;

use qiandao::domain::fact::{HoursRules, Rounding};
use qiandao::tui::input::Key;

use crate::kit::{Kiosk, snapshots, square};

/// A kiosk over an empty folder, at its first question.
fn first_start() -> Kiosk {
    let (folder, desk) = square::empty();
    Kiosk::on(folder, desk)
}

/// Fills in the first page up to the roster file.
fn to_the_file(kiosk: &mut Kiosk) -> &mut Kiosk {
    kiosk.press(Key::Enter).types("学雷锋");
    for _ in 0..6 {
        kiosk.press(Key::Enter);
    }
    kiosk.shows("> 名单文件")
}

#[test]
fn a_new_square_is_set_up_in_two_pages_and_checks_in_at_once() {
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(&file, "姓名,单位,电话\n欧阳娜娜,区税务局,13800001234\n").unwrap();
    let mut kiosk = first_start();
    kiosk.shows("新建活动").shows("演示广场");
    snapshots::check("set_up_first", &mut kiosk);
    to_the_file(&mut kiosk).pastes(file.path().to_str().unwrap());
    kiosk.press(Key::Enter).shows("第 2 步").shows("1 人").shows("2 个台");
    snapshots::check("set_up_stalls", &mut kiosk);
    kiosk.press(Key::Right).shows("3 个台").press(Key::Enter).shows("设置好了").shows("学雷锋");
    kiosk.press(Key::F(2)).types("oynn").shows("欧阳娜娜").press(Key::Enter).shows("已签到");
    assert_eq!(kiosk.desk().board().square.stations().len(), 9);
}

#[test]
fn a_roster_with_errors_names_the_rows_and_sets_nothing_up() {
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(&file, "姓名,单位\n王芳,\n,区税务局\n").unwrap();
    let mut kiosk = first_start();
    to_the_file(&mut kiosk).pastes(file.path().to_str().unwrap());
    kiosk.press(Key::Enter).shows("第 2 行").shows("第 3 行");
    assert_eq!(kiosk.facts(), 0);
}

#[test]
fn a_day_that_is_none_is_said_at_its_field() {
    let mut kiosk = first_start();
    kiosk.press(Key::Enter).types("学雷锋").press(Key::Enter).press(Key::Ctrl('u')).types("明天");
    for _ in 0..6 {
        kiosk.press(Key::Enter);
    }
    kiosk.shows("2026-03-05 这样").shows("> 第一天");
    assert_eq!(kiosk.facts(), 0);
}

#[test]
fn the_rule_of_the_hours_is_set_beside_the_outing_and_nothing_else_is_written_for_it() {
    let mut kiosk = Kiosk::open();
    kiosk.press(Key::F(5)).press(Key::F(5)).press(Key::Enter).shows("时长取整");
    snapshots::check("set_up_outing", &mut kiosk);
    for _ in 0..6 {
        kiosk.press(Key::Down);
    }
    kiosk
        .press(Key::Ctrl('u'))
        .types("0.3")
        .press(Key::Enter)
        .types("30")
        .press(Key::Enter)
        .shows("请写 0.1、0.5 或 0");
    kiosk.press(Key::Ctrl('u')).types("0.5").press(Key::Enter).press(Key::Enter).shows("请写 1 到 24");
    let facts = kiosk.facts();
    kiosk.press(Key::Ctrl('u')).types("7").press(Key::Enter).shows("时长规则：向下取整到 0.5 小时，每天最多 7 小时");
    assert_eq!(kiosk.facts(), facts + 1, "the outing and the desk are as they were");
    let rules = HoursRules { rounding: Rounding::Half, daily_cap_minutes: Some(420) };
    assert_eq!(kiosk.desk().hours_rules(), rules);
    // Emptied, the cap is gone again.
    kiosk.press(Key::Enter).press(Key::BackTab);
    for _ in 0..7 {
        kiosk.press(Key::Down);
    }
    kiosk.press(Key::Ctrl('u')).press(Key::Enter).shows("每天不设上限");
    assert_eq!(kiosk.desk().hours_rules(), HoursRules { daily_cap_minutes: None, ..rules });
}

#[test]
fn the_demo_square_is_one_choice_away() {
    let mut kiosk = first_start();
    kiosk.press(Key::Down).press(Key::Enter).shows("演示");
    assert_eq!(kiosk.desk().board().attendance.totals().expected, 320);
}

#[test]
fn a_roster_file_is_looked_at_before_it_is_taken_in() {
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(&file, "姓名,单位,电话\n阿依古丽·买买提,区图书馆,13800004321\n").unwrap();
    let mut kiosk = Kiosk::open();
    let before = kiosk.facts();
    kiosk.press(Key::F(5)).press(Key::Ctrl('o')).pastes(file.path().to_str().unwrap());
    kiosk.press(Key::Enter).shows("1 人").shows("按 Enter 导入");
    assert_eq!(kiosk.facts(), before, "a look writes nothing");
    kiosk.press(Key::Enter).shows("新增 1 人").types("aygl").shows("阿依古丽");
    snapshots::check("roster", &mut kiosk);
    kiosk.press(Key::Ctrl('o')).pastes("/nowhere/at/all.csv").press(Key::Enter).shows("/nowhere/at/all.csv");
    kiosk.press(Key::Esc).shows("查找");
}

#[test]
fn a_station_and_a_service_are_added_during_the_morning() {
    let mut kiosk = Kiosk::open();
    let (services, stations) = {
        let square = &kiosk.desk().board().square;
        (square.services().len(), square.stations().len())
    };
    kiosk.press(Key::F(5)).press(Key::F(5)).press(Key::Right);
    kiosk.press(Key::Ctrl('n')).types("修眼镜");
    for _ in 0..4 {
        kiosk.press(Key::Enter);
    }
    kiosk.rest();
    let square = &kiosk.desk().board().square;
    assert_eq!((square.services().len(), square.stations().len()), (services + 1, stations + 2));
    kiosk.press(Key::PageDown).press(Key::PageDown).shows("修眼镜");
    snapshots::check("set_up", &mut kiosk);
}

#[test]
fn a_target_is_set_changed_and_taken_away_where_services_stand() {
    let mut kiosk = Kiosk::open();
    let target = |kiosk: &Kiosk| kiosk.desk().board().square.target(&"clinic".parse().unwrap());
    kiosk.press(Key::F(5)).press(Key::F(5)).press(Key::Ctrl('t')).shows("义诊的目标").types("150");
    snapshots::check("set_up_target", &mut kiosk);
    kiosk.press(Key::Enter).shows("+ 义诊的目标是 150 人次（整个活动），已有 0，完成 0 %").shows("150 人次");
    assert_eq!(target(&kiosk), Some(150));
    for wrong in ["many", "-1", "1000001", "4294967296"] {
        kiosk.press(Key::Ctrl('t')).press(Key::Ctrl('u')).types(wrong).press(Key::Enter);
        kiosk.shows("请填 0 到 1000000 的数字。").press(Key::Esc);
    }
    kiosk.press(Key::Ctrl('t')).shows("150").press(Key::Ctrl('u')).types("２００").press(Key::Enter);
    assert_eq!(target(&kiosk), Some(200), "an input method's digits");
    kiosk.press(Key::F(6)).shows("+ 已撤销：义诊目标 200 人次");
    assert_eq!(target(&kiosk), Some(150), "the one before is back");
    kiosk.press(Key::Ctrl('t')).press(Key::Ctrl('u')).press(Key::Enter).shows("+ 义诊不再有目标");
    assert_eq!(target(&kiosk), None);
}
