//! Given these facts, in any order, these rows.

use super::{DoubleCheckIn, Interval, Person, Status};
use crate::domain::board::Board;
use crate::domain::fact::{Enrolment, Entry, Fact, Means};
use crate::domain::ids::{DeskId, PersonId, TeamId, UnitName};
use crate::domain::kit::{
    arrived, arrived_with, at, hospital, in_any_order, key, left, listed, merged, minute, number, person, team, undone,
};

/// What is counted of the hospital: expected, arrived, present.
fn hospital_counts(board: &Board) -> [u64; 3] {
    let count = board.attendance.unit(&hospital());
    assert_eq!(board.attendance.totals(), count, "there is one unit only");
    [count.expected, count.arrived, count.present]
}

fn someone(board: &Board, serial: u32) -> &Person {
    board.attendance.person(person(serial)).unwrap()
}

/// Name, what desks wrote beside the list of four, and what that makes expected, arrived, present.
type Case<'a> = (&'a str, &'a [(u64, u64, Fact)], [u64; 3]);

fn check(cases: &[Case]) {
    for (name, facts, counts) in cases {
        let mut entries: Vec<Entry> = vec![listed(4)];
        entries.extend(facts.iter().map(|(desk, minute, fact)| at(*desk, *minute, fact.clone())));
        assert_eq!(hospital_counts(&in_any_order(&entries)), *counts, "{name}");
    }
}

#[test]
fn a_person_is_present_once_however_many_check_ins() {
    check(&[
        ("nobody came", &[], [4, 0, 0]),
        ("one came", &[(1, 1, arrived(1))], [4, 1, 1]),
        ("one came, at two desks", &[(1, 1, arrived(1)), (2, 2, arrived(1))], [4, 1, 1]),
        ("came and left", &[(1, 1, arrived(1)), (2, 5, left(1))], [4, 1, 0]),
        ("came at two desks and left once", &[(1, 1, arrived(1)), (2, 2, arrived(1)), (1, 3, left(1))], [4, 1, 0]),
        ("left and came again", &[(1, 1, arrived(1)), (1, 5, left(1)), (2, 9, arrived(1))], [4, 1, 1]),
        ("left before coming", &[(2, 1, left(1)), (1, 2, arrived(1))], [4, 1, 1]),
        ("a check-in that was undone", &[(1, 1, arrived(1)), (1, 2, undone(1, 1))], [4, 0, 0]),
        ("a check-out that was undone", &[(1, 1, arrived(1)), (1, 2, left(1)), (2, 3, undone(1, 2))], [4, 1, 1]),
        ("somebody nobody knows", &[(1, 1, arrived(9))], [4, 0, 0]),
    ]);
}

#[test]
fn the_earliest_check_in_gives_the_time_and_the_second_is_a_notice() {
    let board = in_any_order(&[listed(1), at(2, 7, arrived(1)), at(1, 3, arrived(1)), at(3, 9, arrived(1))]);
    let person = someone(&board, 1);
    assert_eq!(person.first_arrival, Some(minute(3)));
    assert_eq!(person.status, Status::In { since: minute(3), desk: DeskId(1) });
    assert_eq!(person.stays, [Interval { from: minute(3), to: None, desk: DeskId(1) }]);
    let double =
        |desk, at_minute| DoubleCheckIn { first: DeskId(1), second: DeskId(desk), again: key(desk, at_minute) };
    assert_eq!(person.double_check_ins, [double(2, 7), double(3, 9)]);
}

#[test]
fn the_same_desk_checking_in_again_after_a_redo_is_no_notice() {
    let facts = [listed(1), at(1, 1, arrived(1)), at(1, 2, arrived(1))];
    assert_eq!(someone(&in_any_order(&facts), 1).double_check_ins, []);
}

#[test]
fn every_stay_is_kept_and_the_first_arrival_never_moves() {
    let board = in_any_order(&[
        listed(1),
        at(1, 1, arrived(1)),
        at(1, 10, left(1)),
        at(2, 20, arrived(1)),
        at(2, 30, left(1)),
        at(2, 31, left(1)),
    ]);
    let person = someone(&board, 1);
    let stay = |from, to, desk| Interval { from: minute(from), to: Some(minute(to)), desk: DeskId(desk) };
    assert_eq!(person.stays, [stay(1, 10, 1), stay(20, 30, 2)]);
    assert_eq!((person.first_arrival, person.status), (Some(minute(1)), Status::Out { at: minute(30) }));
    assert_eq!(board.attendance.arrivals().map(|(_, heads)| heads).sum::<u64>(), 1);
}

#[test]
fn a_station_lasts_as_long_as_the_stay() {
    let sent = |station: &str| Fact::Stationed { person: person(1), station: Some(station.parse().unwrap()) };
    let here = [listed(1), at(1, 1, arrived(1)), at(1, 2, sent("3")), at(2, 3, sent("5"))];
    assert_eq!(someone(&in_any_order(&here), 1).station.as_ref().map(super::super::ids::StationId::as_str), Some("5"));
    let mut gone = here.to_vec();
    gone.push(at(1, 4, left(1)));
    gone.push(at(2, 5, sent("6")));
    assert_eq!(someone(&in_any_order(&gone), 1).station, None, "sent to a station after leaving");
}

