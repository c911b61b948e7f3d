//! What happened to one thing, in the order of folding, whatever the order of arrival.

use std::collections::BTreeMap;
use std::ops::Bound::{Excluded, Unbounded};

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
    /// Puts a happening in (`live`) or takes it out again (it was undone).
    pub fn turn(&mut self, place: Place, live: bool, happening: T) {
        if live {
            self.0.insert(place, happening);
        } else {
            self.0.remove(&place);
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
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&Place, &T)> {
        self.0.iter()
    }

    /// All happenings without their places, first to last.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.0.values()
    }

    /// How many happenings lie after a place, counted up to `at_most`.
    pub fn count_after(&self, place: Place, at_most: usize) -> usize {
        self.0.range((Excluded(place), Unbounded)).take(at_most).count()
    }

    /// The entry of the first happening after a place.
    pub fn first_after(&self, place: Place) -> Option<EntryKey> {
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

/// A timeline for each of many things. A thing to which nothing happened is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timelines<K, T>(BTreeMap<K, Timeline<T>>);

impl<K, T> Default for Timelines<K, T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<K: Ord + Clone, T> Timelines<K, T> {
    /// Puts a happening into a thing's timeline, or takes it out again.
    pub fn turn(&mut self, of: &K, place: Place, live: bool, happening: T) {
        if let Some(timeline) = self.0.get_mut(of) {
            timeline.turn(place, live, happening);
            if timeline.is_empty() {
                self.0.remove(of);
            }
        } else if live {
            self.0.entry(of.clone()).or_default().turn(place, true, happening);
        }
    }

    /// What happened to one thing, if anything did.
    pub fn of(&self, thing: &K) -> Option<&Timeline<T>> {
        self.0.get(thing)
    }

    /// The last that happened to one thing.
    pub fn last(&self, thing: &K) -> Option<&T> {
        self.of(thing)?.last()
    }

    /// Everything that something happened to, in its own order.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &Timeline<T>)> {
        self.0.iter()
    }

    /// The last that happened to each thing.
    pub fn lasts(&self) -> impl Iterator<Item = (&K, &T)> {
        self.iter().filter_map(|(thing, timeline)| Some((thing, timeline.last()?)))
    }
}
