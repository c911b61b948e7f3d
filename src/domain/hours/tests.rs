//! What counts of a stay, of a missing check-out and of what was added later.

use super::*;
use crate::domain::decision::Decision;
use crate::domain::fact::{Entry, Fact};
use crate::domain::kit::{arrived, at, fold, in_any_order, left, listed, merged, minute, person, team, undone};
use crate::domain::outcome::Outcome;
use crate::domain::refusal::Refusal;

fn outing() -> Outing {
    let day = Day::of(minute(0));
    Outing {
        name: String::new(),
        event: 305,
        first_day: day,
        last_day: day,
        opens_minute: 9 * 60,
        closes_minute: 12 * 60,
        demo: false,
    }
}

fn of(entries: &[Entry]) -> Hours {
    Hours::of(&fold(entries), &outing(), Days::All, HoursRules::default())
}

#[test]
fn stays_add_up_inside_the_opening_hours() {
    let hours =
        of(&[listed(1), at(1, 10, arrived(1)), at(1, 40, left(1)), at(1, 100, arrived(1)), at(1, 240, left(1))]);
    // 30 minutes, and from 10:40 to noon 80.
    assert_eq!((hours.lines[0].minutes, hours.lines[0].counted, hours.lines[0].estimate), (110, 108, None));
    assert_eq!((hours.lines[0].came, hours.lines[0].left), (Some(minute(10)), Some(minute(240))));
}

#[test]
fn clocks_that_differ_count_no_minute_twice_and_none_backwards() {
    let day = Day::of(minute(0));
    let stays = [(minute(0), minute(60)), (minute(50), minute(70)), (minute(90), minute(80))];
    assert_eq!(minutes(&stays, day, &outing()), 70);
    assert_eq!(minutes(&stays, day.next(), &outing()), 0);
}

#[test]
fn a_missing_check_out_is_estimated_and_in_no_total() {
    let station = Fact::Stationed { person: person(1), station: Some("3".parse().unwrap()) };
    let hours = of(&[listed(2), at(1, 10, arrived(1)), at(1, 50, station), at(1, 170, arrived(2))]);
    let (early, late) = (&hours.lines[0], &hours.lines[1]);
    assert_eq!((early.minutes, early.left), (0, None));
    assert_eq!(early.estimate, Some(Estimate { until: minute(80), minutes: 70 }));
    assert_eq!(early.stations.len(), 1);
    // The planned end comes before half an hour is over.
    assert_eq!(late.estimate, Some(Estimate { until: minute(180), minutes: 10 }));
    assert_eq!((hours.counted(), hours.missing().count()), (0, 2));
}

#[test]
fn a_check_out_of_the_day_after_is_a_forgotten_one() {
    let hours = of(&[listed(1), at(1, 10, arrived(1)), at(1, 10 + 24 * 60, left(1))]);
    assert_eq!((hours.lines[0].minutes, hours.lines[0].left), (0, None));
    assert_eq!(hours.lines[0].estimate, Some(Estimate { until: minute(40), minutes: 30 }));
}

fn vouched(serial: u32, minutes: u16, estimated: bool) -> Fact {
    let day = Day::of(minute(0));
    Fact::HoursAdded { person: person(serial), day, minutes, estimated, by: person(2), reason: "lost".to_owned() }
}

#[test]
fn a_confirmed_estimate_counts_once_and_gives_way_to_a_check_out() {
    let came = [listed(2), at(1, 10, arrived(1)), at(1, 100, vouched(1, 30, true)), at(2, 101, vouched(1, 30, true))];
    let hours = of(&came);
    assert_eq!((hours.lines[0].minutes, hours.lines[0].late, hours.lines[0].estimate), (0, 30, None));
    assert_eq!((hours.counted(), hours.late.len()), (30, 2));
    let hours = of(&[came.as_slice(), &[at(3, 102, left(1))]].concat());
    assert_eq!((hours.lines[0].minutes, hours.lines[0].late), (92, 0));
}

#[test]
fn late_additions_of_a_person_are_never_longer_than_the_event() {
    let hours = of(&[listed(2), at(1, 10, vouched(1, 100, false)), at(1, 11, vouched(1, 100, false))]);
    assert_eq!((hours.lines[0].came, hours.lines[0].late, hours.counted()), (None, 180, 180));
    let taken_back = at(1, 12, undone(1, 11));
    let hours = of(&[listed(2), at(1, 10, vouched(1, 100, false)), at(1, 11, vouched(1, 100, false)), taken_back]);
    assert_eq!((hours.lines[0].late, hours.counted(), hours.late.len()), (100, 96, 1));
}

#[test]
fn the_cap_comes_before_the_rounding_and_both_go_down() {
    let counted = |rounding, cap, minutes| HoursRules { rounding, daily_cap_minutes: cap }.counted(minutes);
    assert_eq!(counted(Rounding::None, None, 119), 119);
    assert_eq!(counted(Rounding::Tenth, None, 119), 114);
    assert_eq!(counted(Rounding::Half, None, 119), 90);
    assert_eq!(counted(Rounding::Half, Some(80), 119), 60);
    assert_eq!(counted(Rounding::None, Some(80), 119), 80);
}

