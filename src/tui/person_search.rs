//! A person is looked for: one field, below it those who fit, one of them chosen. What the person is wanted for is for
//! the page that asks.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use super::action::Action;
use super::cells;
use super::editing::TextField;
use super::effect::Effect;
use super::scene::Scene;
use super::screens::people::{columns, person_row};
use super::widgets::{Field, Table};
use crate::domain::ids::PersonId;
use crate::words::Phrase;

/// The search as it stands.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PersonSearch {
    typed: TextField,
    found: Vec<PersonId>,
    chosen: usize,
    /// Who is not looked for.
    but: Option<PersonId>,
}

/// What the page that asks says around it.
pub struct Texts {
    /// Before the field.
    pub label: Phrase,
    /// In the field while nothing is typed.
    pub hint: Phrase,
    /// When nobody fits.
    pub nobody: Phrase,
}

/// What an action made of the search.
pub enum Step {
    /// It goes on, and wants this.
    Open(Vec<Effect>),
    /// Nobody was chosen.
    Left,
    /// This is the one.
    Chosen(PersonId),
}

impl PersonSearch {
    /// A search for anybody but one.
    pub fn but(person: PersonId) -> Self {
        Self { but: Some(person), ..Self::default() }
    }

    /// What an action makes of it.
    pub fn update(&mut self, action: &Action) -> Step {
        if action.edit(&mut self.typed) {
            self.chosen = 0;
            let text = self.typed.text();
            if text.trim().is_empty() {
                self.found.clear();
                return Step::Open(Vec::new());
            }
            return Step::Open(vec![Effect::Find(text)]);
        }
        match action {
            Action::Back => return Step::Left,
            Action::Found(people) => {
                self.found = people.iter().copied().filter(|found| Some(*found) != self.but).collect();
            }
            Action::Choose(step) => self.chosen = step.from(self.chosen, self.found.len()),
            Action::Confirm => {
                let chosen = self.found.get(self.chosen);
                return chosen.map_or_else(|| Step::Open(vec![Effect::Ring]), |person| Step::Chosen(*person));
            }
            _ => {}
        }
        Step::Open(Vec::new())
    }

    /// Draws it; the field is so many cells wide.
    pub fn view(
        &self,
        scene: &Scene<'_>,
        texts: &Texts,
        cells_wide: u16,
        area: Rect,
        buf: &mut Buffer,
    ) -> Option<Position> {
        let label = scene.text(texts.label);
        let field = Field {
            label,
            label_cells: cells::width(label, scene.theme.glyphs),
            text: &self.typed,
            hint: scene.text(texts.hint),
            focused: true,
            theme: scene.theme,
        };
        let line = cells::first(cells::line(area, 0), cells_wide);
        field.render(line, buf);
        let row = |index: usize| self.found.get(index).map(|person| person_row(scene, *person)).unwrap_or_default();
        Table {
            columns: &columns(scene),
            count: self.found.len(),
            row: &row,
            chosen: Some(self.chosen),
            empty: if self.typed.is_empty() { "" } else { scene.text(texts.nobody) },
            theme: scene.theme,
        }
        .render(cells::below(area, 2), buf);
        field.cursor(line)
    }
}
