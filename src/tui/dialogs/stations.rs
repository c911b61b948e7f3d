//! Which station a volunteer goes to: type its number, or choose it from the list.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::widgets::Widget;

use super::boxed::boxed;
use crate::domain::command::Command;
use crate::domain::ids::{PersonId, StationId};
use crate::tui::action::Action;
use crate::tui::cells;
use crate::tui::effect::{Effect, Step};
use crate::tui::scene::Scene;
use crate::tui::theme::Role;
use crate::tui::widgets::{Column, Table};
use crate::words::window;

/// The list of stations, for one volunteer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct StationList {
    person: PersonId,
    /// The marked row: 0 is no station at all. `None` while what is typed is no station.
    chosen: Option<usize>,
    typed: String,
}

/// A station's word is not longer.
const TYPED_MAX: usize = 24;

impl StationList {
    pub(super) fn new(person: PersonId) -> Self {
        Self { person, chosen: Some(1), typed: String::new() }
    }

    pub(super) fn update(mut self, action: &Action, scene: &Scene<'_>) -> Step<Self> {
        let stations: Vec<StationId> =
            scene.board.square.stations().into_iter().map(|station| station.station.clone()).collect();
        match action {
            Action::Back => return (None, Vec::new()),
            Action::Confirm => {
                let Some(row) = self.chosen.filter(|row| *row <= stations.len()) else {
                    return (Some(self), Vec::new());
                };
                let station = row.checked_sub(1).and_then(|index| stations.get(index)).cloned();
                return (None, vec![self.assign(station)]);
            }
            Action::Choose(step) => {
                self.typed.clear();
                self.chosen = Some(self.chosen.map_or(0, |row| step.from(row, stations.len() + 1)));
            }
            Action::Typed(typed) if self.typed.len() < TYPED_MAX => {
                self.typed.push(*typed);
                let index = stations.iter().position(|station| station.as_str().eq_ignore_ascii_case(&self.typed));
                self.chosen = index.map(|index| index + 1);
            }
            Action::TakenBack(_) => self.typed.clear(),
            _ => {}
        }
        (Some(self), Vec::new())
    }

    /// Sends the volunteer to a station, or to none.
    pub(super) fn assign(&self, station: Option<StationId>) -> Effect {
        Effect::Perform(Command::AssignStation { person: self.person, station })
    }

    pub(super) fn view(&self, scene: &Scene<'_>, screen: Rect, buf: &mut Buffer) {
        let stations = scene.board.square.stations();
        let rows = u16::try_from(stations.len()).unwrap_or(u16::MAX).saturating_add(5);
        let title = scene.name_of(self.person);
        let inner = boxed(scene, &title, Size { width: 56, height: rows }, screen, buf);
        let used = scene.put_wrapped(buf, inner, scene.text(window::CHOOSE_STATION), Role::Body);
        let row = |index: usize| match index.checked_sub(1).and_then(|index| stations.get(index)) {
            None => vec!["-".into(), scene.text(window::NO_STATION).into()],
            Some(station) => {
                let service = scene.say(&scene.names().service(&station.service));
                vec![station.station.to_string().into(), format!("{service} {}", station.name).into()]
            }
        };
        let list = cells::below(inner, used);
        Table {
            columns: &[Column::left("", 8), Column::rest("")],
            count: stations.len() + 1,
            row: &row,
            chosen: Some(self.chosen.unwrap_or(usize::MAX)),
            empty: "",
            theme: scene.theme,
        }
        .render(list, buf);
    }
}
