//! Finding a person by whatever an operator types into the one field: characters, pinyin, initials or all mixed,
//! characters the input method chose wrong, the unit, the end of the phone, the badge number, the unit's own number.
//!
//! The finder knows names and numbers, not people: a key stands for each, and whoever asks says whom to favour
//! (those not yet in, the unit of the last scan). It decides nothing; namesakes are told apart by who shows the hits.
//!
//! A query passes `query` (words and parts), `align` (a part over a name) and `rank` (which hit comes first).

mod align;
mod query;
mod rank;
mod reading;
mod shelf;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use align::{Aligner, Span};
use query::{Digits, Part, Query, Word};
pub use rank::{Fit, How};
use rank::{MIN_BEGUN, Match, Rank, number_fit, tail_fit};
pub use shelf::Person;
use shelf::{Card, Shelf};

/// One person found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit<K> {
    /// Who.
    pub key: K,
    /// What the query was found in.
    pub how: How,
    /// How much of the person the query says.
    pub fit: Fit,
}

/// An index of people that is changed one person at a time.
#[derive(Debug, Clone)]
pub struct Finder<K> {
    cards: Vec<(K, Card)>,
    places: BTreeMap<K, usize>,
    shelf: Shelf,
}

impl<K: Copy + Ord> Default for Finder<K> {
    fn default() -> Self {
        Self { cards: Vec::new(), places: BTreeMap::new(), shelf: Shelf::default() }
    }
}

impl<K: Copy + Ord> Finder<K> {
    /// Adds a person, or replaces what was known under the key.
    pub fn put(&mut self, key: K, person: &Person<'_>) {
        let card = self.shelf.card(person);
        let place = *self.places.entry(key).or_insert(self.cards.len());
        match self.cards.get_mut(place) {
            Some(known) => *known = (key, card),
            None => self.cards.push((key, card)),
        }
    }

    /// Forgets a person; nothing happens when the key is not known.
    pub fn remove(&mut self, key: K) {
        let Some(place) = self.places.remove(&key) else { return };
        self.cards.swap_remove(place);
        if let Some((moved, _)) = self.cards.get(place) {
            self.places.insert(*moved, place);
        }
    }

    /// How many people are known.
    pub fn len(&self) -> usize {
        self.cards.len()
    }

    /// Whether nobody is known.
    pub fn is_empty(&self) -> bool {
        self.cards.is_empty()
    }

    /// The people a query means, best first, at most `limit`; of those who fit equally the more favoured come first.
    pub fn find(&self, query: &str, limit: usize, favour: impl Fn(K) -> u8) -> Vec<Hit<K>> {
        let Some(mut query) = Query::parse(query) else { return Vec::new() };
        let mut aligner = Aligner::default();
        self.shelf.weigh_units(&mut query, &mut aligner);
        let mut found: Vec<Found<'_, K>> = Vec::new();
        for (key, card) in &self.cards {
            if let Some((how, fit, cost)) = self.judged(card, &query, &mut aligner) {
                let rank = Rank { fit, favour: Reverse(favour(*key)), cost };
                found.push(Found { rank, how, key: *key, card });
            }
        }
        let order = |a: &Found<'_, K>, b: &Found<'_, K>| {
            a.rank.cmp(&b.rank).then_with(|| self.shelf.by_name(a.card, b.card)).then_with(|| a.key.cmp(&b.key))
        };
        if limit < found.len() {
            found.select_nth_unstable_by(limit, order);
            found.truncate(limit);
        }
        found.sort_unstable_by(order);
        found.into_iter().map(|Found { key, how, rank, .. }| Hit { key, how, fit: rank.fit }).collect()
    }

    /// How a person fits; every word must be found somewhere in them.
    fn judged(&self, card: &Card, query: &Query, aligner: &mut Aligner) -> Option<(How, Fit, u16)> {
        let mut matched = Match::default();
        for word in &query.words {
            matched = self.with_word(matched, card, word, aligner)?;
        }
        matched.judged(card.name.len())
    }

    /// A word is a whole alias, or all its parts are found, or it is the beginning of an alias.
    fn with_word(&self, matched: Match, card: &Card, word: &Word, aligner: &mut Aligner) -> Option<Match> {
        let alias = alias_fit(word, card);
        if let Some(Fit::Exact) = alias {
            return Some(matched.with_beside(How::Alias, Fit::Exact, 0));
        }
        let parts = word.parts.iter().try_fold(matched, |matched, part| self.with_part(matched, card, part, aligner));
        parts.or_else(|| Some(matched.with_beside(How::Alias, alias?, 0)))
    }

    /// A part is found in the numbers, else in the name, else in the unit.
    fn with_part(&self, matched: Match, card: &Card, part: &Part, aligner: &mut Aligner) -> Option<Match> {
        if let Some((how, fit)) = part.digits.and_then(|digits| digits_fit(digits, card)) {
            return Some(matched.with_beside(how, fit, 0));
        }
        if part.may_match(card.initials)
            && let Some(span) = self.span(&matched, card, part, aligner)
        {
            return Some(matched.with_name(&span));
        }
        let unit_cost = part.unit_costs.get(card.unit? as usize).copied().flatten()?;
        Some(matched.with_beside(How::Unit, Fit::Apart, unit_cost))
    }

    /// Where a part lies on the name: after the part before it, else wherever there is room.
    fn span(&self, matched: &Match, card: &Card, part: &Part, aligner: &mut Aligner) -> Option<Span> {
        let next = matched.end()..=matched.end();
        let mut spans = next.chain(0..card.name.len()).filter_map(|start| {
            let name = card.name.get(start..)?;
            aligner.lay(&part.atoms, self.shelf.glyphs(name), start)
        });
        spans.find(|span| matched.is_free(span))
    }
}

/// A person found, not yet in order.
struct Found<'a, K> {
    rank: Rank,
    how: How,
    key: K,
    card: &'a Card,
}

/// How a typed word fits the alias.
fn alias_fit(word: &Word, card: &Card) -> Option<Fit> {
    let (typed, alias) = (word.alias.as_deref()?, card.alias.as_deref()?);
    if typed == alias {
        Some(Fit::Exact)
    } else {
        (typed.len() >= MIN_BEGUN && alias.starts_with(typed)).then_some(Fit::Apart)
    }
}

/// How typed digits fit the badge number or the phone, whichever they fit better.
fn digits_fit(digits: Digits, card: &Card) -> Option<(How, Fit)> {
    let number = card.number.and_then(|number| number_fit(digits, number)).map(|fit| (How::Number, fit));
    let tail = card.phone_tail.and_then(|tail| tail_fit(digits, tail)).map(|fit| (How::PhoneTail, fit));
    number.into_iter().chain(tail).min_by_key(|(_, fit)| *fit)
}
