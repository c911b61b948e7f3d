//! Who is of the square and how they are doing, as plain data: what screens and lines show, and nothing they decide.

use std::net::SocketAddr;

use serde::Serialize;

use crate::desk::Desk;
use crate::domain::ids::{DeskId, DeskNumber};
use crate::domain::time::Wall;
use crate::sync::Peer;
use crate::words::{Said, sync};

/// A desk as this one sees it. Its names in `line --json` are a contract: they are added to, never renamed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DeskSeen {
    /// Who.
    pub desk: DeskId,
    /// Its number, once it has one.
    pub number: Option<DeskNumber>,
    /// Where it stands.
    pub name: String,
    /// Whether it is this one.
    #[serde(rename = "me")]
    pub is_me: bool,
    /// Whether it takes part by the facts; a laptop that is just joining does not yet.
    #[serde(skip)]
    pub is_listed: bool,
    /// Whether it is there now.
    #[serde(rename = "seen")]
    pub is_seen: bool,
    /// How long ago it was heard, in milliseconds; `None` when never since the start.
    pub heard_ms: Option<u64>,
    /// Entries that it lacks of those held here; of this desk, those it lacks of what another holds. `None` when not
    /// known.
    pub behind: Option<u64>,
    /// What its clock shows more than this desk's, in milliseconds.
    pub clock_ahead_ms: Option<i64>,
    /// How many entries it holds.
    pub facts: Option<u64>,
    /// Its agreement code, of this desk now, of others a moment ago.
    pub agreement: Option<String>,
    /// Its program.
    pub version: Option<String>,
    /// The square it is of, where a city has several.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub square: String,
    /// Where it can be reached.
    pub at: Vec<SocketAddr>,
}

/// The desks of a square, and whether they agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Desks {
    /// This desk and all others, by number.
    pub list: Vec<DeskSeen>,
    /// Whether every desk of the square is there and shows one agreement code.
    pub agree: bool,
}

/// How the meeting goes, for the title of every page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MeetingState {
    /// Desks of the square that are there, this one included.
    pub seen: usize,
    /// Desks of the square, this one included.
    pub expected: usize,
    /// Entries of this desk that no other holds, as far as was heard; `None` when nobody was heard yet.
    pub unsent: Option<u64>,
    /// What keeps desks apart, each a sentence.
    pub troubles: Vec<Said>,
    /// Who is not believed and why, each a sentence.
    pub doubts: Vec<Said>,
}

impl MeetingState {
    /// All that people should know of.
    pub fn warnings(&self) -> impl Iterator<Item = &Said> {
        self.troubles.iter().chain(&self.doubts)
    }
}

/// Whether every desk of the square is there and shows one agreement code, this desk's own. A laptop that is just
/// joining is none of the square yet.
pub fn all_agree(desks: &[DeskSeen], agreement: Option<&str>) -> bool {
    let mut others = desks.iter().filter(|desk| desk.is_listed && !desk.is_me);
    agreement.is_some() && others.all(|desk| desk.is_seen && desk.agreement.as_deref() == agreement)
}

impl Desk {
    /// The desks of the square. The agreement code costs a look at everything: not for every frame.
    pub fn desks(&self) -> Desks {
        let agreement = self.counting_board().agreement().to_string();
        let list = self.list(&agreement);
        let agree = all_agree(&list, Some(&agreement));
        Desks { list, agree }
    }

    /// This desk and all others, by number; `agreement` is this one's code.
    pub(super) fn list(&self, agreement: &str) -> Vec<DeskSeen> {
        let board = self.counting_board();
        let peers = self.peers();
        let listed = board.square.desks_here();
        let mut ids: Vec<DeskId> = listed.iter().map(|(desk, _)| *desk).collect();
        let others = peers.iter().filter(|peer| peer.is_present).map(|peer| peer.desk);
        ids.extend(others.filter(|desk| !listed.iter().any(|(listed, _)| listed == desk)));
        if !ids.contains(&self.id()) {
            ids.insert(0, self.id());
        }
        ids.into_iter().map(|desk| self.seen(desk, &peers, agreement)).collect()
    }

    fn seen(&self, desk: DeskId, peers: &[Peer], agreement: &str) -> DeskSeen {
        let square = &self.counting_board().square;
        let card = square.desk(desk);
        let is_me = desk == self.id();
        let peer = peers.iter().find(|peer| peer.desk == desk);
        let about = peer.map(|peer| &peer.about);
        let mine = |value: u64| is_me.then_some(value);
        let believed = peers.iter().filter(|peer| peer.doubt.is_none());
        let most_ahead = believed.map(|peer| peer.ahead).max().unwrap_or_default();
        DeskSeen {
            desk,
            number: card.map(|card| card.number).or_else(|| about?.number),
            name: card.map(|card| card.name.clone()).or_else(|| Some(about?.name.clone())).unwrap_or_default(),
            is_me,
            is_listed: square.is_here(desk),
            is_seen: is_me || peer.is_some_and(|peer| peer.is_present),
            heard_ms: mine(0).or_else(|| peer.map(Peer::heard_ms)),
            behind: mine(most_ahead).or_else(|| peer.map(|peer| peer.lacks)),
            clock_ahead_ms: if is_me { Some(0) } else { peer.map(|peer| peer.clock_ahead_ms) },
            facts: mine(self.journal.reader().facts()).or_else(|| Some(about?.facts)),
            agreement: if is_me { Some(agreement.to_owned()) } else { about.map(|about| about.agreement.clone()) },
            version: if is_me { Some(super::VERSION.to_owned()) } else { about.map(|about| about.version.clone()) },
            square: square.square_of(desk).or_else(|| Some(&about?.square)).unwrap_or_default().to_owned(),
            at: if is_me { self.addresses() } else { peer.map(|peer| peer.at.clone()).unwrap_or_default() },
        }
    }

    /// When the others were heard last; nothing of those that were not since the start.
    pub(in crate::desk) fn heard_at(&self) -> Vec<(DeskId, Wall)> {
        let now = self.now();
        let ago = |peer: &Peer| i64::try_from(peer.heard_ms()).unwrap_or(i64::MAX);
        self.peers().iter().map(|peer| (peer.desk, now.shifted(-ago(peer)))).collect()
    }

    /// How the meeting goes; `None` while this desk is alone. Cheap enough for every frame.
    pub fn meeting(&self) -> Option<MeetingState> {
        let meeting = self.meeting.as_ref()?;
        let peers = &meeting.peers;
        let listed = self.counting_board().square.desks_here();
        let is_there = |desk: DeskId| peers.iter().any(|peer| peer.desk == desk && peer.is_present);
        let seen = listed.iter().filter(|(desk, _)| *desk == self.id() || is_there(*desk)).count();
        let unsent = peers.iter().filter(|peer| peer.doubt.is_none()).map(|peer| peer.lacks_own).min();
        let called = |desk: Option<DeskId>| {
            let number = desk.and_then(|desk| self.board.square.desk(desk)).map(|card| card.number);
            let name = number.map(|number| sync::DESK.fill([("number", number.to_string())]));
            name.unwrap_or_else(|| sync::UNKNOWN_DESK.said())
        };
        let troubles = meeting.troubles.iter().map(|trouble| trouble.said(called(trouble.desk()))).collect();
        let there = peers.iter().filter(|peer| peer.is_present);
        let doubts = there.filter_map(|peer| Some(peer.doubt?.said(called(Some(peer.desk))))).collect();
        Some(MeetingState { seen, expected: listed.len(), unsent, troubles, doubts })
    }
}
