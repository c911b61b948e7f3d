//! What happens when desks were apart, by name (rules.md sections 1 and 3).

use qiandao::desk::{Arrived, Reply, Who};
use qiandao::domain::command::Command;
use qiandao::domain::fact::{Class, Fact, Means};
use qiandao::domain::ids::{DeskNumber, EntryKey, PersonId, TicketId};
use qiandao::domain::queue::State;
use qiandao::domain::refusal::Refusal;
use qiandao::domain::roster::RosterField;
use qiandao::office::{Choices, parse_roster};

use super::net::{Laptop, agree, all_meet};

const NINE: u16 = 9 * 60;

/// Three desks that know each other.
fn three() -> [Laptop; 3] {
    let mut one = Laptop::first(1);
    let two = Laptop::joined(2, 2, &mut one);
    let mut three = Laptop::joined(3, 3, &mut one);
    let mut laptops = [one, two];
    three.pull(&mut laptops[1]);
    laptops[1].pull(&mut three);
    let [one, two] = laptops;
    [one, two, three]
}

fn person(laptop: &Laptop, name: &str) -> PersonId {
    match laptop.desk().who(name) {
        Who::One(person, _) => person,
        other => panic!("{name}: {other:?}"),
    }
}

fn check_in(laptop: &mut Laptop, person: PersonId) -> EntryKey {
    laptop.does(Command::CheckIn { person, by: Means::Typed }).1[0]
}

fn take(laptop: &mut Laptop) -> TicketId {
    let service = laptop.desk().board().square.services().into_iter().find(|service| service.queued).unwrap();
    let service = service.service.clone();
    TicketId(laptop.does(Command::TakeNumber { service, class: Class::Normal }).1[0])
}

fn undo(entry: Option<EntryKey>, reason: Option<&str>) -> Command {
    Command::Undo { entry, reason: reason.map(str::to_owned), sure: true }
}

#[track_caller]
fn everywhere(laptops: &[Laptop], notice: &str) {
    for laptop in laptops {
        let open = laptop.notices();
        assert!(open.iter().any(|id| id.starts_with(notice)), "no {notice} among {open:?}");
    }
}

#[test]
fn an_offline_undo_leaves_a_later_check_in_elsewhere_alone() {
    let mut laptops = three();
    let ouyang = person(&laptops[0], "欧阳娜娜");
    check_in(laptops[0].at(NINE, 0), ouyang);
    laptops[0].at(NINE, 30).does(undo(None, None));
    check_in(laptops[1].at(NINE + 5, 0), ouyang);
    all_meet(&mut laptops);
    agree(&mut laptops);
    for laptop in &laptops {
        let state = laptop.desk().board().attendance.person(ouyang).unwrap();
        assert!(state.is_in());
        assert_eq!(state.stays.len(), 1);
        assert_eq!(laptop.notices(), Vec::<String>::new(), "only one of the two check-ins counts");
    }
}

#[test]
fn a_desk_with_a_wrong_clock_can_still_undo() {
    let mut laptops = three();
    // Fifty minutes behind, and another one in the year before: a flat battery.
    for skew_ms in [-3_000_000, -31_536_000_000] {
        laptops[1].skew_ms = skew_ms;
        let ouyang = person(&laptops[0], "欧阳娜娜");
        let there = check_in(laptops[0].at(NINE, 0), ouyang);
        all_meet(&mut laptops);
        laptops[1].at(NINE, 10).does(undo(Some(there), Some("误扫")));
        let jie = person(&laptops[0], "解红军");
        check_in(laptops[1].at(NINE, 20), jie);
        laptops[1].at(NINE, 40).does(undo(None, None));
        all_meet(&mut laptops);
        agree(&mut laptops);
        for laptop in &laptops {
            let attendance = &laptop.desk().board().attendance;
            assert!([ouyang, jie].into_iter().all(|person| !attendance.person(person).unwrap().is_in()));
        }
    }
}

#[test]
fn a_third_desk_hands_on_what_an_absent_desk_wrote() {
    let [mut one, mut two, mut three] = three();
    let ouyang = person(&one, "欧阳娜娜");
    check_in(one.at(NINE, 0), ouyang);
    two.pull(&mut one);
    drop(one);
    three.pull(&mut two);
    assert!(three.desk().board().attendance.person(ouyang).unwrap().is_in());
    agree(&mut [two, three]);
}

