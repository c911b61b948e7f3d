//! What is announced, and when: pure, time comes from outside.
//!
//! A number that is called, or called again, is announced twice: it flashes and a bell rings. Announcements follow each
//! other at six seconds, first ones before repeats, so that in a rush everybody is announced once soon. Who has come
//! meanwhile, or whose call was taken back, is announced no more.

use std::collections::{BTreeMap, VecDeque};

use crate::domain::ids::TicketId;
use crate::domain::time::Wall;

/// From the beginning of one announcement to the next.
pub const GAP_MS: u64 = 6_000;
/// How often each is made.
pub const TIMES: u8 = 2;
/// How long a number flashes, and how long it stays in one look meanwhile.
const FLASH_MS: u64 = 4_000;
const PHASE_MS: u64 = 500;

/// A number that is called and has not come yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Calling {
    /// Whose.
    pub ticket: TicketId,
    /// When it was called, by the clock of the desk that did.
    pub called: Wall,
    /// How often it was called again.
    pub recalls: u32,
}

/// What was heard, what is still to be said, and what is being said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Announcer {
    /// The last call of every number; nothing before the first look, which announces nobody: those were called before
    /// anybody looked.
    heard: Option<BTreeMap<TicketId, (Wall, u32)>>,
    /// Numbers, and how often each was announced already.
    waiting: VecDeque<(TicketId, u8)>,
    /// Since when an announcement is made; the next begins six seconds later.
    since_ms: Option<u64>,
    /// Whose, while it is still called.
    announced: Option<TicketId>,
}

impl Announcer {
    /// Hears who is called now, in the order of their calls; answers whether an announcement begins: then a bell rings.
    pub fn hear(&mut self, calling: &[Calling], at_ms: u64) -> bool {
        let is_first_look = self.heard.is_none();
        let heard = self.heard.get_or_insert_default();
        for Calling { ticket, called, recalls } in calling {
            let before = heard.insert(*ticket, (*called, *recalls));
            // Desks' clocks differ: another time is another call, be it earlier. Fewer recalls are a recall undone.
            let is_new = before.is_none_or(|(at, times)| at != *called || *recalls > times);
            if is_new && !is_first_look {
                self.waiting.retain(|(waiting, _)| waiting != ticket);
                let first_repeat = self.waiting.iter().position(|(_, times)| *times > 0);
                self.waiting.insert(first_repeat.unwrap_or(self.waiting.len()), (*ticket, 0));
            }
        }
        let is_called = |ticket: &TicketId| calling.iter().any(|calling| calling.ticket == *ticket);
        self.waiting.retain(|(ticket, _)| is_called(ticket));
        self.announced = self.announced.filter(is_called);
        if self.since_ms.is_some_and(|since_ms| at_ms < since_ms.saturating_add(GAP_MS)) {
            return false;
        }
        (self.since_ms, self.announced) = (None, None);
        let Some((ticket, times)) = self.waiting.pop_front() else { return false };
        (self.since_ms, self.announced) = (Some(at_ms), Some(ticket));
        if times + 1 < TIMES {
            self.waiting.push_back((ticket, times + 1));
        }
        true
    }

    /// Who is being announced.
    pub fn announced(&self) -> Option<TicketId> {
        self.announced
    }

