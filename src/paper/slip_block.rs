//! Slips with their numbers printed beforehand, to be cut off when no laptop can give out a number.
//!
//! They carry desk numbers from 900 on, which no laptop has, so that they can never repeat a number of the queue. Their
//! visits are entered afterwards as one fact a sheet: from which slip to which, from when to when.

use std::fmt;

use super::fit::{Align, Length, Place, mm};
use super::sheet::Grid;
use crate::domain::number::TicketNumber;
use crate::words::{Lang, paper};

/// Slips of one service.
#[derive(Debug, Clone)]
pub struct SlipBlock {
    /// The service in the language of the slips.
    pub service: String,
    /// The first number.
    pub first: TicketNumber,
    /// How many; numbers end at 999 all the same.
    pub slips: usize,
}

/// 45 x 27 mm each: the number is read at arm's length, and forty of them are one sheet.
const GRID: Grid = Grid { columns: 4, rows: 10 };
const WIDTH: Length = GRID.piece_width() - mm(4);
const LINE: Place = Place {
    x: mm(2),
    y: mm(2),
    width: WIDTH,
    height: mm(5),
    most: 300,
    good: 250,
    align: Align::Middle,
    ..Place::EMPTY
};
const NUMBER: Place = Place { y: mm(7), height: mm(11), most: 900, good: 600, ..LINE };
const SERVICE: Place = Place { y: mm(18), height: mm(7), most: 450, good: 350, ..LINE };

impl SlipBlock {
    /// The sheets of the block, each with its own line for what is entered afterwards.
    pub fn sheets(&self, title: &str, lang: Lang) -> Vec<String> {
        let numbers: Vec<TicketNumber> = self.numbers().collect();
        let sheet = |numbers: &[TicketNumber]| {
            let pieces: Vec<_> = numbers.iter().map(|number| self.draw(*number, title)).collect();
            GRID.draw(&pieces, &self.foot(numbers, lang), lang)
        };
        numbers.chunks(GRID.pieces()).map(sheet).collect()
    }

    fn numbers(&self) -> impl Iterator<Item = TicketNumber> {
        let (letter, desk) = (self.first.letter(), self.first.desk());
        (self.first.count()..).map_while(move |count| TicketNumber::new(letter, desk, count)).take(self.slips)
    }

    fn draw(&self, number: TicketNumber, title: &str) -> impl fmt::Display {
        fmt::from_fn(move |f| {
            write!(f, "{}<g font-weight=\"bold\">", LINE.draw(title))?;
            write!(f, "{}</g>{}", NUMBER.draw(&number.to_string()), SERVICE.draw(&self.service))
        })
    }

    fn foot(&self, numbers: &[TicketNumber], lang: Lang) -> String {
        let text = |number: Option<&TicketNumber>| number.map(ToString::to_string).unwrap_or_default();
        let (first, last) = (text(numbers.first()), text(numbers.last()));
        let foot = paper::SLIP_BLOCK.fill([("service", self.service.clone()), ("first", first), ("last", last)]);
        foot.text(lang)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(first: &str, slips: usize) -> SlipBlock {
        SlipBlock { service: "义剪".to_owned(), first: first.parse().unwrap(), slips }
    }

    #[test]
    fn numbers_run_on_from_sheet_to_sheet_and_end_at_999() {
        for (first, slips, expected) in [
            ("A900001", 50, vec![("A900001", "A900040"), ("A900041", "A900050")]),
            ("B901041", 40, vec![("B901041", "B901080")]),
            ("A999998", 40, vec![("A999998", "A999999")]),
            ("A900001", 0, vec![]),
        ] {
            let sheets = block(first, slips).sheets("", Lang::En);
            assert_eq!(sheets.len(), expected.len(), "{first}");
            for (sheet, (first, last)) in sheets.iter().zip(expected) {
                assert!(sheet.contains(&format!("{first} to {last}.")), "{sheet}");
                assert!(sheet.contains(&format!(">{first}<")) && sheet.contains(&format!(">{last}<")), "{sheet}");
            }
        }
    }
}
