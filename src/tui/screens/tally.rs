//! The counts of the day, live.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use crate::tui::action::Action;
use crate::tui::cells;
use crate::tui::effect::Effect;
use crate::tui::keymap::Place;
use crate::tui::scene::Scene;
use crate::tui::widgets::{Bar, Bars};

/// What the tally screen remembers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct State;

impl State {
    /// Where its keys are in the keymap.
    pub fn place(&self) -> Place {
        Place::Tally
    }

    /// What an action makes of it.
    pub fn update(&mut self, _action: &Action, _scene: &Scene<'_>) -> Vec<Effect> {
        Vec::new()
    }

    /// Draws it.
    pub fn view(&self, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let names = scene.names();
        let rows: Vec<(String, String, u64)> = scene
            .board
            .square
            .services()
            .into_iter()
            .map(|service| {
                let sum = scene.board.tally.of_service(&service.service);
                let measure = scene.say(&names.measure(&service.service));
                (scene.say(&names.service(&service.service)), format!("{sum} {measure}"), sum)
            })
            .collect();
        let bars: Vec<Bar> = rows.iter().map(|(label, figure, value)| Bar { label, figure, value: *value }).collect();
        Bars { bars: &bars, theme: scene.theme }.render(cells::below(area, 1), buf);
        None
    }
}
