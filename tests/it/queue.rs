//! Stories at the queue: numbers given out at the reception, called and served at a station.

use qiandao::desk::QueueWork;
use qiandao::domain::command::Command;
use qiandao::domain::fact::{Class, Service, Station, StationStatus};
use qiandao::domain::queue::State;
use qiandao::tui::input::Key;

use crate::kit::{Kiosk, snapshots, square};

/// The queue screen of a square at work, at ten past nine.
fn queue() -> Kiosk {
    let mut kiosk = Kiosk::open();
    kiosk.at(9, 10).press(Key::F(3));
    kiosk
}

/// A station's own view.
fn station() -> Kiosk {
    let mut kiosk = queue();
    kiosk.press(Key::Tab);
    kiosk
}

fn take(kiosk: &mut Kiosk, service: &str, class: Class) {
    square::done(kiosk.desk_mut(), Command::TakeNumber { service: service.parse().unwrap(), class });
}

/// Where a number stands.
fn state(kiosk: &Kiosk, number: &str) -> State {
    let queue = &kiosk.desk().board().queue;
    let id = *queue.bearers(number.parse().unwrap()).first().unwrap();
    queue.ticket(id).unwrap().state.clone()
}

fn visits(kiosk: &Kiosk, service: &str) -> u64 {
    kiosk.desk().board().tally.of_service(&service.parse().unwrap())
}

#[test]
fn enter_gives_out_a_number_and_says_how_many_are_ahead() {
    let mut kiosk = queue();
    kiosk.press(Key::Enter).shows("您的号码：义诊").shows("下一位就是您");
    kiosk.press(Key::Enter).shows("前方等待 1 人").shows("09:10 取号");
    assert_eq!(state(&kiosk, "A1002"), State::Waiting);
}

#[test]
fn a_service_is_chosen_by_its_number_and_a_priority_number_by_one_key() {
    let mut kiosk = queue();
    take(&mut kiosk, "haircut", Class::Normal);
    kiosk.types("2").press(Key::Ctrl('p')).shows("您的号码：义剪").shows("优先").shows("下一位就是您");
    assert_eq!(state(&kiosk, "B1002"), State::Waiting);
}

#[test]
fn the_number_just_taken_is_still_there_after_a_badge_was_scanned() {
    let mut kiosk = queue();
    let badge = kiosk.badge("ouyangnana");
    kiosk.press(Key::Enter).scan(&badge).shows("+ 签到成功：欧阳娜娜").shows("您的号码：义诊");
    kiosk.press(Key::F(2)).press(Key::F(3)).shows("您的号码：义诊");
}

#[test]
fn a_number_that_is_undone_is_shown_no_more() {
    let mut kiosk = queue();
    kiosk.press(Key::Enter).press(Key::F(6)).shows("已撤销").shows_not("您的号码：义诊");
}

#[test]
fn a_number_of_no_service_takes_nothing_and_says_so() {
    let mut kiosk = queue();
    let facts = kiosk.facts();
    kiosk.types("77").press(Key::Enter).shows("没有序号为 77 的服务");
    assert_eq!((kiosk.facts(), kiosk.rings()), (facts, 1));
}

#[test]
fn a_bar_code_of_something_else_gives_out_no_number() {
    let mut kiosk = queue();
    let facts = kiosk.facts();
    kiosk.scan("6901234567892");
    assert_eq!(kiosk.facts(), facts);
}

#[test]
fn a_service_that_closed_refuses_and_the_panel_says_so() {
    let mut kiosk = queue();
    square::done(kiosk.desk_mut(), Command::OpenService { service: "clinic".parse().unwrap(), open: false });
    kiosk.press(Key::Enter).shows("x 没有取号").shows("义诊已停止取号");
    kiosk.press(Key::Down).shows_not("x 没有取号").press(Key::Enter).shows("您的号码：义剪");
}

#[test]
fn one_resident_is_called_arrives_and_is_done_with_three_keys() {
    let mut kiosk = queue();
    kiosk.press(Key::Enter).press(Key::Enter).press(Key::Tab).shows("按 Enter 叫下一位");
    kiosk.press(Key::Enter).shows("! 1 号台  义诊  已叫号").shows("人到了按 Enter");
    kiosk.press(Key::Enter).shows("+ 1 号台  义诊  服务中");
    kiosk.at(9, 18).press(Key::PageDown).shows("A1001 号完成").shows("请 A1002 号到 1 号台");
    assert_eq!(visits(&kiosk, "clinic"), 1);
    assert!(matches!(state(&kiosk, "A1002"), State::Called { .. }));
}

