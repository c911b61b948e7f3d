//! Office files in and out: rosters as workbooks, web pages or text in any encoding. Bytes in, people out.
//!
//! ```text
//! bytes -- open --> xlsx, ods, xls, html, delimited --> workbook -- headers --> which column is what
//!                                                                -- roster_in --> people, or every reason why not
//! ```
//!
//! No terminal, no journal. What a file says of its own size is believed nowhere: every reader fills a
//! workbook, which keeps the limits. A broken file changes nothing and names every row and why.

pub mod column_map;
pub mod fault;
pub mod field;
pub mod people;
pub mod place;
pub mod preview;
pub mod roster_in;
pub mod safe_cell;
pub mod template;

mod biff;
mod compound;
mod delimited;
mod encoding;
mod headers;
mod html;
mod ods;
mod open;
mod package;
mod person;
mod report_out;
mod workbook;
mod xls;
mod xlsx;
mod xml;

#[cfg(test)]
mod kit;

pub use column_map::{ColumnMap, ColumnMapError};
pub use encoding::gb18030;
pub use fault::{BadCell, CellFault, HeadSeen, HeadsSeen, RosterFileError};
pub use field::Field;
pub use people::{RosterFile, RosterRow};
pub use preview::Preview;
pub use report_out::{markdown, separated, workbook as write_workbook};
pub use roster_in::{Choices, parse_roster, read_roster};
pub use template::template;
