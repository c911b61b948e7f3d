//! How a name is read: every reading of every character, and which of them are the usual ones.
//!
//! The readings are the `pinyin` crate's; a surname's own reading (`surnames.tsv`) comes before the dictionary's.
//! Tones are left out, nobody types them. `ü` is `v`, as on keyboards, and may also be typed `u` or `yu`.

use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

use pinyin::ToPinyinMulti;

use crate::domain::clean::{is_separator, one_code};
use crate::domain::number::half_width;

/// The longest syllable is `zhuang`.
const MAX_LETTERS: usize = 6;

/// One syllable as it is typed: `fang`, `lv`. A Latin letter or a digit of a name is a syllable of its own.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Syllable {
    letters: [u8; MAX_LETTERS],
    len: u8,
}

impl Syllable {
    /// `None` for what is no syllable: empty, too long, not ASCII.
    fn new(text: &str) -> Option<Self> {
        let mut letters = [0; MAX_LETTERS];
        letters.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
        let fits = text.is_ascii() && !text.is_empty();
        fits.then_some(Self { letters, len: u8::try_from(text.len()).ok()? })
    }

    /// The letters, lower case.
    pub(super) fn letters(&self) -> &[u8] {
        self.letters.get(..usize::from(self.len)).unwrap_or_default()
    }

    /// The letter it begins with.
    pub(super) fn initial(self) -> u8 {
        let [first, ..] = self.letters;
        first
    }
}

impl fmt::Debug for Syllable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from_utf8_lossy(self.letters()))
    }
}

/// A way to read one character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Reading {
    /// What is typed for it.
    pub(super) syllable: Syllable,
    /// Whether most people would read it so here; the others are polyphones and spellings without the dots of `ü`.
    pub(super) usual: bool,
}

/// A character as it is compared: half-width, lower case, under its one code.
pub(super) fn folded(c: char) -> char {
    let c = one_code(half_width(c));
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(lower), None) => lower,
        _ => c,
    }
}

