//! Appending, importing, reopening, serving: the journal when nothing is wrong.

use std::collections::BTreeMap;

use super::kit::{DESK, Scribe, filled, open, open_with, options, record};
use crate::domain::ids::DeskId;
use crate::journal::{Hole, JoinDigits, Journal, JournalError, Keys, Opened, Status};
use crate::wire;

#[test]
fn a_new_folder_is_empty_and_keeps_what_is_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new").join("folder");
    let (journal, opened, held) = open(&path);
    assert_eq!((opened, held.entries.len()), (Opened::default(), 0));
    let mut scribe = Scribe::new(1);
    let saved = journal.append(scribe.lines(3), vec![record(0, "a")]).wait().unwrap();
    assert_eq!(saved.new.iter().map(|key| key.seq).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(journal.status(), Status::default());
    journal.close();

    let (journal, opened, held) = open(&path);
    assert_eq!(opened, Opened { facts: 3, records: 1, last_own: scribe.prev, ..Opened::default() });
    assert_eq!(held.seqs(scribe.series), [1, 2, 3]);
    assert_eq!(journal.reader().heads()[&scribe.series].hash, scribe.prev);
}

#[test]
fn a_second_program_is_told_which_folder_is_in_use() {
    let folder = tempfile::tempdir().unwrap();
    let (journal, _, _) = open(folder.path());
    let second = Journal::open(folder.path(), options(), |_| ());
    assert_eq!(second.unwrap_err(), JournalError::InUse { folder: folder.path().to_path_buf() });
    journal.close();
    open(folder.path());
}

#[test]
fn what_waits_is_answered_in_order_and_all_of_it_is_there_after_a_drop() {
    let folder = tempfile::tempdir().unwrap();
    let (journal, _, _) = open(folder.path());
    let mut scribe = Scribe::new(1);
    let pending: Vec<_> = (0..500).map(|_| journal.append(scribe.lines(1), Vec::new())).collect();
    for (index, answer) in (1..).zip(pending) {
        assert_eq!(answer.wait().unwrap().new[0].seq, index);
    }
    drop(journal);
    assert_eq!(open(folder.path()).1.facts, 500);
}

#[test]
fn foreign_entries_come_in_any_order_twice_and_with_gaps() {
    let folder = tempfile::tempdir().unwrap();
    let (journal, _, _) = open(folder.path());
    let mut scribe = Scribe::of(DeskId(2), 9);
    let lines = scribe.lines(5);
    let pick = |seqs: &[usize]| seqs.iter().map(|seq| lines[seq - 1].clone()).collect::<Vec<_>>();
    let saved = journal.import(pick(&[1, 4, 5, 4]), Vec::new()).wait().unwrap();
    assert_eq!((saved.new.len(), saved.held, saved.refused.len()), (3, 1, 0));
    assert_eq!(journal.reader().heads()[&scribe.series].seq, 1);
    journal.close();

    let (journal, opened, _) = open(folder.path());
    assert_eq!(opened.holes, [Hole { series: scribe.series, first: 2, last: 3 }]);
    let saved = journal.import(pick(&[5, 3, 2]), Vec::new()).wait().unwrap();
    assert_eq!((saved.new.len(), saved.held), (2, 1));
    assert_eq!(journal.reader().heads()[&scribe.series].seq, 5);
}

#[test]
fn an_entry_that_contradicts_the_chain_is_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let (journal, _, _) = open(folder.path());
    let mut honest = Scribe::of(DeskId(2), 9);
    let lines = honest.lines(2);
    let mut forger = Scribe { seq: 1, prev: honest.prev, ..honest.clone() };
    let (forged_second, forged_third) = (forger.next(), forger.next());
    journal.import(vec![lines[0].clone()], Vec::new()).wait().unwrap();
    let saved = journal.import(vec![forged_second.clone(), lines[1].clone()], Vec::new()).wait().unwrap();
    assert_eq!(saved.refused, [forged_second.key()], "its prev is not the entry before it");
    let saved = journal.import(vec![forged_second.clone(), forged_third.clone()], Vec::new()).wait().unwrap();
    assert_eq!(saved.refused, [forged_second.key(), forged_third.key()], "another second entry is held");
    let own = journal.append(vec![forged_third.clone()], Vec::new()).wait();
    assert_eq!(own, Err(JournalError::Contradicts { entry: forged_third.key() }));
    assert_eq!(journal.reader().facts(), 2);
}

#[test]
fn another_desk_gets_just_what_it_lacks_page_by_page() {
    let folder = tempfile::tempdir().unwrap();
    let scribe = filled(folder.path(), 40);
    let (journal, _, _) = open(folder.path());
    let mut other = Scribe::of(DeskId(2), 1);
    journal.import(other.lines(10), Vec::new()).wait().unwrap();

    let mut asked = BTreeMap::from([(scribe.series, 15)]);
    let mut got = Vec::new();
    loop {
        let page = journal.reader().since(&asked, 2000).unwrap();
        assert!(page.bytes.len() <= 2000);
        for line in page.bytes.split_inclusive(|byte| *byte == b'\n') {
            let (entry, _) = wire::decode(line).unwrap();
            asked.insert(entry.key.series, entry.key.seq);
            got.push(entry.key);
        }
        if !page.more {
            break;
        }
    }
    assert_eq!(got.len(), 25 + 10);
    assert_eq!(got.iter().filter(|key| key.series == scribe.series).map(|key| key.seq).min(), Some(16));
    assert_eq!(journal.reader().since(&asked, 2000).unwrap().bytes, b"");
    let tiny = journal.reader().since(&BTreeMap::new(), 1).unwrap();
    assert_eq!(
        tiny.bytes.iter().position(|byte| *byte == b'\n'),
        Some(tiny.bytes.len() - 1),
        "a page is never empty while more is there"
    );

    let mut exported = 0;
    journal.reader().each_line(|line| exported += u32::from(wire::decode(line).is_ok())).unwrap();
    assert_eq!(exported, 50);
}

#[test]
fn keys_are_drawn_once_and_can_be_changed() {
    let folder = tempfile::tempdir().unwrap();
    open(folder.path()).0.close();
    let mut other = options();
    other.fresh_keys.desk = DeskId(99);
    let (journal, opened, _) = open_with(folder.path(), other);
    assert_eq!((journal.keys().desk, opened.healed.len()), (DESK, 0));
    let joined = Keys { join_code: Some(JoinDigits("7".repeat(16))), ..journal.keys() };
    journal.change_keys(joined.clone()).wait().unwrap();
    assert_eq!(journal.keys(), joined);
    journal.close();
    assert_eq!(open(folder.path()).0.keys(), joined);
}

#[test]
fn the_same_record_is_kept_once() {
    let folder = tempfile::tempdir().unwrap();
    filled(folder.path(), 1);
    let (journal, opened, _) = open(folder.path());
    assert_eq!(opened.records, 2);
    journal.import(Vec::new(), vec![record(0, "a"), record(0, "b")]).wait().unwrap();
    journal.close();
    let (_, opened, held) = open(folder.path());
    assert_eq!((opened.records, held.records.len()), (3, 3));
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_enter_the_folder() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("data");
    open(&path);
    assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o700);
}
