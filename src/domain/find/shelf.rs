//! What the finder keeps of each person, small: names as numbers into one table of characters that all names share,
//! units likewise. Characters and units are never taken off the shelf again; there are a few thousand and a few dozen.

use std::cmp::Ordering;
use std::collections::HashMap;

use super::Person;
use super::align::{Aligner, Glyph};
use super::query::{Atom, Part, Query, alias_key, initial_bits};
use super::reading::{NameCharacter, name_characters, unit_characters};
use crate::domain::number::BadgeNumber;

/// Names are at most 64 columns; the rest of a longer one is not looked at.
const MAX_NAME: usize = 64;

/// One person.
#[derive(Debug, Clone)]
pub(super) struct Card {
    /// The initials of all readings of all characters, as bits: rules most people out of most queries.
    pub(super) initials: u32,
    pub(super) unit: Option<usize>,
    pub(super) name: Box<[GlyphId]>,
    pub(super) alias: Option<Box<str>>,
    pub(super) number: Option<u32>,
    pub(super) phone_tail: Option<u16>,
}

/// The place of a character in the shared table.
type GlyphId = u32;

/// The tables shared by all cards.
#[derive(Debug, Clone, Default)]
pub(super) struct Shelf {
    glyphs: Vec<Glyph>,
    glyph_ids: HashMap<NameCharacter, GlyphId>,
    units: Vec<UnitNames>,
    unit_ids: HashMap<(String, String), usize>,
}

/// The names of a unit: the full one, the short one.
type UnitNames = [Box<[GlyphId]>; 2];

impl Shelf {
    /// The card of a person.
    pub(super) fn card(&mut self, person: &Person<'_>) -> Card {
        let name = self.written(name_characters(person.name));
        let initials = initial_bits(self.glyphs(&name).flat_map(|glyph| &glyph.readings));
        let is_tail = person.phone_tail.len() == 4;
        Card {
            initials,
            unit: self.unit(person.unit, person.unit_short),
            name,
            alias: alias_key(person.alias).map(Into::into),
            number: person.number.map(nine_digits),
            phone_tail: person.phone_tail.parse().ok().filter(|_| is_tail),
        }
    }

    /// The characters of a name or of a part of it.
    pub(super) fn glyphs<'s>(&'s self, ids: &[GlyphId]) -> impl Iterator<Item = &'s Glyph> {
        ids.iter().filter_map(|id| self.glyphs.get(*id as usize))
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

    fn unit(&mut self, full: &str, short: &str) -> Option<usize> {
        if full.is_empty() && short.is_empty() {
            return None;
        }
        let names = (full.to_owned(), short.to_owned());
        if let Some(id) = self.unit_ids.get(&names) {
            return Some(*id);
        }
        let glyphs = [full, short].map(|name| self.written(unit_characters(name)));
        self.units.push(glyphs);
        let id = self.units.len() - 1;
        self.unit_ids.insert(names, id);
        Some(id)
    }

    fn written(&mut self, name: impl Iterator<Item = NameCharacter>) -> Box<[GlyphId]> {
        name.take(MAX_NAME).map(|character| self.glyph(character)).collect()
    }

    fn glyph(&mut self, character: NameCharacter) -> GlyphId {
        *self.glyph_ids.entry(character).or_insert_with(|| {
            self.glyphs.push(Glyph::of(character));
            // There are fewer characters than a GlyphId can count.
            GlyphId::try_from(self.glyphs.len() - 1).unwrap_or(GlyphId::MAX)
        })
    }
}

/// The nine digits of a badge number as one number.
fn nine_digits(number: BadgeNumber) -> u32 {
    (u32::from(number.desk()) * 100_000 + number.serial()) * 10 + u32::from(number.check_digit())
}
