//! Somebody who is not on the list and wants to help: name, unit, end of the phone. Then in, and the badge on screen.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use crate::badge::is_foreign;
use crate::desk::Walkin;
use crate::domain::clean::clean_name;
use crate::domain::command::Command;
use crate::domain::fact::Means;
use crate::domain::ids::UnitName;
use crate::tui::action::Action;
use crate::tui::cells;
use crate::tui::editing::TextField;
use crate::tui::effect::{Effect, Step};
use crate::tui::scene::Scene;
use crate::tui::theme::Role;
use crate::tui::widgets::{Column, Field, Table};
use crate::words::{Phrase, check_in, label};

/// What is known of a walk-in so far.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct WalkinForm {
    name: TextField,
    unit: TextField,
    phone: TextField,
    focus: Focus,
    /// The marked unit of those that fit what is typed; `None` keeps what is typed.
    chosen: Option<usize>,
    wrong: Option<Phrase>,
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
    pub(super) fn named(name: &str) -> Self {
        Self { name: TextField::holding(name), ..Self::default() }
    }

    pub(super) fn update(mut self, action: &Action, scene: &Scene<'_>) -> Step<Self> {
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
                self.chosen = (count > 0).then(|| self.chosen.map_or(0, |chosen| step.from(chosen, count)));
            }
            Action::Confirm if self.focus != Focus::Phone => self.leave_for(self.focus.next(), scene),
            Action::Confirm => return self.register(),
            Action::Registered(person) => {
                let check_in = Command::CheckIn { person: *person, by: Means::Chosen };
                return (None, vec![Effect::Perform(check_in), Effect::DrawBadge(*person)]);
            }
            _ => {}
        }
        (Some(self), Vec::new())
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
        let marked = self.chosen.and_then(|chosen| self.units(scene).into_iter().nth(chosen));
        if let Some(unit) = marked.filter(|_| self.focus == Focus::Unit) {
            self.unit = TextField::holding(unit.as_str());
            self.chosen = None;
        }
        self.focus = focus;
    }

    /// Stays open until the person is on the list, so that a refusal loses nothing typed.
    fn register(mut self) -> Step<Self> {
        let (name, unit) = (clean_name(&self.name.text()), clean_name(&self.unit.text()));
        (self.wrong, self.focus) = if name.is_empty() || is_foreign(&name) {
            (Some(check_in::NAME_MISSING), Focus::Name)
        } else if unit.is_empty() || is_foreign(&unit) {
            (Some(check_in::UNIT_MISSING), Focus::Unit)
        } else {
            (None, self.focus)
        };
        let effect = match self.wrong {
            Some(_) => Effect::Ring,
            None => Effect::Register(Walkin { name, unit, phone: self.phone.text() }),
        };
        (Some(self), vec![effect])
    }

    /// The known units that hold what is typed, in their full or their short name.
    fn units<'a>(&self, scene: &Scene<'a>) -> Vec<&'a UnitName> {
        let typed = self.unit.text().trim().to_lowercase();
        let holds = |unit: &UnitName| {
            let short = scene.board.square.unit(unit).map_or("", |unit| &unit.short);
            unit.as_str().to_lowercase().contains(&typed) || short.to_lowercase().contains(&typed)
        };
        scene.board.attendance.units().map(|(unit, _)| unit).filter(|unit| holds(unit)).take(UNITS_SHOWN).collect()
    }

    pub(super) fn view(&self, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
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
        let row = |index: usize| units.get(index).map(|unit| vec![unit.as_str().into()]).unwrap_or_default();
        Table {
            columns: &[Column::rest(scene.text(check_in::KNOWN_UNITS))],
            count: units.len(),
            row: &row,
            chosen: Some(self.chosen.unwrap_or(usize::MAX)),
            empty: if self.unit.is_empty() { "" } else { scene.text(check_in::NEW_UNIT) },
            theme: scene.theme,
        }
        .render(area, buf);
    }
}
