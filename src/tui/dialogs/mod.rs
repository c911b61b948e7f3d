//! What lies over the screens until it is answered: questions of the clerk, a badge, the keys, the time, the end.
//!
//! A dialog is its data. [`Dialog::update`] consumes it and gives back what stays open, so that an answered question
//! cannot linger. Screens do not open dialogs: they answer with effects, and [`super::super::update`] opens what the
//! clerk's answer calls for.

mod badge;
mod choosing;
mod clock;
mod help;
mod question;
mod stations;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};
use ratatui::widgets::Widget;

use super::action::Action;
use super::cells;
use super::effect::Effect;
use super::keymap::Place;
use super::scene::Scene;
use super::theme::Role;
use super::widgets::{self, Frame};
use crate::words::window;

pub use badge::BadgeCard;
pub use clock::ClockQuestion;
pub use help::KeysPage;
pub use question::Asked;
pub use stations::StationList;

/// Something open over the screen.
#[derive(Debug, Clone, PartialEq)]
pub enum Dialog {
    /// A question only a person can answer.
    Asked(Asked),
    /// Which station a volunteer goes to.
    Stations(StationList),
    /// Somebody's badge, to be scanned or photographed.
    Badge(BadgeCard),
    /// Whether the clock is right.
    Clock(ClockQuestion),
    /// The keys that work.
    Keys(KeysPage),
    /// Whether to end.
    Quit,
}

/// What stays open, and what is to be done.
pub type Step = (Option<Dialog>, Vec<Effect>);

impl Dialog {
    /// Where its keys are in the keymap.
    pub fn place(&self) -> Place {
        match self {
            Self::Asked(_) => Place::Question,
            Self::Stations(_) => Place::Stations,
            Self::Badge(_) => Place::Badge,
            Self::Clock(_) => Place::Clock,
            Self::Keys(_) => Place::Help,
            Self::Quit => Place::Quit,
        }
    }

    /// Whether it stays when a badge is scanned: only the question for the time must not be missed.
    pub fn outlives_a_scan(&self) -> bool {
        matches!(self, Self::Clock(_))
    }

    /// What an action makes of it.
    pub fn update(self, action: &Action, scene: &Scene<'_>) -> Step {
        match self {
            Self::Asked(asked) => asked.update(action),
            Self::Stations(list) => list.update(action, scene),
            Self::Badge(badge) => badge.update(action),
            Self::Clock(clock) => clock.update(action, scene),
            Self::Keys(keys) => keys.update(action),
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
            Self::Stations(list) => list.view(scene, area, buf),
            Self::Badge(badge) => badge.view(scene, area, buf),
            Self::Clock(clock) => return clock.view(scene, area, buf),
            Self::Keys(keys) => keys.view(scene, area, buf),
            Self::Quit => {
                let (title, text) = (scene.text(window::QUIT_TITLE), scene.text(window::QUIT));
                widgets::Dialog { title, text, choices: &[], chosen: 0, theme: scene.theme }.render(area, buf);
            }
        }
        None
    }
}

/// An empty box of a size in the middle of the screen, or as large as the screen is; answers the room inside.
fn boxed(scene: &Scene<'_>, title: &str, size: Size, screen: Rect, buf: &mut Buffer) -> Rect {
    let (width, height) = (size.width.min(screen.width), size.height.min(screen.height));
    let left = cells::after(screen, (screen.width - width) / 2);
    let area = cells::first(cells::lines(left, (screen.height - height) / 2, height), width);
    cells::clear(buf, area, scene.style(Role::Body));
    let frame = Frame { title, theme: scene.theme };
    frame.render(area, buf);
    frame.inner(area)
}
