//! One operator at the keys, line by line: what a line means here, what the clerk answers, and the question that waits.
//!
//! A question is forgotten when something else is done instead of answering it; looking something up keeps it.

mod asked;
mod desks;
mod people;
mod play;
mod practice;
mod printer;
mod questions;
mod services;

use crate::demo::stage;
use crate::desk::clock::Clock;
use crate::desk::{Desk, ImportError, Reply, Who};
use crate::domain::command::{Command, Scanned};
use crate::domain::fact::Means;
use crate::domain::ids::{EntryKey, PersonId, TeamId, TicketId, UnitName};
use crate::domain::number::TicketNumber;
use crate::domain::outcome::Outcome;
use crate::domain::refusal::{Question, Refusal};
use crate::domain::time::Day;
use crate::words::names::Names;
use crate::words::{self, Lang, Said, answer as said_done, refusal as said_refused};

use super::answer::Answer;
use super::fault::Fault;
use super::request::{Act, Request, Way, parse};
use super::rows::View;
use super::{details, looks};
use asked::{Asked, choice_words};

/// A desk and the conversation with it.
pub struct Session {
    desk: Desk,
    lang: Lang,
    asked: Option<Asked>,
    /// Whether other desks are met.
    meets: bool,
}

/// Why nothing is asked of the rules.
enum Stop {
    Fault(Fault),
    Refused(Refusal),
    /// Several people fit where exactly one is needed.
    Several(Vec<PersonId>),
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl Session {
    /// A conversation with an open desk.
    pub fn new(mut desk: Desk, lang: Lang) -> Self {
        stage::wind_up(&mut desk);
        Self { desk, lang, asked: None, meets: false }
    }

    /// The desk.
    pub fn desk(&self) -> &Desk {
        &self.desk
    }

    /// Ends the conversation; the desk goes on.
    pub fn into_desk(self) -> Desk {
        self.desk
    }

    /// Carries out one line and answers it.
    pub fn answer(&mut self, line: &str) -> Answer {
        let answer = self.answer_to(line);
        self.marked(answer)
    }

    fn answer_to(&mut self, line: &str) -> Answer {
        match parse(line) {
            Err(fault) => self.fault(&fault),
            Ok(Request::Act(act)) => self.act(act),
            Ok(Request::Answer(choice)) => self.answered(&choice),
            Ok(Request::Look(look)) => looks::look(&look, &self.desk, self.lang),
            Ok(Request::Ticket(ticket)) => match self.ticket(&ticket) {
                Ok(id) => looks::ticket(id, &self.desk, self.lang)
                    .unwrap_or_else(|| self.refused(Refusal::UnknownTicket, &[])),
                Err(stop) => self.stopped(stop),
            },
            Ok(Request::Desks(act)) => self.desks_act(&act),
            Ok(Request::Practice(on)) => self.set_practice(on),
            Ok(Request::Printer(place)) => self.set_printer(place),
            Ok(Request::SlipsSeen) => self.slips_seen(),
            Ok(Request::SetUpDemo) => self.set_up_demo(),
            Ok(Request::At(secs)) => self.set_time(secs),
        }
    }

    /// The answer to a line that cannot even be read.
    pub fn fault(&self, fault: &Fault) -> Answer {
        Answer::fault(fault, self.lang)
    }

    fn view(&self) -> View<'_> {
        let (board, roster) = (self.desk.board(), self.desk.roster());
        View { board, names: Names::new(board, roster), lang: self.lang }
    }

    fn act(&mut self, act: Act) -> Answer {
        let asked = self.asked.take();
        if let (Act::Scan(text), Some(asked)) = (&act, asked)
            && let Some(answer) = self.answered_by_card(text, asked)
        {
            return answer;
        }
        let act = match act {
            Act::People(act) => {
                return match self.people(act) {
                    Ok(answer) => answer,
                    Err(stop) => self.stopped(stop),
                };
            }
            Act::Reprint(ticket) => {
                return match self.ticket(&ticket) {
                    Ok(ticket) => {
                        let reply = self.desk.reprint(ticket);
                        self.replied(reply)
                    }
                    Err(stop) => self.stopped(stop),
                };
            }
            act => act,
        };
        let reply = self.command(act).map(|command| match command {
            Command::Scan(scanned) => self.desk.scan(scanned),
            command => self.desk.perform(&command),
        });
        match reply {
            Ok(reply) => self.replied(reply),
            Err(stop) => self.stopped(stop),
        }
    }

