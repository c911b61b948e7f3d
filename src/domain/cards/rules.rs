//! What a desk decides about cards: which are made out, what a scanned one does, which are lost.

use crate::domain::board::Board;
use crate::domain::command::Asker;
use crate::domain::decision::Decision;
use crate::domain::fact::{CardJob, CardTurn, Fact, IssuedCard, ScanReason};
use crate::domain::limits;
use crate::domain::number::BadgeNumber;
use crate::domain::outcome::Outcome;
use crate::domain::queue::rules as queue;
use crate::domain::refusal::Refusal;
use crate::domain::{count, set_up, undo};

/// The card that is valid for a job: one card is enough, however often it is printed.
pub fn card_for(board: &Board, does: &CardJob) -> Option<BadgeNumber> {
    board.cards.doing(does).find(|number| !board.attendance.is_revoked(*number))
}

/// What a card does at this moment; nothing when it was reported lost.
pub fn valid_job(board: &Board, number: BadgeNumber) -> Option<&CardJob> {
    board.cards.job(number).filter(|_| !board.attendance.is_revoked(number))
}

/// Makes out a card for each job that has none.
pub fn issue(board: &Board, jobs: &[CardJob], asker: &Asker) -> Result<Decision, Refusal> {
    let lacking: Vec<&CardJob> = jobs.iter().filter(|does| card_for(board, does).is_none()).collect();
    if lacking.is_empty() {
        return Ok(Decision::nothing_new());
    }
    if lacking.len() > limits::CARDS_PER_FACT {
        let (given, most) = (lacking.len() as u64, limits::CARDS_PER_FACT as u64);
        return Err(Refusal::OutOfBounds { given, most });
    }
    let desk = set_up::own_number(board, asker)?;
    let most = u64::from(BadgeNumber::LAST_SERIAL);
    let used_up = Refusal::OutOfBounds { given: most + 1, most };
    let first = board.next_serial(desk.number.get()).ok_or(used_up.clone())?.serial();
    let numbered = (first..).zip(lacking).map(|(serial, does)| {
        let number = BadgeNumber::new(desk.number.get(), serial)?;
        Some(IssuedCard { number, does: does.clone() })
    });
    let cards: Vec<IssuedCard> = numbered.collect::<Option<_>>().ok_or(used_up)?;
    let outcome = Outcome::CardsIssued { cards: cards.len() };
    Ok(Decision::of(desk.joined.into_iter().chain([Fact::CardsIssued { cards }]), outcome))
}

/// Reports a badge or a card lost: its number is not accepted any more.
pub fn revoke(board: &Board, number: BadgeNumber) -> Result<Decision, Refusal> {
    let is_known = board.cards.job(number).is_some() || !board.attendance.bearers(number).is_empty();
    if !is_known {
        return Err(Refusal::UnknownNumber { number });
    }
    if board.attendance.is_revoked(number) {
        return Ok(Decision::nothing_new());
    }
    Ok(Decision::of([Fact::BadgeRevoked { number }], Outcome::Revoked { number }))
}

/// A card was scanned: it does its job, or says why not.
pub fn scan(board: &Board, number: BadgeNumber, asker: &Asker) -> Decision {
    if board.attendance.is_revoked(number) {
        return refuse(ScanReason::RevokedCard, number);
    }
    match board.cards.job(number) {
        Some(does) => carry_out(board, does, asker).into(),
        None => refuse(ScanReason::UnknownCard, number),
    }
}

fn carry_out(board: &Board, does: &CardJob, asker: &Asker) -> Result<Decision, Refusal> {
    match does {
        CardJob::Undo => undo::undo(board, None, None, false, asker),
        // Whoever has a question on the screen takes these before they come here.
        CardJob::Answer { .. } | CardJob::Supervisor => Err(Refusal::NothingAsked),
        CardJob::Station { station } => match board.square.station(station) {
            Some(_) => Ok(Decision::of([], Outcome::AtStation { station: station.clone() })),
            None => Err(Refusal::UnknownStation { station: station.clone() }),
        },
        CardJob::Turn { station, turn } => match turn {
            CardTurn::Next => queue::call_next(board, station),
            CardTurn::Recall => queue::recall(board, station),
            CardTurn::Arrive => queue::arrive(board, station),
            CardTurn::Absent => queue::absent(board, station),
            CardTurn::Finish => queue::finish(board, station),
        },
        CardJob::Take { service, class } => queue::take(board, service, *class, asker),
        CardJob::Count { service, quantity } => count::count(board, service, *quantity, None, true),
    }
}

fn refuse(reason: ScanReason, number: BadgeNumber) -> Decision {
    let fact = Fact::ScanRefused { reason, number: Some(number) };
    Decision { facts: vec![fact], answer: Err(Refusal::Scan { reason, person: None }) }
}
