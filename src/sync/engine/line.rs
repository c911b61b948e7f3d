//! One open session: what this desk says, what it hears, what it is asked.
//!
//! ```text
//! qd/O/desk/D    liveliness: D is there          qd/O/pull/D      questions to D for entries and records
//! qd/O/hello/D   what D holds                    qd/O/welcome/D   a new desk asks D to let it in
//! qd/O/live/D    entries of D as they become durable     qd/O/names/D   its roster records likewise
//! ```
//!
//! Publications drop, they never block: with one of five laptops asleep a blocking publisher's facts came up to 56 s
//! late on healthy desks. What is dropped is asked for. Callbacks run on the engine's threads and only hand things on.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::SyncSender;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use zenoh::Wait;
use zenoh::liveliness::LivelinessToken;
use zenoh::pubsub::Publisher;
use zenoh::qos::{CongestionControl, Priority};
use zenoh::query::{ConsolidationMode, Query};
use zenoh::sample::{Locality, Sample, SampleKind};

use crate::domain::ids::{DeskId, EntryKey};
use crate::sync::channel::{Heard, Job, JobSender, News, NewsSender};
use crate::sync::page::{MESSAGE_BYTES, key_of, lines_of};
use crate::sync::plan::Ask;

/// An answer that takes longer helps nobody: another desk is asked.
const ANSWER_WAIT: Duration = Duration::from_secs(4);
/// How long a session may take to close before a new one is opened beside it.
const CLOSING_WAIT: Duration = Duration::from_secs(3);

/// The desks of this outing, by what they last said: entries of no others are taken.
pub type Kin = Arc<Mutex<BTreeSet<DeskId>>>;

/// What a session needs of its keeper.
#[derive(Clone)]
pub struct Outlets {
    pub desk: DeskId,
    pub tag: String,
    pub jobs: JobSender,
    pub news: NewsSender,
    pub questions: SyncSender<Query>,
    pub kin: Kin,
}

/// A session and what is declared on it.
pub struct Line {
    session: zenoh::Session,
    tag: String,
    live: Publisher<'static>,
    names: Publisher<'static>,
    hello: Publisher<'static>,
    /// This desk is there as long as it is held.
    _token: LivelinessToken,
}

impl Line {
    /// Opens a session and declares everything on it.
    pub fn open(config: zenoh::Config, outlets: &Outlets) -> zenoh::Result<Self> {
        let session = zenoh::open(config).wait()?;
        let Outlets { desk, tag, .. } = outlets;
        let publisher = |what: &str, priority: Priority| {
            let publisher = session.declare_publisher(format!("qd/{tag}/{what}/{desk}"));
            let publisher = publisher.congestion_control(CongestionControl::Drop).priority(priority);
            publisher.express(true).allowed_destination(Locality::Remote).wait()
        };
        let live = publisher("live", Priority::InteractiveHigh)?;
        let names = publisher("names", Priority::InteractiveLow)?;
        let hello = publisher("hello", Priority::DataHigh)?;
        listen(&session, outlets)?;
        serve(&session, outlets)?;
        let token = watch(&session, outlets)?;
        Ok(Self { session, tag: tag.clone(), live, names, hello, _token: token })
    }

    /// Hands durable entries to whoever is there.
    pub fn say_entries(&self, lines: Vec<u8>) {
        let _dropped = self.live.put(lines).wait();
    }

    /// Hands durable records to whoever is there.
    pub fn say_records(&self, lines: Vec<u8>) {
        let _dropped = self.names.put(lines).wait();
    }

    /// Says what this desk holds.
    pub fn say_hello(&self, hello: Vec<u8>) {
        let _dropped = self.hello.put(hello).wait();
    }

    /// Asks one desk; answers come to the keeper under the number, and the end of them always.
    pub fn ask(&self, number: u64, ask: &Ask, payload: Vec<u8>, jobs: &JobSender) {
        let what = if matches!(ask, Ask::Welcome(_)) { "welcome" } else { "pull" };
        let end = End { number, jobs: jobs.clone() };
        let has_answer = AtomicBool::new(false);
        let question = self.session.get(format!("qd/{}/{what}/{}", self.tag, ask.desk()));
        let question = question.payload(payload).timeout(ANSWER_WAIT).consolidation(ConsolidationMode::None);
        let question = question.priority(Priority::DataLow).callback(move |reply| {
            // One question has one answer, however many come.
            if let Ok(sample) = reply.result()
                && let Some(bytes) = bytes_of(sample)
                && !has_answer.swap(true, Ordering::AcqRel)
            {
                end.jobs.tell(Job::Heard(Heard::Answer(end.number, bytes)));
            }
        });
        // A question that could not be asked drops its callback, which ends it.
        let _asked = question.wait();
    }

    /// Where this desk has connected to; of those who connected to it only a passing port is seen.
    pub fn reached(&self) -> Vec<SocketAddr> {
        let links = self.session.info().links().wait();
        links.filter_map(|link| link.dst().address().as_str().parse().ok()).collect()
    }

