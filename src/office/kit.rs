//! What the tests of this room share: cells as people name them, and archives put together by hand.

use std::io::{Cursor, Write};

use calamine::Data;

use super::fault::RosterFileError;
use super::place::Place;
use super::workbook::{Sheet, Workbook};

/// All cells, named as an office program names them.
pub fn cells(workbook: &Workbook) -> Vec<(String, String)> {
    let rows = workbook.sheets().iter().flat_map(Sheet::rows);
    rows.flat_map(|row| row.cells().map(move |(column, text)| (Place { line: row.line, column }, text)))
        .map(|(place, text)| (place.to_string(), text.to_owned()))
        .collect()
}

/// Holds a workbook to its cells.
#[track_caller]
pub fn check(what: &str, read: Result<Workbook, RosterFileError>, expected: &[(&str, &str)]) {
    let read = cells(&read.unwrap_or_else(|error| panic!("{what}: {error:?}")));
    let read: Vec<(&str, &str)> = read.iter().map(|(place, text)| (place.as_str(), text.as_str())).collect();
    assert_eq!(read, expected, "{what}");
}

/// Reads a file with every byte changed and after every byte cut: to come to an end without a panic is enough.
pub fn shake(whole: &[u8], read: impl Fn(&[u8]) -> Result<Workbook, RosterFileError>) {
    for place in 0..whole.len() {
        for value in [0, 1, 0x7F, 0xFF] {
            let mut changed = whole.to_vec();
            changed[place] = value;
            let _read_or_refused = read(&changed);
        }
        let _read_or_refused = read(&whole[..place]);
    }
}

/// An archive of these parts.
pub fn zipped<T: AsRef<[u8]>>(parts: &[(&str, T)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_ref()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The cells that another reader finds in a sheet, named like ours.
pub fn by_calamine<R: calamine::Reader<Cursor<Vec<u8>>>>(bytes: &[u8], sheet: &str) -> Vec<(String, String)> {
    let mut book: R =
        calamine::open_workbook_from_rs(Cursor::new(bytes.to_vec())).unwrap_or_else(|_| panic!("{sheet}"));
    let range = book.worksheet_range(sheet).unwrap_or_else(|_| panic!("{sheet}"));
    let (first_row, first_column) = range.start().unwrap();
    let first = Place::default().row_below_by(first_row as usize).right_by(first_column as usize);
    let shown = |data: &Data| match data {
        Data::Bool(value) => value.to_string().to_uppercase(),
        Data::Error(_) => "\u{FFFD}".to_owned(),
        data => data.to_string().trim().to_owned(),
    };
    let named = |(row, column, data)| {
        let place = first.row_below_by(row).right_by(first.column.0 + column);
        (place.to_string(), shown(data))
    };
    range.used_cells().map(named).filter(|(_, shown)| !shown.is_empty()).collect()
}
