//! A question of the clerk with its numbered answers. Esc leaves things as they are.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::choosing::Choosing;
use super::stations::StationList;
use super::{Dialog, Step};
use crate::domain::refusal::{Choice, Question};
use crate::tui::action::Action;
use crate::tui::effect::Effect;
use crate::tui::scene::Scene;
use crate::tui::widgets;
use crate::words::{answer, check_in, refusal};

/// A question that waits for its answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    question: Question,
    choosing: Choosing,
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
        Self { question, choosing: Choosing::of(chosen) }
    }

    pub(super) fn update(mut self, action: &Action) -> Step {
        if *action == Action::Back {
            return (None, Vec::new());
        }
        let choices = self.question.choices();
        let taken = self.choosing.update(action, choices.len()).and_then(|index| choices.into_iter().nth(index));
        match (taken, &self.question) {
            (None, _) => (Some(Dialog::Asked(self)), Vec::new()),
            (Some(Choice::ChangeStation), Question::AlreadyIn { person, .. }) => {
                (Some(Dialog::Stations(StationList::new(*person))), Vec::new())
            }
            (Some(choice), question) => (None, question.command(&choice).map(Effect::Perform).into_iter().collect()),
        }
    }

    pub(super) fn view(&self, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) {
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
