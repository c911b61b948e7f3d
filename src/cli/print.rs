//! `qiandao badges`, `cards`, `forms` and `template`: what goes on paper or to the units, as files.

use std::io::{self, Write};
use std::path::Path;

use crate::desk::out::write_whole;
use crate::desk::{CardSet, Desk, FormsWanted, PrintError, Sheet};
use crate::domain::refusal::Refusal;
use crate::office;
use crate::paper::CardSize;

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
    door.say(&sheet.said(count, out))
}

/// Lays blank forms out.
pub fn forms(door: &Door, out: &Path, wanted: FormsWanted) -> Result<(), Failure> {
    print(door, door.desk()?, &Sheet::Forms(wanted), SizeName::Badge, out)
}

/// Writes an empty roster; no data folder is needed for it.
pub fn template(door: &Door, out: &Path) -> Result<(), Failure> {
    let bytes = office::template(door.lang).map_err(|error| Failure::writing(out, &io::Error::other(error)))?;
    write_whole(out, |file| file.write_all(&bytes)).map_err(|error| Failure::writing(out, &error))?;
    door.say(&Sheet::Template.said(1, out))
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
