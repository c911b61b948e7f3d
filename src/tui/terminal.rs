//! The terminal: taken over, drawn on, and given back whole, whatever happens.
//!
//! It is given back when [`Screen`] is dropped and when the thread that draws panics. How often to draw is the runtime's
//! business; what is written for a frame is in `frames`.

mod frames;

use std::cell::Cell;
use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::style::{Print, ResetColor, force_color_output};
use crossterm::terminal::{self, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{execute, queue};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use self::frames::Frames;
use super::cells::GlyphWidth;
use super::system::{self, Keyboard};
use crate::words::{Said, window};

/// The terminal while it is ours.
#[derive(Debug)]
pub struct Screen {
    frames: Frames<BufWriter<Stdout>>,
    glyphs: GlyphWidth,
    /// Whether others may have changed the terminal's modes.
    was_asleep: bool,
}

/// Why there is no screen.
#[derive(Debug)]
pub enum ScreenError {
    /// The output goes into a file or another program.
    NotATerminal,
    /// The terminal does not do what it is asked.
    Io(io::Error),
    /// The window failed inside, again and again.
    Stumbled,
}

impl ScreenError {
    /// The sentence for it.
    pub fn said(&self) -> Said {
        match self {
            Self::NotATerminal => window::NOT_A_TERMINAL.said(),
            Self::Stumbled => window::STUMBLED.said(),
            Self::Io(error) => window::TERMINAL_FAILED.fill([("reason", error.to_string())]),
        }
    }
}

impl From<io::Error> for ScreenError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// A full frame of a large window fits.
const FRAME_BYTES: usize = 64 * 1024;
/// Terminals answer within a millisecond, over a slow line within some; a screen that waits longer seems stuck.
const PROBE_WAIT: Duration = Duration::from_millis(200);
/// A border, the dot of a name and a half block: one cell each, or two if the terminal takes them for Chinese signs.
const PROBE: [char; 3] = ['\u{2500}', '\u{B7}', '\u{2584}'];

impl Screen {
    /// Takes the terminal over, and asks it how wide it draws. The keyboard can be read only from now on.
    pub fn open() -> Result<(Self, Keyboard), ScreenError> {
        if !io::stdout().is_terminal() {
            return Err(ScreenError::NotATerminal);
        }
        // From here on an error gives back what was taken.
        let frames = Frames::new(BufWriter::with_capacity(FRAME_BYTES, io::stdout()));
        let mut screen = Self { frames, glyphs: GlyphWidth::Narrow, was_asleep: false };
        OWNS_TERMINAL.set(true);
        take()?;
        let mut keyboard = Keyboard::open()?;
        screen.glyphs = probe(&mut keyboard)?;
        Ok((screen, keyboard))
    }

    /// How wide this terminal draws the characters that terminals disagree about.
    pub fn glyphs(&self) -> GlyphWidth {
        self.glyphs
    }

    /// Shows what `view` draws, and puts the cursor where it says.
    pub fn draw(&mut self, view: impl FnOnce(Rect, &mut Buffer) -> Option<Position>) -> io::Result<()> {
        let (width, height) = terminal::size()?;
        self.frames.prepare(Rect::new(0, 0, width, height), view);
        // A panic that was caught has given the terminal back.
        if std::mem::take(&mut self.was_asleep) || !TAKEN.load(Ordering::Relaxed) {
            take()?;
            self.frames.forget();
        }
        self.frames.show()
    }

    /// Rings the bell of the terminal.
    pub fn ring(&mut self) -> io::Result<()> {
        execute!(io::stdout(), Print('\u{7}'))
    }

    /// Draws everything anew next time: something may have written on the terminal.
    pub fn redraw(&mut self) {
        self.frames.forget();
    }

    /// Takes the terminal over again next time: the program was asleep, and others had it.
    pub fn resume(&mut self) {
        self.was_asleep = true;
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
        OWNS_TERMINAL.set(false);
    }
}

thread_local! {
    /// Whether this thread draws the screen: only its panic ends what is shown there.
    static OWNS_TERMINAL: Cell<bool> = const { Cell::new(false) };
}

/// Whether the terminal is in our modes.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Sends every panic to the log instead of the screen, and gives the terminal back if it was the screen's own thread.
/// A panic of another thread, such as the storage's, that its caller catches leaves the screen as it is.
pub fn log_panics(log: impl Fn(&str) + Send + Sync + 'static) {
    panic::set_hook(Box::new(move |info| {
        if OWNS_TERMINAL.get() {
            give_back();
        }
        let thread = std::thread::current();
        log(&format!("thread {}: {info}", thread.name().unwrap_or("without a name")));
    }));
}

fn take() -> io::Result<()> {
    TAKEN.store(true, Ordering::Relaxed);
    // After a sleep the terminal may be back in its own mode while crossterm believes it raw.
    terminal::disable_raw_mode()?;
    terminal::enable_raw_mode()?;
    // NO_COLOR is the theme's business; a QR code needs its two colours to be one.
    force_color_output(true);
    let mut out = io::stdout();
    execute!(out, EnterAlternateScreen, Hide)?;
    system::take_modes(&mut out)?;
    out.flush()
}

/// Leaves nothing of ours behind. Whoever calls this has no use for an error any more.
fn give_back() {
    if TAKEN.swap(false, Ordering::Relaxed) {
        let mut out = io::stdout();
        let _ = queue!(out, EndSynchronizedUpdate, ResetColor);
        let _ = system::give_modes_back(&mut out);
        let _ = execute!(out, LeaveAlternateScreen, Show);
        let _ = terminal::disable_raw_mode();
    }
}

/// Prints some glyphs and asks where the cursor is then. The next frame draws over them.
fn probe(keyboard: &mut Keyboard) -> io::Result<GlyphWidth> {
    execute!(io::stdout(), MoveTo(0, 0), Print(String::from_iter(PROBE)))?;
    let column = keyboard.cursor_column(PROBE_WAIT)?;
    Ok(if column.is_some_and(|column| usize::from(column) > PROBE.len()) {
        GlyphWidth::Wide
    } else {
        GlyphWidth::Narrow
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_of_the_terminal_is_a_sentence() {
        let error = ScreenError::from(io::Error::other("gone"));
        assert_eq!(error.said().text(crate::words::Lang::En), "The terminal failed: gone");
    }
}
