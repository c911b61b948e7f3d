//! The paper beside the machine: what stands on it, what does not, where it goes, and what the screen says of it.

use std::fs;
use std::path::Path;
use std::time::Duration;

use qiandao::desk::{Desk, DeskOptions, PaperOptions, PaperState};
use qiandao::domain::command::Command;
use qiandao::domain::fact::{Class, Means};
use qiandao::tui::input::Key;
use tempfile::{TempDir, tempdir};

use crate::kit::{Kiosk, square};
use crate::program::Talk;

const PAGE: &str = "qiandao-0305-desk1.html";
const TABLE: &str = "qiandao-0305-desk1.csv";

/// The square with paper beside it.
fn with_paper(folders: Option<&[&Path]>, every: Duration) -> (TempDir, Desk) {
    let (folder, desk) = square::set_up();
    drop(desk);
    let folders = folders.map(|folders| folders.iter().map(|folder| (*folder).to_owned()).collect());
    let paper = Some(PaperOptions { folders, every, ..PaperOptions::default() });
    let clock = qiandao::desk::clock::Clock::Standing(square::day().at_minute(9 * 60));
    let desk = Desk::open(folder.path(), DeskOptions { clock, paper, ..DeskOptions::default() }).unwrap().0;
    (folder, desk)
}

/// Lets the paper be written at once.
fn written(desk: &mut Desk, place: usize) -> PaperState {
    loop {
        desk.collect();
        match desk.paper_folders()[place].state.clone() {
            PaperState::Nothing => std::thread::sleep(Duration::from_millis(2)),
            state => return state,
        }
    }
}

/// The rows of the table that begin with a text.
fn rows(folder: &Path, first: &str) -> Vec<Vec<String>> {
    let bytes = fs::read(folder.join(TABLE)).unwrap();
    let mut reader = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(bytes.as_slice());
    let rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>());
    rows.filter(|row| row[0].starts_with(first)).collect()
}

