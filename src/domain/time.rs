//! Time as the square knows it: days, the wall clock as people read it, and the stamps that order facts.
//!
//! Nothing here reads a clock. A [`Wall`] is civil time (what the clock on the wall shows), so a laptop with a wrong
//! time zone is corrected like any wrong clock; a [`Stamp`] is a hybrid logical clock and never shown to people.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::ids::{EntryKey, NotAnId, serde_as_word};

const MS_PER_MINUTE: i64 = 60_000;
const MS_PER_HOUR: i64 = 60 * MS_PER_MINUTE;
const MS_PER_DAY: i64 = 24 * MS_PER_HOUR;

/// Facts are accepted from the outing's days and this many days on either side (rules.md section 1), so that a clock
/// in 1970 or 2099 cannot pull the others away.
pub const STAMP_WINDOW_DAYS: i64 = 30;

/// A day of the calendar, written `2026-03-05`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(NaiveDate);

impl Day {
    /// A day from its year, month and day of month.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).map(Self)
    }

    /// The day that holds a moment of the wall clock.
    pub fn of(wall: Wall) -> Self {
        let days = i32::try_from(wall.0.div_euclid(MS_PER_DAY)).unwrap_or_default();
        Self(NaiveDate::from_epoch_days(days).unwrap_or_default())
    }

    /// Midnight at which the day begins.
    pub fn start(self) -> Wall {
        Wall(i64::from(self.0.to_epoch_days()) * MS_PER_DAY)
    }

    /// The moment `minutes` after midnight.
    pub fn at_minute(self, minutes: u16) -> Wall {
        Wall(self.start().0 + i64::from(minutes) * MS_PER_MINUTE)
    }

    /// The day after.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.checked_add_days(Days::new(1)).unwrap_or(self.0))
    }

    /// `03-05`: a day of an outing, whose year everybody knows.
    pub fn month_day(self) -> String {
        let (_, month, day) = self.parts();
        format!("{month:02}-{day:02}")
    }

    /// Year, month, day of month.
    pub fn parts(self) -> (i32, u32, u32) {
        (self.0.year(), self.0.month(), self.0.day())
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl FromStr for Day {
    type Err = NotAnId;
    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let mut parts = text.split(['-', '/', '.']);
        let mut next = || parts.next().filter(|part| part.bytes().all(|b| b.is_ascii_digit()));
        let day = (|| Self::new(next()?.parse().ok()?, next()?.parse().ok()?, next()?.parse().ok()?))();
        day.filter(|day| parts.next().is_none() && (1970..=9999).contains(&day.parts().0)).ok_or(NotAnId)
    }
}
serde_as_word!(Day);

/// What a desk's wall clock showed: milliseconds of civil time since 1970-01-01 00:00, whatever the time zone.
///
/// For showing to people and for durations, never for order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Wall(pub i64);

impl Wall {
    /// Hour of the day, 0 to 23.
    pub fn hour(self) -> u8 {
        u8::try_from(self.0.rem_euclid(MS_PER_DAY) / MS_PER_HOUR).unwrap_or_default()
    }

    /// Minute of the hour, 0 to 59.
    pub fn minute(self) -> u8 {
        u8::try_from(self.0.rem_euclid(MS_PER_HOUR) / MS_PER_MINUTE).unwrap_or_default()
    }

    /// Second of the minute, 0 to 59.
    pub fn second(self) -> u8 {
        u8::try_from(self.0.rem_euclid(MS_PER_MINUTE) / 1000).unwrap_or_default()
    }

    /// `09:05`.
    pub fn hhmm(self) -> String {
        format!("{:02}:{:02}", self.hour(), self.minute())
    }

    /// `09:05:07`.
    pub fn hhmmss(self) -> String {
        format!("{}:{:02}", self.hhmm(), self.second())
    }

    /// Milliseconds from `earlier` to here, never below 0: clocks of two desks differ.
    pub fn ms_since(self, earlier: Self) -> u64 {
        u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0)
    }

    /// This moment moved by an offset in milliseconds.
    #[must_use]
    pub fn shifted(self, offset_ms: i64) -> Self {
        Self(self.0.saturating_add(offset_ms))
    }
}

/// A quarter of an hour of a day: the grain in which the course of a day is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quarter {
    /// Of which day.
    pub day: Day,
    /// From 0, which begins at midnight, to 95.
    pub index: u8,
}

impl Quarter {
    /// How many an hour has.
    pub const PER_HOUR: u8 = 4;

    /// The quarter that holds a moment of the wall clock.
    pub fn of(wall: Wall) -> Self {
        Self { day: Day::of(wall), index: wall.hour() * Self::PER_HOUR + wall.minute() / MINUTES_PER_QUARTER }
    }

    /// The first of a day.
    pub fn first_of(day: Day) -> Self {
        Self { day, index: 0 }
    }

