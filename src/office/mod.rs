//! Office files in and out: rosters as CSV or TSV in any encoding. Bytes in, people out; no terminal, no journal.
//!
//! ```text
//! bytes -- encoding --> text -- delimited --> table -- headers --> which column is what -- roster_in --> people
//! ```
//!
//! A broken file changes nothing: it comes back as a [`RosterFileError`] that names every row and why.

pub mod encoding;
pub mod fault;
pub mod field;
pub mod headers;
pub mod people;
pub mod place;
pub mod roster_in;
pub mod table;

mod delimited;

pub use fault::{BadCell, CellFault, RosterFileError};
pub use people::{RosterFile, RosterRow};
pub use roster_in::{parse_roster, read_roster};
