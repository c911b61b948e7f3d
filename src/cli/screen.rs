//! `qiandao`: the full screen on a desk.

use std::path::PathBuf;

use crate::demo::stage;
use crate::desk::{Desk, DeskError, DeskOptions, Watch};
use crate::journal::JournalError;
use crate::tui::chooser::Chooser;
use crate::tui::runtime::{self, Inbox};
use crate::tui::theme::Palette;
use crate::words::{Said, cli};

use super::args::{Everywhere, ThemeName};
use super::door::Door;
use super::failure::Failure;
use super::outings::{self, Kept, OutingError};

/// Opens the full screen on the data folder.
pub fn open(door: &Door, wanted: &Everywhere) -> Result<(), Failure> {
    let Some(folder) = folder_to_open(door, wanted)? else { return Ok(()) };
    let inbox = runtime::inbox();
    let (mut desk, news) = Door::desk_and_news(&folder, options(door, &inbox))?;
    stage::wind_up(&mut desk);
    show(door, inbox, desk, news, wanted)
}

/// Opens the public display: beside the program that has the folder open it reads along, else it is the desk.
pub fn open_display(door: &Door, wanted: &Everywhere) -> Result<(), Failure> {
    let Some(folder) = folder_to_open(door, wanted)? else { return Ok(()) };
    let inbox = runtime::inbox();
    match Door::desk_and_news(&folder, options(door, &inbox)) {
        Err(Failure::Desk(DeskError::Journal(JournalError::InUse { .. }))) => {
            let watch = Watch::open(&folder).map_err(Failure::Journal)?;
            Ok(runtime::watch(watch, &window(door, wanted, Vec::new()))?)
        }
        opened => {
            let (mut desk, news) = opened?;
            stage::wind_up(&mut desk);
            let news = news.into_iter().chain(desk.meet(wanted.meeting()).err().map(|error| error.said())).collect();
            show_window(door, inbox, desk, runtime::Options { display: true, ..window(door, wanted, news) })
        }
    }
}

/// The data folder of the outing that is wanted, asked for on the screen when there are several; `None` when nobody
/// chose one.
fn folder_to_open(door: &Door, wanted: &Everywhere) -> Result<Option<PathBuf>, Failure> {
    match door.folder() {
        Err(Failure::Outing(OutingError::Which { known })) => {
            let rows = known.iter().map(Kept::said).chain([cli::NEW_OUTING.said()]).collect();
            let chooser = Chooser { title: cli::CHOOSE_OUTING.said(), rows, lang: door.lang, palette: palette(wanted) };
            let Some(index) = chooser.ask()? else { return Ok(None) };
            let known = known.into_iter().nth(index).map(|kept| kept.folder);
            known.map_or_else(|| Ok(outings::free_folder(&door.base()?)), Ok).map(Some)
        }
        folder => folder.map(Some),
    }
}

/// A desk that rings in the window's inbox when answers are ready, with paper beside it.
pub fn options(door: &Door, inbox: &Inbox) -> DeskOptions {
    DeskOptions { wake: Some(inbox.bell()), paper: Some(door.paper.clone()), ..DeskOptions::default() }
}

/// Shows the window until it is closed, what was found at opening first; then says that everything is saved.
pub fn show(door: &Door, inbox: Inbox, mut desk: Desk, news: Vec<Said>, wanted: &Everywhere) -> Result<(), Failure> {
    door.set_printer(&mut desk, wanted.printer.as_ref());
    let news = news.into_iter().chain(desk.meet(wanted.meeting()).err().map(|error| error.said())).collect();
    show_window(door, inbox, desk, window(door, wanted, news))
}

/// How the window begins.
fn window(door: &Door, wanted: &Everywhere, news: Vec<Said>) -> runtime::Options {
    let (lang, silent, scanner) = (door.lang, wanted.quiet, wanted.scanner.clone());
    runtime::Options { news, lang, palette: palette(wanted), silent, scanner, display: false }
}

fn show_window(door: &Door, inbox: Inbox, desk: Desk, options: runtime::Options) -> Result<(), Failure> {
    let desk = runtime::run(inbox, desk, options)?;
    door.say(&cli::GOODBYE.fill([("facts", desk.board().ledger().len().to_string())]))
}

/// The colours that are wanted.
fn palette(wanted: &Everywhere) -> Palette {
    let asked = wanted.theme.map(|theme| match theme {
        ThemeName::Daylight => Palette::Daylight,
        ThemeName::Dark => Palette::Dark,
        ThemeName::Mono => Palette::Mono,
    });
    let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    Palette::at_start(asked, no_color)
}
