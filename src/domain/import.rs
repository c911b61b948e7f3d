//! What a desk decides about a roster file: all of it at once, under one heading, so that it is undone at once too.
//!
//! The first fact is the heading; everything else the same press writes belongs to it. Names are not here: the desk
//! writes them to the roster beside the facts, and writes the former values back when the heading is undone.

use super::attendance::rules as attendance;
use super::board::Board;
use super::command::Import;
use super::decision::Decision;
use super::fact::{Entry, Fact};
use super::outcome::Outcome;
use super::refusal::Refusal;
use super::set_up;

/// Takes a roster file in; what stands so already is no fact.
pub fn import(board: &Board, import: &Import) -> Result<Decision, Refusal> {
    let Import { units, people, moves, changed, gone } = import;
    let mut facts = set_up::units(board, units).facts;
    facts.extend(attendance::enrol(board, people)?.facts);
    for (person, unit) in moves {
        facts.extend(attendance::move_to(board, *person, unit)?.facts);
    }
    for person in gone {
        facts.extend(attendance::withdraw(board, *person)?.facts);
    }
    if facts.is_empty() && *changed == 0 {
        return Ok(Decision::nothing_new());
    }
    let count = |people: usize| u32::try_from(people).unwrap_or(u32::MAX);
    let (new, changed, gone) = (count(people.len()), count(*changed), count(gone.len()));
    facts.insert(0, Fact::RosterImported { new, changed, gone });
    Ok(Decision::of(facts, Outcome::Imported { new, changed, gone }))
}

/// The heading of the import that an entry belongs to, if it came with one.
pub fn heading_of<'a>(board: &'a Board, entry: &'a Entry) -> Option<&'a Entry> {
    let mut caused = board.ledger().caused_by(entry.desk(), entry.nonce);
    caused.find(|entry| matches!(entry.fact, Fact::RosterImported { .. }))
}

/// What came with an import, its heading left out.
pub fn came_with<'a>(board: &'a Board, heading: &'a Entry) -> impl Iterator<Item = &'a Entry> {
    let caused = board.ledger().caused_by(heading.desk(), heading.nonce);
    caused.filter(|entry| entry.key != heading.key)
}
