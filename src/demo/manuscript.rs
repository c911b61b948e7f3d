//! The scripted morning while it is written: lines of text, and a desk that has rehearsed them.
//!
//! A command is written only when the desk answers as the story wants, so the script never says what cannot happen.

use std::fmt::Write;

use super::rehearsal::Rehearsal;
use super::square;
use crate::domain::command::Command;
use crate::domain::outcome::Outcome;
use crate::domain::refusal::Refusal;
use crate::domain::time::{Day, Wall};

/// The script as far as it is written, and a desk that has rehearsed it.
pub(super) struct Manuscript {
    pub(super) rehearsal: Rehearsal,
    pub(super) text: String,
    day: Day,
    now_secs: u32,
    /// The time that the last `at` set.
    said_secs: Option<u32>,
}

impl Manuscript {
    pub(super) fn new() -> Self {
        let text = "# A morning at the demo square, for: qiandao line --data AN_EMPTY_FOLDER\n\
                    # After a line `# expect CODE` the next command is refused with that code or outcome.\n\
                    setup demo\n";
        let day = square::outing().first_day;
        Self { rehearsal: Rehearsal::set_up(), text: text.to_owned(), day, now_secs: 0, said_secs: None }
    }

    /// Lets time pass up to a moment of the day; it never goes back.
    pub(super) fn wait_until(&mut self, secs: u32) {
        self.now_secs = self.now_secs.max(secs);
    }

    /// Lets some time pass.
    pub(super) fn pass(&mut self, secs: u32) {
        self.now_secs = self.now_secs.saturating_add(secs);
    }

    /// Seconds after midnight.
    pub(super) fn now_secs(&self) -> u32 {
        self.now_secs
    }

    /// A command that is carried out. The story goes on without it where the square does not allow it after all.
    pub(super) fn says(&mut self, words: &str, command: &Command) -> Option<Outcome> {
        let outcome = self.rehearsal.perform(command, self.wall()).ok()?;
        self.line(words);
        Some(outcome)
    }

    /// A command that is refused, or that asks something first.
    pub(super) fn is_refused(&mut self, words: &str, command: &Command, expected: &str) -> Option<Refusal> {
        let refusal = self.rehearsal.perform(command, self.wall()).err()?;
        self.at();
        self.write(&format!("# expect {expected}"));
        self.write(words);
        Some(refusal)
    }

    /// A line that changes nothing.
    pub(super) fn line(&mut self, words: &str) {
        self.at();
        self.write(words);
    }

    /// Says what time it is, when that has changed.
    fn at(&mut self) {
        if self.said_secs != Some(self.now_secs) {
            self.said_secs = Some(self.now_secs);
            self.write(&format!("at {}", self.wall().hhmmss()));
        }
    }

    fn write(&mut self, words: &str) {
        // Writing into a text does not fail.
        let _written = writeln!(self.text, "{words}");
    }

    fn wall(&self) -> Wall {
        self.day.start().shifted(i64::from(self.now_secs) * 1000)
    }
}
