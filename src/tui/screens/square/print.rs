//! Badges and cards go on sheets: which, then to which file. The browser prints it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use crate::desk::{CardSet, FormsWanted, Sheet};
use crate::domain::ids::UnitName;
use crate::paper::CardSize;
use crate::tui::action::Action;
use crate::tui::cells;
use crate::tui::choosing::Choosing;
use crate::tui::effect::Effect;
use crate::tui::form::{Form, Step};
use crate::tui::keymap::Place;
use crate::tui::scene::Scene;
use crate::tui::theme::Role;
use crate::tui::widgets::{Column, Table};
use crate::words::{Said, cards};

/// A sheet on its way to a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Print {
    /// The unit of the person who is marked on the roster.
    unit: Option<UnitName>,
    choosing: Choosing,
    /// What was chosen, and the file it goes to.
    chosen: Option<(Sheet, Form)>,
}

/// The names of the files, where the program was started.
const BADGES_FILE: &str = "qiandao-badges.html";
const CARDS_FILE: &str = "qiandao-cards.html";
const FORMS_FILE: &str = "qiandao-forms.html";
const TEMPLATE_FILE: &str = "qiandao-roster.xlsx";

impl Print {
    /// Asks which.
    pub fn of(unit: Option<UnitName>) -> Self {
        Self { unit, choosing: Choosing::of(Some(0)), chosen: None }
    }

    /// Where its keys are in the keymap.
    pub fn place(&self) -> Place {
        if self.chosen.is_some() { Place::Form } else { Place::Print }
    }

    /// What an action makes of it; it is over when nothing comes back.
    pub fn update(mut self, action: &Action) -> (Option<Self>, Vec<Effect>) {
        if let Some((sheet, form)) = self.chosen.take() {
            return self.write(sheet, form, action);
        }
        if *action == Action::Back {
            return (None, Vec::new());
        }
        let rows = self.rows();
        let taken = self.choosing.update(action, rows.len()).and_then(|index| rows.into_iter().nth(index));
        self.chosen = taken.map(|(sheet, _)| {
            let (file, hint) = match sheet {
                Sheet::Badges { .. } => (BADGES_FILE, cards::FILE_HINT),
                Sheet::Cards(_) => (CARDS_FILE, cards::FILE_HINT),
                Sheet::Forms(_) => (FORMS_FILE, cards::FILE_HINT),
                Sheet::Template => (TEMPLATE_FILE, cards::WORKBOOK_HINT),
            };
            (sheet, Form::default().with(cards::FILE, hint, file))
        });
        (Some(self), Vec::new())
    }

    fn write(mut self, sheet: Sheet, mut form: Form, action: &Action) -> (Option<Self>, Vec<Effect>) {
        match action {
            Action::Printed(Ok(_)) => return (None, Vec::new()),
            Action::Printed(Err(fault)) => form.refuse(0, fault.clone()),
            _ => match form.update(action) {
                Step::Left => return (Some(self), Vec::new()),
                Step::Finished if !form.text(0).is_empty() => {
                    let size = if matches!(sheet, Sheet::Badges { .. }) { CardSize::Badge } else { CardSize::Table };
                    let effect = Effect::Print { sheet: sheet.clone(), size, path: form.text(0) };
                    self.chosen = Some((sheet, form));
                    return (Some(self), vec![effect]);
                }
                Step::Finished | Step::Open => {}
            },
        }
        self.chosen = Some((sheet, form));
        (Some(self), Vec::new())
    }

    /// What may be printed.
    fn rows(&self) -> Vec<(Sheet, Said)> {
        let badges = |unit, missing| Sheet::Badges { unit, missing };
        let mut rows =
            vec![(badges(None, false), cards::ALL_BADGES.said()), (badges(None, true), cards::MISSING_BADGES.said())];
        if let Some(unit) = &self.unit {
            let said = cards::UNIT_BADGES.fill([("unit", unit.to_string())]);
            rows.push((badges(Some(unit.clone()), false), said));
        }
        rows.extend([
            (Sheet::Cards(CardSet::Stations), cards::STATION_CARDS.said()),
            (Sheet::Cards(CardSet::Services), cards::SERVICE_CARDS.said()),
            (Sheet::Cards(CardSet::Desk), cards::DESK_CARDS.said()),
            (Sheet::Forms(FormsWanted::default()), cards::FORMS.said()),
            (Sheet::Template, cards::TEMPLATE.said()),
        ]);
        rows
    }

    /// Draws it.
    pub fn view(&self, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let rows = self.rows();
        if let Some((sheet, form)) = &self.chosen {
            let said = rows.iter().find(|(row, _)| row == sheet).map(|(_, said)| scene.say(said)).unwrap_or_default();
            scene.put(buf, cells::after(cells::line(area, 0), 2), &said, Role::Body);
            return form.view(scene, cells::below(area, 2), buf);
        }
        scene.put(buf, cells::after(cells::line(area, 0), 2), scene.text(cards::WHAT), Role::Dim);
        let row = |index: usize| {
            let said = rows.get(index).map(|(_, said)| scene.say(said)).unwrap_or_default();
            vec![(index + 1).to_string().into(), said.into()]
        };
        Table {
            columns: &[Column::right("", 2), Column::rest("")],
            count: rows.len(),
            row: &row,
            chosen: Some(self.choosing.chosen.unwrap_or(usize::MAX)),
            empty: "",
            theme: scene.theme,
        }
        .render(cells::below(area, 1), buf);
        None
    }
}
