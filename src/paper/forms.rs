//! Blank forms for a morning without any laptop: who comes, how many are served, and which number is next.
//!
//! What is written on them is entered afterwards: the lists name badge numbers, and a sheet of slips is one fact.

use std::fmt;
use std::ops::Range;

use super::fit::{Length, Place, mm};
use super::html;
use super::ruled::Table;
use super::sheet::{self, Grid};
use super::slip_block::SlipBlock;
use crate::domain::number::BadgeNumber;
use crate::domain::time::Day;
use crate::words::{Lang, label, paper};

/// What the forms are for.
#[derive(Debug, Clone)]
pub struct Forms<'a> {
    /// The outing.
    pub title: &'a str,
    /// Its day.
    pub day: Day,
    /// The hours that get a row on a tally sheet, such as 9..12.
    pub hours: Range<u8>,
    /// Who is expected, by unit.
    pub units: &'a [UnitList],
    /// The services that get a tally sheet.
    pub services: &'a [String],
    /// Slips to be cut off, by service.
    pub slip_blocks: &'a [SlipBlock],
}

/// The people of one unit.
#[derive(Debug, Clone)]
pub struct UnitList {
    /// The unit.
    pub unit: String,
    /// Badge numbers and names.
    pub people: Vec<(BadgeNumber, String)>,
}

/// Rows below the people of a unit, for those who come along unannounced.
const SPARE_ROWS: usize = 2;

/// The forms as one web page, in parts of a sheet each.
pub fn forms<'a>(forms: &'a Forms<'a>, lang: Lang) -> impl Iterator<Item = String> + 'a {
    let title = paper::FORMS.fill([("title", forms.title.to_owned())]).text(lang);
    let blocks = forms.slip_blocks.iter().flat_map(move |block| block.sheets(forms.title, lang));
    std::iter::once(html::head(&title, lang))
        .chain(sign_in_list(forms, lang))
        .chain(tally_sheets(forms, lang))
        .chain(blocks)
        .chain(std::iter::once(html::END.to_owned()))
}

/// The title above the list.
const LIST_TITLE: Place =
    Place { x: sheet::LEFT, y: sheet::TOP, width: sheet::WIDTH, height: mm(8), most: 500, good: 400, ..Place::EMPTY };
/// Number, badge number, name, signature, in, out: together as wide as the sheet.
const LIST: Table<'static> = Table {
    x: sheet::LEFT,
    y: sheet::TOP + mm(9),
    widths: &[mm(12), mm(32), mm(40), mm(42), mm(27), mm(27)],
    row_height: mm(9),
};
/// Rows of a page below the head of the table.
const LIST_ROWS: usize = (sheet::HEIGHT - mm(9)) / LIST.row_height - 1;

type Row = Vec<String>;

/// Unit below unit, on as few pages as they take.
fn sign_in_list(forms: &Forms<'_>, lang: Lang) -> impl Iterator<Item = String> + use<> {
    let title = paper::SIGN_IN_LIST.fill([("title", forms.title.to_owned()), ("day", forms.day.to_string())]);
    let title = title.text(lang);
    let head = [paper::INDEX, label::BADGE_NO, paper::NAME, paper::SIGNATURE, paper::TIME_IN, paper::TIME_OUT];
    let head: Row = head.map(|phrase| phrase.text(lang).to_owned()).into();
    (1_usize..).zip(pages(forms.units)).map(move |(page, rows)| {
        let rows: Vec<Row> = std::iter::once(head.clone()).chain(rows).collect();
        let foot = paper::PAGE.fill([("page", page.to_string())]).text(lang);
        sheet::page(format_args!("{}{}", LIST_TITLE.draw(&title), LIST.draw(&rows)), &foot)
    })
}

/// The rows page by page. A unit stays on one page where it can; its name stands above its people on each.
fn pages(units: &[UnitList]) -> Vec<Vec<Row>> {
    let mut pages: Vec<Vec<Row>> = Vec::new();
    for unit in units {
        for people in unit.rows().chunks(LIST_ROWS - 1) {
            let name = vec![unit.unit.clone()];
            match pages.last_mut() {
                Some(page) if page.len() + 1 + people.len() <= LIST_ROWS => page.push(name),
                _ => pages.push(vec![name]),
            }
            if let Some(page) = pages.last_mut() {
                page.extend_from_slice(people);
            }
        }
    }
    pages
}

