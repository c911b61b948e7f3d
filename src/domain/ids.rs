//! Who and what facts speak of: desks, series, entries, people, tickets, services, stations, units.
//!
//! Ids that programs make are numbers shown as hexadecimal words; ids that people make (services, stations) are short
//! words; labels that people read aloud (badge and ticket numbers) are in [`super::number`]. Nothing is drawn here:
//! random values come in from the desk.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// Makes serde use a type's `Display` and `FromStr`, so an id is one word in every file.
macro_rules! serde_as_word {
    ($type:ty) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let word = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                word.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(crate) use serde_as_word;

/// A word that is not an id of the kind expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAnId;

impl fmt::Display for NotAnId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an id")
    }
}

/// A desk (laptop): 64 random bits, drawn when its data folder is made. People see its number and name instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct DeskId(pub u64);

impl fmt::Display for DeskId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl FromStr for DeskId {
    type Err = NotAnId;
    fn from_str(word: &str) -> Result<Self, NotAnId> {
        hex(word, 16).map(Self)
    }
}
serde_as_word!(DeskId);

/// One run of the program at a desk: 32 random bits, drawn at every start, so a restored or cloned data folder can
/// never use a number twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Epoch(pub u32);

/// The writer of a run of entries without a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Series {
    /// The desk that writes.
    pub desk: DeskId,
    /// The run of the program.
    pub epoch: Epoch,
}

impl fmt::Display for Series {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:08x}", self.desk, self.epoch.0)
    }
}

impl FromStr for Series {
    type Err = NotAnId;
    fn from_str(word: &str) -> Result<Self, NotAnId> {
        let (desk, epoch) = word.split_once('-').ok_or(NotAnId)?;
        let epoch = u32::try_from(hex(epoch, 8)?).map_err(|_| NotAnId)?;
        Ok(Self { desk: desk.parse()?, epoch: Epoch(epoch) })
    }
}
serde_as_word!(Series);

/// The name of one entry: its series and its number there, from 1 without a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct EntryKey {
    /// Who wrote it.
    pub series: Series,
    /// 1, 2, 3 ... within the series.
    pub seq: u64,
}

impl EntryKey {
    /// No key is greater.
    pub(super) const LAST: Self =
        Self { series: Series { desk: DeskId(u64::MAX), epoch: Epoch(u32::MAX) }, seq: u64::MAX };
}

impl fmt::Display for EntryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.series, self.seq)
    }
}

impl FromStr for EntryKey {
    type Err = NotAnId;
    fn from_str(word: &str) -> Result<Self, NotAnId> {
        let (series, seq) = word.rsplit_once('-').ok_or(NotAnId)?;
        Ok(Self { series: series.parse()?, seq: decimal(seq)? })
    }
}
serde_as_word!(EntryKey);

/// A person, named by the entry that enrolled them and their place in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct PersonId {
    /// The entry with the `Enrolled` fact.
    pub entry: EntryKey,
    /// Position among the people of that entry, from 0.
    pub index: u32,
}

impl fmt::Display for PersonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.entry, self.index)
    }
}

impl FromStr for PersonId {
    type Err = NotAnId;
    fn from_str(word: &str) -> Result<Self, NotAnId> {
        let (entry, index) = word.rsplit_once('.').ok_or(NotAnId)?;
        let index = u32::try_from(decimal(index)?).map_err(|_| NotAnId)?;
        Ok(Self { entry: entry.parse()?, index })
    }
}
serde_as_word!(PersonId);

/// A ticket, named by the entry that took it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TicketId(pub EntryKey);

/// A unit that arrived together, named by the entry that says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TeamId(pub EntryKey);

/// Drawn when a scan or key press is received; every retry re-uses it, so the same press never counts twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Nonce(pub u64);

impl fmt::Display for Nonce {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl FromStr for Nonce {
    type Err = NotAnId;
    fn from_str(word: &str) -> Result<Self, NotAnId> {
        hex(word, 16).map(Self)
    }
}
serde_as_word!(Nonce);

/// The number of a desk as people see it: 1 to 899 (900 to 999 are kept for paper slips).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct DeskNumber(u16);

impl DeskNumber {
    /// The first desk of a square.
    pub const FIRST: Self = Self(1);
    /// The greatest number a laptop may have.
    pub const MAX: u16 = 899;

