//! A printer that is absent, refuses, hangs, breaks off or says nothing: the slips go on, and none is doubled in silence.

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::*;
use crate::domain::ids::{DeskId, EntryKey, Epoch, Series, TicketId};
use crate::words::Lang;

/// Far longer than anything here takes.
const LONG: Duration = Duration::from_secs(30);
/// Of a printer that answers, nothing is given up; of one that does not, everything at once.
const PATIENCE: Patience = Patience {
    connect: LONG,
    write: LONG,
    answer: LONG,
    short_answer: LONG,
    first_retry: Duration::from_millis(1),
    last_retry: Duration::from_millis(4),
    fresh: LONG,
    stuck: LONG,
    goodbye: Duration::ZERO,
};

fn ticket(seq: u64) -> TicketId {
    TicketId(EntryKey { series: Series { desk: DeskId(1), epoch: Epoch(1) }, seq })
}

fn job(seq: u64) -> Job {
    Job { ticket: Some(ticket(seq)), label: format!("A{}", 1000 + seq), bytes: format!("slip {seq}").into_bytes() }
}

fn printer(listener: &TcpListener, patience: Patience) -> Printer {
    Printer::new(listener.local_addr().unwrap().to_string().parse().unwrap(), patience)
}

fn listener() -> TcpListener {
    TcpListener::bind("127.0.0.1:0").unwrap()
}

/// A port where nothing listens.
fn nobody() -> String {
    let address = listener().local_addr().unwrap();
    address.to_string()
}

/// Prints whole jobs, as a good printer does: what comes on paper.
fn prints(listener: TcpListener) -> (Receiver<String>, JoinHandle<()>) {
    let (to, paper) = channel();
    let work = move || {
        for connection in listener.incoming() {
            let mut job = String::new();
            connection.unwrap().read_to_string(&mut job).unwrap();
            if to.send(job).is_err() {
                return;
            }
        }
    };
    (paper, thread::spawn(work))
}

fn next(paper: &Receiver<String>) -> String {
    paper.recv_timeout(LONG).unwrap()
}

#[track_caller]
fn until(printer: &Printer, holds: impl Fn(&Status) -> bool) -> Status {
    assert!(printer.wait_until(LONG, holds), "{:?}", printer.status());
    printer.status()
}

fn labels(status: &Status) -> Vec<&str> {
    status.look.iter().map(|look| look.label.as_str()).collect()
}

#[test]
fn slips_come_out_in_order_and_once() {
    let listener = listener();
    let mut printer = printer(&listener, PATIENCE);
    let (paper, _) = prints(listener);
    (1..=20).for_each(|seq| printer.print(job(seq)));
    let slips: Vec<String> = (1..=20).map(|_| next(&paper)).collect();
    assert_eq!(slips, (1..=20).map(|seq| format!("slip {seq}")).collect::<Vec<_>>());
    let status = until(&printer, |status| status.sent == 20);
    assert_eq!((status.word(), status.waiting, status.needs_a_look()), ("ready", 0, false));
    assert!(paper.try_recv().is_err());
}

#[test]
fn a_printer_that_is_absent_at_first_prints_what_waited_in_order() {
    let address = nobody();
    let mut printer = Printer::new(address.parse().unwrap(), PATIENCE);
    (1..=3).for_each(|seq| printer.print(job(seq)));
    let status = until(&printer, |status| status.why == Some(Why::Refused) && status.waiting == 3);
    assert!(labels(&status).is_empty(), "not a byte went out: nothing to look at");
    let (paper, _) = prints(TcpListener::bind(&address).unwrap());
    assert_eq!([next(&paper), next(&paper), next(&paper)], ["slip 1", "slip 2", "slip 3"]);
    assert_eq!(until(&printer, |status| status.sent == 3).why, None);
}

#[test]
fn what_still_waits_and_is_asked_for_again_comes_out_once() {
    let address = nobody();
    let mut printer = Printer::new(address.parse().unwrap(), PATIENCE);
    (1..=2).for_each(|seq| printer.print(job(seq)));
    until(&printer, |status| status.why.is_some() && status.waiting == 2);
    printer.print(job(1));
    until(&printer, |status| status.printing.is_none() && status.waiting == 2);
    let (paper, _) = prints(TcpListener::bind(&address).unwrap());
    assert_eq!([next(&paper), next(&paper)], ["slip 2", "slip 1"]);
    until(&printer, |status| status.sent == 2);
    assert!(paper.try_recv().is_err());
}

