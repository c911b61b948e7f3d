//! A roster file comes in: who is new, who changed, who is the same, who is not in it any more. Importing the same file
//! twice changes nothing, and all of an import is saved or nothing.
//!
//! Names go to the roster before the facts that enrol them, so that no crash leaves people without names who would be
//! enrolled a second time by the next import. Undoing the heading of an import undoes all of it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::domain::command::{Command, Import};
use crate::domain::fact::{Enrolment, Entry, Fact, Unit};
use crate::domain::ids::{EntryKey, PersonId, UnitName};
use crate::domain::number::BadgeNumber;
use crate::domain::refusal::Refusal;
use crate::domain::roster::{RosterField, RosterRecord};
use crate::journal::JournalError;
use crate::office::{RosterFile, RosterRow};

use super::{Desk, Reply};

/// Imported people bear numbers of desk 000, allotted in file order (code1.md).
const PRINTED_BEFOREHAND: u16 = 0;

/// What an import did, or would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ImportSummary {
    /// People in the file.
    pub people: usize,
    /// Units in the file.
    pub units: usize,
    /// People who were not on the list before.
    pub new: usize,
    /// People whose name, phone, unit or remark changed.
    pub changed: usize,
    /// People who stood on the list exactly so.
    pub same: usize,
    /// People of the file's units who came on the list by a file, are not in this one and have not come yet.
    pub gone: usize,
}

/// What becomes of people whom a file does not name any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Gone {
    /// They stay on the list.
    #[default]
    Stay,
    /// They are taken off.
    Leave,
}

/// Why an import did not happen.
#[derive(Debug, Clone, PartialEq)]
pub enum ImportError {
    /// The rules refuse it.
    Refused(Refusal),
    /// The disk did not take it.
    NotSaved(JournalError),
}

/// Details of a person as a file has them.
type Details = Vec<(RosterField, String)>;

/// What is to be done with the rows of a file.
#[derive(Default)]
struct Plan<'a> {
    units: Vec<Unit>,
    new: Vec<(&'a RosterRow, UnitName)>,
    changed: Vec<Change>,
    same: usize,
    gone: Vec<PersonId>,
}

/// What changes of somebody who is known.
struct Change {
    person: PersonId,
    unit: Option<UnitName>,
    details: Details,
}

impl Desk {
    /// Takes a roster file in; people whom it does not name stay.
    pub fn import(&mut self, file: &RosterFile) -> Result<ImportSummary, ImportError> {
        self.import_with(file, Gone::Stay)
    }

    /// Takes a roster file in.
    pub fn import_with(&mut self, file: &RosterFile, gone: Gone) -> Result<ImportSummary, ImportError> {
        let Plan { units, new, changed, same, gone: missing } = self.plan(file)?;
        let summary = summary(file, new.len(), changed.len(), same, missing.len());
        let (people, details): (Vec<Enrolment>, Vec<Details>) = self.numbered(&new)?.into_iter().unzip();
        let moves = changed.iter().filter_map(|change| Some((change.person, change.unit.clone()?))).collect();
        let gone = if gone == Gone::Leave { missing } else { Vec::new() };
        let import = Import { units, people, moves, changed: changed.len(), gone };
        let nonce = self.draw_nonce();
        let decision = self.decide(&Command::Import(import), nonce);
        let ids = self.ids_of(&decision.facts).into_iter().zip(details);
        let known = changed.into_iter().map(|change| (change.person, change.details));
        let written: Vec<_> = if decision.facts.is_empty() { Vec::new() } else { ids.chain(known).collect() };
        let records = written.into_iter().flat_map(|(person, details)| self.records(person, details)).collect();
        let token = self.next_token();
        self.write(Some(token), decision, nonce, records);
        done(self.wait_for(token)).map(|()| summary)
    }

    /// What a roster file would change.
    pub fn look_at(&self, file: &RosterFile) -> Result<ImportSummary, ImportError> {
        let plan = self.plan(file)?;
        Ok(summary(file, plan.new.len(), plan.changed.len(), plan.same, plan.gone.len()))
    }

