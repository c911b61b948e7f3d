//! The arguments of the program, as data. What they do is in the files beside this one.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::domain::ids::DeskNumber;
use crate::domain::time::Day;

/// Check-in desk for a day of volunteer service. Without a command: the full screen.
#[derive(Debug, Parser)]
#[command(name = "qiandao", version, about, max_term_width = 100)]
pub struct Arguments {
    /// What to do with every command.
    #[command(flatten)]
    pub everywhere: Everywhere,
    /// What to do; the full screen without one.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Options of every command.
#[derive(Debug, Args)]
pub struct Everywhere {
    /// The folder with this desk's data
    #[arg(long, global = true, env = "QIANDAO_DATA", value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// The language of screens and sentences
    #[arg(long, global = true, value_enum)]
    pub lang: Option<LangName>,
    /// The colours of the screens
    #[arg(long, global = true, value_enum)]
    pub theme: Option<ThemeName>,
    /// A scanner at a serial port, such as /dev/ttyACM0 or COM3, for the full screen
    #[arg(long, global = true, value_name = "PATH")]
    pub scanner: Option<PathBuf>,
    /// No bell on the full screen
    #[arg(long, global = true)]
    pub quiet: bool,
}

/// The languages by name.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum LangName {
    /// Chinese
    Zh,
    /// English
    En,
}

/// The themes by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ThemeName {
    /// Black on white, readable in the sun
    Daylight,
    /// Light on black, for halls
    Dark,
    /// Without colours
    Mono,
}

/// The sizes of badges and cards by name.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum SizeName {
    /// 90 x 54 mm, ten a page, for pouches
    Badge,
    /// 90 x 90 mm, six a page, to lie on a table
    Table,
}

/// The sets of cards by name.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum SetName {
    /// All cards
    All,
    /// Undo, answers to questions, the event lead's
    Desk,
    /// A page for the table of each station
    Stations,
    /// Numbers to take and visits to count, by service
    Services,
}

/// What the program does beside its screen.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// One command a line in, one answer a line out
    Line {
        /// Answer in JSON objects
        #[arg(long)]
        json: bool,
    },
    /// The demo square with part of a morning behind it
    Demo {
        /// Print a whole morning as commands for `qiandao line`, and open nothing
        #[arg(long)]
        script: bool,
    },
    /// Take a roster file in (CSV, TSV or a workbook)
    Import {
        /// The file
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Set the square up
    Setup(SetupArguments),
    /// Write every fact as JSON lines
    Export {
        /// The file to write; `-` for standard output
        #[arg(long, value_name = "FILE")]
        facts: PathBuf,
    },
    /// Write the figures: a workbook, a page to print, a text
    Report {
        /// The file to write; its ending says as what: xlsx, html, csv or md
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// Only this day, as 2026-03-05
        #[arg(long, value_name = "DATE", value_parser = day)]
        day: Option<Day>,
    },
    /// Lay badges out on sheets of A4, ten a page, for a browser to print at 100 %
    Badges {
        /// The file to write, a web page
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// Only those of this unit, by its full or short name
        #[arg(long)]
        unit: Option<String>,
        /// Only those on no sheet yet: of people new on the list, of walk-ins, and badges issued anew since
        #[arg(long)]
        missing: bool,
        /// How large a piece is
        #[arg(long, value_enum, default_value = "badge")]
        size: SizeName,
    },
    /// Lay out cards that do a job when they are scanned at any desk: a desk is then worked without a keyboard
    Cards {
        /// The file to write, a web page
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// Which cards
        #[arg(long, value_enum, default_value = "all")]
        set: SetName,
        /// How large a piece is
        #[arg(long, value_enum, default_value = "table")]
        size: SizeName,
    },
    /// Read everything again and check it
    Verify,
}

/// What a square needs to begin.
#[derive(Debug, Args)]
pub struct SetupArguments {
    /// The name of the event
    #[arg(long)]
    pub name: String,
    /// Its day, as 2026-03-05
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub date: Day,
    /// Its last day, when it has several
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub until: Option<Day>,
    /// The number of this desk, 1 to 899
    #[arg(long, value_name = "N", value_parser = desk_number)]
    pub desk: DeskNumber,
    /// Where this desk stands
    #[arg(long, value_name = "NAME")]
    pub place: Option<String>,
    /// A roster file to take in
    #[arg(long, value_name = "FILE")]
    pub roster: Option<PathBuf>,
}

fn day(text: &str) -> Result<Day, String> {
    text.parse().map_err(|_| "not a date such as 2026-03-05".to_owned())
}

fn desk_number(text: &str) -> Result<DeskNumber, String> {
    let number = text.parse().ok().and_then(DeskNumber::new);
    number.ok_or_else(|| format!("not a number from 1 to {}", DeskNumber::MAX))
}
