//! The mark of an outing: what two desks compare before either takes a fact of the other.
//!
//! It is a hash of the key that signs the badges, which every desk of an outing shares and which tells nothing of it.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest as _, Sha256};

use crate::domain::ids::{NotAnId, serde_as_word};

/// Which outing a desk is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutingMark(u64);

impl OutingMark {
    /// The mark of the outing whose badges this key signs.
    pub fn of(event_key: &[u8; 32]) -> Self {
        let digest = Sha256::new().chain_update(b"qiandao outing\0").chain_update(event_key).finalize();
        Self(digest.iter().take(8).fold(0, |mark, byte| (mark << 8) | u64::from(*byte)))
    }
}

impl fmt::Display for OutingMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl FromStr for OutingMark {
    type Err = NotAnId;
    fn from_str(word: &str) -> Result<Self, NotAnId> {
        let mark = u64::from_str_radix(word, 16).map(Self).map_err(|_| NotAnId)?;
        (mark.to_string() == word).then_some(mark).ok_or(NotAnId)
    }
}
serde_as_word!(OutingMark);
