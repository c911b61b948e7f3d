//! A question in a box over the screen, with numbered answers: a digit chooses, and so do the arrows and Enter.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::Frame;
use crate::tui::cells;
use crate::tui::theme::{Role, Theme};

/// A question with numbered answers.
#[derive(Debug, Clone, Copy)]
pub struct Dialog<'a> {
    /// What it is about, in the border.
    pub title: &'a str,
    /// What must be known to answer; broken into lines as needed.
    pub text: &'a str,
    /// The answers, numbered from 1.
    pub choices: &'a [String],
    /// The answer that Enter takes.
    pub chosen: usize,
    /// The look.
    pub theme: Theme,
}

/// Wider lines are hard to follow.
const MAX_WIDTH: u16 = 64;
/// Border and blank on both sides.
const SIDES: u16 = 4;

impl Dialog<'_> {
    /// Where it stands within the screen: in the middle, as large as its text.
    pub fn area(&self, screen: Rect) -> Rect {
        let glyphs = self.theme.glyphs;
        let texts = self.text.lines().map(|line| cells::width(line, glyphs));
        let choices = self.choices.iter().map(|choice| cells::width(choice, glyphs).saturating_add(4));
        let title = cells::width(self.title, glyphs).saturating_add(2);
        let widest = texts.chain(choices).chain([title]).max().unwrap_or_default();
        let width = widest.saturating_add(SIDES).min(MAX_WIDTH).min(screen.width);
        let lines = self.lines(width).len() + self.choices.len() + 3;
        let height = u16::try_from(lines).unwrap_or(u16::MAX).min(screen.height);
        Rect {
            x: screen.x.saturating_add((screen.width - width) / 2),
            y: screen.y.saturating_add((screen.height - height) / 2),
            width,
            height,
        }
    }

    fn lines(&self, width: u16) -> Vec<String> {
        cells::wrap(self.text, width.saturating_sub(SIDES), self.theme.glyphs)
    }
}

impl Widget for &Dialog<'_> {
    fn render(self, screen: Rect, buf: &mut Buffer) {
        let (area, glyphs) = (self.area(screen), self.theme.glyphs);
        cells::clear(buf, area, self.theme.style(Role::Body));
        let frame = Frame { title: self.title, theme: self.theme };
        frame.render(area, buf);
        let inner = frame.inner(area);
        let lines = self.lines(area.width);
        let mut offset = 0;
        for line in lines {
            cells::put(buf, cells::line(inner, offset), &line, self.theme.style(Role::Body), glyphs);
            offset = offset.saturating_add(1);
        }
        // The answers matter most: in a low window they stand over the text.
        let choices = u16::try_from(self.choices.len()).unwrap_or(u16::MAX);
        let first = offset.saturating_add(1).min(inner.height.saturating_sub(choices));
        for (index, choice) in self.choices.iter().enumerate() {
            let chosen = index == self.chosen;
            let style = self.theme.style(if chosen { Role::Chosen } else { Role::Body });
            let line = cells::line(inner, first.saturating_add(u16::try_from(index).unwrap_or(u16::MAX)));
            cells::fill(buf, line, " ", style);
            let mark = if chosen { ">" } else { " " };
            cells::put(buf, line, &format!("{mark} {} {choice}", index + 1), style, glyphs);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::cells::GlyphWidth;
    use crate::tui::picture;

    fn drawn(theme: Theme, width: u16, height: u16) -> String {
        let choices = ["签退", "换服务台", "不用"].map(str::to_owned);
        let dialog = Dialog { title: "王芳", text: "王芳 08:12 已签到。", choices: &choices, chosen: 1, theme };
        let crowd = "王".repeat(usize::from(width / 2));
        let buf = picture::draw(theme, width, height, |area, buf| {
            for offset in 0..height {
                cells::put(buf, cells::line(area, offset), &crowd, theme.style(Role::Body), theme.glyphs);
            }
            dialog.render(area, buf);
        });
        picture::text(&buf, theme)
    }

    #[test]
    fn answers_are_numbered_and_the_chosen_one_has_a_mark() {
        assert_eq!(
            drawn(Theme::default(), 27, 8),
            "王┌─ 王芳 ──────────────┐\n\
             王│ 王芳 08:12 已签到。 │\n\
             王│                     │\n\
             王│   1 签退            │\n\
             王│ > 2 换服务台        │\n\
             王│   3 不用            │\n\
             王└─────────────────────┘\n\
             王王王王王王王王王王王王王\n"
        );
    }

    #[test]
    fn in_a_low_window_the_answers_stay() {
        assert_eq!(
            drawn(Theme { glyphs: GlyphWidth::Wide, ..Theme::default() }, 14, 6),
            "+- 王芳 -----+\n\
             | 王芳 08:12 |\n\
             |   1 签退   |\n\
             | > 2 换服.. |\n\
             |   3 不用   |\n\
             +------------+\n"
        );
    }
}
