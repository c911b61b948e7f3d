//! The desk as a whole, over a real folder: decided, durable, folded, answered, read again.

use std::path::Path;

use super::*;
use crate::domain::command::Scanned;
use crate::domain::fact::{Class, Means, Measure, Outing, Service, ServiceKind, Station};
use crate::domain::ids::DeskNumber;
use crate::domain::number::BadgeNumber;
use crate::domain::roster::RosterField;
use crate::domain::time::Day;
use crate::office::{Choices, parse_roster};

fn open(folder: &Path) -> Desk {
    let day = Day::new(2026, 3, 5).unwrap();
    let clock = Clock::Standing(day.at_minute(9 * 60));
    Desk::open(folder, DeskOptions { clock, ..DeskOptions::default() }).unwrap().0
}

fn done(desk: &mut Desk, command: &Command) -> Outcome {
    match desk.perform(command) {
        Reply::Done { outcome, .. } => outcome,
        other => panic!("{command:?}: {other:?}"),
    }
}

fn square(folder: &Path) -> Desk {
    let mut desk = open(folder);
    let day = Day::new(2026, 3, 5).unwrap();
    done(
        &mut desk,
        &Command::SetOuting(Outing {
            name: "学雷锋志愿服务".into(),
            event: 305,
            first_day: day,
            last_day: day,
            opens_minute: 8 * 60,
            closes_minute: 12 * 60,
            demo: false,
        }),
    );
    done(&mut desk, &Command::JoinDesk { number: DeskNumber::FIRST, name: "东门".into() });
    let service = Service {
        service: "haircut".parse().unwrap(),
        zh: "义剪".into(),
        en: "Free haircut".into(),
        queued: true,
        letter: Some('A'),
        measure: Measure::Visits,
        kind: ServiceKind::Haircut,
        minutes: 15,
    };
    done(&mut desk, &Command::SetService(service.clone()));
    let station = Station { station: "1".parse().unwrap(), service: service.service, name: String::new() };
    done(&mut desk, &Command::SetStation(station));
    let roster = "姓名,单位,电话\n王芳,新城区司法局,13800001234\n王芳,新城区税务局,13800005678\n解红军,新城区司法局,\n";
    let summary = desk.import(&parse_roster(roster.as_bytes(), &Choices::default()).unwrap()).unwrap();
    assert_eq!((summary.new, summary.units), (3, 2));
    desk
}

#[test]
fn a_morning_is_there_again_after_the_program_was_closed() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = square(folder.path());
    let Who::One(person, _) = desk.who("xiehongjun") else { panic!("not found") };
    assert!(matches!(
        done(&mut desk, &Command::CheckIn { person, by: Means::Chosen }),
        Outcome::Arrived { person: who, .. } if who == person
    ));
    let service = "haircut".parse().unwrap();
    let taken = done(&mut desk, &Command::TakeNumber { service, class: Class::Priority });
    assert!(matches!(taken, Outcome::NumberTaken { number, ahead: 0, .. } if number.to_string() == "A1001"));
    let agreement = desk.board().agreement();
    drop(desk);
    let desk = open(folder.path());
    assert_eq!(desk.board().agreement(), agreement);
    assert!(desk.board().attendance.person(person).unwrap().is_in());
    assert_eq!(desk.roster().card(person).name, "解红军");
    assert_eq!(desk.who("xhj"), Who::One(person, Means::Chosen));
}

#[test]
fn the_same_file_twice_changes_nothing_and_a_new_phone_is_a_change() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = square(folder.path());
    let before = desk.board().ledger().len();
    let file = parse_roster("姓名,单位,电话\n王芳,新城区司法局,13800001234\n".as_bytes(), &Choices::default()).unwrap();
    let summary = desk.import(&file).unwrap();
    assert_eq!((summary.new, summary.changed, summary.same), (0, 0, 1));
    assert_eq!(desk.board().ledger().len(), before);
}

