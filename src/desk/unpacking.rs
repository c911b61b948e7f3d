//! A parcel on its way in: its lines in portions, and what became of them.

use std::collections::VecDeque;

use crate::domain::ids::DeskId;
use crate::domain::time::Wall;
use crate::sync::Parcel;

use super::inflow::Arrived;

/// Lines that are handed on at once: far less than may wait.
pub const PORTION_BYTES: usize = 512 * 1024;

/// What became of a parcel that was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParcelTaken {
    /// Who packed it.
    pub from: DeskId,
    /// When, by that desk's clock.
    pub packed: Wall,
    /// Entries in it.
    pub entries: u64,
    /// Those of them that are new here.
    pub new: u64,
    /// Lines that were refused.
    pub refused: u64,
}

/// A parcel on its way in.
pub struct Unpacking {
    pub portions: VecDeque<Arrived>,
    taken: ParcelTaken,
    held_before: u64,
    refused_before: u64,
}

impl Unpacking {
    /// A parcel that was opened, at a desk that holds so many entries and has refused so many lines.
    pub fn of(parcel: Parcel, held: u64, refused: u64) -> Self {
        let (from, packed, entries) = (parcel.from, parcel.packed, parcel.entries.len() as u64);
        let taken = ParcelTaken { from, packed, entries, new: 0, refused: 0 };
        let portions = portions(Some(from), parcel.records, parcel.entries);
        Self { portions, taken, held_before: held, refused_before: refused }
    }

    /// What became of it, now that the desk holds so many entries and has refused so many lines.
    pub fn taken(&self, held: u64, refused: u64) -> ParcelTaken {
        let new = held.saturating_sub(self.held_before).min(self.taken.entries);
        ParcelTaken { new, refused: refused.saturating_sub(self.refused_before), ..self.taken }
    }
}

/// Lines in portions, names first.
pub fn portions(from: Option<DeskId>, records: Vec<Vec<u8>>, entries: Vec<Vec<u8>>) -> VecDeque<Arrived> {
    let lines = records.into_iter().map(|line| (line, true));
    let mut portions = VecDeque::new();
    let (mut portion, mut bytes) = (Arrived { from, ..Arrived::default() }, 0);
    for (line, is_record) in lines.chain(entries.into_iter().map(|line| (line, false))) {
        bytes += line.len();
        if is_record { &mut portion.records } else { &mut portion.entries }.push(line);
        if bytes >= PORTION_BYTES {
            portions.push_back(std::mem::replace(&mut portion, Arrived { from, ..Arrived::default() }));
            bytes = 0;
        }
    }
    portions.push_back(portion);
    portions
}
