//! Those on the list who may be the person who is just being put on it. One of them is it, or none: it must be said.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::desk::Similar;
use crate::domain::ids::PersonId;
use crate::tui::action::Action;
use crate::tui::cells;
use crate::tui::choosing::Choosing;
use crate::tui::scene::Scene;
use crate::tui::screens::people::{columns, person_row};
use crate::tui::theme::Role;
use crate::tui::widgets::{Column, Table};
use crate::words::people;

/// The list, and who is marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SimilarList {
    similar: Vec<Similar>,
    choosing: Choosing,
}

/// What was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chosen {
    /// Somebody on the list is the same person.
    Person(PersonId),
    /// None of them is.
    Nobody,
}

/// "1 同音" and "1 same end of phone".
const WHY_CELLS: u16 = 20;

impl SimilarList {
    /// Nobody is marked: Enter pressed once too often must neither double a person nor take another for them.
    pub fn of(similar: &[Similar]) -> Self {
        Self { similar: similar.to_vec(), choosing: Choosing::of(None) }
    }

    /// Follows an action; answers when the choice is made.
    pub fn update(&mut self, action: &Action) -> Option<Chosen> {
        let index = self.choosing.update(action, self.similar.len() + 1)?;
        Some(self.similar.get(index).map_or(Chosen::Nobody, |similar| Chosen::Person(similar.person)))
    }

    /// Draws it: like whom they are.
    pub fn view(&self, scene: &Scene<'_>, name: &str, area: Rect, buf: &mut Buffer) {
        let title = scene.say(&people::SIMILAR_TITLE.fill([("name", name.to_owned())]));
        let used = scene.put_wrapped(buf, cells::after(area, 2), &title, Role::Warn);
        let [_, _, phone, unit, name] = columns(scene);
        let row = |index: usize| {
            let place = index + 1;
            let Some(similar) = self.similar.get(index) else {
                return vec![format!("{place} {}", scene.text(people::NONE_OF_THEM)).into()];
            };
            let why = scene.text(people::likeness(similar.likeness));
            let mut row = vec![format!("{place} {why}").into()];
            row.extend(person_row(scene, similar.person).into_iter().skip(2));
            row
        };
        Table {
            columns: &[Column::left("", WHY_CELLS), phone, unit, name],
            count: self.similar.len() + 1,
            row: &row,
            chosen: Some(self.choosing.chosen.unwrap_or(usize::MAX)),
            empty: "",
            theme: scene.theme,
        }
        .render(cells::below(area, used + 1), buf);
    }
}
