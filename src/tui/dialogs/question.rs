//! A question of the clerk with its numbered answers. Esc leaves things as they are.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::stations::StationList;
use crate::domain::fact::CardJob;
use crate::domain::refusal::{Choice, Question};
use crate::tui::action::Action;
use crate::tui::choosing::Choosing;
use crate::tui::effect::{Effect, Step};
use crate::tui::keymap::Place;
use crate::tui::scene::Scene;
use crate::tui::widgets;
use crate::words::{answer, check_in, refusal};

/// A question that waits for its answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    question: Question,
    choosing: Choosing,
    /// Open once the answer is a station: which?
    stations: Option<StationList>,
}

impl Asked {
    /// Asks, with the answer marked that does no harm when Enter is pressed without reading.
    pub fn new(question: Question) -> Self {
        let choices = question.choices();
        let harmless = choices.iter().position(|choice| matches!(choice, Choice::Nothing | Choice::No));
        let chosen = match question {
            Question::WhichPerson { .. } => None,
            _ => Some(harmless.unwrap_or(0)),
        };
        Self { question, choosing: Choosing::of(chosen), stations: None }
    }

    /// Where its keys are in the keymap.
    pub(super) fn place(&self) -> Place {
        if self.stations.is_some() { Place::Stations } else { Place::Question }
    }

    pub(super) fn update(mut self, action: &Action, scene: &Scene<'_>) -> Step<Self> {
        if let Some(stations) = self.stations.take() {
            let (stations, effects) = stations.update(action, scene);
            return (stations.map(|stations| Self { stations: Some(stations), ..self }), effects);
        }
        if *action == Action::Back {
            return (None, Vec::new());
        }
        let choices = self.question.choices();
        match self.choosing.update(action, choices.len()).and_then(|index| choices.get(index)) {
            None => (Some(self), Vec::new()),
            Some(choice) => self.take(choice),
        }
    }

    fn take(self, choice: &Choice) -> Step<Self> {
        match (choice, &self.question) {
            (Choice::ChangeStation, Question::AlreadyIn { person, .. }) => {
                let stations = Some(StationList::new(*person));
                (Some(Self { stations, ..self }), Vec::new())
            }
            (choice, question) => (None, question.command(choice).map(Effect::Perform).into_iter().collect()),
        }
    }

    /// What a card that was scanned says to it: an answer by its place, the event lead's yes, the station that is
    /// asked for. `None` when it says nothing to it.
    pub fn by_card(&self, job: &CardJob) -> Option<Step<Self>> {
        let choice = match (&self.stations, job) {
            (Some(stations), CardJob::Station { station }) => {
                return Some((None, vec![stations.assign(Some(station.clone()))]));
            }
            (None, CardJob::Answer { place }) => {
                self.question.choices().into_iter().nth(usize::from(*place).checked_sub(1)?)?
            }
            (None, CardJob::Supervisor) => self.question.answer_of_lead()?,
            _ => return None,
        };
        Some(self.clone().take(&choice))
    }

    pub(super) fn view(&self, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) {
        if let Some(stations) = &self.stations {
            return stations.view(scene, area, buf);
        }
        let names = scene.names();
        let mut said = refusal::asked(&self.question, &names);
        if let Question::AlreadyIn { person, .. } = self.question {
            said = answer::with_attention(said, person, &names);
        }
        let choices: Vec<String> =
            self.question.choices().iter().map(|choice| scene.say(&refusal::choice(choice, &names))).collect();
        widgets::Dialog {
            title: scene.text(check_in::PLEASE_CHOOSE),
            text: &scene.say(&said),
            choices: &choices,
            chosen: self.choosing.chosen.unwrap_or(usize::MAX),
            theme: scene.theme,
        }
        .render(area, buf);
    }
}
