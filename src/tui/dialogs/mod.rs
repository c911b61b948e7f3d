//! What lies over the screens until it is answered: questions of the clerk, a badge, the keys, the time, the end.
//!
//! A dialog is its data. [`Dialog::update`] consumes it and gives back what stays open, so that an answered question
//! cannot linger. Screens do not open dialogs: they answer with effects, and [`super::update`] opens what the
//! clerk's answer calls for.

mod badge;
mod boxed;
mod clock;
mod help;
mod person;
mod practice;
mod question;
mod refusals;
mod stations;
mod ticket;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use super::action::Action;
use super::effect::{Effect, Step};
use super::keymap::Place;
use super::scene::Scene;
use super::widgets;
use crate::words::{Phrase, Said, window};

pub use badge::BadgeCard;
pub use clock::ClockQuestion;
pub use help::KeysPage;
pub use person::PersonCard;
pub use practice::PracticeQuestion;
pub use question::Asked;
pub use refusals::RefusalsPage;
pub use ticket::TicketCard;

/// Something open over the screen.
#[derive(Debug, Clone, PartialEq)]
pub enum Dialog {
    /// A question only a person can answer.
    Asked(Asked),
    /// Somebody's badge, to be scanned or photographed.
    Badge(BadgeCard),
    /// Whether the clock is right.
    Clock(ClockQuestion),
    /// What may be done with somebody.
    Person(PersonCard),
    /// The keys that work.
    Keys(KeysPage),
    /// Whether to practise.
    Practice(PracticeQuestion),
    /// The refused scans.
    Scans(RefusalsPage),
    /// A ticket whose slip was scanned.
    Ticket(TicketCard),
    /// What was found when the data were opened.
    News(Vec<Said>),
    /// Whether to end.
    Quit,
}

impl Dialog {
    /// Where its keys are in the keymap.
    pub fn place(&self) -> Place {
        match self {
            Self::Asked(asked) => asked.place(),
            Self::Badge(_) => Place::Badge,
            Self::Clock(_) => Place::Clock,
            Self::Person(person) => person.place(),
            Self::Keys(_) => Place::Help,
            Self::Practice(_) | Self::Ticket(_) => Place::Question,
            Self::Scans(_) => Place::Scans,
            Self::News(_) => Place::News,
            Self::Quit => Place::Quit,
        }
    }

    /// Whether it stays when a badge is scanned: the question for the time and the news must not be missed.
    pub fn outlives_a_scan(&self) -> bool {
        match self {
            Self::Clock(_) | Self::News(_) => true,
            Self::Person(person) => person.holds_typed_text(),
            _ => false,
        }
    }

    /// What an action makes of it.
    pub fn update(self, action: &Action, scene: &Scene<'_>) -> Step<Self> {
        match self {
            Self::Asked(asked) => still(Self::Asked, asked.update(action, scene)),
            Self::Badge(badge) => still(Self::Badge, badge.update(action)),
            Self::Clock(clock) => still(Self::Clock, clock.update(action, scene)),
            Self::Person(person) => still(Self::Person, person.update(action, scene)),
            Self::Keys(keys) => still(Self::Keys, keys.update(action, scene)),
            Self::Practice(practice) => still(Self::Practice, practice.update(action)),
            Self::Scans(scans) => still(Self::Scans, scans.update(action, scene)),
            Self::Ticket(ticket) => still(Self::Ticket, ticket.update(action, scene)),
            Self::News(_) if *action == Action::Back => (None, Vec::new()),
            Self::News(_) => (Some(self), Vec::new()),
            Self::Quit => match action {
                Action::Confirm => (None, vec![Effect::Quit]),
                Action::Back => (None, Vec::new()),
                _ => (Some(self), Vec::new()),
            },
        }
    }

    /// Draws it over the screen; answers where the cursor belongs.
    pub fn view(&self, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        match self {
            Self::Asked(asked) => asked.view(scene, area, buf),
            Self::Badge(badge) => badge.view(scene, area, buf),
            Self::Clock(clock) => return clock.view(scene, area, buf),
            Self::Person(person) => return person.view(scene, area, buf),
            Self::Keys(keys) => keys.view(scene, area, buf),
            Self::Practice(practice) => practice.view(scene, area, buf),
            Self::Scans(scans) => scans.view(scene, area, buf),
            Self::Ticket(ticket) => ticket.view(scene, area, buf),
            Self::News(news) => {
                let lines: Vec<String> = news.iter().map(|said| scene.say(said)).collect();
                told(scene, window::NEWS_TITLE, &lines.join("\n"), area, buf);
            }
            Self::Quit => told(scene, window::QUIT_TITLE, scene.text(window::QUIT), area, buf),
        }
        None
    }
}

/// A text in a box.
fn told(scene: &Scene<'_>, title: Phrase, text: &str, area: Rect, buf: &mut Buffer) {
    widgets::Dialog { title: scene.text(title), text, choices: &[], chosen: 0, theme: scene.theme }.render(area, buf);
}

/// A step of one kind of dialog as a step of any.
fn still<T>(dialog: impl FnOnce(T) -> Dialog, (open, effects): Step<T>) -> Step<Dialog> {
    (open.map(dialog), effects)
}
