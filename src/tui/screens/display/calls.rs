//! What the public may know of the queue: numbers, stations, services. Names of people are not even read, but to keep
//! them off: a station that somebody called by a volunteer's name has no name here.

use std::cmp::Reverse;

use super::announcer::Calling;
use crate::domain::estimate;
use crate::domain::fact::{Class, Service, Station, StationStatus};
use crate::domain::ids::{ServiceId, TicketId};
use crate::domain::queue::{State, line};
use crate::domain::time::Wall;
use crate::domain::wait::WaitRange;
use crate::tui::scene::Scene;

/// A number that a station called: nobody has come yet, or is being served.
#[derive(Debug, Clone)]
pub(super) struct Call<'a> {
    pub ticket: TicketId,
    pub number: String,
    pub station: &'a Station,
    pub service: &'a ServiceId,
    pub has_come: bool,
    called: Wall,
    recalls: u32,
}

/// All that are called, those that have not come first, the latest of them at the top. Who took no number is not there.
pub(super) fn calls<'a>(scene: &Scene<'a>) -> Vec<Call<'a>> {
    let stations = scene.board.square.stations().into_iter();
    let in_hand = stations
        .flat_map(|station| scene.board.queue.in_hand(&station.station).map(move |(id, ticket)| (station, id, ticket)));
    let mut calls: Vec<Call<'_>> = in_hand
        .filter(|(_, _, ticket)| matches!(ticket.state, State::Called { .. } | State::Serving { .. }))
        .filter_map(|(station, id, ticket)| {
            Some(Call {
                ticket: id,
                number: ticket.number?.to_string(),
                station,
                service: &ticket.service,
                has_come: matches!(ticket.state, State::Serving { .. }),
                called: ticket.called?,
                recalls: ticket.recalls,
            })
        })
        .collect();
    calls.sort_by_key(|call| (call.has_come, Reverse((call.called, call.ticket))));
    calls
}

/// Those that are to be announced, in the order of their calls.
pub(super) fn calling(scene: &Scene<'_>) -> Vec<Calling> {
    let not_here = calls(scene).into_iter().rev().filter(|call| !call.has_come);
    not_here.map(|call| Calling { ticket: call.ticket, called: call.called, recalls: call.recalls }).collect()
}

/// A station's name, unless it is that of somebody on the list; where the list is not known, nobody can tell.
pub(super) fn station_name<'a>(scene: &Scene<'a>, station: &'a Station) -> &'a str {
    let is_unknown = || scene.roster.is_empty() && scene.board.attendance.people().next().is_some();
    let is_somebody = || {
        scene.board.attendance.people().any(|(person, _)| {
            let name = scene.roster.card(person).name;
            !name.is_empty() && station.name.contains(name)
        })
    };
    if station.name.is_empty() || is_unknown() || is_somebody() { "" } else { &station.name }
}

/// The services that stand on the display: those that give out numbers, and those somebody still waits for.
pub(super) fn services<'a>(scene: &Scene<'a>) -> Vec<&'a Service> {
    let (square, queue) = (&scene.board.square, &scene.board.queue);
    let queued = square.services().into_iter().filter(|service| service.queued);
    queued
        .filter(|service| square.service_is_open(&service.service) || queue.waiting_count(&service.service) > 0)
        .collect()
}

/// Numbers of a service that are called next; three are as many as get ready.
const NEXT_NUMBERS: usize = 3;

/// The numbers that are called next, in their order.
pub(super) fn next_numbers(scene: &Scene<'_>, service: &ServiceId) -> String {
    let queue = &scene.board.queue;
    let tickets = line::line(queue, service).into_iter().filter_map(|id| queue.ticket(id));
    let numbers: Vec<String> =
        tickets.filter_map(|ticket| ticket.number).take(NEXT_NUMBERS).map(|number| number.to_string()).collect();
    numbers.join("  ")
}

/// How long a number taken now may wait; nothing while no station of the service is open.
pub(super) fn wait(scene: &Scene<'_>, service: &ServiceId) -> Option<WaitRange> {
    let stations = scene.board.square.stations_of(service);
    let is_served =
        stations.iter().any(|station| scene.board.square.station_status(&station.station) == StationStatus::Open);
    let secs = estimate::of_new(scene.board, service, Class::Normal, scene.now);
    secs.filter(|_| is_served).map(WaitRange::around)
}