    /// The answer when nothing was asked of the rules.
    fn stopped(&mut self, stop: Stop) -> Answer {
        match stop {
            Stop::Fault(fault) => self.fault(&fault),
            Stop::Refused(refusal) => self.refused(refusal, &[]),
            Stop::Several(people) => self.several(&people),
        }
    }

    /// The command of an act, with whom and what it names by a text.
    fn command(&self, act: Act) -> Result<Command, Stop> {
        if self.desk.board().square.outing().is_none() {
            return Err(Refusal::NoOuting.into());
        }
        match act {
            Act::Ready(command) => Ok(command),
            Act::Scan(text) => Ok(Command::Scan(self.scanned(&text))),
            Act::Person(way, who) => self.person_act(way, &who),
            Act::Assign(station, who) => Ok(Command::AssignStation { person: self.one(&who)?.0, station }),
            Act::Team(unit, heads, leader) => {
                let leader = leader.map(|who| self.one(&who)).transpose()?.map(|(person, _)| person);
                Ok(Command::TeamIn { unit: self.unit(&unit)?, heads, leader })
            }
            Act::TeamOut(unit) => Ok(Command::TeamOut { team: self.team(&self.unit(&unit)?)? }),
            Act::Ticket(ticket, act) => Ok(act.command(self.ticket(&ticket)?)),
            Act::NewService(new) => Ok(Command::SetService(self.service(new)?)),
            Act::Paper { service, slips, from_secs, to_secs, day } => {
                let midnight = day.unwrap_or_else(|| Day::of(self.desk.now())).start();
                let at = |secs: u32| midnight.shifted(i64::from(secs) * 1000);
                Ok(Command::CountPaper { service, slips, from: at(from_secs), to: at(to_secs) })
            }
            // No commands, as they write no facts of their own: the session carries these out itself.
            Act::People(_) | Act::Reprint(_) => Err(Refusal::UnknownPerson.into()),
        }
    }

    /// What was scanned. Whatever is nothing like a code was not read right.
    fn scanned(&self, text: &str) -> Scanned {
        self.desk.read(text).unwrap_or(Scanned::Unreadable)
    }

    /// Several who fit are a question here, for it is known what to do with the one chosen.
    fn person_act(&self, way: Way, who: &str) -> Result<Command, Stop> {
        match self.one(who) {
            Ok((person, by)) => Ok(way.act(by).command(person)),
            Err(Stop::Several(candidates)) => {
                let then = way.act(Means::Chosen);
                Err(Refusal::Asks(Question::WhichPerson { candidates, then }).into())
            }
            Err(stop) => Err(stop),
        }
    }

    fn one(&self, who: &str) -> Result<(PersonId, Means), Stop> {
        match self.desk.who(who) {
            Who::One(person, by) => Ok((person, by)),
            Who::Many(people) => Err(Stop::Several(people)),
            Who::Nobody => Err(Refusal::UnknownPerson.into()),
        }
    }

    /// A unit by its full, short or English name.
    fn unit(&self, text: &str) -> Result<UnitName, Stop> {
        self.desk.unit_called(text).ok_or_else(|| Refusal::UnknownUnit.into())
    }

    /// The team of a unit that still has heads to name; the first to come, if they are several.
    fn team(&self, unit: &UnitName) -> Result<TeamId, Stop> {
        let teams = self.desk.board().attendance.open_teams(unit);
        teams.first().map(|open| open.team).ok_or_else(|| Refusal::UnknownUnit.into())
    }

