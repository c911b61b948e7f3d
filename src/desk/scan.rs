//! Scans: what the badge press reads becomes a command; the same code again at once becomes the same answer.

use crate::badge::{self, Code, CodeError, Kind};
use crate::domain::command::{Command, Scanned};
use crate::domain::ids::PersonId;
use crate::domain::refusal::{Question, Refusal};

use super::last_scan::LastScan;
use super::{Desk, Reply};

/// The same code within this time repeats the same answer (rules.md section 2): a scanner that reads twice, a badge
/// held a little long.
const SAME_SCAN_MS: u64 = 3_000;
/// What is no code of ours looks all the same. A scanner that stutters over one badge is quicker than this, and nobody
/// holds up the next badge so soon: its refusal must be heard too.
const SAME_REFUSAL_MS: u64 = 500;

impl Desk {
    /// Reads a text that was scanned or pasted; `None` when it is nothing like a code.
    pub fn read(&self, text: &str) -> Option<Scanned> {
        badge::read_text(&self.event_key()?, text).map(|read| scanned(&read))
    }

    /// Carries out a scan and waits until it is durable. The answer of the same code a moment ago is repeated.
    pub fn scan(&mut self, scanned: Scanned) -> Reply {
        if let Some(again) = self.same_scan(scanned) {
            return again;
        }
        let reply = self.perform(&Command::Scan(scanned));
        self.remember_scan(scanned, &reply);
        reply
    }

    /// The answer to the same code a moment ago, if what it wrote was not undone.
    pub fn same_scan(&self, scanned: Scanned) -> Option<Reply> {
        let last = self.last_scan.as_ref().filter(|last| last.scanned == scanned)?;
        let apart_ms = self.now().ms_since(last.at).max(last.at.ms_since(self.now()));
        let still_counts = last.reply.entries().iter().all(|entry| self.board.ledger().is_live(*entry));
        let within_ms = if scanned.is_ours() { SAME_SCAN_MS } else { SAME_REFUSAL_MS };
        (apart_ms < within_ms && still_counts).then(|| last.reply.clone())
    }

    /// Remembers what a scan was answered. What the disk did not take may be tried again at once.
    pub fn remember_scan(&mut self, scanned: Scanned, reply: &Reply) {
        if matches!(reply, Reply::NotSaved(_)) {
            return;
        }
        let person = person_in(reply).or_else(|| self.last_scan.as_ref()?.person);
        self.last_scan = Some(LastScan { scanned, at: self.now(), reply: reply.clone(), person });
    }
}

/// What the badge press read, in the words of the domain.
pub fn scanned(read: &Result<Code, CodeError>) -> Scanned {
    match read {
        Ok(code) => {
            let number = code.number();
            match code.kind() {
                Kind::Volunteer => Scanned::Badge { number, issue: code.argument() },
                Kind::Ticket => Scanned::Slip { number },
                Kind::Station | Kind::Supervisor | Kind::Command => Scanned::Card { number },
            }
        }
        Err(CodeError::Unreadable) => Scanned::Unreadable,
        Err(CodeError::NotOurs) => Scanned::NotOurs,
        Err(CodeError::OtherEvent { .. }) => Scanned::OtherEvent,
        Err(CodeError::Forged) => Scanned::Forged,
    }
}

fn person_in(reply: &Reply) -> Option<PersonId> {
    match reply {
        Reply::Done { outcome, .. } => outcome.person(),
        Reply::Refused { refusal: Refusal::Asks(Question::AlreadyIn { person, .. }), .. } => Some(*person),
        Reply::Refused { refusal: Refusal::Scan { person, .. }, .. } => *person,
        _ => None,
    }
}
