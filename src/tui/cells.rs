//! Text measured, cut and written in terminal cells, never in bytes or characters.
//!
//! A Chinese character takes two cells; `·`, which stands in many names, takes one or two by terminal and font
//! ([`GlyphWidth`]). What is written here keeps its place on either kind of terminal. Nothing here knows colours
//! or languages.

use std::borrow::Cow;
use std::num::NonZeroU16;

use ratatui::buffer::{Buffer, Cell, CellDiffOption, CellWidth};
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::words::lines::{self, Breaks};

/// How many cells this terminal gives the characters that terminals disagree about (`·`, `─`, `▄`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum GlyphWidth {
    /// One cell, as most terminals do.
    #[default]
    Narrow,
    /// Two cells, as Chinese Windows consoles do.
    Wide,
}

/// What stands where a text was cut: ASCII, so that its own width is sure.
const CUT_MARK: &str = "..";

/// A base character and four marks are a letter in any script; hundreds of marks are an attack on the screen.
const MAX_CHARS_A_GLYPH: usize = 5;

/// The cells that a text takes.
pub fn width(text: &str, glyphs: GlyphWidth) -> u16 {
    glyphs_of(text, glyphs).fold(0, |sum, (_, cells)| sum.saturating_add(cells))
}

/// The text, or as much of its beginning as fits with `..` behind it.
pub fn cut(text: &str, room: u16, glyphs: GlyphWidth) -> Cow<'_, str> {
    if width(text, glyphs) <= room {
        return Cow::Borrowed(text);
    }
    let mark_width = u16::try_from(CUT_MARK.len()).unwrap_or(u16::MAX);
    let Some(room) = room.checked_sub(mark_width) else { return Cow::Borrowed("") };
    Cow::Owned(head(text, room, glyphs) + CUT_MARK)
}

/// As much of the beginning of the text as fits.
pub fn head(text: &str, room: u16, glyphs: GlyphWidth) -> String {
    fitting(glyphs_of(text, glyphs), room).collect()
}

/// As much of the end of the text as fits.
pub fn tail(text: &str, room: u16, glyphs: GlyphWidth) -> String {
    let mut kept: Vec<&str> = fitting(glyphs_of(text, glyphs).rev(), room).collect();
    kept.reverse();
    kept.concat()
}

/// The text in lines no wider than `room`, broken where [`lines::pieces`] says, long words wherever they must.
pub fn wrap(text: &str, room: u16, glyphs: GlyphWidth) -> Vec<String> {
    let mut wrapped = Vec::new();
    for paragraph in text.lines() {
        let shown: String = glyphs_of(paragraph, glyphs).map(|(glyph, _)| glyph).collect();
        let pieces = lines::pieces(&shown, Breaks::InText);
        let parts = pieces.iter().flat_map(|piece| split(piece, room, glyphs));
        wrapped.extend(lines::wrap(parts, usize::from(room), |text| usize::from(width(text, glyphs))));
    }
    wrapped
}

/// Writes the text into the first line of the area, cut at its edge, and answers the cells used.
pub fn put(buf: &mut Buffer, area: Rect, text: &str, style: Style, glyphs: GlyphWidth) -> u16 {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return 0;
    }
    let text = cut(text, area.width, glyphs);
    let mut x = area.x;
    for (glyph, cells) in glyphs_of(&text, glyphs) {
        let Some(cell) = buf.cell_mut((x, area.y)) else { break };
        cell.reset();
        cell.set_symbol(glyph).set_style(style);
        if let Some(forced) = NonZeroU16::new(cells).filter(|forced| forced.get() != glyph.cell_width()) {
            cell.set_diff_option(CellDiffOption::ForcedWidth(forced));
        }
        for hidden in 1..cells {
            if let Some(cell) = buf.cell_mut((x.saturating_add(hidden), area.y)) {
                cell.reset();
                cell.set_style(style);
            }
        }
        x = x.saturating_add(cells);
    }
    x - area.x
}

