//! The board: everything the facts add up to, kept current entry by entry.
//!
//! An entry that becomes live is folded into the topics it speaks of, one that is undone is taken out again, so a late
//! entry or an undo costs what it touches. The state depends on the set of entries alone: not on order, batching or
//! duplicates of arrival. Entries of a practising desk are held and count on that desk's own practice board only. No rule
//! stands here, only the routing.

use std::ops::Deref;

use super::attendance::Attendance;
use super::cards::Cards;
use super::digest::{Agreement, Digest};
use super::dismissals::Dismissals;
use super::doubts::Doubts;
use super::fact::Entry;
use super::given_out::GivenOut;
use super::hours::book::Book;
use super::ids::{EntryKey, Series};
use super::ledger::{Flip, Ledger};
use super::number::BadgeNumber;
use super::queue::Queue;
use super::scans::RefusedScans;
use super::sheets::Sheets;
use super::square::Square;
use super::tally::Tally;

/// All facts a desk knows, and what they mean. Two boards with the same entries are equal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Board {
    ledger: Ledger,
    given_out: GivenOut,
    topics: Topics,
    /// The series whose practice counts here, on the board that only its own desk sees.
    practised_by: Option<Series>,
}

/// What the facts mean, by topic. Read through the [`Board`], which keeps it in step with the ledger.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Topics {
    /// Outing, desks, services, stations.
    pub square: Square,
    /// Volunteers and units.
    pub attendance: Attendance,
    /// Tickets and lines.
    pub queue: Queue,
    /// Visits and copies.
    pub tally: Tally,
    /// Scans that were refused.
    pub refused_scans: RefusedScans,
    /// Cards that do a job.
    pub cards: Cards,
    /// Badges that stand on sheets.
    pub sheets: Sheets,
    /// Notices that were put away.
    pub dismissals: Dismissals,
    /// What desks found wrong with one another.
    pub doubts: Doubts,
    /// Late additions to the hours, and the rules by which hours are counted.
    pub hours: Book,
}

impl Board {
    /// Folds an entry in. `false` when it was there already.
    pub fn absorb(&mut self, entry: Entry) -> bool {
        let key = entry.key;
        let counts = !entry.practice || self.practised_by == Some(key.series);
        let Some(flips) = self.ledger.insert(entry, counts) else { return false };
        if let Some(entry) = self.ledger.get(key) {
            self.given_out.turn(entry, true);
        }
        self.follow(&flips);
        true
    }

    /// Takes an entry out as if it had never come.
    pub fn withdraw(&mut self, key: EntryKey) -> Option<Entry> {
        let (entry, was_live, flips) = self.ledger.remove(key)?;
        self.given_out.turn(&entry, false);
        self.follow(&flips);
        if was_live {
            self.topics.turn(&entry, false);
        }
        Some(entry)
    }

    /// The same board for a desk that begins to practise: what its series marks as practice from now on counts there,
    /// and there only.
    #[must_use]
    pub fn for_practice(&self, series: Series) -> Self {
        Self { practised_by: Some(series), ..self.clone() }
    }

    /// Answers a question as if some more entries had been folded: those that are decided but not yet durable.
    pub fn ahead<T>(&mut self, pending: impl IntoIterator<Item = Entry>, ask: impl FnOnce(&Self) -> T) -> T {
        let mut added = Vec::new();
        for entry in pending {
            let key = entry.key;
            if self.absorb(entry) {
                added.push(key);
            }
        }
        let answer = ask(self);
        for key in added.into_iter().rev() {
            self.withdraw(key);
        }
        answer
    }

    /// The code that two desks with the same entries share.
    pub fn agreement(&self) -> Agreement {
        let mut digest = Digest::default();
        self.topics.digest(&mut digest);
        digest.agreement()
    }

    /// The numbers that were given out, and so are never given again.
    pub fn given_out(&self) -> &GivenOut {
        &self.given_out
    }

    /// The next number of a desk's one count for badges, slips and cards; desk 0 prints beforehand.
    pub fn next_serial(&self, desk: u16) -> Option<BadgeNumber> {
        self.given_out.next_serial(desk)
    }

    /// The entries themselves.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    fn follow(&mut self, flips: &[Flip]) {
        for flip in flips {
            if let Some(entry) = self.ledger.get(flip.key) {
                self.topics.turn(entry, flip.live);
            }
        }
    }
}

impl Topics {
    /// Every topic sees every entry and takes what is its own.
    fn turn(&mut self, entry: &Entry, live: bool) {
        self.square.turn(entry, live);
        self.attendance.turn(entry, live);
        self.queue.turn(entry, live, &mut self.tally);
        self.tally.turn(entry, live);
        self.refused_scans.turn(entry, live);
        self.cards.turn(entry, live);
        self.sheets.turn(entry, live);
        self.dismissals.turn(entry, live);
        self.doubts.turn(entry, live);
        self.hours.turn(entry, live);
    }

    fn digest(&self, digest: &mut Digest) {
        self.square.digest(digest);
        self.attendance.digest(digest);
        self.queue.digest(digest);
        self.tally.digest(digest);
        self.refused_scans.digest(digest);
        self.cards.digest(digest);
        self.sheets.digest(digest);
        self.dismissals.digest(digest);
        self.doubts.digest(digest);
        self.hours.digest(digest);
    }
}

impl Deref for Board {
    type Target = Topics;

    fn deref(&self) -> &Topics {
        &self.topics
    }
}