#[test]
fn namesakes_are_never_taken_for_one_another() {
    let folder = tempfile::tempdir().unwrap();
    let desk = square(folder.path());
    assert!(matches!(desk.who("王芳"), Who::Many(people) if people.len() == 2));
    assert!(matches!(desk.who("王芳 5678"), Who::One(..)));
    assert_eq!(desk.who("王方芳"), Who::Nobody);
}

#[test]
fn a_code_scanned_twice_at_once_is_one_arrival_and_later_a_question() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = square(folder.path());
    let Who::One(person, _) = desk.who("解红军") else { panic!("not found") };
    let number = desk.board().attendance.person(person).unwrap().number;
    let badge = crate::badge::Code::new(crate::badge::Kind::Volunteer, number, 0).unwrap();
    let scanned = desk.read(&badge.encode(&desk.event_key().unwrap())).unwrap();
    let first = desk.scan(scanned);
    assert!(matches!(&first, Reply::Done { outcome: Outcome::Arrived { .. }, entries } if entries.len() == 1));
    assert_eq!(desk.scan(scanned), first);
    let later = Wall(desk.now().0 + 4_000);
    *desk.clock_mut() = Clock::Standing(later);
    assert!(matches!(desk.scan(scanned), Reply::Refused { refusal: Refusal::Asks(_), .. }));
}

#[test]
fn two_misread_badges_one_soon_after_the_other_are_two_refusals() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = square(folder.path());
    let entries = |reply: &Reply| reply.entries().to_vec();
    let first = entries(&desk.scan(Scanned::Unreadable));
    assert_eq!(entries(&desk.scan(Scanned::Unreadable)), first, "a scanner that stutters");
    *desk.clock_mut() = Clock::Standing(Wall(desk.now().0 + 700));
    let second = entries(&desk.scan(Scanned::Unreadable));
    assert!(second.len() == 1 && second != first, "{second:?}");
}

#[test]
fn commands_that_wait_for_the_disk_see_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = square(folder.path());
    let service: crate::domain::ids::ServiceId = "haircut".parse().unwrap();
    let tokens: Vec<Token> = (0..5)
        .map(|_| {
            let nonce = desk.draw_nonce();
            desk.submit(&Command::TakeNumber { service: service.clone(), class: Class::Normal }, nonce)
        })
        .collect();
    let mut replies = Vec::new();
    while replies.len() < tokens.len() {
        replies.extend(desk.collect());
        std::thread::yield_now();
    }
    let numbers: Vec<String> = replies
        .iter()
        .map(|(_, reply)| match reply {
            Reply::Done { outcome: Outcome::NumberTaken { number, .. }, .. } => number.to_string(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(numbers, ["A1001", "A1002", "A1003", "A1004", "A1005"]);
    assert_eq!(replies.iter().map(|(token, _)| *token).collect::<Vec<_>>(), tokens);
}

#[test]
fn the_same_press_sent_again_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = square(folder.path());
    let service: crate::domain::ids::ServiceId = "haircut".parse().unwrap();
    let command = Command::TakeNumber { service, class: Class::Normal };
    let nonce = desk.draw_nonce();
    let first = desk.submit(&command, nonce);
    assert!(matches!(desk.wait_for(first), Reply::Done { outcome: Outcome::NumberTaken { .. }, .. }));
    let again = desk.submit(&command, nonce);
    assert!(matches!(desk.wait_for(again), Reply::Done { outcome: Outcome::NothingNew, .. }));
}

#[test]
fn a_walk_in_has_a_number_of_this_desk_and_is_found_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = square(folder.path());
    let walkin = Walkin { name: "欧阳娜娜".into(), unit: "蓝天救援队".into(), phone: "13912340000".into() };
    assert!(matches!(desk.register(&walkin), Reply::Done { outcome: Outcome::Enrolled { people: 1 }, .. }));
    let Who::One(person, _) = desk.who("oynn") else { panic!("not found") };
    assert_eq!(desk.board().attendance.person(person).unwrap().number.desk(), 1);
    assert_eq!(desk.roster().card(person).phone_tail, "0000");
}

