//! One line of text -> what is asked for. Knows the words of the commands, not the square: whom a text means, and
//! whether a service is there, is asked in [`super::session`].

mod stalls;

use crate::domain::clean::{clean_text, fold_width};
use crate::domain::command::Command;
use crate::domain::fact::{Class, StationStatus};
use crate::domain::ids::{EntryKey, ServiceId, StationId, TicketId};
use crate::domain::number::SlipRun;
use crate::domain::refusal::PersonAct;
use crate::domain::time::Day;
use crate::printer::Place;

use super::commands;
use super::fault::Fault;
use super::people::{self, PeopleAct};

/// What a line asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// Something that may write facts.
    Act(Act),
    /// An answer to the question before.
    Answer(String),
    /// A look at the board, which changes nothing.
    Look(Look),
    /// All about a ticket: which one does the text mean?
    Ticket(String),
    /// Something with the other desks.
    Desks(DesksAct),
    /// Practice begins, or ends.
    Practice(bool),
    /// Slips are printed there from now on, or nowhere.
    Printer(Option<Place>),
    /// Somebody looked after the slips that may not have come out.
    SlipsSeen,
    /// The demo square.
    SetUpDemo,
    /// The time of what follows, in seconds after midnight.
    At(u32),
}

/// Something to do, as far as the line alone tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// All is said.
    Ready(Command),
    /// A text that a scanner typed.
    Scan(String),
    /// Check in or out: whom does the text mean?
    Person(Way, String),
    /// Send to a station, or to none.
    Assign(Option<StationId>, String),
    /// A unit by name, how many, and perhaps its leader.
    Team(String, u16, Option<String>),
    /// The rest of a unit's team.
    TeamOut(String),
    /// Something with a ticket: which one does the text mean?
    Ticket(String, TicketAct),
    /// The slip of a ticket once more: which one does the text mean?
    Reprint(String),

    /// Something with people on the list.
    People(PeopleAct),
    /// A service to be added or changed: which letter do its tickets begin with?
    NewService(NewService),
    /// Paper slips, served between two times of a day: today unless said.
    Paper {
        /// Of which service.
        service: ServiceId,
        /// Which slips.
        slips: SlipRun,
        /// Seconds after midnight.
        from_secs: u32,
        /// Seconds after midnight.
        to_secs: u32,
        /// The day.
        day: Option<Day>,
    },
}

/// What a line says of a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewService {
    /// Its word.
    pub service: ServiceId,
    /// Minutes of one visit; 0 when it takes no numbers.
    pub minutes: u16,
    /// Chinese name.
    pub zh: String,
    /// English name, or empty.
    pub en: String,
}

/// What is to be done with a ticket, once it is known which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TicketAct {
    /// Void it, for a reason.
    Cancel(String),
    /// Go on with it at a station.
    Resume(StationId),
    /// Send it to another service.
    Transfer(ServiceId),
    /// Put it into the line again after it was missed.
    Return,
    /// Call it to a station out of turn, for a reason.
    CallOne(StationId, String),
    /// Make it a priority number, for a reason.
    Raise(String),
}

impl TicketAct {
    /// The command for one ticket.
    pub fn command(self, ticket: TicketId) -> Command {
        match self {
            Self::Cancel(reason) => Command::CancelTicket { ticket, reason },
            Self::Resume(station) => Command::Resume { ticket, station },
            Self::Transfer(service) => Command::Transfer { ticket, service },
            Self::Return => Command::Return { ticket },
            Self::CallOne(station, reason) => Command::CallOne { station, ticket, reason },
            Self::Raise(reason) => Command::Raise { ticket, reason },
        }
    }
}

/// In or out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Check in.
    In,
    /// Check out.
    Out,
}

impl Way {
    /// What is to be done with a person, once it is known who and how.
    pub fn act(self, by: crate::domain::fact::Means) -> PersonAct {
        match self {
            Self::In => PersonAct::CheckIn(by),
            Self::Out => PersonAct::CheckOut(by),
        }
    }
}

/// What is asked about other desks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DesksAct {
    /// The code by which they join.
    Invite,
    /// Who is there.
    Desks,
    /// This one leaves.
    Leave,
    /// A lost one is taken off: by number or id.
    Remove(String),
}

