//! Who is around, as a picture of one moment: what a window shows of the other desks. Plain data; cheap enough to be
//! taken anew some times a second.

use std::net::SocketAddr;

use crate::desk::Desk;
use crate::sync::JoinCode;

use super::joining::Joining;
use super::seen::{DeskSeen, MeetingState, all_agree};

/// The desks of the square at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Around {
    /// How the meeting goes; `None` while this desk is alone.
    pub meeting: Option<MeetingState>,
    /// This desk and all others, by number.
    pub desks: Vec<DeskSeen>,
    /// The agreement code of this desk, once it was worked out.
    pub agreement: Option<String>,
    /// How many entries it was worked out from.
    pub entries: usize,
    /// The code by which others join.
    pub code: Option<JoinCode>,
    /// Where this desk can be reached.
    pub at: Vec<SocketAddr>,
    /// How far this laptop is on its way into a square.
    pub joining: Option<Joining>,
}

/// What a window shows that meets nobody.
pub static NOBODY_AROUND: Around =
    Around { meeting: None, desks: Vec::new(), agreement: None, entries: 0, code: None, at: Vec::new(), joining: None };

impl Around {
    /// The other desks.
    pub fn others(&self) -> impl Iterator<Item = &DeskSeen> {
        self.desks.iter().filter(|desk| !desk.is_me)
    }

    /// Those of the square that are not there.
    pub fn missing(&self) -> impl Iterator<Item = &DeskSeen> {
        self.others().filter(|desk| desk.is_listed && !desk.is_seen)
    }

    /// Those that are there and show another agreement code, or none yet.
    pub fn differing(&self) -> impl Iterator<Item = &DeskSeen> {
        self.others().filter(|desk| desk.is_listed && desk.is_seen && desk.agreement != self.agreement)
    }

    /// Whether every desk of the square is there and shows one agreement code.
    pub fn all_agree(&self) -> bool {
        all_agree(&self.desks, self.agreement.as_deref())
    }
}

impl Desk {
    /// Who is around now. The agreement code is that which others are told; of a desk that is alone it is worked out
    /// where it is wanted, and only when something changed since `before`.
    pub fn around(&self, before: &Around, with_agreement: bool) -> Around {
        let board = self.counting_board();
        let entries = board.ledger().len();
        let told = self.meeting.as_ref().map(|meeting| meeting.agreement.code.clone()).filter(|code| !code.is_empty());
        let known = || before.agreement.clone().filter(|_| before.entries == entries);
        let agreement = told.or_else(known).or_else(|| with_agreement.then(|| board.agreement().to_string()));
        Around {
            meeting: self.meeting(),
            desks: self.list(agreement.as_deref().unwrap_or_default()),
            agreement,
            entries,
            code: self.join_code(),
            at: self.addresses(),
            joining: self.joining(),
        }
    }
}
