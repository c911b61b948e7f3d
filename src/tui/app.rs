//! The window without a terminal: inputs go in, effects are done at the desk, pictures come out.
//!
//! The runtime gives it the real terminal and time; tests give it a folder and a standing clock. It never waits for the
//! disk but to put a walk-in on the list, and at the end.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::action::{Action, Answer, RosterFault, RosterSeen, Screen};
use super::bell::Bell;
use super::cells::GlyphWidth;
use super::clicks;
use super::dialogs::Dialog;
use super::effect::Effect;
use super::input::Input;
use super::keymap;
use super::model::Model;
use super::scene::{Scene, SlipPrinter};
use super::screens::queue;
use super::strokes::Strokes;
use super::theme::{Palette, Theme};
use super::update::update;
use super::view::view;
use crate::badge::{Code, Kind, Squares, Symbol};
use crate::demo::stage;
use crate::desk::{
    Around, Desk, DeskWish, ImportError, ImportSummary, PaperFolder, QueueWork, Reply, Sheet, Token, Walkin, out,
};
use crate::domain::command::{Command, Scanned};
use crate::domain::ids::{DeskId, PersonId};
use crate::domain::notices::{self, Notice};
use crate::domain::outcome::Outcome;
use crate::journal::Status;
use crate::office::{self, BadCell, Choices, ColumnMap, Preview, RosterFile, RosterFileError};
use crate::paper::CardSize;
use crate::printer::Place;
use crate::words::names::Names;
use crate::words::{self, Lang, Said, desks, refusal, square, sync, window};

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

/// What there is to see besides the model.
struct World {
    desk: Desk,
    glyphs: GlyphWidth,
    /// Worked out from the board whenever it changes.
    notices: Vec<Notice>,
    status: Status,
    papers: Vec<PaperFolder>,
    printer: Option<SlipPrinter>,
    /// The serial scanner that was asked for is not there.
    scanner_is_gone: bool,
    troubles: Vec<Said>,
    /// Who else is there, and when it was looked.
    around: Around,
    looked_at_ms: Option<u64>,
}

/// Candidates on the screen; more help nobody, and eight are as many as fit below the field.
const CANDIDATES: usize = 8;
/// How often it is looked who else is there.
const AROUND_MS: u64 = 500;
const MS_PER_MINUTE: i64 = 60_000;
/// What is worked out from the whole board (notices, lists) follows other desks' facts this often at the most.
const FOLLOW_MS: u64 = 250;
/// How often the end looks whether everything is durable.
const SAVING_WAIT: Duration = Duration::from_millis(1);

impl App {
    /// Opens the window on a desk.
    pub fn new(desk: Desk, lang: Lang, palette: Palette, glyphs: GlyphWidth) -> Self {
        let model = Model::at_start(desk.board(), desk.settings().queue.as_ref(), lang, palette);
        let world = World {
            desk,
            glyphs,
            notices: Vec::new(),
            status: Status::default(),
            papers: Vec::new(),
            printer: None,
            scanner_is_gone: false,
            troubles: Vec::new(),
            around: Around::default(),
            looked_at_ms: None,
        };
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
                self.act(Action::Edited(answer(reply)));
            }
            Effect::Merge { from, into } => {
                self.settle();
                let reply = self.world.desk.merge(from, into);
                self.read_board();
                self.act(Action::Answered(answer(reply)));
            }
            Effect::Manage(person) => self.act(Action::Managed(person)),
            Effect::ReadRoster { path, columns } => {
                let read = read_roster(&self.world.desk, &path, columns);
                self.act(Action::RosterRead(read));
            }
            Effect::Import(file, gone) => {
                self.settle();
                let imported = self.world.desk.import_with(&file, gone);
                self.told(Action::Imported, imported);
            }
            Effect::Print { sheet, size, path } => self.print(&sheet, size, &path),
            Effect::WriteClosing(path) => {
                let written = self.write_closing(&path);
                self.act(Action::Printed(written));
            }
            Effect::HandOver => {
                let written = self.hand_over();
                self.act(Action::Printed(written));
            }
            Effect::ShowTicket(ticket) => self.act(Action::Answered(Answer::Done(Outcome::TicketFound { ticket }))),
            Effect::KeepPaper(folders) => {
                let kept = self.keep_paper_in(&folders);
                self.act(Action::PaperKept(kept));
            }
            Effect::Reprint(ticket) => {
                let reply = self.world.desk.reprint(ticket);
                self.world.look_after_the_printer();
                self.act(Action::Answered(answer(reply)));
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
                self.act(Action::Answered(answer(reply)));
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
        let is_looked_at = self.model.screen == Screen::Square && self.model.square.shows_desks();
        let around = self.world.desk.around(&self.world.around, is_looked_at);
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
        let desk = &mut self.world.desk;
        let told = match effect {
            Effect::Invite => match desk.invite() {
                Ok(_) => None,
                Err(error) => Some(Err(error.said())),
            },
            Effect::Join { code, at, name } => {
                let remembered = at.map_or(Ok(()), |at| desk.change_settings(|settings| settings.at = vec![at]));
                let joined = desk.join(code, DeskWish { number: None, name }).map_err(|error| error.said());
                self.look_around();
                return match joined.and(remembered) {
                    Ok(()) => {}
                    Err(fault) => self.act(Action::DesksTold(Err(fault))),
                };
            }
            Effect::StopJoining => {
                let stopped = desk.stop_joining();
                self.look_around();
                return match stopped {
                    Ok(()) => {}
                    Err(error) => self.act(Action::DesksTold(Err(error.said()))),
                };
            }
            Effect::LeaveSquare => Some(left(desk)),
            Effect::RemoveDesk(lost) => match removed(desk, lost) {
                Ok(said) => {
                    self.act(Action::DesksTold(Ok(said)));
                    None
                }
                Err(said) => Some(Err(said)),
            },
            Effect::PackParcel(file) => {
                let path = out::whole_path(file);
                let packed = desk.pack_parcel(&path).map_err(|error| error.said());
                let path = path.display().to_string();
                let said = |facts: u64| sync::PARCEL_PACKED.fill([("facts", facts.to_string()), ("path", path)]);
                Some(packed.map(said))
            }
            Effect::UnpackParcel(file) => {
                let begun = desk.unpack_parcel(&out::whole_path(file)).map_err(|error| error.said());
                Some(begun.map(|()| desks::UNPACKING.said()))
            }
            _ => return,
        };
        self.read_board();
        self.look_around();
        self.act(told.map_or(Action::Invited, Action::DesksTold));
    }

