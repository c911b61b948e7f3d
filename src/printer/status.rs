//! How the printer is doing, for screens and answers.

use super::fault::Why;
use crate::domain::ids::TicketId;
use crate::words::{Said, printer};

/// One moment of a printer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Status {
    /// The number that is being printed.
    pub printing: Option<String>,
    /// It has been for longer than any slip takes.
    pub is_stuck: bool,
    /// How many slips wait, the one that is tried again included.
    pub waiting: usize,
    /// Why the last try did not go through; nothing once one did.
    pub why: Option<Why>,
    /// Whether the last job went into the line and nothing came back.
    pub is_unheard: bool,
    /// The slips a person should look after, the oldest first.
    pub look: Vec<Look>,
    /// How many slips were sent whole.
    pub sent: u64,
}

/// A slip that may not have come out, or not whole; it is not printed again by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// Whose.
    pub ticket: TicketId,
    /// Its number.
    pub label: String,
}

/// Numbers that are named; more do not fit a line.
const NAMED: usize = 3;

impl Status {
    /// Whether a person should do something.
    pub fn needs_a_look(&self) -> bool {
        self.why.is_some() || self.is_stuck || !self.look.is_empty()
    }

    /// The stable word of answers.
    pub fn word(&self) -> &'static str {
        match (&self.why, &self.printing) {
            _ if self.is_stuck => "stuck",
            (_, Some(_)) => "printing",
            (Some(_), None) if self.waiting > 0 => "waiting",
            (Some(_), None) => "trouble",
            (None, None) => "ready",
        }
    }

    /// As a sentence, or the end of one.
    pub fn said(&self) -> Said {
        let state = self.state();
        let numbers: Vec<&str> = self.look.iter().rev().take(NAMED).map(|look| look.label.as_str()).collect();
        if numbers.is_empty() {
            return state;
        }
        let more = if self.look.len() > NAMED { " ..." } else { "" };
        printer::LOOK_AT.fill([("tickets", numbers.join(" ") + more)]).and("state", state)
    }

    fn state(&self) -> Said {
        let count = ("count", self.waiting.to_string());
        match (&self.printing, &self.why) {
            (Some(ticket), _) if self.is_stuck => printer::STUCK.fill([("ticket", ticket.clone())]),
            (_, Some(why)) if self.waiting > 0 => printer::WAITING.fill([count]).and("why", why.said()),
            (Some(ticket), None) if self.waiting > 0 => {
                printer::PRINTING_MORE.fill([("ticket", ticket.clone()), count])
            }
            (Some(ticket), _) => printer::PRINTING.fill([("ticket", ticket.clone())]),
            (None, Some(why)) => printer::TROUBLE.said().and("why", why.said()),
            (None, None) if self.is_unheard => printer::NO_ANSWER_TO_JOBS.said(),
            (None, None) => printer::READY.said(),
        }
    }
}
