//! People are corrected at the desk: what is known of them, their unit, two records that are one person.
//!
//! What was typed goes to the roster, that it was typed is a fact; so an edit stands in the history and is undone like
//! everything else: the desk that undoes it writes the former values back. A later edit of the same field stands.

use crate::badge::{is_foreign, is_scanned};
use crate::domain::clean::{clean_name, clean_text, phone_tail};
use crate::domain::command::Command;
use crate::domain::decision::Decision;
use crate::domain::fact::{EditedField, Entry, Fact};
use crate::domain::ids::{EntryKey, PersonId, UnitName};
use crate::domain::outcome::Outcome;
use crate::domain::refusal::Refusal;
use crate::domain::roster::{RosterField, RosterRecord};

use super::{Desk, Reply};

/// What is to be changed of a person; what is not named stays.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Edits {
    /// Details as typed; an empty text erases.
    pub fields: Vec<(RosterField, String)>,
    /// The unit as typed; a new one is made when nobody bears it yet.
    pub unit: Option<String>,
}

/// A person's details with their new values.
type Values = (PersonId, Vec<(RosterField, String)>);

impl Desk {
    /// Changes what is known of a person; all of it or nothing.
    pub fn edit(&mut self, person: PersonId, edits: &Edits) -> Reply {
        let person = self.board.attendance.standing(person);
        match self.changes(person, edits) {
            Ok((fields, unit)) => self.change(person, fields, unit.map(|unit| Command::Move { person, unit })),
            Err(refusal) => Reply::refused(refusal),
        }
    }

    /// A unit on the list by its full, short or English name.
    pub fn unit_called(&self, text: &str) -> Option<UnitName> {
        let text = clean_text(text);
        let is_called = |unit: &&UnitName| {
            let named = self.board.square.unit(unit);
            unit.as_str() == text
                || named.is_some_and(|named| named.short == text || named.en.eq_ignore_ascii_case(&text))
        };
        self.board.attendance.units().map(|(unit, _)| unit).find(is_called).cloned()
    }

    /// Makes one of two records of a person. What only the dropped one knew is known of the one that stays.
    pub fn merge(&mut self, from: PersonId, into: PersonId) -> Reply {
        let (from, into) = (self.board.attendance.standing(from), self.board.attendance.standing(into));
        let roster = self.people.roster();
        let known = |person, field| roster.value(person, field);
        let only_there = RosterField::ALL.into_iter().filter(|field| known(into, *field).is_empty());
        let fields = only_there.map(|field| (field, known(from, field).to_owned()));
        let fields = if from == into { Vec::new() } else { fields.filter(|(_, text)| !text.is_empty()).collect() };
        self.change(into, fields, Some(Command::Merge { from, into }))
    }

    /// What of the edits is new, cleaned.
    #[allow(clippy::type_complexity, reason = "the two parts of an edit, taken apart at once")]
    fn changes(
        &self,
        person: PersonId,
        edits: &Edits,
    ) -> Result<(Vec<(RosterField, String)>, Option<UnitName>), Refusal> {
        let mut fields = Vec::new();
        for (field, text) in &edits.fields {
            let value = cleaned(*field, text)?;
            if value != self.people.roster().value(person, *field) {
                fields.push((*field, value));
            }
        }
        let unit = edits.unit.as_deref().map(unit_name).transpose()?;
        let now = self.board.attendance.person(person).map(|state| &state.unit);
        Ok((fields, unit.filter(|unit| Some(unit) != now)))
    }

