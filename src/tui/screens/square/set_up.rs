//! How the square is set up: outing, this desk, services, stations. Changed here during the morning.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use super::first::First;
use super::{hours, outing, paper, printer, service, target};
use crate::domain::command::Command;
use crate::domain::ids::ServiceId;
use crate::tui::action::Action;
use crate::tui::cells;
use crate::tui::effect::Effect;
use crate::tui::form::{Form, Step};
use crate::tui::keymap::Place;
use crate::tui::scene::Scene;
use crate::tui::theme::Role;
use crate::tui::widgets::{Column, Table};
use crate::words::{label, printer as words, queue, square};

/// What the set-up remembers.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct State {
    chosen: usize,
    open: Option<Page>,
    /// Set up a moment ago: says how to go on.
    is_ready: bool,
}

/// What lies over the table of services.
#[derive(Debug, Clone, PartialEq)]
enum Page {
    First(First),
    Outing(Form),
    Service(Form),
    Target(ServiceId, Form),
    Paper(Form),
    Printer(Form),
}

impl State {
    /// The first start: nothing is set up yet.
    pub fn first() -> Self {
        Self { open: Some(Page::First(First::default())), ..Self::default() }
    }

    /// Whether this laptop is on its way into a square at its first start.
    pub fn is_joining(&self) -> bool {
        matches!(&self.open, Some(Page::First(First::Join(_))))
    }

    /// Where its keys are in the keymap.
    pub fn place(&self) -> Place {
        match &self.open {
            None => Place::SetUp,
            Some(Page::First(first)) => first.place(),
            Some(Page::Outing(_) | Page::Service(_) | Page::Target(..) | Page::Paper(_) | Page::Printer(_)) => {
                Place::Form
            }
        }
    }

    /// What an action makes of it.
    pub fn update(&mut self, action: &Action, scene: &Scene<'_>) -> Vec<Effect> {
        if let Action::SquareSetUp(Ok(_)) = action {
            *self = Self { is_ready: true, ..Self::default() };
            return Vec::new();
        }
        if let Some(Page::First(First::Join(page))) = &self.open
            && page.is_over(scene)
        {
            *self = Self { is_ready: true, ..Self::default() };
            return Vec::new();
        }
        let (open, effects) = match self.open.take() {
            None => self.table(action, scene),
            Some(Page::First(first)) => {
                let (first, effects) = first.update(action, scene);
                (Some(Page::First(first)), effects)
            }
            Some(Page::Outing(form)) => edit_outing(form, action, scene),
            Some(Page::Service(form)) => edit_service(form, action, scene),
            Some(Page::Target(service, form)) => {
                let (form, effects) = target::edit(form, &service, action);
                (form.map(|form| Page::Target(service, form)), effects)
            }
            Some(Page::Paper(form)) => {
                let (form, effects) = paper::edit(form, action);
                (form.map(Page::Paper), effects)
            }
            Some(Page::Printer(form)) => edit_printer(form, action),
        };
        self.open = open;
        effects
    }

    fn table(&mut self, action: &Action, scene: &Scene<'_>) -> (Option<Page>, Vec<Effect>) {
        let services = scene.board.square.services();
        match action {
            Action::Choose(step) => self.chosen = step.from(self.chosen, services.len()),
            Action::Confirm => {
                let form = hours::with_fields(outing::form(scene), scene);
                return (Some(Page::Outing(form)), Vec::new());
            }
            Action::Print => return (Some(Page::Paper(paper::form(scene))), Vec::new()),
            Action::Add => return (Some(Page::Service(service::form())), Vec::new()),
            Action::Target => {
                let chosen = services.get(self.chosen).map(|service| service.service.clone());
                return (
                    chosen.map(|service| Page::Target(service.clone(), target::form(scene, &service))),
                    Vec::new(),
                );
            }
            Action::Printer => return (Some(Page::Printer(printer::form(scene))), Vec::new()),
            Action::More => {
                let more = services.get(self.chosen).and_then(|chosen| service::one_more_station(scene, chosen));
                return (None, more.map(Effect::Perform).into_iter().collect());
            }
            _ => {}
        }
        (None, Vec::new())
    }

    /// Draws it.
    pub fn view(&self, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let (title, form) = match &self.open {
            None => {
                self.view_table(scene, area, buf);
                return None;
            }
            Some(Page::First(first)) => return first.view(scene, area, buf),
            Some(Page::Outing(form)) => (square::EDIT, form),
            Some(Page::Service(form)) => (square::NEW_SERVICE, form),
            Some(Page::Target(service, form)) => return target::view(scene, service, form, area, buf),
            Some(Page::Paper(form)) => (square::PAPER_EDIT, form),
            Some(Page::Printer(form)) => {
                scene.put(buf, area, scene.text(words::TITLE), Role::Title);
                let help = cells::below(area, 2 + form.height());
                scene.put_wrapped(buf, help, scene.text(words::FORM_DOC), Role::Dim);
                return form.view(scene, cells::below(area, 2), buf);
            }
        };
        let used = scene.put_wrapped(buf, area, scene.text(title), Role::Title);
        form.view(scene, cells::below(area, used + 1), buf)
    }

