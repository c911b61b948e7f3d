//! A member of the square who lies: whatever it sends changes nothing that was counted, and costs little.

use std::fs;

use qiandao::desk::Arrived;
use qiandao::domain::command::Command;
use qiandao::domain::fact::{CountSource, Entry, EntryHash, Fact, Means};
use qiandao::domain::ids::{DeskId, EntryKey, Epoch, Nonce, PersonId, Series};
use qiandao::domain::limits::{COUNT_MAX, ENTRY_BYTES};
use qiandao::domain::time::{Stamp, Wall};
use qiandao::wire;

use super::net::{Laptop, agree};

const LIAR: DeskId = DeskId(0xbad);

/// A square where somebody is in, and something was counted.
fn square() -> Laptop {
    let mut laptop = Laptop::first(1);
    let (person, _) = laptop.desk().board().attendance.people().next().unwrap();
    laptop.at(9 * 60, 0).does(Command::CheckIn { person, by: Means::Typed });
    laptop
}

/// An entry of a made-up desk, as it says itself.
fn entry(laptop: &Laptop, seq: u64, fact: Fact) -> Entry {
    let last = laptop.desk().board().ledger().greatest_stamp();
    Entry {
        key: EntryKey { series: Series { desk: LIAR, epoch: Epoch(1) }, seq },
        stamp: Stamp { ms: last.ms + seq, count: 0 },
        wall: Wall(0),
        operator: None,
        practice: false,
        nonce: Nonce(seq),
        prev: EntryHash::default(),
        fact,
    }
}

fn counted(quantity: u32) -> Fact {
    Fact::Counted { service: "leaflets".parse().unwrap(), quantity, station: None, source: CountSource::Key }
}

fn line(entry: &Entry) -> Vec<u8> {
    wire::encode(entry).unwrap().into_bytes()
}

fn sent(entries: Vec<Vec<u8>>, records: Vec<Vec<u8>>) -> Arrived {
    Arrived { from: Some(LIAR), entries, records }
}

/// Why lines were refused, and how many for each reason.
fn refused(laptop: &Laptop) -> Vec<(&'static str, u64)> {
    laptop.desk().aside().counts().map(|(from, why, count)| (why, count * u64::from(from == Some(LIAR)))).collect()
}

#[test]
fn what_is_no_entry_of_ours_is_refused_counted_and_kept_and_the_rest_goes_on() {
    let mut laptop = square();
    let good = line(&entry(&laptop, 1, counted(3)));
    let mut flipped = line(&entry(&laptop, 2, counted(4)));
    flipped[60] ^= 1;
    let hidden = Fact::DeskJoined { number: 7.try_into().unwrap(), name: "a\u{202e}b".to_owned() };
    let hidden = line(&entry(&laptop, 4, hidden));
    let far = Entry { stamp: Stamp { ms: u64::MAX, count: 0 }, ..entry(&laptop, 6, counted(1)) };
    let entries = vec![
        vec![0xff; 2 * ENTRY_BYTES],
        b"nonsense\n".to_vec(),
        Vec::new(),
        flipped,
        line(&entry(&laptop, 3, counted(COUNT_MAX + 1))),
        hidden,
        line(&far),
        good,
    ];
    laptop.takes(sent(entries.clone(), vec![b"nonsense".to_vec(), Vec::new()]));
    let board = laptop.desk().board();
    assert_eq!(board.tally.of_service(&"leaflets".parse().unwrap()), 3, "the one good entry counts");
    // The bytes that are no text are no plain text; nothing at all is the same twice.
    let expected = [("stamp", 1), ("text", 2), ("too_much", 1), ("unreadable", 3)];
    assert_eq!(refused(&laptop), expected);
    // The same again is known, and writes nothing.
    laptop.takes(sent(entries, Vec::new()));
    assert_eq!(refused(&laptop), expected);
    // Own facts are not pulled into the next century.
    let desk = laptop.id();
    let (_, keys) = laptop.does(Command::CorrectClock { desk, offset_ms: 1 });
    let stamp = laptop.desk().board().ledger().get(keys[0]).unwrap().stamp;
    assert!(laptop.desk().board().square.window().unwrap().holds(stamp));
    laptop.start();
    let kept = fs::read_to_string(laptop.folder().join("refused.jsonl")).unwrap();
    assert!(kept.lines().count() >= 6 && kept.contains("\"why\":\"stamp\""), "{kept}");
}

