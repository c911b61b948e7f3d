//! `qiandao badges` and `qiandao cards`: sheets for the browser, as files.

use std::path::Path;

use crate::desk::{CardSet, Desk, PrintError, Sheet};
use crate::domain::refusal::Refusal;
use crate::paper::CardSize;
use crate::words::cards;

use super::args::{SetName, SizeName};
use super::door::Door;
use super::failure::Failure;

/// Lays badges out.
pub fn badges(door: &Door, out: &Path, unit: Option<&str>, missing: bool, size: SizeName) -> Result<(), Failure> {
    let desk = door.desk()?;
    let called = |text: &str| desk.unit_called(text).ok_or(Failure::Refused(Refusal::UnknownUnit));
    let sheet = Sheet::Badges { unit: unit.map(called).transpose()?, missing };
    print(door, desk, &sheet, size, out)
}

/// Lays cards out.
pub fn cards(door: &Door, out: &Path, set: SetName, size: SizeName) -> Result<(), Failure> {
    let set = match set {
        SetName::All => CardSet::All,
        SetName::Desk => CardSet::Desk,
        SetName::Stations => CardSet::Stations,
        SetName::Services => CardSet::Services,
    };
    print(door, door.desk()?, &Sheet::Cards(set), size, out)
}

fn print(door: &Door, mut desk: Desk, sheet: &Sheet, size: SizeName, out: &Path) -> Result<(), Failure> {
    let size = match size {
        SizeName::Badge => CardSize::Badge,
        SizeName::Table => CardSize::Table,
    };
    let count = desk.print(sheet, size, out, door.lang)?;
    door.say(&cards::PRINTED.fill([("count", count.to_string()), ("path", out.display().to_string())]))
}

impl From<PrintError> for Failure {
    fn from(error: PrintError) -> Self {
        match error {
            PrintError::Nothing => Self::NothingToPrint,
            PrintError::Refused(refusal) => Self::Refused(refusal),
            PrintError::NotSaved(error) => Self::Journal(error),
            PrintError::Write { path, why } => Self::Write { path, why },
        }
    }
}
