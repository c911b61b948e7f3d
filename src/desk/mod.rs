//! The clerk: decide, write, count, tell others.
//!
//! [`Desk::submit`] decides a command on the board as it will be once all that waits is durable, hands the entries to
//! the journal and returns at once; [`Desk::collect`] folds what became durable and gives the answers. An answer is
//! never given before its facts are durable. [`Desk::perform`] is both in one, for whoever may wait.
//!
//! ```text
//! command -> decide (board + pending) -> scribe (stamp, number, chain) -> journal (durable) -> board -> answer
//! ```
//!
//! The desk knows no screen and no words; the wall clock and randomness live in its rooms [`clock`] and [`chance`].

mod absorb;
mod aside;
pub mod chance;
pub mod clock;
mod closing;
mod edit;
mod forms;
mod hours;
mod import;
mod inbox;
mod inflow;
mod last_scan;
mod meeting;
mod notes;
mod open;
pub mod out;
mod out_error;
mod paper_copy;
mod paper_thread;
mod parcel;
mod people;
mod practice;
mod print;
mod reading;
mod register;
mod reply;
mod restore;
mod scan;
mod scribe;
mod set_aside;
mod set_up;
mod settings;
mod similar;
mod slips;
#[cfg(test)]
mod tests;
mod unpacking;
mod watch;

use std::collections::{BTreeMap, VecDeque};
use std::path::PathBuf;
use std::sync::Arc;

pub use aside::Aside;
pub use edit::Edits;
pub use forms::{FormsWanted, PAPER_DESK_LAST, SLIPS};
pub use import::{Gone, ImportError, ImportSummary};
pub use inbox::{Heard, Inbox};
pub use inflow::Arrived;
pub use meeting::{
    Around, DeskSeen, DeskWish, Desks, Invitation, Joining, MeetError, MeetOptions, MeetingState, NOBODY_AROUND,
};
pub use open::{DeskError, DeskOptions};
pub use paper_thread::{PaperFolder, PaperOptions, PaperState};
pub use parcel::ParcelError;
pub use people::Who;
pub use print::{CardSet, PrintError, Sheet};
pub use reading::{DeskReader, RosterPage, RosterReader};
pub use register::Walkin;
pub use reply::{Reply, Token};
pub use restore::{RestoreError, Restored};
pub use scan::scanned;
pub use set_aside::Practice;
pub use set_up::SetUp;
pub use settings::{QueueWork, Settings};
pub use similar::Similar;
pub use unpacking::ParcelTaken;
pub use watch::Watch;

use crate::badge::EventKey;
use crate::domain::board::Board;
use crate::domain::command::{Asker, Command};
use crate::domain::decide::decide;
use crate::domain::decision::Decision;
use crate::domain::fact::{Entry, Fact};
use crate::domain::ids::{DeskId, EntryKey, Nonce, PersonId, UnitName};
use crate::domain::limits;
use crate::domain::outcome::Outcome;
use crate::domain::refusal::Refusal;
use crate::domain::roster::{Roster, RosterRecord};
use crate::domain::time::{Stamp, StampWindow, Wall};
use crate::journal::{self, Journal, JournalError};
use crate::printer::Printer;
use crate::wire;
use crate::words::Said;
use chance::Chance;
use clock::Clock;
use inflow::Inflow;
use last_scan::LastScan;
use people::People;
use scribe::{Position, Press, Scribe};
use set_aside::SetAside;
use unpacking::Unpacking;

