//! Sessions of the engine: when one is opened, given up and opened anew, and where neighbours may be.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::Arc;

use crate::sync::error::{SyncError, Trouble};
use crate::sync::neighbours;

use super::{ALONE_MS, Keeper};
use crate::sync::engine::line::{Line, Outlets};
use crate::sync::engine::{addresses, config};

/// A named place that QUIC has not reached by then is tried by TLS too.
const UNREACHED_MS: u64 = 5_000;
/// A session that does not open is tried again.
const OPEN_AGAIN_MS: u64 = 1_000;
/// After that more and more seldom, because each reopened session keeps some 0.13 MB.
const ALONE_MS_MOST: u64 = 300_000;

impl Keeper {
    /// Another network: the engine reads the addresses once a session.
    pub(super) fn look_at_addresses(&mut self) {
        if self.settings.listen.is_some() {
            return;
        }
        let own = addresses::own();
        if own != self.seen_at {
            self.seen_at = own;
            self.alone_ms = ALONE_MS;
            self.reached.clear();
            self.by_tls_at.clear();
            self.hang_up();
        }
    }

    /// A place that somebody named, the relay above all, and that QUIC has never reached from this network, is tried by
    /// TLS too, whoever else is there. For that a new session is needed, one a place.
    pub(super) fn look_at_places(&mut self, now_ms: u64) {
        let Some(line) = &self.line else { return };
        let present = self.peers.values().filter(|peer| peer.is_present);
        let met = present.flat_map(|peer| peer.at.iter().copied());
        let met: BTreeSet<SocketAddr> = met
            .chain(line.reached())
            .chain(self.ends.shared.addresses())
            .chain(self.by_tls_at.iter().copied())
            .collect();
        self.reached.extend(self.settings.at.iter().filter(|place| met.contains(place)));
        if now_ms < self.line_ms + UNREACHED_MS {
            return;
        }
        let missing = self.settings.at.iter().filter(|place| !self.reached.contains(place));
        let missing: Vec<SocketAddr> = missing.copied().collect();
        if !missing.is_empty() {
            self.by_tls_at.extend(missing);
            self.hang_up();
        }
    }

    fn hang_up(&mut self) {
        for desk in self.peers.keys().copied().collect::<Vec<_>>() {
            self.went(desk);
        }
        if let Some(line) = self.line.take() {
            line.close();
        }
        self.open_again_ms = 0;
    }

    pub(super) fn keep_a_session(&mut self, now_ms: u64) {
        let is_closed = self.line.as_ref().is_some_and(Line::is_closed);
        let is_alone = !self.peers.values().any(|peer| peer.is_present);
        if self.line.is_some() && is_alone && now_ms > self.opened_ms + self.alone_ms {
            self.alone_ms = self.alone_ms.saturating_mul(2).min(ALONE_MS_MOST);
            self.by_tls = !self.by_tls;
            self.hang_up();
        } else if is_closed {
            self.hang_up();
        }
        if self.line.is_none() && now_ms >= self.open_again_ms {
            self.opened_ms = now_ms;
            self.open_again_ms = now_ms + OPEN_AGAIN_MS;
            match self.open() {
                Ok(line) => {
                    self.troubles.remove(&None);
                    (self.line, self.line_ms) = (Some(line), now_ms);
                    self.must_say_hello = true;
                }
                Err(trouble) => self.note(None, trouble),
            }
        }
    }

    fn open(&mut self) -> Result<Line, Trouble> {
        let listen = match self.settings.listen {
            Some(at) if addresses::is_free(at) => vec![at],
            Some(at) => return Err(Trouble::NotFree { at }),
            None => addresses::to_listen(&self.seen_at),
        };
        let mut at: Vec<SocketAddr> = self.settings.at.clone();
        at.extend(self.remembered.iter().filter(|place| !self.settings.at.contains(place)));
        at.retain(|place| !listen.contains(place));
        let by_tls = if self.by_tls { at.iter().copied().collect() } else { self.by_tls_at.clone() };
        let wanted = config::Wanted {
            member: &self.member,
            listen: &listen,
            at: &at,
            by_tls: &by_tls,
            scouts: self.settings.scouts,
            networks: &self.seen_at,
            square: &self.settings.square,
        };
        let failed = |why: String| Trouble::NoSession { why };
        let config = config::of_desk(&wanted).map_err(|error| match error {
            SyncError::Engine { why } => failed(why),
            other => failed(format!("{other:?}")),
        })?;
        let outlets = Outlets {
            desk: self.settings.desk,
            tag: self.member.tag.clone(),
            jobs: self.ends.jobs_in.clone(),
            news: self.ends.news.clone(),
            questions: self.questions.clone(),
            kin: Arc::clone(&self.kin),
        };
        let line = Line::open(config, &outlets).map_err(|error| failed(error.to_string()))?;
        self.ends.shared.set_addresses(listen);
        Ok(line)
    }

    /// Keeps the neighbours' addresses for the next start and the next session.
    pub(super) fn remember(&mut self) {
        let mut at: Vec<SocketAddr> = Vec::new();
        for place in self.peers.values().filter(|peer| peer.is_present).flat_map(|peer| &peer.at) {
            if !at.contains(place) {
                at.push(*place);
            }
        }
        at.extend(self.remembered.iter().filter(|place| !at.contains(place)).copied().collect::<Vec<_>>());
        if at != self.remembered
            && let Some(path) = &self.settings.neighbours
        {
            neighbours::keep(path, at.clone());
        }
        self.remembered = at;
    }
}
