//! Text with separators (CSV, TSV, and what people type by hand) -> sheets of cells.
//!
//! The cells are split here and not by the `csv` crate, because a roster needs three things it does not give: the
//! full-width comma as a separator, rows numbered as an office program numbers them, and a stray quote refused by its
//! row instead of swallowing the people below it. A property holds both to the same cells.

use super::fault::RosterFileError;
use super::place::Place;
use super::workbook::Workbook;

/// What may stand between cells; of two that fit as well the earlier wins. U+FF0C is the comma of Chinese typing.
const SEPARATORS: [char; 4] = ['\t', ',', ';', '\u{FF0C}'];

/// How many lines, or pieces of lines between quotes, are looked at to find the separator.
const PIECES_LOOKED_AT: usize = 40;

/// Splits a text into its cells.
pub fn read(text: &str) -> Result<Workbook, RosterFileError> {
    let separator = separator(text);
    let mut workbook = Workbook::default();
    workbook.begin_sheet("")?;
    let mut rest = text;
    let mut place = Place::default();
    while !rest.is_empty() {
        let (cell, end, after) = next_cell(rest, separator).ok_or(RosterFileError::StrayQuote { line: place.line })?;
        workbook.put(place, &cell)?;
        rest = after;
        place = match end {
            End::Cell => place.right_by(1),
            End::Row => place.row_below_by(1),
        };
    }
    Ok(workbook)
}

/// The separator that stands on the most of the first lines, and of those the one that stands there most often.
///
/// Titles have none, and a remark has many on one line. What stands in quotes does not count.
fn separator(text: &str) -> char {
    let outside_quotes = text.split('"').step_by(2).flat_map(|piece| piece.split(['\r', '\n']));
    let lines: Vec<&str> = outside_quotes.filter(|line| !line.is_empty()).take(PIECES_LOOKED_AT).collect();
    let weight = |separator: char| {
        let counts = lines.iter().map(|line| line.chars().filter(|c| *c == separator).count()).filter(|n| *n > 0);
        counts.fold((0, 0), |(on_lines, in_all), count| (on_lines + 1, in_all + count))
    };
    // `max_by_key` gives the last of equals
    SEPARATORS.into_iter().rev().max_by_key(|separator| weight(*separator)).unwrap_or(',')
}

/// What stands behind a cell.
enum End {
    Cell,
    Row,
}

/// The next cell, what ends it, and the text behind that; nothing when its quotes do not close.
fn next_cell(text: &str, separator: char) -> Option<(String, End, &str)> {
    let Some(quoted) = text.strip_prefix('"') else {
        let (cell, end, after) = plain_cell(text, separator);
        return Some((cell.to_owned(), end, after));
    };
    let mut cell = String::new();
    let mut rest = quoted;
    loop {
        let (inside, behind) = rest.split_once('"')?;
        cell.push_str(inside);
        if let Some(after_doubled) = behind.strip_prefix('"') {
            cell.push('"');
            rest = after_doubled;
            continue;
        }
        let (between, end, after) = plain_cell(behind, separator);
        return between.trim().is_empty().then_some((cell, end, after));
    }
}

fn plain_cell(text: &str, separator: char) -> (&str, End, &str) {
    let end = text.find([separator, '\r', '\n']);
    let Some((cell, behind)) = end.and_then(|end| text.split_at_checked(end)) else { return (text, End::Row, "") };
    if let Some(after) = behind.strip_prefix(separator) {
        return (cell, End::Cell, after);
    }
    let after = ["\r\n", "\r", "\n"].into_iter().find_map(|line_end| behind.strip_prefix(line_end));
    (cell, End::Row, after.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::kit::{self, cells};
    use crate::office::place::Column;
    use proptest::prelude::*;

    #[track_caller]
    fn check(what: &str, text: &str, expected: &[(&str, &str)]) {
        kit::check(what, read(text), expected);
    }

    #[test]
    fn cells_are_split_at_whatever_was_typed_between_them() {
        let two = [("A1", "姓名"), ("B1", "单位"), ("A2", "王芳"), ("B2", "一中")];
        for separator in [",", "\t", ";", "，"] {
            for line_end in ["\n", "\r\n", "\r"] {
                let text = ["姓名", separator, "单位", line_end, "王芳", separator, "一中", line_end].concat();
                check(&format!("{separator:?} {line_end:?}"), &text, &two);
            }
        }
        check("no line end after the last row", "姓名,单位\n王芳,一中", &two);
        check(
            "a title without separators",
            "名单，共一人\n姓名\t单位",
            &[("A1", "名单，共一人"), ("A2", "姓名"), ("B2", "单位")],
        );
        check(
            "commas of sentences beside tabs",
            "姓名\t备注\n王芳\t会开车，会手语，会急救",
            &[("A1", "姓名"), ("B1", "备注"), ("A2", "王芳"), ("B2", "会开车，会手语，会急救")],
        );
    }

    #[test]
    fn quotes_hold_separators_and_line_ends_and_rows_count_as_in_an_office_program() {
        check("a separator", "\"a,b\",c", &[("A1", "a,b"), ("B1", "c")]);
        check("a doubled quote", "\"a\"\"b\"\n", &[("A1", "a\"b")]);
        check("a quote inside a word", "h,i\na\"b,c", &[("A1", "h"), ("B1", "i"), ("A2", "a\"b"), ("B2", "c")]);
        check("a line end is inside one row", "\"a\nb\",c\nd", &[("A1", "a\nb"), ("B1", "c"), ("A2", "d")]);
        check("blank rows count", "a\n\n,\nb", &[("A1", "a"), ("A4", "b")]);
        check("a quoted blank at the very end", "a,\"\"", &[("A1", "a")]);
    }

    #[test]
    fn a_stray_quote_is_named_by_its_row_and_swallows_nobody() {
        for (text, line) in [("a,b\n\"小王,一中\n李娜,一中\n", 2), ("\"小王,一中\n\"小李,一中\n", 1), ("a\nb,\"", 2)]
        {
            assert_eq!(read(text), Err(RosterFileError::StrayQuote { line }), "{text}");
        }
    }

    proptest! {
        /// The `csv` crate writes and we read: the same cells come back, whatever stands in them.
        #[test]
        fn what_another_program_quotes_is_read_as_it_was(
            rows in proptest::collection::vec(proptest::collection::vec("[a\u{738B}\" ,;\t\r\n]{0,6}", 3), 1..8)
        ) {
            let mut writer = csv::WriterBuilder::new().quote_style(csv::QuoteStyle::Always).from_writer(Vec::new());
            // a header of commas alone, so that the separator is never in doubt
            writer.write_record([""; 40]).unwrap();
            let mut expected = Vec::new();
            for (index, row) in rows.iter().enumerate() {
                let mut padded = row.clone();
                padded.resize(40, String::new());
                writer.write_record(&padded).unwrap();
                let filled = row.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty());
                expected.extend(filled.map(|(column, cell)| {
                    (Place { line: index + 2, column: Column(column) }.to_string(), cell.trim().to_owned())
                }));
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            prop_assert_eq!(cells(&read(&text).unwrap()), expected);
        }
    }
}
