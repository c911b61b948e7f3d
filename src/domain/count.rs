//! What a desk decides about counts without a ticket (rules.md section 6). No negative numbers: that is an undo.

use super::board::Board;
use super::decision::Decision;
use super::fact::{CountSource, Fact};
use super::ids::{ServiceId, StationId};
use super::limits;
use super::outcome::Outcome;
use super::refusal::{Question, Refusal};

/// Counts visits or copies of a service; also of one with a queue, for somebody served without a number.
pub fn count(
    board: &Board,
    service: &ServiceId,
    quantity: u32,
    station: Option<&StationId>,
    sure: bool,
) -> Result<Decision, Refusal> {
    if board.square.service(service).is_none() {
        return Err(Refusal::UnknownService { service: service.clone() });
    }
    if let Some(station) = station.filter(|station| board.square.station(station).is_none()) {
        return Err(Refusal::UnknownStation { station: station.clone() });
    }
    if quantity == 0 || quantity > limits::COUNT_MAX {
        return Err(Refusal::OutOfBounds { given: u64::from(quantity), most: u64::from(limits::COUNT_MAX) });
    }
    let (service, station) = (service.clone(), station.cloned());
    if quantity > limits::COUNT_ASKS_ABOVE && !sure {
        return Ok(Decision::ask(Question::LargeCount { service, quantity, station }));
    }
    let total = board.tally.of_service(&service) + u64::from(quantity);
    let outcome = Outcome::Counted { service: service.clone(), quantity, total };
    Ok(Decision::of([Fact::Counted { service, quantity, station, source: CountSource::Key }], outcome))
}
