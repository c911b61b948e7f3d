//! What a desk decides about counts without a ticket (rules.md section 6): by a key, or afterwards from paper slips. No
//! negative numbers: that is an undo.

use super::board::Board;
use super::command::Asker;
use super::decision::Decision;
use super::fact::{CountSource, Fact};
use super::ids::{ServiceId, StationId};
use super::limits;
use super::number::SlipRun;
use super::outcome::Outcome;
use super::refusal::{Question, Refusal};
use super::time::{Day, Wall};

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

/// Counts the visits of paper slips, given out while no laptop could, as one fact. Slips are counted once, and on a day
/// of the outing or today: anything else is a slip of the pen, or of the day.
pub fn paper(
    board: &Board,
    service: &ServiceId,
    slips: SlipRun,
    from: Wall,
    to: Wall,
    asker: &Asker,
) -> Result<Decision, Refusal> {
    let unknown = || Refusal::UnknownService { service: service.clone() };
    board.square.service(service).ok_or_else(unknown)?;
    let letter = slips.first().letter();
    let services = board.square.services();
    if let Some(other) = services.iter().find(|other| other.letter == Some(letter) && other.service != *service) {
        return Err(Refusal::SlipsOfOther { letter, service: other.service.clone() });
    }
    if to < from {
        return Err(Refusal::Backwards);
    }
    let is_possible = |day: Day| {
        let is_outings = board.square.outing().is_some_and(|outing| outing.first_day <= day && day <= outing.last_day);
        is_outings || day == Day::of(asker.now)
    };
    if let Some(day) = [from, to].map(Day::of).into_iter().find(|day| !is_possible(*day)) {
        return Err(Refusal::NoDayOfTheOuting { day });
    }
    if let Some((known, entry)) = board.tally.slips_meeting(slips).next() {
        return Err(Refusal::SlipsCounted { slips: known, entry });
    }
    let quantity = slips.slips();
    let total = board.tally.of_service(service) + u64::from(quantity);
    let source = CountSource::Paper { first: slips.first(), last: slips.last(), from, to };
    let fact = Fact::Counted { service: service.clone(), quantity, station: None, source };
    Ok(Decision::of([fact], Outcome::Counted { service: service.clone(), quantity, total }))
}
