//! Sums as the tally screen says them, and figures that stand in columns.

use crate::domain::sums::Sum;
use crate::tui::cells::{self, GlyphWidth};
use crate::words::{Said, tally};

/// As it is read: visits and copies, or only what there is.
pub(super) fn figures(sum: Sum) -> Vec<Said> {
    let visits = || tally::VISITS.fill([("visits", sum.visits.to_string())]);
    let copies = || tally::COPIES.fill([("copies", sum.copies.to_string())]);
    match sum {
        Sum { copies: 0, .. } => vec![visits()],
        Sum { visits: 0, .. } => vec![copies()],
        _ => vec![visits(), copies()],
    }
}

/// Each row as one text in which every figure stands at the right edge of its column. A column that is empty in all rows
/// takes no room.
pub(super) fn side_by_side(rows: &[Vec<String>], glyphs: GlyphWidth) -> Vec<String> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let cell = |row: &Vec<String>, column: usize| row.get(column).cloned().unwrap_or_default();
    let widest = |column| rows.iter().map(|row| cells::width(&cell(row, column), glyphs)).max().unwrap_or_default();
    let widths: Vec<u16> = (0..columns).map(widest).collect();
    let text = |row: &Vec<String>| {
        let shown = widths.iter().enumerate().filter(|(_, width)| **width > 0);
        let texts = shown.map(|(column, width)| {
            let figure = cell(row, column);
            let indent = usize::from(width.saturating_sub(cells::width(&figure, glyphs)));
            format!("{}{figure}", " ".repeat(indent))
        });
        texts.collect::<Vec<_>>().join("  ")
    };
    rows.iter().map(text).collect()
}
