//! The record of hours as a document: one row for each volunteer and day, the units, and the check-outs that are missing.

use super::{Cell, Document, Table, column, head};
use crate::domain::board::Board;
use crate::domain::fact::{HoursRules, Outing, Rounding};
use crate::domain::hours::{AFTER_LAST_SEEN_MINUTES, Hours, Line};
use crate::domain::ids::{DeskId, StationId};
use crate::domain::report::Days;
use crate::domain::time::{Day, Wall};
use crate::words::names::Names;
use crate::words::{Lang, Phrase, hours as words};

/// The record of an outing as a desk knows it at a moment.
pub fn record_of_hours(
    (board, outing): (&Board, &Outing),
    hours: &Hours,
    names: &Names<'_>,
    (desk, now): (DeskId, Wall),
    lang: Lang,
) -> Document {
    let page = Page { board, names, desk, now, lang };
    let name = outing.name.clone();
    let title = match hours.days {
        Days::All => words::TITLE.fill([("name", name)]),
        Days::One(day) => words::TITLE_OF_DAY.fill([("name", name), ("day", day.to_string())]),
    };
    let mut lines = vec![page.text(words::CERTIFIES).to_owned()];
    lines.extend(page.rules(hours.rules));
    if hours.unnamed > 0 {
        lines.push(words::UNNAMED.fill([("heads", hours.unnamed.to_string())]).text(lang));
    }
    lines.push(page.written());
    Document {
        title: title.text(lang),
        lines,
        tables: vec![page.record(hours, Who::Anybody), page.units(hours), page.missing(hours), page.additions(hours)],
        foot: vec![page.text(words::PLACE).to_owned(), page.text(words::SEAL).to_owned()],
        lang,
    }
}

fn rounding(rounding: Rounding) -> Phrase {
    match rounding {
        Rounding::None => words::ROUNDED_NOT,
        Rounding::Tenth => words::ROUNDED_TENTH,
        Rounding::Half => words::ROUNDED_HALF,
    }
}

/// Minutes as hours with one decimal, to the nearest.
pub(super) fn hours_of(minutes: u64) -> Cell {
    Cell::Tenths((minutes + 3) / 6)
}

/// What tables and lines are made from.
pub(super) struct Page<'a> {
    pub board: &'a Board,
    pub names: &'a Names<'a>,
    pub desk: DeskId,
    pub now: Wall,
    pub lang: Lang,
}

/// Whose record a table is: what stands above it need not stand in every row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    Anybody,
    OneUnit,
    OnePerson,
}

