//! A document as a workbook: one sheet a table, numbers and dates as what they are, heads that stay when one scrolls
//! and stand on every printed page, charts beside their tables.

use rust_xlsxwriter::{
    Chart as Drawing, ChartType, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::safe_text;
use crate::domain::time::{Day, Wall};
use crate::office::safe_cell::guarded;
use crate::words::sheets::{Cell, Chart, Document, Table, head};

/// The number that spreadsheet programs have for this size of paper.
const A4: u8 = 9;
/// A chart is as wide as a row of twelve columns needs.
const CHART_WIDTH_PX: u32 = 720;
const CHART_HEIGHT_PX: u32 = 320;
/// Left of a chart one column stays free.
const CHART_GAP: u16 = 1;

/// The bytes of a document.
pub fn workbook(document: &Document) -> Result<Vec<u8>, XlsxError> {
    let (mut book, looks) = (Workbook::new(), Looks::new());
    for (index, table) in document.tables.iter().enumerate() {
        let sheet = book.add_worksheet().set_name(&table.name)?;
        let top = if index == 0 { opening(sheet, document, &looks)? } else { 0 };
        let end = put_table(sheet, table, top, document, &looks)?;
        if index == 0 {
            closing(sheet, document, end + 1)?;
        } else {
            sheet.set_freeze_panes(top + 1, 0)?;
        }
        sheet.set_repeat_rows(top, top)?;
        print_on_a4(sheet, document);
    }
    book.save_to_buffer()
}

/// How cells look.
struct Looks {
    title: Format,
    head: Format,
    text: Format,
    count: Format,
    change: Format,
    tenths: Format,
    per_mille: Format,
    day: Format,
    time: Format,
}

impl Looks {
    fn new() -> Self {
        let cell = || Format::new().set_border(FormatBorder::Thin);
        let number = |format: &str| cell().set_num_format(format);
        Self {
            title: Format::new().set_bold().set_font_size(16),
            head: cell().set_bold().set_align(FormatAlign::Center).set_text_wrap().set_background_color(0x00DD_EBF7),
            text: cell(),
            count: number("0"),
            change: number("+0;-0;0"),
            tenths: number("0.0"),
            per_mille: number("0.0%"),
            day: number("yyyy-mm-dd"),
            time: number("hh:mm"),
        }
    }

    /// The look of a row that sums up.
    fn bold(format: &Format, is_total: bool) -> Format {
        if is_total { format.clone().set_bold() } else { format.clone() }
    }
}

/// Title and lines; answers the row of the heads.
fn opening(sheet: &mut Worksheet, document: &Document, looks: &Looks) -> Result<u32, XlsxError> {
    sheet.write_string_with_format(0, 0, guarded(&document.title), &looks.title)?;
    let mut row = 1;
    for line in &document.lines {
        sheet.write_string(row, 0, guarded(line))?;
        row += 1;
    }
    Ok(row + 1)
}

fn closing(sheet: &mut Worksheet, document: &Document, mut row: u32) -> Result<(), XlsxError> {
    for line in &document.foot {
        sheet.write_string(row, 0, guarded(line))?;
        row += 2;
    }
    Ok(())
}

/// Heads, rows, the row that sums up and the chart; answers the row after them.
fn put_table(
    sheet: &mut Worksheet,
    table: &Table,
    top: u32,
    document: &Document,
    looks: &Looks,
) -> Result<u32, XlsxError> {
    for (at, column) in (0_u16..).zip(&table.columns) {
        sheet.set_column_width(at, f64::from(column.width_chars))?;
        sheet.write_string_with_format(top, at, guarded(&column.head), &looks.head)?;
    }
    let mut row = top + 1;
    for cells in &table.rows {
        put_row(sheet, row, cells, looks, false)?;
        row += 1;
    }
    if table.rows.is_empty() {
        sheet.write_string(row, 0, head::NOTHING.text(document.lang))?;
        row += 1;
    }
    if let Some(chart) = table.chart.as_ref().filter(|_| !table.rows.is_empty()) {
        put_chart(sheet, table, chart, (top, row - 1))?;
    }
    if let Some(total) = &table.total {
        put_row(sheet, row, total, looks, true)?;
        row += 1;
    }
    Ok(row)
}

fn put_row(sheet: &mut Worksheet, row: u32, cells: &[Cell], looks: &Looks, is_total: bool) -> Result<(), XlsxError> {
    for (at, cell) in (0_u16..).zip(cells) {
        let look = |format: &Format| Looks::bold(format, is_total);
        match cell {
            Cell::Empty => sheet.write_blank(row, at, &look(&looks.text))?,
            Cell::Text(_) => sheet.write_string_with_format(row, at, safe_text(cell), &look(&looks.text))?,
            Cell::Count(count) => sheet.write_number_with_format(row, at, float(*count), &look(&looks.count))?,
            Cell::Change(more) => sheet.write_number_with_format(row, at, signed(*more), &look(&looks.change))?,
            Cell::Tenths(tenths) => {
                sheet.write_number_with_format(row, at, float(*tenths) / 10.0, &look(&looks.tenths))?
            }
            Cell::PerMille(part) => {
                sheet.write_number_with_format(row, at, float(*part) / 1000.0, &look(&looks.per_mille))?
            }
            Cell::Day(day) => sheet.write_datetime_with_format(row, at, date(*day)?, &look(&looks.day))?,
            Cell::Time(wall) => sheet.write_datetime_with_format(row, at, time(*wall)?, &look(&looks.time))?,
        };
    }
    Ok(())
}

/// Counts of a day are far below what a floating number holds exactly.
#[allow(clippy::cast_precision_loss, reason = "no count of a square reaches 2^53")]
fn float(count: u64) -> f64 {
    count as f64
}

fn signed(more: i64) -> f64 {
    let size = float(more.unsigned_abs());
    if more < 0 { -size } else { size }
}

/// A spreadsheet knows no day before 1900.
fn date(day: Day) -> Result<ExcelDateTime, XlsxError> {
    let (year, month, day) = day.parts();
    let small = |part: u32| u8::try_from(part).unwrap_or(1);
    ExcelDateTime::from_ymd(u16::try_from(year).unwrap_or(1900).max(1900), small(month), small(day))
}

fn time(wall: Wall) -> Result<ExcelDateTime, XlsxError> {
    ExcelDateTime::from_hms(u16::from(wall.hour()), wall.minute(), wall.second())
}

/// Draws some columns of the rows from the heads to the last, to the right of the table.
fn put_chart(sheet: &mut Worksheet, table: &Table, chart: &Chart, rows: (u32, u32)) -> Result<(), XlsxError> {
    let name = table.name.as_str();
    let mut drawing = Drawing::new(ChartType::Column);
    let at = |column: usize| u16::try_from(column).unwrap_or(u16::MAX);
    for column in &chart.values {
        let (head, first, last) = (rows.0, rows.0 + 1, rows.1);
        let series = drawing.add_series();
        series.set_name((name, head, at(*column)));
        series.set_categories((name, first, at(chart.label), last, at(chart.label)));
        series.set_values((name, first, at(*column), last, at(*column)));
    }
    drawing.title().set_name(name);
    if chart.values.len() == 1 {
        drawing.legend().set_hidden();
    }
    drawing.set_width(CHART_WIDTH_PX).set_height(CHART_HEIGHT_PX);
    sheet.insert_chart(rows.0, at(table.columns.len()).saturating_add(CHART_GAP), &drawing)?;
    Ok(())
}

fn print_on_a4(sheet: &mut Worksheet, document: &Document) {
    // In a header `&` begins a code.
    let title = document.title.replace('&', "&&");
    sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3);
    sheet.set_header(format!("&L{title}&R&A")).set_footer("&C&P / &N");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::safe_cell::unguarded;
    use crate::words::Lang;
    use crate::words::sheets::Column;
    use calamine::{Data, Reader, Xlsx};
    use std::io::Cursor;

    #[test]
    fn another_reader_finds_numbers_as_numbers_days_as_days_and_nothing_that_runs() {
        let day = Day::new(2026, 3, 5).unwrap();
        let row = vec![
            Cell::Text("=HYPERLINK(\"x\")".to_owned()),
            Cell::Count(41),
            Cell::Tenths(35),
            Cell::PerMille(250),
            Cell::Day(day),
            Cell::Time(day.at_minute(9 * 60 + 5)),
            Cell::Empty,
        ];
        let columns = ["a", "b", "c", "d", "e", "f", "=g"].map(|head| Column { head: head.to_owned(), width_chars: 9 });
        let chart = Some(Chart { label: 0, values: vec![1, 2], is_course: true });
        let table = |name: &str| Table {
            name: name.to_owned(),
            columns: columns.to_vec(),
            rows: vec![row.clone()],
            total: Some(row.clone()),
            chart: chart.clone(),
        };
        let document = Document {
            title: "+title & more".to_owned(),
            lines: vec!["one".to_owned()],
            tables: vec![table("总表"), table("明细")],
            foot: vec!["signed".to_owned()],
            lang: Lang::Zh,
        };
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(workbook(&document).unwrap())).unwrap();
        assert_eq!(book.sheet_names(), ["总表", "明细"]);
        let range = book.worksheet_range("明细").unwrap();
        let rows: Vec<&[Data]> = range.rows().collect();
        assert_eq!(rows.len(), 3);
        for cells in [rows[1], rows[2]] {
            assert!(matches!(&cells[0], Data::String(text) if unguarded(text) == "=HYPERLINK(\"x\")"), "{cells:?}");
            assert_eq!(cells[1..4], [Data::Float(41.0), Data::Float(3.5), Data::Float(0.25)]);
            let (Data::DateTime(date), Data::DateTime(time)) = (&cells[4], &cells[5]) else { panic!("{cells:?}") };
            // Days since 1899-12-30, and a part of a day.
            assert!((date.as_f64() - 46086.0).abs() < 1e-9, "{date:?}");
            assert!((time.as_f64() - 545.0 / 1440.0).abs() < 1e-6, "{time:?}");
        }
        let first = book.worksheet_range("总表").unwrap();
        assert_eq!(first.get_value((0, 0)), Some(&Data::String("'+title & more".to_owned())));
        assert_eq!(first.get_value((3, 1)), Some(&Data::String("b".to_owned())));
    }
}
