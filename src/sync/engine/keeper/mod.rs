//! The keeper: hears what others say and looks at the time. One thread, never in a hurry.
//!
//! `session` opens sessions and new ones in their place, `asking` asks what the plan wants, `telling` says what this
//! desk has and holds, to others and to its own screen.

mod asking;
mod session;
mod telling;

use std::collections::{BTreeMap, BTreeSet};
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::mpsc::{RecvTimeoutError, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use zenoh::query::Query;

use crate::domain::ids::DeskId;
use crate::sync::channel::{Ends, Heard, Job};
use crate::sync::error::Trouble;
use crate::sync::hello::{About, Hello};
use crate::sync::membership::Membership;
use crate::sync::neighbours;
use crate::sync::plan::{Ask, Own, Plan};
use crate::sync::settings::Settings;
use crate::sync::store::Store;
use crate::wire::WireError;

use super::line::{Kin, Line};
use super::{addresses, serving};

/// How often time is looked at.
const TICK: Duration = Duration::from_millis(100);
/// Not more often than this, however much happens.
const LOOK_EVERY_MS: u64 = 20;
/// Jobs that are done before time is looked at again.
const JOBS_A_TICK: usize = 1_000;
/// Entries that are said in one go during a burst.
const SAID_BYTES: usize = 64 * 1024;
/// How often the own addresses, and places that were named, are looked at.
const ADDRESSES_EVERY_MS: u64 = 1_000;
/// Alone so long, a desk opens a new session, for the engine looks at the network only then.
const ALONE_MS: u64 = 8_000;
/// Who says nothing for so long is not there, whatever the engine believes.
const SILENT_MS: u64 = 7_000;

/// All that the keeper's thread owns.
pub struct Keeper {
    settings: Settings,
    member: Membership,
    store: Arc<dyn Store>,
    ends: Ends,
    questions: SyncSender<Query>,
    kin: Kin,
    began: Instant,
    line: Option<Line>,
    /// Since when it is open.
    line_ms: u64,
    plan: Plan,
    peers: BTreeMap<DeskId, Heardof>,
    troubles: BTreeMap<Option<DeskId>, Trouble>,
    /// Own addresses at the last look, and when that was.
    seen_at: Vec<Ipv4Addr>,
    looked_ms: u64,
    time_looked_ms: u64,
    opened_ms: u64,
    open_again_ms: u64,
    alone_ms: u64,
    /// Whether all known places are tried by TLS too, and which are in any case.
    by_tls: bool,
    by_tls_at: BTreeSet<SocketAddr>,
    /// Places that were named and were reached, or are tried in every way, since this network is used.
    reached: BTreeSet<SocketAddr>,
    hello_ms: u64,
    last_hello: Option<(u64, u64, String)>,
    must_say_hello: bool,
    asked: Option<Asked>,
    last_ask: u64,
    /// A question that waits until the desk has taken in what came before.
    held_back: Option<Ask>,
    remembered: Vec<SocketAddr>,
}

/// A question on its way.
struct Asked {
    number: u64,
    ask: Ask,
    at_ms: u64,
    has_answer: bool,
}

/// What was heard of a desk.
struct Heardof {
    roster: u64,
    at: Vec<SocketAddr>,
    about: About,
    heard_at: Instant,
    heard_ms: u64,
    clock_ahead_ms: i64,
    is_present: bool,
}

impl Keeper {
    /// A keeper without a session yet.
    pub fn new(settings: Settings, member: Membership, store: Arc<dyn Store>, ends: Ends) -> Self {
        let questions = serving::spawn(Arc::clone(&store), ends.jobs_in.clone());
        let remembered = settings.neighbours.as_deref().map(neighbours::load).unwrap_or_default();
        Self {
            settings,
            member,
            store,
            ends,
            questions,
            kin: Arc::new(Mutex::new(BTreeSet::new())),
            began: Instant::now(),
            line: None,
            line_ms: 0,
            plan: Plan::default(),
            peers: BTreeMap::new(),
            troubles: BTreeMap::new(),
            seen_at: addresses::own(),
            looked_ms: 0,
            time_looked_ms: 0,
            opened_ms: 0,
            open_again_ms: 0,
            alone_ms: ALONE_MS,
            by_tls: false,
            by_tls_at: BTreeSet::new(),
            reached: BTreeSet::new(),
            hello_ms: 0,
            last_hello: None,
            must_say_hello: false,
            asked: None,
            last_ask: 0,
            held_back: None,
            remembered,
        }
    }

    /// Works until it is told to stop.
    pub fn run(mut self) {
        loop {
            match self.ends.jobs.recv_timeout(TICK) {
                Ok(job) => self.do_what_waits(job),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            if self.ends.shared.is_over() {
                break;
            }
            self.look_at_the_time();
        }
        if let Some(line) = self.line.take() {
            line.close();
        }
        let _nobody_waits = self.ends.ended.send(());
    }

    /// Does the jobs that wait; what is to be said during a burst is said in one go.
    fn do_what_waits(&mut self, first: Job) {
        let (mut entries, mut records) = (Vec::new(), Vec::new());
        let mut next = Some(first);
        for done in 1.. {
            let Some(job) = next else { break };
            self.ends.shared.begun(&job);
            match job {
                Job::Heard(heard) => self.heard(heard),
                Job::Nonsense(from, lines) => self.got_nonsense(from, lines),
                Job::Offer { entries: more, records: names } => {
                    if entries.len() + more.len() > SAID_BYTES {
                        self.say(std::mem::take(&mut entries), Vec::new());
                    }
                    entries.extend_from_slice(&more);
                    if records.len() + names.len() > SAID_BYTES {
                        self.say(Vec::new(), std::mem::take(&mut records));
                    }
                    records.extend_from_slice(&names);
                }
            }
            next = if done < JOBS_A_TICK { self.ends.jobs.try_recv().ok() } else { None };
        }
        self.say(entries, records);
    }

    fn now_ms(&self) -> u64 {
        u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn heard(&mut self, heard: Heard) {
        match heard {
            Heard::Hello(from, bytes) => self.hello(from, &bytes),
            Heard::Live(from, keys) => keys.into_iter().for_each(|key| self.plan.seen(from, key)),
            Heard::Came => self.must_say_hello = true,
            Heard::Went(desk) => self.went(desk),
            Heard::Stranger(desk) => self.note(Some(desk), Trouble::OtherOuting { desk }),
            Heard::Answer(number, bytes) => self.answer(number, &bytes),
            Heard::Answered(number) => {
                if self.asked.as_ref().is_some_and(|asked| asked.number == number) {
                    self.end_of_asking();
                }
            }
        }
    }

    fn hello(&mut self, from: DeskId, bytes: &[u8]) {
        let hello = match Hello::decode(bytes, from) {
            Ok(hello) => hello,
            Err(WireError::Newer { version }) => {
                return self.note(Some(from), Trouble::Newer { desk: from, version });
            }
            // Whoever speaks so is heard again in two seconds, or never.
            Err(_) => return,
        };
        let (now_ms, own) = (self.now_ms(), self.store.about());
        let is_kin = hello.about.outing.is_some() && hello.about.outing == own.outing;
        let is_stranger = hello.about.outing.is_some() && own.outing.is_some() && !is_kin;
        if is_stranger {
            self.note(Some(from), Trouble::OtherOuting { desk: from });
        } else {
            self.troubles.remove(&Some(from));
        }
        if !self.plan.heard(&hello, now_ms) {
            return;
        }
        self.set_kin(from, is_kin && !self.plan.is_shunned(from, now_ms));
        let is_new = !self.peers.get(&from).is_some_and(|peer| peer.is_present);
        let clock_ahead_ms = hello.about.wall.0.saturating_sub(own.wall.0);
        let Hello { roster, at, about, .. } = hello;
        let heard_at = Instant::now();
        let peer = Heardof { roster, at, about, heard_at, heard_ms: now_ms, clock_ahead_ms, is_present: true };
        self.peers.insert(from, peer);
        self.peers.retain(|desk, _| self.plan.heads_of(*desk).is_some());
        if is_new {
            self.must_say_hello = true;
            self.remember();
        }
        self.alone_ms = ALONE_MS;
        self.opened_ms = now_ms;
    }

    /// Whoever is shunned is heard again with the first hello after it.
    fn got_nonsense(&mut self, from: DeskId, lines: u32) {
        let now_ms = self.now_ms();
        self.plan.got_nonsense(from, lines, now_ms);
        if self.plan.is_shunned(from, now_ms) {
            self.set_kin(from, false);
            self.ask_no_more(from);
        }
    }

    /// Waits for no answer of a desk any more.
    fn ask_no_more(&mut self, desk: DeskId) {
        self.asked = self.asked.take().filter(|asked| asked.ask.desk() != desk);
        self.held_back = self.held_back.take().filter(|ask| ask.desk() != desk);
    }

    fn set_kin(&self, desk: DeskId, is_kin: bool) {
        let mut kin = self.kin.lock().unwrap_or_else(PoisonError::into_inner);
        if is_kin {
            kin.insert(desk);
        } else {
            kin.remove(&desk);
        }
    }

    fn went(&mut self, desk: DeskId) {
        self.plan.gone(desk);
        self.set_kin(desk, false);
        if let Some(peer) = self.peers.get_mut(&desk) {
            peer.is_present = false;
        }
        self.ask_no_more(desk);
        if !self.peers.values().any(|peer| peer.is_present) {
            self.opened_ms = self.now_ms();
        }
        self.ends.news.wake();
    }

    fn note(&mut self, about: Option<DeskId>, trouble: Trouble) {
        self.troubles.insert(about, trouble);
    }

    /// What looking at the time is for.
    fn look_at_the_time(&mut self) {
        let now_ms = self.now_ms();
        if now_ms < self.time_looked_ms + LOOK_EVERY_MS {
            return;
        }
        self.time_looked_ms = now_ms;
        if now_ms >= self.looked_ms + ADDRESSES_EVERY_MS {
            self.looked_ms = now_ms;
            self.look_at_addresses();
            self.look_at_places(now_ms);
        }
        self.keep_a_session(now_ms);
        let silent = self.peers.iter().filter(|(_, peer)| peer.is_present && now_ms > peer.heard_ms + SILENT_MS);
        for desk in silent.map(|(desk, _)| *desk).collect::<Vec<_>>() {
            self.went(desk);
        }
        let own = self.own();
        self.go_on_asking(&own, now_ms);
        self.say_hello(&own, now_ms);
        self.show(&own, now_ms);
    }

    fn own(&self) -> Own {
        let about = self.store.about();
        Own { heads: self.store.heads(), roster: self.store.roster().overall(), outing: about.outing }
    }
}
