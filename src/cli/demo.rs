//! `qiandao demo`: the demo square in a folder of its own, with part of its morning behind it.

use crate::demo::script;
use crate::line::Session;

use super::door::{Door, print};
use super::failure::Failure;
use super::folder;

/// When the visitor comes: the rush is over, all queues are at work.
const OPENED_AT_MINUTE: u16 = 10 * 60 + 12;

/// Prints the whole morning.
pub fn print_script() -> Result<(), Failure> {
    print(&script::whole())
}

/// Opens the demo square; a new one is filled first.
pub fn open(door: &Door) -> Result<Session, Failure> {
    let folder = door.asked_folder.clone().or_else(folder::of_demo).ok_or(Failure::NoHome)?;
    let desk = door.desk_in(&folder)?;
    let outing = desk.board().square.outing().map(|outing| outing.demo);
    let mut session = Session::new(desk, door.lang);
    match outing {
        Some(true) => Ok(session),
        Some(false) => Err(Failure::NotADemo { folder }),
        None => {
            session
                .play(&script::until(OPENED_AT_MINUTE))
                .map_err(|answer| Failure::Script { said: answer.words() })?;
            Ok(session)
        }
    }
}