    /// Writes details together with what else is done to the person.
    fn change(&mut self, person: PersonId, fields: Vec<(RosterField, String)>, also: Option<Command>) -> Reply {
        let edited = |(field, _): &(RosterField, String)| EditedField {
            field: *field,
            had_value: !self.people.roster().value(person, *field).is_empty(),
        };
        let edited: Vec<EditedField> = fields.iter().map(edited).collect();
        let nonce = self.draw_nonce();
        let edit = Command::EditDetails { person, fields: edited };
        let mut whole = Decision::nothing_new();
        for command in (!fields.is_empty()).then_some(edit).into_iter().chain(also) {
            let Decision { facts, answer } = self.decide(&command, nonce);
            match answer {
                Err(refusal) => return Reply::refused(refusal),
                Ok(outcome) => whole.answer = Ok(both(whole.answer, outcome)),
            }
            whole.facts.extend(facts);
        }
        let records = if whole.facts.is_empty() { Vec::new() } else { self.records(person, fields) };
        let token = self.next_token();
        self.write(Some(token), whole, nonce, records);
        self.wait_for(token)
    }

    /// A decision that undoes (or redoes) an edit, with the records that bring the values back.
    pub(super) fn with_former_values(&mut self, mut decision: Decision) -> (Decision, Vec<RosterRecord>) {
        let Some(undone) = decision.facts.iter().find_map(Fact::undoes) else { return (decision, Vec::new()) };
        match self.records_of_import(undone) {
            Some(Ok(records)) => return (decision, records),
            Some(Err(refusal)) => return (refusal.into(), Vec::new()),
            None => {}
        }
        let undone = match self.filled_by_merge(undone) {
            Some(filled) => {
                decision.facts.push(Fact::Undone { entry: filled, reason: String::new() });
                filled
            }
            None => undone,
        };
        match self.values_after_undo(undone) {
            Ok(Some((person, fields))) => {
                let records = self.records(person, fields);
                (decision, records)
            }
            Ok(None) => (decision, Vec::new()),
            Err(refusal) => (refusal.into(), Vec::new()),
        }
    }

    /// The edit that a merge made with the same press: it makes no sense without the merge.
    fn filled_by_merge(&self, undone: EntryKey) -> Option<EntryKey> {
        let ledger = self.board.ledger();
        let merge = ledger.get(undone).filter(|entry| matches!(entry.fact, Fact::Merged { .. }))?;
        let before = ledger.get(previous(undone))?;
        let is_filling = matches!(before.fact, Fact::DetailsEdited { .. }) && before.nonce == merge.nonce;
        (is_filling && ledger.is_live(before.key)).then_some(before.key)
    }

    /// The values that stand once an entry is undone; nothing when it is no edit, or later ones stand.
    fn values_after_undo(&self, undone: EntryKey) -> Result<Option<Values>, Refusal> {
        let Some((edit, made)) = self.edit_behind(undone) else { return Ok(None) };
        let Fact::DetailsEdited { person, fields } = &edit.fact else { return Ok(None) };
        let mut values = Vec::new();
        for EditedField { field, had_value } in fields {
            if self.is_edited_after(edit, *person, *field) || self.is_imported(*person, *field) {
                continue;
            }
            let own = self.record_of(edit, *person, *field);
            let wanted = if made { own.and_then(|own| self.record_before(own)) } else { own };
            if wanted.is_none() && (*had_value || !made) {
                return Err(Refusal::FormerValueUnknown { person: *person });
            }
            values.push((*field, wanted.and_then(|record| record.value.clone()).unwrap_or_default()));
        }
        Ok((!values.is_empty()).then_some((*person, values)))
    }

    /// Whether what stands came with a file and not by hand.
    fn is_imported(&self, person: PersonId, field: RosterField) -> bool {
        let standing = self.people.roster().standing(person, field);
        standing.is_some_and(|record| self.cause_of(record).and_then(|cause| self.edit_behind(cause)).is_none())
    }

    /// Whether a later edit of a detail counts.
    pub(super) fn is_edited_after(&self, edit: &Entry, person: PersonId, field: RosterField) -> bool {
        let ledger = self.board.ledger();
        let later = ledger.latest().take_while(|entry| entry.place() > edit.place());
        later.filter(|entry| ledger.is_live(entry.key)).any(|entry| match &entry.fact {
            Fact::DetailsEdited { person: whose, fields } => {
                *whose == person && fields.iter().any(|edited| edited.field == field)
            }
            _ => false,
        })
    }

