//! Which column holds what, said by the operator where the heads do not say it: `--map 姓名=B,单位=C`.
//!
//! A row number behind a column says where the people begin (`姓名=B3`); without one they begin below the heads.

use std::collections::BTreeMap;

use super::field::Field;
use super::place::{Column, Place};
use crate::words::{Said, office};

/// What the operator said; nothing of it by default.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ColumnMap {
    columns: BTreeMap<Field, Column>,
    first_line: Option<usize>,
}

/// Why a map cannot be understood; the part is as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnMapError {
    /// A part is not of the form FIELD=COLUMN.
    NoPair {
        /// The part.
        part: String,
    },
    /// No field has this name.
    UnknownField {
        /// The name.
        name: String,
    },
    /// No column is called so.
    UnknownColumn {
        /// The column.
        column: String,
    },
    /// Two parts disagree about a field, or about where the people begin.
    Twice {
        /// The second part.
        part: String,
    },
}

impl ColumnMap {
    /// Reads `FIELD=COLUMN` parts with commas between them; fields are named as heads are.
    pub fn parse(text: &str) -> Result<Self, ColumnMapError> {
        let mut map = Self::default();
        for part in text.split([',', '\u{FF0C}', ';']).map(str::trim).filter(|part| !part.is_empty()) {
            let (name, column) =
                part.split_once(['=', '\u{FF1D}']).ok_or_else(|| ColumnMapError::NoPair { part: part.to_owned() })?;
            let field = Field::from_head(name).ok_or_else(|| ColumnMapError::UnknownField { name: name.to_owned() })?;
            let unknown_column = || ColumnMapError::UnknownColumn { column: column.to_owned() };
            let (column, line) = column_and_line(column.trim()).ok_or_else(unknown_column)?;
            let other_line = line.is_some_and(|line| map.first_line.is_some_and(|first| first != line));
            if other_line || map.columns.insert(field, column).is_some() {
                return Err(ColumnMapError::Twice { part: part.to_owned() });
            }
            map.first_line = map.first_line.or(line);
        }
        Ok(map)
    }

    /// Says which column holds a field, as the set-up screen does.
    pub fn set(&mut self, field: Field, column: Column) {
        self.columns.insert(field, column);
    }

    /// The columns that were named.
    pub fn columns(&self) -> impl Iterator<Item = (Field, Column)> {
        self.columns.iter().map(|(field, column)| (*field, *column))
    }

    /// Whether the column of a field was named.
    pub fn names(&self, field: Field) -> bool {
        self.columns.contains_key(&field)
    }

    /// The first row of people, if that was said.
    pub fn first_line(&self) -> Option<usize> {
        self.first_line
    }
}

fn column_and_line(text: &str) -> Option<(Column, Option<usize>)> {
    let column = Column::from_letters(text).map(|column| (column, None));
    column.or_else(|| Place::from_reference(text).map(|place| (place.column, Some(place.line))))
}

impl ColumnMapError {
    /// The error as a sentence with an example.
    pub fn said(&self) -> Said {
        match self {
            Self::NoPair { part } => office::MAP_NO_PAIR.fill([("part", part.clone())]),
            Self::UnknownField { name } => office::MAP_UNKNOWN_FIELD.fill([("name", name.clone())]),
            Self::UnknownColumn { column } => office::MAP_UNKNOWN_COLUMN.fill([("column", column.clone())]),
            Self::Twice { part } => office::MAP_TWICE.fill([("part", part.clone())]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_names_columns_and_perhaps_the_first_row() {
        for (text, columns, first_line) in [
            ("姓名=B,单位=C", vec![(Field::Name, 1), (Field::Unit, 2)], None),
            (" name = aa ; Unit＝b，手机=D ", vec![(Field::Name, 26), (Field::Unit, 1), (Field::Phone, 3)], None),
            ("姓名=B3,单位=C", vec![(Field::Name, 1), (Field::Unit, 2)], Some(3)),
            ("姓名=B3,单位=C3", vec![(Field::Name, 1), (Field::Unit, 2)], Some(3)),
            ("", vec![], None),
        ] {
            let map = ColumnMap::parse(text).unwrap();
            let columns: Vec<(Field, Column)> = columns.into_iter().map(|(field, at)| (field, Column(at))).collect();
            assert_eq!((map.columns().collect::<Vec<_>>(), map.first_line()), (columns, first_line), "{text}");
        }
    }

    #[test]
    fn what_is_not_understood_is_named() {
        let own = str::to_owned;
        for (text, error) in [
            ("姓名=B,C", ColumnMapError::NoPair { part: own("C") }),
            ("属相=B", ColumnMapError::UnknownField { name: own("属相") }),
            ("姓名=", ColumnMapError::UnknownColumn { column: own("") }),
            ("姓名=2", ColumnMapError::UnknownColumn { column: own("2") }),
            ("姓名=B0", ColumnMapError::UnknownColumn { column: own("B0") }),
            ("姓名=B,名字=C", ColumnMapError::Twice { part: own("名字=C") }),
            ("姓名=B2,单位=C3", ColumnMapError::Twice { part: own("单位=C3") }),
        ] {
            assert_eq!(ColumnMap::parse(text), Err(error), "{text}");
        }
    }
}
