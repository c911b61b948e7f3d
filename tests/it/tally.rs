//! Stories at the counts: what needs no number is counted by one key, and every total is seen.

use qiandao::desk::clock::Clock;
use qiandao::domain::command::Command;
use qiandao::domain::fact::{Class, Means, Measure, Service};
use qiandao::domain::tally::Cell;
use qiandao::tui::input::Key;

use crate::kit::{Kiosk, snapshots, square};

fn tally() -> Kiosk {
    let mut kiosk = Kiosk::open();
    kiosk.at(9, 10).press(Key::F(4));
    kiosk
}

fn sum(kiosk: &Kiosk, service: &str) -> u64 {
    kiosk.desk().board().tally.of_service(&service.parse().unwrap())
}

#[test]
fn enter_counts_one_and_two_keys_count_ten_and_fifty_without_a_question() {
    let mut kiosk = tally();
    kiosk.press(Key::Enter).shows("发放资料加 1，共 1 份").press(Key::Ctrl('t')).press(Key::Ctrl('y'));
    kiosk.shows("发放资料加 50，共 61 份").shows("资料 61 份");
    assert_eq!(sum(&kiosk, "leaflets"), 61);
}

#[test]
fn a_typed_number_is_counted_by_enter_and_a_large_one_is_asked_about() {
    let mut kiosk = tally();
    kiosk.types("20").shows("Enter 给发放资料加 20").press(Key::Enter);
    assert_eq!(sum(&kiosk, "leaflets"), 20);
    kiosk.types("210").press(Key::Enter).shows("数目对吗").press(Key::Enter);
    assert_eq!(sum(&kiosk, "leaflets"), 20, "Enter without reading does no harm");
    kiosk.types("210").press(Key::Enter).types("1").rest();
    assert_eq!(sum(&kiosk, "leaflets"), 230);
}

#[test]
fn the_chosen_service_is_counted_and_no_service_with_a_queue_can_be_chosen() {
    let mut kiosk = tally();
    kiosk.press(Key::Down).press(Key::Enter).shows("健康手册加 1，共 1 份");
    for _ in 0..20 {
        kiosk.press(Key::Down);
    }
    kiosk.press(Key::Enter);
    let queued = kiosk.desk().board().square.services().into_iter().filter(|service| service.queued);
    let queued: Vec<String> = queued.map(|service| service.service.to_string()).collect();
    assert!(queued.iter().all(|service| sum(&kiosk, service) == 0));
    assert_eq!(sum(&kiosk, "firstaid"), 1);
}

#[test]
fn what_is_no_number_counts_nothing_and_says_what_would_be() {
    let mut kiosk = tally();
    let facts = kiosk.facts();
    for wrong in ["0", "10001", "-3", "abc"] {
        kiosk.types(wrong).press(Key::Enter).shows("! 请输入 1 到 10000 的数目").press(Key::Ctrl('u'));
    }
    assert_eq!((kiosk.facts(), kiosk.rings()), (facts, 4));
    kiosk.types("12").press(Key::Backspace).press(Key::Enter);
    assert_eq!(sum(&kiosk, "leaflets"), 1);
}

#[test]
fn a_badge_scanned_while_counting_checks_in_and_keeps_the_number_typed() {
    let mut kiosk = tally();
    let badge = kiosk.badge("ouyangnana");
    kiosk.types("15").scan(&badge).shows("+ 签到成功：欧阳娜娜").press(Key::Enter);
    assert_eq!(sum(&kiosk, "leaflets"), 15);
}

#[test]
fn a_count_too_many_is_undone_by_one_key() {
    let mut kiosk = tally();
    kiosk.press(Key::Enter).press(Key::Enter).press(Key::F(6)).shows("已撤销");
    assert_eq!(sum(&kiosk, "leaflets"), 1);
}

#[test]
fn a_service_with_a_target_shows_how_far_it_is() {
    let mut kiosk = busy();
    for (service, quantity) in [("leaflets", 1500), ("clinic", 2), ("tea", 1_000)] {
        square::done(kiosk.desk_mut(), Command::SetTarget { service: service.parse().unwrap(), quantity });
    }
    kiosk
        .shows("1260 / 1500 份")
        .shows(" 84 %")
        .shows("2 / 2 人次")
        .shows("100 %")
        .shows("49 / 1000 人次")
        .shows("  4 %");
    snapshots::check("tally_targets", &mut kiosk);
    square::done(kiosk.desk_mut(), Command::SetTarget { service: "tea".parse().unwrap(), quantity: 0 });
    kiosk.shows_not("/ 1000").shows("1260 / 1500 份");
}

