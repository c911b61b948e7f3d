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
use super::time::{Day, Quarter, Wall};

/// Everything counted, folded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    cells: BTreeMap<Cell, u64>,
    /// The same by service and in finer steps of time, station and desk left out: the course of a day.
    quarters: BTreeMap<Quarter, BTreeMap<ServiceId, u64>>,
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

/// Something that was counted, before it is known in which cell.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counted<'a> {
    /// Which service.
    pub service: &'a ServiceId,
    /// Where, when known.
    pub station: Option<&'a StationId>,
    /// At which desk it was entered.
    pub desk: DeskId,
    /// When.
    pub wall: Wall,
}

impl Counted<'_> {
    fn cell(&self) -> Cell {
        let (service, station) = (self.service.clone(), self.station.cloned());
        Cell { service, station, desk: self.desk, day: Day::of(self.wall), hour: self.wall.hour() }
    }
}

/// Adds to a sum or takes from it.
fn turn<K: Ord>(sums: &mut BTreeMap<K, u64>, key: K, quantity: u64, add: bool) {
    if add {
        let sum = sums.entry(key).or_default();
        *sum = sum.saturating_add(quantity);
    } else if let Some(sum) = sums.get_mut(&key) {
        *sum = sum.saturating_sub(quantity);
        if *sum == 0 {
            sums.remove(&key);
        }
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
            self.shift(
                Counted { service, station: station.as_ref(), desk: entry.desk(), wall },
                u64::from(*quantity),
                live,
            );
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

    /// Adds what was counted or takes it away again; what holds nothing is not there.
    pub(super) fn shift(&mut self, what: Counted<'_>, quantity: u64, add: bool) {
        if quantity == 0 {
            return;
        }
        turn(&mut self.cells, what.cell(), quantity, add);
        let quarter = Quarter::of(what.wall);
        let services = self.quarters.entry(quarter).or_default();
        turn(services, what.service.clone(), quantity, add);
        if services.is_empty() {
            self.quarters.remove(&quarter);
        }
    }

    /// What was counted on a day, by quarter and service.
    pub fn quarters(&self, day: Day) -> impl Iterator<Item = (Quarter, &ServiceId, u64)> {
        let of_day = self.quarters.range(Quarter::first_of(day)..Quarter::first_of(day.next()));
        of_day.flat_map(|(quarter, services)| services.iter().map(|(service, sum)| (*quarter, service, *sum)))
    }

    /// The sums of the services over the days that are picked.
    pub fn by_service(&self, picks: impl Fn(Day) -> bool) -> BTreeMap<&ServiceId, u64> {
        let mut sums = BTreeMap::new();
        let picked = self.quarters.iter().filter(|(quarter, _)| picks(quarter.day));
        for (service, sum) in picked.flat_map(|(_, services)| services) {
            *sums.entry(service).or_default() += sum;
        }
        sums
    }

    /// The days on which anything was counted.
    pub fn days(&self) -> impl Iterator<Item = Day> {
        let after = |day: Day| self.quarters.range(Quarter::first_of(day)..).next().map(|(quarter, _)| quarter.day);
        let first = self.quarters.keys().next().map(|quarter| quarter.day);
        std::iter::successors(first, move |day| after(day.next()).filter(|after| after > day))
    }

    /// The last day before another on which anything was counted.
    pub fn last_day_before(&self, day: Day) -> Option<Day> {
        self.quarters.range(..Quarter::first_of(day)).next_back().map(|(quarter, _)| quarter.day)
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
