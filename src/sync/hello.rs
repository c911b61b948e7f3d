//! What a desk says of itself every two seconds: how far it holds each series, and what people want to know of it.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use serde::{Deserialize, Serialize};

use crate::domain::ids::{DeskId, DeskNumber, Series};
use crate::domain::time::Wall;
use crate::wire::{self, WireError};

use super::mark::OutingMark;

const NAME: &str = "hello";
/// Series in one hello: a city of 300 desks, each started thirty times.
pub const SERIES_MOST: usize = 10_000;
/// Addresses of one desk.
const ADDRESSES_MOST: usize = 16;
/// Characters of a name or version; more is not shown anyway.
const TEXT_MOST: usize = 64;

/// Per series how far a desk holds it without a gap.
pub type Heads = BTreeMap<Series, u64>;

/// How many entries somebody with `theirs` holds that somebody with `ours` lacks.
pub fn ahead_by(theirs: &Heads, ours: &Heads) -> u64 {
    let more = theirs.iter().map(|(series, seq)| seq.saturating_sub(ours.get(series).copied().unwrap_or(0)));
    more.fold(0, u64::saturating_add)
}

/// What a desk says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// Who.
    pub desk: DeskId,
    /// How far each series is held.
    pub heads: Heads,
    /// Its roster in one number.
    pub roster: u64,
    /// Where it can be reached.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub at: Vec<SocketAddr>,
    /// The rest.
    #[serde(flatten)]
    pub about: About,
}

/// What people want to know of a desk.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct About {
    /// Its outing; `None` before it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outing: Option<OutingMark>,
    /// Its number, once it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<DeskNumber>,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The square it is of, where a city has several.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub square: String,
    /// Its program.
    pub version: String,
    /// What its clock shows, corrected by what is known of its error.
    pub wall: Wall,
    /// How many entries it holds.
    pub facts: u64,
    /// Its agreement code, as it was a moment ago.
    pub agreement: String,
}

impl Hello {
    /// As bytes.
    pub fn encode(&self) -> Result<Vec<u8>, WireError> {
        wire::encode_named(NAME, self)
    }

    /// Reads what came from the desk of that id; more than any honest desk says is not believed.
    pub fn decode(bytes: &[u8], from: DeskId) -> Result<Self, WireError> {
        let hello: Self = wire::decode_named(NAME, bytes)?;
        let wrong = |why: &str| Err(WireError::Malformed { why: why.to_owned() });
        if hello.desk != from {
            return wrong("said in the name of another desk");
        }
        if hello.heads.len() > SERIES_MOST || hello.at.len() > ADDRESSES_MOST {
            return wrong("more series or addresses than there can be");
        }
        let about = &hello.about;
        let texts = [&about.name, &about.square, &about.version, &about.agreement];
        if texts.iter().any(|text| text.chars().count() > TEXT_MOST || text.chars().any(char::is_control)) {
            return wrong("a name that cannot be shown");
        }
        Ok(hello)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::Epoch;

    fn hello() -> Hello {
        let series = |epoch| Series { desk: DeskId(7), epoch: Epoch(epoch) };
        let about = About { name: "east".to_owned(), version: "0.1.0".to_owned(), ..About::default() };
        Hello {
            desk: DeskId(7),
            heads: [(series(1), 4), (series(2), 9)].into(),
            roster: 5,
            at: vec!["192.168.43.7:7447".parse().unwrap()],
            about,
        }
    }

    #[test]
    fn a_hello_is_read_as_it_was_said_and_lies_are_not_believed() {
        let bytes = hello().encode().unwrap();
        assert_eq!(Hello::decode(&bytes, DeskId(7)), Ok(hello()));
        assert!(Hello::decode(&bytes, DeskId(8)).is_err(), "in another desk's name");
        assert!(Hello::decode(&bytes[..bytes.len() - 9], DeskId(7)).is_err());
        let mut loud = hello();
        loud.about.name = "x".repeat(65);
        assert!(Hello::decode(&loud.encode().unwrap(), DeskId(7)).is_err());
        loud.about.name = "\u{1b}[2J".to_owned();
        assert!(Hello::decode(&loud.encode().unwrap(), DeskId(7)).is_err());
    }

    #[test]
    fn who_is_ahead_is_counted_series_by_series() {
        let ours = hello().heads;
        let mut theirs = ours.clone();
        assert_eq!(ahead_by(&theirs, &ours), 0);
        theirs.insert(Series { desk: DeskId(7), epoch: Epoch(2) }, 12);
        theirs.insert(Series { desk: DeskId(9), epoch: Epoch(1) }, 5);
        assert_eq!((ahead_by(&theirs, &ours), ahead_by(&ours, &theirs)), (8, 0));
        theirs.insert(Series { desk: DeskId(9), epoch: Epoch(3) }, u64::MAX);
        assert_eq!(ahead_by(&theirs, &ours), u64::MAX);
    }
}
