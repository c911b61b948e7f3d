//! The numbers that were given out: of tickets, and the serials of badges and slips.
//!
//! Undone or not, a number once given out may stand on somebody's paper and is never given twice; gaps are fine
//! (rules.md section 5). So this follows the entries that are held, not those that count. Numbers of two laptops that
//! were both one desk may meet here; telling them apart is the notices' matter.

use std::collections::{BTreeMap, BTreeSet};

use super::fact::{Entry, Fact};
use super::ids::{DeskNumber, EntryKey, ServiceId};
use super::number::{BadgeNumber, TicketNumber};

/// Every number that an entry gave out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GivenOut {
    tickets: BTreeMap<(TicketNumber, EntryKey), ServiceId>,
    serials: BTreeSet<(BadgeNumber, EntryKey)>,
}

impl GivenOut {
    /// Takes note of an entry that came (`held`), or forgets one that was taken out again.
    pub(super) fn turn(&mut self, entry: &Entry, held: bool) {
        match &entry.fact {
            Fact::Enrolled { people } => {
                for enrolment in people {
                    self.turn_serial(enrolment.number, entry.key, held);
                }
            }
            Fact::CardsIssued { cards } => {
                for card in cards {
                    self.turn_serial(card.number, entry.key, held);
                }
            }
            Fact::BadgeIssued { number, .. } => self.turn_serial(*number, entry.key, held),
            Fact::TicketTaken { service, number, slip, .. } => {
                self.turn_serial(*slip, entry.key, held);
                if held {
                    self.tickets.insert((*number, entry.key), service.clone());
                } else {
                    self.tickets.remove(&(*number, entry.key));
                }
            }
            _ => {}
        }
    }

    fn turn_serial(&mut self, number: BadgeNumber, by: EntryKey, held: bool) {
        if held {
            self.serials.insert((number, by));
        } else {
            self.serials.remove(&(number, by));
        }
    }

    /// The next number of a desk's one count for badges, slips and cards (code1.md); desk 0 prints beforehand.
    /// `None` when the last was given out.
    pub fn next_serial(&self, desk: u16) -> Option<BadgeNumber> {
        let first = BadgeNumber::new(desk, 0)?;
        let last = BadgeNumber::new(desk, BadgeNumber::LAST_SERIAL)?;
        let given = self.serials.range((first, EntryKey::default())..=(last, EntryKey::LAST)).next_back();
        BadgeNumber::new(desk, given.map_or(1, |(number, _)| number.serial() + 1))
    }

    /// The next number a desk gives under a letter, as long as the letter serves this service there and lasts.
    pub fn next_ticket(&self, letter: char, desk: DeskNumber, service: &ServiceId) -> Option<TicketNumber> {
        let first = TicketNumber::new(letter, desk.get(), 1)?;
        let last = TicketNumber::new(letter, desk.get(), TicketNumber::LAST_COUNT)?;
        match self.tickets.range((first, EntryKey::default())..=(last, EntryKey::LAST)).next_back() {
            None => Some(first),
            Some(((number, _), of)) if of == service => TicketNumber::new(letter, desk.get(), number.count() + 1),
            Some(_) => None,
        }
    }
}
