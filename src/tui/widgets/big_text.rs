//! Letters and digits seven lines high, made of blanks in ink: no glyph, no colour, the same on every terminal.
//!
//! A square is two cells wide where there is room (`A027` is 46 x 7 cells), else one (23 x 7); where not even that
//! fits, or the height is missing, the text stands as it is. Characters without a drawing leave a gap.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use crate::tui::cells;
use crate::tui::theme::{Role, Theme, Tone};

/// Lines of a letter.
pub(super) const HEIGHT: u16 = 7;
/// Squares across a letter.
const WIDTH: u16 = 5;

/// Rows of five squares, the leftmost in bit 4.
type Drawing = [u8; HEIGHT as usize];

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

    /// Whether the area has room for letters drawn big.
    pub fn is_big_in(&self, area: Rect) -> bool {
        self.square_cells(area).is_some()
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
        let mut rest = area;
        for letter in self.text.chars() {
            paint(buf, rest, drawing(letter), square_cells, self.theme.ink(self.role));
            rest = cells::after(rest, (WIDTH + 1) * square_cells);
        }
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
    paint(buf, area, sign, 2, theme.ink(tone.panel()));
}

/// The cells that a text of so many letters takes, one square between letters.
fn across(letters: u16, square_cells: u16) -> u16 {
    letters.saturating_mul(WIDTH + 1).saturating_sub(1).saturating_mul(square_cells)
}

fn paint(buf: &mut Buffer, area: Rect, drawing: Drawing, square_cells: u16, ink: Style) {
    for (row, squares) in (0..).zip(drawing) {
        for column in 0..WIDTH {
            if squares >> (WIDTH - 1 - column) & 1 == 1 {
                let square = cells::first(cells::after(cells::line(area, row), column * square_cells), square_cells);
                cells::fill(buf, square, " ", ink);
            }
        }
    }
}

#[rustfmt::skip] // one letter a line reads as the table it is
fn drawing(letter: char) -> Drawing {
    match letter.to_ascii_uppercase() {
        '0' => [0b01110, 0b10001, 0b10011, 0b10101, 0b11001, 0b10001, 0b01110],
        '1' => [0b00100, 0b01100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110],
        '2' => [0b01110, 0b10001, 0b00001, 0b00110, 0b01000, 0b10000, 0b11111],
        '3' => [0b01110, 0b10001, 0b00001, 0b00110, 0b00001, 0b10001, 0b01110],
        '4' => [0b00010, 0b00110, 0b01010, 0b10010, 0b11111, 0b00010, 0b00010],
        '5' => [0b11111, 0b10000, 0b11110, 0b00001, 0b00001, 0b10001, 0b01110],
        '6' => [0b00110, 0b01000, 0b10000, 0b11110, 0b10001, 0b10001, 0b01110],
        '7' => [0b11111, 0b00001, 0b00010, 0b00100, 0b01000, 0b01000, 0b01000],
        '8' => [0b01110, 0b10001, 0b10001, 0b01110, 0b10001, 0b10001, 0b01110],
        '9' => [0b01110, 0b10001, 0b10001, 0b01111, 0b00001, 0b00010, 0b01100],
        'A' => [0b01110, 0b10001, 0b10001, 0b11111, 0b10001, 0b10001, 0b10001],
        'B' => [0b11110, 0b10001, 0b10001, 0b11110, 0b10001, 0b10001, 0b11110],
        'C' => [0b01110, 0b10001, 0b10000, 0b10000, 0b10000, 0b10001, 0b01110],
        'D' => [0b11110, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b11110],
        'E' => [0b11111, 0b10000, 0b10000, 0b11110, 0b10000, 0b10000, 0b11111],
        'F' => [0b11111, 0b10000, 0b10000, 0b11110, 0b10000, 0b10000, 0b10000],
        'G' => [0b01110, 0b10001, 0b10000, 0b10111, 0b10001, 0b10001, 0b01111],
        'H' => [0b10001, 0b10001, 0b10001, 0b11111, 0b10001, 0b10001, 0b10001],
        'I' => [0b01110, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110],
        'J' => [0b00111, 0b00010, 0b00010, 0b00010, 0b00010, 0b10010, 0b01100],
        'K' => [0b10001, 0b10010, 0b10100, 0b11000, 0b10100, 0b10010, 0b10001],
        'L' => [0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b11111],
        'M' => [0b10001, 0b11011, 0b10101, 0b10101, 0b10001, 0b10001, 0b10001],
        'N' => [0b10001, 0b11001, 0b10101, 0b10011, 0b10001, 0b10001, 0b10001],
        'O' => [0b01110, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01110],
        'P' => [0b11110, 0b10001, 0b10001, 0b11110, 0b10000, 0b10000, 0b10000],
        'Q' => [0b01110, 0b10001, 0b10001, 0b10001, 0b10101, 0b10010, 0b01101],
        'R' => [0b11110, 0b10001, 0b10001, 0b11110, 0b10100, 0b10010, 0b10001],
        'S' => [0b01111, 0b10000, 0b10000, 0b01110, 0b00001, 0b00001, 0b11110],
        'T' => [0b11111, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100],
        'U' => [0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01110],
        'V' => [0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01010, 0b00100],
        'W' => [0b10001, 0b10001, 0b10001, 0b10101, 0b10101, 0b10101, 0b01010],
        'X' => [0b10001, 0b10001, 0b01010, 0b00100, 0b01010, 0b10001, 0b10001],
        'Y' => [0b10001, 0b10001, 0b01010, 0b00100, 0b00100, 0b00100, 0b00100],
        'Z' => [0b11111, 0b00001, 0b00010, 0b00100, 0b01000, 0b10000, 0b11111],
        '-' => [0b00000, 0b00000, 0b00000, 0b11111, 0b00000, 0b00000, 0b00000],
        _ => [0; HEIGHT as usize],
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
    fn no_two_letters_look_alike() {
        let letters: Vec<char> = ('0'..='9').chain('A'..='Z').chain(['-', ' ']).collect();
        for (index, one) in letters.iter().enumerate() {
            for other in &letters[index + 1..] {
                assert_ne!(drawing(*one), drawing(*other), "{one} and {other}");
            }
        }
    }
}