    /// The people whom an import with [`Gone::Leave`] would take off the list.
    pub fn gone_from(&self, file: &RosterFile) -> Vec<PersonId> {
        self.plan(file).map(|plan| plan.gone).unwrap_or_default()
    }

    /// Finds each row's person: by 工号 where the file gives one, else by name, unit and phone tail together.
    fn plan<'a>(&self, file: &'a RosterFile) -> Result<Plan<'a>, ImportError> {
        let (mut by_staff, mut by_all) = (HashMap::new(), HashMap::new());
        for (person, state) in self.board.attendance.people().filter(|(_, state)| state.is_listed()) {
            let card = self.people.roster().card(person);
            if !card.staff_number.is_empty() {
                by_staff.insert(card.staff_number, person);
            }
            by_all.insert((card.name, state.unit.as_str(), card.phone_tail), person);
        }
        let mut plan = Plan { units: self.units_in(file)?, ..Plan::default() };
        let mut named = HashSet::new();
        for row in &file.people {
            let known = if row.staff_number.is_empty() {
                by_all.get(&(row.name.as_str(), row.unit.as_str(), row.tail.as_str()))
            } else {
                by_staff.get(row.staff_number.as_str())
            };
            let unit = unit_name(row)?;
            match known {
                None => plan.new.push((row, unit)),
                Some(person) => {
                    named.insert(*person);
                    match self.change_of(*person, row, unit) {
                        Some(change) => plan.changed.push(change),
                        None => plan.same += 1,
                    }
                }
            }
        }
        plan.gone = self.missing(file, &named);
        Ok(plan)
    }

    /// Units whose short names the file says.
    fn units_in(&self, file: &RosterFile) -> Result<Vec<Unit>, ImportError> {
        let mut units: BTreeMap<UnitName, Unit> = BTreeMap::new();
        for row in file.people.iter().filter(|row| !row.short_unit.is_empty()) {
            let unit = unit_name(row)?;
            let known = self.board.square.unit(&unit);
            let en = known.map(|unit| unit.en.clone()).unwrap_or_default();
            units.insert(unit.clone(), Unit { unit, short: row.short_unit.clone(), en });
        }
        Ok(units.into_values().collect())
    }

    /// What the file says otherwise of a known person. What it leaves empty stays.
    fn change_of(&self, person: PersonId, row: &RosterRow, unit: UnitName) -> Option<Change> {
        let is_other = self.board.attendance.person(person).is_some_and(|state| state.unit != unit);
        let roster = self.people.roster();
        let details: Details =
            details(row).into_iter().filter(|(field, text)| roster.value(person, *field) != text).collect();
        (is_other || !details.is_empty()).then(|| Change { person, unit: is_other.then_some(unit), details })
    }

    /// People whom the file should name and does not: only of its own units, for many units send a file each; only
    /// those whom a file brought, and never anybody who has been here.
    fn missing(&self, file: &RosterFile, named: &HashSet<PersonId>) -> Vec<PersonId> {
        let units: HashSet<&str> = file.people.iter().map(|row| row.unit.as_str()).collect();
        let people = self.board.attendance.people().filter(|(_, state)| {
            let came = !state.stays.is_empty();
            state.is_listed()
                && !came
                && state.number.desk() == PRINTED_BEFOREHAND
                && units.contains(state.unit.as_str())
        });
        people.map(|(person, _)| person).filter(|person| !named.contains(person)).collect()
    }

    fn numbered(&self, rows: &[(&RosterRow, UnitName)]) -> Result<Vec<(Enrolment, Details)>, ImportError> {
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let first = self.board.next_serial(PRINTED_BEFOREHAND).ok_or_else(used_up)?.serial();
        let numbered = (first..).zip(rows).map(|(serial, (row, unit))| {
            let number = BadgeNumber::new(PRINTED_BEFOREHAND, serial).ok_or_else(used_up)?;
            Ok((Enrolment { unit: unit.clone(), number }, details(row)))
        });
        numbered.collect()
    }

    /// The records that bring former values back when an import is undone, or its own when that is undone; `None` when
    /// the entry that is undone has nothing to do with an import. Whatever was changed later stands. Only the desk that
    /// took the file in knows that there was no value before; elsewhere it may only not have come.
    pub(super) fn records_of_import(&mut self, undone: EntryKey) -> Option<Result<Vec<RosterRecord>, Refusal>> {
        let undone = self.board.ledger().get(undone)?;
        let (heading, made) = match &undone.fact {
            Fact::RosterImported { .. } => (undone, true),
            Fact::Undone { entry, .. } => (self.board.ledger().get(*entry)?, false),
            _ => return None,
        };
        if !matches!(heading.fact, Fact::RosterImported { .. }) {
            return None;
        }
        let mut values: Vec<(PersonId, Details)> = Vec::new();
        for person in self.board.attendance.people().map(|(person, _)| person) {
            let restored = RosterField::ALL.into_iter().map(|field| self.restored(heading, made, person, field));
            match restored.filter_map(Result::transpose).collect::<Result<Details, Refusal>>() {
                Ok(details) if details.is_empty() => {}
                Ok(details) => values.push((person, details)),
                Err(refusal) => return Some(Err(refusal)),
            }
        }
        Some(Ok(values.into_iter().flat_map(|(person, details)| self.records(person, details)).collect()))
    }

    /// A detail as it was before an import, or as the import made it; nothing when the import did not touch it, or
    /// somebody did afterwards.
    fn restored(
        &self,
        heading: &Entry,
        made: bool,
        person: PersonId,
        field: RosterField,
    ) -> Result<Option<(RosterField, String)>, Refusal> {
        // Somebody who came with the import keeps the name for a redo.
        let is_new = self.board.ledger().get(person.entry).is_some_and(|entry| entry.nonce == heading.nonce);
        let roster = self.people.roster();
        let imported = self.record_of(heading, person, field).filter(|_| !is_new);
        let (Some(imported), Some(stands)) = (imported, roster.standing(person, field)) else { return Ok(None) };
        let before = roster.before(imported);
        if before.is_none() && heading.desk() != self.id() {
            return Err(Refusal::FormerValueUnknown { person });
        }
        let before = before.and_then(|before| before.value.as_ref());
        let (mine, other) = if made { (imported.value.as_ref(), before) } else { (before, imported.value.as_ref()) };
        let is_as_left = stands.value.as_ref() == mine && !self.is_edited_after(heading, person, field);
        Ok(is_as_left.then(|| (field, other.cloned().unwrap_or_default())))
    }
}

