//! A file as sheets of cells, whichever format it came in: what every reader of this room fills and the roster reads.
//!
//! All limits on rows, columns and text are kept in [`Workbook::put`], so that no format can get round them. A
//! workbook knows nothing of headers or people. Blank cells are not kept, and places are counted as people see them.

use std::collections::BTreeMap;

use super::encoding::UNREADABLE;
use super::fault::RosterFileError;
use super::place::{Column, MAX_COLUMNS, Place};

/// Rows of one sheet with something in them: 60 times a large square, and a few titles.
const MAX_ROWS: usize = 20_050;
/// Filled cells of the whole file: 25 in each of those rows. A row costs about 150 bytes and a cell 60, so all
/// limits together bound a file's memory at 150 MB.
const MAX_CELLS: usize = 500_000;
/// Text of the whole file, at 64 bytes a cell.
const MAX_TEXT_BYTES: usize = 32 * 1024 * 1024;
/// Sheets of one file; a square of 65 units has one for each.
const MAX_SHEETS: usize = 1_000;
/// Bytes of a file without a new tag, for the readers of XML and pages: ten times the longest cell.
pub const MAX_RUN_BYTES: usize = 1024 * 1024;
/// The last row office programs can show.
const MAX_LINE: usize = 1_048_576;
/// What office programs hold in one cell: 32,767 characters, Chinese ones at three bytes.
const MAX_CELL_BYTES: usize = 3 * 32_767;

/// The sheets of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Workbook {
    sheets: Vec<Sheet>,
    cells: usize,
    text_bytes: usize,
}

impl Workbook {
    /// Opens the next sheet; what is put from now on stands in it.
    pub fn begin_sheet(&mut self, name: &str) -> Result<(), RosterFileError> {
        self.sheets.push(Sheet { name: name.to_owned(), rows: BTreeMap::new() });
        if self.sheets.len() > MAX_SHEETS { Err(RosterFileError::TooManySheets { limit: MAX_SHEETS }) } else { Ok(()) }
    }

    /// Writes a cell; a blank one is passed over, and one beyond the limits is refused by its place.
    pub fn put(&mut self, place: Place, text: &str) -> Result<(), RosterFileError> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(());
        }
        if place.line > MAX_LINE || place.column.0 >= MAX_COLUMNS {
            return Err(RosterFileError::CellTooFar { place, max_columns: MAX_COLUMNS });
        }
        if text.len() > MAX_CELL_BYTES {
            return Err(RosterFileError::CellTooLong { place });
        }
        self.cells += 1;
        self.text_bytes += text.len();
        if self.cells > MAX_CELLS || self.text_bytes > MAX_TEXT_BYTES {
            return Err(RosterFileError::TooMuchText { limit_cells: MAX_CELLS });
        }
        if self.sheets.is_empty() {
            self.begin_sheet("")?;
        }
        let Some(sheet) = self.sheets.last_mut() else { return Ok(()) };
        sheet.set(place, text);
        if sheet.rows.len() > MAX_ROWS { Err(RosterFileError::TooManyRows { limit: MAX_ROWS }) } else { Ok(()) }
    }

    /// Writes a number as the digits people typed: a phone number of a number cell has no point and no exponent.
    ///
    /// From sixteen digits on a spreadsheet has lost the end; the exponent then says so.
    pub fn put_number(&mut self, place: Place, number: f64) -> Result<(), RosterFileError> {
        let is_exact = number.abs() < 1e15;
        self.put(place, &if is_exact { format!("{number}") } else { format!("{number:E}") })
    }

    /// Writes a truth value as office programs show it.
    pub fn put_bool(&mut self, place: Place, value: bool) -> Result<(), RosterFileError> {
        self.put(place, if value { "TRUE" } else { "FALSE" })
    }

    /// Writes what stands for a formula that failed: unreadable, so that nobody is called `#N/A`.
    pub fn put_error(&mut self, place: Place) -> Result<(), RosterFileError> {
        self.put(place, UNREADABLE.encode_utf8(&mut [0; 4]))
    }

    /// Repeats the upper cell of a merged column in the rows below it: everybody beside it belongs to that unit.
    ///
    /// Rows that are blank otherwise stay blank, and a filled cell ends it: under a real merged cell there is none.
    pub fn fill_down(&mut self, from: Place, last_line: usize) -> Result<(), RosterFileError> {
        let Some(sheet) = self.sheets.last() else { return Ok(()) };
        let Some(text) = sheet.rows.get(&from.line).map(|cells| cell(cells, from.column).to_owned()) else {
            return Ok(());
        };
        let covered = |line: usize, cells| line <= last_line && cell(cells, from.column).is_empty();
        let below = sheet.rows.range(from.line..).skip(1).take_while(|(line, cells)| covered(**line, cells));
        let lines: Vec<usize> = below.map(|(line, _)| *line).collect();
        lines.into_iter().try_for_each(|line| self.put(Place { line, ..from }, &text))
    }

    /// Writes a row again into every row below it up to the one before `end_line`.
    pub fn repeat_row(&mut self, line: usize, end_line: usize) -> Result<(), RosterFileError> {
        let Some(cells) = self.sheets.last().and_then(|sheet| sheet.rows.get(&line)).cloned() else { return Ok(()) };
        for line in line.saturating_add(1)..end_line {
            cells.iter().try_for_each(|(column, text)| self.put(Place { line, column: *column }, text))?;
        }
        Ok(())
    }

    /// The sheets in file order.
    pub fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }
}

