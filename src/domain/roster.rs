//! The roster: everything personal about volunteers, apart from the facts, so it can be sealed and erased while all
//! counts stay.
//!
//! Per person and field the last writer wins; a removed value is a tombstone. Units, badges and presence are facts
//! ([`super::attendance`]); finding people by what is written here is [`super::find`].

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::ids::{PersonId, Series};
use super::roster_digest::{RosterDigest, bucket_of};
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

    /// What decides when even the versions are equal: two copies of one desk may have written both.
    fn order(&self) -> (Stamp, Series, &Option<String>) {
        (self.stamp, self.by, &self.value)
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

impl RosterField {
    /// All, in the order of a form.
    pub const ALL: [Self; 4] = [Self::Name, Self::PhoneTail, Self::StaffNumber, Self::Attention];
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

/// The records, per person and field those that were held, the winning one last.
#[derive(Debug, Clone, Default)]
pub struct Roster {
    people: BTreeMap<PersonId, BTreeMap<RosterField, Vec<RosterRecord>>>,
    digest: RosterDigest,
}

/// Former values of one field that are kept for an undo; nobody corrects a name more often in a morning.
const VERSIONS: usize = 16;

impl Roster {
    /// Takes a record in. `true` when it is newer than what was held.
    pub fn absorb(&mut self, record: RosterRecord) -> bool {
        let versions = self.people.entry(record.person).or_default().entry(record.field).or_default();
        let at = versions.partition_point(|held| held.order() < record.order());
        let is_newest = at == versions.len();
        if is_newest {
            versions.last().into_iter().chain([&record]).for_each(|record| self.digest.turn(record.person, record));
        }
        if versions.get(at).is_none_or(|held| held.order() != record.order()) {
            versions.insert(at, record);
        }
        if versions.len() > VERSIONS {
            versions.remove(0);
        }
        is_newest
    }

    /// The record whose value stands now.
    pub fn standing(&self, person: PersonId, field: RosterField) -> Option<&RosterRecord> {
        self.versions(person, field).last()
    }

    /// The record that the value of another one took the place of.
    pub fn before(&self, record: &RosterRecord) -> Option<&RosterRecord> {
        let versions = self.versions(record.person, record.field);
        versions.iter().rev().find(|held| held.order() < record.order())
    }

    /// The last record that a series wrote after one stamp and not after another.
    pub fn written(
        &self,
        of: (PersonId, RosterField),
        by: Series,
        after: Stamp,
        until: Stamp,
    ) -> Option<&RosterRecord> {
        let versions = self.versions(of.0, of.1);
        versions.iter().rev().find(|held| held.by == by && after < held.stamp && held.stamp <= until)
    }

    fn versions(&self, person: PersonId, field: RosterField) -> &[RosterRecord] {
        self.people.get(&person).and_then(|fields| fields.get(&field)).map_or(&[], Vec::as_slice)
    }

    /// Whether a record is newer than what is held.
    pub fn would_win(&self, record: &RosterRecord) -> bool {
        self.standing(record.person, record.field).is_none_or(|held| held.order() < record.order())
    }

    /// What tells another desk where its roster differs.
    pub fn digest(&self) -> &RosterDigest {
        &self.digest
    }

    /// The winning records of some buckets of the digest, bucket by bucket.
    pub fn in_buckets(&self, buckets: &[usize]) -> Vec<&RosterRecord> {
        let wanted: BTreeSet<usize> = buckets.iter().copied().collect();
        let people = self.people.iter().map(|(person, fields)| (bucket_of(*person), fields));
        let mut people: Vec<_> = people.filter(|(bucket, _)| wanted.contains(bucket)).collect();
        people.sort_by_key(|(bucket, _)| *bucket);
        people.into_iter().flat_map(|(_, fields)| fields.values()).filter_map(|versions| versions.last()).collect()
    }

    /// The value of one field.
    pub fn value(&self, person: PersonId, field: RosterField) -> &str {
        self.standing(person, field).and_then(|record| record.value.as_deref()).unwrap_or("")
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
        self.people.values().flat_map(BTreeMap::values).filter_map(|versions| versions.last())
    }

    /// Whether a person has a record.
    pub fn knows(&self, person: PersonId) -> bool {
        self.people.contains_key(&person)
    }

    /// How many people have a record.
    pub fn len(&self) -> usize {
        self.people.len()
    }

    /// Whether nobody has.
    pub fn is_empty(&self) -> bool {
        self.people.is_empty()
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
            let standing = roster.standing(PersonId::default(), RosterField::Name).unwrap();
            assert_eq!(roster.before(standing).unwrap().value.as_deref(), Some("b"), "former values stay");
        }
    }

    #[test]
    fn former_values_are_kept_up_to_a_bound_and_the_same_record_once() {
        let mut roster = Roster::default();
        for ms in (0..100).chain(90..100) {
            roster.absorb(record(ms, Some("a")));
        }
        assert_eq!(roster.versions(PersonId::default(), RosterField::Name).len(), VERSIONS);
        assert_eq!(roster.standing(PersonId::default(), RosterField::Name).unwrap().stamp.ms, 99);
    }
}
