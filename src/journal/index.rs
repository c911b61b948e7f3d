//! What is held: per series the chain of entries, and where in the mirror each one stands.
//!
//! Knows neither files nor threads. About 32 bytes an entry, so 100,000 facts take 3 MB; the facts themselves stay on
//! disk.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::fact::EntryHash;
use crate::domain::ids::{EntryKey, Series};

/// All series of a journal.
#[derive(Debug, Default)]
pub struct Index {
    chains: BTreeMap<Series, Chain>,
    facts: u64,
}

/// One series.
#[derive(Debug, Default)]
struct Chain {
    /// Entries 1, 2, 3 ... without a gap.
    run: Vec<Spot>,
    /// Entries behind a gap.
    apart: BTreeMap<u64, (Spot, EntryHash)>,
}

/// Where one entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    /// Its first byte in the mirror.
    pub offset: u64,
    /// Its hash.
    pub hash: EntryHash,
    /// The checksum of its line, to compare copies quickly.
    pub checksum: u32,
}

/// How far a series is held without a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// The greatest number below which nothing is missing.
    pub seq: u64,
    /// The hash of that entry.
    pub hash: EntryHash,
}

/// Entries that exist, as later ones show, but are held in no copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hole {
    /// Whose.
    pub series: Series,
    /// The first missing number.
    pub first: u64,
    /// The last missing number.
    pub last: u64,
}

/// Whether an entry may join what is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// It is new and agrees with its neighbours, as far as they are held.
    New,
    /// This very entry is held.
    Held,
    /// Another entry of this name is held, or a neighbour says otherwise.
    Contradicts,
}

impl Index {
    /// Adds an entry that is in the mirror. Nothing happens when one of this name is held.
    pub fn put(&mut self, Links { key, prev, .. }: Links, spot: Spot) {
        if self.spot(key).is_some() || key.seq == 0 {
            return;
        }
        self.facts += 1;
        let chain = self.chains.entry(key.series).or_default();
        if key.seq != chain.next_seq() {
            chain.apart.insert(key.seq, (spot, prev));
            return;
        }
        chain.run.push(spot);
        while let Some((spot, _)) = chain.apart.remove(&chain.next_seq()) {
            chain.run.push(spot);
        }
    }

    /// Where an entry is, when it is held.
    pub fn spot(&self, key: EntryKey) -> Option<Spot> {
        self.chains.get(&key.series)?.spot(key.seq)
    }

    /// The hash of an entry, when it is held.
    pub fn hash_of(&self, key: EntryKey) -> Option<EntryHash> {
        self.spot(key).map(|spot| spot.hash)
    }

    /// What an entry behind a gap says of the one before it.
    pub fn prev_of(&self, key: EntryKey) -> Option<EntryHash> {
        self.chains.get(&key.series)?.apart.get(&key.seq).map(|(_, prev)| *prev)
    }

    /// How many entries are held.
    pub fn facts(&self) -> u64 {
        self.facts
    }

    /// How many entries of a series are held up to a number.
    pub fn held_up_to(&self, series: Series, seq: u64) -> u64 {
        let Some(chain) = self.chains.get(&series) else { return 0 };
        seq.min(chain.run.len() as u64) + chain.apart.range(..=seq).count() as u64
    }

    /// Per series the end of what is held without a gap.
    pub fn heads(&self) -> BTreeMap<Series, Head> {
        let head = |(series, chain): (&Series, &Chain)| {
            let hash = chain.run.last()?.hash;
            Some((*series, Head { seq: chain.run.len() as u64, hash }))
        };
        self.chains.iter().filter_map(head).collect()
    }

    /// What is missing, as far as later entries show, and what is known to have been there.
    pub fn holes(&self, known: &BTreeMap<Series, u64>) -> Vec<Hole> {
        let mut holes = Vec::new();
        let none = Chain::default();
        let series: BTreeSet<Series> = self.chains.keys().chain(known.keys()).copied().collect();
        for series in series {
            let chain = self.chains.get(&series).unwrap_or(&none);
            let end = known.get(&series).map_or(0, |seq| seq.saturating_add(1));
            let mut next = chain.next_seq();
            for seq in chain.apart.keys().copied().chain([end]) {
                if seq > next {
                    holes.push(Hole { series, first: next, last: seq - 1 });
                }
                next = next.max(seq.saturating_add(1));
            }
        }
        holes
    }

    /// Series by series the entries after those that `asked` names, up to the first gap.
    pub fn after<'a>(&'a self, asked: &'a BTreeMap<Series, u64>) -> impl Iterator<Item = Spot> + 'a {
        self.chains.iter().flat_map(|(series, chain)| {
            let from = asked.get(series).map_or(0, |seq| usize::try_from(*seq).unwrap_or(usize::MAX));
            chain.run.get(from..).unwrap_or_default().iter().copied()
        })
    }

