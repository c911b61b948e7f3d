//! The board of a desk that another program works at: followed, never written. For a second screen of one laptop.

use std::path::Path;

use crate::domain::board::Board;
use crate::domain::ids::DeskId;
use crate::domain::time::Wall;
use crate::journal::{Follower, JournalError};

use super::clock::Clock;

/// A desk seen from outside.
pub struct Watch {
    follower: Follower,
    /// Whose clock is looked at.
    desk: Option<DeskId>,
    board: Board,
    clock: Clock,
}

impl Watch {
    /// Reads what is in a folder that another program has open.
    pub fn open(folder: &Path) -> Result<Self, JournalError> {
        let follower = Follower::of(folder);
        let desk = follower.desk();
        let mut watch = Self { follower, desk, board: Board::default(), clock: Clock::default() };
        watch.follow()?;
        Ok(watch)
    }

    /// Takes in what has come. Whether the board is another one.
    pub fn follow(&mut self) -> Result<bool, JournalError> {
        let followed = self.follower.read()?;
        if followed.anew {
            self.board = Board::default();
        }
        let latest = followed.entries.iter().filter(|entry| entry.fact.is_of_the_day()).map(|entry| entry.wall).max();
        let has_changed = followed.anew || !followed.entries.is_empty();
        for entry in followed.entries {
            self.board.absorb(entry);
        }
        // The demo's clock is not the laptop's: what is written there says how late it is.
        let is_demo = self.board.square.outing().is_some_and(|outing| outing.demo);
        if let Some(latest) = latest.filter(|_| is_demo) {
            self.clock = Clock::running_from(latest);
        }
        Ok(has_changed)
    }

    /// Whether the program that works at the desk is still there.
    pub fn is_at_work(&self) -> bool {
        self.follower.is_at_work()
    }

    /// Everything the facts add up to. What is practised counts nowhere, here neither.
    pub fn board(&self) -> &Board {
        &self.board
    }

    /// What the desk's clock shows, corrected by what is known of its error.
    pub fn now(&self) -> Wall {
        let offset_ms = self.desk.map_or(0, |desk| self.board.square.clock_offset_ms(desk));
        self.clock.wall().shifted(offset_ms)
    }
}