    fn print(&mut self, sheet: &Sheet, size: CardSize, path: &str) {
        self.settle();
        let path = out::whole_path(path);
        let printed = self.world.desk.print(sheet, size, &path, self.model.lang);
        self.read_board();
        let names = Names::new(self.world.desk.board(), self.world.desk.roster());
        let said = printed.map_err(|error| error.said(&names)).map(|count| sheet.said(count, &path));
        self.act(Action::Printed(said));
    }

    fn write_closing(&mut self, path: &str) -> Result<Said, Said> {
        self.settle();
        let path = out::whole_path(path);
        let desk = &self.world.desk;
        let sheet = desk.closing_sheet(desk.days_to_close(), self.model.lang);
        out::write_document(&path, &sheet).map_err(|error| error.said())?;
        Ok(words::closing::WRITTEN.fill([("path", path.display().to_string())]))
    }

    fn hand_over(&mut self) -> Result<Said, Said> {
        self.settle();
        let paths = self.world.desk.hand_over(self.model.lang).map_err(|error| error.said())?;
        let name = |ending: &str| {
            let path = paths.iter().find(|path| path.extension().is_some_and(|known| known == ending));
            path.map(|path| path.display().to_string()).unwrap_or_default()
        };
        let named = [("workbook", name("xlsx")), ("page", name("html")), ("sentence", name("txt"))];
        Ok(words::tally::HANDED_OVER.fill(named))
    }

    /// Takes other folders for the paper copy; a first one that is not there is said.
    fn keep_paper_in(&mut self, folders: &[String]) -> Result<(), Said> {
        let folders: Vec<PathBuf> = folders.iter().filter(|folder| !folder.is_empty()).map(out::whole_path).collect();
        match folders.first() {
            Some(first) if !first.is_dir() => {
                Err(words::desk::OUT_NO_FOLDER.fill([("path", first.display().to_string())]))
            }
            _ => self.world.desk.change_settings(|settings| settings.paper = folders),
        }
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
        self.act(Action::Answered(answer(reply)));
        if let Some(entry) = enrolled {
            self.act(Action::Registered(PersonId { entry, index: 0 }));
        }
    }