    /// Whether the engine has given it up.
    pub fn is_closed(&self) -> bool {
        self.session.is_closed()
    }

    /// Closes the session on a helper; closing may take longer than anybody should wait.
    pub fn close(self) {
        let (done, closed) = std::sync::mpsc::channel();
        let closing = thread::Builder::new().name("messenger-end".to_owned()).spawn(move || {
            let _closed = self.session.close().wait();
            let _heard = done.send(());
        });
        if closing.is_ok() {
            let _late = closed.recv_timeout(CLOSING_WAIT);
        }
    }
}

/// Says that no more answers come, when the engine lets go of the question.
struct End {
    number: u64,
    jobs: JobSender,
}

impl Drop for End {
    fn drop(&mut self) {
        self.jobs.tell(Job::Heard(Heard::Answered(self.number)));
    }
}

/// Hears what others say by themselves.
fn listen(session: &zenoh::Session, outlets: &Outlets) -> zenoh::Result<()> {
    let subscribe = |what: &str, hear: fn(&Outlets, DeskId, &[u8])| {
        let (outlets, key) = (outlets.clone(), format!("qd/{}/{what}/*", outlets.tag));
        let subscriber = session.declare_subscriber(key).callback(move |sample: Sample| {
            if let (Some(from), Some(bytes)) = (desk_in(sample.key_expr().as_str()), bytes_of(&sample)) {
                hear(&outlets, from, &bytes);
            }
        });
        subscriber.allowed_origin(Locality::Remote).background().wait()
    };
    subscribe("live", hear_entries)?;
    subscribe("names", hear_records)?;
    subscribe("hello", |outlets, from, bytes| outlets.tell(Heard::Hello(from, bytes.to_vec())))
}

fn hear_entries(outlets: &Outlets, from: DeskId, bytes: &[u8]) {
    let Ok(entries) = lines_of(bytes) else { return };
    if !outlets.is_kin(from) {
        return;
    }
    let mut last: BTreeMap<_, EntryKey> = BTreeMap::new();
    last.extend(entries.iter().filter_map(|line| key_of(line)).map(|key| (key.series, key)));
    outlets.news.send(News::Lines { from, entries, records: Vec::new() });
    outlets.tell(Heard::Live(from, last.into_values().collect()));
}

fn hear_records(outlets: &Outlets, from: DeskId, bytes: &[u8]) {
    if let Ok(records) = lines_of(bytes)
        && outlets.is_kin(from)
    {
        outlets.news.send(News::Lines { from, entries: Vec::new(), records });
    }
}

/// Takes questions; the serving thread answers them. Where too many wait, the asker tries again.
fn serve(session: &zenoh::Session, outlets: &Outlets) -> zenoh::Result<()> {
    for what in ["pull", "welcome"] {
        let questions = outlets.questions.clone();
        let queryable = session.declare_queryable(format!("qd/{}/{what}/{}", outlets.tag, outlets.desk));
        let queryable = queryable.callback(move |query| {
            if query.payload().is_some_and(|payload| payload.len() <= MESSAGE_BYTES) {
                let _full = questions.try_send(query);
            }
        });
        queryable.complete(true).allowed_origin(Locality::Remote).background().wait()?;
    }
    Ok(())
}

/// Says that this desk is there, and hears who else is.
fn watch(session: &zenoh::Session, outlets: &Outlets) -> zenoh::Result<LivelinessToken> {
    let (own, tag) = (outlets.desk, &outlets.tag);
    let outlets = outlets.clone();
    let subscriber = session.liveliness().declare_subscriber(format!("qd/{tag}/desk/*")).history(true);
    let subscriber = subscriber.callback(move |sample: Sample| {
        let Some(desk) = desk_in(sample.key_expr().as_str()).filter(|desk| *desk != own) else { return };
        let came = sample.kind() == SampleKind::Put;
        outlets.tell(if came { Heard::Came } else { Heard::Went(desk) });
    });
    subscriber.background().wait()?;
    session.liveliness().declare_token(format!("qd/{tag}/desk/{own}")).wait()
}

impl Outlets {
    /// Tells the keeper; when it cannot keep up, hellos and the like are said again anyway.
    fn tell(&self, heard: Heard) {
        self.jobs.tell(Job::Heard(heard));
    }

    fn is_kin(&self, desk: DeskId) -> bool {
        self.kin.lock().unwrap_or_else(PoisonError::into_inner).contains(&desk)
    }
}

/// The desk that the last part of a key names.
fn desk_in(key: &str) -> Option<DeskId> {
    key.rsplit('/').next()?.parse().ok()
}

/// What a sample carries, unless it is longer than anything honest.
fn bytes_of(sample: &Sample) -> Option<Vec<u8>> {
    let payload = sample.payload();
    (payload.len() <= MESSAGE_BYTES).then(|| payload.to_bytes().into_owned())
}