#[test]
fn a_team_counts_by_heads_until_its_members_are_named() {
    let came = (1, 1, team(5, None));
    let led = (1, 1, team(5, Some(1)));
    let elsewhere =
        |serial| Fact::Arrived { person: person(serial), by: Means::Scanned, team: Some(TeamId(key(7, 7))) };
    check(&[
        ("by heads", std::slice::from_ref(&came), [4, 5, 5]),
        ("the leader is one of the heads", std::slice::from_ref(&led), [4, 5, 5]),
        ("the leader had come before", &[(2, 0, arrived(1)), led.clone()], [4, 5, 5]),
        ("a later scan is one of the heads", &[led.clone(), (1, 2, arrived_with(2, (1, 1)))], [4, 5, 5]),
        (
            "scanned at two desks",
            &[came.clone(), (1, 2, arrived_with(2, (1, 1))), (2, 3, arrived_with(2, (1, 1)))],
            [4, 5, 5],
        ),
        (
            "scanned first where the team was not known",
            &[came.clone(), (2, 2, arrived(2)), (1, 3, arrived_with(2, (1, 1)))],
            [4, 5, 5],
        ),
        ("a stranger to the list is no head yet", &[came.clone(), (1, 2, arrived_with(9, (1, 1)))], [4, 5, 5]),
        ("one who came alone", &[came.clone(), (2, 2, arrived(2))], [4, 6, 6]),
        ("a team nobody knows", &[(2, 2, elsewhere(2))], [4, 1, 1]),
        ("a named head left", &[came.clone(), (1, 2, arrived_with(2, (1, 1))), (1, 3, left(2))], [4, 5, 4]),
        (
            "the unnamed rest left",
            &[
                came.clone(),
                (1, 2, arrived_with(2, (1, 1))),
                (2, 3, Fact::TeamLeft { team: TeamId(key(1, 1)) }),
                (1, 4, Fact::TeamLeft { team: TeamId(key(1, 1)) }),
            ],
            [4, 5, 1],
        ),
        (
            "more were named than came",
            &[(1, 1, team(1, Some(1))), (1, 2, arrived_with(2, (1, 1))), (2, 3, arrived_with(3, (1, 1)))],
            [4, 3, 3],
        ),
        ("the team was a mistake", &[led.clone(), (1, 2, arrived_with(2, (1, 1))), (1, 3, undone(1, 1))], [4, 1, 1]),
        ("one leader of two teams", &[led.clone(), (2, 2, team(3, Some(1)))], [4, 7, 7]),
    ]);
}

#[test]
fn who_is_named_later_came_when_the_team_came_but_not_before_they_left_last() {
    let came = at(1, 10, team(5, None));
    let named = |at_minute| at(2, at_minute, arrived_with(1, (1, 10)));
    let since = |facts: &[Entry]| someone(&in_any_order(facts), 1).stays.last().unwrap().from;
    assert_eq!(since(&[listed(1), came.clone(), named(15)]), minute(10));
    let before = [listed(1), at(2, 1, arrived(1)), at(2, 5, left(1)), came.clone(), named(15)];
    assert_eq!(since(&before), minute(10));
    let between = [listed(1), at(2, 1, arrived(1)), at(2, 12, left(1)), came, named(15)];
    assert_eq!(since(&between), minute(15), "they were here while the team came");
}

#[test]
fn a_leader_who_was_in_is_no_double_check_in_but_a_leader_of_two_desks_is() {
    let doubles = |facts: &[Entry]| someone(&in_any_order(facts), 1).double_check_ins.len();
    assert_eq!(doubles(&[listed(1), at(2, 1, arrived(1)), at(1, 2, team(5, Some(1)))]), 0);
    assert_eq!(doubles(&[listed(1), at(1, 1, team(5, Some(1))), at(2, 2, team(5, Some(1)))]), 1);
    assert_eq!(doubles(&[listed(1), at(1, 1, team(5, Some(1))), at(2, 2, arrived(1))]), 1);
}