    /// Every entry that is held, series by series.
    pub fn all(&self) -> impl Iterator<Item = (EntryKey, Spot)> + '_ {
        self.chains.iter().flat_map(|(series, chain)| {
            let run = (1..).zip(&chain.run).map(|(seq, spot)| (seq, *spot));
            let apart = chain.apart.iter().map(|(seq, (spot, _))| (*seq, *spot));
            run.chain(apart).map(|(seq, spot)| (EntryKey { series: *series, seq }, spot))
        })
    }
}

/// An entry's name and its two links.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Links {
    /// Its name.
    pub key: EntryKey,
    /// What it says of the entry before it.
    pub prev: EntryHash,
    /// Its own hash.
    pub hash: EntryHash,
}

impl Links {
    /// Whether the entry may join others, of which two things are asked by name: the hash, and the hash before it.
    pub fn fit(
        self,
        hash_of: impl Fn(EntryKey) -> Option<EntryHash>,
        prev_of: impl Fn(EntryKey) -> Option<EntryHash>,
    ) -> Fit {
        let neighbour = |seq: Option<u64>| seq.map(|seq| EntryKey { seq, ..self.key });
        let before = neighbour(self.key.seq.checked_sub(1)).and_then(&hash_of);
        let after = neighbour(self.key.seq.checked_add(1)).and_then(prev_of);
        match hash_of(self.key) {
            Some(hash) if hash == self.hash => Fit::Held,
            None if self.key.seq > 0
                && before.is_none_or(|hash| hash == self.prev)
                && after.is_none_or(|prev| prev == self.hash) =>
            {
                Fit::New
            }
            _ => Fit::Contradicts,
        }
    }
}

impl Chain {
    fn next_seq(&self) -> u64 {
        self.run.len() as u64 + 1
    }

    fn spot(&self, seq: u64) -> Option<Spot> {
        let place = usize::try_from(seq.checked_sub(1)?).ok()?;
        self.run.get(place).copied().or_else(|| self.apart.get(&seq).map(|(spot, _)| *spot))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SERIES: Series = Series { desk: crate::domain::ids::DeskId(1), epoch: crate::domain::ids::Epoch(1) };

    /// Entry `seq` of an honest series: its hash is its number.
    fn links(seq: u64) -> Links {
        let hash = |seq: u64| EntryHash(u128::from(seq));
        Links { key: EntryKey { series: SERIES, seq }, prev: hash(seq.saturating_sub(1)), hash: hash(seq) }
    }

    fn index_of(seqs: &[u64]) -> Index {
        let mut index = Index::default();
        for seq in seqs {
            index.put(links(*seq), Spot { offset: *seq, hash: links(*seq).hash, checksum: 0 });
        }
        index
    }

    #[test]
    fn heads_and_holes_do_not_depend_on_the_order_of_arrival() {
        let check = |seqs: &[u64], head: Option<u64>, holes: &[(u64, u64)]| {
            let index = index_of(seqs);
            assert_eq!(index.heads().get(&SERIES).map(|head| head.seq), head, "{seqs:?}");
            let found: Vec<_> = index.holes(&BTreeMap::new()).iter().map(|hole| (hole.first, hole.last)).collect();
            assert_eq!(found, holes, "{seqs:?}");
        };
        check(&[], None, &[]);
        check(&[3, 2, 1], Some(3), &[]);
        check(&[2, 3], None, &[(1, 1)]);
        check(&[1, 5, 4, 9, 5], Some(1), &[(2, 3), (6, 8)]);
        check(&[9, 1, 2, 3, 5, 4], Some(5), &[(6, 8)]);
        check(&[u64::MAX, 1, 0], Some(1), &[(2, u64::MAX - 1)]);
    }

    #[test]
    fn what_is_known_to_have_been_there_is_missed() {
        let holes = |seqs: &[u64], known| index_of(seqs).holes(&BTreeMap::from([(SERIES, known)]));
        let hole = |first, last| Hole { series: SERIES, first, last };
        assert_eq!(holes(&[1, 2], 2), []);
        assert_eq!(holes(&[1, 2], 5), [hole(3, 5)]);
        assert_eq!(holes(&[1, 4], 6), [hole(2, 3), hole(5, 6)]);
        assert_eq!(holes(&[], 2), [hole(1, 2)]);
    }

    #[test]
    fn an_entry_fits_only_between_its_neighbours() {
        let index = index_of(&[1, 2, 5]);
        let fit = |links: Links| links.fit(|key| index.hash_of(key), |key| index.prev_of(key));
        let other = |links: Links| Links { hash: EntryHash(99), ..links };
        assert_eq!(fit(links(2)), Fit::Held);
        assert_eq!(fit(other(links(2))), Fit::Contradicts);
        assert_eq!(fit(links(3)), Fit::New);
        assert_eq!(fit(Links { prev: EntryHash(99), ..links(3) }), Fit::Contradicts);
        assert_eq!(fit(links(4)), Fit::New);
        assert_eq!(fit(other(links(4))), Fit::Contradicts, "entry 5 names another one before it");
        assert_eq!(fit(links(0)), Fit::Contradicts);
        assert_eq!(fit(links(u64::MAX)), Fit::New);
    }
}
