//! The ledger: the ordered, idempotent set of entries, and which of them are undone.
//!
//! It knows nothing of what facts mean. Its one promise: which entries are *live* depends on the set alone, not on the
//! order in which entries came. What was only practised is held like the rest and never live. An `Undone` counts against entries before it in the order of folding only, so two
//! hostile entries cannot cancel each other in a circle.

use std::collections::{BTreeSet, HashMap};

use super::fact::Entry;
use super::ids::{DeskId, EntryKey, Epoch, Nonce, Series};
use super::index::Index;
use super::time::{Place, Stamp};

/// All entries a desk holds in memory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    entries: HashMap<EntryKey, Held>,
    order: BTreeSet<Place>,
    by_series: Index<Series, Place>,
    /// Where the `Undone` entries stand that name an entry, held or not yet held.
    undos: BTreeSet<(EntryKey, Place)>,
    /// The entries that each press of a key or scan has caused.
    nonces: BTreeSet<(DeskId, Nonce, EntryKey)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Held {
    entry: Entry,
    /// How many live undos after it name it, and one more when it is practice; it is live itself while there is none.
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
    /// Adds an entry; one that is only practice (`counts: false`) is held and never live. `None` when it was there
    /// already; else what changed: the entry itself when it is live, and every entry that its undo turned.
    pub fn insert(&mut self, entry: Entry, counts: bool) -> Option<Vec<Flip>> {
        let (key, place) = (entry.key, entry.place());
        if self.entries.contains_key(&key) {
            return None;
        }
        self.index(&entry, true);
        let live_undos = self.live_undos_after(key, place).count();
        let held_down_by = u32::try_from(live_undos).unwrap_or(u32::MAX).saturating_add(u32::from(!counts));
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
        self.index(&entry, false);
        Some((entry, was_live, flips))
    }

    fn index(&mut self, entry: &Entry, add: bool) {
        turn(&mut self.order, entry.place(), add);
        self.by_series.turn(&entry.key.series, entry.place(), add);
        turn(&mut self.nonces, (entry.desk(), entry.nonce, entry.key), add);
        if let Some(target) = entry.fact.undoes() {
            turn(&mut self.undos, (target, entry.place()), add);
        }
    }

    /// Carries a change of standing from an undo to what it names, and on when that is an undo too.
    fn spread(&mut self, mut from: EntryKey, flips: &mut Vec<Flip>) {
        while let Some(undo) = self.entries.get(&from)
            && let Some(target) = undo.entry.fact.undoes()
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
        let undos = self.get(key).map(|entry| self.live_undos_after(key, entry.place()));
        undos.into_iter().flatten().filter_map(|place| self.at(place))
    }

    fn live_undos_after(&self, key: EntryKey, place: Place) -> impl Iterator<Item = &Place> {
        let undos = self.undos.range((key, place)..=(key, Place::LAST)).map(|(_, undo)| undo);
        undos.filter(move |undo| **undo > place && self.is_live(undo.key))
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

    /// The entries one desk wrote, the last first, whichever run of the program wrote them.
    pub fn latest_of(&self, desk: DeskId) -> impl Iterator<Item = &Entry> {
        let mut runs: Vec<_> = self.runs_of(desk).map(|(_, places)| places.iter()).collect();
        let places = std::iter::from_fn(move || {
            let latest = runs.iter_mut().max_by_key(|places| (**places).clone().next_back())?;
            latest.next_back()
        });
        places.filter_map(|place| self.at(place))
    }

    fn runs_of(&self, desk: DeskId) -> impl Iterator<Item = (&Series, &BTreeSet<Place>)> {
        let run = |epoch| Series { desk, epoch: Epoch(epoch) };
        self.by_series.range(run(0)..=run(u32::MAX))
    }

    /// The last entry of a desk.
    pub fn last_of(&self, desk: DeskId) -> Option<&Entry> {
        self.latest_of(desk).next()
    }

    /// How many entries of a desk are held.
    pub fn count_of(&self, desk: DeskId) -> usize {
        self.runs_of(desk).map(|(_, places)| places.len()).sum()
    }

    /// Desks of which two runs of the program were writing at once: one data folder on two laptops. Of each the run
    /// that began later. Restarts and copies put back do not look so, for a run that begins is ordered after all that
    /// was read then.
    pub fn twins(&self) -> Vec<Series> {
        let ends = |(series, places): (&Series, &BTreeSet<Place>)| Some((*places.first()?, *places.last()?, *series));
        let mut runs: Vec<(Place, Place, Series)> = self.by_series.iter().filter_map(ends).collect();
        runs.sort_by_key(|(first, _, series)| (series.desk, *first));
        let mut twins = Vec::new();
        let mut reached: Option<(DeskId, Place)> = None;
        for (first, last, series) in runs {
            let before = reached.filter(|(desk, _)| *desk == series.desk).map(|(_, place)| place);
            if before.is_some_and(|before| first < before) {
                twins.push(series);
            }
            reached = Some((series.desk, before.map_or(last, |before| before.max(last))));
        }
        twins
    }

    /// What a press of a key or a scan at a desk has already caused.
    pub fn caused_by(&self, desk: DeskId, nonce: Nonce) -> impl Iterator<Item = &Entry> {
        let caused = self.nonces.range((desk, nonce, EntryKey::default())..=(desk, nonce, EntryKey::LAST));
        caused.filter_map(|(_, _, key)| self.get(*key))
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

fn turn<T: Ord>(set: &mut BTreeSet<T>, value: T, add: bool) {
    if add {
        set.insert(value);
    } else {
        set.remove(&value);
    }
}
