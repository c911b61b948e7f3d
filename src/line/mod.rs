//! `qiandao line`: the same clerk without a screen, for screen readers, scripts and tests.
//!
//! One command a line in, exactly one answer a line out, in order, each flushed before the next line is read. Whatever
//! comes in is answered, and nothing ends the session but the end of input. No rule and no count stands here.
//!
//! ```text
//! bytes -- lines --> text -- request --> what is asked -- session --> desk --> answer (words or JSON)
//! ```

mod answer;
pub mod commands;
mod details;
mod fault;
mod lines;
pub mod live;
mod looks;
mod people;
mod queue_rows;
mod refusals;
mod request;
mod rows;
mod session;

use std::io::{self, BufRead, Write};

pub use answer::Answer;
pub use commands::{COMMANDS, CommandWord};
pub use session::Session;

use lines::{Line, Lines};

/// How answers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Sentences.
    Words,
    /// JSON objects.
    Json,
}

/// Answers every line until the input ends.
pub fn run(session: &mut Session, input: impl BufRead, mut output: impl Write, style: Style) -> io::Result<()> {
    let mut lines = Lines::new(input);
    while let Some(line) = lines.next_line()? {
        answer(session, line, &mut output, style)?;
        session.keep_paper();
    }
    Ok(())
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
