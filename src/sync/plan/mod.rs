//! Whom to ask for what: pure, told the time, and never two asks at once.
//!
//! ```text
//! hello -> lacking? -> wait 0.4 s (live entries may be on their way) -> ask -> page -> ask on -> ... -> last page
//! ```
//!
//! A desk whose pages bring nothing durable is asked less and less often, and one that sends nonsense not at all for a
//! while (`trust`), so whoever lies costs a page now and then, and nobody waits for it. How much may be remembered of
//! what others say has bounds.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::domain::ids::{DeskId, EntryKey};
use crate::domain::roster_digest::RosterDigest;

use super::hello::{Heads, Hello, SERIES_MOST, ahead_by};
use super::mark::OutingMark;
use super::page::{Received, key_of};
use super::trust::{Doubt, Outcome, Trust};

#[cfg(test)]
mod tests;

/// Entries may be on their way.
const PATIENCE_MS: u64 = 400;
/// Pages in a row that may be on their way to the disk; past them the first of them must have become durable.
const PAGES_UNSEEN: u32 = 24;
/// Series of one answer by which it is judged.
const SERIES_JUDGED: usize = 64;
/// Desks of which something is remembered: a city of 300, and those that went.
const DESKS_MOST: usize = 1_000;
/// Series that all of them together may name: 300 desks that each name 300, each started four times.
const SERIES_IN_ALL: usize = 400_000;

/// What this desk holds durably.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Own {
    /// How far each series is held.
    pub heads: Heads,
    /// Its roster in one number.
    pub roster: u64,
    /// Its outing.
    pub outing: Option<OutingMark>,
}

impl Own {
    fn holds(&self, entry: EntryKey) -> bool {
        self.heads.get(&entry.series).is_some_and(|head| entry.seq <= *head)
    }
}

/// One question to one desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// Whether this desk may belong to the outing, and what it needs for that.
    Welcome(DeskId),
    /// The entries after these.
    Entries(DeskId, Heads),
    /// The records of buckets that differ, from this bucket on.
    Records(DeskId, usize),
}

/// What is known of the others, and what is being asked.
#[derive(Debug, Default)]
pub struct Plan {
    known: BTreeMap<DeskId, Known>,
    run: Option<Run>,
}

#[derive(Debug, Default)]
struct Known {
    heads: Heads,
    roster: u64,
    outing: Option<OutingMark>,
    is_present: bool,
    /// Since when it holds something this desk lacks.
    lacking_since_ms: Option<u64>,
    asked_at_ms: u64,
    /// What its last answers left, to be judged when it is asked again.
    left: Option<Left>,
    trust: Trust,
}

/// What must have become durable for answers to have brought something.
#[derive(Debug)]
enum Left {
    /// One of these entries, each of another series: some desk's may be refused here for good.
    Entries(Vec<EntryKey>),
    /// Another roster than this.
    OtherRoster(u64),
    /// It cannot any more: nothing was sent.
    Nothing,
    /// Likewise: what was sent was not what was promised.
    Broken,
}

/// A row of questions to one desk.
#[derive(Debug)]
struct Run {
    ask: Ask,
    /// Pages since something was known to be durable.
    pages: u32,
    left: Option<Left>,
}

impl Ask {
    /// Who is asked.
    pub fn desk(&self) -> DeskId {
        match self {
            Self::Welcome(desk) | Self::Entries(desk, _) | Self::Records(desk, _) => *desk,
        }
    }
}

impl Plan {
    /// A desk has said what it holds. One that was not there before need not be waited for. `false` when more desks and
    /// series were named than there can be: then it is as if nothing had been said.
    pub fn heard(&mut self, hello: &Hello, now_ms: u64) -> bool {
        if !self.has_room_for(hello) {
            return false;
        }
        let known = self.known.entry(hello.desk).or_default();
        if !known.is_present {
            known.is_present = true;
            known.lacking_since_ms = Some(now_ms.saturating_sub(PATIENCE_MS));
        }
        known.heads.clone_from(&hello.heads);
        known.roster = hello.roster;
        known.outing = hello.about.outing;
        true
    }

