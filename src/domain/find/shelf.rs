//! What the finder keeps of each person, small: names as numbers into one table of characters that all names share,
//! units likewise. Characters and units are never taken off the shelf again; there are a few thousand and a few dozen.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::ops::Deref;

use super::align::{Aligner, Glyph};
use super::query::{Atom, Part, Query, alias_key, initial_bits};
use super::reading::{NameCharacter, name_characters, unit_characters};
use crate::domain::number::BadgeNumber;

/// What a person can be found by; an empty text is one they do not have.
#[derive(Debug, Clone, Copy, Default)]
pub struct Person<'a> {
    /// The name.
    pub name: &'a str,
    /// The unit's full name.
    pub unit: &'a str,
    /// The unit's short name.
    pub unit_short: &'a str,
    /// The last four digits of the phone.
    pub phone_tail: &'a str,
    /// The number of the badge.
    pub number: Option<BadgeNumber>,
    /// The number the unit itself gave them (工号).
    pub alias: &'a str,
}

/// Names are at most 64 columns; the rest of a longer one is not looked at.
const MAX_NAME: usize = 64;

/// One person.
#[derive(Debug, Clone)]
pub(super) struct Card {
    /// The initials of all readings of all characters, as bits: rules most people out of most queries.
    pub(super) initials: u32,
    pub(super) unit: Option<u32>,
    pub(super) name: Name,
    pub(super) alias: Option<Box<str>>,
    pub(super) number: Option<u32>,
    pub(super) phone_tail: Option<u16>,
}

/// The place of a character in the shared table; Unicode has some thousand more Chinese characters than a u16 can
/// count, but no roster has.
type GlyphId = u16;

/// The characters of a name. Nearly all lie in the card itself: a query reads every card, and reading on is cheaper
/// than following a pointer each time.
#[derive(Debug, Clone)]
pub(super) enum Name {
    Short { len: u8, ids: [GlyphId; SHORT] },
    Long(Box<[GlyphId]>),
}

/// As many as fit beside the length where a pointer would stand.
const SHORT: usize = 7;

impl Name {
    fn of(characters: &[GlyphId]) -> Self {
        let mut ids = [0; SHORT];
        match (ids.get_mut(..characters.len()), u8::try_from(characters.len())) {
            (Some(room), Ok(len)) => {
                room.copy_from_slice(characters);
                Self::Short { len, ids }
            }
            _ => Self::Long(characters.into()),
        }
    }
}

impl Deref for Name {
    type Target = [GlyphId];

    fn deref(&self) -> &[GlyphId] {
        match self {
            Self::Short { len, ids } => ids.get(..usize::from(*len)).unwrap_or_default(),
            Self::Long(ids) => ids,
        }
    }
}

/// The tables shared by all cards.
#[derive(Debug, Clone, Default)]
pub(super) struct Shelf {
    glyphs: Vec<Glyph>,
    glyph_ids: HashMap<NameCharacter, GlyphId>,
    units: Vec<UnitNames>,
    unit_ids: HashMap<(String, String), u32>,
}

/// The names of a unit: the full one, the short one.
type UnitNames = [Name; 2];

impl Shelf {
    /// The card of a person.
    pub(super) fn card(&mut self, person: &Person<'_>) -> Card {
        let name = self.written(name_characters(person.name));
        let initials = initial_bits(self.glyphs(&name).flat_map(|glyph| &glyph.readings));
        Card {
            initials,
            unit: self.unit(person.unit, person.unit_short),
            name,
            alias: alias_key(person.alias).map(Into::into),
            number: person.number.map(nine_digits),
            phone_tail: four_digits(person.phone_tail),
        }
    }

    /// The characters of a name or of a part of it.
    pub(super) fn glyphs<'s>(&'s self, ids: &[GlyphId]) -> impl Iterator<Item = &'s Glyph> {
        ids.iter().filter_map(|id| self.glyphs.get(usize::from(*id)))
    }

    /// The order of two names, character by character.
    pub(super) fn by_name(&self, a: &Card, b: &Card) -> Ordering {
        self.characters(a).cmp(self.characters(b))
    }

    fn characters(&self, card: &Card) -> impl Iterator<Item = char> {
        self.glyphs(&card.name).map(|glyph| glyph.character)
    }

    /// Finds out, for each part of a query, which units it may name.
    pub(super) fn weigh_units(&self, query: &mut Query, aligner: &mut Aligner) {
        for part in query.words.iter_mut().flat_map(|word| &mut word.parts) {
            part.unit_costs = self.units.iter().map(|names| self.unit_cost(names, part, aligner)).collect();
        }
    }

    /// What it costs to take a part for a unit: the least for its whole name, the most from inside it.
    fn unit_cost(&self, names: &UnitNames, part: &Part, aligner: &mut Aligner) -> Option<u16> {
        // One letter stands in nearly every unit's name.
        if let [Atom::Letter(_)] = *part.atoms {
            return None;
        }
        let mut costs = Vec::new();
        for name in names {
            for start in 0..name.len() {
                let glyphs = self.glyphs(name.get(start..).unwrap_or_default());
                // Wrong characters are searched for in names only: between units they would find too many.
                let span = aligner.lay(&part.atoms, glyphs, start).filter(|span| span.path.sounds == 0);
                costs.extend(span.map(|span| span.path.cost + u16::from(start > 0) + u16::from(span.end < name.len())));
            }
        }
        costs.into_iter().min()
    }

    fn unit(&mut self, full: &str, short: &str) -> Option<u32> {
        if full.is_empty() && short.is_empty() {
            return None;
        }
        let names = (full.to_owned(), short.to_owned());
        if let Some(id) = self.unit_ids.get(&names) {
            return Some(*id);
        }
        let id = u32::try_from(self.units.len()).ok()?;
        let written = [full, short].map(|name| self.written(unit_characters(name)));
        self.units.push(written);
        self.unit_ids.insert(names, id);
        Some(id)
    }

    fn written(&mut self, name: impl Iterator<Item = NameCharacter>) -> Name {
        let ids: Vec<GlyphId> = name.take(MAX_NAME).filter_map(|character| self.glyph(character)).collect();
        Name::of(&ids)
    }

    /// `None` once there are more characters than can be counted.
    fn glyph(&mut self, character: NameCharacter) -> Option<GlyphId> {
        if let Some(id) = self.glyph_ids.get(&character) {
            return Some(*id);
        }
        let id = GlyphId::try_from(self.glyphs.len()).ok()?;
        self.glyphs.push(Glyph::of(character));
        self.glyph_ids.insert(character, id);
        Some(id)
    }
}

/// A phone tail as a number; `None` for anything but four digits.
fn four_digits(tail: &str) -> Option<u16> {
    let is_tail = tail.len() == 4 && tail.bytes().all(|byte| byte.is_ascii_digit());
    tail.parse().ok().filter(|_| is_tail)
}

/// The nine digits of a badge number as one number.
fn nine_digits(number: BadgeNumber) -> u32 {
    (u32::from(number.desk()) * 100_000 + number.serial()) * 10 + u32::from(number.check_digit())
}
