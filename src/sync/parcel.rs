//! A parcel: what a desk holds as one sealed file, carried on a stick where there is no network.
//!
//! ```text
//! qiandao-parcel 1 9c41e0aa37b5d210 5f0a...        the outing's mark, the salt of this parcel's key
//! (sealed) 7c0e11a2 parcel {"v":1,"from":..}       who packed it and when, how many records
//!          5f0a11c3 000000000000feed-00000007-1.0 {"v":1,..}      records, then entries, as they stand on disk
//! ```
//!
//! The seal is ChaCha20-Poly1305 under a key that follows from the outing's and the salt: nothing in a parcel is read
//! before it is known that a desk of the outing packed it. What its lines mean is not known here; they are judged like
//! whatever another desk sends.

use hmac::{Hmac, KeyInit as _, Mac as _};
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use crate::domain::ids::DeskId;
use crate::domain::limits::ENTRY_BYTES;
use crate::domain::time::Wall;
use crate::wire;
use crate::words::{Said, sync};

use super::mark::OutingMark;

/// No honest parcel is larger: a city's facts take 50 MB (see the README).
pub const PARCEL_BYTES: u64 = 512 * 1024 * 1024;

const MAGIC: &str = "qiandao-parcel";
const VERSION: u16 = 1;
/// The first line has two words, a version and two numbers in hexadecimal digits.
const HEAD_BYTES: usize = 128;
const NAME: &str = "parcel";
const KEY_USE: &[u8] = b"qiandao parcel v1\0";

/// A parcel as it was unpacked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    /// Who packed it.
    pub from: DeskId,
    /// When, by that desk's clock.
    pub packed: Wall,
    /// Records of the roster, each a line.
    pub records: Vec<Vec<u8>>,
    /// Entries, each a line.
    pub entries: Vec<Vec<u8>>,
}

/// What goes into a parcel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packing {
    /// Who packs it.
    pub from: DeskId,
    /// When.
    pub packed: Wall,
    /// Records of the roster, whole lines one after the other.
    pub records: Vec<u8>,
    /// Entries, likewise.
    pub entries: Vec<u8>,
}

/// Why a parcel is not opened. Nothing of it was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParcelFault {
    /// It is another file.
    NotAParcel,
    /// A newer program packed it.
    Newer,
    /// It is of another outing.
    OtherOuting,
    /// It is cut, changed, or nobody of the outing sealed it.
    Damaged,
    /// It is larger than any outing.
    TooLarge,
}

impl ParcelFault {
    /// The stable code, for scripts.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotAParcel => "not_a_parcel",
            Self::Newer => "newer",
            Self::OtherOuting => "other_outing",
            Self::Damaged => "damaged",
            Self::TooLarge => "too_large",
        }
    }

    /// As a sentence with a next step.
    pub fn said(self) -> Said {
        match self {
            Self::NotAParcel => sync::PARCEL_NONE.said(),
            Self::Newer => sync::PARCEL_NEWER.said(),
            Self::OtherOuting => sync::PARCEL_OTHER.said(),
            Self::Damaged => sync::PARCEL_DAMAGED.said(),
            Self::TooLarge => sync::PARCEL_TOO_LARGE.said(),
        }
    }
}

#[derive(Serialize, Deserialize)]
struct Head {
    from: DeskId,
    packed: Wall,
    records: usize,
}

/// Seals a parcel. The salt must be drawn for this parcel alone.
pub fn seal(packing: Packing, outing_key: &[u8; 32], salt: &[u8; 32]) -> Result<Vec<u8>, ParcelFault> {
    let Packing { from, packed, records, entries } = packing;
    let lines = records.split_inclusive(|byte| *byte == b'\n').count();
    let mut sealed =
        wire::encode_named(NAME, &Head { from, packed, records: lines }).map_err(|_| ParcelFault::Damaged)?;
    sealed.extend(records);
    sealed.extend(entries);
    let salt_word = salt.iter().fold(String::new(), |word, byte| format!("{word}{byte:02x}"));
    let opening = format!("{MAGIC} {VERSION} {} {salt_word}\n", OutingMark::of(outing_key));
    let key = key(outing_key, salt).ok_or(ParcelFault::Damaged)?;
    let sealing = key.seal_in_place_append_tag(nonce(), Aad::from(opening.as_bytes()), &mut sealed);
    sealing.map_err(|_| ParcelFault::TooLarge)?;
    let mut bytes = opening.into_bytes();
    bytes.extend(sealed);
    Ok(bytes)
}

/// Opens a parcel with the key of the outing.
pub fn open(mut bytes: Vec<u8>, outing_key: &[u8; 32]) -> Result<Parcel, ParcelFault> {
    let opening = bytes.iter().take(HEAD_BYTES).position(|byte| *byte == b'\n').ok_or(ParcelFault::NotAParcel)?;
    let mut sealed = bytes.split_off(opening + 1);
    let words = std::str::from_utf8(&bytes).map_err(|_| ParcelFault::NotAParcel)?;
    let salt = salt_of(words, outing_key)?;
    let key = key(outing_key, &salt).ok_or(ParcelFault::Damaged)?;
    let lines = key.open_in_place(nonce(), Aad::from(bytes.as_slice()), &mut sealed);
    unpacked(lines.map_err(|_| ParcelFault::Damaged)?)
}