fn edited(desk: &mut Desk, person: PersonId, field: RosterField, text: &str) -> Reply {
    desk.edit(person, &Edits { fields: vec![(field, text.to_owned())], unit: None })
}

const UNDO: Command = Command::Undo { entry: None, reason: None, sure: false };

#[test]
fn an_edit_is_undone_and_counts_again_also_after_the_program_was_closed() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = square(folder.path());
    let Who::One(person, _) = desk.who("解红军") else { panic!("not found") };
    let card = |desk: &Desk| {
        let card = desk.roster().card(person);
        (card.name.to_owned(), card.phone_tail.to_owned())
    };
    let both = vec![(RosterField::Name, "谢红军".to_owned()), (RosterField::PhoneTail, "139 0000 7733".to_owned())];
    let reply = desk.edit(person, &Edits { fields: both, unit: Some("蓝天救援队".to_owned()) });
    let Reply::Done { outcome: Outcome::Edited { fields, moved: true, .. }, entries } = reply else {
        panic!("{reply:?}")
    };
    assert_eq!((fields.len(), entries.len()), (2, 2));
    assert_eq!(desk.who("xiehongjun 7733"), Who::One(person, Means::Chosen));
    assert_eq!(edited(&mut desk, person, RosterField::PhoneTail, "2222").entries().len(), 1);
    assert!(matches!(
        edited(&mut desk, person, RosterField::PhoneTail, "2222"),
        Reply::Done { outcome: Outcome::NothingNew, .. }
    ));
    drop(desk);
    let mut desk = open(folder.path());
    let step = |desk: &mut Desk, command: &Command, name: &str, tail: &str| {
        done(desk, command);
        assert_eq!(card(desk), (name.to_owned(), tail.to_owned()), "{command:?}");
    };
    step(&mut desk, &UNDO, "谢红军", "7733");
    step(&mut desk, &Command::Redo, "谢红军", "2222");
    step(&mut desk, &UNDO, "谢红军", "7733");
    step(&mut desk, &UNDO, "谢红军", "7733");
    assert_eq!(desk.board().attendance.person(person).unwrap().unit.as_str(), "新城区司法局");
    step(&mut desk, &UNDO, "解红军", "");
    assert_eq!(desk.who("谢红军 7733"), Who::Nobody);
    step(&mut desk, &Command::Redo, "谢红军", "7733");
}

#[test]
fn an_older_edit_that_is_undone_leaves_the_later_one_alone() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = square(folder.path());
    let Who::One(person, _) = desk.who("解红军") else { panic!("not found") };
    let first = edited(&mut desk, person, RosterField::Attention, "需要轮椅").entries()[0];
    edited(&mut desk, person, RosterField::Attention, "需要轮椅和翻译");
    let undo = Command::Undo { entry: Some(first), reason: Some("mistake".to_owned()), sure: true };
    done(&mut desk, &undo);
    assert_eq!(desk.roster().card(person).attention, "需要轮椅和翻译");
}

#[test]
fn a_desk_that_does_not_know_the_former_value_erases_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = square(folder.path());
    let Who::One(person, _) = desk.who("解红军") else { panic!("not found") };
    edited(&mut desk, person, RosterField::Name, "谢红军");
    // As if the roster had come from another desk, which sends values that stand and not those before.
    let standing: Vec<_> = desk.roster().records().cloned().collect();
    desk.people = People::default();
    for record in standing {
        desk.name(record);
    }
    let reply = desk.perform(&UNDO);
    assert!(matches!(reply, Reply::Refused { refusal: Refusal::FormerValueUnknown { .. }, .. }), "{reply:?}");
    assert_eq!(desk.roster().card(person).name, "谢红军");
}

