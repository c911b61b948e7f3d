//! Following a folder that another program writes: nothing is missed, nothing is seen that was taken back.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;

use super::kit::{DESK, Scribe, open};
use crate::domain::limits::ENTRY_BYTES;
use crate::journal::{Followed, Follower, JournalError};
use crate::wire::Line;

fn seqs(seen: &Followed) -> Vec<u64> {
    seen.entries.iter().map(|entry| entry.key.seq).collect()
}

fn append(path: &Path, bytes: &[u8]) {
    OpenOptions::new().append(true).create(true).open(path).unwrap().write_all(bytes).unwrap();
}

fn bytes(lines: &[Line]) -> Vec<u8> {
    lines.iter().flat_map(|line| line.bytes().to_vec()).collect()
}

#[test]
fn what_a_program_saves_is_followed_while_it_has_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let mut follower = Follower::of(folder.path());
    assert!(matches!(follower.read(), Err(JournalError::Failed { .. })), "nobody ever was here");
    assert!(!follower.is_at_work());
    let (journal, _, _) = open(folder.path());
    assert_eq!((follower.desk(), follower.is_at_work()), (Some(DESK), true));
    let mut scribe = Scribe::new(1);
    for expected in [vec![1, 2], vec![3], vec![4, 5, 6]] {
        journal.append(scribe.lines(expected.len() as u64), Vec::new()).wait().unwrap();
        assert_eq!(seqs(&follower.read().unwrap()), expected);
        assert_eq!(seqs(&follower.read().unwrap()), [0; 0]);
    }
    journal.close();
    assert!(!follower.is_at_work());
    assert_eq!(seqs(&Follower::of(folder.path()).read().unwrap()), [1, 2, 3, 4, 5, 6]);
}

#[test]
fn a_line_that_is_being_written_comes_when_it_is_whole_and_a_damaged_one_never() {
    let folder = tempfile::tempdir().unwrap();
    let facts = folder.path().join("facts.jsonl");
    let lines = Scribe::new(1).lines(4);
    let mut follower = Follower::of(folder.path());
    append(&facts, lines[0].bytes());
    follower.read().unwrap();
    let (begun, rest) = lines[1].bytes().split_at(40);
    append(&facts, begun);
    assert_eq!(seqs(&follower.read().unwrap()), [0; 0]);
    append(&facts, rest);
    for damaged in [b"damaged\n\n".to_vec(), [vec![b'x'; 3 * ENTRY_BYTES], b"\n".to_vec()].concat()] {
        append(&facts, &damaged);
    }
    let seen = follower.read().unwrap();
    assert_eq!((seqs(&seen), seen.anew), (vec![2], false));
    append(&facts, &bytes(&lines[2..]));
    let seen = follower.read().unwrap();
    assert_eq!((seqs(&seen), seen.anew), (vec![3, 4], false));
}

#[test]
fn what_the_writer_took_back_is_forgotten() {
    let folder = tempfile::tempdir().unwrap();
    let facts = folder.path().join("facts.jsonl");
    let lines = Scribe::new(1).lines(5);
    // Cut away, and something shorter, as long, or longer in its place.
    for instead in [&[0][..], &[0, 2], &[0, 3, 4], &[4]] {
        let mut follower = Follower::of(folder.path());
        fs::write(&facts, bytes(&lines[..2])).unwrap();
        assert_eq!(seqs(&follower.read().unwrap()), [1, 2]);
        let expected: Vec<u64> = instead.iter().map(|index| *index as u64 + 1).collect();
        let instead: Vec<Line> = instead.iter().map(|index| lines[*index].clone()).collect();
        fs::write(&facts, bytes(&instead)).unwrap();
        let seen = follower.read().unwrap();
        assert_eq!((seqs(&seen), seen.anew), (expected, true));
        assert!(!follower.read().unwrap().anew);
    }
}
