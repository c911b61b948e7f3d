//! Workbooks of OpenDocument programs (ods) -> sheets of cells.
//!
//! Read here and not by `calamine`, which lays repeated cells out before it counts them: a row that says it is
//! repeated a million times is three lines of a file. Comments beside cells and formats are left unread.

use super::fault::RosterFileError;
use super::package::Package;
use super::place::{Column, Place};
use super::workbook::Workbook;
use super::xml::{Node, read_part};

/// The part that holds the cells, and by which such a workbook is known.
pub const CONTENT: &str = "content.xml";

/// Reads all sheets.
pub fn read(mut package: Package<'_>) -> Result<Workbook, RosterFileError> {
    if is_encrypted(&mut package)? {
        return Err(RosterFileError::Password);
    }
    let mut reader = SheetReader::default();
    read_part(&mut package, CONTENT, |node| reader.take_in(node))?;
    Ok(reader.workbook)
}

fn is_encrypted(package: &mut Package<'_>) -> Result<bool, RosterFileError> {
    let mut found = false;
    read_part(package, "META-INF/manifest.xml", |node| {
        found |= node.opens() == Some("encryption-data");
        Ok(())
    })?;
    Ok(found)
}

/// Puts what stands between the tags into cells.
#[derive(Default)]
struct SheetReader {
    workbook: Workbook,
    place: Place,
    row_repeats: usize,
    cell: Cell,
    in_paragraph: bool,
    in_comment: bool,
    /// Cells merged downwards, with their last row; filled when the rows below are known.
    merged: Vec<(Place, usize)>,
}

/// The cell at hand: what it shows, and the number behind that.
#[derive(Default)]
struct Cell {
    text: String,
    number: Option<f64>,
    repeats: usize,
    rows: usize,
}

impl SheetReader {
    fn take_in(&mut self, node: &Node<'_>) -> Result<(), RosterFileError> {
        match (node.opens(), node.closes()) {
            (Some("table"), _) => {
                self.workbook.begin_sheet(&node.attribute("name").unwrap_or_default())?;
                self.place = Place::default();
            }
            (Some("table-row"), _) => self.row_repeats = count(node, "number-rows-repeated"),
            (Some("table-cell" | "covered-table-cell"), _) => self.cell = Cell::begins(node),
            (Some("annotation"), _) => self.in_comment = true,
            (_, Some("annotation")) => self.in_comment = false,
            (Some("p"), _) => {
                self.in_paragraph = true;
                self.push(" ");
            }
            (_, Some("p")) => self.in_paragraph = false,
            (Some("s" | "tab" | "line-break"), _) => self.push(" "),
            (_, Some("table-cell" | "covered-table-cell")) => return self.end_cell(),
            (_, Some("table-row")) => return self.end_row(),
            (_, Some("table")) => return self.end_table(),
            _ => {
                if let Node::Text(text) = node {
                    self.push(text);
                }
            }
        }
        Ok(())
    }

    fn push(&mut self, text: &str) {
        if self.in_paragraph && !self.in_comment {
            self.cell.text.push_str(text);
        }
    }

    fn end_cell(&mut self) -> Result<(), RosterFileError> {
        let Cell { text, number, repeats, rows } = std::mem::take(&mut self.cell);
        let first = self.place;
        self.place = first.right_by(repeats);
        if text.trim().is_empty() && number.is_none() {
            return Ok(()); // often ten thousand of them
        }
        if rows > 1 {
            self.merged.push((first, first.line.saturating_add(rows - 1)));
        }
        for column in (first.column.0..self.place.column.0).map(Column) {
            let place = Place { column, ..first };
            match number {
                Some(number) => self.workbook.put_number(place, number)?,
                None => self.workbook.put(place, &text)?,
            }
        }
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), RosterFileError> {
        let line = self.place.line;
        self.place = self.place.row_below_by(self.row_repeats);
        self.workbook.repeat_row(line, self.place.line)
    }

    fn end_table(&mut self) -> Result<(), RosterFileError> {
        let merged = std::mem::take(&mut self.merged);
        merged.into_iter().try_for_each(|(from, last_line)| self.workbook.fill_down(from, last_line))
    }
}

impl Cell {
    fn begins(node: &Node<'_>) -> Self {
        let kind = node.attribute("value-type");
        let is_number = matches!(kind.as_deref(), Some("float" | "percentage" | "currency"));
        let number = node.attribute("value").filter(|_| is_number).and_then(|value| value.parse().ok());
        let repeats = count(node, "number-columns-repeated");
        Self { text: String::new(), number, repeats, rows: count(node, "number-rows-spanned") }
    }
}

