//! `qiandao line --desks`: lines are answered as ever, and between them what other desks send is taken in.
//!
//! A thread reads the input; the session itself stays on the caller's thread and is woken by lines and by arrivals.

use std::io::{self, BufRead, Write};
use std::sync::mpsc::{RecvTimeoutError, SyncSender};
use std::thread;
use std::time::{Duration, Instant};

use super::lines::{Line, Lines};
use super::{Session, Style, answer};
use crate::desk::{self, Heard};

/// What the session hears itself: a line of the input, its end, or why it broke.
pub type Inbox = desk::Inbox<io::Result<Option<Line>>>;

/// Lines that may wait; past them the writer of the input does.
const HEARD_MAX: usize = 64;
/// How often who is there is looked at when nothing happens.
const TICK: Duration = Duration::from_millis(100);
/// While entries come in, a portion follows the next so fast.
const ABSORBING: Duration = Duration::from_millis(1);
/// After the last line others are given so long to take what was written; whoever is slower asks later.
const LINGER: Duration = Duration::from_secs(3);

/// An empty inbox.
pub fn inbox() -> Inbox {
    Inbox::holding(HEARD_MAX)
}

/// Answers every line until the input ends, meeting other desks all the while.
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
