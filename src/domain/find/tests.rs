//! The finder as an operator meets it: the demo roster of 320 people and a list of hard names.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::reading::readings_of;
use super::*;
use crate::domain::number::BadgeNumber;

/// A person of the test and how their name is said.
struct Said {
    name: &'static str,
    unit: &'static str,
    unit_short: &'static str,
    phone_tail: &'static str,
    number: u32,
    alias: &'static str,
    pinyin: &'static str,
}

impl Said {
    fn person(&self) -> Person<'static> {
        Person {
            name: self.name,
            unit: self.unit,
            unit_short: self.unit_short,
            phone_tail: self.phone_tail,
            number: BadgeNumber::new(0, self.number),
            alias: self.alias,
        }
    }

    fn initials(&self) -> String {
        self.pinyin.split(' ').filter_map(|syllable| syllable.chars().next()).collect()
    }
}

fn table(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines().filter(|row| !row.starts_with('#')).map(|row| row.split('\t').collect())
}

fn roster() -> Vec<Said> {
    let units: BTreeMap<_, _> =
        table(include_str!("../../demo/units.tsv")).map(|unit| (unit[0], (unit[1], unit[2]))).collect();
    let people = table(include_str!("../../demo/roster.tsv")).skip(1);
    let said = people.zip(table(include_str!("roster_pinyin.tsv"))).map(|(row, said)| {
        assert_eq!(row[1], said[0], "roster_pinyin.tsv follows the roster");
        let (unit, unit_short) = units[row[2]];
        let (alias, (_, phone_tail)) = (row[0], row[3].split_at(7));
        Said { name: row[1], unit, unit_short, phone_tail, number: alias.parse().unwrap(), alias, pinyin: said[1] }
    });
    said.collect()
}

fn finder(people: &[Said]) -> Finder<usize> {
    let mut finder = Finder::default();
    for (key, said) in people.iter().enumerate() {
        finder.put(key, &said.person());
    }
    finder
}

/// The place of `key` among the first eight, not counting those before it whose names are said alike.
fn place(finder: &Finder<usize>, people: &[Said], query: &str, key: usize) -> Option<usize> {
    let hits = finder.find(query, 8, |_| 0);
    let at = hits.iter().position(|hit| hit.key == key)?;
    Some(hits[..at].iter().filter(|hit| people[hit.key].pinyin != people[key].pinyin).count())
}

#[test]
fn hard_names_are_found_in_every_way_they_are_typed() {
    let mut people = roster();
    let hard: Vec<_> = table(include_str!("hard_names.tsv")).collect();
    let of_the_roster = people.len();
    for row in &hard {
        let (name, pinyin) = (row[0], row[1]);
        people.push(Said { name, pinyin, unit: "", unit_short: "", phone_tail: "", number: 0, alias: "" });
    }
    let finder = finder(&people);
    let mut wrong = Vec::new();
    for (row, key) in hard.iter().zip(of_the_roster..) {
        let said = &people[key];
        let ways = [
            ("name", said.name.to_owned(), 0),
            ("pinyin", said.pinyin.replace(' ', ""), 0),
            ("pinyin with blanks", said.pinyin.to_owned(), 0),
            ("pinyin in full-width capitals", full_width(&said.pinyin.replace(' ', "").to_uppercase()), 0),
            ("initials", said.initials(), 7),
            ("mixed", row[2].to_owned(), 7),
            ("homophones", row[3].to_owned(), 7),
        ];
        for (way, query, last) in ways {
            let place = place(&finder, &people, &query, key);
            if place.is_none_or(|place| place > last) {
                wrong.push(format!("{} by {way} {query:?}: {place:?} ({})", said.name, row[4]));
            }
        }
    }
    assert!(hard.len() >= 60);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn full_width(text: &str) -> String {
    text.chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap()).collect()
}

#[test]
fn the_roster_is_found_by_pinyin_initials_and_homophones() {
    let people = roster();
    let finder = finder(&people);
    let sounds = Sounds::of_all_characters();
    let check = |way: &str, last: usize, typed: &dyn Fn(&Said) -> String| {
        let mut lost = Vec::new();
        for (key, said) in people.iter().enumerate() {
            let query = typed(said);
            if place(&finder, &people, &query, key).is_none_or(|place| place > last) {
                lost.push(format!("{} by {query}", said.name));
            }
        }
        println!("{way}: {} of {} found", people.len() - lost.len(), people.len());
        assert!(lost.len() * 100 <= people.len(), "{way}:\n{}", lost.join("\n"));
    };
    check("pinyin", 0, &|said| said.pinyin.replace(' ', ""));
    check("initials", 7, &Said::initials);
    check("homophones of the given name", 7, &|said| homophones(said, 1, &sounds));
    check("homophones of the whole name", 7, &|said| homophones(said, 0, &sounds));
    check("the last character begun", 7, &begun);
}

