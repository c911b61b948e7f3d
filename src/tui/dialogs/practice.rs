//! Whether to practise: from the answer on nothing counts, so it is asked, and Enter alone does not begin it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::tui::action::Action;
use crate::tui::choosing::Choosing;
use crate::tui::effect::{Effect, Step};
use crate::tui::scene::Scene;
use crate::tui::widgets;
use crate::words::window;

/// The question.
#[derive(Debug, Clone, PartialEq)]
pub struct PracticeQuestion(Choosing);

/// The answer that begins it; the other one is marked.
const BEGIN: usize = 0;
const LEAVE_IT: usize = 1;

impl Default for PracticeQuestion {
    fn default() -> Self {
        Self(Choosing::of(Some(LEAVE_IT)))
    }
}

impl PracticeQuestion {
    pub(super) fn update(mut self, action: &Action) -> Step<Self> {
        if *action == Action::Back {
            return (None, Vec::new());
        }
        match self.0.update(action, 2) {
            Some(BEGIN) => (None, vec![Effect::Practise(true)]),
            Some(_) => (None, Vec::new()),
            None => (Some(self), Vec::new()),
        }
    }

    pub(super) fn view(&self, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) {
        let choices = [window::PRACTICE_BEGIN, window::PRACTICE_NOT].map(|choice| scene.text(choice).to_owned());
        widgets::Dialog {
            title: scene.text(window::PRACTICE_TITLE),
            text: scene.text(window::PRACTICE_QUESTION),
            choices: &choices,
            chosen: self.0.chosen.unwrap_or(LEAVE_IT),
            theme: scene.theme,
        }
        .render(area, buf);
    }
}
