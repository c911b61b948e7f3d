//! The list of people, in the order in which they were put on it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use crate::domain::ids::PersonId;
use crate::tui::action::Action;
use crate::tui::effect::Effect;
use crate::tui::keymap::Place;
use crate::tui::scene::Scene;
use crate::tui::screens::people::{columns, person_row};
use crate::tui::widgets::Table;
use crate::words::square;

/// What the roster remembers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct State {
    chosen: usize,
}

impl State {
    /// Where its keys are in the keymap.
    pub fn place(&self) -> Place {
        Place::Roster
    }

    /// What an action makes of it.
    pub fn update(&mut self, action: &Action, scene: &Scene<'_>) -> Vec<Effect> {
        match action {
            Action::Choose(step) => self.chosen = step.from(self.chosen, listed(scene).count()),
            Action::ShowBadge => return listed(scene).nth(self.chosen).map(Effect::DrawBadge).into_iter().collect(),
            _ => {}
        }
        Vec::new()
    }

    /// Draws it.
    pub fn view(&self, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let people: Vec<PersonId> = listed(scene).collect();
        let row = |index: usize| people.get(index).map(|person| person_row(scene, *person)).unwrap_or_default();
        Table {
            columns: &columns(scene),
            count: people.len(),
            row: &row,
            chosen: Some(self.chosen),
            empty: scene.text(square::NO_PEOPLE),
            theme: scene.theme,
        }
        .render(area, buf);
        None
    }
}

/// Everybody on the list, without those withdrawn or merged.
fn listed<'a>(scene: &Scene<'a>) -> impl Iterator<Item = PersonId> + use<'a> {
    scene.board.attendance.people().filter(|(_, person)| person.is_listed()).map(|(id, _)| id)
}
