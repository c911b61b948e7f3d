//! Closing the day, step by step: what is still open, each matter with a list to deal with, then the sheet to sign.
//!
//! ```text
//! > 1 没办完的号          3 个        -> the list: Enter opens the ticket
//!   2 没签退的人          12 人       -> the list: Enter checks out now, or the lead confirms what is estimated
//!   3 没处理的提醒        没有了
//!   4 其他机的记录        都到了
//!   5 写收工单            打印、签字、存档
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use crate::domain::closing::{Closing, TeamHere};
use crate::domain::command::Command;
use crate::domain::fact::Means;
use crate::domain::ids::PersonId;
use crate::domain::time::{Day, Wall};
use crate::tui::action::Action;
use crate::tui::cells;
use crate::tui::choosing::Choosing;
use crate::tui::effect::Effect;
use crate::tui::form::{Form, Step};
use crate::tui::keymap::Place;
use crate::tui::scene::Scene;
use crate::tui::theme::Role;
use crate::tui::widgets::{Cell, Column, Table};
use crate::words::{Phrase, Said, cards, closing, hours, notice, state};

use super::matter::Matter;
use super::vouch::Vouching;

/// The name of the file, where the program was started.
const FILE: &str = "qiandao-closing.html";

/// What the tab remembers.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct State {
    choosing: Choosing,
    page: Option<Page>,
    /// Worked out when the tab is opened, and when the board changes meanwhile.
    open: Closing,
    written: Option<Said>,
}

/// What lies over the list of matters.
#[derive(Debug, Clone, PartialEq)]
enum Page {
    Matter(Matter, usize),
    /// The lead confirms, over the row of the list.
    Vouch(Vouching, usize),
    Sheet(Form),
}

impl State {
    /// The tab as it is opened.
    pub fn opened(scene: &Scene<'_>) -> Self {
        Self { choosing: Choosing::of(Some(0)), open: Closing::of(scene.board, scene.desk), ..Self::default() }
    }

    /// Where its keys are in the keymap.
    pub fn place(&self) -> Place {
        match &self.page {
            None => Place::Closing,
            Some(Page::Matter(Matter::People, _)) => Place::NotOut,
            Some(Page::Matter(..)) => Place::StillOpen,
            Some(Page::Vouch(vouching, _)) => vouching.place(),
            Some(Page::Sheet(_)) => Place::Form,
        }
    }

    /// What an action makes of it.
    pub fn update(&mut self, action: &Action, scene: &Scene<'_>) -> Vec<Effect> {
        if *action == Action::BoardChanged {
            self.open = Closing::of(scene.board, scene.desk);
            if let Some(Page::Matter(matter, chosen)) = &mut self.page {
                // The list is shorter when its last row was dealt with.
                *chosen = (*chosen).min(matter.count(&self.open).saturating_sub(1));
            }
            return Vec::new();
        }
        match self.page.take() {
            None => {
                let taken = self.choosing.update(action, Matter::ALL.len() + 1);
                self.page = taken.map(|index| match Matter::ALL.get(index) {
                    Some(matter) => Page::Matter(*matter, 0),
                    None => Page::Sheet(Form::default().with(cards::FILE, closing::SHEET_HINT, FILE)),
                });
                Vec::new()
            }
            Some(Page::Matter(matter, chosen)) => self.deal_with(matter, chosen, action),
            Some(Page::Vouch(vouching, chosen)) => {
                let (open, effects) = vouching.update(action);
                let list = Page::Matter(Matter::People, chosen);
                self.page = Some(open.map_or(list, |vouching| Page::Vouch(vouching, chosen)));
                effects
            }
            Some(Page::Sheet(form)) => self.write(form, action),
        }
    }

    /// Takes a scanned person for the event lead, where it is asked who that is.
    pub fn takes_lead(&mut self, person: PersonId) -> bool {
        match &mut self.page {
            Some(Page::Vouch(vouching, _)) => vouching.scanned(person),
            _ => false,
        }
    }