/// A look at the board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Look {
    /// The people a text means.
    Find(String),
    /// The tally.
    Tally,
    /// The queues.
    Queues,
    /// How many people and units.
    Roster,
    /// Which scans were refused.
    Scans,
    /// What should be looked at.
    Notices,
    /// The latest entries, so many.
    History(usize),
    /// The slip printer.
    Printer,
    /// The agreement code.
    Code,
    /// The commands, or one of them.
    Help(Option<String>),
}

/// How many entries `history` shows unless told.
const HISTORY_ROWS: usize = 20;

/// Reads a line that is not empty.
pub fn parse(line: &str) -> Result<Request, Fault> {
    let (word, rest) = first_word(line);
    let word = fold_width(word);
    let command = commands::named(&word).ok_or_else(|| Fault::UnknownCommand { word: clean_text(&word) })?;
    let arguments = Arguments { command: command.word, rest };
    if command.arguments.is_empty() && !rest.is_empty() {
        return Err(arguments.bad(rest));
    }
    let act = |act| Ok(Request::Act(act));
    let look = |look| Ok(Request::Look(look));
    match command.word {
        "scan" => act(Act::Scan(arguments.text()?)),
        "in" => act(Act::Person(Way::In, arguments.text()?)),
        "out" => act(Act::Person(Way::Out, arguments.text()?)),
        "assign" => act(arguments.assign()?),
        "team" => act(arguments.team()?),
        "register" | "edit" | "merge" | "credit" | "withdraw" | "reissue" | "badge" => {
            act(Act::People(people::parse(command.word, rest)?))
        }
        "teamout" => act(Act::TeamOut(arguments.text()?)),
        "cancel" | "resume" | "transfer" | "return" | "raise" => act(arguments.ticket()?),
        "reprint" => act(Act::Reprint(arguments.one_word()?)),
        "printer" if rest.is_empty() => look(Look::Printer),
        "printer" if rest.eq_ignore_ascii_case("seen") => Ok(Request::SlipsSeen),
        "printer" => Ok(Request::Printer(arguments.printer()?)),
        "callone" => act(arguments.call_one()?),
        "service" => act(arguments.service_changed()?),
        "paper" => act(arguments.paper()?),
        "invite" => Ok(Request::Desks(DesksAct::Invite)),
        "desks" => Ok(Request::Desks(DesksAct::Desks)),
        "leave" => Ok(Request::Desks(DesksAct::Leave)),
        "remove" => Ok(Request::Desks(DesksAct::Remove(arguments.one_word()?))),
        "answer" => Ok(Request::Answer(fold_width(&arguments.text()?))),
        "find" => look(Look::Find(arguments.text()?)),
        "tally" => look(Look::Tally),
        "queues" => look(Look::Queues),
        "ticket" => Ok(Request::Ticket(arguments.one_word()?)),
        "roster" => look(Look::Roster),
        "scans" => look(Look::Scans),
        "notices" => look(Look::Notices),
        "history" => look(Look::History(arguments.rows()?)),
        "code" => look(Look::Code),
        "help" => look(Look::Help((!rest.is_empty()).then(|| rest.to_owned()))),
        "setup" if fold_width(rest).eq_ignore_ascii_case("demo") => Ok(Request::SetUpDemo),
        "practice" => Ok(Request::Practice(arguments.on_or_off()?)),
        "at" => Ok(Request::At(arguments.time()?)),
        _ => act(Act::Ready(arguments.command()?)),
    }
}

/// The first word of a line and what follows it.
fn first_word(line: &str) -> (&str, &str) {
    let line = line.trim();
    line.split_once(char::is_whitespace).map_or((line, ""), |(word, rest)| (word, rest.trim_start()))
}

/// What follows a command's word.
struct Arguments<'a> {
    command: &'static str,
    rest: &'a str,
}

