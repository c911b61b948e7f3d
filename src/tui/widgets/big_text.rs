//! Letters and digits seven lines high, made of blanks in ink: no glyph, no colour, the same on every terminal.
//!
//! A square is two cells wide where there is room (`A027` is 46 x 7 cells), else one (23 x 7); where not even that
//! fits, or the height is missing, the text stands as it is. Characters without a drawing leave a gap.
//!
//! On the public display squares may be two or three lines high ([`BigText::render_largest`]).

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::style::Style;
use ratatui::widgets::Widget;

use crate::tui::cells;
use crate::tui::theme::{Role, Theme, Tone};
use crate::words::letters::{self, HEIGHT, Letter, WIDTH};

/// A short text drawn big, such as a ticket number.
#[derive(Debug, Clone, Copy)]
pub struct BigText<'a> {
    /// Digits, capital letters and `-`.
    pub text: &'a str,
    /// The role whose ink is used and on whose ground it stands.
    pub role: Role,
    /// The look.
    pub theme: Theme,
}

impl BigText<'_> {
    /// The cells it takes at its largest.
    pub fn width(&self) -> u16 {
        across(self.letters(), 2)
    }

    /// The cells it takes in an area.
    pub fn width_in(&self, area: Rect) -> u16 {
        let plain = || cells::width(self.text, self.theme.glyphs).min(area.width);
        self.square_cells(area).map_or_else(plain, |cells| across(self.letters(), cells))
    }

    /// The lines it takes in an area.
    pub fn height_in(&self, area: Rect) -> u16 {
        if self.is_big_in(area) { HEIGHT } else { 1.min(area.height) }
    }

    /// Whether the area has room for letters drawn big.
    pub fn is_big_in(&self, area: Rect) -> bool {
        self.square_cells(area).is_some()
    }

    /// Whether every character has a drawing; a blank is one.
    pub fn is_drawable(text: &str) -> bool {
        text.chars().all(|c| c == ' ' || letters::letter(c) != letters::letter(' '))
    }

    /// The cells and lines it takes when it is drawn as large as the area allows; nothing when it does not fit at all.
    pub fn largest_in(&self, area: Rect) -> Option<Size> {
        self.largest_square_in(area).map(|square| self.size_of(square))
    }

    /// Draws it as large as the area allows, and nothing when it does not fit at all.
    pub fn render_largest(&self, area: Rect, buf: &mut Buffer) {
        if let Some(square) = self.largest_square_in(area) {
            self.paint_letters(area, buf, square);
        }
    }

    fn largest_square_in(&self, area: Rect) -> Option<Size> {
        const SQUARES: [Size; 4] = [Size::new(6, 3), Size::new(4, 2), Size::new(2, 1), Size::new(1, 1)];
        SQUARES.into_iter().find(|square| {
            let size = self.size_of(*square);
            size.width <= area.width && size.height <= area.height
        })
    }

    fn size_of(&self, square: Size) -> Size {
        Size::new(across(self.letters(), square.width), HEIGHT * square.height)
    }

    fn paint_letters(&self, area: Rect, buf: &mut Buffer, square: Size) {
        let mut rest = area;
        for letter in self.text.chars() {
            paint(buf, rest, letters::letter(letter), square, self.theme.ink(self.role));
            rest = cells::after(rest, (WIDTH + 1) * square.width);
        }
    }

    /// How wide a square can be drawn, if the letters fit at all.
    fn square_cells(&self, area: Rect) -> Option<u16> {
        [2, 1].into_iter().find(|cells| area.height >= HEIGHT && across(self.letters(), *cells) <= area.width)
    }

    fn letters(&self) -> u16 {
        u16::try_from(self.text.chars().count()).unwrap_or(u16::MAX)
    }
}

impl Widget for &BigText<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let Some(square_cells) = self.square_cells(area) else {
            cells::put(buf, area, self.text, self.theme.style(self.role), self.theme.glyphs);
            return;
        };
        self.paint_letters(area, buf, Size::new(square_cells, 1));
    }
}

