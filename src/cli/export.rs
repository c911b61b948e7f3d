//! `qiandao export`: every fact as one line of JSON, in the order of folding. Anything on the tally screen can be
//! counted again from this file alone; names are not in it.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::domain::board::Board;
use crate::wire;
use crate::words::cli;

use super::door::{Door, unless_closed};
use super::failure::Failure;

/// Writes the facts to a file, or to standard output when it is called `-`.
pub fn facts(door: &Door, path: &Path) -> Result<(), Failure> {
    let desk = door.desk()?;
    if path.as_os_str() == "-" {
        return unless_closed(write(desk.board(), io::stdout().lock()));
    }
    let unfinished = unfinished(path);
    let written = File::create(&unfinished).and_then(|file| {
        let mut file = BufWriter::new(file);
        write(desk.board(), &mut file)?;
        file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()
    });
    written.and_then(|()| fs::rename(&unfinished, path)).map_err(|error| {
        // A part of the facts under a file's name would be taken for all of them.
        let _gone = fs::remove_file(&unfinished);
        Failure::writing(path, &error)
    })?;
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

/// The name under which the file is written until it is whole.
fn unfinished(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".in_progress");
    path.with_file_name(name)
}
