//! The event lead confirms what is estimated for people who did not check out: who the lead is, typed or scanned, then
//! why. What is written then, and that nothing is written twice, is in [`crate::domain::hours::rules`].

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::domain::closing::NotOut;
use crate::domain::command::Command;
use crate::domain::ids::PersonId;
use crate::domain::time::Day;
use crate::tui::action::Action;
use crate::tui::cells;
use crate::tui::effect::{Effect, Step};
use crate::tui::form::{self, Form};
use crate::tui::keymap::Place;
use crate::tui::person_search::{self, PersonSearch, Texts};
use crate::tui::scene::Scene;
use crate::tui::screens::people::person_line;
use crate::tui::theme::Role;
use crate::words::{Said, closing};

/// Cells of the field of the lead's name.
const FIELD_CELLS: u16 = 66;

/// What is to be confirmed, and how far it is said by whom and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Vouching {
    whom: Vec<NotOut>,
    search: PersonSearch,
    /// The lead, once it is known who, and the reason.
    lead: Option<(PersonId, Form)>,
}

impl Vouching {
    /// Of those of whom there is something to confirm; none when there is nobody.
    pub fn of(open: &[NotOut]) -> Option<Self> {
        let whom: Vec<NotOut> = open.iter().filter(|open| open.to_confirm().is_some()).copied().collect();
        (!whom.is_empty()).then_some(Self { whom, search: PersonSearch::default(), lead: None })
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
        match self.search.update(action) {
            person_search::Step::Open(effects) => return (Some(self), effects),
            person_search::Step::Left => return (None, Vec::new()),
            person_search::Step::Chosen(lead) => self.lead = Some((lead, reason())),
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
        if let Some((lead, form)) = &self.lead {
            let who = format!("{}  {}  {}", scene.text(closing::LEAD), scene.name_of(*lead), person_line(scene, *lead));
            let used = scene.put_wrapped(buf, rest, &who, Role::Body);
            return form.view(scene, cells::below(rest, used + 1), buf);
        }
        let texts = Texts { label: closing::LEAD, hint: closing::LEAD_HINT, nobody: closing::NO_LEAD };
        self.search.view(scene, &texts, FIELD_CELLS, rest, buf)
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