    fn view_table(&self, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) {
        let rest = scene.put_lines(buf, area, self.heads(scene));
        let services = scene.board.square.services();
        let row = |index: usize| {
            let Some(service) = services.get(index) else { return Vec::new() };
            let stations = scene.board.square.stations_of(&service.service);
            let stations: Vec<&str> = stations.iter().map(|station| station.station.as_str()).collect();
            let stations = if service.queued { stations.join(" ") } else { scene.text(square::NO_QUEUE).to_owned() };
            let letter = service.letter.map(String::from).unwrap_or_default();
            let target = target::said(scene, &service.service);
            let name = scene.say(&scene.names().service(&service.service));
            vec![letter.into(), name.into(), target.into(), stations.into()]
        };
        Table {
            columns: &[
                Column::left("", 2),
                Column::left(scene.text(queue::SERVICE), 20),
                Column::right(scene.text(square::TARGET), 12),
                Column::rest(scene.text(label::STATION)),
            ],
            count: services.len(),
            row: &row,
            chosen: Some(self.chosen),
            empty: scene.text(queue::NO_SERVICE),
            theme: scene.theme,
        }
        .render(cells::below(rest, 1), buf);
    }

    fn heads(&self, scene: &Scene<'_>) -> Vec<(String, Role)> {
        let Some(outing) = scene.board.square.outing() else {
            return vec![(scene.text(square::NO_OUTING).to_owned(), Role::Warn)];
        };
        let time = |minute: u16| outing.first_day.at_minute(minute).hhmm();
        let line = square::OUTING.fill([
            ("name", outing.name.clone()),
            ("first", outing.first_day.to_string()),
            ("last", outing.last_day.to_string()),
            ("opens", time(outing.opens_minute)),
            ("closes", time(outing.closes_minute)),
        ]);
        let mut heads = vec![(scene.say(&line), Role::Body)];
        if let Some(desk) = scene.board.square.desk(scene.desk) {
            let line = square::DESK.fill([("number", desk.number.to_string()), ("place", desk.name.clone())]);
            heads.push((scene.say(&line), Role::Body));
        }
        heads.extend(paper::said(scene));
        if let Some(printer) = scene.printer {
            let role = if printer.status.needs_a_look() { Role::Warn } else { Role::Body };
            heads.push((scene.say(&printer.said()), role));
        }
        if self.is_ready {
            heads.push((scene.text(square::READY).to_owned(), Role::Good));
        }
        heads
    }
}

fn edit_outing(mut form: Form, action: &Action, scene: &Scene<'_>) -> (Option<Page>, Vec<Effect>) {
    match form.update(action) {
        Step::Open => {}
        Step::Left => return (None, Vec::new()),
        Step::Finished => {
            if let Some(filled) = outing::read(&mut form, scene)
                && let Some(rules) = hours::read(&mut form, outing::FIELDS, scene)
            {
                let rules = Some(Command::RuleHours(rules)).filter(|_| rules != scene.board.hours.rules());
                let desk = Command::JoinDesk { number: filled.number, name: filled.place };
                // What was changed is what is answered last.
                let commands = [Command::SetOuting(filled.outing), desk].into_iter().chain(rules);
                return (None, commands.map(Effect::Perform).collect());
            }
        }
    }
    (Some(Page::Outing(form)), Vec::new())
}

fn edit_printer(mut form: Form, action: &Action) -> (Option<Page>, Vec<Effect>) {
    match form.update(action) {
        Step::Open => {}
        Step::Left => return (None, Vec::new()),
        Step::Finished => {
            if let Some(effect) = printer::read(&mut form) {
                return (None, vec![effect]);
            }
        }
    }
    (Some(Page::Printer(form)), Vec::new())
}

fn edit_service(mut form: Form, action: &Action, scene: &Scene<'_>) -> (Option<Page>, Vec<Effect>) {
    match form.update(action) {
        Step::Open => {}
        Step::Left => return (None, Vec::new()),
        Step::Finished => {
            if let Some(commands) = service::read(&mut form, scene) {
                return (None, commands.into_iter().map(Effect::Perform).collect());
            }
        }
    }
    (Some(Page::Service(form)), Vec::new())
}
