//! What desks ask of each other and what is answered: pages of lines behind one line that says what they are.
//!
//! ```text
//! 7c0e11a2 page {"v":1,"next":18}     the head of a page: where to go on, null when this was the last
//! 5f0a11c3 000000000000feed-00000007-12 {"v":1,...}     entries or records, as they stand on disk
//! ```

use serde::{Deserialize, Serialize};

use crate::domain::ids::{DeskId, EntryKey};
use crate::domain::limits::ENTRY_BYTES;
use crate::domain::roster_digest::RosterDigest;
use crate::wire::{self, WireError};

use super::hello::Heads;

/// Bytes of lines on one page.
pub const PAGE_BYTES: usize = 512 * 1024;
/// No honest answer or publication is longer: a page, one line more, and its head.
pub const MESSAGE_BYTES: usize = PAGE_BYTES + 2 * ENTRY_BYTES;
/// Lines on one page; the shortest line has more than 100 bytes.
const LINES_MOST: usize = MESSAGE_BYTES / 100;

const PAGE: &str = "page";
const WANTED: &str = "wanted";
const KNOCK: &str = "knock";
const WELCOME: &str = "welcome";

/// Entries that somebody lacked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// Whole lines, one after the other, in the order of their series.
    pub bytes: Vec<u8>,
    /// Whether there are more behind them.
    pub more: bool,
}

/// Roster records of the buckets in which two rosters differ.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RecordPage {
    /// Whole lines, one after the other.
    pub bytes: Vec<u8>,
    /// The bucket to go on with; `None` when this was the last.
    pub next: Option<usize>,
}

/// What a desk asks another for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wanted {
    /// The entries after these.
    Entries(Heads),
    /// The records of unequal buckets, from one bucket on.
    Records {
        /// What the asker holds.
        digest: Box<RosterDigest>,
        /// Where to begin.
        from: usize,
    },
}

/// A desk that wants to belong to the outing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Knock {
    /// Who.
    pub desk: DeskId,
    /// The entry that first set its own outing, when it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<EntryKey>,
}

/// What a new desk needs beside entries and names. It travels between desks of one secret only, and is never a fact.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Welcome {
    /// The entry that first set the outing.
    pub first: EntryKey,
    /// Whether the entry that the other named is held here: then it was of this outing before.
    pub knows: bool,
    /// What signs the outing's badges, as hexadecimal digits.
    pub event_key: String,
}

impl std::fmt::Debug for Welcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Welcome").field("first", &self.first).field("knows", &self.knows).finish_non_exhaustive()
    }
}

/// A page as it was received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// Where to go on.
    pub next: Option<usize>,
    /// The lines, each with its LF.
    pub lines: Vec<Vec<u8>>,
}

#[derive(Serialize, Deserialize)]
struct Head {
    next: Option<usize>,
}

impl Page {
    /// As an answer.
    pub fn encode(self) -> Result<Vec<u8>, WireError> {
        with_head(self.more.then_some(0), &self.bytes)
    }
}

impl RecordPage {
    /// As an answer.
    pub fn encode(self) -> Result<Vec<u8>, WireError> {
        with_head(self.next, &self.bytes)
    }
}

fn with_head(next: Option<usize>, lines: &[u8]) -> Result<Vec<u8>, WireError> {
    let mut bytes = wire::encode_named(PAGE, &Head { next })?;
    bytes.extend_from_slice(lines);
    Ok(bytes)
}

impl Received {
    /// Takes an answer apart; the lines themselves are checked by who keeps them.
    pub fn decode(bytes: &[u8]) -> Result<Self, WireError> {
        let end = bytes.iter().position(|byte| *byte == b'\n').ok_or(WireError::NotALine)?;
        let (head, rest) = bytes.split_at_checked(end + 1).ok_or(WireError::NotALine)?;
        let Head { next } = wire::decode_named(PAGE, head)?;
        Ok(Self { next, lines: lines_of(rest)? })
    }
}

