//! The tally: visits and copies by service, station, desk, day and hour. Sums only; no queue, no people.
//!
//! A visit of a ticket comes from its `Done`; services without a queue are counted by `Counted` facts. Every total that
//! is shown anywhere is a sum of these cells.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::digest::Digest;
use super::fact::{CountSource, Entry, Fact};
use super::ids::{DeskId, EntryKey, ServiceId, StationId};
use super::number::SlipRun;
use super::time::{Day, Wall};

/// Everything counted, folded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    cells: BTreeMap<Cell, u64>,
    /// The paper slips that were entered, and by which entry.
    slips: BTreeSet<(SlipRun, EntryKey)>,
}

/// The finest division that is counted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Cell {
    /// Which service.
    pub service: ServiceId,
    /// Where, when known.
    pub station: Option<StationId>,
    /// At which desk it was entered.
    pub desk: DeskId,
    /// On which day.
    pub day: Day,
    /// In which hour of the day.
    pub hour: u8,
}

impl Cell {
    /// The cell of something counted at a moment.
    pub fn at(service: ServiceId, station: Option<StationId>, desk: DeskId, wall: Wall) -> Self {
        Self { service, station, desk, day: Day::of(wall), hour: wall.hour() }
    }
}

impl Tally {
    /// Folds one entry in, or takes it out when it is undone.
    pub(super) fn turn(&mut self, entry: &Entry, live: bool) {
        if let Fact::Counted { service, quantity, station, source } = &entry.fact {
            let wall = match source {
                CountSource::Key => entry.wall,
                CountSource::Paper { from, .. } => *from,
            };
            let cell = Cell::at(service.clone(), station.clone(), entry.desk(), wall);
            self.shift(cell, u64::from(*quantity), live);
            self.turn_slips(source, entry.key, live);
        }
    }

    fn turn_slips(&mut self, source: &CountSource, by: EntryKey, live: bool) {
        let CountSource::Paper { first, last, .. } = source else { return };
        // What is no run of slips was counted all the same, by a desk that knew better or worse than this one.
        let Some(slips) = SlipRun::new(*first, *last) else { return };
        if live {
            self.slips.insert((slips, by));
        } else {
            self.slips.remove(&(slips, by));
        }
    }

    /// The paper slips that were entered, in their order.
    pub fn slips(&self) -> impl Iterator<Item = (SlipRun, EntryKey)> {
        self.slips.iter().copied()
    }

    /// Slips that were entered and are among these, with the entry that counts them.
    pub fn slips_meeting(&self, slips: SlipRun) -> impl Iterator<Item = (SlipRun, EntryKey)> {
        self.slips().filter(move |(known, _)| known.overlaps(slips))
    }

    /// Adds to a cell or takes from it; a cell that holds nothing is not there.
    pub(super) fn shift(&mut self, cell: Cell, quantity: u64, add: bool) {
        if quantity == 0 {
            return;
        }
        if add {
            let sum = self.cells.entry(cell).or_default();
            *sum = sum.saturating_add(quantity);
        } else if let Some(sum) = self.cells.get_mut(&cell) {
            *sum = sum.saturating_sub(quantity);
            if *sum == 0 {
                self.cells.remove(&cell);
            }
        }
    }

    /// Every cell that holds something.
    pub fn cells(&self) -> impl Iterator<Item = (&Cell, u64)> {
        self.cells.iter().map(|(cell, sum)| (cell, *sum))
    }

    /// The sum of one service.
    pub fn of_service(&self, service: &ServiceId) -> u64 {
        self.sum(|cell| cell.service == *service)
    }

    /// The sum of all cells that a question picks.
    pub fn sum(&self, picks: impl Fn(&Cell) -> bool) -> u64 {
        self.cells().filter(|(cell, _)| picks(cell)).map(|(_, sum)| sum).sum()
    }

    /// Sums grouped by whatever a question names (an hour, a station, a desk).
    pub fn grouped<K: Ord>(&self, key: impl Fn(&Cell) -> Option<K>) -> BTreeMap<K, u64> {
        let mut groups = BTreeMap::new();
        for (cell, sum) in self.cells() {
            if let Some(key) = key(cell) {
                *groups.entry(key).or_default() += sum;
            }
        }
        groups
    }

    pub(super) fn digest(&self, digest: &mut Digest) {
        digest.add("tally", &self.cells.iter().collect::<Vec<_>>());
    }
}
