//! Strangers at the door, and a member who lies, against the real program: what was counted stays, the others go on, and
//! it costs at most 32 MB.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::net::{SocketAddr, TcpStream, UdpSocket};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use qiandao::domain::ids::{DeskId, EntryKey, Epoch, Series};
use qiandao::domain::roster_digest::RosterDigest;
use qiandao::journal::Secret;
use qiandao::sync::{About, Heads, Knock, Messenger, News, OutingMark, Page, RecordPage, Settings, Store, Welcome};

use super::square::{Laptop, Square, agree, own, until};

/// What an attack may cost the laptop that it is against.
const COST_KIB: u64 = 32 * 1024;

/// What the process holds in memory, where that can be seen.
fn memory_kib(laptop: &Laptop) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", laptop.pid())).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}

/// The greatest memory that was seen so far, above what it was at the beginning.
struct Cost {
    before: u64,
    most: u64,
}

impl Cost {
    fn of(laptop: &Laptop) -> Self {
        let before = memory_kib(laptop).unwrap_or_default();
        Self { before, most: before }
    }

    fn look(&mut self, laptop: &Laptop) {
        self.most = self.most.max(memory_kib(laptop).unwrap_or_default());
    }

    #[track_caller]
    fn is_bearable(&self) {
        let cost = self.most - self.before;
        assert!(cost <= COST_KIB, "it cost {cost} KiB beside {} KiB", self.before);
    }
}

/// Bytes that look like nothing; the same every time.
fn noise(seed: u64, bytes: usize) -> Vec<u8> {
    let mut state = seed | 1;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state.to_be_bytes()[1]
    };
    (0..bytes).map(|_| next()).collect()
}

#[test]
fn strangers_who_send_noise_or_nothing_or_come_in_crowds_change_nothing() {
    let mut square = Square::begun();
    square.join("东门");
    let [first, second] = square.laptops.as_mut_slice() else { panic!("two laptops") };
    first.says("in 王芳");
    let before = own(&agree(&mut [first, second]))["agreement"].clone();
    let mut cost = Cost::of(first);

    // They keep their connections as long as they can; one says a byte now and then.
    let mut crowd: Vec<TcpStream> = (0..200).filter_map(|_| TcpStream::connect(first.at).ok()).collect();
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    for round in 0..20 {
        for (index, stream) in (0_u64..).zip(&mut crowd) {
            let sent = match index % 4 {
                0 => stream.write(&noise(index, 4 * 1024)),
                // A record of TLS that promises more than ever comes.
                1 => stream.write(&[0x16, 3, 1, 0x3f, 0xff]),
                2 => stream.write(&[0x16]),
                _ => Ok(0),
            };
            drop(sent);
        }
        for index in 0..100 {
            let _sent = socket.send_to(&noise(round * 100 + index, 1200), first.at);
        }
        cost.look(first);
        assert_eq!(own(&first.says("desks"))["agreement"], before, "they counted for something");
    }
    second.says("in 张伟");
    until("the desks hear each other all the same", || {
        cost.look(first);
        first.says("tally")["present"] == 2
    });
    agree(&mut [first, second]);
    cost.is_bearable();
}

/// A laptop that has the code and lies about everything it can.
struct Liar {
    desk: DeskId,
    outing: Mutex<Option<OutingMark>>,
    /// How many pages of nonsense it gave away.
    pages: AtomicU64,
}

impl Liar {
    fn series(&self, epoch: u32) -> Series {
        Series { desk: self.desk, epoch: Epoch(epoch) }
    }

    /// Lines that look like entries until they are read, after the ones that the asker claims to hold.
    fn nonsense(&self, after: u64, bytes: usize) -> Vec<u8> {
        let line = |seq| {
            let key = EntryKey { series: self.series(1), seq };
            format!("00000000 {key} {{\"v\":1,\"text\":\"{}\"}}\n", "x".repeat(400)).into_bytes()
        };
        let mut page = Vec::new();
        for seq in after + 1.. {
            page.extend(line(seq));
            if page.len() + 1024 > bytes {
                break;
            }
        }
        page
    }
}

