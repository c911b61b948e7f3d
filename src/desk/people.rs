//! Who is who at this desk: the roster beside the board, and finding people in it.
//!
//! Presence and badges are the board's; here are only names and the index over them.

use crate::domain::board::Board;
use crate::domain::fact::{Entry, Fact, Means};
use crate::domain::find::{self, Finder, Fit, How};
use crate::domain::ids::{PersonId, UnitName};
use crate::domain::number::BadgeNumber;
use crate::domain::roster::{Roster, RosterRecord};

/// How many candidates a person chooses from; nine have a digit each.
const CANDIDATES: usize = 9;

/// The names a desk knows, and the index to find them by.
#[derive(Debug, Clone, Default)]
pub struct People {
    roster: Roster,
    finder: Finder<PersonId>,
}

/// Whom a text means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// Exactly one person.
    One(PersonId, Means),
    /// Several fit; best first.
    Many(Vec<PersonId>),
    /// Nobody fits.
    Nobody,
}

impl People {
    /// The personal data.
    pub fn roster(&self) -> &Roster {
        &self.roster
    }

    /// Takes a record in and brings the index up to date with it.
    pub fn take_up(&mut self, board: &Board, record: RosterRecord) {
        let person = record.person;
        if self.absorb(record) {
            self.index(board, person);
        }
    }

    /// Folds an entry into its board and brings the index up to date with it.
    pub fn take_in(&mut self, board: &mut Board, entry: Entry) {
        let touched = people_in(board, &entry);
        board.absorb(entry);
        for person in touched {
            self.index(board, person);
        }
    }

    /// Takes a record in. The index follows with [`Self::index`].
    pub fn absorb(&mut self, record: RosterRecord) -> bool {
        self.roster.absorb(record)
    }

    /// Brings the index up to date for one person: after a record, an enrolment, a move, a withdrawal.
    pub fn index(&mut self, board: &Board, person: PersonId) {
        let Some(state) = board.attendance.person(person).filter(|state| state.is_listed()) else {
            self.finder.remove(person);
            return;
        };
        let card = self.roster.card(person);
        let unit_short = board.square.unit(&state.unit).map_or("", |unit| unit.short.as_str());
        self.finder.put(
            person,
            &find::Person {
                name: card.name,
                unit: state.unit.as_str(),
                unit_short,
                phone_tail: card.phone_tail,
                number: Some(state.number),
                alias: card.staff_number,
            },
        );
    }

    /// Brings the whole index up to date.
    pub fn index_all(&mut self, board: &Board) {
        let people: Vec<PersonId> = board.attendance.people().map(|(person, _)| person).collect();
        for person in people {
            self.index(board, person);
        }
    }

    /// The people a text means, best first: those not yet in before the others, then the unit of the last scan.
    pub fn find(&self, board: &Board, text: &str, limit: usize, unit: Option<&UnitName>) -> Vec<PersonId> {
        self.hits(board, text, limit, unit).into_iter().map(|hit| hit.key).collect()
    }

    fn hits(&self, board: &Board, text: &str, limit: usize, unit: Option<&UnitName>) -> Vec<find::Hit<PersonId>> {
        self.finder.find(text, limit, |person| {
            let Some(state) = board.attendance.person(person) else { return 0 };
            2 * u8::from(!state.is_in()) + u8::from(unit == Some(&state.unit))
        })
    }

    /// Those whose whole name sounds like a name.
    pub fn same_sound(&self, board: &Board, name: &str, limit: usize) -> Vec<PersonId> {
        let hits = self.hits(board, name, limit, None).into_iter();
        hits.filter(|hit| is_same_sound(hit.how, hit.fit)).map(|hit| hit.key).collect()
    }

    /// Whom a short number or a text means, if exactly one.
    pub fn who(&self, board: &Board, text: &str) -> Who {
        if let Ok(number) = text.parse::<BadgeNumber>() {
            match board.attendance.bearers(number).as_slice() {
                [] => {} // perhaps a phone tail or a staff number
                [person] => return Who::One(*person, Means::Typed),
                people => return Who::Many(people.to_vec()),
            }
        }
        let hits = self.hits(board, text, CANDIDATES, None);
        let whole: Vec<PersonId> = hits.iter().filter(|hit| hit.fit == Fit::Exact).map(|hit| hit.key).collect();
        let fitting = if whole.is_empty() { hits.iter().map(|hit| hit.key).collect() } else { whole };
        match fitting.as_slice() {
            [] => Who::Nobody,
            [person] => Who::One(*person, Means::Chosen),
            _ => Who::Many(fitting),
        }
    }
}

/// Whether a hit means the whole name by its sound.
fn is_same_sound(how: How, fit: Fit) -> bool {
    fit <= Fit::Whole && matches!(how, How::Sound | How::Pinyin | How::Characters)
}

/// The people whose place in the index an entry may change, also by undoing another entry.
fn people_in(board: &Board, entry: &Entry) -> Vec<PersonId> {
    match &entry.fact {
        Fact::Enrolled { people } => {
            (0_u32..).zip(people).map(|(index, _)| PersonId { entry: entry.key, index }).collect()
        }
        Fact::Moved { person, .. } | Fact::BadgeIssued { person, .. } | Fact::Withdrawn { person } => vec![*person],
        Fact::Merged { from, into } => vec![*from, *into],
        Fact::Undone { entry: undone, .. } => {
            board.ledger().get(*undone).map(|undone| people_in(board, undone)).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}
