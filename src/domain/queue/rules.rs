//! What a desk decides about numbers and stations (rules.md section 5).

use super::ticket::MISSES_MAX;
use super::{Moment, NoStep, State, Ticket, line};
use crate::domain::board::Board;
use crate::domain::clean::clean_text;
use crate::domain::command::Asker;
use crate::domain::decision::Decision;
use crate::domain::estimate;
use crate::domain::fact::{Class, Fact, Service, StationStatus, TicketStep};
use crate::domain::ids::{DeskId, DeskNumber, ServiceId, StationId, TicketId};
use crate::domain::number::TicketNumber;
use crate::domain::outcome::{Finished, Outcome};
use crate::domain::refusal::{Question, Refusal};
use crate::domain::set_up;
use crate::domain::time::{Place, Wall};
use crate::domain::wait::WaitRange;

/// Gives a resident the next number of this desk for a service.
pub fn take(board: &Board, service: &ServiceId, class: Class, asker: &Asker) -> Result<Decision, Refusal> {
    let spec = queued(board, service)?;
    let desk = set_up::own_number(board, asker)?;
    let used_up = || Refusal::NumbersUsedUp { service: service.clone() };
    let number = next_number(board, spec, desk.number).ok_or_else(used_up)?;
    let slip = board.next_serial(desk.number.get()).ok_or_else(used_up)?;
    let ahead = line::ahead_of_new(&board.queue, service, class);
    let estimate_secs = estimate::of_new(board, service, class, asker.now);
    let taken = Fact::TicketTaken { service: service.clone(), class, number, slip, estimate_secs };
    let wait = estimate_secs.map(WaitRange::around);
    let outcome = Outcome::NumberTaken { number, service: service.clone(), class, ahead, wait };
    Ok(Decision::of(desk.joined.into_iter().chain([taken]), outcome))
}

/// Letter, desk, counter: unique by construction. After 999 the next letter that no service uses goes on.
fn next_number(board: &Board, service: &Service, desk: DeskNumber) -> Option<TicketNumber> {
    let services = board.square.services();
    let spare = ('A'..='Z').filter(|letter| services.iter().all(|other| other.letter != Some(*letter)));
    let mut letters = service.letter.into_iter().chain(spare);
    letters.find_map(|letter| board.given_out().next_ticket(letter, desk, &service.service))
}

/// Finishes whom the station serves, if anybody, and calls the next. Asks while somebody is called.
pub fn call_next(board: &Board, station: &StationId) -> Result<Decision, Refusal> {
    let service = open_station(board, station)?;
    let (mut facts, finished) = make_room(board, station)?;
    let next = line::next(&board.queue, &service).and_then(|id| Some((id, board.queue.ticket(id)?.number?)));
    match (next, finished) {
        (Some((ticket, number)), finished) => {
            facts.push(step(ticket, TicketStep::Called { station: station.clone(), reason: None }));
            Ok(Decision::of(facts, Outcome::Called { ticket, number, station: station.clone(), finished }))
        }
        (None, Some(Finished { number })) => {
            Ok(Decision::of(facts, Outcome::Finished { number, station: station.clone() }))
        }
        (None, None) => Err(Refusal::NobodyWaits { service }),
    }
}

/// Finishes whom a station serves, if anybody, so that it can turn to the next; asks while somebody is called.
pub(super) fn make_room(board: &Board, station: &StationId) -> Result<(Vec<Fact>, Option<Finished>), Refusal> {
    let Some((id, ticket)) = board.queue.current(station) else { return Ok((Vec::new(), None)) };
    if matches!(ticket.state, State::Called { .. }) {
        return Err(Refusal::Asks(Question::StillCalled { station: station.clone(), number: ticket.number }));
    }
    let done = step(id, TicketStep::Done { station: station.clone() });
    Ok((vec![done], Some(Finished { number: ticket.number })))
}

/// Announces again.
pub fn recall(board: &Board, station: &StationId) -> Result<Decision, Refusal> {
    let (fact, number) = step_at(board, station, TicketStep::Recalled { station: station.clone() })?;
    Ok(Decision::of([fact], Outcome::Recalled { number: numbered(number)?, station: station.clone() }))
}

