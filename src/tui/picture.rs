//! A drawn buffer as text: for snapshots of screens and for the pictures of the README.
//!
//! A double-width character is written once, so the lines look as they do on a terminal. Beside the text stands the
//! role map: one letter a cell, so that a snapshot also shows what is chosen, good or bad.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;

use super::cells;
use super::theme::{Role, Theme};

/// A screen of this size on its ground, drawn once.
pub fn draw(theme: Theme, width: u16, height: u16, view: impl FnOnce(Rect, &mut Buffer)) -> Buffer {
    let area = Rect::new(0, 0, width, height);
    let mut buf = Buffer::empty(area);
    theme.ground(&mut buf, area);
    view(area, &mut buf);
    buf
}

/// The lines of the buffer, without the blanks at their ends; blanks that show as ink or as a bar stand as `#`.
pub fn text(buf: &Buffer, theme: Theme) -> String {
    rows(buf, |line, cell| {
        let blank = cell.symbol() == " ";
        let painted = || theme.is_ink(cell.style()) || theme.role_of(cell.style()) == Some(Role::Bar);
        line.push_str(if blank && painted() { "#" } else { cell.symbol() });
        cells::cells_of(cell)
    })
}

/// The roles of the buffer's cells, one letter each (see [`Role::letter`]); `@` for ink, `?` for a look of no role.
pub fn roles(buf: &Buffer, theme: Theme) -> String {
    rows(buf, |line, cell| {
        let role = theme.role_of(cell.style()).map(Role::letter);
        line.push(role.unwrap_or(if theme.is_ink(cell.style()) { '@' } else { '?' }));
        1
    })
}

/// Runs over every row; `write` appends what a cell shows and answers how many cells that was.
fn rows(buf: &Buffer, write: impl Fn(&mut String, &Cell) -> u16) -> String {
    let mut out = String::new();
    for y in buf.area.top()..buf.area.bottom() {
        let mut line = String::new();
        let mut x = buf.area.left();
        while let Some(cell) = buf.cell((x, y)) {
            x = x.saturating_add(write(&mut line, cell).max(1));
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::cells::GlyphWidth;
    use super::*;

    #[test]
    fn a_chinese_character_stands_once_and_its_role_twice() {
        let theme = Theme::default();
        let buf = draw(theme, 8, 2, |area, buf| {
            cells::put(buf, area, "x 王芳", theme.style(Role::Bad), GlyphWidth::Narrow);
            cells::fill(buf, Rect::new(1, 1, 2, 1), " ", theme.ink(Role::Body));
        });
        assert_eq!(text(&buf, theme), "x 王芳\n ##\n");
        assert_eq!(roles(&buf, theme), "bbbbbb..\n.@@.....\n");
    }
}
