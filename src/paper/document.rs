//! A document of tables as a web page that prints on A4: heads again on every page, no row cut in two, charts drawn as
//! SVG in the page itself.
//!
//! ```text
//! title
//! lines
//! table name        |##
//! | a | b | 12 |    |## ##      (a course of time stands upright, anything else lies)
//! ```

use std::fmt::{self, Write as _};

use super::chart;
use super::html::{END, escaped, head_with};
use crate::words::sheets::{Cell, Document, Table, head};

const STYLE: &str = "@page{size:A4 landscape;margin:10mm 12mm}\
    body{margin:0;font-size:10pt;line-height:1.35;color:#000;background:#fff}\
    h1{font-size:16pt;margin:0 0 2mm}h2{font-size:12pt;margin:5mm 0 1.5mm;break-after:avoid}\
    p{margin:0 0 1mm;white-space:pre-wrap}table{border-collapse:collapse;width:auto;max-width:100%}\
    thead{display:table-header-group}\
    tr{break-inside:avoid}th,td{border:.25mm solid #666;padding:.5mm 1.6mm;text-align:left;vertical-align:top}\
    th{background:#e6e6e6;font-weight:bold}td.n{text-align:right;font-variant-numeric:tabular-nums}\
    td.d{white-space:nowrap}\
    tr.sum td{font-weight:bold;border-top:.6mm solid #000}\
    svg{display:block;margin:2mm 0;width:240mm;max-width:100%;break-inside:avoid;font-size:11px}\
    svg text{fill:#000}.a{fill:#1f4e79}.b{fill:#9dc3e6;stroke:#1f4e79;stroke-width:.6}\
    .foot{margin-top:6mm;line-height:2.6}\
    *{-webkit-print-color-adjust:exact;print-color-adjust:exact}\
    section.sheet{break-before:page}\
    @media screen{body{margin:6mm auto;max-width:273mm;padding:0 4mm}}";

/// The page of a document.
pub fn document(document: &Document) -> String {
    pages(&document.title, std::slice::from_ref(document))
}

/// Several documents in one file, each on a new page.
pub fn pages(title: &str, documents: &[Document]) -> String {
    let lang = documents.first().map(|document| document.lang).unwrap_or_default();
    let mut out = head_with(title, lang, STYLE);
    for (index, document) in documents.iter().enumerate() {
        let class = if index > 0 { " class=\"sheet\"" } else { "" };
        // Writing to a text cannot fail.
        let _ = writeln!(out, "<section{class}>{}</section>", body(document));
    }
    out.push_str(END);
    out
}

fn body(document: &Document) -> impl fmt::Display {
    fmt::from_fn(move |f| {
        writeln!(f, "<h1>{}</h1>", escaped(&document.title))?;
        for line in &document.lines {
            writeln!(f, "<p>{}</p>", escaped(line))?;
        }
        for table in &document.tables {
            if !table.name.is_empty() {
                writeln!(f, "<h2>{}</h2>", escaped(&table.name))?;
            }
            if table.rows.is_empty() {
                writeln!(f, "<p>{}</p>", head::NOTHING.text(document.lang))?;
                continue;
            }
            if let Some(chart) = &table.chart {
                f.write_str(&chart::svg(table, chart))?;
            }
            put_table(f, table)?;
        }
        for line in &document.foot {
            writeln!(f, "<p class=\"foot\">{}</p>", escaped(line))?;
        }
        Ok(())
    })
}

fn put_table(f: &mut fmt::Formatter<'_>, table: &Table) -> fmt::Result {
    f.write_str("<table><thead><tr>")?;
    for (index, column) in table.columns.iter().enumerate() {
        // What stands in no row is to be written in by hand.
        let is_blank = table.rows.iter().all(|row| row.get(index).is_none_or(|cell| *cell == Cell::Empty));
        let style = if is_blank { format!(" style=\"min-width:{}ch\"", column.width_chars) } else { String::new() };
        write!(f, "<th{style}>{}</th>", escaped(&column.head))?;
    }
    f.write_str("</tr></thead>\n<tbody>\n")?;
    for row in &table.rows {
        put_row(f, row, "")?;
    }
    if let Some(total) = &table.total {
        put_row(f, total, " class=\"sum\"")?;
    }
    f.write_str("</tbody></table>\n")
}

fn put_row(f: &mut fmt::Formatter<'_>, row: &[Cell], class: &str) -> fmt::Result {
    write!(f, "<tr{class}>")?;
    for cell in row {
        let class = match cell {
            cell if cell.is_number() => " class=\"n\"",
            // Neither a day nor a badge number is broken at its hyphens.
            Cell::Day(_) => " class=\"d\"",
            Cell::Text(text) if text.bytes().all(|byte| byte == b'-' || byte.is_ascii_digit()) => " class=\"d\"",
            _ => "",
        };
        write!(f, "<td{class}>{}</td>", escaped(&cell.text()))?;
    }
    f.write_str("</tr>\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Lang;
    use crate::words::sheets::{Chart, Column};

    #[test]
    fn a_hostile_name_is_only_text_in_table_and_chart() {
        let columns = ["<b>", "n"].map(|head| Column { head: head.to_owned(), width_chars: 9 }).to_vec();
        for is_course in [true, false] {
            let rows = vec![vec![Cell::Text("<script>\u{202e}x</script>".to_owned()), Cell::Count(3)]];
            let chart = Some(Chart { label: 0, values: vec![1], is_course });
            let table = Table { name: "<i>".to_owned(), columns: columns.clone(), rows, total: None, chart };
            let (title, lines, foot) = ("<u>".to_owned(), vec!["<p>".to_owned()], vec!["<s>".to_owned()]);
            let page = document(&Document { title, lines, tables: vec![table], foot, lang: Lang::Zh });
            for tag in ["<script", "<b>", "<i>", "<u>", "<s>", "\u{202e}"] {
                assert!(!page.contains(tag), "{tag} in {page}");
            }
            assert!(page.contains("<td class=\"n\">3</td>") && page.contains("<svg "), "{page}");
        }
    }
}
