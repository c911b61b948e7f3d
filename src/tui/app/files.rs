//! What the window writes to files and reads from them: sheets, the evening's files, the paper copy, a roster.
//!
//! Formats are in [`crate::office`] and [`crate::paper`]; here is only what was wanted and what is said of it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::desk::{Desk, ImportError, ImportSummary, Sheet, out};
use crate::office::{self, BadCell, Choices, ColumnMap, Preview, RosterFile, RosterFileError};
use crate::paper::CardSize;
use crate::tui::action::{RosterFault, RosterSeen};
use crate::words::names::Names;
use crate::words::{self, Lang, Said, refusal, square};

/// Lays badges or cards out for the browser.
pub fn printed(desk: &mut Desk, sheet: &Sheet, size: CardSize, path: &str, lang: Lang) -> Result<Said, Said> {
    let path = out::whole_path(path);
    let printed = desk.print(sheet, size, &path, lang);
    let names = Names::new(desk.board(), desk.roster());
    printed.map_err(|error| error.said(&names)).map(|count| sheet.said(count, &path))
}

/// Writes the closing sheet.
pub fn closing_written(desk: &Desk, path: &str, lang: Lang) -> Result<Said, Said> {
    let path = out::whole_path(path);
    let sheet = desk.closing_sheet(desk.days_to_close(), lang);
    out::write_document(&path, &sheet).map_err(|error| error.said())?;
    Ok(words::closing::WRITTEN.fill([("path", path.display().to_string())]))
}

/// Writes all files of the evening.
pub fn handed_over(desk: &Desk, lang: Lang) -> Result<Said, Said> {
    let written = desk.hand_over(lang).map_err(|error| error.said())?;
    let mut names = written.names.into_iter();
    let mut name = || names.next().unwrap_or_default();
    let filled = [
        ("folder", written.folder.display().to_string()),
        ("workbook", name()),
        ("page", name()),
        ("sentence", name()),
        ("hours", name()),
        ("people", name()),
        ("units", name()),
    ];
    Ok(words::tally::HANDED_OVER.fill(filled))
}

/// Takes other folders for the paper copy; a first one that is not there is said.
pub fn paper_kept_in(desk: &mut Desk, folders: &[String]) -> Result<(), Said> {
    let folders: Vec<PathBuf> = folders.iter().filter(|folder| !folder.is_empty()).map(out::whole_path).collect();
    match folders.first() {
        Some(first) if !first.is_dir() => Err(words::desk::OUT_NO_FOLDER.fill([("path", first.display().to_string())])),
        _ => desk.change_settings(|settings| settings.paper = folders),
    }
}

/// How an import or a set-up went, for people.
pub fn import_told(desk: &Desk, went: Result<ImportSummary, ImportError>) -> Result<ImportSummary, Said> {
    let names = Names::new(desk.board(), desk.roster());
    went.map_err(|error| import_error(&error, &names))
}

/// Looks into a roster file: what is in it, or every row that is wrong.
pub fn read_roster(desk: &Desk, path: &str, columns: ColumnMap) -> Result<RosterSeen, Box<RosterFault>> {
    // A file dragged into a terminal comes in quotes.
    let path = path.trim().trim_matches(['"', '\'']);
    let error = match office::read_roster(Path::new(path), &Choices { columns, sheet: None }) {
        Ok(file) => {
            let failed = |why| Box::new(RosterFault { said: vec![why], ..RosterFault::default() });
            return look_at(desk, file).map_err(failed);
        }
        Err(error) => error,
    };
    let mut fault = Box::new(RosterFault { said: vec![error.said()], ..RosterFault::default() });
    match error {
        RosterFileError::BadRows { bad, others } => {
            fault.said.extend(bad.iter().map(BadCell::said));
            fault.others = Some(*others).filter(|others| !others.people.is_empty()).and_then(|o| look_at(desk, o).ok());
        }
        RosterFileError::NoHeader { seen, .. } => fault.heads = Some(seen),
        _ => {}
    }
    Err(fault)
}

/// What people should know of a file before they take it in.
fn look_at(desk: &Desk, file: RosterFile) -> Result<RosterSeen, Said> {
    let names = Names::new(desk.board(), desk.roster());
    let summary = desk.look_at(&file).map_err(|error| import_error(&error, &names))?;
    let mut preview = Preview::of(&file).said();
    if summary.gone > 0 {
        let gone: Vec<Said> = desk.gone_from(&file).into_iter().map(|person| names.person(person)).collect();
        preview.push(square::GONE.fill([("count", gone.len().to_string())]).and("people", Said::list(gone)));
    }
    Ok(RosterSeen { file: Arc::new(file), preview, summary })
}

fn import_error(error: &ImportError, names: &Names<'_>) -> Said {
    match error {
        ImportError::Refused(refused) => refusal::said(refused, names),
        ImportError::NotSaved(error) => error.said(),
    }
}
