//! A kiosk without a terminal: the whole program but for keyboard and screen, on a folder of its own and a clock that
//! stands until it is set. Stories press its keys and read its picture.

pub mod paper_port;
pub mod snapshots;
pub mod square;

use qiandao::badge::{Code, Kind};
use qiandao::desk::clock::Clock;
use qiandao::desk::{Around, Desk, Who};
use qiandao::domain::cards::rules::card_for;
use qiandao::domain::fact::CardJob;
use qiandao::domain::ids::PersonId;
use qiandao::tui::app::App;
use qiandao::tui::bell::Bell;
use qiandao::tui::cells::{self, GlyphWidth};
use qiandao::tui::input::{Input, Key};
use qiandao::tui::keymap::Place;
use qiandao::tui::picture;
use qiandao::tui::theme::Palette;
use qiandao::words::Lang;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use tempfile::TempDir;

/// The program at a desk.
pub struct Kiosk {
    app: App,
    at_ms: u64,
    size: (u16, u16),
    bells: Vec<Bell>,
    folder: TempDir,
}

/// Milliseconds between two keys of a person, and between two characters of a scanner.
const KEY_MS: u64 = 50;
const SCAN_MS: u64 = 2;
const HAND_MS: u64 = 500;
const SETTLE_MS: u64 = 400;
/// Longer than anything waits for more characters.
const REST_MS: u64 = 5_000;

impl Kiosk {
    /// On a square that was set up already, at its opening; the question for the time is answered.
    pub fn open() -> Self {
        let (folder, desk) = square::set_up();
        let mut kiosk = Self::on(folder, desk);
        kiosk.press(Key::Enter);
        kiosk
    }

    /// On any desk, as the program starts.
    pub fn on(folder: TempDir, desk: Desk) -> Self {
        let app = App::new(desk, Lang::Zh, Palette::Daylight, GlyphWidth::Narrow);
        Self { app, at_ms: 0, size: (80, 24), bells: Vec::new(), folder }
    }

