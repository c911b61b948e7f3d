//! The queue: tickets, the lines they stand in, and the stations that have them in hand.
//!
//! Each ticket is folded alone from its own steps ([`ticket`]); this file keeps the indexes that follow from the
//! folded tickets, and [`pace`] the figures. Whose turn it is stands in [`mod@line`]; decisions at the desk in [`rules`],
//! [`detours`] and [`stations`]. Tickets are numbers: no resident is ever named.

pub mod detours;
#[cfg(test)]
pub(in crate::domain) mod kit;
pub mod line;
pub mod pace;
pub mod reasons;
pub mod rules;
pub mod stations;
#[cfg(test)]
mod tests;
pub mod ticket;

use std::collections::{BTreeMap, BTreeSet};

pub use pace::Pace;
pub use reasons::Reason;
pub use ticket::{DoubleCall, Moment, NoStep, State, Ticket, Visit, Wait};

use super::digest::Digest;
use super::fact::{Class, Entry, Fact, TicketStep};
use super::ids::{EntryKey, ServiceId, StationId, TicketId};
use super::index::Index;
use super::number::{BadgeNumber, TicketNumber};
use super::tally::{Counted, Tally};
use super::time::Place;
use super::timeline::{Timeline, Timelines};

/// All tickets of the outing, folded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Queue {
    tickets: BTreeMap<TicketId, Record>,
    waiting: Index<ServiceId, TicketId>,
    in_hand: Index<StationId, TicketId>,
    pool: BTreeSet<TicketId>,
    missed: Index<ServiceId, TicketId>,
    calls: Timelines<ServiceId, Class>,
    by_number: Index<TicketNumber, TicketId>,
    by_slip: Index<BadgeNumber, TicketId>,
    pace: Pace,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Record {
    /// The ticket before its first step.
    origin: Option<Ticket>,
    steps: Timeline<(TicketStep, Moment)>,
    ticket: Option<Ticket>,
}

impl Queue {
    /// Folds one entry in, or takes it out when it is undone; visits go to the tally.
    pub(super) fn turn(&mut self, entry: &Entry, live: bool, tally: &mut Tally) {
        let at = Moment { place: entry.place(), wall: entry.wall, desk: entry.desk() };
        match &entry.fact {
            Fact::TicketTaken { service, class, number, slip, estimate_secs } => {
                let id = TicketId(entry.key);
                self.by_number.turn(number, id, live);
                self.by_slip.turn(slip, id, live);
                let origin = Ticket::taken(*number, service.clone(), *class, at, *estimate_secs);
                self.with(id, tally, |record| record.origin = live.then_some(origin));
            }
            Fact::ServedDirectly { service, station } => {
                let origin = Ticket::direct(service.clone(), station.clone(), at);
                self.with(TicketId(entry.key), tally, |record| record.origin = live.then_some(origin));
            }
            Fact::Ticket { ticket, step } => {
                self.with(*ticket, tally, |record| record.steps.turn(at.place, live, (step.clone(), at)));
            }
            _ => {}
        }
    }

    /// Changes one ticket's record, folds it again and moves the indexes by the difference.
    fn with(&mut self, id: TicketId, tally: &mut Tally, change: impl FnOnce(&mut Record)) {
        let record = self.tickets.entry(id).or_default();
        change(record);
        let before = record.ticket.take();
        let after = record.fold();
        if record.origin.is_none() && record.steps.is_empty() {
            self.tickets.remove(&id);
        }
        if let Some(before) = &before {
            self.place(id, before, false, tally);
        }
        if let Some(after) = &after {
            self.place(id, after, true, tally);
        }
        if let Some(record) = self.tickets.get_mut(&id) {
            record.ticket = after;
        }
    }

    /// Puts a folded ticket into the indexes it belongs to, or takes it out of them.
    fn place(&mut self, id: TicketId, ticket: &Ticket, add: bool, tally: &mut Tally) {
        match &ticket.state {
            State::Waiting => self.waiting.turn(&ticket.service, id, add),
            State::Called { station } | State::Serving { station } | State::Parked { station: Some(station) } => {
                self.in_hand.turn(station, id, add);
            }
            State::Parked { station: None } => {
                if add {
                    self.pool.insert(id)
                } else {
                    self.pool.remove(&id)
                };
            }
            State::Missed => self.missed.turn(&ticket.service, id, add),
            State::Done { station } => {
                if let (Some(desk), Some(ended)) = (ticket.done_at, ticket.ended) {
                    let (service, station) = (&ticket.service, Some(station));
                    tally.shift(Counted { service, station, desk, wall: ended }, 1, add);
                }
            }
            State::Cancelled => {}
        }
        for call in &ticket.calls {
            self.calls.turn(&call.service, call.place, add, call.class);
        }
        self.pace.turn(id, ticket, add);
    }

