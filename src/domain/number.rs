//! The two short numbers that people at the square read aloud and type: a badge's and a ticket's.
//!
//! ```text
//! badge   000-00345-8   desk that issued it (000 = printed beforehand), serial of that desk, Damm check digit
//! ticket  A1027         service letter, desk without leading zeros, three-digit counter of that desk and service
//! ```
//!
//! A number names, it does not prove: the tag of badge code 1 proves, and the operator confirms what was typed.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The number on a badge, printed as `000-00345-8`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BadgeNumber {
    desk: u16,
    serial: u32,
}

/// Digits of a badge number: three of the desk, five of the serial, one check digit.
const BADGE_DIGITS: usize = 9;
const SERIALS: u32 = 100_000;
const DESK_MAX: u16 = 999;

impl BadgeNumber {
    /// The greatest serial of a desk.
    pub const LAST_SERIAL: u32 = SERIALS - 1;

    /// A number of `desk` (0..=999) and `serial` (0..=99_999); nothing beyond, it could not be printed.
    pub const fn new(desk: u16, serial: u32) -> Option<Self> {
        if desk <= DESK_MAX && serial < SERIALS { Some(Self { desk, serial }) } else { None }
    }

    /// The desk that issued it; 0 for badges printed beforehand.
    pub const fn desk(self) -> u16 {
        self.desk
    }

    /// The count of that desk, over badges, tickets and cards alike.
    pub const fn serial(self) -> u32 {
        self.serial
    }

    /// The last digit: finds every single wrong digit and every two neighbours that changed places.
    pub fn check_digit(self) -> u8 {
        damm(u32::from(self.desk) * SERIALS + self.serial)
    }
}

impl fmt::Display for BadgeNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:03}-{:05}-{}", self.desk, self.serial, self.check_digit())
    }
}

impl FromStr for BadgeNumber {
    type Err = NumberError;

    /// Reads what people type: dashes and leading zeros may be left out, full-width digits are digits.
    fn from_str(text: &str) -> Result<Self, NumberError> {
        let typed: String = typed_chars(text).collect();
        if typed.len() > BADGE_DIGITS {
            return Err(NumberError::NotANumber);
        }
        let nine = digits_of(&typed)?;
        let (eight, check) = (nine / 10, nine % 10);
        let desk = u16::try_from(eight / SERIALS).map_err(|_| NumberError::NotANumber)?;
        let number = Self::new(desk, eight % SERIALS).ok_or(NumberError::NotANumber)?;
        if u32::from(number.check_digit()) == check { Ok(number) } else { Err(NumberError::WrongCheckDigit) }
    }
}

/// The number on a resident's ticket, printed as `A1027`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TicketNumber {
    letter: char,
    desk: u16,
    count: u16,
}

/// Digits of a ticket's counter; those before them are the desk.
const COUNT_DIGITS: usize = 3;
const DESK_DIGITS: usize = 3;

impl TicketNumber {
    /// The last number a letter holds at one desk.
    pub const LAST_COUNT: u16 = 999;

    /// A number of service `letter` ('A'..='Z'), `desk` (1..=999) and `count` (1..=999).
    pub const fn new(letter: char, desk: u16, count: u16) -> Option<Self> {
        let desk_fits = 1 <= desk && desk <= DESK_MAX;
        let count_fits = 1 <= count && count <= Self::LAST_COUNT;
        if letter.is_ascii_uppercase() && desk_fits && count_fits { Some(Self { letter, desk, count }) } else { None }
    }

    /// The letter of the service, or of its follow-on series after 999.
    pub const fn letter(self) -> char {
        self.letter
    }

    /// The desk that gave it out; 900..=999 are paper slips.
    pub const fn desk(self) -> u16 {
        self.desk
    }

    /// The count of that desk and letter, from 1.
    pub const fn count(self) -> u16 {
        self.count
    }
}

impl fmt::Display for TicketNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}{:03}", self.letter, self.desk, self.count)
    }
}

impl FromStr for TicketNumber {
    type Err = NumberError;

    /// Reads what people type: small letters, full-width characters and blanks are fine.
    fn from_str(text: &str) -> Result<Self, NumberError> {
        let typed: String = typed_chars(text).collect();
        let mut chars = typed.chars();
        let letter = chars.next().ok_or(NumberError::NotANumber)?.to_ascii_uppercase();
        let digits = chars.as_str();
        let (desk, count) = digits
            .len()
            .checked_sub(COUNT_DIGITS)
            .filter(|len| (1..=DESK_DIGITS).contains(len))
            .and_then(|len| digits.split_at_checked(len))
            .ok_or(NumberError::NotANumber)?;
        let small = |digits: &str| u16::try_from(digits_of(digits)?).map_err(|_| NumberError::NotANumber);
        Self::new(letter, small(desk)?, small(count)?).ok_or(NumberError::NotANumber)
    }
}

/// Numbers of paper slips that follow one another: what was printed beforehand and given out without a laptop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SlipRun {
    first: TicketNumber,
    last: TicketNumber,
}

