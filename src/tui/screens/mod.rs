//! The screens: each is its state, what an action makes of it, and its picture.
//!
//! ```text
//! pub struct State { .. }                       small enough to print; Default is the screen at the start
//! fn place(&self) -> Place                      where its keys are in the keymap; a part with a field has its own
//! fn update(&mut self, &Action, &Scene) -> Vec<Effect>     no disk, no clock: what is wanted is an effect
//! fn view(&self, &Scene, Rect, &mut Buffer) -> Option<Position>     the cursor, when there is a field
//! ```
//!
//! A screen returns [`Effect::Perform`](super::effect::Effect::Perform) and no more: the clerk's answer is shown and
//! asked about by [`super::update`] for all screens alike. The screen that is open also gets the answer itself
//! ([`Action::Answered`](super::action::Action::Answered)) if it wants to go on from there, and
//! [`Action::BoardChanged`](super::action::Action::BoardChanged) after every change, to work out anew what it keeps;
//! what a screen shows it reads from the [`Scene`](super::scene::Scene) while it draws. Scans never come as text and
//! are dealt with before.
//!
//! To add a screen: a module here with the four above; a variant of [`Screen`](super::action::Screen) and a field of
//! [`Model`](super::model::Model); its place and keys in [`super::keymap`], their words in `words/keys.rs`; its arms
//! in [`super::model`]. To add a part to a screen (a tab, a form): a field of its state, and a place if its keys differ.

pub mod check_in;
pub mod display;
pub mod people;
pub mod queue;
mod similar;
pub mod square;
pub mod tally;
pub mod units;
pub mod walkin;
