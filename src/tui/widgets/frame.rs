//! A box with a title in its upper border, of ASCII where the terminal's box signs are two cells wide.

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::widgets::Widget;

use crate::tui::cells;
use crate::tui::theme::{Role, Theme};

/// A box; what stands in it is drawn into [`Frame::inner`].
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// The title; empty for none.
    pub title: &'a str,
    /// The look.
    pub theme: Theme,
}

impl Frame<'_> {
    /// The room inside, with a blank left and right.
    pub fn inner(&self, area: Rect) -> Rect {
        area.inner(Margin::new(2, 1))
    }
}

impl Widget for &Frame<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        if area.width < 2 || area.height < 2 {
            return;
        }
        let (borders, style) = (self.theme.borders(), self.theme.style(Role::Frame));
        let (top, bottom) = (cells::line(area, 0), cells::line(area, area.height - 1));
        let (left, right) = (cells::first(area, 1), cells::after(area, area.width - 1));
        for (edge, symbol) in
            [(top, borders.flat), (bottom, borders.flat), (left, borders.upright), (right, borders.upright)]
        {
            cells::fill(buf, edge, symbol, style);
        }
        let corners =
            [top.intersection(left), top.intersection(right), bottom.intersection(left), bottom.intersection(right)];
        for (corner, symbol) in corners.into_iter().zip(borders.corners) {
            cells::fill(buf, corner, symbol, style);
        }
        if !self.title.is_empty() {
            let room = cells::after(cells::first(top, top.width.saturating_sub(2)), 2);
            let title = format!(" {} ", cells::cut(self.title, room.width.saturating_sub(2), self.theme.glyphs));
            cells::put(buf, room, &title, self.theme.style(Role::Body).patch(style), self.theme.glyphs);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::cells::GlyphWidth;
    use crate::tui::picture;

    #[test]
    fn boxes_are_ascii_where_box_signs_are_two_cells_wide() {
        let cases = [
            (GlyphWidth::Narrow, "┌─ 等候 ─┐\n│        │\n└────────┘\n"),
            (GlyphWidth::Wide, "+- 等候 -+\n|        |\n+--------+\n"),
        ];
        for (glyphs, expected) in cases {
            let theme = Theme { glyphs, ..Theme::default() };
            let frame = Frame { title: "等候", theme };
            let buf = picture::draw(theme, 10, 3, |area, buf| frame.render(area, buf));
            assert_eq!(picture::text(&buf, theme), expected);
        }
    }
}
