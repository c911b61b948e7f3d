//! The terminal: taken over, drawn on, and given back whole, whatever happens.
//!
//! A frame is what differs from the frame before, written in one go between the marks of a synchronized update; no
//! difference, nothing written, so a field with an input method over it does not flicker. How often to draw is the
//! runtime's business. The terminal is given back when [`Screen`] is dropped and when its own thread panics.

use std::cell::Cell;
use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::style::{Print, ResetColor, force_color_output};
use crossterm::terminal::{self, BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{execute, queue};
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::cells::GlyphWidth;
use super::system::{self, Keyboard};
use crate::words::{Said, window};

/// The terminal while it is ours.
#[derive(Debug)]
pub struct Screen {
    frames: Frames<BufWriter<Stdout>>,
    glyphs: GlyphWidth,
}

/// Why there is no screen.
#[derive(Debug)]
pub enum ScreenError {
    /// The output goes into a file or another program.
    NotATerminal,
    /// The terminal does not do what it is asked.
    Io(io::Error),
}

impl ScreenError {
    /// The sentence for it.
    pub fn said(&self) -> Said {
        match self {
            Self::NotATerminal => window::NOT_A_TERMINAL.said(),
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
        let mut screen = Self { frames, glyphs: GlyphWidth::Narrow };
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
        if !TAKEN.load(Ordering::Relaxed) {
            take()?;
            self.frames.is_stale = true;
        }
        self.frames.show()
    }

    /// Draws everything anew next time: something may have written on the terminal.
    pub fn redraw(&mut self) {
        self.frames.is_stale = true;
    }

    /// Takes the terminal over again next time: the program was asleep, and others had it.
    pub fn resume(&mut self) {
        TAKEN.store(false, Ordering::Relaxed);
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

/// What a frame shows, and where its cursor stands.
#[derive(Debug, Default)]
struct Frame {
    cells: Buffer,
    cursor: Option<Position>,
}

/// The frame that is shown and the one that comes next.
#[derive(Debug)]
struct Frames<W: Write> {
    backend: CrosstermBackend<W>,
    shown: Frame,
    next: Frame,
    /// Whether nobody knows what the terminal shows.
    is_stale: bool,
}

impl<W: Write> Frames<W> {
    fn new(out: W) -> Self {
        Self { backend: CrosstermBackend::new(out), shown: Frame::default(), next: Frame::default(), is_stale: true }
    }

    fn prepare(&mut self, area: Rect, view: impl FnOnce(Rect, &mut Buffer) -> Option<Position>) {
        self.next.cells.resize(area);
        self.next.cells.reset();
        self.next.cursor = view(area, &mut self.next.cells);
    }

    fn show(&mut self) -> io::Result<()> {
        let Self { backend, shown, next, is_stale } = self;
        let is_fresh = *is_stale || shown.cells.area != next.cells.area;
        if is_fresh {
            shown.cells = Buffer::empty(next.cells.area);
        }
        let changes = shown.cells.diff(&next.cells);
        if !is_fresh && changes.is_empty() && shown.cursor == next.cursor {
            return Ok(());
        }
        // Until the frame is out whole.
        *is_stale = true;
        queue!(backend, BeginSynchronizedUpdate)?;
        if is_fresh {
            queue!(backend, Clear(ClearType::All))?;
        }
        backend.draw(changes.into_iter())?;
        match next.cursor {
            Some(cursor) => queue!(backend, MoveTo(cursor.x, cursor.y), Show)?,
            None => queue!(backend, Hide)?,
        }
        queue!(backend, EndSynchronizedUpdate)?;
        Write::flush(backend)?;
        std::mem::swap(shown, next);
        *is_stale = false;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use proptest::prelude::*;
    use ratatui::widgets::Widget;

    use super::*;
    use crate::tui::cells;
    use crate::tui::picture;
    use crate::tui::theme::{Role, Theme};
    use crate::tui::widgets::Dialog;

    /// Bytes for a terminal that does not exist.
    #[derive(Clone, Default)]
    struct Wire(Rc<RefCell<Vec<u8>>>);

    impl Write for Wire {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.borrow_mut().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// Frames, and a terminal that shows them.
    struct Stage {
        wire: Wire,
        frames: Frames<Wire>,
        terminal: vt100::Parser,
    }

    impl Stage {
        fn new(width: u16, height: u16) -> Self {
            let wire = Wire::default();
            let terminal = vt100::Parser::default();
            let mut stage = Self { frames: Frames::new(wire.clone()), wire, terminal };
            stage.resize(width, height);
            stage
        }

        fn resize(&mut self, width: u16, height: u16) {
            self.terminal.screen_mut().set_size(height.try_into().unwrap(), width.try_into().unwrap());
        }

        fn area(&self) -> Rect {
            let (height, width) = self.terminal.screen().size();
            Rect::new(0, 0, width.into(), height.into())
        }

        /// Draws and answers the bytes that went to the terminal.
        fn draw(&mut self, view: impl FnOnce(Rect, &mut Buffer) -> Option<Position>) -> String {
            self.frames.prepare(self.area(), view);
            self.frames.show().unwrap();
            let bytes = self.wire.0.take();
            self.terminal.process(&bytes);
            String::from_utf8(bytes).unwrap()
        }

        fn lines(&self) -> Vec<String> {
            self.terminal.screen().rows(0, self.area().width).map(|line| line.trim_end().to_owned()).collect()
        }
    }

    fn text(line: &'static str) -> impl FnOnce(Rect, &mut Buffer) -> Option<Position> {
        move |area, buf| {
            cells::put(buf, area, line, Theme::default().style(Role::Body), GlyphWidth::Narrow);
            None
        }
    }

    #[test]
    fn a_frame_is_one_synchronized_update() {
        let bytes = Stage::new(20, 2).draw(text("签到"));
        assert!(bytes.starts_with("\x1b[?2026h\x1b[2J") && bytes.ends_with("\x1b[?25l\x1b[?2026l"), "{bytes:?}");
    }

    #[test]
    fn what_did_not_change_is_not_written() {
        let mut stage = Stage::new(20, 2);
        stage.draw(text("签到 1"));
        assert_eq!(stage.draw(text("签到 1")), "");
        let bytes = stage.draw(text("签到 2"));
        assert!(bytes.contains('2') && !bytes.contains('签'), "{bytes:?}");
    }

    #[test]
    fn the_cursor_moves_without_a_change_of_text() {
        let mut stage = Stage::new(20, 2);
        stage.draw(|_, _| Some(Position::new(3, 1)));
        assert_eq!(stage.terminal.screen().cursor_position(), (1, 3));
        stage.draw(|_, _| Some(Position::new(5, 1)));
        assert_eq!((stage.terminal.screen().cursor_position(), stage.terminal.screen().hide_cursor()), ((1, 5), false));
    }

    #[test]
    fn after_a_resize_and_after_others_wrote_everything_is_drawn() {
        let mut stage = Stage::new(20, 2);
        stage.draw(text("签到"));
        stage.resize(10, 3);
        stage.draw(text("签到"));
        assert_eq!(stage.lines(), ["签到", "", ""]);
        stage.terminal.process(b"\x1b[H\x1b[2Jrubbish");
        stage.frames.is_stale = true;
        stage.draw(text("签到"));
        assert_eq!(stage.lines(), ["签到", "", ""]);
    }

    #[test]
    fn a_dot_that_is_two_cells_wide_does_not_move_what_stands_behind_it() {
        let mut stage = Stage::new(20, 1);
        stage.draw(|area, buf| {
            let style = Theme::default().style(Role::Body);
            let used = cells::put(buf, area, "丽·买", style, GlyphWidth::Wide);
            cells::put(buf, cells::after(area, used), "|", style, GlyphWidth::Wide);
            None
        });
        // This terminal draws the dot in one cell; the place of the others is set, not reckoned from it.
        assert_eq!(stage.lines(), ["丽· 买|"]);
    }

    #[test]
    fn a_refusal_of_the_terminal_is_a_sentence() {
        let error = ScreenError::from(io::Error::other("gone"));
        assert_eq!(error.said().text(crate::words::Lang::En), "The terminal failed: gone");
    }

    /// One frame: lines of text at places, perhaps a dialog over them.
    type Scene = (Vec<(String, u16, u16)>, Option<String>);

    fn scenes() -> impl Strategy<Value = Vec<Scene>> {
        let lines = proptest::collection::vec(("[a-c王芳买·， ]{0,14}", 0_u16..24, 0_u16..6), 0..6);
        proptest::collection::vec((lines, proptest::option::of("[a王 ]{0,12}")), 1..6)
    }

    proptest! {
        #[test]
        fn the_terminal_shows_the_picture_whatever_was_there_before(scenes in scenes()) {
            let theme = Theme::default();
            let mut stage = Stage::new(24, 6);
            for (lines, question) in scenes {
                stage.draw(|area, buf| {
                    theme.ground(buf, area);
                    for (line, x, y) in &lines {
                        let place = cells::after(cells::line(area, *y), *x);
                        cells::clear(buf, place, theme.style(Role::Body));
                        cells::put(buf, place, line, theme.style(Role::Body), theme.glyphs);
                    }
                    if let Some(question) = &question {
                        let choices = ["是".to_owned()];
                        Dialog { title: "", text: question, choices: &choices, chosen: 0, theme }.render(area, buf);
                    }
                    None
                });
                let picture = picture::text(&stage.frames.shown.cells, theme);
                prop_assert_eq!(stage.lines(), picture.lines().collect::<Vec<_>>());
            }
        }
    }
}
