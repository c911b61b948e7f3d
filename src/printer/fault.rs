//! Why a job did not go through, as a sentence a person can act on.

use std::io;

use crate::words::{Said, printer};

/// What is wrong with the printer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// No such device, file or host.
    NotThere,
    /// The host is there, nothing listens.
    Refused,
    /// Nothing answers.
    NoAnswer,
    /// It went away with a job half done.
    BrokeOff,
    /// It takes no more bytes.
    TakesNoMore,
    /// The system does not let this program print there.
    NotAllowed,
    /// Another program has it.
    InUse,
    /// Anything else, as the system says it.
    Other(String),
}

/// A job that did not go through.
#[derive(Debug)]
pub(super) struct Fault {
    pub why: Why,
    /// Whether something of it may be on paper.
    pub begun: bool,
}

impl Why {
    /// What an error of the system means before anything was sent, or after.
    pub(super) fn of(error: &io::Error, begun: bool) -> Self {
        use io::ErrorKind;
        match error.kind() {
            ErrorKind::NotFound => Self::NotThere,
            ErrorKind::ConnectionRefused => Self::Refused,
            ErrorKind::TimedOut | ErrorKind::WouldBlock if begun => Self::TakesNoMore,
            ErrorKind::TimedOut
            | ErrorKind::WouldBlock
            | ErrorKind::HostUnreachable
            | ErrorKind::NetworkUnreachable
            | ErrorKind::NetworkDown
            | ErrorKind::AddrNotAvailable => Self::NoAnswer,
            ErrorKind::ConnectionReset
            | ErrorKind::ConnectionAborted
            | ErrorKind::BrokenPipe
            | ErrorKind::NotConnected
            | ErrorKind::UnexpectedEof
            | ErrorKind::WriteZero => Self::BrokeOff,
            ErrorKind::PermissionDenied => Self::NotAllowed,
            ErrorKind::ResourceBusy => Self::InUse,
            _ => Self::Other(error.to_string()),
        }
    }

    /// As part of a sentence.
    pub fn said(&self) -> Said {
        match self {
            Self::NotThere => printer::NOT_THERE.said(),
            Self::Refused => printer::REFUSED.said(),
            Self::NoAnswer => printer::NO_ANSWER.said(),
            Self::BrokeOff => printer::BROKE_OFF.said(),
            Self::TakesNoMore => printer::TAKES_NO_MORE.said(),
            Self::NotAllowed => printer::NOT_ALLOWED.said(),
            Self::InUse => printer::IN_USE.said(),
            Self::Other(reason) => printer::other(reason),
        }
    }
}
