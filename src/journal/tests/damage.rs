//! Damage of every kind to a closed folder: each time every entry is there again, and the start after finds nothing
//! to mend.

use std::fs;
use std::path::{Path, PathBuf};

use super::kit::{Held, Scribe, copy_folder, filled, open, options, record};
use crate::domain::ids::DeskId;
use crate::journal::folder::Folder;
use crate::journal::second::{Opening, WRITE_LIMIT};
use crate::journal::{Healed, Hole, Journal, JournalError, SecondFault, meta, trees};
use crate::wire;

/// How many entries the damaged folders hold.
const FACTS: u64 = 30;

/// A folder with [`FACTS`] entries and two records.
struct Whole {
    folder: tempfile::TempDir,
    scribe: Scribe,
}

impl Whole {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let scribe = filled(folder.path(), FACTS);
        Self { folder, scribe }
    }

    /// A copy that is damaged and opened. What was mended; all entries must be there.
    fn after(&self, name: &str, damage: impl FnOnce(&Path)) -> Vec<Healed> {
        let copy = tempfile::tempdir().unwrap();
        copy_folder(self.folder.path(), copy.path());
        damage(copy.path());
        let (journal, opened, held) = open(copy.path());
        self.assert_whole(name, &held);
        assert_eq!(opened.holes, [], "{name}");
        journal.append(Scribe::new(2).lines(1), Vec::new()).wait().unwrap();
        drop(journal);

        let (_, again, held) = open(copy.path());
        self.assert_whole(&format!("{name}, second start"), &held);
        assert_eq!((again.facts, again.healed, again.damaged_lines), (FACTS + 1, vec![], 0), "{name}");
        opened.healed
    }

    fn assert_whole(&self, name: &str, held: &Held) {
        assert_eq!(held.seqs(self.scribe.series), (1..=FACTS).collect::<Vec<_>>(), "{name}");
        assert_eq!(held.records.len(), 2, "{name}");
    }
}

fn flip(path: &Path, at: usize) {
    let mut bytes = fs::read(path).unwrap();
    bytes[at] ^= 1 << (at % 8);
    fs::write(path, bytes).unwrap();
}

/// Places all over a file.
fn places(path: &Path, count: usize) -> impl Iterator<Item = usize> + use<> {
    let len = usize::try_from(path.metadata().unwrap().len()).unwrap();
    // A step that shares no factor with line lengths reaches every part of a line.
    (0..count).map(move |index| (index * 7919 + 13) % len)
}

fn sled_files(folder: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(folder.join("sled-0001")).unwrap().map(|file| file.unwrap().path());
    files.filter(|path| path.is_file() && path.metadata().unwrap().len() > 0).collect()
}

#[test]
fn a_flipped_bit_anywhere_in_the_mirror() {
    let whole = Whole::new();
    for at in places(&whole.folder.path().join("facts.jsonl"), 25) {
        let healed = whole.after(&format!("bit at {at}"), |folder| flip(&folder.join("facts.jsonl"), at));
        assert!(matches!(healed[0], Healed::MirrorTook { facts: 1 | 2 } | Healed::TailCut { .. }), "{at}: {healed:?}");
    }
}

#[test]
fn a_flipped_bit_anywhere_in_the_roster() {
    let whole = Whole::new();
    for at in places(&whole.folder.path().join("roster.jsonl"), 6) {
        whole.after(&format!("bit at {at}"), |folder| flip(&folder.join("roster.jsonl"), at));
    }
}

#[test]
fn a_flipped_bit_anywhere_in_the_files_of_sled() {
    let whole = Whole::new();
    for file in sled_files(whole.folder.path()) {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        for at in places(&file, 15) {
            whole.after(&format!("{name}, bit at {at}"), |folder| flip(&folder.join("sled-0001").join(&name), at));
        }
    }
}

#[test]
fn files_of_sled_cut_short() {
    let whole = Whole::new();
    for file in sled_files(whole.folder.path()) {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let len = file.metadata().unwrap().len();
        for keep in [0, len / 3, len - 1] {
            whole.after(&format!("{name}, cut to {keep}"), |folder| {
                let file = fs::OpenOptions::new().write(true).open(folder.join("sled-0001").join(&name));
                file.unwrap().set_len(keep).unwrap();
            });
        }
    }
}

#[test]
fn the_mirror_cut_anywhere_in_its_last_lines() {
    let whole = Whole::new();
    let len = whole.folder.path().join("facts.jsonl").metadata().unwrap().len();
    for less in [1, 2, 100, 250, 400] {
        whole.after(&format!("{less} bytes less"), |folder| cut(&folder.join("facts.jsonl"), len - less));
    }
}

fn cut(path: &Path, len: u64) {
    fs::OpenOptions::new().write(true).open(path).unwrap().set_len(len).unwrap();
}

