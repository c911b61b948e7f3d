//! `qiandao demo`: the demo square in a folder of its own, with part of its morning behind it.

use crate::demo::{script, stage};
use crate::line::Session;
use crate::tui::runtime;

use super::args::Everywhere;
use super::door::{Door, print};
use super::failure::Failure;
use super::{folder, screen};

/// When the visitor comes: the rush is over, all queues are at work.
const OPENED_AT_MINUTE: u16 = 10 * 60 + 12;

/// Prints the whole morning.
pub fn print_script() -> Result<(), Failure> {
    print(&script::whole())
}

/// Opens the demo square on the full screen; a new one is filled first.
pub fn open(door: &Door, wanted: &Everywhere) -> Result<(), Failure> {
    let folder = door.asked_folder.clone().or_else(folder::of_demo).ok_or(Failure::NoHome)?;
    let inbox = runtime::inbox();
    let (mut desk, news) = Door::desk_and_news(&folder, screen::options(door, &inbox))?;
    match desk.board().square.outing().map(|outing| outing.demo) {
        Some(true) => {
            stage::wind_up(&mut desk);
            screen::show(door, inbox, desk, news, wanted)
        }
        Some(false) => Err(Failure::NotADemo { folder }),
        None => {
            let mut session = Session::new(desk, door.lang);
            let played = session.play(&script::until(OPENED_AT_MINUTE));
            played.map_err(|answer| Failure::Script { said: answer.words() })?;
            screen::show(door, inbox, session.into_desk(), news, wanted)
        }
    }
}
