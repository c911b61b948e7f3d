//! Roster files that meet a list which is there already: who is new, changed, gone; and all of it taken back.

use std::fs;
use std::path::Path;

use qiandao::desk::{Desk, DeskOptions, Edits, Gone, ImportError, ImportSummary, Reply, Walkin};
use qiandao::domain::command::Command;
use qiandao::domain::fact::{Entry, Fact, Means};
use qiandao::domain::ids::EntryKey;
use qiandao::domain::outcome::Outcome;
use qiandao::domain::refusal::{Question, Refusal};
use qiandao::domain::roster::RosterField;
use qiandao::office::{Choices, RosterFile, parse_roster};
use qiandao::tui::input::Key;

use crate::kit::{Kiosk, snapshots, square};
use crate::program::{Talk, printed};

/// The people of the square with other details: a phone, a unit, a remark changed, somebody new, two not in it.
const NEXT: &str = "\
姓名,单位,单位简称,电话,工号,备注
王芳,新城区人民医院,区医院,13800004411,,
解红军,新城区司法局,司法局,13800007733,,带相机
欧阳娜娜,新城区司法局,司法局,13900001111,S-17,
阿依古丽·买买提,新乡市红旗区某某街道社区新时代文明实践站,,13800003344,,
单雄信,新城区人民医院,区医院,13800001188,,
曾国华,新城区税务局,税务局,,,
韦小宝,新城区司法局,司法局,13800002222,,
";

fn file(text: &str) -> RosterFile {
    parse_roster(text.as_bytes(), &Choices::default()).unwrap()
}

/// The list as people see it.
fn list(desk: &Desk) -> Vec<String> {
    let people = desk.board().attendance.people().filter(|(_, person)| person.is_listed());
    let mut list: Vec<String> = people
        .map(|(id, person)| {
            let card = desk.roster().card(id);
            format!("{} {} {} {} {}", person.unit, card.name, card.phone_tail, card.staff_number, card.attention)
        })
        .collect();
    list.sort();
    list
}

/// Undoes this desk's last fact with a reason; answers with how it went.
#[track_caller]
fn undo(desk: &mut Desk) -> Outcome {
    let Reply::Refused { refusal: Refusal::Asks(Question::UndoWhy { entry, .. }), .. } = desk.perform(&undo_of(None))
    else {
        panic!("a roster file is not taken back by one key too many");
    };
    match desk.perform(&undo_of(Some(entry))) {
        Reply::Done { outcome, .. } => outcome,
        other => panic!("{other:?}"),
    }
}

fn undo_of(entry: Option<EntryKey>) -> Command {
    Command::Undo { entry, reason: entry.map(|_| "导错了".to_owned()), sure: false }
}

#[test]
fn an_import_is_taken_back_whole_and_comes_back_whole() {
    let (_folder, mut desk) = square::set_up();
    let before = (list(&desk), desk.board().agreement());
    let summary = desk.import_with(&file(NEXT), Gone::Leave).unwrap();
    assert_eq!(summary, ImportSummary { people: 7, units: 4, new: 1, changed: 2, same: 4, gone: 2 });
    let after = list(&desk);
    assert!(after.iter().any(|row| row == "新城区司法局 欧阳娜娜 1111 S-17 "), "{after:?}");
    assert!(after.iter().any(|row| row == "新城区司法局 解红军 7733  带相机"), "{after:?}");
    // What a file leaves empty stays.
    assert!(after.iter().any(|row| row.contains("阿依古丽") && row.ends_with("需要轮椅")), "{after:?}");
    assert_eq!((after.len(), desk.find("尉迟敬", 1)), (7, vec![]));

    let Outcome::Undone { .. } = undo(&mut desk) else { panic!() };
    assert_eq!((list(&desk), desk.board().agreement()), before);
    assert_eq!(desk.find("韦小宝", 1), []);
    let redone = desk.perform(&Command::Redo);
    assert!(matches!(redone, Reply::Done { outcome: Outcome::Redone { .. }, .. }), "{redone:?}");
    assert_eq!(list(&desk), after);
    assert_eq!(desk.find("weixiaobao", 1).len(), 1);
    undo(&mut desk);
    assert_eq!((list(&desk), desk.board().agreement()), before);
}

/// The heading of the last import.
fn heading(desk: &Desk) -> EntryKey {
    let is_heading = |entry: &&Entry| matches!(entry.fact, Fact::RosterImported { .. });
    desk.board().ledger().latest().find(is_heading).unwrap().key
}

