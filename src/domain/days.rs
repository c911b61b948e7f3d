//! Which days figures are of: all there are, or one.

use std::collections::BTreeSet;

use super::board::Board;
use super::time::{Day, Wall};

/// The days on which anything was counted or anybody came.
pub fn with_figures(board: &Board) -> BTreeSet<Day> {
    board.tally.days().chain(board.attendance.days()).collect()
}

/// The days that figures are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Days {
    /// Everything there is.
    #[default]
    All,
    /// One day.
    One(Day),
}

impl Days {
    /// Whether a moment is in it.
    pub fn hold(self, wall: Wall) -> bool {
        self.include(Day::of(wall))
    }

    /// Whether a day is in it.
    pub fn include(self, day: Day) -> bool {
        match self {
            Self::All => true,
            Self::One(one) => one == day,
        }
    }
}