#[test]
fn in_the_other_views_no_key_counts() {
    let mut kiosk = tally();
    let facts = kiosk.facts();
    for view in ["[时段]", "[单位]", "[服务台]", "[各机]", "[服务]"] {
        kiosk.press(Key::Right).shows(view);
        if view != "[服务]" {
            kiosk.press(Key::Enter).press(Key::Ctrl('t')).types("5").press(Key::Enter);
        }
    }
    assert_eq!(kiosk.facts(), facts);
    kiosk.press(Key::Left).shows("[各机]").press(Key::BackTab).shows("[服务台]");
}

#[test]
fn the_evening_is_one_sentence_in_both_languages_on_one_key() {
    let mut kiosk = busy();
    kiosk.resize(120, 36).press(Key::Ctrl('e'));
    kiosk.shows("志愿者 4 名，单位 2 家，义诊 3 人次，义剪 1 人次，咨询 0 人次，发放资料 1260 份。");
    kiosk.shows("Volunteers: 4, units: 2,").press(Key::Ctrl('e')).shows_not("Volunteers: 4");
}

#[test]
fn paper_slips_are_entered_as_one_step_and_refused_the_second_time() {
    let mut kiosk = busy();
    kiosk.at(11, 10).press(Key::Ctrl('p')).shows("补录纸号").types("b900041").press(Key::Enter);
    kiosk.types("68").press(Key::Enter).types("10:20").press(Key::Enter).types("11:05").press(Key::Enter);
    kiosk.shows("+ 义剪加 28，共 29 人次").shows("[服务]").shows("数目");
    let visits = |kiosk: &Kiosk| kiosk.desk().board().tally.of_service(&"haircut".parse().unwrap());
    assert_eq!(visits(&kiosk), 29);
    kiosk.press(Key::Ctrl('p')).types("B900060").press(Key::Enter).types("B900070").press(Key::Enter);
    kiosk.types("11:05").press(Key::Enter).types("11:09").press(Key::Enter);
    kiosk.shows("x B900041 到 B900068 的纸号已补录过").shows("B900060");
    snapshots::check("tally_slips", &mut kiosk);
    kiosk.press(Key::Esc).press(Key::F(6)).shows("+ 已撤销");
    assert_eq!(visits(&kiosk), 1);
}

#[test]
fn slips_entered_the_morning_after_are_counted_on_their_day() {
    let mut kiosk = busy();
    let tomorrow = square::day().next().at_minute(8 * 60);
    *kiosk.desk_mut().clock_mut() = Clock::Standing(tomorrow);
    kiosk.press(Key::Ctrl('p')).shows("哪一天   2026-03-05").types("B900041").press(Key::Enter).types("68");
    kiosk.press(Key::Enter).types("10:20").press(Key::Enter).types("11:05").press(Key::Enter).shows("哪一天");
    kiosk.press(Key::Ctrl('u')).types("2026-03-01").press(Key::Enter).shows("2026-03-01 不是活动的日子");
    kiosk.press(Key::Ctrl('u')).types("2026-03-05").press(Key::Enter).shows("+ 义剪加 28");
    let of_day = |cell: &Cell| cell.day == square::day() && cell.hour == 10 && cell.service.as_str() == "haircut";
    assert_eq!(kiosk.desk().board().tally.sum(of_day), 28);
}

#[test]
fn a_slip_that_cannot_be_read_says_what_is_wrong_and_nothing_is_counted() {
    let mut kiosk = busy();
    let facts = kiosk.facts();
    for (typed, said) in [
        (["B1041", "B1068", "10:20", "11:05"], "要同一叠里的纸号"),
        (["B900041", "900", "", ""], "时间请写成"),
        (["B900041", "40", "10:20", "11:05"], "最后一张不能在第一张之前"),
        (["Q900041", "68", "10:20", "11:05"], "没有用字母 Q 的服务"),
        (["41", "68", "10:20", "11:05"], "纸号请写成"),
        (["B900041", "68", "10:20", "half past"], "时间请写成"),
    ] {
        kiosk.press(Key::Ctrl('p'));
        for text in typed {
            kiosk.types(text).press(Key::Enter);
        }
        kiosk.shows(said).press(Key::Esc);
    }
    assert_eq!(kiosk.facts(), facts);
}