#[test]
fn what_was_changed_by_hand_after_an_import_stands_when_it_is_taken_back() {
    let (_folder, mut desk) = square::set_up();
    let ouyang = desk.find("欧阳娜娜", 1)[0];
    desk.import(&file(NEXT)).unwrap();
    let edits = Edits { fields: vec![(RosterField::PhoneTail, "7777".to_owned())], unit: None };
    assert!(matches!(desk.edit(ouyang, &edits), Reply::Done { .. }));
    let heading = heading(&desk);
    assert!(matches!(desk.perform(&undo_of(Some(heading))), Reply::Done { .. }));
    let card = desk.roster().card(ouyang);
    assert_eq!(
        (card.phone_tail, desk.board().attendance.person(ouyang).unwrap().unit.as_str()),
        ("7777", "新城区税务局")
    );
}

#[test]
fn an_import_whose_people_were_here_asks_before_it_is_taken_back() {
    let (_folder, mut desk) = square::set_up();
    desk.import(&file(NEXT)).unwrap();
    let person = desk.find("韦小宝", 1)[0];
    square::done(&mut desk, Command::CheckIn { person, by: Means::Typed });
    let heading = heading(&desk);
    let reply = desk.perform(&undo_of(Some(heading)));
    assert!(matches!(reply, Reply::Refused { refusal: Refusal::Asks(Question::UndoBuilt { .. }), .. }), "{reply:?}");
}

#[test]
fn nobody_is_gone_who_came_who_walked_in_or_whose_unit_is_not_in_the_file() {
    let (_folder, mut desk) = square::set_up();
    let person = desk.find("尉迟敬", 1)[0];
    square::done(&mut desk, Command::CheckIn { person, by: Means::Typed });
    let walkin = Walkin { name: "赵云".into(), unit: "新城区人民医院".into(), phone: String::new() };
    assert!(matches!(desk.register(&walkin), Reply::Done { .. }));
    let one_unit = file("姓名,单位,电话\n王芳,新城区人民医院,13800004411\n");
    let names = |people: Vec<_>| -> Vec<String> {
        people.into_iter().map(|person| desk.roster().card(person).name.to_owned()).collect()
    };
    assert_eq!(names(desk.gone_from(&one_unit)), ["单雄信"]);
}

#[test]
fn a_file_that_is_refused_writes_nothing_at_all() {
    let (_folder, mut desk) = square::set_up();
    let before = (desk.board().ledger().len(), desk.roster().len(), list(&desk));
    // With those who are there already one more than a list may hold.
    let rows: Vec<String> = (0..19_993).map(|at| format!("人{at},单位{}", at % 65)).collect();
    let many = file(&format!("姓名,单位\n{}\n", rows.join("\n")));
    assert!(matches!(desk.import(&many), Err(ImportError::Refused(Refusal::OutOfBounds { .. }))));
    assert_eq!((desk.board().ledger().len(), desk.roster().len(), list(&desk)), before);
}

#[test]
fn after_a_restart_an_import_is_taken_back_line_by_line() {
    let folder = tempfile::tempdir().unwrap();
    let (data, roster) = (folder.path().join("data"), folder.path().join("roster.csv"));
    let set_up = ["setup", "--name", "x", "--date", "2026-03-05", "--desk", "3", "--roster"];
    fs::write(&roster, "姓名,单位,电话\n王芳,司法局,13800001234\n李娜,司法局,13800001111\n").unwrap();
    printed(&data, set_up.iter().copied().chain([roster.to_str().unwrap()]));
    fs::write(&roster, "姓名,单位,电话,备注\n王芳,司法局,13800001234,左撇子\n韦小宝,司法局,13800009999,\n").unwrap();
    let import = |more: &[&str]| printed(&data, ["import", roster.to_str().unwrap()].iter().chain(more));
    let said = import(&["--look"]);
    assert!(said.contains("新增 1，更改 1，未变 0") && said.contains("仍留在名单上：李娜"), "{said}");
    assert!(import(&["--withdraw-gone"]).contains("移出名单：李娜"));
    let people = |talk: &mut Talk| talk.ok("roster")["people"].clone();
    let mut talk = Talk::open(&data);
    assert_eq!(people(&mut talk), 2);
    talk.refused("undo", "needs_answer");
    let answer = talk.ok("answer 1");
    assert!(answer["text"].as_str().unwrap().contains("导入名单：新增 1 人，改动 1 人，移出 1 人"), "{answer}");
    assert_eq!((people(&mut talk), talk.ok("find 李娜")["matches"].as_array().unwrap().len()), (2.into(), 1));
    assert_eq!(remark(&mut talk), "");
    talk.ok("redo");
    assert_eq!(remark(&mut talk), "左撇子");
    assert!(talk.end().success());
    assert!(reopened(&data).find("韦小宝", 1).len() == 1);
}

