//! What a desk decides about volunteers: scans, check-in, check-out, teams, the list (rules.md sections 2 to 4).

#[cfg(test)]
mod tests;

use super::{Person, Status, UnitCount};
use crate::domain::board::Board;
use crate::domain::command::{Asker, Scanned};
use crate::domain::decision::Decision;
use crate::domain::fact::{EditedField, Enrolment, Fact, Means, ScanReason};
use crate::domain::ids::{PersonId, StationId, TeamId, UnitName};
use crate::domain::limits;
use crate::domain::number::BadgeNumber;
use crate::domain::outcome::Outcome;
use crate::domain::refusal::{PersonAct, Question, Refusal};
use crate::domain::set_up;

/// A code was scanned: whose badge it is decides what happens.
pub fn scan(board: &Board, scanned: Scanned, asker: &Asker) -> Decision {
    match scanned {
        Scanned::Badge { number, issue } => scan_badge(board, number, issue, asker),
        Scanned::Slip { number } => match board.queue.bearer_of_slip(number) {
            Some(ticket) => Decision::of([], Outcome::TicketFound { ticket }),
            None => refuse(ScanReason::UnknownSlip, Some(number), None),
        },
        // What a card does is not attendance: it is decided before.
        Scanned::Card { number } => refuse(ScanReason::WrongKind, Some(number), None),
        Scanned::Unreadable => refuse(ScanReason::Unreadable, None, None),
        Scanned::NotOurs => refuse(ScanReason::NotOurs, None, None),
        Scanned::OtherEvent => refuse(ScanReason::OtherEvent, None, None),
        Scanned::Forged => refuse(ScanReason::Forged, None, None),
    }
}

fn scan_badge(board: &Board, number: BadgeNumber, issue: u8, asker: &Asker) -> Decision {
    let latest = board.attendance.issue(number);
    let mut decision = bearer_scanned(board, number, issue < latest, asker);
    if issue > latest {
        // A newer badge than any fact tells of, perhaps of somebody not yet known here: every desk is to know of it, so
        // that the older one is replaced from now on.
        decision.facts.insert(0, Fact::BadgeSeen { number, issue });
    }
    decision
}

fn bearer_scanned(board: &Board, number: BadgeNumber, is_replaced: bool, asker: &Asker) -> Decision {
    let bearers = board.attendance.bearers(number);
    if bearers.len() > 1 {
        let question = Question::WhichPerson { candidates: bearers, then: PersonAct::CheckIn(Means::Scanned) };
        let fact = Fact::ScanRefused { reason: ScanReason::Ambiguous, number: Some(number) };
        return Decision { facts: vec![fact], answer: Err(Refusal::Asks(question)) };
    }
    let Some(person) = bearers.first().copied() else { return refuse_unborne(board, number) };
    if board.attendance.is_revoked(number) {
        return refuse(ScanReason::RevokedBadge, Some(number), Some(person));
    }
    if is_replaced {
        return refuse(ScanReason::ReplacedBadge, Some(number), Some(person));
    }
    check_in(board, person, Means::Scanned, asker).into()
}

/// Nobody on the list bears the number now.
fn refuse_unborne(board: &Board, number: BadgeNumber) -> Decision {
    match board.attendance.former_bearer(number) {
        Some((person, state)) if state.is_listed() => refuse(ScanReason::ReplacedBadge, Some(number), Some(person)),
        Some((person, _)) => refuse(ScanReason::Withdrawn, Some(number), Some(person)),
        None => refuse(ScanReason::UnknownBadge, Some(number), None),
    }
}

fn refuse(reason: ScanReason, number: Option<BadgeNumber>, person: Option<PersonId>) -> Decision {
    Decision { facts: vec![Fact::ScanRefused { reason, number }], answer: Err(Refusal::Scan { reason, person }) }
}

/// Checks in; somebody who is in already is asked about.
pub fn check_in(board: &Board, person: PersonId, by: Means, asker: &Asker) -> Result<Decision, Refusal> {
    let (person, state) = listed(board, person)?;
    if let Status::In { since, desk } = state.status {
        return Ok(Decision::ask(Question::AlreadyIn { person, since, desk, by }));
    }
    // The first to come after a team of their unit is one of its heads, named later.
    let teams = board.attendance.open_teams(&state.unit);
    let team = teams.into_iter().find(|open| state.may_have_come_at(open.arrival.wall, asker.now));
    let team = team.map(|open| open.team);
    let outcome = Outcome::Arrived { person, with_team: team.is_some() };
    Ok(Decision::of([Fact::Arrived { person, by, team }], outcome))
}

/// Checks out.
pub fn check_out(board: &Board, person: PersonId, by: Means, asker: &Asker) -> Result<Decision, Refusal> {
    let (person, state) = known(board, person)?;
    match state.status {
        Status::In { since, .. } => {
            let outcome = Outcome::Left { person, stayed_ms: asker.now.ms_since(since) };
            Ok(Decision::of([Fact::Left { person, by }], outcome))
        }
        Status::NotIn | Status::Out { .. } => Err(Refusal::NotIn { person }),
    }
}

/// Sends a volunteer who is in to a station.
pub fn assign(board: &Board, person: PersonId, station: Option<&StationId>) -> Result<Decision, Refusal> {
    let (person, state) = known(board, person)?;
    if !state.is_in() {
        return Err(Refusal::NotIn { person });
    }
    if let Some(station) = station.filter(|station| board.square.station(station).is_none()) {
        return Err(Refusal::UnknownStation { station: station.clone() });
    }
    if state.station.as_ref() == station {
        return Ok(Decision::nothing_new());
    }
    let station = station.cloned();
    let outcome = Outcome::Stationed { person, station: station.clone() };
    Ok(Decision::of([Fact::Stationed { person, station }], outcome))
}

