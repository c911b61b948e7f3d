//! Ticket slips: drawn here of what the board knows, carried by the printer in the background. A number never waits for
//! its paper, and nothing here can fail it.

use crate::badge::{Code, Kind, Squares, Symbol};
use crate::domain::estimate;
use crate::domain::fact::Fact;
use crate::domain::ids::{EntryKey, TicketId};
use crate::domain::outcome::Outcome;
use crate::domain::queue::{State, line};
use crate::domain::refusal::Refusal;
use crate::domain::wait::WaitRange;
use crate::office::gb18030;
use crate::paper::{self, Printing, Slip};
use crate::printer::{Job, Patience, Place, Printer, Status};
use crate::words::names::Names;
use crate::words::{Said, printer as words};

use super::{Desk, Reply};

/// What a slip says beside its number: how many are ahead, and how long that may take.
#[derive(Debug, Clone, Copy, Default)]
struct Told {
    ahead: Option<usize>,
    wait: Option<WaitRange>,
}

/// The argument of a ticket's code has two digits.
const ARGUMENT_MAX: usize = 99;

impl Desk {
    /// The slip printer and how it is doing, if one is set up here. A slip whose holder is served needs no look.
    pub fn printer(&self) -> Option<(&Place, Status)> {
        let printer = self.printer.as_ref()?;
        let mut status = printer.status();
        status.look.retain(|look| {
            let ticket = self.board.queue.ticket(look.ticket);
            ticket.is_some_and(|ticket| {
                !matches!(ticket.state, State::Serving { .. } | State::Done { .. } | State::Cancelled)
            })
        });
        Some((printer.place(), status))
    }

    /// A person looked after the slips that may not have come out.
    pub fn slips_seen(&self) {
        if let Some(printer) = &self.printer {
            printer.seen();
        }
    }

    /// Prints slips at a place from now on, or none any more; remembered, unless the settings cannot be written.
    pub fn set_printer(&mut self, place: Option<Place>) -> Result<(), Said> {
        let text = place.as_ref().map(ToString::to_string);
        if self.printer.as_ref().map(Printer::place) != place.as_ref() {
            let before = self.printer.take();
            let printer = place.map(|place| Printer::new(place, Patience::default()));
            self.printer = match (printer, before) {
                (Some(printer), Some(before)) => Some(printer.instead_of(before)),
                (printer, _) => printer,
            };
        }
        self.change_settings(|settings| settings.printer = text)
    }

    /// Prints something that is no ticket, so that people see at once whether the printer works.
    pub fn try_printer(&mut self) {
        let now = self.now();
        let title = self.board.square.outing().map_or_else(String::new, |outing| outing.name.clone());
        let Some(printer) = &mut self.printer else { return };
        let lang = printer.place().lang();
        let bytes = paper::trial(&title, now, lang, gb18030);
        printer.print(Job { ticket: None, label: words::TRIAL.text(lang).to_owned(), bytes });
        printer.hurry();
    }

    /// Prints the slip of any ticket once more, whichever desk gave the number out.
    pub fn reprint(&mut self, ticket: TicketId) -> Reply {
        match self.print_again(ticket) {
            Ok(outcome) => Reply::Done { outcome, entries: Vec::new() },
            Err(refusal) => Reply::refused(refusal),
        }
    }

    fn print_again(&mut self, ticket: TicketId) -> Result<Outcome, Refusal> {
        if self.set_aside.is_some() {
            return Err(Refusal::Practising);
        }
        let known = self.board.queue.ticket(ticket).ok_or(Refusal::UnknownTicket)?;
        let number = known.number.ok_or(Refusal::NoNumber)?;
        let told = Told {
            ahead: line::ahead(&self.board.queue, ticket),
            wait: estimate::of_ticket(&self.board, ticket, self.now()).map(WaitRange::around),
        };
        let printer = self.printer.as_ref().ok_or(Refusal::NoPrinter)?;
        let job = self.slip(printer.place(), ticket, told, true).ok_or(Refusal::UnknownTicket)?;
        if let Some(printer) = &mut self.printer {
            printer.print(job);
            printer.hurry();
        }
        Ok(Outcome::SlipSent { number })
    }

    /// Sends the slip of a number that was just given out here. Practice makes no paper: it would pass for a ticket.
    pub(super) fn print_taken(&mut self, answer: &Result<Outcome, Refusal>, entries: &[EntryKey]) {
        let Ok(Outcome::NumberTaken { ahead, wait, .. }) = answer else { return };
        let Some(printer) = self.printer.as_ref().filter(|_| self.set_aside.is_none()) else { return };
        let told = Told { ahead: Some(*ahead), wait: *wait };
        let mut tickets = entries.iter().map(|entry| TicketId(*entry));
        let job = tickets.find_map(|ticket| self.slip(printer.place(), ticket, told, false));
        if let (Some(printer), Some(job)) = (&mut self.printer, job) {
            printer.print(job);
        }
    }

    /// The slip of a ticket as a job; `None` for what is no ticket with a number.
    fn slip(&self, place: &Place, id: TicketId, told: Told, is_again: bool) -> Option<Job> {
        let Fact::TicketTaken { number, slip, .. } = &self.board.ledger().get(id.0)?.fact else { return None };
        let ticket = self.board.queue.ticket(id)?;
        let services = self.board.square.services();
        let of = services.iter().position(|service| service.service == ticket.service).map_or(0, |place| place + 1);
        let argument = u8::try_from(of.min(ARGUMENT_MAX)).unwrap_or_default();
        let digits = Code::new(Kind::Ticket, *slip, argument)?.encode(&self.event_key()?);
        let lang = place.lang();
        let slip = Slip {
            title: self.board.square.outing().map_or("", |outing| outing.name.as_str()),
            service: &Names::new(&self.board, self.people.roster()).service(&ticket.service).text(lang),
            number: *number,
            class: ticket.class,
            ahead: told.ahead,
            wait: told.wait,
            taken: ticket.taken,
            is_again,
            qr: &Squares::of(&digits, Symbol::Screen)?.rows().collect(),
            digits: &digits,
        };
        let printing = if place.draws_itself() { Printing::Native } else { Printing::Raster };
        Some(Job { ticket: Some(id), label: number.to_string(), bytes: slip.bytes(printing, lang, gb18030) })
    }
}