#[test]
fn enter_twice_by_mistake_finishes_no_visit() {
    let mut kiosk = station();
    take(&mut kiosk, "clinic", Class::Normal);
    take(&mut kiosk, "clinic", Class::Normal);
    kiosk.press(Key::Enter).press(Key::Enter).press(Key::Enter).press(Key::Enter);
    assert!(matches!(state(&kiosk, "A1001"), State::Serving { .. }));
    assert_eq!((visits(&kiosk, "clinic"), kiosk.rings()), (0, 2));
    kiosk.shows("! 服务完按 PgDn");
}

#[test]
fn next_while_somebody_is_called_asks_and_enter_says_arrived() {
    let mut kiosk = station();
    take(&mut kiosk, "clinic", Class::Normal);
    kiosk.press(Key::PageDown).press(Key::PageDown).shows("人到了吗").shows("> 1 到了").press(Key::Enter);
    assert!(matches!(state(&kiosk, "A1001"), State::Serving { .. }));
}

#[test]
fn somebody_who_does_not_come_is_called_again_and_then_deferred() {
    let mut kiosk = station();
    take(&mut kiosk, "clinic", Class::Normal);
    take(&mut kiosk, "clinic", Class::Normal);
    kiosk.press(Key::Enter).press(Key::PageUp).shows("叫了 2 次").press(Key::Delete).shows("已顺延 3 位");
    assert_eq!(state(&kiosk, "A1001"), State::Waiting);
    kiosk.press(Key::Enter).shows("请 A1002 号到 1 号台");
}

#[test]
fn done_without_calling_leaves_the_station_free() {
    let mut kiosk = station();
    take(&mut kiosk, "clinic", Class::Normal);
    take(&mut kiosk, "clinic", Class::Normal);
    kiosk.press(Key::Enter).press(Key::Enter).press(Key::End).shows("1 号台  义诊  空闲");
    assert_eq!((visits(&kiosk, "clinic"), state(&kiosk, "A1002")), (1, State::Waiting));
}

#[test]
fn a_station_is_chosen_by_its_number_and_stays_chosen() {
    let mut kiosk = station();
    take(&mut kiosk, "haircut", Class::Normal);
    kiosk.types("3").shows("3 号台  义剪  空闲").press(Key::PageDown).shows("请 B1001 号到 3 号台");
    kiosk.press(Key::F(4)).press(Key::F(3)).shows("3 号台  义剪  已叫号");
    kiosk.press(Key::Tab).press(Key::Tab).shows("3 号台  义剪  已叫号");
}

#[test]
fn a_badge_scanned_at_a_station_checks_in_and_leaves_the_station_as_it_was() {
    let mut kiosk = station();
    let badge = kiosk.badge("ouyangnana");
    kiosk.types("3").rest().scan(&badge).shows("+ 签到成功：欧阳娜娜").shows("3 号台  义剪");
}

#[test]
fn what_a_station_may_not_do_is_refused_with_a_sentence() {
    let mut kiosk = station();
    kiosk.press(Key::Enter).shows("x 义诊现在没有人等候").press(Key::Delete).shows("x 1 号台还没有叫号");
    let paused = Command::TurnStation { station: "1".parse().unwrap(), status: StationStatus::Paused, serving: None };
    square::done(kiosk.desk_mut(), paused);
    kiosk.press(Key::Enter).shows("x 1 号台暂停，请先开放").shows("这个台没有开放");
}

#[test]
fn a_resident_is_transferred_with_the_number_kept() {
    let mut kiosk = station();
    take(&mut kiosk, "clinic", Class::Normal);
    kiosk.press(Key::Enter).press(Key::Enter).press(Key::Right).shows("要做什么").shows("转到别的服务");
    chooses(&mut kiosk, "转到别的服务");
    kiosk.shows("A1001").press(Key::Enter).shows("到哪项服务").types("2").press(Key::Enter);
    kiosk.shows("A1001 号转到测血压");
    let queue = &kiosk.desk().board().queue;
    assert_eq!((queue.waiting_count(&"pressure".parse().unwrap()), visits(&kiosk, "clinic")), (1, 0));
}

#[test]
fn somebody_set_aside_goes_on_and_is_counted_once() {
    let mut kiosk = station();
    take(&mut kiosk, "clinic", Class::Normal);
    kiosk.press(Key::Enter).press(Key::Enter).press(Key::Right);
    chooses(&mut kiosk, "暂放，回来还在本台");
    kiosk.shows("为什么").shows("等结果").press(Key::Enter).shows("A1001 号暂放在 1 号台").shows("空闲");
    kiosk.shows("等候 0 人   暂放 1 人");
    kiosk.press(Key::Right);
    chooses(&mut kiosk, "暂放的人回来了");
    kiosk.shows("A1001").shows("等结果").types("1001").press(Key::Enter).shows("1 号台  义诊  服务中");
    kiosk.press(Key::End);
    assert_eq!(visits(&kiosk, "clinic"), 1);
}

