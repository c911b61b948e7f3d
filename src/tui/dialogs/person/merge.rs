//! Two records of one person: the other one is looked for, then it is said which of them stays.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};
use ratatui::widgets::Widget;

use crate::domain::ids::PersonId;
use crate::tui::action::Action;
use crate::tui::choosing::Choosing;
use crate::tui::dialogs::boxed::boxed;
use crate::tui::effect::{Effect, Step};
use crate::tui::keymap::Place;
use crate::tui::person_search::{self, PersonSearch, Texts};
use crate::tui::scene::Scene;
use crate::tui::screens::people::person_line;
use crate::tui::widgets;
use crate::words::people;

/// The search for the other record, and the question which one stays.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Merging {
    person: PersonId,
    search: PersonSearch,
    /// The other record, once it is found, and the one that stays.
    other: Option<(PersonId, Choosing)>,
}

const WIDTH: u16 = 78;
const HEIGHT: u16 = 14;
const FIELD_CELLS: u16 = 60;

impl Merging {
    pub fn of(person: PersonId) -> Self {
        Self { person, search: PersonSearch::but(person), other: None }
    }

    pub fn place(&self) -> Place {
        if self.other.is_some() { Place::Person } else { Place::Merge }
    }

    pub fn update(mut self, action: &Action) -> Step<Self> {
        if let Some((other, choosing)) = self.other.take() {
            return self.keep(other, choosing, action);
        }
        match self.search.update(action) {
            person_search::Step::Open(effects) => (Some(self), effects),
            person_search::Step::Left => (None, Vec::new()),
            person_search::Step::Chosen(other) => {
                // Nobody is marked: which record goes is not to be decided by one Enter too many.
                self.other = Some((other, Choosing::of(None)));
                (Some(self), Vec::new())
            }
        }
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
        let texts = Texts { label: people::MERGE_FIND, hint: people::MERGE_FIND_HINT, nobody: people::MERGE_NOBODY };
        self.search.view(scene, &texts, FIELD_CELLS, inner, buf)
    }
}
