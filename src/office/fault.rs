//! What can be wrong with a roster file, each with the data its sentence needs.
//!
//! Two floors: the file as a whole ([`RosterFileError`]), and one cell of one row ([`BadCell`]).

use std::path::PathBuf;

use super::field::Field;
use super::people::RosterFile;
use super::place::{Column, Place};
use crate::words::{Phrase, Said, office};

/// Why a roster file was not taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RosterFileError {
    /// There is no such file.
    NotThere {
        /// The path as it was given.
        path: PathBuf,
    },
    /// The system does not let us read it.
    NotAllowed {
        /// The path as it was given.
        path: PathBuf,
    },
    /// A folder was named instead of a file.
    Folder {
        /// The path as it was given.
        path: PathBuf,
    },
    /// A device, a pipe or a socket: it may never end.
    NotAFile {
        /// The path as it was given.
        path: PathBuf,
    },
    /// The disk or the network failed while reading.
    Unreadable {
        /// The path as it was given.
        path: PathBuf,
        /// What the system said.
        why: String,
    },
    /// More bytes than any roster has.
    TooLarge {
        /// How many are allowed.
        limit_bytes: u64,
    },
    /// Nothing is in it.
    Empty,
    /// Its bytes are no table of any kind we read.
    NotATable,
    /// A workbook that only opens with a password.
    Password,
    /// A workbook that unpacks to more than any roster needs.
    UnpacksTooLarge {
        /// How many bytes are allowed.
        limit_bytes: u64,
    },
    /// A workbook that declares XML entities: made to be hostile, no program writes them.
    Entities,
    /// A workbook whose inside does not hold together.
    Damaged {
        /// The part of it.
        part: String,
    },
    /// More sheets than any square needs.
    TooManySheets {
        /// How many are allowed.
        limit: usize,
    },
    /// More cells or text than any square needs.
    TooMuchText {
        /// How many cells are allowed.
        limit_cells: usize,
    },
    /// A double quote opens a cell and does not close it.
    StrayQuote {
        /// The row.
        line: usize,
    },
    /// More rows than any square has.
    TooManyRows {
        /// How many are allowed.
        limit: usize,
    },
    /// Something stands where no roster reaches.
    CellTooFar {
        /// Where.
        place: Place,
        /// How many columns are read.
        max_columns: usize,
    },
    /// A cell longer than office programs can hold.
    CellTooLong {
        /// Where.
        place: Place,
    },
    /// No row heads a column for every field that a person must have.
    NoHeader {
        /// The fields nobody heads.
        missing: Vec<Field>,
        /// The heads that were there.
        seen: HeadsSeen,
    },
    /// Two columns have the same head, so people may stand side by side.
    HeadTwice {
        /// What both hold.
        field: Field,
        /// The first column.
        first: Column,
        /// The second one.
        second: Column,
    },
    /// No sheet of the workbook is called so.
    NoSheet {
        /// The name that was asked for.
        name: String,
        /// The names there are.
        names: Vec<String>,
    },
    /// A header, and nobody below it.
    Nobody,
    /// Rows that cannot be taken; the operator may take the others.
    BadRows {
        /// Every bad cell, from the top.
        bad: Vec<BadCell>,
        /// What the file holds without those rows.
        others: Box<RosterFile>,
    },
}

impl RosterFileError {
    /// The inside of a workbook does not hold together at this part.
    pub fn damaged(part: &str) -> Self {
        Self::Damaged { part: part.to_owned() }
    }

