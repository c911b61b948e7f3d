//! This desk among others: it starts the messenger once it belongs to a square, tells it what became durable, takes in
//! what arrives, and knows who is there.
//!
//! ```text
//! invite -> join code -> the other laptop: join -> welcome (badge key) -> entries, names -> DeskJoined -> one of us
//! ```
//!
//! Nothing here waits: [`Desk::collect`] moves it on. What arrives is judged in `absorb`, how desks find each other is
//! the messenger's. `state` is the meeting itself, `store` what others may read here, `joining` how a laptop becomes a
//! desk of the square, `seen` what people see of it all.

mod around;
mod error;
mod joining;
mod seen;
pub mod state;
mod store;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

pub use around::{Around, NOBODY_AROUND};
pub use error::MeetError;
pub use joining::Joining;
pub use seen::{DeskSeen, Desks, MeetingState};
pub use state::{DeskWish, Invitation, MeetOptions};

use super::inflow::Arrived;
use super::{Desk, Reply};
use crate::domain::command::Command;
use crate::domain::fact::{Entry, Fact};
use crate::domain::ids::DeskId;
use crate::domain::roster::RosterRecord;
use crate::domain::set_up;
use crate::journal::{JoinDigits, Keys};
use crate::sync::{About, JoinCode, Messenger, News, OutingMark, Peer, Settings};
use crate::wire;
use state::{Agreed, Meeting, Wanted};
use store::{DeskStore, Told};

/// The program's version, as other desks see it.
const VERSION: &str = env!("CARGO_PKG_VERSION");
/// Where the neighbours' last addresses are kept.
const NEIGHBOURS: &str = "neighbours";
/// How often who is there is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(200);
/// Lines that may wait to be judged before more is taken from the messenger, which holds the rest.
const WAITING_BYTES: usize = 1024 * 1024;

impl Desk {
    /// Meets the other desks from now on, when this desk ever joined; else nothing happens, now or later, until
    /// somebody invites or joins. Never waits.
    pub fn meet(&mut self, options: MeetOptions) -> Result<(), MeetError> {
        self.meet_with(options);
        let Some(code) = self.join_code() else { return Ok(()) };
        // A laptop that was on its way in when it was closed goes on.
        let wanted = self.board.square.desk(self.id()).is_none().then(|| Wanted::begun(code));
        self.start_meeting(code, wanted)
    }

    /// Says how others are looked for, when that begins.
    pub fn meet_with(&mut self, options: MeetOptions) {
        // A name that cannot be is told where it is given.
        let square = options.square.as_deref().and_then(|name| set_up::square_name(name).ok());
        let at = options.at.clone();
        self.meet_options = options;
        let remembered = self.change_settings(|settings| {
            if !at.is_empty() {
                settings.at = at;
            }
            if square.is_some() {
                settings.square = square;
            }
        });
        self.settings.trouble = self.settings.trouble.take().or(remembered.err());
    }

    /// The code of the square this desk belongs to.
    pub fn join_code(&self) -> Option<JoinCode> {
        self.journal.keys().join_code?.0.parse().ok()
    }

    /// The code by which other laptops join, drawn when there is none yet; from here on this desk listens.
    pub fn invite(&mut self) -> Result<Invitation, MeetError> {
        if self.board.square.outing().is_none() {
            return Err(MeetError::NoOuting);
        }
        let code = match self.join_code() {
            Some(code) => code,
            None => self.draw_join_code()?,
        };
        if self.meeting.as_ref().is_none_or(Meeting::is_leaving) {
            self.start_meeting(code, None)?;
        }
        Ok(Invitation(code))
    }

    /// Where this desk can be reached; empty until it listens.
    pub fn addresses(&self) -> Vec<SocketAddr> {
        self.meeting.as_ref().map(|meeting| meeting.messenger.addresses()).unwrap_or_default()
    }

    /// Takes this desk off the square: it is off at once, and listens to nobody any more once the others have heard of
    /// it.
    pub fn leave(&mut self) -> Result<Reply, MeetError> {
        if self.join_code().is_none() {
            return Err(MeetError::NotJoined);
        }
        let reply = self.perform(&Command::LeaveDesk { desk: self.id() });
        if matches!(reply, Reply::Done { .. }) {
            self.save_keys(|keys| keys.join_code = None)?;
            if let Some(meeting) = &mut self.meeting {
                // The others are given a moment to hear of it.
                meeting.leaving_since = Some(Instant::now());
            }
            // The addresses help nobody any more; a file that stays is no harm.
            let _ = std::fs::remove_file(self.folder.join(NEIGHBOURS));
        }
        Ok(reply)
    }