#[test]
fn a_printer_unplugged_in_the_middle_is_named_and_its_slip_printed_again_only_when_asked() {
    let listener = listener();
    let mut printer = printer(&listener, PATIENCE);
    // More than all the buffers between here and there.
    printer.print(Job { bytes: vec![b' '; 32 << 20], ..job(1) });
    let (mut first, _) = listener.accept().unwrap();
    first.read_exact(&mut [0; 100]).unwrap();
    printer.print(job(2));
    drop(first);
    let (paper, _) = prints(listener);
    assert_eq!(next(&paper), "slip 2", "the slips go on");
    let status = until(&printer, |status| status.sent == 1);
    assert_eq!(labels(&status), ["A1001"]);
    printer.print(job(1));
    assert_eq!(next(&paper), "slip 1");
    let status = until(&printer, |status| status.sent == 2);
    assert!(!status.needs_a_look(), "{status:?}");
    assert!(paper.try_recv().is_err());
}

#[test]
fn a_printer_that_hangs_up_before_the_end_of_a_job_did_not_print_it() {
    let listener = listener();
    let mut printer = printer(&listener, PATIENCE);
    let gone = thread::spawn(move || {
        drop(listener.accept().unwrap());
        listener
    });
    // However the end of the connection shows itself, it is no success.
    printer.print(Job { bytes: vec![b' '; 32 << 20], ..job(1) });
    let status = until(&printer, |status| status.why.is_some());
    assert_eq!((status.why, status.sent, status.look.len()), (Some(Why::BrokeOff), 0, 1));
    drop(gone.join().unwrap());
}

#[test]
fn a_printer_that_never_reads_is_not_waited_for_and_every_slip_is_named() {
    let listener = listener();
    let hanging = Patience { write: Duration::from_millis(50), answer: Duration::from_millis(50), ..PATIENCE };
    let mut printer = printer(&listener, Patience { short_answer: hanging.answer, ..hanging });
    let (first, hang) = channel::<()>();
    let hangs = thread::spawn(move || {
        let kept: Vec<TcpStream> = (0..2).map(|_| listener.accept().unwrap().0).collect();
        let _ = hang.recv();
        drop(kept);
        listener
    });
    printer.print(Job { bytes: vec![b' '; 32 << 20], ..job(1) });
    until(&printer, |status| status.why == Some(Why::TakesNoMore));
    printer.print(job(2));
    let status = until(&printer, |status| status.sent == 1);
    assert!(status.is_unheard);
    assert_eq!(labels(&status), ["A1001", "A1002"]);
    drop(first);
    let (paper, _) = prints(hangs.join().unwrap());
    status.look.iter().for_each(|look| printer.print(Job { ticket: Some(look.ticket), ..job(look.ticket.0.seq) }));
    assert_eq!([next(&paper), next(&paper)], ["slip 1", "slip 2"]);
    assert!(!until(&printer, |status| status.sent == 3).needs_a_look());
}

#[test]
fn of_a_printer_that_never_hangs_up_the_first_slip_is_enough_to_look_at() {
    let listener = listener();
    let short = Duration::from_millis(20);
    let mut printer = printer(&listener, Patience { answer: short, short_answer: short, ..PATIENCE });
    (1..=3).for_each(|seq| printer.print(job(seq)));
    let kept: Vec<String> = (0..3)
        .map(|_| {
            let (mut connection, _) = listener.accept().unwrap();
            let mut job = String::new();
            connection.read_to_string(&mut job).unwrap();
            // Some speak of their state instead, whether or not anybody listens still.
            let _ = connection.write_all(&[0x16]);
            std::mem::forget(connection);
            job
        })
        .collect();
    assert_eq!(kept, ["slip 1", "slip 2", "slip 3"]);
    let status = until(&printer, |status| status.sent == 3);
    assert_eq!((labels(&status), status.is_unheard), (vec!["A1001"], true));
}

