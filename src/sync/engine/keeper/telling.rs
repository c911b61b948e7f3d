//! What this desk says: new entries and names, hellos, and to its own screen who is there.

use crate::sync::channel::Peer;
use crate::sync::hello::{About, Heads, Hello, ahead_by};
use crate::sync::plan::Own;

use super::Keeper;

const HELLO_EVERY_MS: u64 = 2_000;
/// After something has changed, others hear of it so soon at most.
const HELLO_AFTER_MS: u64 = 1_000;

impl Keeper {
    /// Names first: an entry about somebody without a name is a riddle for a moment.
    pub(super) fn say(&self, entries: Vec<u8>, records: Vec<u8>) {
        let Some(line) = &self.line else { return };
        if !records.is_empty() {
            line.say_records(records);
        }
        if !entries.is_empty() {
            line.say_entries(entries);
        }
    }

    /// Says hello in its rhythm, sooner when a desk came or something changed.
    pub(super) fn say_hello(&mut self, own: &Own, now_ms: u64) {
        let Some(line) = &self.line else { return };
        let about = self.store.about();
        let held = own.heads.values().fold(0_u64, |sum, seq| sum.saturating_add(*seq));
        let said = (held, own.roster, about.agreement.clone());
        let has_changed = self.last_hello.as_ref() != Some(&said);
        let rhythm_ms = if has_changed { HELLO_AFTER_MS } else { HELLO_EVERY_MS };
        if !self.must_say_hello && now_ms < self.hello_ms + rhythm_ms {
            return;
        }
        let hello = Hello {
            desk: self.settings.desk,
            heads: own.heads.clone(),
            roster: own.roster,
            at: self.ends.shared.addresses(),
            about: About { square: self.settings.square.clone(), ..about },
        };
        if let Ok(bytes) = hello.encode() {
            line.say_hello(bytes);
        }
        (self.hello_ms, self.must_say_hello, self.last_hello) = (now_ms, false, Some(said));
    }

    /// Shows who is there, for screens.
    pub(super) fn show(&mut self, own: &Own, now_ms: u64) {
        let no_heads = Heads::new();
        let desk = self.settings.desk;
        let mine: Heads = own.heads.iter().filter(|(series, _)| series.desk == desk).map(|(s, n)| (*s, *n)).collect();
        let peers = self.peers.iter().map(|(desk, peer)| {
            let theirs = self.plan.heads_of(*desk).unwrap_or(&no_heads);
            Peer {
                desk: *desk,
                is_present: peer.is_present,
                heard_at: peer.heard_at,
                about: peer.about.clone(),
                clock_ahead_ms: peer.clock_ahead_ms,
                lacks: ahead_by(&own.heads, theirs),
                ahead: ahead_by(theirs, &own.heads),
                lacks_own: ahead_by(&mine, theirs),
                has_same_roster: peer.roster == own.roster,
                at: peer.at.clone(),
                doubt: self.plan.doubt(*desk, now_ms),
            }
        });
        let peers: Vec<Peer> = peers.collect();
        let has_changed = self.ends.shared.set_peers(peers);
        let is_new_trouble = self.ends.shared.set_troubles(self.troubles.values().cloned().collect());
        if has_changed || is_new_trouble {
            self.ends.news.wake();
        }
    }
}