impl UnitList {
    fn rows(&self) -> Vec<Row> {
        let row = |index: usize, number: String, name: String| {
            [index.to_string(), number, name].into_iter().chain([const { String::new() }; 3]).collect()
        };
        let people = self.people.iter().map(|(number, name)| (number.to_string(), name.clone()));
        let spare = std::iter::repeat_n((String::new(), String::new()), SPARE_ROWS);
        (1..).zip(people.chain(spare)).map(|(index, (number, name))| row(index, number, name)).collect()
    }
}

/// Two sheets of A5 on a page: each service has its own, lying at its station.
const TALLY_GRID: Grid = Grid { columns: 1, rows: 2 };
const TALLY_LINE: Place = Place { x: mm(2), width: mm(176), height: mm(7), most: 400, good: 320, ..Place::EMPTY };
const TALLY_TITLE: Place = Place { y: mm(3), height: mm(10), most: 700, good: 500, ..TALLY_LINE };
const TALLY_HOW: Place = Place { y: mm(13), ..TALLY_LINE };
const TALLY_SIGNATURE: Place = Place { y: mm(126), ..TALLY_LINE };
/// Where the table may stand between the lines above and below.
const TALLY_TABLE: Range<Length> = mm(21)..mm(125);
/// Hour, strokes, sum.
const TALLY_WIDTHS: [Length; 3] = [mm(24), mm(122), mm(30)];
/// Two lines of strokes fit into such a row; higher ones would only look emptier.
const TALLY_ROW_MOST: Length = mm(20);

fn tally_sheets(forms: &Forms<'_>, lang: Lang) -> impl Iterator<Item = String> {
    forms.services.chunks(TALLY_GRID.pieces()).map(move |services| {
        let pieces: Vec<_> = services.iter().map(|service| tally_sheet(service, forms, lang)).collect();
        TALLY_GRID.draw(&pieces, forms.title, lang)
    })
}

fn tally_sheet(service: &str, forms: &Forms<'_>, lang: Lang) -> impl fmt::Display + use<> {
    let title = paper::TALLY_SHEET.fill([("service", service.to_owned()), ("day", forms.day.to_string())]);
    let title = title.text(lang);
    let row = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
    let [hour, strokes, sum] = [paper::HOUR, paper::STROKES, paper::SUM].map(|phrase| phrase.text(lang));
    let hours = forms.hours.clone().map(|hour| row([&format!("{hour:02}:00"), "", ""]));
    let rows: Vec<Row> = std::iter::once(row([hour, strokes, sum])).chain(hours).chain([row([sum, "", ""])]).collect();
    let row_height = TALLY_ROW_MOST.min((TALLY_TABLE.end - TALLY_TABLE.start) / rows.len());
    let table = Table { x: TALLY_LINE.x, y: TALLY_TABLE.start, widths: &TALLY_WIDTHS, row_height };
    fmt::from_fn(move |f| {
        write!(f, "{}{}", TALLY_TITLE.draw(&title), TALLY_HOW.draw(paper::TALLY_HOW.text(lang)))?;
        write!(f, "{}{}", table.draw(&rows), TALLY_SIGNATURE.draw(paper::RECORDED_BY.text(lang)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(name: &str, people: u32) -> UnitList {
        let person = |serial| (BadgeNumber::new(0, serial).unwrap(), format!("{name}{serial}"));
        UnitList { unit: name.to_owned(), people: (1..=people).map(person).collect() }
    }

    #[test]
    fn a_unit_stays_together_and_a_large_one_goes_on_under_its_name() {
        for (what, sizes, expected) in [
            ("nobody", vec![], vec![]),
            ("two units on a page", vec![5, 5], vec![vec![8, 8]]),
            ("the third does not fit", vec![5, 12, 5], vec![vec![8, 15], vec![8]]),
            ("exactly a page", vec![25], vec![vec![28]]),
            ("a row more than a page", vec![26], vec![vec![28], vec![2]]),
            ("a unit of three pages, the next behind it", vec![60, 5], vec![vec![28], vec![28], vec![9, 8]]),
        ] {
            let units: Vec<UnitList> = sizes.iter().map(|people| unit("一中", *people)).collect();
            let seen: Vec<Vec<usize>> = pages(&units)
                .iter()
                .map(|page| page.chunk_by(|_, row| row.len() > 1).map(<[Row]>::len).collect())
                .collect();
            assert_eq!(seen, expected, "{what}");
        }
    }
}
