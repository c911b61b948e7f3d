//! What is let in as text, whatever a file, a peer, a paste or a keyboard sends (rules.md section 8).
//!
//! [`clean_name`] is for names of people, [`clean_text`] for everything else that people write (units, remarks).
//! Both are idempotent, both end at [`MAX_COLUMNS`], and what they drop is kept nowhere. They mend no spelling, fold
//! no case and no width: [`fold_width`] is for what a keyboard types, not for what is stored.

use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_width::UnicodeWidthChar;

use super::number::half_width;

/// The longest text that is kept: nobody's name is longer, and two of them fit beside each other on a wide screen.
pub const MAX_COLUMNS: usize = 64;

/// Combining marks a base may carry; real writing needs at most 3, hostile text stacks hundreds over other lines.
const MAX_MARKS: usize = 4;

/// The one separator kept in a name, `·`.
pub const SEPARATOR: char = '\u{B7}';

/// A person's name as it is kept: one `·` between parts, and no blanks that only stretched a Chinese name.
///
/// In a name with Chinese characters a full stop is such a separator too; in `J. Smith` it stays.
pub fn clean_name(name: &str) -> String {
    Writer::new(Kind::Name { chinese: name.chars().map(one_code).any(is_han) }).write(name)
}

/// Any other text as it is kept: one line, single blanks, one code for each Chinese character.
pub fn clean_text(text: &str) -> String {
    Writer::new(Kind::Text).write(text)
}

/// Full-width forms as ASCII by subtraction, the ideographic blank as a blank; nothing else changes.
pub fn fold_width(text: &str) -> String {
    text.chars().map(half_width).collect()
}

/// The last four digits of a phone number, however a spreadsheet or a person wrote it.
///
/// `None` when there are fewer than four, or when the number went through `1.38E+10` and lost its end.
pub fn phone_tail(phone: &str) -> Option<String> {
    let phone = fold_width(phone);
    let phone = phone.trim();
    if is_scientific(phone) {
        return None;
    }
    // A number cell of a spreadsheet arrives as `13800138000.0`; dots between groups are several, or not all zeros.
    let whole = match phone.split_once('.') {
        Some((whole, zeros)) if zeros.chars().all(|c| c == '0') => whole,
        _ => phone,
    };
    let digits: Vec<char> = whole.chars().filter(char::is_ascii_digit).collect();
    digits.last_chunk::<4>().map(|tail| tail.iter().collect())
}

fn is_scientific(number: &str) -> bool {
    number.contains(['e', 'E']) && number.parse::<f64>().is_ok()
}

/// The one code of a Chinese character that has several: a name copied out of a PDF may hold the radical for the
/// character, which looks the same and is found by nobody.
pub fn one_code(c: char) -> char {
    if matches!(c, '\u{2E80}'..='\u{2FDF}' | '\u{F900}'..='\u{FAFF}') {
        ONE_CODE.get(&c).copied().unwrap_or(c)
    } else {
        c
    }
}

static ONE_CODE: LazyLock<HashMap<char, char>> = LazyLock::new(|| stands_for(include_str!("one_code.tsv")));

/// A table with one row a group: the character that stands for it, a tab, the characters it stands for.
pub(super) fn stands_for(table: &str) -> HashMap<char, char> {
    let rows = table.lines().filter(|row| !row.starts_with('#')).filter_map(|row| row.split_once('\t'));
    rows.filter_map(|(first, others)| Some((first.chars().next()?, others)))
        .flat_map(|(first, others)| others.chars().map(move |other| (other, first)))
        .collect()
}

/// A Chinese character: the unified blocks, their extensions and compatibility forms, and the zero of written years.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{323AF}' | '\u{3007}')
}

#[derive(Clone, Copy)]
enum Kind {
    Text,
    Name { chinese: bool },
}

/// What stands between two bases; it is written only when the second base comes, so none is left at either end.
#[derive(Clone, Copy, PartialEq)]
enum Gap {
    None,
    Blank,
    Separator,
}

