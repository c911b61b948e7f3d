//! What every command of the program shares: the data folder, the open desk, and where sentences go.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::desk::{Desk, DeskOptions, PaperOptions};
use crate::journal::{Healed, Opened, Problem};
use crate::tui::terminal;
use crate::words::{Lang, Said};

use super::args::PrinterAt;
use super::failure::Failure;
use super::{folder, outings};

/// What every command needs: where the data are, and how to speak.
pub struct Door {
    /// The data folder that was asked for.
    pub asked_folder: Option<PathBuf>,
    /// The outing that was asked for, where the folder keeps several.
    pub outing: Option<String>,
    /// Whether an outing that is not there yet may be begun.
    pub may_begin: bool,
    /// The language of sentences.
    pub lang: Lang,
    /// How a desk that is worked at keeps its paper.
    pub paper: PaperOptions,
}

impl Door {
    /// The folder that keeps all outings.
    pub fn base(&self) -> Result<PathBuf, Failure> {
        self.asked_folder.clone().or_else(folder::default).ok_or(Failure::NoHome)
    }

    /// The data folder of the outing that is meant: the one that was named, or the only one there is.
    pub fn folder(&self) -> Result<PathBuf, Failure> {
        let base = self.base()?;
        if let Some(name) = &self.outing {
            return Ok(outings::folder_of(&base, name, self.may_begin)?);
        }
        Ok(outings::only(&base)?)
    }

    /// Lists the outings there are.
    pub fn list_outings(&self) -> Result<(), Failure> {
        let kept = outings::kept(&self.base()?);
        if kept.is_empty() { Err(Failure::NotSetUp) } else { kept.iter().try_for_each(|kept| self.say(&kept.said())) }
    }

    /// Opens the desk, and tells what had to be mended.
    pub fn desk(&self) -> Result<Desk, Failure> {
        let folder = self.folder()?;
        self.desk_in(&folder, DeskOptions::default())
    }

    /// Opens the desk to work at it, line by line, and tells what had to be mended.
    pub fn desk_at_work(&self, wake: Arc<dyn Fn() + Send + Sync>) -> Result<Desk, Failure> {
        let options = DeskOptions { wake: Some(wake), paper: Some(self.paper.clone()), ..DeskOptions::default() };
        self.desk_in(&self.folder()?, options)
    }

    /// Opens the desk of a folder, and tells what had to be mended.
    pub fn desk_in(&self, folder: &Path, options: DeskOptions) -> Result<Desk, Failure> {
        let (desk, news) = Self::desk_and_news(folder, options)?;
        complain(&news.iter().map(|said| said.text(self.lang)).collect::<Vec<_>>());
        Ok(desk)
    }

    /// Opens the desk of a folder; what had to be mended is for the caller to tell.
    pub fn desk_and_news(folder: &Path, options: DeskOptions) -> Result<(Desk, Vec<Said>), Failure> {
        log_panics(folder);
        let (desk, opened) = Desk::open(folder, options)?;
        let mut news = found(&opened);
        news.extend(desk.settings_trouble());
        Ok((desk, news))
    }

    /// Lets a desk print its slips where it was asked for. What could not be written down is told, and holds for now.
    pub fn set_printer(&self, desk: &mut Desk, asked: Option<&PrinterAt>) {
        let place = match asked {
            None => return,
            Some(PrinterAt::Nowhere) => None,
            Some(PrinterAt::Place(place)) => Some(place.clone()),
        };
        if let Err(said) = desk.set_printer(place) {
            complain(&[said.text(self.lang)]);
        }
    }

    /// Says one sentence on standard output.
    pub fn say(&self, said: &Said) -> Result<(), Failure> {
        print(&format!("{}\n", said.text(self.lang)))
    }
}

/// Sends what a bug would print to a file in the data folder: screens and answers stay clean, and nothing is lost that
/// helps to find it.
fn log_panics(folder: &Path) {
    let path = folder.join("qiandao.log");
    terminal::log_panics(move |text| {
        let log = OpenOptions::new().create(true).append(true).open(&path);
        // Where even the log cannot be written there is nobody left to tell.
        let _ = log.and_then(|mut log| writeln!(log, "{text}"));
    });
}

/// What opening a folder found that people should know.
fn found(opened: &Opened) -> Vec<Said> {
    let holes = opened.holes.iter().map(|hole| Problem::Missing(*hole).said());
    opened.healed.iter().map(Healed::said).chain(holes).collect()
}

/// Writes a text to standard output.
pub fn print(text: &str) -> Result<(), Failure> {
    let mut output = io::stdout().lock();
    unless_closed(output.write_all(text.as_bytes()).and_then(|()| output.flush()))
}

/// Who stops reading has read enough.
pub fn unless_closed(written: io::Result<()>) -> Result<(), Failure> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => Ok(written?),
    }
}

/// Says sentences on standard error; when even that is closed, nobody is there to hear.
pub fn complain(lines: &[String]) {
    let mut errors = io::stderr().lock();
    for line in lines {
        let _heard = writeln!(errors, "{line}");
    }
}
