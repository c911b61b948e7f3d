//! The arguments of the program, as data. What they do is in the files beside this one.

mod hours;

pub use hours::HoursWanted;

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum, value_parser};

use crate::desk::{MeetOptions, PAPER_DESK_LAST, SLIPS};
use crate::domain::ids::DeskNumber;
use crate::domain::limits::SQUARE_NAME_BYTES;
use crate::domain::number::PAPER_DESK_FIRST;
use crate::domain::set_up;
use crate::domain::time::Day;
use crate::printer::Place;
use crate::words::{Lang, printer as words};

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
    /// The outing, when the folder keeps several: the name of its folder, or its own; a new one begins with setup or on screen
    #[arg(long, global = true, value_name = "NAME")]
    pub outing: Option<String>,
    /// The language of screens and sentences
    #[arg(long, global = true, value_enum)]
    pub lang: Option<LangName>,
    /// The colours of the screens
    #[arg(long, global = true, value_enum)]
    pub theme: Option<ThemeName>,
    /// A scanner at a serial port, such as /dev/ttyACM0 or COM3, for the full screen
    #[arg(long, global = true, value_name = "PATH")]
    pub scanner: Option<PathBuf>,
    /// A folder for the paper copy, written every minute; given twice, the second (a stick) need not be there
    #[arg(long, global = true, value_name = "DIR")]
    pub paper: Vec<PathBuf>,
    /// Seconds between two paper copies
    #[arg(long, global = true, value_name = "SECONDS")]
    pub paper_every: Option<u64>,
    /// The slip printer, remembered: tcp://HOST:9100, HOST:9100, a device, a file or a serial port; none for no printer
    #[arg(long, global = true, value_name = "WHERE", value_parser = printer)]
    pub printer: Option<PrinterAt>,
    /// Where to listen for other desks; on each of the laptop's own addresses unless said
    #[arg(long, global = true, value_name = "ADDR:PORT")]
    pub listen: Option<SocketAddr>,
    /// Where another desk or the relay of a city is, where it is not found by itself; remembered
    #[arg(long, global = true, value_name = "ADDR:PORT")]
    pub at: Vec<SocketAddr>,
    /// Do not look for other desks by multicast
    #[arg(long, global = true)]
    pub no_scout: bool,
    /// The square this desk is of, where a city has several; remembered
    #[arg(long, global = true, value_name = "NAME", value_parser = square_name)]
    pub square: Option<String>,
    /// No bell on the full screen
    #[arg(long, global = true)]
    pub quiet: bool,
}

impl Everywhere {
    /// How other desks are looked for.
    pub fn meeting(&self) -> MeetOptions {
        let Self { listen, at, no_scout, square, .. } = self;
        MeetOptions { listen: *listen, at: at.clone(), no_scout: *no_scout, square: square.clone() }
    }
}

/// Where slips are printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PrinterAt {
    /// There.
    Place(Place),
    /// Nowhere.
    Nowhere,
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
        /// Meet the other desks meanwhile
        #[arg(long)]
        desks: bool,
    },
    /// The demo square with part of a morning behind it
    Demo {
        /// Print a whole morning as commands for `qiandao line`, and open nothing
        #[arg(long)]
        script: bool,
    },
    /// The public display, for a second screen: beside the program that works at the desk, or alone
    Display,
    /// Take a roster file in: xlsx, xls, et, ods, csv, tsv or a web page, in any encoding; or the parcel of another desk
    Import(ImportArguments),
    /// Write an empty roster for units to fill in, a workbook
    Template {
        /// The file to write, such as roster.xlsx
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Lay out blank forms for a morning without laptops: sign-in lists by unit, tally sheets, numbered slips
    Forms {
        /// The file to write, a web page
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// The day on them, as 2026-03-05; the outing's first one unless said
        #[arg(long, value_name = "DATE", value_parser = day)]
        day: Option<Day>,
        /// Slips of each service that takes numbers
        #[arg(long, value_name = "N", default_value_t = SLIPS)]
        slips: u16,
        /// The desk number of the slips, 900 to 999; the first one of which none was entered yet unless said
        #[arg(long, value_name = "N", value_parser = value_parser!(u16).range(i64::from(PAPER_DESK_FIRST)..=i64::from(PAPER_DESK_LAST)))]
        block: Option<u16>,
    },
    /// Set the square up
    Setup(SetupArguments),
    /// Write every fact as JSON lines, or all that this desk holds as a sealed parcel
    Export(ExportArguments),
    /// Say what is still open at the end of the day, and write the closing sheet to sign
    Close {
        /// The file to write; its ending says as what: html, xlsx, csv or md
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// Of this day, as 2026-03-05; today unless said, or all of an outing of one day
        #[arg(long, value_name = "DATE", value_parser = day)]
        day: Option<Day>,
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
    /// Write the record of service hours of every volunteer: a workbook, a page to print, a text
    Hours(HoursWanted),
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
    /// Join the square of another desk, as its page of desks shows the code
    Join(JoinArguments),
    /// Join the squares of a city: a router at a place that all of them reach; it keeps no facts
    Relay(RelayArguments),
    /// List the outings of the data folder
    Outings,
    /// Read everything again and check it
    Verify,
}

/// What is written out.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct ExportArguments {
    /// Every fact as JSON lines into this file; `-` for standard output
    #[arg(long, value_name = "FILE")]
    pub facts: Option<PathBuf>,
    /// All that this desk holds, names too, sealed for the other desks of the event: to be carried on a stick
    #[arg(long, value_name = "FILE")]
    pub parcel: Option<PathBuf>,
}

