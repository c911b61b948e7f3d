//! Slips from the key to the paper and back: what is printed is read by an independent reader and scanned again; the
//! number stands whether or not paper comes out.

use std::net::TcpListener;

use qiandao::badge::{Code, Kind};
use qiandao::domain::command::Command;
use qiandao::domain::fact::Fact;
use qiandao::domain::ids::TicketId;
use qiandao::domain::queue::State;
use qiandao::tui::input::Key;
use serde_json::json;
use tempfile::tempdir;

use crate::kit::paper_port::PaperPort;
use crate::kit::{Kiosk, snapshots, square};
use crate::paper::read;
use crate::printer::{Printed, print};
use crate::program::{Talk, printed};

/// The queue screen of a desk whose slips go to a place.
fn queue_with(place: &str) -> Kiosk {
    let mut kiosk = Kiosk::open();
    kiosk.desk_mut().set_printer(Some(place.parse().unwrap())).unwrap();
    kiosk.at(9, 10).press(Key::F(3)).rest();
    kiosk
}

/// A port where nothing listens.
fn nobody() -> String {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string()
}

/// What stands on a slip: its lines, and the digits of its code as an independent reader sees them.
fn seen(job: &[u8]) -> (Vec<String>, String) {
    let (mut lines, mut pictures) = (Vec::new(), Vec::new());
    for printed in print(job) {
        match printed {
            Printed::Line(text, _) => lines.push(text),
            Printed::Picture(dots) => pictures.push(dots),
            _ => {}
        }
    }
    let [_number, code] = pictures.as_slice() else { panic!("{lines:?}") };
    (lines, read(code))
}

fn ticket(kiosk: &Kiosk, number: &str) -> TicketId {
    *kiosk.desk().board().queue.bearers(number.parse().unwrap()).first().unwrap()
}

