//! The list of people: everybody, or those whom a text means; badges; roster files.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use super::import::Import;
use super::print::Print;
use crate::desk::ImportSummary;
use crate::domain::ids::PersonId;
use crate::tui::action::Action;
use crate::tui::cells;
use crate::tui::editing::TextField;
use crate::tui::effect::Effect;
use crate::tui::keymap::Place;
use crate::tui::scene::Scene;
use crate::tui::screens::people::{columns, person_row};
use crate::tui::screens::walkin::WalkinForm;
use crate::tui::theme::Role;
use crate::tui::widgets::{Field, Table};
use crate::words::{Said, square};

/// What the roster remembers.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct State {
    typed: TextField,
    /// Those whom the text means; everybody while nothing is typed.
    found: Option<Vec<PersonId>>,
    /// Everybody on the list, worked out when the board changes.
    everybody: Arc<[PersonId]>,
    chosen: usize,
    import: Option<Import>,
    /// Somebody who is being put on the list.
    walkin: Option<WalkinForm>,
    print: Option<Print>,
    printed: Option<Said>,
    imported: Option<ImportSummary>,
}

impl State {
    /// Where its keys are in the keymap.
    pub fn place(&self) -> Place {
        match (&self.import, &self.walkin, &self.print) {
            (Some(import), ..) => import.place(),
            (_, Some(walkin), _) => walkin.place(),
            (.., Some(print)) => print.place(),
            _ => Place::Roster,
        }
    }

    /// What an action makes of it.
    pub fn update(&mut self, action: &Action, scene: &Scene<'_>) -> Vec<Effect> {
        match action {
            Action::BoardChanged => {
                let listed = scene.board.attendance.people().filter(|(_, person)| person.is_listed());
                self.everybody = listed.map(|(id, _)| id).collect();
                return self.search();
            }
            Action::Imported(Ok(summary)) => self.imported = Some(*summary),
            // What is said now is news, an import perhaps undone.
            Action::Answered(_) => (self.imported, self.printed) = (None, None),
            Action::Printed(Ok(said)) => self.printed = Some(said.clone()),
            _ => {}
        }
        if let Some(import) = self.import.take() {
            let (open, effects) = import.update(action);
            self.import = open;
            return effects;
        }
        if let Some(walkin) = self.walkin.take() {
            let (open, effects) = walkin.update(action, scene);
            self.walkin = open;
            return effects;
        }
        if let Some(print) = self.print.take() {
            let (open, effects) = print.update(action);
            self.print = open;
            return effects;
        }
        if action.edit(&mut self.typed) {
            (self.chosen, self.imported, self.printed) = (0, None, None);
            return self.search();
        }
        match action {
            Action::Found(people) => self.found = Some(people.clone()),
            Action::Choose(step) => self.chosen = step.from(self.chosen, self.shown().len()),
            Action::ShowBadge => return self.marked().map(Effect::DrawBadge).into_iter().collect(),
            Action::Confirm => return self.marked().map(Effect::Manage).into_iter().collect(),
            Action::Print => {
                let unit = |person| Some(scene.board.attendance.person(person)?.unit.clone());
                (self.print, self.printed) = (Some(Print::of(self.marked().and_then(unit))), None);
            }
            Action::Add => {
                let is_name = self.shown().is_empty() && self.typed.text().chars().any(char::is_alphabetic);
                let name = if is_name { self.typed.text() } else { String::new() };
                self.walkin = Some(WalkinForm::for_the_list(name.trim()));
            }
            Action::OpenFile => self.import = Some(Import::default()),
            Action::Back => *self = Self { everybody: Arc::clone(&self.everybody), ..Self::default() },
            _ => {}
        }
        Vec::new()
    }

    fn search(&mut self) -> Vec<Effect> {
        if self.typed.is_empty() {
            self.found = None;
            return Vec::new();
        }
        vec![Effect::Find(self.typed.text())]
    }

    fn marked(&self) -> Option<PersonId> {
        self.shown().get(self.chosen).copied()
    }

    fn shown(&self) -> &[PersonId] {
        self.found.as_deref().unwrap_or(&self.everybody)
    }

    /// Draws it.
    pub fn view(&self, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        if let Some(import) = &self.import {
            return import.view(scene, area, buf);
        }
        if let Some(walkin) = &self.walkin {
            return walkin.view(scene, area, buf);
        }
        if let Some(print) = &self.print {
            return print.view(scene, area, buf);
        }
        let label = scene.text(square::FIND);
        let field = Field {
            label,
            label_cells: cells::width(label, scene.theme.glyphs),
            text: &self.typed,
            hint: scene.text(square::FIND_HINT),
            focused: true,
            theme: scene.theme,
        };
        let line = cells::first(area, 48);
        field.render(line, buf);
        scene.put(buf, cells::line(area, 1), &scene.say(&self.said(scene)), Role::Dim);
        let shown = self.shown();
        let row = |index: usize| shown.get(index).map(|person| person_row(scene, *person)).unwrap_or_default();
        let empty = if self.found.is_some() { square::NOBODY_FITS } else { square::NO_PEOPLE };
        Table {
            columns: &columns(scene),
            count: shown.len(),
            row: &row,
            chosen: Some(self.chosen),
            empty: scene.text(empty),
            theme: scene.theme,
        }
        .render(cells::below(area, 2), buf);
        field.cursor(line)
    }

    /// How many are on the list, or what was just imported.
    fn said(&self, scene: &Scene<'_>) -> Said {
        if let Some(printed) = &self.printed {
            return printed.clone();
        }
        match self.imported {
            Some(ImportSummary { new, changed, same, .. }) => square::IMPORTED.fill([
                ("new", new.to_string()),
                ("changed", changed.to_string()),
                ("same", same.to_string()),
            ]),
            None => square::LISTED.fill([
                ("people", scene.board.attendance.totals().expected.to_string()),
                ("units", scene.board.attendance.units().count().to_string()),
            ]),
        }
    }
}
