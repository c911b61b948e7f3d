//! Which notices were put away. A dismissal is a fact; what there is to notice follows from the board
//! ([`super::notices`]).

use std::collections::{BTreeMap, BTreeSet};

use super::digest::Digest;
use super::fact::{Entry, Fact};
use super::ids::NoticeId;
use super::time::Place;

/// Which notices were put away.
#[derive(Debug, Clone, Default)]
pub struct Dismissals(BTreeMap<NoticeId, BTreeSet<Place>>);

impl Dismissals {
    pub(super) fn turn(&mut self, entry: &Entry, live: bool) {
        let Fact::NoticeDismissed { notice } = &entry.fact else { return };
        if live {
            self.0.entry(notice.clone()).or_default().insert(entry.place());
        } else if let Some(places) = self.0.get_mut(notice) {
            places.remove(&entry.place());
            if places.is_empty() {
                self.0.remove(notice);
            }
        }
    }

    /// Whether a notice was put away.
    pub fn contains(&self, notice: &NoticeId) -> bool {
        self.0.contains_key(notice)
    }

    pub(super) fn digest(&self, digest: &mut Digest) {
        digest.add("dismissed", &self.0.keys().collect::<Vec<_>>());
    }
}
