//! Numbers with bars: the figure always stands as text, the bar only helps the eye.
//!
//! Bars are blanks on the ground of their role; they need no block glyph and survive without colour.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::table::{EDGE_CELLS, MARK_CELLS, put_more, visible};
use crate::tui::cells::{self, GlyphWidth};
use crate::tui::theme::{Role, Theme};

/// One line of [`Bars`].
#[derive(Debug, Clone, Copy)]
pub struct Bar<'a> {
    /// What was counted.
    pub label: &'a str,
    /// The number as it is to be read, perhaps with its unit.
    pub figure: &'a str,
    /// The number that the bar shows.
    pub value: u64,
    /// The value at which the bar is full, where it has a measure of its own.
    pub full: Option<u64>,
    /// Whether the end of a full bar is marked: a target.
    pub has_end: bool,
}

/// Horizontal bars, one a line: label, figure, bar. Of the bars without a measure of their own the longest is the greatest value.
/// Where there are more than lines, they scroll so that the chosen one is seen.
#[derive(Debug, Clone, Copy)]
pub struct Bars<'a> {
    /// The lines, top down.
    pub bars: &'a [Bar<'a>],
    /// The chosen one; `None` where there is nothing to choose.
    pub chosen: Option<usize>,
    /// The look.
    pub theme: Theme,
}

impl Widget for &Bars<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let glyphs = self.theme.glyphs;
        // The last column of cells holds the signs that there is more above or below.
        let room = cells::first(area, area.width.saturating_sub(EDGE_CELLS));
        let room = cells::after(room, if self.chosen.is_some() { MARK_CELLS } else { 0 });
        // A long label leaves the figure at least half the line, and more where the figure needs it.
        let figure_cells = widest(self.bars.iter().map(|bar| bar.figure), glyphs);
        let left = room.width.saturating_sub(figure_cells.saturating_add(1)).max(room.width / 3);
        let label_cells = widest(self.bars.iter().map(|bar| bar.label), glyphs).min(room.width / 2).min(left);
        let endless = self.bars.iter().filter(|bar| bar.full.is_none());
        let most = endless.map(|bar| bar.value).max().unwrap_or_default();
        let seen = visible(self.chosen.unwrap_or_default(), self.bars.len(), area.height);
        for ((offset, index), bar) in (0..).zip(seen.clone()).zip(self.bars.iter().skip(seen.start)) {
            let role = if self.chosen == Some(index) { Role::Chosen } else { Role::Body };
            if role == Role::Chosen {
                let marked = cells::first(cells::line(area, offset), MARK_CELLS.saturating_add(label_cells));
                cells::fill(buf, marked, " ", self.theme.style(role));
                cells::put(buf, marked, ">", self.theme.style(role), glyphs);
            }
            let line = cells::line(room, offset);
            cells::put(buf, cells::first(line, label_cells), bar.label, self.theme.style(role), glyphs);
            let line = cells::after(line, label_cells.saturating_add(1));
            let indent = figure_cells.saturating_sub(cells::width(bar.figure, glyphs));
            cells::put(buf, cells::after(line, indent), bar.figure, self.theme.style(Role::Body), glyphs);
            let line = cells::after(line, figure_cells.saturating_add(1));
            let length = share(bar.value, bar.full.unwrap_or(most), line.width);
            cells::fill(buf, cells::first(line, length), " ", self.theme.style(Role::Bar));
            if bar.has_end && bar.full > Some(bar.value) {
                // What is not yet full leaves the mark free.
                cells::put(
                    buf,
                    cells::after(line, line.width.saturating_sub(1)),
                    "|",
                    self.theme.style(Role::Dim),
                    glyphs,
                );
            }
        }
        put_more(buf, area, &seen, self.bars.len(), self.theme);
    }
}

pub(super) fn widest<'a>(texts: impl Iterator<Item = &'a str>, glyphs: GlyphWidth) -> u16 {
    texts.map(|text| cells::width(text, glyphs)).max().unwrap_or_default()
}

/// The part of `room` that shows `value` of `most`: nothing for nothing, at least one cell for something.
pub(super) fn share(value: u64, most: u64, room: u16) -> u16 {
    let cells = (u128::from(value) * u128::from(room)).checked_div(u128::from(most)).unwrap_or_default();
    u16::try_from(cells).unwrap_or(room).max(u16::from(value > 0)).min(room)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::picture;

    fn drawn(widget: impl FnOnce(Rect, &mut Buffer), width: u16, height: u16) -> String {
        let theme = Theme::default();
        let buf = picture::draw(theme, width, height, widget);
        picture::text(&buf, theme)
    }

    #[test]
    fn the_figure_stands_before_the_bar_and_small_values_still_show() {
        let bars = [
            Bar { label: "义剪", figure: "120", value: 120, full: None, has_end: false },
            Bar { label: "法律咨询", figure: "1", value: 1, full: None, has_end: false },
            Bar { label: "磨刀", figure: "0", value: 0, full: None, has_end: false },
        ];
        let bars = Bars { bars: &bars, chosen: None, theme: Theme::default() };
        assert_eq!(
            drawn(|area, buf| bars.render(area, buf), 25, 3),
            "义剪     120 ##########\n\
             法律咨询   1 #\n\
             磨刀       0\n"
        );
    }

    #[test]
    fn what_a_full_bar_lacks_has_end_and_nothing_is_full_before_its_time() {
        let bars = [(0, 150), (1, 150), (75, 150), (149, 150), (150, 150), (u64::MAX, 150)].map(|(value, full)| Bar {
            label: "",
            figure: "",
            value,
            full: Some(full),
            has_end: true,
        });
        let bars = Bars { bars: &bars, chosen: None, theme: Theme::default() };
        assert_eq!(
            drawn(|area, buf| bars.render(area, buf), 14, 6),
            "           |\n  #        |\n  #####    |\n  #########|\n  ##########\n  ##########\n"
        );
    }

    #[test]
    fn a_long_label_gives_way_to_a_long_figure() {
        let bar = |label, figure| Bar { label, figure, value: 0, full: None, has_end: false };
        let bars = [bar("New Era civilization practice", "15000 / 16000  93 %"), bar("Tea", "7")];
        let bars = Bars { bars: &bars, chosen: None, theme: Theme::default() };
        assert_eq!(
            drawn(|area, buf| bars.render(area, buf), 34, 2),
            "New Era ci.. 15000 / 16000  93 %\nTea                            7\n"
        );
    }

    #[test]
    fn bars_scroll_to_the_chosen_one_and_mark_it() {
        let labels: Vec<String> = (0..9).map(|index| format!("{index}号台")).collect();
        let bars: Vec<Bar> =
            labels.iter().map(|label| Bar { label, figure: "7", value: 7, full: None, has_end: false }).collect();
        let bars = Bars { bars: &bars, chosen: Some(4), theme: Theme::default() };
        assert_eq!(
            drawn(|area, buf| bars.render(area, buf), 16, 3),
            "  3号台 7 #### ^\n\
             > 4号台 7 ####\n\
             \x20 5号台 7 #### v\n"
        );
    }

    #[test]
    fn the_greatest_count_of_all_does_not_overflow() {
        assert_eq!(share(u64::MAX, u64::MAX, u16::MAX), u16::MAX);
    }
}
