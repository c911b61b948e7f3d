//! The counts of the day, live: numbers first, bars second. What needs no number is counted here, by one key.
//!
//! ```text
//!  服务 213 人次   资料 1200 份   + 各机都在：2 号机 在线
//!  志愿者  在场 120  到过 130  应到 320   单位  在场 40  到过 45  共 65
//!  [服务]  时段   单位   服务台   各机
//! > 数目 ____     Enter 给发放资料加 1
//! > 发放资料    1200 / 1500 份   80 % ########################     |
//!   茶水服务          37 人次         #
//!   义诊（取号）     102 人次         ###
//! ```

mod desks;
mod head;
mod paper;
mod scope;
mod services;
mod squares;
mod sums;
mod views;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use self::paper::PaperSlips;
use self::scope::Scope;
use self::services::Services;
use crate::domain::days::Days;
use crate::domain::evening::Evening;
use crate::domain::report::{is_city, squares as squares_of};
use crate::tui::action::Action;
use crate::tui::cells;
use crate::tui::effect::Effect;
use crate::tui::keymap::Place;
use crate::tui::scene::Scene;
use crate::tui::theme::Role;
use crate::tui::widgets::Tabs;
use crate::words::{Lang, Phrase, Said, evening, tally};

/// What the tally screen remembers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct State {
    view: View,
    /// Which days are shown.
    scope: Scope,
    services: Services,
    /// The row that is looked at in a view with many.
    row: usize,
    shows_sentence: bool,
    /// Where the report was written, or why it was not; until another key.
    written: Option<Result<Said, Said>>,
    /// Lies over the counts while slips are entered.
    paper: Option<PaperSlips>,
}

/// What the counts are divided by, left to right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum View {
    #[default]
    Services,
    Hours,
    Units,
    Stations,
    Desks,
    Squares,
}

impl View {
    const ALL: [Self; 6] = [Self::Services, Self::Hours, Self::Units, Self::Stations, Self::Desks, Self::Squares];

    /// Those there are: squares are told apart only where there are several.
    fn all(scene: &Scene<'_>) -> &'static [Self] {
        let several = usize::from(is_city(scene.board));
        Self::ALL.get(..Self::ALL.len() - 1 + several).unwrap_or(&Self::ALL)
    }

    fn index(self) -> usize {
        Self::ALL.iter().position(|view| *view == self).unwrap_or_default()
    }

    /// The next view to the right, or the one before, round and round.
    fn turned(self, scene: &Scene<'_>, forward: bool) -> Self {
        let all = Self::all(scene);
        let by = if forward { 1 } else { all.len() - 1 };
        all.iter().copied().cycle().nth(self.index() + by).unwrap_or_default()
    }

    fn name(self) -> Phrase {
        match self {
            Self::Services => tally::BY_SERVICE,
            Self::Hours => tally::BY_HOUR,
            Self::Units => tally::BY_UNIT,
            Self::Stations => tally::BY_STATION,
            Self::Desks => tally::BY_DESK,
            Self::Squares => tally::BY_SQUARE,
        }
    }
}

impl State {
    /// Where its keys are in the keymap. What is not seen is not counted.
    pub fn place(&self) -> Place {
        match self.view {
            _ if self.paper.is_some() => Place::Form,
            View::Services if !self.is_covered() => Place::Tally,
            _ => Place::Counts,
        }
    }

    /// Whether there are several days to choose from.
    pub fn has_days(&self, scene: &Scene<'_>) -> bool {
        scope::is_to_be_chosen(scene)
    }

    /// Whether something lies over the counts that is only read.
    fn is_covered(&self) -> bool {
        self.shows_sentence || self.written.is_some()
    }

