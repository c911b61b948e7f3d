//! The slip printer of one desk: jobs go in, paper comes out, in the background and whatever the printer does.
//!
//! Bytes are the caller's ([`crate::paper`] draws them); here they are only carried: to a port on the network, a device
//! or file, or a serial port. Nobody ever waits for paper: [`Printer::print`] returns at once, and [`Printer::status`]
//! says how it goes. A job of which not one byte went out is tried again by itself; one of which something may be on
//! paper never is, so that no slip is doubled in silence: it is named, and a person decides.

mod fault;
mod link;
mod patience;
mod place;
mod spool;
mod status;
#[cfg(test)]
mod tests;

pub use fault::Why;
pub use patience::Patience;
pub use place::{NoPlace, Place};
pub use spool::{Job, Printer};
pub use status::{Look, Status};