/// Makes the area blank, with the halves of double-width glyphs that its left and right edges cut in two.
///
/// Without this the terminal shows half a character beside a dialog, or swallows the dialog's first cell.
pub fn clear(buf: &mut Buffer, area: Rect, style: Style) {
    let area = area.intersection(buf.area);
    for y in area.top()..area.bottom() {
        if let Some(x) = area.x.checked_sub(1)
            && let Some(cell) = buf.cell_mut((x, y))
            && cells_of(cell) > 1
        {
            cell.set_symbol(" ").set_diff_option(CellDiffOption::None);
        }
        let cut_style =
            buf.cell((area.right().saturating_sub(1), y)).filter(|cell| cells_of(cell) > 1).map(Cell::style);
        if let Some(cut_style) = cut_style
            && let Some(cell) = buf.cell_mut((area.right(), y))
        {
            cell.reset();
            cell.set_style(cut_style);
        }
        fill(buf, Rect { y, height: 1, ..area }, " ", style);
    }
}

/// Writes the same one-cell symbol into every cell of the area.
pub fn fill(buf: &mut Buffer, area: Rect, symbol: &str, style: Style) {
    for position in area.intersection(buf.area).positions() {
        if let Some(cell) = buf.cell_mut(position) {
            cell.reset();
            cell.set_symbol(symbol).set_style(style);
        }
    }
}

/// The line `offset` lines below the top of the area; empty when the area is not that high.
pub fn line(area: Rect, offset: u16) -> Rect {
    let height = u16::from(offset < area.height);
    Rect { y: area.y.saturating_add(offset), height, ..area }
}

/// The first `cells` columns of the area.
pub fn first(area: Rect, cells: u16) -> Rect {
    Rect { width: cells.min(area.width), ..area }
}

/// The lines of the area from `offset` on, at most so many.
pub fn lines(area: Rect, offset: u16, count: u16) -> Rect {
    let offset = offset.min(area.height);
    Rect { y: area.y.saturating_add(offset), height: (area.height - offset).min(count), ..area }
}

/// The area without its first lines.
pub fn below(area: Rect, count: u16) -> Rect {
    lines(area, count, u16::MAX)
}

/// The area without its first `cells` columns.
pub fn after(area: Rect, cells: u16) -> Rect {
    let cells = cells.min(area.width);
    Rect { x: area.x.saturating_add(cells), width: area.width - cells, ..area }
}

/// The cells that a drawn cell takes on the terminal, its own included.
pub fn cells_of(cell: &Cell) -> u16 {
    match cell.diff_option {
        CellDiffOption::ForcedWidth(cells) => cells.get(),
        _ => cell.symbol().cell_width(),
    }
}

/// The text as (glyph, cells). Characters without a width of their own (controls, bidi overrides, zero-width blanks)
/// are left out: each could move or hide what stands beside it.
fn glyphs_of(text: &str, glyphs: GlyphWidth) -> impl DoubleEndedIterator<Item = (&str, u16)> {
    text.graphemes(true).filter(|glyph| !glyph.contains(char::is_control)).filter_map(move |glyph| {
        let glyph = glyph.char_indices().nth(MAX_CHARS_A_GLYPH).map_or(glyph, |(end, _)| glyph.split_at(end).0);
        let cells = match glyphs {
            GlyphWidth::Narrow => glyph.cell_width(),
            GlyphWidth::Wide => glyph.cell_width().max(u16::try_from(glyph.width_cjk()).unwrap_or(u16::MAX)),
        };
        (cells > 0).then_some((glyph, cells))
    })
}

/// The glyphs, in the order given, that fit.
fn fitting<'a>(glyphs: impl Iterator<Item = (&'a str, u16)>, mut room: u16) -> impl Iterator<Item = &'a str> {
    glyphs.map_while(move |(glyph, cells)| {
        room = room.checked_sub(cells)?;
        Some(glyph)
    })
}