/// Desk numbers from here on are kept for paper slips: no laptop has one.
pub const PAPER_DESK_FIRST: u16 = 900;

impl SlipRun {
    /// From one slip to another of the same letter and paper desk; `None` when these are no such slips.
    pub fn new(first: TicketNumber, last: TicketNumber) -> Option<Self> {
        let is_one_block = first.letter == last.letter && first.desk == last.desk && first.count <= last.count;
        (is_one_block && first.desk >= PAPER_DESK_FIRST).then_some(Self { first, last })
    }

    /// The first slip.
    pub fn first(self) -> TicketNumber {
        self.first
    }

    /// The last slip, included.
    pub fn last(self) -> TicketNumber {
        self.last
    }

    /// How many slips they are.
    pub fn slips(self) -> u32 {
        u32::from(self.last.count.saturating_sub(self.first.count)) + 1
    }

    /// Whether a slip is in both.
    pub fn overlaps(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}

/// Why a text is not a badge or ticket number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberError {
    /// Other characters than a number has, too many, too few, or out of bounds.
    NotANumber,
    /// The form of a badge number, but one digit is wrong or two changed places.
    WrongCheckDigit,
}

impl fmt::Display for NumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotANumber => "not a number of a badge or ticket",
            Self::WrongCheckDigit => "check digit of a badge number is wrong",
        })
    }
}

impl std::error::Error for NumberError {}

/// A character as it would be without the full-width mode of an input method: U+FF01..=U+FF5E are ASCII moved by a
/// constant, U+3000 is the blank. Deliberately no NFKC, which would change names too.
pub fn half_width(typed: char) -> char {
    match typed {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(typed) - 0xFEE0).unwrap_or(typed),
        '\u{3000}' => ' ',
        other => other,
    }
}

/// What people typed without the dashes and blanks that only help the eye.
fn typed_chars(text: &str) -> impl Iterator<Item = char> {
    text.chars().map(half_width).filter(|c| !matches!(c, '-' | ' '))
}

/// The value of a non-empty run of ASCII digits; unlike `parse`, a sign is no digit.
fn digits_of(text: &str) -> Result<u32, NumberError> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        text.parse().map_err(|_| NumberError::NotANumber)
    } else {
        Err(NumberError::NotANumber)
    }
}

