//! A QR code on the screen, in the two renderings that phones and scanners were seen to read.
//!
//! Dark on light in fixed colours whatever the theme, because inverted codes are read by few.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};
use ratatui::widgets::Widget;

use crate::badge::{Cell, Rendering, Squares};
use crate::tui::cells::{self, GlyphWidth};

/// A QR code. Where it does not fit whole it is not drawn: a part of it is read by nobody.
#[derive(Debug, Clone, Copy)]
pub struct Qr<'a> {
    /// The squares.
    pub squares: &'a Squares,
    /// The rendering asked for.
    pub rendering: Rendering,
    /// How wide this terminal draws a half block; two cells leave only the rendering of blanks.
    pub glyphs: GlyphWidth,
}

const LOWER_HALF_BLOCK: &str = "\u{2584}";

impl Widget for &Qr<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let rendering = match self.glyphs {
            GlyphWidth::Narrow => self.rendering,
            GlyphWidth::Wide => Rendering::TwoBlanks,
        };
        let rows = self.squares.cells(rendering);
        let width = rows.first().map_or(0, Vec::len);
        if width > usize::from(area.width) || rows.len() > usize::from(area.height) {
            return;
        }
        for (y, row) in (0..).zip(&rows) {
            for (x, cell) in (0..).zip(row) {
                let place = cells::first(cells::after(cells::line(area, y), x), 1);
                let symbol = if cell.upper_dark == cell.lower_dark { " " } else { LOWER_HALF_BLOCK };
                cells::fill(buf, place, symbol, style(*cell));
            }
        }
    }
}

/// The half block is drawn in the ink, so the ink is the lower half. The colours are those of the 256-colour cube:
/// the first sixteen change with the terminal's own palette.
fn style(cell: Cell) -> Style {
    let colour = |dark| Color::Indexed(if dark { 16 } else { 231 });
    Style::new().fg(colour(cell.lower_dark)).bg(colour(cell.upper_dark))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::badge::Symbol;

    fn drawn(rendering: Rendering, glyphs: GlyphWidth, width: u16, height: u16) -> Buffer {
        let squares = Squares::of("1123030000034580090808444834501102", Symbol::Screen).unwrap();
        let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
        Qr { squares: &squares, rendering, glyphs }.render(Rect::new(0, 0, width, height), &mut buf);
        buf
    }

    #[test]
    fn the_eye_sees_the_squares_of_the_code() {
        let squares = Squares::of("1123030000034580090808444834501102", Symbol::Screen).unwrap();
        let buf = drawn(Rendering::HalfBlocks, GlyphWidth::Narrow, 25, 13);
        for (y, row) in (2..).zip(squares.rows()) {
            for (x, dark) in (2..).zip(row) {
                let cell = &buf[(x, y / 2)];
                let lower = if cell.symbol() == LOWER_HALF_BLOCK { cell.fg } else { cell.bg };
                let seen = if y % 2 == 0 { cell.bg } else { lower };
                assert_eq!(seen == Color::Indexed(16), *dark, "square {x},{y}");
            }
        }
    }

    #[test]
    fn where_half_blocks_are_wide_no_glyph_is_drawn() {
        let buf = drawn(Rendering::HalfBlocks, GlyphWidth::Wide, 46, 23);
        assert!(buf.content().iter().all(|cell| cell.symbol() == " " && cell.bg != Color::Reset));
    }

    #[test]
    fn a_code_that_does_not_fit_is_not_drawn() {
        for (width, height) in [(24, 13), (25, 12), (0, 0)] {
            let buf = drawn(Rendering::HalfBlocks, GlyphWidth::Narrow, width, height);
            assert_eq!(buf, Buffer::empty(buf.area), "{width}x{height}");
        }
    }
}
