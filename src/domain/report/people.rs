//! The volunteers of a report, by unit.
//!
//! Over all days the figures are those of [`crate::domain::attendance`]; of one day they are counted from the stays that
//! began on it.

use std::collections::BTreeMap;

use crate::domain::attendance::{Person, UnitCount};
use crate::domain::board::Board;
use crate::domain::days::Days;
use crate::domain::ids::UnitName;
use crate::domain::time::Wall;

/// One unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitLine {
    /// Which.
    pub unit: UnitName,
    /// On the list; came on these days; of those, here now.
    pub count: UnitCount,
}

/// Every unit that has anybody on the list or had anybody here.
pub fn units(board: &Board, days: Days) -> Vec<UnitLine> {
    let mut units: BTreeMap<&UnitName, UnitCount> = BTreeMap::new();
    for (_, person) in board.attendance.people().filter(|(_, person)| person.merged_into.is_none()) {
        let came = first_of(person, days).is_some();
        let is_here = person.is_in() && person.stays.last().is_some_and(|stay| days.hold(stay.from));
        let count = units.entry(&person.unit).or_default();
        count.expected += u64::from(!person.withdrawn);
        count.arrived += u64::from(came);
        count.present += u64::from(is_here);
    }
    for team in board.attendance.teams().filter(|team| days.hold(team.arrival.wall)) {
        let count = units.entry(&team.arrival.unit).or_default();
        count.arrived += team.unnamed;
        count.present += if team.has_left { 0 } else { team.unnamed };
    }
    let counted = units.into_iter().filter(|(_, count)| *count != UnitCount::default());
    counted.map(|(unit, count)| UnitLine { unit: unit.clone(), count }).collect()
}

/// All units together.
pub fn total(units: &[UnitLine]) -> UnitCount {
    units.iter().fold(UnitCount::default(), |sum, unit| UnitCount {
        expected: sum.expected + unit.count.expected,
        arrived: sum.arrived + unit.count.arrived,
        present: sum.present + unit.count.present,
    })
}

/// When a person first came on these days.
fn first_of(person: &Person, days: Days) -> Option<Wall> {
    person.stays.iter().map(|stay| stay.from).find(|from| days.hold(*from))
}
