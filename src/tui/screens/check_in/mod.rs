//! Check-in: one field to scan or type in, who fits what is typed, and what became of the last one, unmistakably.
//!
//! ```text
//! > 扫码或输入 wang_
//!   2 人符合。上下选择，Enter 签到。
//!   状态     短号        电话    单位                   姓名        <- or, with nothing typed, the last result
//! > 未签到   000-00012-3 ***4411 新城区人民医院         王芳
//!
//!   已到 128 / 320 人   在场 120 人   在场单位 40 / 65
//!   最近签到 ..
//! ```
//!
//! Nobody is checked in without Enter or a scan, and of namesakes one must be chosen first.

mod result;
mod team;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::widgets::Widget;

use self::team::TeamForm;
use crate::badge::is_scanned;
use crate::domain::clean::is_han;
use crate::domain::command::Command;
use crate::domain::fact::Means;
use crate::domain::ids::PersonId;
use crate::domain::number::BadgeNumber;
use crate::domain::time::Wall;
use crate::tui::action::{Action, Answer};
use crate::tui::cells;
use crate::tui::editing::TextField;
use crate::tui::effect::{Effect, Step};
use crate::tui::keymap::Place;
use crate::tui::scene::Scene;
use crate::tui::screens::people;
use crate::tui::screens::walkin::WalkinForm;
use crate::tui::theme::{Role, Tone};
use crate::tui::widgets::{Cell, Column, Field, Table};
use crate::words::{Phrase, check_in, label};

/// What the check-in screen remembers.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct State {
    field: TextField,
    /// Who fits what is typed, best first.
    found: Vec<PersonId>,
    /// The marked one; nobody while namesakes are to be told apart.
    chosen: Option<usize>,
    /// What is wrong with what was typed.
    complaint: Option<Phrase>,
    form: Option<Form>,
}

/// What takes the place of the list for a while.
#[derive(Debug, Clone, PartialEq)]
enum Form {
    Team(TeamForm),
    Walkin(WalkinForm),
}

impl State {
    /// Where its keys are in the keymap.
    pub fn place(&self) -> Place {
        match &self.form {
            None => Place::CheckIn,
            Some(Form::Team(_)) => Place::Team,
            Some(Form::Walkin(walkin)) => walkin.place(),
        }
    }

    /// Whether the last answer is part of the picture.
    pub fn shows_latest(&self) -> bool {
        self.form.is_none() && self.field.is_empty()
    }

    /// What an action makes of it.
    pub fn update(&mut self, action: &Action, scene: &Scene<'_>) -> Vec<Effect> {
        if let Some(form) = self.form.take() {
            let (form, effects) = match form {
                Form::Team(team) => still(Form::Team, team.update(action)),
                Form::Walkin(walkin) => still(Form::Walkin, walkin.update(action, scene)),
            };
            self.form = form;
            if self.form.is_none() && *action != Action::Back {
                self.empty();
            }
            return effects;
        }
        if action.edit(&mut self.field) {
            (self.complaint, self.chosen) = (None, None);
            return self.search();
        }
        match action {
            Action::Found(people) => self.show(people, scene),
            Action::BoardChanged => return self.search(),
            Action::Choose(step) if !self.found.is_empty() => {
                self.chosen = Some(self.chosen.map_or(0, |chosen| step.from(chosen, self.found.len())));
                self.complaint = None;
            }
            Action::Confirm => return self.confirm(scene),
            Action::BringTeam | Action::ShowBadge | Action::Manage => return self.with_person(action, scene),
            Action::Add => self.form = Some(Form::Walkin(WalkinForm::named(&self.typed_name()))),
            Action::NoCode => self.complaint = Some(check_in::NO_CODE),
            // What comes of a scan or an undo is to be seen.
            Action::Back | Action::Scanned(_) | Action::Undo => self.empty(),
            _ => {}
        }
        Vec::new()
    }

    /// The person a key is about: the marked one, else the one the last answer was about.
    fn person(&self, scene: &Scene<'_>) -> Option<PersonId> {
        match scene.latest {
            _ if !self.field.is_empty() => self.marked(),
            Some(Answer::Done(outcome)) => outcome.person(),
            _ => None,
        }
    }

    /// Does what a key wants with somebody, or says that nobody is chosen yet.
    fn with_person(&mut self, action: &Action, scene: &Scene<'_>) -> Vec<Effect> {
        let Some(person) = self.person(scene) else {
            self.complaint = Some(check_in::NOBODY_CHOSEN);
            return vec![Effect::Ring];
        };
        match action {
            Action::ShowBadge => return vec![Effect::DrawBadge(person)],
            Action::Manage => return vec![Effect::Manage(person)],
            _ => {}
        }
        self.form = TeamForm::led_by(person, scene).map(Form::Team);
        Vec::new()
    }