/// A roster file and how to read it.
#[derive(Debug, Args)]
pub struct ImportArguments {
    /// The roster file
    #[arg(value_name = "FILE", required_unless_present_any = ["parcel", "facts"])]
    pub file: Option<PathBuf>,
    /// A parcel that another desk of the event packed, instead of a roster; taking it in twice is harmless
    #[arg(long, value_name = "FILE", conflicts_with_all = ["file", "look", "withdraw_gone", "good_rows"])]
    pub parcel: Option<PathBuf>,
    /// Facts of a lost laptop from copies of its `facts.jsonl`: files, or a folder of them; twice is harmless
    #[arg(long, value_name = "FILE|DIR", num_args = 1.., conflicts_with_all = ["file", "parcel", "look", "withdraw_gone", "good_rows"])]
    pub facts: Vec<PathBuf>,
    /// How to read it.
    #[command(flatten)]
    pub reading: ReadingArguments,
    /// Only say what is in it and what would change; nothing is written
    #[arg(long)]
    pub look: bool,
    /// Take people off the list who are of the file's units, are not in it and have not come yet
    #[arg(long)]
    pub withdraw_gone: bool,
    /// Take the good rows of a file that has bad ones too
    #[arg(long)]
    pub good_rows: bool,
}

/// How a roster file is read where it does not say enough itself.
#[derive(Debug, Default, Args)]
pub struct ReadingArguments {
    /// Which column holds what where the heads do not say it: name=B,unit=C, or name=B3 when people begin in row 3
    #[arg(long, value_name = "FIELD=COLUMN,...")]
    pub map: Option<String>,
    /// The sheet of the workbook, instead of the first one with a roster
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
}

/// What a laptop needs to join a square.
#[derive(Debug, Args)]
pub struct JoinArguments {
    /// The join code, 16 digits; asked for unless said
    #[arg(value_name = "CODE")]
    pub code: Option<String>,
    /// Where this desk stands
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Its number, 1 to 899; the one it had, or the first free one, unless said
    #[arg(long, value_name = "N", value_parser = desk_number)]
    pub desk: Option<DeskNumber>,
}

/// What a relay needs; where it listens is `--listen`, where other relays are `--at`.
#[derive(Debug, Args)]
pub struct RelayArguments {
    /// The squares, by the names their desks were given with --square
    #[arg(long, required = true, value_delimiter = ',', value_name = "A,B,...", value_parser = square_name)]
    pub squares: Vec<String>,
    /// The join code of the event; that of the data folder's desk, or asked for, unless said
    #[arg(long, value_name = "CODE")]
    pub code: Option<String>,
    /// Write the file for the stock router zenohd instead of running
    #[arg(long, value_name = "FILE")]
    pub file: Option<PathBuf>,
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
    /// How to read it.
    #[command(flatten)]
    pub reading: ReadingArguments,
}

fn day(text: &str) -> Result<Day, String> {
    text.parse().map_err(|_| "not a date such as 2026-03-05".to_owned())
}

fn printer(text: &str) -> Result<PrinterAt, String> {
    if text.eq_ignore_ascii_case("none") {
        return Ok(PrinterAt::Nowhere);
    }
    text.parse().map(PrinterAt::Place).map_err(|_| words::NO_PLACE.text(Lang::En).to_owned())
}

fn square_name(text: &str) -> Result<String, String> {
    set_up::square_name(text)
        .map_err(|_| format!("not a name of {SQUARE_NAME_BYTES} bytes at the most, without a comma"))
}

fn desk_number(text: &str) -> Result<DeskNumber, String> {
    let number = text.parse().ok().and_then(DeskNumber::new);
    number.ok_or_else(|| format!("not a number from 1 to {}", DeskNumber::MAX))
}
