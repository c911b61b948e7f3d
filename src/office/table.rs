//! A file as rows of cells, whichever format it came in: what every reader of this room fills and the roster reads.
//!
//! All limits on rows, columns and cells are kept in [`Table::put`], so that no format can get round them. A table
//! knows nothing of headers or people; blank cells are not kept, and places are counted as office programs show them.

use std::collections::BTreeMap;

use super::fault::RosterFileError;
use super::place::{Column, MAX_COLUMNS, Place};

/// Rows with something in them: 60 times a large square, and a few title rows.
const MAX_ROWS: usize = 20_050;
/// The last row office programs can show.
const MAX_LINE: usize = 1_048_576;
/// Filled cells in the whole table; with [`MAX_CELL_BYTES`] and the readers' size limits it bounds the memory.
const MAX_CELLS: usize = 1_000_000;
/// What office programs can hold in one cell: 32,767 characters, Chinese ones at three bytes.
const MAX_CELL_BYTES: usize = 3 * 32_767;

/// Rows of cells; only those with something in them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    rows: BTreeMap<usize, BTreeMap<Column, String>>,
    cells: usize,
}

impl Table {
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
        let row = self.rows.entry(place.line).or_default();
        if row.insert(place.column, text.to_owned()).is_none() {
            self.cells += 1;
        }
        if self.rows.len() > MAX_ROWS || self.cells > MAX_CELLS {
            return Err(RosterFileError::TooManyRows { limit: MAX_ROWS });
        }
        Ok(())
    }

    /// The rows from the top, each with its number as people see it.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(line, cells)| Row { line: *line, cells })
    }
}

/// One row with something in it.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    /// Its number, counted from 1 as people see it.
    pub line: usize,
    cells: &'a BTreeMap<Column, String>,
}

impl<'a> Row<'a> {
    /// The text in a column; blank where nothing stands.
    pub fn cell(&self, column: Column) -> &'a str {
        self.cells.get(&column).map_or("", String::as_str)
    }

    /// The filled cells from the left.
    pub fn cells(&self) -> impl Iterator<Item = (Column, &'a str)> + use<'a> {
        self.cells.iter().map(|(column, text)| (*column, text.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(line: usize, column: usize) -> Place {
        Place { line, column: Column(column) }
    }

    #[test]
    fn cells_arrive_in_any_order_and_leave_in_reading_order() {
        let mut table = Table::default();
        for (place, text) in [(at(7, 1), "b"), (at(2, 0), " a "), (at(7, 0), "  "), (at(7, 3), "d")] {
            table.put(place, text).unwrap();
        }
        let rows: Vec<(usize, Vec<(Column, &str)>)> =
            table.rows().map(|row| (row.line, row.cells().collect())).collect();
        assert_eq!(rows, [(2, vec![(Column(0), "a")]), (7, vec![(Column(1), "b"), (Column(3), "d")])]);
        assert_eq!(table.rows().last().unwrap().cell(Column(0)), "");
    }

    #[test]
    fn what_no_roster_has_is_refused_by_its_place() {
        let mut table = Table::default();
        let far = table.put(at(1_048_576, 16_383), "x").unwrap_err();
        assert_eq!(far, RosterFileError::CellTooFar { place: at(1_048_576, 16_383), max_columns: 256 });
        assert!(table.put(at(1_048_577, 0), "x").is_err());
        assert_eq!(table.put(at(1_048_576, 16_383), " "), Ok(()), "a blank cell is nowhere");
        let too_long = table.put(at(3, 1), &"字".repeat(32_768)).unwrap_err();
        assert_eq!(too_long, RosterFileError::CellTooLong { place: at(3, 1) });
        assert_eq!(table.put(at(3, 1), &"字".repeat(32_767)), Ok(()));
    }

    #[test]
    fn the_row_after_the_last_one_allowed_is_refused() {
        let mut table = Table::default();
        for line in 1..=MAX_ROWS {
            table.put(at(line, 0), "x").unwrap();
        }
        assert_eq!(table.put(at(1, 0), "y"), Ok(()), "a cell written twice is one cell");
        let refused = table.put(at(MAX_ROWS + 1, 0), "x").unwrap_err();
        assert_eq!(refused, RosterFileError::TooManyRows { limit: MAX_ROWS });
    }
}
