//! The lines at the edges of the screen: the title line, the tabs, the footer with the keys that work now.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::tui::cells;
use crate::tui::theme::{Role, Theme, Tone};

/// The line at the top: where we are, and at the right the states to keep an eye on.
#[derive(Debug, Clone, Copy)]
pub struct TitleLine<'a> {
    /// Left: program, outing, screen. Cut when the states need the room.
    pub title: &'a str,
    /// Right: states, the most important first; those that do not fit are left out from the end.
    pub states: &'a [(String, Tone)],
    /// The look.
    pub theme: Theme,
}

/// Blanks between two states, or two keys.
const GAP: u16 = 2;

impl Widget for &TitleLine<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let (line, glyphs) = (cells::line(area, 0), self.theme.glyphs);
        let ground = self.theme.style(Role::Title);
        cells::fill(buf, line, " ", ground);
        let mut room = line.width;
        let mut shown = Vec::new();
        for (text, tone) in self.states {
            let text = tone.signed(text);
            let Some(left) = room.checked_sub(cells::width(&text, glyphs).saturating_add(GAP)) else { break };
            room = left;
            shown.push((text, *tone));
        }
        cells::put(buf, cells::after(cells::first(line, room.saturating_sub(1)), 1), self.title, ground, glyphs);
        let mut rest = cells::after(line, room.saturating_add(1));
        for (text, tone) in shown {
            let style = if tone == Tone::Plain { ground } else { self.theme.style(tone.word()) };
            let used = cells::put(buf, rest, &text, style, glyphs);
            rest = cells::after(rest, used.saturating_add(GAP));
        }
    }
}

/// The parts of a screen; the chosen one stands in brackets.
#[derive(Debug, Clone, Copy)]
pub struct Tabs<'a> {
    /// The names, left to right.
    pub names: &'a [&'a str],
    /// The one that is open.
    pub chosen: usize,
    /// The look.
    pub theme: Theme,
}

impl Widget for &Tabs<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let mut rest = cells::line(area, 0);
        for (index, name) in self.names.iter().enumerate() {
            let (text, role) = if index == self.chosen {
                (format!("[{name}]"), Role::Chosen)
            } else {
                (format!(" {name} "), Role::Body)
            };
            let used = cells::put(buf, rest, &text, self.theme.style(role), self.theme.glyphs);
            rest = cells::after(rest, used.saturating_add(1));
        }
    }
}

/// The line at the bottom: the keys that work now. A hint is shown whole or not at all, so put the important first.
#[derive(Debug, Clone, Copy)]
pub struct Footer<'a> {
    /// Key and what it does.
    pub keys: &'a [(&'a str, &'a str)],
    /// The look.
    pub theme: Theme,
}

impl Widget for &Footer<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let glyphs = self.theme.glyphs;
        let mut rest = cells::line(area, 0);
        cells::fill(buf, rest, " ", self.theme.style(Role::Body));
        for (key, label) in self.keys {
            let hint = cells::width(key, glyphs).saturating_add(1).saturating_add(cells::width(label, glyphs));
            if hint > rest.width {
                break;
            }
            let used = cells::put(buf, rest, key, self.theme.style(Role::Key), glyphs);
            cells::put(buf, cells::after(rest, used + 1), label, self.theme.style(Role::Body), glyphs);
            rest = cells::after(rest, hint.saturating_add(GAP));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::picture;

    fn drawn(widget: impl FnOnce(Rect, &mut Buffer), width: u16) -> [String; 2] {
        let theme = Theme::default();
        let buf = picture::draw(theme, width, 1, widget);
        [picture::text(&buf, theme).trim_end().to_owned(), picture::roles(&buf, theme).trim_end().to_owned()]
    }

    #[test]
    fn the_title_is_cut_before_a_state_is() {
        let states = [("10:24".to_owned(), Tone::Plain), ("未存 3".to_owned(), Tone::Warn)];
        let line = TitleLine { title: "1号机 签到处", states: &states, theme: Theme::default() };
        let render = |area: Rect, buf: &mut Buffer| line.render(area, buf);
        assert_eq!(drawn(render, 32), [" 1号机 签到处   10:24  ! 未存 3", &format!("{}wwwwwwwwt", "t".repeat(23))]);
        assert_eq!(drawn(render, 24)[0], " 1号..  10:24  ! 未存 3");
        assert_eq!(drawn(render, 10)[0], "    10:24", "the state that comes first stays");
    }

    #[test]
    fn the_open_tab_stands_in_brackets() {
        let tabs = Tabs { names: &["名单", "设置"], chosen: 1, theme: Theme::default() };
        assert_eq!(drawn(|area, buf| tabs.render(area, buf), 20)[0], " 名单  [设置]");
    }

    #[test]
    fn a_hint_that_does_not_fit_is_left_out_whole() {
        let footer = Footer { keys: &[("F2", "签到"), ("F3", "叫号"), ("F4", "统计")], theme: Theme::default() };
        let render = |area: Rect, buf: &mut Buffer| footer.render(area, buf);
        assert_eq!(drawn(render, 25)[0], "F2 签到  F3 叫号  F4 统计");
        assert_eq!(drawn(render, 24), ["F2 签到  F3 叫号", "kk.......kk............."]);
    }
}
