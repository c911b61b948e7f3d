//! What a desk answers to scans and asks about volunteers, and what it writes.

use crate::domain::board::Board;
use crate::domain::command::{Asker, Command, Scanned};
use crate::domain::decide::decide;
use crate::domain::decision::Decision;
use crate::domain::fact::{Enrolment, Entry, Fact, Means, Outing, ScanReason};
use crate::domain::ids::{DeskId, DeskNumber, PersonId, TeamId};
use crate::domain::kit::{arrived, at, fold, hospital, key, left, listed, merged, minute, number, person, team};
use crate::domain::number::BadgeNumber;
use crate::domain::outcome::Outcome;
use crate::domain::refusal::{Question, Refusal};
use crate::domain::time::Day;

/// Desk 1 with two volunteers, numbers 1 and 2, and what else is known.
fn board(facts: &[Entry]) -> Board {
    let day = Day::new(2026, 3, 5).unwrap();
    let outing = Outing {
        name: "Square".to_owned(),
        event: 305,
        first_day: day,
        last_day: day,
        opens_minute: 540,
        closes_minute: 720,
        demo: false,
    };
    let joined = Fact::DeskJoined { number: DeskNumber::FIRST, name: "Gate".to_owned() };
    let set_up = [at(9, 1, Fact::OutingSet(outing)), at(1, 900, joined), listed(2)];
    fold(set_up.iter().chain(facts))
}

fn ask(board: &Board, command: &Command, at_minute: u64) -> Decision {
    decide(board, command, &Asker { desk: DeskId(1), now: minute(at_minute) })
}

fn scan(board: &Board, serial: u32, issue: u8) -> Decision {
    ask(board, &Command::Scan(Scanned::Badge { number: number(serial), issue }), 60)
}

fn code(decision: &Decision) -> &'static str {
    match &decision.answer {
        Ok(outcome) => outcome.code(),
        Err(Refusal::Asks(question)) => question.code(),
        Err(refusal) => refusal.code(),
    }
}

fn issued(serial: u32, number: BadgeNumber, issue: u8) -> Fact {
    Fact::BadgeIssued { person: person(serial), number, issue }
}

/// Somebody else with the number 1, from a laptop that was desk 1 too.
fn twin() -> Entry {
    at(2, 0, Fact::Enrolled { people: vec![Enrolment { unit: hospital(), number: number(1) }] })
}

#[test]
fn a_badge_is_taken_or_refused_for_the_reason_people_are_told() {
    let withdrawn = Fact::Withdrawn { person: person(1) };
    let cases: &[(&str, &[Entry], u32, u8, &str)] = &[
        ("a good badge", &[], 1, 0, "arrived"),
        ("a number nobody has", &[], 7, 0, "unknown_badge"),
        ("the old badge after a new one was made", &[at(1, 1, issued(1, number(1), 1))], 1, 0, "replaced_badge"),
        ("the new badge", &[at(1, 1, issued(1, number(1), 1))], 1, 1, "arrived"),
        ("a badge newer than any fact", &[], 1, 3, "arrived"),
        ("the old number after another was given", &[at(1, 1, issued(1, number(8), 0))], 1, 0, "replaced_badge"),
        ("the other number", &[at(1, 1, issued(1, number(8), 0))], 8, 0, "arrived"),
        ("reported lost", &[at(1, 1, Fact::BadgeRevoked { number: number(1) })], 1, 0, "revoked_badge"),
        ("withdrawn", &[at(1, 1, withdrawn)], 1, 0, "withdrawn"),
        ("in already", &[at(2, 1, arrived(1))], 1, 0, "already_in"),
        ("was here and left", &[at(2, 1, arrived(1)), at(2, 2, left(1))], 1, 0, "arrived"),
        ("two people with one number", &[twin()], 1, 0, "ambiguous"),
        ("the badge of a record that was merged", &[at(1, 1, merged(1, 2))], 1, 0, "arrived"),
        ("merged with somebody who is in", &[at(1, 1, merged(1, 2)), at(2, 2, arrived(2))], 1, 0, "already_in"),
    ];
    for (name, facts, serial, issue, expected) in cases {
        let board = board(facts);
        let decision = scan(&board, *serial, *issue);
        assert_eq!(code(&decision), *expected, "{name}");
        // A refused scan is a fact too; only the question to somebody who is in writes nothing.
        let refused = matches!(decision.facts.as_slice(), [Fact::ScanRefused { number: Some(_), .. }]);
        assert_eq!(refused, !["arrived", "already_in"].contains(expected), "{name}: {:?}", decision.facts);
    }
}

#[test]
fn a_scan_that_is_no_badge_is_counted_without_its_code() {
    let reasons = [
        (Scanned::Unreadable, ScanReason::Unreadable),
        (Scanned::NotOurs, ScanReason::NotOurs),
        (Scanned::OtherEvent, ScanReason::OtherEvent),
        (Scanned::Forged, ScanReason::Forged),
    ];
    for (scanned, reason) in reasons {
        let decision = ask(&board(&[]), &Command::Scan(scanned), 1);
        assert_eq!(decision.facts, [Fact::ScanRefused { reason, number: None }]);
        assert_eq!(decision.answer, Err(Refusal::Scan { reason, person: None }));
    }
    let card = Command::Scan(Scanned::Card { number: number(1) });
    assert_eq!(code(&ask(&board(&[]), &card, 1)), "unknown_card");
    let slip = Command::Scan(Scanned::Slip { number: number(1) });
    assert_eq!(code(&ask(&board(&[]), &slip, 1)), "unknown_slip");
}

