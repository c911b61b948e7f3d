//! Names that look alike on a badge or a screen: 己 for 巳, a Cyrillic letter for a Latin one, `I` for `l`.
//!
//! Two names with one [`skeleton`] are marked wherever they stand near each other (rules.md section 8). This compares
//! looks, not sounds; that 王芳 may have been typed as 王方 is the finder's business.

use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_width::UnicodeWidthChar;

use super::clean::{is_separator, one_code, stands_for};
use super::number::half_width;

/// What is left of a name when everything that the eye passes over is taken away; only for comparing, never shown.
pub fn skeleton(name: &str) -> String {
    name.chars()
        .map(half_width)
        .map(one_code)
        .flat_map(char::to_lowercase)
        .filter(|&c| !(c.is_whitespace() || is_separator(c) || c == '.' || c.width().unwrap_or(0) == 0))
        .map(|c| STANDS_FOR.get(&c).copied().unwrap_or(c))
        .collect()
}

/// Whether two names could be taken for each other at a glance; equal names can.
pub fn looks_alike(a: &str, b: &str) -> bool {
    skeleton(a) == skeleton(b)
}

/// What two people have in common, the most telling first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// The name.
    Name,
    /// The sound of the name.
    Sound,
    /// The look of the name.
    Look,
    /// The end of the phone number.
    Phone,
}

static STANDS_FOR: LazyLock<HashMap<char, char>> = LazyLock::new(|| stands_for(include_str!("lookalikes.tsv")));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_pass_for_each_other_are_marked() {
        for (what, a, b) in [
            ("one stroke", "王未", "王末"),
            ("one stroke in the surname", "干伟", "于伟"),
            ("three of a kind", "李己", "李巳"),
            ("Cyrillic letters", "\u{441}arl", "Carl"),
            ("capital I, small l and 1", "LI1", "lll"),
            ("full-width letters", "Ｗang", "wang"),
            ("another separator", "阿依古丽•买买提", "阿依古丽·买买提"),
            ("a zero-width space", "王\u{200B}芳", "王芳"),
            ("a radical from a PDF", "\u{2F42}末", "文未"),
        ] {
            assert!(looks_alike(a, b), "{what}: {a} {b}");
        }
    }

    #[test]
    fn names_that_only_sound_alike_are_not_marked() {
        for (a, b) in [("王芳", "王方"), ("李娜", "李那"), ("张伟", "章伟"), ("Anna", "Hanna")] {
            assert!(!looks_alike(a, b), "{a} {b}");
        }
    }

    #[test]
    fn no_character_stands_for_another_that_is_stood_for() {
        for (other, first) in STANDS_FOR.iter() {
            assert!(!STANDS_FOR.contains_key(first), "{other} -> {first} goes on");
        }
        assert!(STANDS_FOR.len() > 100, "rows were lost: {}", STANDS_FOR.len());
    }
}