fn remark(talk: &mut Talk) -> String {
    talk.ok("find 王芳")["matches"][0]["attention"].as_str().unwrap_or_default().to_owned()
}

fn reopened(data: &Path) -> Desk {
    Desk::open(data, DeskOptions::default()).unwrap().0
}

/// A roster file beside the roster screen of the square, looked into.
fn on_screen(text: &str) -> (tempfile::TempDir, Kiosk) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("roster.csv");
    fs::write(&path, text).unwrap();
    let mut kiosk = Kiosk::open();
    kiosk.press(Key::F(5)).press(Key::Ctrl('o')).pastes(path.to_str().unwrap()).press(Key::Enter);
    (folder, kiosk)
}

#[test]
fn columns_whose_heads_say_nothing_are_named_on_the_screen() {
    let (_folder, mut kiosk) = on_screen("花名册,,\nWho,From,电话\n韦小宝,司法局,13800001234\n李娜,民政局,\n");
    let before = kiosk.facts();
    kiosk.shows("第 2 行的表头看不懂").shows("韦小宝").shows("电话");
    kiosk.press(Key::Enter).shows("要有姓名列和单位列").press(Key::Right).press(Key::Down);
    kiosk.press(Key::Left).shows("单位简称").press(Key::Right).press(Key::Right);
    snapshots::check("columns", &mut kiosk);
    kiosk.press(Key::Enter).shows("导入 2 人：新增 2");
    assert_eq!(kiosk.facts(), before, "a look writes nothing");
    kiosk.press(Key::Esc).shows("名单文件").press(Key::Enter).shows("表头看不懂");
    kiosk.press(Key::Right).press(Key::Down).press(Key::Right).press(Key::Enter);
    kiosk.press(Key::Enter).shows("新增 2 人").types("wxb").shows("韦小宝");
    assert_eq!(kiosk.desk().roster().card(kiosk.person("韦小宝")).phone_tail, "1234");
}

#[test]
fn the_good_rows_are_taken_when_the_operator_chooses_so() {
    let (_folder, mut kiosk) = on_screen("姓名,单位\n韦小宝,司法局\n,民政局\n");
    kiosk.shows("第 3 行 A 列").shows("只导入没有问题的 1 人");
    let before = kiosk.facts();
    kiosk.press(Key::Enter);
    assert_eq!(kiosk.facts(), before, "nothing is marked, so Enter takes nothing");
    kiosk.types("1").rest().shows("新增 1 人");
}

#[test]
fn who_is_not_in_the_file_is_named_and_leaves_only_by_choice() {
    let (_folder, mut kiosk) = on_screen(NEXT);
    kiosk.shows("王芳").shows("尉迟敬").shows("移出名单");
    kiosk.press(Key::Down).press(Key::Enter).shows("新增 1 人").types("yuchi").shows("没有符合的人");
    kiosk.press(Key::Esc).press(Key::F(6)).shows("导入名单：新增 1 人，改动 2 人，移出 2 人");
    kiosk.types("1").rest().shows("已撤销").shows_not("已导入").types("yuchi").shows("尉迟敬");
}

#[test]
fn the_first_start_asks_for_columns_too() {
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(&file, "Who,From\n韦小宝,司法局\n").unwrap();
    let (folder, desk) = square::empty();
    let mut kiosk = Kiosk::on(folder, desk);
    kiosk.press(Key::Enter).types("学雷锋");
    for _ in 0..6 {
        kiosk.press(Key::Enter);
    }
    kiosk.pastes(file.path().to_str().unwrap()).press(Key::Enter).shows("表头看不懂");
    kiosk.press(Key::Esc).shows("> 名单文件").press(Key::Enter).press(Key::Right).press(Key::Down);
    kiosk.press(Key::Right).press(Key::Enter).shows("第 2 步").shows("1 人");
}