/// The lines of a message, each with its LF. A message that is too long or has too many lines is none.
pub fn lines_of(bytes: &[u8]) -> Result<Vec<Vec<u8>>, WireError> {
    if bytes.len() > MESSAGE_BYTES {
        return Err(WireError::TooLong { bytes: bytes.len() });
    }
    let lines: Vec<Vec<u8>> =
        bytes.split_inclusive(|byte| *byte == b'\n').take(LINES_MOST + 1).map(<[u8]>::to_vec).collect();
    if lines.len() > LINES_MOST || lines.iter().any(|line| line.len() > ENTRY_BYTES) {
        return Err(WireError::TooLong { bytes: bytes.len() });
    }
    Ok(lines)
}

/// The key that an entry's line begins with, before anything is checked.
pub fn key_of(line: &[u8]) -> Option<EntryKey> {
    let key = line.split(|byte| *byte == b' ').nth(1)?;
    std::str::from_utf8(key).ok()?.parse().ok()
}

/// A variant is named inside, for beside it stands the version.
#[derive(Serialize, Deserialize)]
struct Question<T> {
    wanted: T,
}

impl Wanted {
    /// As bytes.
    pub fn encode(&self) -> Result<Vec<u8>, WireError> {
        wire::encode_named(WANTED, &Question { wanted: self })
    }

    /// Reads one back.
    pub fn decode(bytes: &[u8]) -> Result<Self, WireError> {
        wire::decode_named(WANTED, bytes).map(|Question { wanted }| wanted)
    }
}

macro_rules! named_message {
    ($type:ty, $name:expr) => {
        impl $type {
            /// As bytes.
            pub fn encode(&self) -> Result<Vec<u8>, WireError> {
                wire::encode_named($name, self)
            }

            /// Reads one back.
            pub fn decode(bytes: &[u8]) -> Result<Self, WireError> {
                wire::decode_named($name, bytes)
            }
        }
    };
}
named_message!(Knock, KNOCK);
named_message!(Welcome, WELCOME);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_comes_apart_into_its_lines() {
        let page = Page { bytes: b"one\ntwo\n".to_vec(), more: true };
        let received = Received::decode(&page.encode().unwrap()).unwrap();
        assert_eq!(received.next, Some(0));
        assert_eq!(received.lines, [b"one\n".to_vec(), b"two\n".to_vec()]);
        let empty = Received::decode(&Page::default().encode().unwrap()).unwrap();
        assert_eq!((empty.next, empty.lines.len()), (None, 0));
    }

    #[test]
    fn a_question_is_read_as_it_was_asked() {
        let entries = Wanted::Entries(Heads::new());
        let records = Wanted::Records { digest: Box::default(), from: 7 };
        for wanted in [entries, records] {
            assert_eq!(Wanted::decode(&wanted.encode().unwrap()), Ok(wanted));
        }
    }

    #[test]
    fn a_page_beyond_all_bounds_is_none() {
        for bad in [b"".to_vec(), b"one\ntwo\n".to_vec(), vec![b'x'; 10], vec![b'\n'; 10]] {
            assert!(Received::decode(&bad).is_err());
        }
        assert!(lines_of(&vec![b'x'; ENTRY_BYTES + 1]).is_err(), "a line longer than any entry");
        assert!(lines_of(&vec![b'\n'; LINES_MOST + 1]).is_err(), "more lines than fit");
        assert!(lines_of(&vec![b'x'; MESSAGE_BYTES + 1]).is_err());
    }

    #[test]
    fn the_key_of_a_line_is_read_without_believing_the_line() {
        let line = b"5f0a11c3 000000000000feed-00000007-12 {}\n";
        assert_eq!(key_of(line).map(|key| key.to_string()).as_deref(), Some("000000000000feed-00000007-12"));
        assert_eq!(key_of(b"nonsense"), None);
        assert_eq!(key_of(b"a b c"), None);
    }
}