/// One sheet: only the rows with something in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    name: String,
    rows: BTreeMap<usize, Vec<(Column, String)>>,
}

impl Sheet {
    /// What the sheet is called; text files have no name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The rows from the top.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(line, cells)| Row { line: *line, cells })
    }

    fn set(&mut self, place: Place, text: &str) {
        let cells = self.rows.entry(place.line).or_default();
        match cells.binary_search_by_key(&place.column, |(column, _)| *column) {
            Ok(at) => cells.get_mut(at).into_iter().for_each(|(_, old)| text.clone_into(old)),
            Err(at) => cells.insert(at, (place.column, text.to_owned())),
        }
    }
}

/// One row with something in it.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    /// Its number, counted from 1 as people see it.
    pub line: usize,
    cells: &'a [(Column, String)],
}

impl<'a> Row<'a> {
    /// The text in a column; blank where nothing stands.
    pub fn cell(&self, column: Column) -> &'a str {
        cell(self.cells, column)
    }

    /// The filled cells from the left.
    pub fn cells(&self) -> impl Iterator<Item = (Column, &'a str)> + use<'a> {
        self.cells.iter().map(|(column, text)| (*column, text.as_str()))
    }
}

fn cell(cells: &[(Column, String)], column: Column) -> &str {
    cells.iter().find(|(other, _)| *other == column).map_or("", |(_, text)| text)
}

/// The texts that cells of a workbook refer to by number.
#[derive(Default)]
pub struct SharedTexts(Vec<String>);

impl SharedTexts {
    /// Adds the next text.
    pub fn push(&mut self, text: String) -> Result<(), RosterFileError> {
        if self.0.len() >= MAX_CELLS {
            return Err(RosterFileError::TooMuchText { limit_cells: MAX_CELLS });
        }
        self.0.push(text);
        Ok(())
    }