/// The resident is there: service begins.
pub fn arrive(board: &Board, station: &StationId) -> Result<Decision, Refusal> {
    let (fact, number) = step_at(board, station, TicketStep::Began { station: station.clone() })?;
    Ok(Decision::of([fact], Outcome::Began { number: numbered(number)?, station: station.clone() }))
}

/// Nobody came: deferred, or missed for good.
pub fn absent(board: &Board, station: &StationId) -> Result<Decision, Refusal> {
    let (fact, number) = step_at(board, station, TicketStep::Absent { station: station.clone() })?;
    let before = board.queue.current(station).map_or(0, |(_, ticket)| ticket.misses);
    Ok(Decision::of([fact], Outcome::Absent { number: numbered(number)?, missed: before + 1 >= MISSES_MAX }))
}

/// Served: one visit.
pub fn finish(board: &Board, station: &StationId) -> Result<Decision, Refusal> {
    let (fact, number) = step_at(board, station, TicketStep::Done { station: station.clone() })?;
    Ok(Decision::of([fact], Outcome::Finished { number, station: station.clone() }))
}

/// Voids a number.
pub fn cancel(board: &Board, id: TicketId, reason: &str) -> Result<Decision, Refusal> {
    let ticket = known_ticket(board, id)?;
    let cancelled = TicketStep::Cancelled { reason: given(reason)? };
    allowed(ticket, &cancelled)?;
    Ok(Decision::of([step(id, cancelled)], Outcome::Cancelled { number: ticket.number }))
}

/// A reason, which must not be empty.
pub(super) fn given(reason: &str) -> Result<String, Refusal> {
    let reason = clean_text(reason);
    if reason.is_empty() { Err(Refusal::EmptyText) } else { Ok(reason) }
}

pub(super) fn known_ticket(board: &Board, id: TicketId) -> Result<&Ticket, Refusal> {
    board.queue.ticket(id).ok_or(Refusal::UnknownTicket)
}

/// A service that takes numbers now.
pub(super) fn queued<'a>(board: &'a Board, service: &ServiceId) -> Result<&'a Service, Refusal> {
    let unknown = || Refusal::UnknownService { service: service.clone() };
    let spec = board.square.service(service).ok_or_else(unknown)?;
    if !spec.queued {
        return Err(Refusal::NoQueue { service: service.clone() });
    }
    if !board.square.service_is_open(service) {
        return Err(Refusal::ServiceClosed { service: service.clone() });
    }
    Ok(spec)
}

pub(super) fn known_station(board: &Board, station: &StationId) -> Result<ServiceId, Refusal> {
    let unknown = || Refusal::UnknownStation { station: station.clone() };
    board.square.station(station).map(|spec| spec.service.clone()).ok_or_else(unknown)
}

/// The service of a station that is open.
pub(super) fn open_station(board: &Board, station: &StationId) -> Result<ServiceId, Refusal> {
    let service = known_station(board, station)?;
    match board.square.station_status(station) {
        StationStatus::Open => Ok(service),
        status => Err(Refusal::StationNotOpen { station: station.clone(), status }),
    }
}

/// The fact of a step of whom a station has called or serves.
pub(super) fn step_at(
    board: &Board,
    station: &StationId,
    made: TicketStep,
) -> Result<(Fact, Option<TicketNumber>), Refusal> {
    known_station(board, station)?;
    let idle = || Refusal::StationIdle { station: station.clone() };
    let (id, ticket) = board.queue.current(station).ok_or_else(idle)?;
    allowed(ticket, &made)?;
    Ok((step(id, made), ticket.number))
}

/// What is announced has a number: the table lets nothing else wait.
fn numbered(number: Option<TicketNumber>) -> Result<TicketNumber, Refusal> {
    number.ok_or(Refusal::NoNumber)
}

/// Asks the ticket's own table whether a step leads anywhere.
pub(super) fn allowed(ticket: &Ticket, made: &TicketStep) -> Result<(), Refusal> {
    // Only the state decides, so any moment will do for the question.
    let some_moment = Moment { place: Place::default(), wall: Wall::default(), desk: DeskId::default() };
    ticket.clone().step(made, some_moment).map_err(|no| match no {
        NoStep::At(station) => Refusal::TicketAt { number: ticket.number, station },
        NoStep::State(state) => Refusal::TicketIs { number: ticket.number, state },
    })
}

pub(super) fn step(ticket: TicketId, step: TicketStep) -> Fact {
    Fact::Ticket { ticket, step }
}
