//! The roster: everything personal about volunteers, apart from the facts, so it can be sealed and erased while all
//! counts stay.
//!
//! Per person and field the last writer wins; a removed value is a tombstone. Units, badges and presence are facts
//! ([`super::attendance`]); finding people by what is written here is [`super::find`].

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::ids::{PersonId, Series};
use super::time::Stamp;

/// One value of one field of one person, with what decides who wins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterRecord {
    /// Whose.
    pub person: PersonId,
    /// Which field.
    pub field: RosterField,
    /// The value, cleaned; `None` erases it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// When it was written.
    pub stamp: Stamp,
    /// Who wrote it; breaks a tie of stamps.
    pub by: Series,
}

impl RosterRecord {
    /// What decides between two values of one field.
    pub fn version(&self) -> (Stamp, Series) {
        (self.stamp, self.by)
    }
}

/// What is known of a person beside the facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RosterField {
    /// Name.
    Name,
    /// Last four digits of the phone.
    PhoneTail,
    /// 工号, the number their own organisation knows them by.
    StaffNumber,
    /// Shown with every outcome ("needs a wheelchair").
    Attention,
}

/// A person's personal data as they stand now; empty where nothing is known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Card<'a> {
    /// Name.
    pub name: &'a str,
    /// Last four digits of the phone.
    pub phone_tail: &'a str,
    /// 工号.
    pub staff_number: &'a str,
    /// Shown with every outcome.
    pub attention: &'a str,
}

/// The records, per person and field the winning one.
#[derive(Debug, Clone, Default)]
pub struct Roster(BTreeMap<PersonId, BTreeMap<RosterField, RosterRecord>>);

impl Roster {
    /// Takes a record in. `true` when it is newer than what was held.
    pub fn absorb(&mut self, record: RosterRecord) -> bool {
        let fields = self.0.entry(record.person).or_default();
        let newer = fields
            .get(&record.field)
            .is_none_or(|held| (held.version(), &held.value) < (record.version(), &record.value));
        if newer {
            fields.insert(record.field, record);
        }
        newer
    }

    /// The value of one field.
    pub fn value(&self, person: PersonId, field: RosterField) -> &str {
        let record = self.0.get(&person).and_then(|fields| fields.get(&field));
        record.and_then(|record| record.value.as_deref()).unwrap_or("")
    }

    /// All that is known of a person.
    pub fn card(&self, person: PersonId) -> Card<'_> {
        Card {
            name: self.value(person, RosterField::Name),
            phone_tail: self.value(person, RosterField::PhoneTail),
            staff_number: self.value(person, RosterField::StaffNumber),
            attention: self.value(person, RosterField::Attention),
        }
    }

    /// Every winning record, tombstones too.
    pub fn records(&self) -> impl Iterator<Item = &RosterRecord> {
        self.0.values().flat_map(BTreeMap::values)
    }

    /// How many people have a record.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nobody has.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(ms: u64, value: Option<&str>) -> RosterRecord {
        let stamp = Stamp { ms, count: 0 };
        let value = value.map(str::to_owned);
        RosterRecord { person: PersonId::default(), field: RosterField::Name, value, stamp, by: Series::default() }
    }

    #[test]
    fn the_last_writer_wins_in_any_order_of_arrival() {
        let records = [record(1, Some("a")), record(3, None), record(2, Some("b"))];
        for order in [[0, 1, 2], [2, 1, 0], [1, 0, 2]] {
            let mut roster = Roster::default();
            for index in order {
                roster.absorb(records[index].clone());
            }
            assert_eq!(roster.value(PersonId::default(), RosterField::Name), "", "{order:?}");
            assert_eq!(roster.records().count(), 1);
        }
    }
}
