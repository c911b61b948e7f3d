//! What other threads may read of a desk while it works: its durable entries, and its roster. For whoever serves other
//! desks, which the screen's thread never does itself.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::domain::roster::{Roster, RosterRecord};
use crate::domain::roster_digest::{RosterDigest, bucket_of};
use crate::journal::Reader;
use crate::wire;

/// A reader of one desk; cheap to clone, may live on any thread.
#[derive(Clone)]
pub struct DeskReader {
    /// The entries.
    pub entries: Reader,
    /// Names and phones.
    pub roster: RosterReader,
}

/// The roster for other threads: a copy that follows the desk's own.
#[derive(Clone, Debug, Default)]
pub struct RosterReader(Arc<Mutex<Roster>>);

/// Some records as whole lines, one after the other.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RosterPage {
    /// The lines.
    pub bytes: Vec<u8>,
    /// The bucket to go on from; `None` when there is nothing behind this page.
    pub next: Option<usize>,
}

impl RosterReader {
    /// A copy as of now.
    pub fn of(roster: &Roster) -> Self {
        Self(Arc::new(Mutex::new(roster.clone())))
    }

    /// Never held over anything that waits.
    fn roster(&self) -> MutexGuard<'_, Roster> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes over what changed.
    pub fn follow(&self, record: RosterRecord) {
        self.roster().absorb(record);
    }

    /// What tells another desk where its roster differs.
    pub fn digest(&self) -> RosterDigest {
        self.roster().digest().clone()
    }

    /// What somebody may lack who has that digest, from a bucket on: whole buckets, as many as fit, at least one.
    pub fn page(&self, theirs: &RosterDigest, from: usize, limit_bytes: usize) -> RosterPage {
        let roster = self.roster();
        let mut unequal = roster.digest().unequal(theirs);
        unequal.retain(|bucket| *bucket >= from);
        let mut page = RosterPage::default();
        let records = roster.in_buckets(&unequal);
        for bucket in records.chunk_by(|one, next| bucket_of(one.person) == bucket_of(next.person)) {
            // A record is a name and a stamp: it is never too long for a line.
            let lines = bucket.iter().filter_map(|record| wire::encode_record(record).ok());
            let bytes: Vec<u8> = lines.flat_map(|line| line.bytes).collect();
            if !page.bytes.is_empty() && page.bytes.len() + bytes.len() > limit_bytes {
                page.next = bucket.first().map(|record| bucket_of(record.person));
                break;
            }
            page.bytes.extend(bytes);
        }
        page
    }
}
