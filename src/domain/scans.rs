//! Scans that were refused, by day, desk and reason, so that a broken batch of badges shows within minutes.

use super::digest::Digest;
use super::fact::{Entry, Fact, ScanReason};
use super::ids::DeskId;
use super::number::BadgeNumber;
use super::time::{Day, Wall};
use super::timeline::{Timeline, Timelines};

/// What was refused, and when.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RefusedScans(Timelines<(Day, DeskId, ScanReason), Refused>);

/// One refused scan: what is kept of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Refused {
    wall: Wall,
    number: Option<BadgeNumber>,
}

/// How often something was refused at a desk on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refusals {
    /// Where.
    pub desk: DeskId,
    /// Why.
    pub reason: ScanReason,
    /// How often.
    pub times: usize,
    /// When last.
    pub last: Wall,
    /// The badge number last refused so, when the code was one of ours.
    pub number: Option<BadgeNumber>,
}

impl RefusedScans {
    pub(super) fn turn(&mut self, entry: &Entry, live: bool) {
        let Fact::ScanRefused { reason, number } = &entry.fact else { return };
        let of = (Day::of(entry.wall), entry.desk(), *reason);
        self.0.turn(&of, entry.place(), live, Refused { wall: entry.wall, number: *number });
    }

    /// What was refused on a day: what happened most often first.
    pub fn of_day(&self, day: Day) -> Vec<Refusals> {
        let of_day = self.0.iter().filter(|((on, ..), _)| *on == day);
        let mut rows: Vec<Refusals> =
            of_day.filter_map(|((_, desk, reason), refused)| Refusals::of(*desk, *reason, refused)).collect();
        rows.sort_by_key(|row| (std::cmp::Reverse(row.times), row.desk, row.reason));
        rows
    }

    pub(super) fn digest(&self, digest: &mut Digest) {
        let times = self.0.iter().map(|(of, refused)| (of, refused.len()));
        digest.add("refused scans", &times.collect::<Vec<_>>());
    }
}

impl Refusals {
    fn of(desk: DeskId, reason: ScanReason, refused: &Timeline<Refused>) -> Option<Self> {
        let last = refused.last()?.wall;
        let number = refused.values().rev().find_map(|refused| refused.number);
        Some(Self { desk, reason, times: refused.len(), last, number })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kit::{at, in_any_order, minute, number};

    #[test]
    fn refusals_are_counted_by_day_desk_and_reason() {
        let refused = |reason, number| Fact::ScanRefused { reason, number };
        let board = in_any_order(&[
            at(1, 1, refused(ScanReason::Unreadable, None)),
            at(1, 9, refused(ScanReason::UnknownBadge, Some(number(7)))),
            at(2, 5, refused(ScanReason::UnknownBadge, Some(number(8)))),
            at(1, 12, refused(ScanReason::UnknownBadge, Some(number(9)))),
            at(1, 24 * 60, refused(ScanReason::Unreadable, None)),
        ]);
        let rows = board.refused_scans.of_day(Day::of(minute(0)));
        let seen: Vec<_> = rows.iter().map(|row| (row.desk.0, row.reason, row.times, row.last, row.number)).collect();
        assert_eq!(
            seen,
            [
                (1, ScanReason::UnknownBadge, 2, minute(12), Some(number(9))),
                (1, ScanReason::Unreadable, 1, minute(1), None),
                (2, ScanReason::UnknownBadge, 1, minute(5), Some(number(8))),
            ]
        );
        assert_eq!(board.refused_scans.of_day(Day::of(minute(24 * 60))).len(), 1);
    }
}