    /// Takes a lost laptop off the square and changes the code: whoever has the old one talks to nobody. The remaining
    /// desks join again with the new one.
    pub fn remove_desk(&mut self, desk: DeskId) -> Result<(Reply, Option<Invitation>), MeetError> {
        if self.join_code().is_none() {
            return Err(MeetError::NotJoined);
        }
        if desk == self.id() {
            return Err(MeetError::NotThisOne);
        }
        let reply = self.perform(&Command::LeaveDesk { desk });
        if !matches!(reply, Reply::Done { .. }) {
            return Ok((reply, None));
        }
        let code = self.draw_join_code()?;
        self.start_meeting(code, None)?;
        Ok((reply, Some(Invitation(code))))
    }

    fn draw_join_code(&mut self) -> Result<JoinCode, MeetError> {
        let code = JoinCode::drawn(self.chance.word().map_err(|_| MeetError::NoChance)?);
        self.save_keys(|keys| keys.join_code = Some(JoinDigits(code.digits())))?;
        Ok(code)
    }

    fn save_keys(&self, change: impl FnOnce(&mut Keys)) -> Result<(), MeetError> {
        let mut keys = self.journal.keys();
        change(&mut keys);
        self.journal.change_keys(keys).wait().map_err(MeetError::NotSaved)
    }

    /// Starts the messenger, or starts it anew under another code.
    fn start_meeting(&mut self, code: JoinCode, wanted: Option<Wanted>) -> Result<(), MeetError> {
        // The new one tries its address again until the one before has let it go.
        self.end_meeting();
        let told = self.told(String::new());
        let store = Arc::new(DeskStore::new(self.id(), self.reader(), told));
        let MeetOptions { listen, no_scout, .. } = self.meet_options;
        let square = self.own_square();
        let settings = Settings {
            listen,
            at: self.settings().at.clone(),
            scouts: !no_scout,
            square: square.clone(),
            neighbours: Some(self.folder.join(NEIGHBOURS)),
            wake: self.wake.clone(),
            ..Settings::new(self.id(), code)
        };
        let messenger = Messenger::start(settings, Arc::clone(&store) as _).map_err(MeetError::NotStarted)?;
        self.meeting = Some(Meeting {
            messenger,
            store,
            held: None,
            peers: Vec::new(),
            troubles: Vec::new(),
            square,
            looked_at: None,
            agreement: Agreed::default(),
            wanted,
            leaving_since: None,
        });
        Ok(())
    }

    /// Ends it on a helper: that may take a while.
    fn end_meeting(&mut self) {
        if let Some(before) = self.meeting.take() {
            let _ended = std::thread::Builder::new().spawn(move || drop(before));
        }
    }

    /// The square this desk is to be of; once that is a fact, the one the facts say.
    fn own_square(&self) -> String {
        let said = || self.counting_board().square.square_of(self.id()).map(str::to_owned);
        self.settings().square.clone().or_else(said).unwrap_or_default()
    }

    /// The square that was wished for becomes a fact as soon as this desk is one of the outing.
    fn say_square(&mut self) {
        let Some(wish) = self.settings().square.clone() else { return };
        let square = &self.board.square;
        if !square.is_here(self.id()) || self.pending() > 0 || self.set_aside.is_some() {
            return;
        }
        if square.square_of(self.id()).unwrap_or_default() == wish {
            // A wish that stays on the disk is one that is fulfilled.
            let _ = self.change_settings(|settings| settings.square = None);
        } else {
            self.note(Fact::SquareNamed { square: wish });
        }
    }

    /// The relay of a city goes by the name of the square: under a new one the network is entered anew.
    fn follow_square(&mut self) {
        let running = self.meeting.as_ref().filter(|meeting| meeting.wanted.is_none() && !meeting.is_leaving());
        if running.is_some_and(|meeting| meeting.square != self.own_square())
            && let Some(code) = self.join_code()
        {
            // Where no messenger starts this desk is alone, and the title says so.
            let _ = self.start_meeting(code, None);
        }
    }

    fn peers(&self) -> Vec<Peer> {
        self.meeting.as_ref().map(|meeting| meeting.messenger.peers()).unwrap_or_default()
    }

