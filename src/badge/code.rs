//! Badge code 1: what the 34 digits of a badge, ticket or card say, and the proof that this outing issued them.
//!
//! ```text
//!  0      V   1   format version = 1
//!  1      K   1   kind
//!  2-5    E   4   event: the number of the outing
//!  6-14   N   9   badge number: desk, serial, Damm check digit; people read and type it as 000-00345-8
//! 15-16   A   2   argument: issue of a badge, service or queue of a ticket, argument of a card
//! 17-31   T  15   tag: HMAC-SHA256 over positions 0-16 with the key of the event
//! 32-33   X   2   ISO 7064 MOD 97-10 over positions 0-31
//! ```
//!
//! Digits only, because a scanner types into whatever input method is active and digits are all that it leaves alone.
//! X tells a misread from a forgery. No name, unit or phone is in the code. Finding codes in keystrokes is the
//! framer's work.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use hmac::{Hmac, KeyInit, Mac, digest::Key};
use sha2::Sha256;

use crate::domain::number::BadgeNumber;

/// What one code says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Code {
    kind: Kind,
    number: BadgeNumber,
    argument: u8,
}

/// Digits of a code: exactly what QR version 1 level M and version 2 level H hold in numeric mode.
pub(super) const CODE_DIGITS: usize = 34;
/// V, K and E: known for every code of an event but for the kind.
pub(super) const PREFIX_DIGITS: usize = 6;
const VERSION: u8 = 1;
const ARGUMENT_MAX: u8 = 99;
const EVENT_MAX: u16 = 9999;

const EVENT: Range<usize> = 2..6;
const NUMBER: Range<usize> = 6..15;
const ARGUMENT: Range<usize> = 15..17;
const SIGNED: Range<usize> = 0..17;
const TAG: Range<usize> = 17..32;
const CHECKED: Range<usize> = 0..32;
const CHECK: Range<usize> = 32..34;

impl Code {
    /// A code of `argument` 0..=99; nothing beyond fits its two digits.
    pub fn new(kind: Kind, number: BadgeNumber, argument: u8) -> Option<Self> {
        (argument <= ARGUMENT_MAX).then_some(Self { kind, number, argument })
    }

    /// Whose code it is: a volunteer's, a ticket's, a card's.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The short number printed beside it.
    pub fn number(&self) -> BadgeNumber {
        self.number
    }

    /// The issue of a badge, the service or queue of a ticket, the argument of a card.
    pub fn argument(&self) -> u8 {
        self.argument
    }

    /// The 34 digits.
    pub fn encode(&self, key: &EventKey) -> String {
        let Self { kind, number, argument } = self;
        let (desk, serial, check) = (number.desk(), number.serial(), number.check_digit());
        let signed = format!("{}{desk:03}{serial:05}{check}{argument:02}", prefix(*kind, key.event));
        let checked = format!("{signed}{:015}", key.tag(&signed));
        let check = mod_97_10(&checked);
        format!("{checked}{check:02}")
    }

    /// Reads 34 digits and proves that they are a code of this event.
    pub fn decode(key: &EventKey, digits: &str) -> Result<Self, CodeError> {
        let (code, event, tag) = parse(digits).ok_or(CodeError::Unreadable)?;
        let signed = digits.get(SIGNED).ok_or(CodeError::Unreadable)?;
        if event != key.event {
            return Err(CodeError::OtherEvent { event });
        }
        // Two whole numbers compare in one step: how long it takes tells nothing of how many digits were right.
        if tag == key.tag(signed) { Ok(code) } else { Err(CodeError::Forged) }
    }

    /// Why 34 digits are refused where there is no event yet whose code they could be.
    pub(super) fn refused_without_key(digits: &str) -> CodeError {
        parse(digits).map_or(CodeError::Unreadable, |(_, event, _)| CodeError::OtherEvent { event })
    }

    /// Reads a code whose beginning an input method swallowed: the first six digits are put back for every kind,
    /// and the tag decides.
    pub(super) fn repair(key: &EventKey, digits: &str) -> Result<Self, CodeError> {
        let kept = digits.len().checked_sub(CODE_DIGITS - PREFIX_DIGITS).and_then(|from| digits.get(from..));
        let kept = kept.ok_or(CodeError::Unreadable)?;
        let whole = Kind::ALL.map(|kind| prefix(kind, key.event) + kept);
        whole.iter().find_map(|digits| Self::decode(key, digits).ok()).ok_or(CodeError::Unreadable)
    }
}

