//! A document as comma-separated text: UTF-8 with a byte order mark and CRLF, which every spreadsheet program opens by
//! a double click. One table after the other, each under its name.

use std::borrow::Cow;

use super::safe_text;
use crate::office::safe_cell::guarded;
use crate::words::sheets::Document;

const BYTE_ORDER_MARK: &str = "\u{feff}";
const END_OF_LINE: &str = "\r\n";

/// The bytes of a document.
pub fn separated(document: &Document) -> Vec<u8> {
    let mut out = String::from(BYTE_ORDER_MARK);
    let put_line = |out: &mut String, text: &str| put_row(out, [guarded(text)].into_iter());
    put_line(&mut out, &document.title);
    for line in &document.lines {
        put_line(&mut out, line);
    }
    for table in &document.tables {
        out.push_str(END_OF_LINE);
        put_line(&mut out, &table.name);
        put_row(&mut out, table.columns.iter().map(|column| guarded(&column.head)));
        for row in table.rows.iter().chain(&table.total) {
            put_row(&mut out, row.iter().map(|cell| Cow::Owned(safe_text(cell))));
        }
    }
    out.push_str(END_OF_LINE);
    for line in &document.foot {
        put_line(&mut out, line);
    }
    out.into_bytes()
}

fn put_row<'a>(out: &mut String, cells: impl Iterator<Item = Cow<'a, str>>) {
    for (index, cell) in cells.enumerate() {
        if index > 0 {
            out.push(',');
        }
        if cell.contains([',', '"', '\r', '\n', '\t', ' ']) {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&cell);
        }
    }
    out.push_str(END_OF_LINE);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::safe_cell::unguarded;
    use crate::words::Lang;
    use crate::words::sheets::{Cell, Column, Table};

    #[test]
    fn another_reader_gets_every_cell_back_and_runs_none() {
        let names = ["=1+1", "'=x", "a,b", "\"q\"", "x\ny", "+86", "王芳", "＝1", "-"];
        let rows = names.iter().map(|name| vec![Cell::Text((*name).to_owned()), Cell::Tenths(15)]).collect();
        let columns = ["=单位", "时长"].map(|head| Column { head: head.to_owned(), width_chars: 9 }).to_vec();
        let table = Table { name: "t".to_owned(), columns, rows, total: None, chart: None };
        let (title, lines, foot) = ("=title".to_owned(), Vec::new(), Vec::new());
        let bytes = separated(&Document { title, lines, tables: vec![table], foot, lang: Lang::Zh });
        let text = std::str::from_utf8(&bytes).unwrap().strip_prefix('\u{feff}').unwrap();
        assert!(!text.replace("\r\n", "").contains('\r') && text.ends_with("\r\n"), "{text:?}");
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let read: Vec<Vec<String>> =
            reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
        assert_eq!(read[0], ["'=title"]);
        assert_eq!(read[2], ["'=单位", "时长"]);
        for (row, name) in read[3..].iter().zip(names) {
            assert!(!row[0].starts_with(['=', '+', '-', '@', '＝']), "{row:?}");
            assert_eq!((unguarded(&row[0]), row[1].as_str()), (name, "1.5"));
        }
    }
}
