//! The loop: what is heard goes in, pictures go out, at most thirty a second and only when something changed.
//!
//! Everything that happens comes through one channel of bounded length: keys, signals, answers of the disk. It is
//! emptied before anything is drawn, so a scanner's burst costs one picture.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc::RecvTimeoutError;
use std::time::{Duration, Instant};

use super::app::App;
use super::bell::Ringer;
use super::input::Input;
use super::listener::listen;
use super::system::Keyboard;
use super::terminal::{Screen, ScreenError};
use super::theme::Palette;
use super::watcher::Watcher;
use super::window::Window;
use crate::desk::{self, Desk, Heard, Watch};
use crate::words::{Lang, Said};

/// What the window hears itself: something at the terminal, and when.
pub type Inbox = desk::Inbox<(Input, u64)>;

/// A burst of several scans fits; past it the terminal keeps the rest.
const HEARD_MAX: usize = 1024;
/// Thirty pictures a second are as many as an eye follows.
const FRAME_WAIT: Duration = Duration::from_millis(33);
/// How often time is looked at when nothing happens: digits of an answer settle, minutes pass.
const TICK_WAIT: Duration = Duration::from_millis(100);
/// While other desks' facts come in, a portion follows the next so fast; what waits for the disk rings by itself.
const ABSORBING_WAIT: Duration = Duration::from_millis(1);
/// Most disks are done within this: then the answer is drawn at once, and no "saving" flashes up before it.
const SAVING_GRACE: Duration = Duration::from_millis(15);

/// An empty inbox.
pub fn inbox() -> Inbox {
    Inbox::holding(HEARD_MAX)
}

/// How the window begins.
pub struct Options {
    /// What opening the desk found; shown first.
    pub news: Vec<Said>,
    /// The language.
    pub lang: Lang,
    /// The colours.
    pub palette: Palette,
    /// Whether the bell stays quiet.
    pub silent: bool,
    /// A scanner at a serial port.
    pub scanner: Option<PathBuf>,
    /// Whether it begins with the public display.
    pub display: bool,
}

/// Runs the window on a desk until it is closed; everything is durable when it comes back.
pub fn run(inbox: Inbox, desk: Desk, options: Options) -> Result<Desk, ScreenError> {
    let Options { news, lang, palette, silent, scanner, display } = options;
    let (screen, keyboard) = Screen::open()?;
    let mut app = App::new(desk, lang, palette, screen.glyphs());
    app.tell(news);
    app.be_silent(silent);
    if display {
        app.open_display();
    }
    let mut app = play(inbox, app, screen, keyboard, scanner)?;
    app.settle();
    Ok(app.into_desk())
}

/// Shows the public display of a desk that another program works at, until it is closed.
pub fn watch(desk: Watch, options: &Options) -> Result<(), ScreenError> {
    let Options { lang, palette, silent, .. } = *options;
    let (screen, keyboard) = Screen::open()?;
    let watcher = Watcher::new(desk, lang, palette, silent, screen.glyphs());
    play(inbox(), watcher, screen, keyboard, None).map(drop)
}

/// Runs a window until it is over.
fn play<W: Window>(
    inbox: Inbox,
    window: W,
    screen: Screen,
    keyboard: Keyboard,
    scanner: Option<PathBuf>,
) -> Result<W, ScreenError> {
    let start = Instant::now();
    let Inbox { to, from } = inbox;
    let _listener = listen(keyboard, scanner, to, |input, at_ms| Heard::Came((input, at_ms)))?;
    let ringer = Ringer::default();
    let mut stage = Stage { app: window, screen, ringer, start, heard_at: start, drawn_at: None, stumbles: 0 };
    while !stage.app.is_over() {
        match from.recv_timeout(stage.wait()) {
            Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) => {}
            Ok(first) => {
                stage.heard_at = Instant::now();
                for heard in std::iter::once(first).chain(from.try_iter().take(HEARD_MAX)) {
                    stage.take(heard)?;
                }
            }
        }
        stage.tick()?;
        stage.draw()?;
    }
    Ok(stage.app)
}

/// The window on its terminal.
struct Stage<W> {
    app: W,
    screen: Screen,
    ringer: Ringer,
    start: Instant,
    heard_at: Instant,
    drawn_at: Option<Instant>,
    /// Panics since the last picture.
    stumbles: u8,
}

impl<W: Window> Stage<W> {
    /// How long nothing need be done unless something is heard.
    fn wait(&self) -> Duration {
        let draw = if self.app.is_absorbing() {
            ABSORBING_WAIT
        } else if self.app.is_stale() {
            self.due().saturating_duration_since(Instant::now())
        } else {
            TICK_WAIT
        };
        self.ringer.wait_ms(self.now_ms()).map_or(draw, |ring_ms| draw.min(Duration::from_millis(ring_ms)))
    }

    fn now_ms(&self) -> u64 {
        u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// When the next picture may be drawn.
    fn due(&self) -> Instant {
        let frame = self.drawn_at.map_or(self.start, |drawn_at| drawn_at + FRAME_WAIT);
        if self.app.is_saving() { frame.max(self.heard_at + SAVING_GRACE) } else { frame }
    }

    fn take(&mut self, heard: Heard<(Input, u64)>) -> Result<(), ScreenError> {
        match heard {
            Heard::Rung => self.guarded(|stage| stage.app.collect()),
            Heard::Came((input, at_ms)) => {
                match input {
                    Input::Resumed => self.screen.resume(),
                    Input::Resized => self.screen.redraw(),
                    _ => {}
                }
                self.guarded(|stage| stage.app.input(input, at_ms))
            }
        }
    }

    fn tick(&mut self) -> Result<(), ScreenError> {
        let now_ms = self.now_ms();
        self.guarded(|stage| stage.app.tick(now_ms))
    }

    fn draw(&mut self) -> Result<(), ScreenError> {
        if let Some(bell) = self.app.take_bell() {
            self.ringer.begin(bell);
        }
        if self.ringer.is_due(self.now_ms()) {
            self.screen.ring()?;
        }
        if !self.app.is_stale() || Instant::now() < self.due() {
            return Ok(());
        }
        self.drawn_at = Some(Instant::now());
        let mut drawn = Ok(());
        self.guarded(|stage| drawn = stage.screen.draw(|area, buf| stage.app.draw(area, buf)))?;
        if !self.app.is_stale() {
            self.stumbles = 0;
        }
        Ok(drawn?)
    }

    /// Does something that must not end the program. After a panic the window starts over; after a second one without
    /// a picture between them it cannot be helped.
    fn guarded(&mut self, work: impl FnOnce(&mut Self)) -> Result<(), ScreenError> {
        if catch_unwind(AssertUnwindSafe(|| work(self))).is_ok() {
            return Ok(());
        }
        self.stumbles += 1;
        self.app.start_over();
        if self.stumbles > 1 { Err(ScreenError::Stumbled) } else { Ok(()) }
    }
}
