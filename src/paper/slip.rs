//! The slip that a resident takes along: the number large, how many are ahead, the code that finds the ticket again.
//!
//! It names no person. The number is valid before anything is printed, so nothing here can fail.

use super::escpos::{Job, Size, TextEncoder};
use super::qr::Qr;
use super::raster;
use crate::domain::fact::Class;
use crate::domain::number::TicketNumber;
use crate::domain::time::Wall;
use crate::domain::wait::WaitRange;
use crate::words::{Lang, paper, wait};

/// What stands on a slip.
#[derive(Debug, Clone, Copy)]
pub struct Slip<'a> {
    /// The outing.
    pub title: &'a str,
    /// The service in the language of the slip.
    pub service: &'a str,
    /// What will be called.
    pub number: TicketNumber,
    /// Priority is said on the slip, its reason is not.
    pub class: Class,
    /// How many are called before; nothing once it does not wait any more.
    pub ahead: Option<usize>,
    /// How long it may take, when that can be said.
    pub wait: Option<WaitRange>,
    /// When it was taken.
    pub taken: Wall,
    /// Printed before, perhaps in vain; said on the slip, so that two of one number are no riddle.
    pub is_again: bool,
    /// The digits of its code, of kind ticket.
    pub digits: &'a str,
    /// The squares of the same digits, of the symbol for screens.
    pub qr: &'a Qr,
}

/// Who draws the large number and the code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Printing {
    /// We do, dot by dot: the same on every printer.
    #[default]
    Raster,
    /// The printer does: a few hundred bytes instead of fifteen thousand, for slow serial lines.
    Native,
}

impl Slip<'_> {
    /// The slip as the bytes that a printer takes.
    pub fn bytes(&self, printing: Printing, lang: Lang, encode: TextEncoder) -> Vec<u8> {
        let number = self.number.to_string();
        let mut job = Job::new(encode);
        job.text(self.title, Size::Plain);
        job.text(self.service, Size::High);
        match printing {
            Printing::Raster => job.picture(&raster::large_text(&number)),
            Printing::Native => job.text(&number, Size::Huge),
        }
        for line in self.lines(lang) {
            job.text(&line, Size::Plain);
        }
        match printing {
            Printing::Raster => job.picture(&raster::code(self.qr)),
            Printing::Native => job.code(self.digits),
        }
        job.text(paper::SLIP_KEEP.text(lang), Size::Plain);
        job.finish()
    }

    /// What is said between number and code.
    fn lines(&self, lang: Lang) -> Vec<String> {
        let priority = (self.class == Class::Priority).then(|| paper::SLIP_PRIORITY.said());
        let again = self.is_again.then(|| paper::SLIP_AGAIN.said());
        let ahead = self.ahead.map(|ahead| paper::SLIP_AHEAD.fill([("ahead", ahead.to_string())]));
        let wait = self.wait.map(|range| wait::EXPECTED.said().and("wait", wait::range(range)));
        let taken = paper::SLIP_TAKEN.fill([("time", self.taken.hhmm())]);
        let lines = priority.into_iter().chain(again).chain(ahead).chain(wait).chain([taken]);
        lines.map(|said| said.text(lang)).collect()
    }
}

/// What is printed to see whether a printer works: it says that it is no ticket.
pub fn trial(title: &str, now: Wall, lang: Lang, encode: TextEncoder) -> Vec<u8> {
    let mut job = Job::new(encode);
    job.text(title, Size::Plain);
    job.text(paper::SLIP_TRIAL.text(lang), Size::High);
    job.text(&now.hhmmss(), Size::Plain);
    job.finish()
}
