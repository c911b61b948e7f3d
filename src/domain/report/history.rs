//! What a report says of the facts themselves: which were undone, and how far each series reaches.

use std::collections::BTreeMap;

use crate::domain::board::Board;
use crate::domain::days::Days;
use crate::domain::fact::Fact;
use crate::domain::ids::{DeskId, EntryKey, Series};
use crate::domain::time::Wall;

/// A fact that does not count any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// Which.
    pub entry: EntryKey,
    /// When it was said to have happened.
    pub wall: Wall,
    /// The desk that undid it last.
    pub by: DeskId,
    /// When.
    pub undone: Wall,
    /// Why; empty for the one-key undo.
    pub reason: String,
}

/// How far one series of entries reaches here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeriesHead {
    /// Which.
    pub series: Series,
    /// The last number held.
    pub last_seq: u64,
    /// How many entries of it are held: fewer than the last number when some are missing.
    pub entries: u64,
    /// The wall clock of the last.
    pub last: Wall,
}

/// The facts that were undone and happened on these days, in the order of folding. An undo of an undo brings its fact
/// back and is none.
pub fn corrections(board: &Board, days: Days) -> Vec<Correction> {
    let ledger = board.ledger();
    let undone = ledger.in_order().filter(|entry| {
        !entry.practice && entry.fact.undoes().is_none() && days.hold(entry.wall) && !ledger.is_live(entry.key)
    });
    let corrections = undone.filter_map(|entry| {
        let last = ledger.live_undos(entry.key).last()?;
        let Fact::Undone { reason, .. } = &last.fact else { return None };
        let (by, undone) = (last.desk(), last.wall);
        Some(Correction { entry: entry.key, wall: entry.wall, by, undone, reason: reason.clone() })
    });
    corrections.collect()
}

/// How far each series reaches, in the order of series.
pub fn heads(board: &Board) -> Vec<SeriesHead> {
    let mut heads: BTreeMap<Series, SeriesHead> = BTreeMap::new();
    for entry in board.ledger().in_order() {
        let (series, seq) = (entry.key.series, entry.key.seq);
        let head = heads.entry(series).or_insert(SeriesHead { series, last_seq: seq, entries: 0, last: entry.wall });
        head.entries += 1;
        if seq >= head.last_seq {
            (head.last_seq, head.last) = (seq, entry.wall);
        }
    }
    heads.into_values().collect()
}