    /// What is typed, as far as it is a name and not the way to find one.
    fn typed_name(&self) -> String {
        let text = self.field.text();
        let is_name = self.found.is_empty() || text.chars().any(is_han);
        if is_name && !is_scanned(&text) { text.trim().to_owned() } else { String::new() }
    }

    fn marked(&self) -> Option<PersonId> {
        self.found.get(self.chosen?).copied()
    }

    fn empty(&mut self) {
        *self = Self::default();
    }

    /// Looks for what is typed. What comes from a scanner is not looked for, and neither kept nor shown elsewhere.
    fn search(&mut self) -> Vec<Effect> {
        let text = self.field.text();
        if text.trim().is_empty() || is_scanned(&text) {
            self.found.clear();
            return Vec::new();
        }
        vec![Effect::Find(text)]
    }

    /// Takes up who was found. Who was marked stays so; else the first is, unless others have the same name.
    fn show(&mut self, people: &[PersonId], scene: &Scene<'_>) {
        let marked = self.marked();
        people.clone_into(&mut self.found);
        let kept = people.iter().position(|person| Some(*person) == marked);
        let name = |person: &PersonId| scene.names().person(*person);
        let namesakes = people.split_first().is_some_and(|(first, others)| {
            means(&self.field.text(), *first, scene) != Means::Typed
                && others.iter().any(|other| name(other) == name(first))
        });
        self.chosen = kept.or((!people.is_empty() && !namesakes).then_some(0));
    }

    fn confirm(&mut self, scene: &Scene<'_>) -> Vec<Effect> {
        let text = self.field.text();
        if text.trim().is_empty() {
            return Vec::new();
        }
        if is_scanned(&text) {
            self.empty();
            return vec![Effect::Read(text)];
        }
        if let Some(person) = self.marked() {
            self.empty();
            return vec![Effect::Perform(Command::CheckIn { person, by: means(&text, person, scene) })];
        }
        if !self.found.is_empty() {
            self.complaint = Some(check_in::NAMESAKES);
        } else if text.chars().any(char::is_alphabetic) {
            self.form = Some(Form::Walkin(WalkinForm::named(text.trim())));
            return Vec::new();
        } else {
            self.complaint = Some(check_in::NO_NUMBER);
        }
        vec![Effect::Ring]
    }
}

/// A step of one form as a step of any.
fn still<T>(form: impl FnOnce(T) -> Form, (open, effects): Step<T>) -> Step<Form> {
    (open.map(form), effects)
}

/// How a person was known who was chosen from those a text found.
fn means(text: &str, person: PersonId, scene: &Scene<'_>) -> Means {
    let number = scene.board.attendance.person(person).map(|person| person.number);
    match text.parse::<BadgeNumber>() {
        Ok(typed) if number == Some(typed) => Means::Typed,
        _ => Means::Chosen,
    }
}

/// From this width on the counts and the last arrivals stand at the side.
const WIDE_CELLS: u16 = 110;
const SIDE_CELLS: u16 = 46;
/// Head and eight candidates; or a result with a margin around its sign.
const MAIN_LINES: u16 = 9;
/// A larger panel says no more.
const PANEL_LINES: u16 = 13;
/// Blank cells right of the field, for what an input method composes at its end.
const COMPOSING_CELLS: u16 = 14;

impl State {
    /// Draws it.
    pub fn view(&self, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let is_wide = area.width >= WIDE_CELLS;
        let left_cells = if is_wide { area.width - SIDE_CELLS } else { area.width };
        let left = cells::first(area, left_cells);
        if is_wide {
            view_day(scene, cells::below(cells::after(area, left_cells), 1), buf);
        }
        let main_lines = if is_wide { Constraint::Fill(1) } else { Constraint::Length(MAIN_LINES) };
        let parts = [Constraint::Length(1), Constraint::Length(1), Constraint::Length(1), main_lines];
        let [_, line, hint, main] = Layout::vertical(parts).areas(left);
        match &self.form {
            Some(Form::Team(team)) => return team.view(scene, cells::below(left, 1), buf),
            Some(Form::Walkin(walkin)) => return walkin.view(scene, cells::below(left, 1), buf),
            None => {}
        }
        if !is_wide {
            view_day(scene, cells::below(left, 4 + MAIN_LINES), buf);
        }
        let field = self.field(scene);
        let line = cells::first(line, line.width.saturating_sub(COMPOSING_CELLS));
        field.render(line, buf);
        let (text, tone) = self.hint(scene);
        scene.put(buf, cells::after(hint, 2), &tone.signed(&text), tone.word());
        if self.field.is_empty() {
            let panel = cells::lines(main, 0, PANEL_LINES);
            result::view(scene, cells::first(panel, panel.width.saturating_sub(1)), buf);
        } else if self.found.is_empty() {
            self.view_nobody(scene, main, buf);
        } else {
            self.view_found(scene, main, buf);
        }
        field.cursor(line)
    }

