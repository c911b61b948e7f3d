//! The record of service hours of a desk.

use crate::domain::hours::{Hours, Rules};
use crate::domain::report::Days;
use crate::words::Lang;
use crate::words::names::Names;
use crate::words::sheets::{Document, record_of_hours};

use super::Desk;

impl Desk {
    /// The hours of some days, as this desk knows them; none before there is an event.
    pub fn hours(&self, days: Days, rules: Rules) -> Option<Hours> {
        let board = self.counting_board();
        Some(Hours::of(board, board.square.outing()?, days, rules))
    }

    /// The record of hours as it stands now; none before there is an event.
    pub fn record_of_hours(&self, hours: &Hours, lang: Lang) -> Option<Document> {
        let (board, roster) = self.counting();
        let names = Names::new(board, roster);
        Some(record_of_hours((board, board.square.outing()?), hours, &names, (self.id(), self.now()), lang))
    }
}
