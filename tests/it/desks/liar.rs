//! A member of the square who has the code and lies about everything it can, against the real program: nothing that was
//! counted changes, the others go on, it is told apart and asked no more, and it costs at most 32 MB.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use qiandao::domain::fact::{CountSource, Entry, Fact};
use qiandao::domain::ids::{DeskId, EntryKey, Epoch, Series};
use qiandao::domain::roster_digest::RosterDigest;
use qiandao::journal::Secret;
use qiandao::sync::{About, Heads, Knock, Messenger, News, OutingMark, Page, RecordPage, Settings, Store, Welcome};
use qiandao::wire;
use serde_json::Value;

use super::hostile::Cost;
use super::square::{Laptop, Square, agree, until};

const DESK: DeskId = DeskId(0xbad);
/// Live messages of each kind that are sent when nobody listens any more.
const ROUNDS: usize = 20;

/// What the liar serves: heads without end, pages without end.
#[derive(Default)]
struct Liar {
    outing: Mutex<Option<OutingMark>>,
    /// How many pages of nonsense it gave away.
    pages: AtomicU64,
}

fn series(epoch: u32) -> Series {
    Series { desk: DESK, epoch: Epoch(epoch) }
}

/// Lines that look like entries until they are read, after the ones that the asker claims to hold.
fn nonsense(after: u64, bytes: usize) -> Vec<u8> {
    let mut page = Vec::with_capacity(bytes);
    for seq in after + 1.. {
        let key = EntryKey { series: series(1), seq };
        page.extend(format!("00000000 {key} {{\"v\":1,\"text\":\"{:x<400}\"}}\n", "").into_bytes());
        if page.len() + 1024 > bytes {
            break;
        }
    }
    page
}

impl Store for Liar {
    fn heads(&self) -> Heads {
        (1..2000).map(|epoch| (series(epoch), u64::MAX)).collect()
    }

    fn entries_since(&self, theirs: &Heads, limit_bytes: usize) -> Page {
        self.pages.fetch_add(1, Ordering::Relaxed);
        let after = theirs.get(&series(1)).copied().unwrap_or_default();
        Page { bytes: nonsense(after, limit_bytes), more: true }
    }

    fn roster(&self) -> RosterDigest {
        RosterDigest::default()
    }

    fn records_unlike(&self, _: &RosterDigest, from: usize, limit_bytes: usize) -> RecordPage {
        self.pages.fetch_add(1, Ordering::Relaxed);
        RecordPage { bytes: nonsense(0, limit_bytes), next: Some(from + 1) }
    }

    fn about(&self) -> About {
        let outing = *self.outing.lock().unwrap();
        About { outing, name: "谎".to_owned(), facts: u64::MAX, agreement: "AAAAAA".to_owned(), ..About::default() }
    }

    fn knock(&self) -> Knock {
        Knock { desk: DESK, first: None }
    }

    fn welcome(&self, _: &Knock) -> Option<Welcome> {
        None
    }
}

/// Asks to be let in, as any laptop with the code may, and takes what the others hold.
fn let_in(liar: &Liar, messenger: &Messenger) -> Vec<Vec<u8>> {
    let mut held = Vec::new();
    until("the liar is let in and has everything", || {
        match messenger.try_recv() {
            Some(News::Welcome { welcome, .. }) => {
                let key: Secret = welcome.event_key.parse().unwrap();
                *liar.outing.lock().unwrap() = Some(OutingMark::of(&key.0));
            }
            Some(News::Lines { entries, .. }) => held.extend(entries),
            None => {}
        }
        !held.is_empty()
    });
    held
}

/// Another story for an entry, with a checksum that holds.
fn contradiction(line: &[u8]) -> Vec<u8> {
    let entry = wire::decode(line).unwrap().0;
    let service = "leaflets".parse().unwrap();
    let fact = Fact::Counted { service, quantity: 50, station: None, source: CountSource::Key };
    wire::encode(&Entry { fact, ..entry }).unwrap().into_bytes()
}

/// What was counted.
fn counted(laptop: &mut Laptop) -> (Value, Value) {
    let tally = laptop.says("tally");
    (tally["present"].clone(), tally["services"].clone())
}

fn agreements(seen: &Value) -> BTreeMap<&str, &str> {
    let desks = seen["desks"].as_array().unwrap().iter();
    desks.filter_map(|desk| Some((desk["name"].as_str()?, desk["agreement"].as_str()?))).collect()
}

#[test]
fn a_member_who_lies_without_end_changes_nothing_is_told_apart_and_costs_little() {
    let mut square = Square::begun();
    square.laptops[0].says("in 王芳");
    square.laptops[0].says("count leaflets 7");
    square.join(["东门"]);
    let code = square.code.parse().unwrap();
    let [first, second] = square.laptops.as_mut_slice() else { panic!("two laptops") };
    agree(&mut [first, second]);
    let before = counted(first);
    let costs = [Cost::of(first), Cost::of(second)];

    let liar = Arc::new(Liar::default());
    let listen = Some(Laptop::new().at);
    let settings = Settings { at: vec![first.at, second.at], listen, scouts: false, ..Settings::new(DESK, code) };
    let messenger = Messenger::start(settings, Arc::clone(&liar) as _).unwrap();
    let held = let_in(&liar, &messenger);

    // Everything again, and everything in another version.
    let other_story: Vec<u8> = held.iter().flat_map(|line| contradiction(line)).collect();
    until("one of them asks for what it promised", || {
        messenger.offer(held.concat(), Vec::new());
        messenger.offer(other_story.clone(), Vec::new());
        while messenger.try_recv().is_some() {}
        assert_eq!(counted(first), before);
        liar.pages.load(Ordering::Relaxed) > 0
    });
    // Whole pages of nothing, some longer than any message may be.
    let floods = |laptop: &mut Laptop| {
        messenger.offer(nonsense(0, 60 * 1024), nonsense(0, 60 * 1024));
        messenger.offer(nonsense(0, 900 * 1024), Vec::new());
        assert_eq!(counted(laptop), before);
    };
    let warned = |laptop: &mut Laptop| laptop.says("desks")["warnings"].to_string().contains("读不懂");
    until("both say who sends nonsense", || {
        floods(second);
        warned(first) && warned(second)
    });
    let pages = liar.pages.load(Ordering::Relaxed);
    (0..ROUNDS).for_each(|_| floods(first));

    second.says("in 张伟");
    until("the honest ones hear each other all the same", || counted(first).0 == 2);
    let notices = first.says("notices")["notices"].to_string();
    assert!(notices.contains("chain:"), "the other story is told: {notices}");
    until("the honest ones agree", || {
        let seen = first.says("desks");
        let codes = agreements(&seen);
        assert_eq!(codes.get("谎"), Some(&"AAAAAA"), "who is none of the square shows what it likes: {seen}");
        let own = second.says("tally")["agreement"].clone();
        codes.get("东门").is_some_and(|code| own == *code) && first.says("tally")["agreement"] == own
    });
    assert_eq!(liar.pages.load(Ordering::Relaxed), pages, "and ask it for nothing more");
    drop(messenger);
    until("it is gone", || first.says("desks")["desks"].as_array().unwrap().len() == 2);
    agree(&mut [first, second]);
    for (cost, laptop) in costs.iter().zip([first, second]) {
        cost.is_bearable(laptop);
    }
}
