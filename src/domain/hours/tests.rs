//! What counts of a stay, of a missing check-out and of what was added later.

use super::*;
use crate::domain::fact::Entry;
use crate::domain::kit::{arrived, at, fold, left, listed, minute, person, team, undone};

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
    Hours::of(&fold(entries), &outing(), Days::All, Rules::default())
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
    let counted = |rounding, cap, minutes| Rules { rounding, daily_cap_minutes: cap }.counted(minutes);
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
