//! The finder as an operator meets it: the demo roster of 320 people and a list of hard names.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::reading::readings_of;
use super::*;

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
        let (alias, phone_tail) = (row[0], &row[3][7..]);
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

fn found(finder: &Finder<usize>, people: &[Said], query: &str) -> Vec<&'static str> {
    finder.find(query, 8, |_| 0).iter().map(|hit| people[hit.key].name).collect()
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
    let by = |query: &dyn Fn(&Said) -> String, last: usize| {
        let mut lost = Vec::new();
        for (key, said) in people.iter().enumerate() {
            let query = query(said);
            let place = place(&finder, &people, &query, key);
            if place.is_none_or(|place| place > last) {
                lost.push(format!("{} {query}: {place:?} {:?}", said.name, found(&finder, &people, &query)));
            }
        }
        lost
    };
    let ways: [(&str, &dyn Fn(&Said) -> String, usize); 5] = [
        ("pinyin", &|said| said.pinyin.replace(' ', ""), 0),
        ("initials", &Said::initials, 7),
        ("homophones of the given name", &|said| homophones(said, 1), 7),
        ("homophones of the whole name", &|said| homophones(said, 0), 7),
        ("the last character begun", &begun, 7),
    ];
    for (way, query, last) in ways {
        let lost = by(query, last);
        println!("{way}: {} of {} found", people.len() - lost.len(), people.len());
        assert!(lost.len() * 100 <= people.len(), "{way}:\n{}", lost.join("\n"));
    }
}

/// The name with all characters from `first` on replaced by others of the same sound, as an input method does.
fn homophones(said: &Said, first: usize) -> String {
    let syllables = said.pinyin.split(' ');
    let name = said.name.chars().filter(|c| c.is_alphanumeric());
    let other = |(at, (c, syllable)): (usize, (char, &str))| if at < first { c } else { homophone(c, syllable) };
    name.zip(syllables).enumerate().map(other).collect()
}

/// A character with this usual reading; the next one in the code table is as wrong as any.
fn homophone(c: char, syllable: &str) -> char {
    let start = u32::from(c).clamp(0x4E00, 0x9FA5);
    let others = (start + 1..=0x9FA5).chain(0x4E00..start).filter_map(char::from_u32);
    let sounds = |other: &char| {
        let readings = readings_of((*other, None));
        readings.iter().any(|reading| reading.usual && reading.syllable.letters() == syllable.as_bytes())
    };
    others.into_iter().find(sounds).unwrap()
}

/// All but the last syllable in full, of the last the initial.
fn begun(said: &Said) -> String {
    let (front, last) = said.pinyin.rsplit_once(' ').unwrap();
    format!("{}{}", front.replace(' ', ""), &last[..1])
}
