//! Whom to ask for what: pure, told the time, and never two asks at once.
//!
//! ```text
//! hello -> lacking? -> wait 0.4 s (live entries may be on their way) -> ask -> page -> ask on -> ... -> last page
//! ```
//!
//! A desk whose pages bring nothing durable is asked less and less often, so whoever lies about what it holds costs a
//! page now and then, and nobody waits for it.

use std::collections::BTreeMap;

use crate::domain::ids::{DeskId, EntryKey};

use super::hello::{Heads, Hello, ahead_by};
use super::mark::OutingMark;
use super::page::{Received, key_of};

/// Entries may be on their way.
const PATIENCE_MS: u64 = 400;
/// Desks that brought nothing wait so long at most.
const PENANCE_MS_MOST: u64 = 60_000;
/// Pages in a row that may be on their way to the disk; past them something must have become durable.
const PAGES_UNSEEN: u32 = 24;

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
    /// Two of these are equal when nothing has become durable between them.
    fn progress(&self) -> (u64, u64, bool) {
        (self.heads.values().fold(0, |sum: u64, seq| sum.saturating_add(*seq)), self.roster, self.outing.is_some())
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
    /// Not to be asked before.
    not_before_ms: u64,
    asked_at_ms: u64,
    /// What was durable here when it was last asked.
    asked_with: Option<(u64, u64, bool)>,
    /// How often in a row it brought nothing.
    strikes: u32,
}

/// A row of questions to one desk.
#[derive(Debug)]
struct Run {
    ask: Ask,
    pages: u32,
    progress: (u64, u64, bool),
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
    /// A desk has said what it holds. One that was not there before need not be waited for.
    pub fn heard(&mut self, hello: &Hello, now_ms: u64) {
        let known = self.known.entry(hello.desk).or_default();
        if !known.is_present {
            known.is_present = true;
            known.lacking_since_ms = Some(now_ms.saturating_sub(PATIENCE_MS));
        }
        known.heads.clone_from(&hello.heads);
        known.roster = hello.roster;
        known.outing = hello.about.outing;
    }

    /// An entry of a desk has come by itself, so the desk holds everything before it.
    pub fn seen(&mut self, desk: DeskId, key: EntryKey) {
        if let Some(known) = self.known.get_mut(&desk) {
            let head = known.heads.entry(key.series).or_default();
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
        let progress = own.progress();
        known.asked_at_ms = now_ms;
        if known.asked_with == Some(progress) {
            known.strikes = known.strikes.saturating_add(1);
        } else {
            known.strikes = 0;
        }
        known.asked_with = Some(progress);
        let ask = known.ask(*desk, own)?;
        self.run = Some(Run { ask: ask.clone(), pages: 0, progress });
        Some(ask)
    }

    /// A page has come: what to ask next, or nothing when this was the last one or it brought nothing new.
    pub fn page(&mut self, page: &Received, own: &Own, now_ms: u64) -> Option<Ask> {
        let run = self.run.as_mut()?;
        run.pages += 1;
        if run.pages >= PAGES_UNSEEN {
            if run.progress == own.progress() {
                self.over(now_ms);
                return None;
            }
            (run.pages, run.progress) = (0, own.progress());
        }
        let goes_on = match (&mut run.ask, page.next) {
            (Ask::Entries(_, heads), Some(_)) => go_on(heads, &page.lines),
            (Ask::Records(_, from), Some(next)) if next > *from => {
                *from = next;
                true
            }
            _ => false,
        };
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
            let penance_ms = PATIENCE_MS.saturating_mul(1 << known.strikes.min(16)).min(PENANCE_MS_MOST);
            known.not_before_ms = now_ms.saturating_add(penance_ms);
        }
    }

    /// How far a desk holds each series, as it last said.
    pub fn heads_of(&self, desk: DeskId) -> Option<&Heads> {
        self.known.get(&desk).map(|known| &known.heads)
    }
}

/// Moves the heads on by the lines of a page. A page that moves nothing is no reason for another one.
fn go_on(heads: &mut Heads, lines: &[Vec<u8>]) -> bool {
    let mut moved = false;
    for key in lines.iter().filter_map(|line| key_of(line)) {
        let head = heads.entry(key.series).or_default();
        if head.checked_add(1) == Some(key.seq) {
            *head = key.seq;
            moved = true;
        }
    }
    moved
}

impl Known {
    fn note_lack(&mut self, own: &Own, now_ms: u64) {
        if !self.is_present || self.ask(DeskId::default(), own).is_none() {
            self.lacking_since_ms = None;
        } else if self.lacking_since_ms.is_none() {
            self.lacking_since_ms = Some(now_ms);
        }
    }

