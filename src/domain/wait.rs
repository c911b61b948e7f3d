//! A wait as it is said to people: a range of minutes that moves slowly, so that nobody sees the display jump.
//!
//! How long a wait will be is worked out in [`super::estimate`]; here it is only rounded and smoothed.

use super::time::Wall;

/// Bounds are said in steps of so many minutes (rules.md section 5).
const STEP_MINUTES: u32 = 5;
const STEP_SECS: u32 = STEP_MINUTES * 60;
/// The range reaches from 7 to 14 tenths of the estimate.
const LEAST_TENTHS: u32 = 7;
const MOST_TENTHS: u32 = 14;
/// Bounds move at most one step in this time.
const MS_PER_STEP: u64 = 60_000;

/// From so many minutes to so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct WaitRange {
    /// At least.
    pub least_minutes: u32,
    /// At most.
    pub most_minutes: u32,
}

impl WaitRange {
    /// The range that is said for an estimate, rounded outward.
    pub fn around(secs: u32) -> Self {
        // In tenths of seconds; a wait of more than thirteen years is said to be that long.
        let (least, most) = (secs.saturating_mul(LEAST_TENTHS), secs.saturating_mul(MOST_TENTHS));
        Self {
            least_minutes: least / (STEP_SECS * 10) * STEP_MINUTES,
            most_minutes: most.div_ceil(STEP_SECS * 10) * STEP_MINUTES,
        }
    }

    /// This range on its way to another, after so long: each bound moves one step for every whole minute.
    #[must_use]
    pub fn toward(self, target: Self, elapsed_ms: u64) -> Self {
        let steps = u32::try_from(elapsed_ms / MS_PER_STEP).unwrap_or(u32::MAX);
        let reach = steps.saturating_mul(STEP_MINUTES);
        let moved = |from: u32, to: u32| to.clamp(from.saturating_sub(reach), from.saturating_add(reach));
        Self {
            least_minutes: moved(self.least_minutes, target.least_minutes),
            most_minutes: moved(self.most_minutes, target.most_minutes),
        }
    }
}

/// The range a display shows, and since when it may move on. Look at least once a minute: a display nobody looked at
/// may catch up at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShownWait {
    /// What is shown.
    pub range: WaitRange,
    since: Wall,
}

impl ShownWait {
    /// The first that is shown.
    pub fn new(range: WaitRange, now: Wall) -> Self {
        Self { range, since: now }
    }

    /// What is shown now that the estimate is another.
    #[must_use]
    pub fn follow(self, target: WaitRange, now: Wall) -> Self {
        // A clock that was set back begins a new minute.
        let elapsed_ms = now.ms_since(self.since);
        let since =
            if now < self.since { now } else { now.shifted(-i64::try_from(elapsed_ms % MS_PER_STEP).unwrap_or(0)) };
        Self { range: self.range.toward(target, elapsed_ms), since }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn range(least_minutes: u32, most_minutes: u32) -> WaitRange {
        WaitRange { least_minutes, most_minutes }
    }

    #[test]
    fn a_wait_is_said_as_a_range_rounded_outward_to_five_minutes() {
        for (minutes, expected) in [
            (0, (0, 0)),
            (1, (0, 5)),
            (4, (0, 10)),
            (8, (5, 15)),
            (10, (5, 15)),
            (20, (10, 30)),
            (30, (20, 45)),
            (50, (35, 70)),
        ] {
            assert_eq!(WaitRange::around(minutes * 60), range(expected.0, expected.1), "{minutes} minutes");
        }
        assert!(WaitRange::around(u32::MAX).most_minutes > 0);
    }

    #[test]
    fn a_bound_moves_one_step_a_minute_however_often_one_looks() {
        let start = Wall(1_000_000);
        let target = range(20, 45);
        let mut shown = ShownWait::new(range(0, 10), start);
        let mut seen = vec![];
        for second in 1..=240 {
            shown = shown.follow(target, start.shifted(second * 1000));
            if seen.last() != Some(&shown.range) {
                seen.push(shown.range);
            }
        }
        assert_eq!(seen, [range(0, 10), range(5, 15), range(10, 20), range(15, 25), range(20, 30)]);
    }

    #[test]
    fn a_steady_range_saves_up_no_steps_and_a_clock_set_back_does_not_freeze_it() {
        let start = Wall(10_000_000);
        let steady = (1..=60).fold(ShownWait::new(range(0, 5), start), |shown, minute| {
            shown.follow(range(0, 5), start.shifted(minute * 60_000))
        });
        assert_eq!(steady.follow(range(60, 90), start.shifted(60 * 60_000 + 1)).range, range(0, 5));
        let set_back = steady.follow(range(5, 10), start);
        assert_eq!(set_back.range, range(0, 5));
        assert_eq!(set_back.follow(range(5, 10), start.shifted(60_000)).range, range(5, 10));
    }

    proptest! {
        #[test]
        fn bounds_never_cross_jump_or_pass_their_target(
            from in 0_u32..40_000, to in 0_u32..40_000, elapsed_ms in 0_u64..2_000_000,
        ) {
            let (from, to) = (WaitRange::around(from), WaitRange::around(to));
            let moved = from.toward(to, elapsed_ms);
            prop_assert!(moved.least_minutes <= moved.most_minutes);
            for (from, to, now) in [
                (from.least_minutes, to.least_minutes, moved.least_minutes),
                (from.most_minutes, to.most_minutes, moved.most_minutes),
            ] {
                prop_assert!(u64::from(from.abs_diff(now)) <= elapsed_ms / MS_PER_STEP * u64::from(STEP_MINUTES));
                prop_assert_eq!(from.abs_diff(now) + now.abs_diff(to), from.abs_diff(to));
            }
        }
    }
}
