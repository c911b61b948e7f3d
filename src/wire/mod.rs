//! How entries and roster records look as bytes: on disk, on a stick and between desks alike.
//!
//! ```text
//! 5f0a11c3 000000000000feed-00000007-12 {"v":1,"key":"000000000000feed-00000007-12","stamp":...}
//! crc32 SP key                       SP json                                                     LF
//! ```
//!
//! The JSON is the serde form of the domain type behind its version. Version 1 is never edited after a release; a
//! second one goes beside it. Whoever stores or passes on a line keeps its bytes: the hash is taken over them.
//! What a line means is the domain's matter, where it is kept is the journal's.

mod error;
mod plain;

use std::fmt::Display;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::domain::fact::{Entry, EntryHash};
use crate::domain::ids::EntryKey;
use crate::domain::limits::ENTRY_BYTES;
use crate::domain::roster::RosterRecord;
use crate::domain::time::Wall;

pub use error::WireError;
pub use plain::is_plain;

/// The version this program writes, and the newest it reads.
const VERSION: u16 = 1;
/// How every body of that version begins, so that reading it needs no second look.
const OPENING: &[u8] = b"{\"v\":1,";
/// Eight lower-case hexadecimal digits.
const CHECKSUM_BYTES: usize = 8;

/// One entry as bytes, with what its chain needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    key: EntryKey,
    prev: EntryHash,
    hash: EntryHash,
    wall: Wall,
    checksum: u32,
    bytes: Vec<u8>,
}

impl Line {
    /// The entry's name.
    pub fn key(&self) -> EntryKey {
        self.key
    }

    /// What the writer's clock showed.
    pub fn wall(&self) -> Wall {
        self.wall
    }

    /// The entry it follows.
    pub fn prev(&self) -> EntryHash {
        self.prev
    }

    /// What the next entry of the series carries as `prev`.
    pub fn hash(&self) -> EntryHash {
        self.hash
    }

    /// The checksum it begins with.
    pub fn checksum(&self) -> u32 {
        self.checksum
    }

    /// The line, its LF included.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The same, to keep.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

/// One roster record as bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordLine {
    /// Of its body: equal records have equal ones.
    pub hash: EntryHash,
    /// The line, its LF included.
    pub bytes: Vec<u8>,
}

/// Writes an entry down.
pub fn encode(entry: &Entry) -> Result<Line, WireError> {
    let json = body_of(entry)?;
    let bytes = line_of(&entry.key, &json)?;
    line_with(entry, hash_of(&json), bytes)
}

/// An entry as JSON alone, for exports: what stands behind checksum and key in its line.
pub fn to_json(entry: &Entry) -> Result<Vec<u8>, WireError> {
    body_of(entry)
}

/// Reads an entry; the LF may be gone already.
pub fn decode(line: &[u8]) -> Result<(Entry, EntryHash), WireError> {
    let (key, json) = parts_of(line)?;
    let entry: Entry = body_in(json)?;
    same_key(key, &entry.key)?;
    Ok((entry, hash_of(json)))
}

/// Reads an entry that came from elsewhere and keeps its bytes for the journal.
pub fn receive(mut bytes: Vec<u8>) -> Result<(Entry, Line), WireError> {
    let (entry, hash) = decode(&bytes)?;
    if !bytes.ends_with(b"\n") {
        bytes.push(b'\n');
    }
    let line = line_with(&entry, hash, bytes)?;
    Ok((entry, line))
}

fn line_with(entry: &Entry, hash: EntryHash, bytes: Vec<u8>) -> Result<Line, WireError> {
    Ok(Line { key: entry.key, prev: entry.prev, hash, wall: entry.wall, checksum: checksum(&bytes)?, bytes })
}

/// Writes a roster record down: the same form, under the person's id.
pub fn encode_record(record: &RosterRecord) -> Result<RecordLine, WireError> {
    let json = body_of(record)?;
    Ok(RecordLine { hash: hash_of(&json), bytes: line_of(&record.person, &json)? })
}

/// Reads a roster record.
pub fn decode_record(line: &[u8]) -> Result<(RosterRecord, EntryHash), WireError> {
    let (key, json) = parts_of(line)?;
    let record: RosterRecord = body_in(json)?;
    same_key(key, &record.person)?;
    Ok((record, hash_of(json)))
}

/// Writes anything else that wants a checksum and a version, under a name of one word.
pub fn encode_named<T: Serialize>(name: &str, body: &T) -> Result<Vec<u8>, WireError> {
    line_of(&name, &body_of(body)?)
}

/// Reads what was written under a name.
pub fn decode_named<T: DeserializeOwned>(name: &str, line: &[u8]) -> Result<T, WireError> {
    let (key, json) = parts_of(line)?;
    same_key(key, &name)?;
    body_in(json)
}

