//! `qiandao join`: this laptop becomes a desk of a square, without a screen.

use std::io::{self, Write};
use std::thread;
use std::time::{Duration, Instant};

use crate::desk::{Desk, DeskOptions, DeskWish, Joining};
use crate::sync::JoinCode;
use crate::words::sync;

use super::args::{Everywhere, JoinArguments};
use super::door::Door;
use super::failure::Failure;

/// Whoever is there is found within this.
const NOBODY_AFTER: Duration = Duration::from_secs(12);
/// Longer than this nobody waits without a sentence.
const ALL_WITHIN: Duration = Duration::from_secs(18);
/// What keeps desks apart may mend itself for so long: an address of a program that is just ending.
const TROUBLE_AFTER: Duration = Duration::from_secs(3);
const PAUSE: Duration = Duration::from_millis(2);
/// The number of this desk is told within this, or when it works.
const TOLD_WITHIN: Duration = Duration::from_secs(2);
/// Before this nobody can have said that it was heard.
const TOLD_LEAST: Duration = Duration::from_millis(500);

/// Joins, and ends when everything of the square is on this laptop's disk.
pub fn join(door: &Door, wanted: &Everywhere, join: &JoinArguments) -> Result<(), Failure> {
    let mut desk = door.desk_in(&door.folder()?, DeskOptions::default())?;
    let code = code(door, join.code.as_ref(), || Ok(desk.join_code()))?;
    desk.meet_with(wanted.meeting());
    desk.join(code, DeskWish { number: join.desk, name: join.name.clone().unwrap_or_default() })?;
    wait(&mut desk)?;
    let_others_know(&mut desk);
    let board = desk.board();
    let number = board.square.desk(desk.id()).map(|card| card.number.to_string()).unwrap_or_default();
    door.say(&sync::JOINED.fill([
        ("number", number),
        ("people", board.attendance.totals().expected.to_string()),
        ("facts", board.ledger().len().to_string()),
        ("code", board.agreement().to_string()),
    ]))
}

/// The code that was given, the one of before, or what is typed now.
pub fn code(
    door: &Door,
    given: Option<&String>,
    before: impl FnOnce() -> Result<Option<JoinCode>, Failure>,
) -> Result<JoinCode, Failure> {
    if let Some(given) = given {
        return read(given);
    }
    if let Some(before) = before()? {
        return Ok(before);
    }
    let mut output = io::stdout().lock();
    write!(output, "{}", sync::ASK_CODE.text(door.lang)).and_then(|()| output.flush())?;
    let mut line = String::new();
    if io::stdin().read_line(&mut line)? == 0 {
        return Err(Failure::NoCode);
    }
    read(line.trim())
}

fn read(given: &str) -> Result<JoinCode, Failure> {
    given.parse().map_err(|_| Failure::NotACode { given: given.to_owned() })
}

fn wait(desk: &mut Desk) -> Result<(), Failure> {
    let began = Instant::now();
    loop {
        desk.collect();
        let Some(joining) = desk.joining() else { return Ok(()) };
        let troubles = desk.meeting().map(|meeting| meeting.troubles).unwrap_or_default();
        if !troubles.is_empty() && began.elapsed() > TROUBLE_AFTER {
            return Err(Failure::Apart(troubles));
        }
        match joining {
            Joining::Refused(refusal) => return Err(Failure::Refused(refusal)),
            Joining::Looking { .. } if began.elapsed() > NOBODY_AFTER => return Err(Failure::Nobody),
            Joining::Taking { facts, missing } if began.elapsed() > ALL_WITHIN => {
                return Err(Failure::NotInTime { facts, missing, seconds: ALL_WITHIN.as_secs() });
            }
            _ => thread::sleep(PAUSE),
        }
    }
}

/// Whoever joins next must not take the same number.
fn let_others_know(desk: &mut Desk) {
    let began = Instant::now();
    while began.elapsed() < TOLD_WITHIN {
        desk.collect();
        let is_told = desk.meeting().and_then(|meeting| meeting.unsent).is_some_and(|unsent| unsent == 0);
        if is_told && began.elapsed() > TOLD_LEAST {
            break;
        }
        thread::sleep(PAUSE);
    }
}
