//! What a window shows that is too small for the screens: one sentence. Scans still work.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::widgets::Widget;

use crate::tui::cells;
use crate::tui::theme::{Role, Theme};
use crate::words::{Lang, window};

/// The sentence for a window that is too small.
#[derive(Debug, Clone, Copy)]
pub struct TooSmall {
    /// The language.
    pub lang: Lang,
    /// The look.
    pub theme: Theme,
}

impl TooSmall {
    /// The smallest window that every screen is made for.
    pub const LEAST: Size = Size { width: 80, height: 24 };

    /// Whether this sentence is to be shown instead of a screen.
    pub fn applies(window: Rect) -> bool {
        window.width < Self::LEAST.width || window.height < Self::LEAST.height
    }
}

impl Widget for &TooSmall {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let least = TooSmall::LEAST;
        let said = window::TOO_SMALL.fill([
            ("width", area.width.to_string()),
            ("height", area.height.to_string()),
            ("least_width", least.width.to_string()),
            ("least_height", least.height.to_string()),
        ]);
        let lines = cells::wrap(&said.text(self.lang), area.width, self.theme.glyphs);
        for (offset, line) in (0..area.height).zip(lines) {
            cells::put(buf, cells::line(area, offset), &line, self.theme.style(Role::Body), self.theme.glyphs);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::picture;

    #[test]
    fn the_sentence_names_both_sizes() {
        let theme = Theme::default();
        let sentence = TooSmall { lang: Lang::Zh, theme };
        let buf = picture::draw(theme, 30, 4, |area, buf| sentence.render(area, buf));
        assert_eq!(picture::text(&buf, theme), "窗口太小（30 x 4），请放大到\n80 x 24。扫码照常有效。\n\n\n");
    }

    #[test]
    fn it_applies_below_80_by_24() {
        for (width, height, applies) in [(80, 24, false), (79, 24, true), (80, 23, true), (0, 0, true)] {
            assert_eq!(TooSmall::applies(Rect::new(0, 0, width, height)), applies, "{width}x{height}");
        }
    }
}
