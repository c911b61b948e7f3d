//! The queue: who waits for what.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use crate::domain::fact::Service;
use crate::tui::action::Action;
use crate::tui::cells;
use crate::tui::effect::Effect;
use crate::tui::keymap::Place;
use crate::tui::scene::Scene;
use crate::tui::widgets::{Column, Table};
use crate::words::{label, queue};

/// What the queue screen remembers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct State {
    /// The chosen service, counted in the order of the set-up.
    chosen: usize,
}

impl State {
    /// Where its keys are in the keymap.
    pub fn place(&self) -> Place {
        Place::Queue
    }

    /// What an action makes of it.
    pub fn update(&mut self, action: &Action, scene: &Scene<'_>) -> Vec<Effect> {
        if let Action::Choose(step) = action {
            self.chosen = step.from(self.chosen, queued(scene).len());
        }
        Vec::new()
    }

    /// Draws it.
    pub fn view(&self, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let services = queued(scene);
        let row = |index: usize| {
            let Some(service) = services.get(index) else { return Vec::new() };
            let waiting = scene.board.queue.waiting(&service.service).count();
            vec![
                waiting.to_string().into(),
                scene.board.square.stations_of(&service.service).len().to_string().into(),
                scene.say(&scene.names().service(&service.service)).into(),
            ]
        };
        Table {
            columns: &[
                Column::right(scene.text(label::WAITING), 8),
                Column::right(scene.text(label::STATION), 8),
                Column::rest(scene.text(queue::SERVICE)),
            ],
            count: services.len(),
            row: &row,
            chosen: Some(self.chosen),
            empty: scene.text(queue::NO_SERVICE),
            theme: scene.theme,
        }
        .render(cells::below(area, 1), buf);
        None
    }
}

/// The services that residents take numbers for.
fn queued<'a>(scene: &Scene<'a>) -> Vec<&'a Service> {
    scene.board.square.services().into_iter().filter(|service| service.queued).collect()
}
