//! How many are expected, came and are here: by unit, altogether, and by the hour of their first arrival.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::domain::ids::UnitName;
use crate::domain::time::Day;

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

/// The sums. A unit or hour that counts nothing is not there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub units: BTreeMap<UnitName, UnitCount>,
    pub totals: UnitCount,
    pub arrivals_by_hour: BTreeMap<(Day, u8), u64>,
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

    /// Adds a first arrival to its hour, or takes it away again.
    pub fn turn_hour(&mut self, hour: (Day, u8), add: bool) {
        let count = self.arrivals_by_hour.entry(hour).or_default();
        *count = if add { *count + 1 } else { count.saturating_sub(1) };
        if *count == 0 {
            self.arrivals_by_hour.remove(&hour);
        }
    }
}
