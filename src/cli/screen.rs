//! `qiandao`: the full screen on a desk.

use crate::demo::stage;
use crate::desk::{Desk, DeskOptions};
use crate::tui::runtime::{self, Inbox};
use crate::tui::theme::Palette;

use super::args::ThemeName;
use super::door::Door;
use super::failure::Failure;

/// Opens the full screen on the data folder.
pub fn open(door: &Door, theme: Option<ThemeName>) -> Result<(), Failure> {
    let inbox = Inbox::new();
    let mut desk = door.desk_in(&door.folder()?, options(&inbox))?;
    stage::wind_up(&mut desk);
    show(door, inbox, desk, theme)
}

/// A desk that rings in the window's inbox when answers are ready.
pub fn options(inbox: &Inbox) -> DeskOptions {
    DeskOptions { wake: Some(inbox.bell()), ..DeskOptions::default() }
}

/// Shows the window until it is closed.
pub fn show(door: &Door, inbox: Inbox, desk: Desk, theme: Option<ThemeName>) -> Result<(), Failure> {
    let asked = theme.map(|theme| match theme {
        ThemeName::Daylight => Palette::Daylight,
        ThemeName::Dark => Palette::Dark,
        ThemeName::Mono => Palette::Mono,
    });
    let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    Ok(runtime::run(inbox, desk, door.lang, Palette::at_start(asked, no_color))?)
}