impl Store for Liar {
    fn heads(&self) -> Heads {
        (1..2000).map(|epoch| (self.series(epoch), u64::MAX)).collect()
    }

    fn entries_since(&self, theirs: &Heads, limit_bytes: usize) -> Page {
        self.pages.fetch_add(1, Ordering::Relaxed);
        let after = theirs.get(&self.series(1)).copied().unwrap_or_default();
        Page { bytes: self.nonsense(after, limit_bytes), more: true }
    }

    fn roster(&self) -> RosterDigest {
        RosterDigest::default()
    }

    fn records_unlike(&self, _: &RosterDigest, from: usize, limit_bytes: usize) -> RecordPage {
        self.pages.fetch_add(1, Ordering::Relaxed);
        RecordPage { bytes: self.nonsense(0, limit_bytes), next: Some(from + 1) }
    }

    fn about(&self) -> About {
        let outing = *self.outing.lock().unwrap();
        About { outing, name: "谎".to_owned(), facts: u64::MAX, agreement: "AAAAAA".to_owned(), ..About::default() }
    }

    fn knock(&self) -> Knock {
        Knock { desk: self.desk, first: None }
    }

    fn welcome(&self, _: &Knock) -> Option<Welcome> {
        None
    }
}

/// Asks to be let in, as any laptop with the code may.
fn let_in(liar: &Liar, messenger: &Messenger) {
    until("the liar is let in", || match messenger.try_recv() {
        Some(News::Welcome { welcome, .. }) => {
            let key: Secret = welcome.event_key.parse().unwrap();
            *liar.outing.lock().unwrap() = Some(OutingMark::of(&key.0));
            true
        }
        _ => false,
    });
}

#[test]
#[ignore = "takes a minute on a busy machine: cargo test --test it -- --ignored endless"]
fn a_member_who_promises_endless_entries_and_sends_nonsense_changes_nothing() {
    let mut square = Square::begun();
    square.join("东门");
    let code = square.code.parse().unwrap();
    let [first, second] = square.laptops.as_mut_slice() else { panic!("two laptops") };
    first.says("in 王芳");
    agree(&mut [first, second]);
    let before = first.says("tally");
    let mut cost = Cost::of(first);

    let desk = DeskId(0xbad);
    let liar = Arc::new(Liar { desk, outing: Mutex::new(None), pages: AtomicU64::new(0) });
    let listen: SocketAddr = Laptop::new().at;
    let settings =
        Settings { at: vec![first.at, second.at], listen: Some(listen), scouts: false, ..Settings::new(desk, code) };
    let messenger = Messenger::start(settings, Arc::clone(&liar) as _).unwrap();
    let_in(&liar, &messenger);
    let until_then = Instant::now() + Duration::from_secs(4);
    let mut seq = 0;
    while liar.pages.load(Ordering::Relaxed) < 2 || Instant::now() < until_then {
        // Live nonsense beside the pages: whole pages of it, and more than any message may be.
        messenger.offer(liar.nonsense(seq, 60 * 1024), Vec::new());
        messenger.offer(liar.nonsense(seq, 900 * 1024), liar.nonsense(seq, 60 * 1024));
        seq += 7;
        while messenger.try_recv().is_some() {}
        cost.look(first);
        let counted = first.says("tally");
        assert_eq!(counted["services"], before["services"]);
        assert_eq!(counted["present"], before["present"]);
    }
    second.says("in 张伟");
    until("the honest ones hear each other all the same", || {
        cost.look(first);
        first.says("tally")["present"] == 2
    });
    let seen = first.says("desks");
    let agreements: BTreeMap<&str, &str> = seen["desks"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|desk| Some((desk["name"].as_str()?, desk["agreement"].as_str()?)))
        .collect();
    assert_eq!(agreements.get("谎"), Some(&"AAAAAA"), "{seen}");
    assert_eq!(seen["agree"], false, "it is shown as one who differs");
    drop(messenger);
    until("it is gone", || first.says("desks")["desks"].as_array().unwrap().len() == 2);
    agree(&mut [first, second]);
    cost.is_bearable();
}
