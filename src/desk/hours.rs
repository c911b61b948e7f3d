//! The record of service hours of a desk.

use crate::domain::fact::HoursRules;
use crate::domain::hours::Hours;
use crate::domain::report::Days;
use crate::words::Lang;
use crate::words::names::Names;
use crate::words::sheets::{Document, Each, hour_sheets, record_of_hours};

use super::Desk;

impl Desk {
    /// By what hours are counted here, as the square is set.
    pub fn hours_rules(&self) -> HoursRules {
        self.counting_board().hours.rules()
    }

    /// The hours of some days, as this desk knows them; none before there is an event.
    pub fn hours(&self, days: Days, rules: HoursRules) -> Option<Hours> {
        let board = self.counting_board();
        Some(Hours::of(board, board.square.outing()?, days, rules))
    }

    /// A sheet for each volunteer or unit of a record, and the title of all; none before there is an event.
    pub fn hour_sheets(&self, hours: &Hours, each: Each, lang: Lang) -> Option<(String, Vec<Document>)> {
        let (board, roster) = self.counting();
        let names = Names::new(board, roster);
        Some(hour_sheets((board, board.square.outing()?), (hours, each), &names, (self.id(), self.now()), lang))
    }

    /// The record of hours as it stands now; none before there is an event.
    pub fn record_of_hours(&self, hours: &Hours, lang: Lang) -> Option<Document> {
        let (board, roster) = self.counting();
        let names = Names::new(board, roster);
        Some(record_of_hours((board, board.square.outing()?), hours, &names, (self.id(), self.now()), lang))
    }
}
