//! A script is played into the desk: the morning of the demo square, in the time of a few writes.

use crate::demo::stage;
use crate::line::answer::Answer;
use crate::line::request::{Act, Request, parse};

use super::Session;

/// How a script announces that the next line is refused.
const EXPECTATION: &str = "# expect ";
/// Commands of a script that may wait for the disk together; the journal takes no more than 1,000.
const SETTLE_AT: usize = 500;

impl Session {
    /// Plays a script in which the refusals are announced, and writes it in groups: a morning in the time of a few.
    /// Time goes on from there. Answers with what was not as the script says.
    pub fn play(&mut self, script: &str) -> Result<(), Box<Answer>> {
        let (mut is_expected, mut last_scan) = (false, "");
        for line in script.lines() {
            if line.starts_with('#') {
                is_expected |= line.starts_with(EXPECTATION);
                continue;
            }
            let is_expected = std::mem::take(&mut is_expected);
            // The same code at once is the same answer and writes nothing; later it would be an announced question.
            if is_expected || line != last_scan {
                self.play_line(line, is_expected)?;
            }
            if line.starts_with("scan ") {
                last_scan = line;
            }
        }
        self.settle()?;
        stage::wind_up(&mut self.desk);
        Ok(())
    }

    /// Waits for the disk only where the answer matters: for a refusal, a question, or what names a thing just made.
    fn play_line(&mut self, line: &str, is_expected: bool) -> Result<(), Box<Answer>> {
        if let (Ok(Request::Act(act)), false) = (parse(line), is_expected)
            && !matches!(act, Act::Ticket(..) | Act::People(_))
            && self.desk.pending() < SETTLE_AT
        {
            let Ok(command) = self.command(act) else { return Err(Box::new(self.answer(line))) };
            let nonce = self.desk.draw_nonce();
            self.desk.submit(&command, nonce);
            return Ok(());
        }
        self.settle()?;
        let answer = self.answer(line);
        if answer.ok == is_expected { Err(Box::new(answer)) } else { Ok(()) }
    }

    fn settle(&mut self) -> Result<(), Box<Answer>> {
        for (_, reply) in self.desk.finish() {
            let answer = self.replied(reply);
            if !answer.ok {
                return Err(Box::new(answer));
            }
        }
        Ok(())
    }
}
