//! One station, large: whom it called or serves, what to press now, who comes next; and all stations to choose from.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::widgets::Widget;

use super::doing::Doing;
use super::pointer::{Pointer, Row};
use super::stalls::Stalls;
use crate::domain::command::Command;
use crate::domain::ids::StationId;
use crate::domain::queue::State;
use crate::tui::action::{Action, Turn};
use crate::tui::cells;
use crate::tui::effect::Effect;
use crate::tui::scene::Scene;
use crate::tui::theme::{Role, Tone};
use crate::tui::widgets::{Cell, Column, NumberPanel, Table};
use crate::words::{label, queue};

/// What a station's own view remembers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct AtStation {
    station: Pointer<StationId>,
    /// What was typed and is no station.
    unknown: Option<String>,
    /// Whether a key was pressed that means nothing now: what to press instead is marked.
    is_reminded: bool,
}

impl AtStation {
    /// Goes to a station.
    pub fn go_to(&mut self, station: StationId) {
        *self = Self { station: Pointer::at(station), ..Self::default() };
    }

    /// The chosen station.
    pub fn station(&self, scene: &Scene<'_>) -> Option<StationId> {
        self.station.id(&rows(scene)).cloned()
    }

    pub fn update(&mut self, action: &Action, scene: &Scene<'_>) -> Vec<Effect> {
        if matches!(action, Action::Answered(_) | Action::BoardChanged) {
            return Vec::new();
        }
        (self.unknown, self.is_reminded) = (None, false);
        let rows = rows(scene);
        if let Err(word) = self.station.update(action, &rows) {
            self.unknown = Some(word);
            return vec![Effect::Ring];
        }
        let Some(station) = self.station.id(&rows).cloned() else { return Vec::new() };
        let command = match action {
            Action::Confirm => match scene.board.queue.current(&station).map(|(_, ticket)| &ticket.state) {
                None => Command::CallNext { station },
                Some(State::Called { .. }) => Command::Arrive { station },
                // A second Enter by mistake must not finish a visit that has just begun.
                Some(_) => {
                    self.is_reminded = true;
                    return vec![Effect::Ring];
                }
            },
            Action::Turn(Turn::Next) => Command::CallNext { station },
            Action::Turn(Turn::CallAgain) => Command::Recall { station },
            Action::Turn(Turn::Missed) => Command::MarkAbsent { station },
            Action::Turn(Turn::Done) => Command::Finish { station },
            _ => return Vec::new(),
        };
        vec![Effect::Perform(command)]
    }
}

/// The stations by their words.
fn rows(scene: &Scene<'_>) -> Vec<Row<StationId>> {
    let stations = scene.board.square.stations().into_iter().map(|station| &station.station);
    stations.map(|station| (station.clone(), station.to_string())).collect()
}

/// What to press now, and who comes next.
const HINT_LINES: u16 = 2;
/// The number and its word, without the blank lines around them.
const LOW_PANEL_LINES: u16 = NumberPanel::HEIGHT - 2;
/// A panel of full height leaves room for the list of stations: its head and seven of them.
const HIGH_LINES: u16 = NumberPanel::HEIGHT + HINT_LINES + 8;
/// "+ 服务中 A1027 25 分", and a longer number.
const STATE_CELLS: u16 = 24;

impl AtStation {
    pub fn view(&self, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) {
        let (stalls, rows) = (Stalls::of(scene), rows(scene));
        let panel_lines = if area.height >= HIGH_LINES { NumberPanel::HEIGHT } else { LOW_PANEL_LINES };
        let parts = [Constraint::Length(panel_lines), Constraint::Length(HINT_LINES), Constraint::Fill(1)];
        let [panel, hints, list] = Layout::vertical(parts).areas(area);
        Self::view_stations(scene, &stalls, self.station.index(&rows), list, buf);
        let Some(station) = stalls.stations.get(self.station.index(&rows)) else { return };
        let doing = Doing::of(station, &stalls, scene);
        doing.view(scene, panel, buf);
        let hints = cells::after(hints, 2);
        let (hint, tone) = match &self.unknown {
            Some(typed) => (queue::UNKNOWN_STATION.fill([("typed", typed.clone())]), Tone::Warn),
            None => doing.hint(self.is_reminded),
        };
        scene.put(buf, hints, &tone.signed(&scene.say(&hint)), tone.word());
        scene.put(buf, cells::below(hints, 1), &doing.line(scene), Role::Body);
    }

    fn view_stations(scene: &Scene<'_>, stalls: &Stalls<'_>, chosen: usize, area: Rect, buf: &mut Buffer) {
        let row = |index: usize| {
            let Some(station) = stalls.stations.get(index) else { return Vec::new() };
            let service = scene.say(&scene.names().service(&station.service));
            vec![
                Cell::from(station.station.to_string()),
                stalls.cell(&station.station),
                format!("{service} {}", station.name).into(),
            ]
        };
        Table {
            columns: &[
                Column::left("", stalls.word_cells()),
                Column::left(scene.text(label::STATION), STATE_CELLS),
                Column::rest(scene.text(queue::SERVICE)),
            ],
            count: stalls.stations.len(),
            row: &row,
            chosen: Some(chosen),
            empty: scene.text(queue::NO_STATIONS),
            theme: scene.theme,
        }
        .render(area, buf);
    }
}