    /// The error as a sentence with a next step.
    pub fn said(&self) -> Said {
        let with_path = |phrase: Phrase, path: &PathBuf| phrase.fill([("path", path.display().to_string())]);
        match self {
            Self::NotThere { path } => with_path(office::NOT_THERE, path),
            Self::NotAllowed { path } => with_path(office::NOT_ALLOWED, path),
            Self::Folder { path } => with_path(office::FOLDER, path),
            Self::NotAFile { path } => with_path(office::NOT_A_FILE, path),
            Self::Unreadable { path, why } => {
                office::UNREADABLE.fill([("path", path.display().to_string()), ("why", why.clone())])
            }
            Self::TooLarge { limit_bytes } => office::TOO_LARGE.fill([("limit", megabytes(*limit_bytes))]),
            Self::Empty => office::EMPTY.said(),
            Self::NotATable => office::NOT_A_TABLE.said(),
            Self::Password => office::PASSWORD.said(),
            Self::UnpacksTooLarge { limit_bytes } => {
                office::UNPACKS_TOO_LARGE.fill([("limit", megabytes(*limit_bytes))])
            }
            Self::Entities => office::ENTITIES.said(),
            Self::Damaged { part } => office::DAMAGED.fill([("part", part.clone())]),
            Self::TooManySheets { limit } => office::TOO_MANY_SHEETS.fill([("limit", limit.to_string())]),
            Self::TooMuchText { limit_cells } => office::TOO_MUCH_TEXT.fill([("limit", limit_cells.to_string())]),
            Self::StrayQuote { line } => office::STRAY_QUOTE.fill([("line", line.to_string())]),
            Self::TooManyRows { limit } => office::TOO_MANY_ROWS.fill([("limit", limit.to_string())]),
            Self::CellTooFar { place, max_columns } => {
                office::CELL_TOO_FAR.fill([("place", place.to_string()), ("limit", max_columns.to_string())])
            }
            Self::CellTooLong { place } => office::CELL_TOO_LONG.fill([("place", place.to_string())]),
            Self::NoHeader { missing, seen } => no_header(missing, seen),
            Self::HeadTwice { field, first, second } => office::HEAD_TWICE
                .fill([("first", first.to_string()), ("second", second.to_string())])
                .and("field", field.label().said()),
            Self::NoSheet { name, names } => {
                office::NO_SHEET.fill([("name", name.clone()), ("names", names.join(", "))])
            }
            Self::Nobody => office::NOBODY.said(),
            Self::BadRows { bad, others } => {
                office::BAD_ROWS.fill([("bad", bad.len().to_string()), ("good", others.people.len().to_string())])
            }
        }
    }
}

fn megabytes(bytes: u64) -> String {
    (bytes / (1024 * 1024)).to_string()
}

/// The heads of a file that say too little to us.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadsSeen {
    /// The row they stand in.
    pub line: usize,
    /// The heads from the left.
    pub heads: Vec<HeadSeen>,
}

/// One head of an unknown kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadSeen {
    /// Its column.
    pub column: Column,
    /// What it says.
    pub head: String,
    /// What stands below it.
    pub sample: String,
}

/// Heads named in a sentence; the screen shows them all.
const HEADS_NAMED: usize = 8;

fn no_header(missing: &[Field], seen: &HeadsSeen) -> Said {
    let heads: Vec<String> =
        seen.heads.iter().take(HEADS_NAMED).map(|seen| format!("{}={}", seen.column, seen.head)).collect();
    let phrase = match missing {
        [Field::Name] => office::NO_NAME_HEAD,
        [Field::Unit] => office::NO_UNIT_HEAD,
        _ => office::NO_HEADER,
    };
    phrase.fill([("line", seen.line.to_string()), ("heads", heads.join(", "))])
}

/// One cell that keeps its row out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadCell {
    /// Where it stands.
    pub place: Place,
    /// What it should hold.
    pub field: Field,
    /// What is wrong.
    pub fault: CellFault,
}

/// What is wrong with a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellFault {
    /// Nothing is in it, or nothing that anybody could see.
    Missing,
    /// Bytes that are no text in the file's encoding.
    Broken,
    /// Longer than any name; cut, it might become another one's.
    TooLong,
    /// A phone number of fewer than four digits.
    PhoneTooShort,
    /// A phone number that went through `1.38E+10` and lost its end.
    PhoneRounded,
    /// An identity card number, which must not be kept.
    IdCard,
    /// The number belongs to somebody in a row above.
    NumberTaken {
        /// That row.
        by_line: usize,
    },
}

