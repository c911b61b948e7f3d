//! `qiandao export`: every fact as one line of JSON, in the order of folding. Anything on the tally screen can be
//! counted again from this file alone; names are not in it.

use std::io::{self, Write};
use std::path::Path;

use crate::desk::out::write_whole;
use crate::domain::board::Board;
use crate::wire;
use crate::words::cli;

use super::args::ExportArguments;
use super::door::{Door, unless_closed};
use super::failure::Failure;
use super::parcel;

/// Writes what was asked for.
pub fn export(door: &Door, wanted: &ExportArguments) -> Result<(), Failure> {
    if let Some(path) = &wanted.parcel {
        return parcel::pack(door, path);
    }
    wanted.facts.as_deref().map_or(Ok(()), |path| facts(door, path))
}

/// Writes the facts to a file, or to standard output when it is called `-`.
fn facts(door: &Door, path: &Path) -> Result<(), Failure> {
    let desk = door.desk()?;
    if path.as_os_str() == "-" {
        return unless_closed(write(desk.board(), io::stdout().lock()));
    }
    write_whole(path, |file| write(desk.board(), file)).map_err(|error| Failure::writing(path, &error))?;
    door.say(
        &cli::EXPORTED.fill([("facts", desk.board().ledger().len().to_string()), ("path", path.display().to_string())]),
    )
}

fn write(board: &Board, mut output: impl Write) -> io::Result<()> {
    for entry in board.ledger().in_order() {
        let json = wire::to_json(entry).map_err(|error| io::Error::other(format!("{error:?}")))?;
        output.write_all(&json)?;
        output.write_all(b"\n")?;
    }
    output.flush()
}
