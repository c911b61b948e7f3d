//! A short text in Chinese characters sixteen dots high, for names that are read from afar.
//!
//! A dot is a blank in ink, two cells wide, where there is room (a character is 32 x 16 cells); else half a cell high
//! (16 x 8), on terminals that draw half blocks in one cell. Where neither fits, or a character has no drawing, nothing
//! is drawn: ask [`BigName::size_in`] first.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::widgets::Widget;

use crate::tui::cells::{self, GlyphWidth};
use crate::tui::theme::{Role, Theme};
use crate::words::glyphs::{Glyph, HEIGHT};

/// A short text drawn in dots.
#[derive(Debug, Clone, Copy)]
pub struct BigName<'a> {
    /// Chinese, digits, letters.
    pub text: &'a str,
    /// The role whose ink is used and on whose ground it stands.
    pub role: Role,
    /// The look.
    pub theme: Theme,
}

/// How a dot is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dots {
    /// Two blanks.
    Blanks,
    /// Half a cell.
    Halves,
}

const UPPER_HALF_BLOCK: &str = "\u{2580}";
const LOWER_HALF_BLOCK: &str = "\u{2584}";

impl BigName<'_> {
    /// The cells and lines it takes in an area; nothing where it is not drawn.
    pub fn size_in(&self, area: Rect) -> Option<Size> {
        self.fitting(area, &Glyph::all(self.text)?).map(|(_, size)| size)
    }

    fn fitting(&self, area: Rect, glyphs: &[Glyph]) -> Option<(Dots, Size)> {
        let dots = glyphs.iter().fold(0_u16, |sum, glyph| sum.saturating_add(glyph.width));
        let sizes =
            [(Dots::Blanks, Size::new(dots.saturating_mul(2), HEIGHT)), (Dots::Halves, Size::new(dots, HEIGHT / 2))];
        sizes.into_iter().find(|(drawn, size)| {
            let can_be = *drawn == Dots::Blanks || self.theme.glyphs == GlyphWidth::Narrow;
            can_be && size.width <= area.width && size.height <= area.height
        })
    }
}

impl Widget for &BigName<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let Some(glyphs) = Glyph::all(self.text) else { return };
        let Some((dots, size)) = self.fitting(area, &glyphs) else { return };
        let (style, ink) = (self.theme.style(self.role), self.theme.ink(self.role));
        let mut rest = area;
        for glyph in &glyphs {
            for (y, x) in (0..size.height).flat_map(|y| (0..glyph.width).map(move |x| (y, x))) {
                let line = cells::line(rest, y);
                let (place, symbol, style) = match dots {
                    Dots::Blanks if glyph.has(x, y) => (cells::first(cells::after(line, x * 2), 2), " ", ink),
                    Dots::Blanks => continue,
                    Dots::Halves => {
                        let place = cells::first(cells::after(line, x), 1);
                        match (glyph.has(x, y * 2), glyph.has(x, y * 2 + 1)) {
                            (true, true) => (place, " ", ink),
                            (true, false) => (place, UPPER_HALF_BLOCK, style),
                            (false, true) => (place, LOWER_HALF_BLOCK, style),
                            (false, false) => continue,
                        }
                    }
                };
                cells::fill(buf, place, symbol, style);
            }
            rest = cells::after(rest, if dots == Dots::Blanks { glyph.width * 2 } else { glyph.width });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::picture;

    fn name(text: &str, glyphs: GlyphWidth) -> BigName<'_> {
        BigName { text, role: Role::Body, theme: Theme { glyphs, ..Theme::default() } }
    }

    fn drawn(big: BigName<'_>, width: u16, height: u16) -> String {
        let buf = picture::draw(big.theme, width, height, |area, buf| big.render(area, buf));
        picture::text(&buf, big.theme)
    }

    #[test]
    fn halves_of_cells_and_blanks_show_the_same_dots() {
        let glyph = Glyph::of('\u{53F0}').unwrap();
        let halves = drawn(name("\u{53F0}", GlyphWidth::Narrow), 16, 8);
        let blanks = drawn(name("\u{53F0}", GlyphWidth::Wide), 32, 16);
        let at = |picture: &str, x: u16, y: u16| {
            picture.lines().nth(usize::from(y)).and_then(|line| line.chars().nth(usize::from(x))).unwrap_or(' ')
        };
        for (y, x) in (0..HEIGHT).flat_map(|y| (0..HEIGHT).map(move |x| (y, x))) {
            let half = if y % 2 == 0 { '\u{2580}' } else { '\u{2584}' };
            assert_eq!(['#', half].contains(&at(&halves, x, y / 2)), glyph.has(x, y), "half {x} {y}");
            assert_eq!(at(&blanks, x * 2 + 1, y) == '#', glyph.has(x, y), "blank {x} {y}");
        }
    }

    #[test]
    fn it_is_as_large_as_the_room_allows_and_half_blocks_only_where_they_are_one_cell() {
        let size = |glyphs, width, height| {
            let size = name("3\u{53F7}\u{53F0}", glyphs).size_in(Rect::new(0, 0, width, height));
            size.map(|size| (size.width, size.height))
        };
        assert_eq!(size(GlyphWidth::Narrow, 80, 16), Some((80, 16)));
        assert_eq!(size(GlyphWidth::Narrow, 79, 16), Some((40, 8)));
        assert_eq!(size(GlyphWidth::Narrow, 39, 8), None);
        assert_eq!(size(GlyphWidth::Wide, 80, 15), None);
        assert_eq!(size(GlyphWidth::Wide, 80, 16), Some((80, 16)));
        assert_eq!(drawn(name("\u{3400}", GlyphWidth::Narrow), 40, 8).trim(), "", "a character without a drawing");
    }
}