    fn deal_with(&mut self, matter: Matter, mut chosen: usize, action: &Action) -> Vec<Effect> {
        let mut effects = Vec::new();
        match action {
            Action::Back => return effects,
            Action::Choose(step) => chosen = step.from(chosen, matter.count(&self.open)),
            Action::Confirm if matter == Matter::People && self.is_of_before(chosen) => {
                return self.vouch(chosen, &Action::Vouch);
            }
            Action::Vouch | Action::VouchForAll => return self.vouch(chosen, action),
            Action::Confirm => effects.extend(self.effect(matter, chosen)),
            _ => {}
        }
        self.page = Some(Page::Matter(matter, chosen));
        effects
    }

    /// Whether a row is of somebody who did not check out on a day before: nobody can any more.
    fn is_of_before(&self, chosen: usize) -> bool {
        self.open.people.get(chosen).is_some_and(|open| !open.is_in)
    }

    /// Asks who confirms what is estimated for one row, or for all.
    fn vouch(&mut self, chosen: usize, action: &Action) -> Vec<Effect> {
        let one = self.open.people.get(chosen).map(std::slice::from_ref).unwrap_or_default();
        let whom = if *action == Action::VouchForAll { self.open.people.as_slice() } else { one };
        let vouching = Vouching::of(whom);
        let effects = if vouching.is_none() { vec![Effect::Ring] } else { Vec::new() };
        let list = Page::Matter(Matter::People, chosen);
        self.page = Some(vouching.map_or(list, |vouching| Page::Vouch(vouching, chosen)));
        effects
    }

    /// What Enter does with a row. What is missing of a desk only that desk can bring.
    fn effect(&self, matter: Matter, chosen: usize) -> Option<Effect> {
        match matter {
            Matter::Tickets => self.open.tickets.get(chosen).map(|ticket| Effect::ShowTicket(*ticket)),
            Matter::People => {
                let out = |person| Command::CheckOut { person, by: Means::Chosen };
                let person = self.open.people.get(chosen).map(|open| out(open.person));
                let command = person.or_else(|| Some(Command::TeamOut { team: self.team(chosen)?.team }));
                command.map(Effect::Perform)
            }
            Matter::Notices => {
                let notice = self.open.notices.get(chosen)?.id();
                Some(Effect::Perform(Command::DismissNotice { notice }))
            }
            Matter::Desks => None,
        }
    }

    fn write(&mut self, mut form: Form, action: &Action) -> Vec<Effect> {
        let mut effects = Vec::new();
        match action {
            Action::Printed(Ok(said)) => {
                self.written = Some(said.clone());
                return effects;
            }
            Action::Printed(Err(fault)) => form.refuse(0, fault.clone()),
            _ => match form.update(action) {
                Step::Left => return effects,
                Step::Finished if !form.text(0).is_empty() => effects.push(Effect::WriteClosing(form.text(0))),
                Step::Finished | Step::Open => {}
            },
        }
        self.page = Some(Page::Sheet(form));
        effects
    }

    /// Draws it.
    pub fn view(&self, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        match &self.page {
            None => {
                self.view_matters(scene, area, buf);
                None
            }
            Some(Page::Matter(matter, chosen)) => {
                self.view_matter(*matter, *chosen, scene, area, buf);
                None
            }
            Some(Page::Vouch(vouching, _)) => vouching.view(scene, area, buf),
            Some(Page::Sheet(form)) => {
                scene.put(buf, area, scene.text(closing::SHEET), Role::Title);
                form.view(scene, cells::below(area, 2), buf)
            }
        }
    }