#[test]
fn a_double_check_in_shows_on_all_desks_and_is_put_away_once() {
    let mut laptops = three();
    let ouyang = person(&laptops[0], "欧阳娜娜");
    check_in(laptops[0].at(NINE, 0), ouyang);
    check_in(laptops[1].at(NINE + 1, 0), ouyang);
    all_meet(&mut laptops);
    everywhere(&laptops, "double-check-in:");
    assert_eq!(laptops[2].desk().board().attendance.totals().present, 1, "present once");
    let notice = laptops[2].notices()[0].parse().unwrap();
    laptops[2].at(NINE + 2, 0).does(Command::DismissNotice { notice });
    all_meet(&mut laptops);
    agree(&mut laptops);
    assert!(laptops.iter().all(|laptop| laptop.notices().is_empty()));
}

#[test]
fn a_ticket_called_at_two_desks_is_at_the_station_that_called_first() {
    let mut laptops = three();
    let ticket = take(laptops[0].at(NINE, 0));
    all_meet(&mut laptops);
    let board = laptops[0].desk().board();
    let service = board.queue.ticket(ticket).unwrap().service.clone();
    let stations: Vec<_> = board.square.stations_of(&service).iter().map(|station| station.station.clone()).collect();
    // The second desk is first, and its facts arrive last.
    laptops[1].at(NINE, 10).does(Command::CallNext { station: stations[0].clone() });
    laptops[0].at(NINE, 11).does(Command::CallNext { station: stations[1].clone() });
    all_meet(&mut laptops);
    agree(&mut laptops);
    everywhere(&laptops, "double-call:");
    for laptop in &laptops {
        let state = &laptop.desk().board().queue.ticket(ticket).unwrap().state;
        assert_eq!(*state, State::Called { station: stations[0].clone() });
    }
}

#[test]
fn an_older_fact_that_comes_after_its_undo_stays_undone() {
    let [mut one, mut two, mut three] = three();
    let ouyang = person(&one, "欧阳娜娜");
    let there = check_in(one.at(NINE, 0), ouyang);
    two.pull(&mut one);
    two.at(NINE + 3, 0).does(undo(Some(there), Some("误扫")));
    // Of the second desk only what it wrote itself: the undo comes first.
    let known = one.heads();
    let entries = two.lines_since(&known, usize::MAX);
    three.takes(Arrived { from: Some(two.id()), entries, ..Arrived::default() });
    assert!(three.desk().board().ledger().get(there).is_none());
    three.pull(&mut one);
    assert!(!three.desk().board().attendance.person(ouyang).unwrap().is_in());
    one.pull(&mut two);
    agree(&mut [one, two, three]);
}

#[test]
fn of_two_desks_with_one_number_the_later_takes_the_next_and_all_are_told() {
    let mut one = Laptop::first(1);
    // The third laptop has the morning from a stick, before the second was known.
    let mut three = Laptop::new(3);
    three.pull(&mut one);
    let two = Laptop::joined(2, 2, &mut one);
    three.at(NINE, 0).does(Command::JoinDesk { number: DeskNumber::new(2).unwrap(), name: "西门".into() });
    let early = take(&mut three);
    let mut laptops = [one, two, three];
    all_meet(&mut laptops);
    agree(&mut laptops);
    everywhere(&laptops, "gave-way:");
    let number = |laptop: &Laptop, ticket| laptop.desk().board().queue.ticket(ticket).unwrap().number.unwrap().desk();
    let next = take(laptops[2].at(NINE + 1, 0));
    assert_eq!((number(&laptops[2], early), number(&laptops[2], next)), (2, 3));
}

#[test]
fn one_folder_on_two_laptops_is_told_on_all_desks_and_nothing_is_lost() {
    let [one, two, three] = three();
    let twin = two.copy(77);
    let mut laptops = vec![one, two, three, twin];
    let people = ["欧阳娜娜", "解红军", "曾国华"].map(|name| person(&laptops[0], name));
    for (round, who) in people.into_iter().enumerate() {
        let laptop = &mut laptops[[1, 3, 1][round]];
        check_in(laptop.at(NINE + u16::try_from(round).unwrap(), 0), who);
    }
    all_meet(&mut laptops);
    agree(&mut laptops);
    everywhere(&laptops, "twin:");
    assert_eq!(laptops[0].desk().board().attendance.totals().present, 3);
    laptops[0].start();
    laptops[2].start();
    let ouyang = people[0];
    laptops[0].at(NINE + 10, 0).does(Command::CheckOut { person: ouyang, by: Means::Typed });
    assert_eq!(laptops[0].notices().len(), 1, "a restart is no twin");
}