/// The checksum of a line that holds to it: a cheap way to see whether two copies are the same.
pub fn checksum(line: &[u8]) -> Result<u32, WireError> {
    parts_of(line).map(|(key, json)| checksum_of(key, json))
}

/// A line must not pass for another one.
fn same_key(line: &[u8], body: &impl Display) -> Result<(), WireError> {
    let body = body.to_string();
    if body.as_bytes() == line {
        return Ok(());
    }
    Err(WireError::TwoKeys { line: String::from_utf8_lossy(line).into_owned(), body })
}

#[derive(Serialize)]
struct Versioned<'a, T> {
    v: u16,
    #[serde(flatten)]
    body: &'a T,
}

#[derive(Deserialize)]
struct VersionOnly {
    v: u16,
}

fn body_of<T: Serialize>(body: &T) -> Result<Vec<u8>, WireError> {
    serde_json::to_vec(&Versioned { v: VERSION, body }).map_err(|error| WireError::Malformed { why: error.to_string() })
}

fn body_in<'a, T: Deserialize<'a>>(json: &'a [u8]) -> Result<T, WireError> {
    if !json.starts_with(OPENING) {
        return Err(match serde_json::from_slice(json) {
            Ok(VersionOnly { v }) if v > VERSION => WireError::Newer { version: v },
            Ok(VersionOnly { v }) => WireError::Malformed { why: format!("version {v} is not written so") },
            Err(error) => WireError::Malformed { why: error.to_string() },
        });
    }
    serde_json::from_slice(json).map_err(|error| WireError::Malformed { why: error.to_string() })
}

/// Checksum, key and body as one line.
fn line_of(key: &impl Display, json: &[u8]) -> Result<Vec<u8>, WireError> {
    let key = key.to_string();
    let checksum = format!("{:08x}", checksum_of(key.as_bytes(), json));
    let bytes = [checksum.as_bytes(), b" ", key.as_bytes(), b" ", json, b"\n"].concat();
    if bytes.len() > ENTRY_BYTES {
        return Err(WireError::TooLong { bytes: bytes.len() });
    }
    Ok(bytes)
}

/// Key and body of a line whose checksum holds.
fn parts_of(line: &[u8]) -> Result<(&[u8], &[u8]), WireError> {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    if line.len() >= ENTRY_BYTES {
        return Err(WireError::TooLong { bytes: line.len() });
    }
    let (checksum, rest) = word_of(line).ok_or(WireError::NotALine)?;
    let (key, json) = word_of(rest).ok_or(WireError::NotALine)?;
    let plain = |byte: &u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(byte);
    if checksum.len() != CHECKSUM_BYTES || !checksum.iter().all(plain) {
        return Err(WireError::NotALine);
    }
    let said = std::str::from_utf8(checksum).ok().and_then(|digits| u32::from_str_radix(digits, 16).ok());
    if said != Some(checksum_of(key, json)) {
        return Err(WireError::Damaged);
    }
    Ok((key, json))
}

/// The bytes before the first blank, and those after it.
fn word_of(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let (word, rest) = line.split_at_checked(line.iter().position(|byte| *byte == b' ')?)?;
    Some((word, rest.strip_prefix(b" ")?))
}

fn checksum_of(key: &[u8], json: &[u8]) -> u32 {
    let mut crc = crc32fast::Hasher::new();
    for part in [key, b" ", json] {
        crc.update(part);
    }
    crc.finalize()
}