impl Page<'_> {
    pub fn text(&self, phrase: Phrase) -> &'static str {
        phrase.text(self.lang)
    }

    fn label(&self, phrase: Phrase) -> Cell {
        Cell::Text(self.text(phrase).to_owned())
    }

    /// When and by what desk it was made.
    pub fn written(&self) -> String {
        let written = head::WRITTEN.fill([
            ("day", Day::of(self.now).to_string()),
            ("time", self.now.hhmm()),
            ("desk", self.names.desk(self.desk)),
            ("facts", self.board.ledger().len().to_string()),
            ("code", self.board.agreement().to_string()),
        ]);
        written.text(self.lang)
    }

    /// By what the hours were counted; that it is not what the square is set to, where it is not.
    pub fn rules(&self, rules: HoursRules) -> Vec<String> {
        let mut lines = vec![self.text(rounding(rules.rounding)).to_owned(), self.cap(rules.daily_cap_minutes)];
        let set = self.board.hours.rules();
        if rules != set {
            lines.push(words::OTHER_RULES.said().and("rules", words::ruled(set)).text(self.lang));
        }
        lines.push(words::ESTIMATES.fill([("minutes", AFTER_LAST_SEEN_MINUTES.to_string())]).text(self.lang));
        lines.push(self.text(words::LATE_RULE).to_owned());
        lines
    }

    fn cap(&self, minutes: Option<u16>) -> String {
        match minutes {
            None => self.text(words::NO_CAP).to_owned(),
            Some(minutes) => words::CAP.fill([("hours", hours_of(u64::from(minutes)).text())]).text(self.lang),
        }
    }

    fn table<const N: usize>(&self, name: Phrase, columns: [(Phrase, u8); N], rows: Vec<Vec<Cell>>) -> Table {
        let columns = columns.map(|(head, width)| column(self.text(head), width)).to_vec();
        Table { name: self.text(name).to_owned(), columns, rows, total: None, chart: None }
    }

    /// Name and badge number of a line.
    fn who(&self, line: &Line) -> [Cell; 2] {
        let number = self.board.attendance.person(line.person).map(|person| person.number.to_string());
        [Cell::Text(self.names.person(line.person).text(self.lang)), Cell::Text(number.unwrap_or_default())]
    }

    /// What was done at the stations of a line, each once.
    fn work(&self, line: &Line) -> Cell {
        let mut work: Vec<String> = Vec::new();
        for station in &line.stations {
            let said = self.names.service_at(station).text(self.lang);
            if !work.contains(&said) {
                work.push(said);
            }
        }
        Cell::Text(work.join(self.text(words::AND)))
    }

    /// One row for each person and day.
    pub fn record(&self, hours: &Hours, of: Who) -> Table {
        let row = |(number, line): (u64, &Line)| {
            let [name, badge] = self.who(line);
            let left = line.left.map_or_else(|| self.label(words::MISSING), Cell::Time);
            let estimate = line.estimate.map_or(Cell::Empty, |estimate| Cell::Count(estimate.minutes));
            let left = if line.came.is_none() { Cell::Empty } else { left };
            let times = [Cell::Day(line.day), line.came.map_or(Cell::Empty, Cell::Time), left];
            let stations: Vec<&str> = line.stations.iter().map(StationId::as_str).collect();
            let work = [self.work(line), Cell::Text(stations.join(self.text(words::AND)))];
            let sums = [line.minutes, line.late].map(Cell::Count).into_iter().chain([
                Cell::Count(line.counted),
                hours_of(line.counted),
                estimate,
            ]);
            let mut cells = match of {
                Who::OnePerson => Vec::new(),
                Who::OneUnit => vec![Cell::Text(number.to_string()), name, badge],
                Who::Anybody => vec![Cell::Text(number.to_string()), name, badge, Cell::Text(line.unit.to_string())],
            };
            cells.extend(times.into_iter().chain(work).chain(sums));
            cells
        };
        let whose = [(words::NUMBER, 6), (words::NAME, 12), (words::BADGE, 10), (head::UNIT, 28)];
        let whose = match of {
            Who::OnePerson => &[],
            Who::OneUnit => &whose[..3],
            Who::Anybody => &whose[..],
        };
        let columns = [
            (head::DAY, 12),
            (words::CAME, 8),
            (words::LEFT, 8),
            (words::WORK, 18),
            (words::STATIONS, 10),
            (words::MINUTES, 10),
            (words::LATE, 10),
            (words::COUNTED, 10),
            (words::HOURS, 10),
            (words::ESTIMATED, 12),
        ];
        let columns = whose.iter().chain(&columns).map(|(head, width)| column(self.text(*head), *width)).collect();
        let mut total = vec![self.label(head::TOTAL)];
        total.resize(whose.len() + 5, Cell::Empty);
        total.extend([
            Cell::Count(hours.lines.iter().map(|line| line.minutes).sum()),
            Cell::Count(hours.lines.iter().map(|line| line.late).sum()),
            Cell::Count(hours.counted()),
            hours_of(hours.counted()),
            Cell::Count(hours.missing().map(|(_, estimate)| estimate.minutes).sum()),
        ]);
        let rows = (1..).zip(&hours.lines).map(row).collect();
        Table { name: self.text(words::RECORD).to_owned(), columns, rows, total: Some(total), chart: None }
    }

    fn units(&self, hours: &Hours) -> Table {
        let units = hours.by_unit();
        let sums = |people, minutes| [Cell::Count(people), Cell::Count(minutes), hours_of(minutes)];
        let rows = units.iter().map(|(unit, (people, minutes))| {
            [Cell::Text(unit.to_string())].into_iter().chain(sums(*people, *minutes)).collect()
        });
        let people = units.values().map(|(people, _)| *people).sum();
        let total = [self.label(head::TOTAL)].into_iter().chain(sums(people, hours.counted())).collect();
        let columns = [(head::UNIT, 34), (words::PEOPLE, 10), (words::COUNTED, 12), (words::HOURS, 12)];
        Table { total: Some(total), ..self.table(head::BY_UNIT, columns, rows.collect()) }
    }

    /// Who added what, when and why.
    pub fn additions(&self, hours: &Hours) -> Table {
        let person = |person| Cell::Text(self.names.person(person).text(self.lang));
        let rows = hours.late.iter().map(|late| {
            let kind = if late.is_estimate { self.label(words::CONFIRMED) } else { self.label(words::ADDITIONS) };
            let minutes = [late.minutes, late.stands].map(Cell::Count);
            let what = [person(late.person), Cell::Day(late.day)].into_iter().chain(minutes).chain([kind]);
            let why =
                [person(late.by), Cell::Day(Day::of(late.at)), Cell::Time(late.at), Cell::Text(late.reason.clone())];
            what.chain(why).collect()
        });
        let columns = [
            (words::NAME, 12),
            (head::DAY, 12),
            (words::LATE, 10),
            (words::STANDS, 10),
            (head::ITEM, 12),
            (words::LEAD, 14),
            (words::ADDED_AT, 12),
            (head::TIME, 8),
            (head::REASON, 30),
        ];
        self.table(words::ADDITIONS, columns, rows.collect())
    }

    pub fn missing(&self, hours: &Hours) -> Table {
        let rows = hours.missing().map(|(line, estimate)| {
            let [name, badge] = self.who(line);
            let unit = Cell::Text(line.unit.to_string());
            let times = [Cell::Day(line.day), line.came.map_or(Cell::Empty, Cell::Time), Cell::Time(estimate.until)];
            let rest = [Cell::Count(estimate.minutes), Cell::Empty, Cell::Empty];
            [name, badge, unit].into_iter().chain(times).chain(rest).collect()
        });
        let columns = [
            (words::NAME, 12),
            (words::BADGE, 10),
            (head::UNIT, 28),
            (head::DAY, 12),
            (words::CAME, 8),
            (words::UNTIL, 12),
            (words::ESTIMATED, 12),
            (head::REASON, 16),
            (words::LEAD, 14),
        ];
        self.table(words::NOT_OUT, columns, rows.collect())
    }
}
