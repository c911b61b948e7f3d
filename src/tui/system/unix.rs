//! Unix: the terminal is a file of bytes, and the system speaks in signals.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, IsTerminal, Read, Write};
use std::os::fd::AsFd;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste, Event};
use crossterm::queue;
use crossterm::style::Print;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGWINCH};
use signal_hook::iterator::Signals;

use super::Signal;
use super::escapes::{Escapes, Heard};

/// A paste comes as one, so that its line ends are no Enter; clicks and the wheel are told, movements are not. For
/// marking and copying terminals take the mouse back while Shift is held.
pub fn take_modes(out: &mut impl Write) -> io::Result<()> {
    queue!(out, EnableBracketedPaste, Print(CLICKS_ON))
}

/// Presses, told with places beyond column 223.
const CLICKS_ON: &str = "\x1b[?1000h\x1b[?1006h";
const CLICKS_OFF: &str = "\x1b[?1006l\x1b[?1000l";

/// Undoes [`take_modes`].
pub fn give_modes_back(out: &mut impl Write) -> io::Result<()> {
    queue!(out, Print(CLICKS_OFF), DisableBracketedPaste)
}

/// What one read of a terminal can bring at most.
const CHUNK_BYTES: usize = 4096;
/// So many chunks wait unread; then the terminal itself waits.
const CHUNKS_AHEAD: usize = 16;

/// The keys of the terminal.
///
/// A thread of its own reads, since nothing wakes a read of a terminal but a key; it ends with the terminal or, as it
/// may be in the middle of such a read, with the program.
#[derive(Debug)]
pub struct Keyboard {
    chunks: Receiver<Vec<u8>>,
    escapes: Escapes,
    heard: VecDeque<Heard>,
}

impl Keyboard {
    /// Begins to read. The terminal must be in raw mode already.
    pub fn open() -> io::Result<Self> {
        let stdin = io::stdin();
        let terminal =
            if stdin.is_terminal() { File::from(stdin.as_fd().try_clone_to_owned()?) } else { File::open("/dev/tty")? };
        let (sender, chunks) = sync_channel(CHUNKS_AHEAD);
        thread::Builder::new().name("keyboard".to_owned()).spawn(move || read(terminal, &sender))?;
        Ok(Self { chunks, escapes: Escapes::default(), heard: VecDeque::new() })
    }

    /// The next key, if one comes in time. An error when the terminal is gone.
    pub fn next(&mut self, within: Duration) -> io::Result<Option<Event>> {
        let deadline = Instant::now() + within;
        loop {
            while let Some(heard) = self.heard.pop_front() {
                if let Heard::Event(event) = heard {
                    return Ok(Some(event));
                }
            }
            if !self.listen(deadline)? {
                return Ok(None);
            }
        }
    }

    /// Asks the terminal in which column its cursor stands; `None` when it does not answer in time. Keys that come
    /// before the answer are kept.
    pub fn cursor_column(&mut self, within: Duration) -> io::Result<Option<u16>> {
        let mut stdout = io::stdout();
        stdout.write_all(b"\x1b[6n")?;
        stdout.flush()?;
        self.answered_column(Instant::now() + within)
    }

    fn answered_column(&mut self, deadline: Instant) -> io::Result<Option<u16>> {
        loop {
            let answer = self.heard.iter().find_map(|heard| match heard {
                Heard::CursorColumn(column) => Some(*column),
                Heard::Event(_) => None,
            });
            if answer.is_some() || !self.listen(deadline)? {
                return Ok(answer);
            }
        }
    }

    /// Waits for bytes and takes them apart; `false` when there were none by the deadline.
    fn listen(&mut self, deadline: Instant) -> io::Result<bool> {
        // What has begun is waited for to its end, so that it cannot be asked for too briefly again and again.
        let (patience, heard_before) = (self.escapes.patience(), self.heard.len());
        let wait = patience.unwrap_or_else(|| deadline.saturating_duration_since(Instant::now()));
        match self.chunks.recv_timeout(wait) {
            Ok(bytes) => self.heard.extend(self.escapes.feed(&bytes)),
            Err(RecvTimeoutError::Timeout) => self.heard.extend(self.escapes.give_up()),
            Err(RecvTimeoutError::Disconnected) => return Err(io::ErrorKind::UnexpectedEof.into()),
        }
        Ok(patience.is_some() || self.heard.len() > heard_before)
    }
}

fn read(mut terminal: File, chunks: &SyncSender<Vec<u8>>) {
    let mut chunk = [0; CHUNK_BYTES];
    loop {
        match terminal.read(&mut chunk) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Ok(length @ 1..) => {
                let bytes = chunk.iter().take(length).copied().collect();
                if chunks.send(bytes).is_err() {
                    return;
                }
            }
            // The end of a terminal is told as no bytes, or as an error.
            Ok(0) | Err(_) => return,
        }
    }
}

/// Tells of every signal, on a thread of its own, as long as the program runs.
pub fn watch_signals(tell: impl Fn(Signal) + Send + 'static) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGWINCH, SIGCONT])?;
    let watch = move || {
        for signal in signals.forever() {
            tell(match signal {
                SIGWINCH => Signal::Resized,
                SIGCONT => Signal::Resumed,
                _ => Signal::Stop,
            });
        }
    };
    thread::Builder::new().name("signals".to_owned()).spawn(watch)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

    use super::*;

    #[test]
    fn a_key_pressed_while_the_terminal_is_asked_is_kept_and_no_answer_is_waited_for_longer() {
        let (terminal, chunks) = sync_channel(1);
        let mut keyboard = Keyboard { chunks, escapes: Escapes::default(), heard: VecDeque::new() };
        terminal.send(b"\r".to_vec()).unwrap();
        let column = keyboard.answered_column(Instant::now() + Duration::from_millis(20)).unwrap();
        assert_eq!(column, None);
        let enter = Event::Key(KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE));
        assert_eq!(keyboard.next(Duration::ZERO).unwrap(), Some(enter));
    }
}
