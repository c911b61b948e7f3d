//! Somebody who is not on the list: name, unit, end of the phone; then the badge on the screen, and at check-in they are
//! in. Where somebody on the list may be the same person, that is asked first.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use crate::badge::is_scanned;
use crate::desk::Walkin;
use crate::domain::clean::{clean_name, phone_tail};
use crate::domain::command::Command;
use crate::domain::fact::Means;
use crate::domain::ids::{PersonId, UnitName};
use crate::tui::action::Action;
use crate::tui::cells;
use crate::tui::editing::TextField;
use crate::tui::effect::{Effect, Step};
use crate::tui::keymap::Place;
use crate::tui::scene::Scene;
use crate::tui::screens::similar::{Chosen, SimilarList};
use crate::tui::screens::units;
use crate::tui::theme::Role;
use crate::tui::widgets::{Column, Field, Table};
use crate::words::{Phrase, check_in, label};

/// What is known of a walk-in so far.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WalkinForm {
    then: Then,
    name: TextField,
    unit: TextField,
    phone: TextField,
    focus: Focus,
    /// The row that was marked with the arrows; until then the first is, once something is typed.
    chosen: Option<usize>,
    wrong: Option<Phrase>,
    /// Those on the list who may be the same person, while it is asked.
    similar: Option<SimilarList>,
}

/// What comes once they are on the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Then {
    /// They are here.
    #[default]
    CheckIn,
    /// They are only expected.
    Nothing,
}

/// The field that keys go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Focus {
    Name,
    #[default]
    Unit,
    Phone,
}

impl Focus {
    fn next(self) -> Self {
        match self {
            Self::Name => Self::Unit,
            Self::Unit | Self::Phone => Self::Phone,
        }
    }

    fn before(self) -> Self {
        match self {
            Self::Name | Self::Unit => Self::Name,
            Self::Phone => Self::Unit,
        }
    }
}

/// Units offered below the field; more help nobody.
const UNITS_SHOWN: usize = 8;

impl WalkinForm {
    /// With the name that nobody on the list has; the unit comes next.
    pub fn named(name: &str) -> Self {
        let focus = if name.is_empty() { Focus::Name } else { Focus::Unit };
        Self { name: TextField::holding(name), focus, ..Self::default() }
    }

    /// For somebody who is only expected.
    pub fn for_the_list(name: &str) -> Self {
        Self { then: Then::Nothing, ..Self::named(name) }
    }

    /// Where its keys are in the keymap.
    pub fn place(&self) -> Place {
        if self.similar.is_some() { Place::Similar } else { Place::Walkin }
    }

    /// What an action makes of it; it is over when nothing comes back.
    pub fn update(mut self, action: &Action, scene: &Scene<'_>) -> Step<Self> {
        if let Action::Registered(person) = action {
            return (None, self.registered(*person));
        }
        if let Some(list) = self.similar.take() {
            return self.choose(list, action);
        }
        if action.edit(self.focused()) {
            self.wrong = None;
            if self.focus == Focus::Unit {
                self.chosen = None;
            }
        }
        match action {
            Action::Back => return (None, Vec::new()),
            Action::Next => self.leave_for(self.focus.next(), scene),
            Action::Previous => self.leave_for(self.focus.before(), scene),
            Action::Choose(step) if self.focus == Focus::Unit => {
                let count = self.units(scene).len();
                self.chosen = (count > 0).then(|| self.marked().map_or(0, |marked| step.from(marked, count)));
            }
            Action::Confirm if self.focus != Focus::Phone => self.leave_for(self.focus.next(), scene),
            Action::Confirm => return self.register(),
            Action::Similar(similar) => {
                self.similar = Some(SimilarList::of(similar));
                return (Some(self), vec![Effect::Ring]);
            }
            _ => {}
        }
        (Some(self), Vec::new())
    }

    fn registered(&self, person: PersonId) -> Vec<Effect> {
        let check_in = Effect::Perform(Command::CheckIn { person, by: Means::Chosen });
        let check_in = (self.then == Then::CheckIn).then_some(check_in);
        check_in.into_iter().chain([Effect::DrawBadge(person)]).collect()
    }

    /// One of those who are alike is it, or none of them is.
    fn choose(mut self, mut list: SimilarList, action: &Action) -> Step<Self> {
        match (list.update(action), action) {
            (_, Action::Back) => {}
            (None, _) => self.similar = Some(list),
            (Some(Chosen::Person(person)), _) => return (None, self.known(person)),
            (Some(Chosen::Nobody), _) => {
                let register = Effect::Register { walkin: self.walkin(), sure: true };
                return (Some(self), vec![register]);
            }
        }
        (Some(self), Vec::new())
    }

