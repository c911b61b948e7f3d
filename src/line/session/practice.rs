//! Practice, line by line: on, off, and every answer meanwhile says that it counts nowhere.

use crate::line::answer::Answer;
use crate::words::line;

use super::Session;

impl Session {
    /// Begins practice or ends it; what stands so already is said again.
    pub(super) fn set_practice(&mut self, on: bool) -> Answer {
        self.asked = None;
        if on {
            if let Err(refusal) = self.desk.begin_practice() {
                return self.refused(refusal, &[]);
            }
        } else {
            self.desk.end_practice();
        }
        let (outcome, said) =
            if on { ("practice_on", line::PRACTICE_ON) } else { ("practice_off", line::PRACTICE_OFF) };
        Answer { ok: true, outcome: Some(outcome), text: said.text(self.lang).to_owned(), ..Answer::default() }
    }

    /// Marks an answer that was given in practice.
    pub(super) fn marked(&self, answer: Answer) -> Answer {
        if self.desk.practice().is_none() {
            return answer;
        }
        let text = line::PRACTISED.fill([("answer", answer.text.clone())]).text(self.lang);
        Answer { practice: true, text, ..answer }
    }
}