/// Whose code it is; its digit is position 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A volunteer's badge; the argument is its issue.
    Volunteer = 1,
    /// A resident's ticket.
    Ticket = 2,
    /// The card of a station.
    Station = 3,
    /// The card of a supervisor.
    Supervisor = 4,
    /// A card that does a job when scanned.
    Command = 5,
}

impl Kind {
    const ALL: [Self; 5] = [Self::Volunteer, Self::Ticket, Self::Station, Self::Supervisor, Self::Command];

    fn of_digit(digit: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| *kind as u8 == digit)
    }
}

/// Why a scanned text is no code of this event. Carries nothing of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeError {
    /// Digits are missing or wrong: scan again.
    Unreadable,
    /// A payment code, an ID number or a web address: not to be kept and not to be shown.
    NotOurs,
    /// A code of another outing.
    OtherEvent {
        /// The number of that outing.
        event: u16,
    },
    /// Whole and well formed, but not made with the key of this event.
    Forged,
}

/// An event's number and its secret: who has it can make badges.
#[derive(Clone)]
pub struct EventKey {
    event: u16,
    /// The secret as the state it leaves in the hash, so that no tag has to start from the bytes again.
    keyed: Hmac<Sha256>,
}

impl EventKey {
    /// The key of `event` (0..=9999).
    pub fn new(event: u16, secret: [u8; 32]) -> Option<Self> {
        // HMAC fills keys shorter than a block of its hash with zeros, as is done here.
        let mut block = Key::<Hmac<Sha256>>::default();
        block.iter_mut().zip(secret).for_each(|(to, from)| *to = from);
        (event <= EVENT_MAX).then(|| Self { event, keyed: Hmac::new(&block) })
    }

    /// The number of the event.
    pub fn event(&self) -> u16 {
        self.event
    }

    fn tag(&self, signed: &str) -> u64 {
        let hash = self.keyed.clone().chain_update(b"LF-CODE-1\0").chain_update(signed).finalize().into_bytes();
        let first_eight = hash.iter().take(8).fold(0, |value: u64, byte| value << 8 | u64::from(*byte));
        first_eight % 10_u64.pow(15)
    }
}

impl fmt::Debug for EventKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventKey").field("event", &self.event).finish_non_exhaustive()
    }
}

/// Code, event and tag as they are written, both check digits right, the tag not yet proved.
fn parse(digits: &str) -> Option<(Code, u16, u64)> {
    let all_digits = digits.len() == CODE_DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits || field(digits, CHECK) != Some(mod_97_10(digits.get(CHECKED)?)) {
        return None;
    }
    let kind = Kind::of_digit(field::<u8>(digits, 0..2)?.checked_sub(VERSION * 10)?)?;
    let code = Code::new(kind, field(digits, NUMBER)?, field(digits, ARGUMENT)?)?;
    Some((code, field(digits, EVENT)?, field(digits, TAG)?))
}

fn field<T: FromStr>(digits: &str, at: Range<usize>) -> Option<T> {
    digits.get(at)?.parse().ok()
}

fn prefix(kind: Kind, event: u16) -> String {
    format!("{VERSION}{}{event:04}", kind as u8)
}

/// The check number that ISO 7064 MOD 97-10 appends to ASCII digits, 2..=98.
fn mod_97_10(digits: &str) -> u32 {
    let rest = digits.bytes().fold(0, |rest, digit| (rest * 10 + u32::from(digit & 0x0F)) % 97);
    98 - rest * 100 % 97
}

