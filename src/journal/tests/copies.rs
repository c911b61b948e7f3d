//! The second copy in trouble, dated copies, restoring, verifying.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use super::kit::{DESK, Held, Scribe, copy_folder, filled, open, open_with, options};
use crate::domain::fact::EntryHash;
use crate::domain::ids::DeskId;
use crate::journal::look::Looked;
use crate::journal::mend::{self, Parts};
use crate::journal::second::WRITE_LIMIT;
use crate::journal::{Fault, Healed, Hole, Journal, JournalError, Options, Problem, Status, verify};
use crate::wire::{self, WireError};

#[test]
fn what_the_second_copy_does_not_take_is_saved_all_the_same_and_mended_at_the_next_start() {
    type Trouble = fn(&Parts);
    let cases: [(&str, u64, Trouble); 2] = [
        ("it panicked", 3, |parts| {
            let panicked = parts.second.as_ref().unwrap().ask(WRITE_LIMIT, |_| -> Result<(), Fault> { panic!("sled") });
            assert_eq!(panicked, Err(Fault::Died));
        }),
        // It wakes up later and does what it was last asked; by then nobody counts on it.
        ("it hangs", 2, |parts| {
            let hangs = parts.second.as_ref().unwrap().ask(Duration::ZERO, |_| {
                std::thread::sleep(WRITE_LIMIT * 2);
                Ok(())
            });
            assert_eq!(hangs, Err(Fault::Slow));
        }),
    ];
    for (name, lacking, trouble) in cases {
        let folder = tempfile::tempdir().unwrap();
        let mut scribe = filled(folder.path(), 5);
        let mut ignore = |_| ();
        let looked = Looked::at(folder.path(), &options(), &mut ignore).unwrap();
        let (parts, _) = mend::mend(looked, &options()).unwrap();
        trouble(&parts);
        let journal = Journal::start(parts, options()).unwrap();
        assert_eq!(journal.status(), Status::default());
        for _ in 0..3 {
            assert_eq!(journal.append(scribe.lines(1), Vec::new()).wait().unwrap().new.len(), 1, "{name}");
        }
        assert_eq!(journal.status(), Status { second_behind: true, ..Status::default() }, "{name}");
        journal.close();
        // Another process would open at once; here the hanging thread of this one must first be gone.
        std::thread::sleep(if name == "it hangs" { WRITE_LIMIT } else { Duration::ZERO });
        let (_, opened, held) = open(folder.path());
        assert_eq!((opened.healed, held.entries.len()), (vec![Healed::SecondTook { facts: lacking }], 8), "{name}");
    }
}

