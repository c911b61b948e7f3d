//! What a roster says of a person, and how offices head the columns that say it.
//!
//! The spellings are data, in `headers.tsv`, so that a new one is a word there and nothing else.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::domain::clean;
use crate::words::{Phrase, office};

/// What a roster says of a person, and the one thing it must not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The person's name.
    Name,
    /// The unit that sends them.
    Unit,
    /// What the unit is called on a narrow screen.
    ShortUnit,
    /// A phone number, of which the end is kept.
    Phone,
    /// The person's number in the unit's or the national list.
    StaffNumber,
    /// A text that everybody at the desk should see.
    Remark,
    /// A number that is never kept.
    IdCard,
}

impl Field {
    fn from_key(key: &str) -> Option<Self> {
        Some(match key {
            "name" => Self::Name,
            "unit" => Self::Unit,
            "short_unit" => Self::ShortUnit,
            "phone" => Self::Phone,
            "staff_number" => Self::StaffNumber,
            "remark" => Self::Remark,
            "id_card" => Self::IdCard,
            _ => return None,
        })
    }

    /// The field whose column is headed like this.
    pub fn from_head(head: &str) -> Option<Self> {
        Spelling::of(head).map(|spelling| spelling.field)
    }

    /// Its name in a sentence.
    pub const fn label(self) -> Phrase {
        match self {
            Self::Name => office::FIELD_NAME,
            Self::Unit => office::FIELD_UNIT,
            Self::ShortUnit => office::FIELD_SHORT_UNIT,
            Self::Phone => office::FIELD_PHONE,
            Self::StaffNumber => office::FIELD_STAFF_NUMBER,
            Self::Remark => office::FIELD_REMARK,
            Self::IdCard => office::FIELD_ID_CARD,
        }
    }
}

/// A head that is known. Of two columns for one field the one whose spelling stands earlier in the list is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spelling {
    /// What the column holds.
    pub field: Field,
    /// Its place in the list.
    pub rank: usize,
}

impl Spelling {
    /// The spelling that a head is, if it is one; of `A/B` the words must mean the same.
    pub fn of(head: &str) -> Option<Self> {
        let word = plain(head);
        let mut parts = word.split(['/', '\u{3001}']).filter_map(|part| SPELLINGS.get(part)).copied(); // `、`
        let first = parts.next()?;
        parts.try_fold(first, |best, other| (best.field == other.field).then_some(best.min(other)))
    }
}

static SPELLINGS: LazyLock<HashMap<&str, Spelling>> = LazyLock::new(|| {
    let rows = include_str!("headers.tsv").lines().filter(|row| !row.starts_with('#'));
    rows.filter_map(|row| row.split_once('\t'))
        .filter_map(|(key, spellings)| Some((Field::from_key(key)?, spellings)))
        .flat_map(|(field, spellings)| {
            spellings.split(' ').enumerate().map(move |(rank, spelling)| (spelling, Spelling { field, rank }))
        })
        .collect()
});

/// A head without what people put around its word: `*姓　名（必填）：` is `姓名`.
fn plain(head: &str) -> String {
    let mut depth = 0_usize;
    let mut word = String::new();
    for c in clean::fold_width(head).chars() {
        match c {
            '(' | '[' | '\u{3010}' => depth += 1,                      // `【`
            ')' | ']' | '\u{3011}' => depth = depth.saturating_sub(1), // `】`
            '*' | ':' | '.' | '_' | '-' | '#' => {}
            _ if depth > 0 || c.is_whitespace() => {}
            _ => word.extend(c.to_lowercase()),
        }
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_the_list_is_known_and_says_one_thing() {
        let rows: Vec<&str> = include_str!("headers.tsv").lines().filter(|row| !row.starts_with('#')).collect();
        for row in &rows {
            let (key, spellings) = row.split_once('\t').unwrap();
            let field = Field::from_key(key).unwrap_or_else(|| panic!("{key} is no field"));
            for spelling in spellings.split(' ') {
                assert_eq!(plain(spelling), spelling, "a spelling stands in the list as it is compared");
                assert_eq!(Field::from_head(spelling), Some(field), "{spelling} stands in two rows");
            }
        }
        assert_eq!(rows.len(), 7);
    }

    #[test]
    fn heads_are_known_whatever_is_put_around_them() {
        for (head, field) in [
            ("姓名", Some(Field::Name)),
            (" * 姓　名 ：", Some(Field::Name)),
            ("姓名【必填】", Some(Field::Name)),
            ("Ｎａｍｅ", Some(Field::Name)),
            ("Staff No.", Some(Field::StaffNumber)),
            ("所属单位(盖章)", Some(Field::Unit)),
            ("姓名/Name", Some(Field::Name)),
            ("姓名/单位", None),
            ("姓名拼音", None),
            ("(姓名)", None),
            ("", None),
        ] {
            assert_eq!(Field::from_head(head), field, "{head}");
        }
    }
}
