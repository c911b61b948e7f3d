//! Desks of one square on this machine, over the real engine on loopback: how soon an entry is on another desk, how fast
//! a desk that was off catches up, what eight desks cost. Prints rows for the README.
//!
//! All desks live in this one process, each on a thread and a folder of its own; what is measured of the process is
//! divided by their number. CPU, memory and bytes are read where the system shows them (Linux).
//! `cargo run --release --example desks`

#![allow(
    clippy::print_stdout,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "it prints a table, and ends when something is not as it should be"
)]

use std::fs;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, SyncSender, TryRecvError, channel, sync_channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use qiandao::demo::stage;
use qiandao::desk::{Desk, DeskOptions, DeskWish, MeetOptions, Reply};
use qiandao::domain::command::Command;
use qiandao::domain::ids::EntryKey;
use qiandao::sync::JoinCode;

/// Entries of one desk that are timed.
const TIMED: usize = 400;
const TIMED_EVERY: Duration = Duration::from_millis(25);
/// Entries a desk that was off lacks.
const MISSED: usize = 100_000;
/// Commands on their way to the disk at once.
const AT_ONCE: usize = 50;
const DESKS: u32 = 8;
const BUSY_EVERY: Duration = Duration::from_millis(200);
const WATCHED: Duration = Duration::from_secs(20);
const PATIENCE: Duration = Duration::from_mins(2);

/// A desk on its thread.
struct Laptop {
    at: SocketAddr,
    ask: Sender<Ask>,
    wake: SyncSender<()>,
    thread: JoinHandle<()>,
}

/// What a desk is asked from outside its thread.
enum Ask {
    /// Count one visit; the entry and when it was durable.
    Count(Sender<(EntryKey, Instant)>),
    /// Count so many, as fast as the disk takes them.
    Bulk(usize, Sender<()>),
    /// Say when this entry is here.
    Await(EntryKey, Sender<Instant>),
    /// How many entries it holds.
    Facts(Sender<usize>),
}

/// Works at a desk until nobody can ask any more.
fn work(mut desk: Desk, asks: &Receiver<Ask>, woken: &Receiver<()>) {
    let mut awaited: Vec<(EntryKey, Sender<Instant>)> = Vec::new();
    loop {
        let pause = if desk.is_absorbing() { Duration::from_millis(1) } else { Duration::from_millis(100) };
        let _woken = woken.recv_timeout(pause);
        loop {
            match asks.try_recv() {
                Ok(Ask::Count(to)) => {
                    let _sent = to.send((count(&mut desk), Instant::now()));
                }
                Ok(Ask::Bulk(entries, to)) => {
                    bulk(&mut desk, entries);
                    let _sent = to.send(());
                }
                Ok(Ask::Await(key, to)) => awaited.push((key, to)),
                Ok(Ask::Facts(to)) => {
                    let _sent = to.send(desk.board().ledger().len());
                }
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => return,
            }
        }
        desk.collect();
        awaited.retain(|(key, to)| desk.board().ledger().get(*key).is_none() || to.send(Instant::now()).is_err());
    }
}

fn one() -> Command {
    let service = "leaflets".parse().expect("a service");
    Command::Count { service, quantity: 1, station: None, sure: true }
}

fn count(desk: &mut Desk) -> EntryKey {
    match desk.perform(&one()) {
        Reply::Done { entries, .. } => *entries.last().expect("an entry"),
        other => panic!("{other:?}"),
    }
}

fn bulk(desk: &mut Desk, entries: usize) {
    for _ in 0..entries.div_ceil(AT_ONCE) {
        for _ in 0..AT_ONCE {
            let nonce = desk.draw_nonce();
            desk.submit(&one(), nonce);
        }
        desk.finish();
    }
}

impl Laptop {
    /// Opens a desk on a folder; `prepare` makes it one of the square.
    fn start<T>(
        folder: &Path,
        at: SocketAddr,
        neighbour: Option<SocketAddr>,
        prepare: impl FnOnce(&mut Desk) -> T,
    ) -> (Self, T) {
        let (wake, woken) = sync_channel(1);
        let bell = wake.clone();
        let rings: Arc<dyn Fn() + Send + Sync> = Arc::new(move || {
            let _full = bell.try_send(());
        });
        let (mut desk, _) =
            Desk::open(folder, DeskOptions { wake: Some(rings), ..DeskOptions::default() }).expect("a folder");
        let others = neighbour.into_iter().collect();
        desk.meet(MeetOptions { listen: Some(at), at: others, no_scout: true, square: None }).expect("a messenger");
        let prepared = prepare(&mut desk);
        let (ask, asks) = channel();
        let thread = thread::spawn(move || work(desk, &asks, &woken));
        (Self { at, ask, wake, thread }, prepared)
    }

    /// A new desk of the square.
    fn join(folder: &Path, at: SocketAddr, neighbour: SocketAddr, code: JoinCode) -> Self {
        let (laptop, ()) = Self::start(folder, at, Some(neighbour), |desk| {
            desk.join(code, DeskWish::default()).expect("a messenger");
            let began = Instant::now();
            while desk.joining().is_some() {
                assert!(began.elapsed() < PATIENCE, "{:?}", desk.joining());
                desk.collect();
                thread::sleep(Duration::from_millis(1));
            }
            stage::wind_up(desk);
        });
        laptop
    }

