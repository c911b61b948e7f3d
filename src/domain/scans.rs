//! Scans that were refused, by reason and desk, so that a broken batch of badges shows within minutes.

use std::collections::BTreeMap;

use super::digest::Digest;
use super::fact::{Entry, Fact, ScanReason};
use super::ids::DeskId;

/// How often scans were refused.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RefusedScans(BTreeMap<(DeskId, ScanReason), u64>);

impl RefusedScans {
    pub(super) fn turn(&mut self, entry: &Entry, live: bool) {
        let Fact::ScanRefused { reason, .. } = &entry.fact else { return };
        let count = self.0.entry((entry.desk(), *reason)).or_default();
        *count = if live { *count + 1 } else { count.saturating_sub(1) };
        if *count == 0 {
            self.0.remove(&(entry.desk(), *reason));
        }
    }

    /// Refusals by desk and reason.
    pub fn counts(&self) -> impl Iterator<Item = (DeskId, ScanReason, u64)> {
        self.0.iter().map(|((desk, reason), count)| (*desk, *reason, *count))
    }

    pub(super) fn digest(&self, digest: &mut Digest) {
        digest.add("refused scans", &self.counts().collect::<Vec<_>>());
    }
}
