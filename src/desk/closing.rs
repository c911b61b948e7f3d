//! Closing the day at a desk: what is still open, and the sheet that is signed.

use crate::domain::closing::Closing;
use crate::domain::report::{Days, Report};
use crate::domain::time::Day;
use crate::words::Lang;
use crate::words::names::Names;
use crate::words::sheets::{Document, closing_sheet};

use super::Desk;

impl Desk {
    /// What is still open, as this desk knows it; nothing of what is only practised.
    pub fn closing(&self) -> Closing {
        Closing::of(self.counting_board(), self.id())
    }

    /// The days a closing is of: today when the outing has several, else all.
    pub fn days_to_close(&self) -> Days {
        let today = Day::of(self.now());
        let several = self.board().square.outing().filter(|outing| outing.first_day < outing.last_day);
        several
            .filter(|outing| outing.first_day <= today && today <= outing.last_day)
            .map_or(Days::All, |_| Days::One(today))
    }

    /// The closing sheet of some days, as it stands now.
    pub fn closing_sheet(&self, days: Days, lang: Lang) -> Document {
        let (board, roster) = self.counting();
        let names = Names::new(board, roster);
        let report = Report::of(board, days);
        closing_sheet(&report, &self.closing(), &names, self.id(), self.now(), &self.heard_at(), lang)
    }
}
