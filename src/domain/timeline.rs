//! What happened to one thing, in the order of folding, whatever the order of arrival.

use std::collections::BTreeMap;
use std::collections::btree_map::Values;

use super::ids::EntryKey;
use super::time::Place;

/// Happenings by place. Only what is not undone stands in one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline<T>(BTreeMap<Place, T>);

impl<T> Default for Timeline<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T> Timeline<T> {
    /// Puts a happening at its place; the same place again replaces it with the same.
    pub fn put(&mut self, place: Place, happening: T) {
        self.0.insert(place, happening);
    }

    /// Takes a happening out (it was undone).
    pub fn take(&mut self, place: Place) -> Option<T> {
        self.0.remove(&place)
    }

    /// Puts a happening in (`live`) or takes it out again.
    pub fn turn(&mut self, place: Place, live: bool, happening: &T)
    where
        T: Clone,
    {
        if live {
            self.put(place, happening.clone());
        } else {
            self.take(place);
        }
    }

    /// The first happening.
    pub fn first(&self) -> Option<(&Place, &T)> {
        self.0.first_key_value()
    }

    /// The last happening: the value of a single-valued field.
    pub fn last(&self) -> Option<&T> {
        self.0.last_key_value().map(|(_, happening)| happening)
    }

    /// All, first to last.
    pub fn iter(&self) -> std::collections::btree_map::Iter<'_, Place, T> {
        self.0.iter()
    }

    /// All happenings without their places, first to last.
    pub fn values(&self) -> Values<'_, Place, T> {
        self.0.values()
    }

    /// How many happenings lie after a place, counted up to `at_most`.
    pub fn count_after(&self, place: Place, at_most: usize) -> usize {
        use std::ops::Bound::{Excluded, Unbounded};
        self.0.range((Excluded(place), Unbounded)).take(at_most).count()
    }

    /// The entry of the first happening after a place.
    pub fn first_after(&self, place: Place) -> Option<EntryKey> {
        use std::ops::Bound::{Excluded, Unbounded};
        self.0.range((Excluded(place), Unbounded)).next().map(|(place, _)| place.key)
    }

    /// Whether nothing stands in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many happenings stand in it.
    pub fn len(&self) -> usize {
        self.0.len()
    }
}
