//! What the messenger serves other desks from: the desk's book and list through readers, and what the desk last said of
//! itself. Called on the messenger's threads; nothing here waits for the desk.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::desk::clock::Clock;
use crate::desk::reading::DeskReader;
use crate::domain::ids::{DeskId, EntryKey};
use crate::domain::roster_digest::RosterDigest;
use crate::journal::Secret;
use crate::sync::{About, Heads, Knock, Page, RecordPage, Store, Welcome};

/// A desk as others may see it.
pub struct DeskStore {
    desk: DeskId,
    reader: DeskReader,
    told: Mutex<Told>,
}

/// What the desk says of itself; it is told anew when it changes.
#[derive(Clone)]
pub struct Told {
    /// What people want to know; the wall clock, the facts and the square are filled in when somebody asks.
    pub about: About,
    /// The desk's clock and how wrong it is known to be.
    pub clock: Clock,
    /// To be added to it, in milliseconds.
    pub clock_offset_ms: i64,
    /// The entry that first set the outing.
    pub first: Option<EntryKey>,
    /// What signs the badges.
    pub event_key: Secret,
}

impl DeskStore {
    pub fn new(desk: DeskId, reader: DeskReader, told: Told) -> Self {
        Self { desk, reader, told: Mutex::new(told) }
    }

    /// Never held over anything that waits.
    fn told(&self) -> MutexGuard<'_, Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The desk says something new of itself.
    pub fn tell(&self, told: Told) {
        *self.told() = told;
    }

    fn holds(&self, entry: EntryKey) -> bool {
        self.reader.entries.heads().get(&entry.series).is_some_and(|head| entry.seq <= head.seq)
    }
}

impl Store for DeskStore {
    fn heads(&self) -> Heads {
        self.reader.entries.heads().into_iter().map(|(series, head)| (series, head.seq)).collect()
    }

    fn entries_since(&self, theirs: &Heads, limit_bytes: usize) -> Page {
        // A disk that cannot be read now is asked again, or another desk is.
        let page = self.reader.entries.since(theirs, limit_bytes).unwrap_or_default();
        Page { bytes: page.bytes, more: page.more }
    }

    fn roster(&self) -> RosterDigest {
        self.reader.roster.digest()
    }

    fn records_unlike(&self, theirs: &RosterDigest, from: usize, limit_bytes: usize) -> RecordPage {
        let page = self.reader.roster.page(theirs, from, limit_bytes);
        RecordPage { bytes: page.bytes, next: page.next }
    }

    fn about(&self) -> About {
        let Told { about, clock, clock_offset_ms, .. } = self.told().clone();
        About { wall: clock.wall().shifted(clock_offset_ms), facts: self.reader.entries.facts(), ..about }
    }

    fn knock(&self) -> Knock {
        Knock { desk: self.desk, first: self.told().first }
    }

    fn welcome(&self, knock: &Knock) -> Option<Welcome> {
        let Told { first, event_key, about, .. } = self.told().clone();
        let first = first.filter(|_| about.outing.is_some())?;
        let knows = knock.first.is_some_and(|theirs| self.holds(theirs));
        Some(Welcome { first, knows, event_key: event_key.to_string() })
    }
}
