//! What a desk decides about stations: opened, paused, closed (rules.md section 5).
//!
//! A paused station keeps what it has in hand, for it comes back; one that closes leaves nobody behind.

use super::State;
use super::rules::{known_station, step};
use crate::domain::board::Board;
use crate::domain::command::AtClosing;
use crate::domain::decision::Decision;
use crate::domain::fact::{Fact, StationStatus, TicketStep};
use crate::domain::ids::StationId;
use crate::domain::outcome::Outcome;
use crate::domain::refusal::{Question, Refusal};

/// The stable word that is stored as the reason of what a closing station leaves to the pool.
pub const STATION_CLOSED: &str = "station_closed";

/// Opens, pauses or closes a station.
pub fn turn(
    board: &Board,
    station: &StationId,
    status: StationStatus,
    serving: Option<AtClosing>,
) -> Result<Decision, Refusal> {
    known_station(board, station)?;
    if board.square.station_status(station) == status {
        return Ok(Decision::nothing_new());
    }
    let mut facts = if status == StationStatus::Closed { leave(board, station, serving)? } else { Vec::new() };
    facts.push(Fact::StationTurned { station: station.clone(), status });
    Ok(Decision::of(facts, Outcome::StationTurned { station: station.clone(), status }))
}

/// Whom the station called goes back to the front of the line, whom it set aside to the pool; what becomes of whom it
/// serves is asked.
fn leave(board: &Board, station: &StationId, serving: Option<AtClosing>) -> Result<Vec<Fact>, Refusal> {
    let mut facts = Vec::new();
    for (id, ticket) in board.queue.in_hand(station) {
        let left = match (&ticket.state, serving) {
            (State::Called { .. }, _) => TicketStep::Released { station: station.clone() },
            (State::Serving { .. }, None) => {
                let (station, number) = (station.clone(), ticket.number);
                return Err(Refusal::Asks(Question::StillServing { station, number }));
            }
            (State::Serving { .. }, Some(AtClosing::Done)) => TicketStep::Done { station: station.clone() },
            (State::Serving { .. }, Some(AtClosing::Pool)) => to_pool(station, STATION_CLOSED),
            _ => to_pool(station, ticket.set_aside.as_deref().unwrap_or(STATION_CLOSED)),
        };
        facts.push(step(id, left));
    }
    Ok(facts)
}

fn to_pool(station: &StationId, reason: &str) -> TicketStep {
    TicketStep::Parked { station: station.clone(), reason: reason.to_owned(), pool: true }
}