    /// What this desk says of itself.
    fn told(&self, agreement: String) -> Told {
        let board = self.counting_board();
        let card = board.square.desk(self.id());
        let is_of_an_outing = board.square.outing().is_some() || self.is_welcome();
        let about = About {
            outing: is_of_an_outing.then(|| OutingMark::of(&self.event_secret)),
            number: card.map(|card| card.number),
            name: card.map(|card| card.name.clone()).unwrap_or_default(),
            square: String::new(),
            version: VERSION.to_owned(),
            agreement,
            ..About::default()
        };
        Told {
            about,
            clock: self.clock,
            clock_offset_ms: board.square.clock_offset_ms(self.id()),
            first: board.square.outing_set_by(),
            event_key: crate::journal::Secret(self.event_secret),
        }
    }

    /// Tells the others what has just become durable here.
    pub(super) fn offer(&self, entries: &[Entry], records: &[RosterRecord]) {
        let Some(meeting) = &self.meeting else { return };
        // What is on the disk was encoded before, so it can be again.
        let entries = entries.iter().filter_map(|entry| wire::encode(entry).ok()).flat_map(wire::Line::into_bytes);
        let records = records.iter().filter_map(|record| wire::encode_record(record).ok()).flat_map(|line| line.bytes);
        meeting.messenger.offer(entries.collect(), records.collect());
    }

    /// Tells the messenger who sent how many lines that no desk writes.
    pub(super) fn got_nonsense(&self, lines: &BTreeMap<DeskId, u32>) {
        let Some(meeting) = &self.meeting else { return };
        for (from, lines) in lines {
            meeting.messenger.got_nonsense(*from, *lines);
        }
    }

    /// Takes in what the messenger brought, and looks who is there. Never waits.
    pub(super) fn attend_meeting(&mut self) {
        self.say_square();
        if self.meeting.is_none() {
            return;
        }
        self.take_news();
        let Some(meeting) = &mut self.meeting else { return };
        if meeting.looked_at.is_some_and(|at| at.elapsed() < LOOK_EVERY) {
            return;
        }
        meeting.looked_at = Some(Instant::now());
        meeting.peers = meeting.messenger.peers();
        meeting.troubles = meeting.messenger.troubles();
        if meeting.has_left() {
            return self.end_meeting();
        }
        self.compare_clocks();
        self.tell_of_itself();
        self.go_on_joining();
        self.follow_square();
    }

    fn take_news(&mut self) {
        while self.inflow.waiting_bytes < WAITING_BYTES
            && let Some(meeting) = &mut self.meeting
        {
            let arrived = match meeting.held.take() {
                Some(arrived) => arrived,
                None => match meeting.messenger.try_recv() {
                    None => break,
                    Some(News::Lines { from, entries, records }) => Arrived { from: Some(from), entries, records },
                    Some(News::Welcome { welcome, .. }) => {
                        self.take_welcome(&welcome);
                        continue;
                    }
                },
            };
            if self.has_room_for(&arrived) {
                self.absorb(arrived);
            } else {
                if let Some(meeting) = &mut self.meeting {
                    meeting.held = Some(arrived);
                }
                break;
            }
        }
    }

    /// Writes down who is two minutes off.
    fn compare_clocks(&mut self) {
        let Some(meeting) = &self.meeting else { return };
        // In the demo square people set the time.
        if self.board.square.outing().is_some_and(|outing| outing.demo) {
            return;
        }
        let apart: Vec<(DeskId, i64)> = meeting
            .peers
            .iter()
            .filter(|peer| peer.is_present && peer.about.outing.is_some())
            .map(|peer| (peer.desk, peer.clock_ahead_ms))
            .collect();
        for (desk, ahead_ms) in apart {
            let their_now = self.now().shifted(ahead_ms);
            self.hear_clock(desk, their_now);
        }
    }

    fn tell_of_itself(&mut self) {
        let entries = self.counting_board().ledger().len();
        let is_due = self.meeting.as_ref().is_some_and(|meeting| meeting.agreement.is_due(entries));
        let new = (is_due && self.inflow.is_empty()).then(|| {
            let began = Instant::now();
            let code = self.counting_board().agreement().to_string();
            Agreed { code, entries, at: Some(Instant::now()), cost: began.elapsed() }
        });
        let Some(meeting) = &mut self.meeting else { return };
        if let Some(new) = new {
            meeting.agreement = new;
        }
        let code = meeting.agreement.code.clone();
        let told = self.told(code);
        if let Some(meeting) = &self.meeting {
            meeting.store.tell(told);
        }
    }
}
