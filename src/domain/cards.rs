//! Cards that do a job when they are scanned: on a station's table, at the reception, with the event lead. With them a
//! desk is worked with a scanner and no keyboard.
//!
//! What a card does is a fact, so a card printed at one desk does the same at every desk; the code carries its number
//! alone. A number that two laptops gave to different jobs does nothing: the wrong job would be worse than none.
//! What a scan of one decides is in [`rules`].

pub mod rules;

use super::digest::Digest;
use super::fact::{CardJob, Entry, Fact};
use super::number::BadgeNumber;
use super::timeline::Timelines;

/// The cards that were made out, folded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cards(Timelines<BadgeNumber, CardJob>);

impl Cards {
    /// Folds one entry in, or takes it out when it is undone.
    pub(super) fn turn(&mut self, entry: &Entry, live: bool) {
        let Fact::CardsIssued { cards } = &entry.fact else { return };
        for card in cards {
            self.0.turn(&card.number, entry.place(), live, card.does.clone());
        }
    }

    /// What a card does; nothing when it is not known here, or two laptops gave its number to different jobs.
    pub fn job(&self, number: BadgeNumber) -> Option<&CardJob> {
        let mut jobs = self.0.of(&number)?.values();
        let first = jobs.next()?;
        jobs.all(|other| other == first).then_some(first)
    }

    /// The cards that do a job, by number.
    pub fn doing(&self, does: &CardJob) -> impl Iterator<Item = BadgeNumber> {
        self.0.iter().map(|(number, _)| *number).filter(move |number| self.job(*number) == Some(does))
    }

    pub(super) fn digest(&self, digest: &mut Digest) {
        let jobs = self.0.iter().map(|(number, jobs)| (number, jobs.values().collect::<Vec<_>>()));
        digest.add("cards", &jobs.collect::<Vec<_>>());
    }
}
