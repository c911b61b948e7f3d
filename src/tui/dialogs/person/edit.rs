//! What is known of somebody, to be corrected. The form stays open until it is saved, so a refusal loses nothing typed.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};

use crate::desk::Edits;
use crate::domain::ids::{PersonId, UnitName};
use crate::domain::refusal::Refusal;
use crate::domain::roster::RosterField;
use crate::tui::action::{Action, Answer};
use crate::tui::cells;
use crate::tui::dialogs::boxed::boxed;
use crate::tui::effect::{Effect, Step};
use crate::tui::form::{self, Form};
use crate::tui::scene::Scene;
use crate::tui::screens::units;
use crate::tui::theme::Role;
use crate::words::{Said, check_in, label, people, refusal};

/// The details of somebody as fields of a form, the unit second.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct EditForm {
    person: PersonId,
    form: Form,
}

const UNIT: usize = 1;
/// The fields of the form that the roster holds.
const DETAILS: [(usize, RosterField); 4] =
    [(0, RosterField::Name), (2, RosterField::PhoneTail), (3, RosterField::StaffNumber), (4, RosterField::Attention)];
const WIDTH: u16 = 76;

impl EditForm {
    pub fn of(person: PersonId, scene: &Scene<'_>) -> Self {
        let card = scene.roster.card(person);
        let unit = scene.board.attendance.person(person).map(|state| state.unit.to_string()).unwrap_or_default();
        let form = Form::default()
            .with(check_in::NAME, people::SAVE_HINT, card.name)
            .with(label::UNIT, check_in::UNIT_HINT, &unit)
            .with(check_in::PHONE, check_in::PHONE_HINT, card.phone_tail)
            .with(people::STAFF, people::STAFF_HINT, card.staff_number)
            .with(people::NOTE, people::ATTENTION_HINT, card.attention);
        Self { person, form }
    }

    pub fn update(mut self, action: &Action, scene: &Scene<'_>) -> Step<Self> {
        match action {
            Action::Edited(Answer::Done(_)) => return (None, Vec::new()),
            Action::Edited(answer) => {
                let (index, fault) = fault(answer, scene);
                self.form.refuse(index, fault);
                return (Some(self), Vec::new());
            }
            _ => {}
        }
        match self.form.update(action) {
            form::Step::Open => (Some(self), Vec::new()),
            form::Step::Left => (None, Vec::new()),
            form::Step::Finished => {
                let fields = DETAILS.map(|(index, field)| (field, self.form.text(index)));
                let typed = self.form.text(UNIT);
                let unit = known_unit(&typed, scene).unwrap_or(typed);
                let edits = Edits { fields: fields.to_vec(), unit: Some(unit) };
                let effect = Effect::Edit(self.person, edits);
                (Some(self), vec![effect])
            }
        }
    }

    pub fn view(&self, scene: &Scene<'_>, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        let title = scene.name_of(self.person);
        let height = self.form.height().saturating_add(5);
        let inner = boxed(scene, &title, Size { width: WIDTH, height }, screen, buf);
        let cursor = self.form.view(scene, inner, buf);
        let typed = self.form.text(UNIT);
        let said = match known_unit(&typed, scene) {
            Some(unit) => people::UNIT_FITS.fill([("unit", unit)]),
            None => people::UNIT_NEW.said(),
        };
        let line = cells::below(inner, self.form.height().saturating_add(1));
        scene.put_wrapped(buf, line, &scene.say(&said), Role::Dim);
        cursor
    }
}

/// The unit on the list that a text is: by its full or short name, or the only one it fits.
fn known_unit(typed: &str, scene: &Scene<'_>) -> Option<String> {
    let fitting = units::fitting(scene, typed, 2);
    let is_called = |unit: &&&UnitName| {
        unit.as_str() == typed || scene.board.square.unit(unit).is_some_and(|known| known.short == typed)
    };
    let whole = fitting.iter().find(is_called);
    let only = if let [only] = fitting.as_slice() { Some(only) } else { None };
    whole.or(only).map(ToString::to_string)
}

/// What is wrong, and with which field.
fn fault(answer: &Answer, scene: &Scene<'_>) -> (usize, Said) {
    match answer {
        Answer::Refused(refused) => {
            let index = if *refused == Refusal::NoPhoneTail { 2 } else { 0 };
            (index, refusal::said(refused, &scene.names()))
        }
        Answer::NotSaved(why) => (0, why.clone()),
        Answer::Done(_) => (0, check_in::NOTHING_NEW.said()),
    }
}