    /// A ticket by its id.
    pub fn ticket(&self, id: TicketId) -> Option<&Ticket> {
        self.tickets.get(&id)?.ticket.as_ref()
    }

    /// The first step of a ticket after a place.
    pub fn step_after(&self, id: TicketId, place: Place) -> Option<EntryKey> {
        self.tickets.get(&id)?.steps.first_after(place)
    }

    /// All tickets, in the order of their ids.
    pub fn tickets(&self) -> impl Iterator<Item = (TicketId, &Ticket)> {
        self.tickets.iter().filter_map(|(id, record)| Some((*id, record.ticket.as_ref()?)))
    }

    /// The tickets that bear a number: one, unless two laptops were both the same desk.
    pub fn bearers(&self, number: TicketNumber) -> Vec<TicketId> {
        self.by_number.of(&number).copied().collect()
    }

    /// The ticket whose slip bears a code. Two laptops that were both the same desk may have given out two: then the one
    /// that is not over, and the later of two.
    pub fn bearer_of_slip(&self, slip: BadgeNumber) -> Option<TicketId> {
        let tickets = self.known(self.by_slip.of(&slip));
        let latest = tickets.max_by_key(|(_, ticket)| {
            (!matches!(ticket.state, State::Done { .. } | State::Cancelled), ticket.lined_up)
        });
        latest.map(|(id, _)| id)
    }

    /// How many wait for a service.
    pub fn waiting_count(&self, service: &ServiceId) -> usize {
        self.waiting.count(service)
    }

    /// Tickets that wait for a service, unordered; [`line::line`] orders them.
    pub fn waiting(&self, service: &ServiceId) -> impl Iterator<Item = (TicketId, &Ticket)> {
        self.known(self.waiting.of(service))
    }

    /// Tickets a station has in hand: called, serving or parked there.
    pub fn in_hand(&self, station: &StationId) -> impl Iterator<Item = (TicketId, &Ticket)> {
        self.known(self.in_hand.of(station))
    }

    /// Parked tickets that any station may resume.
    pub fn pool(&self) -> impl Iterator<Item = (TicketId, &Ticket)> {
        self.known(self.pool.iter())
    }

    /// Missed numbers of a service.
    pub fn missed(&self, service: &ServiceId) -> impl Iterator<Item = (TicketId, &Ticket)> {
        self.known(self.missed.of(service))
    }

    fn known<'a>(&'a self, ids: impl Iterator<Item = &'a TicketId>) -> impl Iterator<Item = (TicketId, &'a Ticket)> {
        ids.filter_map(|id| Some((*id, self.ticket(*id)?)))
    }

    /// The ticket a station is calling or serving.
    pub fn current(&self, station: &StationId) -> Option<(TicketId, &Ticket)> {
        self.in_hand(station).find(|(_, ticket)| !matches!(ticket.state, State::Parked { .. }))
    }

    /// The calls of a service that took effect, with the class they were made for.
    pub fn calls(&self, service: &ServiceId) -> Option<&Timeline<Class>> {
        self.calls.of(service)
    }

    /// How fast the lines move.
    pub fn pace(&self) -> &Pace {
        &self.pace
    }

    pub(super) fn digest(&self, digest: &mut Digest) {
        for (id, ticket) in self.tickets() {
            digest.add("ticket", &(id, ticket));
        }
    }
}

impl Record {
    /// Folds the steps in order. A step that does not lead anywhere stays without effect, but for a call that came
    /// too late, which is remembered.
    fn fold(&self) -> Option<Ticket> {
        let mut ticket = self.origin.clone()?;
        for (step, at) in self.steps.values() {
            if let (Err(_), TicketStep::Called { station, .. }) = (ticket.step(step, *at), step) {
                ticket.note_late_call(station);
            }
        }
        Some(ticket)
    }
}
