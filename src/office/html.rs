//! Tables of web pages, and workbooks in the XML of Excel 2003 -> sheets of cells.
//!
//! Office systems export either and call it `.xls`. A tokenizer is enough: each table is a sheet, everything outside
//! of cells is passed over, and nothing is ever a tree. A table inside a cell ends the one around it.

use std::collections::BTreeMap;

use html5gum::{StartTag, Token, Tokenizer};

use super::fault::RosterFileError;
use super::place::{Column, MAX_COLUMNS, Place};
use super::workbook::{MAX_RUN_BYTES, Workbook};

/// Reads all tables of a page.
pub fn read(page: &str) -> Result<Workbook, RosterFileError> {
    if page.split('<').any(|run| run.len() > MAX_RUN_BYTES) {
        return Err(RosterFileError::NotATable);
    }
    let mut reader = PageReader::default();
    for Ok(token) in Tokenizer::new(page) {
        match token {
            Token::StartTag(tag) => reader.open(&tag)?,
            Token::EndTag(tag) => reader.close(&tag.name)?,
            Token::String(text) => reader.cell.text.push_str(&String::from_utf8_lossy(&text)),
            _ => {}
        }
    }
    reader.end_table()?;
    Ok(reader.workbook)
}

#[derive(Default)]
struct PageReader {
    workbook: Workbook,
    sheet_name: String,
    /// The row at hand, 0 above the first one.
    line: usize,
    next_column: usize,
    cell: Cell,
    /// Columns that a cell above reaches down into, with the last row it reaches.
    covered: BTreeMap<usize, usize>,
    merged: Vec<(Place, usize)>,
}

/// The cell at hand; text outside of cells gathers in a closed one and is lost with it.
#[derive(Default)]
struct Cell {
    is_open: bool,
    column: usize,
    rows: usize,
    text: String,
    number: Option<f64>,
    is_number: bool,
}

