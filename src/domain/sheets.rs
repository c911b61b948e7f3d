//! Which badges stand on a sheet already: what is not there is missing, be the person new or the badge.

pub mod rules;

use super::digest::Digest;
use super::fact::{Entry, Fact, PrintedBadge};
use super::timeline::Timelines;

/// The badges that were put on sheets, folded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheets(Timelines<PrintedBadge, ()>);

impl Sheets {
    /// Folds one entry in, or takes it out when it is undone.
    pub(super) fn turn(&mut self, entry: &Entry, live: bool) {
        let Fact::BadgesPrinted { badges } = &entry.fact else { return };
        for badge in badges {
            self.0.turn(badge, entry.place(), live, ());
        }
    }

    /// Whether a badge stands on a sheet, in this issue.
    pub fn holds(&self, badge: PrintedBadge) -> bool {
        self.0.of(&badge).is_some()
    }

    pub(super) fn digest(&self, digest: &mut Digest) {
        digest.add("printed", &self.0.iter().map(|(badge, _)| badge).collect::<Vec<_>>());
    }
}
