//! Who on the list may be the person who is just being put on it: the same name, one that sounds or looks like it, the
//! same end of the phone.

use crate::domain::alike::{Likeness, looks_alike};
use crate::domain::clean::{clean_name, phone_tail};
use crate::domain::ids::PersonId;

use super::{Desk, Walkin};

/// Somebody on the list who may be meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Similar {
    /// Who.
    pub person: PersonId,
    /// What is the same.
    pub likeness: Likeness,
}

/// As many as have a digit each with one left for "none of them".
const SIMILAR: usize = 8;
/// Hits that are looked at; those that fit whole come first.
const HITS: usize = 32;

impl Desk {
    /// Everybody on the list whom a walk-in may be, the likeliest first.
    pub fn similar(&self, walkin: &Walkin) -> Vec<Similar> {
        let (name, unit) = (clean_name(&walkin.name), clean_name(&walkin.unit));
        let tail = phone_tail(&walkin.phone).unwrap_or_default();
        let sounds_so = self.people.same_sound(&self.board, &name, HITS);
        let listed = self.board.attendance.people().filter(|(_, state)| state.is_listed());
        let mut similar: Vec<(Likeness, bool, PersonId)> = listed
            .filter_map(|(person, state)| {
                let card = self.people.roster().card(person);
                let likeness = if card.name == name {
                    Likeness::Name
                } else if sounds_so.contains(&person) {
                    Likeness::Sound
                } else if looks_alike(card.name, &name) {
                    Likeness::Look
                } else if !tail.is_empty() && card.phone_tail == tail {
                    Likeness::Phone
                } else {
                    return None;
                };
                Some((likeness, state.unit.as_str() != unit, person))
            })
            .collect();
        similar.sort_unstable();
        similar.into_iter().take(SIMILAR).map(|(likeness, _, person)| Similar { person, likeness }).collect()
    }
}