    fn is_due(&self, now_ms: u64) -> bool {
        let waited = self.lacking_since_ms.is_some_and(|since_ms| now_ms.saturating_sub(since_ms) >= PATIENCE_MS);
        waited && now_ms >= self.not_before_ms
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::{Epoch, Series};
    use crate::sync::hello::About;

    const SERIES: Series = Series { desk: DeskId(1), epoch: Epoch(1) };

    fn mark() -> OutingMark {
        OutingMark::of(&[7; 32])
    }

    fn hello(desk: u64, seq: u64) -> Hello {
        let about = About { outing: Some(mark()), ..About::default() };
        Hello { desk: DeskId(desk), heads: [(SERIES, seq)].into(), roster: 0, at: Vec::new(), about }
    }

    fn own(seq: u64) -> Own {
        Own { heads: [(SERIES, seq)].into(), roster: 0, outing: Some(mark()) }
    }

    fn page(seqs: std::ops::RangeInclusive<u64>, more: bool) -> Received {
        let line = |seq| format!("00000000 {} {{}}\n", EntryKey { series: SERIES, seq }).into_bytes();
        Received { next: more.then_some(0), lines: seqs.map(line).collect() }
    }

    fn entries(desk: u64, seq: u64) -> Ask {
        Ask::Entries(DeskId(desk), [(SERIES, seq)].into())
    }

    #[test]
    fn what_is_missing_is_asked_for_page_by_page_until_the_last() {
        let mut plan = Plan::default();
        plan.heard(&hello(1, 9), 1_000);
        assert_eq!(plan.next(&own(2), 1_000), Some(entries(1, 2)), "a desk that just came is asked at once");
        assert_eq!(plan.next(&own(2), 1_001), None, "one question at a time");
        assert_eq!(
            plan.page(&page(3..=6, true), &own(2), 1_002),
            Some(entries(1, 6)),
            "not yet durable, yet on its way"
        );
        assert_eq!(plan.page(&page(7..=9, false), &own(6), 1_003), None);
        assert_eq!(plan.next(&own(9), 2_000), None, "nothing is missing any more");
    }

    #[test]
    fn live_entries_are_waited_for() {
        let mut plan = Plan::default();
        plan.heard(&hello(1, 5), 0);
        assert_eq!(plan.next(&own(5), 0), None);
        plan.seen(DeskId(1), EntryKey { series: SERIES, seq: 7 });
        assert_eq!(plan.next(&own(5), 1_000), None, "number 6 may still be on its way");
        assert_eq!(plan.next(&own(7), 1_200), None, "it was");
        plan.seen(DeskId(1), EntryKey { series: SERIES, seq: 9 });
        assert_eq!(plan.next(&own(7), 2_000), None);
        assert_eq!(plan.next(&own(7), 2_400), Some(entries(1, 7)), "it was lost");
    }

    #[test]
    fn a_third_desk_gives_what_an_absent_one_wrote() {
        let mut plan = Plan::default();
        plan.heard(&hello(1, 9), 0);
        plan.gone(DeskId(1));
        assert_eq!(plan.next(&own(0), 5_000), None);
        plan.heard(&hello(2, 9), 5_000);
        assert_eq!(plan.next(&own(0), 5_000), Some(entries(2, 0)));
        plan.gone(DeskId(2));
        assert_eq!(plan.asked(), None, "who is gone answers no more");
    }

    #[test]
    fn false_heads_and_endless_pages_cost_little_and_nobody_waits_for_them() {
        let mut plan = Plan::default();
        plan.heard(&hello(6, u64::MAX), 0);
        let (mut asks, mut now_ms) = (0, 0);
        while now_ms < 600_000 {
            if plan.next(&own(2), now_ms).is_some() {
                asks += 1;
                // The same page for ever: it moves nothing the second time.
                let mut pages = 0;
                while plan.page(&page(3..=4, true), &own(2), now_ms).is_some() {
                    pages += 1;
                }
                assert!(pages <= 1, "{pages} pages");
            }
            now_ms += 100;
        }
        assert!(asks < 20, "{asks} questions in ten minutes");
        plan.heard(&hello(7, 9), now_ms);
        assert_eq!(plan.next(&own(2), now_ms), Some(entries(7, 2)), "an honest desk is asked at once");
    }

    #[test]
    fn pages_that_never_become_durable_end() {
        let mut plan = Plan::default();
        plan.heard(&hello(6, u64::MAX), 0);
        plan.next(&own(0), 0);
        let mut seq = 0;
        while plan.page(&page(seq + 1..=seq + 1, true), &own(0), 0).is_some() {
            seq += 1;
        }
        assert!(seq < 50, "{seq} pages");
    }

    #[test]
    fn names_are_asked_for_when_entries_are_equal_and_another_outing_is_never_asked() {
        let mut plan = Plan::default();
        plan.heard(&Hello { roster: 5, ..hello(1, 3) }, 1_000);
        assert_eq!(plan.next(&own(3), 1_000), Some(Ask::Records(DeskId(1), 0)));
        let more = Received { next: Some(9), lines: Vec::new() };
        assert_eq!(plan.page(&more, &own(3), 1_000), Some(Ask::Records(DeskId(1), 9)));
        assert_eq!(plan.page(&more, &own(3), 1_000), None, "a page that leads nowhere is the last");

        let mut plan = Plan::default();
        plan.heard(&hello(1, 3), 1_000);
        let stranger = Own { outing: Some(OutingMark::of(&[8; 32])), ..own(0) };
        assert_eq!(plan.next(&stranger, 9_000), None);
        let newcomer = Own { outing: None, ..Own::default() };
        assert_eq!(plan.next(&newcomer, 9_000), None);
        assert_eq!(plan.next(&newcomer, 9_400), Some(Ask::Welcome(DeskId(1))), "a new desk asks for a welcome first");
    }
}
