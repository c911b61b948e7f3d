//! Which days a report is about.

use crate::domain::time::{Day, Wall};

/// The days a report is about.
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