    pub fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        self.size = (width, height);
        self.input(Input::Resized)
    }

    /// Sets the clock of the desk.
    pub fn at(&mut self, hour: u16, minute: u16) -> &mut Self {
        let wall = square::day().at_minute(hour * 60 + minute);
        *self.app.desk_mut().clock_mut() = Clock::Standing(wall);
        self
    }

    pub fn press(&mut self, key: Key) -> &mut Self {
        self.at_ms += KEY_MS;
        self.input(Input::Key(key))
    }

    pub fn types(&mut self, text: &str) -> &mut Self {
        for typed in text.chars() {
            self.at_ms += KEY_MS;
            self.input(Input::Char(typed));
        }
        self
    }

    /// Clicks on the first cell of a text on the screen.
    #[track_caller]
    pub fn clicks(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        let found = screen.lines().enumerate().find_map(|(row, line)| Some((row, line.split_once(text)?.0)));
        let (row, before) = found.unwrap_or_else(|| panic!("no {text:?} on\n{screen}"));
        let column = cells::width(before, GlyphWidth::Narrow);
        self.input(Input::Click { column, row: row.try_into().unwrap() })
    }

    pub fn pastes(&mut self, text: &str) -> &mut Self {
        self.input(Input::Paste(text.to_owned()))
    }

    /// What a scanner types: characters and Enter.
    pub fn scan(&mut self, text: &str) -> &mut Self {
        for typed in text.chars() {
            self.at_ms += SCAN_MS;
            self.input(Input::Char(typed));
        }
        self.at_ms += SCAN_MS;
        self.input(Input::Key(Key::Enter));
        // A person needs longer to do anything after a scan.
        self.at_ms += HAND_MS;
        self
    }

    /// As long as a digit must stay alone to be an answer.
    pub fn moment(&mut self) -> &mut Self {
        self.at_ms += SETTLE_MS;
        self.app.tick(self.at_ms);
        self.settle()
    }

    /// A while in which nothing happens.
    pub fn rest(&mut self) -> &mut Self {
        self.at_ms += REST_MS;
        self.app.tick(self.at_ms);
        self.settle()
    }

    /// So long nobody looks at time, then once.
    pub fn tick(&mut self, ms: u64) -> &mut Self {
        self.at_ms += ms;
        self.app.tick(self.at_ms);
        self.settle()
    }

    /// Some seconds in which time is looked at as often as the program does.
    pub fn passes(&mut self, secs: u64) -> &mut Self {
        for _ in 0..secs * 10 {
            self.tick(100);
        }
        self
    }

    /// Closes the window and opens it again on the same desk; the question for the time is answered.
    pub fn starts_again_and_answers(self) -> Self {
        let mut kiosk = Self::on(self.folder, self.app.into_desk());
        kiosk.press(Key::Enter);
        kiosk
    }

    pub fn input(&mut self, input: Input) -> &mut Self {
        self.app.input(input, self.at_ms);
        self.settle()
    }

    fn settle(&mut self) -> &mut Self {
        self.app.settle();
        self.bells.extend(self.app.take_bell());
        self
    }

    /// The one person whom a text means.
    pub fn person(&self, text: &str) -> PersonId {
        match self.app.desk().who(text) {
            Who::One(person, _) => person,
            other => panic!("{text}: {other:?}"),
        }
    }

    /// The short number of somebody's badge.
    pub fn number(&self, text: &str) -> String {
        let person = self.app.desk().board().attendance.person(self.person(text)).unwrap();
        person.number.to_string()
    }

    /// The code on somebody's badge.
    pub fn badge(&self, text: &str) -> String {
        let person = self.app.desk().board().attendance.person(self.person(text)).unwrap();
        let code = Code::new(Kind::Volunteer, person.number, person.issue).unwrap();
        code.encode(&self.app.desk().event_key().unwrap())
    }

    /// The code of the card that does a job.
    pub fn card(&self, does: &CardJob) -> String {
        let number = card_for(self.app.desk().board(), does).unwrap();
        let kind = match does {
            CardJob::Station { .. } => Kind::Station,
            CardJob::Supervisor => Kind::Supervisor,
            _ => Kind::Command,
        };
        Code::new(kind, number, 0).unwrap().encode(&self.app.desk().event_key().unwrap())
    }

    pub fn is_in(&self, text: &str) -> bool {
        self.app.desk().board().attendance.person(self.person(text)).unwrap().is_in()
    }

    pub fn desk(&self) -> &Desk {
        self.app.desk()
    }

    pub fn desk_mut(&mut self) -> &mut Desk {
        self.app.desk_mut()
    }

    /// Where its data are.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// Ends the program; its data stay.
    pub fn closes(self) -> TempDir {
        let Self { app, folder, .. } = self;
        drop(app);
        folder
    }

    pub fn is_over(&self) -> bool {
        self.app.is_over()
    }

    /// Where keys go now.
    pub fn place(&self) -> Place {
        self.app.place()
    }

    /// How often the bell rang for a refusal.
    pub fn rings(&self) -> usize {
        self.bells.iter().filter(|bell| **bell == Bell::Refused).count()
    }

    /// What was heard since it was asked last.
    pub fn take_bells(&mut self) -> Vec<Bell> {
        std::mem::take(&mut self.bells)
    }

    /// What the screen shows, as text.
    pub fn screen(&mut self) -> String {
        let theme = self.app.theme();
        picture::text(&self.draw().0, theme)
    }

    /// The roles of the screen's cells, one letter each.
    pub fn roles(&mut self) -> String {
        let theme = self.app.theme();
        picture::roles(&self.draw().0, theme)
    }

    pub fn cursor(&mut self) -> Option<Position> {
        self.draw().1
    }

    pub fn draw(&mut self) -> (Buffer, Option<Position>) {
        let area = Rect::new(0, 0, self.size.0, self.size.1);
        let mut buf = Buffer::empty(area);
        let cursor = self.app.draw(area, &mut buf);
        (buf, cursor)
    }

    /// Fails with the whole picture unless the screen shows the text.
    #[track_caller]
    pub fn shows(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        assert!(screen.contains(text), "no {text:?} on\n{screen}");
        self
    }

    #[track_caller]
    pub fn shows_not(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        assert!(!screen.contains(text), "there is {text:?} on\n{screen}");
        self
    }

    /// Shows these desks as those who are around.
    pub fn sees(&mut self, around: Around) -> &mut Self {
        self.app.show_around(around);
        self
    }

    /// How many facts the desk holds.
    pub fn facts(&self) -> usize {
        self.app.desk().board().ledger().len()
    }
}
