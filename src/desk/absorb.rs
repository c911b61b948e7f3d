//! What arrives from other desks, a stick or a friend who repeats himself: judged line by line, made durable, folded.
//!
//! ```text
//! absorb -> waiting lines -> portion: decode, limits -> journal.import (durable) -> board, roster -> scribe has seen
//!                                  \-> aside: why and from whom, counted; the rest goes on
//! ```
//!
//! Nothing here waits. Each [`Desk::collect`] moves one portion on, so that ten thousand foreign facts never stall the
//! screen, and at most two portions are with the journal, so that an own fact never waits behind more. What does not
//! fit in is refused and comes again: whoever sends asks first what is missing.

use std::collections::{BTreeMap, HashSet};

use crate::domain::admission::{self, Unfit};
use crate::domain::fact::{Entry, Fact};
use crate::domain::ids::{DeskId, EntryKey};
use crate::domain::roster::RosterRecord;
use crate::journal::Saved;
use crate::wire::{self, Line, RecordLine, WireError};

use super::Desk;
use super::aside::{Aside, Why};
use super::inflow::{Arrived, PORTIONS_SAVING, Saving, WAITING_BYTES, Waiting};

/// Series of which a broken chain is told to all desks; past it the counter says enough.
const CHAINS_TOLD: usize = 32;

/// A portion that was judged.
#[derive(Default)]
struct Portion {
    entries: Vec<(Option<DeskId>, Entry)>,
    lines: Vec<Line>,
    records: Vec<RosterRecord>,
    record_lines: Vec<RecordLine>,
    /// What stands in it, or it would be taken in twice.
    keys: HashSet<EntryKey>,
}

impl Desk {
    /// Takes lines from elsewhere over; they are judged and folded by [`Self::collect`], portion by portion. `false`
    /// when too much is waiting already: then nothing of it was taken, and it may be sent again.
    pub fn absorb(&mut self, arrived: Arrived) -> bool {
        if !self.has_room_for(&arrived) {
            return false;
        }
        self.inflow.waiting_bytes += arrived.cost_bytes();
        let Arrived { from, entries, records } = arrived;
        // Names first, so that nobody is on the list without one.
        let lines = records.into_iter().map(|line| (line, true)).chain(entries.into_iter().map(|line| (line, false)));
        self.inflow.waiting.extend(lines.map(|(line, is_record)| Waiting { from, line, is_record }));
        true
    }

    /// Whether [`Self::absorb`] would take this over.
    pub fn has_room_for(&self, arrived: &Arrived) -> bool {
        self.inflow.waiting_bytes.saturating_add(arrived.cost_bytes()) <= WAITING_BYTES
    }

    /// Whether something from elsewhere is still on its way in: [`Self::collect`] should be called again soon.
    pub fn is_absorbing(&self) -> bool {
        !self.inflow.is_empty() || self.unpacking.as_ref().is_some_and(|unpacking| !unpacking.portions.is_empty())
    }

    /// How many lines from elsewhere changed something here: another number says that the board is another one.
    pub fn absorbed(&self) -> u64 {
        self.inflow.taken
    }

    /// What was refused, by reason and sender.
    pub fn aside(&self) -> &Aside {
        &self.inflow.aside
    }

    /// Moves what arrived one portion on. Never waits.
    pub(super) fn take_in_arrived(&mut self) {
        if let Some(first) = self.inflow.saving.front()
            && let Some(saved) = first.saved.try_take()
            && let Some(first) = self.inflow.saving.pop_front()
        {
            // What the disk did not take is asked for again: nobody counts it as held.
            if let Ok(saved) = saved {
                self.fold_saved(first, saved);
            }
        }
        if self.inflow.saving.len() < PORTIONS_SAVING && !self.inflow.waiting.is_empty() {
            self.judge_portion();
        }
        self.inflow.aside.write_down(&self.journal);
        // What a desk notes down itself while it practises would count nowhere: it is noted afterwards.
        let is_quiet = self.inflow.is_empty() && self.pending.is_empty() && self.set_aside.is_none();
        if self.inflow.is_news && is_quiet {
            self.inflow.is_news = false;
            self.give_way();
        }
    }