/// One desk at work.
pub struct Desk {
    board: Board,
    people: People,
    /// What counts while the desk practises and works on copies of it.
    set_aside: Option<Box<SetAside>>,
    journal: Journal,
    scribe: Scribe,
    clock: Clock,
    chance: Chance,
    event_secret: [u8; 32],
    pending: VecDeque<Pending>,
    last_token: u64,
    last_scan: Option<LastScan>,
    settings: settings::Kept,
    /// Where slips come out, if anywhere.
    printer: Option<Printer>,
    operator: Option<PersonId>,
    inflow: Inflow,
    /// A parcel on its way in.
    unpacking: Option<Unpacking>,
    /// The roster for other threads, once anybody asked for it.
    shared_roster: Option<RosterReader>,
    /// The paper beside the machine, where it is kept.
    paper: Option<paper_thread::PaperCopy>,
    /// What this run wrote of other desks' clocks.
    clocks_heard: BTreeMap<DeskId, i64>,
    /// The other desks, while this one meets them.
    meeting: Option<meeting::state::Meeting>,
    meet_options: MeetOptions,
    /// Called from other threads when there is something to collect.
    wake: Option<Arc<dyn Fn() + Send + Sync>>,
    /// The data folder.
    folder: PathBuf,
}

/// A decided command whose entries are on their way to the disk.
struct Pending {
    /// `None` when nobody waits for an answer.
    token: Option<Token>,
    answer: Result<Outcome, Refusal>,
    entries: Vec<Entry>,
    records: Vec<RosterRecord>,
    /// Where the scribe stood before: where it goes back to when the write fails.
    before: Position,
    /// `None` when nothing is written; it still waits its turn, for it was decided on what is before it.
    saving: Option<journal::Pending<journal::Saved>>,
}

impl Desk {
    /// Everything the facts add up to, durable ones only; while the desk practises, with what is practised.
    pub fn board(&self) -> &Board {
        &self.board
    }

    /// Names and phones.
    pub fn roster(&self) -> &Roster {
        self.people.roster()
    }

    /// This desk.
    pub fn id(&self) -> DeskId {
        self.scribe.series().desk
    }

    /// What the wall clock shows, corrected by what is known of its error.
    pub fn now(&self) -> Wall {
        self.clock.wall().shifted(self.board.square.clock_offset_ms(self.id()))
    }

    /// The clock, to set it by hand in the demo square.
    pub fn clock_mut(&mut self) -> &mut Clock {
        &mut self.clock
    }

    /// The book, for its state and for reading entries back.
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// How many commands are decided but not yet durable.
    pub fn pending(&self) -> usize {
        self.pending.len()
    }

    /// What this laptop remembers of itself.
    pub fn settings(&self) -> &Settings {
        self.settings.get()
    }

    /// Changes what this laptop remembers; it is so at once, and after the next start if it could be written.
    pub fn change_settings(&mut self, change: impl FnOnce(&mut Settings)) -> Result<(), Said> {
        let before = self.settings.get().paper.clone();
        let changed = self.settings.change(change);
        let folders = &self.settings.get().paper;
        if let Some(paper) = self.paper.as_mut().filter(|_| *folders != before) {
            paper.choose(folders);
            self.journal.back_up_to(paper.chosen());
        }
        changed
    }

    /// What was wrong with the settings at the start.
    pub fn settings_trouble(&self) -> Option<Said> {
        self.settings.trouble.clone()
    }

    /// The key of this outing's codes, once the outing is set.
    pub fn event_key(&self) -> Option<EventKey> {
        EventKey::new(self.board.square.outing()?.event, self.event_secret)
    }

    /// The people a text means, best first.
    pub fn find(&self, text: &str, limit: usize) -> Vec<PersonId> {
        self.people.find(&self.board, text, limit, self.unit_of_last_scan())
    }

    /// Whom a short number or a text means, if exactly one.
    pub fn who(&self, text: &str) -> Who {
        self.people.who(&self.board, text)
    }

    /// A nonce for a key press or scan that was just received.
    pub fn draw_nonce(&mut self) -> Nonce {
        // Without randomness a nonce from the clock still tells presses of one desk apart.
        Nonce(self.chance.word().unwrap_or_else(|_| self.clock.stamp_ms()))
    }

