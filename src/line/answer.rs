//! One answer of `qiandao line`: a sentence, and the same as data.
//!
//! ```json
//! {"ok":true,"outcome":"taken","text":"...","entry":"...-17","ticket":"A1001","service":"haircut","ahead":3}
//! {"ok":false,"code":"needs_answer","outcome":"already_in","text":"...","choices":["out","station","nothing"],"person":{}}
//! ```
//!
//! Field names and codes are a contract: they are added to, never renamed.

use serde::Serialize;

use crate::desk::DeskSeen;
use crate::domain::ids::EntryKey;
use crate::words::Lang;

use super::fault::Fault;
use super::queue_rows::{QueueRow, TicketRow};
use super::rows::{HistoryRow, PersonRow, RefusalRow, ServiceRow, SquareRow, UnitRow};

/// What is answered to one line.
#[derive(Debug, Default, Serialize)]
pub struct Answer {
    /// Whether it was carried out.
    pub ok: bool,
    /// Why not; absent when it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<&'static str>,
    /// What became of it, or what is asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<&'static str>,
    /// The sentence.
    pub text: String,
    /// Whether the desk practises: then nothing of it counts.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub practice: bool,
    /// The last entry that was written: of what finishes and calls, the call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<EntryKey>,
    /// All entries that were written, when they are several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<HistoryRow>,
    /// What `answer` may say.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
    /// What it is about.
    #[serde(flatten)]
    pub data: Option<Data>,
}

/// The data of an answer.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Data {
    /// Of what was done or refused.
    Details(Box<Details>),
    /// Of `find`, and of several people who fit.
    Matches {
        /// Best first.
        matches: Vec<PersonRow>,
    },
    /// Of `tally`.
    Tally {
        /// On the list.
        expected: u64,
        /// Ever checked in.
        arrived: u64,
        /// Here now.
        present: u64,
        /// Units with somebody here now.
        units_present: usize,
        /// Units that ever had somebody here.
        units_arrived: usize,
        /// Every service, in the order of the set-up.
        services: Vec<ServiceRow>,
        /// Every square of a city, those without a name last; absent where there is but one.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        squares: Vec<SquareRow>,
        /// Entries that count or counted.
        facts: usize,
        /// The agreement code.
        agreement: String,
    },
    /// Of `queues`.
    Queues {
        /// Every service with a queue.
        services: Vec<QueueRow>,
    },
    /// Of `ticket`.
    Ticket {
        /// All that is known of it.
        ticket: Box<TicketRow>,
    },
    /// Of `roster`.
    Roster {
        /// How many people are on the list.
        people: u64,
        /// How many units they are of.
        units: usize,
        /// Each unit.
        list: Vec<UnitRow>,
    },
    /// Of `notices`.
    Notices {
        /// All that are open.
        notices: Vec<NoticeRow>,
    },
    /// Of `history`.
    History {
        /// Newest first.
        entries: Vec<HistoryRow>,
    },
    /// Of `scans`.
    Scans {
        /// The most frequent first.
        refused: Vec<RefusalRow>,
    },
    /// Of `printer`.
    Printer {
        /// The slip printer; absent when there is none.
        printer: Option<PrinterRow>,
    },
    /// Of `invite` and `remove`.
    Invite {
        /// The join code, sixteen digits.
        code: String,
        /// Where this desk can be reached.
        at: Vec<String>,
    },
    /// Of `desks`.
    Desks {
        /// This desk and all others, by number.
        desks: Vec<DeskSeen>,
        /// Whether every desk of the square is there and shows one agreement code.
        agree: bool,
        /// What keeps desks apart, and who is not believed.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        warnings: Vec<String>,
    },
    /// Of `code`.
    Code {
        /// The agreement code.
        agreement: String,
    },
    /// Of `help`.
    Help {
        /// The commands.
        commands: Vec<HelpRow>,
    },
}

/// What something done or refused is about; absent is what it is not about.
#[derive(Debug, Default, Serialize)]
#[serde(default)]
pub struct Details {
    /// The volunteer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonRow>,
    /// The number of the ticket.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ticket: Option<String>,
    /// The service's word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// The station's word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub station: Option<String>,
    /// The state of the ticket, or of the station.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<&'static str>,
    /// `normal` or `priority`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class: Option<&'static str>,
    /// How many are called before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ahead: Option<usize>,
    /// How long that may take, at least.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait_least_minutes: Option<u32>,
    /// How long that may take, at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait_most_minutes: Option<u32>,
    /// The ticket that the same key finished.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finished: Option<String>,
    /// The unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// How many of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heads: Option<u64>,
    /// How long a volunteer stayed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u64>,
    /// How many were counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantity: Option<u32>,
    /// How many altogether.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
    /// The entry that is cancelled, or counts again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<EntryKey>,
    /// How many people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub people: Option<usize>,
    /// How many units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub units: Option<usize>,
    /// The digits of the code on the badge.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub digits: Option<String>,
    /// Everybody who fits.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub matches: Vec<PersonRow>,
}

/// The slip printer.
#[derive(Debug, Serialize)]
pub struct PrinterRow {
    /// Where it is, as it was typed.
    pub place: String,
    /// `ready`, `printing`, `waiting` to try again, `stuck`, or in `trouble` with nothing to print.
    pub state: &'static str,
    /// How many slips wait.
    pub waiting: usize,
    /// How many went out since the start.
    pub sent: u64,
    /// The numbers whose slips a person should look after.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub look: Vec<String>,
}

/// One open notice.
#[derive(Debug, Serialize)]
pub struct NoticeRow {
    /// What `dismiss` takes.
    pub notice: String,
    /// The sentence.
    pub text: String,
}

/// One command.
#[derive(Debug, Serialize)]
pub struct HelpRow {
    /// Its word.
    pub command: &'static str,
    /// What follows it.
    pub arguments: &'static str,
    /// What it is for.
    pub text: &'static str,
}

impl Answer {
    /// Something was looked up.
    pub fn look(text: String, data: Data) -> Self {
        Self { ok: true, text, data: Some(data), ..Self::default() }
    }

    /// The line was not understood, or cannot be carried out here.
    pub fn fault(fault: &Fault, lang: Lang) -> Self {
        Self { code: Some(fault.code()), text: fault.said().text(lang), ..Self::default() }
    }

    /// As one line of JSON.
    pub fn json(&self) -> String {
        // Every key is a text and every value a plain one, so there is nothing that JSON could not hold.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// As one line of words.
    pub fn words(&self) -> String {
        self.text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
    }
}