#[test]
fn what_does_not_belong_on_the_roster_is_refused_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = square(folder.path());
    let Who::One(person, _) = desk.who("解红军") else { panic!("not found") };
    let facts = desk.board().ledger().len();
    for (field, text, refusal) in [
        (RosterField::Name, " ", Refusal::EmptyText),
        (RosterField::Name, "41070219900307888X", Refusal::NotForTheRoster),
        (RosterField::PhoneTail, "123", Refusal::NoPhoneTail),
        (RosterField::Attention, "134567890123456789", Refusal::NotForTheRoster),
    ] {
        assert_eq!(edited(&mut desk, person, field, text), Reply::refused(refusal), "{text}");
    }
    assert_eq!((desk.board().ledger().len(), desk.roster().card(person).name), (facts, "解红军"));
}

#[test]
fn two_records_become_one_that_knows_what_either_knew_and_are_two_again_after_an_undo() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = square(folder.path());
    let Who::One(into, _) = desk.who("解红军") else { panic!("not found") };
    let walkin = Walkin { name: "谢红军".into(), unit: "蓝天救援队".into(), phone: "7733".into() };
    let [entry] = desk.register(&walkin).entries().try_into().unwrap();
    let from = PersonId { entry, index: 0 };
    done(&mut desk, &Command::CheckIn { person: from, by: Means::Chosen });
    assert!(
        matches!(desk.merge(from, into), Reply::Done { outcome: Outcome::Merged { person }, .. } if person == into)
    );
    assert!(desk.board().attendance.person(into).unwrap().is_in(), "where either was, the person was");
    assert_eq!((desk.who("7733"), desk.roster().card(into).name), (Who::One(into, Means::Chosen), "解红军"));
    done(&mut desk, &UNDO);
    assert_eq!((desk.who("7733"), desk.roster().card(into).phone_tail), (Who::One(from, Means::Chosen), ""));
    assert!(!desk.board().attendance.person(into).unwrap().is_in());
}

#[test]
fn similar_people_are_named_the_likeliest_first() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = square(folder.path());
    for (name, unit) in [("王末", "蓝天救援队"), ("张伟", "蓝天救援队"), ("阿依古丽·买买提", "文化馆")]
    {
        desk.register(&Walkin { name: name.into(), unit: unit.into(), phone: String::new() });
    }
    for (name, unit, phone, mut similar) in [
        ("王芳", "新城区税务局", "", vec!["5678 Name", "1234 Name"]),
        ("王方", "文化馆", "", vec!["1234 Sound", "5678 Sound"]),
        ("wang fang", "文化馆", "", vec!["1234 Sound", "5678 Sound"]),
        ("王未", "文化馆", "", vec![" Look"]),
        ("刘洋", "文化馆", "139-0000-1234", vec!["1234 Phone"]),
        ("章伟", "文化馆", "", vec![" Sound"]),
        ("阿依古丽买买提", "文化馆", "", vec![" Sound"]),
        ("王", "文化馆", "", vec![]),
        ("刘洋", "新城区税务局", "", vec![]),
    ] {
        let found = desk.similar(&Walkin { name: name.into(), unit: unit.into(), phone: phone.into() });
        let found = found
            .iter()
            .map(|similar| format!("{} {:?}", desk.roster().card(similar.person).phone_tail, similar.likeness));
        let mut found: Vec<String> = found.collect();
        if similar.iter().all(|row| row.ends_with("Sound")) {
            found.sort_unstable();
            similar.sort_unstable();
        }
        assert_eq!(found, similar, "{name}");
    }
}

/// The agreement code of what counts.
fn code(desk: &Desk) -> String {
    desk.counting_board().agreement().to_string()
}

