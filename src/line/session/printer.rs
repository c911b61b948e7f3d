//! The slip printer: another place for it, and slips that somebody looked after.

use crate::line::answer::Answer;
use crate::line::looks;
use crate::printer::Place;

use super::Session;

impl Session {
    /// Prints slips there from now on, or nowhere.
    pub(super) fn set_printer(&mut self, place: Option<Place>) -> Answer {
        self.asked = None;
        match self.desk.set_printer(place) {
            Ok(()) => looks::printer(&self.desk, self.lang),
            Err(said) => self.not_saved(&said),
        }
    }

    /// The slips that were named are all right.
    pub(super) fn slips_seen(&mut self) -> Answer {
        self.desk.slips_seen();
        looks::printer(&self.desk, self.lang)
    }
}
