//! The picture of the display: the call in large letters, the other calls beside it, the services below.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect, Size};
use ratatui::widgets::Widget;

use super::State;
use super::calls::{self, Call};
use super::pages;
use crate::domain::fact::Service;
use crate::tui::cells;
use crate::tui::scene::Scene;
use crate::tui::theme::{Role, Tone};
use crate::tui::widgets::{BigName, BigText, Cell, Column, Table, TitleLine};
use crate::words::{Phrase, display, wait};

/// Blanks at the left edge, and between what stands side by side.
const MARGIN: u16 = 2;
/// The least of the lines below the call: the head of the table and four services.
const SERVICE_LINES_LEAST: u16 = 5;
/// The least room in which another call can be read: a long number and its station.
const OTHERS_CELLS: u16 = 16;
/// "A12027  A12028  A12029".
const NEXT_CELLS: u16 = 22;
/// "20 到 45 分钟".
const WAIT_CELLS: u16 = 16;
const WAITING_CELLS: u16 = 7;

impl State {
    /// Draws it over the whole window.
    pub fn view(&self, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) {
        let below = (area.height / 5).max(SERVICE_LINES_LEAST);
        let parts =
            [1, 0, below, 1].map(|lines| if lines == 0 { Constraint::Fill(1) } else { Constraint::Length(lines) });
        let [title, call, services, rule] = Layout::vertical(parts).areas(area);
        self.view_title(scene, title, buf);
        if scene.practice.is_some() {
            view_notice(scene, [display::PRACTICE, display::PRACTICE_DOC], Role::WarnPanel, call, buf);
        } else {
            self.view_call(scene, call, buf);
        }
        let page = self.view_services(scene, services, buf);
        self.view_rule(scene, &page, rule, buf);
    }

    /// The outing, how to leave, and the time.
    fn view_title(&self, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) {
        let title = scene.board.square.outing().map_or("", |outing| &outing.name);
        let troubles = scene.troubles.iter().map(|trouble| (scene.say(trouble), Tone::Bad));
        let leave = (!self.is_alone).then(|| scene.text(display::LEAVE).to_owned());
        let others = leave.into_iter().chain([scene.now.hhmm()]).map(|text| (text, Tone::Plain));
        let states: Vec<(String, Tone)> = troubles.chain(others).collect();
        TitleLine { title, states: &states, theme: scene.theme }.render(area, buf);
    }

    fn view_call(&self, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) {
        let mut calls = calls::calls(scene);
        let announced = self.announcer.announced();
        let first = calls.iter().position(|call| Some(call.ticket) == announced).unwrap_or(0);
        if calls.is_empty() {
            return view_notice(scene, [display::NOBODY, display::NOBODY_DOC], Role::PlainPanel, area, buf);
        }
        let call = calls.remove(first);
        let role = if self.shown.is_lit { Role::WarnPanel } else { Role::PlainPanel };
        cells::fill(buf, area, " ", scene.style(role));
        let word = if call.has_come { display::LAST_FOR } else { display::NOW_FOR };
        let word = word.said().and("service", scene.names().service(call.service));
        let inner = cells::after(cells::first(area, area.width.saturating_sub(MARGIN)), MARGIN);
        scene.put(buf, inner, &scene.say(&word), role);
        let rest = cells::below(inner, 1);
        // The station needs the lines of its own letters and one above.
        let number = BigText { text: &call.number, role, theme: scene.theme };
        let room = cells::lines(rest, 0, rest.height.saturating_sub(STATION_LINES + 1));
        let size = number.largest_in(room).unwrap_or(Size::new(inner.width, 1));
        if number.largest_in(room).is_some() {
            number.render_largest(room, buf);
        } else {
            scene.put(buf, room, &call.number, role);
        }
        let rest = cells::below(rest, size.height + 1);
        let used = view_station(scene, &call, role, rest, buf);
        view_others(scene, &calls, role, cells::after(rest, used + MARGIN), buf);
    }

    fn view_services(&self, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) -> pages::Page {
        let services = calls::services(scene);
        let room = usize::from(area.height.saturating_sub(1));
        let page = pages::page(services.len(), room, self.shown.turns);
        let shown: &[&Service] = services.get(page.rows.clone()).unwrap_or_default();
        let row = |index: usize| shown.get(index).map(|service| self.service_row(scene, service)).unwrap_or_default();
        Table {
            columns: &[
                Column::rest(scene.text(display::SERVICE)),
                Column::right(scene.text(display::WAITING), WAITING_CELLS),
                Column::left(scene.text(display::NEXT), NEXT_CELLS),
                Column::left(scene.text(display::WAIT), WAIT_CELLS),
            ],
            count: shown.len(),
            row: &row,
            chosen: None,
            empty: scene.text(display::NO_QUEUE),
            theme: scene.theme,
        }
        .render(area, buf);
        page
    }

