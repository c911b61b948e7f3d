//! People on the list, line by line: whom a text means here, and the question whether somebody new is new.

use crate::badge::{Code, Kind};
use crate::desk::{Edits, Reply, Similar, Walkin};
use crate::domain::clean::clean_text;
use crate::domain::closing::{Closing, NotOut};
use crate::domain::command::Command;
use crate::domain::ids::PersonId;
use crate::domain::outcome::Outcome;
use crate::domain::refusal::Refusal;
use crate::line::answer::Answer;
use crate::line::details;
use crate::line::people::{Detail, PeopleAct};
use crate::words::{self, people};

use super::asked::Asked;
use super::{Session, Stop};

/// The answer that none of the people offered is meant.
const NEW: &str = "new";

impl Session {
    /// Carries out what is asked about people.
    pub(super) fn people(&mut self, act: PeopleAct) -> Result<Answer, Stop> {
        if self.desk.board().square.outing().is_none() {
            return Err(Refusal::NoOuting.into());
        }
        let reply = match act {
            PeopleAct::Register { name, unit, phone } => {
                let unit = self.unit(&unit).map_or(unit, |known| known.to_string());
                return Ok(self.register(Walkin { name, unit, phone }));
            }
            PeopleAct::Edit { who, detail, value } => {
                let person = self.one(&who)?.0;
                let edits = match detail {
                    Detail::Field(field) => Edits { fields: vec![(field, value)], unit: None },
                    Detail::Unit => {
                        let unit = self.unit(&value).map_or(value, |known| known.to_string());
                        Edits { fields: Vec::new(), unit: Some(unit) }
                    }
                };
                self.desk.edit(person, &edits)
            }
            PeopleAct::Merge { from, into } => {
                let (from, into) = (self.one(&from)?.0, self.one(&into)?.0);
                self.desk.merge(from, into)
            }
            PeopleAct::Credit { who, minutes, lead, reason } => {
                let (person, lead) = (self.one(&who)?.0, self.one(&lead)?.0);
                self.desk.perform(&Command::AddHours { person, minutes, lead, reason })
            }
            PeopleAct::CreditAll { lead, reason } => {
                let lead = self.one(&lead)?.0;
                // As the operator sees it, who may be practising.
                let open = Closing::of(self.desk.board(), self.desk.id());
                let whom = open.people.iter().filter_map(NotOut::to_confirm).collect();
                self.desk.perform(&Command::ConfirmHours { whom, lead, reason })
            }
            PeopleAct::Withdraw(who) => {
                let person = self.one(&who)?.0;
                self.desk.perform(&Command::Withdraw { person })
            }
            PeopleAct::Reissue(who) => {
                let person = self.one(&who)?.0;
                let answer = self.desk.perform(&Command::ReissueBadge { person });
                let answer = self.replied(answer);
                return Ok(if answer.ok { self.with_badge(answer, person) } else { answer });
            }
            PeopleAct::Badge(who) => {
                let person = self.one(&who)?.0;
                return Ok(self.badge(person));
            }
        };
        Ok(self.replied(reply))
    }

    /// Puts somebody on the list, unless somebody there may be the same: then it is asked first.
    fn register(&mut self, walkin: Walkin) -> Answer {
        let similar = self.desk.similar(&walkin);
        if similar.is_empty() { self.enrol(&walkin) } else { self.ask_similar(walkin, &similar) }
    }

    fn enrol(&mut self, walkin: &Walkin) -> Answer {
        let reply = self.desk.register(walkin);
        let person = match &reply {
            Reply::Done { entries, .. } => entries.first().map(|entry| PersonId { entry: *entry, index: 0 }),
            _ => None,
        };
        let answer = self.replied(reply);
        match person {
            Some(person) => self.with_badge(answer, person),
            None => answer,
        }
    }

    /// An answer with the badge that is valid from now on.
    fn with_badge(&self, answer: Answer, person: PersonId) -> Answer {
        let badge = self.badge(person);
        Answer { text: format!("{} {}", answer.text, badge.text), data: badge.data, ..answer }
    }

    fn ask_similar(&mut self, walkin: Walkin, similar: &[Similar]) -> Answer {
        let view = self.view();
        let rows = similar.iter().map(|similar| people::similar_row(similar.likeness, similar.person, &view.names));
        let text = people::SIMILAR_ASKED.said().and("people", words::Said::list(rows.collect())).text(self.lang);
        let found: Vec<PersonId> = similar.iter().map(|similar| similar.person).collect();
        let number = |person: &PersonId| view.board.attendance.person(*person).map(|known| known.number.to_string());
        let choices = found.iter().map(|person| number(person).unwrap_or_default()).chain([NEW.to_owned()]).collect();
        let data = Some(details::several(&found, &view));
        self.asked = Some(Asked::Similar(walkin, found));
        Answer { code: Some("needs_answer"), outcome: Some("similar"), text, choices, data, ..Answer::default() }
    }

    /// One of the people offered, by number or place, or somebody new after all.
    pub(super) fn answered_similar(&mut self, walkin: Walkin, found: Vec<PersonId>, word: &str) -> Answer {
        let place = word.parse::<usize>().ok().and_then(|place| place.checked_sub(1));
        if word.eq_ignore_ascii_case(NEW) || place == Some(found.len()) {
            return self.enrol(&walkin);
        }
        let bears = |person: &&PersonId| {
            let known = self.desk.board().attendance.person(**person);
            word.parse().is_ok_and(|number| known.is_some_and(|known| known.number == number))
        };
        let chosen = found.iter().find(bears).or_else(|| found.get(place?)).copied();
        let Some(person) = chosen else {
            self.asked = Some(Asked::Similar(walkin, found));
            let text = words::line::UNKNOWN_CHOICE.fill([("given", clean_text(word)), ("choices", NEW.to_owned())]);
            return Answer { code: Some("unknown_choice"), text: text.text(self.lang), ..Answer::default() };
        };
        let text = people::ON_THE_LIST.said().and("person", self.view().names.person(person)).text(self.lang);
        let mut answer = self.badge(person);
        (answer.outcome, answer.text) = (Some(Outcome::NothingNew.code()), text);
        answer
    }

    /// Somebody's badge: its number and the digits of its code, for whoever draws it elsewhere.
    fn badge(&self, person: PersonId) -> Answer {
        let board = self.desk.board();
        let known = board.attendance.person(person);
        let code = known.and_then(|known| Code::new(Kind::Volunteer, known.number, known.issue));
        let digits = code.zip(self.desk.event_key()).map(|(code, key)| code.encode(&key));
        let number = known.map(|known| known.number.to_string()).unwrap_or_default();
        let said = people::BADGE.fill([("number", number), ("digits", digits.clone().unwrap_or_default())]);
        let text = said.and("person", self.view().names.person(person)).text(self.lang);
        let data = details::of_badge(person, digits, &self.view());
        Answer { ok: true, outcome: Some("badge"), text, data: Some(data), ..Answer::default() }
    }
}
