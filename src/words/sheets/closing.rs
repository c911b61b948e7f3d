//! The closing sheet: the day's totals, what was still open when they were signed, what was corrected, how far each
//! desk's entries reach, and the code that desks with the same entries share. To be printed and signed.

use super::{Cell, Document, Table, column, head, report};
use crate::domain::closing::{Closing, DeskHeard};
use crate::domain::ids::{DeskId, TicketId};
use crate::domain::report::{Days, Report};
use crate::domain::time::{Day, Wall};
use crate::words::names::Names;
use crate::words::{Lang, Phrase, closing, state};

/// The tables of the report that stand on it, in their order.
const TABLES: [Phrase; 9] = [
    head::BY_SERVICE,
    head::TARGETS,
    head::BY_DAY,
    head::BY_HOUR,
    head::BY_DESK,
    head::BY_UNIT,
    head::NOTICES,
    head::CORRECTIONS,
    head::HEADS,
];

/// The sheet of a desk, as it stands at a moment.
pub fn closing_sheet(
    report_of: &Report,
    open: &Closing,
    names: &Names<'_>,
    desk: DeskId,
    now: Wall,
    heard: &[(DeskId, Wall)],
    lang: Lang,
) -> Document {
    let mut document = report(report_of, names, desk, now, heard, lang);
    let name = report_of.outing.as_ref().map(|outing| outing.name.clone()).unwrap_or_default();
    document.title = match report_of.days {
        Days::All => closing::TITLE.fill([("name", name)]),
        Days::One(day) => closing::TITLE_OF_DAY.fill([("name", name), ("day", day.to_string())]),
    }
    .text(lang);
    document.lines.extend(closing::said(open, names).iter().map(|said| said.text(lang)));
    let kept: Vec<&str> = TABLES.iter().map(|name| name.text(lang)).collect();
    document.tables.retain(|table| kept.contains(&table.name.as_str()));
    for table in &mut document.tables {
        // It is read and signed, not looked at from afar.
        table.chart = None;
    }
    document.tables.extend([others(&open.desks, names, lang), still_open(open, names, lang)]);
    let agreement = ("code", report_of.agreement.to_string());
    document.foot = vec![
        closing::AGREEMENT.fill([agreement]).text(lang),
        head::NO_RESIDENTS.text(lang).to_owned(),
        head::LEAD_SIGNS.text(lang).to_owned(),
    ];
    document
}

fn table<const N: usize>(name: Phrase, columns: [(Phrase, u8); N], rows: Vec<Vec<Cell>>, lang: Lang) -> Table {
    let columns = columns.map(|(head, width)| column(head.text(lang), width)).to_vec();
    Table { name: name.text(lang).to_owned(), columns, rows, total: None, chart: None }
}

/// Numbers, people and teams, one a row.
fn still_open(open: &Closing, names: &Names<'_>, lang: Lang) -> Table {
    let row = |what: String, of: String, how: String, since: Wall| {
        vec![Cell::Text(what), Cell::Text(of), Cell::Text(how), Cell::Day(Day::of(since)), Cell::Time(since)]
    };
    let ticket = |id: &TicketId| {
        let ticket = names.ticket(*id)?;
        let number = state::bearer(ticket.number).text(lang);
        let how = state::ticket_state(&ticket.state).text(lang).to_owned();
        Some(row(number, names.service(&ticket.service).text(lang), how, ticket.taken))
    };
    let not_out = || closing::NOT_OUT.text(lang).to_owned();
    let people = open.people.iter().map(|open| {
        let (name, unit) = (names.person(open.person).text(lang), names.unit_of(open.person).text(lang));
        row(name, unit, closing::not_out(open).text(lang), open.since)
    });
    let teams = open.teams.iter().map(|team| {
        let heads = closing::HEADS.fill([("heads", team.heads.to_string())]).text(lang);
        row(heads, team.unit.to_string(), not_out(), team.since)
    });
    let rows = open.tickets.iter().filter_map(ticket).chain(people).chain(teams).collect();
    let columns =
        [(closing::WHAT, 24), (closing::OF, 30), (closing::HOW, 24), (closing::DAY, 12), (closing::SINCE, 10)];
    table(closing::STILL_OPEN, columns, rows, lang)
}

fn others(desks: &[DeskHeard], names: &Names<'_>, lang: Lang) -> Table {
    let row = |heard: &DeskHeard| {
        let time = heard.last.map_or(Cell::Text(closing::NEVER.text(lang).to_owned()), Cell::Time);
        let (number, place) = (names.desk(heard.desk), names.desk_place(heard.desk).to_owned());
        let day = heard.last.map_or(Cell::Empty, |last| Cell::Day(Day::of(last)));
        vec![Cell::Text(number), Cell::Text(place), day, time, Cell::Count(heard.missing)]
    };
    let columns =
        [(head::DESK, 8), (head::NAME, 20), (closing::DAY, 12), (head::LAST_FACT, 12), (closing::MISSING, 12)];
    table(closing::OTHER_DESKS, columns, desks.iter().map(row).collect(), lang)
}