/// A piece longer than a line, such as the name of a folder, in parts that fit; any other as it is.
fn split(piece: &str, room: u16, glyphs: GlyphWidth) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut left = room;
    for (glyph, cells) in glyphs_of(piece, glyphs).filter(|(_, cells)| *cells <= room) {
        // Blanks at the end of a line take no room.
        if cells > left && glyph != " " {
            parts.push(String::new());
            left = room;
        }
        left = left.saturating_sub(cells);
        if let Some(part) = parts.last_mut() {
            part.push_str(glyph);
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use GlyphWidth::{Narrow, Wide};
    use proptest::prelude::*;
    use ratatui::style::Color;

    use super::*;
    use crate::tui::picture;
    use crate::tui::theme::Theme;

    const UYGHUR: &str = "阿依古丽·买买提";

    fn screen(width: u16, view: impl FnOnce(Rect, &mut Buffer)) -> Buffer {
        picture::draw(Theme::default(), width, 1, view)
    }

    fn row(buf: &Buffer) -> String {
        picture::text(buf, Theme::default()).trim_end().to_owned()
    }

    #[test]
    fn a_name_with_a_dot_is_one_cell_wider_on_a_chinese_console() {
        assert_eq!((width(UYGHUR, Narrow), width(UYGHUR, Wide)), (15, 16));
    }

    #[test]
    fn a_cut_text_never_ends_in_half_a_character() {
        for (room, expected) in
            [(15, UYGHUR), (14, "阿依古丽·买.."), (5, "阿.."), (4, "阿.."), (3, ".."), (1, ""), (0, "")]
        {
            assert_eq!(cut(UYGHUR, room, Narrow), expected, "{room} cells");
        }
    }

    #[test]
    fn the_tail_keeps_the_end_of_the_text() {
        assert_eq!(tail("新乡市红旗区", 5, Narrow), "旗区");
    }

    #[test]
    fn characters_that_move_their_neighbours_are_not_written() {
        let name = "王\u{202E}\u{200B}芳\x1b[2J";
        let buf = screen(8, |area, buf| {
            put(buf, area, name, Style::new(), Narrow);
        });
        assert_eq!(row(&buf), "王芳[2J");
    }

    #[test]
    fn a_hundred_marks_on_one_letter_are_cut_to_four() {
        let name = format!("e{}x", "\u{301}".repeat(100));
        let buf = screen(3, |area, buf| {
            put(buf, area, &name, Style::new(), Narrow);
        });
        assert_eq!(row(&buf), format!("e{}x", "\u{301}".repeat(4)));
    }

    #[test]
    fn lines_break_between_words_and_before_no_comma() {
        let cases: [(&str, u16, &[&str]); 5] = [
            ("the quick brown fox", 9, &["the quick", "brown fox"]),
            ("请把窗口放大，再扫码。", 12, &["请把窗口放", "大，再扫码。"]),
            ("窗口 80 x 24", 8, &["窗口 80", "x 24"]),
            ("a\nb", 5, &["a", "b"]),
            ("in /data/qiandao", 6, &["in", "/data/", "qianda", "o"]),
        ];
        for (text, room, expected) in cases {
            assert_eq!(wrap(text, room, Narrow), expected, "{text} in {room}");
        }
    }

    #[test]
    fn a_dialog_over_chinese_leaves_no_half_characters() {
        let style = Style::new().bg(Color::Indexed(231));
        let buf = screen(10, |area, buf| {
            put(buf, area, "一二三四五", style, Narrow);
            clear(buf, Rect::new(3, 0, 4, 1), style);
        });
        assert_eq!(row(&buf), "一      五");
        assert_eq!(buf[(2, 0)].symbol(), " ", "the left half outside is blank");
        assert_eq!(buf[(7, 0)].style().bg, Some(Color::Indexed(231)), "the right half outside keeps its ground");
    }

    proptest! {
        #[test]
        fn whatever_is_written_stays_in_its_room(text in "\\PC{0,40}", x in 0_u16..40, room in 0_u16..40, wide: bool) {
            let glyphs = if wide { Wide } else { Narrow };
            let mut buf = Buffer::empty(Rect::new(0, 0, 30, 2));
            let used = put(&mut buf, Rect::new(x, 0, room, 1), &text, Style::new(), glyphs);
            prop_assert!(used <= room);
            for position in buf.area.positions() {
                let inside = position.y == 0 && (x..x.saturating_add(room)).contains(&position.x);
                prop_assert!(inside || buf[position].symbol() == " ");
            }
        }

        #[test]
        fn no_wrapped_line_is_too_wide(text in "[a-z 一-龥，。·]{0,60}", room in 0_u16..30) {
            for line in wrap(&text, room, Wide) {
                prop_assert!(width(&line, Wide) <= room);
            }
        }
    }
}