impl Arguments<'_> {
    fn missing(&self) -> Fault {
        Fault::Missing { command: self.command }
    }

    fn bad(&self, given: &str) -> Fault {
        Fault::Bad { command: self.command, given: clean_text(given) }
    }

    /// The whole rest, blanks and all.
    fn text(&self) -> Result<String, Fault> {
        if self.rest.is_empty() { Err(self.missing()) } else { Ok(self.rest.to_owned()) }
    }

    /// One word and nothing after it.
    fn one_word(&self) -> Result<String, Fault> {
        match first_word(self.rest) {
            ("", _) => Err(self.missing()),
            (word, "") => Ok(fold_width(word)),
            (_, more) => Err(self.bad(more)),
        }
    }

    fn station(&self) -> Result<StationId, Fault> {
        station(&self.one_word()?)
    }

    /// The commands for which the line says all.
    fn command(&self) -> Result<Command, Fault> {
        Ok(match self.command {
            "take" => self.take()?,
            "next" => Command::CallNext { station: self.station()? },
            "recall" => Command::Recall { station: self.station()? },
            "arrive" => Command::Arrive { station: self.station()? },
            "absent" => Command::MarkAbsent { station: self.station()? },
            "done" => Command::Finish { station: self.station()? },
            "direct" => Command::ServeDirectly { station: self.station()? },
            "park" => self.park(false)?,
            "pool" => self.park(true)?,
            "open" => self.turned(StationStatus::Open)?,
            "pause" => self.turned(StationStatus::Paused)?,
            "close" => self.turned(StationStatus::Closed)?,
            "station" => self.station_added()?,
            "target" => self.target()?,
            "hours" => self.hours_ruled()?,
            "square" => Command::NameSquare { square: self.rest.to_owned() },
            "count" => self.count()?,
            "undo" => self.undo()?,
            "redo" => Command::Redo,
            "revoke" => {
                let word = self.one_word()?;
                Command::Revoke { number: word.parse().map_err(|_| self.bad(&word))? }
            }
            "dismiss" => {
                let word = self.one_word()?;
                Command::DismissNotice { notice: word.parse().map_err(|_| self.bad(&word))? }
            }
            _ => return Err(if self.rest.is_empty() { self.missing() } else { self.bad(self.rest) }),
        })
    }

    fn printer(&self) -> Result<Option<Place>, Fault> {
        if self.rest.eq_ignore_ascii_case("none") {
            return Ok(None);
        }
        self.rest.parse().map(Some).map_err(|_| self.bad(self.rest))
    }

    fn on_or_off(&self) -> Result<bool, Fault> {
        match self.one_word()?.to_ascii_lowercase().as_str() {
            "on" => Ok(true),
            "off" => Ok(false),
            word => Err(self.bad(word)),
        }
    }

    fn take(&self) -> Result<Command, Fault> {
        let (word, class) = first_word(self.rest);
        if word.is_empty() {
            return Err(self.missing());
        }
        let class = match fold_width(class).to_ascii_lowercase().as_str() {
            "" | "normal" => Class::Normal,
            "priority" => Class::Priority,
            _ => return Err(self.bad(class)),
        };
        Ok(Command::TakeNumber { service: service(word)?, class })
    }

    fn count(&self) -> Result<Command, Fault> {
        let (word, number) = first_word(self.rest);
        if word.is_empty() {
            return Err(self.missing());
        }
        let quantity = if number.is_empty() { 1 } else { self.number(number)? };
        Ok(Command::Count { service: service(word)?, quantity, station: None, sure: false })
    }

    /// A whole number; one beyond all bounds is for the rules to refuse.
    fn number(&self, text: &str) -> Result<u32, Fault> {
        let digits = fold_width(text);
        let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        if plain { Ok(digits.parse().unwrap_or(u32::MAX)) } else { Err(self.bad(text)) }
    }

    /// `undo`, `undo REASON`, `undo ENTRY`, `undo ENTRY REASON`. What looks like an entry is one: a misspelt id must
    /// not undo the last entry for that reason.
    fn undo(&self) -> Result<Command, Fault> {
        let (word, more) = first_word(self.rest);
        let looks_like_entry = word.matches('-').count() >= 2 && word.bytes().all(|byte| byte.is_ascii_graphic());
        let (entry, reason) = if looks_like_entry {
            (Some(word.parse::<EntryKey>().map_err(|_| self.bad(word))?), more)
        } else {
            (None, self.rest)
        };
        let reason = (!reason.is_empty()).then(|| reason.to_owned());
        Ok(Command::Undo { entry, reason, sure: false })
    }

    fn assign(&self) -> Result<Act, Fault> {
        let (word, who) = self.first_and_text()?;
        let nowhere = fold_width(word).eq_ignore_ascii_case("none");
        Ok(Act::Assign(if nowhere { None } else { Some(station(word)?) }, who))
    }

    /// The first whole number ends the unit's name, which may hold blanks.
    fn team(&self) -> Result<Act, Fault> {
        let words: Vec<&str> = self.rest.split_whitespace().collect();
        let is_number = |word: &&str| fold_width(word).bytes().all(|byte| byte.is_ascii_digit());
        let at = words.iter().skip(1).position(is_number).map(|at| at + 1).ok_or_else(|| self.missing())?;
        let (unit, rest) = words.split_at_checked(at).ok_or_else(|| self.missing())?;
        let (heads, leader) = rest.split_first().ok_or_else(|| self.missing())?;
        let heads = u16::try_from(self.number(heads)?).unwrap_or(u16::MAX);
        Ok(Act::Team(unit.join(" "), heads, (!leader.is_empty()).then(|| leader.join(" "))))
    }

    /// The commands that name a ticket first, by its number or the entry that took it.
    fn ticket(&self) -> Result<Act, Fault> {
        let (ticket, rest) = first_word(self.rest);
        let rest = Arguments { command: self.command, rest };
        let act = match self.command {
            "resume" => TicketAct::Resume(rest.station()?),
            "transfer" => TicketAct::Transfer(service(&rest.one_word()?)?),
            "return" if rest.rest.is_empty() && !ticket.is_empty() => TicketAct::Return,
            "return" if !ticket.is_empty() => return Err(self.bad(rest.rest)),
            "raise" => TicketAct::Raise(rest.text()?),
            _ => TicketAct::Cancel(rest.text()?),
        };
        Ok(Act::Ticket(fold_width(ticket), act))
    }

    fn call_one(&self) -> Result<Act, Fault> {
        let (at, rest) = self.first_and_text()?;
        let rest = Arguments { command: self.command, rest: &rest };
        let (ticket, reason) = rest.first_and_text()?;
        Ok(Act::Ticket(fold_width(ticket), TicketAct::CallOne(station(at)?, reason)))
    }

    /// One word, and a text after it.
    fn first_and_text(&self) -> Result<(&str, String), Fault> {
        let (word, text) = first_word(self.rest);
        if text.is_empty() { Err(self.missing()) } else { Ok((word, text.to_owned())) }
    }

    fn park(&self, pool: bool) -> Result<Command, Fault> {
        let (at, reason) = self.first_and_text()?;
        Ok(Command::Park { station: station(at)?, reason, pool })
    }

    fn rows(&self) -> Result<usize, Fault> {
        if self.rest.is_empty() {
            return Ok(HISTORY_ROWS);
        }
        Ok(usize::try_from(self.number(&self.one_word()?)?).unwrap_or(usize::MAX))
    }

    /// Seconds after midnight; the seconds may be left out.
    fn time(&self) -> Result<u32, Fault> {
        let word = self.one_word()?;
        let bad = || self.bad(&word);
        let parts: Vec<u32> =
            word.split(':').map(|part| self.number(part)).collect::<Result<_, _>>().map_err(|_| bad())?;
        let (hours, minutes, secs) = match parts.as_slice() {
            [hours, minutes] => (*hours, *minutes, 0),
            [hours, minutes, secs] => (*hours, *minutes, *secs),
            _ => return Err(bad()),
        };
        let in_a_day = hours < 24 && minutes < 60 && secs < 60;
        if in_a_day { Ok((hours * 60 + minutes) * 60 + secs) } else { Err(bad()) }
    }
}

