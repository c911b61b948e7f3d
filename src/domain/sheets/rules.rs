//! What a desk decides about printed badges: it takes note of those that stand on no sheet yet.

use crate::domain::board::Board;
use crate::domain::decision::Decision;
use crate::domain::fact::{Fact, PrintedBadge};
use crate::domain::limits;
use crate::domain::outcome::Outcome;
use crate::domain::refusal::Refusal;

/// Notes the badges that were put on a sheet.
pub fn note(board: &Board, badges: &[PrintedBadge]) -> Result<Decision, Refusal> {
    let new: Vec<PrintedBadge> = badges.iter().copied().filter(|badge| !board.sheets.holds(*badge)).collect();
    let facts = new.chunks(limits::PEOPLE_PER_FACT).map(|chunk| Fact::BadgesPrinted { badges: chunk.to_vec() });
    Ok(Decision::of(facts, Outcome::BadgesPrinted { badges: badges.len() }))
}
