//! Somebody's badge on the screen, in either rendering, with the short number beside it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::badge::{Rendering, Squares};
use crate::domain::ids::PersonId;
use crate::tui::action::Action;
use crate::tui::cells;
use crate::tui::effect::Step;
use crate::tui::scene::Scene;
use crate::tui::screens::people;
use crate::tui::theme::Role;
use crate::tui::widgets::Qr;
use crate::words::window;

/// A badge to be scanned or photographed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadgeCard {
    person: PersonId,
    squares: Squares,
    rendering: Rendering,
}

impl BadgeCard {
    /// In the small rendering first.
    pub fn new(person: PersonId, squares: Squares) -> Self {
        Self { person, squares, rendering: Rendering::HalfBlocks }
    }

    pub(super) fn update(mut self, action: &Action) -> Step<Self> {
        match action {
            Action::Back => return (None, Vec::new()),
            Action::OtherRendering => {
                self.rendering = self.rendering.other();
            }
            _ => {}
        }
        (Some(self), Vec::new())
    }

    /// Takes the whole window but its last line, where the keys stand: the large rendering needs 23 lines of 24.
    pub(super) fn view(&self, scene: &Scene<'_>, screen: Rect, buf: &mut Buffer) {
        let area = cells::lines(screen, 0, screen.height.saturating_sub(1));
        cells::clear(buf, area, scene.style(Role::Body));
        let code_cells = self.squares.cells(self.rendering).first().map_or(0, Vec::len);
        let code_cells = u16::try_from(code_cells).unwrap_or(u16::MAX);
        let code = cells::first(cells::after(area, 1), code_cells);
        Qr { squares: &self.squares, rendering: self.rendering, glyphs: scene.theme.glyphs }.render(code, buf);
        let mut beside = cells::below(cells::after(area, code_cells.saturating_add(4)), 2);
        let known = scene.board.attendance.person(self.person);
        let lines = [
            (scene.name_of(self.person), Role::Body),
            (known.map(|person| person.unit.to_string()).unwrap_or_default(), Role::Body),
            (String::new(), Role::Body),
            (known.map(|person| person.number.to_string()).unwrap_or_default(), Role::Chosen),
        ];
        let (state, tone) = people::state(scene, self.person);
        let lines = lines.into_iter().chain([
            (tone.signed(state).into_owned(), tone.word()),
            (String::new(), Role::Body),
            (scene.text(window::BADGE_DOC).to_owned(), Role::Dim),
        ]);
        for (line, role) in lines {
            let used = scene.put_wrapped(buf, beside, &line, role).max(1);
            beside = cells::below(beside, used);
        }
    }
}
