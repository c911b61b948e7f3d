//! Practice: a while in which what is done at this desk counts nowhere, for teaching with the real roster.
//!
//! While it lasts the desk works on copies of its board and its names; the true ones are set aside and kept current, so
//! that ending it is putting them back. Facts are as durable as ever, marked as practice, and no board but the copy
//! counts them: they cannot come back to life with a restart or at another desk. Names of practice are never written.
//! Numbers that practice gave out are not given out again: they may stand on somebody's paper.

use super::set_aside::{Practice, SetAside};
use super::{Desk, Reply, Token};
use crate::domain::board::Board;
use crate::domain::refusal::Refusal;

impl Desk {
    /// Since when the desk practises, if it does.
    pub fn practice(&self) -> Option<Practice> {
        self.set_aside.as_ref().map(|set_aside| set_aside.practice)
    }

    /// The board of what counts: [`Desk::board`], but for what is only practised.
    pub fn counting_board(&self) -> &Board {
        self.set_aside.as_ref().map_or(&self.board, |set_aside| &set_aside.board)
    }

    /// Begins to practise. What was submitted before still counts, and is answered here.
    pub fn begin_practice(&mut self) -> Result<Vec<(Token, Reply)>, Refusal> {
        if self.board.square.outing().is_none() {
            return Err(Refusal::NoOuting);
        }
        let replies = self.finish();
        if self.set_aside.is_none() {
            let practice = Practice { since: self.now(), last_used: self.now() };
            let copy = self.board.for_practice(self.scribe.series());
            let board = std::mem::replace(&mut self.board, copy);
            self.set_aside = Some(Box::new(SetAside { board, people: self.people.clone(), practice }));
            // Who was scanned a moment ago may be scanned again: the other answer is the one that is asked for.
            self.last_scan = None;
        }
        Ok(replies)
    }

    /// Ends it: everything is as if nothing had been practised. What was submitted before is answered here.
    pub fn end_practice(&mut self) -> Vec<(Token, Reply)> {
        let replies = self.finish();
        if let Some(set_aside) = self.set_aside.take() {
            (self.board, self.people) = (set_aside.board, set_aside.people);
            self.last_scan = None;
        }
        replies
    }

    /// Takes note that something was practised just now.
    pub(super) fn use_practice(&mut self) {
        let now = self.now();
        if let Some(set_aside) = &mut self.set_aside {
            set_aside.practice.last_used = now;
        }
    }
}
