//! What was typed into the one field, taken apart: words between blanks, each a run of parts.
//!
//! `wf9052` is one word of two parts, `w fang` two words. Nothing here knows the people; a query no person could
//! match (empty, or longer than any name with its unit) is no query.

use super::reading::{Reading, folded, readings_of};
use crate::domain::clean::is_separator;

/// More characters than the longest name with its unit has in full pinyin.
const MAX_CHARS: usize = 160;
/// A name typed syllable by syllable, a unit and a number need fewer words.
const MAX_WORDS: usize = 16;

/// One query.
#[derive(Debug)]
pub(super) struct Query {
    pub(super) words: Vec<Word>,
}

/// What stands between two blanks.
#[derive(Debug)]
pub(super) struct Word {
    /// The word as an alias would be, when it holds a digit.
    pub(super) alias: Option<String>,
    pub(super) parts: Vec<Part>,
}

/// A run of digits, or a run without digits.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) atoms: Vec<Atom>,
    pub(super) digits: Option<Digits>,
    /// What initials a name must have to match this part, see [`needed_initials`].
    needed: Vec<u32>,
    /// By unit, the cost of taking this part for its name; the shelf knows the units and fills it in.
    pub(super) unit_costs: Vec<Option<u16>>,
}

/// One typed character.
#[derive(Debug)]
pub(super) enum Atom {
    /// A letter or digit.
    Letter(u8),
    /// Any other character, with what else the input method might have put for its sound.
    Character(char, Vec<Reading>),
}

/// A number as it was typed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Digits {
    pub(super) len: u32,
    pub(super) value: u64,
    pub(super) leading_zero: bool,
}

impl Query {
    /// Takes a query apart; `None` when nobody could match it.
    pub(super) fn parse(text: &str) -> Option<Self> {
        if text.chars().nth(MAX_CHARS).is_some() {
            return None;
        }
        let typed: String = text.chars().map(folded).filter(|c| !joins(*c)).map(typed_char).collect();
        let words: Vec<Word> = typed.split_whitespace().map(Word::of).collect();
        (1..=MAX_WORDS).contains(&words.len()).then_some(Self { words })
    }
}

