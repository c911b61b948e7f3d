//! Windows: the console hands out key records, which crossterm reads, and calls a handler when it is about to end.

use std::io::{self, Write};
use std::time::Duration;

use crossterm::{cursor, event, queue};

use super::Signal;

/// The mouse is ours: while the console has it, a click marks text and with that stops the program. A paste comes as
/// keys, whatever is asked for.
pub fn take_modes(out: &mut impl Write) -> io::Result<()> {
    queue!(out, event::EnableMouseCapture)
}

/// Undoes [`take_modes`].
pub fn give_modes_back(out: &mut impl Write) -> io::Result<()> {
    queue!(out, event::DisableMouseCapture)
}

/// The keys of the console.
#[derive(Debug)]
pub struct Keyboard(());

impl Keyboard {
    /// Begins to read.
    pub fn open() -> io::Result<Self> {
        Ok(Self(()))
    }

    /// The next key, if one comes in time.
    pub fn next(&mut self, within: Duration) -> io::Result<Option<event::Event>> {
        if event::poll(within)? { event::read().map(Some) } else { Ok(None) }
    }

    /// The column of the cursor; the console is asked by a call and answers at once.
    pub fn cursor_column(&mut self, _within: Duration) -> io::Result<Option<u16>> {
        cursor::position().map(|(column, _)| Some(column))
    }
}

/// Tells of the end, on a thread of its own: the window is closed, the user logs off, the laptop shuts down.
///
/// After that the console waits for nobody. It need not: what is acknowledged is on the disk, and the window is gone.
pub fn watch_signals(tell: impl Fn(Signal) + Send + 'static) -> io::Result<()> {
    ctrlc::set_handler(move || tell(Signal::Stop)).map_err(io::Error::other)
}
