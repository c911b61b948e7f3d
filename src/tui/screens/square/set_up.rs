//! How the square is set up: outing, services, stations.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use crate::tui::action::Action;
use crate::tui::cells;
use crate::tui::effect::Effect;
use crate::tui::keymap::Place;
use crate::tui::scene::Scene;
use crate::tui::theme::Role;
use crate::tui::widgets::{Column, Table};
use crate::words::{label, queue, square};

/// What the set-up remembers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct State {
    chosen: usize,
}

impl State {
    /// Where its keys are in the keymap.
    pub fn place(&self) -> Place {
        Place::SetUp
    }

    /// What an action makes of it.
    pub fn update(&mut self, action: &Action, scene: &Scene<'_>) -> Vec<Effect> {
        if let Action::Choose(step) = action {
            self.chosen = step.from(self.chosen, scene.board.square.services().len());
        }
        Vec::new()
    }

    /// Draws it.
    pub fn view(&self, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let outing = scene.board.square.outing().map_or_else(
            || scene.text(square::NO_OUTING).to_owned(),
            |outing| {
                let days = [("first", outing.first_day.to_string()), ("last", outing.last_day.to_string())];
                let [first, last] = days;
                scene.say(&square::OUTING.fill([("name", outing.name.clone()), first, last]))
            },
        );
        scene.put(buf, area, &outing, Role::Body);
        let services = scene.board.square.services();
        let row = |index: usize| {
            let Some(service) = services.get(index) else { return Vec::new() };
            let stations = scene.board.square.stations_of(&service.service);
            let stations: Vec<&str> = stations.iter().map(|station| station.station.as_str()).collect();
            let stations = if service.queued { stations.join(" ") } else { scene.text(square::NO_QUEUE).to_owned() };
            vec![scene.say(&scene.names().service(&service.service)).into(), stations.into()]
        };
        Table {
            columns: &[Column::left(scene.text(queue::SERVICE), 20), Column::rest(scene.text(label::STATION))],
            count: services.len(),
            row: &row,
            chosen: Some(self.chosen),
            empty: scene.text(queue::NO_SERVICE),
            theme: scene.theme,
        }
        .render(cells::below(area, 2), buf);
        None
    }
}
