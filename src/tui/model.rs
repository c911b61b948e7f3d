//! Everything the window remembers: which screen is open, what each screen remembers, what lies over it.
//!
//! Counts, people and tickets are not here: they are the board's.

use super::action::{Action, Answer, Screen};
use super::dialogs::{ClockQuestion, Dialog};
use super::effect::Effect;
use super::keymap::Place;
use super::scene::Scene;
use super::screens::{check_in, display, queue, square, tally};
use super::theme::Palette;
use crate::desk::QueueWork;
use crate::domain::board::Board;
use crate::words::Lang;

/// The state of the window.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Model {
    /// The language; one key changes it.
    pub lang: Lang,
    /// The colours; one key changes them.
    pub palette: Palette,
    /// Whether the bell stays quiet.
    pub silent: bool,
    /// The screen that is open.
    pub screen: Screen,
    /// What lies over it, the uppermost last.
    pub dialogs: Vec<Dialog>,
    /// What the clerk answered last.
    pub latest: Option<Answer>,
    /// Check-in.
    pub check_in: check_in::State,
    /// The queue.
    pub queue: queue::State,
    /// The counts.
    pub tally: tally::State,
    /// Roster and set-up.
    pub square: square::State,
    /// The public display.
    pub display: display::State,
}

impl Model {
    /// The window at the start: a new square begins in its set-up, a known one with the question for the time; a desk
    /// that was a station's begins there.
    pub fn at_start(board: &Board, work: Option<&QueueWork>, lang: Lang, palette: Palette) -> Self {
        let queue = queue::State::resumed(work, board);
        let screen = if queue.is_at_station() { Screen::Queue } else { Screen::CheckIn };
        let start = Self { lang, palette, screen, queue, ..Self::default() };
        match board.square.outing() {
            None => Self { screen: Screen::Square, square: square::State::at_set_up(), ..start },
            Some(outing) if outing.demo => start,
            Some(_) => Self { dialogs: vec![Dialog::Clock(ClockQuestion::default())], ..start },
        }
    }

    /// Where keys go now.
    pub fn place(&self) -> Place {
        self.dialogs.last().map_or_else(|| self.screen_place(), Dialog::place)
    }

    /// Where keys go when nothing lies over the screen.
    pub fn screen_place(&self) -> Place {
        match self.screen {
            Screen::CheckIn => self.check_in.place(),
            Screen::Queue => self.queue.place(),
            Screen::Tally => self.tally.place(),
            Screen::Square => self.square.place(),
            Screen::Display => self.display.place(),
        }
    }

    /// Gives an action to the screen that is open.
    pub fn update_screen(&mut self, action: &Action, scene: &Scene<'_>) -> Vec<Effect> {
        match self.screen {
            Screen::CheckIn => self.check_in.update(action, scene),
            Screen::Queue => self.queue.update(action, scene),
            Screen::Tally => self.tally.update(action, scene),
            Screen::Square => self.square.update(action, scene),
            Screen::Display => self.display.update(action, scene),
        }
    }
}
