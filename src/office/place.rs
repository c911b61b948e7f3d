//! Places in a table, counted and shown as office programs do, so that a person finds them: row 12, column B, cell B12.

use std::fmt;

/// Columns that are read; what people call a roster has a dozen.
pub const MAX_COLUMNS: usize = 256;

/// A column by its place from the left, shown as office programs do: A, B, ... Z, AA.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Column(pub usize);

impl Column {
    /// The column with these letters, in either case.
    pub fn from_letters(letters: &str) -> Option<Self> {
        let place_of =
            |letter: u8| letter.is_ascii_alphabetic().then(|| usize::from(letter.to_ascii_uppercase() - b'@'));
        let count =
            letters.bytes().try_fold(0_usize, |count, letter| count.checked_mul(26)?.checked_add(place_of(letter)?))?;
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

impl Default for Place {
    /// A1, where every sheet begins.
    fn default() -> Self {
        Self { line: 1, column: Column(0) }
    }
}

impl Place {
    /// The place with this name, such as B12.
    pub fn from_reference(reference: &str) -> Option<Self> {
        let digits = reference.find(|c: char| c.is_ascii_digit())?;
        let (letters, line) = reference.split_at_checked(digits)?;
        Some(Self { line: line.parse().ok().filter(|line| *line > 0)?, column: Column::from_letters(letters)? })
    }

    /// The place this many columns to the right.
    #[must_use]
    pub fn right_by(self, columns: usize) -> Self {
        Self { column: Column(self.column.0.saturating_add(columns)), ..self }
    }

    /// The first place of the row this many rows below.
    #[must_use]
    pub fn row_below_by(self, rows: usize) -> Self {
        Self { line: self.line.saturating_add(rows), column: Column(0) }
    }
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
        for (index, letters) in [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (255, "IV"), (16_383, "XFD")]
        {
            assert_eq!(Column(index).to_string(), letters);
            assert_eq!(Column::from_letters(&letters.to_lowercase()), Some(Column(index)));
        }
        for none in ["", "1", "A1", "ZZZZZZZZZZZZZZZ", "甲"] {
            assert_eq!(Column::from_letters(none), None, "{none}");
        }
    }

    #[test]
    fn places_are_named_by_column_and_row() {
        let place = Place { line: 12, column: Column(27) };
        assert_eq!((place.to_string().as_str(), Place::from_reference("AB12")), ("AB12", Some(place)));
        for none in ["", "A", "12", "A0", "A1B", "A-1", "A99999999999999999999", "甲1"] {
            assert_eq!(Place::from_reference(none), None, "{none}");
        }
    }
}