/// Writes bases with their marks and the gaps between them, until the columns are used up.
struct Writer {
    kind: Kind,
    out: String,
    columns: usize,
    last_base: Option<char>,
    marks: usize,
    gap: Gap,
}

impl Writer {
    fn new(kind: Kind) -> Self {
        Self { kind, out: String::new(), columns: 0, last_base: None, marks: 0, gap: Gap::None }
    }

    fn write(mut self, text: &str) -> String {
        for c in text.chars().map(one_code) {
            if is_blank(c) {
                if self.gap == Gap::None {
                    self.gap = Gap::Blank;
                }
            } else if is_invisible(c) {
            } else if self.separates(c) {
                self.gap = Gap::Separator;
            } else {
                match c.width().unwrap_or(0) {
                    0 => self.mark(c),
                    columns if self.base(c, columns) => {}
                    _ => break,
                }
            }
        }
        self.out
    }

    /// A mark without a base would sit on whatever the screen shows before it.
    fn mark(&mut self, c: char) {
        if self.last_base.is_some() && self.gap == Gap::None && self.marks < MAX_MARKS {
            self.out.push(c);
            self.marks += 1;
        }
    }

    /// Writes the gap and the base; false when they no longer fit.
    fn base(&mut self, c: char, columns: usize) -> bool {
        let gap = self.gap_before(c);
        self.columns += columns + usize::from(gap.is_some());
        if self.columns > MAX_COLUMNS {
            return false;
        }
        self.out.extend(gap);
        self.out.push(c);
        (self.last_base, self.marks, self.gap) = (Some(c), 0, Gap::None);
        true
    }

    fn gap_before(&self, c: char) -> Option<char> {
        let last = self.last_base?;
        match (self.gap, self.kind) {
            (Gap::None, _) => None,
            (Gap::Blank, Kind::Name { .. }) if is_han(last) || is_han(c) => None,
            (Gap::Blank, _) => Some(' '),
            (Gap::Separator, _) => Some(SEPARATOR),
        }
    }

    fn separates(&self, c: char) -> bool {
        match self.kind {
            Kind::Text => false,
            Kind::Name { chinese } => is_separator(c) || (chinese && matches!(c, '.' | '\u{FF0E}')),
        }
    }
}

/// The dots that keyboards, fonts and old files use between the parts of a name: `·`, `•`, `・` and their likes.
pub(crate) fn is_separator(c: char) -> bool {
    matches!(c, SEPARATOR | '\u{387}' | '\u{2022}' | '\u{2027}' | '\u{2219}' | '\u{22C5}' | '\u{30FB}' | '\u{FF65}')
}

/// Blanks of every kind, tabs and line ends: what they parted stays apart. The braille blank only looks like one.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{2800}'
}

