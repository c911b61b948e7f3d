//! The window without a terminal: inputs go in, effects are done at the desk, pictures come out.
//!
//! The runtime gives it the real terminal and time; tests give it a folder and a standing clock. It never waits for the
//! disk but to put a walk-in on the list, and at the end.

mod desks;
mod files;
mod world;

use std::thread;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use self::world::World;
use super::action::{Action, Answer, Screen};
use super::bell::Bell;
use super::cells::GlyphWidth;
use super::clicks;
use super::dialogs::Dialog;
use super::effect::Effect;
use super::input::Input;
use super::keymap;
use super::model::Model;
use super::screens::queue;
use super::strokes::Strokes;
use super::theme::{Palette, Theme};
use super::update::update;
use super::view::view;
use crate::badge::{Code, Kind, Squares, Symbol};
use crate::demo::stage;
use crate::desk::{Around, Desk, ImportError, ImportSummary, QueueWork, Reply, Sheet, Token, Walkin};
use crate::domain::command::{Command, Scanned};
use crate::domain::ids::PersonId;
use crate::domain::notices;
use crate::domain::outcome::Outcome;
use crate::paper::CardSize;
use crate::printer::Place;
use crate::words::{Lang, Said, window};

/// The window and the clerk behind it.
pub struct App {
    model: Model,
    world: World,
    strokes: Strokes,
    /// The outing whose codes are read, by its number.
    event: Option<u16>,
    /// Commands without an answer yet, with the scan that caused them.
    waiting: Vec<(Token, Option<Scanned>)>,
    /// How many lines of other desks the picture shows, and since when.
    absorbed: u64,
    followed_at_ms: u64,
    /// The minute that the picture shows.
    minute: i64,
    is_stale: bool,
    /// The window as it was drawn last.
    area: Rect,
    /// What is to be heard.
    bell: Option<Bell>,
    is_over: bool,
}

/// Candidates on the screen; more help nobody, and eight are as many as fit below the field.
const CANDIDATES: usize = 8;
const MS_PER_MINUTE: i64 = 60_000;
/// What is worked out from the whole board (notices, lists) follows other desks' facts this often at the most.
const FOLLOW_MS: u64 = 250;
/// How often it is looked who else is there.
const AROUND_MS: u64 = 500;
/// How often the end looks whether everything is durable.
const SAVING_WAIT: Duration = Duration::from_millis(1);

impl App {
    /// Opens the window on a desk.
    pub fn new(desk: Desk, lang: Lang, palette: Palette, glyphs: GlyphWidth) -> Self {
        let model = Model::at_start(desk.board(), desk.settings().queue.as_ref(), lang, palette);
        let world = World::new(desk, glyphs);
        let mut app = Self {
            model,
            world,
            strokes: Strokes::default(),
            event: None,
            waiting: Vec::new(),
            absorbed: 0,
            followed_at_ms: 0,
            minute: 0,
            is_stale: true,
            area: Rect::default(),
            bell: None,
            is_over: false,
        };
        app.world.look_after_the_printer();
        app.read_board();
        app
    }

    /// Something happened at the terminal.
    pub fn input(&mut self, input: Input, at_ms: u64) {
        if input == Input::Stop {
            self.is_over = true;
        }
        if let Input::Scanner { there } = input {
            self.world.scanner_is_gone = !there;
            self.world.list_troubles();
        }
        if let Input::Click { column, row } = input {
            self.click(Position::new(column, row));
        }
        for action in self.strokes.take(input, at_ms, self.model.place()) {
            self.act(action);
        }
        self.is_stale = true;
        self.take_answers();
    }

    fn click(&mut self, at: Position) {
        let latest = self.model.latest.clone();
        let scene = self.world.scene(&self.model, latest.as_ref());
        for action in clicks::actions(&self.model, &scene, self.area, at) {
            self.act(action);
        }
    }

    /// Time has passed. What arrives from other desks goes one portion on, and what was worked out from the board
    /// follows it some times a second, not once a fact.
    pub fn tick(&mut self, at_ms: u64) {
        for settled in self.strokes.settle(at_ms) {
            self.act(settled);
            self.is_stale = true;
        }
        let minute = self.world.desk.now().0.div_euclid(MS_PER_MINUTE);
        let is_later = std::mem::replace(&mut self.minute, minute) != minute;
        self.is_stale |= self.world.look_after_the_disk() | self.world.look_after_the_printer() | is_later;
        self.collect();
        self.follow_others(at_ms);
        self.follow_around(at_ms);
        self.move_display(at_ms);
    }

