//! The ground: words of the square, rules, folding and counting. No IO, no clock, no randomness.
//!
//! Read [`fact`] first (what can happen), then [`board`] (what it adds up to), then a topic: [`attendance`],
//! [`queue`], [`tally`], [`square`]. [`ledger`] keeps order and undo; names and phones are apart, in [`roster`].
//! What a desk may do, and what it answers, is routed by [`decide`] to the topics' rules.

pub mod admission;
pub mod alike;
pub mod attendance;
pub mod board;
pub mod cards;
pub mod clean;
pub mod closing;
pub mod command;
pub mod count;
pub mod course;
pub mod day_before;
pub mod days;
pub mod decide;
pub mod decision;
pub mod digest;
pub mod dismissals;
pub mod doubts;
pub mod estimate;
pub mod evening;
pub mod fact;
pub mod find;
pub mod given_out;
pub mod hours;
pub mod ids;
pub mod import;
pub mod index;
#[cfg(test)]
mod kit;
pub mod ledger;
pub mod limits;
pub mod notices;
pub mod number;
pub mod outcome;
pub mod queue;
pub mod refusal;
pub mod report;
pub mod roster;
pub mod roster_digest;
pub mod scans;
pub mod set_up;
pub mod sheets;
pub mod square;
pub mod sums;
pub mod tally;
pub mod targets;
pub mod time;
pub mod timeline;
pub mod undo;
pub mod wait;
