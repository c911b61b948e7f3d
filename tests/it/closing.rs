//! Closing the day: what is still open is named and dealt with, and the sheet that is signed says the same as the desk.

use std::fs;

use qiandao::domain::command::Command;
use qiandao::domain::fact::{Class, HoursRules, Means};
use qiandao::domain::ids::PersonId;
use qiandao::domain::report::Days;
use qiandao::tui::input::Key;
use tempfile::tempdir;

use crate::kit::{Kiosk, snapshots, square};
use crate::program::{Talk, complaint, printed};

/// A kiosk in whose square somebody is in and two numbers are open, one of them called; at the tab of closing.
fn at_closing() -> Kiosk {
    let mut kiosk = Kiosk::open();
    let person = kiosk.person("解红军");
    square::done(kiosk.desk_mut(), Command::CheckIn { person, by: Means::Typed });
    let unit = "新城区税务局".parse().unwrap();
    square::done(kiosk.desk_mut(), Command::TeamIn { unit, heads: 3, leader: None });
    for _ in 0..2 {
        let service = "haircut".parse().unwrap();
        square::done(kiosk.desk_mut(), Command::TakeNumber { service, class: Class::Normal });
    }
    let station = kiosk.desk().board().square.stations_of(&"haircut".parse().unwrap())[0].station.clone();
    square::done(kiosk.desk_mut(), Command::CallNext { station });
    kiosk.at(11, 50).press(Key::F(5)).press(Key::F(5)).press(Key::F(5));
    kiosk
}

#[test]
fn what_is_open_is_dealt_with_row_by_row() {
    let mut kiosk = at_closing();
    kiosk.shows("没办完的号").shows("2 个").shows("4 人").shows("只有本机");
    snapshots::check("closing", &mut kiosk);
    // A number is opened as its slip would open it; the day's end is a reason to void it.
    kiosk.types("1").rest().shows("等候").shows("已叫号");
    snapshots::check("closing_numbers", &mut kiosk);
    kiosk.press(Key::Down).press(Key::Enter).shows("作废").press(Key::Esc).press(Key::Esc).shows("写收工单");
    kiosk.press(Key::Down).press(Key::Enter).shows("解红军").shows("集体").press(Key::Enter).shows_not("解红军  ");
    kiosk.press(Key::Enter).press(Key::Esc).shows("没有了");
    assert_eq!(kiosk.desk().board().attendance.totals().present, 0);
}

/// Three people who came at nine and were seen no more; at the list of those who did not check out.
fn at_the_missing() -> Kiosk {
    let mut kiosk = Kiosk::open();
    for text in ["解红军", "单雄信", "欧阳娜娜"] {
        let person = kiosk.person(text);
        square::done(kiosk.desk_mut(), Command::CheckIn { person, by: Means::Typed });
    }
    kiosk.at(11, 50).press(Key::F(5)).press(Key::F(5)).press(Key::F(5)).types("2").rest();
    kiosk
}

fn late(kiosk: &Kiosk) -> Vec<(PersonId, u64, String)> {
    let hours = kiosk.desk().hours(Days::All, HoursRules::default()).unwrap();
    hours.late.iter().map(|late| (late.by, late.stands, late.reason.clone())).collect()
}

#[test]
fn the_lead_confirms_one_estimate_then_all_others_and_the_list_ends() {
    let mut kiosk = at_the_missing();
    let lead = kiosk.person("曾国华");
    kiosk.shows("解红军").shows("到 08:30，30 分");
    snapshots::check("closing_people", &mut kiosk);
    kiosk.press(Key::Down).press(Key::Ctrl('e')).shows("欧阳娜娜").shows("估计到 08:30，共 30 分钟");
    // Nobody is found, nothing is chosen: Enter only rings.
    kiosk.press(Key::Enter).shows("活动负责人");
    kiosk.types("曾国华").rest().shows("000-00007-6");
    snapshots::check("closing_lead", &mut kiosk);
    kiosk.press(Key::Enter).shows("原因").press(Key::Enter).shows("请写明原因").types("忘了签退").rest();
    snapshots::check("closing_reason", &mut kiosk);
    kiosk.press(Key::Esc).press(Key::Enter).types("忘了签退").rest().press(Key::Enter);
    kiosk.shows("欧阳娜娜补录 30 分钟").shows("解红军").shows("单雄信");
    assert_eq!(late(&kiosk), [(lead, 30, "忘了签退".to_owned())]);
    // The last row is gone: the one above is marked, and all that is left is confirmed for one reason.
    kiosk.press(Key::Ctrl('t')).shows("2 个没签退，估计共 60 分钟").types("曾国华").rest().press(Key::Enter);
    kiosk.types("散场时没扫").rest().press(Key::Enter).shows("确认 2 个没签退，共补录 60 分钟").shows("没有了");
    assert_eq!(late(&kiosk).len(), 3);
    // There is nothing to confirm any more, and one key takes the last confirmation back.
    let facts = kiosk.facts();
    kiosk.press(Key::Ctrl('t')).press(Key::Ctrl('e')).press(Key::Enter);
    assert_eq!(kiosk.facts(), facts);
    kiosk.press(Key::F(6)).shows_not("没有了").shows("到 08:30");
    assert_eq!(late(&kiosk).len(), 2);
    kiosk.press(Key::Esc).shows("1 人").shows("盖章后才是证明");
}

