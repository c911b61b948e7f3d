//! The paper beside the machine: what a desk needs to go on by hand when every laptop is gone. Whoever opens it is in a
//! hurry: how to go on, what stands in the lines, who is here, then the totals and how far each desk's entries reach.
//!
//! Of a phone number only namesakes show the end, which is what tells them apart.

use std::collections::BTreeMap;

use super::{Cell, Document, Table, column};
use crate::domain::attendance::Status;
use crate::domain::board::Board;
use crate::domain::days::Days;
use crate::domain::evening::Evening;
use crate::domain::fact::{Measure, Service};
use crate::domain::ids::{DeskId, PersonId};
use crate::domain::queue::{State, Ticket, line};
use crate::domain::report::{SeriesHead, heads};
use crate::domain::roster::Roster;
use crate::domain::time::{Day, Wall};
use crate::words::names::Names;
use crate::words::{Lang, Phrase, evening, label, state};

phrases! {
    TITLE: "{name} 应急备份 {day} {time}", "{name}: paper copy, {day} {time}";
    HOW: "电脑都停了也接着办：来的人在名单上记时间，叫号从下面排着的号往下叫，事后补录。", "All laptops gone? Go on by hand: write times into the list, call the numbers below in their order, enter it all afterwards.";
    WRITTEN: "{desk} 号机在 {day} {time} 写成，已知 {facts} 条记录。", "Written by desk {desk} on {day} at {time}; {facts} entries known.";
    QUEUES: "排队", "Queues";
    PEOPLE: "名单", "Roster";
    TOTALS: "人次", "Totals";
    DESKS: "各机", "Desks";
    SERVICE: "服务", "Service";
    AT_STATIONS: "在服务台", "At the stations";
    AT_STATION: "{station} 号台 {number} {state}", "station {station}: {number} {state}";
    WAITING: "等候", "Waiting";
    LINE: "排着的号，从前往后", "The line, first to last";
    OTHERS: "暂放和过号", "Set aside, missed";
    UNIT: "单位", "Unit";
    NUMBER: "短号", "Badge";
    NAME: "姓名", "Name";
    TAIL: "尾号（同名）", "Phone (namesakes)";
    STATE: "状态", "State";
    AT: "{state} {time}", "{state} {time}";
    BY_HAND: "手记", "By hand";
    HEADS: "集体到，未登记姓名 {heads} 人", "came as a team, {heads} not named";
    VISITS: "人次", "Visits";
    COPIES: "份数", "Copies";
    DESK: "机号", "Desk";
    PLACE: "位置", "Where";
    SERIES: "编号", "Series";
    LAST_NUMBER: "最后一号", "Last number";
    LAST_TIME: "最后记录", "Last entry";
}

/// The copy of a board and a roster as they stand at a moment.
pub fn paper_copy(board: &Board, roster: &Roster, desk: DeskId, now: Wall, lang: Lang) -> Document {
    let page = Page { board, names: Names::new(board, roster), roster, lang };
    let name = board.square.outing().map(|outing| outing.name.clone()).unwrap_or_default();
    let (day, time) = (Day::of(now).to_string(), now.hhmm());
    let facts = board.ledger().len().to_string();
    let written = [("desk", page.names.desk(desk)), ("day", day.clone()), ("time", time.clone()), ("facts", facts)];
    Document {
        title: TITLE.fill([("name", name), ("day", day), ("time", time)]).text(lang),
        lines: vec![
            page.text(HOW).to_owned(),
            evening::said(&Evening::of(board, Days::All)).text(lang),
            WRITTEN.fill(written).text(lang),
        ],
        tables: vec![page.queues(), page.people(), page.totals(), page.desks()],
        foot: Vec::new(),
        lang,
    }
}

/// What the tables are made from.
struct Page<'a> {
    board: &'a Board,
    roster: &'a Roster,
    names: Names<'a>,
    lang: Lang,
}

