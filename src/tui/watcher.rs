//! The public display in a program of its own, beside the one that works at the desk: it reads along and writes nothing.
//!
//! It has no other screen to go to: keys change language and colours, show the keys, and end it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::action::{Action, Screen};
use super::bell::Bell;
use super::cells::GlyphWidth;
use super::effect::Effect;
use super::input::Input;
use super::model::Model;
use super::scene::Scene;
use super::screens::display;
use super::strokes::Strokes;
use super::theme::{Palette, Theme};
use super::update::update;
use super::view::view;
use super::window::Window;
use crate::desk::{NOBODY_AROUND, Watch};
use crate::domain::ids::DeskId;
use crate::domain::roster::Roster;
use crate::domain::time::Wall;
use crate::journal::JournalError;
use crate::words::{self, Lang, Said};

/// The display and the desk it watches.
pub struct Watcher {
    watch: Watch,
    model: Model,
    strokes: Strokes,
    /// Nobody is ever named, so no names are read.
    roster: Roster,
    glyphs: GlyphWidth,
    now: Wall,
    troubles: Vec<Said>,
    looked_at_ms: Option<u64>,
    is_stale: bool,
    bell: Option<Bell>,
    is_over: bool,
}

/// How often it looks whether the program at the desk is there.
const LOOK_MS: u64 = 5_000;

impl Watcher {
    /// Opens the display on a desk that another program works at.
    pub fn new(watch: Watch, lang: Lang, palette: Palette, silent: bool, glyphs: GlyphWidth) -> Self {
        let model = model(lang, palette, silent);
        let now = watch.now();
        Self {
            watch,
            model,
            strokes: Strokes::default(),
            roster: Roster::default(),
            glyphs,
            now,
            troubles: Vec::new(),
            looked_at_ms: None,
            is_stale: true,
            bell: None,
            is_over: false,
        }
    }

    /// The look of the moment.
    pub fn theme(&self) -> Theme {
        Theme { palette: self.model.palette, glyphs: self.glyphs }
    }

    fn act(&mut self, action: Action) {
        let scene = scene(&self.watch, &self.roster, &self.troubles, self.now, self.model.lang, self.theme());
        for effect in update(&mut self.model, action, &scene) {
            match effect {
                Effect::Sound(bell) => self.bell = Some(bell),
                Effect::Quit => self.is_over = true,
                // Whatever else is asked for is for the desk to do.
                _ => {}
            }
        }
    }

    /// Takes in what the desk wrote, and says what is wrong with it. Whether something is another one.
    fn follow(&mut self, at_ms: u64) -> bool {
        let followed = self.watch.follow();
        let is_due = self.looked_at_ms.is_none_or(|looked_ms| at_ms >= looked_ms.saturating_add(LOOK_MS));
        if !is_due && followed.is_ok() {
            return followed.is_ok_and(|has_changed| has_changed);
        }
        self.looked_at_ms = Some(at_ms);
        let troubles = match &followed {
            Err(error) => vec![JournalError::said(error)],
            Ok(_) if !self.watch.is_at_work() => vec![words::display::NOBODY_AT_WORK.said()],
            Ok(_) => Vec::new(),
        };
        let is_other = troubles != self.troubles;
        self.troubles = troubles;
        is_other || followed.is_ok_and(|has_changed| has_changed)
    }
}

/// The display and nothing else.
fn model(lang: Lang, palette: Palette, silent: bool) -> Model {
    Model { lang, palette, silent, screen: Screen::Display, display: display::State::alone(), ..Model::default() }
}

fn scene<'a>(
    watch: &'a Watch,
    roster: &'a Roster,
    troubles: &'a [Said],
    now: Wall,
    lang: Lang,
    theme: Theme,
) -> Scene<'a> {
    Scene {
        board: watch.board(),
        roster,
        desk: DeskId::default(),
        now,
        practice: None,
        pending: 0,
        troubles,
        papers: &[],
        printer: None,
        around: &NOBODY_AROUND,
        notices: &[],
        latest: None,
        lang,
        theme,
    }
}

impl Window for Watcher {
    fn input(&mut self, input: Input, at_ms: u64) {
        self.is_over |= input == Input::Stop;
        for action in self.strokes.take(input, at_ms, self.model.place()) {
            if !matches!(action, Action::Go(_) | Action::Scanned(_)) {
                self.act(action);
            }
        }
        self.is_stale = true;
    }

    fn tick(&mut self, at_ms: u64) {
        let has_changed = self.follow(at_ms);
        let now = self.watch.now();
        let is_later = now.hhmm() != self.now.hhmm();
        self.now = now;
        let before = self.model.display.shown().clone();
        self.act(Action::Tick(at_ms));
        self.is_stale |= has_changed || is_later || *self.model.display.shown() != before;
    }

    fn collect(&mut self) {}

    fn is_absorbing(&self) -> bool {
        false
    }

    fn is_saving(&self) -> bool {
        false
    }

    fn is_stale(&self) -> bool {
        self.is_stale
    }

    fn draw(&mut self, area: Rect, buf: &mut Buffer) -> Option<Position> {
        self.is_stale = false;
        let scene = scene(&self.watch, &self.roster, &self.troubles, self.now, self.model.lang, self.theme());
        view(&self.model, &scene, area, buf)
    }

    fn take_bell(&mut self) -> Option<Bell> {
        self.bell.take().filter(|_| !self.model.silent)
    }

    fn is_over(&self) -> bool {
        self.is_over
    }

    fn start_over(&mut self) {
        let Model { lang, palette, silent, .. } = self.model;
        self.model = model(lang, palette, silent);
        self.is_stale = true;
    }
}
