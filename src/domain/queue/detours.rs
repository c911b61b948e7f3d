//! What a desk decides about tickets off the straight way from taken to done: set aside, sent to another service, back
//! after being missed, called out of turn, raised to priority; and about people who took no number (rules.md section 5).

use super::rules::{allowed, given, known_ticket, make_room, open_station, queued, step, step_at};
use super::{State, Ticket, line};
use crate::domain::board::Board;
use crate::domain::command::Asker;
use crate::domain::decision::Decision;
use crate::domain::estimate;
use crate::domain::fact::{Class, Fact, TicketStep};
use crate::domain::ids::{ServiceId, StationId, TicketId};
use crate::domain::outcome::Outcome;
use crate::domain::refusal::Refusal;
use crate::domain::wait::WaitRange;

/// Sets aside whom a station called or serves: for itself, or for any station of the service.
pub fn park(board: &Board, station: &StationId, reason: &str, pool: bool) -> Result<Decision, Refusal> {
    let parked = TicketStep::Parked { station: station.clone(), reason: given(reason)?, pool };
    let (fact, number) = step_at(board, station, parked)?;
    let station = (!pool).then(|| station.clone());
    Ok(Decision::of([fact], Outcome::Parked { number, station }))
}

/// Goes on with a ticket that was set aside; whom the station serves is finished first.
pub fn resume(board: &Board, id: TicketId, station: &StationId) -> Result<Decision, Refusal> {
    let ticket = known_ticket(board, id)?;
    serves(board, station, ticket)?;
    let resumed = TicketStep::Resumed { station: station.clone() };
    allowed(ticket, &resumed)?;
    let (mut facts, finished) = make_room(board, station)?;
    facts.push(step(id, resumed));
    Ok(Decision::of(facts, Outcome::Resumed { number: ticket.number, station: station.clone(), finished }))
}

/// Sends a ticket to the end of another service's line. Number and class stay; its place is that of now.
pub fn transfer(board: &Board, id: TicketId, service: &ServiceId, asker: &Asker) -> Result<Decision, Refusal> {
    let ticket = known_ticket(board, id)?;
    let number = ticket.number.ok_or(Refusal::NoNumber)?;
    let transferred = TicketStep::Transferred { station: ticket.station().cloned(), service: service.clone() };
    allowed(ticket, &transferred)?;
    queued(board, service)?;
    if ticket.service == *service {
        return Ok(Decision::nothing_new());
    }
    let ahead = line::ahead_of_new(&board.queue, service, ticket.class);
    let wait = estimate::of_new(board, service, ticket.class, asker.now).map(WaitRange::around);
    let outcome = Outcome::Transferred { number, service: service.clone(), ahead, wait };
    Ok(Decision::of([step(id, transferred)], outcome))
}

/// Puts a missed number into the line again, deferred like one that was called in vain.
pub fn come_back(board: &Board, id: TicketId) -> Result<Decision, Refusal> {
    let ticket = known_ticket(board, id)?;
    allowed(ticket, &TicketStep::Returned)?;
    Ok(Decision::of([step(id, TicketStep::Returned)], Outcome::Returned { number: ticket.number }))
}

/// Serves somebody at once who took no number; whom the station serves is finished first.
pub fn serve_directly(board: &Board, station: &StationId) -> Result<Decision, Refusal> {
    let service = open_station(board, station)?;
    let (mut facts, finished) = make_room(board, station)?;
    facts.push(Fact::ServedDirectly { service, station: station.clone() });
    Ok(Decision::of(facts, Outcome::ServedDirectly { station: station.clone(), finished }))
}

/// Calls a waiting number out of turn; whom the station serves is finished first.
pub fn call_one(board: &Board, station: &StationId, id: TicketId, reason: &str) -> Result<Decision, Refusal> {
    let ticket = known_ticket(board, id)?;
    let called = TicketStep::Called { station: station.clone(), reason: Some(given(reason)?) };
    serves(board, station, ticket)?;
    allowed(ticket, &called)?;
    let number = ticket.number.ok_or(Refusal::NoNumber)?;
    let (mut facts, finished) = make_room(board, station)?;
    facts.push(step(id, called));
    Ok(Decision::of(facts, Outcome::Called { ticket: id, number, station: station.clone(), finished }))
}

/// Makes a waiting number a priority number.
pub fn raise(board: &Board, id: TicketId, reason: &str) -> Result<Decision, Refusal> {
    let ticket = known_ticket(board, id)?;
    let raised = TicketStep::Raised { reason: given(reason)? };
    if ticket.class == Class::Priority && ticket.state == State::Waiting {
        return Ok(Decision::nothing_new());
    }
    allowed(ticket, &raised)?;
    Ok(Decision::of([step(id, raised)], Outcome::Raised { number: ticket.number }))
}

/// Refuses a station that is not open, or serves something else than the ticket waits for.
fn serves(board: &Board, station: &StationId, ticket: &Ticket) -> Result<(), Refusal> {
    let service = open_station(board, station)?;
    if service == ticket.service { Ok(()) } else { Err(Refusal::ServesOther { station: station.clone(), service }) }
}