impl Page<'_> {
    fn text(&self, phrase: Phrase) -> &'static str {
        phrase.text(self.lang)
    }

    fn table<const N: usize>(&self, name: Phrase, columns: [(Phrase, u8); N], rows: Vec<Vec<Cell>>) -> Table {
        let columns = columns.map(|(head, width)| column(self.text(head), width)).to_vec();
        Table { name: self.text(name).to_owned(), columns, rows, total: None, chart: None }
    }

    fn service(&self, service: &Service) -> Cell {
        Cell::Text(self.names.service(&service.service).text(self.lang))
    }

    fn queues(&self) -> Table {
        let columns = [(SERVICE, 16), (AT_STATIONS, 30), (WAITING, 8), (LINE, 60), (OTHERS, 30)];
        let services = self.board.square.services().into_iter().filter(|service| service.queued);
        let rows = services.map(|service| {
            let waiting = line::line(&self.board.queue, &service.service);
            let numbers = waiting.iter().filter_map(|ticket| self.board.queue.ticket(*ticket)?.number);
            let numbers: Vec<String> = numbers.map(|number| number.to_string()).collect();
            let of_service = || self.board.queue.tickets().filter(|(_, ticket)| ticket.service == service.service);
            let others =
                of_service().filter(|(_, ticket)| matches!(ticket.state, State::Parked { .. } | State::Missed));
            let others: Vec<String> = others.map(|(_, ticket)| self.with_state(ticket)).collect();
            vec![
                self.service(service),
                Cell::Text(self.at_stations(service)),
                Cell::Count(waiting.len() as u64),
                Cell::Text(numbers.join(" ")),
                Cell::Text(others.join(", ")),
            ]
        });
        self.table(QUEUES, columns, rows.collect())
    }

    /// Whom the stations of a service have called or serve.
    fn at_stations(&self, service: &Service) -> String {
        let stations = self.board.square.stations_of(&service.service).into_iter();
        let served = stations.filter_map(|station| {
            let (_, ticket) = self.board.queue.current(&station.station)?;
            let blanks = [("station", station.station.to_string()), ("number", number(ticket))];
            let said = AT_STATION.fill(blanks).and("state", state::ticket_state(&ticket.state).said());
            Some(said.text(self.lang))
        });
        served.collect::<Vec<_>>().join(", ")
    }

    fn with_state(&self, ticket: &Ticket) -> String {
        format!("{} {}", number(ticket), self.text(state::ticket_state(&ticket.state)))
    }

    fn people(&self) -> Table {
        let columns = [(UNIT, 24), (NUMBER, 14), (NAME, 20), (TAIL, 10), (STATE, 16), (BY_HAND, 24)];
        let mut people: Vec<_> = self.board.attendance.people().filter(|(_, person)| person.is_listed()).collect();
        people.sort_by_key(|(_, person)| (&person.unit, person.number));
        let mut bearers: BTreeMap<&str, usize> = BTreeMap::new();
        for (id, _) in &people {
            *bearers.entry(self.roster.card(*id).name).or_default() += 1;
        }
        let mut rows: Vec<Vec<Cell>> = people
            .iter()
            .map(|(id, person)| {
                let is_namesake = bearers.get(self.roster.card(*id).name).is_some_and(|count| *count > 1);
                vec![
                    Cell::Text(person.unit.to_string()),
                    Cell::Text(person.number.to_string()),
                    Cell::Text(self.names.person(*id).text(self.lang)),
                    self.tail(*id, is_namesake),
                    Cell::Text(self.presence(person.status)),
                    Cell::Empty,
                ]
            })
            .collect();
        let teams = self.board.attendance.teams().filter(|team| team.unnamed > 0 && !team.has_left);
        rows.extend(teams.map(|team| {
            let heads = HEADS.fill([("heads", team.unnamed.to_string())]).text(self.lang);
            let since = self.at(label::STATE_IN, team.arrival.wall);
            let unit = Cell::Text(team.arrival.unit.to_string());
            vec![unit, Cell::Empty, Cell::Text(heads), Cell::Empty, Cell::Text(since), Cell::Empty]
        }));
        self.table(PEOPLE, columns, rows)
    }

    fn tail(&self, person: PersonId, is_namesake: bool) -> Cell {
        let tail = self.names.phone_tail(person);
        if is_namesake && !tail.is_empty() { Cell::Text(tail.to_owned()) } else { Cell::Empty }
    }

    fn presence(&self, status: Status) -> String {
        match status {
            Status::NotIn => self.text(label::STATE_NOT_IN).to_owned(),
            Status::In { since, .. } => self.at(label::STATE_IN, since),
            Status::Out { at } => self.at(label::STATE_OUT, at),
        }
    }

    fn at(&self, state: Phrase, wall: Wall) -> String {
        AT.fill([("time", wall.hhmm())]).and("state", state.said()).text(self.lang)
    }

    fn totals(&self) -> Table {
        let rows = self.board.square.services().into_iter().map(|service| {
            let sum = Cell::Count(self.board.tally.of_service(&service.service));
            let [visits, copies] = match service.measure {
                Measure::Visits => [sum, Cell::Empty],
                Measure::Copies => [Cell::Empty, sum],
            };
            vec![self.service(service), visits, copies]
        });
        self.table(TOTALS, [(SERVICE, 24), (VISITS, 10), (COPIES, 10)], rows.collect())
    }

    fn desks(&self) -> Table {
        let columns = [(DESK, 8), (PLACE, 16), (SERIES, 28), (LAST_NUMBER, 12), (LAST_TIME, 12)];
        let rows = heads(self.board).into_iter().map(|SeriesHead { series, last_seq, last, .. }| {
            vec![
                Cell::Text(self.names.desk(series.desk)),
                Cell::Text(self.names.desk_place(series.desk).to_owned()),
                Cell::Text(series.to_string()),
                Cell::Count(last_seq),
                Cell::Time(last),
            ]
        });
        self.table(DESKS, columns, rows.collect())
    }
}

fn number(ticket: &Ticket) -> String {
    ticket.number.map(|number| number.to_string()).unwrap_or_default()
}
