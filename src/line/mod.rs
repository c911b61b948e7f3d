//! `qiandao line`: the same clerk without a screen, for screen readers, scripts and tests.
//!
//! One command a line in, exactly one answer a line out, in order, each flushed before the next line is carried out.
//! Whatever comes in is answered, and nothing ends the session but the end of input. No rule and no count stands here.
//!
//! ```text
//! bytes -- lines --> text -- request --> what is asked -- session --> desk --> answer (words or JSON)
//! ```
//!
//! A thread reads the input; the session itself stays on the caller's thread, and between lines it keeps the paper and
//! takes in what other desks send.

mod answer;
pub mod commands;
mod details;
mod fault;
mod lines;
mod looks;
mod people;
mod queue_rows;
mod refusals;
mod request;
mod rows;
mod session;

use std::io::{self, BufRead, Write};
use std::sync::mpsc::{RecvTimeoutError, SyncSender};
use std::thread;
use std::time::{Duration, Instant};

pub use answer::Answer;
pub use commands::{COMMANDS, CommandWord};
pub use session::Session;

use crate::desk::{self, Heard};
use lines::{Line, Lines};

/// How answers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Sentences.
    Words,
    /// JSON objects.
    Json,
}

/// What the session hears: a line of the input, its end, or why it broke.
pub type Inbox = desk::Inbox<io::Result<Option<Line>>>;

/// Lines that may wait; past them the writer of the input does.
const HEARD_MAX: usize = 64;
/// How often the desk is looked after when nothing happens.
const TICK: Duration = Duration::from_millis(100);
/// While entries come in, a portion follows the next so fast.
const ABSORBING: Duration = Duration::from_millis(1);
/// After the last line others are given so long to take what was written; whoever is slower asks later.
const LINGER: Duration = Duration::from_secs(3);

/// An empty inbox.
pub fn inbox() -> Inbox {
    Inbox::holding(HEARD_MAX)
}

/// Answers every line until the input ends, and looks after the desk all the while.
pub fn run(
    session: &mut Session,
    inbox: Inbox,
    input: impl BufRead + Send + 'static,
    mut output: impl Write,
    style: Style,
) -> io::Result<()> {
    let Inbox { to, from } = inbox;
    thread::Builder::new().name("lines".to_owned()).spawn(move || read(input, &to))?;
    loop {
        let wait = if session.desk().is_absorbing() { ABSORBING } else { TICK };
        match from.recv_timeout(wait) {
            Ok(Heard::Came(line)) => match line? {
                Some(line) => answer(session, line, &mut output, style)?,
                None => break,
            },
            Ok(Heard::Rung) | Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
        session.attend();
    }
    let end = Instant::now() + LINGER;
    while session.has_unsent() && Instant::now() < end {
        let _woken = from.recv_timeout(TICK);
        session.attend();
    }
    Ok(())
}

fn read(input: impl BufRead, to: &SyncSender<Heard<io::Result<Option<Line>>>>) {
    let mut lines = Lines::new(input);
    loop {
        let line = lines.next_line();
        let is_last = !matches!(line, Ok(Some(_)));
        if to.send(Heard::Came(line)).is_err() || is_last {
            break;
        }
    }
}

/// Answers one line.
fn answer(session: &mut Session, line: Line, output: &mut impl Write, style: Style) -> io::Result<()> {
    let answer = match line {
        Line::Text(text) if is_silent(&text) => return Ok(()),
        Line::Text(text) => session.answer(&text),
        Line::Fault(fault) => session.fault(&fault),
    };
    let text = match style {
        Style::Words => answer.words(),
        Style::Json => answer.json(),
    };
    output.write_all(format!("{text}\n").as_bytes())?;
    output.flush()
}

/// Blank lines and remarks have no answer.
fn is_silent(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || line.starts_with('#')
}
