//! How many are expected, came and are here: by unit, altogether, and by day and the quarter of an hour of their first
//! arrival on it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::domain::ids::UnitName;
use crate::domain::time::{Day, Quarter};

/// Counts of one unit, or of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct UnitCount {
    /// On the list and not withdrawn.
    pub expected: u64,
    /// Ever checked in, named or counted by heads.
    pub arrived: u64,
    /// Here now, named or counted by heads.
    pub present: u64,
}

impl UnitCount {
    fn shift(&mut self, by: Self, add: bool) {
        let shift = |count: &mut u64, by: u64| {
            *count = if add { count.saturating_add(by) } else { count.saturating_sub(by) };
        };
        shift(&mut self.expected, by.expected);
        shift(&mut self.arrived, by.arrived);
        shift(&mut self.present, by.present);
    }
}

/// The sums. A unit, day or quarter that counts nothing is not there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub units: BTreeMap<UnitName, UnitCount>,
    pub totals: UnitCount,
    /// Who came for the first time that day.
    pub arrivals: BTreeMap<Quarter, u64>,
    /// The same by unit.
    pub came: BTreeMap<Day, BTreeMap<UnitName, u64>>,
}

impl Counts {
    /// Adds what a person or team counts in a unit, or takes it away again.
    pub fn turn(&mut self, unit: &UnitName, by: UnitCount, add: bool) {
        let count = self.units.entry(unit.clone()).or_default();
        count.shift(by, add);
        if *count == UnitCount::default() {
            self.units.remove(unit);
        }
        self.totals.shift(by, add);
    }

    /// Adds heads that came for the first time that day, or takes them away again.
    pub fn turn_arrival(&mut self, unit: &UnitName, quarter: Quarter, heads: u64, add: bool) {
        if heads == 0 {
            return;
        }
        shift(&mut self.arrivals, quarter, heads, add);
        let units = self.came.entry(quarter.day).or_default();
        shift(units, unit.clone(), heads, add);
        if units.is_empty() {
            self.came.remove(&quarter.day);
        }
    }
}

fn shift<K: Ord>(counts: &mut BTreeMap<K, u64>, of: K, by: u64, add: bool) {
    if add {
        let count = counts.entry(of).or_default();
        *count = count.saturating_add(by);
    } else if let Some(count) = counts.get_mut(&of) {
        *count = count.saturating_sub(by);
        if *count == 0 {
            counts.remove(&of);
        }
    }
}
