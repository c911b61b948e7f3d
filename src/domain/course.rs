//! The course of a day: who came and what was counted, row by row, an hour or a quarter of one each.

use std::collections::BTreeMap;

use super::board::Board;
use super::sums::{self, Sum};
use super::time::{Day, Quarter, Wall};

/// How much of the day one row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grain {
    /// An hour.
    Hour,
    /// A quarter of an hour: of use while many come at once.
    Quarter,
}

/// One row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// When it begins.
    pub from: Wall,
    /// What was counted in it.
    pub sum: Sum,
    /// Volunteers who came in it for the first time that day, named or counted by heads.
    pub arrivals: u64,
    /// Whether it is not over yet.
    pub is_running: bool,
}

/// The rows of a day from the first in which something happened to the last, or to now while the square is open. None is
/// left out between them: nothing happened is a figure, too.
pub fn rows(board: &Board, day: Day, now: Wall, grain: Grain) -> Vec<Row> {
    let wide = match grain {
        Grain::Hour => Quarter::PER_HOUR,
        Grain::Quarter => 1,
    };
    let mut known: BTreeMap<u8, (Sum, u64)> = BTreeMap::new();
    for (quarter, sum) in sums::by_quarter(board, day) {
        known.entry(quarter.index / wide).or_default().0.and(sum);
    }
    for (quarter, heads) in board.attendance.arrivals_on(day) {
        known.entry(quarter.index / wide).or_default().1 += heads;
    }
    let running = Some(Quarter::of(now)).filter(|now| now.day == day).map(|now| now.index / wide);
    let is_open = board.square.outing().is_some_and(|outing| now < day.at_minute(outing.closes_minute));
    let (Some(first), Some(last)) = (known.keys().next().copied(), known.keys().next_back().copied()) else {
        return Vec::new();
    };
    let last = running.filter(|_| is_open).map_or(last, |running| running.max(last));
    let row = |index: u8| {
        let (sum, arrivals) = known.get(&index).copied().unwrap_or_default();
        let from = Quarter { day, index: index * wide }.starts();
        Row { from, sum, arrivals, is_running: running == Some(index) }
    };
    (first..=last).map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fact::{CountSource, Fact, Outing};
    use crate::domain::kit::{arrived, at, in_any_order, listed, minute, team};

    /// What is said of a day that began at nine: from, visits, arrivals, and whether it is running.
    fn course(board: &Board, now: u64, grain: Grain) -> Vec<(String, u64, u64, bool)> {
        let rows = rows(board, Day::of(minute(0)), minute(now), grain);
        rows.iter().map(|row| (row.from.hhmm(), row.sum.visits, row.arrivals, row.is_running)).collect()
    }

    fn outing() -> Fact {
        let day = Day::of(minute(0));
        let (name, opens_minute, closes_minute) = ("Square".to_owned(), 9 * 60, 12 * 60);
        Fact::OutingSet(Outing {
            name,
            event: 1,
            first_day: day,
            last_day: day,
            opens_minute,
            closes_minute,
            demo: false,
        })
    }

    fn counted(quantity: u32) -> Fact {
        let source = CountSource::Key;
        Fact::Counted { service: "tea".parse().unwrap(), quantity, station: None, source }
    }

    #[test]
    fn an_hour_in_which_nothing_happened_is_a_row_and_the_one_that_runs_is_marked() {
        let board = in_any_order(&[
            listed(2),
            at(1, 1, outing()),
            at(1, 5, arrived(1)),
            at(2, 16, team(3, Some(2))),
            at(1, 125, counted(7)),
        ]);
        let row = |from: &str, visits, arrivals, running| (from.to_owned(), visits, arrivals, running);
        let (nine, ten) = (row("09:00", 0, 4, false), row("10:00", 0, 0, false));
        assert_eq!(course(&board, 130, Grain::Hour), [nine.clone(), ten.clone(), row("11:00", 7, 0, true)]);
        // After the end no hour runs on, and before it they do though nothing happens.
        assert_eq!(course(&board, 300, Grain::Hour), [nine.clone(), ten.clone(), row("11:00", 7, 0, false)]);
        let early = in_any_order(&[listed(2), at(1, 1, outing()), at(1, 5, arrived(1))]);
        let quarters = course(&early, 35, Grain::Quarter);
        assert_eq!(quarters, [row("09:00", 0, 1, false), row("09:15", 0, 0, false), row("09:30", 0, 0, true)]);
    }

    #[test]
    fn a_day_on_which_nothing_happened_has_no_course() {
        assert_eq!(course(&in_any_order(&[at(1, 1, outing())]), 20, Grain::Hour), []);
    }
}
