//! How a laptop becomes a desk of a square: found, welcomed, everything taken in, a number of its own.

use crate::desk::Desk;
use crate::domain::command::Command;
use crate::domain::ids::DeskNumber;
use crate::domain::outcome::Outcome;
use crate::domain::refusal::Refusal;
use crate::journal::{JoinDigits, Keys};
use crate::sync::{JoinCode, OutingMark, Welcome};

use super::MeetError;
use super::state::{DeskWish, Wanted};

/// How far a laptop is on its way into a square.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Joining {
    /// Nobody with this code was heard yet.
    Looking {
        /// For so long.
        since_ms: u64,
    },
    /// Somebody was heard; names and entries come.
    Taking {
        /// Entries held here.
        facts: u64,
        /// Entries that are still missing, as far as was heard.
        missing: u64,
    },
    /// The number that was wished for cannot be had.
    Refused(Refusal),
}

impl Desk {
    /// Goes into the square whose code this is; [`Self::collect`] moves it on and [`Self::joining`] says how far it is.
    /// A desk that was of the square before only comes back.
    pub fn join(&mut self, code: JoinCode, wish: DeskWish) -> Result<(), MeetError> {
        if self.set_aside.is_some() {
            return Err(MeetError::Practising);
        }
        self.start_meeting(code, Some(Wanted::new(code, wish)))
    }

    /// Gives up joining: what was taken in stays, and nobody is looked for any more unless this desk joined before.
    pub fn stop_joining(&mut self) -> Result<(), MeetError> {
        let is_on_its_way = self.meeting.as_ref().is_some_and(|meeting| meeting.wanted.is_some());
        if is_on_its_way {
            self.meeting = None;
            if let Some(code) = self.join_code() {
                self.start_meeting(code, None)?;
            }
        }
        Ok(())
    }

    /// How far this laptop is on its way; `None` when it is on none.
    pub fn joining(&self) -> Option<Joining> {
        let meeting = self.meeting.as_ref()?;
        let wanted = meeting.wanted.as_ref()?;
        if let Some(refusal) = &wanted.refused {
            return Some(Joining::Refused(refusal.clone()));
        }
        let there = meeting.believed().filter(|peer| peer.about.outing.is_some());
        let missing = there.map(|peer| peer.ahead).max();
        Some(match missing {
            None => {
                Joining::Looking { since_ms: u64::try_from(wanted.since.elapsed().as_millis()).unwrap_or(u64::MAX) }
            }
            Some(missing) => Joining::Taking { facts: self.journal.reader().facts(), missing },
        })
    }

    /// Whether a desk of the square let this laptop in.
    pub(super) fn is_welcome(&self) -> bool {
        let wanted = self.meeting.as_ref().and_then(|meeting| meeting.wanted.as_ref());
        wanted.is_some_and(|wanted| wanted.is_welcome)
    }

    /// The key of the badges goes to the disk; with it there this desk is of the outing.
    pub(super) fn take_welcome(&mut self, welcome: &Welcome) {
        if self.board.square.outing().is_some() {
            return;
        }
        let Ok(event_key) = welcome.event_key.parse() else { return };
        let keys = self.journal.keys();
        if let Some(wanted) = self.wanted().filter(|wanted| wanted.saving.is_none() && !wanted.is_welcome) {
            let keys = Keys { event_key, join_code: Some(JoinDigits(wanted.code.digits())), ..keys };
            self.save_welcome(keys);
        }
    }

    fn wanted(&mut self) -> Option<&mut Wanted> {
        self.meeting.as_mut()?.wanted.as_mut()
    }

    fn save_welcome(&mut self, keys: Keys) {
        let saving = self.journal.change_keys(keys.clone());
        if let Some(wanted) = self.wanted() {
            wanted.saving = Some((saving, keys));
        }
    }

    /// One step further, when there is one.
    pub(super) fn go_on_joining(&mut self) {
        let Some(wanted) = self.wanted() else { return };
        if let Some((saving, keys)) = wanted.saving.take() {
            match saving.try_take() {
                None => wanted.saving = Some((saving, keys)),
                Some(Err(_)) => {} // The next hello leads here again.
                Some(Ok(())) => {
                    wanted.is_welcome = true;
                    self.event_secret = keys.event_key.0;
                }
            }
            return;
        }
        if wanted.refused.is_some() || self.board.square.outing().is_none() || !self.has_caught_up() {
            return;
        }
        if !self.is_welcome() {
            // It was of this outing before; the code may be a new one.
            let mut keys = self.journal.keys();
            if let Some(wanted) = self.wanted() {
                keys.join_code = Some(JoinDigits(wanted.code.digits()));
            }
            self.save_welcome(keys);
            return;
        }
        self.take_a_number();
    }

    /// Whether all that the others hold is held here.
    fn has_caught_up(&self) -> bool {
        let Some(meeting) = &self.meeting else { return false };
        let ours = Some(OutingMark::of(&self.event_secret));
        let mut kin = meeting.believed().filter(|peer| peer.about.outing == ours).peekable();
        kin.peek().is_some()
            && kin.all(|peer| peer.ahead == 0 && peer.has_same_roster)
            && !self.is_absorbing()
            && meeting.held.is_none()
    }

    fn take_a_number(&mut self) {
        let desk = self.id();
        let card = self.board.square.desk(desk).cloned();
        let is_here = self.board.square.is_here(desk);
        let Some(wanted) = self.wanted() else { return };
        let wish = wanted.wish.clone();
        if is_here
            && (wanted.has_asked || wish.number.is_none_or(|number| card.as_ref().is_some_and(|c| c.number == number)))
        {
            if let Some(meeting) = &mut self.meeting {
                meeting.wanted = None;
            }
            return;
        }
        if self.pending() > 0 {
            return;
        }
        let before = card.as_ref().map(|card| card.number).filter(|number| self.board.square.is_free(*number, desk));
        let Some(number) = wish.number.or(before).or_else(|| self.board.square.free_number(DeskNumber::LAST)) else {
            return;
        };
        let name = Some(wish.name).filter(|name| !name.is_empty()).or(card.map(|card| card.name));
        let command = Command::JoinDesk { number, name: name.unwrap_or_else(|| number.to_string()) };
        let nonce = self.draw_nonce();
        let decision = self.decide(&command, nonce);
        let refused = match &decision.answer {
            Err(refusal) => Some(refusal.clone()),
            Ok(Outcome::NothingNew) if decision.facts.is_empty() => None,
            Ok(_) => {
                self.write(None, decision, nonce, Vec::new());
                None
            }
        };
        if let Some(wanted) = self.wanted() {
            wanted.has_asked = true;
            wanted.refused = refused;
        }
    }
}
