//! The wall clock: the only place that reads the time of day.
//!
//! A clock runs with the laptop, or shifted against it (a correction, the demo square), or stands still (tests, and
//! `at` in the demo square). It decides nothing; stamps are made of it in `scribe`.

use chrono::{Local, Utc};

use crate::domain::time::Wall;

/// Where a desk has its time from.
#[derive(Debug, Clone, Copy)]
pub enum Clock {
    /// The laptop's own clock, moved by milliseconds.
    Running {
        /// Added to what the laptop shows.
        offset_ms: i64,
    },
    /// A clock that somebody sets by hand.
    Standing(Wall),
}

impl Default for Clock {
    fn default() -> Self {
        Self::Running { offset_ms: 0 }
    }
}

impl Clock {
    /// What the clock on the wall shows.
    pub fn wall(self) -> Wall {
        match self {
            Self::Running { offset_ms } => laptop_wall().shifted(offset_ms),
            Self::Standing(wall) => wall,
        }
    }

    /// Milliseconds since 1970 for stamps: UTC where the clock runs, the hand-set time where it stands.
    pub fn stamp_ms(self) -> u64 {
        let ms = match self {
            Self::Running { offset_ms } => Utc::now().timestamp_millis().saturating_add(offset_ms),
            Self::Standing(wall) => wall.0,
        };
        u64::try_from(ms).unwrap_or(0)
    }

    /// A clock that runs on from a given moment.
    pub fn running_from(wall: Wall) -> Self {
        Self::Running { offset_ms: wall.0.saturating_sub(laptop_wall().0) }
    }
}

/// Civil time as the laptop shows it, in its own time zone.
fn laptop_wall() -> Wall {
    Wall(Local::now().naive_local().and_utc().timestamp_millis())
}