#[test]
fn heads_nobody_named_have_no_record_and_are_said() {
    let hours = of(&[listed(1), at(1, 5, team(4, Some(1))), at(1, 60, left(1))]);
    assert_eq!((hours.unnamed, hours.lines.len(), hours.by_unit().values().next()), (3, 1, Some(&(1, 54))));
}

fn ruled(rounding: Rounding, daily_cap_minutes: Option<u16>) -> HoursRules {
    HoursRules { rounding, daily_cap_minutes }
}

#[test]
fn what_is_added_is_in_the_agreement_code_and_goes_with_an_undo() {
    let came = [at(2, 0, Fact::OutingSet(outing())), listed(3), at(1, 10, arrived(1))];
    let added = [came.as_slice(), &[at(1, 100, vouched(1, 30, true)), at(2, 101, vouched(3, 20, false))]].concat();
    let board = in_any_order(&added);
    assert_ne!(board.agreement(), fold(&came).agreement());
    let hours = Hours::of(&board, &outing(), Days::All, HoursRules::default());
    assert_eq!((hours.late.len(), hours.late[0].stands, hours.late[1].stands), (2, 30, 20));
    let undone = [added.as_slice(), &[at(1, 102, undone(1, 100)), at(1, 103, undone(2, 101))]].concat();
    let board = in_any_order(&undone);
    assert_eq!(board.agreement(), fold(&came).agreement(), "the code is of what counts");
    assert_eq!(Hours::of(&board, &outing(), Days::All, HoursRules::default()).late, []);
}

#[test]
fn what_was_added_to_either_record_counts_for_the_one_that_stays() {
    let facts = [
        listed(3),
        at(1, 5, arrived(1)),
        at(1, 6, Fact::Stationed { person: person(1), station: Some("3".parse().unwrap()) }),
        at(1, 65, left(1)),
        at(2, 70, vouched(1, 20, false)),
        at(2, 71, vouched(3, 10, false)),
        at(1, 80, merged(1, 3)),
    ];
    let hours = Hours::of(&in_any_order(&facts), &outing(), Days::All, HoursRules::default());
    let [line] = hours.lines.as_slice() else { panic!("{hours:?}") };
    assert_eq!((line.person, line.minutes, line.late, line.stations.len()), (person(3), 60, 30, 1));
}

#[test]
fn the_last_rule_counts_and_only_sensible_ones_are_written() {
    let half = ruled(Rounding::Half, Some(480));
    let board = in_any_order(&[
        at(1, 0, Fact::OutingSet(outing())),
        at(2, 5, Fact::HoursRuled(half)),
        at(1, 4, Fact::HoursRuled(ruled(Rounding::None, None))),
    ]);
    assert_eq!((board.hours.rules(), fold(&[]).hours.rules()), (half, ruled(Rounding::Tenth, None)));
    assert_eq!(rules::rule(&board, half).unwrap(), Decision::nothing_new());
    let other = ruled(Rounding::Half, None);
    assert_eq!(rules::rule(&board, other).unwrap().facts, [Fact::HoursRuled(other)]);
    for cap in [0, 1441, u16::MAX] {
        let (given, most) = (u64::from(cap), 1440);
        assert_eq!(rules::rule(&board, ruled(Rounding::Half, Some(cap))), Err(Refusal::OutOfBounds { given, most }));
    }
}

#[test]
fn estimates_are_confirmed_together_and_never_twice() {
    let day = Day::of(minute(0));
    let board_with = |more: &[Entry]| {
        let mut entries = vec![listed(4), at(2, 1, Fact::OutingSet(outing()))];
        entries.extend([at(1, 10, arrived(1)), at(1, 20, arrived(2)), at(1, 300, arrived(3))]);
        entries.extend_from_slice(more);
        fold(&entries)
    };
    let board = board_with(&[]);
    let all: Vec<_> = (1..=4).map(|serial| (person(serial), day)).collect();
    let confirm = |board: &Board, reason: &str| rules::confirm(board, &all, person(4), reason);
    let decision = confirm(&board, " lost ").unwrap();
    // The third came after the end: there is nothing to confirm; the fourth never came.
    assert_eq!(decision.answer, Ok(Outcome::HoursConfirmed { estimates: 2, minutes: 60 }));
    assert_eq!(confirm(&board, " "), Err(Refusal::EmptyText));
    assert_eq!(rules::confirm(&board, &all, PersonId::default(), "x"), Err(Refusal::UnknownPerson));
    let one = rules::confirm(&board, &[(person(2), day), (person(2), day.next())], person(4), "x").unwrap();
    assert_eq!(one.answer, Ok(Outcome::HoursAdded { person: person(2), minutes: 30 }));
    let written: Vec<Entry> = (301..).zip(decision.facts).map(|(minute, fact)| at(2, minute, fact)).collect();
    let board = board_with(&written);
    assert_eq!(confirm(&board, "again").unwrap(), Decision::nothing_new());
    // Who checks out after all is counted by that; the other's confirmation stands.
    let board = board_with(&[written.as_slice(), &[at(1, 310, left(1))]].concat());
    let hours = Hours::of(&board, &outing(), Days::All, HoursRules::default());
    let stands: Vec<(u64, u64)> = hours.late.iter().map(|late| (late.minutes, late.stands)).collect();
    assert_eq!(stands, [(30, 0), (30, 30)]);
    assert_eq!(confirm(&board, "again").unwrap(), Decision::nothing_new());
}
