//! The demo square: 65 units, 320 volunteers, sixteen services, and a scripted morning; also the services that a real
//! square starts with. Data and a rehearsal of the rules: nothing is written here and no clock is read.
//!
//! The only room beside [`crate::words`] where Chinese stands, in its tables. The key of the demo square is known to
//! everybody, so that the script can show whole codes: a square set up here must never take real badges.

pub mod chance;
mod manuscript;
mod morning;
pub mod rehearsal;
pub mod script;
pub mod square;
pub mod stage;
