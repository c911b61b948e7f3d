//! A text field on one line: label, then the text as far as it fits, kept at the cursor.
//!
//! The input method draws what is being composed at the terminal's own cursor, so a screen sets the cursor to
//! [`Field::cursor`] in every frame.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use crate::tui::cells;
use crate::tui::editing::TextField;
use crate::tui::theme::{Role, Theme, Tone};

/// A text field with its label.
#[derive(Debug, Clone, Copy)]
pub struct Field<'a> {
    /// What is asked for.
    pub label: &'a str,
    /// Cells for the label, so that fields below each other begin in one column.
    pub label_cells: u16,
    /// What is typed.
    pub text: &'a TextField,
    /// Shown while nothing is typed.
    pub hint: &'a str,
    /// Whether keys go here; such a field has a mark before its label.
    pub focused: bool,
    /// The look.
    pub theme: Theme,
}

/// Mark and blank before the label.
const MARK_CELLS: u16 = 2;

impl Field<'_> {
    /// Where the terminal's cursor belongs when the field has the focus.
    pub fn cursor(&self, area: Rect) -> Option<Position> {
        let room = self.room(area);
        let used = cells::width(&self.shown_before(room), self.theme.glyphs);
        (self.focused && !room.is_empty()).then(|| cells::after(room, used).as_position())
    }

    fn room(&self, area: Rect) -> Rect {
        cells::after(cells::line(area, 0), MARK_CELLS.saturating_add(self.label_cells).saturating_add(1))
    }

    /// The text before the cursor as far as it fits; one cell stays free for the cursor.
    fn shown_before(&self, room: Rect) -> String {
        cells::tail(self.text.before(), room.width.saturating_sub(1), self.theme.glyphs)
    }
}

impl Widget for &Field<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let (line, glyphs) = (cells::line(area, 0), self.theme.glyphs);
        let (body, field) = (self.theme.style(Role::Body), self.theme.style(Role::Field));
        cells::put(buf, line, if self.focused { ">" } else { " " }, body, glyphs);
        let label = cells::first(cells::after(line, MARK_CELLS), self.label_cells);
        cells::put(buf, label, self.label, body, glyphs);
        let room = self.room(area);
        cells::fill(buf, room, " ", field);
        if self.text.is_empty() {
            // One cell in: the cursor stands on a blank, where the input method begins to compose.
            cells::put(buf, cells::after(room, 1), self.hint, field.patch(self.theme.style(Role::Dim)), glyphs);
            return;
        }
        let used = cells::put(buf, room, &self.shown_before(room), field, glyphs);
        let rest = cells::after(room, used);
        cells::put(buf, rest, &cells::head(self.text.after(), rest.width, glyphs), field, glyphs);
        if self.text.was_cut() {
            let end = cells::after(room, room.width.saturating_sub(1));
            cells::put(buf, end, Tone::Warn.sign(), self.theme.style(Role::Warn), glyphs);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::picture;

    fn check(text: &TextField, expected: &str, cursor: u16) {
        let theme = Theme::default();
        let field = Field { label: "姓名", label_cells: 4, text, hint: "扫码", focused: true, theme };
        let buf = picture::draw(theme, 20, 1, |area, buf| field.render(area, buf));
        assert_eq!(picture::text(&buf, theme).trim_end(), expected);
        assert_eq!(field.cursor(buf.area), Some(Position::new(cursor, 0)), "cursor of {expected}");
    }

    #[test]
    fn the_text_scrolls_by_whole_characters_and_the_cursor_stays_in_the_field() {
        check(&TextField::default(), "> 姓名  扫码", 7);
        check(&TextField::holding("王芳"), "> 姓名 王芳", 11);
        check(&TextField::holding("新乡市红旗区某街道"), "> 姓名 红旗区某街道", 19);
        let mut long = TextField::holding("新乡市红旗区某街道");
        long.home();
        check(&long, "> 姓名 新乡市红旗区", 7);
        long.right();
        check(&long, "> 姓名 新乡市红旗区", 9);
    }

    #[test]
    fn a_text_that_was_cut_has_a_sign_at_its_end() {
        check(&TextField::holding(&"字".repeat(10_000)), "> 姓名 字字字字字字!", 19);
    }

    #[test]
    fn without_room_there_is_no_cursor() {
        let text = TextField::default();
        let field = Field { label: "", label_cells: 0, text: &text, hint: "", focused: true, theme: Theme::default() };
        assert_eq!(field.cursor(Rect::new(0, 0, 3, 1)), None);
        assert_eq!(field.cursor(Rect::new(0, 0, 30, 0)), None);
    }
}
