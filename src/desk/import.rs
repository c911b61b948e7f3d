//! A roster file comes in: who is new, who changed, who is the same. Importing the same file twice changes nothing.
//!
//! Names go to the roster before the facts that enrol them, so that no crash leaves people without names who would be
//! enrolled a second time by the next import.

use std::collections::HashMap;

use crate::domain::command::Command;
use crate::domain::fact::{Enrolment, Unit};
use crate::domain::ids::{PersonId, UnitName};
use crate::domain::number::BadgeNumber;
use crate::domain::refusal::Refusal;
use crate::domain::roster::RosterField;
use crate::journal::JournalError;
use crate::office::{RosterFile, RosterRow};

use super::{Desk, Reply};

/// Imported people bear numbers of desk 000, allotted in file order (code1.md).
const PRINTED_BEFOREHAND: u16 = 0;

/// What an import did.
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
}

/// Why an import did not happen.
#[derive(Debug, Clone, PartialEq)]
pub enum ImportError {
    /// The rules refuse it.
    Refused(Refusal),
    /// The disk did not take it.
    NotSaved(JournalError),
}

/// What is to be done with the rows of a file.
#[derive(Default)]
struct Plan<'a> {
    new: Vec<(&'a RosterRow, UnitName)>,
    known: Vec<(&'a RosterRow, UnitName, PersonId)>,
}

impl Desk {
    /// Takes a roster file in.
    pub fn import(&mut self, file: &RosterFile) -> Result<ImportSummary, ImportError> {
        if self.practice().is_some() {
            return Err(ImportError::Refused(Refusal::Practising));
        }
        self.list_units(file)?;
        let plan = self.plan(file)?;
        let mut summary = ImportSummary { people: file.people.len(), new: plan.new.len(), ..Default::default() };
        summary.units = file.people.iter().map(|row| &row.unit).collect::<std::collections::BTreeSet<_>>().len();
        self.enrol_rows(&plan.new)?;
        for (row, unit, person) in &plan.known {
            if self.update(row, unit, *person)? { summary.changed += 1 } else { summary.same += 1 }
        }
        Ok(summary)
    }

    fn list_units(&mut self, file: &RosterFile) -> Result<(), ImportError> {
        let mut units: HashMap<UnitName, Unit> = HashMap::new();
        for row in file.people.iter().filter(|row| !row.short_unit.is_empty()) {
            let unit = unit_name(row)?;
            let known = self.board.square.unit(&unit);
            let en = known.map(|unit| unit.en.clone()).unwrap_or_default();
            units.insert(unit.clone(), Unit { unit, short: row.short_unit.clone(), en });
        }
        let mut units: Vec<Unit> = units.into_values().collect();
        units.sort_by(|a, b| a.unit.cmp(&b.unit));
        if units.is_empty() { Ok(()) } else { done(self.perform(&Command::ListUnits(units))) }
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
        let mut plan = Plan::default();
        for row in &file.people {
            let known = if row.staff_number.is_empty() {
                by_all.get(&(row.name.as_str(), row.unit.as_str(), row.tail.as_str()))
            } else {
                by_staff.get(row.staff_number.as_str())
            };
            let unit = unit_name(row)?;
            match known {
                Some(person) => plan.known.push((row, unit, *person)),
                None => plan.new.push((row, unit)),
            }
        }
        Ok(plan)
    }

    fn enrol_rows(&mut self, rows: &[(&RosterRow, UnitName)]) -> Result<(), ImportError> {
        let first = self.board.next_serial(PRINTED_BEFOREHAND).ok_or_else(used_up)?.serial();
        let numbered = (first..).zip(rows).map(|(serial, (row, unit))| {
            let number = BadgeNumber::new(PRINTED_BEFOREHAND, serial).ok_or_else(used_up)?;
            Ok((Enrolment { unit: unit.clone(), number }, fields(row)))
        });
        let people: Vec<_> = numbered.collect::<Result<_, ImportError>>()?;
        if people.is_empty() { Ok(()) } else { done(self.enrol(people)) }
    }

    /// Brings a known person to what the file says. `true` when something changed. What the file leaves empty stays.
    fn update(&mut self, row: &RosterRow, unit: &UnitName, person: PersonId) -> Result<bool, ImportError> {
        let mut changed = false;
        if self.board.attendance.person(person).is_some_and(|state| state.unit != *unit) {
            done(self.perform(&Command::Move { person, unit: unit.clone() }))?;
            changed = true;
        }
        let roster = self.people.roster();
        let news: Vec<_> =
            fields(row).into_iter().filter(|(field, text)| roster.value(person, *field) != text).collect();
        if !news.is_empty() {
            done(self.set_fields(person, news))?;
            changed = true;
        }
        Ok(changed)
    }
}

/// What a row says of a person, beside unit and badge; empty cells say nothing.
fn fields(row: &RosterRow) -> Vec<(RosterField, String)> {
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