    fn view_matters(&self, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) {
        let mut used = scene.put_wrapped(buf, area, scene.text(closing::HOW_TO), Role::Dim);
        if let Some(written) = &self.written {
            used += scene.put_wrapped(buf, cells::below(area, used), &scene.say(written), Role::Good);
        }
        let row = |index: usize| {
            let (name, how): (Phrase, Cell<'_>) = match Matter::ALL.get(index) {
                Some(matter) => {
                    let (said, tone) = matter.stands(&self.open);
                    (matter.name(), Cell::toned(scene.say(&said), tone))
                }
                None => (closing::SHEET, scene.text(closing::SHEET_HINT).into()),
            };
            vec![(index + 1).to_string().into(), scene.text(name).into(), how]
        };
        Table {
            columns: &[Column::right("", 1), Column::left("", 26), Column::rest("")],
            count: Matter::ALL.len() + 1,
            row: &row,
            chosen: Some(self.choosing.chosen.unwrap_or(usize::MAX)),
            empty: "",
            theme: scene.theme,
        }
        .render(cells::below(area, used), buf);
        let rules = closing::RULES.said().and("rules", hours::ruled(scene.board.hours.rules()));
        let below = used + 2 + u16::try_from(Matter::ALL.len()).unwrap_or(u16::MAX);
        scene.put_wrapped(buf, cells::below(area, below), &scene.say(&rules), Role::Dim);
    }

    fn view_matter(&self, matter: Matter, chosen: usize, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) {
        scene.put(buf, area, scene.text(matter.name()), Role::Title);
        let used = 1 + scene.put_wrapped(buf, cells::below(area, 1), &scene.say(&matter.hint()), Role::Dim);
        let row = |index: usize| self.row(matter, index, scene).unwrap_or_default();
        let columns = match matter {
            Matter::People => [
                Column::left(scene.text(closing::SINCE), 11),
                Column::left(scene.text(closing::WHAT), 22),
                Column::left(scene.text(closing::OF), 20),
                Column::rest(scene.text(closing::ESTIMATE)),
            ]
            .to_vec(),
            Matter::Tickets => [
                Column::left(scene.text(closing::SINCE), 8),
                Column::left(scene.text(closing::WHAT), 20),
                Column::left(scene.text(closing::OF), 24),
                Column::rest(scene.text(closing::HOW)),
            ]
            .to_vec(),
            Matter::Notices | Matter::Desks => vec![Column::rest("")],
        };
        Table {
            columns: &columns,
            count: matter.count(&self.open),
            row: &row,
            chosen: Some(chosen),
            empty: scene.text(closing::ALL_DONE),
            theme: scene.theme,
        }
        .render(cells::below(area, used), buf);
    }

    fn row<'a>(&self, matter: Matter, index: usize, scene: &Scene<'a>) -> Option<Vec<Cell<'a>>> {
        let names = scene.names();
        match matter {
            Matter::Tickets => {
                let ticket = names.ticket(*self.open.tickets.get(index)?)?;
                Some(vec![
                    ticket.taken.hhmm().into(),
                    scene.say(&state::bearer(ticket.number)).into(),
                    scene.say(&names.service(&ticket.service)).into(),
                    scene.text(state::ticket_state(&ticket.state)).into(),
                ])
            }
            Matter::People => self.person_or_team(index, scene),
            Matter::Notices => Some(vec![scene.say(&notice::said(self.open.notices.get(index)?, &names)).into()]),
            Matter::Desks => Some(vec![scene.say(&closing::desk(self.open.desks.get(index)?, &names)).into()]),
        }
    }

    fn person_or_team<'a>(&self, index: usize, scene: &Scene<'a>) -> Option<Vec<Cell<'a>>> {
        if let Some(open) = self.open.people.get(index) {
            return Some(vec![
                when(open.since, scene).into(),
                scene.name_of(open.person).into(),
                scene.unit_of(open.person).into(),
                scene.say(&closing::estimate(open)).into(),
            ]);
        }
        let team = self.team(index)?;
        let heads = closing::HEADS.fill([("heads", team.heads.to_string())]);
        let unit = scene.say(&scene.names().unit(&team.unit));
        Some(vec![when(team.since, scene).into(), scene.say(&heads).into(), unit.into(), String::new().into()])
    }

    /// The team in a row below the people.
    fn team(&self, index: usize) -> Option<&TeamHere> {
        self.open.teams.get(index.checked_sub(self.open.people.len())?)
    }
}

/// The time of day, after the day when that is not today.
fn when(since: Wall, scene: &Scene<'_>) -> String {
    let day = Day::of(since);
    if day == Day::of(scene.now) {
        return since.hhmm();
    }
    let (_, month, day) = day.parts();
    format!("{month:02}-{day:02} {}", since.hhmm())
}
