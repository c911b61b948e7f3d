//! Numbers are given out: all services with their lines, the stations of the chosen one, and the number just taken, so
//! large that it can be read out or copied.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::widgets::Widget;

use super::pointer::{Pointer, Row};
use super::stalls::{self, Stalls};
use super::ticket;
use crate::domain::command::Command;
use crate::domain::fact::Class;
use crate::domain::ids::{ServiceId, TicketId};
use crate::domain::outcome::Outcome;
use crate::domain::queue::State;
use crate::domain::refusal::Refusal;
use crate::domain::time::Day;
use crate::tui::action::{Action, Answer};
use crate::tui::cells;
use crate::tui::effect::Effect;
use crate::tui::scene::Scene;
use crate::tui::theme::{Role, Tone};
use crate::tui::widgets::{Cell, Column, NumberPanel, Table};
use crate::words::{label, queue, refusal};

/// What the reception remembers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Reception {
    service: Pointer<ServiceId>,
    /// The ticket that was taken or scanned last.
    ticket: Option<TicketId>,
    /// Whether the last answer was a refusal.
    is_refused: bool,
    /// What was typed and is no service.
    unknown: Option<String>,
}

impl Reception {
    /// The chosen service.
    pub fn service(&self, scene: &Scene<'_>) -> Option<ServiceId> {
        self.service.id(&rows(scene)).cloned()
    }

    pub fn update(&mut self, action: &Action, scene: &Scene<'_>) -> Vec<Effect> {
        match action {
            Action::Answered(answer) => {
                self.answered(answer, scene);
                return Vec::new();
            }
            Action::BoardChanged => return Vec::new(),
            _ => {}
        }
        (self.is_refused, self.unknown) = (false, None);
        let rows = rows(scene);
        if let Err(word) = self.service.update(action, &rows) {
            self.unknown = Some(word);
            return vec![Effect::Ring];
        }
        let class = match action {
            Action::Confirm => Class::Normal,
            Action::TakePriority => Class::Priority,
            _ => return Vec::new(),
        };
        let service = self.service.id(&rows).cloned();
        service.map(|service| Effect::Perform(Command::TakeNumber { service, class })).into_iter().collect()
    }

    fn answered(&mut self, answer: &Answer, scene: &Scene<'_>) {
        self.is_refused = match answer {
            Answer::Done(_) | Answer::Refused(Refusal::Asks(_)) => false,
            Answer::Refused(_) | Answer::NotSaved(_) => true,
        };
        match answer {
            Answer::Done(Outcome::NumberTaken { number, .. }) => {
                self.ticket = scene.board.queue.bearers(*number).last().copied();
            }
            Answer::Done(Outcome::TicketFound { ticket }) => self.ticket = Some(*ticket),
            _ => {}
        }
    }
}

/// The services by their place on the screen.
fn rows(scene: &Scene<'_>) -> Vec<Row<ServiceId>> {
    let services = stalls::services(scene).into_iter().map(|service| service.service.clone());
    services.zip(1..).map(|(service, place)| (service, place.to_string())).collect()
}

/// The place on the screen, to be typed: two digits.
const PLACE_CELLS: u16 = 2;
/// "Blood pressure"; more where half the screen is more.
const SERVICE_CELLS: u16 = 14;
/// A head such as "Waiting"; no line is longer than 9,999,999.
const COUNT_CELLS: u16 = 7;
/// "100-220", under its head.
const WAIT_CELLS: u16 = 8;
/// Mark, columns and the gaps between them.
const SERVICES_CELLS: u16 = 2 + PLACE_CELLS + SERVICE_CELLS + 3 * COUNT_CELLS + WAIT_CELLS + 5 + 2;
/// The number and its word, without the blank lines around them.
const LOW_PANEL_LINES: u16 = NumberPanel::HEIGHT - 2;
/// Head and ten services find room above a panel of full height.
const HIGH_LINES: u16 = NumberPanel::HEIGHT + 11;

impl Reception {
    pub fn view(&self, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) {
        let panel_lines = if area.height >= HIGH_LINES { NumberPanel::HEIGHT } else { LOW_PANEL_LINES };
        let printer_lines = u16::from(scene.printer.is_some());
        let heights = [Constraint::Fill(1), Constraint::Length(panel_lines), Constraint::Length(printer_lines)];
        let [top, panel, printer] = Layout::vertical(heights).areas(area);
        let services_cells = SERVICES_CELLS.max(area.width / 2);
        let (stalls, rows) = (Stalls::of(scene), rows(scene));
        self.view_services(scene, &stalls, &rows, cells::first(top, services_cells), buf);
        if let Some(service) = self.service.id(&rows) {
            view_stations(scene, &stalls, service, cells::after(top, services_cells), buf);
        }
        self.view_panel(scene, panel, buf);
        view_printer(scene, printer, buf);
    }