/// Draws the sign of a tone, seven lines high and ten cells wide.
pub(super) fn paint_sign(buf: &mut Buffer, area: Rect, tone: Tone, theme: Theme) {
    let sign = match tone {
        Tone::Plain => return,
        Tone::Good => [0b00000, 0b00001, 0b00010, 0b10100, 0b01000, 0b00000, 0b00000],
        Tone::Warn => [0b00100, 0b00100, 0b00100, 0b00100, 0b00100, 0b00000, 0b00100],
        Tone::Bad => [0b00000, 0b10001, 0b01010, 0b00100, 0b01010, 0b10001, 0b00000],
    };
    paint(buf, area, sign, Size::new(2, 1), theme.ink(tone.panel()));
}

/// The cells that a text of so many letters takes, one square between letters.
fn across(letters: u16, square_cells: u16) -> u16 {
    letters.saturating_mul(WIDTH + 1).saturating_sub(1).saturating_mul(square_cells)
}

fn paint(buf: &mut Buffer, area: Rect, letter: Letter, square: Size, ink: Style) {
    for (y, row) in (0..).zip(letter) {
        for (x, inked) in (0..).zip(letters::squares(row)) {
            if inked {
                let lines = cells::lines(area, y * square.height, square.height);
                cells::fill(buf, cells::first(cells::after(lines, x * square.width), square.width), " ", ink);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::picture;

    fn drawn(text: &str, width: u16, height: u16) -> String {
        let theme = Theme::default();
        let big = BigText { text, role: Role::Body, theme };
        let buf = picture::draw(theme, width, height, |area, buf| big.render(area, buf));
        picture::text(&buf, theme)
    }

    #[test]
    fn a_ticket_number_is_46_by_7() {
        let ticket = BigText { text: "A027", role: Role::Body, theme: Theme::default() };
        assert_eq!(ticket.width(), 46);
        let picture = drawn("A027", 46, 7);
        assert_eq!(
            picture,
            "  ######      ######      ######    ##########\n\
             ##      ##  ##      ##  ##      ##          ##\n\
             ##      ##  ##    ####          ##        ##\n\
             ##########  ##  ##  ##      ####        ##\n\
             ##      ##  ####    ##    ##          ##\n\
             ##      ##  ##      ##  ##            ##\n\
             ##      ##    ######    ##########    ##\n"
        );
    }

    #[test]
    fn where_room_is_missing_it_gets_smaller_and_then_plain() {
        assert_eq!(drawn("17", 11, 7).lines().next(), Some("  #   #####"));
        assert_eq!(drawn("17", 10, 7).lines().next(), Some("17"));
        assert_eq!(drawn("A027", 80, 6).lines().next(), Some("A027"));
    }

    #[test]
    fn at_its_largest_it_fills_the_room() {
        let seven = BigText { text: "7", role: Role::Body, theme: Theme::default() };
        for ((width, height), expected) in [
            ((80, 24), Some((30, 21))),
            ((29, 24), Some((20, 14))),
            ((80, 13), Some((10, 7))),
            ((9, 7), Some((5, 7))),
            ((4, 7), None),
            ((80, 6), None),
        ] {
            let size = seven.largest_in(Rect::new(0, 0, width, height)).map(|size| (size.width, size.height));
            assert_eq!(size, expected, "{width}x{height}");
        }
        let theme = Theme::default();
        let buf = picture::draw(theme, 20, 14, |area, buf| seven.render_largest(area, buf));
        let drawn = picture::text(&buf, theme);
        let lines: Vec<&str> = drawn.lines().collect();
        assert_eq!(lines[..4], ["#".repeat(20), "#".repeat(20), format!("{:16}####", ""), format!("{:16}####", "")]);
        assert!(BigText::is_drawable("A-1 Z") && !BigText::is_drawable("A1 \u{53F7}"));
    }
}
