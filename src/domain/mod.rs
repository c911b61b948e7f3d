//! The ground: words of the square, rules, folding and counting. No IO, no clock, no randomness.

pub mod alike;
pub mod clean;
pub mod find;
pub mod number;
