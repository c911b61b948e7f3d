//! The page of keys: what works here, from the same table that handles it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::widgets::Widget;

use super::boxed::boxed;
use crate::tui::action::Action;
use crate::tui::effect::Step;
use crate::tui::keymap::{Binding, Place};
use crate::tui::scene::Scene;
use crate::tui::widgets::{Column, Table};
use crate::words::window;

/// The keys of one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeysPage {
    place: Place,
    chosen: usize,
}

impl KeysPage {
    /// The keys that worked where help was asked for.
    pub fn of(place: Place) -> Self {
        Self { place, chosen: 0 }
    }

    pub(super) fn update(mut self, action: &Action) -> Step<Self> {
        match action {
            Action::Back => return (None, Vec::new()),
            Action::Choose(step) => self.chosen = step.from(self.chosen, self.place.bindings().count()),
            _ => {}
        }
        (Some(self), Vec::new())
    }

    pub(super) fn view(&self, scene: &Scene<'_>, screen: Rect, buf: &mut Buffer) {
        let bindings: Vec<&Binding> = self.place.bindings().collect();
        let height = u16::try_from(bindings.len()).unwrap_or(u16::MAX).saturating_add(3);
        let inner = boxed(scene, scene.text(window::HELP_TITLE), Size { width: 76, height }, screen, buf);
        let row = |index: usize| {
            let binding = bindings.get(index);
            let keys = binding.map(|binding| binding.all_keys()).unwrap_or_default();
            vec![keys.into(), binding.map_or("", |binding| scene.text(binding.doc)).into()]
        };
        Table {
            columns: &[Column::left(scene.text(window::HELP_KEY), 28), Column::rest(scene.text(window::HELP_DOC))],
            count: bindings.len(),
            row: &row,
            chosen: Some(self.chosen),
            empty: "",
            theme: scene.theme,
        }
        .render(inner, buf);
    }
}