#[test]
fn whoever_waits_for_an_answer_is_woken() {
    let folder = tempfile::tempdir().unwrap();
    let woken = Arc::new(AtomicU32::new(0));
    let count = Arc::clone(&woken);
    let wake: Arc<dyn Fn() + Send + Sync> = Arc::new(move || {
        count.fetch_add(1, Ordering::SeqCst);
    });
    let (journal, _, _) = open_with(folder.path(), Options { wake: Some(wake), ..options() });
    let pending = journal.append(Scribe::new(1).lines(1), Vec::new());
    assert!(pending.wait_for(Duration::from_mins(1)).unwrap().is_ok());
    drop(journal);
    assert_eq!(woken.load(Ordering::SeqCst), 1);
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn closing_leaves_a_dated_copy_here_and_on_the_stick_and_a_missing_stick_is_no_fault() {
    let folder = tempfile::tempdir().unwrap();
    let stick = tempfile::tempdir().unwrap();
    for round in 1..=2_u32 {
        let (journal, _, _) = open(folder.path());
        journal.back_up_to(vec![stick.path().to_path_buf(), stick.path().join("pulled out")]);
        journal.append(Scribe::new(round).lines(u64::from(round)), Vec::new()).wait().unwrap();
        assert!(!journal.status().backup_failed);
    }
    let mirror = fs::read(folder.path().join("facts.jsonl")).unwrap();
    let on_stick = stick.path().join(format!("qiandao-facts-{DESK}"));
    for copies in [folder.path().join("backup"), on_stick] {
        assert_eq!(names(&copies), ["facts-2026-03-05-1641.jsonl", "facts-2026-03-05-1642.jsonl"]);
        assert_eq!(fs::read(copies.join("facts-2026-03-05-1642.jsonl")).unwrap(), mirror);
    }
}

#[test]
fn copies_are_made_in_their_rhythm_and_thinned() {
    let folder = tempfile::tempdir().unwrap();
    let backup = folder.path().join("backup");
    fs::create_dir(&backup).unwrap();
    for old in ["facts-2026-03-03-0900.jsonl", "facts-2026-03-03-1800.jsonl", "facts-2026-03-04-1100.jsonl", "mine.txt"]
    {
        fs::write(backup.join(old), b"").unwrap();
    }
    let (journal, _, _) = open_with(folder.path(), Options { backup_every: Duration::from_millis(20), ..options() });
    let mut scribe = Scribe::new(1);
    for minute in 1..=9 {
        journal.append(scribe.lines(1), Vec::new()).wait().unwrap();
        let name = format!("facts-2026-03-05-{}.jsonl", 1640 + minute);
        super::rounds::wait_until(|| backup.join(&name).exists());
    }
    drop(journal);
    let expected: Vec<String> = ["facts-2026-03-03-1800.jsonl", "facts-2026-03-04-1100.jsonl"]
        .into_iter()
        .map(str::to_owned)
        .chain((1644..=1649).map(|minute| format!("facts-2026-03-05-{minute}.jsonl")))
        .chain(["mine.txt".to_owned()])
        .collect();
    assert_eq!(names(&backup), expected);
}

#[test]
fn verifying_changes_nothing_and_names_what_is_wrong() {
    let whole = tempfile::tempdir().unwrap();
    let scribe = filled(whole.path(), 20);
    let check = |damage: &dyn Fn(&Path)| {
        let folder = tempfile::tempdir().unwrap();
        copy_folder(whole.path(), folder.path());
        damage(folder.path());
        let before = fs::read(folder.path().join("sled-0001").join("db")).unwrap();
        let mut held = Held::default();
        let verified = verify(folder.path(), |read| held.take(read)).unwrap();
        assert_eq!(held.entries.len() as u64, verified.facts);
        assert_eq!(fs::read(folder.path().join("sled-0001").join("db")).unwrap(), before);
        (verified.facts, verified.problems)
    };
    let edit = |folder: &Path, change: &dyn Fn(&mut Vec<Vec<u8>>)| {
        let mirror = folder.join("facts.jsonl");
        let bytes = fs::read(&mirror).unwrap();
        let mut lines = bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
        change(&mut lines);
        fs::write(&mirror, lines.concat()).unwrap();
    };
    assert_eq!(check(&|_| ()), (20, vec![]));
    let line_6 = Problem::LineDamaged { file: "facts.jsonl".to_owned(), line: 6, why: WireError::Damaged };
    assert_eq!(
        check(&|folder| edit(folder, &|lines| lines[5][100] ^= 1)),
        (20, vec![line_6.clone(), Problem::OnlyInSecond { facts: 1 }])
    );
    assert_eq!(
        check(&|folder| edit(folder, &|lines| lines.truncate(15))),
        (20, vec![Problem::OnlyInSecond { facts: 5 }])
    );
    let mut next = scribe.clone();
    let line = next.next();
    assert_eq!(
        check(&|folder| edit(folder, &|lines| lines.push(line.bytes().to_vec()))),
        (21, vec![Problem::OnlyInFirst { facts: 1 }])
    );
    let cut = line.bytes()[..40].to_vec();
    assert_eq!(
        check(&|folder| edit(folder, &|lines| lines.push(cut.clone()))),
        (20, vec![Problem::LineCut { file: "facts.jsonl".to_owned(), bytes: 40 }])
    );
    // Somebody edits an entry and even its checksum: the next one tells.
    let forged = wire::encode(&{
        let mut entry = wire::decode(&line_of(whole.path(), 6)).unwrap().0;
        entry.nonce.0 += 1;
        entry
    })
    .unwrap();
    let (facts, problems) = check(&|folder| edit(folder, &|lines| lines[6] = forged.bytes().to_vec()));
    let misfit = |index| Problem::Misfit { entry: wire::decode(&line_of(whole.path(), index)).unwrap().0.key };
    assert_eq!((facts, problems), (20, vec![misfit(7), misfit(6)]));
    assert_eq!(check(&|folder| fs::remove_file(folder.join("keys-b")).unwrap()), (20, vec![Problem::KeysBad]));
}

fn line_of(folder: &Path, index: usize) -> Vec<u8> {
    let bytes = fs::read(folder.join("facts.jsonl")).unwrap();
    bytes.split_inclusive(|byte| *byte == b'\n').nth(index).unwrap().to_vec()
}

#[test]
fn verifying_misses_what_no_copy_has() {
    let folder = tempfile::tempdir().unwrap();
    let (journal, _, _) = open(folder.path());
    let mut foreign = Scribe::of(DeskId(2), 1);
    let lines = foreign.lines(4);
    journal.import(vec![lines[0].clone(), lines[3].clone()], Vec::new()).wait().unwrap();
    let mut later = Scribe { prev: EntryHash(12), ..Scribe::new(5) };
    journal.append(later.lines(1), Vec::new()).wait().unwrap();
    drop(journal);
    let verified = verify(folder.path(), |_| ()).unwrap();
    let hole = Hole { series: foreign.series, first: 2, last: 3 };
    assert_eq!(verified.problems, [Problem::Missing(hole), Problem::EndMissing { series: later.series }]);
}

#[test]
fn verifying_waits_for_nobody_and_makes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (journal, _, _) = open(folder.path());
    let in_use = verify(folder.path(), |_| ()).unwrap_err();
    assert_eq!(in_use, JournalError::InUse { folder: folder.path().to_path_buf() });
    drop(journal);
    let nowhere = folder.path().join("nowhere");
    assert!(verify(&nowhere, |_| ()).is_err());
    assert!(!nowhere.exists());
}
