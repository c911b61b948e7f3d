//! What desks found wrong with one another: clocks that differ, chains that contradict. A fact each, so that every desk
//! shows it; what there is to notice follows in [`super::notices`].

use std::collections::{BTreeMap, BTreeSet};

use super::digest::Digest;
use super::fact::{Entry, Fact};
use super::ids::{DeskId, EntryKey, Series};
use super::timeline::{Timeline, Timelines};

/// Clocks that differ by so much are shown on every desk (rules.md section 1).
pub const CLOCKS_APART_MS: u64 = 120_000;

/// What was found, folded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Doubts {
    /// Who saw whose clock ahead by how much.
    clocks: Timelines<(DeskId, DeskId), i64>,
    /// The entries that were refused, by series.
    chains: Timelines<Series, EntryKey>,
}

/// A desk whose clock differs from that of others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongClock {
    /// The desk: the one that differs from most.
    pub desk: DeskId,
    /// From whose clocks it differs.
    pub others: BTreeSet<DeskId>,
    /// By how much at the most.
    pub apart_ms: u64,
    /// The first entry that says so.
    pub first: EntryKey,
}

/// Two clocks that differ.
struct Pair {
    desks: [DeskId; 2],
    apart_ms: u64,
    first: EntryKey,
}

impl Doubts {
    /// Folds one entry in, or takes it out when it is undone.
    pub(super) fn turn(&mut self, entry: &Entry, live: bool) {
        match &entry.fact {
            Fact::ClockSeen { desk, ahead_ms } => {
                self.clocks.turn(&(entry.desk(), *desk), entry.place(), live, *ahead_ms);
            }
            Fact::ChainBroken { entry: refused } => {
                self.chains.turn(&refused.series, entry.place(), live, *refused);
            }
            _ => {}
        }
    }

    /// What a desk last said of another one's clock.
    pub fn clock_seen(&self, by: DeskId, of: DeskId) -> Option<i64> {
        self.clocks.last(&(by, of)).copied()
    }

    /// Of each series that some desk was told another story of, the entry that was refused first.
    pub fn broken_chains(&self) -> impl Iterator<Item = EntryKey> {
        self.chains.iter().filter_map(|(_, refused)| refused.first().map(|(_, entry)| *entry))
    }

    /// Whether any desk refused an entry of a series.
    pub fn is_broken(&self, series: &Series) -> bool {
        self.chains.of(series).is_some()
    }

    /// The desks whose clocks differ from others': as few as explain every difference, for one wrong clock among
    /// eight differs from seven right ones.
    pub fn wrong_clocks(&self) -> Vec<WrongClock> {
        let mut pairs: Vec<Pair> = self.clocks.iter().filter_map(|(desks, seen)| Pair::of(*desks, seen)).collect();
        let mut wrong = Vec::new();
        while let Some(desk) = most_often(&pairs) {
            let (its, rest): (Vec<Pair>, Vec<Pair>) = pairs.into_iter().partition(|pair| pair.desks.contains(&desk));
            pairs = rest;
            wrong.extend(WrongClock::of(desk, &its));
        }
        wrong
    }

    pub(super) fn digest(&self, digest: &mut Digest) {
        digest.add("clocks seen", &self.clocks.lasts().collect::<Vec<_>>());
        digest.add("broken chains", &self.broken_chains().collect::<Vec<_>>());
    }
}

impl Pair {
    /// Two clocks that differ by what was said last; the entry is the one since which they do.
    fn of((by, of): (DeskId, DeskId), seen: &Timeline<i64>) -> Option<Self> {
        let apart = |ahead_ms: &i64| ahead_ms.unsigned_abs() >= CLOCKS_APART_MS;
        let apart_ms = seen.last().filter(|ahead_ms| apart(ahead_ms))?.unsigned_abs();
        let since = seen.iter().rev().take_while(|(_, ahead_ms)| apart(ahead_ms)).last();
        Some(Self { desks: [by, of], apart_ms, first: since?.0.key })
    }
}

impl WrongClock {
    fn of(desk: DeskId, pairs: &[Pair]) -> Option<Self> {
        let others = pairs.iter().flat_map(|pair| pair.desks).filter(|other| *other != desk);
        Some(Self {
            desk,
            others: others.collect(),
            apart_ms: pairs.iter().map(|pair| pair.apart_ms).max()?,
            first: pairs.iter().map(|pair| pair.first).min()?,
        })
    }
}

/// The desk in most pairs; of several the first by id.
fn most_often(pairs: &[Pair]) -> Option<DeskId> {
    let mut times: BTreeMap<DeskId, BTreeSet<DeskId>> = BTreeMap::new();
    for pair in pairs {
        let [one, other] = pair.desks;
        times.entry(one).or_default().insert(other);
        times.entry(other).or_default().insert(one);
    }
    let most = times.values().map(BTreeSet::len).max()?;
    times.into_iter().find(|(_, others)| others.len() == most).map(|(desk, _)| desk)
}

#[cfg(test)]
mod tests {
    use super::super::kit::at;
    use super::*;

    fn seen(entries: &[(u64, u64, i64)]) -> Vec<(u64, Vec<u64>, u64)> {
        let mut doubts = Doubts::default();
        for (minute, (by, of, secs)) in (1_u64..).zip(entries) {
            let fact = Fact::ClockSeen { desk: DeskId(*of), ahead_ms: secs * 1000 };
            doubts.turn(&at(*by, minute, fact), true);
        }
        let wrong = doubts.wrong_clocks().into_iter();
        wrong.map(|w| (w.desk.0, w.others.iter().map(|o| o.0).collect(), w.apart_ms / 1000)).collect()
    }

    #[test]
    fn one_wrong_clock_among_many_is_named_and_no_other() {
        assert_eq!(seen(&[(1, 3, 300), (2, 3, 310), (3, 1, -300), (4, 3, 290)]), [(3, vec![1, 2, 4], 310)]);
        assert_eq!(seen(&[(2, 1, -121)]), [(1, vec![2], 121)]);
        assert_eq!(seen(&[(2, 1, -119)]), []);
    }

    #[test]
    fn a_clock_that_was_put_right_is_no_wrong_clock() {
        assert_eq!(seen(&[(1, 3, 300), (3, 1, -300), (1, 3, 1), (3, 1, 0)]), []);
    }
}
