//! The page of keys: what the screen is for, and what works here, from the same table that handles it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::widgets::Widget;

use super::boxed::boxed;
use crate::tui::action::Action;
use crate::tui::cells;
use crate::tui::effect::Step;
use crate::tui::keymap::Place;
use crate::tui::scene::Scene;
use crate::tui::theme::Role;
use crate::tui::widgets::{Column, Table};
use crate::words::window;

/// The keys of one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeysPage {
    place: Place,
    chosen: usize,
}

/// The whole width of a small window, so that nothing of what lies below stands beside it.
const WIDTH: u16 = 80;
/// Border and blank on both sides.
const SIDES: u16 = 4;
/// Room for the longest list of keys.
const KEYS_CELLS: u16 = 28;
/// What a table takes beside its columns.
const MARK_GAP_AND_EDGE: u16 = 5;
const HEAD_AND_FRAME_LINES: u16 = 3;

impl KeysPage {
    /// The keys that worked where help was asked for.
    pub fn of(place: Place) -> Self {
        Self { place, chosen: 0 }
    }

    pub(super) fn update(mut self, action: &Action, scene: &Scene<'_>) -> Step<Self> {
        match action {
            Action::Back => return (None, Vec::new()),
            Action::Choose(step) => self.chosen = step.from(self.chosen, self.rows(scene).len()),
            _ => {}
        }
        (Some(self), Vec::new())
    }

    pub(super) fn view(&self, scene: &Scene<'_>, screen: Rect, buf: &mut Buffer) {
        let rows = self.rows(scene);
        let purpose = self.place.purpose().map(|purpose| scene.text(purpose)).unwrap_or_default();
        let purpose_lines = cells::wrap(purpose, WIDTH - SIDES, scene.theme.glyphs).len();
        let lines = rows.len() + purpose_lines + usize::from(purpose_lines > 0);
        let height = u16::try_from(lines).unwrap_or(u16::MAX).saturating_add(HEAD_AND_FRAME_LINES);
        // Its last line is the footer's.
        let screen = cells::lines(screen, 0, screen.height.saturating_sub(1));
        let inner = boxed(scene, scene.text(window::HELP_TITLE), Size { width: WIDTH, height }, screen, buf);
        let used = scene.put_wrapped(buf, inner, purpose, Role::Body);
        let row = |index: usize| rows.get(index).cloned().unwrap_or_default().map(Into::into).to_vec();
        Table {
            columns: &[
                Column::left(scene.text(window::HELP_KEY), KEYS_CELLS),
                Column::rest(scene.text(window::HELP_DOC)),
            ],
            count: rows.len(),
            row: &row,
            chosen: Some(self.chosen),
            empty: "",
            theme: scene.theme,
        }
        .render(cells::below(inner, used + u16::from(used > 0)), buf);
    }

    /// Keys and what they do, a line each; what is long goes on in the next without keys.
    fn rows(&self, scene: &Scene<'_>) -> Vec<[String; 2]> {
        let room = WIDTH - SIDES - MARK_GAP_AND_EDGE - KEYS_CELLS;
        let rows = self.place.bindings().flat_map(|binding| {
            let doc = cells::wrap(scene.text(binding.doc), room, scene.theme.glyphs);
            let keys = std::iter::once(binding.all_keys()).chain(std::iter::repeat(String::new()));
            keys.zip(doc).map(<[String; 2]>::from)
        });
        rows.collect()
    }
}
