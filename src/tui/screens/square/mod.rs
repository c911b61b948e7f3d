//! The square itself, in tabs: who is on the list, how the square is set up, which desks there are, closing the day.

pub mod city;
mod closing;
mod columns;
mod desks;
mod first;
mod hours;
mod import;
mod joining;
mod matter;
mod outing;
mod paper;
mod print;
mod printer;
pub mod roster;
mod service;
pub mod set_up;
mod target;
mod vouch;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use crate::domain::ids::PersonId;
use crate::tui::action::Action;
use crate::tui::cells;
use crate::tui::effect::Effect;
use crate::tui::keymap::Place;
use crate::tui::scene::Scene;
use crate::tui::widgets::Tabs;
use crate::words::{desks as words, label};

/// What the tabs remember, and which is open.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct State {
    tab: Tab,
    roster: roster::State,
    set_up: set_up::State,
    desks: desks::State,
    closing: closing::State,
}

/// The tabs, left to right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Tab {
    #[default]
    Roster,
    SetUp,
    Closing,
    Desks,
}

impl Tab {
    const ALL: [Self; 4] = [Self::Roster, Self::SetUp, Self::Closing, Self::Desks];
}

impl State {
    /// The tabs at the start of a square that is not set up yet.
    pub fn at_set_up() -> Self {
        Self { tab: Tab::SetUp, set_up: set_up::State::first(), ..Self::default() }
    }

    /// The next tab, round and round: the key of the screen pressed again.
    pub fn turn_tab(&mut self, scene: &Scene<'_>) {
        let mut tabs = Tab::ALL.into_iter().cycle().skip_while(|tab| *tab != self.tab);
        self.tab = tabs.nth(1).unwrap_or_default();
        if self.tab == Tab::Closing {
            self.closing = closing::State::opened(scene);
        }
    }

    /// Takes the scan of somebody who is here for the event lead, where it is asked who that is.
    pub fn takes_lead(&mut self, person: PersonId) -> bool {
        self.tab == Tab::Closing && self.closing.takes_lead(person)
    }

    /// Whether the picture of the desks is looked at, which costs a look at everything.
    pub fn shows_desks(&self) -> bool {
        self.tab == Tab::Desks
    }

    /// Where its keys are in the keymap.
    pub fn place(&self) -> Place {
        match self.tab {
            Tab::Roster => self.roster.place(),
            Tab::SetUp => self.set_up.place(),
            Tab::Desks => self.desks.place(),
            Tab::Closing => self.closing.place(),
        }
    }

    /// What an action makes of it.
    pub fn update(&mut self, action: &Action, scene: &Scene<'_>) -> Vec<Effect> {
        if *action == Action::BoardChanged {
            // Whichever tab is open: the list is there when one turns to it.
            let effects = self.roster.update(action, scene);
            if self.tab == Tab::Closing {
                self.closing.update(action, scene);
            }
            return effects;
        }
        if matches!(action, Action::Invited | Action::DesksTold(_) | Action::AroundChanged) {
            let at_the_start = self.set_up.is_joining();
            return if at_the_start { self.set_up.update(action, scene) } else { self.desks.update(action, scene) };
        }
        match self.tab {
            Tab::Roster => self.roster.update(action, scene),
            Tab::SetUp => self.set_up.update(action, scene),
            Tab::Desks => self.desks.update(action, scene),
            Tab::Closing => self.closing.update(action, scene),
        }
    }

    /// Draws the tabs and the open one below them.
    pub fn view(&self, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let names = [label::ROSTER, label::SETUP, label::CLOSING, words::TAB].map(|name| scene.text(name));
        let chosen = Tab::ALL.iter().position(|tab| *tab == self.tab).unwrap_or_default();
        Tabs { names: &names, chosen, theme: scene.theme }.render(cells::line(area, 0), buf);
        let rest = cells::below(area, 2);
        match self.tab {
            Tab::Roster => self.roster.view(scene, rest, buf),
            Tab::SetUp => self.set_up.view(scene, rest, buf),
            Tab::Desks => self.desks.view(scene, rest, buf),
            Tab::Closing => self.closing.view(scene, rest, buf),
        }
    }
}