    /// The last one.
    pub const LAST: Self = Self(Self::MAX);

    /// `None` outside 1 to 899.
    pub fn new(number: u16) -> Option<Self> {
        (1..=Self::MAX).contains(&number).then_some(Self(number))
    }

    /// The number itself.
    pub fn get(self) -> u16 {
        self.0
    }
}

impl TryFrom<u16> for DeskNumber {
    type Error = NotAnId;
    fn try_from(number: u16) -> Result<Self, NotAnId> {
        Self::new(number).ok_or(NotAnId)
    }
}

impl From<DeskNumber> for u16 {
    fn from(number: DeskNumber) -> Self {
        number.0
    }
}

impl fmt::Display for DeskNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Makes the type of a short text that is cloned often and never edited.
macro_rules! shared_text {
    ($(#[$doc:meta])* $type:ident, $accept:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $type(Arc<str>);

        impl $type {
            /// The text itself.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl FromStr for $type {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                let accept: fn(&str) -> bool = $accept;
                accept(text).then(|| Self(Arc::from(text))).ok_or(NotAnId)
            }
        }
        serde_as_word!($type);
    };
}

shared_text! {
    /// A service (free clinic, haircut, leaflets): one word of at most 24 ASCII letters, digits, `-` or `_`.
    ServiceId, is_short_word
}

shared_text! {
    /// A station where residents are served: the word people say ("3" of 3号台), formed like a [`ServiceId`].
    StationId, is_short_word
}

shared_text! {
    /// A unit (organisation), named by its full cleaned name; two desks that import one file mean the same unit.
    UnitName, |text| !text.is_empty() && text.len() <= 256
}

shared_text! {
    /// The stable name of a notice: its kind and what it is about, without blanks.
    NoticeId, |word| (1..=160).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_graphic())
}

impl NoticeId {
    /// The name of a notice as the program forms it: from ids, which are words and hold no blank.
    pub(super) fn formed(word: &str) -> Self {
        Self(Arc::from(word))
    }
}

/// Service and station ids stay typeable on any keyboard and fit any column.
fn is_short_word(word: &str) -> bool {
    (1..=24).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// Exactly `digits` lower-case hexadecimal digits, so that one id has one spelling.
fn hex(word: &str, digits: usize) -> Result<u64, NotAnId> {
    let plain = word.len() == digits && word.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    plain.then(|| u64::from_str_radix(word, 16).ok()).flatten().ok_or(NotAnId)
}

/// A plain decimal number without sign or leading zero, so that one id has one spelling.
fn decimal(word: &str) -> Result<u64, NotAnId> {
    let plain = word == "0" || !word.starts_with(['0', '+']);
    plain.then(|| word.parse().ok()).flatten().ok_or(NotAnId)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_is_one_word_and_comes_back() {
        let series = Series { desk: DeskId(0xfeed), epoch: Epoch(7) };
        let entry = EntryKey { series, seq: 12 };
        let person = PersonId { entry, index: 3 };
        for word in [series.to_string(), entry.to_string(), person.to_string()] {
            assert!(!word.contains(char::is_whitespace), "{word}");
        }
        assert_eq!(series.to_string().parse(), Ok(series));
        assert_eq!(entry.to_string().parse(), Ok(entry));
        assert_eq!(person.to_string().parse(), Ok(person));
        assert_eq!(serde_json::to_string(&TicketId(entry)).unwrap(), format!("\"{entry}\""));
    }

    #[test]
    fn a_second_spelling_of_an_id_is_refused() {
        for word in ["", "-", "000000000000FEED-00000007-1", "000000000000feed-00000007-01", "feed-7-1", "é-1-1"] {
            assert_eq!(word.parse::<EntryKey>(), Err(NotAnId), "{word}");
        }
        for word in ["", "two words", "\u{7406}", "a234567890123456789012345"] {
            assert_eq!(word.parse::<ServiceId>(), Err(NotAnId), "{word}");
        }
        assert_eq!(DeskNumber::new(0), None);
        assert_eq!(DeskNumber::new(900), None);
    }
}