    /// The text with this number, counted from 0.
    pub fn get(&self, index: usize) -> Option<&str> {
        self.0.get(index).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::kit;

    fn at(line: usize, column: usize) -> Place {
        Place { line, column: Column(column) }
    }

    fn filled(cells: &[(Place, &str)]) -> Workbook {
        let mut workbook = Workbook::default();
        cells.iter().try_for_each(|(place, text)| workbook.put(*place, text)).unwrap();
        workbook
    }

    #[test]
    fn cells_arrive_in_any_order_and_leave_in_reading_order() {
        let workbook =
            filled(&[(at(7, 3), "d"), (at(7, 1), "b"), (at(2, 0), " a "), (at(7, 0), "  "), (at(7, 1), "c")]);
        kit::check("in reading order", Ok(workbook.clone()), &[("A2", "a"), ("B7", "c"), ("D7", "d")]);
        assert_eq!(workbook.sheets()[0].rows().last().unwrap().cell(Column(0)), "");
    }

    #[test]
    fn what_no_roster_has_is_refused_by_its_place() {
        let mut workbook = Workbook::default();
        let far = workbook.put(at(1_048_576, 16_383), "x").unwrap_err();
        assert_eq!(far, RosterFileError::CellTooFar { place: at(1_048_576, 16_383), max_columns: 256 });
        assert!(workbook.put(at(1_048_577, 0), "x").is_err());
        assert_eq!(workbook.put(at(1_048_576, 16_383), " "), Ok(()), "a blank cell is nowhere");
        let too_long = workbook.put(at(3, 1), &"字".repeat(32_768)).unwrap_err();
        assert_eq!(too_long, RosterFileError::CellTooLong { place: at(3, 1) });
        assert_eq!(workbook.put(at(3, 1), &"字".repeat(32_767)), Ok(()));
    }

    #[test]
    fn one_row_or_cell_or_letter_more_than_allowed_is_refused() {
        let put_all = |cells: usize, columns: usize, text: &str| {
            let mut workbook = Workbook::default();
            (0..cells).try_for_each(|n| workbook.put(at(1 + n / columns, n % columns), text))
        };
        assert_eq!(put_all(MAX_ROWS, 1, "x"), Ok(()));
        assert_eq!(put_all(MAX_ROWS + 1, 1, "x"), Err(RosterFileError::TooManyRows { limit: MAX_ROWS }));
        let too_much = Err(RosterFileError::TooMuchText { limit_cells: MAX_CELLS });
        assert_eq!(put_all(MAX_CELLS, 200, "x"), Ok(()));
        assert_eq!(put_all(MAX_CELLS + 1, 200, "x"), too_much);
        assert_eq!(put_all(MAX_TEXT_BYTES / 65_536 + 1, 200, &"x".repeat(65_536)), too_much);
    }

    #[test]
    fn numbers_are_the_digits_that_were_typed() {
        for (number, text) in [
            (13_800_138_000.0, "13800138000"),
            (1.380_013_8e10, "13800138000"),
            (17.0, "17"),
            (-0.5, "-0.5"),
            (4.107_001_990_010_1e17, "4.1070019900101E17"),
            (f64::NAN, "NaN"),
        ] {
            let mut workbook = Workbook::default();
            workbook.put_number(at(1, 0), number).unwrap();
            kit::check(text, Ok(workbook), &[("A1", text)]);
        }
    }

    #[test]
    fn a_merged_unit_stands_beside_everybody_it_covers() {
        let rows = [(at(2, 0), "一中"), (at(2, 1), "王芳"), (at(3, 1), "李娜"), (at(5, 1), "马超"), (at(6, 1), "赵敏")];
        let mut workbook = filled(&rows);
        workbook.fill_down(at(2, 0), 5).unwrap();
        let units: Vec<&str> = workbook.sheets()[0].rows().map(|row| row.cell(Column(0))).collect();
        assert_eq!(units, ["一中", "一中", "一中", ""]);
        for (from, last_line) in [(at(2, 0), 5), (at(2, 1), 6), (at(9, 9), 20), (at(6, 1), 6), (at(6, 1), 0)] {
            let before = kit::cells(&workbook).len();
            workbook.fill_down(from, last_line).unwrap();
            assert_eq!(kit::cells(&workbook).len(), before, "nothing is written over, nothing is made of nothing");
        }
    }
}
