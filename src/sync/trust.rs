//! How far a neighbour is believed: pure, told the time, and judged only by what came of what it said.
//!
//! ```text
//! a question brought nothing         -> the next one waits twice as long, to a minute
//! ...several times, though promised  -> it is told apart as one who holds less than it says
//! lines whose checksum does not hold -> nothing is taken from it and nothing asked for a while
//! ```
//!
//! An honest desk sends no such line, for it reads what it passes on; what contradicts a chain, has a wrong date or is of
//! a newer program may come through honest hands and is no reason for any of this.

use crate::words::{Said, sync};

/// The wait after a question that brought something; it doubles with every one that did not.
const PENANCE_MS: u64 = 400;
const PENANCE_MS_MOST: u64 = 60_000;
/// Promises in a row that were not kept until people are told: a disk that is busy for a moment is none.
const BROKEN_MOST: u32 = 4;
/// Lines that may be nonsense within [`NONSENSE_WITHIN_MS`]: memory fails now and then.
const NONSENSE_MOST: u32 = 100;
const NONSENSE_WITHIN_MS: u64 = 600_000;
/// How long nothing is taken from whoever sent more of them.
const SHUNNED_MS: u64 = 60_000;

/// Why a neighbour is told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// It sends what no desk writes.
    Nonsense,
    /// It says it holds more than it gives.
    Empty,
}

impl Doubt {
    /// As a sentence with a next step; `desk` is how people call the desk it is about.
    pub fn said(self, desk: Said) -> Said {
        let phrase = match self {
            Self::Nonsense => sync::NONSENSE,
            Self::Empty => sync::EMPTY_PROMISES,
        };
        phrase.said().and("desk", desk)
    }
}

/// What came of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Something new.
    Brought,
    /// Nothing that lasted, or no answer.
    Nothing,
    /// An answer without what was promised.
    Broken,
}

/// One neighbour's record.
#[derive(Debug, Default)]
pub struct Trust {
    /// Questions in a row that brought nothing.
    strikes: u32,
    /// Promises in a row that were not kept.
    broken: u32,
    not_before_ms: u64,
    nonsense: u32,
    nonsense_since_ms: u64,
    shunned_until_ms: u64,
}

impl Trust {
    /// A question has been judged.
    pub fn judge(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Brought => (self.strikes, self.broken) = (0, 0),
            Outcome::Nothing => self.strikes = self.strikes.saturating_add(1),
            Outcome::Broken => {
                (self.strikes, self.broken) = (self.strikes.saturating_add(1), self.broken.saturating_add(1));
            }
        }
    }

    /// It promises nothing any more.
    pub fn forgive(&mut self) {
        (self.strikes, self.broken, self.not_before_ms) = (0, 0, 0);
    }

    /// A question is over; the next one waits.
    pub fn rest(&mut self, now_ms: u64) {
        let wait_ms = PENANCE_MS.saturating_mul(1 << self.strikes.min(16)).min(PENANCE_MS_MOST);
        self.not_before_ms = now_ms.saturating_add(wait_ms);
    }

    /// So many lines of it were nothing that a desk writes.
    pub fn got_nonsense(&mut self, lines: u32, now_ms: u64) {
        if now_ms > self.nonsense_since_ms.saturating_add(NONSENSE_WITHIN_MS) {
            (self.nonsense, self.nonsense_since_ms) = (0, now_ms);
        }
        self.nonsense = self.nonsense.saturating_add(lines);
        if self.nonsense > NONSENSE_MOST {
            self.shunned_until_ms = now_ms.saturating_add(SHUNNED_MS);
        }
    }

    /// Whether it may be asked.
    pub fn may_be_asked(&self, now_ms: u64) -> bool {
        now_ms >= self.not_before_ms && !self.is_shunned(now_ms)
    }

    /// Whether nothing is taken from it now.
    pub fn is_shunned(&self, now_ms: u64) -> bool {
        now_ms < self.shunned_until_ms
    }

    /// Why it is told apart, if it is.
    pub fn doubt(&self, now_ms: u64) -> Option<Doubt> {
        if self.is_shunned(now_ms) {
            return Some(Doubt::Nonsense);
        }
        (self.broken >= BROKEN_MOST).then_some(Doubt::Empty)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nonsense_is_forgiven_in_drops_and_shunned_in_floods_for_a_while() {
        let mut trust = Trust::default();
        for minute in 0..500 {
            trust.got_nonsense(1, minute * 60_000);
            assert_eq!(trust.doubt(minute * 60_000), None, "one line a minute");
        }
        let now_ms = 40_000_000;
        trust.got_nonsense(1_200, now_ms);
        assert_eq!(trust.doubt(now_ms), Some(Doubt::Nonsense));
        assert!(!trust.may_be_asked(now_ms + SHUNNED_MS - 1));
        assert!(trust.may_be_asked(now_ms + SHUNNED_MS));
        trust.got_nonsense(1, now_ms + SHUNNED_MS);
        assert!(trust.is_shunned(now_ms + SHUNNED_MS), "who goes on is shunned at once");
    }

    #[test]
    fn broken_promises_are_told_and_one_that_is_kept_mends_all() {
        let mut trust = Trust::default();
        for _ in 0..BROKEN_MOST {
            assert_eq!(trust.doubt(0), None);
            trust.judge(Outcome::Broken);
        }
        assert_eq!(trust.doubt(0), Some(Doubt::Empty));
        trust.rest(0);
        assert!(!trust.may_be_asked(6_000) && trust.may_be_asked(6_400));
        trust.judge(Outcome::Brought);
        trust.rest(10_000);
        assert_eq!((trust.doubt(10_000), trust.may_be_asked(10_400)), (None, true));
        for _ in 0..100 {
            trust.judge(Outcome::Nothing);
        }
        assert_eq!(trust.doubt(0), None, "whose disk or network is slow is no liar");
        trust.rest(0);
        assert!(trust.may_be_asked(PENANCE_MS_MOST));
    }
}
