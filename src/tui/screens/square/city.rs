//! Of which square of a city this desk is: one name, asked for where the desks stand.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::domain::command::Command;
use crate::domain::set_up::square_name;
use crate::tui::action::Action;
use crate::tui::cells;
use crate::tui::effect::{Effect, Step};
use crate::tui::form::{self, Form};
use crate::tui::scene::Scene;
use crate::tui::theme::Role;
use crate::words::{desks, refusal};

/// The form, with the name there is.
pub fn form(scene: &Scene<'_>) -> Form {
    Form::default().with(
        desks::SQUARE,
        desks::SQUARE_HINT,
        scene.board.square.square_of(scene.desk).unwrap_or_default(),
    )
}

/// What an action makes of it. Nothing typed takes the name away.
pub fn edit(mut form: Form, action: &Action, scene: &Scene<'_>) -> Step<Form> {
    match form.update(action) {
        form::Step::Open => {}
        form::Step::Left => return (None, Vec::new()),
        form::Step::Finished => match square_name(&form.text(0)) {
            Ok(square) => return (None, vec![Effect::Perform(Command::NameSquare { square })]),
            Err(refused) => form.refuse(0, refusal::said(&refused, &scene.names())),
        },
    }
    (Some(form), Vec::new())
}

/// Draws it.
pub fn view(scene: &Scene<'_>, form: &Form, area: Rect, buf: &mut Buffer) -> Option<Position> {
    scene.put(buf, area, scene.text(desks::SQUARE_TITLE), Role::Title);
    scene.put_wrapped(buf, cells::below(area, 2 + form.height()), scene.text(desks::SQUARE_DOC), Role::Dim);
    form.view(scene, cells::below(area, 2), buf)
}
