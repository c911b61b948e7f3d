//! The record of hours as sheets to print and seal: a page for each volunteer, or for each unit. What is on them is what
//! the record says ([`super::hours`]), cut into parts.

use super::hours::{Page, Who, hours_of};
use super::{Document, Table};
use crate::domain::board::Board;
use crate::domain::fact::Outing;
use crate::domain::hours::{Hours, Line};
use crate::domain::ids::DeskId;
use crate::domain::time::Wall;
use crate::words::names::Names;
use crate::words::{Lang, hours as words};

/// Of what there is a sheet each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Each {
    /// Of every volunteer.
    Person,
    /// Of every unit.
    Unit,
}

/// The title of all of them, and the sheets in the order of the record.
pub fn hour_sheets(
    (board, outing): (&Board, &Outing),
    (hours, each): (&Hours, Each),
    names: &Names<'_>,
    (desk, now): (DeskId, Wall),
    lang: Lang,
) -> (String, Vec<Document>) {
    let page = Page { board, names, desk, now, lang };
    // The same on every sheet, and slow to say: it holds the agreement code.
    let written = page.written();
    let together = |a: &Line, b: &Line| match each {
        Each::Person => a.person == b.person,
        Each::Unit => a.unit == b.unit,
    };
    let sheet = |part: &Hours| {
        let mut document = match each {
            Each::Person => person(&page, &outing.name, part),
            Each::Unit => unit(&page, &outing.name, part),
        };
        document.lines.push(page.text(words::CERTIFIES).to_owned());
        document.lines.extend(page.rules(part.rules));
        document.lines.push(written.clone());
        let (additions, missing) = (page.additions(part), page.missing(part));
        document.tables.extend([additions, missing].into_iter().filter(|table: &Table| !table.rows.is_empty()));
        document
    };
    let title = match each {
        Each::Person => words::PEOPLE_SHEETS,
        Each::Unit => words::UNIT_SHEETS,
    };
    let title = title.fill([("name", outing.name.clone())]).text(lang);
    (title, hours.parts(together).iter().map(sheet).collect())
}

fn person(page: &Page<'_>, outing: &str, part: &Hours) -> Document {
    let line = part.lines.first();
    let person = line.map(|line| page.names.person(line.person).text(page.lang)).unwrap_or_default();
    let known = line.and_then(|line| page.board.attendance.person(line.person));
    let who = words::PERSON_LINE.fill([
        ("person", person.clone()),
        ("unit", line.map(|line| line.unit.to_string()).unwrap_or_default()),
        ("badge", known.map(|known| known.number.to_string()).unwrap_or_default()),
    ]);
    let sum =
        words::PERSON_SUM.fill([("minutes", part.counted().to_string()), ("hours", hours_of(part.counted()).text())]);
    Document {
        title: words::PERSON_SHEET.fill([("name", outing.to_owned()), ("person", person)]).text(page.lang),
        lines: vec![who.text(page.lang), sum.text(page.lang)],
        tables: vec![page.record(part, Who::OnePerson)],
        foot: vec![page.text(words::PERSON_SEAL).to_owned()],
        lang: page.lang,
    }
}

fn unit(page: &Page<'_>, outing: &str, part: &Hours) -> Document {
    let unit = part.lines.first().map(|line| line.unit.clone());
    let people = part.by_unit().values().map(|(people, _)| *people).sum::<u64>();
    let sum = words::UNIT_SUM.fill([
        ("people", people.to_string()),
        ("minutes", part.counted().to_string()),
        ("hours", hours_of(part.counted()).text()),
    ]);
    let teams = page.board.attendance.teams().filter(|team| Some(&team.arrival.unit) == unit.as_ref());
    let unnamed: u64 = teams.filter(|team| part.days.hold(team.arrival.wall)).map(|team| team.unnamed).sum();
    let unnamed = (unnamed > 0).then(|| words::UNNAMED.fill([("heads", unnamed.to_string())]));
    let unit = unit.map(|unit| unit.to_string()).unwrap_or_default();
    Document {
        title: words::UNIT_SHEET.fill([("name", outing.to_owned()), ("unit", unit)]).text(page.lang),
        lines: [sum].into_iter().chain(unnamed).map(|said| said.text(page.lang)).collect(),
        tables: vec![page.record(part, Who::OneUnit)],
        foot: vec![page.text(words::PLACE).to_owned(), page.text(words::SEAL).to_owned()],
        lang: page.lang,
    }
}