    /// Whether the number that is being announced stands in its other look at this moment.
    pub fn is_lit(&self, at_ms: u64) -> bool {
        let lasts_ms = self.announced.and(self.since_ms).map(|since_ms| at_ms.saturating_sub(since_ms));
        lasts_ms.is_some_and(|ms| ms < FLASH_MS && (ms / PHASE_MS).is_multiple_of(2))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::{DeskId, EntryKey, Epoch, Series};

    fn ticket(seq: u64) -> TicketId {
        TicketId(EntryKey { series: Series { desk: DeskId(1), epoch: Epoch(1) }, seq })
    }

    fn calling(seq: u64, called: i64, recalls: u32) -> Calling {
        Calling { ticket: ticket(seq), called: Wall(called), recalls }
    }

    /// Who is announced at which second while the same numbers stay called, looked at ten times a second.
    fn announced(announcer: &mut Announcer, calling: &[Calling], secs: std::ops::Range<u64>) -> Vec<(u64, TicketId)> {
        let mut rung = Vec::new();
        for at_ms in (secs.start * 1_000..secs.end * 1_000).step_by(100) {
            if announcer.hear(calling, at_ms) {
                rung.push((at_ms / 1_000, announcer.announced().unwrap()));
            }
        }
        rung
    }

    /// One that has looked once at an empty square.
    fn listening() -> Announcer {
        let mut announcer = Announcer::default();
        announcer.hear(&[], 0);
        announcer
    }

    #[test]
    fn a_call_is_announced_twice_and_then_no_more() {
        let calls = [calling(1, 1, 0)];
        assert_eq!(announced(&mut listening(), &calls, 0..60), [(0, ticket(1)), (6, ticket(1))]);
    }

    #[test]
    fn several_calls_follow_each_other_at_six_seconds_and_everybody_is_named_once_before_anybody_twice() {
        let calls = [calling(1, 1, 0), calling(2, 2, 0), calling(3, 3, 0)];
        let expected = [(0, 1), (6, 2), (12, 3), (18, 1), (24, 2), (30, 3)].map(|(at, seq)| (at, ticket(seq)));
        assert_eq!(announced(&mut listening(), &calls, 0..90), expected);
    }

    #[test]
    fn a_new_call_goes_before_repeats_but_not_into_the_six_seconds_of_another() {
        let mut announcer = listening();
        assert_eq!(announced(&mut announcer, &[calling(1, 1, 0)], 0..2), [(0, ticket(1))]);
        let both = [calling(1, 1, 0), calling(2, 2, 0)];
        let expected = [(6, 2), (12, 1), (18, 2)].map(|(at, seq)| (at, ticket(seq)));
        assert_eq!(announced(&mut announcer, &both, 2..60), expected);
    }

    #[test]
    fn who_was_called_before_anybody_looked_is_not_announced_but_a_recall_is() {
        let mut announcer = Announcer::default();
        assert_eq!(announced(&mut announcer, &[calling(1, 1, 0)], 0..30), []);
        assert_eq!(announced(&mut announcer, &[calling(1, 1, 1)], 30..60), [(30, ticket(1)), (36, ticket(1))]);
    }

    #[test]
    fn a_recall_that_is_undone_says_nothing_and_a_later_call_by_an_earlier_clock_does() {
        let mut announcer = listening();
        announced(&mut announcer, &[calling(1, 900, 1)], 0..30);
        assert_eq!(announced(&mut announcer, &[calling(1, 900, 0)], 30..60), []);
        assert_eq!(announced(&mut announcer, &[calling(1, 400, 0)], 60..70).len(), 2);
    }

    #[test]
    fn who_has_come_or_whose_call_was_taken_back_is_announced_no_more() {
        let mut announcer = listening();
        let both = [calling(1, 1, 0), calling(2, 2, 0)];
        assert_eq!(announced(&mut announcer, &both, 0..3), [(0, ticket(1))]);
        assert_eq!(announced(&mut announcer, &[calling(1, 1, 0)], 3..60), [(6, ticket(1))], "2 was undone");
        let mut announcer = listening();
        announced(&mut announcer, &[calling(1, 1, 0)], 0..2);
        assert!(announcer.is_lit(1_000));
        assert!(!announcer.hear(&[], 2_000) && !announcer.is_lit(2_000), "has come");
        assert_eq!(announced(&mut announcer, &[calling(2, 2, 0)], 3..10), [(6, ticket(2))], "six seconds all the same");
    }

    #[test]
    fn a_number_flashes_for_four_seconds() {
        let mut announcer = listening();
        let calls = [calling(1, 1, 0)];
        announcer.hear(&calls, 10_000);
        let lit: Vec<bool> = [10_000, 10_499, 10_500, 11_000, 13_499, 13_500, 14_000, 15_000]
            .into_iter()
            .map(|at_ms| announcer.is_lit(at_ms))
            .collect();
        assert_eq!(lit, [true, true, false, true, true, false, false, false]);
    }
}
