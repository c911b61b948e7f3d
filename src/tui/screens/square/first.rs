//! The first start: a new square in two pages, or the demo square.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use super::columns::Columns;
use super::import::said_lines;
use super::joining::JoinPage;
use super::outing::{self, Filled};
use crate::demo::square::{first_stalls, stalls};
use crate::desk::SetUp;
use crate::domain::fact::{Service, Station};
use crate::office::{ColumnMap, RosterFile};
use crate::tui::action::{Action, Step as Move};
use crate::tui::cells;
use crate::tui::effect::Effect;
use crate::tui::form::{Form, Step};
use crate::tui::keymap::Place;
use crate::tui::scene::Scene;
use crate::tui::theme::Role;
use crate::tui::widgets::{Column, Table};
use crate::words::{Said, label, queue, square};

/// More stations of one service than any square has seen.
const STATIONS_MOST: usize = 20;

/// Where the first start stands.
#[derive(Debug, Clone, PartialEq)]
pub enum First {
    /// What to do.
    Menu {
        /// The row with the mark.
        chosen: usize,
        /// Why the demo square could not be set up.
        faults: Vec<Said>,
    },
    /// Into a square that is there already.
    Join(JoinPage),
    /// Page 1: the outing, this desk, the roster file.
    Outing {
        /// The fields.
        form: Form,
        /// What is wrong with the file, row by row.
        faults: Vec<Said>,
        /// Which column of the file is what, where its heads do not say it.
        columns: Option<Columns>,
    },
    /// Page 2: which services, how many stations.
    Stalls(Stalls),
}

/// The second page.
#[derive(Debug, Clone, PartialEq)]
pub struct Stalls {
    form: Form,
    filled: Filled,
    roster: Option<Arc<RosterFile>>,
    preview: Vec<Said>,
    rows: Vec<Stall>,
    chosen: usize,
    faults: Vec<Said>,
}

/// A service and how many stations serve it; one without a queue is there (1) or not (0).
#[derive(Debug, Clone, PartialEq)]
struct Stall {
    service: Service,
    count: usize,
}

impl Default for First {
    fn default() -> Self {
        Self::Menu { chosen: 0, faults: Vec::new() }
    }
}

impl First {
    /// The first page with nothing wrong yet.
    fn of_form(form: Form) -> Self {
        Self::Outing { form, faults: Vec::new(), columns: None }
    }

    /// Where its keys are in the keymap.
    pub fn place(&self) -> Place {
        match self {
            Self::Menu { .. } => Place::FirstStart,
            Self::Join(page) => page.place(),
            Self::Outing { columns: Some(_), .. } => Place::Columns,
            Self::Outing { .. } => Place::Form,
            Self::Stalls(_) => Place::Stalls,
        }
    }

    /// What an action makes of it.
    pub fn update(self, action: &Action, scene: &Scene<'_>) -> (Self, Vec<Effect>) {
        match self {
            Self::Menu { chosen, faults } => menu(chosen, faults, action, scene),
            Self::Join(page) => {
                let (page, effects) = page.update(action, scene);
                (page.map_or_else(Self::default, Self::Join), effects)
            }
            Self::Outing { form, columns: Some(columns), .. } if !matches!(action, Action::RosterRead(_)) => {
                let (columns, effects) = columns.update(action);
                (Self::Outing { form, faults: Vec::new(), columns }, effects)
            }
            Self::Outing { form, .. } => page_one(form, action, scene),
            Self::Stalls(page) => page.update(action),
        }
    }

    /// Draws it.
    pub fn view(&self, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        match self {
            Self::Menu { chosen, faults } => {
                let rows = [square::NEW_SQUARE, square::DEMO_SQUARE, square::JOIN_SQUARE];
                let row = |index: usize| rows.get(index).map(|row| vec![scene.text(*row).into()]).unwrap_or_default();
                Table {
                    columns: &[Column::rest(scene.text(square::WELCOME))],
                    count: rows.len(),
                    row: &row,
                    chosen: Some(*chosen),
                    empty: "",
                    theme: scene.theme,
                }
                .render(area, buf);
                said_lines(scene, faults, Role::Bad, cells::below(area, 6), buf);
                None
            }
            Self::Join(page) => page.view(scene, area, buf),
            Self::Outing { columns: Some(columns), .. } => {
                columns.view(scene, area, buf);
                None
            }
            Self::Outing { form, faults, .. } => {
                scene.put(buf, area, scene.text(square::STEP_OUTING), Role::Title);
                let cursor = form.view(scene, cells::below(area, 2), buf);
                said_lines(scene, faults, Role::Bad, cells::below(area, 3 + form.height()), buf);
                cursor
            }
            Self::Stalls(page) => {
                page.view(scene, area, buf);
                None
            }
        }
    }
}

fn menu(chosen: usize, faults: Vec<Said>, action: &Action, scene: &Scene<'_>) -> (First, Vec<Effect>) {
    match action {
        Action::Choose(step) => (First::Menu { chosen: step.from(chosen, 3), faults }, Vec::new()),
        Action::Confirm if chosen == 0 => {
            let form = outing::form(scene).with(square::FILE, square::FILE_HINT, "");
            (First::of_form(form), Vec::new())
        }
        Action::Confirm if chosen == 1 => (First::Menu { chosen, faults: Vec::new() }, vec![Effect::SetUpDemo]),
        Action::Confirm => (First::Join(JoinPage::new(scene)), Vec::new()),
        Action::SquareSetUp(Err(fault)) => (First::Menu { chosen, faults: vec![fault.clone()] }, Vec::new()),
        _ => (First::Menu { chosen, faults }, Vec::new()),
    }
}