#[test]
fn a_lead_who_is_here_is_known_by_the_badge_and_a_real_check_out_says_it_better() {
    let mut kiosk = at_the_missing();
    let (lead, other) = (kiosk.person("单雄信"), kiosk.badge("曾国华"));
    kiosk.press(Key::Ctrl('t'));
    // Who is not in is checked in as anywhere, and vouches for nobody.
    kiosk.scan(&other).shows("姓名、拼音或胸牌号");
    assert!(kiosk.is_in("曾国华"));
    let (badge, facts) = (kiosk.badge("单雄信"), kiosk.facts());
    kiosk.scan(&badge).shows("原因").shows("单雄信");
    assert_eq!(kiosk.facts(), facts, "nobody is checked out, nothing is asked");
    kiosk.types("忘了签退").rest().press(Key::Enter).shows("确认 3 个没签退");
    assert_eq!(late(&kiosk).iter().map(|(by, ..)| *by).collect::<Vec<_>>(), [lead; 3]);
    let person = kiosk.person("解红军");
    square::done(kiosk.desk_mut(), Command::CheckOut { person, by: Means::Typed });
    assert_eq!(late(&kiosk).iter().map(|(_, stands, _)| *stands).sum::<u64>(), 60);
}

#[test]
fn the_sheet_is_written_where_it_was_said_and_a_wrong_folder_is_said() {
    let folder = tempdir().unwrap();
    let file = folder.path().join("closing.html");
    let mut kiosk = at_closing();
    kiosk.types("5").rest().shows("qiandao-closing.html").press(Key::Ctrl('u')).pastes("/no/such/folder/x.html");
    kiosk.press(Key::Enter).shows("没有这个文件夹").press(Key::Ctrl('u')).pastes(file.to_str().unwrap());
    kiosk.press(Key::Enter).shows("收工单在");
    let page = fs::read_to_string(&file).unwrap();
    let code = kiosk.desk().board().agreement().to_string();
    for part in ["收工单", "解红军", "没签退", "集体，未登记姓名 3 人", "活动负责人：__", &format!("核对码 {code}")]
    {
        assert!(page.contains(part), "no {part}");
    }
}

#[test]
fn nothing_that_is_practised_stands_on_the_sheet() {
    let mut kiosk = at_closing();
    let before = kiosk.desk().closing();
    kiosk.desk_mut().begin_practice().unwrap();
    let person = kiosk.person("曾国华");
    square::done(kiosk.desk_mut(), Command::CheckIn { person, by: Means::Typed });
    let sheet = kiosk.desk().closing_sheet(kiosk.desk().days_to_close(), qiandao::words::Lang::Zh);
    assert_eq!(kiosk.desk().closing(), before);
    assert!(!format!("{sheet:?}").contains("曾国华"));
}

#[test]
fn closing_without_a_screen_says_what_is_open_and_writes_the_same_totals() {
    let folder = tempdir().unwrap();
    let data = folder.path().join("data");
    let mut talk = Talk::at_demo(&data);
    talk.ok("in 000-00001-3");
    talk.ok("take haircut");
    talk.ok("count leaflets 20");
    let (code, tally) = (talk.ok("code"), talk.ok("tally"));
    assert!(talk.end().success());
    let file = folder.path().join("sheet.csv");
    let said = printed(&data, ["close", "--out", file.to_str().unwrap()]);
    for part in ["没办完的号：1 个", "没签退：1 人", "credit all by", "收工单在"] {
        assert!(said.contains(part), "{part} in {said}");
    }
    let sheet = fs::read_to_string(&file).unwrap();
    assert!(sheet.contains(code["agreement"].as_str().unwrap_or_else(|| panic!("{code}"))), "{code} in {sheet}");
    let copies = tally["services"].as_array().unwrap().iter().find(|row| row["service"] == "leaflets").unwrap();
    assert_eq!(copies["copies"], 20, "{copies}");
    assert!(sheet.lines().any(|line| line.contains(",20")), "{sheet}");
    assert!(complaint(&data, ["close", "--out", "sheet.doc"]).contains("sheet.doc"));
    complaint(&folder.path().join("new"), ["close"]);
}

#[test]
fn a_square_in_which_nothing_is_open_may_be_closed() {
    let folder = tempdir().unwrap();
    let data = folder.path().join("data");
    printed(&data, ["setup", "--name", "x", "--date", "2026-03-05", "--desk", "3"]);
    assert!(printed(&data, ["close"]).contains("没有没办完的"));
}