/// A count that is one unless it is said.
fn count(node: &Node<'_>, attribute: &str) -> usize {
    node.attribute(attribute).and_then(|count| count.parse().ok()).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::kit::{check, zipped};

    fn read_content(content: &str) -> Result<Workbook, RosterFileError> {
        let content = format!("<d xmlns:table='t' xmlns:text='x' xmlns:office='o'>{content}</d>");
        read(Package::open(&zipped(&[("META-INF/manifest.xml", "<manifest/>"), (CONTENT, content.as_str())]))?)
    }

    fn read_rows(rows: &str) -> Result<Workbook, RosterFileError> {
        read_content(&format!("<table:table table:name='S'>{rows}</table:table>"))
    }

    #[test]
    fn cells_are_read_as_they_show() {
        for (what, rows, expected) in [
            (
                "paragraphs, runs and blanks",
                "<table:table-row><table:table-cell><text:p>王<text:span>芳</text:span></text:p><text:p>a<text:s text:c='2'/>b</text:p></table:table-cell></table:table-row>",
                vec![("A1", "王芳 a b")],
            ),
            (
                "a comment is not the cell",
                "<table:table-row><table:table-cell><office:annotation><text:p>?</text:p></office:annotation><text:p>王芳</text:p></table:table-cell></table:table-row>",
                vec![("A1", "王芳")],
            ),
            (
                "a number is what was typed and not what fits the column",
                "<table:table-row><table:table-cell office:value-type='float' office:value='13800138000'><text:p>1.38E+10</text:p></table:table-cell></table:table-row>",
                vec![("A1", "13800138000")],
            ),
            (
                "a date is as it shows",
                "<table:table-row><table:table-cell office:value-type='date' office:date-value='2025-03-05'><text:p>3月5日</text:p></table:table-cell></table:table-row>",
                vec![("A1", "3月5日")],
            ),
            (
                "repeated cells and rows, blank ones too",
                "<table:table-row table:number-rows-repeated='2'><table:table-cell table:number-columns-repeated='3'/><table:table-cell table:number-columns-repeated='2'><text:p>x</text:p></table:table-cell><table:table-cell table:number-columns-repeated='16379'/></table:table-row>\
                 <table:table-row table:number-rows-repeated='1048570'><table:table-cell table:number-columns-repeated='16384'/></table:table-row>",
                vec![("D1", "x"), ("E1", "x"), ("D2", "x"), ("E2", "x")],
            ),
            (
                "a unit merged over two rows",
                "<table:table-row><table:table-cell table:number-rows-spanned='2'><text:p>一中</text:p></table:table-cell><table:table-cell><text:p>王芳</text:p></table:table-cell></table:table-row>\
                 <table:table-row><table:covered-table-cell/><table:table-cell><text:p>李娜</text:p></table:table-cell></table:table-row>",
                vec![("A1", "一中"), ("B1", "王芳"), ("A2", "一中"), ("B2", "李娜")],
            ),
        ] {
            check(what, read_rows(rows), &expected);
        }
    }

    #[test]
    fn hostile_workbooks_are_refused_with_the_reason() {
        let cell = "<table:table-cell><text:p>x</text:p></table:table-cell>";
        let row =
            |repeats: &str, cell: &str| read_rows(&format!("<table:table-row {repeats}>{cell}</table:table-row>"));
        let too_many = Err(RosterFileError::TooManyRows { limit: 20_050 });
        assert_eq!(row("table:number-rows-repeated='1048576'", cell), too_many);
        assert_eq!(
            row("table:number-rows-repeated='99999999999999999999'", cell).map(|_| ()),
            Ok(()),
            "no number is one"
        );
        let wide = cell.replacen('>', " table:number-columns-repeated='18446744073709551615'>", 1);
        let place = Place { line: 1, column: Column(256) };
        assert_eq!(row("", &wide), Err(RosterFileError::CellTooFar { place, max_columns: 256 }));
        let declared = "<!DOCTYPE d [<!ENTITY a 'x'>]><d/>";
        let package = zipped(&[("META-INF/manifest.xml", "<manifest/>"), (CONTENT, declared)]);
        assert_eq!(read(Package::open(&package).unwrap()), Err(RosterFileError::Entities));
    }

    #[test]
    fn a_password_is_asked_for_by_nobody() {
        let manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>";
        let package = zipped(&[("META-INF/manifest.xml", manifest), (CONTENT, "\u{1}\u{2}")]);
        assert_eq!(read(Package::open(&package).unwrap()), Err(RosterFileError::Password));
    }
}
