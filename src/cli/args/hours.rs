//! What is asked of the record of hours.

use std::path::PathBuf;

use clap::{Args, ValueEnum, value_parser};

use super::day;
use crate::domain::fact::Rounding;
use crate::domain::time::Day;
use crate::words::sheets::Each;

/// Which record of hours.
#[derive(Debug, Args)]
pub struct HoursWanted {
    /// The file to write; its ending says as what: xlsx, html, csv or md
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// Only this day, as 2026-03-05
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub day: Option<Day>,
    /// Sheets to print and seal instead, a web page: a page for each volunteer, or for each unit
    #[arg(long, value_enum)]
    pub sheets: Option<SheetsName>,
    /// Sheets of this unit only, by its full or short name
    #[arg(long, requires = "sheets")]
    pub unit: Option<String>,
    /// The sheet of this volunteer only, by badge number or whatever fits nobody else
    #[arg(long, value_name = "WHO", requires = "sheets", conflicts_with = "unit")]
    pub person: Option<String>,
    /// How the minutes of a person and day are rounded in this file, always down; as the square is set unless said
    #[arg(long, value_enum)]
    pub rounding: Option<RoundingName>,
    /// The most hours that count for a person and day in this file; as the square is set unless said
    #[arg(long, value_name = "HOURS", value_parser = value_parser!(u16).range(1..=24))]
    pub cap: Option<u16>,
}

/// The sheets of hours by name.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum SheetsName {
    /// A page for each volunteer
    People,
    /// A page or more for each unit
    Units,
}

impl From<SheetsName> for Each {
    fn from(name: SheetsName) -> Self {
        match name {
            SheetsName::People => Self::Person,
            SheetsName::Units => Self::Unit,
        }
    }
}

/// How the file's hours are rounded.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum RoundingName {
    /// To the minute, not rounded
    None,
    /// Down to 0.1 hours
    Tenth,
    /// Down to 0.5 hours
    Half,
}

impl From<RoundingName> for Rounding {
    fn from(name: RoundingName) -> Self {
        match name {
            RoundingName::None => Self::None,
            RoundingName::Tenth => Self::Tenth,
            RoundingName::Half => Self::Half,
        }
    }
}