/// Looks until the printer is as it should be.
#[track_caller]
fn until(kiosk: &mut Kiosk, holds: impl Fn(&qiandao::printer::Status) -> bool) {
    for _ in 0..30_000 {
        if kiosk.desk().printer().is_some_and(|(_, status)| holds(&status)) {
            kiosk.rest();
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    panic!("{:?}", kiosk.desk().printer());
}

#[test]
fn a_number_comes_out_on_paper_and_its_code_finds_the_ticket_at_any_screen() {
    let port = PaperPort::open();
    let mut kiosk = queue_with(&port.place);
    kiosk.press(Key::Enter).press(Key::Ctrl('p')).types("2").press(Key::Enter);
    let (lines, digits) = seen(&port.next());
    assert_eq!(
        lines,
        [
            "学雷锋广场志愿服务",
            "义诊",
            "前方等待 0 人",
            "预计等候：不用等候。",
            "取号时间 09:10",
            "请留意叫号，凭票办理。"
        ]
    );
    let (lines, _) = seen(&port.next());
    assert!(lines.contains(&"优先号".to_owned()), "{lines:?}");
    let (lines, _) = seen(&port.next());
    assert_eq!((lines[1].as_str(), lines.len()), ("义剪", 6), "{lines:?}");

    let key = kiosk.desk().event_key().unwrap();
    let code = Code::decode(&key, &digits).unwrap();
    let entry = kiosk.desk().board().ledger().get(ticket(&kiosk, "A1001").0).unwrap();
    let Fact::TicketTaken { slip, .. } = &entry.fact else { panic!("{entry:?}") };
    assert_eq!((code.kind(), code.number(), code.argument()), (Kind::Ticket, *slip, 1));

    for screen in [2, 3, 4, 5] {
        kiosk.rest().press(Key::F(screen)).scan(&digits).shows("─ A1001 号 ─").shows("前方等待 1 人");
        kiosk.press(Key::Esc).shows_not("─ A1001 号 ─");
    }
    assert!(port.is_still(), "a scan prints nothing");
}

#[test]
fn a_slip_is_printed_again_from_the_list_of_more_and_says_so() {
    let port = PaperPort::open();
    let mut kiosk = queue_with(&port.place);
    kiosk.press(Key::Enter).press(Key::Enter);
    let (_, digits) = seen(&port.next());
    seen(&port.next());
    kiosk.press(Key::Right).shows("重打一张号票").press(Key::Esc);
    let facts = kiosk.facts();
    again(&mut kiosk, "1001");
    let (lines, same) = seen(&port.next());
    assert_eq!(same, digits);
    assert!(lines.contains(&"补打".to_owned()), "{lines:?}");
    kiosk.shows("A1001 的号票重打一张");
    assert_eq!(kiosk.facts(), facts, "paper is no fact");
    // Also once it waits no more: then nothing is said of its place.
    kiosk.press(Key::Tab).press(Key::Enter).press(Key::Enter);
    again(&mut kiosk, "1001");
    let (lines, _) = seen(&port.next());
    assert!(!lines.iter().any(|line| line.contains("前方")), "{lines:?}");
}

/// The code on the slip of a number.
pub fn slip(kiosk: &Kiosk, number: &str) -> String {
    let entry = kiosk.desk().board().ledger().get(ticket(kiosk, number).0).unwrap();
    let Fact::TicketTaken { slip, .. } = &entry.fact else { panic!("{entry:?}") };
    Code::new(Kind::Ticket, *slip, 1).unwrap().encode(&kiosk.desk().event_key().unwrap())
}

fn state(kiosk: &Kiosk, number: &str) -> State {
    kiosk.desk().board().queue.ticket(ticket(kiosk, number)).unwrap().state.clone()
}

/// Station 1 of the clinic, for which so many wait.
fn station_with(waiting: usize) -> Kiosk {
    let mut kiosk = Kiosk::open();
    kiosk.at(9, 10).press(Key::F(3));
    for _ in 0..waiting {
        kiosk.press(Key::Enter);
    }
    kiosk.press(Key::Tab).shows("1 号台  义诊  空闲");
    kiosk
}

#[test]
fn at_a_station_a_scan_and_enter_do_what_is_sensible() {
    let mut kiosk = station_with(3);
    let (first, second) = (slip(&kiosk, "A1001"), slip(&kiosk, "A1002"));
    // The next in line: called, arrived, and then Enter by mistake ends nothing.
    kiosk.scan(&first).shows("> 1 叫到本台").press(Key::Enter).shows("请 A1001 号到 1 号台");
    kiosk.rest().at(9, 11).scan(&first).shows("> 1 人到了，开始服务").press(Key::Enter).shows("1 号台  义诊  服务中");
    kiosk.rest().at(9, 12).scan(&first).shows("服务中，1 号台").shows("> 3 知道了").press(Key::Enter);
    assert!(matches!(state(&kiosk, "A1001"), State::Serving { .. }));
    kiosk.rest().at(9, 13).scan(&first).types("1").rest().shows("A1001 号在 1 号台完成");
    // Somebody further back is called with a reason, and not by Enter alone.
    let third = slip(&kiosk, "A1003");
    kiosk.rest().scan(&third).shows("前方等待 1 人").types("1").rest().shows("为什么").shows("等得太久");
    kiosk.press(Key::Esc).shows("提前叫到本台").press(Key::Esc).shows("1 号台  义诊  空闲");
    kiosk.rest().at(9, 14).scan(&third).types("1").rest().press(Key::Down).press(Key::Enter);
    assert!(matches!(state(&kiosk, "A1003"), State::Called { .. }));
    // Missed for good, and back.
    kiosk.press(Key::Delete);
    for _ in 0..2 {
        let call = Command::CallOne {
            station: "1".parse().unwrap(),
            ticket: ticket(&kiosk, "A1003"),
            reason: "lead_agrees".to_owned(),
        };
        square::done(kiosk.desk_mut(), call);
        kiosk.press(Key::Delete);
    }
    assert_eq!(state(&kiosk, "A1003"), State::Missed);
    kiosk.rest().at(9, 15).scan(&third).shows("过号").shows("> 1 重新排队").press(Key::Enter);
    assert_eq!(state(&kiosk, "A1003"), State::Waiting);
    // Set aside, and on with it.
    kiosk.rest().press(Key::Enter).press(Key::Enter);
    let park = Command::Park { station: "1".parse().unwrap(), reason: "awaits_result".to_owned(), pool: false };
    square::done(kiosk.desk_mut(), park);
    kiosk.rest().at(9, 20).scan(&second).shows("等结果").shows("> 1 继续服务").press(Key::Enter);
    assert!(matches!(state(&kiosk, "A1002"), State::Serving { .. }));
}

#[test]
fn what_is_elsewhere_or_over_is_shown_and_nothing_is_offered_that_the_rules_refuse() {
    let mut kiosk = station_with(2);
    let (first, second) = (slip(&kiosk, "A1001"), slip(&kiosk, "A1002"));
    kiosk.press(Key::Enter).types("2").rest().shows("2 号台  义诊  空闲");
    let facts = kiosk.facts();
    kiosk.scan(&first).shows("请到 1 号台").shows("> 1 知道了").press(Key::Enter);
    assert_eq!(kiosk.facts(), facts);
    // At a desk that is no station: to be looked at, and Enter leaves it.
    kiosk.press(Key::Tab).at(9, 30).scan(&second).shows("> 4 知道了").press(Key::Enter);
    assert_eq!(kiosk.facts(), facts);
    kiosk.at(9, 31).scan(&second).types("3").rest().shows("为什么").press(Key::Enter);
    assert_eq!(state(&kiosk, "A1002"), State::Cancelled);
    kiosk.at(9, 32).scan(&second).shows("作废").shows("> 1 知道了");
    // The next scan is never blocked by what is open.
    let badge = kiosk.badge("ouyangnana");
    kiosk.scan(&badge).shows("签到成功：欧阳娜娜").shows_not("知道了");
}

#[test]
fn a_scanned_slip_in_pictures() {
    let mut kiosk = station_with(3);
    let third = slip(&kiosk, "A1003");
    kiosk.scan(&third);
    snapshots::check("ticket_scanned", &mut kiosk);
}

/// Takes "print a slip again" from the list of more, and a number by its digits.
fn again(kiosk: &mut Kiosk, digits: &str) {
    kiosk.press(Key::Right);
    take_from_more(kiosk, "重打一张号票");
    kiosk.types(digits).press(Key::Enter);
}

/// Goes down to a step of the list of more and takes it.
fn take_from_more(kiosk: &mut Kiosk, step: &str) {
    let screen = kiosk.screen();
    let rows = screen.lines().skip_while(|line| !line.contains("要做什么")).skip(1).filter(|line| !line.is_empty());
    for _ in 0..rows.take_while(|line| !line.contains(step)).count() {
        kiosk.press(Key::Down);
    }
    kiosk.press(Key::Enter);
}

#[test]
fn without_a_printer_numbers_are_given_out_and_no_slip_is_offered() {
    let mut kiosk = Kiosk::open();
    kiosk.at(9, 10).press(Key::F(3)).press(Key::Enter).shows("您的号码：义诊").shows_not("号票打印");
    kiosk.press(Key::Right).shows("作废一个号").shows_not("重打");
}

#[test]
fn a_printer_that_cannot_be_reached_is_said_on_every_screen_and_holds_nothing_up() {
    let address = nobody();
    let mut kiosk = queue_with(&address);
    kiosk.shows("号票打印：可以打印").press(Key::Enter);
    until(&mut kiosk, |status| status.why.is_some());
    kiosk.shows("您的号码：义诊").shows("! 号票打印：打印机不接受连接，会自己再试，1 张号票等着");
    kiosk.press(Key::F(2)).shows("看打印机").press(Key::F(3));
    for _ in 0..5 {
        kiosk.press(Key::Enter);
    }
    until(&mut kiosk, |status| status.waiting == 6 && status.why.is_some());
    kiosk.shows("6 张号票等着").press(Key::Tab).press(Key::Enter).press(Key::Enter).press(Key::End);
    let queue = &kiosk.desk().board().queue;
    assert!(matches!(queue.ticket(ticket(&kiosk, "A1001")).unwrap().state, State::Done { .. }));
    // It is back: what waited comes out, in order and once.
    let port = PaperPort::at(&address);
    let numbers: Vec<String> = (0..6).map(|_| seen(&port.next()).1).collect();
    assert_eq!(numbers.iter().collect::<std::collections::BTreeSet<_>>().len(), 6);
    until(&mut kiosk, |status| status.sent == 6);
    assert!(port.is_still());
    kiosk.press(Key::Tab).shows("号票打印：可以打印").shows_not("看打印机");
}

#[test]
fn a_slip_that_may_be_half_on_paper_is_named_until_somebody_looks_or_its_holder_is_served() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let mut kiosk = queue_with(&address);
    // Each connection is cut as soon as something came.
    let cuts = std::thread::spawn(move || {
        for _ in 0..3 {
            let (mut connection, _) = listener.accept().unwrap();
            std::io::Read::read_exact(&mut connection, &mut [0; 9]).unwrap();
        }
    });
    kiosk.press(Key::Enter).press(Key::Enter).press(Key::Enter);
    cuts.join().unwrap();
    until(&mut kiosk, |status| status.look.len() == 3 && status.printing.is_none());
    kiosk.shows("打印时连接断了。请看 A1003 A1002 A1001 的号票打好没有，没有就重打");
    kiosk.press(Key::Tab).press(Key::Enter).press(Key::Enter).press(Key::Tab).rest();
    kiosk.shows("请看 A1003 A1002 的号票").press(Key::Right).shows("提到的号票都看过了");
    take_from_more(&mut kiosk, "提到的号票都看过了");
    kiosk.shows("打印时连接断了").shows_not("请看 A1");
}

#[test]
fn a_printer_that_hangs_slows_no_number_of_the_real_program() {
    let folder = tempdir().unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let place = listener.local_addr().unwrap().to_string();
    let mut desk = Talk::with(folder.path(), &["line", "--json", "--printer", &place]);
    desk.ok("setup demo");
    for _ in 0..50 {
        assert_eq!(desk.ok("take haircut")["outcome"], "taken");
    }
    let _hanging = listener.accept().unwrap();
    let printer = desk.ok("printer")["printer"].clone();
    // One is on its way; on a slow machine the first may be given up by now.
    let counted = printer["sent"].as_u64().unwrap() + printer["waiting"].as_u64().unwrap();
    assert!((49..=50).contains(&counted) && printer["waiting"].as_u64().unwrap() > 40, "{printer}");
    // Nor is it waited for at the end by who pulls the plug.
    desk.kill();
    // Killed between the two copies the second may lack the last entry: the next start makes it whole.
    let queues = Talk::open(folder.path()).ok("queues");
    let haircut =
        queues["services"].as_array().unwrap().iter().find(|row| row["service"] == "haircut").unwrap().clone();
    assert_eq!(haircut["waiting"], 50, "{haircut}");
    assert!(printed(folder.path(), ["verify"]).contains("没有发现问题"));
}

#[test]
fn the_printer_is_set_in_the_set_up_tried_at_once_and_remembered() {
    let port = PaperPort::open();
    let mut kiosk = Kiosk::open();
    kiosk
        .press(Key::F(5))
        .press(Key::F(5))
        .press(Key::Ctrl('r'))
        .shows("号票打印机")
        .types(",native")
        .press(Key::Enter);
    kiosk.shows("打印机写成").press(Key::Ctrl('u')).types(&port.place).press(Key::Enter);
    let trial = print(&port.next());
    let is_no_ticket = |printed: &Printed| matches!(printed, Printed::Line(text, _) if text == "这是试打，不是号票");
    assert!(trial.iter().any(is_no_ticket), "{trial:?}");
    until(&mut kiosk, |status| status.sent == 1);
    kiosk.shows(&format!("打印机 {}：可以打印", port.place)).press(Key::Ctrl('r')).shows(&port.place);
    kiosk.press(Key::Ctrl('u')).press(Key::Enter).shows_not("可以打印");
    assert!(kiosk.desk().printer().is_none());
}

#[test]
fn practice_makes_no_paper() {
    let port = PaperPort::open();
    let mut kiosk = queue_with(&port.place);
    kiosk.desk_mut().begin_practice().unwrap();
    let service = "clinic".parse().unwrap();
    kiosk.desk_mut().perform(&Command::TakeNumber { service, class: qiandao::domain::fact::Class::Normal });
    let ticket = ticket(&kiosk, "A1001");
    assert!(kiosk.desk_mut().reprint(ticket).entries().is_empty());
    kiosk.desk_mut().end_practice();
    kiosk.press(Key::Enter);
    let (lines, _) = seen(&port.next());
    assert!(!lines.contains(&"补打".to_owned()), "{lines:?}");
    assert!(port.is_still());
}

#[test]
fn the_reception_with_a_printer_in_pictures() {
    let mut kiosk = queue_with("printer.invalid:9100");
    snapshots::check("queue_printer", &mut kiosk);
}

#[test]
fn slips_of_the_real_program_line_by_line() {
    let (folder, port) = (tempdir().unwrap(), PaperPort::open());
    let mut desk = Talk::with(folder.path(), &["line", "--json", "--printer", &port.place]);
    desk.ok("setup demo");
    desk.ok("at 09:00:00");
    desk.ok("take haircut");
    let (lines, digits) = seen(&port.next());
    assert!(lines.contains(&"取号时间 09:00".to_owned()), "{lines:?}");
    let found = desk.ok(&format!("scan {digits}"));
    let fields = ["outcome", "ticket", "service", "state", "ahead"].map(|field| found[field].clone());
    assert_eq!(fields, [json!("ticket"), json!("B1001"), json!("haircut"), json!("waiting"), json!(0)], "{found}");
    desk.refused("reprint B1002", "unknown_ticket");
    assert_eq!(desk.ok("reprint B1001")["outcome"], "slip_sent");
    assert!(seen(&port.next()).0.contains(&"补打".to_owned()));
    assert_eq!(desk.ok("printer")["printer"]["place"], port.place.as_str());
    assert!(desk.end().success());

    let mut desk = Talk::open(folder.path());
    assert_eq!(desk.ok("printer")["printer"]["place"], port.place.as_str(), "it is remembered");
    desk.ok("reprint B1001");
    seen(&port.next());
    assert_eq!(desk.ok("printer none")["printer"], json!(null));
    desk.refused("reprint B1001", "no_printer");
    desk.ok("take haircut");
    desk.refused("printer usb://x", "bad_argument");
    assert!(desk.end().success());
    assert!(port.is_still());
    assert!(printed(folder.path(), ["verify"]).contains("没有发现问题"));
}
