//! Charts as SVG, in pixels of a screen: figures stand at every bar, so that a grey print is read as well.

use std::fmt::Write as _;

use super::html::escaped;
use crate::words::sheets::{Cell, Chart, Table};

/// How wide every chart is.
const WIDTH: u64 = 900;
/// The classes of the first and the second series; there are never more.
const CLASSES: [&str; 2] = ["a", "b"];
const LEGEND_HEIGHT: u64 = 20;
/// Upright: the height of the tallest column, and the room for its figure above and its label below.
const TALLEST: u64 = 150;
const FIGURE_HEIGHT: u64 = 16;
const LABEL_HEIGHT: u64 = 20;
/// Lying: the height of one bar and of its row, the room for labels at the left and for figures at the right.
const BAR_HEIGHT: u64 = 13;
const ROW_HEIGHT: u64 = 18;
const LABEL_WIDTH: u64 = 220;
const FIGURE_WIDTH: u64 = 70;

/// The chart of a table.
pub fn svg(table: &Table, chart: &Chart) -> String {
    if chart.is_course { upright(table, chart) } else { lying(table, chart) }
}

/// The figures of a row, with the class of each.
fn values<'a>(table: &'a Table, chart: &'a Chart, row: &'a [Cell]) -> impl Iterator<Item = (&'static str, u64)> + 'a {
    CLASSES.into_iter().zip(chart.values.iter().map(|column| table.value(row, *column)))
}

fn most(table: &Table, chart: &Chart) -> u64 {
    let rows = table.rows.iter().flat_map(|row| values(table, chart, row).map(|(_, value)| value));
    rows.max().unwrap_or_default()
}

/// The part of a length that shows a value: at least something for something.
fn share(value: u64, most: u64, length: u64) -> u64 {
    let part = (u128::from(value) * u128::from(length)).checked_div(u128::from(most)).unwrap_or_default();
    u64::try_from(part).unwrap_or(length).max(u64::from(value > 0))
}

fn label(chart: &Chart, row: &[Cell]) -> String {
    row.get(chart.label).map(Cell::text).unwrap_or_default()
}

fn open(height: u64) -> String {
    format!("<svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" xmlns=\"http://www.w3.org/2000/svg\">\n")
}

/// What the colours are, in one line at the top.
fn put_legend(out: &mut String, table: &Table, chart: &Chart) {
    let heads = chart.values.iter().filter_map(|column| table.columns.get(*column));
    for ((class, column), place) in CLASSES.into_iter().zip(heads).zip(0_u64..) {
        let x = place * (WIDTH / 4);
        let head = escaped(&column.head);
        // Writing to a text cannot fail.
        let _ = writeln!(
            out,
            "<rect class=\"{class}\" x=\"{x}\" y=\"3\" width=\"11\" height=\"11\"/><text x=\"{}\" y=\"13\">{head}</text>",
            x + 16
        );
    }
}

fn upright(table: &Table, chart: &Chart) -> String {
    let top = LEGEND_HEIGHT + FIGURE_HEIGHT;
    let mut out = open(top + TALLEST + LABEL_HEIGHT);
    put_legend(&mut out, table, chart);
    let pitch = (WIDTH / (table.rows.len() as u64).max(1)).min(WIDTH / 6);
    let bar = (pitch * 4 / 5 / (chart.values.len() as u64).max(1)).max(1);
    let most = most(table, chart);
    for (row, place) in table.rows.iter().zip(0_u64..) {
        let left = place * pitch;
        for ((class, value), x) in values(table, chart, row).zip((left..).step_by(usize::try_from(bar).unwrap_or(1))) {
            let height = share(value, most, TALLEST);
            let (y, middle) = (top + TALLEST - height, x + bar / 2);
            let _ = writeln!(
                out,
                "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{}\" height=\"{height}\"/>\
                 <text x=\"{middle}\" y=\"{}\" text-anchor=\"middle\">{value}</text>",
                bar.saturating_sub(2).max(1),
                y.saturating_sub(4)
            );
        }
        let (middle, foot) = (left + pitch * 2 / 5, top + TALLEST + LABEL_HEIGHT - 6);
        let label = label(chart, row);
        let _ = writeln!(out, "<text x=\"{middle}\" y=\"{foot}\" text-anchor=\"middle\">{}</text>", escaped(&label));
    }
    out.push_str("</svg>\n");
    out
}

fn lying(table: &Table, chart: &Chart) -> String {
    let rows = table.rows.len() as u64;
    let mut out = open(LEGEND_HEIGHT + rows * ROW_HEIGHT);
    put_legend(&mut out, table, chart);
    let (most, longest) = (most(table, chart), WIDTH - LABEL_WIDTH - FIGURE_WIDTH);
    for (row, place) in table.rows.iter().zip(0_u64..) {
        let y = LEGEND_HEIGHT + place * ROW_HEIGHT;
        let (text_y, label) = (y + BAR_HEIGHT - 2, label(chart, row));
        let _ = writeln!(
            out,
            "<text x=\"{}\" y=\"{text_y}\" text-anchor=\"end\">{}</text>",
            LABEL_WIDTH - 6,
            escaped(&label)
        );
        let figures = chart.values.iter().filter_map(|column| row.get(*column)).map(Cell::text);
        for ((class, value), figure) in values(table, chart, row).zip(figures).take(1) {
            let width = share(value, most, longest);
            let _ = writeln!(
                out,
                "<rect class=\"{class}\" x=\"{LABEL_WIDTH}\" y=\"{y}\" width=\"{width}\" height=\"{BAR_HEIGHT}\"/>\
                 <text x=\"{}\" y=\"{text_y}\">{figure}</text>",
                LABEL_WIDTH + width + 5
            );
        }
    }
    out.push_str("</svg>\n");
    out
}