/// The first 16 bytes of the body's SHA-256.
fn hash_of(json: &[u8]) -> EntryHash {
    let digest = Sha256::digest(json);
    EntryHash(digest.iter().take(16).fold(0, |hash, byte| (hash << 8) | u128::from(*byte)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::fact::{Fact, Means};
    use crate::domain::ids::{DeskId, Epoch, Nonce, PersonId, Series, UnitName};
    use crate::domain::roster::RosterField;
    use crate::domain::time::Stamp;

    fn entry(seq: u64, fact: Fact) -> Entry {
        let series = Series { desk: DeskId(0xfeed), epoch: Epoch(7) };
        Entry {
            key: EntryKey { series, seq },
            stamp: Stamp { ms: 1_772_700_000_123, count: 2 },
            wall: Wall(1_772_728_800_123),
            operator: None,
            practice: false,
            nonce: Nonce(0xabc),
            prev: EntryHash(1),
            fact,
        }
    }

    fn arrived(seq: u64) -> Entry {
        entry(seq, Fact::Arrived { person: PersonId::default(), by: Means::Scanned, team: None })
    }

    /// The first bytes that were ever written (checksum and hash by other programs). A change needs a new version
    /// beside this one.
    const PINNED: &str = concat!(
        "84cb2a36 000000000000feed-00000007-12 ",
        r#"{"v":1,"key":"000000000000feed-00000007-12","#,
        r#""stamp":{"ms":1772700000123,"count":2},"wall":1772728800123,"#,
        r#""nonce":"0000000000000abc","prev":"00000000000000000000000000000001","#,
        r#""fact":{"arrived":{"person":"0000000000000000-00000000-0.0","by":"scanned"}}}"#,
        "\n"
    );

    #[test]
    fn version_1_is_written_and_read_as_it_always_was() {
        let line = encode(&arrived(12)).unwrap();
        assert_eq!(String::from_utf8_lossy(line.bytes()), PINNED);
        assert_eq!(decode(PINNED.as_bytes()), Ok((arrived(12), line.hash())));
        assert_eq!(line.hash().to_string(), "bb745affd645f86d07bcf383bcb37dcc");
    }

    #[test]
    fn every_flipped_bit_and_every_cut_is_noticed() {
        let line = encode(&arrived(1)).unwrap();
        let bytes = line.bytes();
        for index in 0..bytes.len() - 1 {
            for bit in 0..8 {
                let mut flipped = bytes.to_vec();
                flipped[index] ^= 1 << bit;
                assert!(decode(&flipped).is_err(), "bit {bit} of byte {index}");
            }
            assert!(decode(&bytes[..index]).is_err(), "cut to {index} bytes");
        }
    }

    #[test]
    fn a_line_of_a_newer_program_is_told_from_a_damaged_one() {
        let with = |json: &str| decode(&line_of(&arrived(1).key, json.as_bytes()).unwrap()).unwrap_err();
        assert_eq!(with("{\"v\":2,\"body\":[]}"), WireError::Newer { version: 2 });
        assert!(matches!(with("{\"v\":0}"), WireError::Malformed { .. }));
        assert!(matches!(with("{\"v\":1,\"key\":7}"), WireError::Malformed { .. }));
        assert!(matches!(with("nonsense"), WireError::Malformed { .. }));
    }

    #[test]
    fn a_line_cannot_pass_for_another_entry() {
        let json = body_of(&arrived(1)).unwrap();
        let line = line_of(&arrived(2).key, &json).unwrap();
        assert!(matches!(decode(&line), Err(WireError::TwoKeys { .. })));
    }

    #[test]
    fn a_line_of_any_length_has_an_answer() {
        let unit = "a".repeat(256).parse::<UnitName>().unwrap();
        let long = Fact::DeskJoined { number: crate::domain::ids::DeskNumber::FIRST, name: "x".repeat(ENTRY_BYTES) };
        assert!(matches!(encode(&entry(1, long)), Err(WireError::TooLong { .. })));
        assert!(matches!(decode(&vec![b'a'; ENTRY_BYTES]), Err(WireError::TooLong { .. })));
        assert!(encode(&entry(1, Fact::Moved { person: PersonId::default(), unit })).is_ok());
        for nothing in ["", "\n", " ", "  ", "00000000  ", "00000000 x "] {
            assert!(decode(nothing.as_bytes()).is_err(), "{nothing:?}");
        }
    }

    #[test]
    fn what_was_received_is_passed_on_unchanged_even_with_a_field_we_do_not_know() {
        let json = String::from_utf8(body_of(&arrived(1)).unwrap()).unwrap();
        let more = json.replacen("{\"v\":1,", "{\"v\":1,\"mood\":\"good\",", 1);
        let bytes = line_of(&arrived(1).key, more.as_bytes()).unwrap();
        let (read, line) = receive(bytes.clone()).unwrap();
        assert_eq!((read, line.bytes()), (arrived(1), bytes.as_slice()));
        assert_ne!(line.hash(), encode(&arrived(1)).unwrap().hash());
    }

    proptest! {
        #[test]
        fn whatever_is_written_is_read_again(seq: u64, name: String, value: Option<String>, ms: u64, count: u32) {
            let mut entry = entry(seq, Fact::Undone { entry: EntryKey::default(), reason: name });
            entry.stamp = Stamp { ms, count };
            let line = encode(&entry).unwrap();
            prop_assert_eq!(line.bytes().iter().position(|byte| *byte == b'\n'), Some(line.bytes().len() - 1));
            let (read, hash) = decode(line.bytes()).unwrap();
            prop_assert_eq!(encode(&read).unwrap(), line);
            prop_assert_eq!(hash, encode(&entry).unwrap().hash());

            let record = RosterRecord {
                person: PersonId::default(), field: RosterField::Name, value, stamp: entry.stamp, by: Series::default(),
            };
            let line = encode_record(&record).unwrap();
            prop_assert_eq!(decode_record(&line.bytes), Ok((record, line.hash)));
        }
    }
}