/// A character of a name, and its readings as a surname if it is one with readings of its own.
pub(super) type NameCharacter = (char, Option<&'static [Syllable]>);

/// The characters of a name that are typed when somebody is looked for.
pub(super) fn name_characters(name: &str) -> impl Iterator<Item = NameCharacter> {
    let chars: Vec<char> = typed(name).collect();
    // A name in parts is no Chinese one, its first character no surname.
    let surname = if name.contains(is_separator) { Vec::new() } else { SURNAMES.of(&chars) };
    let readings = surname.into_iter().map(Some).chain(std::iter::repeat(None));
    chars.into_iter().zip(readings)
}

/// The characters of a unit's name that are typed; 区 is no surname in 区医院.
pub(super) fn unit_characters(name: &str) -> impl Iterator<Item = NameCharacter> {
    typed(name).map(|c| (c, None))
}

fn typed(name: &str) -> impl Iterator<Item = char> {
    name.chars().map(folded).filter(|c| c.is_alphanumeric())
}

/// The readings of one character, the surname's own before the dictionary's.
pub(super) fn readings_of((c, surname): NameCharacter) -> Vec<Reading> {
    let mut readings = Vec::new();
    let mut add = |syllable: Syllable, usual: bool| {
        if !readings.iter().any(|known: &Reading| known.syllable == syllable) {
            readings.push(Reading { syllable, usual });
        }
    };
    for &syllable in surname.unwrap_or_default() {
        add(syllable, true);
    }
    if c.is_ascii()
        && let Some(letter) = Syllable::new(c.encode_utf8(&mut [0; 4]))
    {
        add(letter, true);
    }
    for (place, reading) in c.to_pinyin_multi().into_iter().flatten().enumerate() {
        let usual = surname.is_none() && place == 0;
        for (syllable, common) in spellings(reading.plain()) {
            add(syllable, usual && common);
        }
    }
    if let Some(&syllable) = RARE.get(&c) {
        add(syllable, true);
    }
    readings
}

/// How a syllable is typed, and whether that spelling stands for this syllable only: `lv` and `lyu` do, `lu` does not.
fn spellings(plain: &str) -> impl Iterator<Item = (Syllable, bool)> {
    let typed = |dots: &str| plain.replace('\u{FC}', dots).replace('\u{EA}', "e");
    let mut spellings = vec![(typed("v"), true)];
    if plain.contains('\u{FC}') {
        let alone = plain.ends_with('\u{FC}');
        spellings.push((typed("yu"), true));
        spellings.push((typed("u"), !alone));
    }
    spellings.into_iter().filter_map(|(text, common)| Some((Syllable::new(&text)?, common)))
}

/// Characters the dictionary does not know.
static RARE: LazyLock<HashMap<char, Syllable>> = LazyLock::new(|| {
    let rare = rows(include_str!("rare.tsv"));
    rare.filter_map(|(c, reading)| Some((c.chars().next()?, Syllable::new(reading)?))).collect()
});

/// The rows of a table of two columns; a line with `#` says where it is from.
fn rows(table: &str) -> impl Iterator<Item = (&str, &str)> {
    table.lines().filter(|row| !row.starts_with('#')).filter_map(|row| row.split_once('\t'))
}

/// The surnames with readings of their own.
struct Surnames {
    single: HashMap<char, Vec<Syllable>>,
    /// By characters, longest first.
    compound: Vec<(Vec<char>, Vec<Syllable>)>,
}

static SURNAMES: LazyLock<Surnames> = LazyLock::new(|| Surnames::parse(include_str!("surnames.tsv")));

impl Surnames {
    fn parse(table: &str) -> Self {
        let mut surnames = Self { single: HashMap::new(), compound: Vec::new() };
        for (surname, readings) in rows(table) {
            let syllables = readings.split(' ').filter_map(Syllable::new).collect();
            let chars: Vec<char> = surname.chars().collect();
            match *chars {
                [single] => drop(surnames.single.insert(single, syllables)),
                _ => surnames.compound.push((chars, syllables)),
            }
        }
        surnames.compound.sort_by_key(|(chars, _)| std::cmp::Reverse(chars.len()));
        surnames
    }

    /// The readings of the name's leading characters that are a surname of the table; a surname alone is no name.
    fn of(&'static self, name: &[char]) -> Vec<&'static [Syllable]> {
        let compound =
            self.compound.iter().find(|(surname, _)| name.starts_with(surname) && name.len() > surname.len());
        if let Some((_, syllables)) = compound {
            return syllables.chunks(1).collect();
        }
        let single = name.first().filter(|_| name.len() > 1).and_then(|first| self.single.get(first));
        single.into_iter().map(Vec::as_slice).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The usual readings of each character, alternatives joined by `/`.
    fn usual(name: &str) -> String {
        let read = name_characters(name).map(|character| {
            let readings = readings_of(character);
            let usual =
                readings.iter().filter(|reading| reading.usual).map(|reading| format!("{:?}", reading.syllable));
            usual.collect::<Vec<_>>().join("/")
        });
        read.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn surnames_are_read_as_surnames_only_in_front() {
        for (name, read) in [
            ("单晓燕", "shan xiao yan"),
            ("陈单", "chen dan"),
            ("单", "dan"),
            ("单于烈", "chan yu lie"),
            ("单于", "shan yu"),
            ("尉迟浩然", "yu chi hao ran"),
            ("尉梅", "wei/yu mei"),
            ("乐正君", "yue zheng jun"),
            ("乐正", "yue/le zheng"),
            ("覃海波", "qin/tan hai bo"),
            ("吐谷浑璧", "tu yu hun bi"),
            ("区·买买提", "qu mai mai ti"),
            ("⻩文", "huang wen"),
            ("田𠮷", "tian ji"),
        ] {
            assert_eq!(usual(name), read, "{name}");
        }
    }

    #[test]
    fn u_with_dots_is_typed_in_three_ways() {
        assert_eq!(usual("吕娜"), "lv/lyu na");
        let readings = readings_of(('吕', None));
        assert!(readings.iter().any(|reading| format!("{:?}", reading.syllable) == "lu" && !reading.usual));
        assert_eq!(usual("略"), "lve/lyue/lue");
    }

    #[test]
    fn letters_and_digits_of_a_name_are_typed_as_they_are() {
        assert_eq!(usual("Ａnn·B 2"), "a n n b 2");
        assert_eq!(readings_of(('ж', None)), []);
    }

    #[test]
    fn every_row_of_the_table_is_read() {
        let lines = include_str!("surnames.tsv").lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(SURNAMES.single.len() + SURNAMES.compound.len(), lines, "a surname twice, or a row without a tab");
        for (surname, syllables) in &SURNAMES.compound {
            assert_eq!(surname.len(), syllables.len(), "{surname:?}");
        }
        for (surname, syllables) in &SURNAMES.single {
            assert!(!syllables.is_empty(), "{surname}");
        }
    }
}
