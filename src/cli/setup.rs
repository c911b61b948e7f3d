//! `qiandao setup`: the square is set up without a screen.

use crate::demo::square::{self, Stalls};
use crate::desk::{Desk, SetUp};
use crate::domain::fact::Outing;
use crate::domain::time::Day;
use crate::office::Preview;
use crate::words::cli;

use super::args::SetupArguments;
use super::door::Door;
use super::failure::Failure;
use super::import::{imported, read};

/// Half past eight to half past five, the day of most squares; both can be set on the screen.
const OPENS_MINUTE: u16 = 8 * 60 + 30;
const CLOSES_MINUTE: u16 = 17 * 60 + 30;

/// Sets outing, desk and, in a new square, services and stations. A bad roster file changes nothing at all.
pub fn set_up(door: &Door, wanted: &SetupArguments) -> Result<(), Failure> {
    let roster = wanted.roster.as_deref().map(|file| read(file, &wanted.reading)).transpose()?;
    if let Some(roster) = &roster {
        Preview::of(roster).said().iter().try_for_each(|said| door.say(said))?;
    }
    let mut desk = door.desk()?;
    let is_new = desk.board().square.services().is_empty();
    let Stalls { services, stations, targets } = if is_new { square::first_stalls() } else { Stalls::default() };
    let summary = desk.set_up(&SetUp {
        outing: outing(&desk, wanted),
        number: wanted.desk,
        place: wanted.place.clone().unwrap_or_else(|| square::DESK_NAME.to_owned()),
        services,
        stations,
        targets,
        units: Vec::new(),
        roster: roster.unwrap_or_default(),
        event_secret: None,
    })?;
    door.say(&cli::SET_UP.fill([
        ("name", wanted.name.clone()),
        ("day", wanted.date.to_string()),
        ("desk", wanted.desk.to_string()),
        ("folder", door.folder()?.display().to_string()),
    ]))?;
    if wanted.roster.is_some() { door.say(&imported(&summary)) } else { Ok(()) }
}

/// Hours stay as they were set before; the number in the codes stays for ever, or printed badges would be void.
fn outing(desk: &Desk, wanted: &SetupArguments) -> Outing {
    let before = desk.board().square.outing();
    Outing {
        name: wanted.name.clone(),
        event: before.map_or_else(|| event_number(wanted.date), |before| before.event),
        first_day: wanted.date,
        last_day: wanted.until.unwrap_or(wanted.date),
        opens_minute: before.map_or(OPENS_MINUTE, |before| before.opens_minute),
        closes_minute: before.map_or(CLOSES_MINUTE, |before| before.closes_minute),
        demo: before.is_some_and(|before| before.demo),
    }
}

/// Month and day: badges of the outing before are told from this one's, and people can read it.
fn event_number(day: Day) -> u16 {
    let (_, month, day) = day.parts();
    u16::try_from(month * 100 + day).unwrap_or(1)
}
