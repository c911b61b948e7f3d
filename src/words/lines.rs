//! Where a text may break: English at blanks, Chinese anywhere but before closing punctuation, names at their dots.
//!
//! How wide a piece is depends on what it is drawn on (cells, dots, millimetres) and is asked of the caller.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::domain::clean::SEPARATOR;

/// Where lines may end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Breaks {
    /// At blanks and between Chinese characters: sentences, units.
    InText,
    /// At blanks, dots and hyphens only: half a name is another name.
    InNames,
    /// Between any two letters, for words that are longer than any line.
    Anywhere,
}

/// Comma, stop, ideographic comma, semicolon, colon, marks, closing bracket.
const NO_LINE_BEGINS_WITH: &str = ",.;:!?)\u{FF0C}\u{3002}\u{3001}\u{FF1B}\u{FF1A}\u{FF01}\u{FF1F}\u{FF09}";
const NO_LINE_ENDS_WITH: [char; 2] = ['(', '\u{FF08}'];

/// The pieces between which a line may break, blanks and punctuation with the piece they belong to.
pub fn pieces(text: &str, breaks: Breaks) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for glyph in text.graphemes(true) {
        match pieces.last_mut() {
            Some(piece) if breaks.join(piece, glyph) => piece.push_str(glyph),
            _ => pieces.push(glyph.to_owned()),
        }
    }
    pieces
}

/// Pieces side by side while they fit, then on the next line. Blanks at the end of a line take no room.
pub fn wrap<P: AsRef<str>>(
    pieces: impl IntoIterator<Item = P>,
    room: usize,
    width: impl Fn(&str) -> usize,
) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for piece in pieces {
        let piece = piece.as_ref();
        if used > 0 && used + width(piece.trim_end()) > room {
            lines.push(String::new());
            used = 0;
        }
        used += width(piece);
        if let Some(line) = lines.last_mut() {
            line.push_str(piece);
        }
    }
    for line in &mut lines {
        line.truncate(line.trim_end().len());
    }
    lines
}

impl Breaks {
    /// Whether `glyph` stays on the line of the piece before it.
    fn join(self, piece: &str, glyph: &str) -> bool {
        if glyph == " " || NO_LINE_BEGINS_WITH.contains(glyph) || piece.ends_with(NO_LINE_ENDS_WITH) {
            return true;
        }
        match self {
            Self::InText => {
                let last = piece.graphemes(true).next_back().unwrap_or_default();
                last != " " && last.width() < 2 && glyph.width() < 2
            }
            Self::InNames => !piece.ends_with([' ', '-', SEPARATOR]),
            Self::Anywhere => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_where_a_reader_expects_it() {
        for (breaks, text, expected) in [
            (Breaks::InText, "the quick fox", vec!["the ", "quick ", "fox"]),
            (Breaks::InText, "请放大，再扫码。", vec!["请", "放", "大，", "再", "扫", "码。"]),
            (Breaks::InText, "在 3 号台", vec!["在 ", "3 ", "号", "台"]),
            (Breaks::InText, "文化馆（东门）", vec!["文", "化", "馆", "（东", "门）"]),
            (Breaks::InNames, "阿依古丽·买买提", vec!["阿依古丽·", "买买提"]),
            (Breaks::InNames, "Anna-Maria Li", vec!["Anna-", "Maria ", "Li"]),
            (Breaks::InNames, "欧阳娜娜", vec!["欧阳娜娜"]),
            (Breaks::Anywhere, "欧阳e\u{301}n", vec!["欧", "阳", "e\u{301}", "n"]),
            (Breaks::InText, "", vec![]),
        ] {
            assert_eq!(pieces(text, breaks), expected, "{text} {breaks:?}");
        }
    }

    #[test]
    fn a_blank_at_the_end_of_a_line_takes_no_room() {
        let lines = wrap(["the ", "quick ", "brown ", "fox"], 9, str::len);
        assert_eq!(lines, ["the quick", "brown fox"]);
        assert_eq!(wrap([""; 0], 9, str::len), [""]);
    }
}
