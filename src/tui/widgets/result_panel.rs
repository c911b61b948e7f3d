//! The answer to a scan or a key, so large that nobody misses it: a drawn sign, a word, what it is about.
//!
//! ```text
//!                 ##
//!               ##      已签到
//!   ##        ##
//!     ##    ##          王芳  红旗区某街道
//!       ####            08:12
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::widgets::Widget;

use super::BigText;
use super::big_text::paint_sign;
use crate::tui::cells;
use crate::tui::theme::{Theme, Tone};
use crate::words::letters;

/// A big result. In a low or narrow area the drawn sign gives way to a written one, never the word.
#[derive(Debug, Clone, Copy)]
pub struct ResultPanel<'a> {
    /// How it sounds: ground and sign.
    pub tone: Tone,
    /// The word for it: "checked in", "unknown badge".
    pub word: &'a str,
    /// A ticket number to read from afar, or nothing.
    pub number: &'a str,
    /// Whom or what it is about, the most important first.
    pub lines: &'a [String],
    /// The look.
    pub theme: Theme,
}

/// Cells of the drawn sign and the blanks beside it.
const SIGN_CELLS: u16 = 10 + 4;
/// Beside the sign a name with its unit must find room.
const MIN_WIDTH_WITH_SIGN: u16 = SIGN_CELLS + 30;

impl Widget for &ResultPanel<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let (role, glyphs) = (self.tone.panel(), self.theme.glyphs);
        let style = self.theme.style(role);
        cells::fill(buf, area, " ", style);
        // A blank line above and below where that leaves room for three lines of text.
        let mut inner = area.inner(Margin::new(2.min(area.width / 4), u16::from(area.height >= 5)));
        let drawn = self.tone != Tone::Plain && inner.height >= letters::HEIGHT && inner.width >= MIN_WIDTH_WITH_SIGN;
        let mut word = self.word.to_owned();
        if drawn {
            paint_sign(buf, inner, self.tone, self.theme);
            inner = cells::after(inner, SIGN_CELLS);
        } else {
            word = self.tone.signed(&word).into_owned();
        }
        cells::put(buf, inner, &word, style, glyphs);
        let mut rest = cells::below(inner, 1);
        if !self.number.is_empty() {
            let number = BigText { text: self.number, role, theme: self.theme };
            let place = cells::below(rest, u16::from(rest.height > letters::HEIGHT));
            number.render(place, buf);
            rest = cells::below(place, number.height_in(place));
        }
        let spare = rest.height > u16::try_from(self.lines.len()).unwrap_or(u16::MAX);
        let rest = cells::below(rest, u16::from(spare));
        for (offset, line) in (0..rest.height).zip(self.lines) {
            cells::put(buf, cells::line(rest, offset), line, style, glyphs);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::picture;

    fn drawn(tone: Tone, number: &str, width: u16, height: u16) -> String {
        let theme = Theme::default();
        let lines = ["王芳", "红旗区某街道"].map(str::to_owned);
        let panel = ResultPanel { tone, word: "已签到", number, lines: &lines, theme };
        let buf = picture::draw(theme, width, height, |area, buf| panel.render(area, buf));
        picture::text(&buf, theme)
    }

    #[test]
    fn the_sign_is_drawn_big_where_there_is_room() {
        assert_eq!(
            drawn(Tone::Good, "", 60, 9),
            "\n\
             \x20               已签到\n\
             \x20         ##\n\
             \x20       ##      王芳\n\
             \x20 ##  ##        红旗区某街道\n\
             \x20   ##\n\n\n\n"
        );
    }

    #[test]
    fn a_ticket_number_is_drawn_big_beside_the_sign() {
        let picture = drawn(Tone::Bad, "A1", 60, 13);
        let lines: Vec<&str> = picture.lines().collect();
        assert_eq!(lines[1], "                已签到");
        assert_eq!(lines[3], "    ##  ##        ######        ##");
        assert_eq!(lines[10..12], ["                王芳", "                红旗区某街道"]);
    }

    #[test]
    fn where_room_is_missing_the_sign_is_written_and_the_word_stays() {
        for (width, height, expected) in [
            (30, 5, "\n  x 已签到\n  王芳\n  红旗区某街道\n\n"),
            (30, 3, "  x 已签到\n  王芳\n  红旗区某街道\n"),
            (30, 1, "  x 已签到\n"),
            (8, 1, "  x ..\n"),
        ] {
            assert_eq!(drawn(Tone::Bad, "", width, height), expected, "{width}x{height}");
        }
    }
}
