//! Three counts that always go together: expected, arrived, present.

use serde::Serialize;

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
    pub(super) fn shift(&mut self, by: Self, add: bool) {
        let shift = |count: &mut u64, by: u64| {
            *count = if add { count.saturating_add(by) } else { count.saturating_sub(by) };
        };
        shift(&mut self.expected, by.expected);
        shift(&mut self.arrived, by.arrived);
        shift(&mut self.present, by.present);
    }
}