/// What the first line says, as far as it may be believed before the seal is broken.
fn salt_of(words: &str, outing_key: &[u8; 32]) -> Result<[u8; 32], ParcelFault> {
    let mut words = words.split_ascii_whitespace();
    if words.next() != Some(MAGIC) {
        return Err(ParcelFault::NotAParcel);
    }
    let version: u16 = words.next().and_then(|word| word.parse().ok()).ok_or(ParcelFault::NotAParcel)?;
    if version != VERSION {
        return Err(ParcelFault::Newer);
    }
    let mark: OutingMark = words.next().and_then(|word| word.parse().ok()).ok_or(ParcelFault::Damaged)?;
    if mark != OutingMark::of(outing_key) {
        return Err(ParcelFault::OtherOuting);
    }
    let word = words.next().filter(|word| word.len() == 64).ok_or(ParcelFault::Damaged)?;
    let mut salt = [0; 32];
    for (byte, at) in salt.iter_mut().zip((0..).step_by(2)) {
        let digits = word.get(at..at + 2).ok_or(ParcelFault::Damaged)?;
        *byte = u8::from_str_radix(digits, 16).map_err(|_| ParcelFault::Damaged)?;
    }
    Ok(salt)
}

fn unpacked(bytes: &[u8]) -> Result<Parcel, ParcelFault> {
    let mut lines = bytes.split_inclusive(|byte| *byte == b'\n');
    let head = lines.next().ok_or(ParcelFault::Damaged)?;
    let Head { from, packed, records } = wire::decode_named(NAME, head).map_err(|_| ParcelFault::Damaged)?;
    let mut lines: Vec<Vec<u8>> = lines.map(<[u8]>::to_vec).collect();
    if records > lines.len() || lines.iter().any(|line| line.len() > ENTRY_BYTES) {
        return Err(ParcelFault::Damaged);
    }
    let entries = lines.split_off(records);
    Ok(Parcel { from, packed, records: lines, entries })
}

/// The key of one parcel. It seals once, so its nonce need not change.
fn key(outing_key: &[u8; 32], salt: &[u8; 32]) -> Option<LessSafeKey> {
    let mut mac = Hmac::<Sha256>::new_from_slice(outing_key).ok()?;
    mac.update(KEY_USE);
    mac.update(salt);
    let key = UnboundKey::new(&CHACHA20_POLY1305, &mac.finalize().into_bytes()).ok()?;
    Some(LessSafeKey::new(key))
}

fn nonce() -> Nonce {
    Nonce::assume_unique_for_key([0; 12])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const KEY: [u8; 32] = [7; 32];

    fn packing() -> Packing {
        let (records, entries) = (b"name\n".to_vec(), b"one\ntwo\n".to_vec());
        Packing { from: DeskId(1), packed: Wall(1_772_728_800_123), records, entries }
    }

    fn sealed() -> Vec<u8> {
        seal(packing(), &KEY, &[9; 32]).unwrap()
    }

    #[test]
    fn a_parcel_comes_apart_into_what_was_packed_and_shows_nothing_on_the_way() {
        let parcel = open(sealed(), &KEY).unwrap();
        assert_eq!((parcel.from, parcel.packed), (DeskId(1), packing().packed));
        assert_eq!(parcel.records, [b"name\n".to_vec()]);
        assert_eq!(parcel.entries, [b"one\n".to_vec(), b"two\n".to_vec()]);
        assert!(!sealed().windows(4).any(|bytes| bytes == b"name"));
        assert_ne!(seal(packing(), &KEY, &[8; 32]).unwrap(), sealed());
    }

    #[test]
    fn another_outing_a_newer_program_and_another_file_are_told_apart() {
        assert_eq!(open(sealed(), &[8; 32]), Err(ParcelFault::OtherOuting));
        let newer = String::from_utf8_lossy(&sealed()[..20]).replacen(" 1 ", " 2 ", 1).into_bytes();
        assert_eq!(open([&newer, &sealed()[20..]].concat(), &KEY), Err(ParcelFault::Newer));
        for other in [&b""[..], b"\n", b"a photograph\n", &[0xff; 300], b"qiandao-parcel\n", b"qiandao-parcel x\n"] {
            assert_eq!(open(other.to_vec(), &KEY), Err(ParcelFault::NotAParcel), "{other:?}");
        }
        assert_eq!(open(b"qiandao-parcel 1\n".to_vec(), &KEY), Err(ParcelFault::Damaged));
    }

    proptest! {
        #[test]
        fn a_parcel_that_was_touched_anywhere_is_not_opened(at: prop::sample::Index, by in 1..=255_u8, cut: bool) {
            let mut bytes = sealed();
            let at = at.index(bytes.len());
            if cut { bytes.truncate(at) } else { bytes[at] ^= by }
            prop_assert!(open(bytes, &KEY).is_err());
        }
    }
}