#[test]
fn what_is_too_old_when_the_printer_comes_back_is_not_printed_by_itself() {
    let address = nobody();
    let mut printer = Printer::new(address.parse().unwrap(), Patience { fresh: Duration::ZERO, ..PATIENCE });
    printer.print(job(1));
    let status = until(&printer, |status| status.waiting == 0 && status.printing.is_none());
    assert_eq!(labels(&status), ["A1001"]);
}

#[test]
fn a_device_or_file_takes_slips_is_never_made_and_may_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lp0");
    let mut printer = Printer::new(path.to_str().unwrap().parse().unwrap(), PATIENCE);
    printer.print(job(1));
    until(&printer, |status| status.why == Some(Why::NotThere));
    assert!(!path.exists());
    fs::write(&path, "").unwrap();
    printer.print(job(2));
    until(&printer, |status| status.sent == 2);
    assert_eq!(fs::read_to_string(&path).unwrap(), "slip 1slip 2");
}

#[test]
fn a_job_that_takes_longer_than_any_slip_is_stuck() {
    let listener = listener();
    let mut printer = printer(&listener, Patience { stuck: Duration::from_millis(5), ..PATIENCE });
    printer.print(job(1));
    let status = until(&printer, |status| status.is_stuck);
    assert_eq!((status.word(), status.printing.as_deref()), ("stuck", Some("A1001")));
    let (paper, _) = prints(listener);
    assert_eq!(next(&paper), "slip 1");
    assert!(!until(&printer, |status| status.sent == 1).is_stuck);
}

#[test]
fn at_the_end_what_is_under_way_still_comes_out() {
    let listener = listener();
    let mut printer = printer(&listener, Patience { goodbye: LONG, ..PATIENCE });
    let (paper, _) = prints(listener);
    (1..=5).for_each(|seq| printer.print(job(seq)));
    drop(printer);
    // The program may end now: all was sent, and the printer hung up on each.
    let slips: Vec<String> = (1..=5).map(|_| next(&paper)).collect();
    assert_eq!(slips.last().unwrap(), "slip 5");
}

#[test]
fn another_printer_takes_over_what_waits() {
    let mut broken = Printer::new(nobody().parse().unwrap(), PATIENCE);
    (1..=2).for_each(|seq| broken.print(job(seq)));
    until(&broken, |status| status.why.is_some() && status.waiting == 2);
    let listener = listener();
    let printer = printer(&listener, PATIENCE).instead_of(broken);
    let (paper, _) = prints(listener);
    assert_eq!([next(&paper), next(&paper)], ["slip 1", "slip 2"]);
    assert!(!until(&printer, |status| status.sent == 2).needs_a_look());
}

#[test]
fn a_test_of_the_printer_is_tried_once() {
    let mut printer = Printer::new(nobody().parse().unwrap(), PATIENCE);
    printer.print(Job { ticket: None, ..job(1) });
    let status = until(&printer, |status| status.why.is_some() && status.printing.is_none());
    assert_eq!((status.waiting, status.look.len()), (0, 0));
}

#[test]
fn every_state_is_a_whole_sentence_in_both_languages() {
    let look = |seq| Look { ticket: ticket(seq), label: format!("A{seq}") };
    let whys = [
        Why::NotThere,
        Why::Refused,
        Why::NoAnswer,
        Why::BrokeOff,
        Why::TakesNoMore,
        Why::NotAllowed,
        Why::InUse,
        Why::Other("no ink".to_owned()),
    ];
    let printing = Some("A1027".to_owned());
    let mut states = vec![
        Status::default(),
        Status { printing: printing.clone(), ..Status::default() },
        Status { printing: printing.clone(), waiting: 2, ..Status::default() },
        Status { printing, is_stuck: true, ..Status::default() },
        Status { is_unheard: true, ..Status::default() },
        Status { look: (1..9).map(look).collect(), ..Status::default() },
    ];
    states.extend(whys.iter().map(|why| Status { why: Some(why.clone()), ..Status::default() }));
    states.extend(whys.map(|why| Status { why: Some(why), waiting: 3, ..Status::default() }));
    for status in states {
        for lang in [Lang::Zh, Lang::En] {
            let text = status.said().text(lang);
            assert!(!text.is_empty() && !text.contains('{'), "{text}");
        }
    }
}