#[test]
fn what_is_practised_is_durable_and_counts_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = square(folder.path());
    let Who::One(person, _) = desk.who("xiehongjun") else { panic!("not found") };
    let (before, facts) = (code(&desk), desk.board().ledger().len());

    assert_eq!(desk.begin_practice(), Ok(vec![]));
    assert!(matches!(done(&mut desk, &Command::CheckIn { person, by: Means::Chosen }), Outcome::Arrived { .. }));
    let take = Command::TakeNumber { service: "haircut".parse().unwrap(), class: Class::Normal };
    let Outcome::NumberTaken { number: practised, .. } = done(&mut desk, &take) else { panic!("no number") };
    let walkin = Walkin { name: "练习员".into(), unit: "新城区司法局".into(), phone: String::new() };
    let Reply::Done { entries, .. } = desk.register(&walkin) else { panic!("not registered") };
    assert!(matches!(desk.who("练习员"), Who::One(..)), "the practising desk knows them");
    assert_eq!(desk.board().attendance.totals().present, 1);
    assert_eq!(code(&desk), before, "nothing counts while it is practised");
    assert_eq!(done(&mut desk, &Command::Undo { entry: None, reason: None, sure: false }).code(), "undone");

    desk.end_practice();
    assert_eq!(
        (code(&desk), desk.board().ledger().len()),
        (before.clone(), facts + 4),
        "nor afterwards, and all is kept"
    );
    assert_eq!(desk.who("练习员"), Who::Nobody);
    assert!(!desk.board().attendance.person(person).unwrap().is_in());
    let undo = desk.perform(&Command::Undo { entry: entries.first().copied(), reason: Some("x".into()), sure: true });
    assert!(matches!(
        undo,
        Reply::Refused { refusal: Refusal::AlreadyUndone { .. } | Refusal::OnlyPractised { .. }, .. }
    ));
    let Outcome::NumberTaken { number, .. } = done(&mut desk, &take) else { panic!("no number") };
    assert_ne!(number, practised, "a number that may stand on paper is not given twice");
    let after = code(&desk);
    drop(desk);

    let again = open(folder.path());
    assert_eq!(code(&again), after, "a restart brings nothing of it back");
    assert_eq!(again.practice(), None);
    assert!(!std::fs::read_to_string(folder.path().join("roster.jsonl")).unwrap().contains("练习员"));
}

#[test]
fn a_program_that_ends_while_practising_starts_with_what_counts() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = square(folder.path());
    let before = code(&desk);
    let Who::One(person, _) = desk.who("xiehongjun") else { panic!("not found") };
    desk.begin_practice().unwrap();
    done(&mut desk, &Command::CheckIn { person, by: Means::Chosen });
    drop(desk);
    let mut again = open(folder.path());
    assert_eq!((code(&again), again.practice()), (before, None));
    done(&mut again, &Command::CheckIn { person, by: Means::Chosen });
    assert_eq!(again.board().attendance.totals().present, 1);
}

#[test]
fn a_second_practice_knows_nothing_of_the_first_and_a_badge_counts_at_once_after_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = square(folder.path());
    let scanned = Scanned::Badge { number: BadgeNumber::new(0, 3).unwrap(), issue: 0 };
    for _ in 0..2 {
        desk.begin_practice().unwrap();
        assert!(matches!(desk.scan(scanned), Reply::Done { outcome: Outcome::Arrived { .. }, .. }));
        desk.end_practice();
    }
    assert!(matches!(desk.scan(scanned), Reply::Done { outcome: Outcome::Arrived { .. }, .. }));
    assert_eq!(desk.counting_board().attendance.totals().present, 1);
}

#[test]
fn the_set_up_is_not_practised() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = square(folder.path());
    let Who::One(person, _) = desk.who("xiehongjun") else { panic!("not found") };
    desk.begin_practice().unwrap();
    for command in [
        Command::JoinDesk { number: DeskNumber::FIRST, name: "西门".into() },
        Command::ReissueBadge { person },
        Command::CorrectClock { desk: desk.id(), offset_ms: 1 },
    ] {
        let reply = desk.perform(&command);
        assert!(matches!(reply, Reply::Refused { refusal: Refusal::Practising, .. }), "{command:?}: {reply:?}");
    }
    let roster = parse_roster("姓名,单位\n张伟,新城区司法局\n".as_bytes(), &Choices::default()).unwrap();
    assert_eq!(desk.import(&roster), Err(ImportError::Refused(Refusal::Practising)));
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(open(folder.path()).begin_practice(), Err(Refusal::NoOuting));
}