/// A square in the middle of its morning.
fn busy() -> Kiosk {
    let mut kiosk = tally();
    for (minute, name) in [(1, "xiehongjun"), (2, "wangfang 4411"), (3, "yuchijing"), (4, "dxx")] {
        let person = kiosk.person(name);
        kiosk.at(8, minute);
        square::done(kiosk.desk_mut(), Command::CheckIn { person, by: Means::Chosen });
    }
    let gone = kiosk.person("dxx");
    kiosk.at(9, 30);
    square::done(kiosk.desk_mut(), Command::CheckOut { person: gone, by: Means::Chosen });
    for (hour, minute, service, station) in
        [(8, 20, "clinic", "1"), (8, 40, "clinic", "2"), (9, 5, "haircut", "3"), (10, 7, "pressure", "5")]
    {
        let (service, station) =
            (service.parse().unwrap(), station.parse::<qiandao::domain::ids::StationId>().unwrap());
        kiosk.at(hour, minute);
        square::done(kiosk.desk_mut(), Command::TakeNumber { service, class: Class::Normal });
        square::done(kiosk.desk_mut(), Command::CallNext { station: station.clone() });
        square::done(kiosk.desk_mut(), Command::Arrive { station: station.clone() });
        square::done(kiosk.desk_mut(), Command::Finish { station });
    }
    for (hour, service, quantity) in [(8, "leaflets", 400), (9, "leaflets", 860), (9, "tea", 37), (10, "tea", 12)] {
        kiosk.at(hour, 50);
        let service = service.parse().unwrap();
        square::done(kiosk.desk_mut(), Command::Count { service, quantity, station: None, sure: true });
    }
    kiosk
}

#[test]
fn the_counts_in_pictures() {
    snapshots::check("tally_empty", &mut tally());
    let mut kiosk = busy();
    kiosk.press(Key::Down).press(Key::Down).types("30");
    snapshots::check("tally_busy", &mut kiosk);
    kiosk.press(Key::Enter);
    snapshots::check("tally_question", &mut kiosk);
    kiosk.press(Key::Esc).types("x").press(Key::Enter);
    snapshots::check("tally_refused", &mut kiosk);
}

#[test]
fn every_other_view_in_pictures() {
    let mut kiosk = busy();
    for name in ["tally_course", "tally_units", "tally_stations", "tally_desks"] {
        kiosk.press(Key::Tab);
        snapshots::check(name, &mut kiosk);
    }
    kiosk.press(Key::Ctrl('e'));
    snapshots::check("tally_sentence", &mut kiosk);
}

#[test]
fn one_key_writes_the_report_and_the_sentence_and_says_where() {
    let mut kiosk = busy();
    let folder = tempfile::tempdir().unwrap();
    kiosk.desk_mut().change_settings(|settings| settings.paper = vec![folder.path().to_owned()]).unwrap();
    kiosk.press(Key::Ctrl('o')).shows("写好了").shows("今天的一句话").shows("hours-units-2026-03-05.html");
    for (name, sheets) in [("hours-people", "志愿服务个人记录："), ("hours-units", "志愿服务时长记录：")]
    {
        let page = std::fs::read_to_string(folder.path().join(format!("{name}-2026-03-05.html"))).unwrap();
        assert!(page.contains(sheets) && page.contains("盖章"), "{name}");
    }
    assert!(std::fs::read(folder.path().join("hours-2026-03-05.xlsx")).unwrap().starts_with(b"PK"));
    let read = |ending: &str| std::fs::read(folder.path().join(format!("report-2026-03-05.{ending}"))).unwrap();
    assert!(read("xlsx").starts_with(b"PK"));
    assert!(String::from_utf8(read("html")).unwrap().contains("1260"));
    let sentence = String::from_utf8(read("txt")).unwrap();
    assert!(sentence.contains("志愿者 4 名") && sentence.contains("copies handed out: 1260"), "{sentence}");
    kiosk.press(Key::Ctrl('e')).shows("志愿者 4 名");
    folder.close().unwrap();
    kiosk.press(Key::Ctrl('o')).shows("写好了");
}

#[test]
fn the_longest_names_in_pictures() {
    let mut kiosk = busy();
    let long = Service {
        service: "long".parse().unwrap(),
        zh: "新时代文明实践健康生活方式综合咨询服务".to_owned(),
        en: "Healthy living and all-round advice of the New Era".to_owned(),
        queued: false,
        letter: None,
        measure: Measure::Visits,
        ..kiosk.desk().board().square.service(&"tea".parse().unwrap()).unwrap().clone()
    };
    square::done(kiosk.desk_mut(), Command::SetService(long));
    for _ in 0..9 {
        kiosk.press(Key::Down);
    }
    snapshots::check("tally_longest", &mut kiosk);
}
