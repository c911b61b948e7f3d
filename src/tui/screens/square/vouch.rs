//! The event lead confirms what is estimated for people who did not check out: who the lead is, typed or scanned, then
//! why. What is written then, and that nothing is written twice, is in [`crate::domain::hours::rules`].

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use crate::domain::closing::NotOut;
use crate::domain::command::Command;
use crate::domain::ids::PersonId;
use crate::domain::time::Day;
use crate::tui::action::Action;
use crate::tui::cells;
use crate::tui::editing::TextField;
use crate::tui::effect::{Effect, Step};
use crate::tui::form::{self, Form};
use crate::tui::keymap::Place;
use crate::tui::scene::Scene;
use crate::tui::screens::people::{columns, person_line, person_row};
use crate::tui::theme::Role;
use crate::tui::widgets::{Field, Table};
use crate::words::{Said, closing};

/// Cells of the field of the lead's name.
const FIELD_CELLS: u16 = 66;

/// What is to be confirmed, and how far it is said by whom and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Vouching {
    whom: Vec<NotOut>,
    typed: TextField,
    found: Vec<PersonId>,
    chosen: usize,
    /// The lead, once it is known who, and the reason.
    lead: Option<(PersonId, Form)>,
}

impl Vouching {
    /// Of those of whom there is something to confirm; none when there is nobody.
    pub fn of(open: &[NotOut]) -> Option<Self> {
        let whom: Vec<NotOut> = open.iter().filter(|open| open.to_confirm().is_some()).copied().collect();
        let (typed, found) = (TextField::default(), Vec::new());
        (!whom.is_empty()).then_some(Self { whom, typed, found, chosen: 0, lead: None })
    }

    /// Where its keys are in the keymap.
    pub fn place(&self) -> Place {
        if self.lead.is_some() { Place::Form } else { Place::Vouch }
    }

    /// Takes a scanned person for the lead, when it is asked who that is.
    pub fn scanned(&mut self, person: PersonId) -> bool {
        let is_asked = self.lead.is_none();
        if is_asked {
            self.lead = Some((person, reason()));
        }
        is_asked
    }

    /// What an action makes of it.
    pub fn update(mut self, action: &Action) -> Step<Self> {
        match self.lead.take() {
            Some((lead, form)) => self.say_why(lead, form, action),
            None => self.say_who(action),
        }
    }

    fn say_who(mut self, action: &Action) -> Step<Self> {
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
            Action::Found(people) => self.found.clone_from(people),
            Action::Choose(step) => self.chosen = step.from(self.chosen, self.found.len()),
            Action::Confirm => {
                self.lead = self.found.get(self.chosen).map(|lead| (*lead, reason()));
                if self.lead.is_none() {
                    return (Some(self), vec![Effect::Ring]);
                }
            }
            _ => {}
        }
        (Some(self), Vec::new())
    }

    fn say_why(mut self, lead: PersonId, mut form: Form, action: &Action) -> Step<Self> {
        match form.update(action) {
            form::Step::Left => return (Some(self), Vec::new()),
            form::Step::Finished if form.text(0).is_empty() => form.refuse(0, closing::REASON_MISSING.said()),
            form::Step::Finished => {
                let whom = self.whom.iter().filter_map(NotOut::to_confirm).collect();
                let confirm = Command::ConfirmHours { whom, lead, reason: form.text(0) };
                return (None, vec![Effect::Perform(confirm)]);
            }
            form::Step::Open => {}
        }
        self.lead = Some((lead, form));
        (Some(self), Vec::new())
    }

    /// Draws it.
    pub fn view(&self, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        scene.put(buf, area, scene.text(closing::VOUCH), Role::Title);
        let mut used = 1 + scene.put_wrapped(buf, cells::below(area, 1), &scene.say(&self.what(scene)), Role::Body);
        used += scene.put_wrapped(buf, cells::below(area, used), scene.text(closing::VOUCH_KEPT), Role::Dim);
        let rest = cells::below(area, used + 1);
        let label = scene.text(closing::LEAD);
        if let Some((lead, form)) = &self.lead {
            let who = format!("{label}  {}  {}", scene.name_of(*lead), person_line(scene, *lead));
            let used = scene.put_wrapped(buf, rest, &who, Role::Body);
            return form.view(scene, cells::below(rest, used + 1), buf);
        }
        let field = Field {
            label,
            label_cells: cells::width(label, scene.theme.glyphs),
            text: &self.typed,
            hint: scene.text(closing::LEAD_HINT),
            focused: true,
            theme: scene.theme,
        };
        let line = cells::first(cells::line(rest, 0), FIELD_CELLS);
        field.render(line, buf);
        let row = |index: usize| self.found.get(index).map(|person| person_row(scene, *person)).unwrap_or_default();
        Table {
            columns: &columns(scene),
            count: self.found.len(),
            row: &row,
            chosen: Some(self.chosen),
            empty: if self.typed.is_empty() { "" } else { scene.text(closing::NO_LEAD) },
            theme: scene.theme,
        }
        .render(cells::below(rest, 2), buf);
        field.cursor(line)
    }

    /// What is to be confirmed, in a sentence.
    fn what(&self, scene: &Scene<'_>) -> Said {
        let minutes = |open: &NotOut| open.estimate.map_or(0, |estimate| estimate.minutes);
        if let [NotOut { person, since, estimate: Some(estimate), .. }] = self.whom.as_slice() {
            let said = closing::VOUCH_ONE.fill([
                ("day", Day::of(*since).to_string()),
                ("since", since.hhmm()),
                ("until", estimate.until.hhmm()),
                ("minutes", estimate.minutes.to_string()),
            ]);
            let names = scene.names();
            return said.and("person", names.person(*person)).and("unit", names.unit_of(*person));
        }
        closing::VOUCH_SEVERAL.fill([
            ("count", self.whom.len().to_string()),
            ("minutes", self.whom.iter().map(minutes).sum::<u64>().to_string()),
        ])
    }
}

/// The form of the reason.
fn reason() -> Form {
    Form::default().with(closing::REASON, closing::REASON_HINT, "")
}