/// A unit arrives together: one fact, names later.
pub fn team_in(board: &Board, unit: &UnitName, heads: u16, leader: Option<PersonId>) -> Result<Decision, Refusal> {
    if heads == 0 || heads > limits::TEAM_HEADS {
        return Err(Refusal::OutOfBounds { given: u64::from(heads), most: u64::from(limits::TEAM_HEADS) });
    }
    if board.attendance.unit(unit) == UnitCount::default() {
        return Err(Refusal::UnknownUnit);
    }
    let leader = leader.map(|leader| listed(board, leader)).transpose()?.map(|(leader, _)| leader);
    let fact = Fact::TeamArrived { unit: unit.clone(), heads, leader };
    Ok(Decision::of([fact], Outcome::TeamArrived { unit: unit.clone(), heads }))
}

/// Those of a team whom nobody named leave together.
pub fn team_out(board: &Board, team: TeamId) -> Result<Decision, Refusal> {
    let open = board.attendance.open_team(team).ok_or(Refusal::UnknownUnit)?;
    let outcome = Outcome::TeamLeft { unit: open.arrival.unit.clone(), heads: open.unnamed };
    Ok(Decision::of([Fact::TeamLeft { team }], outcome))
}

/// Puts people on the list, in facts of a bounded size.
pub fn enrol(board: &Board, people: &[Enrolment]) -> Result<Decision, Refusal> {
    let listed = board.attendance.totals().expected + people.len() as u64;
    if listed > limits::PEOPLE as u64 {
        return Err(Refusal::OutOfBounds { given: listed, most: limits::PEOPLE as u64 });
    }
    let facts = people.chunks(limits::PEOPLE_PER_FACT).map(|chunk| Fact::Enrolled { people: chunk.to_vec() });
    Ok(Decision::of(facts, Outcome::Enrolled { people: people.len() }))
}

/// Moves a person to another unit.
pub fn move_to(board: &Board, person: PersonId, unit: &UnitName) -> Result<Decision, Refusal> {
    let (person, state) = known(board, person)?;
    if state.unit == *unit {
        return Ok(Decision::nothing_new());
    }
    Ok(Decision::of([Fact::Moved { person, unit: unit.clone() }], Outcome::Moved { person, unit: unit.clone() }))
}

/// Notes that details of a person are changed.
pub fn edit(board: &Board, person: PersonId, fields: &[EditedField]) -> Result<Decision, Refusal> {
    let (person, _) = listed(board, person)?;
    if fields.is_empty() {
        return Ok(Decision::nothing_new());
    }
    let outcome = Outcome::Edited { person, fields: fields.iter().map(|edited| edited.field).collect(), moved: false };
    Ok(Decision::of([Fact::DetailsEdited { person, fields: fields.to_vec() }], outcome))
}

/// Makes a new badge. Its issue is the next of the number, so all before are replaced; but of two people with one
/// number, the one who is asked for gets a number of their own.
pub fn reissue(board: &Board, person: PersonId, asker: &Asker) -> Result<Decision, Refusal> {
    let (person, state) = listed(board, person)?;
    let issued = |number, issue| {
        let fact = Fact::BadgeIssued { person, number, issue };
        (fact, Outcome::BadgeIssued { person, number, issue })
    };
    if board.attendance.bearers(state.number).len() > 1 {
        let desk = set_up::own_number(board, asker)?;
        let most = u64::from(BadgeNumber::LAST_SERIAL);
        let used_up = Refusal::OutOfBounds { given: most + 1, most };
        let number = board.next_serial(desk.number.get()).ok_or(used_up)?;
        let (fact, outcome) = issued(number, 0);
        return Ok(Decision::of(desk.joined.into_iter().chain([fact]), outcome));
    }
    // Two digits carry the issue in the code (code1.md).
    let issue = state.issue.checked_add(1).filter(|issue| *issue <= 99);
    let (fact, outcome) = issued(state.number, issue.ok_or(Refusal::OutOfBounds { given: 100, most: 99 })?);
    Ok(Decision::of([fact], outcome))
}

/// Takes a person off the list.
pub fn withdraw(board: &Board, person: PersonId) -> Result<Decision, Refusal> {
    let (person, _) = listed(board, person)?;
    Ok(Decision::of([Fact::Withdrawn { person }], Outcome::Withdrawn { person }))
}

/// Makes one of two records of a person.
pub fn merge(board: &Board, from: PersonId, into: PersonId) -> Result<Decision, Refusal> {
    let ((from, _), (into, _)) = (listed(board, from)?, listed(board, into)?);
    if from == into {
        return Ok(Decision::nothing_new());
    }
    Ok(Decision::of([Fact::Merged { from, into }], Outcome::Merged { person: into }))
}

/// A person as they stand: of merged records the one that stayed.
fn known(board: &Board, person: PersonId) -> Result<(PersonId, &Person), Refusal> {
    let person = board.attendance.standing(person);
    let state = board.attendance.person(person).ok_or(Refusal::UnknownPerson)?;
    Ok((person, state))
}

fn listed(board: &Board, person: PersonId) -> Result<(PersonId, &Person), Refusal> {
    let (person, state) = known(board, person)?;
    if state.is_listed() { Ok((person, state)) } else { Err(Refusal::OffTheList { person }) }
}
