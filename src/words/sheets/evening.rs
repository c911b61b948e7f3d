//! The report as a document: its title, the sentence in both languages, and one table for each question.

mod days;

use super::figures::{self, sum_cells};
use super::{Cell, Chart, Column, Document, Table, column, head};
use crate::domain::ids::DeskId;
use crate::domain::report::{Days, Report};
use crate::domain::time::{Day, Wall};
use crate::words::names::{self, Names};
use crate::words::{Lang, Phrase, Said, evening, history, notice};

/// The report of a desk, as it stands at a moment; `heard` says when it heard the others last, as far as it did.
pub fn report(
    report: &Report,
    names: &Names<'_>,
    desk: DeskId,
    now: Wall,
    heard: &[(DeskId, Wall)],
    lang: Lang,
) -> Document {
    let page = Page { report, names, now, lang };
    let mut lines: Vec<String> = [Lang::Zh, Lang::En].map(|lang| evening::said(&report.evening).text(lang)).to_vec();
    if lang == Lang::En {
        lines.reverse();
    }
    lines.extend(page.days_line());
    lines.push(page.written_line(desk));
    lines.extend(page.fresh_line(heard));
    lines.extend(page.missing_line());
    Document {
        title: page.title(),
        lines,
        tables: page.tables(),
        foot: vec![head::NO_RESIDENTS.text(lang).to_owned(), head::LEAD_SIGNS.text(lang).to_owned()],
        lang,
    }
}

/// What a table is made from.
struct Page<'a> {
    report: &'a Report,
    names: &'a Names<'a>,
    /// When it is written.
    now: Wall,
    lang: Lang,
}