    fn ask<T>(&self, ask: impl FnOnce(Sender<T>) -> Ask) -> Receiver<T> {
        let (to, answer) = channel();
        self.ask.send(ask(to)).expect("a desk");
        let _awake = self.wake.try_send(());
        answer
    }

    fn get<T>(&self, ask: impl FnOnce(Sender<T>) -> Ask) -> T {
        self.ask(ask).recv_timeout(PATIENCE).expect("an answer")
    }

    fn stop(self) {
        drop(self.ask);
        self.thread.join().expect("a whole desk");
    }
}

/// What the system says of this process and of loopback; zero where it says nothing.
struct Usage {
    at: Instant,
    cpu_ticks: u64,
    memory_kib: u64,
    bytes: u64,
}

impl Usage {
    fn now() -> Self {
        let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
        let after_name = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
        let cpu_ticks = after_name.skip(11).take(2).filter_map(|ticks| ticks.parse::<u64>().ok()).sum();
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        let memory = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
        let memory_kib = memory.split_whitespace().next().and_then(|kib| kib.parse().ok()).unwrap_or_default();
        let devices = fs::read_to_string("/proc/net/dev").unwrap_or_default();
        let loopback = devices.lines().find_map(|line| line.trim().strip_prefix("lo:")).unwrap_or_default();
        let bytes = loopback.split_whitespace().next().and_then(|bytes| bytes.parse().ok()).unwrap_or_default();
        Self { at: Instant::now(), cpu_ticks, memory_kib, bytes }
    }

    fn since(&self, before: &Self, what: &str) {
        let secs = (self.at - before.at).as_secs_f64();
        let desks = f64::from(DESKS);
        // A tick is a hundredth of a second, so ticks a second are percent of a core.
        let cpu = (self.cpu_ticks - before.cpu_ticks) as f64 / secs / desks;
        let memory = self.memory_kib as f64 / 1024.0 / desks;
        let bytes = (self.bytes - before.bytes) as f64 / 1000.0 / secs / desks;
        println!(
            "| {DESKS} desks {what}, each: CPU; memory; sent | {cpu:.1} % of a core; {memory:.0} MB; {bytes:.1} kB/s |"
        );
    }
}

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = |number: u32| folder.path().join(number.to_string());
    let (first, code) = Laptop::start(&folder(1), free(), None, |desk| {
        stage::set_up(desk).expect("the demo square");
        desk.invite().expect("a code").0
    });
    let mut others = vec![Laptop::join(&folder(2), free(), first.at, code)];
    let second = others.pop().expect("a desk");
    latency(&first, &second);
    let at = second.at;
    second.stop();
    let began = Instant::now();
    first.get(|to| Ask::Bulk(MISSED, to));
    println!("| {MISSED} entries written one after the other | {:.1} s |", began.elapsed().as_secs_f64());
    let facts = first.get(Ask::Facts);
    let began = Instant::now();
    let (second, ()) = Laptop::start(&folder(2), at, Some(first.at), stage::wind_up);
    let until = |laptop: &Laptop, facts: usize| {
        while laptop.get(Ask::Facts) < facts {
            assert!(began.elapsed() < PATIENCE, "{} of {facts}", laptop.get(Ask::Facts));
            thread::sleep(Duration::from_millis(20));
        }
    };
    until(&second, facts);
    println!(
        "| a desk that lacks {MISSED} entries is opened: all of them durable | {:.1} s |",
        began.elapsed().as_secs_f64()
    );
    let mut desks = vec![first, second];
    while desks.len() < DESKS as usize {
        let (number, neighbour) = (desks.len() as u32 + 1, desks[0].at);
        desks.push(Laptop::join(&folder(number), free(), neighbour, code));
    }
    thread::sleep(Duration::from_secs(5));
    let before = Usage::now();
    thread::sleep(WATCHED);
    Usage::now().since(&before, "idle");
    let before = Usage::now();
    let began = Instant::now();
    while began.elapsed() < WATCHED {
        let turn = Instant::now();
        for desk in &desks {
            desk.get(Ask::Count);
        }
        thread::sleep(BUSY_EVERY.saturating_sub(turn.elapsed()));
    }
    Usage::now().since(&before, "at 5 facts/s");
    desks.into_iter().for_each(Laptop::stop);
}

/// How long after it is durable here an entry is durable and counted there.
fn latency(here: &Laptop, there: &Laptop) {
    let mut took: Vec<Duration> = (0..TIMED)
        .map(|_| {
            let (key, durable_at) = here.get(Ask::Count);
            let there_at = there.get(|to| Ask::Await(key, to));
            thread::sleep(TIMED_EVERY);
            there_at.saturating_duration_since(durable_at)
        })
        .collect();
    took.sort_unstable();
    let at = |share: usize| took[(took.len() - 1) * share / 100].as_secs_f64() * 1000.0;
    println!("| an entry is durable on another desk after: p50, p99 | {:.1} ms, {:.1} ms |", at(50), at(99));
}

/// A free place on loopback.
fn free() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port")
}
