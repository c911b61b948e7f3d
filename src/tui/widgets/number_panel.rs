//! A ticket number to be read from two steps away, with what is to be known of it beside it.
//!
//! ```text
//!  + 您的号码  义诊
//!    ######      ##      ######     前方等待 3 人
//!  ##      ##  ####    ##      ##   优先
//!  ...
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::BigText;
use crate::tui::cells;
use crate::tui::theme::{Theme, Tone};
use crate::words::letters;

/// A number drawn big. Without a number, or without the room for it, the lines stand below the word.
#[derive(Debug, Clone, Copy)]
pub struct NumberPanel<'a> {
    /// How it sounds: ground and sign.
    pub tone: Tone,
    /// What the number is: just taken, called, being served.
    pub word: &'a str,
    /// The number, or nothing.
    pub number: &'a str,
    /// What is to be known of it, the most important first.
    pub lines: &'a [String],
    /// The look.
    pub theme: Theme,
}

/// Blanks at the left edge, and between the number and its lines.
const MARGIN: u16 = 2;
/// The least room in which a line beside the number can still be read.
const MIN_LINE_CELLS: u16 = 14;

impl NumberPanel<'_> {
    /// Lines it takes at its largest: the word, the number, a blank line above and below.
    pub const HEIGHT: u16 = letters::HEIGHT + 3;
}

impl Widget for &NumberPanel<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let (role, glyphs) = (self.tone.panel(), self.theme.glyphs);
        let style = self.theme.style(role);
        cells::fill(buf, area, " ", style);
        let inner = cells::after(cells::first(area, area.width.saturating_sub(MARGIN)), MARGIN);
        let inner = cells::below(inner, u16::from(area.height >= NumberPanel::HEIGHT));
        cells::put(buf, inner, &self.tone.signed(self.word), style, glyphs);
        let mut rest = cells::below(inner, 1);
        let number = BigText { text: self.number, role, theme: self.theme };
        if !self.number.is_empty() {
            number.render(rest, buf);
            let beside = cells::after(rest, number.width_in(rest).saturating_add(MARGIN));
            rest = if beside.width >= MIN_LINE_CELLS { beside } else { cells::below(rest, number.height_in(rest)) };
        }
        let lines = self.lines.iter().flat_map(|line| cells::wrap(line, rest.width, glyphs));
        for (offset, line) in (0..rest.height).zip(lines) {
            cells::put(buf, cells::line(rest, offset), &line, style, glyphs);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::picture;

    fn drawn(number: &str, width: u16, height: u16) -> String {
        let theme = Theme::default();
        let lines = ["前方等待 3 人", "优先"].map(str::to_owned);
        let panel = NumberPanel { tone: Tone::Good, word: "您的号码", number, lines: &lines, theme };
        let buf = picture::draw(theme, width, height, |area, buf| panel.render(area, buf));
        picture::text(&buf, theme)
    }

    #[test]
    fn the_lines_stand_beside_the_number() {
        let picture = drawn("A1", 44, 8);
        let lines: Vec<&str> = picture.lines().collect();
        assert_eq!(
            lines[..3],
            ["  + 您的号码", "    ######        ##      前方等待 3 人", "  ##      ##    ####      优先"]
        );
    }

    #[test]
    fn a_high_panel_has_a_blank_line_around_its_text() {
        let picture = drawn("A1", 44, NumberPanel::HEIGHT);
        let lines: Vec<&str> = picture.lines().collect();
        assert_eq!((lines[0], lines[1], lines[9]), ("", "  + 您的号码", ""));
    }

    #[test]
    fn without_a_number_or_room_for_it_the_lines_stand_below() {
        assert_eq!(drawn("", 40, 3), "  + 您的号码\n  前方等待 3 人\n  优先\n");
        assert_eq!(drawn("A1027", 18, 4), "  + 您的号码\n  A1027\n  前方等待 3 人\n  优先\n");
        assert_eq!(drawn("A1027", 40, 4), "  + 您的号码\n  A1027  前方等待 3 人\n         优先\n\n");
    }
}
