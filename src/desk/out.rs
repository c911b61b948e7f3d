//! What a desk hands over, as files: the format by the name's ending, written whole or not at all.
//!
//! A file is written under another name beside its place and renamed when it is durable, so that whoever opens it, and
//! whenever the power fails, finds the whole old one or the whole new one.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{self, Path, PathBuf};

pub use super::out_error::OutError;

use super::Desk;
use crate::domain::report::{Days, Report};
use crate::domain::time::Day;
use crate::words::names::Names;
use crate::words::sheets::{self, Document, Each};
use crate::words::{Lang, evening};
use crate::{office, paper};

/// What a file is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A workbook.
    Workbook,
    /// A web page to print.
    Page,
    /// Markdown.
    Markdown,
    /// Comma-separated text.
    Separated,
}

impl Form {
    /// The form that a name's ending asks for.
    pub fn of(path: &Path) -> Result<Self, OutError> {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
        match ending.as_str() {
            "xlsx" => Ok(Self::Workbook),
            "html" | "htm" => Ok(Self::Page),
            "md" => Ok(Self::Markdown),
            "csv" => Ok(Self::Separated),
            _ => Err(OutError::Ending { path: path.to_owned() }),
        }
    }
}

impl Desk {
    /// The report of some days, as it stands now; nothing of practice is in it.
    pub fn report(&self, days: Days, lang: Lang) -> Document {
        self.document_of(&Report::of(self.counting_board(), days), lang)
    }

    fn document_of(&self, report: &Report, lang: Lang) -> Document {
        let (board, roster) = self.counting();
        sheets::report(report, &Names::new(board, roster), self.id(), self.now(), &self.heard_at(), lang)
    }

    /// Writes what is handed over in the evening: the report as a workbook and as a page, the sentence in both languages
    /// as text, the record of hours as a workbook and as sheets to seal. It goes where the paper copy goes, or into the
    /// data folder when that place is not there; files of the same day are replaced.
    pub fn hand_over(&self, lang: Lang) -> Result<HandedOver, OutError> {
        let folder = self.settings().paper.iter().find(|folder| folder.is_dir()).unwrap_or(&self.folder);
        let folder = whole_path(folder);
        let day = Day::of(self.now());
        let mut names = Vec::new();
        let mut place = |name: &str, ending: &str| {
            let name = format!("{name}-{day}.{ending}");
            let path = folder.join(&name);
            names.push(name);
            path
        };
        let days = self.days_to_close();
        let report = Report::of(self.counting_board(), days);
        let document = self.document_of(&report, lang);
        write_document(&place("report", "xlsx"), &document)?;
        write_document(&place("report", "html"), &document)?;
        let said = evening::said(&report.evening);
        let sentence = format!("{}\r\n{}\r\n", said.text(Lang::Zh), said.text(Lang::En));
        write_bytes(&place("report", "txt"), sentence.as_bytes())?;
        if let Some(hours) = self.hours(days, self.hours_rules()) {
            if let Some(record) = self.record_of_hours(&hours, lang) {
                write_document(&place("hours", "xlsx"), &record)?;
            }
            for (each, name) in [(Each::Person, "hours-people"), (Each::Unit, "hours-units")] {
                if let Some((title, sheets)) = self.hour_sheets(&hours, each, lang) {
                    write_pages(&place(name, "html"), &title, &sheets)?;
                }
            }
        }
        Ok(HandedOver { folder, names })
    }
}

/// What was handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandedOver {
    /// Where it is.
    pub folder: PathBuf,
    /// The files: report as workbook, as page, the sentence, then the hours as workbook, by person, by unit.
    pub names: Vec<String>,
}

/// Where a file is, said whole: people look for it in another program, which may start elsewhere.
pub fn whole_path(path: impl AsRef<Path>) -> PathBuf {
    let path = path.as_ref();
    path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// Writes a document as its file's name says.
pub fn write_document(path: &Path, document: &Document) -> Result<(), OutError> {
    let bytes = match Form::of(path)? {
        Form::Workbook => office::write_workbook(document)
            .map_err(|error| OutError::Write { path: path.to_owned(), error: io::Error::other(error) })?,
        Form::Page => paper::document(document).into_bytes(),
        Form::Markdown => office::markdown(document).into_bytes(),
        Form::Separated => office::separated(document),
    };
    write_bytes(path, &bytes)
}

/// Whether a name is one of a page to print; nothing else has sheets.
pub fn page_of(path: &Path) -> Result<(), OutError> {
    match Form::of(path) {
        Ok(Form::Page) => Ok(()),
        _ => Err(OutError::NoPage { path: path.to_owned() }),
    }
}

/// Writes sheets to print, each on a page of its own.
pub fn write_pages(path: &Path, title: &str, sheets: &[Document]) -> Result<(), OutError> {
    page_of(path)?;
    write_bytes(path, paper::pages(title, sheets).as_bytes())
}

fn write_bytes(path: &Path, bytes: &[u8]) -> Result<(), OutError> {
    write_whole(path, |file| file.write_all(bytes)).map_err(|error| OutError::Write { path: path.to_owned(), error })
}

/// Writes a file whole or not at all.
pub fn write_whole(path: &Path, write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>) -> io::Result<()> {
    if path.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let unfinished = unfinished(path);
    let written = File::create(&unfinished).and_then(|file| {
        let mut file = BufWriter::new(file);
        write(&mut file)?;
        file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()
    });
    written.and_then(|()| fs::rename(&unfinished, path)).inspect_err(|_| {
        // A part of it under a file's name would be taken for all of it.
        let _gone = fs::remove_file(&unfinished);
    })
}

/// The name under which a file is written until it is whole.
fn unfinished(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".in_progress");
    path.with_file_name(name)
}
