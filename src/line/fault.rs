//! What can be wrong with a line before any rule is asked. Every fault is an answer; none ends the session.

use crate::domain::number::TicketNumber;
use crate::words::{Phrase, Said, line};

use super::commands::{self, CommandWord};

/// Why a line was not understood, or cannot be carried out here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// No such command.
    UnknownCommand {
        /// The line's first word, cleaned.
        word: String,
    },
    /// An argument is missing.
    Missing {
        /// Of which command.
        command: &'static str,
    },
    /// An argument cannot be read.
    Bad {
        /// Of which command.
        command: &'static str,
        /// The argument, cleaned.
        given: String,
    },
    /// More bytes than any command has.
    TooLong {
        /// The most a line may have.
        most_bytes: usize,
    },
    /// Bytes that are no UTF-8.
    NotText,
    /// An answer to nothing.
    NoQuestion,
    /// A word that cannot be a service's.
    NoSuchService {
        /// The word, cleaned.
        given: String,
    },
    /// A word that cannot be a station's.
    NoSuchStation {
        /// The word, cleaned.
        given: String,
    },
    /// Two tickets bear one number: two laptops were the same desk.
    SameNumber {
        /// The number.
        number: TicketNumber,
    },
    /// The time is set in the demo square only.
    NotADemo,
    /// There is an outing already.
    SetUpAlready,
    /// Other desks are not met in this session.
    Silent,
}

impl Fault {
    /// The stable code of answers.
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownCommand { .. } => "unknown_command",
            Self::Missing { .. } => "missing_argument",
            Self::Bad { .. } => "bad_argument",
            Self::TooLong { .. } => "line_too_long",
            Self::NotText => "not_text",
            Self::NoQuestion => "no_question",
            Self::NoSuchService { .. } => "unknown_service",
            Self::NoSuchStation { .. } => "unknown_station",
            Self::SameNumber { .. } => "same_number",
            Self::NotADemo => "not_a_demo",
            Self::SetUpAlready => "set_up_already",
            Self::Silent => "silent",
        }
    }

    /// What is wrong and what to write instead.
    pub fn said(&self) -> Said {
        let given = |phrase: Phrase, given: &str| phrase.fill([("given", given.to_owned())]);
        match self {
            Self::UnknownCommand { word } => line::UNKNOWN_COMMAND.fill([("word", word.clone())]),
            Self::Missing { command } => line::MISSING.fill([("usage", usage(command))]),
            Self::Bad { command, given } => line::BAD.fill([("given", given.clone()), ("usage", usage(command))]),
            Self::TooLong { most_bytes } => line::LINE_TOO_LONG.fill([("most", most_bytes.to_string())]),
            Self::NotText => line::NOT_TEXT.said(),
            Self::NoQuestion => line::NO_QUESTION.said(),
            Self::NoSuchService { given: word } => given(line::NO_SUCH_SERVICE, word),
            Self::NoSuchStation { given: word } => given(line::NO_SUCH_STATION, word),
            Self::SameNumber { number } => line::SAME_NUMBER.fill([("number", number.to_string())]),
            Self::NotADemo => line::NOT_A_DEMO.said(),
            Self::SetUpAlready => line::SET_UP_ALREADY.said(),
            Self::Silent => crate::words::sync::SILENT.said(),
        }
    }
}

fn usage(command: &str) -> String {
    commands::named(command).map_or_else(|| command.to_owned(), CommandWord::usage)
}