#[cfg(test)]
#[allow(clippy::string_slice, reason = "digits are ASCII")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The test vector of the format: key of 32 bytes 0x07, event 2303, desk 0, serial 345, issue 0.
    const VECTOR: &str = "1123030000034580090808444834501102";

    fn key() -> EventKey {
        EventKey::new(2303, [7; 32]).unwrap()
    }

    fn badge(desk: u16, serial: u32, issue: u8) -> Code {
        Code::new(Kind::Volunteer, BadgeNumber::new(desk, serial).unwrap(), issue).unwrap()
    }

    /// `digits` with everything from `at` on written over, and X made to fit again as a forger could.
    fn rewritten(at: usize, with: &str) -> String {
        let mut digits = VECTOR.to_owned();
        digits.replace_range(at..at + with.len(), with);
        let check = mod_97_10(&digits[CHECKED]);
        format!("{}{check:02}", &digits[CHECKED])
    }

    #[test]
    fn the_test_vector_is_written_and_read() {
        assert_eq!(badge(0, 345, 0).encode(&key()), VECTOR);
        assert_eq!(Code::decode(&key(), VECTOR), Ok(badge(0, 345, 0)));
    }

    #[test]
    fn what_is_no_code_of_this_event_is_refused_with_its_reason() {
        let other = EventKey::new(2304, [7; 32]).unwrap();
        let same_number_other_key = EventKey::new(2303, [8; 32]).unwrap();
        let cases = [
            ("nothing", String::new(), CodeError::Unreadable),
            ("one digit short", VECTOR[1..].to_owned(), CodeError::Unreadable),
            ("one digit more", format!("{VECTOR}2"), CodeError::Unreadable),
            ("a letter", VECTOR.replace('5', "S"), CodeError::Unreadable),
            ("a sign in X", VECTOR.replace("02", "+2"), CodeError::Unreadable),
            ("a sign where a number may have one", VECTOR.replacen("23", "+3", 1), CodeError::Unreadable),
            ("34 bytes of Chinese", "签到签到签到签到签到签x".to_owned(), CodeError::Unreadable),
            ("X wrong", VECTOR.replace("02", "03"), CodeError::Unreadable),
            ("version 2", rewritten(0, "2"), CodeError::Unreadable),
            ("kind 0", rewritten(1, "0"), CodeError::Unreadable),
            ("kind 6", rewritten(1, "6"), CodeError::Unreadable),
            ("C wrong", rewritten(14, "7"), CodeError::Unreadable),
            ("issue raised", rewritten(15, "01"), CodeError::Forged),
            ("another kind", rewritten(1, "4"), CodeError::Forged),
            ("another number", rewritten(6, "000003463"), CodeError::Forged),
            ("tag guessed", rewritten(17, "123456789012345"), CodeError::Forged),
            ("made with another key", badge(0, 345, 0).encode(&same_number_other_key), CodeError::Forged),
            ("another event", badge(0, 345, 0).encode(&other), CodeError::OtherEvent { event: 2304 }),
        ];
        for (name, digits, error) in cases {
            assert_eq!(Code::decode(&key(), &digits), Err(error), "{name}: {digits}");
        }
    }

    #[test]
    fn the_check_number_has_one_form_only() {
        // 97 counts as 0 in MOD 97-10: without care a code ending in 97 would also pass ending in 00.
        let ends_in_97 = (0..10_000).map(|serial| badge(0, serial, 0).encode(&key())).find(|code| code.ends_with("97"));
        let twin = format!("{}00", &ends_in_97.unwrap()[CHECKED]);
        assert_eq!(Code::decode(&key(), &twin), Err(CodeError::Unreadable));
    }

    #[test]
    fn a_swallowed_beginning_is_put_back() {
        for kind in Kind::ALL {
            let code = Code::new(kind, BadgeNumber::new(12, 7).unwrap(), 3).unwrap();
            let digits = code.encode(&key());
            for lost in 1..=PREFIX_DIGITS {
                assert_eq!(Code::repair(&key(), &digits[lost..]), Ok(code), "{lost} digits of a {kind:?} lost");
            }
            assert_eq!(Code::repair(&key(), &digits[PREFIX_DIGITS + 1..]), Err(CodeError::Unreadable));
        }
    }

    #[test]
    fn bounds_are_kept_and_the_secret_is_not_printed() {
        assert!(EventKey::new(9_999, [7; 32]).is_some());
        assert!(EventKey::new(10_000, [7; 32]).is_none());
        assert!(Code::new(Kind::Ticket, BadgeNumber::new(1, 1).unwrap(), 99).is_some());
        assert!(Code::new(Kind::Ticket, BadgeNumber::new(1, 1).unwrap(), 100).is_none());
        assert_eq!(format!("{:?}", key()), "EventKey { event: 2303, .. }");
    }

    proptest! {
        #[test]
        fn every_code_comes_back_and_only_with_its_key(
            kind in prop::sample::select(&Kind::ALL[..]), event in 0..=EVENT_MAX, secret: [u8; 32],
            desk in 0..=999_u16, serial in 0..100_000_u32, argument in 0..=ARGUMENT_MAX, other: [u8; 32],
        ) {
            let code = Code::new(kind, BadgeNumber::new(desk, serial).unwrap(), argument).unwrap();
            let digits = code.encode(&EventKey::new(event, secret).unwrap());
            prop_assert_eq!(Code::decode(&EventKey::new(event, secret).unwrap(), &digits), Ok(code));
            prop_assert_eq!(Code::decode(&EventKey::new(event, other).unwrap(), &digits), Err(CodeError::Forged));
        }
    }
}
