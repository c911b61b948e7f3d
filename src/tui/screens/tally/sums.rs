//! Sums of what was counted, visits and copies apart: a leaflet is no visit.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::board::Board;
use crate::domain::fact::Measure;
use crate::domain::ids::ServiceId;
use crate::domain::tally::Cell;
use crate::words::{Said, tally};

/// Visits and copies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Sum {
    pub visits: u64,
    pub copies: u64,
}

impl Sum {
    /// Everything that was counted.
    pub fn of_all(board: &Board) -> Self {
        sums(board, |_| Some(())).remove(&()).unwrap_or_default()
    }

    /// As it is read: both, or only what there is.
    pub fn figures(self) -> Vec<Said> {
        let visits = || tally::VISITS.fill([("visits", self.visits.to_string())]);
        let copies = || tally::COPIES.fill([("copies", self.copies.to_string())]);
        match self {
            Self { copies: 0, .. } => vec![visits()],
            Self { visits: 0, .. } => vec![copies()],
            _ => vec![visits(), copies()],
        }
    }
}

/// The sums grouped by whatever a question names (an hour, a station, a desk).
pub(super) fn sums<K: Ord>(board: &Board, key: impl Fn(&Cell) -> Option<K>) -> BTreeMap<K, Sum> {
    let services = board.square.services().into_iter();
    let handed_out: BTreeSet<&ServiceId> =
        services.filter(|service| service.measure == Measure::Copies).map(|service| &service.service).collect();
    let mut sums: BTreeMap<K, Sum> = BTreeMap::new();
    for ((key, is_copies), quantity) in
        board.tally.grouped(|cell| Some((key(cell)?, handed_out.contains(&cell.service))))
    {
        let sum = sums.entry(key).or_default();
        *if is_copies { &mut sum.copies } else { &mut sum.visits } += quantity;
    }
    sums
}
