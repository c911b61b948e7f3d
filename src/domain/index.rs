//! Many values under one key. A key without a value is not there, so an index out of which something was taken again
//! is the index before.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeBounds;

/// Sets of values by key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Index<K, V>(BTreeMap<K, BTreeSet<V>>);

impl<K, V> Default for Index<K, V> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<K: Ord + Clone, V: Ord> Index<K, V> {
    /// Puts a value under a key (`add`) or takes it away.
    pub fn turn(&mut self, key: &K, value: V, add: bool) {
        if let Some(values) = self.0.get_mut(key) {
            if add {
                values.insert(value);
            } else {
                values.remove(&value);
                if values.is_empty() {
                    self.0.remove(key);
                }
            }
        } else if add {
            self.0.insert(key.clone(), BTreeSet::from([value]));
        }
    }

    /// The values under a key, in their order.
    pub fn of<'a>(&'a self, key: &K) -> impl DoubleEndedIterator<Item = &'a V> + use<'a, K, V> {
        self.0.get(key).into_iter().flatten()
    }

    /// How many values stand under a key.
    pub fn count(&self, key: &K) -> usize {
        self.0.get(key).map_or(0, BTreeSet::len)
    }

    /// The keys of a range that have a value.
    pub fn range(&self, keys: impl RangeBounds<K>) -> impl Iterator<Item = (&K, &BTreeSet<V>)> {
        self.0.range(keys)
    }

    /// Every key that has a value.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &BTreeSet<V>)> {
        self.0.iter()
    }
}