    fn service_row<'a>(&self, scene: &Scene<'a>, service: &Service) -> Vec<Cell<'a>> {
        let id = &service.service;
        let wait = match self.shown.waits.get(id) {
            Some(shown) => scene.say(&wait::range(shown.range)),
            None => scene.text(display::NO_STATION).to_owned(),
        };
        vec![
            scene.say(&scene.names().service(id)).into(),
            scene.board.queue.waiting_count(id).to_string().into(),
            calls::next_numbers(scene, id).into(),
            wait.into(),
        ]
    }

    /// The rule by which numbers are called; for a moment the answer to a scan.
    fn view_rule(&self, scene: &Scene<'_>, page: &pages::Page, area: Rect, buf: &mut Buffer) {
        let (text, tone) = match self.shown.scan {
            None => (display::RULE, Tone::Plain),
            Some((Tone::Good, _)) => (display::SCAN_TAKEN, Tone::Good),
            Some((tone, _)) => (display::SCAN_LOOK, tone),
        };
        let used = scene.put(buf, cells::after(area, MARGIN), &tone.signed(scene.text(text)), tone.word());
        if page.pages > 1 {
            let said = display::PAGE.fill([("page", page.number.to_string()), ("pages", page.pages.to_string())]);
            let said = scene.say(&said);
            let at = area.width.saturating_sub(cells::width(&said, scene.theme.glyphs) + 1);
            scene.put(buf, cells::after(area, at.max(used + MARGIN)), &said, Role::Dim);
        }
    }
}

/// A word in large letters and what it means, where no call is shown.
fn view_notice(scene: &Scene<'_>, [word, doc]: [Phrase; 2], role: Role, area: Rect, buf: &mut Buffer) {
    cells::fill(buf, area, " ", scene.style(role));
    let inner = cells::after(cells::first(area, area.width.saturating_sub(MARGIN)), MARGIN);
    let inner = cells::below(inner, 1);
    let used = view_large(scene, &[scene.text(word).to_owned()], role, cells::lines(inner, 0, STATION_LINES), buf);
    scene.put_wrapped(buf, cells::below(inner, used.height + 1), scene.text(doc), role);
}

/// Lines of a station drawn at its smallest.
const STATION_LINES: u16 = 8;

/// The station as large as there is room; answers the cells used.
fn view_station(scene: &Scene<'_>, call: &Call<'_>, role: Role, area: Rect, buf: &mut Buffer) -> u16 {
    let word = call.station.station.to_string();
    let name = calls::station_name(scene, call.station);
    let alone = scene.say(&display::STATION.fill([("station", word.clone())]));
    let named = scene.say(&display::STATION_NAMED.fill([("station", word.clone()), ("name", name.to_owned())]));
    let texts = if name.is_empty() { vec![alone, word] } else { vec![named, alone, word] };
    view_large(scene, &texts, role, area, buf).width
}

/// The first of some texts that can be drawn large, as large as possible; the first as it is where none can.
fn view_large(scene: &Scene<'_>, texts: &[String], role: Role, area: Rect, buf: &mut Buffer) -> Size {
    for text in texts {
        let letters = BigText { text, role, theme: scene.theme };
        if let Some(size) = letters.largest_in(area).filter(|_| BigText::is_drawable(text)) {
            letters.render_largest(area, buf);
            return size;
        }
        let name = BigName { text, role, theme: scene.theme };
        if let Some(size) = name.size_in(area) {
            name.render(area, buf);
            return size;
        }
    }
    let plain = texts.first().map_or("", String::as_str);
    Size::new(scene.put(buf, area, plain, role), 1)
}

/// The other numbers that are called, as many as there is room for.
fn view_others(scene: &Scene<'_>, others: &[Call<'_>], role: Role, area: Rect, buf: &mut Buffer) {
    if others.is_empty() || area.width < OTHERS_CELLS {
        return;
    }
    scene.put(buf, area, scene.text(display::OTHERS), role);
    for (offset, call) in (1..area.height).zip(others) {
        let (number, station) = (call.number.clone(), call.station.station.to_string());
        let said = display::OTHER.fill([("number", number), ("station", station)]);
        scene.put(buf, cells::line(area, offset), &scene.say(&said), role);
    }
}
