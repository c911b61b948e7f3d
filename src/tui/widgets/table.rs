//! Rows in columns, cut by cells, one of them chosen. A list is a table of one column.
//!
//! Only the rows that are seen are asked for, so ten thousand names cost no more than twenty. The scroll follows from
//! the chosen row, the count and the height; nothing is remembered.

use std::borrow::Cow;
use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::tui::cells;
use crate::tui::theme::{Role, Theme, Tone};

/// A column: its head and its width.
#[derive(Debug, Clone, Copy)]
pub struct Column<'a> {
    head: &'a str,
    width: ColumnWidth,
    right: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ColumnWidth {
    Cells(u16),
    Rest,
}

impl<'a> Column<'a> {
    /// A column of so many cells, its text at the left.
    pub const fn left(head: &'a str, cells: u16) -> Self {
        Self { head, width: ColumnWidth::Cells(cells), right: false }
    }

    /// A column of so many cells, its text at the right, as for numbers.
    pub const fn right(head: &'a str, cells: u16) -> Self {
        Self { head, width: ColumnWidth::Cells(cells), right: true }
    }

    /// The column that takes what the others leave; one a table.
    pub const fn rest(head: &'a str) -> Self {
        Self { head, width: ColumnWidth::Rest, right: false }
    }
}

/// What stands in one row and column.
#[derive(Debug, Clone, Default)]
pub struct Cell<'a> {
    text: Cow<'a, str>,
    tone: Tone,
}

impl<'a> Cell<'a> {
    /// A state: its sign goes before its word.
    pub fn toned(text: impl Into<Cow<'a, str>>, tone: Tone) -> Self {
        Self { text: text.into(), tone }
    }
}

impl<'a, T: Into<Cow<'a, str>>> From<T> for Cell<'a> {
    fn from(text: T) -> Self {
        Self::toned(text, Tone::Plain)
    }
}

/// Rows in columns.
#[derive(Clone, Copy)]
pub struct Table<'a> {
    /// The columns, the most important first: those at the end go when the window is narrow.
    pub columns: &'a [Column<'a>],
    /// How many rows there are.
    pub count: usize,
    /// The cells of a row.
    pub row: &'a dyn Fn(usize) -> Vec<Cell<'a>>,
    /// The chosen row; `None` for a table to look at only.
    pub chosen: Option<usize>,
    /// Said when there is no row.
    pub empty: &'a str,
    /// The look.
    pub theme: Theme,
}

/// Mark and blank before a row that can be chosen.
pub(super) const MARK_CELLS: u16 = 2;
/// A blank and the signs at the right edge that there is more above or below.
pub(super) const EDGE_CELLS: u16 = 2;
/// Blanks between columns.
const GAP: u16 = 1;
/// A column that takes the rest is no use with less; before that the last fixed column goes.
const MIN_REST: u16 = 12;

/// The rows that are seen: the chosen one in the middle as far as the ends allow.
pub fn visible(chosen: usize, count: usize, height: u16) -> Range<usize> {
    let height = usize::from(height);
    let first = chosen.saturating_sub(height / 2).min(count.saturating_sub(height));
    first..count.min(first.saturating_add(height))
}

/// Puts signs at the right edge of the rows where there are more above or below those that are seen.
pub(super) fn put_more(buf: &mut Buffer, rows: Rect, seen: &Range<usize>, count: usize, theme: Theme) {
    let edge = cells::after(rows, rows.width.saturating_sub(1));
    let more = [(seen.start > 0, 0, "^"), (seen.end < count, rows.height.saturating_sub(1), "v")];
    for (_, offset, sign) in more.into_iter().filter(|(is_more, ..)| *is_more) {
        cells::put(buf, cells::line(edge, offset), sign, theme.style(Role::Dim), theme.glyphs);
    }
}

impl Widget for &Table<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let glyphs = self.theme.glyphs;
        let inner = cells::first(area, area.width.saturating_sub(EDGE_CELLS));
        let mark_cells = if self.chosen.is_some() { MARK_CELLS } else { 0 };
        let places = self.places(inner.width.saturating_sub(mark_cells));
        let mut top = 0;
        if self.columns.iter().any(|column| !column.head.is_empty()) {
            let heads = self.columns.iter().map(|column| Cell::from(column.head)).collect();
            self.draw_row(cells::after(cells::line(inner, 0), mark_cells), buf, &places, heads, Role::Dim);
            top = 1;
        }
        let height = area.height.saturating_sub(top);
        if self.count == 0 {
            let line = cells::after(cells::line(area, top), mark_cells);
            cells::put(buf, line, self.empty, self.theme.style(Role::Dim), glyphs);
            return;
        }
        let seen = visible(self.chosen.unwrap_or_default(), self.count, height);
        for (offset, index) in (top..).zip(seen.clone()) {
            let line = cells::line(inner, offset);
            let chosen = self.chosen == Some(index);
            let role = if chosen { Role::Chosen } else { Role::Body };
            cells::fill(buf, line, " ", self.theme.style(role));
            if chosen {
                cells::put(buf, line, ">", self.theme.style(role), glyphs);
            }
            self.draw_row(cells::after(line, mark_cells), buf, &places, (self.row)(index), role);
        }
        put_more(buf, cells::below(area, top), &seen, self.count, self.theme);
    }
}

