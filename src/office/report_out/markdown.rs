//! A document as Markdown, to be pasted into a web page or read as it is.

use std::fmt::Write as _;

use super::one_line;
use crate::words::sheets::{Cell, Document, Table, head};

/// The text of a document.
pub fn markdown(document: &Document) -> String {
    let mut out = format!("# {}\n", escaped(&document.title));
    for line in &document.lines {
        // Writing to a text cannot fail.
        let _ = write!(out, "\n{}\n", escaped(line));
    }
    for table in &document.tables {
        let _ = write!(out, "\n## {}\n\n", escaped(&table.name));
        if table.rows.is_empty() {
            let _ = writeln!(out, "{}", head::NOTHING.text(document.lang));
        } else {
            put_table(&mut out, table);
        }
    }
    for line in &document.foot {
        let _ = write!(out, "\n{}\n", escaped(line));
    }
    out
}

fn put_table(out: &mut String, table: &Table) {
    let heads = table.columns.iter().map(|column| escaped(&column.head));
    put_row(out, heads);
    // Numbers keep to the right.
    let first = table.rows.first();
    let is_number = |index: usize| first.and_then(|row| row.get(index)).is_some_and(Cell::is_number);
    put_row(out, (0..table.columns.len()).map(|index| if is_number(index) { "---:" } else { "---" }.to_owned()));
    for row in table.rows.iter().chain(&table.total) {
        put_row(out, row.iter().map(|cell| escaped(&cell.text())));
    }
}

fn put_row(out: &mut String, cells: impl Iterator<Item = String>) {
    out.push('|');
    for cell in cells {
        let _ = write!(out, " {cell} |");
    }
    out.push('\n');
}

/// A text that is only text: no mark-up, no cell that ends early.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in one_line(text).chars() {
        if matches!(c, '\\' | '|' | '`' | '*' | '_' | '<' | '[' | ']' | '#') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Lang;
    use crate::words::sheets::Column;

    #[test]
    fn a_hostile_name_is_only_text_and_ends_no_cell() {
        let columns = ["单位", "到过"].map(|head| Column { head: head.to_owned(), width_chars: 9 }).to_vec();
        let hostile = "a|b\n<script>*x*".to_owned();
        let rows = vec![vec![Cell::Text(hostile), Cell::Count(3)]];
        let table = Table { name: "单位".to_owned(), columns, rows, total: None, chart: None };
        let (title, lines, foot) = ("标题".to_owned(), Vec::new(), Vec::new());
        let text = markdown(&Document { title, lines, tables: vec![table], foot, lang: Lang::Zh });
        assert_eq!(text, "# 标题\n\n## 单位\n\n| 单位 | 到过 |\n| --- | ---: |\n| a\\|b \\<script>\\*x\\* | 3 |\n");
    }
}