#[test]
fn two_records_of_one_person_count_once() {
    let both_came = [(1, 1, arrived(1)), (2, 2, arrived(2))];
    let with = |more: &[(u64, u64, Fact)]| [both_came.as_slice(), more].concat();
    check(&[
        ("both came", &both_came, [4, 2, 2]),
        ("merged", &with(&[(1, 3, merged(1, 2))]), [3, 1, 1]),
        ("merged in a chain", &with(&[(1, 3, merged(1, 2)), (2, 4, merged(2, 3))]), [2, 1, 1]),
        ("merged in a circle by two desks", &with(&[(1, 3, merged(1, 2)), (2, 4, merged(2, 1))]), [3, 1, 1]),
        ("merged into two by two desks", &with(&[(1, 3, merged(1, 2)), (2, 4, merged(1, 3))]), [2, 1, 1]),
        ("merged into somebody unknown", &with(&[(1, 3, merged(1, 9))]), [4, 2, 2]),
        ("merged into oneself", &with(&[(1, 3, merged(1, 1))]), [4, 2, 2]),
        ("the merge undone", &with(&[(1, 3, merged(1, 2)), (1, 4, undone(1, 3))]), [4, 2, 2]),
        ("the dropped record left", &with(&[(1, 3, merged(1, 2)), (2, 4, left(1))]), [3, 1, 0]),
        (
            "one head of a team, twice",
            &[
                (1, 1, team(3, None)),
                (1, 2, arrived_with(1, (1, 1))),
                (2, 3, arrived_with(2, (1, 1))),
                (1, 4, merged(1, 2)),
            ],
            [3, 3, 3],
        ),
    ]);
    let board = in_any_order(&[listed(2), at(1, 1, arrived(1)), at(2, 2, arrived(2)), at(1, 3, merged(2, 1))]);
    assert_eq!(board.attendance.standing(person(2)), person(1));
    assert_eq!(someone(&board, 2).merged_into, Some(person(1)));
    assert_eq!(someone(&board, 1).double_check_ins.len(), 1, "one person at two desks");
}

#[test]
fn the_list_changes_and_the_counts_follow() {
    let moved = |unit: &UnitName| Fact::Moved { person: person(1), unit: unit.clone() };
    check(&[
        ("withdrawn", &[(1, 1, Fact::Withdrawn { person: person(1) })], [3, 0, 0]),
        ("withdrawn but here", &[(1, 1, arrived(1)), (2, 2, Fact::Withdrawn { person: person(1) })], [3, 1, 1]),
        ("listed again", &[(1, 1, Fact::Withdrawn { person: person(1) }), (1, 2, undone(1, 1))], [4, 0, 0]),
        ("nobody is left", &[(2, 1, undone(1, 0))], [0, 0, 0]),
    ]);
    let school: UnitName = "School".parse().unwrap();
    let board =
        in_any_order(&[listed(2), at(2, 5, moved(&hospital())), at(1, 1, arrived(1)), at(1, 7, moved(&school))]);
    let present = |unit| board.attendance.unit(unit).present;
    assert_eq!((present(&hospital()), present(&school)), (0, 1), "the last move wins");
    assert_eq!(board.attendance.units_present(), 1);
}

#[test]
fn a_number_is_borne_by_whoever_bears_it_now() {
    let issued = |serial, number, issue| Fact::BadgeIssued { person: person(serial), number, issue };
    let bearers = |facts: &[Entry]| -> Vec<PersonId> { in_any_order(facts).attendance.bearers(number(1)) };
    let twin = Enrolment { unit: hospital(), number: number(1) };
    let twin_listed = at(2, 0, Fact::Enrolled { people: vec![twin] });
    let twin_id = PersonId { entry: key(2, 0), index: 0 };

    assert_eq!(bearers(&[listed(1)]), [person(1)]);
    assert_eq!(bearers(&[listed(1), twin_listed.clone()]), [person(1), twin_id], "two laptops that were one desk");
    let renumbered = Fact::BadgeIssued { person: twin_id, number: number(8), issue: 0 };
    assert_eq!(bearers(&[listed(1), twin_listed.clone(), at(2, 1, renumbered)]), [person(1)]);
    let one_person = Fact::Merged { from: twin_id, into: person(1) };
    assert_eq!(bearers(&[listed(1), twin_listed, at(2, 1, one_person)]), [person(1)]);
    assert_eq!(bearers(&[listed(1), at(1, 1, Fact::Withdrawn { person: person(1) })]), []);
    assert_eq!(bearers(&[listed(1), at(1, 1, issued(1, number(5), 0)), at(1, 2, undone(1, 1))]), [person(1)]);

    let board = in_any_order(&[listed(1), at(1, 5, issued(1, number(1), 2)), at(2, 9, issued(1, number(1), 1))]);
    assert_eq!(someone(&board, 1).issue, 2, "the highest issue, whichever desk wrote last");
    let seen = |issue| Fact::BadgeSeen { number: number(1), issue };
    let board = in_any_order(&[listed(1), at(2, 5, seen(3)), at(2, 6, seen(1)), at(3, 1, issued(1, number(1), 2))]);
    assert_eq!(someone(&board, 1).issue, 3, "also of a badge that was only seen");
    assert_eq!(someone(&in_any_order(&[at(2, 5, seen(3)), listed(1), at(1, 9, undone(2, 5))]), 1).issue, 0);
}

/// A whole roster at once, and its undo: what one entry changes must not cost more with each person.
#[test]
fn five_hundred_people_are_listed_and_taken_off_again() {
    let board = in_any_order(&[listed(500), at(2, 1, undone(1, 0))]);
    assert_eq!(hospital_counts(&board), [0, 0, 0]);
    assert_eq!(board.attendance.people().count(), 0);
}
