//! The paper beside the machine: every minute in which something changed, and at the end, roster, queues and totals go
//! to the folders of this laptop as a page to print and as a table. Should every laptop die, work goes on by hand.
//!
//! The desk's thread only gathers what is written; a thread of its own writes it, so that a slow stick holds nobody up.

use crate::domain::board::Board;
use crate::domain::roster::Roster;
use crate::words::sheets::paper_copy::paper_copy;

use super::Desk;
use super::paper_thread::{Paper, PaperCopy, PaperFolder};

impl Desk {
    /// Writes the paper copy when it is time; only gathers, and never waits.
    pub(super) fn keep_paper(&mut self) {
        if self.paper.as_ref().is_none_or(|paper| !paper.is_due()) {
            return;
        }
        let copy = self.paper_copy();
        if let (Some(paper), Some(copy)) = (&mut self.paper, copy) {
            paper.hand_over(copy);
        }
    }

    pub(super) fn note_for_paper(&mut self) {
        if let Some(paper) = &mut self.paper {
            paper.note_change();
        }
    }

    /// The folders of the paper copy and how the last one went; none where no paper is kept.
    pub fn paper_folders(&self) -> Vec<PaperFolder> {
        self.paper.as_ref().map(PaperCopy::folders).unwrap_or_default()
    }

    /// The last copy, when the desk is closed.
    pub(super) fn end_paper(&mut self) {
        let is_unwritten = self.paper.as_ref().is_some_and(PaperCopy::is_unwritten);
        let last = if is_unwritten { self.paper_copy() } else { None };
        if let Some(paper) = &mut self.paper {
            paper.end(last);
        }
    }

    /// What would be written now; nothing before there is an outing. What is only practised is not on it.
    fn paper_copy(&self) -> Option<Paper> {
        let lang = self.paper.as_ref()?.lang();
        let (board, roster) = self.counting();
        let outing = board.square.outing()?;
        let number = board.square.desk(self.id()).map_or_else(|| self.id().to_string(), |card| card.number.to_string());
        let (name, at) = (format!("qiandao-{:04}-desk{number}", outing.event), self.now());
        Some(Paper { document: paper_copy(board, roster, self.id(), at, lang), name, at })
    }

    /// Board and names of what counts, whatever is being practised.
    pub(super) fn counting(&self) -> (&Board, &Roster) {
        let people = self.set_aside.as_ref().map_or(&self.people, |set_aside| &set_aside.people);
        (self.counting_board(), people.roster())
    }
}
