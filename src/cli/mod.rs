//! The door: arguments are read, the data folder is found and opened, the command is run, and what went wrong is said.
//!
//! Only here a sentence goes to standard error and an exit status is decided: 0 when it was done, 1 when not, 2 when
//! the arguments are wrong.

mod args;
mod close;
mod demo;
mod door;
mod export;
mod failure;
mod folder;
mod hours;
mod import;
mod join;
mod outings;
mod parcel;
mod print;
mod relay;
mod report;
mod screen;
mod setup;
mod verify;

use std::io::{self, BufReader, IsTerminal};
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;

use crate::desk::{FormsWanted, PaperOptions};
use crate::line::{self, Session, Style};
use crate::words::{Lang, cli};

use args::{Arguments, Command, Everywhere, LangName};
use door::{Door, complain, unless_closed};
use failure::Failure;

/// The program.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let lang = lang(arguments.everywhere.lang);
    match run(&arguments, lang) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            complain(&failure.lines(lang));
            if arguments.command.is_none() {
                keep_window_open(lang);
            }
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments, lang: Lang) -> Result<(), Failure> {
    let Everywhere { data, outing, paper, paper_every, .. } = &arguments.everywhere;
    let usual = PaperOptions { lang, ..PaperOptions::default() };
    let paper = PaperOptions {
        folders: (!paper.is_empty()).then(|| paper.clone()),
        every: paper_every.map_or(usual.every, Duration::from_secs),
        ..usual
    };
    let may_begin = matches!(arguments.command, None | Some(Command::Setup(_) | Command::Join(_)));
    let door = Door { asked_folder: data.clone(), outing: outing.clone(), may_begin, lang, paper };
    match &arguments.command {
        None => screen::open(&door, &arguments.everywhere),
        Some(Command::Line { json, desks }) => {
            let style = if *json { Style::Json } else { Style::Words };
            converse(&door, &arguments.everywhere, style, *desks)
        }
        Some(Command::Relay(wanted)) => relay::relay(&door, &arguments.everywhere, wanted),
        Some(Command::Join(wanted)) => join::join(&door, &arguments.everywhere, wanted),
        Some(Command::Demo { script: true }) => demo::print_script(),
        Some(Command::Demo { script: false }) => demo::open(&door, &arguments.everywhere),
        Some(Command::Display) => screen::open_display(&door, &arguments.everywhere),
        Some(Command::Import(wanted)) => import::import(&door, wanted),
        Some(Command::Template { out }) => print::template(&door, out),
        Some(Command::Forms { out, day, slips, block }) => {
            print::forms(&door, out, FormsWanted { day: *day, slips: *slips, block: *block })
        }
        Some(Command::Setup(wanted)) => setup::set_up(&door, wanted),
        Some(Command::Export(wanted)) => export::export(&door, wanted),
        Some(Command::Close { out, day }) => close::close(&door, out.as_deref(), *day),
        Some(Command::Report { out, day }) => report::report(&door, out, *day),
        Some(Command::Hours(wanted)) => hours::hours(&door, wanted),
        Some(Command::Badges { out, unit, missing, size }) => {
            print::badges(&door, out, unit.as_deref(), *missing, *size)
        }
        Some(Command::Cards { out, set, size }) => print::cards(&door, out, *set, *size),
        Some(Command::Outings) => door.list_outings(),
        Some(Command::Verify) => verify::verify(&door),
    }
}

/// Answers line by line, and meets other desks meanwhile when that is wanted.
fn converse(door: &Door, wanted: &Everywhere, style: Style, meets: bool) -> Result<(), Failure> {
    let inbox = line::inbox();
    let mut desk = door.desk_at_work(inbox.bell())?;
    door.set_printer(&mut desk, wanted.printer.as_ref());
    let mut session = Session::new(desk, door.lang);
    if meets {
        session.meet(wanted.meeting())?;
    }
    let input = BufReader::new(io::stdin());
    unless_closed(line::run(&mut session, inbox, input, io::stdout().lock(), style))
}

/// The language: as asked, else as the system speaks, else Chinese.
fn lang(asked: Option<LangName>) -> Lang {
    let system = || {
        let names = ["LC_ALL", "LC_MESSAGES", "LANG"].map(std::env::var_os);
        let first = names.into_iter().flatten().find(|name| !name.is_empty())?;
        first.to_str().filter(|name| name.starts_with("en")).map(|_| Lang::En)
    };
    match asked {
        Some(LangName::Zh) => Lang::Zh,
        Some(LangName::En) => Lang::En,
        None => system().unwrap_or_default(),
    }
}

/// A window that was opened by a double click closes with the program: the sentence must be read first.
fn keep_window_open(lang: Lang) {
    if cfg!(windows) && io::stdin().is_terminal() {
        complain(&[cli::PRESS_ENTER.text(lang).to_owned()]);
        let _read = io::stdin().read_line(&mut String::new());
    }
}
