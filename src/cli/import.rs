//! `qiandao import`: a roster file is looked into, what is in it is said, and it is taken in. A parcel and copies of
//! facts are taken in as they are.

use std::path::{Path, PathBuf};

use crate::desk::{Gone, ImportSummary};
use crate::office::{self, Choices, ColumnMap, Preview, RosterFile, RosterFileError};
use crate::words::names::Names;
use crate::words::{Said, cli};

use super::args::{ImportArguments, ReadingArguments};
use super::door::{Door, complain};
use super::failure::Failure;
use super::parcel;

/// Says what is in a roster file, and takes it in unless only a look was asked for.
pub fn import(door: &Door, wanted: &ImportArguments) -> Result<(), Failure> {
    if let Some(path) = &wanted.parcel {
        return parcel::unpack(door, path);
    }
    if !wanted.facts.is_empty() {
        return restore(door, &wanted.facts);
    }
    // Without a parcel there is a file: the arguments ask for one of the two.
    let path = wanted.file.clone().unwrap_or_default();
    let file = match read(&path, &wanted.reading) {
        Err(Failure::Roster(RosterFileError::BadRows { bad, others })) if wanted.good_rows => {
            let rows: Vec<String> = bad.iter().map(|cell| cell.said().text(door.lang)).collect();
            complain(&rows);
            *others
        }
        file => file?,
    };
    let mut desk = door.desk()?;
    if desk.board().square.outing().is_none() {
        return Err(Failure::NotSetUp);
    }
    Preview::of(&file).said().iter().try_for_each(|said| door.say(said))?;
    let gone = desk.gone_from(&file);
    if !gone.is_empty() {
        let names = Names::new(desk.board(), desk.roster());
        let people: Vec<String> = gone.iter().map(|person| names.person(*person).text(door.lang)).collect();
        let phrase = if wanted.withdraw_gone { cli::GONE_LEAVE } else { cli::GONE_STAY };
        door.say(&phrase.fill([("gone", gone.len().to_string()), ("people", people.join(", "))]))?;
    }
    if wanted.look {
        door.say(&imported(&desk.look_at(&file)?))?;
        return door.say(&cli::ONLY_LOOKED.said());
    }
    let summary = desk.import_with(&file, if wanted.withdraw_gone { Gone::Leave } else { Gone::Stay })?;
    door.say(&imported(&summary))
}

/// Takes in the facts of copies.
fn restore(door: &Door, paths: &[PathBuf]) -> Result<(), Failure> {
    let mut desk = door.desk()?;
    let restored = desk.restore(paths)?;
    door.say(&restored.said(desk.board()))
}

/// Reads a roster file as it was said.
pub fn read(file: &Path, wanted: &ReadingArguments) -> Result<RosterFile, Failure> {
    let columns = wanted.map.as_deref().map(ColumnMap::parse).transpose().map_err(Failure::Map)?.unwrap_or_default();
    Ok(office::read_roster(file, &Choices { columns, sheet: wanted.sheet.clone() })?)
}

/// How many people came in.
pub fn imported(summary: &ImportSummary) -> Said {
    cli::IMPORTED.fill([
        ("people", summary.people.to_string()),
        ("units", summary.units.to_string()),
        ("new", summary.new.to_string()),
        ("changed", summary.changed.to_string()),
        ("same", summary.same.to_string()),
    ])
}
