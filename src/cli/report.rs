//! `qiandao report`: the figures of a day or of all as a workbook, a page to print, Markdown or comma-separated text.

use std::path::Path;

use crate::desk::out;
use crate::domain::report::Days;
use crate::domain::time::Day;
use crate::words::cli;

use super::door::Door;
use super::failure::Failure;

/// Writes the report to a file.
pub fn report(door: &Door, path: &Path, day: Option<Day>) -> Result<(), Failure> {
    // A wrong ending is said before anything is opened.
    out::Form::of(path)?;
    let desk = door.desk()?;
    if desk.board().square.outing().is_none() {
        return Err(Failure::NotSetUp);
    }
    out::write_document(path, &desk.report(day.map_or(Days::All, Days::One), door.lang))?;
    door.say(&cli::REPORTED.fill([("path", path.display().to_string())]))
}
