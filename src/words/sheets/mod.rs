//! A document of tables in one language, before it is a file: what the report and the record of hours say, whatever
//! they are written as. Workbooks, text and web pages are made of it by the rooms above.
//!
//! Cells keep their kind (a count, a time, an hour with one decimal), so that a workbook gets numbers and not texts.

mod closing;
mod evening;
mod figures;
pub mod head;
mod hour_sheets;
mod hours;
pub mod paper_copy;

pub use closing::closing_sheet;
pub use evening::report;
pub use hour_sheets::{Each, hour_sheets};
pub use hours::record_of_hours;

use super::Lang;
use crate::domain::time::{Day, Wall};

/// A title, some lines, some tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What it is of.
    pub title: String,
    /// Lines before the tables.
    pub lines: Vec<String>,
    /// The tables.
    pub tables: Vec<Table>,
    /// Lines after them, the last before the signatures.
    pub foot: Vec<String>,
    /// In which language.
    pub lang: Lang,
}

/// One table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its heading; short, for it is also the name of a sheet.
    pub name: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, each with one cell a column.
    pub rows: Vec<Vec<Cell>>,
    /// The last row, which sums up; none where nothing is summed.
    pub total: Option<Vec<Cell>>,
    /// Which of its columns make a chart.
    pub chart: Option<Chart>,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its head.
    pub head: String,
    /// How wide it is, in letters.
    pub width_chars: u8,
}

/// A chart of some columns of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// The column that says what each is.
    pub label: usize,
    /// The columns that hold the values.
    pub values: Vec<usize>,
    /// Whether its rows follow one another in time.
    pub is_course: bool,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// A text.
    Text(String),
    /// A count.
    Count(u64),
    /// A number with one decimal, in tenths: minutes or hours.
    Tenths(u64),
    /// How much more than before, or less.
    Change(i64),
    /// A share in thousandths, shown in percent.
    PerMille(u64),
    /// A day.
    Day(Day),
    /// A time of day.
    Time(Wall),
}

impl Cell {
    /// As it is read, in any file that holds only text.
    pub fn text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Count(count) => count.to_string(),
            Self::Change(more) => format!("{more:+}"),
            Self::Tenths(tenths) => format!("{}.{}", tenths / 10, tenths % 10),
            Self::PerMille(per_mille) => format!("{}.{}%", per_mille / 10, per_mille % 10),
            Self::Day(day) => day.to_string(),
            Self::Time(wall) => wall.hhmm(),
        }
    }

    /// Whether it is a number, which stands at the right edge of its column.
    pub fn is_number(&self) -> bool {
        matches!(self, Self::Count(_) | Self::Change(_) | Self::Tenths(_) | Self::PerMille(_))
    }

    /// The number that a chart shows.
    pub fn value(&self) -> u64 {
        match self {
            Self::Count(count) => *count,
            Self::Tenths(tenths) => tenths / 10,
            Self::PerMille(per_mille) => per_mille / 10,
            _ => 0,
        }
    }
}

impl Table {
    /// The value of a chart in a row.
    pub fn value(&self, row: &[Cell], column: usize) -> u64 {
        row.get(column).map_or(0, Cell::value)
    }
}

/// A column.
fn column(head: &str, width_chars: u8) -> Column {
    Column { head: head.to_owned(), width_chars }
}

/// A duration in minutes with one decimal, rounded to the nearest.
fn minutes(ms: u64) -> Cell {
    Cell::Tenths((ms + 3_000) / 6_000)
}