/// The name with all characters from `first` on replaced by others of the same sound, as an input method does.
fn homophones(said: &Said, first: usize, sounds: &Sounds) -> String {
    let name = said.name.chars().filter(|c| c.is_alphanumeric());
    let other = |(at, (c, syllable)): (usize, (char, &str))| if at < first { c } else { sounds.other(c, syllable) };
    name.zip(said.pinyin.split(' ')).enumerate().map(other).collect()
}

/// The characters of each usual reading, in the order of their codes.
struct Sounds(BTreeMap<Vec<u8>, Vec<char>>);

impl Sounds {
    fn of_all_characters() -> Self {
        let mut sounds: BTreeMap<_, Vec<char>> = BTreeMap::new();
        for c in '\u{4E00}'..='\u{9FA5}' {
            for reading in readings_of((c, None)).iter().filter(|reading| reading.usual) {
                sounds.entry(reading.syllable.letters().to_vec()).or_default().push(c);
            }
        }
        Self(sounds)
    }

    /// Another character of this sound; the one of the next code is as wrong as any.
    fn other(&self, c: char, syllable: &str) -> char {
        let alike = &self.0[syllable.as_bytes()];
        let next = alike.iter().find(|other| **other > c).or_else(|| alike.iter().find(|other| **other != c));
        *next.unwrap_or_else(|| panic!("nothing else sounds like {c}"))
    }
}

/// All but the last syllable in full, of the last the initial.
fn begun(said: &Said) -> String {
    let (front, last) = said.pinyin.rsplit_once(' ').unwrap();
    front.replace(' ', "") + last.split_at(1).0
}

/// Some people whose ways to be found can be told apart.
fn few() -> Vec<Said> {
    let rows = [
        ("王芳", "新城区司法局", "区司法局", "9052", 345, "LF-0023"),
        ("王芳", "新城区税务局", "区税务局", "0372", 346, "LF-0024"),
        ("王方", "新城区司法局", "区司法局", "1111", 347, "000777"),
        ("王芳芳", "新城区第三幼儿园", "三幼", "2222", 348, ""),
        ("方婉", "", "", "", 349, ""),
        ("Anna Li", "新城区税务局", "区税务局", "5555", 350, ""),
    ];
    let said = |(name, unit, unit_short, phone_tail, number, alias)| Said {
        name,
        unit,
        unit_short,
        phone_tail,
        number,
        alias,
        pinyin: "",
    };
    rows.map(said).into()
}