    fn view_services(
        &self,
        scene: &Scene<'_>,
        stalls: &Stalls<'_>,
        rows: &[Row<ServiceId>],
        area: Rect,
        buf: &mut Buffer,
    ) {
        let row = |index: usize| {
            let Some((service, place)) = rows.get(index) else { return Vec::new() };
            let (called, serving) = stalls.in_hand(service);
            vec![
                Cell::from(place.clone()),
                service_cell(scene, service),
                scene.board.queue.waiting_count(service).to_string().into(),
                called.to_string().into(),
                serving.to_string().into(),
                stalls.wait(service).into(),
            ]
        };
        Table {
            columns: &[
                Column::right("", PLACE_CELLS),
                Column::rest(scene.text(queue::SERVICE)),
                Column::right(scene.text(label::WAITING), COUNT_CELLS),
                Column::right(scene.text(label::CALLED), COUNT_CELLS),
                Column::right(scene.text(label::SERVING), COUNT_CELLS),
                Column::right(scene.text(queue::WAIT), WAIT_CELLS),
            ],
            count: rows.len(),
            row: &row,
            chosen: Some(self.service.index(rows)),
            empty: scene.text(queue::NO_SERVICE),
            theme: scene.theme,
        }
        .render(area, buf);
    }

    fn view_panel(&self, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) {
        let (tone, word, number, lines) = self.panel(scene);
        NumberPanel { tone, word: &word, number: &number, lines: &lines, theme: scene.theme }.render(area, buf);
    }

    /// How the panel sounds, its word, the number, and what is to be known of it.
    fn panel(&self, scene: &Scene<'_>) -> (Tone, String, String, Vec<String>) {
        let refused = scene.latest.filter(|_| self.is_refused).and_then(|latest| why_not(latest, scene));
        if let Some(why) = refused {
            return (Tone::Bad, scene.text(queue::NO_NUMBER_TAKEN).to_owned(), String::new(), vec![why]);
        }
        if let Some(typed) = &self.unknown {
            let unknown = queue::UNKNOWN_SERVICE.fill([("typed", typed.clone())]);
            return (Tone::Warn, scene.say(&unknown), String::new(), Vec::new());
        }
        let known = self.ticket.and_then(|id| Some((id, scene.board.queue.ticket(id)?)));
        let Some((id, ticket)) = known else {
            let how = vec![scene.text(queue::HOW_TO_TAKE).to_owned()];
            return (Tone::Plain, scene.text(queue::WELCOME).to_owned(), String::new(), how);
        };
        let word = queue::YOUR_NUMBER.said().and("service", scene.names().service(&ticket.service));
        let tone = if ticket.state == State::Cancelled { Tone::Warn } else { Tone::Good };
        (tone, scene.say(&word), stalls::number(scene, ticket), ticket::lines(scene, id, ticket))
    }
}

/// How the slip printer is doing, in one line.
fn view_printer(scene: &Scene<'_>, area: Rect, buf: &mut Buffer) {
    let Some(printer) = scene.printer else { return };
    let tone = if printer.status.needs_a_look() { Tone::Warn } else { Tone::Plain };
    let said = queue::PRINTER.said().and("state", printer.status.said());
    scene.put(buf, cells::after(area, 1), &tone.signed(&scene.say(&said)), tone.word());
}

/// The stations of the chosen service, to look at.
fn view_stations(scene: &Scene<'_>, stalls: &Stalls<'_>, service: &ServiceId, area: Rect, buf: &mut Buffer) {
    let stations = stalls.stations_of(service);
    let row = |index: usize| {
        let Some(station) = stations.get(index) else { return Vec::new() };
        vec![Cell::from(station.station.to_string()), stalls.cell(&station.station)]
    };
    let head = queue::STATIONS_OF.said().and("service", scene.names().service(service));
    Table {
        columns: &[Column::left("", stalls.word_cells()), Column::rest(&scene.say(&head))],
        count: stations.len(),
        row: &row,
        chosen: None,
        empty: scene.text(queue::NO_STATIONS),
        theme: scene.theme,
    }
    .render(area, buf);
    view_todays_wait(scene, service, cells::below(area, u16::try_from(stations.len()).unwrap_or(u16::MAX) + 2), buf);
}

/// How long people waited today, and how far off they were told.
fn view_todays_wait(scene: &Scene<'_>, service: &ServiceId, area: Rect, buf: &mut Buffer) {
    let today = scene.board.queue.pace().waits(service, Day::of(scene.now));
    let (Some(waited_ms), Some(error_ms)) = (today.mean_ms(), today.mean_error_ms()) else { return };
    let said = queue::TODAYS_WAIT
        .fill([("minutes", stalls::minutes(waited_ms).to_string()), ("error", stalls::minutes(error_ms).to_string())]);
    scene.put(buf, cells::line(area, 0), &scene.say(&said), Role::Dim);
}

/// A service by name; one that gives out no more numbers has a sign.
fn service_cell<'a>(scene: &Scene<'a>, service: &ServiceId) -> Cell<'a> {
    let name = scene.say(&scene.names().service(service));
    if scene.board.square.service_is_open(service) { name.into() } else { Cell::toned(name, Tone::Warn) }
}

/// Why the last command was not carried out.
fn why_not(answer: &Answer, scene: &Scene<'_>) -> Option<String> {
    match answer {
        Answer::Done(_) => None,
        Answer::Refused(why) => Some(scene.say(&refusal::said(why, &scene.names()))),
        Answer::NotSaved(why) => Some(scene.say(why)),
    }
}