fn page_one(mut form: Form, action: &Action, scene: &Scene<'_>) -> (First, Vec<Effect>) {
    match action {
        Action::RosterRead(Ok(roster)) => {
            if let Some(filled) = outing::read(&mut form, scene) {
                let (file, preview) = (Arc::clone(&roster.file), roster.preview.clone());
                return (First::Stalls(Stalls::new(form, filled, Some(file), preview)), Vec::new());
            }
        }
        Action::RosterRead(Err(fault)) => {
            let path = form.text(outing::FIELDS);
            let columns = fault.heads.clone().map(|heads| Columns::of(path, heads));
            return (First::Outing { form, faults: fault.said.clone(), columns }, Vec::new());
        }
        _ => match form.update(action) {
            Step::Open => {}
            Step::Left => return (First::default(), Vec::new()),
            Step::Finished => {
                if let Some(filled) = outing::read(&mut form, scene) {
                    let file = form.text(outing::FIELDS);
                    if file.is_empty() {
                        return (First::Stalls(Stalls::new(form, filled, None, Vec::new())), Vec::new());
                    }
                    let effect = Effect::ReadRoster { path: file, columns: ColumnMap::default() };
                    return (First::of_form(form), vec![effect]);
                }
            }
        },
    }
    (First::of_form(form), Vec::new())
}

impl Stalls {
    fn new(form: Form, filled: Filled, roster: Option<Arc<RosterFile>>, preview: Vec<Said>) -> Self {
        let usual = first_stalls();
        let rows = stalls().services.into_iter().map(|service| {
            let is_usual = usual.services.iter().any(|known| known.service == service.service);
            let stations = usual.stations.iter().filter(|station| station.service == service.service).count();
            let count = if service.queued { stations } else { usize::from(is_usual) };
            Stall { service, count }
        });
        Self { form, filled, roster, preview, rows: rows.collect(), chosen: 0, faults: Vec::new() }
    }

    fn update(mut self, action: &Action) -> (First, Vec<Effect>) {
        match action {
            Action::Choose(step) => self.chosen = Move::from(*step, self.chosen, self.rows.len()),
            Action::More => self.change(|count, most| (count + 1).min(most)),
            Action::Fewer => self.change(|count, _| count.saturating_sub(1)),
            Action::Back => return (First::of_form(self.form), Vec::new()),
            Action::SquareSetUp(Err(fault)) => self.faults = vec![fault.clone()],
            Action::Confirm if self.rows.iter().all(|row| row.count == 0) => {
                self.faults = vec![square::NO_SERVICE_LEFT.said()];
            }
            Action::Confirm => {
                let effect = Effect::SetUp(Box::new(self.set_up()));
                return (First::Stalls(self), vec![effect]);
            }
            _ => {}
        }
        (First::Stalls(self), Vec::new())
    }

    fn change(&mut self, by: impl Fn(usize, usize) -> usize) {
        self.faults.clear();
        if let Some(row) = self.rows.get_mut(self.chosen) {
            let most = if row.service.queued { STATIONS_MOST } else { 1 };
            row.count = by(row.count, most);
        }
    }

    /// Stations are numbered across the square, so that "3号台" is one place.
    fn set_up(&self) -> SetUp {
        let here = self.rows.iter().filter(|row| row.count > 0);
        let mut stations = Vec::new();
        for row in here.clone().filter(|row| row.service.queued) {
            let first = stations.len() + 1;
            let words = (first..first + row.count).filter_map(|number| number.to_string().parse().ok());
            let service = &row.service.service;
            stations.extend(words.map(|station| Station { station, service: service.clone(), name: String::new() }));
        }
        SetUp {
            outing: self.filled.outing.clone(),
            number: self.filled.number,
            place: self.filled.place.clone(),
            services: here.map(|row| row.service.clone()).collect(),
            stations,
            targets: Vec::new(),
            units: Vec::new(),
            roster: self.roster.as_deref().cloned().unwrap_or_default(),
            event_secret: None,
        }
    }

    fn view(&self, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) {
        let used = scene.put_wrapped(buf, area, scene.text(square::STEP_STALLS), Role::Title);
        let mut rest = cells::below(area, used);
        let faults = if self.faults.is_empty() { &self.preview } else { &self.faults };
        let role = if self.faults.is_empty() { Role::Dim } else { Role::Bad };
        let used = said_lines(scene, faults.get(..1).unwrap_or_default(), role, rest, buf);
        rest = cells::below(rest, used);
        let row = |index: usize| {
            let Some(row) = self.rows.get(index) else { return Vec::new() };
            let count = match (row.count, row.service.queued) {
                (0, _) => scene.text(square::OFF).to_owned(),
                (_, false) => scene.text(square::COUNTED).to_owned(),
                (count, true) => scene.say(&square::STATIONS.fill([("count", count.to_string())])),
            };
            let name = Said::name(&row.service.zh, &row.service.en);
            vec![scene.say(&name).into(), count.into()]
        };
        Table {
            columns: &[Column::left(scene.text(queue::SERVICE), 20), Column::rest(scene.text(label::STATION))],
            count: self.rows.len(),
            row: &row,
            chosen: Some(self.chosen),
            empty: "",
            theme: scene.theme,
        }
        .render(rest, buf);
    }
}
