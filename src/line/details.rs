//! What an outcome or a refusal is about, as data beside its sentence.

use crate::domain::ids::{PersonId, StationId};
use crate::domain::number::TicketNumber;
use crate::domain::outcome::{Finished, Outcome};
use crate::domain::refusal::{Question, Refusal};
use crate::domain::wait::WaitRange;

use super::answer::{Data, Details};
use super::rows::{View, class_word, state_word, status_word};

/// The data of something done.
pub fn of_outcome(outcome: &Outcome, view: &View<'_>) -> Data {
    let mut details = Details { person: outcome.person().and_then(|person| view.person(person)), ..Details::default() };
    match outcome {
        Outcome::Left { stayed_ms, .. } => details.minutes = Some(stayed_ms / 60_000),
        Outcome::TeamArrived { unit, heads } => {
            details.unit = Some(unit.to_string());
            details.heads = Some(u64::from(*heads));
        }
        Outcome::TeamLeft { unit, heads } => {
            details.unit = Some(unit.to_string());
            details.heads = Some(*heads);
        }
        Outcome::NumberTaken { number, service, class, ahead, wait } => {
            details.ticket = Some(number.to_string());
            details.service = Some(service.to_string());
            details.class = Some(class_word(*class));
            in_line(&mut details, *ahead, *wait);
        }
        Outcome::Called { number, station, finished, .. } => {
            at_station(&mut details, Some(*number), station);
            details.finished = finished_word(*finished);
        }
        Outcome::Parked { number, station } => {
            details.ticket = number.map(|number| number.to_string());
            details.station = station.as_ref().map(ToString::to_string);
        }
        Outcome::Resumed { number, station, finished } => {
            at_station(&mut details, *number, station);
            details.finished = finished_word(*finished);
        }
        Outcome::ServedDirectly { station, finished } => {
            at_station(&mut details, None, station);
            details.finished = finished_word(*finished);
        }
        Outcome::Transferred { number, service, ahead, wait } => {
            details.ticket = Some(number.to_string());
            details.service = Some(service.to_string());
            in_line(&mut details, *ahead, *wait);
        }
        Outcome::Recalled { number, station } | Outcome::Began { number, station } => {
            at_station(&mut details, Some(*number), station);
        }
        Outcome::Finished { number, station } => at_station(&mut details, *number, station),
        Outcome::Absent { number, .. } | Outcome::SlipSent { number } => details.ticket = Some(number.to_string()),
        Outcome::Cancelled { number } | Outcome::Returned { number } | Outcome::Raised { number } => {
            details.ticket = number.map(|number| number.to_string());
        }
        Outcome::TicketFound { ticket } => {
            if let Some(ticket) = view.names.ticket(*ticket) {
                details.ticket = ticket.number.map(|number| number.to_string());
                details.service = Some(ticket.service.to_string());
                details.station = ticket.station().map(ToString::to_string);
                details.state = Some(state_word(&ticket.state));
                details.class = Some(class_word(ticket.class));
            }
            details.ahead = view.names.ahead(*ticket);
        }
        Outcome::Counted { service, quantity, total } | Outcome::TargetSet { service, quantity, total } => {
            details.service = Some(service.to_string());
            details.quantity = Some(*quantity);
            details.total = Some(*total);
        }
        Outcome::Undone { entry } | Outcome::Redone { entry } => details.target = Some(*entry),
        Outcome::ServiceOpened { service, .. } => details.service = Some(service.to_string()),
        Outcome::StationTurned { station, status } => {
            details.station = Some(station.to_string());
            details.state = Some(status_word(*status));
        }
        Outcome::AtStation { station } => details.station = Some(station.to_string()),
        Outcome::Enrolled { people } => details.people = Some(*people),
        _ => {}
    }
    Data::Details(Box::new(details))
}

/// The data of a refusal.
pub fn of_refusal(refusal: &Refusal, view: &View<'_>) -> Data {
    let mut details = Details::default();
    match refusal {
        Refusal::Asks(question) => return of_question(question, view),
        Refusal::Scan { person, .. } => details.person = person.and_then(|person| view.person(person)),
        Refusal::OffTheList { person } | Refusal::NotIn { person } | Refusal::FormerValueUnknown { person } => {
            details.person = view.person(*person);
        }
        Refusal::UnknownService { service }
        | Refusal::NoQueue { service }
        | Refusal::ServiceClosed { service }
        | Refusal::NobodyWaits { service }
        | Refusal::NumbersUsedUp { service }
        | Refusal::LetterTaken { service, .. }
        | Refusal::SlipsOfOther { service, .. } => details.service = Some(service.to_string()),
        Refusal::UnknownStation { station } | Refusal::StationIdle { station } => {
            details.station = Some(station.to_string());
        }
        Refusal::StationNotOpen { station, status } => {
            details.station = Some(station.to_string());
            details.state = Some(status_word(*status));
        }
        Refusal::TicketIs { number, state } => {
            details.ticket = number.map(|number| number.to_string());
            details.state = Some(state_word(state));
        }
        Refusal::ServesOther { station, service } => {
            details.station = Some(station.to_string());
            details.service = Some(service.to_string());
        }
        Refusal::TicketAt { number, station } => at_station(&mut details, *number, station),
        Refusal::AlreadyUndone { entry } | Refusal::CannotUndo { entry } | Refusal::SlipsCounted { entry, .. } => {
            details.target = Some(*entry);
        }
        _ => {}
    }
    Data::Details(Box::new(details))
}

fn of_question(question: &Question, view: &View<'_>) -> Data {
    let mut details = Details::default();
    match question {
        Question::AlreadyIn { person, .. } => details.person = view.person(*person),
        Question::StillCalled { station, number } | Question::StillServing { station, number } => {
            at_station(&mut details, *number, station);
        }
        Question::LargeCount { service, quantity, .. } => {
            details.service = Some(service.to_string());
            details.quantity = Some(*quantity);
        }
        Question::WhichPerson { candidates, .. } => return several(candidates, view),
        Question::UndoWhy { entry, .. } | Question::UndoBuilt { entry, .. } => details.target = Some(*entry),
    }
    Data::Details(Box::new(details))
}

/// One person and the digits of their badge.
pub fn of_badge(person: PersonId, digits: Option<String>, view: &View<'_>) -> Data {
    Data::Details(Box::new(Details { person: view.person(person), digits, ..Details::default() }))
}

/// Everybody who fits.
pub fn several(people: &[PersonId], view: &View<'_>) -> Data {
    Data::Matches { matches: view.people(people) }
}

fn in_line(details: &mut Details, ahead: usize, wait: Option<WaitRange>) {
    details.ahead = Some(ahead);
    details.wait_least_minutes = wait.map(|wait| wait.least_minutes);
    details.wait_most_minutes = wait.map(|wait| wait.most_minutes);
}

fn finished_word(finished: Option<Finished>) -> Option<String> {
    finished.and_then(|finished| finished.number).map(|number| number.to_string())
}

fn at_station(details: &mut Details, number: Option<TicketNumber>, station: &StationId) {
    details.ticket = number.map(|number| number.to_string());
    details.station = Some(station.to_string());
}
