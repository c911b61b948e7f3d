//! Documents of tables as office files: a workbook, a text of separated values, Markdown. Bytes out, no IO.
//!
//! A text that an office program would run is written as [`super::safe_cell`] says, and comes back as it was.

mod markdown;
mod separated;
mod workbook;

pub use markdown::markdown;
pub use separated::separated;
pub use workbook::workbook;

use std::borrow::Cow;

use super::safe_cell::guarded;
use crate::words::sheets::Cell;

/// A cell as text that no office program runs.
fn safe_text(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => guarded(text).into_owned(),
        other => other.text(),
    }
}

/// A text in one line: a cell never ends the row it stands in.
fn one_line(text: &str) -> Cow<'_, str> {
    if text.contains(['\n', '\r']) { Cow::Owned(text.replace(['\n', '\r'], " ")) } else { Cow::Borrowed(text) }
}
