//! What the tests of this room share: cells as people name them, and archives put together by hand.

use std::io::{Cursor, Write};

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

/// An archive of these parts.
pub fn zipped<T: AsRef<[u8]>>(parts: &[(&str, T)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_ref()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