    /// Whether what a desk said can be remembered; whoever went is forgotten for it.
    fn has_room_for(&mut self, hello: &Hello) -> bool {
        if !self.known.contains_key(&hello.desk) && self.known.len() >= DESKS_MOST {
            let Some(gone) = self.known.iter().find(|(_, known)| !known.is_present).map(|(desk, _)| *desk) else {
                return false;
            };
            self.known.remove(&gone);
        }
        let others = self.known.iter().filter(|(desk, _)| **desk != hello.desk);
        others.map(|(_, known)| known.heads.len()).sum::<usize>() + hello.heads.len() <= SERIES_IN_ALL
    }

    /// So many lines of a desk were nothing that a desk writes.
    pub fn got_nonsense(&mut self, desk: DeskId, lines: u32, now_ms: u64) {
        let Some(known) = self.known.get_mut(&desk) else { return };
        known.trust.got_nonsense(lines, now_ms);
        if known.trust.is_shunned(now_ms) && self.asked() == Some(desk) {
            self.run = None;
        }
    }

    /// Whether nothing is taken from a desk now.
    pub fn is_shunned(&self, desk: DeskId, now_ms: u64) -> bool {
        self.known.get(&desk).is_some_and(|known| known.trust.is_shunned(now_ms))
    }

    /// Why a desk is told apart, if it is.
    pub fn doubt(&self, desk: DeskId, now_ms: u64) -> Option<Doubt> {
        self.known.get(&desk)?.trust.doubt(now_ms)
    }

    /// An entry of a desk has come by itself, so the desk holds everything before it.
    pub fn seen(&mut self, desk: DeskId, key: EntryKey) {
        if let Some(head) = self.known.get_mut(&desk).and_then(|known| head_of(&mut known.heads, key)) {
            *head = key.seq.max(*head);
        }
    }

    /// A desk is gone.
    pub fn gone(&mut self, desk: DeskId) {
        if let Some(known) = self.known.get_mut(&desk) {
            known.is_present = false;
        }
        if self.asked() == Some(desk) {
            self.run = None;
        }
    }

    /// Who is being asked.
    pub fn asked(&self) -> Option<DeskId> {
        self.run.as_ref().map(|run| run.ask.desk())
    }

    /// The next question, when one is due and none waits for its answer.
    pub fn next(&mut self, own: &Own, now_ms: u64) -> Option<Ask> {
        for known in self.known.values_mut() {
            known.note_lack(own, now_ms);
        }
        if self.run.is_some() {
            return None;
        }
        let due = self.known.iter_mut().filter(|(_, known)| known.is_due(now_ms));
        let (desk, known) = due.min_by_key(|(_, known)| known.asked_at_ms)?;
        known.asked_at_ms = now_ms;
        if let Some(left) = known.left.take() {
            known.trust.judge(left.outcome(own));
        }
        let ask = known.ask(*desk, own)?;
        self.run = Some(Run { ask: ask.clone(), pages: 0, left: Some(Left::Nothing) });
        Some(ask)
    }

    /// A page has come: what to ask next, or nothing when this was the last one or it brought nothing new.
    pub fn page(&mut self, page: &Received, own: &Own, now_ms: u64) -> Option<Ask> {
        let run = self.run.as_mut()?;
        run.pages += 1;
        let goes_on = match (&mut run.ask, page.next) {
            (Ask::Entries(_, heads), next) => {
                let new = go_on(heads, &page.lines);
                let goes_on = !new.is_empty() && next.is_some();
                run.left = match run.left.take() {
                    Some(Left::Nothing) if new.is_empty() => Some(Left::Broken),
                    None | Some(Left::Nothing) if !new.is_empty() => Some(Left::Entries(new)),
                    left => left,
                };
                goes_on
            }
            (Ask::Records(_, from), next) => {
                if matches!(run.left, None | Some(Left::Nothing)) {
                    run.left = Some(Left::OtherRoster(own.roster));
                }
                let next = next.filter(|next| next > from && *next < RosterDigest::BUCKETS);
                *from = next.unwrap_or(*from);
                next.is_some()
            }
            (Ask::Welcome(_), _) => false,
        };
        if run.pages >= PAGES_UNSEEN {
            if run.left.as_ref().is_some_and(|left| left.outcome(own) != Outcome::Brought) {
                self.over(now_ms);
                return None;
            }
            (run.pages, run.left) = (0, None);
        }
        if goes_on {
            return Some(run.ask.clone());
        }
        self.over(now_ms);
        None
    }

