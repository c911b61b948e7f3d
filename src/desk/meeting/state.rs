//! The meeting as it runs, and what a laptop on its way into a square wants: plain data, moved on beside it.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::desk::inflow::Arrived;
use crate::domain::ids::DeskNumber;
use crate::domain::refusal::Refusal;
use crate::journal::{self, Keys};
use crate::sync::{JoinCode, Messenger, Peer, Trouble};

use super::store::DeskStore;

/// An agreement code that is told to others is not older than this while entries come...
const AGREEMENT_EVERY: Duration = Duration::from_secs(1);
/// ...unless working it out takes long: no more than this part of the time goes into it.
const AGREEMENT_SHARE: u32 = 50;

/// The others say within this that they have what was written last.
const LEAVING_LEAST: Duration = Duration::from_millis(600);
/// Whoever has not heard by then that this desk leaves sees it missing until somebody removes it.
const LEAVING_MOST: Duration = Duration::from_secs(5);

/// How a desk looks for others. What is not said is as it was at the last start.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MeetOptions {
    /// Where to listen; each of the laptop's own addresses unless said.
    pub listen: Option<SocketAddr>,
    /// Where somebody is known to be.
    pub at: Vec<SocketAddr>,
    /// Not to look by multicast.
    pub no_scout: bool,
    /// The square this desk is of, where a city has several.
    pub square: Option<String>,
}

/// What another laptop needs to join.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Invitation(pub JoinCode);

/// The meeting as it runs.
pub struct Meeting {
    pub messenger: Messenger,
    pub store: Arc<DeskStore>,
    /// What arrived and found no room.
    pub held: Option<Arrived>,
    /// Who is there, as of the last look.
    pub peers: Vec<Peer>,
    pub troubles: Vec<Trouble>,
    /// The square under whose name it runs.
    pub square: String,
    pub looked_at: Option<Instant>,
    pub agreement: Agreed,
    /// While this laptop becomes a desk of the square.
    pub wanted: Option<Wanted>,
    /// This desk takes part no more, and lets the others hear of it.
    pub leaving_since: Option<Instant>,
}

impl Meeting {
    /// The desks that are there and whose word counts.
    pub fn believed(&self) -> impl Iterator<Item = &Peer> {
        self.peers.iter().filter(|peer| peer.is_present && peer.doubt.is_none())
    }

    /// Whether this desk takes part no more.
    pub fn is_leaving(&self) -> bool {
        self.leaving_since.is_some()
    }

    /// Whether nobody need be told any more that this desk leaves.
    pub fn has_left(&self) -> bool {
        let is_told = self.peers.iter().all(|peer| !peer.is_present || peer.lacks_own == 0);
        self.leaving_since.is_some_and(|since| {
            let elapsed = since.elapsed();
            elapsed > LEAVING_MOST || (is_told && elapsed > LEAVING_LEAST)
        })
    }
}

/// The agreement code that others are told.
#[derive(Default)]
pub struct Agreed {
    pub code: String,
    /// How many entries there were.
    pub entries: usize,
    pub at: Option<Instant>,
    pub cost: Duration,
}

impl Agreed {
    /// Whether it is worked out again.
    pub fn is_due(&self, entries: usize) -> bool {
        let wait = AGREEMENT_EVERY.max(self.cost * AGREEMENT_SHARE);
        entries != self.entries && self.at.is_none_or(|at| at.elapsed() >= wait) || self.at.is_none()
    }
}

/// What a laptop wants to be.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DeskWish {
    /// Its number; the one it had or the lowest free one unless said.
    pub number: Option<DeskNumber>,
    /// Where it stands.
    pub name: String,
}

/// A laptop on its way.
pub struct Wanted {
    pub code: JoinCode,
    pub wish: DeskWish,
    pub since: Instant,
    /// The key of the badges, while it goes to the disk.
    pub saving: Option<(journal::Pending<()>, Keys)>,
    /// Whether code and key are on the disk.
    pub is_welcome: bool,
    pub refused: Option<Refusal>,
    /// Whether its number was asked for.
    pub has_asked: bool,
}

impl Wanted {
    /// On the way from now on.
    pub fn new(code: JoinCode, wish: DeskWish) -> Self {
        let since = Instant::now();
        Self { code, wish, since, saving: None, is_welcome: false, refused: None, has_asked: false }
    }

    /// Code and key are on the disk already.
    pub fn begun(code: JoinCode) -> Self {
        Self { is_welcome: true, ..Self::new(code, DeskWish::default()) }
    }
}
