//! The scribe: turns decided facts into numbered, stamped, chained entries of this desk's series.
//!
//! It knows neither disk nor rules. When a write fails it is set back to the last entry that is durable, so that the
//! series stays without a gap.

use crate::domain::fact::{Entry, EntryHash, Fact};
use crate::domain::ids::{EntryKey, Nonce, PersonId, Series};
use crate::domain::time::{Stamp, StampWindow, Wall};
use crate::wire::{self, Line, WireError};

/// Writes the next entries of one series.
#[derive(Debug, Clone)]
pub struct Scribe {
    series: Series,
    at: Position,
}

/// Where a series stands.
#[derive(Debug, Clone, Copy, Default)]
pub struct Position {
    /// Number of the last entry.
    pub seq: u64,
    /// Its hash, or that of the head of the desk's epoch before.
    pub head: EntryHash,
    /// The greatest stamp written or seen.
    pub stamp: Stamp,
}

/// What every entry of one key press or scan shares.
#[derive(Debug, Clone, Copy)]
pub struct Press {
    /// Drawn when it was received.
    pub nonce: Nonce,
    /// Who was at the keys.
    pub operator: Option<PersonId>,
    /// Whether it is only practised.
    pub practice: bool,
    /// The wall clock.
    pub wall: Wall,
    /// The physical clock, not yet cut to the window.
    pub stamp_ms: u64,
}

impl Scribe {
    /// A scribe at the beginning of a series, after the head of the desk's epoch before.
    pub fn new(series: Series, head: EntryHash, seen: Stamp) -> Self {
        Self { series, at: Position { seq: 0, head, stamp: seen } }
    }

    /// The series it writes.
    pub fn series(&self) -> Series {
        self.series
    }

    /// Where it stands, to be set back to.
    pub fn position(&self) -> Position {
        self.at
    }

    /// Goes back to where a write that failed began. The stamp stays: it was seen.
    pub fn back_to(&mut self, position: Position) {
        self.at = Position { stamp: self.at.stamp, ..position };
    }

    /// Takes note of a stamp from elsewhere: who writes after having seen something is ordered after it.
    pub fn see(&mut self, stamp: Stamp) {
        self.at.stamp = self.at.stamp.max(stamp);
    }

    /// Writes facts down as entries with their bytes. Nothing moves when one of them is too long.
    pub fn write(
        &mut self,
        facts: Vec<Fact>,
        press: Press,
        window: Option<StampWindow>,
    ) -> Result<Vec<(Entry, Line)>, WireError> {
        let stamp_ms = window.map_or(press.stamp_ms, |window| window.cut(press.stamp_ms));
        let mut at = self.at;
        let mut entries = Vec::with_capacity(facts.len());
        for fact in facts {
            at.seq += 1;
            at.stamp = at.stamp.after(stamp_ms);
            let entry = Entry {
                key: EntryKey { series: self.series, seq: at.seq },
                stamp: at.stamp,
                wall: press.wall,
                operator: press.operator,
                practice: press.practice,
                nonce: press.nonce,
                prev: at.head,
                fact,
            };
            let line = wire::encode(&entry)?;
            at.head = line.hash();
            entries.push((entry, line));
        }
        self.at = at;
        Ok(entries)
    }
}
