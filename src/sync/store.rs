//! What the messenger serves from: the desk's book and list, seen from another thread.

use crate::domain::roster_digest::RosterDigest;

use super::hello::{About, Heads};
use super::page::{Knock, Page, RecordPage, Welcome};

/// A desk's durable state. Called from the messenger's threads, never from the screen's; nothing here may wait for the
/// desk itself.
pub trait Store: Send + Sync {
    /// Per series how far it is held without a gap.
    fn heads(&self) -> Heads;

    /// What somebody lacks who holds each series up to the number in `theirs`: as many lines as fit, at least one.
    fn entries_since(&self, theirs: &Heads, limit_bytes: usize) -> Page;

    /// The roster in 256 numbers.
    fn roster(&self) -> RosterDigest;

    /// The winning records of the buckets that differ from `theirs`, whole buckets from number `from` on: as many as
    /// fit, at least one.
    fn records_unlike(&self, theirs: &RosterDigest, from: usize, limit_bytes: usize) -> RecordPage;

    /// What people want to know of this desk.
    fn about(&self) -> About;

    /// What this desk says when it wants to belong to the outing of others.
    fn knock(&self) -> Knock;

    /// What a new desk needs; `None` while there is no outing here.
    fn welcome(&self, knock: &Knock) -> Option<Welcome>;
}
