//! How fast the lines move: lengths of visits, stations at work, priority arrivals, waits as they were.
//!
//! All of it follows from the folded tickets and is taken out with them. What it says about a wait to come is worked
//! out in [`crate::domain::estimate`].

use std::collections::BTreeMap;

use super::ticket::{Ticket, Wait};
use crate::domain::fact::Class;
use crate::domain::ids::{ServiceId, StationId, TicketId};
use crate::domain::index::Index;
use crate::domain::time::{Day, Place, Wall};
use crate::domain::timeline::Timelines;

/// The figures of all lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pace {
    /// Milliseconds at a station, by the place of the end.
    visits_ms: Timelines<ServiceId, u64>,
    /// When each station called somebody or was done with somebody, day by day.
    at_work: Index<(StationId, Day), (Wall, Place)>,
    /// When each priority ticket was taken.
    priority: Index<ServiceId, (Wall, TicketId)>,
    waits: BTreeMap<(ServiceId, Day), Waits>,
}

/// What the waits of one day add up to, from lining up to the first call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Waits {
    /// How many were called.
    pub called: u64,
    waited_ms: u64,
    /// How many of them had been told an estimate.
    pub estimated: u64,
    off_ms: u64,
}

impl Pace {
    /// Adds what a folded ticket says, or takes it away.
    pub(super) fn turn(&mut self, id: TicketId, ticket: &Ticket, add: bool) {
        for call in &ticket.calls {
            self.turn_at_work(&call.station, call.wall, call.place, add);
        }
        for visit in &ticket.visits {
            self.visits_ms.turn(&visit.service, visit.place, add, visit.ms);
            self.turn_at_work(&visit.station, visit.ended, visit.place, add);
        }
        if ticket.class == Class::Priority {
            self.priority.turn(&ticket.service, (ticket.taken, id), add);
        }
        for wait in &ticket.waits {
            self.turn_wait(wait, add);
        }
    }

    fn turn_at_work(&mut self, station: &StationId, wall: Wall, place: Place, add: bool) {
        self.at_work.turn(&(station.clone(), Day::of(wall)), (wall, place), add);
    }

    fn turn_wait(&mut self, wait: &Wait, add: bool) {
        let Some(waited_ms) = wait.ms else { return };
        let off_ms = wait.estimate_secs.map(|secs| waited_ms.abs_diff(u64::from(secs) * 1000));
        let of_day = (wait.service.clone(), Day::of(wait.since));
        let waits = self.waits.entry(of_day.clone()).or_default();
        // Wrapping, so that what a clock in another age added is taken out again to the millisecond.
        let turn = |sum: &mut u64, value| *sum = if add { sum.wrapping_add(value) } else { sum.wrapping_sub(value) };
        turn(&mut waits.called, 1);
        turn(&mut waits.waited_ms, waited_ms);
        if let Some(off_ms) = off_ms {
            turn(&mut waits.estimated, 1);
            turn(&mut waits.off_ms, off_ms);
        }
        if waits.called == 0 {
            self.waits.remove(&of_day);
        }
    }

    /// Milliseconds of the visits of a service, the last first.
    pub fn latest_visits_ms(&self, service: &ServiceId) -> impl Iterator<Item = u64> {
        self.visits_ms.of(service).into_iter().flat_map(|visits| visits.values().rev().copied())
    }

    /// When a station first called somebody on a day.
    pub fn first_at_work(&self, station: &StationId, day: Day) -> Option<Wall> {
        self.at_work.of(&(station.clone(), day)).next().map(|(wall, _)| *wall)
    }

    /// When a station last called somebody or was done with somebody on a day.
    pub fn last_at_work(&self, station: &StationId, day: Day) -> Option<Wall> {
        self.at_work.of(&(station.clone(), day)).next_back().map(|(wall, _)| *wall)
    }

    /// How many priority tickets were taken for a service since a moment.
    pub fn priority_since(&self, service: &ServiceId, since: Wall) -> usize {
        self.priority.of(service).rev().take_while(|(taken, _)| *taken >= since).count()
    }

    /// The waits for a service of those who lined up on a day.
    pub fn waits(&self, service: &ServiceId, day: Day) -> Waits {
        self.waits.get(&(service.clone(), day)).copied().unwrap_or_default()
    }
}

impl Waits {
    /// How long people waited, on average.
    pub fn mean_ms(&self) -> Option<u64> {
        self.waited_ms.checked_div(self.called)
    }

    /// How far the estimates that people were told were off, on average.
    pub fn mean_error_ms(&self) -> Option<u64> {
        self.off_ms.checked_div(self.estimated)
    }
}
