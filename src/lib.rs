//! `qiandao` (签到): the check-in desk for a day of volunteer service in a public square.
//!
//! The library is a house of rooms; arrows go down only, siblings do not know each other
//! (`tests/it/house.rs` keeps it so):
//!
//! ```text
//!          main   cli                    the door
//!       tui        line                  two windows on the same clerk
//!              desk                      decide -> write -> count -> tell others
//!   journal   sync   badge   paper   printer   office   the book, the messenger, the badge press, slips and sheets and
//!                                                       where they are printed, office files
//!              wire                      how an entry looks as bytes
//!              words                     every text a person reads, zh and en
//!              domain                    rules and counting; no IO, no clock, no randomness
//! ```
//!
//! Start reading at [`domain`]: what a fact is, and how facts become counts.

pub mod badge;
pub mod cli;
pub mod demo;
pub mod desk;
pub mod domain;
pub mod journal;
pub mod line;
pub mod office;
pub mod paper;
pub mod printer;
pub mod sync;
pub mod tui;
pub mod wire;
pub mod words;