    fn field<'a>(&'a self, scene: &Scene<'a>) -> Field<'a> {
        let label = scene.text(check_in::FIELD);
        let label_cells = cells::width(label, scene.theme.glyphs);
        let hint = scene.text(check_in::FIELD_HINT);
        Field { label, label_cells, text: &self.field, hint, focused: true, theme: scene.theme }
    }

    /// The line below the field.
    fn hint(&self, scene: &Scene<'_>) -> (String, Tone) {
        if let Some(complaint) = self.complaint {
            return (scene.text(complaint).to_owned(), Tone::Warn);
        }
        let text = self.field.text();
        match (self.found.len(), self.chosen) {
            _ if text.trim().is_empty() => (String::new(), Tone::Plain),
            _ if is_scanned(&text) => (scene.text(check_in::READING).to_owned(), Tone::Plain),
            (0, _) => (scene.text(check_in::NOBODY).to_owned(), Tone::Warn),
            (1, _) => (scene.text(check_in::FOUND_ONE).to_owned(), Tone::Plain),
            (_, None) => (scene.text(check_in::NAMESAKES).to_owned(), Tone::Warn),
            (people, _) => (scene.say(&check_in::FOUND.fill([("people", people.to_string())])), Tone::Plain),
        }
    }

    fn view_found(&self, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) {
        let row =
            |index: usize| self.found.get(index).map(|person| people::person_row(scene, *person)).unwrap_or_default();
        Table {
            columns: &people::columns(scene),
            count: self.found.len(),
            row: &row,
            chosen: Some(self.chosen.unwrap_or(usize::MAX)),
            empty: "",
            theme: scene.theme,
        }
        .render(area, buf);
    }

    /// Nobody fits: a new volunteer, or an input method that made Chinese of letters.
    fn view_nobody(&self, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) {
        let text = self.field.text();
        if is_scanned(&text) || !text.chars().any(char::is_alphabetic) {
            return;
        }
        let area = cells::after(area, 2);
        scene.put(buf, cells::line(area, 1), scene.text(check_in::OFFER_REGISTER), Role::Body);
        if !text.is_ascii() {
            scene.put_wrapped(buf, cells::below(area, 3), scene.text(check_in::IME_HINT), Role::Dim);
        }
    }
}

/// How the day stands: who came, who is here, and the last to come.
fn view_day(scene: &Scene<'_>, area: Rect, buf: &mut Buffer) {
    let attendance = &scene.board.attendance;
    let totals = attendance.totals();
    let units = attendance.units().filter(|(_, count)| count.expected > 0).count();
    let counts = [
        check_in::ARRIVED_COUNT
            .fill([("arrived", totals.arrived.to_string()), ("expected", totals.expected.to_string())]),
        check_in::PRESENT_COUNT.fill([("present", totals.present.to_string())]),
        check_in::UNITS_COUNT
            .fill([("present", attendance.units_present().to_string()), ("expected", units.to_string())]),
    ];
    let counts: Vec<String> = counts.iter().map(|said| scene.say(said)).collect();
    let area = cells::after(area, 2);
    let in_one_line = counts.join("   ");
    let fits = cells::width(&in_one_line, scene.theme.glyphs) <= area.width;
    let counts = if fits { vec![in_one_line] } else { counts };
    let mut list = area;
    for count in counts {
        scene.put(buf, list, &count, Role::Body);
        list = cells::below(list, 1);
    }
    view_arrivals(scene, list, buf);
}

/// The last to come, each once.
fn view_arrivals(scene: &Scene<'_>, area: Rect, buf: &mut Buffer) {
    let attendance = &scene.board.attendance;
    let mut latest: Vec<PersonId> = Vec::new();
    let rows = usize::from(area.height.saturating_sub(1));
    for person in attendance.latest_arrivals() {
        if latest.len() == rows {
            break;
        }
        if !latest.contains(&person) {
            latest.push(person);
        }
    }
    let row = |index: usize| latest.get(index).map(|person| arrival_row(scene, *person)).unwrap_or_default();
    let columns = [
        Column::left(scene.text(check_in::TIME), 5),
        Column::left(scene.text(label::UNIT), 22),
        Column::rest(scene.text(check_in::LATEST)),
    ];
    Table {
        columns: &columns,
        count: latest.len(),
        row: &row,
        chosen: None,
        empty: scene.text(check_in::NOBODY_YET),
        theme: scene.theme,
    }
    .render(area, buf);
}

/// When somebody first came, from which unit, who.
fn arrival_row<'a>(scene: &Scene<'a>, id: PersonId) -> Vec<Cell<'a>> {
    let came = scene.board.attendance.person(id).and_then(|person| person.stays.last()).map(|stay| stay.from);
    vec![came.map(Wall::hhmm).unwrap_or_default().into(), scene.unit_of(id).into(), scene.name_of(id).into()]
}