/// Controls, bidi controls, zero-width, filler, variation and tag characters: nobody sees them, so nobody can mean them.
pub fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}'
            | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn names_are_kept_in_one_way_of_writing() {
        for (what, name, kept) in [
            ("a stretched name of two characters", "李　娜", "李娜"),
            ("blanks around and inside", "  欧 阳  娜娜 ", "欧阳娜娜"),
            ("a bullet as separator", "阿卜杜拉•买买提", "阿卜杜拉·买买提"),
            ("a katakana dot, spaced", "阿卜杜拉 ・ 买买提", "阿卜杜拉·买买提"),
            ("a full stop as separator", "古丽娜尔.艾合买提", "古丽娜尔·艾合买提"),
            ("a full-width full stop", "古丽娜尔．艾合买提", "古丽娜尔·艾合买提"),
            ("separators at the ends and doubled", "·阿依古丽··买买提·", "阿依古丽·买买提"),
            ("a Latin name keeps its stop and its blank", "J.  Smith", "J. Smith"),
            ("a tab of a paste", "王\t芳\r\n", "王芳"),
            ("a zero-width space", "王\u{200B}芳", "王芳"),
            ("a right-to-left override", "\u{202E}王芳", "王芳"),
            ("tag characters", "王\u{E0041}\u{E007F}芳", "王芳"),
            ("a variation selector", "葛\u{E0100}某", "葛某"),
            ("an escape sequence", "\u{1B}[2J王芳\u{9B}", "[2J王芳"),
            ("radicals from a PDF", "⻩⽂⻢", "黄文马"),
            ("a rare character beyond the basic plane", "田𠮷", "田𠮷"),
            ("only what nobody sees", "\u{200B}\u{0} \u{3000}·", ""),
        ] {
            assert_eq!(clean_name(name), kept, "{what}");
        }
    }

    #[test]
    fn free_text_keeps_its_blanks_and_stops() {
        for (what, text, kept) in [
            ("a remark over two lines", "needs a chair.\r\nsits in row 2", "needs a chair. sits in row 2"),
            ("Chinese with a blank that parts", "轮椅　需要 帮助", "轮椅 需要 帮助"),
            ("a dot is not a separator here", "a•b", "a•b"),
        ] {
            assert_eq!(clean_text(text), kept, "{what}");
        }
    }

    #[test]
    fn marks_stop_at_four_and_need_a_base() {
        let towers = format!("\u{301}a{}b \u{301}c", "\u{301}".repeat(300));
        assert_eq!(clean_text(&towers), "a\u{301}\u{301}\u{301}\u{301}b c");
    }

    #[test]
    fn a_long_name_is_cut_between_characters() {
        assert_eq!(clean_name(&"王".repeat(40)), "王".repeat(32));
        assert_eq!(clean_name(&format!("a{}", "王".repeat(40))), format!("a{}", "王".repeat(31)));
        assert_eq!(clean_name(&format!("{} bc", "a".repeat(63))), "a".repeat(63), "no blank is left at the cut");
    }

    #[test]
    fn full_width_folds_by_subtraction() {
        assert_eq!(fold_width("１３８ＡＺａｚ～！　·王"), "138AZaz~! ·王");
    }

    #[test]
    fn a_phone_tail_survives_spreadsheets() {
        for (phone, tail) in [
            ("13800138000", Some("8000")),
            ("13800138000.0", Some("8000")),
            ("+86 138-0013-8001", Some("8001")),
            ("138.0013.0000", Some("0000")),
            ("１３８００１３８００２", Some("8002")),
            (" 0372 ", Some("0372")),
            ("372", None),
            ("", None),
            ("1.38001E+10", None),
        ] {
            assert_eq!(phone_tail(phone).as_deref(), tail, "{phone}");
        }
    }

    /// Text of everything that has ever gone wrong, densely mixed.
    fn hostile() -> impl Strategy<Value = String> {
        let one = prop_oneof![
            any::<char>(),
            proptest::char::range('\u{0}', '\u{A0}'),
            proptest::char::range('\u{300}', '\u{36F}'),
            proptest::char::range('\u{2000}', '\u{206F}'),
            proptest::char::range('\u{2E80}', '\u{2FDF}'),
            proptest::char::range('\u{4E00}', '\u{4E10}'),
            proptest::char::range('\u{FE00}', '\u{FFFF}'),
            proptest::char::range('\u{1F1E6}', '\u{1F1FF}'),
            proptest::char::range('\u{1F3FA}', '\u{1F400}'),
            Just(SEPARATOR),
            Just('.'),
            Just('\u{3000}'),
        ];
        proptest::collection::vec(one, 0..200).prop_map(|chars| chars.into_iter().collect())
    }

    proptest! {
        #[test]
        fn what_is_kept_is_clean_short_and_stays_as_it_is(text in hostile()) {
            for kept in [clean_name(&text), clean_text(&text)] {
                prop_assert!(kept.width() <= MAX_COLUMNS, "{} columns", kept.width());
                prop_assert!(!kept.chars().any(is_invisible));
                prop_assert!(!kept.chars().any(|c| is_blank(c) && c != ' '));
                prop_assert_eq!(kept.trim(), kept.as_str());
            }
            let (name, free) = (clean_name(&text), clean_text(&text));
            prop_assert_eq!(clean_name(&name), name.as_str());
            prop_assert_eq!(clean_text(&free), free);
            prop_assert!(!name.chars().any(|c| is_separator(c) && c != SEPARATOR));
        }
    }
}