#[test]
fn a_whole_part_that_is_gone_or_half_there() {
    type Damage = fn(&Path);
    let cases: [(&str, Damage, Vec<Healed>); 9] = [
        (
            "no sled",
            |folder| fs::remove_dir_all(folder.join("sled-0001")).unwrap(),
            vec![rebuilt(1, SecondFault::Missing)],
        ),
        (
            "sled is an empty folder",
            |folder| {
                fs::remove_dir_all(folder.join("sled-0001")).unwrap();
                fs::create_dir(folder.join("sled-0001")).unwrap();
            },
            vec![rebuilt(2, SecondFault::Unfinished)],
        ),
        (
            "no mirror",
            |folder| fs::remove_file(folder.join("facts.jsonl")).unwrap(),
            vec![Healed::MirrorTook { facts: FACTS }],
        ),
        ("an empty mirror", |folder| cut(&folder.join("facts.jsonl"), 0), vec![Healed::MirrorTook { facts: FACTS }]),
        (
            "no roster",
            |folder| fs::remove_file(folder.join("roster.jsonl")).unwrap(),
            vec![Healed::RosterTook { records: 2 }],
        ),
        ("no keys-a", |folder| fs::remove_file(folder.join("keys-a")).unwrap(), vec![Healed::KeysRestored]),
        ("a bad keys-b", |folder| flip(&folder.join("keys-b"), 60), vec![Healed::KeysRestored]),
        ("no keys but in sled", remove_keys, vec![Healed::KeysRestored]),
        (
            "a half-written snapshot",
            |folder| fs::write(folder.join("sled-0001").join("snap.0000000000000ABC.generating"), b"half").unwrap(),
            vec![],
        ),
    ];
    let whole = Whole::new();
    for (name, damage, expected) in cases {
        assert_eq!(whole.after(name, damage), expected, "{name}");
    }
    let healed = whole.after("no keys at all", |folder| {
        remove_keys(folder);
        fs::remove_dir_all(folder.join("sled-0001")).unwrap();
    });
    assert_eq!(healed, [rebuilt(1, SecondFault::Missing), Healed::KeysLost]);
}

fn remove_keys(folder: &Path) {
    for name in ["keys-a", "keys-b"] {
        fs::remove_file(folder.join(name)).unwrap();
    }
}

fn rebuilt(generation: u32, why: SecondFault) -> Healed {
    Healed::SecondRebuilt { generation, why }
}

#[test]
fn killed_between_the_two_copies() {
    let whole = Whole::new();
    let mut more = whole.scribe.clone();
    let line = more.next();
    let copy = tempfile::tempdir().unwrap();
    copy_folder(whole.folder.path(), copy.path());
    let mirror = copy.path().join("facts.jsonl");
    fs::write(&mirror, [fs::read(&mirror).unwrap().as_slice(), line.bytes()].concat()).unwrap();
    let (_, opened, held) = open(copy.path());
    assert_eq!(opened.healed, [Healed::SecondTook { facts: 1 }]);
    assert_eq!(held.seqs(more.series).last(), Some(&(FACTS + 1)));
}

#[test]
fn killed_while_the_second_copy_was_built_anew() {
    let whole = Whole::new();
    let healed = whole.after("a generation without its end", |folder| {
        let second = Opening::begin(folder.join("sled-0002")).finish().unwrap();
        meta::begin(&second).unwrap();
        let line = whole.scribe.clone().next();
        let pair = (trees::key_of_entry(line.key()), b"half".to_vec());
        second.ask(WRITE_LIMIT, |trees| trees.put(vec![pair], Vec::new())).unwrap();
        second.close();
    });
    assert_eq!(healed, [rebuilt(3, SecondFault::Unfinished)]);
}

#[test]
fn killed_while_a_file_was_replaced() {
    let whole = Whole::new();
    let healed = whole.after("unfinished files", |folder| {
        for name in ["keys-a", "facts.jsonl", "roster.jsonl", "ballast"] {
            fs::write(folder.join(format!("{name}.in_progress")), b"half").unwrap();
        }
    });
    assert_eq!(healed, []);
}

#[test]
fn old_generations_do_not_pile_up() {
    let whole = Whole::new();
    let copy = tempfile::tempdir().unwrap();
    copy_folder(whole.folder.path(), copy.path());
    for _ in 0..4 {
        let last = *Folder::claim(copy.path()).unwrap().generations().last().unwrap();
        fs::write(copy.path().join(format!("sled-{last:04}")).join("db"), b"").unwrap();
        open(copy.path());
    }
    assert_eq!(Folder::claim(copy.path()).unwrap().generations(), [3, 4, 5]);
}

#[test]
fn an_entry_in_neither_copy_is_a_hole_and_can_come_from_elsewhere() {
    let whole = Whole::new();
    let copy = tempfile::tempdir().unwrap();
    copy_folder(whole.folder.path(), copy.path());
    let mirror = copy.path().join("facts.jsonl");
    let lines: Vec<Vec<u8>> = fs::read(&mirror).unwrap().split_inclusive(|b| *b == b'\n').map(<[u8]>::to_vec).collect();
    fs::write(&mirror, [&lines[..9], &lines[12..]].concat().concat()).unwrap();
    fs::remove_dir_all(copy.path().join("sled-0001")).unwrap();
    let hole = Hole { series: whole.scribe.series, first: 10, last: 12 };
    let (journal, opened, _) = open(copy.path());
    assert_eq!((opened.facts, opened.holes), (FACTS - 3, vec![hole]));
    let missing = lines[9..12].iter().map(|line| wire::receive(line.clone()).unwrap().1).collect();
    assert_eq!(journal.import(missing, Vec::new()).wait().unwrap().new.len(), 3);
    drop(journal);
    let (_, opened, held) = open(copy.path());
    whole.assert_whole("after the import", &held);
    assert_eq!((opened.holes, opened.healed), (vec![], vec![]));
}

