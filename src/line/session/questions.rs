//! The question that waits, and the answers to it: by word, by place, or with a station.

use crate::desk::Reply;
use crate::domain::cards::rules::valid_job;
use crate::domain::clean::clean_text;
use crate::domain::command::{Command, Scanned};
use crate::domain::fact::CardJob;
use crate::domain::ids::{PersonId, StationId};
use crate::domain::outcome::Outcome;
use crate::domain::refusal::{Choice, Question, Refusal};
use crate::line::answer::Answer;
use crate::line::fault::Fault;
use crate::words::{self, Said, refusal};

use super::Session;
use super::asked::{Asked, choice_words};

impl Session {
    /// A question with its choices, numbered as `answer` takes them.
    pub(super) fn offered(&self, question: Said, asked: &Question) -> Said {
        let names = self.view().names;
        let choices = (1_usize..).zip(asked.choices()).map(|(place, choice)| {
            let choice = refusal::choice(&choice, &names);
            words::line::CHOICE.fill([("place", place.to_string())]).and("choice", choice)
        });
        words::line::CHOICES.said().and("question", question).and("choices", Said::list(choices.collect()))
    }

    /// Carries out what an answer stands for.
    pub(super) fn answered(&mut self, text: &str) -> Answer {
        let (word, rest) = text.split_once(char::is_whitespace).map_or((text, ""), |(word, rest)| (word, rest.trim()));
        match self.asked.take() {
            None => self.fault(&Fault::NoQuestion),
            Some(Asked::Station(person)) => self.answered_station(person, word),
            Some(Asked::Similar(walkin, found)) => self.answered_similar(walkin, found, word),
            Some(Asked::Question(question)) => match self.chosen(&question, word) {
                None => self.unknown_choice(question, word),
                Some(choice) => self.carry_out(&question, &choice, rest),
            },
        }
    }

    /// A card that answers the question: by place, or for the event lead; any other scan answers nothing.
    pub(super) fn answered_by_card(&mut self, text: &str, asked: Asked) -> Option<Answer> {
        let Some(Scanned::Card { number }) = self.desk.read(text) else { return None };
        match (valid_job(self.desk.board(), number)?.clone(), asked) {
            (CardJob::Answer { place }, asked) => {
                self.asked = Some(asked);
                Some(self.answered(&place.to_string()))
            }
            (CardJob::Supervisor, Asked::Question(question)) => {
                let choice = question.answer_of_lead()?;
                Some(self.carry_out(&question, &choice, ""))
            }
            (CardJob::Station { station }, Asked::Station(person)) => {
                Some(self.answered_station(person, station.as_str()))
            }
            _ => None,
        }
    }

    fn carry_out(&mut self, question: &Question, choice: &Choice, rest: &str) -> Answer {
        if let (Question::AlreadyIn { person, .. }, Choice::ChangeStation) = (question, choice) {
            return if rest.is_empty() { self.ask_station(*person) } else { self.answered_station(*person, rest) };
        }
        let Some(command) = question.command(choice) else { return self.nothing_done() };
        let reply = self.desk.perform(&command);
        self.replied(reply)
    }

    /// The choice that a word names, or its place among the choices, from 1.
    fn chosen(&self, question: &Question, word: &str) -> Option<Choice> {
        let words = choice_words(question, &self.view());
        let named = words.iter().position(|choice| choice.eq_ignore_ascii_case(word));
        let place = named.or_else(|| word.parse::<usize>().ok()?.checked_sub(1))?;
        question.choices().get(place).cloned()
    }

    fn unknown_choice(&mut self, question: Question, word: &str) -> Answer {
        let choices = choice_words(&question, &self.view());
        let text = words::line::UNKNOWN_CHOICE.fill([("given", clean_text(word)), ("choices", choices.join(", "))]);
        self.asked = Some(Asked::Question(question));
        Answer { code: Some("unknown_choice"), text: text.text(self.lang), choices, ..Answer::default() }
    }

    fn ask_station(&mut self, person: PersonId) -> Answer {
        self.asked = Some(Asked::Station(person));
        let stations = self.desk.board().square.stations();
        let choices: Vec<String> = stations.into_iter().map(|station| station.station.to_string()).collect();
        let text = words::line::WHICH_STATION.fill([("choices", choices.join(", "))]).text(self.lang);
        Answer { code: Some("needs_answer"), outcome: Some("which_station"), text, choices, ..Answer::default() }
    }

    fn answered_station(&mut self, person: PersonId, word: &str) -> Answer {
        let Ok(station) = word.parse::<StationId>() else {
            self.asked = Some(Asked::Station(person));
            return self.fault(&Fault::NoSuchStation { given: clean_text(word) });
        };
        let reply = self.desk.perform(&Command::AssignStation { person, station: Some(station) });
        if matches!(reply, Reply::Refused { refusal: Refusal::UnknownStation { .. }, .. }) {
            self.asked = Some(Asked::Station(person));
        }
        self.replied(reply)
    }

    fn nothing_done(&self) -> Answer {
        let text = words::line::NOTHING_DONE.text(self.lang).to_owned();
        Answer { ok: true, outcome: Some(Outcome::NothingNew.code()), text, ..Answer::default() }
    }
}
