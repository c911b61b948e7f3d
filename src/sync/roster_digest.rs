//! What a roster holds, in 256 numbers: two desks see from them which parts of their rosters differ.
//!
//! A record falls into a bucket by its place (person and field), not by its value, so that an old and a
//! new value of one field stand in the same bucket. Each bucket is the XOR of the hashes of its winning records.

use std::fmt;
use std::str::FromStr;

use crate::domain::fact::EntryHash;
use crate::domain::ids::{NotAnId, serde_as_word};
use crate::domain::roster::RosterRecord;

/// The buckets of a roster.
#[derive(Clone, PartialEq, Eq)]
pub struct RosterDigest(Box<[u64; RosterDigest::BUCKETS]>);

impl RosterDigest {
    /// How many buckets there are: 20,000 people with four fields make some 300 records a bucket.
    pub const BUCKETS: usize = 256;

    /// The bucket of a record, whatever its value.
    pub fn bucket_of(record: &RosterRecord) -> usize {
        let series = record.person.entry.series;
        let parts = [
            series.desk.0,
            u64::from(series.epoch.0),
            record.person.entry.seq,
            u64::from(record.person.index),
            record.field as u64,
        ];
        // Multiplication by an odd number spreads neighbours; the upper byte is the well mixed one.
        let mixed = parts.iter().fold(0_u64, |mixed, part| (mixed ^ part).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        usize::try_from(mixed >> 56).unwrap_or_default()
    }

    /// Puts the hash of a winning record in, or takes it out again when another one wins.
    pub fn turn(&mut self, bucket: usize, hash: EntryHash) {
        if let Some(held) = self.0.get_mut(bucket) {
            *held ^= folded(hash);
        }
    }

    /// Whether a bucket of two rosters differs.
    pub fn differs_at(&self, other: &Self, bucket: usize) -> bool {
        self.0.get(bucket) != other.0.get(bucket)
    }

    /// All buckets in one number.
    pub fn overall(&self) -> u64 {
        self.0.iter().fold(0, |overall, bucket| overall.rotate_left(1) ^ bucket)
    }
}

/// The hash of a record in half its length.
fn folded(EntryHash(hash): EntryHash) -> u64 {
    u64::try_from((hash >> 64) ^ (hash & u128::from(u64::MAX))).unwrap_or_default()
}

impl Default for RosterDigest {
    fn default() -> Self {
        Self(Box::new([0; Self::BUCKETS]))
    }
}

impl fmt::Debug for RosterDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RosterDigest({:016x})", self.overall())
    }
}

/// Sixteen hexadecimal digits a bucket, in one word.
impl fmt::Display for RosterDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|bucket| write!(f, "{bucket:016x}"))
    }
}

impl FromStr for RosterDigest {
    type Err = NotAnId;
    fn from_str(word: &str) -> Result<Self, NotAnId> {
        if word.len() != 16 * Self::BUCKETS {
            return Err(NotAnId);
        }
        let mut digest = Self::default();
        for (bucket, at) in digest.0.iter_mut().zip((0..).step_by(16)) {
            let digits = word.get(at..at + 16).ok_or(NotAnId)?;
            *bucket = u64::from_str_radix(digits, 16).map_err(|_| NotAnId)?;
        }
        Ok(digest)
    }
}
serde_as_word!(RosterDigest);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::{PersonId, Series};
    use crate::domain::roster::RosterField;
    use crate::domain::time::Stamp;

    #[test]
    fn equal_rosters_have_equal_digests_in_any_order_and_one_more_record_shows() {
        let (mut one, mut other) = (RosterDigest::default(), RosterDigest::default());
        let hashes: Vec<_> = (1..1_000_u32).map(|n| (n as usize % 256, EntryHash(u128::from(n) << 60 | 7))).collect();
        for (bucket, hash) in &hashes {
            one.turn(*bucket, *hash);
        }
        for (bucket, hash) in hashes.iter().rev() {
            other.turn(*bucket, *hash);
        }
        assert_eq!(one, other);
        assert_eq!(one.to_string().parse(), Ok(one.clone()));
        other.turn(3, EntryHash(99));
        assert!(one.differs_at(&other, 3) && !one.differs_at(&other, 4));
        assert_ne!(one.overall(), other.overall());
        assert!("00".parse::<RosterDigest>().is_err());
    }

    #[test]
    fn a_new_value_stands_where_the_old_one_stood_and_people_are_spread() {
        let record = |index, value: &str| RosterRecord {
            person: PersonId { index, ..PersonId::default() },
            field: RosterField::Name,
            value: Some(value.to_owned()),
            stamp: Stamp::default(),
            by: Series::default(),
        };
        assert_eq!(RosterDigest::bucket_of(&record(1, "a")), RosterDigest::bucket_of(&record(1, "b")));
        let used: std::collections::BTreeSet<_> =
            (0..1_000).map(|index| RosterDigest::bucket_of(&record(index, ""))).collect();
        assert!(used.len() > 200, "{} buckets for 1,000 people", used.len());
    }
}
