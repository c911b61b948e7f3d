//! What counts while the desk practises on copies of it: board and names, kept current with what other desks write.

use super::people::People;
use crate::domain::board::Board;
use crate::domain::fact::Entry;
use crate::domain::roster::RosterRecord;
use crate::domain::time::Wall;

/// Board and names that count, beside the copies.
pub struct SetAside {
    pub board: Board,
    pub people: People,
    pub practice: Practice,
}

/// How long a desk has been practising.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Practice {
    /// When it began.
    pub since: Wall,
    /// When something was last practised.
    pub last_used: Wall,
}

impl SetAside {
    /// Folds an entry; one of practice is held and does not count.
    pub fn take_in(&mut self, entry: Entry) {
        self.people.take_in(&mut self.board, entry);
    }

    /// Takes a record of the roster in.
    pub fn name(&mut self, record: RosterRecord) {
        self.people.take_up(&self.board, record);
    }
}