impl PageReader {
    fn open(&mut self, tag: &StartTag<()>) -> Result<(), RosterFileError> {
        match tag.name.as_slice() {
            b"worksheet" => self.sheet_name = attribute(tag, "ss:name").unwrap_or_default(),
            b"table" => {
                self.end_table()?;
                self.workbook.begin_sheet(&self.sheet_name)?;
            }
            b"tr" | b"row" => {
                self.end_cell()?;
                self.line = index(tag).unwrap_or(self.line.saturating_add(1));
                self.next_column = 0;
            }
            b"td" | b"th" | b"cell" => {
                self.end_cell()?;
                self.begin_cell(tag);
            }
            b"data" => self.cell.is_number = attribute(tag, "ss:type").as_deref() == Some("Number"),
            b"br" | b"p" | b"div" => self.cell.text.push(' '),
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &[u8]) -> Result<(), RosterFileError> {
        match name {
            b"td" | b"th" | b"cell" | b"tr" | b"row" => self.end_cell(),
            b"table" => self.end_table(),
            _ => Ok(()),
        }
    }

    fn begin_cell(&mut self, tag: &StartTag<()>) {
        let mut column = index(tag).map_or(self.next_column, |index| index.saturating_sub(1));
        while self.covered.get(&column).is_some_and(|last_line| *last_line >= self.line) {
            column += 1;
        }
        let columns = span(tag, "colspan", "ss:mergeacross");
        let rows = span(tag, "rowspan", "ss:mergedown");
        if rows > 1 {
            let last_line = self.line.saturating_add(rows - 1);
            self.covered.extend((column..column.saturating_add(columns)).take(MAX_COLUMNS).map(|c| (c, last_line)));
        }
        self.next_column = column.saturating_add(columns);
        // what Excel shows as 1.38E+10 it writes in full beside it
        let number = attribute(tag, "x:num").and_then(|number| number.parse().ok());
        self.cell = Cell { is_open: true, column, rows, number, ..Cell::default() };
    }

    fn end_cell(&mut self) -> Result<(), RosterFileError> {
        let Cell { is_open, column, rows, text, number, is_number } = std::mem::take(&mut self.cell);
        if !is_open || (text.trim().is_empty() && number.is_none()) {
            return Ok(());
        }
        let place = Place { line: self.line.max(1), column: Column(column) };
        if rows > 1 {
            self.merged.push((place, place.line.saturating_add(rows - 1)));
        }
        match number.or_else(|| text.trim().parse().ok().filter(|_| is_number)) {
            Some(number) => self.workbook.put_number(place, number),
            None => self.workbook.put(place, &text),
        }
    }

    fn end_table(&mut self) -> Result<(), RosterFileError> {
        self.end_cell()?;
        (self.line, self.next_column) = (0, 0);
        self.covered.clear();
        let merged = std::mem::take(&mut self.merged);
        merged.into_iter().try_for_each(|(from, last_line)| self.workbook.fill_down(from, last_line))
    }
}

fn attribute(tag: &StartTag<()>, name: &str) -> Option<String> {
    let value = tag.attributes.get(name.as_bytes())?;
    Some(String::from_utf8_lossy(value).into_owned())
}

/// The row or column that Excel 2003 names where it leaves some out.
fn index(tag: &StartTag<()>) -> Option<usize> {
    attribute(tag, "ss:index")?.parse().ok()
}

/// How many rows or columns a cell takes: pages say how many, Excel 2003 how many more than one.
fn span(tag: &StartTag<()>, in_page: &str, in_excel: &str) -> usize {
    let number = |name| attribute(tag, name).and_then(|count| count.trim().parse::<usize>().ok());
    number(in_page).or_else(|| number(in_excel)?.checked_add(1)).unwrap_or(1).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::kit::check;

    #[test]
    fn tables_of_pages_are_read_as_they_show() {
        for (what, page, expected) in [
            (
                "a page that Excel would open",
                "<html><head><style>td{color:red}</style></head><body><p>导出</p><table border=1><tr><th>姓名<th>单位</tr>\
                 <tr><td>王&nbsp;芳</td><td>A&amp;B&#20013;</td></tr></table>附注</body></html>",
                vec![("A1", "姓名"), ("B1", "单位"), ("A2", "王\u{A0}芳"), ("B2", "A&B中")],
            ),
            (
                "cells over columns and rows",
                "<table><tr><td colspan=3>名单</td></tr><tr><td rowspan=2>一中</td><td>王芳</td><td>1</td></tr>\
                 <tr><td>李娜</td><td>2</td></tr><tr><td>二中<td>马超<td>3</table>",
                vec![
                    ("A1", "名单"),
                    ("A2", "一中"),
                    ("B2", "王芳"),
                    ("C2", "1"),
                    ("A3", "一中"),
                    ("B3", "李娜"),
                    ("C3", "2"),
                    ("A4", "二中"),
                    ("B4", "马超"),
                    ("C4", "3"),
                ],
            ),
            (
                "a number shown short",
                "<table><tr><td x:num='13800138000'>1.38E+10</td></tr></table>",
                vec![("A1", "13800138000")],
            ),
            ("lines within a cell", "<table><tr><td><div>王</div>芳<br>b</td></tr></table>", vec![("A1", "王芳 b")]),
            (
                "two tables are two sheets",
                "<table><tr><td>a</table><table><tr><td>b</table>",
                vec![("A1", "a"), ("A1", "b")],
            ),
            (
                "the XML of Excel 2003",
                "<?xml version='1.0'?><?mso-application progid='Excel.Sheet'?><Workbook xmlns:ss='s'><Worksheet ss:Name='S'><Table>\
                 <Row ss:Index='2'><Cell ss:MergeDown='1'><Data ss:Type='String'>一中</Data></Cell><Cell ss:Index='3'><Data ss:Type='Number'>1.3800138E10</Data></Cell></Row>\
                 <Row><Cell ss:Index='2'><Data ss:Type='String'>李娜</Data></Cell></Row></Table></Worksheet></Workbook>",
                vec![("A2", "一中"), ("C2", "13800138000"), ("A3", "一中"), ("B3", "李娜")],
            ),
        ] {
            check(what, read(page), &expected);
        }
        let named = read(
            "<Workbook><Worksheet ss:Name='名单'><Table><Row><Cell><Data>x</Data></Cell></Row></Table></Worksheet></Workbook>",
        );
        assert_eq!(named.unwrap().sheets()[0].name(), "名单");
    }

    #[test]
    fn hostile_and_broken_pages_do_no_harm() {
        let wide = read("<table><tr><td colspan=99999999999>a</td><td>b</td></tr></table>");
        assert!(matches!(wide, Err(RosterFileError::CellTooFar { .. })), "{wide:?}");
        let spans = "<tr><td rowspan=18446744073709551615 colspan=4000000000>a</td></tr>".repeat(100);
        let spanned = read(&format!("<table>{spans}</table>"));
        assert!(matches!(spanned, Err(RosterFileError::CellTooFar { .. })), "{spanned:?}");
        let deep = "<table><tr><td>".repeat(50_000);
        assert_eq!(read(&deep), Err(RosterFileError::TooManySheets { limit: 1_000 }));
        let attributes = " endless".repeat(200_000);
        assert_eq!(read(&format!("<table{attributes}>")), Err(RosterFileError::NotATable), "a tag without end");
    }
}
