//! The keeper: opens sessions and new ones in their place, offers, says hello, plans, asks. One thread, never in a hurry.

use std::collections::{BTreeMap, BTreeSet};
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::mpsc::{RecvTimeoutError, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use zenoh::query::Query;

use crate::domain::ids::DeskId;
use crate::sync::channel::{BACKLOG_BYTES, Ends, Heard, Job, News, Peer};
use crate::sync::error::{SyncError, Trouble};
use crate::sync::hello::{About, Heads, Hello, ahead_by};
use crate::sync::membership::Membership;
use crate::sync::neighbours;
use crate::sync::page::{PAGE_BYTES, Received, Wanted, Welcome};
use crate::sync::plan::{Ask, Own, Plan};
use crate::sync::settings::Settings;
use crate::sync::store::Store;
use crate::wire::WireError;

use super::line::{Kin, Line, Outlets};
use super::{addresses, config, serving};

/// How often time is looked at.
const TICK: Duration = Duration::from_millis(100);
/// Not more often than this, however much happens.
const LOOK_EVERY_MS: u64 = 20;
/// Jobs that are done before time is looked at again.
const JOBS_A_TICK: usize = 1_000;
/// Entries that are said in one go during a burst.
const SAID_BYTES: usize = 64 * 1024;
const HELLO_EVERY_MS: u64 = 2_000;
/// After something has changed, others hear of it so soon at most.
const HELLO_AFTER_MS: u64 = 1_000;
const ADDRESSES_EVERY_MS: u64 = 1_000;
/// A session that does not open is tried again.
const OPEN_AGAIN_MS: u64 = 1_000;
/// Alone so long, a desk opens a new session, for the engine looks at the network only then; after that more and more
/// seldom, because each reopened session keeps some 0.13 MB.
const ALONE_MS: u64 = 8_000;
const ALONE_MS_MOST: u64 = 300_000;
/// Who says nothing for so long is not there, whatever the engine believes.
const SILENT_MS: u64 = 7_000;
/// A question without end: the engine's own limit is shorter.
const ASK_MS_MOST: u64 = 10_000;

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
    by_tls: bool,
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
    hello: Hello,
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
                Ok(job) => {
                    if !self.do_what_waits(job) {
                        break;
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            self.look_at_the_time();
        }
        if let Some(line) = self.line.take() {
            line.close();
        }
        let _nobody_waits = self.ends.ended.send(());
    }

    /// Does the jobs that wait; `false` when one of them is the end.
    fn do_what_waits(&mut self, first: Job) -> bool {
        let (mut entries, mut records) = (Vec::new(), Vec::new());
        let mut next = Some(first);
        for _ in 0..JOBS_A_TICK {
            match next {
                None => break,
                Some(Job::Stop) => return false,
                Some(Job::Heard(heard)) => self.heard(heard),
                Some(Job::Offer { entries: more, records: names }) => {
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
            next = self.ends.jobs.try_recv().ok();
        }
        self.say(entries, records);
        match next {
            Some(Job::Stop) => false,
            Some(Job::Heard(heard)) => {
                self.heard(heard);
                true
            }
            Some(Job::Offer { entries, records }) => {
                self.say(entries, records);
                true
            }
            None => true,
        }
    }

    /// Names first: an entry about somebody without a name is a riddle for a moment.
    fn say(&self, entries: Vec<u8>, records: Vec<u8>) {
        let Some(line) = &self.line else { return };
        if !records.is_empty() {
            line.say_records(records);
        }
        if !entries.is_empty() {
            line.say_entries(entries);
        }
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
        self.set_kin(from, is_kin);
        self.plan.heard(&hello, now_ms);
        let is_new = !self.peers.get(&from).is_some_and(|peer| peer.is_present);
        let clock_ahead_ms = hello.about.wall.0.saturating_sub(own.wall.0);
        let peer = Heardof { hello, heard_at: Instant::now(), heard_ms: now_ms, clock_ahead_ms, is_present: true };
        self.peers.insert(from, peer);
        if is_new {
            self.must_say_hello = true;
            self.remember();
        }
        self.alone_ms = ALONE_MS;
        self.opened_ms = now_ms;
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
        if self.asked.as_ref().is_some_and(|asked| asked.ask.desk() == desk) {
            self.asked = None;
        }
        self.held_back = self.held_back.take().filter(|ask| ask.desk() != desk);
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
        self.look_at_addresses(now_ms);
        self.keep_a_session(now_ms);
        let silent = self.peers.iter().filter(|(_, peer)| peer.is_present && now_ms > peer.heard_ms + SILENT_MS);
        for desk in silent.map(|(desk, _)| *desk).collect::<Vec<_>>() {
            self.went(desk);
        }
        let own = self.own();
        self.go_on_asking(&own, now_ms);
        self.say_hello(&own, now_ms);
        self.show(&own);
    }

    fn own(&self) -> Own {
        let about = self.store.about();
        Own { heads: self.store.heads(), roster: self.store.roster().overall(), outing: about.outing }
    }

    /// Another network: the engine reads the addresses once a session.
    fn look_at_addresses(&mut self, now_ms: u64) {
        if self.settings.listen.is_some() || now_ms < self.looked_ms + ADDRESSES_EVERY_MS {
            return;
        }
        self.looked_ms = now_ms;
        let own = addresses::own();
        if own != self.seen_at {
            self.seen_at = own;
            self.alone_ms = ALONE_MS;
            self.hang_up();
        }
    }

    fn hang_up(&mut self) {
        for desk in self.peers.keys().copied().collect::<Vec<_>>() {
            self.went(desk);
        }
        if let Some(line) = self.line.take() {
            line.close();
        }
        self.open_again_ms = 0;
    }

    fn keep_a_session(&mut self, now_ms: u64) {
        let is_closed = self.line.as_ref().is_some_and(Line::is_closed);
        let is_alone = !self.peers.values().any(|peer| peer.is_present);
        if self.line.is_some() && is_alone && now_ms > self.opened_ms + self.alone_ms {
            self.alone_ms = self.alone_ms.saturating_mul(2).min(ALONE_MS_MOST);
            self.by_tls = !self.by_tls;
            self.hang_up();
        } else if is_closed {
            self.hang_up();
        }
        if self.line.is_none() && now_ms >= self.open_again_ms {
            self.opened_ms = now_ms;
            self.open_again_ms = now_ms + OPEN_AGAIN_MS;
            match self.open() {
                Ok(line) => {
                    self.troubles.remove(&None);
                    self.line = Some(line);
                    self.must_say_hello = true;
                }
                Err(trouble) => self.note(None, trouble),
            }
        }
    }

    fn open(&mut self) -> Result<Line, Trouble> {
        let listen = match self.settings.listen {
            Some(at) if addresses::is_free(at) => vec![at],
            Some(at) => return Err(Trouble::NotFree { at }),
            None => addresses::to_listen(&self.seen_at),
        };
        let mut at: Vec<SocketAddr> = self.settings.at.clone();
        at.extend(self.remembered.iter().filter(|place| !self.settings.at.contains(place)));
        at.retain(|place| !listen.contains(place));
        let wanted = config::Wanted {
            member: &self.member,
            listen: &listen,
            at: &at,
            by_tls: self.by_tls,
            scouts: self.settings.scouts,
            square: &self.settings.square,
        };
        let failed = |why: String| Trouble::NoSession { why };
        let config = config::of_desk(&wanted).map_err(|error| match error {
            SyncError::Engine { why } => failed(why),
            other => failed(format!("{other:?}")),
        })?;
        let outlets = Outlets {
            desk: self.settings.desk,
            tag: self.member.tag.clone(),
            jobs: self.ends.jobs_in.clone(),
            news: self.ends.news.clone(),
            questions: self.questions.clone(),
            kin: Arc::clone(&self.kin),
        };
        let line = Line::open(config, &outlets).map_err(|error| failed(error.to_string()))?;
        self.ends.shared.set_addresses(listen);
        Ok(line)
    }

    /// Asks what is due, unless the desk has not yet taken in what came before.
    fn go_on_asking(&mut self, own: &Own, now_ms: u64) {
        if self.asked.as_ref().is_some_and(|asked| now_ms > asked.at_ms + ASK_MS_MOST) {
            self.end_of_asking();
        }
        if self.asked.is_some() || self.ends.shared.backlog() > BACKLOG_BYTES {
            return;
        }
        if let Some(ask) = self.held_back.take() {
            self.ask(ask, now_ms);
        } else if self.ends.shared.backlog() == 0
            && let Some(ask) = self.plan.next(own, now_ms)
        {
            self.ask(ask, now_ms);
        }
    }

    fn ask(&mut self, ask: Ask, now_ms: u64) {
        let payload = match &ask {
            Ask::Welcome(_) => self.store.knock().encode(),
            Ask::Entries(_, heads) => Wanted::Entries(heads.clone()).encode(),
            Ask::Records(_, from) => Wanted::Records { digest: Box::new(self.store.roster()), from: *from }.encode(),
        };
        let (Some(line), Ok(payload)) = (&self.line, payload) else {
            self.plan.over(now_ms);
            return;
        };
        self.last_ask += 1;
        line.ask(self.last_ask, &ask, payload, &self.ends.jobs_in);
        self.asked = Some(Asked { number: self.last_ask, ask, at_ms: now_ms, has_answer: false });
    }

    fn answer(&mut self, number: u64, bytes: &[u8]) {
        let Some(asked) = self.asked.as_mut().filter(|asked| asked.number == number && !asked.has_answer) else {
            return;
        };
        asked.has_answer = true;
        let from = asked.ask.desk();
        if let Ask::Welcome(_) = asked.ask {
            if let Ok(welcome) = Welcome::decode(bytes) {
                self.ends.news.send(News::Welcome { from, welcome });
            }
            return;
        }
        let Ok(page) = Received::decode(bytes) else { return };
        let of_names = matches!(asked.ask, Ask::Records(..));
        self.held_back = self.plan.page(&page, &self.own(), self.now_ms());
        if !page.lines.is_empty() {
            let (entries, records) = if of_names { (Vec::new(), page.lines) } else { (page.lines, Vec::new()) };
            self.ends.news.send(News::Lines { from, entries, records });
        }
        if self.held_back.is_some() {
            // The page after this one is asked for while this one goes to the disk.
            self.asked = None;
            let now_ms = self.now_ms();
            if self.ends.shared.backlog() <= BACKLOG_BYTES.saturating_sub(PAGE_BYTES)
                && let Some(ask) = self.held_back.take()
            {
                self.ask(ask, now_ms);
            }
        }
    }

    fn end_of_asking(&mut self) {
        self.asked = None;
        let now_ms = self.now_ms();
        self.plan.over(now_ms);
    }

    /// Says hello in its rhythm, sooner when a desk came or something changed.
    fn say_hello(&mut self, own: &Own, now_ms: u64) {
        let Some(line) = &self.line else { return };
        let about = self.store.about();
        let held = own.heads.values().fold(0_u64, |sum, seq| sum.saturating_add(*seq));
        let said = (held, own.roster, about.agreement.clone());
        let has_changed = self.last_hello.as_ref() != Some(&said);
        let rhythm_ms = if has_changed { HELLO_AFTER_MS } else { HELLO_EVERY_MS };
        if !self.must_say_hello && now_ms < self.hello_ms + rhythm_ms {
            return;
        }
        let hello = Hello {
            desk: self.settings.desk,
            heads: own.heads.clone(),
            roster: own.roster,
            at: self.ends.shared.addresses(),
            about: About { square: self.settings.square.clone(), ..about },
        };
        if let Ok(bytes) = hello.encode() {
            line.say_hello(bytes);
        }
        (self.hello_ms, self.must_say_hello, self.last_hello) = (now_ms, false, Some(said));
    }

    /// Shows who is there, for screens.
    fn show(&mut self, own: &Own) {
        let no_heads = Heads::new();
        let desk = self.settings.desk;
        let mine: Heads = own.heads.iter().filter(|(series, _)| series.desk == desk).map(|(s, n)| (*s, *n)).collect();
        let peers = self.peers.iter().map(|(desk, peer)| {
            let theirs = self.plan.heads_of(*desk).unwrap_or(&no_heads);
            Peer {
                desk: *desk,
                is_present: peer.is_present,
                heard_at: peer.heard_at,
                about: peer.hello.about.clone(),
                clock_ahead_ms: peer.clock_ahead_ms,
                lacks: ahead_by(&own.heads, theirs),
                ahead: ahead_by(theirs, &own.heads),
                lacks_own: ahead_by(&mine, theirs),
                has_same_roster: peer.hello.roster == own.roster,
                at: peer.hello.at.clone(),
            }
        });
        let peers: Vec<Peer> = peers.collect();
        let has_changed = self.ends.shared.set_peers(peers);
        let is_new_trouble = self.ends.shared.set_troubles(self.troubles.values().cloned().collect());
        if has_changed || is_new_trouble {
            self.ends.news.wake();
        }
    }

    /// Keeps the neighbours' addresses for the next start and the next session.
    fn remember(&mut self) {
        let mut at: Vec<SocketAddr> = Vec::new();
        for place in self.peers.values().filter(|peer| peer.is_present).flat_map(|peer| &peer.hello.at) {
            if !at.contains(place) {
                at.push(*place);
            }
        }
        at.extend(self.remembered.iter().filter(|place| !at.contains(place)).copied().collect::<Vec<_>>());
        if at != self.remembered
            && let Some(path) = &self.settings.neighbours
        {
            neighbours::keep(path, at.clone());
        }
        self.remembered = at;
    }
}
