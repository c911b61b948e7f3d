//! What tells two desks in 2 KiB where their rosters differ: 256 buckets by person, each the XOR of the hashes of the
//! records that win, tombstones included. Equal rosters have equal digests, in whatever order their records came.
//!
//! No secret and no proof: whoever holds the join code is trusted to count. What is then sent is the records of the
//! unequal buckets, and the last writer wins as always.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::ids::{NotAnId, PersonId, serde_as_word};

/// Hexadecimal digits of one bucket.
const BUCKET_DIGITS: usize = 16;

/// The digest of a roster.
#[derive(Clone, PartialEq, Eq)]
pub struct RosterDigest([u64; RosterDigest::BUCKETS]);

impl Default for RosterDigest {
    fn default() -> Self {
        Self([0; Self::BUCKETS])
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
        let mut digest = Self::default();
        for (bucket, at) in digest.0.iter_mut().zip((0..).step_by(BUCKET_DIGITS)) {
            let digits = word.get(at..at + BUCKET_DIGITS).ok_or(NotAnId)?;
            *bucket = u64::from_str_radix(digits, 16).map_err(|_| NotAnId)?;
        }
        (digest.to_string() == word).then_some(digest).ok_or(NotAnId)
    }
}
serde_as_word!(RosterDigest);

impl RosterDigest {
    /// How many buckets there are. With 20,000 people each holds some 80 of them.
    pub const BUCKETS: usize = 256;

    /// Takes a record in that wins from now on, or out again when another one wins.
    pub(super) fn turn(&mut self, person: PersonId, record: &impl Serialize) {
        if let Some(bucket) = self.0.get_mut(bucket_of(person)) {
            *bucket ^= hash_of(record);
        }
    }

    /// The buckets in which two rosters differ.
    pub fn unequal(&self, other: &Self) -> Vec<usize> {
        let pairs = self.0.iter().zip(&other.0).enumerate();
        pairs.filter(|(_, (mine, theirs))| mine != theirs).map(|(bucket, _)| bucket).collect()
    }

    /// The whole digest in one number, to be told every two seconds.
    pub fn overall(&self) -> u64 {
        self.0.iter().fold(0, |overall: u64, bucket| overall.rotate_left(1) ^ bucket)
    }
}

/// The bucket of a person, the same on every desk.
pub fn bucket_of(person: PersonId) -> usize {
    let entry = person.entry;
    let words = [entry.series.desk.0, u64::from(entry.series.epoch.0), entry.seq, u64::from(person.index)];
    // Multiplied by an odd constant (2^64 over the golden ratio), so that neighbours fall apart.
    let mixed = words.into_iter().fold(0_u64, |mixed, word| (mixed ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let [first, ..] = mixed.to_be_bytes();
    usize::from(first)
}

fn hash_of(record: &impl Serialize) -> u64 {
    // A record holds nothing that JSON cannot write.
    serde_json::to_vec(record).map_or(0, |json| first_word(&Sha256::digest(json)))
}

fn first_word(digest: &[u8]) -> u64 {
    digest.first_chunk().map_or(0, |bytes| u64::from_be_bytes(*bytes))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::ids::{EntryKey, Series};
    use super::super::roster::{Roster, RosterField, RosterRecord};
    use super::super::time::Stamp;
    use super::*;

    fn record(index: u32, ms: u64, value: Option<&str>) -> RosterRecord {
        let person = PersonId { entry: EntryKey { seq: 1, ..EntryKey::default() }, index };
        let (stamp, value) = (Stamp { ms, count: 0 }, value.map(str::to_owned));
        RosterRecord { person, field: RosterField::Name, value, stamp, by: Series::default() }
    }

    fn digest_of(records: &[RosterRecord]) -> RosterDigest {
        let mut roster = Roster::default();
        for record in records {
            roster.absorb(record.clone());
        }
        roster.digest().clone()
    }

    #[test]
    fn a_former_value_leaves_no_trace_and_a_tombstone_does() {
        let (old, new, erased) = (record(1, 1, Some("a")), record(1, 2, Some("b")), record(1, 3, None));
        assert_eq!(digest_of(&[old.clone(), new.clone()]), digest_of(&[new.clone(), old]));
        assert_ne!(digest_of(std::slice::from_ref(&new)), digest_of(&[new, erased.clone()]));
        assert_ne!(digest_of(&[erased]), RosterDigest::default());
    }

    #[test]
    fn a_digest_is_read_as_it_was_written_and_nothing_else_is() {
        let digest = digest_of(&[record(1, 1, Some("a")), record(77, 1, Some("b"))]);
        assert_eq!(digest.to_string().parse(), Ok(digest));
        for digits in [0, 1, 4095, 4097, 8192] {
            assert_eq!("7".repeat(digits).parse::<RosterDigest>(), Err(NotAnId), "{digits}");
        }
        assert_eq!("F".repeat(4096).parse::<RosterDigest>(), Err(NotAnId), "a second spelling");
    }

    #[test]
    fn people_of_one_import_fall_into_all_buckets() {
        let mut in_bucket = [0_u32; RosterDigest::BUCKETS];
        for index in 0..5_120 {
            in_bucket[bucket_of(record(index, 1, None).person)] += 1;
        }
        assert!(in_bucket.iter().all(|people| (1..80).contains(people)), "{in_bucket:?}");
    }

    proptest! {
        #[test]
        fn rosters_that_exchange_their_unequal_buckets_are_equal(
            one in prop::collection::vec((0_u32..40, 0_u64..5, any::<bool>()), 0..60),
            other in prop::collection::vec((0_u32..40, 0_u64..5, any::<bool>()), 0..60),
        ) {
            let mut rosters = [one, other].map(|records| {
                let mut roster = Roster::default();
                for (index, ms, is_there) in records {
                    roster.absorb(record(index, ms, is_there.then_some("x")));
                }
                roster
            });
            let [a, b] = &mut rosters;
            let unequal = a.digest().unequal(b.digest());
            let [from_a, from_b] = [&*a, &*b].map(|roster| {
                roster.in_buckets(&unequal).into_iter().cloned().collect::<Vec<_>>()
            });
            for record in from_b {
                a.absorb(record);
            }
            for record in from_a {
                b.absorb(record);
            }
            prop_assert_eq!(a.digest(), b.digest());
            prop_assert!(a.records().eq(b.records()));
        }
    }
}
