//! Badges and cards on sheets of A4: volunteers' badges ten a sheet, cards of stations, supervisors and commands six
//! a sheet with a larger code, to be read from a table.
//!
//! Whose badge is printed, in which order, and what a command card does is the caller's business.

use std::fmt;

use super::fit::{Align, Length, Place, mm};
use super::html;
use super::qr::{QUIET, Qr};
use super::sheet::Grid;
use crate::domain::number::BadgeNumber;
use crate::words::lines::Breaks;
use crate::words::{Lang, Phrase, label, paper};

/// One badge or card.
#[derive(Debug, Clone)]
pub struct Card {
    /// Whose or what card it is.
    pub kind: CardKind,
    /// What is read first: a volunteer's name, a station, what a command does.
    pub heading: String,
    /// What stands below it: a unit, a service; may be empty.
    pub detail: String,
    /// The short number that people read and type.
    pub number: BadgeNumber,
    /// Its code, of the symbol for paper.
    pub qr: Qr,
}

/// Whose or what card it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardKind {
    /// A volunteer's badge.
    Volunteer,
    /// Lies on a station's table.
    Station,
    /// Of somebody who may decide what others may not.
    Supervisor,
    /// Does a job when it is scanned.
    Command,
}

/// How large badges and cards are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CardSize {
    /// 90 x 54 mm, ten a sheet, as the usual pouches hold: for badges.
    #[default]
    Badge,
    /// 90 x 90 mm, six a sheet, with a code of 40 mm: for cards on tables.
    Table,
}

/// The sheets as one web page, in parts of a sheet each: written one after the other they are the file, and ten
/// thousand badges are never in memory at once.
pub fn badge_sheet(
    cards: impl IntoIterator<Item = Card>,
    size: CardSize,
    title: &str,
    lang: Lang,
) -> impl Iterator<Item = String> {
    let design = size.design();
    let document_title = paper::BADGES.fill([("title", title.to_owned())]).text(lang);
    let head = html::head(&document_title, lang);
    let mut cards = cards.into_iter();
    let sheets = (1..).map_while(move |page: usize| {
        let cards: Vec<Card> = cards.by_ref().take(design.grid.pieces()).collect();
        let pieces: Vec<_> = cards.iter().map(|card| design.draw(card, title, lang)).collect();
        let foot = format!("{title} {}", paper::PAGE.fill([("page", page.to_string())]).text(lang));
        (!cards.is_empty()).then(|| design.grid.draw(&pieces, &foot, lang))
    });
    std::iter::once(head).chain(sheets).chain(std::iter::once(html::END.to_owned()))
}

impl CardKind {
    fn word(self) -> Phrase {
        match self {
            Self::Volunteer => label::VOLUNTEER,
            Self::Station => label::STATION,
            Self::Supervisor => paper::SUPERVISOR,
            Self::Command => paper::COMMAND,
        }
    }
}

impl CardSize {
    fn design(self) -> &'static Design {
        match self {
            Self::Badge => &BADGE,
            Self::Table => &TABLE,
        }
    }
}

/// Where everything stands on a card.
struct Design {
    grid: Grid,
    title: Place,
    heading: Place,
    detail: Place,
    number: Place,
    /// Left and upper edge of the code and how wide it is, quiet zone included.
    qr: (Length, Length, Length),
}

/// The code is 30 mm wide and its quiet zone 4.8 mm, which a cut a millimetre inside the mark leaves whole.
static BADGE: Design = Design {
    grid: Grid { columns: 2, rows: 5 },
    title: Place { x: mm(5), y: mm(3), width: mm(80), height: mm(7), most: 400, good: 300, ..Place::EMPTY },
    heading: Place {
        x: mm(5),
        y: mm(12),
        width: mm(44),
        height: mm(18),
        most: mm(11),
        good: mm(7),
        breaks: Breaks::InNames,
        ..Place::EMPTY
    },
    detail: Place { x: mm(5), y: mm(31), width: mm(44), height: mm(13), most: 550, good: 400, ..Place::EMPTY },
    number: Place { x: mm(5), y: mm(45), width: mm(44), height: mm(6), most: 420, good: 300, ..Place::EMPTY },
    qr: (4_940, 1_340, 3_960),
};

/// The code is 40 mm wide and its quiet zone 6.4 mm.
static TABLE: Design = Design {
    grid: Grid { columns: 2, rows: 3 },
    title: Place { x: mm(5), y: mm(3), width: mm(80), height: mm(6), most: 400, good: 300, ..CENTRED },
    heading: Place { x: mm(5), y: mm(9), width: mm(80), height: mm(13), most: mm(10), good: mm(6), ..CENTRED },
    detail: Place { x: mm(5), y: mm(22), width: mm(80), height: mm(8), most: 550, good: 400, ..CENTRED },
    number: Place { x: mm(5), y: mm(83), width: mm(80), height: mm(5), most: 400, good: 300, ..CENTRED },
    qr: (1_860, 3_010, 5_280),
};

const CENTRED: Place = Place { align: Align::Middle, ..Place::EMPTY };

impl Design {
    fn draw(&self, card: &Card, title: &str, lang: Lang) -> impl fmt::Display {
        let (left, top, side) = self.qr;
        let square = side / card.qr.framed_side();
        let (x, y) = (left + QUIET * square, top + QUIET * square);
        let kind = card.kind.word().text(lang);
        fmt::from_fn(move |f| {
            write!(f, "{}", self.title.draw(title))?;
            write!(f, "<g font-weight=\"bold\">{}</g>", self.heading.draw(&card.heading))?;
            write!(f, "{}", self.detail.draw(&card.detail))?;
            write!(f, "{}", self.number.draw(&format!("{kind} {}", card.number)))?;
            write!(f, "<path transform=\"translate({x} {y}) scale({square})\" d=\"{}\"/>", card.qr.path())
        })
    }
}
