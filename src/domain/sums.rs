//! Sums of what was counted, visits and copies apart: a leaflet is no visit.

use std::collections::{BTreeMap, BTreeSet};

use super::board::Board;
use super::fact::Measure;
use super::ids::ServiceId;
use super::tally::Cell;
use super::time::{Day, Quarter};

/// Visits and copies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sum {
    /// Residents served (人次).
    pub visits: u64,
    /// Things handed out (份).
    pub copies: u64,
}

impl Sum {
    /// Everything that was counted.
    pub fn of_all(board: &Board) -> Self {
        sums(board, |_| Some(())).remove(&()).unwrap_or_default()
    }

    /// Another sum added to this one.
    pub fn and(&mut self, other: Self) {
        self.visits = self.visits.saturating_add(other.visits);
        self.copies = self.copies.saturating_add(other.copies);
    }

    /// Both together added to.
    pub(super) fn add(&mut self, quantity: u64, is_copies: bool) {
        let sum = if is_copies { &mut self.copies } else { &mut self.visits };
        *sum = sum.saturating_add(quantity);
    }
}

/// The sums grouped by whatever a question names (an hour, a station, a desk); cells it does not name are left out.
pub fn sums<K: Ord>(board: &Board, key: impl Fn(&Cell) -> Option<K>) -> BTreeMap<K, Sum> {
    let handed_out = handed_out(board);
    let mut sums: BTreeMap<K, Sum> = BTreeMap::new();
    for (cell, quantity) in board.tally.cells() {
        if let Some(key) = key(cell) {
            sums.entry(key).or_default().add(quantity, handed_out.contains(&cell.service));
        }
    }
    sums
}

/// The sums of a day by quarters of an hour; those in which nothing was counted are left out.
pub fn by_quarter(board: &Board, day: Day) -> BTreeMap<Quarter, Sum> {
    let handed_out = handed_out(board);
    let mut sums: BTreeMap<Quarter, Sum> = BTreeMap::new();
    for (quarter, service, quantity) in board.tally.quarters(day) {
        sums.entry(quarter).or_default().add(quantity, handed_out.contains(service));
    }
    sums
}

/// The services that are counted in copies. One that nobody set up yet counts visits.
fn handed_out(board: &Board) -> BTreeSet<&ServiceId> {
    let services = board.square.services().into_iter();
    services.filter(|service| service.measure == Measure::Copies).map(|service| &service.service).collect()
}
