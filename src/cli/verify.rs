//! `qiandao verify`: everything is read again, checked and folded anew; nothing is changed.

use crate::domain::board::Board;
use crate::domain::fact::Measure;
use crate::journal::{self, Read};
use crate::words::cli;

use super::door::Door;
use super::failure::Failure;

/// Says what the facts add up to; fails with one line for each thing that is wrong.
pub fn verify(door: &Door) -> Result<(), Failure> {
    let mut board = Board::default();
    let verified = journal::verify(&door.folder()?, |read| {
        if let Read::Entry(entry) = read {
            board.absorb(entry);
        }
    })?;
    let totals = board.attendance.totals();
    let [visits, copies] = [Measure::Visits, Measure::Copies].map(|measure| counted(&board, measure));
    door.say(&cli::VERIFIED.fill([
        ("facts", verified.facts.to_string()),
        ("code", board.agreement().to_string()),
        ("expected", totals.expected.to_string()),
        ("arrived", totals.arrived.to_string()),
        ("present", totals.present.to_string()),
        ("visits", visits.to_string()),
        ("copies", copies.to_string()),
    ]))?;
    if verified.problems.is_empty() { door.say(&cli::ALL_WELL.said()) } else { Err(Failure::Wrong(verified.problems)) }
}

fn counted(board: &Board, measure: Measure) -> u64 {
    let services = board.square.services().into_iter().filter(|service| service.measure == measure);
    services.map(|service| board.tally.of_service(&service.service)).sum()
}