impl Table<'_> {
    /// Offset and width of every column that fits; 0 wide for those that had to go.
    fn places(&self, room: u16) -> Vec<(u16, u16)> {
        let has_rest = self.columns.iter().any(|column| column.width == ColumnWidth::Rest);
        let mut left = room.saturating_sub(if has_rest { MIN_REST } else { 0 });
        let mut full = false;
        let fixed: Vec<Option<u16>> = self
            .columns
            .iter()
            .map(|column| match column.width {
                ColumnWidth::Rest => None,
                ColumnWidth::Cells(cells) => {
                    full |= cells.saturating_add(GAP) > left;
                    if full {
                        return Some(0);
                    }
                    left -= cells + GAP;
                    Some(cells)
                }
            })
            .collect();
        let taken = fixed.iter().flatten().filter(|cells| **cells > 0).map(|cells| cells + GAP).sum();
        let mut offset = 0;
        fixed
            .into_iter()
            .map(|cells| {
                let cells = cells.unwrap_or(room.saturating_sub(taken));
                let place = (offset, cells);
                offset += if cells > 0 { cells + GAP } else { 0 };
                place
            })
            .collect()
    }

    fn draw_row(&self, line: Rect, buf: &mut Buffer, places: &[(u16, u16)], row: Vec<Cell>, role: Role) {
        let glyphs = self.theme.glyphs;
        for ((column, (offset, width)), cell) in self.columns.iter().zip(places).zip(row) {
            let place = cells::first(cells::after(line, *offset), *width);
            let text = cell.tone.signed(&cell.text);
            let indent = if column.right { width.saturating_sub(cells::width(&text, glyphs)) } else { 0 };
            let role = if role == Role::Body { cell.tone.word() } else { role };
            cells::put(buf, cells::after(place, indent), &text, self.theme.style(role), glyphs);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::picture;

    const COLUMNS: &[Column] =
        &[Column::left("工号", 5), Column::left("状态", 8), Column::right("时长", 5), Column::rest("姓名")];

    fn drawn(count: usize, chosen: Option<usize>, width: u16, height: u16) -> [String; 2] {
        let theme = Theme::default();
        let row = |index: usize| {
            let state = if index == 1 { Cell::toned("未签退", Tone::Warn) } else { "已签到".into() };
            vec![format!("{index:03}").into(), state, "1.5".into(), "阿依古丽·买买提".into()]
        };
        let table = Table { columns: COLUMNS, count, row: &row, chosen, empty: "还没有人", theme };
        let buf = picture::draw(theme, width, height, |area, buf| table.render(area, buf));
        [picture::text(&buf, theme), picture::roles(&buf, theme)]
    }

    #[test]
    fn the_chosen_row_has_a_mark_and_a_state_its_sign() {
        let [text, roles] = drawn(2, Some(0), 42, 3);
        assert_eq!(
            text,
            "  工号  状态      时长 姓名\n\
             > 000   已签到     1.5 阿依古丽·买买提\n\
             \x20 001   ! 未签退   1.5 阿依古丽·买买提\n"
        );
        assert_eq!(
            roles.lines().collect::<Vec<_>>(),
            [
                "..dddd..dddd......dddd.dddd...............",
                &format!("{}..", "c".repeat(40)),
                "........wwwwwwww.........................."
            ]
        );
    }

    #[test]
    fn names_are_cut_by_cells_and_columns_go_from_the_end() {
        assert_eq!(drawn(1, None, 35, 2)[0], "工号  状态      时长 姓名\n000   已签到     1.5 阿依古丽·..\n");
        assert_eq!(drawn(1, None, 30, 2)[0], "工号  状态     姓名\n000   已签到   阿依古丽·买..\n");
        assert_eq!(drawn(1, None, 16, 2)[0], "姓名\n阿依古丽·买..\n");
    }

    #[test]
    fn more_above_and_below_is_signed() {
        let lines: Vec<String> = drawn(9, Some(4), 42, 4)[0].lines().map(str::to_owned).collect();
        assert!(lines[1].starts_with("  003") && lines[1].ends_with('^'), "{lines:?}");
        assert!(lines[2].starts_with("> 004"), "{lines:?}");
        assert!(lines[3].ends_with('v'), "{lines:?}");
    }

    #[test]
    fn an_empty_table_says_so() {
        assert_eq!(drawn(0, Some(0), 42, 3)[0].lines().nth(1), Some("  还没有人"));
    }

    #[test]
    fn the_chosen_row_is_always_seen() {
        for count in 0..12 {
            for height in 0..6 {
                for chosen in 0..count {
                    let seen = visible(chosen, count, height);
                    assert_eq!(seen.len(), count.min(usize::from(height)));
                    assert!(height == 0 || seen.contains(&chosen), "{chosen} of {count} in {height}");
                }
            }
        }
    }
}