    /// The public display moves by itself.
    fn move_display(&mut self, at_ms: u64) {
        if self.model.screen == Screen::Display {
            let before = self.model.display.shown().clone();
            self.act(Action::Tick(at_ms));
            self.is_stale |= *self.model.display.shown() != before;
        }
    }

    /// Whether another tick should come soon: something from other desks is on its way in.
    pub fn is_absorbing(&self) -> bool {
        self.world.desk.is_absorbing()
    }

    /// Takes the answers that are there, and moves what arrived one portion on.
    pub fn collect(&mut self) {
        let replies = self.world.desk.collect();
        self.take(replies);
        self.take_answers();
    }

    /// Takes the answers that are there. What an answer leads to may be answered at once.
    fn take_answers(&mut self) {
        loop {
            let replies = self.world.desk.answers();
            if replies.is_empty() {
                break;
            }
            self.take(replies);
        }
    }

    fn take(&mut self, replies: Vec<(Token, Reply)>) {
        let mut has_changed = false;
        for (token, reply) in replies {
            self.is_stale = true;
            has_changed |= !reply.entries().is_empty();
            self.answered(token, reply);
        }
        if has_changed {
            self.read_board();
        }
    }

    /// Facts of other desks show when the last of them is in, and while many come, a few times a second.
    fn follow_others(&mut self, at_ms: u64) {
        let absorbed = self.world.desk.absorbed();
        let is_due = !self.is_absorbing() || at_ms.saturating_sub(self.followed_at_ms) >= FOLLOW_MS;
        if absorbed != self.absorbed && is_due {
            (self.absorbed, self.followed_at_ms) = (absorbed, at_ms);
            self.is_stale = true;
            self.read_board();
        }
    }

    /// Draws the window as it is; answers where the cursor belongs.
    pub fn draw(&mut self, area: Rect, buf: &mut Buffer) -> Option<Position> {
        (self.is_stale, self.area) = (false, area);
        view(&self.model, &self.world.scene(&self.model, self.model.latest.as_ref()), area, buf)
    }

    /// Whether the picture would be another one now.
    pub fn is_stale(&self) -> bool {
        self.is_stale
    }

    /// What is to be heard now; asks once.
    pub fn take_bell(&mut self) -> Option<Bell> {
        self.bell.take().filter(|_| !self.model.silent)
    }

    /// Whether the program is to end.
    pub fn is_over(&self) -> bool {
        self.is_over
    }

    /// Where keys go now.
    pub fn place(&self) -> keymap::Place {
        self.model.place()
    }

    /// The look of the moment.
    pub fn theme(&self) -> Theme {
        self.world.theme(&self.model)
    }

    /// The clerk.
    pub fn desk(&self) -> &Desk {
        &self.world.desk
    }

    /// The clerk, to set the clock of a demo or a test.
    pub fn desk_mut(&mut self) -> &mut Desk {
        &mut self.world.desk
    }

    /// Waits until everything is durable and answered.
    pub fn settle(&mut self) {
        self.collect();
        while self.world.desk.pending() > 0 {
            thread::sleep(SAVING_WAIT);
            self.collect();
        }
    }

    /// Shows what people should know before anything else.
    pub fn tell(&mut self, news: Vec<Said>) {
        if !news.is_empty() {
            self.model.dialogs.push(Dialog::News(news));
        }
    }

    /// Keeps the bell quiet, until a key of the set-up turns it on.
    pub fn be_silent(&mut self, silent: bool) {
        self.model.silent = silent;
    }

    /// Begins with the public display; without an outing there is nothing to show yet.
    pub fn open_display(&mut self) {
        if self.world.desk.board().square.outing().is_some() {
            self.act(Action::Go(Screen::Display));
        }
    }

    /// Closes the window; the clerk goes on.
    pub fn into_desk(self) -> Desk {
        self.world.desk
    }

    /// Forgets what was open after something went wrong inside the window, and says so. The clerk lives on.
    pub fn start_over(&mut self) {
        let latest = Some(Answer::NotSaved(window::STUMBLED.said()));
        let Model { lang, palette, silent, .. } = self.model;
        let queue = queue::State::resumed(self.world.desk.settings().queue.as_ref(), self.world.desk.board());
        self.model = Model { lang, palette, silent, latest, queue, ..Model::default() };
        self.is_stale = true;
    }

    /// Lets one action through the window and does what it wants.
    fn act(&mut self, action: Action) {
        let latest = self.model.latest.clone();
        let scene = self.world.scene(&self.model, latest.as_ref());
        let effects = update(&mut self.model, action, &scene);
        for effect in effects {
            self.perform(effect);
        }
    }

    fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Perform(command) => self.submit(&command, None),
            Effect::Scan(scanned) => self.scan(scanned),
            Effect::Read(text) => {
                let read = self.world.desk.read(&text).map_or(Action::NoCode, Action::Scanned);
                self.act(read);
            }
            Effect::Find(text) => {
                let people = self.world.desk.find(&text, CANDIDATES);
                self.act(Action::Found(people));
            }
            Effect::Register { walkin, sure } => self.register(&walkin, sure),
            Effect::Edit(person, edits) => {
                self.settle();
                let reply = self.world.desk.edit(person, &edits);
                self.read_board();
                self.act(Action::Edited(reply.into()));
            }
            Effect::Merge { from, into } => {
                self.settle();
                let reply = self.world.desk.merge(from, into);
                self.read_board();
                self.act(Action::Answered(reply.into()));
            }
            Effect::Manage(person) => self.act(Action::Managed(person)),
            Effect::ReadRoster { path, columns } => {
                let read = files::read_roster(&self.world.desk, &path, columns);
                self.act(Action::RosterRead(read));
            }
            Effect::Import(file, gone) => {
                self.settle();
                let imported = self.world.desk.import_with(&file, gone);
                self.told(Action::Imported, imported);
            }
            Effect::Print { sheet, size, path } => self.print(&sheet, size, &path),
            Effect::WriteClosing(path) => {
                self.settle();
                let written = files::closing_written(&self.world.desk, &path, self.model.lang);
                self.act(Action::Printed(written));
            }
            Effect::HandOver => {
                self.settle();
                let written = files::handed_over(&self.world.desk, self.model.lang);
                self.act(Action::Printed(written));
            }
            Effect::ShowTicket(ticket) => self.act(Action::Answered(Answer::Done(Outcome::TicketFound { ticket }))),
            Effect::KeepPaper(folders) => {
                let kept = files::paper_kept_in(&mut self.world.desk, &folders);
                self.act(Action::PaperKept(kept));
            }
            Effect::Reprint(ticket) => {
                let reply = self.world.desk.reprint(ticket);
                self.world.look_after_the_printer();
                self.act(Action::Answered(reply.into()));
            }
            Effect::SlipsSeen => {
                self.world.desk.slips_seen();
                self.world.look_after_the_printer();
            }
            Effect::SetPrinter(place) => self.set_printer(place),
            Effect::SetUp(wanted) => {
                let set_up = self.world.desk.set_up(&wanted);
                self.told(Action::SquareSetUp, set_up);
            }
            Effect::SetUpDemo => {
                let set_up = stage::set_up(&mut self.world.desk);
                self.told(Action::SquareSetUp, set_up);
            }
            Effect::DrawBadge(person) => {
                if let Some(squares) = self.squares(person) {
                    self.act(Action::BadgeDrawn { person, squares });
                }
            }
            Effect::Invite
            | Effect::Join { .. }
            | Effect::StopJoining
            | Effect::LeaveSquare
            | Effect::RemoveDesk(_)
            | Effect::PackParcel(_)
            | Effect::UnpackParcel(_) => self.among_desks(effect),
            Effect::Practise(begin) => self.practise(begin),
            Effect::Ring => self.bell = Some(Bell::Refused),
            Effect::Sound(bell) => self.bell = Some(bell),
            Effect::Remember(work) => self.remember(work),
            Effect::Quit => self.is_over = true,
        }
    }

    fn submit(&mut self, command: &Command, scanned: Option<Scanned>) {
        let nonce = self.world.desk.draw_nonce();
        let token = self.world.desk.submit(command, nonce);
        self.waiting.push((token, scanned));
    }

    /// A code that was just answered is answered again; one that waits for its answer need not wait twice.
    fn scan(&mut self, scanned: Scanned) {
        if scanned.is_ours() && self.waiting.iter().any(|(_, waiting)| *waiting == Some(scanned)) {
            return;
        }
        match self.world.desk.same_scan(scanned) {
            Some(reply) => {
                // A badge held a little long is no new mistake: no second ring.
                let bell = self.bell;
                self.act(Action::Answered(reply.into()));
                self.bell = bell;
            }
            None => self.submit(&Command::Scan(scanned), Some(scanned)),
        }
    }

    /// Begins to practise or ends it; what was submitted before is answered first.
    fn practise(&mut self, begin: bool) {
        let desk = &mut self.world.desk;
        let turned = if begin { desk.begin_practice() } else { Ok(desk.end_practice()) };
        match turned {
            Ok(replies) => {
                for (token, reply) in replies {
                    self.answered(token, reply);
                }
                self.act(Action::PracticeTurned);
                self.read_board();
            }
            Err(refusal) => self.act(Action::Answered(Answer::Refused(refusal))),
        }
    }

    /// Looks who else is there, and what became of a parcel.
    fn follow_around(&mut self, at_ms: u64) {
        if let Some(taken) = self.world.desk.take_unpacked() {
            let said = self.world.desk.said_of_parcel(&taken);
            self.read_board();
            self.act(Action::DesksTold(Ok(said)));
            self.is_stale = true;
        }
        if self.world.looked_at_ms.is_none_or(|looked| at_ms.saturating_sub(looked) >= AROUND_MS) {
            self.world.looked_at_ms = Some(at_ms);
            self.look_around();
        }
    }

    fn look_around(&mut self) {
        let was_joining = self.world.around.joining.is_some();
        let is_looked_at = self.model.screen == Screen::Square && self.model.square.shows_desks();
        let around = self.world.desk.around(&self.world.around, is_looked_at);
        if was_joining && around.joining.is_none() {
            // Whoever has just come into the demo square has its time at once.
            stage::wind_up(&mut self.world.desk);
        }
        self.show_around(around);
    }

    /// Shows who else is there; a test says so without a network.
    pub fn show_around(&mut self, around: Around) {
        if around != self.world.around {
            self.world.around = around;
            self.is_stale = true;
            self.act(Action::AroundChanged);
        }
    }

    /// Does what the page of desks wants.
    fn among_desks(&mut self, effect: Effect) {
        self.settle();
        let told = desks::done(&mut self.world.desk, effect);
        self.read_board();
        self.look_around();
        for action in told {
            self.act(action);
        }
    }

    fn print(&mut self, sheet: &Sheet, size: CardSize, path: &str) {
        self.settle();
        let printed = files::printed(&mut self.world.desk, sheet, size, path, self.model.lang);
        self.read_board();
        self.act(Action::Printed(printed));
    }

    /// Remembers how the queue is worked here. Where it cannot be written, the next start begins at the reception.
    fn remember(&mut self, work: QueueWork) {
        // What is tried out while practising is not what the desk is for.
        if self.world.desk.practice().is_none() {
            let _ = self.world.desk.change_settings(|settings| settings.queue = Some(work));
        }
    }

    /// Prints slips at another place, and tries it at once.
    fn set_printer(&mut self, place: Option<Place>) {
        let set = self.world.desk.set_printer(place);
        self.world.desk.try_printer();
        self.world.look_after_the_printer();
        let answer = set.map_or_else(Answer::NotSaved, |()| Answer::Done(Outcome::SetUp));
        self.act(Action::Answered(answer));
    }

    fn register(&mut self, walkin: &Walkin, sure: bool) {
        self.settle();
        let similar = if sure { Vec::new() } else { self.world.desk.similar(walkin) };
        if !similar.is_empty() {
            return self.act(Action::Similar(similar));
        }
        let reply = self.world.desk.register(walkin);
        let enrolled = reply.entries().first().copied();
        self.read_board();
        self.act(Action::Answered(reply.into()));
        if let Some(entry) = enrolled {
            self.act(Action::Registered(PersonId { entry, index: 0 }));
        }
    }

    /// Hands on how an import or a set-up went, after the window has seen the new board.
    fn told(&mut self, action: fn(Result<ImportSummary, Said>) -> Action, went: Result<ImportSummary, ImportError>) {
        self.read_board();
        let went = files::import_told(&self.world.desk, went);
        self.act(action(went));
    }

    fn squares(&self, person: PersonId) -> Option<Squares> {
        let person = self.world.desk.board().attendance.person(person)?;
        let code = Code::new(Kind::Volunteer, person.number, person.issue)?;
        Squares::of(&code.encode(&self.world.desk.event_key()?), Symbol::Screen)
    }

    fn answered(&mut self, token: Token, reply: Reply) {
        let waiting = self.waiting.iter().position(|(waiting, _)| *waiting == token);
        let scanned = waiting.and_then(|index| self.waiting.remove(index).1);
        if let Some(scanned) = scanned {
            self.world.desk.remember_scan(scanned, &reply);
        }
        self.act(Action::Answered(reply.into()));
    }

    /// The board is another one: what was worked out from it is worked out anew.
    fn read_board(&mut self) {
        let board = self.world.desk.board();
        self.world.notices = notices::open(board);
        let event = board.square.outing().map(|outing| outing.event);
        // A scan that is being typed goes on.
        if event != self.event {
            self.event = event;
            self.strokes.read_codes_of(self.world.desk.event_key().as_ref());
        }
        self.act(Action::BoardChanged);
    }
}