    /// A reader for other threads.
    pub fn reader(&mut self) -> DeskReader {
        let roster = self.shared_roster.get_or_insert_with(|| RosterReader::of(self.people.roster())).clone();
        DeskReader { entries: self.journal.reader(), roster }
    }

    /// Decides a command and sends its entries to the disk; the answer comes with [`Self::collect`].
    pub fn submit(&mut self, command: &Command, nonce: Nonce) -> Token {
        let token = self.next_token();
        let decision = self.decide(command, nonce);
        let (decision, records) = self.with_former_values(decision);
        self.write(Some(token), decision, nonce, records);
        token
    }

    fn next_token(&mut self) -> Token {
        self.last_token += 1;
        Token(self.last_token)
    }

    fn decide(&mut self, command: &Command, nonce: Nonce) -> Decision {
        let asker = Asker { desk: self.id(), now: self.now() };
        if self.set_aside.is_some() && !command.can_be_practised() {
            return Refusal::Practising.into();
        }
        let pending = self.pending.iter().flat_map(|waiting| waiting.entries.iter().cloned());
        self.board.ahead(pending, |board| {
            if board.ledger().caused_by(asker.desk, nonce).next().is_some() {
                return Decision::of([], Outcome::NothingNew);
            }
            decide(board, command, &asker)
        })
    }

    /// Hands facts and names to the journal, names first; both or none are saved. Names of practice go nowhere.
    fn write(&mut self, token: Option<Token>, decision: Decision, nonce: Nonce, records: Vec<RosterRecord>) {
        let Decision { facts, answer } = decision;
        let before = self.scribe.position();
        let (practice, wall, stamp_ms) = (self.set_aside.is_some(), self.now(), self.clock.stamp_ms());
        let press = Press { nonce, operator: self.operator, practice, wall, stamp_ms };
        self.use_practice();
        let window = self.window(&facts);
        let (answer, written) = match self.scribe.write(facts, press, window) {
            Ok(written) => (answer, written),
            // A fact beyond the size of an entry can only come of a text or list past its limits.
            Err(_too_long) => {
                let most = limits::ENTRY_BYTES as u64;
                (Err(Refusal::OutOfBounds { given: most + 1, most }), Vec::new())
            }
        };
        let (entries, lines): (Vec<_>, Vec<_>) = written.into_iter().unzip();
        let named: Vec<_> =
            records.iter().filter(|_| !practice).filter_map(|record| wire::encode_record(record).ok()).collect();
        let empty = lines.is_empty() && named.is_empty();
        let saving = (!empty).then(|| self.journal.append(lines, named));
        self.pending.push_back(Pending { token, answer, entries, records, before, saving });
    }

    /// The window of stamps: the outing's, or that of the outing that is just being set.
    fn window(&self, facts: &[Fact]) -> Option<StampWindow> {
        let waiting = self.pending.iter().flat_map(|waiting| &waiting.entries).map(|entry| &entry.fact);
        let mut new = waiting.chain(facts).filter_map(|fact| match fact {
            Fact::OutingSet(outing) => Some(StampWindow::around(outing.first_day, outing.last_day)),
            _ => None,
        });
        new.next_back().or_else(|| self.board.square.window())
    }

    /// Folds what became durable and gives the answers, in the order of their commands; then moves what arrived from
    /// other desks one portion on. Never waits.
    pub fn collect(&mut self) -> Vec<(Token, Reply)> {
        let replies = self.answers();
        self.go_on_unpacking();
        self.attend_meeting();
        self.take_in_arrived();
        self.keep_paper();
        replies
    }

    /// The answers alone, where something more important comes next: a key, a scan. Never waits.
    pub fn answers(&mut self) -> Vec<(Token, Reply)> {
        let mut replies = Vec::new();
        while let Some(first) = self.pending.front_mut() {
            let saved = match &mut first.saving {
                None => Ok(()),
                Some(saving) => match saving.try_take() {
                    None => break,
                    Some(saved) => saved.map(drop),
                },
            };
            self.settle(saved, &mut replies);
        }
        replies
    }