#[test]
fn a_tail_that_vanished_from_both_copies_is_missed() {
    let whole = Whole::new();
    let copy = tempfile::tempdir().unwrap();
    copy_folder(whole.folder.path(), copy.path());
    let mirror = copy.path().join("facts.jsonl");
    let bytes = fs::read(&mirror).unwrap();
    let last = bytes[..bytes.len() - 1].iter().rposition(|byte| *byte == b'\n').unwrap() + 1;
    cut(&mirror, last as u64);
    let second = Opening::begin(copy.path().join("sled-0001")).finish().unwrap();
    let key = crate::domain::ids::EntryKey { series: whole.scribe.series, seq: FACTS };
    second.ask(WRITE_LIMIT, move |trees| trees.remove(trees::key_of_entry(key))).unwrap();
    second.close();
    let (_, opened, _) = open(copy.path());
    assert_eq!(opened.facts, FACTS - 1);
    assert_eq!(opened.holes, [Hole { series: whole.scribe.series, first: FACTS, last: FACTS }]);
}

#[test]
fn a_folder_of_a_newer_program_is_left_as_it_is() {
    let newer_line = |line: &str| {
        let (key, json) = line.split_once(' ').unwrap();
        let json = json.replacen("{\"v\":1,", "{\"v\":2,", 1);
        let mut crc = crc32fast::Hasher::new();
        crc.update(format!("{key} {json}").as_bytes());
        format!("{:08x} {key} {json}\n", crc.finalize())
    };
    let rewrite_last = |path: &Path, change: &dyn Fn(&str) -> String| {
        let text = fs::read_to_string(path).unwrap();
        let (before, last) = text.trim_end().rsplit_once('\n').unwrap_or(("", text.trim_end()));
        let before = if before.is_empty() { String::new() } else { format!("{before}\n") };
        fs::write(path, before + &change(last.split_once(' ').unwrap().1)).unwrap();
    };
    for file in ["facts.jsonl", "roster.jsonl", "keys-a", "sled-0001"] {
        let whole = Whole::new();
        let path = whole.folder.path();
        if file == "sled-0001" {
            let second = Opening::begin(path.join(file)).finish().unwrap();
            second.ask(WRITE_LIMIT, |trees| trees.set_meta("schema", 9_u16.to_be_bytes().to_vec())).unwrap();
            second.close();
        } else {
            rewrite_last(&path.join(file), &newer_line);
        }
        let read = |name: &str| fs::read(path.join(name)).unwrap();
        let before = ["facts.jsonl", "roster.jsonl", "keys-a", "keys-b"].map(read);
        let refused = Journal::open(path, options(), |_| ()).unwrap_err();
        assert!(matches!(refused, JournalError::Newer { version: 2 | 9, .. }), "{file}: {refused:?}");
        assert!(["facts.jsonl", "roster.jsonl", "keys-a", "keys-b"].map(read) == before, "{file}");
        assert_eq!(Folder::claim(path).unwrap().generations(), [1], "{file}");
    }
}

#[test]
fn a_path_that_cannot_be_a_folder_gets_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, b"x").unwrap();
    let refused = Journal::open(&file, options(), |_| ()).unwrap_err();
    assert_eq!(refused, JournalError::NotAFolder { folder: file.clone() });
    let below = Journal::open(&file.join("below"), options(), |_| ()).unwrap_err();
    assert!(matches!(below, JournalError::NotAFolder { .. } | JournalError::NotAllowed { .. }), "{below:?}");
}

#[test]
fn several_series_and_foreign_ones_are_made_whole_too() {
    let folder = tempfile::tempdir().unwrap();
    let (journal, _, _) = open(folder.path());
    let mut others: Vec<Scribe> = (2..6).map(|desk| Scribe::of(DeskId(desk), 1)).collect();
    for other in &mut others {
        journal.import(other.lines(20), vec![record(7, "c")]).wait().unwrap();
    }
    drop(journal);
    fs::remove_file(folder.path().join("facts.jsonl")).unwrap();
    let (_, opened, _) = open(folder.path());
    assert_eq!((opened.facts, opened.healed), (80, vec![Healed::MirrorTook { facts: 80 }]));
    fs::remove_dir_all(folder.path().join("sled-0001")).unwrap();
    let (_, opened, _) = open(folder.path());
    assert_eq!((opened.facts, opened.healed), (80, vec![rebuilt(1, SecondFault::Missing)]));
}