    /// What an action makes of it.
    pub fn update(&mut self, action: &Action, scene: &Scene<'_>) -> Vec<Effect> {
        if let Some(paper) = self.paper.take() {
            let (paper, effects) = paper.update(action, scene);
            self.paper = paper;
            return effects;
        }
        match action {
            Action::Answered(_) | Action::BoardChanged => return Vec::new(),
            Action::EnterSlips => self.paper = Some(PaperSlips::new(scene)),
            Action::Sentence => {
                self.shows_sentence = self.written.take().is_some() || !self.shows_sentence;
            }
            Action::HandOver => return vec![Effect::HandOver],
            Action::Printed(written) => {
                self.shows_sentence = false;
                self.written = Some(written.clone());
                return if written.is_err() { vec![Effect::Ring] } else { Vec::new() };
            }
            Action::OtherDay => self.scope = self.scope.turned(scene),
            Action::Next => self.turn(scene, true),
            Action::Previous => self.turn(scene, false),
            _ if self.place() == Place::Tally => return self.services.update(action, scene),
            Action::Choose(step) => self.row = step.from(self.row, self.rows(scene)),
            _ => {}
        }
        Vec::new()
    }

    fn turn(&mut self, scene: &Scene<'_>, forward: bool) {
        let (view, scope) = (self.view.turned(scene, forward), self.scope);
        *self = Self { view, scope, services: self.services.clone(), ..Self::default() };
    }

    /// Rows of the view that is open.
    fn rows(&self, scene: &Scene<'_>) -> usize {
        match self.view {
            View::Services => 0,
            View::Hours => views::COURSE_ROWS_MOST,
            View::Units => scene.board.attendance.units().count(),
            View::Stations => scene.board.square.stations().len() + 1,
            View::Desks => scene.board.square.desks().len(),
            View::Squares => squares_of(scene.board, Days::All).len(),
        }
    }
}

impl State {
    /// Draws it.
    pub fn view(&self, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let shown = self.scope.shown(scene);
        let rest = head::view(scene, &shown, area, buf);
        let names: Vec<&str> = View::all(scene).iter().map(|view| scene.text(view.name())).collect();
        Tabs { names: &names, chosen: self.view.index(), theme: scene.theme }.render(cells::line(rest, 0), buf);
        if let Some(said) = shown.said.as_ref().map(|said| scene.say(said)) {
            let indent = rest.width.saturating_sub(cells::width(&said, scene.theme.glyphs) + 1);
            scene.put(buf, cells::after(cells::line(rest, 0), indent), &said, Role::Dim);
        }
        let rest = cells::below(rest, 1);
        if let Some(paper) = &self.paper {
            return paper.view(scene, cells::below(rest, 1), buf);
        }
        if let Some(written) = &self.written {
            let (role, said) = match written {
                Ok(said) => (Role::Body, scene.say(said)),
                Err(fault) => (Role::Bad, scene.say(fault)),
            };
            let place = cells::after(cells::below(rest, 1), 2);
            let mut below = place;
            for line in said.lines() {
                let used = scene.put_wrapped(buf, below, line, role);
                below = cells::below(below, used + 1);
            }
            return None;
        }
        if self.shows_sentence {
            view_sentence(scene, shown.days, cells::after(cells::below(rest, 1), 2), buf);
            return None;
        }
        match self.view {
            View::Services => return self.services.view(scene, &shown, rest, buf),
            View::Hours => views::course(scene, shown.days, self.row, rest, buf),
            View::Units => views::units(scene, shown.days, self.row, rest, buf),
            View::Stations => views::stations(scene, shown.days, self.row, rest, buf),
            View::Desks => desks::view(scene, shown.days, self.row, rest, buf),
            View::Squares => squares::view(scene, shown.days, self.row, rest, buf),
        }
        None
    }
}

/// The evening's sentence in both languages, whatever the screen's: the newspaper may want the other.
fn view_sentence(scene: &Scene<'_>, days: Days, area: Rect, buf: &mut Buffer) {
    let said = evening::said(&Evening::of(scene.board, days));
    scene.put(buf, area, scene.text(tally::SENTENCE_TITLE), Role::Dim);
    let mut rest = cells::below(area, 2);
    for lang in [Lang::Zh, Lang::En] {
        let used = scene.put_wrapped(buf, rest, &said.text(lang), Role::Body);
        rest = cells::below(rest, used + 1);
    }
}
