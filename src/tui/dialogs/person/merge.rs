//! Two records of one person: the other one is looked for, then it is said which of them stays.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};
use ratatui::widgets::Widget;

use crate::domain::ids::PersonId;
use crate::tui::action::Action;
use crate::tui::cells;
use crate::tui::choosing::Choosing;
use crate::tui::dialogs::boxed::boxed;
use crate::tui::editing::TextField;
use crate::tui::effect::{Effect, Step};
use crate::tui::keymap::Place;
use crate::tui::scene::Scene;
use crate::tui::screens::people::{columns, person_line, person_row};
use crate::tui::widgets::{self, Field, Table};
use crate::words::people;

/// The search for the other record, and the question which one stays.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Merging {
    person: PersonId,
    typed: TextField,
    found: Vec<PersonId>,
    chosen: usize,
    /// The other record, once it is found, and the one that stays.
    other: Option<(PersonId, Choosing)>,
}

const WIDTH: u16 = 78;
const HEIGHT: u16 = 14;

impl Merging {
    pub fn of(person: PersonId) -> Self {
        Self { person, typed: TextField::default(), found: Vec::new(), chosen: 0, other: None }
    }

    pub fn place(&self) -> Place {
        if self.other.is_some() { Place::Person } else { Place::Merge }
    }

    pub fn update(mut self, action: &Action) -> Step<Self> {
        if let Some((other, choosing)) = self.other.take() {
            return self.keep(other, choosing, action);
        }
        if action.edit(&mut self.typed) {
            self.chosen = 0;
            let text = self.typed.text();
            if text.trim().is_empty() {
                self.found.clear();
                return (Some(self), Vec::new());
            }
            return (Some(self), vec![Effect::Find(text)]);
        }
        match action {
            Action::Back => return (None, Vec::new()),
            Action::Found(people) => {
                self.found = people.iter().copied().filter(|found| *found != self.person).collect();
            }
            Action::Choose(step) => self.chosen = step.from(self.chosen, self.found.len()),
            Action::Confirm => {
                // Nobody is marked: which record goes is not to be decided by one Enter too many.
                self.other = self.found.get(self.chosen).map(|other| (*other, Choosing::of(None)));
                if self.other.is_none() {
                    return (Some(self), vec![Effect::Ring]);
                }
            }
            _ => {}
        }
        (Some(self), Vec::new())
    }

    /// The record to keep was chosen, or not yet.
    fn keep(mut self, other: PersonId, mut choosing: Choosing, action: &Action) -> Step<Self> {
        if *action == Action::Back {
            return (Some(self), Vec::new());
        }
        let merge = |from, into| (None, vec![Effect::Merge { from, into }]);
        match choosing.update(action, 2) {
            Some(0) => merge(other, self.person),
            Some(_) => merge(self.person, other),
            None => {
                self.other = Some((other, choosing));
                (Some(self), Vec::new())
            }
        }
    }

    pub fn view(&self, scene: &Scene<'_>, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        if let Some((other, choosing)) = &self.other {
            let record = |person: PersonId| format!("{}  {}", scene.name_of(person), person_line(scene, person));
            let dialog = widgets::Dialog {
                title: scene.text(people::MERGE),
                text: scene.text(people::MERGE_WHICH),
                choices: &[record(self.person), record(*other)],
                chosen: choosing.chosen.unwrap_or(usize::MAX),
                theme: scene.theme,
            };
            dialog.render(screen, buf);
            return None;
        }
        let title = format!("{}  {}", scene.text(people::MERGE), scene.name_of(self.person));
        let inner = boxed(scene, &title, Size { width: WIDTH, height: HEIGHT }, screen, buf);
        let label = scene.text(people::MERGE_FIND);
        let field = Field {
            label,
            label_cells: cells::width(label, scene.theme.glyphs),
            text: &self.typed,
            hint: scene.text(people::MERGE_FIND_HINT),
            focused: true,
            theme: scene.theme,
        };
        let line = cells::first(cells::line(inner, 0), 60);
        field.render(line, buf);
        let row = |index: usize| self.found.get(index).map(|person| person_row(scene, *person)).unwrap_or_default();
        Table {
            columns: &columns(scene),
            count: self.found.len(),
            row: &row,
            chosen: Some(self.chosen),
            empty: if self.typed.is_empty() { "" } else { scene.text(people::MERGE_NOBODY) },
            theme: scene.theme,
        }
        .render(cells::below(inner, 2), buf);
        field.cursor(line)
    }
}
