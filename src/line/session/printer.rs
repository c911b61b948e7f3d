//! The slip printer: another place for it.

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
}