impl BadCell {
    /// Row, column and reason as a sentence.
    pub fn said(&self) -> Said {
        let why = match self.fault {
            CellFault::Missing => office::CELL_MISSING.said(),
            CellFault::Broken => office::CELL_BROKEN.said(),
            CellFault::TooLong => office::TEXT_TOO_LONG.said(),
            CellFault::PhoneTooShort => office::PHONE_TOO_SHORT.said(),
            CellFault::PhoneRounded => office::PHONE_ROUNDED.said(),
            CellFault::IdCard => office::ID_CARD.said(),
            CellFault::NumberTaken { by_line } => office::NUMBER_TAKEN.fill([("line", by_line.to_string())]),
        };
        office::BAD_CELL
            .fill([("line", self.place.line.to_string()), ("column", self.place.column.to_string())])
            .and("field", self.field.label().said())
            .and("why", why)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Lang;

    #[test]
    fn every_sentence_is_whole_in_both_languages() {
        let path = PathBuf::from("名单.csv");
        let place = Place { line: 12, column: Column(1) };
        let seen = |missing| RosterFileError::NoHeader {
            missing,
            seen: HeadsSeen {
                line: 2,
                heads: vec![HeadSeen { column: Column(1), head: "Who".into(), sample: "王芳".into() }],
            },
        };
        let files = [
            RosterFileError::NotThere { path: path.clone() },
            RosterFileError::NotAllowed { path: path.clone() },
            RosterFileError::Folder { path: path.clone() },
            RosterFileError::NotAFile { path: path.clone() },
            RosterFileError::Unreadable { path, why: "io".into() },
            RosterFileError::TooLarge { limit_bytes: 1 << 24 },
            RosterFileError::Empty,
            RosterFileError::NotATable,
            RosterFileError::Password,
            RosterFileError::UnpacksTooLarge { limit_bytes: 1 << 24 },
            RosterFileError::Entities,
            RosterFileError::damaged("zip"),
            RosterFileError::TooManySheets { limit: 3 },
            RosterFileError::TooMuchText { limit_cells: 3 },
            RosterFileError::StrayQuote { line: 3 },
            RosterFileError::TooManyRows { limit: 3 },
            RosterFileError::CellTooFar { place, max_columns: 3 },
            RosterFileError::CellTooLong { place },
            seen(vec![Field::Name]),
            seen(vec![Field::Unit]),
            seen(vec![Field::Name, Field::Unit]),
            RosterFileError::HeadTwice { field: Field::Name, first: Column(0), second: Column(3) },
            RosterFileError::NoSheet { name: "丙".into(), names: vec!["甲".into(), "乙".into()] },
            RosterFileError::Nobody,
            RosterFileError::BadRows { bad: Vec::new(), others: Box::default() },
        ];
        let faults = [
            CellFault::Missing,
            CellFault::Broken,
            CellFault::TooLong,
            CellFault::PhoneTooShort,
            CellFault::PhoneRounded,
            CellFault::IdCard,
            CellFault::NumberTaken { by_line: 3 },
        ];
        let cells = faults.map(|fault| BadCell { place, field: Field::Phone, fault }.said());
        for said in files.iter().map(RosterFileError::said).chain(cells) {
            for lang in [Lang::Zh, Lang::En] {
                let text = said.text(lang);
                assert!(!text.contains(['{', '}']), "{text}");
            }
        }
    }

    #[test]
    fn a_bad_cell_is_named_by_row_column_and_reason() {
        let place = Place { line: 12, column: Column(1) };
        let cell = BadCell { place, field: Field::StaffNumber, fault: CellFault::NumberTaken { by_line: 7 } };
        assert_eq!(cell.said().text(Lang::Zh), "第 12 行 B 列（工号）：与第 7 行的工号相同");
        assert_eq!(cell.said().text(Lang::En), "Row 12, column B (badge no.): row 7 has the same number");
    }
}