#[test]
fn a_clock_that_is_wrong_is_told_on_all_desks_until_it_is_right() {
    let mut laptops = three();
    laptops[1].skew_ms = 300_000;
    let hear = |laptops: &mut [Laptop; 3]| {
        for one in 0..3 {
            for other in 0..3 {
                if one != other {
                    let (of, now) = (laptops[other].at(NINE, 0).id(), laptops[other].desk().now());
                    laptops[one].at(NINE, 0).desk_mut().hear_clock(of, now);
                }
            }
        }
        all_meet(laptops);
        agree(laptops);
    };
    hear(&mut laptops);
    everywhere(&laptops, "wrong-clock:");
    assert_eq!(laptops[0].notices().len(), 1, "one wrong clock, not two pairs");
    let facts = laptops[0].desk().board().ledger().len();
    hear(&mut laptops);
    assert_eq!(laptops[0].desk().board().ledger().len(), facts, "nothing new is not written again");
    let desk = laptops[1].id();
    laptops[1].does(Command::CorrectClock { desk, offset_ms: -300_000 });
    hear(&mut laptops);
    assert!(laptops.iter().all(|laptop| laptop.notices().is_empty()));
}

#[test]
fn a_name_changed_at_one_desk_and_a_phone_at_another_are_both_there() {
    let mut laptops = three();
    let ouyang = person(&laptops[0], "欧阳娜娜");
    let set = |laptop: &mut Laptop, field, text: &str| {
        let reply = laptop.desk_mut().set_fields(ouyang, vec![(field, text.to_owned())]);
        assert!(matches!(reply, Reply::Done { .. }));
    };
    set(laptops[0].at(NINE, 0), RosterField::PhoneTail, "1111");
    set(laptops[1].at(NINE, 1), RosterField::Name, "欧阳娜");
    set(laptops[2].at(NINE, 2), RosterField::PhoneTail, "");
    all_meet(&mut laptops);
    agree(&mut laptops);
    for laptop in &mut laptops {
        let card = laptop.desk().roster().card(ouyang);
        assert_eq!((card.name, card.phone_tail), ("欧阳娜", ""));
        assert!(matches!(laptop.desk().who("欧阳娜"), Who::One(found, _) if found == ouyang), "found by the new name");
        laptop.start();
        assert_eq!(laptop.desk().roster().card(ouyang).phone_tail, "", "a tombstone is kept");
    }
    // What is typed now wins over everything seen, whatever the clock shows.
    laptops[0].skew_ms = -86_400_000;
    set(laptops[0].at(NINE, 0), RosterField::PhoneTail, "2222");
    all_meet(&mut laptops);
    assert_eq!(laptops[2].desk().roster().card(ouyang).phone_tail, "2222");
}

#[test]
fn a_desk_that_left_is_expected_no_more_and_is_back_when_it_joins_again() {
    let mut laptops = three();
    let lost = laptops[2].id();
    laptops[0].at(NINE, 0).does(Command::LeaveDesk { desk: lost });
    all_meet(&mut laptops);
    agree(&mut laptops);
    let here = |laptop: &Laptop| laptop.desk().board().square.desks_here().len();
    assert!(laptops.iter().all(|laptop| here(laptop) == 2));
    let card = laptops[2].desk().board().square.desk(lost).unwrap().clone();
    laptops[2].at(NINE, 1).does(Command::JoinDesk { number: card.number, name: card.name });
    all_meet(&mut laptops);
    assert!(laptops.iter().all(|laptop| here(laptop) == 3));
}

#[test]
fn an_import_is_taken_back_where_it_was_made_and_elsewhere_only_with_all_that_was_there_before() {
    let mut laptops = three();
    let text = "姓名,单位,电话,备注\n解红军,新城区司法局,13800007733,带相机\n韦小宝,新城区司法局,13800002222,\n";
    let file = parse_roster(text.as_bytes(), &Choices::default()).unwrap();
    laptops[0].at(NINE, 0).desk_mut().import(&file).unwrap();
    all_meet(&mut laptops);
    agree(&mut laptops);
    let xie = person(&laptops[0], "解红军");
    let heading = laptops[1].desk().board().ledger().latest();
    let heading = heading.filter(|entry| matches!(entry.fact, Fact::RosterImported { .. })).map(|e| e.key).next();
    // Whether there was a remark before, the other desk cannot know: it must not erase one.
    let facts = laptops[1].desk().board().ledger().len();
    let reply = laptops[1].desk_mut().perform(&undo(heading, Some("导错了")));
    assert!(
        matches!(&reply, Reply::Refused { refusal: Refusal::FormerValueUnknown { person }, .. } if *person == xie),
        "{reply:?}"
    );
    assert_eq!(laptops[1].desk().board().ledger().len(), facts);
    assert!(matches!(laptops[0].desk_mut().perform(&undo(heading, Some("导错了"))), Reply::Done { .. }));
    all_meet(&mut laptops);
    agree(&mut laptops);
    for laptop in &laptops {
        assert_eq!(laptop.desk().roster().card(xie).attention, "");
        assert!(matches!(laptop.desk().who("韦小宝"), Who::Nobody));
    }
}
