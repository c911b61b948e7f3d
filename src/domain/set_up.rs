//! What a desk decides about the set-up: outing, desk, services, stations, units.

use super::board::Board;
use super::clean::{clean_text, fold_width};
use super::command::Asker;
use super::decision::Decision;
use super::fact::{Fact, Outing, Service, Station, Unit};
use super::ids::{DeskId, DeskNumber, ServiceId};
use super::limits;
use super::outcome::Outcome;
use super::refusal::Refusal;

/// Event numbers fill four digits of a code (code1.md).
const EVENT_MAX: u16 = 9999;
const MINUTES_PER_DAY: u16 = 24 * 60;

/// Names the outing, its days and hours.
pub fn outing(board: &Board, outing: &Outing) -> Result<Decision, Refusal> {
    let name = text(&outing.name)?;
    if outing.event == 0 || outing.event > EVENT_MAX {
        return Err(Refusal::OutOfBounds { given: u64::from(outing.event), most: u64::from(EVENT_MAX) });
    }
    let backwards = outing.last_day < outing.first_day || outing.closes_minute <= outing.opens_minute;
    if backwards || outing.closes_minute > MINUTES_PER_DAY {
        return Err(Refusal::Backwards);
    }
    let outing = Outing { name, ..outing.clone() };
    if board.square.outing() == Some(&outing) {
        return Ok(Decision::nothing_new());
    }
    Ok(Decision::of([Fact::OutingSet(outing)], Outcome::SetUp))
}

/// Gives this desk its number and name.
pub fn desk(board: &Board, asker: &Asker, number: DeskNumber, name: &str) -> Result<Decision, Refusal> {
    let name = text(name)?;
    let is_here = !board.square.is_gone(asker.desk);
    if is_here && board.square.desk(asker.desk).is_some_and(|card| card.number == number && card.name == name) {
        return Ok(Decision::nothing_new());
    }
    let others = board.square.desks();
    if others.iter().any(|(desk, card)| card.number == number && *desk != asker.desk) {
        let free = board.square.free_number(number).unwrap_or(number);
        return Err(Refusal::DeskNumberTaken { number, free });
    }
    Ok(Decision::of([Fact::DeskJoined { number, name }], Outcome::SetUp))
}

/// Says which square of the city this desk is of.
pub fn square(board: &Board, asker: &Asker, name: &str) -> Result<Decision, Refusal> {
    if board.square.desk(asker.desk).is_none() {
        return Err(Refusal::NoDeskNumber);
    }
    let square = square_name(name)?;
    if board.square.square_of(asker.desk).unwrap_or_default() == square {
        return Ok(Decision::nothing_new());
    }
    Ok(Decision::of([Fact::SquareNamed { square }], Outcome::SetUp))
}

/// What a square may be called, cleaned; empty for no square in particular.
pub fn square_name(name: &str) -> Result<String, Refusal> {
    let name = clean_text(name);
    // The relay is told its squares in one list with commas.
    if name.len() > limits::SQUARE_NAME_BYTES || fold_width(&name).contains(',') {
        return Err(Refusal::NotASquareName);
    }
    Ok(name)
}

/// The number a desk gives numbers out under.
pub struct OwnNumber {
    /// The number.
    pub number: DeskNumber,
    /// The fact that says so, when the desk must take another because an earlier desk has its number.
    pub joined: Option<Fact>,
}

/// What this desk is called when it gives out a number.
pub fn own_number(board: &Board, asker: &Asker) -> Result<OwnNumber, Refusal> {
    let card = board.square.desk(asker.desk).ok_or(Refusal::NoDeskNumber)?;
    let Some(number) = board.square.gives_way(asker.desk) else {
        return Ok(OwnNumber { number: card.number, joined: None });
    };
    Ok(OwnNumber { number, joined: Some(Fact::DeskJoined { number, name: card.name.clone() }) })
}

