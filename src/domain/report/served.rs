//! What residents got, by service and by station: visits, numbers, waits, how long a visit took.

use std::collections::{BTreeMap, BTreeSet};

use super::spread::Spread;
use crate::domain::board::Board;
use crate::domain::days::Days;
use crate::domain::fact::{Class, Measure};
use crate::domain::ids::{ServiceId, StationId};
use crate::domain::queue::{State, Ticket};
use crate::domain::sums::{Sum, sums};

/// One service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceLine {
    /// Which.
    pub service: ServiceId,
    /// What one count of it is.
    pub measure: Measure,
    /// Whether residents take numbers for it.
    pub queued: bool,
    /// How many.
    pub sum: u64,
    /// The numbers taken for it.
    pub tickets: Tickets,
    /// From lining up to the first call, of those who were called.
    pub waits: Spread,
    /// Time at a station.
    pub visits: Spread,
}

/// Numbers of one service, by what became of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tickets {
    /// Taken, or sent on to this service.
    pub taken: u64,
    /// Of those, priority.
    pub priority: u64,
    /// Served.
    pub done: u64,
    /// Called in vain, and not come back.
    pub missed: u64,
    /// Void.
    pub cancelled: u64,
    /// Still waiting, called, being served or set aside.
    pub open: u64,
}

/// One station.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StationLine {
    /// Which; `None` for what was counted at none.
    pub station: Option<StationId>,
    /// What it serves now, when it was set up.
    pub service: Option<ServiceId>,
    /// What was counted there.
    pub sum: Sum,
    /// Time at it.
    pub visits: Spread,
}

/// Durations gathered while the tickets are looked through.
#[derive(Default)]
struct Gathered {
    tickets: Tickets,
    waits_ms: Vec<u64>,
    visits_ms: Vec<u64>,
}

/// Every service that was set up or counted.
pub fn services(board: &Board, days: Days) -> Vec<ServiceLine> {
    let sums = board.tally.grouped(|cell| days.include(cell.day).then(|| cell.service.clone()));
    let mut gathered: BTreeMap<ServiceId, Gathered> = BTreeMap::new();
    for (_, ticket) in board.queue.tickets() {
        gather(&mut gathered, ticket, days);
    }
    let set_up = board.square.services().into_iter().map(|service| service.service.clone()).collect::<Vec<_>>();
    let others: BTreeSet<ServiceId> =
        sums.keys().chain(gathered.keys()).filter(|service| !set_up.contains(service)).cloned().collect();
    let line = |service: ServiceId| {
        let spec = board.square.service(&service);
        let Gathered { tickets, waits_ms, visits_ms } = gathered.remove(&service).unwrap_or_default();
        ServiceLine {
            measure: spec.map_or(Measure::Visits, |spec| spec.measure),
            queued: spec.is_some_and(|spec| spec.queued),
            sum: sums.get(&service).copied().unwrap_or_default(),
            tickets,
            waits: Spread::of(waits_ms),
            visits: Spread::of(visits_ms),
            service,
        }
    };
    set_up.into_iter().chain(others).map(line).collect()
}

fn gather(gathered: &mut BTreeMap<ServiceId, Gathered>, ticket: &Ticket, days: Days) {
    for wait in ticket.waits().iter().filter(|wait| days.hold(wait.since)) {
        let Some(ms) = wait.ms else { continue };
        gathered.entry(wait.service.clone()).or_default().waits_ms.push(ms);
    }
    for visit in ticket.visits().iter().filter(|visit| days.hold(visit.ended)) {
        gathered.entry(visit.service.clone()).or_default().visits_ms.push(visit.ms);
    }
    if ticket.number.is_some() && days.hold(ticket.taken) {
        gathered.entry(ticket.service.clone()).or_default().tickets.count(ticket);
    }
}

impl Tickets {
    fn count(&mut self, ticket: &Ticket) {
        self.taken += 1;
        self.priority += u64::from(ticket.class == Class::Priority);
        *match ticket.state {
            State::Done { .. } => &mut self.done,
            State::Missed => &mut self.missed,
            State::Cancelled => &mut self.cancelled,
            State::Waiting | State::Called { .. } | State::Serving { .. } | State::Parked { .. } => &mut self.open,
        } += 1;
    }

    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            taken: self.taken + other.taken,
            priority: self.priority + other.priority,
            done: self.done + other.done,
            missed: self.missed + other.missed,
            cancelled: self.cancelled + other.cancelled,
            open: self.open + other.open,
        }
    }

    /// The share of priority numbers, in thousandths; `None` when none was taken.
    pub fn priority_per_mille(self) -> Option<u64> {
        (self.priority * 1000).checked_div(self.taken)
    }
}

/// Every station that was set up or counted at, and last what was counted at none.
pub fn stations(board: &Board, days: Days) -> Vec<StationLine> {
    let sums = sums(board, |cell| days.include(cell.day).then(|| cell.station.clone()));
    let mut visits_ms: BTreeMap<StationId, Vec<u64>> = BTreeMap::new();
    for (_, ticket) in board.queue.tickets() {
        for visit in ticket.visits().iter().filter(|visit| days.hold(visit.ended)) {
            visits_ms.entry(visit.station.clone()).or_default().push(visit.ms);
        }
    }
    let set_up: Vec<StationId> = board.square.stations().into_iter().map(|station| station.station.clone()).collect();
    let counted = sums.keys().flatten().chain(visits_ms.keys());
    let others: BTreeSet<StationId> = counted.filter(|station| !set_up.contains(station)).cloned().collect();
    let known = set_up.into_iter().chain(others).map(Some);
    let line = |station: Option<StationId>| {
        let of_it = station.as_ref().and_then(|station| visits_ms.remove(station));
        let service = station.as_ref().and_then(|station| board.square.station(station));
        StationLine {
            service: service.map(|spec| spec.service.clone()),
            sum: sums.get(&station).copied().unwrap_or_default(),
            visits: Spread::of(of_it.unwrap_or_default()),
            station,
        }
    };
    known.chain([None]).map(line).collect()
}
