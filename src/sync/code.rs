//! The join code: 16 digits in four groups, spoken or scanned; digits pass every input method.
//!
//! Fourteen are drawn, two check them (ISO 7064 MOD 97-10), so a slip of the tongue is noticed before anybody is asked.
//! What follows from a code is in `membership`.

use std::fmt;
use std::str::FromStr;

/// Fourteen digits are drawn.
const DRAWN: u64 = 100_000_000_000_000;
const DIGITS: usize = 16;
const GROUP: usize = 4;

/// A code whose check digits hold.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct JoinCode(u64);

/// Digits that are no join code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotACode {
    /// How many digits there were; with 16 of them a check digit does not hold.
    pub digits: usize,
}

impl JoinCode {
    /// The code that a random word stands for.
    pub fn drawn(word: u64) -> Self {
        let drawn = word % DRAWN;
        Self(drawn * 100 + (98 - drawn % 97 * 100 % 97))
    }

    /// The sixteen digits in one word.
    pub fn digits(self) -> String {
        format!("{:0DIGITS$}", self.0)
    }
}

/// In four groups, as people read it aloud.
impl fmt::Display for JoinCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, digit) in self.digits().char_indices() {
            let gap = if place > 0 && place % GROUP == 0 { " " } else { "" };
            write!(f, "{gap}{digit}")?;
        }
        Ok(())
    }
}

/// A code opens the square to whoever reads it, so no log shows one.
impl fmt::Debug for JoinCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JoinCode")
    }
}

impl FromStr for JoinCode {
    type Err = NotACode;

    /// Blanks, hyphens and full-width digits are as good.
    fn from_str(text: &str) -> Result<Self, NotACode> {
        let digits: Vec<u64> = text.chars().filter_map(digit_of).collect();
        let other = text.chars().any(|c| digit_of(c).is_none() && !c.is_whitespace() && !matches!(c, '-' | '\u{ff0d}'));
        let not_a_code = NotACode { digits: digits.len() };
        if other || digits.len() != DIGITS {
            return Err(not_a_code);
        }
        let number = digits.iter().fold(0_u64, |number, digit| number * 10 + digit);
        // The check number alone decides: another one that is equal modulo 97 is a second spelling.
        if Self::drawn(number / 100).0 == number { Ok(Self(number)) } else { Err(not_a_code) }
    }
}

fn digit_of(c: char) -> Option<u64> {
    let plain = match c {
        '\u{ff10}'..='\u{ff19}' => u32::from(c).checked_sub(0xfee0).and_then(char::from_u32)?,
        plain => plain,
    };
    plain.to_digit(10).map(u64::from)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_code_is_read_in_every_dress_and_in_no_second_spelling() {
        let code = JoinCode::drawn(0);
        assert_eq!(code.to_string(), "0000 0000 0000 0098");
        for text in ["0000000000000098", "0000-0000-0000-0098", "\u{ff10}000 0000 0000 0098"] {
            assert_eq!(text.parse(), Ok(code), "{text}");
        }
        for (text, digits) in [("", 0), ("12", 2), ("0000 0000 0000 0001", 16), ("0000 0000 0000 009x", 15)] {
            assert_eq!(text.parse::<JoinCode>(), Err(NotACode { digits }), "{text}");
        }
        assert_eq!(format!("{code:?}"), "JoinCode");
    }

    proptest! {
        #[test]
        fn one_wrong_digit_or_two_exchanged_ones_are_noticed(word: u64, place in 0..16_usize, by in 1..10_u8) {
            let code = JoinCode::drawn(word);
            prop_assert_eq!(code.to_string().parse(), Ok(code));
            let mut digits = code.digits().into_bytes();
            digits[place] = b'0' + (digits[place] - b'0' + by) % 10;
            prop_assert!(String::from_utf8(digits).unwrap().parse::<JoinCode>().is_err());
            let mut digits = code.digits().into_bytes();
            if place > 0 && digits[place] != digits[place - 1] {
                digits.swap(place, place - 1);
                prop_assert!(String::from_utf8(digits).unwrap().parse::<JoinCode>().is_err());
            }
        }
    }
}
