//! Which notices were put away. A dismissal is a fact; what there is to notice follows from the board
//! ([`super::notices`]).

use super::digest::Digest;
use super::fact::{Entry, Fact};
use super::ids::NoticeId;
use super::timeline::Timelines;

/// The notices that were put away, and when.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dismissals(Timelines<NoticeId, ()>);

impl Dismissals {
    pub(super) fn turn(&mut self, entry: &Entry, live: bool) {
        if let Fact::NoticeDismissed { notice } = &entry.fact {
            self.0.turn(notice, entry.place(), live, ());
        }
    }

    /// Whether a notice was put away.
    pub fn contains(&self, notice: &NoticeId) -> bool {
        self.0.of(notice).is_some()
    }

    pub(super) fn digest(&self, digest: &mut Digest) {
        digest.add("dismissed", &self.0.iter().map(|(notice, _)| notice).collect::<Vec<_>>());
    }
}