    /// In which hour of the day it lies.
    pub fn hour(self) -> u8 {
        self.index / Self::PER_HOUR
    }

    /// When it begins.
    pub fn starts(self) -> Wall {
        self.day.at_minute(u16::from(self.index) * u16::from(MINUTES_PER_QUARTER))
    }
}

const MINUTES_PER_QUARTER: u8 = 15;

/// The hybrid logical clock of one entry (without the writer, who stands in its key).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Stamp {
    /// Physical part: milliseconds since 1970 UTC, cut to the outing's days ± [`STAMP_WINDOW_DAYS`].
    pub ms: u64,
    /// Logical part: counts on while the physical part does not move.
    pub count: u32,
}

impl Stamp {
    /// The stamp after `self`, which is the greatest one seen so far, at physical time `now_ms`.
    ///
    /// It never goes below what was seen, so who writes after having seen something is ordered after it.
    #[must_use]
    pub fn after(self, now_ms: u64) -> Self {
        if now_ms > self.ms {
            return Self { ms: now_ms, count: 0 };
        }
        match self.count.checked_add(1) {
            Some(count) => Self { ms: self.ms, count },
            None => Self { ms: self.ms.saturating_add(1), count: 0 },
        }
    }
}

/// The stamps an outing accepts, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StampWindow {
    first_ms: u64,
    last_ms: u64,
}

impl StampWindow {
    /// The window of an outing from its first to its last day.
    pub fn around(first: Day, last: Day) -> Self {
        let margin_ms = STAMP_WINDOW_DAYS * MS_PER_DAY;
        let cut = |ms: i64| u64::try_from(ms).unwrap_or(0);
        Self { first_ms: cut(first.start().0 - margin_ms), last_ms: cut(last.next().start().0 + margin_ms) }
    }

    /// Cuts a physical clock to the window.
    pub fn cut(self, now_ms: u64) -> u64 {
        now_ms.clamp(self.first_ms, self.last_ms)
    }

    /// Whether a stamp that came from elsewhere is acceptable. One hour of logical drift past the end is allowed:
    /// the counter may have carried.
    pub fn holds(self, stamp: Stamp) -> bool {
        stamp.ms >= self.first_ms && stamp.ms <= self.last_ms.saturating_add(3_600_000)
    }
}

/// The place of an entry in the order in which facts fold: stamp first, then the writer's key, so no two are equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Place {
    /// The entry's stamp.
    pub stamp: Stamp,
    /// The entry.
    pub key: EntryKey,
}

impl Place {
    /// No place is later.
    pub(super) const LAST: Self = Self { stamp: Stamp { ms: u64::MAX, count: u32::MAX }, key: EntryKey::LAST };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_and_written_one_way() {
        let day = Day::new(2026, 3, 5).unwrap();
        for text in ["2026-03-05", "2026/3/5", "2026.3.05"] {
            assert_eq!(text.parse(), Ok(day), "{text}");
        }
        for text in ["", "2026-13-01", "26-3-5", "2026-03-05-1", "2026-+3-5", "today"] {
            assert_eq!(text.parse::<Day>(), Err(NotAnId), "{text}");
        }
        assert_eq!((day.to_string(), day.month_day()), ("2026-03-05".to_owned(), "03-05".to_owned()));
        assert_eq!(Day::of(day.at_minute(24 * 60 - 1)), day);
        assert_eq!(day.at_minute(9 * 60 + 5).hhmmss(), "09:05:00");
    }

    #[test]
    fn a_quarter_holds_its_first_minute_and_not_the_next_ones() {
        let day = Day::new(2026, 3, 5).unwrap();
        for (minute, index, hour) in [(0, 0, 0), (14, 0, 0), (15, 1, 0), (599, 39, 9), (600, 40, 10), (1439, 95, 23)] {
            let quarter = Quarter::of(day.at_minute(minute));
            assert_eq!((quarter, quarter.hour()), (Quarter { day, index }, hour), "minute {minute}");
            assert!(quarter.starts() <= day.at_minute(minute) && Quarter::of(quarter.starts()) == quarter);
        }
        assert_eq!(Quarter::of(day.next().start()), Quarter::first_of(day.next()));
    }

    #[test]
    fn a_stamp_is_always_after_what_was_seen() {
        let seen = Stamp { ms: 100, count: u32::MAX };
        for now_ms in [0, 99, 100, 101] {
            assert!(seen.after(now_ms) > seen, "at {now_ms}");
        }
    }

    #[test]
    fn a_clock_in_another_age_is_cut_to_the_outing() {
        let day = Day::new(2026, 3, 5).unwrap();
        let window = StampWindow::around(day, day);
        assert!(window.holds(Stamp { ms: window.cut(0), count: 0 }));
        assert!(window.holds(Stamp { ms: window.cut(u64::MAX), count: 9 }));
        assert!(!window.holds(Stamp { ms: 0, count: 0 }));
    }
}
