//! What a screen sees besides its own state: the board, the names, the time, language and theme. Read only.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::action::Answer;
use super::cells;
use super::theme::{Role, Theme};
use crate::desk::{Around, PaperFolder, Practice};
use crate::domain::board::Board;
use crate::domain::ids::{DeskId, PersonId};
use crate::domain::notices::Notice;
use crate::domain::roster::Roster;
use crate::domain::time::Wall;
use crate::printer::Status;
use crate::words::names::Names;
use crate::words::{Lang, Phrase, Said, printer};

/// The world at one moment, for drawing and for deciding what a key means.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// What the facts add up to, durable ones only.
    pub board: &'a Board,
    /// Names and phones.
    pub roster: &'a Roster,
    /// This desk.
    pub desk: DeskId,
    /// What its clock shows, corrected.
    pub now: Wall,
    /// Since when the desk practises, if it does.
    pub practice: Option<Practice>,
    /// Commands that are not yet durable.
    pub pending: usize,
    /// What is wrong with the disk, the worst first; empty on a good day.
    pub troubles: &'a [Said],
    /// Where the paper copies go, and how the last ones went.
    pub papers: &'a [PaperFolder],
    /// The slip printer, if this desk has one.
    pub printer: Option<&'a SlipPrinter>,
    /// Who else is there.
    pub around: &'a Around,
    /// What two desks did twice and nobody has put away.
    pub notices: &'a [Notice],
    /// What the clerk answered last.
    pub latest: Option<&'a Answer>,
    /// The language of the moment.
    pub lang: Lang,
    /// The look of the moment.
    pub theme: Theme,
}

/// A slip printer at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlipPrinter {
    /// Where it is, as it was typed.
    pub place: String,
    /// How it is doing.
    pub status: Status,
}

impl SlipPrinter {
    /// Where it is and how it is doing.
    pub fn said(&self) -> Said {
        printer::SAID.fill([("place", self.place.clone())]).and("state", self.status.said())
    }
}

impl<'a> Scene<'a> {
    /// A phrase in the language of the moment.
    pub fn text(&self, phrase: Phrase) -> &'static str {
        phrase.text(self.lang)
    }

    /// A sentence in the language of the moment.
    pub fn say(&self, said: &Said) -> String {
        said.text(self.lang)
    }

    /// Names of people, units and services, for sentences.
    pub fn names(&self) -> Names<'a> {
        Names::new(self.board, self.roster)
    }

    /// A volunteer's name, or the badge number where there is none.
    pub fn name_of(&self, person: PersonId) -> String {
        self.say(&self.names().person(person))
    }

    /// A volunteer's unit.
    pub fn unit_of(&self, person: PersonId) -> String {
        self.say(&self.names().unit_of(person))
    }

    /// The look of a role.
    pub fn style(&self, role: Role) -> Style {
        self.theme.style(role)
    }

    /// Writes a line of text, cut at the edge of its area, and answers the cells used.
    pub fn put(&self, buf: &mut Buffer, area: Rect, text: &str, role: Role) -> u16 {
        cells::put(buf, area, text, self.style(role), self.theme.glyphs)
    }

    /// Writes a text over as many lines as it needs and the area has; answers the lines used.
    pub fn put_wrapped(&self, buf: &mut Buffer, area: Rect, text: &str, role: Role) -> u16 {
        let mut used = 0;
        for (offset, line) in (0..area.height).zip(cells::wrap(text, area.width, self.theme.glyphs)) {
            self.put(buf, cells::line(area, offset), &line, role);
            used = offset + 1;
        }
        used
    }

    /// Writes texts one below the other, each over as many lines as it needs; answers what is left of the area.
    pub fn put_lines(&self, buf: &mut Buffer, area: Rect, lines: Vec<(String, Role)>) -> Rect {
        lines.into_iter().fold(area, |rest, (line, role)| {
            let used = self.put_wrapped(buf, rest, &line, role);
            cells::below(rest, used)
        })
    }
}
