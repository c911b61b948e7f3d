//! People come on the list: many from a file, one who walks in. Names go to the roster, the rest is facts.

use crate::badge::is_scanned;
use crate::domain::clean::{clean_name, phone_tail};
use crate::domain::command::Command;
use crate::domain::decision::Decision;
use crate::domain::fact::{Enrolment, Fact};
use crate::domain::ids::{EntryKey, PersonId};
use crate::domain::outcome::Outcome;
use crate::domain::refusal::Refusal;
use crate::domain::roster::{RosterField, RosterRecord};
use crate::domain::time::Stamp;

use super::edit::unit_name;
use super::{Desk, Reply};

/// Somebody who is not on the list and wants to help.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Walkin {
    /// Name as typed.
    pub name: String,
    /// Unit as typed; a new one is made when nobody bears it yet.
    pub unit: String,
    /// Phone or its last four digits, or empty.
    pub phone: String,
}

impl Desk {
    /// Puts a walk-in on the list with a badge number of this desk.
    pub fn register(&mut self, walkin: &Walkin) -> Reply {
        let unit = match unit_name(&walkin.unit) {
            Ok(unit) => unit,
            Err(refusal) => return Reply::refused(refusal),
        };
        let name = clean_name(&walkin.name);
        if is_scanned(&name) {
            return Reply::refused(Refusal::NotForTheRoster);
        }
        if name.is_empty() {
            return Reply::refused(Refusal::EmptyText);
        }
        let Some(card) = self.board.square.desk(self.id()) else { return Reply::refused(Refusal::NoDeskNumber) };
        let desk = self.board.square.gives_way(self.id()).unwrap_or(card.number);
        let Some(number) = self.board.next_serial(desk.get()) else {
            return Reply::refused(Refusal::OutOfBounds { given: 100_000, most: 99_999 });
        };
        let mut fields = vec![(RosterField::Name, name)];
        fields.extend(phone_tail(&walkin.phone).map(|tail| (RosterField::PhoneTail, tail)));
        self.enrol(vec![(Enrolment { unit, number }, fields)])
    }

    /// Puts people on the list together with their names, under ids known beforehand.
    pub(super) fn enrol(&mut self, people: Vec<(Enrolment, Vec<(RosterField, String)>)>) -> Reply {
        let (enrolments, fields): (Vec<_>, Vec<_>) = people.into_iter().unzip();
        let nonce = self.draw_nonce();
        let decision = self.decide(&Command::Enrol(enrolments), nonce);
        let ids = self.ids_of(&decision.facts);
        let records = ids.into_iter().zip(fields).flat_map(|(person, fields)| self.records(person, fields)).collect();
        let token = self.next_token();
        self.write(Some(token), decision, nonce, records);
        self.wait_for(token)
    }

    /// The people that `Enrolled` facts will name when they are written next.
    pub(super) fn ids_of(&self, facts: &[Fact]) -> Vec<PersonId> {
        let series = self.scribe.series();
        let keys = (self.scribe.position().seq + 1..).map(|seq| EntryKey { series, seq });
        let people = keys.zip(facts).flat_map(|(entry, fact)| {
            let count = if let Fact::Enrolled { people } = fact { people.len() } else { 0 };
            (0_u32..).take(count).map(move |index| PersonId { entry, index })
        });
        people.collect()
    }

    /// Sets some fields of a person; an empty text erases.
    pub fn set_fields(&mut self, person: PersonId, fields: Vec<(RosterField, String)>) -> Reply {
        let outcome =
            Outcome::Edited { person, fields: fields.iter().map(|(field, _)| *field).collect(), moved: false };
        let records = self.records(person, fields);
        let token = self.next_token();
        let nonce = self.draw_nonce();
        self.write(Some(token), Decision::of([], outcome), nonce, records);
        self.wait_for(token)
    }

    pub(super) fn records(&mut self, person: PersonId, fields: Vec<(RosterField, String)>) -> Vec<RosterRecord> {
        let by = self.scribe.series();
        let stamp = self.next_roster_stamp();
        let record = |(field, text): (RosterField, String)| {
            let value = (!text.is_empty()).then_some(text);
            RosterRecord { person, field, value, stamp, by }
        };
        fields.into_iter().map(record).collect()
    }

    /// A stamp after everything this desk has seen, so that what is typed now wins.
    fn next_roster_stamp(&mut self) -> Stamp {
        let now_ms = self.clock.stamp_ms();
        let now_ms = self.board.square.window().map_or(now_ms, |window| window.cut(now_ms));
        let stamp = self.scribe.position().stamp.after(now_ms);
        self.scribe.see(stamp);
        stamp
    }
}
