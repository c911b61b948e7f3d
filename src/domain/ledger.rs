//! The ledger: the ordered, idempotent set of entries, and which of them are undone.
//!
//! It knows nothing of what facts mean. Its one promise: which entries are *live* depends on the set alone, not on the
//! order in which entries came. An `Undone` counts against entries before it in the order of folding only, so two
//! hostile entries cannot cancel each other in a circle.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::fact::{Entry, Fact};
use super::ids::{DeskId, EntryKey, Nonce};
use super::time::{Place, Stamp};

/// All entries a desk holds in memory.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    entries: HashMap<EntryKey, Held>,
    order: BTreeSet<Place>,
    by_desk: BTreeMap<DeskId, BTreeSet<Place>>,
    /// The `Undone` entries that name an entry, held or not yet held.
    undos: HashMap<EntryKey, BTreeSet<Place>>,
    /// The entries each press of a key or scan has caused, by desk.
    nonces: HashMap<(DeskId, Nonce), BTreeSet<EntryKey>>,
}

#[derive(Debug, Clone)]
struct Held {
    entry: Entry,
    /// How many live undos after it name it; it is live itself while there is none.
    held_down_by: u32,
}

/// An entry whose standing changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flip {
    /// Which.
    pub key: EntryKey,
    /// Whether it counts from now on.
    pub live: bool,
}

impl Ledger {
    /// Adds an entry. `None` when it was there already; else what changed: the entry itself when it is live, and every
    /// entry that its undo turned.
    pub fn insert(&mut self, entry: Entry) -> Option<Vec<Flip>> {
        let (key, place, desk) = (entry.key, entry.place(), entry.desk());
        if self.entries.contains_key(&key) {
            return None;
        }
        self.order.insert(place);
        self.by_desk.entry(desk).or_default().insert(place);
        self.nonces.entry((desk, entry.nonce)).or_default().insert(key);
        if let Some(target) = undone_by(&entry) {
            self.undos.entry(target).or_default().insert(place);
        }
        let undos = self.undos.get(&key).into_iter().flatten();
        let live_undos = undos.filter(|undo| **undo > place && self.is_live(undo.key)).count();
        let held_down_by = u32::try_from(live_undos).unwrap_or(u32::MAX);
        self.entries.insert(key, Held { entry, held_down_by });
        let mut flips = Vec::new();
        if held_down_by == 0 {
            flips.push(Flip { key, live: true });
            self.spread(key, &mut flips);
        }
        Some(flips)
    }

    /// Takes an entry out again, as if it had never come: for a decision that looks ahead, and a write that failed.
    /// Answers with the entry, whether it was live, and what else turned.
    pub fn remove(&mut self, key: EntryKey) -> Option<(Entry, bool, Vec<Flip>)> {
        let held = self.entries.get_mut(&key)?;
        let was_live = held.held_down_by == 0;
        let mut flips = Vec::new();
        if was_live {
            held.held_down_by = 1; // dead from here on, so that what it undid comes back
            self.spread(key, &mut flips);
        }
        let Held { entry, .. } = self.entries.remove(&key)?;
        let (place, desk) = (entry.place(), entry.desk());
        self.order.remove(&place);
        forget(&mut self.nonces, (desk, entry.nonce), &key);
        if let Some(target) = undone_by(&entry) {
            forget(&mut self.undos, target, &place);
        }
        if let Some(places) = self.by_desk.get_mut(&desk) {
            places.remove(&place);
        }
        Some((entry, was_live, flips))
    }

    /// Carries a change of standing from an undo to what it names, and on when that is an undo too.
    fn spread(&mut self, mut from: EntryKey, flips: &mut Vec<Flip>) {
        while let Some(undo) = self.entries.get(&from)
            && let Some(target) = undone_by(&undo.entry)
        {
            let (place, holds) = (undo.entry.place(), undo.held_down_by == 0);
            let Some(held) = self.entries.get_mut(&target).filter(|held| held.entry.place() < place) else { return };
            let was_live = held.held_down_by == 0;
            held.held_down_by =
                if holds { held.held_down_by.saturating_add(1) } else { held.held_down_by.saturating_sub(1) };
            let live = held.held_down_by == 0;
            if live == was_live {
                return;
            }
            flips.push(Flip { key: target, live });
            from = target;
        }
    }

    /// Whether an entry is held and not undone.
    pub fn is_live(&self, key: EntryKey) -> bool {
        self.entries.get(&key).is_some_and(|held| held.held_down_by == 0)
    }

    /// The live `Undone` entries that hold an entry down.
    pub fn live_undos(&self, key: EntryKey) -> impl Iterator<Item = &Entry> {
        let place = self.get(key).map(Entry::place);
        let undos = self.undos.get(&key).into_iter().flatten();
        undos
            .filter(move |undo| place.is_some_and(|p| **undo > p) && self.is_live(undo.key))
            .filter_map(|undo| self.at(undo))
    }

    /// An entry by its key.
    pub fn get(&self, key: EntryKey) -> Option<&Entry> {
        self.entries.get(&key).map(|held| &held.entry)
    }

    /// The entry at a place.
    fn at(&self, place: &Place) -> Option<&Entry> {
        self.get(place.key)
    }

    /// All entries in the order of folding, the last first.
    pub fn latest(&self) -> impl Iterator<Item = &Entry> {
        self.order.iter().rev().filter_map(|place| self.at(place))
    }

    /// All entries in the order of folding.
    pub fn in_order(&self) -> impl Iterator<Item = &Entry> {
        self.order.iter().filter_map(|place| self.at(place))
    }

    /// The entries one desk wrote, the last first.
    pub fn latest_of(&self, desk: DeskId) -> impl Iterator<Item = &Entry> {
        self.by_desk.get(&desk).into_iter().flat_map(|places| places.iter().rev()).filter_map(|place| self.at(place))
    }

    /// What a press of a key or a scan at a desk has already caused.
    pub fn caused_by(&self, desk: DeskId, nonce: Nonce) -> impl Iterator<Item = &Entry> {
        self.nonces.get(&(desk, nonce)).into_iter().flatten().filter_map(|key| self.get(*key))
    }

    /// The greatest stamp held.
    pub fn greatest_stamp(&self) -> Stamp {
        self.order.last().map_or_else(Stamp::default, |place| place.stamp)
    }

    /// How many entries are held.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether none is held.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

/// Takes one value out of a map of sets, and the set when it was the last.
fn forget<K: Eq + std::hash::Hash, V: Ord>(map: &mut HashMap<K, BTreeSet<V>>, key: K, value: &V) {
    if let Some(values) = map.get_mut(&key) {
        values.remove(value);
        if values.is_empty() {
            map.remove(&key);
        }
    }
}

fn undone_by(entry: &Entry) -> Option<EntryKey> {
    match entry.fact {
        Fact::Undone { entry, .. } => Some(entry),
        _ => None,
    }
}