    /// No more answers come: the last one was there, or none in time.
    pub fn over(&mut self, now_ms: u64) {
        let Some(run) = self.run.take() else { return };
        if let Some(known) = self.known.get_mut(&run.ask.desk()) {
            known.left = run.left;
            known.trust.rest(now_ms);
        }
    }

    /// How far a desk holds each series, as it last said.
    pub fn heads_of(&self, desk: DeskId) -> Option<&Heads> {
        self.known.get(&desk).map(|known| &known.heads)
    }
}

/// Moves the heads on by the lines of a page; the first entry that did, of some series. A page that moves nothing is no
/// reason for another one.
fn go_on(heads: &mut Heads, lines: &[Vec<u8>]) -> Vec<EntryKey> {
    let mut new: Vec<EntryKey> = Vec::new();
    for key in lines.iter().filter_map(|line| key_of(line)) {
        if let Some(head) = head_of(heads, key).filter(|head| head.checked_add(1) == Some(key.seq)) {
            *head = key.seq;
            if new.len() < SERIES_JUDGED && new.last().is_none_or(|last| last.series != key.series) {
                new.push(key);
            }
        }
    }
    new
}

/// How far an entry's series is held; of a new one, when there may be one more.
fn head_of(heads: &mut Heads, key: EntryKey) -> Option<&mut u64> {
    let is_room = heads.len() < SERIES_MOST;
    match heads.entry(key.series) {
        Entry::Occupied(head) => Some(head.into_mut()),
        Entry::Vacant(place) => is_room.then(|| place.insert(0)),
    }
}

impl Left {
    /// What came of it, by what is durable now.
    fn outcome(&self, own: &Own) -> Outcome {
        let has_brought = match self {
            Self::Entries(entries) => entries.iter().any(|entry| own.holds(*entry)),
            Self::OtherRoster(before) => own.roster != *before,
            Self::Nothing => false,
            Self::Broken => return Outcome::Broken,
        };
        if has_brought { Outcome::Brought } else { Outcome::Nothing }
    }
}

impl Known {
    fn note_lack(&mut self, own: &Own, now_ms: u64) {
        if !self.is_present {
            self.lacking_since_ms = None;
        } else if self.ask(DeskId::default(), own).is_none() {
            // Who says no more than what is held here owes nothing.
            (self.lacking_since_ms, self.left) = (None, None);
            self.trust.forgive();
        } else if self.lacking_since_ms.is_none() {
            self.lacking_since_ms = Some(now_ms);
        }
    }

    fn is_due(&self, now_ms: u64) -> bool {
        let waited = self.lacking_since_ms.is_some_and(|since_ms| now_ms.saturating_sub(since_ms) >= PATIENCE_MS);
        waited && self.trust.may_be_asked(now_ms)
    }

    /// What it could give. Facts of another outing are never asked for.
    fn ask(&self, desk: DeskId, own: &Own) -> Option<Ask> {
        let theirs = self.outing?;
        match own.outing {
            None => Some(Ask::Welcome(desk)),
            Some(ours) if ours != theirs => None,
            Some(_) if ahead_by(&self.heads, &own.heads) > 0 => Some(Ask::Entries(desk, own.heads.clone())),
            Some(_) if self.roster != own.roster => Some(Ask::Records(desk, 0)),
            Some(_) => None,
        }
    }
}