#[test]
fn one_field_finds_by_everything_a_person_has() {
    let people = few();
    let finder = finder(&people);
    let number = people[0].person().number.unwrap().to_string();
    let bare = number.replace('-', "").trim_start_matches('0').to_owned();
    let cases: &[(&str, &[usize], How, Fit)] = &[
        ("王芳", &[0, 1, 2, 3], How::Characters, Fit::Exact),
        ("王方", &[2, 0, 1, 3], How::Characters, Fit::Exact),
        ("亡方", &[2, 0, 1, 3], How::Sound, Fit::Whole),
        ("wangfang", &[2, 0, 1, 3], How::Pinyin, Fit::Exact),
        ("wang fang", &[2, 0, 1, 3], How::Pinyin, Fit::Exact),
        ("fang wang", &[2, 0, 1, 3], How::Pinyin, Fit::Whole),
        ("w fang", &[2, 0, 1, 3], How::Pinyin, Fit::Whole),
        ("wf", &[2, 0, 1, 3], How::Initials, Fit::Whole),
        ("w芳", &[0, 1, 2, 3], How::Mixed, Fit::Whole),
        ("wang", &[2, 0, 1, 3, 4], How::Pinyin, Fit::Start),
        ("芳芳", &[3], How::Characters, Fit::Inside),
        ("司法局", &[2, 0], How::Unit, Fit::Apart),
        ("sfj", &[2, 0], How::Unit, Fit::Apart),
        ("sanyou", &[3], How::Unit, Fit::Apart),
        ("王 司法局", &[2, 0], How::Characters, Fit::Start),
        ("wf 9052", &[0], How::Initials, Fit::Whole),
        ("王芳0372", &[1], How::Characters, Fit::Exact),
        ("0372", &[1], How::PhoneTail, Fit::Whole),
        ("13800000372", &[1], How::PhoneTail, Fit::Whole),
        ("03", &[1], How::PhoneTail, Fit::Apart),
        ("90 税务", &[], How::Unit, Fit::Apart),
        (&number, &[0], How::Number, Fit::Exact),
        (&bare, &[0], How::Number, Fit::Exact),
        (number.split_at(9).0, &[0], How::Number, Fit::Apart),
        ("lf0023", &[0], How::Alias, Fit::Exact),
        ("ＬＦ－００", &[0, 1], How::Alias, Fit::Apart),
        ("777", &[2], How::Alias, Fit::Exact),
        ("000777", &[2], How::Alias, Fit::Exact),
        ("anna", &[5], How::Pinyin, Fit::Start),
        ("LI Anna", &[5], How::Pinyin, Fit::Whole),
        ("王芳 司法局 税务局", &[], How::Unit, Fit::Apart),
        ("x", &[], How::Unit, Fit::Apart),
        ("", &[], How::Unit, Fit::Apart),
    ];
    for (query, expected, how, fit) in cases {
        let hits = finder.find(query, 8, |_| 0);
        let keys: Vec<usize> = hits.iter().map(|hit| hit.key).collect();
        assert_eq!(keys, *expected, "{query}");
        if let Some(first) = hits.first() {
            assert_eq!((first.how, first.fit), (*how, *fit), "{query}");
        }
    }
}

#[test]
fn the_favoured_come_first_among_those_who_fit_equally() {
    let people = few();
    let finder = finder(&people);
    let keys = |query, favoured| -> Vec<usize> {
        finder.find(query, 8, |key| u8::from(key == favoured)).iter().map(|hit| hit.key).collect()
    };
    assert_eq!(keys("wangfang", 1), [1, 2, 0, 3]);
    assert_eq!(keys("wangfang", 3), [2, 0, 1, 3], "half a name never comes before a whole one");
    assert_eq!(keys("w", 3), [3, 2, 0, 1, 4]);
}

proptest! {
    #[test]
    fn a_finder_changed_step_by_step_is_the_finder_built_at_once(
        steps in proptest::collection::vec((0_usize..12, proptest::option::of(0_usize..320)), 1..60),
        query in "[a-z]{1,2}|[王李张刘]|[0-9]{2}",
    ) {
        let people = roster();
        let (mut stepwise, mut left) = (Finder::default(), BTreeMap::new());
        for (key, person) in steps {
            if let Some(person) = person {
                stepwise.put(key, &people[person].person());
                left.insert(key, person);
            } else {
                stepwise.remove(key);
                left.remove(&key);
            }
        }
        let mut at_once = Finder::default();
        for (key, person) in &left {
            at_once.put(*key, &people[*person].person());
        }
        prop_assert_eq!(stepwise.len(), left.len());
        prop_assert_eq!(stepwise.find(&query, 8, |_| 0), at_once.find(&query, 8, |_| 0));
        let all = stepwise.find(&query, usize::MAX, |_| 0);
        prop_assert_eq!(stepwise.find(&query, 3, |_| 0), all.into_iter().take(3).collect::<Vec<_>>());
    }

    #[test]
    fn no_query_and_no_name_stops_the_finder(name in "\\PC{0,80}|[aen\u{301}欸嗯·]{0,200}", query in "\\PC{0,40}|[aeng欸 ']{0,160}|.{0,20}") {
        let mut finder = Finder::default();
        finder.put(1, &Person { name: &name, unit: &name, alias: &name, phone_tail: &name, ..Person::default() });
        for limit in [0, 1, usize::MAX] {
            prop_assert!(finder.find(&query, limit, |_| 0).len() <= limit.min(1));
        }
    }
}

#[test]
fn ten_thousand_characters_are_nobody() {
    let people = roster();
    let finder = finder(&people);
    for garbage in ["王".repeat(10_000), "e n ".repeat(2_500), "\u{1B}[A".repeat(3_000), "9".repeat(10_000)] {
        assert_eq!(finder.find(&garbage, 8, |_| 0), []);
    }
}