    /// Hands on how an import or a set-up went, after the window has seen the new board.
    fn told(&mut self, action: fn(Result<ImportSummary, Said>) -> Action, went: Result<ImportSummary, ImportError>) {
        self.read_board();
        let names = Names::new(self.world.desk.board(), self.world.desk.roster());
        let went = went.map_err(|error| import_error(&error, &names));
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
        self.act(Action::Answered(answer(reply)));
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

impl World {
    fn scene<'a>(&'a self, model: &Model, latest: Option<&'a Answer>) -> Scene<'a> {
        Scene {
            board: self.desk.board(),
            roster: self.desk.roster(),
            desk: self.desk.id(),
            now: self.desk.now(),
            practice: self.desk.practice(),
            pending: self.desk.pending(),
            troubles: &self.troubles,
            around: &self.around,
            printer: self.printer.as_ref(),
            notices: &self.notices,
            papers: &self.papers,
            latest,
            lang: model.lang,
            theme: self.theme(model),
        }
    }

    fn theme(&self, model: &Model) -> Theme {
        Theme { palette: model.palette, glyphs: self.glyphs }
    }

    /// Whether disk or paper are doing worse or better than before.
    fn look_after_the_disk(&mut self) -> bool {
        let (status, papers) = (self.desk.journal().status(), self.desk.paper_folders());
        let has_changed = status != self.status || papers != self.papers;
        (self.status, self.papers) = (status, papers);
        if has_changed {
            self.list_troubles();
        }
        has_changed
    }

    /// Whether the printer is doing worse or better than before.
    fn look_after_the_printer(&mut self) -> bool {
        let printer = self.desk.printer();
        let printer = printer.map(|(place, status)| SlipPrinter { place: place.to_string(), status });
        let has_changed = self.printer != printer;
        self.printer = printer;
        if has_changed {
            self.list_troubles();
        }
        has_changed
    }

    /// What is wrong, the worst first.
    fn list_troubles(&mut self) {
        let Status { second_behind, reserve_gone, backup_failed } = self.status;
        let troubles = [
            (reserve_gone, window::DISK_NEARLY_FULL),
            (second_behind, window::SECOND_BEHIND),
            (backup_failed, window::BACKUP_FAILED),
            (self.papers.iter().any(PaperFolder::has_failed), window::PAPER_FAILED),
            (self.scanner_is_gone, window::SCANNER_GONE),
            (self.printer.as_ref().is_some_and(|printer| printer.status.needs_a_look()), window::PRINTER_TROUBLE),
        ];
        let troubles = troubles.into_iter().filter(|(is_so, _)| *is_so);
        self.troubles = troubles.map(|(_, trouble)| trouble.said()).collect();
    }
}

/// Takes this desk off the square.
fn left(desk: &mut Desk) -> Result<Said, Said> {
    match desk.leave().map_err(|error| error.said())? {
        Reply::Done { .. } => Ok(sync::LEFT.said()),
        other => Err(not_done(desk, other)),
    }
}

/// Takes a lost laptop off the square.
fn removed(desk: &mut Desk, lost: DeskId) -> Result<Said, Said> {
    let number = desk.board().square.desk(lost).map(|card| card.number);
    let (reply, invitation) = desk.remove_desk(lost).map_err(|error| error.said())?;
    match (reply, invitation) {
        (Reply::Done { .. }, Some(invitation)) => {
            Ok(sync::REMOVED.fill([("code", invitation.0.to_string())]).and("desk", desks::called(number)))
        }
        (other, _) => Err(not_done(desk, other)),
    }
}

fn not_done(desk: &Desk, reply: Reply) -> Said {
    match answer(reply) {
        Answer::NotSaved(why) => why,
        Answer::Refused(refused) => refusal::said(&refused, &Names::new(desk.board(), desk.roster())),
        Answer::Done(_) => Said::list(Vec::new()),
    }
}

/// Looks into a roster file: what is in it, or every row that is wrong.
fn read_roster(desk: &Desk, path: &str, columns: ColumnMap) -> Result<RosterSeen, Box<RosterFault>> {
    // A file dragged into a terminal comes in quotes.
    let path = path.trim().trim_matches(['"', '\'']);
    let error = match office::read_roster(Path::new(path), &Choices { columns, sheet: None }) {
        Ok(file) => {
            let failed = |why| Box::new(RosterFault { said: vec![why], ..RosterFault::default() });
            return look_at(desk, file).map_err(failed);
        }
        Err(error) => error,
    };
    let mut fault = Box::new(RosterFault { said: vec![error.said()], ..RosterFault::default() });
    match error {
        RosterFileError::BadRows { bad, others } => {
            fault.said.extend(bad.iter().map(BadCell::said));
            fault.others = Some(*others).filter(|others| !others.people.is_empty()).and_then(|o| look_at(desk, o).ok());
        }
        RosterFileError::NoHeader { seen, .. } => fault.heads = Some(seen),
        _ => {}
    }
    Err(fault)
}

/// What people should know of a file before they take it in.
fn look_at(desk: &Desk, file: RosterFile) -> Result<RosterSeen, Said> {
    let names = Names::new(desk.board(), desk.roster());
    let summary = desk.look_at(&file).map_err(|error| import_error(&error, &names))?;
    let mut preview = Preview::of(&file).said();
    if summary.gone > 0 {
        let gone: Vec<Said> = desk.gone_from(&file).into_iter().map(|person| names.person(person)).collect();
        preview.push(square::GONE.fill([("count", gone.len().to_string())]).and("people", Said::list(gone)));
    }
    Ok(RosterSeen { file: Arc::new(file), preview, summary })
}

fn import_error(error: &ImportError, names: &Names<'_>) -> Said {
    match error {
        ImportError::Refused(refused) => refusal::said(refused, names),
        ImportError::NotSaved(error) => error.said(),
    }
}

/// The answer without what only the journal needs.
fn answer(reply: Reply) -> Answer {
    match reply {
        Reply::Done { outcome, .. } => Answer::Done(outcome),
        Reply::Refused { refusal, .. } => Answer::Refused(refusal),
        Reply::NotSaved(error) => Answer::NotSaved(error.said()),
    }
}