/// The quasigroup of H. Michael Damm's thesis (2004). Its first row maps 0 to 0, so leading zeros change nothing.
const DAMM: [[u8; 10]; 10] = [
    [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
    [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
    [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
    [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
    [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
    [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
    [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
    [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
    [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
    [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
];

fn damm(value: u32) -> u8 {
    let digits = (0..10).rev().map(|place| value / 10_u32.pow(place) % 10);
    digits.fold(0, |interim, digit| {
        let row = DAMM.get(usize::from(interim));
        row.and_then(|row| row.get(digit as usize)).copied().unwrap_or_default()
    })
}

macro_rules! serde_as_text {
    ($number:ty) => {
        impl Serialize for $number {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $number {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
            }
        }
    };
}
serde_as_text!(BadgeNumber);
serde_as_text!(TicketNumber);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn badge(desk: u16, serial: u32) -> BadgeNumber {
        BadgeNumber::new(desk, serial).unwrap()
    }

    fn ticket(letter: char, desk: u16, count: u16) -> TicketNumber {
        TicketNumber::new(letter, desk, count).unwrap()
    }

    #[test]
    fn badge_numbers_are_read_as_people_type_them() {
        let cases = [
            ("as printed", "000-00345-8", Ok(badge(0, 345))),
            ("without dashes", "000003458", Ok(badge(0, 345))),
            ("without leading zeros", "3458", Ok(badge(0, 345))),
            ("full-width", "３４５－８", Ok(badge(0, 345))),
            ("blanks around and inside", " 000 00345\u{3000}8 ", Ok(badge(0, 345))),
            ("of a desk", "120000015", Ok(badge(120, 1))),
            ("one wrong digit", "3457", Err(NumberError::WrongCheckDigit)),
            ("neighbours changed places", "4358", Err(NumberError::WrongCheckDigit)),
            ("nothing", "", Err(NumberError::NotANumber)),
            ("only dashes", "--", Err(NumberError::NotANumber)),
            ("ten digits", "0000003458", Err(NumberError::NotANumber)),
            ("a sign", "+3458", Err(NumberError::NotANumber)),
            ("a name", "王芳", Err(NumberError::NotANumber)),
            ("digits of another script", "٣٤٥٨", Err(NumberError::NotANumber)),
            ("a ticket", "A1027", Err(NumberError::NotANumber)),
        ];
        for (name, text, number) in cases {
            assert_eq!(text.parse::<BadgeNumber>(), number, "{name}");
        }
    }

    #[test]
    fn ticket_numbers_are_read_as_people_type_them() {
        let cases = [
            ("one-digit desk", "A1027", Ok(ticket('A', 1, 27))),
            ("two-digit desk", "A12027", Ok(ticket('A', 12, 27))),
            ("three-digit desk", "Z899999", Ok(ticket('Z', 899, 999))),
            ("small letter", "a1027", Ok(ticket('A', 1, 27))),
            ("full-width", "ａ１０２７", Ok(ticket('A', 1, 27))),
            ("blanks", " A 1027 ", Ok(ticket('A', 1, 27))),
            ("no desk", "A027", Err(NumberError::NotANumber)),
            ("desk zero", "A0027", Err(NumberError::NotANumber)),
            ("count zero", "A1000", Err(NumberError::NotANumber)),
            ("too long", "A1000027", Err(NumberError::NotANumber)),
            ("no letter", "11027", Err(NumberError::NotANumber)),
            ("two letters", "AB1027", Err(NumberError::NotANumber)),
            ("a Chinese letter", "甲1027", Err(NumberError::NotANumber)),
            ("Chinese in the middle", "A甲27", Err(NumberError::NotANumber)),
            ("nothing", "", Err(NumberError::NotANumber)),
        ];
        for (name, text, number) in cases {
            assert_eq!(text.parse::<TicketNumber>(), number, "{name}");
        }
    }

    #[test]
    fn numbers_that_cannot_be_printed_do_not_exist() {
        assert_eq!(BadgeNumber::new(1000, 0), None);
        assert_eq!(BadgeNumber::new(0, 100_000), None);
        assert_eq!(TicketNumber::new('a', 1, 1), None);
        assert_eq!(TicketNumber::new('A', 0, 1), None);
        assert_eq!(TicketNumber::new('A', 1000, 1), None);
        assert_eq!(TicketNumber::new('A', 1, 0), None);
        assert_eq!(TicketNumber::new('A', 1, 1000), None);
    }

    #[test]
    fn facts_hold_numbers_as_people_read_them() {
        let json = serde_json::to_string(&(badge(0, 345), ticket('A', 12, 27))).unwrap();
        assert_eq!(json, r#"["000-00345-8","A12027"]"#);
        assert_eq!(
            serde_json::from_str::<(BadgeNumber, TicketNumber)>(&json).unwrap(),
            (badge(0, 345), ticket('A', 12, 27))
        );
        assert!(serde_json::from_str::<BadgeNumber>(r#""000-00345-7""#).is_err());
    }

    #[test]
    fn slips_run_within_one_block_of_paper() {
        let run = |first: &str, last: &str| SlipRun::new(first.parse().unwrap(), last.parse().unwrap());
        for (first, last, slips) in [
            ("B900041", "B900068", Some(28)),
            ("B900001", "B900001", Some(1)),
            ("Z999001", "Z999999", Some(999)),
            ("B900068", "B900041", None),
            ("B900041", "A900068", None),
            ("B900041", "B901068", None),
            ("B899041", "B899068", None),
        ] {
            assert_eq!(run(first, last).map(SlipRun::slips), slips, "{first} to {last}");
        }
        let middle = run("B900041", "B900068").unwrap();
        for (first, last, meets) in [
            ("B900001", "B900040", false),
            ("B900001", "B900041", true),
            ("B900050", "B900051", true),
            ("B900068", "B900090", true),
            ("B900069", "B900090", false),
            ("A900050", "A900051", false),
            ("B901050", "B901051", false),
        ] {
            let other = run(first, last).unwrap();
            assert_eq!((middle.overlaps(other), other.overlaps(middle)), (meets, meets), "{first} to {last}");
        }
    }

    fn any_badge() -> impl Strategy<Value = BadgeNumber> {
        (0..=DESK_MAX, 0..SERIALS).prop_map(|(desk, serial)| badge(desk, serial))
    }

    proptest! {
        #[test]
        fn a_badge_number_comes_back_from_its_text(number in any_badge()) {
            let text = number.to_string();
            prop_assert_eq!(text.parse(), Ok(number));
        }

        #[test]
        fn a_ticket_number_comes_back_from_its_text(letter in prop::char::range('A', 'Z'), desk in 1..=DESK_MAX, count in 1..=TicketNumber::LAST_COUNT) {
            let number = ticket(letter, desk, count);
            prop_assert_eq!(number.to_string().parse(), Ok(number));
        }

        #[test]
        fn any_single_wrong_digit_and_any_swap_of_neighbours_is_found(number in any_badge()) {
            let digits: Vec<char> = number.to_string().chars().filter(char::is_ascii_digit).collect();
            for at in 0..digits.len() {
                for wrong in ('0'..='9').filter(|wrong| *wrong != digits[at]) {
                    let mut edited = digits.clone();
                    edited[at] = wrong;
                    let text: String = edited.into_iter().collect();
                    prop_assert_eq!(text.parse::<BadgeNumber>(), Err(NumberError::WrongCheckDigit));
                }
                if at > 0 && digits[at - 1] != digits[at] {
                    let mut edited = digits.clone();
                    edited.swap(at - 1, at);
                    let text: String = edited.into_iter().collect();
                    prop_assert_eq!(text.parse::<BadgeNumber>(), Err(NumberError::WrongCheckDigit));
                }
            }
        }
    }
}