    fn judge_portion(&mut self) {
        let mut portion = Portion::default();
        let mut nonsense: BTreeMap<DeskId, u32> = BTreeMap::new();
        for Waiting { from, line, is_record } in self.inflow.next_lines() {
            let sent = line.clone();
            let judged = if is_record {
                self.judge_record(&line, &mut portion)
            } else {
                self.judge_entry(from, line, &mut portion)
            };
            if let Err(why) = judged {
                // Names are kept nowhere but in the roster.
                self.inflow.aside.put(from, why, if is_record { &[] } else { &sent });
                if let Why::Contradicts(entry) = why {
                    self.tell_of_broken_chain(entry);
                }
                // What is sound and yet refused may come through honest hands: a newer program, a wrong clock.
                if let Some(from) = from.filter(|_| wire::checksum(&sent).is_err()) {
                    *nonsense.entry(from).or_default() += 1;
                }
            }
        }
        self.got_nonsense(&nonsense);
        if portion.lines.is_empty() && portion.record_lines.is_empty() {
            return;
        }
        let order = portion.entries.iter().map(|(_, entry)| entry.key).collect();
        let entries = portion.entries.into_iter().map(|(from, entry)| (entry.key, (from, entry))).collect();
        let saved = self.journal.import(portion.lines, portion.record_lines);
        self.inflow.saving.push_back(Saving { entries, order, records: portion.records, saved });
    }

    /// What is not held yet joins the portion; what is held and says the same is passed over.
    fn judge_entry(&self, from: Option<DeskId>, line: Vec<u8>, portion: &mut Portion) -> Result<(), Why> {
        if !wire::is_plain(&line) {
            return Err(Why::Text);
        }
        let (entry, line) = wire::receive(line)?;
        match self.counting_board().ledger().get(entry.key) {
            Some(held) if *held == entry => return Ok(()),
            Some(_) => return Err(Why::Contradicts(entry.key)),
            None => {}
        }
        // Only this run of this program writes its series; a number taken by somebody else would be missing here.
        if entry.key.series == self.scribe.series() {
            return Err(Why::InOurName);
        }
        admission::entry(&entry, self.board.square.window())?;
        if portion.keys.insert(entry.key) {
            portion.entries.push((from, entry));
            portion.lines.push(line);
        }
        Ok(())
    }

    fn judge_record(&self, line: &[u8], portion: &mut Portion) -> Result<(), Why> {
        if !wire::is_plain(line) {
            return Err(Why::Text);
        }
        let (record, hash) = wire::decode_record(line)?;
        admission::record(&record, self.people.roster(), self.board.square.window())?;
        // An older value helps nobody.
        if self.people.roster().would_win(&record) {
            let mut bytes = line.to_vec();
            if !bytes.ends_with(b"\n") {
                bytes.push(b'\n');
            }
            portion.record_lines.push(RecordLine { hash, bytes });
            portion.records.push(record);
        }
        Ok(())
    }

    fn fold_saved(&mut self, mut portion: Saving, saved: Saved) {
        for record in portion.records {
            self.inflow.taken += 1;
            self.name(record);
        }
        for key in saved.refused {
            if let Some((from, entry)) = portion.entries.get(&key) {
                let line = wire::encode(entry).map(Line::into_bytes).unwrap_or_default();
                self.inflow.aside.put(*from, Why::Contradicts(key), &line);
                self.tell_of_broken_chain(key);
            }
        }
        let new: HashSet<EntryKey> = saved.new.into_iter().collect();
        for key in portion.order.into_iter().filter(|key| new.contains(key)) {
            if let Some((_, entry)) = portion.entries.remove(&key) {
                self.inflow.taken += 1;
                self.inflow.is_news = true;
                self.take_in(entry);
            }
        }
    }

    /// Two stories of one series are told to all desks, once a series.
    fn tell_of_broken_chain(&mut self, entry: EntryKey) {
        let is_told = |fact: &Fact| matches!(fact, Fact::ChainBroken { entry: told } if told.series == entry.series);
        let waits = self.pending.iter().flat_map(|pending| &pending.entries).any(|pending| is_told(&pending.fact));
        if waits
            || self.set_aside.is_some()
            || self.board.doubts.is_broken(&entry.series)
            || self.inflow.chains_told == CHAINS_TOLD
        {
            return;
        }
        self.inflow.chains_told += 1;
        self.note(Fact::ChainBroken { entry });
    }

    /// Two laptops with one number: the later one takes the next free number, for whatever it gives out from now on.
    fn give_way(&mut self) {
        let desk = self.id();
        let Some(number) = self.board.square.gives_way(desk) else { return };
        if let Some(card) = self.board.square.desk(desk).filter(|_| !self.board.square.is_gone(desk)) {
            let name = card.name.clone();
            self.note(Fact::DeskJoined { number, name });
        }
    }
}

impl From<WireError> for Why {
    fn from(error: WireError) -> Self {
        match error {
            WireError::Newer { .. } => Self::Newer,
            _ => Self::Unreadable,
        }
    }
}

impl From<Unfit> for Why {
    fn from(unfit: Unfit) -> Self {
        match unfit {
            Unfit::Stamp => Self::Stamp,
            Unfit::TooMuch => Self::TooMuch,
        }
    }
}