impl Page<'_> {
    fn text(&self, phrase: Phrase) -> &'static str {
        phrase.text(self.lang)
    }

    fn said(&self, said: &Said) -> Cell {
        Cell::Text(said.text(self.lang))
    }

    fn label(&self, phrase: Phrase) -> Cell {
        Cell::Text(self.text(phrase).to_owned())
    }

    fn columns<const N: usize>(&self, columns: [(Phrase, u8); N]) -> Vec<Column> {
        columns.map(|(head, width)| column(self.text(head), width)).to_vec()
    }

    fn desk(&self, desk: DeskId) -> Cell {
        Cell::Text(self.names.desk(desk))
    }

    fn title(&self) -> String {
        let outing = self.report.outing.as_ref();
        let name = outing.map_or_else(|| self.text(head::NO_NAME).to_owned(), |outing| outing.name.clone());
        match self.report.days {
            Days::All => head::TITLE.fill([("name", name)]),
            Days::One(day) => head::TITLE_OF_DAY.fill([("name", name), ("day", day.to_string())]),
        }
        .text(self.lang)
    }

    fn days_line(&self) -> Option<String> {
        let outing = self.report.outing.as_ref()?;
        let time = |minute: u16| outing.first_day.at_minute(minute).hhmm();
        let closes = if outing.closes_minute == 24 * 60 { "24:00".to_owned() } else { time(outing.closes_minute) };
        let said = head::DAYS.fill([
            ("first", outing.first_day.to_string()),
            ("last", outing.last_day.to_string()),
            ("opens", time(outing.opens_minute)),
            ("closes", closes),
        ]);
        Some(said.text(self.lang))
    }

    fn written_line(&self, desk: DeskId) -> String {
        let now = self.now;
        let said = head::WRITTEN.fill([
            ("day", Day::of(now).to_string()),
            ("time", now.hhmm()),
            ("desk", self.names.desk(desk)),
            ("facts", self.report.facts.to_string()),
            ("code", self.report.agreement.to_string()),
        ]);
        said.text(self.lang)
    }

    /// Says so when entries of a series are known to be missing: the figures are of what is here.
    fn missing_line(&self) -> Option<String> {
        let gaps = self.report.heads.iter().filter(|head| head.entries < head.last_seq);
        let missing: Vec<Said> = gaps
            .map(|head| {
                let count = (head.last_seq - head.entries).to_string();
                head::MISSING_OF.fill([("desk", self.names.desk(head.series.desk)), ("count", count)])
            })
            .collect();
        let said = (!missing.is_empty()).then(|| head::MISSING_DESKS.said().and("desks", Said::list(missing)))?;
        Some(said.text(self.lang))
    }

    fn tables(&self) -> Vec<Table> {
        let mut tables = vec![self.summary(), self.services()];
        if !self.report.targets.is_empty() {
            tables.push(self.targets());
        }
        tables.push(self.hours());
        if self.report.each_day.len() > 1 {
            tables.push(self.each_day());
        }
        if !self.report.squares.is_empty() {
            tables.push(self.squares());
        }
        tables.extend([self.stations(), self.units(), self.desks()]);
        tables.extend([self.notices(), self.corrections(), self.heads(), self.cells()]);
        tables
    }

    fn table(&self, name: Phrase, columns: Vec<Column>, rows: Vec<Vec<Cell>>) -> Table {
        Table { name: self.text(name).to_owned(), columns, rows, total: None, chart: None }
    }

    fn summary(&self) -> Table {
        let rows = figures::summary(self.report).into_iter().map(|(item, figure, measure)| {
            vec![self.label(item), figure, measure.map_or(Cell::Empty, |measure| self.label(measure))]
        });
        let columns = self.columns([(head::ITEM, 28), (head::FIGURE, 12), (head::MEASURE, 12)]);
        self.table(head::SUMMARY, columns, rows.collect())
    }

    fn services(&self) -> Table {
        let columns = self.columns([
            (head::SERVICE, 24),
            (head::VISITS, 9),
            (head::COPIES, 9),
            (head::TAKEN, 9),
            (head::PRIORITY, 9),
            (head::PRIORITY_PART, 10),
            (head::DONE, 9),
            (head::MISSED, 9),
            (head::VOID, 9),
            (head::OPEN, 9),
            (head::WAIT_MEDIAN, 12),
            (head::WAIT_P90, 12),
            (head::VISIT_MEDIAN, 12),
            (head::VISIT_P90, 12),
        ]);
        let rows = self.report.services.iter().map(|line| {
            let mut row = vec![self.said(&self.names.service(&line.service))];
            row.extend(figures::of_measure(line.measure, line.sum));
            row.extend(figures::tickets(line.queued, line.tickets));
            row.extend(figures::spread(line.waits));
            row.extend(figures::spread(line.visits));
            row
        });
        let rows = rows.collect();
        let mut total = vec![self.label(head::TOTAL)];
        total.extend(sum_cells(self.report.total));
        let tickets = figures::all_tickets(self.report);
        total.extend(figures::tickets(true, tickets));
        total.resize(columns.len(), Cell::Empty);
        let chart = Some(Chart { label: 0, values: vec![1], is_course: false });
        Table { total: Some(total), chart, ..self.table(head::BY_SERVICE, columns, rows) }
    }

    fn hours(&self) -> Table {
        let columns = self.columns([
            (head::DAY, 12),
            (head::HOUR, 14),
            (head::VISITS, 9),
            (head::COPIES, 9),
            (head::ARRIVALS, 14),
        ]);
        let rows = self.report.hours.iter().map(|line| {
            let hour = format!("{:02}:00-{:02}:00", line.hour, line.hour + 1);
            let mut row = vec![Cell::Day(line.day), Cell::Text(hour)];
            row.extend(sum_cells(line.sum));
            row.push(Cell::Count(line.arrivals));
            row
        });
        let mut total = vec![self.label(head::TOTAL), Cell::Empty];
        total.extend(sum_cells(self.report.total));
        total.push(Cell::Count(self.report.hours.iter().map(|line| line.arrivals).sum()));
        let chart = Some(Chart { label: 1, values: vec![2, 4], is_course: true });
        Table { total: Some(total), chart, ..self.table(head::BY_HOUR, columns, rows.collect()) }
    }

    fn squares(&self) -> Table {
        let columns = self.columns([
            (head::SQUARE, 24),
            (head::DESKS_OF, 16),
            (head::VISITS, 9),
            (head::COPIES, 9),
            (head::CAME, 9),
            (head::HERE, 9),
        ]);
        let rows = self.report.squares.iter().map(|line| {
            let desks: Vec<String> = line.desks.iter().map(|desk| self.names.desk(*desk)).collect();
            let mut row = vec![self.said(&names::square(&line.square)), Cell::Text(desks.join(" "))];
            row.extend(sum_cells(line.sum));
            row.extend([line.arrived, line.present].map(Cell::Count));
            row
        });
        let rows = rows.collect();
        let mut total = vec![self.label(head::TOTAL), Cell::Empty];
        total.extend(sum_cells(self.report.total));
        total.extend([self.report.volunteers.arrived, self.report.volunteers.present].map(Cell::Count));
        let chart = Some(Chart { label: 0, values: vec![2, 4], is_course: false });
        Table { total: Some(total), chart, ..self.table(head::BY_SQUARE, columns, rows) }
    }

    fn stations(&self) -> Table {
        let columns = self.columns([
            (head::STATION, 16),
            (head::SERVICE, 24),
            (head::VISITS, 9),
            (head::COPIES, 9),
            (head::VISIT_MEDIAN, 12),
            (head::VISIT_P90, 12),
        ]);
        let rows = self.report.stations.iter().map(|line| {
            let number = |station: &_| head::STATION_NO.fill([("station", format!("{station}"))]);
            let name = line.station.as_ref().map_or_else(|| head::NO_STATION.said(), number);
            let service = line.service.as_ref().map(|service| self.said(&self.names.service(service)));
            let mut row = vec![self.said(&name), service.unwrap_or(Cell::Empty)];
            row.extend(sum_cells(line.sum));
            row.extend(figures::spread(line.visits));
            row
        });
        let mut total = vec![self.label(head::TOTAL), Cell::Empty];
        total.extend(sum_cells(self.report.total));
        total.resize(columns.len(), Cell::Empty);
        let chart = Some(Chart { label: 0, values: vec![2], is_course: false });
        Table { total: Some(total), chart, ..self.table(head::BY_STATION, columns, rows.collect()) }
    }

    fn units(&self) -> Table {
        let columns = self.columns([(head::UNIT, 40), (head::EXPECTED, 9), (head::CAME, 9), (head::HERE, 9)]);
        let counts = |count: crate::domain::attendance::UnitCount| {
            [count.expected, count.arrived, count.present].map(Cell::Count)
        };
        let rows = self.report.units.iter().map(|line| {
            let mut row = vec![Cell::Text(line.unit.to_string())];
            row.extend(counts(line.count));
            row
        });
        let mut total = vec![self.label(head::TOTAL)];
        total.extend(counts(self.report.volunteers));
        Table { total: Some(total), ..self.table(head::BY_UNIT, columns, rows.collect()) }
    }

    fn desks(&self) -> Table {
        let columns = self.columns([
            (head::DESK, 8),
            (head::NAME, 16),
            (head::VISITS, 9),
            (head::COPIES, 9),
            (head::FACTS, 10),
            (head::DAY, 12),
            (head::LAST_FACT, 10),
        ]);
        let rows = self.report.desks.iter().map(|line| {
            let mut row = vec![self.desk(line.desk), Cell::Text(self.names.desk_place(line.desk).to_owned())];
            row.extend(sum_cells(line.sum));
            row.push(Cell::Count(line.facts));
            row.extend(moment(line.last));
            row
        });
        let mut total = vec![self.label(head::TOTAL), Cell::Empty];
        total.extend(sum_cells(self.report.total));
        total.push(Cell::Count(self.report.facts as u64));
        total.resize(columns.len(), Cell::Empty);
        Table { total: Some(total), ..self.table(head::BY_DESK, columns, rows.collect()) }
    }

    fn notices(&self) -> Table {
        let columns = self.columns([(head::NOTICE, 80)]);
        let rows = self.report.notices.iter().map(|open| vec![self.said(&notice::said(open, self.names))]);
        self.table(head::NOTICES, columns, rows.collect())
    }

    fn corrections(&self) -> Table {
        let columns = self.columns([
            (head::DAY, 12),
            (head::TIME, 8),
            (head::FACT, 40),
            (head::UNDONE_AT, 10),
            (head::UNDONE_BY, 10),
            (head::REASON, 24),
        ]);
        let rows = self.report.corrections.iter().map(|line| {
            let reason =
                if line.reason.is_empty() { self.label(head::ONE_KEY) } else { Cell::Text(line.reason.clone()) };
            let [day, time] = moment(Some(line.wall));
            let fact = self.said(&history::entry(line.entry, self.names));
            vec![day, time, fact, Cell::Time(line.undone), self.desk(line.by), reason]
        });
        self.table(head::CORRECTIONS, columns, rows.collect())
    }

    fn heads(&self) -> Table {
        let columns = self.columns([
            (head::DESK, 8),
            (head::SERIES, 28),
            (head::LAST_NUMBER, 10),
            (head::FACTS, 10),
            (head::DAY, 12),
            (head::LAST_FACT, 10),
        ]);
        let rows = self.report.heads.iter().map(|line| {
            let series = Cell::Text(line.series.to_string());
            let mut row = vec![self.desk(line.series.desk), series];
            row.extend([Cell::Count(line.last_seq), Cell::Count(line.entries)]);
            row.extend(moment(Some(line.last)));
            row
        });
        self.table(head::HEADS, columns, rows.collect())
    }

    /// The finest division, for a pivot table of the office's own.
    fn cells(&self) -> Table {
        let columns = self.columns([
            (head::DAY, 12),
            (head::HOUR, 8),
            (head::SERVICE, 24),
            (head::STATION, 10),
            (head::DESK, 8),
            (head::QUANTITY, 10),
        ]);
        let rows = self.report.cells.iter().map(|(cell, quantity)| {
            let station = cell.station.as_ref().map(ToString::to_string);
            vec![
                Cell::Day(cell.day),
                Cell::Count(u64::from(cell.hour)),
                self.said(&self.names.service(&cell.service)),
                station.map_or(Cell::Empty, Cell::Text),
                self.desk(cell.desk),
                Cell::Count(*quantity),
            ]
        });
        self.table(head::CELLS, columns, rows.collect())
    }
}

/// Day and time of a moment.
fn moment(wall: Option<Wall>) -> [Cell; 2] {
    wall.map_or([Cell::Empty, Cell::Empty], |wall| [Cell::Day(Day::of(wall)), Cell::Time(wall)])
}
