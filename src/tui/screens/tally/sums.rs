//! Sums as the tally screen says them, and figures that stand in columns.

use crate::domain::sums::Sum;
use crate::tui::cells::{self, GlyphWidth};
use crate::words::{Said, tally};

/// Between two figures.
const GAP_CELLS: u16 = 2;

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
pub(super) fn side_by_side<const N: usize>(rows: &[[String; N]], glyphs: GlyphWidth) -> Vec<String> {
    let widths: Vec<[u16; N]> =
        rows.iter().map(|row| row.each_ref().map(|figure| cells::width(figure, glyphs))).collect();
    let mut widest = [0; N];
    for row in &widths {
        for (widest, width) in widest.iter_mut().zip(row) {
            *widest = (*widest).max(*width);
        }
    }
    let text = |(row, widths): (&[String; N], &[u16; N])| {
        let mut text = String::new();
        for ((figure, width), widest) in row.iter().zip(widths).zip(widest).filter(|(_, widest)| *widest > 0) {
            let gap = if text.is_empty() { 0 } else { GAP_CELLS };
            text.extend(std::iter::repeat_n(' ', usize::from(gap + widest.saturating_sub(*width))));
            text.push_str(figure);
        }
        text
    };
    rows.iter().zip(&widths).map(text).collect()
}
