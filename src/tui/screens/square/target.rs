//! What a service is to reach over the whole outing: one number, set and changed where services stand.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::domain::clean::fold_width;
use crate::domain::command::Command;
use crate::domain::ids::ServiceId;
use crate::domain::limits::TARGET_MAX;
use crate::tui::action::Action;
use crate::tui::cells;
use crate::tui::effect::{Effect, Step};
use crate::tui::form::{self, Form};
use crate::tui::scene::Scene;
use crate::tui::theme::Role;
use crate::words::square;

/// The form, with the target there is.
pub fn form(scene: &Scene<'_>, service: &ServiceId) -> Form {
    let target = scene.board.square.target(service).map(|target| target.to_string());
    Form::default().with(square::TARGET, square::TARGET_HINT, &target.unwrap_or_default())
}

/// What an action makes of it. Nothing typed takes the target away.
pub fn edit(mut form: Form, service: &ServiceId, action: &Action) -> Step<Form> {
    match form.update(action) {
        form::Step::Open => {}
        form::Step::Left => return (None, Vec::new()),
        form::Step::Finished => {
            let typed = fold_width(&form.text(0));
            let quantity = if typed.is_empty() { Some(0) } else { typed.parse().ok() };
            if let Some(quantity) = quantity.filter(|quantity| *quantity <= TARGET_MAX) {
                let service = service.clone();
                return (None, vec![Effect::Perform(Command::SetTarget { service, quantity })]);
            }
            form.refuse(0, square::TARGET_UNREAD.fill([("most", TARGET_MAX.to_string())]));
        }
    }
    (Some(form), Vec::new())
}

/// A service's target as the table of services says it; nothing where there is none.
pub fn said(scene: &Scene<'_>, service: &ServiceId) -> String {
    let target = scene.board.square.target(service);
    target.map(|target| format!("{target} {}", scene.say(&scene.names().measure(service)))).unwrap_or_default()
}

/// Draws it.
pub fn view(scene: &Scene<'_>, service: &ServiceId, form: &Form, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let names = scene.names();
    let title = square::TARGET_OF.said().and("service", names.service(service));
    scene.put(buf, area, &scene.say(&title), Role::Title);
    let doc = square::TARGET_DOC.said().and("measure", names.measure(service));
    scene.put_wrapped(buf, cells::below(area, 2 + form.height()), &scene.say(&doc), Role::Dim);
    form.view(scene, cells::below(area, 2), buf)
}
