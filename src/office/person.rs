//! One row of a roster -> one person, cleaned, and what is wrong with the row.
//!
//! What is kept of a person is decided here: of a phone number its end, of an identity card nothing.

use unicode_width::UnicodeWidthStr;

use super::encoding::UNREADABLE;
use super::fault::{BadCell, CellFault};
use super::field::Field;
use super::headers::Headers;
use super::people::RosterRow;
use super::place::Place;
use super::safe_cell::unguarded;
use super::workbook::Row;
use crate::domain::clean;

/// Reads one row and notes what is wrong with it.
pub struct PersonReader<'a> {
    row: Row<'a>,
    headers: &'a Headers,
    /// What is wrong so far, from the left.
    pub bad: Vec<BadCell>,
}

impl<'a> PersonReader<'a> {
    /// Begins with a row.
    pub fn new(row: Row<'a>, headers: &'a Headers) -> Self {
        Self { row, headers, bad: Vec::new() }
    }

    /// Who stands in the row.
    pub fn person(&mut self) -> RosterRow {
        RosterRow {
            line: self.row.line,
            name: self.required(Field::Name, clean::clean_name),
            unit: self.required(Field::Unit, clean::clean_text),
            short_unit: self.whole(Field::ShortUnit, clean::clean_text),
            tail: self.tail(),
            staff_number: self.whole(Field::StaffNumber, clean::clean_text),
            remark: self.cell(Field::Remark, clean::clean_text),
        }
    }

    fn required(&mut self, field: Field, clean: fn(&str) -> String) -> String {
        let text = self.whole(field, clean);
        if text.is_empty() {
            self.refuse(field, CellFault::Missing);
        }
        text
    }

    /// A text that may not be cut: it could become another one's.
    fn whole(&mut self, field: Field, clean: fn(&str) -> String) -> String {
        if self.is_cut(field) {
            self.refuse(field, CellFault::TooLong);
        }
        self.cell(field, clean)
    }

    fn tail(&mut self) -> String {
        let phone = self.cell(Field::Phone, clean::fold_width);
        let digits = phone.chars().filter(char::is_ascii_digit).count();
        match clean::phone_tail(&phone) {
            Some(tail) => return tail,
            None if digits == 0 => {} // how people write that there is none: a dash, a word
            None if digits < 4 => self.refuse(Field::Phone, CellFault::PhoneTooShort),
            None => self.refuse(Field::Phone, CellFault::PhoneRounded),
        }
        String::new()
    }

    /// What stands in a cell, cleaned; what must not be kept or cannot be read is refused.
    fn cell(&mut self, field: Field, clean: fn(&str) -> String) -> String {
        let raw = self.raw(field);
        if raw.contains(UNREADABLE) {
            self.refuse(field, CellFault::Broken);
        } else if holds_id_card(raw) {
            self.refuse(field, CellFault::IdCard);
        }
        clean(raw)
    }

    fn raw(&self, field: Field) -> &'a str {
        self.headers.column(field).map_or("", |column| unguarded(self.row.cell(column)))
    }

    /// Whether cleaning this cell cuts its end off.
    pub fn is_cut(&self, field: Field) -> bool {
        self.raw(field).width() > clean::MAX_COLUMNS
    }

    /// Notes that a cell keeps the row out.
    pub fn refuse(&mut self, field: Field, fault: CellFault) {
        if let Some(column) = self.headers.column(field) {
            self.bad.push(BadCell { place: Place { line: self.row.line, column }, field, fault });
        }
    }
}

/// Whether a text holds an identity card number (18 places, GB 11643): they wander into any column.
fn holds_id_card(text: &str) -> bool {
    clean::fold_width(text).split(|c: char| !c.is_ascii_alphanumeric()).any(is_id_card)
}

fn is_id_card(word: &str) -> bool {
    // ISO 7064 MOD 11-2: the weight of a place is 2 to the number of places right of it, X counts ten
    let sum = word.chars().rev().enumerate().try_fold(0, |sum, (place, c)| {
        let value = if place == 0 && c.eq_ignore_ascii_case(&'x') { 10 } else { c.to_digit(10)? };
        Some((sum + value * (1 << (place % 10))) % 11)
    });
    let century = word.get(6..8);
    word.len() == 18 && matches!(century, Some("19" | "20")) && sum == Some(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_only_look_like_an_identity_card_are_numbers() {
        assert!(is_id_card("11010519491231002X"));
        for number in
            ["110105194912310021", "11010519491231002", "110105294912310020", "410700000000000017", "志愿者志愿者"]
        {
            assert!(!is_id_card(number), "{number}");
        }
    }
}