fn service(word: &str) -> Result<ServiceId, Fault> {
    fold_width(word).parse().map_err(|_| Fault::NoSuchService { given: clean_text(word) })
}

fn station(word: &str) -> Result<StationId, Fault> {
    fold_width(word).parse().map_err(|_| Fault::NoSuchStation { given: clean_text(word) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ready(command: Command) -> Request {
        Request::Act(Act::Ready(command))
    }

    fn undo(entry: Option<&str>, reason: Option<&str>) -> Request {
        let entry = entry.map(|key| key.parse().unwrap());
        ready(Command::Undo { entry, reason: reason.map(str::to_owned), sure: false })
    }

    #[test]
    fn lines_say_what_they_mean_in_any_dress() {
        let key = "000000000000feed-00000007-12";
        let station = || "3".parse().unwrap();
        let cases = [
            ("next 3", ready(Command::CallNext { station: station() })),
            ("  NEXT   3  ", ready(Command::CallNext { station: station() })),
            ("\u{ff4e}\u{ff45}\u{ff58}\u{ff54}\u{3000}\u{ff13}", ready(Command::CallNext { station: station() })),
            ("undo", undo(None, None)),
            ("undo pressed the wrong key", undo(None, Some("pressed the wrong key"))),
            (&format!("undo {key}"), undo(Some(key), None)),
            (&format!("undo {key} mistake"), undo(Some(key), Some("mistake"))),
            ("at 09:05", Request::At(32_700)),
            ("at 23:59:59", Request::At(86_399)),
            ("history", Request::Look(Look::History(20))),
            ("agreement", Request::Look(Look::Code)),
            (
                "team Lei Feng Team 12 000-00003-2",
                Request::Act(Act::Team("Lei Feng Team".to_owned(), 12, Some("000-00003-2".to_owned()))),
            ),
            ("assign none Wang Fang", Request::Act(Act::Assign(None, "Wang Fang".to_owned()))),
        ];
        for (line, expected) in cases {
            assert_eq!(parse(line), Ok(expected), "{line}");
        }
    }

    #[test]
    fn a_line_that_cannot_be_read_says_how_to_write_it() {
        let cases = [
            ("dance", "unknown_command"),
            ("\0\0", "unknown_command"),
            ("scan", "missing_argument"),
            ("find", "missing_argument"),
            ("next", "missing_argument"),
            ("next 3 4", "bad_argument"),
            ("next \u{4e09}", "unknown_station"),
            ("take \u{4e49}\u{526a}", "unknown_service"),
            ("take haircut now", "bad_argument"),
            ("count tea -5", "bad_argument"),
            ("count tea 1.5", "bad_argument"),
            ("count tea many", "bad_argument"),
            ("cancel A1001", "missing_argument"),
            ("return", "missing_argument"),
            ("return A1001 now", "bad_argument"),
            ("resume A1001", "missing_argument"),
            ("callone 3 A1001", "missing_argument"),
            ("callone", "missing_argument"),
            ("park 3", "missing_argument"),
            ("station", "missing_argument"),
            ("station 3", "bad_argument"),
            ("station add 3", "missing_argument"),
            ("open", "missing_argument"),
            ("close 3 4", "bad_argument"),
            ("service", "missing_argument"),
            ("service dance clinic", "bad_argument"),
            ("service close", "missing_argument"),
            ("service add eyes", "missing_argument"),
            ("service add eyes 5", "missing_argument"),
            ("service add eyes soon Eyes", "bad_argument"),
            ("service add eyes 70000 Eyes", "bad_argument"),
            ("paper clinic A900001 A900040 9:00", "missing_argument"),
            ("paper clinic A900001 A900040 9:00 10:00 11:00", "bad_argument"),
            ("paper clinic A900001 A900040 9:00 10:00 2026-03-05 x", "bad_argument"),
            ("paper clinic A900040 A900001 9:00 10:00", "bad_argument"),
            ("paper clinic A1001 A1002 9:00 10:00", "bad_argument"),
            ("paper clinic A900001 A900040 nine ten", "bad_argument"),
            ("undo feed-7-12", "bad_argument"),
            ("tally now", "bad_argument"),
            ("team 12", "missing_argument"),
            ("team Lei Feng", "missing_argument"),
            ("setup", "missing_argument"),
            ("setup real", "bad_argument"),
            ("at noon", "bad_argument"),
            ("at 24:00:00", "bad_argument"),
            ("at 9", "bad_argument"),
            ("history -1", "bad_argument"),
            ("dismiss", "missing_argument"),
            ("reprint", "missing_argument"),
            ("printer usb://x", "bad_argument"),
            ("practice", "missing_argument"),
            ("practice maybe", "bad_argument"),
            ("practice on now", "bad_argument"),
        ];
        for (line, code) in cases {
            let fault = parse(line).expect_err(line);
            assert_eq!(fault.code(), code, "{line}");
        }
    }

    #[test]
    fn every_command_of_the_table_is_read() {
        for command in commands::COMMANDS {
            let with_word = parse(&format!("{} x", command.word));
            assert!(!matches!(with_word, Err(Fault::UnknownCommand { .. })), "{}", command.word);
        }
    }
}