    /// A ticket by its number, or by the entry that took it.
    fn ticket(&self, text: &str) -> Result<TicketId, Stop> {
        if let Ok(entry) = text.parse::<EntryKey>() {
            return Ok(TicketId(entry));
        }
        let number: TicketNumber = text.parse().map_err(|_| Refusal::UnknownTicket)?;
        match self.desk.board().queue.bearers(number).as_slice() {
            [ticket] => Ok(*ticket),
            [] => Err(Refusal::UnknownTicket.into()),
            _ => Err(Fault::SameNumber { number }.into()),
        }
    }

    fn replied(&mut self, reply: Reply) -> Answer {
        match reply {
            Reply::Done { outcome, entries } => self.done(&outcome, &entries),
            Reply::Refused { refusal, entries } => self.refused(refusal, &entries),
            Reply::NotSaved(error) => self.not_saved(&error.said()),
        }
    }

    fn not_saved(&self, said: &Said) -> Answer {
        Answer { code: Some("not_saved"), text: said.text(self.lang), ..Answer::default() }
    }

    fn done(&self, outcome: &Outcome, entries: &[EntryKey]) -> Answer {
        let view = self.view();
        Answer {
            ok: true,
            outcome: Some(outcome.code()),
            text: said_done::said(outcome, &view.names).text(self.lang),
            data: Some(details::of_outcome(outcome, &view)),
            ..self.written(entries)
        }
    }

    fn refused(&mut self, refusal: Refusal, entries: &[EntryKey]) -> Answer {
        let view = self.view();
        let said = said_refused::said(&refusal, &view.names);
        let mut answer = Answer {
            code: Some(refusal.code()),
            text: said.text(self.lang),
            data: Some(details::of_refusal(&refusal, &view)),
            ..self.written(entries)
        };
        match refusal {
            Refusal::Scan { reason, .. } => answer.outcome = Some(reason.code()),
            Refusal::Asks(question) => {
                answer.outcome = Some(question.code());
                answer.choices = choice_words(&question, &view);
                answer.text = self.offered(said, &question).text(self.lang);
                self.asked = Some(Asked::Question(question));
            }
            _ => {}
        }
        answer
    }

    /// What every answer says of the entries that were written for it.
    fn written(&self, entries: &[EntryKey]) -> Answer {
        let several = if entries.len() > 1 { self.view().entries(entries) } else { Vec::new() };
        Answer { entry: entries.last().copied(), entries: several, ..Answer::default() }
    }

    fn several(&self, people: &[PersonId]) -> Answer {
        let data = details::several(people, &self.view());
        let said = said_refused::WHICH_PERSON.fill([("people", people.len().to_string())]);
        Answer {
            code: Some("ambiguous"),
            outcome: Some("ambiguous"),
            text: said.text(self.lang),
            data: Some(data),
            ..Answer::default()
        }
    }
}

/// The demo square.
impl Session {
    fn set_up_demo(&mut self) -> Answer {
        self.asked = None;
        if self.desk.board().square.outing().is_some() {
            return self.fault(&Fault::SetUpAlready);
        }
        match stage::set_up(&mut self.desk) {
            Ok(_) => looks::set_up(&self.desk, self.lang),
            Err(ImportError::Refused(refusal)) => self.refused(refusal, &[]),
            Err(ImportError::NotSaved(error)) => self.not_saved(&error.said()),
        }
    }

    fn set_time(&mut self, secs: u32) -> Answer {
        let Some(outing) = self.desk.board().square.outing() else { return self.refused(Refusal::NoOuting, &[]) };
        if !outing.demo {
            return self.fault(&Fault::NotADemo);
        }
        let wall = outing.first_day.start().shifted(i64::from(secs) * 1000);
        *self.desk.clock_mut() = Clock::Standing(wall);
        let text = words::line::TIME_SET.fill([("time", wall.hhmmss())]).text(self.lang);
        Answer { ok: true, outcome: Some("time_set"), text, ..Answer::default() }
    }
}
