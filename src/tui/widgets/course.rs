//! Two figures over time, row by row: the time once at the left, then for each of the two its number and its bar. Both
//! have one scale, so that they may be compared; which is which is said by their heads and their places, not by colour.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::charts::{share, widest};
use super::table::{EDGE_CELLS, put_more, visible};
use crate::tui::cells;
use crate::tui::theme::{Role, Theme};

/// One stretch of time.
#[derive(Debug, Clone, Copy)]
pub struct Stretch<'a> {
    /// When it is, with whatever is to be said of it.
    pub label: &'a str,
    /// The two figures.
    pub values: [u64; 2],
}

/// Stretches of time one below the other. Where there are more than lines, they scroll so that the chosen one is seen.
#[derive(Debug, Clone, Copy)]
pub struct Course<'a> {
    /// What the two figures are.
    pub heads: [&'a str; 2],
    /// The stretches, in their order.
    pub stretches: &'a [Stretch<'a>],
    /// The one to be seen.
    pub chosen: usize,
    /// The look.
    pub theme: Theme,
}

/// Between the time and the figures, and between the two of them.
const GAP_CELLS: u16 = 2;

impl Widget for &Course<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let glyphs = self.theme.glyphs;
        let style = |role| self.theme.style(role);
        let room = cells::first(area, area.width.saturating_sub(EDGE_CELLS));
        let label_cells = widest(self.stretches.iter().map(|stretch| stretch.label), glyphs).min(room.width / 3);
        let room = cells::after(room, label_cells.saturating_add(GAP_CELLS));
        let half_cells = room.width.saturating_sub(GAP_CELLS) / 2;
        let halves =
            [cells::first(room, half_cells), cells::first(cells::after(room, half_cells + GAP_CELLS), half_cells)];
        let values = || self.stretches.iter().flat_map(|stretch| stretch.values);
        let most = values().max().unwrap_or_default();
        let figure_cells = u16::try_from(most.to_string().len()).unwrap_or(u16::MAX);
        for (half, head) in halves.into_iter().zip(self.heads) {
            cells::put(buf, cells::line(half, 0), head, style(Role::Dim), glyphs);
        }
        let (rows, label_rows) = (cells::below(area, 1), cells::first(cells::below(area, 1), label_cells));
        let seen = visible(self.chosen, self.stretches.len(), rows.height);
        for (offset, stretch) in (0..).zip(self.stretches.iter().skip(seen.start).take(seen.len())) {
            cells::put(buf, cells::line(label_rows, offset), stretch.label, style(Role::Body), glyphs);
            for (half, value) in halves.into_iter().zip(stretch.values) {
                let line = cells::line(cells::below(half, 1), offset);
                let figure = value.to_string();
                let indent = figure_cells.saturating_sub(cells::width(&figure, glyphs));
                cells::put(buf, cells::after(line, indent), &figure, style(Role::Body), glyphs);
                let line = cells::after(line, figure_cells.saturating_add(1));
                cells::fill(buf, cells::first(line, share(value, most, line.width)), " ", style(Role::Bar));
            }
        }
        put_more(buf, rows, &seen, self.stretches.len(), self.theme);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::picture;

    fn drawn(stretches: &[Stretch<'_>], chosen: usize, width: u16, height: u16) -> String {
        let theme = Theme::default();
        let course = Course { heads: ["人次", "志愿者"], stretches, chosen, theme };
        let buf = picture::draw(theme, width, height, |area, buf| course.render(area, buf));
        picture::text(&buf, theme)
    }

    #[test]
    fn both_figures_have_one_scale_and_an_empty_hour_is_a_row_with_nothing() {
        let row = |label, values| Stretch { label, values };
        let rows = [row("08:00", [5, 40]), row("09:00", [0, 0]), row("10:00*", [20, 1])];
        assert_eq!(
            drawn(&rows, 0, 40, 4),
            "        人次            志愿者\n\
             08:00    5 #            40 ###########\n\
             09:00    0               0\n\
             10:00*  20 #####         1 #\n"
        );
    }

    #[test]
    fn more_rows_than_lines_scroll_to_the_one_to_be_seen() {
        let labels: Vec<String> = (0..9).map(|hour| format!("{hour:02}:00")).collect();
        let rows: Vec<Stretch<'_>> = labels.iter().map(|label| Stretch { label, values: [1, 1] }).collect();
        assert!(drawn(&rows, 0, 30, 4).contains("00:00") && !drawn(&rows, 0, 30, 4).contains("08:00"));
        assert!(drawn(&rows, 8, 30, 4).contains("08:00") && !drawn(&rows, 8, 30, 4).contains("00:00"));
    }
}