/// The files of a folder; what lies in folders of it are copies of facts.
fn names(folder: &Path) -> Vec<String> {
    let files = fs::read_dir(folder).unwrap().map(Result::unwrap).filter(|file| file.path().is_file());
    let mut names: Vec<String> = files.map(|file| file.file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn work_can_go_on_from_the_paper() {
    let stick = tempdir().unwrap();
    let (_folder, mut desk) = with_paper(Some(&[stick.path()]), Duration::from_hours(1));
    let one = |desk: &Desk, text: &str| desk.find(text, 1)[0];
    for name in ["解红军", "单雄信"] {
        let person = one(&desk, name);
        square::done(&mut desk, Command::CheckIn { person, by: Means::Typed });
    }
    let person = one(&desk, "单雄信");
    square::done(&mut desk, Command::CheckOut { person, by: Means::Typed });
    for class in [Class::Normal, Class::Normal, Class::Normal] {
        square::done(&mut desk, Command::TakeNumber { service: "haircut".parse().unwrap(), class });
    }
    let haircut = desk.board().square.stations_of(&"haircut".parse().unwrap())[0].station.clone();
    square::done(&mut desk, Command::CallNext { station: haircut.clone() });
    desk.collect();
    // The last copy is as of the end.
    drop(desk);
    assert_eq!(names(stick.path()), [TABLE, PAGE], "and nothing half written");
    let people = rows(stick.path(), "新城区");
    let of = |name: &str| people.iter().find(|row| row[2] == name).unwrap();
    assert_eq!(of("解红军")[3..5], ["", "已签到 09:00"], "only namesakes show the end of a phone number");
    assert_eq!(of("单雄信")[4], "已签退 09:00");
    assert_eq!(of("欧阳娜娜")[4], "未签到");
    let tails: Vec<&str> = people.iter().filter(|row| row[2] == "王芳").map(|row| row[3].as_str()).collect();
    assert_eq!(tails, ["4411", "5678"]);
    let queue = &rows(stick.path(), "义剪")[0];
    assert!(queue[1].contains(&format!("{haircut} 号台")) && queue[1].contains("1001 已叫号"), "{queue:?}");
    assert_eq!((queue[2].as_str(), queue[3].split(' ').count()), ("2", 2), "{queue:?}");
    let page = fs::read_to_string(stick.path().join(PAGE)).unwrap();
    for part in ["学雷锋广场志愿服务 应急备份", "阿依古丽·买买提", "志愿者 2 名", "最后一号", "min-width:24ch\">手记<"]
    {
        assert!(page.contains(part), "no {part}");
    }
    assert!(!page.contains("7733") && !page.contains("13800"), "no phone number of people who have no namesake");
}

#[test]
fn without_a_folder_it_is_in_the_data_folder_and_only_written_when_something_changed() {
    let (folder, mut desk) = with_paper(None, Duration::ZERO);
    assert!(matches!(written(&mut desk, 0), PaperState::Written(_)));
    let own = folder.path().join("paper");
    assert_eq!(names(&own), [TABLE, PAGE], "once it is said to be written nothing more is under way");
    fs::remove_file(own.join(TABLE)).unwrap();
    for _ in 0..50 {
        desk.collect();
    }
    drop(desk);
    assert_eq!(names(&own), [PAGE], "nothing new was written, not at the end either");
}

#[test]
fn the_second_folder_may_come_later_and_the_first_must_be_there() {
    let (first, away) = (tempdir().unwrap(), tempdir().unwrap());
    let stick = away.path().join("stick");
    let (_folder, mut desk) = with_paper(Some(&[first.path(), &stick]), Duration::ZERO);
    assert_eq!(written(&mut desk, 1), PaperState::Absent);
    assert!(!stick.exists(), "no folder is made where a stick will be");
    fs::create_dir(&stick).unwrap();
    square::done(&mut desk, Command::TakeNumber { service: "haircut".parse().unwrap(), class: Class::Normal });
    while !matches!(written(&mut desk, 1), PaperState::Written(_)) {}
    drop((desk, first));
    assert_eq!(names(&stick), [TABLE, PAGE]);
    let nowhere = away.path().join("nowhere");
    let (_folder, mut desk) = with_paper(Some(&[&nowhere]), Duration::ZERO);
    let PaperState::Failed(why) = written(&mut desk, 0) else { panic!() };
    assert!(why.text(qiandao::words::Lang::En).contains("nowhere"));
    // Once it is there the copy follows, though nothing else happens.
    fs::create_dir(&nowhere).unwrap();
    while !matches!(written(&mut desk, 0), PaperState::Written(_)) {}
    drop(desk);
    assert_eq!(names(&nowhere), [TABLE, PAGE]);
}

#[test]
fn line_by_line_too_the_paper_is_kept_while_nobody_types_and_stays_when_the_battery_falls_out() {
    let (folder, desk) = square::set_up();
    drop(desk);
    let stick = tempdir().unwrap();
    let paper = stick.path().to_str().unwrap();
    let mut talk = Talk::with(folder.path(), &["line", "--json", "--paper", paper, "--paper-every", "1"]);
    let state = || rows(stick.path(), "新城区").into_iter().find(|row| row[2] == "解红军").unwrap()[4].clone();
    let pause = || std::thread::sleep(Duration::from_millis(5));
    while names(stick.path()) != [TABLE, PAGE] {
        pause();
    }
    assert_eq!(state(), "未签到", "the first copy, before anything was typed");
    talk.ok("in 解红军");
    while !state().starts_with("已签到") {
        pause();
    }
    talk.kill();
    assert!(state().starts_with("已签到"));
}

#[test]
fn what_is_practised_is_on_no_paper() {
    let (folder, mut desk) = with_paper(None, Duration::from_hours(1));
    written(&mut desk, 0);
    desk.begin_practice().unwrap();
    let person = desk.find("解红军", 1)[0];
    square::done(&mut desk, Command::CheckIn { person, by: Means::Typed });
    drop(desk);
    assert!(!fs::read_to_string(folder.path().join("paper").join(PAGE)).unwrap().contains("已签到"));
}

#[test]
fn the_screen_says_where_it_goes_that_it_fails_and_takes_another_folder() {
    let (lost, other) = (tempdir().unwrap(), tempdir().unwrap());
    let (folder, desk) = with_paper(Some(&[&lost.path().join("gone")]), Duration::ZERO);
    let mut kiosk = Kiosk::on(folder, desk);
    kiosk.press(Key::Enter);
    while !kiosk.rest().screen().contains("应急备份没有写成") {}
    kiosk.press(Key::F(5)).press(Key::F(5)).shows("没有这个文件夹");
    kiosk.press(Key::Ctrl('p')).shows("每分钟").press(Key::Ctrl('u')).pastes("/no/such/folder").press(Key::Enter);
    kiosk.press(Key::Enter).shows("没有这个文件夹：/no/such/folder").press(Key::Ctrl('u'));
    kiosk.pastes(other.path().to_str().unwrap()).press(Key::Enter).press(Key::Enter);
    while !kiosk.rest().screen().contains("写成") {}
    kiosk.shows_not("没有写成").shows("Ctrl+P");
    // A copy that waited behind the failing ones may still be written.
    while names(other.path()) != [TABLE, PAGE] {
        std::thread::yield_now();
    }
    assert_eq!(kiosk.desk().settings().paper, [other.path()]);
}
