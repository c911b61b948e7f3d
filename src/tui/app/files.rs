//! What the window writes to files and reads from them: sheets, the evening's files, the paper copy, a roster.
//!
//! Formats are in [`crate::office`] and [`crate::paper`]; here is only what was wanted and what is said of it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::App;
use crate::desk::{Desk, ImportError, ImportSummary, Sheet, out};
use crate::office::{self, BadCell, Choices, ColumnMap, Preview, RosterFile, RosterFileError};
use crate::paper::CardSize;
use crate::tui::action::{Action, RosterFault, RosterSeen};
use crate::words::names::Names;
use crate::words::{self, Said, refusal, square};

impl App {
    pub(super) fn print(&mut self, sheet: &Sheet, size: CardSize, path: &str) {
        self.settle();
        let path = out::whole_path(path);
        let printed = self.world.desk.print(sheet, size, &path, self.model.lang);
        self.read_board();
        let names = Names::new(self.world.desk.board(), self.world.desk.roster());
        let said = printed.map_err(|error| error.said(&names)).map(|count| sheet.said(count, &path));
        self.act(Action::Printed(said));
    }

    pub(super) fn write_closing(&mut self, path: &str) -> Result<Said, Said> {
        self.settle();
        let path = out::whole_path(path);
        let desk = &self.world.desk;
        let sheet = desk.closing_sheet(desk.days_to_close(), self.model.lang);
        out::write_document(&path, &sheet).map_err(|error| error.said())?;
        Ok(words::closing::WRITTEN.fill([("path", path.display().to_string())]))
    }

    pub(super) fn hand_over(&mut self) -> Result<Said, Said> {
        self.settle();
        let paths = self.world.desk.hand_over(self.model.lang).map_err(|error| error.said())?;
        let name = |ending: &str| {
            let path = paths.iter().find(|path| path.extension().is_some_and(|known| known == ending));
            path.map(|path| path.display().to_string()).unwrap_or_default()
        };
        let named = [("workbook", name("xlsx")), ("page", name("html")), ("sentence", name("txt"))];
        Ok(words::tally::HANDED_OVER.fill(named))
    }

    /// Takes other folders for the paper copy; a first one that is not there is said.
    pub(super) fn keep_paper_in(&mut self, folders: &[String]) -> Result<(), Said> {
        let folders: Vec<PathBuf> = folders.iter().filter(|folder| !folder.is_empty()).map(out::whole_path).collect();
        match folders.first() {
            Some(first) if !first.is_dir() => {
                Err(words::desk::OUT_NO_FOLDER.fill([("path", first.display().to_string())]))
            }
            _ => self.world.desk.change_settings(|settings| settings.paper = folders),
        }
    }

    /// Hands on how an import or a set-up went, after the window has seen the new board.
    pub(super) fn told(
        &mut self,
        action: fn(Result<ImportSummary, Said>) -> Action,
        went: Result<ImportSummary, ImportError>,
    ) {
        self.read_board();
        let names = Names::new(self.world.desk.board(), self.world.desk.roster());
        let went = went.map_err(|error| import_error(&error, &names));
        self.act(action(went));
    }
}

/// Looks into a roster file: what is in it, or every row that is wrong.
pub(super) fn read_roster(desk: &Desk, path: &str, columns: ColumnMap) -> Result<RosterSeen, Box<RosterFault>> {
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