    /// Somebody on the list is meant after all.
    fn known(&self, person: PersonId) -> Vec<Effect> {
        match self.then {
            Then::CheckIn => vec![Effect::Perform(Command::CheckIn { person, by: Means::Chosen })],
            Then::Nothing => vec![Effect::DrawBadge(person)],
        }
    }

    fn walkin(&self) -> Walkin {
        let (name, unit) = (clean_name(&self.name.text()), clean_name(&self.unit.text()));
        Walkin { name, unit, phone: self.phone.text() }
    }

    fn focused(&mut self) -> &mut TextField {
        match self.focus {
            Focus::Name => &mut self.name,
            Focus::Unit => &mut self.unit,
            Focus::Phone => &mut self.phone,
        }
    }

    /// Goes to another field; a marked unit is taken along.
    fn leave_for(&mut self, focus: Focus, scene: &Scene<'_>) {
        if self.focus == Focus::Unit {
            let marked = self.marked().and_then(|marked| self.units(scene).into_iter().nth(marked));
            if let Some(Some(unit)) = marked {
                self.unit = TextField::holding(unit.as_str());
            }
        }
        self.focus = focus;
    }

    /// Stays open until the person is on the list, so that a refusal loses nothing typed.
    fn register(mut self) -> Step<Self> {
        let walkin = self.walkin();
        let Walkin { name, unit, phone } = &walkin;
        (self.wrong, self.focus) = if name.is_empty() || is_scanned(name) {
            (Some(check_in::NAME_MISSING), Focus::Name)
        } else if unit.is_empty() || is_scanned(unit) {
            (Some(check_in::UNIT_MISSING), Focus::Unit)
        } else if !phone.trim().is_empty() && phone_tail(phone).is_none() {
            (Some(check_in::PHONE_WRONG), Focus::Phone)
        } else {
            (None, self.focus)
        };
        let effect = match self.wrong {
            Some(_) => Effect::Ring,
            None => Effect::Register { walkin, sure: false },
        };
        (Some(self), vec![effect])
    }

    /// The units that may be meant; `None` is a new one that is called as typed.
    fn units<'a>(&self, scene: &Scene<'a>) -> Vec<Option<&'a UnitName>> {
        let typed = clean_name(&self.unit.text());
        let known = units::fitting(scene, &typed, UNITS_SHOWN);
        let is_new = !typed.is_empty() && known.iter().all(|unit| unit.as_str() != typed);
        known.into_iter().map(Some).chain(is_new.then_some(None)).collect()
    }

    /// The row that Enter takes. A unit on the list is rather meant than a new one with a part of its name.
    fn marked(&self) -> Option<usize> {
        self.chosen.or((!self.unit.is_empty()).then_some(0))
    }

    /// Draws it.
    pub fn view(&self, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        if let Some(similar) = &self.similar {
            similar.view(scene, self.name.text().trim(), area, buf);
            return None;
        }
        scene.put(buf, cells::after(cells::line(area, 0), 2), scene.text(check_in::WALKIN_TITLE), Role::Dim);
        let rows = [
            (Focus::Name, check_in::NAME, &self.name, None),
            (Focus::Unit, label::UNIT, &self.unit, Some(check_in::UNIT_HINT)),
            (Focus::Phone, check_in::PHONE, &self.phone, Some(check_in::PHONE_HINT)),
        ];
        let labels = rows.iter().map(|(_, label, ..)| cells::width(scene.text(*label), scene.theme.glyphs));
        let label_cells = labels.max().unwrap_or_default();
        let mut cursor = None;
        for (offset, (focus, label, text, hint)) in (1..).zip(rows) {
            let field = Field {
                label: scene.text(label),
                label_cells,
                text,
                hint: hint.map_or("", |hint| scene.text(hint)),
                focused: focus == self.focus,
                theme: scene.theme,
            };
            let line = cells::first(cells::line(area, offset), 64);
            field.render(line, buf);
            cursor = cursor.or(field.cursor(line));
        }
        if let Some(wrong) = self.wrong {
            let line = cells::after(cells::line(area, 4), 2);
            scene.put(buf, line, scene.text(wrong), Role::Warn);
        }
        if self.focus == Focus::Unit {
            self.view_units(scene, cells::below(area, 5), buf);
        }
        cursor
    }

    fn view_units(&self, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) {
        let units = self.units(scene);
        let new = || scene.say(&check_in::NEW_UNIT.fill([("unit", clean_name(&self.unit.text()))]));
        let row = |index: usize| match units.get(index) {
            Some(Some(unit)) => vec![unit.as_str().into()],
            Some(None) => vec![new().into()],
            None => Vec::new(),
        };
        Table {
            columns: &[Column::rest(scene.text(check_in::KNOWN_UNITS))],
            count: units.len(),
            row: &row,
            chosen: Some(self.marked().unwrap_or(usize::MAX)),
            empty: "",
            theme: scene.theme,
        }
        .render(area, buf);
    }
}