    /// The record that stood before another one, passing over those of edits that count no more.
    fn record_before(&self, record: &RosterRecord) -> Option<&RosterRecord> {
        let (ledger, roster) = (self.board.ledger(), self.people.roster());
        let mut before = roster.before(record)?;
        loop {
            let edit = self.cause_of(before).and_then(|cause| self.edit_behind(cause));
            match edit {
                Some((edit, true)) if !ledger.is_live(edit.key) => before = roster.before(before)?,
                _ => return Some(before),
            }
        }
    }

    /// The edit that an entry makes (`true`) or undoes: an edit makes itself, an undo the contrary of what it undoes.
    fn edit_behind(&self, key: EntryKey) -> Option<(&Entry, bool)> {
        // An edit, its undo, its redo: an undo of more than that names itself in a circle.
        const STEPS: usize = 3;
        let (mut entry, mut made) = (self.board.ledger().get(key)?, true);
        for _ in 0..STEPS {
            match &entry.fact {
                Fact::DetailsEdited { .. } => return Some((entry, made)),
                Fact::Undone { entry: undone, .. } => (entry, made) = (self.board.ledger().get(*undone)?, !made),
                _ => return None,
            }
        }
        None
    }

    /// The entry that a record was written together with: the first of its series after it.
    fn cause_of(&self, record: &RosterRecord) -> Option<EntryKey> {
        let mut later = self.board.ledger().in_order().filter(|entry| entry.stamp >= record.stamp);
        later.find(|entry| entry.key.series == record.by).map(|entry| entry.key)
    }

    /// The record that was written together with an entry: after the entry before it in its series.
    pub(super) fn record_of(&self, entry: &Entry, person: PersonId, field: RosterField) -> Option<&RosterRecord> {
        let after = self.board.ledger().get(previous(entry.key)).map(|before| before.stamp).unwrap_or_default();
        self.people.roster().written((person, field), entry.key.series, after, entry.stamp)
    }
}

/// The key before a key in its series; of the first one a key that no entry has.
fn previous(key: EntryKey) -> EntryKey {
    EntryKey { seq: key.seq.saturating_sub(1), ..key }
}

/// What is said of two things done at once: an edit names the new unit too, a merge is said alone.
fn both(first: Result<Outcome, Refusal>, second: Outcome) -> Outcome {
    match (first, second) {
        (Ok(Outcome::Edited { person, fields, .. }), Outcome::Moved { .. }) => {
            Outcome::Edited { person, fields, moved: true }
        }
        (Ok(Outcome::Edited { person, fields, moved }), Outcome::NothingNew) => {
            Outcome::Edited { person, fields, moved }
        }
        (_, second) => second,
    }
}

/// A detail as it is kept.
fn cleaned(field: RosterField, text: &str) -> Result<String, Refusal> {
    // A staff number may be long.
    if is_foreign(text) || (field == RosterField::Name && is_scanned(text)) {
        return Err(Refusal::NotForTheRoster);
    }
    match field {
        RosterField::Name => Some(clean_name(text)).filter(|name| !name.is_empty()).ok_or(Refusal::EmptyText),
        RosterField::PhoneTail if text.trim().is_empty() => Ok(String::new()),
        RosterField::PhoneTail => phone_tail(text).ok_or(Refusal::NoPhoneTail),
        RosterField::StaffNumber | RosterField::Attention => Ok(clean_text(text)),
    }
}

/// A unit's name as it is kept.
pub(super) fn unit_name(text: &str) -> Result<UnitName, Refusal> {
    if is_scanned(text) {
        return Err(Refusal::NotForTheRoster);
    }
    clean_name(text).parse().map_err(|_| Refusal::EmptyText)
}