/// Dashes and dots only help the eye: `000-00345-8`, `J.Smith`.
fn joins(c: char) -> bool {
    is_separator(c) || matches!(c, '-' | '.' | '_' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// Whatever else is neither letter nor digit parts words, as the apostrophe does in `xi'an`.
fn typed_char(c: char) -> char {
    match c {
        '\u{FC}' => 'v',
        _ if c.is_alphanumeric() => c,
        _ => ' ',
    }
}

impl Word {
    fn of(word: &str) -> Self {
        let chars: Vec<char> = word.chars().collect();
        let parts = chars.chunk_by(|a, b| a.is_ascii_digit() == b.is_ascii_digit()).map(Part::of).collect();
        Self { alias: alias_key(word).filter(|_| word.contains(|c: char| c.is_ascii_digit())), parts }
    }
}

/// An alias as it is compared: letters and digits without leading zeros; `None` when nothing is left.
pub(super) fn alias_key(alias: &str) -> Option<String> {
    let key: String = alias.chars().map(folded).filter(|c| c.is_alphanumeric()).collect();
    let key = key.trim_start_matches('0');
    (!key.is_empty()).then(|| key.to_owned())
}

impl Part {
    /// Whether a name with these initials could match.
    pub(super) fn may_match(&self, initials: u32) -> bool {
        self.needed.iter().all(|alternatives| initials & alternatives != 0)
    }

    fn of(chars: &[char]) -> Self {
        let atoms: Vec<Atom> = chars.iter().map(|&c| Atom::of(c)).collect();
        Self { digits: Digits::of(chars), needed: needed_initials(&atoms), unit_costs: Vec::new(), atoms }
    }
}

impl Atom {
    fn of(c: char) -> Self {
        match u8::try_from(c) {
            Ok(letter) if letter.is_ascii() => Self::Letter(letter),
            _ => Self::Character(c, readings_of((c, None))),
        }
    }
}

impl Digits {
    fn of(chars: &[char]) -> Option<Self> {
        let text: String = chars.iter().collect();
        let all_digits = chars.iter().all(char::is_ascii_digit);
        let value = all_digits.then(|| text.parse().ok()).flatten()?;
        Some(Self { len: u32::try_from(chars.len()).ok()?, value, leading_zero: chars.first() == Some(&'0') })
    }
}

/// The bits of all initials of some readings.
pub(super) fn initial_bits<'r>(readings: impl IntoIterator<Item = &'r Reading>) -> u32 {
    readings.into_iter().fold(0, |bits, reading| bits | initial_bit(reading.syllable.initial()))
}

/// The bit of an initial: 26 letters, and one for all digits.
fn initial_bit(letter: u8) -> u32 {
    match letter {
        b'a'..=b'z' => 1 << (letter - b'a'),
        _ => 1 << 26,
    }
}

/// The initials that any match needs, each as the bits of its alternatives: the first letter typed, each further one
/// that stands inside no syllable, and for a character those of its readings.
///
/// Most names are ruled out by this alone, so it must be true of every match and need not be all that is true.
fn needed_initials(atoms: &[Atom]) -> Vec<u32> {
    let letter = |atom: &Atom| if let Atom::Letter(letter) = atom { Some(*letter) } else { None };
    let before = std::iter::once(None).chain(atoms.iter().map(letter));
    let needed = before.zip(atoms).map(|(before, atom)| match atom {
        Atom::Letter(letter) if before.is_some() && b"aeiouvnghrym".contains(letter) => 0,
        Atom::Letter(letter) => initial_bit(*letter),
        Atom::Character(_, readings) => initial_bits(readings),
    });
    needed.filter(|bits| *bits != 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<Vec<usize>> {
        let query = Query::parse(text).into_iter();
        query
            .flat_map(|query| query.words)
            .map(|word| word.parts.iter().map(|part| part.atoms.len()).collect())
            .collect()
    }

    #[test]
    fn a_query_falls_into_words_and_parts() {
        for (text, expected) in [
            ("", vec![]),
            (" \u{3000}\t", vec![]),
            ("...", vec![]),
            ("wf 9052", vec![vec![2], vec![4]]),
            ("王芳9052", vec![vec![2, 4]]),
            ("ｗｆ　９０５２", vec![vec![2], vec![4]]),
            ("000-00345-8", vec![vec![9]]),
            ("xi'an", vec![vec![2], vec![2]]),
            ("阿依古丽·买买提", vec![vec![7]]),
            ("王，芳", vec![vec![1], vec![1]]),
        ] {
            assert_eq!(parts(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_query_nobody_could_match_is_none() {
        assert!(Query::parse(&"w".repeat(MAX_CHARS)).is_some());
        assert!(Query::parse(&"w".repeat(MAX_CHARS + 1)).is_none());
        assert!(Query::parse(&"王 ".repeat(MAX_WORDS + 1)).is_none());
    }

    #[test]
    fn initials_rule_out_only_what_cannot_match() {
        let needed = |text: &str| {
            let atoms: Vec<Atom> = text.chars().map(Atom::of).collect();
            let letters = |bits: u32| ('a'..='z').filter(|c| bits & initial_bit(*c as u8) != 0).collect::<String>();
            needed_initials(&atoms).into_iter().map(letters).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(needed("wangfang"), "w f");
        assert_eq!(needed("zhangchen"), "z c");
        assert_eq!(needed("ouy娜"), "o n", "the y may belong to a syllable");
        assert_eq!(needed("曾福"), "cz f", "read with c or z");
    }

    #[test]
    fn an_alias_is_compared_without_dashes_case_and_leading_zeros() {
        assert_eq!(alias_key("LF-0023").as_deref(), Some("lf0023"));
        assert_eq!(alias_key(" 000001 ").as_deref(), Some("1"));
        assert_eq!(alias_key("000"), None);
    }
}