fn summary(file: &RosterFile, new: usize, changed: usize, same: usize, gone: usize) -> ImportSummary {
    let units = file.people.iter().map(|row| &row.unit).collect::<BTreeSet<_>>().len();
    ImportSummary { people: file.people.len(), units, new, changed, same, gone }
}

/// What a row says of a person, beside unit and badge; empty cells say nothing.
fn details(row: &RosterRow) -> Details {
    let cells = [
        (RosterField::Name, &row.name),
        (RosterField::PhoneTail, &row.tail),
        (RosterField::StaffNumber, &row.staff_number),
        (RosterField::Attention, &row.remark),
    ];
    cells.into_iter().filter(|(_, text)| !text.is_empty()).map(|(field, text)| (field, text.clone())).collect()
}

fn unit_name(row: &RosterRow) -> Result<UnitName, ImportError> {
    row.unit.parse().map_err(|_| ImportError::Refused(Refusal::EmptyText))
}

fn used_up() -> ImportError {
    ImportError::Refused(Refusal::OutOfBounds { given: 100_000, most: 99_999 })
}

/// An answer, where only yes will do.
pub(super) fn done(reply: Reply) -> Result<(), ImportError> {
    match reply {
        Reply::Done { .. } => Ok(()),
        Reply::Refused { refusal, .. } => Err(ImportError::Refused(refusal)),
        Reply::NotSaved(error) => Err(ImportError::NotSaved(error)),
    }
}