/// Takes a desk off the list of those that take part.
pub fn leave(board: &Board, desk: DeskId) -> Result<Decision, Refusal> {
    if board.square.desk(desk).is_none() {
        return Err(Refusal::UnknownDesk);
    }
    if board.square.is_gone(desk) {
        return Ok(Decision::nothing_new());
    }
    Ok(Decision::of([Fact::DeskLeft { desk }], Outcome::SetUp))
}

/// Says what a desk's clock is off by.
pub fn clock(board: &Board, desk: DeskId, offset_ms: i64) -> Decision {
    if board.square.clock_offset_ms(desk) == offset_ms {
        return Decision::nothing_new();
    }
    Decision::of([Fact::ClockCorrected { desk, offset_ms }], Outcome::SetUp)
}

/// Adds or changes a service.
pub fn service(board: &Board, service: &Service) -> Result<Decision, Refusal> {
    let spec = Service {
        zh: text(&service.zh)?,
        en: text(&service.en)?,
        minutes: service.minutes.max(1),
        letter: service.letter.filter(|_| service.queued),
        ..service.clone()
    };
    if let Some(letter) = spec.letter {
        if !letter.is_ascii_uppercase() {
            return Err(Refusal::NotALetter { letter });
        }
        let services = board.square.services();
        let taken = services.iter().find(|other| other.service != spec.service && other.letter == Some(letter));
        if let Some(other) = taken {
            return Err(Refusal::LetterTaken { letter, service: other.service.clone() });
        }
    }
    if board.square.service(&spec.service) == Some(&spec) {
        return Ok(Decision::nothing_new());
    }
    let new = board.square.service(&spec.service).is_none();
    room(board.square.services().len() + usize::from(new), limits::SERVICES)?;
    Ok(Decision::of([Fact::ServiceSet(spec)], Outcome::SetUp))
}

/// Closes a service to new numbers, or opens it again.
pub fn open_service(board: &Board, service: &ServiceId, open: bool) -> Result<Decision, Refusal> {
    if board.square.service(service).is_none() {
        return Err(Refusal::UnknownService { service: service.clone() });
    }
    if board.square.service_is_open(service) == open {
        return Ok(Decision::nothing_new());
    }
    let outcome = Outcome::ServiceOpened { service: service.clone(), open };
    Ok(Decision::of([Fact::ServiceOpened { service: service.clone(), open }], outcome))
}

/// Adds a station or moves it to another service.
pub fn station(board: &Board, station: &Station) -> Result<Decision, Refusal> {
    let service = board.square.service(&station.service);
    let service = service.ok_or_else(|| Refusal::UnknownService { service: station.service.clone() })?;
    if !service.queued {
        return Err(Refusal::NoQueue { service: station.service.clone() });
    }
    let spec = Station { name: clean_text(&station.name), ..station.clone() };
    if board.square.station(&spec.station) == Some(&spec) {
        return Ok(Decision::nothing_new());
    }
    let new = board.square.station(&spec.station).is_none();
    room(board.square.stations().len() + usize::from(new), limits::STATIONS)?;
    Ok(Decision::of([Fact::StationSet(spec)], Outcome::SetUp))
}

/// Gives units their short and English names; those that have them already are left out.
pub fn units(board: &Board, units: &[Unit]) -> Decision {
    let new: Vec<Unit> = units.iter().filter(|unit| board.square.unit(&unit.unit) != Some(unit)).cloned().collect();
    if new.is_empty() {
        return Decision::nothing_new();
    }
    let facts = new.chunks(limits::PEOPLE_PER_FACT).map(|chunk| Fact::UnitsListed { units: chunk.to_vec() });
    Decision::of(facts, Outcome::SetUp)
}

fn text(text: &str) -> Result<String, Refusal> {
    let text = clean_text(text);
    if text.is_empty() { Err(Refusal::EmptyText) } else { Ok(text) }
}

fn room(wanted: usize, most: usize) -> Result<(), Refusal> {
    if wanted > most {
        return Err(Refusal::OutOfBounds { given: wanted as u64, most: most as u64 });
    }
    Ok(())
}