#[test]
fn entries_that_contradict_a_chain_are_refused_by_name_and_told_on_all_desks() {
    let mut laptop = square();
    let mut other = Laptop::joined(2, 2, &mut laptop);
    let facts = laptop.desk().board().ledger().len();
    let held: Vec<Entry> = laptop.desk().board().ledger().in_order().cloned().collect();
    // Another story for every entry there is, and a number too far in the name of this very desk.
    let lies = held.iter().map(|entry| line(&Entry { fact: counted(50), ..entry.clone() }));
    let own = laptop.desk().board().ledger().latest_of(laptop.id()).next().unwrap().key;
    let mut lies: Vec<Vec<u8>> = lies.collect();
    let next = EntryKey { seq: own.seq + 1, ..own };
    lies.push(line(&Entry { key: next, ..entry(&laptop, 1, counted(50)) }));
    laptop.takes(sent(lies, Vec::new()));
    let counts = refused(&laptop);
    assert!(counts.contains(&("contradicts", facts as u64)), "{counts:?}");
    assert_eq!(laptop.desk().board().tally.cells().count(), 0, "nothing of it counts");
    let open = laptop.notices();
    assert!(!open.is_empty() && open.iter().all(|notice| notice.starts_with("chain:")), "{open:?}");
    other.pull(&mut laptop);
    assert_eq!(other.notices(), open);
    agree(&mut [laptop, other]);
}

#[test]
fn nobody_writes_in_the_name_of_this_run() {
    let mut laptop = square();
    let (person, _) = laptop.desk().board().attendance.people().nth(1).unwrap();
    let (_, keys) = laptop.does(Command::CheckIn { person, by: Means::Typed });
    let next = EntryKey { seq: keys[0].seq + 1, ..keys[0] };
    let forged = Entry { key: next, ..entry(&laptop, 1, counted(9)) };
    laptop.takes(sent(vec![line(&forged)], Vec::new()));
    assert_eq!(refused(&laptop), [("in_our_name", 1)]);
    // The next own fact has that number, and is saved.
    let (_, keys) = laptop.does(Command::CheckOut { person, by: Means::Typed });
    assert_eq!(keys, [next]);
}

#[test]
fn a_sender_without_end_finds_no_room_and_a_replay_changes_nothing() {
    let mut laptop = square();
    let code = laptop.code();
    let all = laptop.lines_since(&[].into(), usize::MAX);
    let mut refused_pages = 0;
    for _ in 0..2_000 {
        let page = vec![vec![b'x'; 4096]; 8];
        refused_pages += usize::from(!laptop.desk_mut().absorb(sent(page, Vec::new())));
    }
    assert!(refused_pages > 1_000, "64 MB in all, of which 8 may wait");
    laptop.drain();
    for _ in 0..20 {
        laptop.takes(sent(all.clone(), Vec::new()));
    }
    assert_eq!(laptop.code(), code);
    assert_eq!(laptop.desk().journal().reader().facts(), all.len() as u64);
}

#[test]
fn facts_that_lead_nowhere_count_nothing_on_any_desk() {
    let mut laptop = square();
    let ledger = laptop.desk().board().ledger().len();
    let unknown = EntryKey { series: Series { desk: DeskId(5), epoch: Epoch(5) }, seq: u64::MAX };
    let facts = [
        Fact::Undone { entry: unknown, reason: String::new() },
        Fact::Arrived { person: PersonId::default(), by: Means::Scanned, team: None },
        Fact::ChainBroken { entry: unknown },
        Fact::ClockSeen { desk: DeskId(9), ahead_ms: i64::MIN },
        Fact::ClockCorrected { desk: DeskId(9), offset_ms: i64::MIN },
        Fact::DeskLeft { desk: DeskId(9) },
    ];
    // With holes between them, the last number there is included.
    let seqs = [3, 1, 9, 1_000_000, u64::MAX - 1, u64::MAX];
    let lines = facts.into_iter().zip(seqs).map(|(fact, seq)| {
        let stamp = laptop.desk().board().ledger().greatest_stamp();
        line(&Entry { stamp, ..entry(&laptop, seq.min(1_000), fact) }).clone()
    });
    let lines: Vec<_> = lines.collect();
    laptop.takes(sent(lines, Vec::new()));
    assert!(laptop.desk().board().ledger().len() > ledger);
    assert_eq!(laptop.desk().board().attendance.totals().present, 1);
    assert_eq!(laptop.desk().board().tally.cells().count(), 0);
    laptop.start();
    assert_eq!(laptop.desk().board().attendance.totals().present, 1);
}