#[test]
fn a_missed_number_comes_back_at_the_reception() {
    let mut kiosk = station();
    take(&mut kiosk, "clinic", Class::Normal);
    for _ in 0..3 {
        kiosk.press(Key::Enter).press(Key::Delete);
    }
    assert_eq!(state(&kiosk, "A1001"), State::Missed);
    kiosk.press(Key::Tab).press(Key::Right);
    chooses(&mut kiosk, "过号的人回来了");
    kiosk.press(Key::Enter).shows("A1001 号回来了");
    assert_eq!(state(&kiosk, "A1001"), State::Waiting);
}

#[test]
fn a_number_is_called_out_of_turn_by_its_digits_and_with_a_reason() {
    let mut kiosk = station();
    (0..4).for_each(|_| take(&mut kiosk, "clinic", Class::Normal));
    kiosk.press(Key::Right);
    chooses(&mut kiosk, "叫指定的号");
    kiosk.types("1003").press(Key::Enter).shows("为什么").press(Key::Down).press(Key::Enter);
    kiosk.shows("请 A1003 号到 1 号台");
}

#[test]
fn a_station_pauses_opens_and_closes_and_a_service_gives_out_no_more_numbers() {
    let mut kiosk = station();
    for (step, seen) in [("暂停这个台", "1 号台  义诊  暂停"), ("开放这个台", "1 号台  义诊  空闲")]
    {
        kiosk.press(Key::Right);
        chooses(&mut kiosk, step);
        kiosk.shows(seen);
    }
    take(&mut kiosk, "clinic", Class::Normal);
    kiosk.press(Key::Enter).press(Key::Enter).press(Key::Right);
    chooses(&mut kiosk, "关闭这个台");
    kiosk.shows("怎样处理").types("2").rest().shows("1 号台  义诊  已关闭");
    kiosk.press(Key::Tab).press(Key::Right);
    chooses(&mut kiosk, "停止取号");
    kiosk.press(Key::Enter).shows("x 没有取号");
}

#[test]
fn a_service_gets_one_more_station_without_leaving_the_queue() {
    let mut kiosk = queue();
    let stations = kiosk.desk().board().square.stations().len();
    kiosk.press(Key::Right);
    chooses(&mut kiosk, "加一个服务台");
    kiosk.shows("+ 设置已保存");
    assert_eq!(kiosk.desk().board().square.stations_of(&"clinic".parse().unwrap()).len(), 3);
    assert_eq!(kiosk.desk().board().square.stations().len(), stations + 1);
}

#[test]
fn what_is_not_possible_now_is_not_offered_and_esc_goes_back_step_by_step() {
    let mut kiosk = station();
    let facts = kiosk.facts();
    kiosk.press(Key::Right).shows("直接服务一位没取号的人").shows_not("暂放").shows_not("过号的人").shows_not("转到");
    kiosk.press(Key::Esc).shows("1 号台  义诊  空闲").shows_not("直接服务");
    take(&mut kiosk, "clinic", Class::Normal);
    kiosk.press(Key::Right);
    chooses(&mut kiosk, "作废一个号");
    kiosk.press(Key::Enter).shows("为什么").press(Key::Esc).shows("哪个号").press(Key::Left).shows("要做什么");
    kiosk.types("99").press(Key::Enter).shows("! 没有 99 这一项");
    assert_eq!(kiosk.facts(), facts + 1);
}

/// Goes down to a row of a list and takes it.
#[track_caller]
fn chooses(kiosk: &mut Kiosk, label: &str) {
    let screen = kiosk.screen();
    let rows = screen.lines().skip_while(|line| !line.contains("要做什么")).skip(1).filter(|line| !line.is_empty());
    let index = rows.take_while(|line| !line.contains(label)).count();
    for _ in 0..index {
        kiosk.press(Key::Down);
    }
    kiosk.press(Key::Enter);
}

