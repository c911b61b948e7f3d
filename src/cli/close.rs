//! `qiandao close`: what is still open at the end of the day, and the closing sheet as a file.

use std::path::Path;

use crate::desk::out;
use crate::domain::report::Days;
use crate::domain::time::Day;
use crate::words::closing;
use crate::words::names::Names;

use super::door::Door;
use super::failure::Failure;

/// Says what is open; writes the sheet when a file is named.
pub fn close(door: &Door, path: Option<&Path>, day: Option<Day>) -> Result<(), Failure> {
    // A wrong ending is said before anything is opened.
    path.map(out::Form::of).transpose()?;
    let desk = door.desk()?;
    if desk.board().square.outing().is_none() {
        return Err(Failure::NotSetUp);
    }
    let names = Names::new(desk.board(), desk.roster());
    let open = desk.closing();
    closing::said(&open, &names).iter().try_for_each(|said| door.say(said))?;
    if open.people.iter().any(|open| open.to_confirm().is_some()) {
        door.say(&closing::CONFIRM_BY_LINE.said())?;
    }
    let Some(path) = path else { return Ok(()) };
    let days = day.map_or_else(|| desk.days_to_close(), Days::One);
    out::write_document(path, &desk.closing_sheet(days, door.lang))?;
    door.say(&closing::WRITTEN.fill([("path", path.display().to_string())]))
}