    /// Decides, writes, waits until it is durable, answers. Answers of commands submitted before are given up: whoever
    /// mixes both collects first.
    pub fn perform(&mut self, command: &Command) -> Reply {
        let nonce = self.draw_nonce();
        let token = self.submit(command, nonce);
        self.wait_for(token)
    }

    /// Waits until all that was submitted is durable, folds it and gives the answers.
    pub fn finish(&mut self) -> Vec<(Token, Reply)> {
        let mut replies = Vec::new();
        while let Some(first) = self.pending.front_mut() {
            let saved = first.saving.take().map_or(Ok(()), |saving| saving.wait().map(drop));
            self.settle(saved, &mut replies);
        }
        replies
    }

    fn wait_for(&mut self, token: Token) -> Reply {
        let answer = self.finish().into_iter().find(|(of, _)| *of == token).map(|(_, reply)| reply);
        answer.unwrap_or(Reply::Refused { refusal: Refusal::NothingToUndo, entries: Vec::new() })
    }

    /// Answers the first pending command; when it failed, everything decided after it fails with it.
    fn settle(&mut self, saved: Result<(), JournalError>, replies: &mut Vec<(Token, Reply)>) {
        let Some(first) = self.pending.pop_front() else { return };
        match saved {
            Ok(()) => {
                let token = first.token;
                let reply = self.fold(first);
                replies.extend(token.map(|token| (token, reply)));
            }
            Err(error) => {
                self.scribe.back_to(first.before);
                let failed = first.token.into_iter().chain(self.pending.drain(..).filter_map(|later| later.token));
                replies.extend(failed.map(|token| (token, Reply::NotSaved(error.clone()))));
                self.journal.next_round();
            }
        }
    }

    fn fold(&mut self, durable: Pending) -> Reply {
        let entries: Vec<EntryKey> = durable.entries.iter().map(|entry| entry.key).collect();
        self.offer(&durable.entries, if self.set_aside.is_some() { &[] } else { &durable.records });
        for record in durable.records {
            if self.set_aside.is_some() {
                self.people.take_up(&self.board, record);
            } else {
                self.name(record);
            }
        }
        for entry in durable.entries {
            self.take_in(entry);
        }
        self.print_taken(&durable.answer, &entries);
        match durable.answer {
            Ok(outcome) => Reply::Done { outcome, entries },
            Err(refusal) => Reply::Refused { refusal, entries },
        }
    }

    /// Folds one durable entry and brings the index of names up to date with it.
    fn take_in(&mut self, entry: Entry) {
        self.see(entry.stamp);
        self.note_for_paper();
        if let Some(set_aside) = &mut self.set_aside {
            set_aside.take_in(entry.clone());
        }
        self.people.take_in(&mut self.board, entry);
    }

    /// The unit of the person scanned last, whose colleagues probably come next.
    fn unit_of_last_scan(&self) -> Option<&UnitName> {
        let person = self.last_scan.as_ref()?.person?;
        Some(&self.board.attendance.person(person)?.unit)
    }

    /// Takes note of a stamp. One outside the outing's days must not pull this desk's own after it.
    fn see(&mut self, stamp: Stamp) {
        if self.board.square.window().is_none_or(|window| window.holds(stamp)) {
            self.scribe.see(stamp);
        }
    }

    /// Takes one durable record of the roster in.
    fn name(&mut self, record: RosterRecord) {
        self.see(record.stamp);
        self.note_for_paper();
        if let Some(shared) = &self.shared_roster {
            shared.follow(record.clone());
        }
        if let Some(set_aside) = &mut self.set_aside {
            set_aside.name(record.clone());
        }
        self.people.take_up(&self.board, record);
    }
}

impl Drop for Desk {
    /// The paper is as of the end.
    fn drop(&mut self) {
        self.end_paper();
    }
}
