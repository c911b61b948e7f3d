//! What a desk writes down without being asked: what it found out about other desks, for all of them to see.

use crate::domain::decision::Decision;
use crate::domain::doubts::CLOCKS_APART_MS;
use crate::domain::fact::Fact;
use crate::domain::ids::DeskId;
use crate::domain::outcome::Outcome;
use crate::domain::time::Wall;

use super::Desk;

/// Clocks that were apart agree again when they are so much closer, lest a second to and fro be a fact each time.
const CLOSER_MS: u64 = 10_000;

impl Desk {
    /// Writes a fact that answers nobody. What a desk writes while it practises counts nowhere, so nothing is noted then.
    pub(super) fn note(&mut self, fact: Fact) {
        if self.board.square.outing().is_some() && self.set_aside.is_none() {
            let nonce = self.draw_nonce();
            self.write(None, Decision::of([fact], Outcome::NothingNew), nonce, Vec::new());
        }
    }

    /// Compares another desk's clock, corrected by what it knows of its own error, with this one's. Only a change is
    /// written: that they differ by two minutes, or that they agree again.
    pub fn hear_clock(&mut self, of: DeskId, their_now: Wall) {
        if self.set_aside.is_some() {
            return;
        }
        let ahead_ms = their_now.0.saturating_sub(self.now().0);
        let said = self.clocks_heard.get(&of).copied().or_else(|| self.board.doubts.clock_seen(self.id(), of));
        let were_apart = said.is_some_and(|said| said.unsigned_abs() >= CLOCKS_APART_MS);
        let limit_ms = if were_apart { CLOCKS_APART_MS - CLOSER_MS } else { CLOCKS_APART_MS };
        if (ahead_ms.unsigned_abs() >= limit_ms) != were_apart && self.board.square.desk(of).is_some() {
            self.clocks_heard.insert(of, ahead_ms);
            self.note(Fact::ClockSeen { desk: of, ahead_ms });
        }
    }
}
