//! Places in a table, counted and shown as office programs do, so that a person finds them: row 12, column B, cell B12.

use std::fmt;

/// Columns that are read; what people call a roster has a dozen.
pub const MAX_COLUMNS: usize = 256;

/// A column by its place from the left, shown as office programs do: A, B, ... Z, AA.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Column(pub usize);

impl Column {
    /// The column with these letters, in either case; nothing when it is no column of a roster.
    pub fn from_letters(letters: &str) -> Option<Self> {
        let mut count = 0_usize;
        for letter in letters.bytes() {
            if !letter.is_ascii_alphabetic() {
                return None;
            }
            count = count * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1;
            if count > MAX_COLUMNS {
                return None;
            }
        }
        count.checked_sub(1).map(Self)
    }
}

impl fmt::Display for Column {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut letters = Vec::new();
        let mut rest = self.0;
        loop {
            letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
            match (rest / 26).checked_sub(1) {
                Some(left) => rest = left,
                None => break,
            }
        }
        letters.iter().rev().try_for_each(|letter| write!(out, "{letter}"))
    }
}

/// One place of the table, shown as office programs do: B12.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The row, counted from 1 as people see it.
    pub line: usize,
    /// The column.
    pub column: Column,
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}{}", self.column, self.line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_lettered_as_office_programs_letter_them() {
        for (index, letters) in [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (255, "IV")] {
            assert_eq!(Column(index).to_string(), letters);
            assert_eq!(Column::from_letters(&letters.to_lowercase()), Some(Column(index)));
        }
        assert_eq!(Column(16_383).to_string(), "XFD");
        for none in ["", "1", "A1", "IW", "ZZZZZZZZZZZZZZZ", "甲"] {
            assert_eq!(Column::from_letters(none), None, "{none}");
        }
    }
}
