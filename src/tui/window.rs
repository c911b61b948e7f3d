//! What the loop needs of a window: inputs in, pictures and bells out.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::app::App;
use super::bell::Bell;
use super::input::Input;

/// A window that the loop can run.
pub trait Window {
    /// Something happened at the terminal.
    fn input(&mut self, input: Input, at_ms: u64);
    /// Time has passed.
    fn tick(&mut self, at_ms: u64);
    /// Answers of the disk may be there.
    fn collect(&mut self);
    /// Whether another tick should come at once.
    fn is_absorbing(&self) -> bool;
    /// Whether something is on its way to the disk.
    fn is_saving(&self) -> bool;
    /// Whether the picture would be another one now.
    fn is_stale(&self) -> bool;
    /// Draws the window as it is; answers where the cursor belongs.
    fn draw(&mut self, area: Rect, buf: &mut Buffer) -> Option<Position>;
    /// What is to be heard now; asks once.
    fn take_bell(&mut self) -> Option<Bell>;
    /// Whether the program is to end.
    fn is_over(&self) -> bool;
    /// Begins anew after something went wrong inside, and says so.
    fn start_over(&mut self);
}

impl Window for App {
    fn input(&mut self, input: Input, at_ms: u64) {
        Self::input(self, input, at_ms);
    }

    fn tick(&mut self, at_ms: u64) {
        Self::tick(self, at_ms);
    }

    fn collect(&mut self) {
        Self::collect(self);
    }

    fn is_absorbing(&self) -> bool {
        Self::is_absorbing(self)
    }

    fn is_saving(&self) -> bool {
        self.desk().pending() > 0
    }

    fn is_stale(&self) -> bool {
        Self::is_stale(self)
    }

    fn draw(&mut self, area: Rect, buf: &mut Buffer) -> Option<Position> {
        Self::draw(self, area, buf)
    }

    fn take_bell(&mut self) -> Option<Bell> {
        Self::take_bell(self)
    }

    fn is_over(&self) -> bool {
        Self::is_over(self)
    }

    fn start_over(&mut self) {
        Self::start_over(self);
    }
}