/// A square in the middle of its morning.
fn busy() -> Kiosk {
    let mut kiosk = queue();
    let at = |station: &str| station.parse().unwrap();
    for (service, normal, priority) in [("clinic", 9, 3), ("haircut", 14, 2), ("pressure", 2, 0), ("law", 3, 1)] {
        (0..normal).for_each(|_| take(&mut kiosk, service, Class::Normal));
        (0..priority).for_each(|_| take(&mut kiosk, service, Class::Priority));
    }
    for station in ["1", "2", "3", "5", "7"] {
        square::done(kiosk.desk_mut(), Command::CallNext { station: at(station) });
    }
    kiosk.at(9, 14);
    for station in ["1", "3", "5"] {
        square::done(kiosk.desk_mut(), Command::Arrive { station: at(station) });
    }
    let paused = Command::TurnStation { station: at("4"), status: StationStatus::Paused, serving: None };
    square::done(kiosk.desk_mut(), paused);
    kiosk.at(9, 19);
    kiosk
}

#[test]
fn a_laptop_that_worked_at_a_station_begins_there_the_next_time() {
    let mut kiosk = station();
    take(&mut kiosk, "pressure", Class::Normal);
    kiosk.types("6").moment().press(Key::Enter).shows("6 号台  测血压  已叫号");
    let mut kiosk = kiosk.starts_again_and_answers();
    kiosk.shows("6 号台").shows("按 Enter，没来按");
    // Looking at the numbers is not working there; giving one out is.
    let mut kiosk = {
        kiosk.press(Key::Tab);
        kiosk.starts_again_and_answers()
    };
    kiosk.shows("6 号台").press(Key::Tab).press(Key::Enter).shows("您的号码");
    kiosk.starts_again_and_answers().shows("扫码或输入").press(Key::F(3)).shows("[取号]");
}

#[test]
fn what_is_tried_while_practising_or_a_station_that_is_gone_is_not_remembered() {
    let mut kiosk = station();
    take(&mut kiosk, "clinic", Class::Normal);
    kiosk.press(Key::F(5)).press(Key::F(5)).press(Key::Ctrl('l')).types("1").press(Key::Enter);
    kiosk.press(Key::F(3)).press(Key::Enter).shows("练习").press(Key::Ctrl('l'));
    assert_eq!(kiosk.desk().settings().queue, None);
    let gone = QueueWork::Station("77".parse().unwrap());
    kiosk.desk_mut().change_settings(|settings| settings.queue = Some(gone)).unwrap();
    kiosk.starts_again_and_answers().shows("扫码或输入").press(Key::F(3)).shows("[取号]");
}

#[test]
fn the_reception_in_pictures() {
    snapshots::check("queue_empty", &mut queue());
    let mut kiosk = busy();
    kiosk.types("2").press(Key::Ctrl('p'));
    snapshots::check("queue_busy", &mut kiosk);
    square::done(kiosk.desk_mut(), Command::OpenService { service: "haircut".parse().unwrap(), open: false });
    kiosk.press(Key::Enter);
    snapshots::check("queue_refused", &mut kiosk);
}

#[test]
fn a_station_in_pictures() {
    let mut kiosk = busy();
    kiosk.press(Key::Tab);
    snapshots::check("station_serving", &mut kiosk);
    kiosk.types("2").rest().press(Key::PageUp);
    snapshots::check("station_called", &mut kiosk);
    kiosk.types("6").rest();
    snapshots::check("station_free", &mut kiosk);
    kiosk.types("8").press(Key::Enter);
    snapshots::check("station_refused", &mut kiosk);
    kiosk.at(10, 40).types("1").rest();
    snapshots::check("station_forgotten", &mut kiosk);
    kiosk.press(Key::Right);
    snapshots::check("station_detours", &mut kiosk);
    chooses(&mut kiosk, "作废一个号");
    snapshots::check("station_tickets", &mut kiosk);
}

#[test]
fn the_longest_names_in_pictures() {
    let mut kiosk = busy();
    let long = Service {
        service: "long".parse().unwrap(),
        zh: "新时代文明实践健康生活方式综合咨询服务".to_owned(),
        en: "Healthy living and all-round advice of the New Era".to_owned(),
        letter: Some('W'),
        ..kiosk.desk().board().square.service(&"law".parse().unwrap()).unwrap().clone()
    };
    let word = "VIP-2026".parse().unwrap();
    let station =
        Station { station: word, service: long.service.clone(), name: "阿依古丽·买买提工作室".to_owned() };
    square::done(kiosk.desk_mut(), Command::SetService(long));
    square::done(kiosk.desk_mut(), Command::SetStation(station));
    kiosk.types("6").press(Key::Enter);
    snapshots::check("queue_longest", &mut kiosk);
    kiosk.press(Key::Tab).types("VIP-2026").press(Key::Enter);
    snapshots::check("station_longest", &mut kiosk);
}
