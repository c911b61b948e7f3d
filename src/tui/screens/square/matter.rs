//! The matters that are looked at before the day is closed: what each is called, and how it stands.

use crate::domain::closing::Closing;
use crate::domain::hours::AFTER_LAST_SEEN_MINUTES;
use crate::tui::theme::Tone;
use crate::words::{Phrase, Said, closing};

/// What is looked at before the day is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matter {
    /// Numbers nobody finished.
    Tickets,
    /// People who did not check out.
    People,
    /// Notices nobody put away.
    Notices,
    /// Entries of other desks.
    Desks,
}

impl Matter {
    /// In the order of the list.
    pub const ALL: [Self; 4] = [Self::Tickets, Self::People, Self::Notices, Self::Desks];

    /// What it is called.
    pub fn name(self) -> Phrase {
        match self {
            Self::Tickets => closing::TICKETS,
            Self::People => closing::PEOPLE,
            Self::Notices => closing::NOTICES,
            Self::Desks => closing::DESKS,
        }
    }

    /// What can be done with its rows.
    pub fn hint(self) -> Said {
        match self {
            Self::Tickets => closing::TICKETS_HINT.said(),
            Self::People => closing::OUT_HINT.fill([("minutes", AFTER_LAST_SEEN_MINUTES.to_string())]),
            Self::Notices => closing::DISMISS_HINT.said(),
            Self::Desks => closing::DESKS_HINT.said(),
        }
    }

    /// How many rows its list has.
    pub fn count(self, open: &Closing) -> usize {
        match self {
            Self::Tickets => open.tickets.len(),
            Self::People => open.people.len() + open.teams.len(),
            Self::Notices => open.notices.len(),
            Self::Desks => open.desks.len(),
        }
    }

    /// How it stands, in a word.
    pub fn stands(self, open: &Closing) -> (Said, Tone) {
        let count = |phrase: Phrase, count: u64| (phrase.fill([("count", count.to_string())]), Tone::Warn);
        let done = (closing::ALL_DONE.said(), Tone::Good);
        match self {
            Self::Tickets if open.tickets.is_empty() => done,
            Self::Tickets => count(closing::COUNT_TICKETS, open.tickets.len() as u64),
            Self::People if open.still_here() == 0 => done,
            Self::People => count(closing::COUNT_PEOPLE, open.still_here()),
            Self::Notices if open.notices.is_empty() => done,
            Self::Notices => count(closing::COUNT_NOTICES, open.notices.len() as u64),
            Self::Desks if open.desks.is_empty() => (closing::ALONE.said(), Tone::Good),
            Self::Desks => match open.incomplete().count() {
                0 => (closing::ALL_HERE.said(), Tone::Good),
                incomplete => count(closing::COUNT_DESKS, incomplete as u64),
            },
        }
    }
}