#[test]
fn the_merged_record_answers_for_the_dropped_one() {
    let board = board(&[at(1, 1, merged(1, 2))]);
    for command in [
        Command::Scan(Scanned::Badge { number: number(1), issue: 0 }),
        Command::CheckIn { person: person(1), by: Means::Chosen },
    ] {
        let Ok(Outcome::Arrived { person: who, .. }) = ask(&board, &command, 60).answer else { panic!("{command:?}") };
        assert_eq!(who, person(2));
    }
}

#[test]
fn a_newer_badge_than_any_fact_tells_of_replaces_the_older_from_now_on() {
    let seen = |serial| Fact::BadgeSeen { number: number(serial), issue: 3 };
    assert_eq!(scan(&board(&[]), 1, 3).facts, [seen(1), arrived(1)]);
    // Also when its bearer is not known here yet: the older one must not pass when they are.
    let unknown = scan(&board(&[]), 99, 3);
    assert_eq!((unknown.facts.first(), code(&unknown)), (Some(&seen(99)), "unknown_badge"));
    let knows = |facts: &[Entry]| code(&scan(&board(facts), 1, 2));
    assert_eq!((knows(&[]), knows(&[at(2, 1, seen(1))])), ("arrived", "replaced_badge"));
}

#[test]
fn a_second_scan_offers_out_station_nothing() {
    let since = minute(1);
    let decision = scan(&board(&[at(2, 1, arrived(1))]), 1, 0);
    let question = Question::AlreadyIn { person: person(1), since, desk: DeskId(2), by: Means::Scanned };
    let words: Vec<_> = question.choices().iter().filter_map(crate::domain::refusal::Choice::word).collect();
    assert_eq!(words, ["out", "station", "nothing"]);
    assert_eq!(decision, Decision::ask(question));
}

#[test]
fn a_scan_after_the_unit_arrived_together_names_one_of_its_heads() {
    let came = at(1, 50, team(3, Some(2)));
    let with = |facts: &[Entry]| -> Option<TeamId> {
        match scan(&board(facts), 1, 0).facts.as_slice() {
            [Fact::Arrived { team, .. }] => *team,
            facts => panic!("{facts:?}"),
        }
    };
    let of_team = Some(TeamId(key(1, 50)));
    assert_eq!(with(&[]), None);
    assert_eq!(with(std::slice::from_ref(&came)), of_team);
    assert_eq!(with(&[came.clone(), at(1, 40, team(2, None))]), Some(TeamId(key(1, 40))), "the first team to come");
    assert_eq!(with(&[at(1, 50, team(1, Some(2)))]), None, "every head has a name");
    assert_eq!(with(&[came.clone(), at(1, 55, Fact::TeamLeft { team: TeamId(key(1, 50)) })]), None, "gone again");
    assert_eq!(with(&[at(2, 1, arrived(1)), at(2, 55, left(1)), came.clone()]), None, "here while the team came");
    assert_eq!(with(&[at(2, 1, arrived(1)), at(2, 5, left(1)), came]), of_team, "may have come back with it");
}

#[test]
fn nobody_is_asked_for_more_than_there_is() {
    let empty = board(&[]);
    let nobody = PersonId::default();
    let unit = hospital();
    let team_in = |heads| Command::TeamIn { unit: unit.clone(), heads, leader: None };
    let cases = [
        (Command::CheckIn { person: nobody, by: Means::Typed }, "unknown_person"),
        (Command::CheckOut { person: person(1), by: Means::Typed }, "not_in"),
        (Command::AssignStation { person: person(1), station: None }, "not_in"),
        (team_in(0), "out_of_bounds"),
        (team_in(1000), "out_of_bounds"),
        (team_in(999), "team_arrived"),
        (Command::TeamIn { unit: "Nobody".parse().unwrap(), heads: 1, leader: None }, "unknown_unit"),
        (Command::TeamOut { team: TeamId::default() }, "unknown_unit"),
        (Command::Move { person: person(1), unit: unit.clone() }, "nothing_new"),
        (Command::Merge { from: person(1), into: person(1) }, "nothing_new"),
        (Command::Withdraw { person: nobody }, "unknown_person"),
        (Command::Enrol(vec![Enrolment { unit, number: number(1) }; 20_000]), "out_of_bounds"),
    ];
    for (command, expected) in cases {
        assert_eq!(code(&ask(&empty, &command, 1)), expected, "{command:?}");
    }
    let away = board(&[at(1, 1, Fact::Withdrawn { person: person(1) })]);
    let again = Command::CheckIn { person: person(1), by: Means::Typed };
    assert_eq!(code(&ask(&away, &again, 1)), "withdrawn");
}

#[test]
fn a_roster_is_listed_in_facts_of_a_bounded_size() {
    let people = vec![Enrolment { unit: hospital(), number: number(3) }; 1_001];
    let decision = ask(&board(&[]), &Command::Enrol(people), 1);
    let sizes: Vec<usize> = decision
        .facts
        .iter()
        .map(|fact| match fact {
            Fact::Enrolled { people } => people.len(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(sizes, [500, 500, 1]);
}

#[test]
fn a_new_badge_is_the_next_issue_but_of_two_with_one_number_one_gets_another() {
    let reissue = |facts: &[Entry]| ask(&board(facts), &Command::ReissueBadge { person: person(1) }, 1);
    assert_eq!(reissue(&[]).facts, [issued(1, number(1), 1)]);
    assert_eq!(reissue(&[at(2, 1, issued(1, number(1), 4))]).facts, [issued(1, number(1), 5)]);
    assert_eq!(code(&reissue(&[at(2, 1, issued(1, number(1), 99))])), "out_of_bounds");
    let own = BadgeNumber::new(1, 1).unwrap();
    assert_eq!(reissue(&[twin()]).facts, [issued(1, own, 0)], "the first number of desk 1");
}
