//! A day of the outing beside the one before it. Of a day that is not over both are counted up to the same time: half a
//! day beside a whole one would mislead.

use std::collections::BTreeMap;

use super::board::Board;
use super::ids::ServiceId;
use super::sums::{self, Sum};
use super::time::{Day, Quarter, Wall};

/// Two days, counted alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beside {
    /// The later day.
    pub day: Day,
    /// The day before it on which something happened.
    pub before: Day,
    /// Both are counted up to this quarter of the day, which is left out; `None` when both are counted whole.
    pub until: Option<Quarter>,
    /// Of the later day.
    pub now: Figures,
    /// Of the day before.
    pub then: Figures,
}

/// What a day comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Figures {
    /// What was counted.
    pub sum: Sum,
    /// Volunteers who came.
    pub volunteers: u64,
}

/// A day and the one before it; `None` where the outing has none before it, or nothing happened on any.
pub fn beside(board: &Board, day: Day, now: Wall) -> Option<Beside> {
    let before = day_before(board, day)?;
    // The quarter that runs is not over on this day, and would be on the other.
    let until = Some(Quarter::of(now)).filter(|quarter| quarter.day == day);
    let (of_day, then) = (figures(board, day, until), figures(board, before, until));
    Some(Beside { day, before, until, now: of_day, then })
}

/// The last day of the outing before this one on which something was counted or somebody came. A day outside the outing
/// has none: it is no day of the square.
pub fn day_before(board: &Board, day: Day) -> Option<Day> {
    let outing = board.square.outing().filter(|outing| (outing.first_day..=outing.last_day).contains(&day))?;
    let days = board.tally.last_day_before(day).max(board.attendance.last_day_before(day));
    days.filter(|before| *before >= outing.first_day)
}

impl Beside {
    /// Every service that was counted on one of the two days: how often on this one, how often on the one before.
    pub fn services(&self, board: &Board) -> BTreeMap<ServiceId, (u64, u64)> {
        let mut services: BTreeMap<ServiceId, (u64, u64)> = BTreeMap::new();
        let of = |day| board.tally.quarters(day).filter(|(quarter, ..)| is_before(*quarter, self.until));
        for (_, service, quantity) in of(self.day) {
            services.entry(service.clone()).or_default().0 += quantity;
        }
        for (_, service, quantity) in of(self.before) {
            services.entry(service.clone()).or_default().1 += quantity;
        }
        services
    }
}

fn figures(board: &Board, day: Day, until: Option<Quarter>) -> Figures {
    let mut figures = Figures::default();
    for (_, sum) in sums::by_quarter(board, day).into_iter().filter(|(quarter, _)| is_before(*quarter, until)) {
        figures.sum.and(sum);
    }
    let came = board.attendance.arrivals_on(day).filter(|(quarter, _)| is_before(*quarter, until));
    figures.volunteers = came.map(|(_, heads)| heads).sum();
    figures
}

/// Whether a quarter lies before another in its own day.
fn is_before(quarter: Quarter, until: Option<Quarter>) -> bool {
    until.is_none_or(|until| quarter.index < until.index)
}

/// How much greater the first is than the second; below 0 where it is smaller.
pub fn more(one: u64, other: u64) -> i64 {
    let signed = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    signed(one) - signed(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fact::{CountSource, Fact, Outing};
    use crate::domain::kit::{arrived, at, in_any_order, left, listed, minute};

    const DAY: u64 = 24 * 60;

    /// An outing of so many days from the first of the kit.
    fn outing(days: usize) -> Fact {
        let first_day = Day::of(minute(0));
        let last_day = std::iter::successors(Some(first_day), |day| Some(day.next())).nth(days - 1).unwrap();
        let (name, opens_minute, closes_minute) = ("Week".to_owned(), 9 * 60, 17 * 60);
        Fact::OutingSet(Outing { name, event: 1, first_day, last_day, opens_minute, closes_minute, demo: false })
    }

    fn counted(quantity: u32) -> Fact {
        let source = CountSource::Key;
        Fact::Counted { service: "tea".parse().unwrap(), quantity, station: None, source }
    }

    /// The first day: one at 9:05, 40 visits at 9:20, two at 9:40, 100 visits at 11:00. The second: all three again,
    /// who count again, 25 visits at 9:10, 10 at 9:50.
    fn two_days() -> Vec<crate::domain::fact::Entry> {
        let mut entries = vec![
            listed(3),
            at(1, 1, outing(2)),
            at(1, 5, arrived(1)),
            at(1, 20, counted(40)),
            at(1, 40, arrived(2)),
            at(2, 41, arrived(3)),
            at(1, 120, counted(100)),
        ];
        entries.extend([1, 2, 3].map(|serial| at(3, 120 + u64::from(serial), left(serial))));
        entries.extend([1, 2, 3].map(|serial| at(1, DAY + u64::from(serial), arrived(serial))));
        entries.extend([at(1, DAY + 10, counted(25)), at(1, DAY + 50, counted(10))]);
        entries
    }

    fn figures(beside: &Beside) -> [(u64, u64); 2] {
        let pair = |figures: Figures| (figures.sum.visits, figures.volunteers);
        [pair(beside.now), pair(beside.then)]
    }

    #[test]
    fn a_day_that_runs_is_compared_up_to_the_last_full_quarter_and_one_that_is_over_whole() {
        let board = in_any_order(&two_days());
        let (first, second) = (Day::of(minute(0)), Day::of(minute(DAY)));
        for (now, until, expected) in [
            (DAY + 14, Some("09:00"), [(0, 0), (0, 0)]),
            (DAY + 15, Some("09:15"), [(25, 3), (0, 1)]),
            (DAY + 52, Some("09:45"), [(25, 3), (40, 3)]),
            (DAY + 60, Some("10:00"), [(35, 3), (40, 3)]),
            (2 * DAY, None, [(35, 3), (140, 3)]),
        ] {
            let beside = beside(&board, second, minute(now)).unwrap();
            assert_eq!((beside.day, beside.before), (second, first));
            assert_eq!(beside.until.map(|until| until.starts().hhmm()).as_deref(), until);
            assert_eq!(figures(&beside), expected, "{now}");
            let services: u64 = beside.services(&board).values().map(|(now, _)| now).sum();
            assert_eq!(services, beside.now.sum.visits);
        }
    }

    #[test]
    fn nothing_is_compared_with_a_day_that_is_none_of_the_outing_or_on_which_nothing_happened() {
        let board = in_any_order(&two_days());
        assert_eq!(beside(&board, Day::of(minute(0)), minute(60)), None, "the first day");
        assert_eq!(beside(&board, Day::of(minute(2 * DAY)), minute(2 * DAY + 60)), None, "after the outing");
        let mut one_day = two_days();
        one_day.push(at(9, 9, outing(1)));
        let board = in_any_order(&one_day);
        assert_eq!(beside(&board, Day::of(minute(DAY)), minute(DAY + 60)), None, "it has one day only");
        // A day of rain between two: the one before is the last on which something happened.
        let board = in_any_order(&[at(1, 1, outing(3)), at(1, 5, counted(5)), at(1, 2 * DAY + 5, counted(6))]);
        let beside = beside(&board, Day::of(minute(2 * DAY)), minute(2 * DAY + 60)).unwrap();
        assert_eq!(beside.before, Day::of(minute(0)));
    }
}
