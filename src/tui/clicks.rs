//! What a click means: a row is chosen, a tab is opened, a key of the footer is pressed. An extra; every key works without.
//!
//! It reads the picture, not the screens: what looks like the marked row, the open tab or a key is one. So a click does
//! what the keys beside it do, and no screen has to know of the mouse.
//!
//! ```text
//!  [名单]  设置             a tab: as often the key from tab to tab
//! > 王芳  新城区人民医院     the mark: a row that stands with it, as often up or down
//!   王芳  新城区司法局
//!  F2 签到  F3 叫号         a key
//! ```

use std::ops::Range;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::action::{Action, Screen, Step};
use super::cells;
use super::keymap::{Binding, Place};
use super::model::Model;
use super::scene::Scene;
use super::theme::Role;
use super::view::{view, view_uppermost};

/// What a click at a place within the window does.
pub fn actions(model: &Model, scene: &Scene<'_>, area: Rect, at: Position) -> Vec<Action> {
    let mut buf = Buffer::empty(area);
    if model.dialogs.is_empty() {
        view(model, scene, area, &mut buf);
    } else {
        // What lies under a dialog is not there for a click.
        view_uppermost(model, scene, area, &mut buf);
    }
    let (dim, body) = (scene.style(Role::Dim), scene.style(Role::Body));
    let head = (dim != body).then_some(dim);
    let picture = Picture { buf: &buf, chosen: scene.style(Role::Chosen), key: scene.style(Role::Key), head };
    if let Some(action) = picture.key_at(at).and_then(|key| action_of(model.place(), &key)) {
        return vec![action];
    }
    picture
        .tab_at(at)
        .map(|turns| vec![tab_turn(model.screen); turns])
        .or_else(|| picture.row_at(at))
        .unwrap_or_default()
}

/// What the keys of the footer do that are called so, when they all do one thing.
fn action_of(place: Place, name: &str) -> Option<Action> {
    let binding: &Binding = place.bindings().find(|binding| binding.short_keys() == name)?;
    let (_, first) = binding.keys.first()?;
    binding.keys.iter().all(|(_, action)| action == first).then(|| first.clone())
}

/// The key from one tab to the next.
fn tab_turn(screen: Screen) -> Action {
    if screen == Screen::Square { Action::Go(Screen::Square) } else { Action::Next }
}

/// A drawn window, and the looks that mean something in it.
struct Picture<'a> {
    buf: &'a Buffer,
    chosen: Style,
    key: Style,
    /// The look of heads; none where they look like rows, and a click on them means the row at that end.
    head: Option<Style>,
}

impl Picture<'_> {
    fn cell(&self, column: u16, row: u16) -> Option<&Cell> {
        self.buf.cell((column, row))
    }

    fn has(&self, column: u16, row: u16, style: Style) -> bool {
        let ground = |cell: &Cell| (cell.fg, cell.bg, cell.modifier);
        let mut wanted = Cell::default();
        wanted.set_style(style);
        self.cell(column, row).is_some_and(|cell| ground(cell) == ground(&wanted))
    }

    fn is_blank(&self, column: u16, row: u16) -> bool {
        self.cell(column, row).is_none_or(|cell| cell.symbol() == " ")
    }

    fn width(&self, column: u16, row: u16) -> u16 {
        self.cell(column, row).map_or(1, cells::cells_of).max(1)
    }

    fn columns(&self) -> Range<u16> {
        self.buf.area.left()..self.buf.area.right()
    }

    /// The text of a row between two columns. The second cell of a wide character holds nothing of its own.
    fn text(&self, columns: Range<u16>, row: u16) -> String {
        columns.filter_map(|column| self.cell(column, row)).map(Cell::symbol).collect()
    }

    /// The words of a row that stand apart by two blanks or more.
    fn words(&self, row: u16) -> Vec<Range<u16>> {
        let mut words: Vec<Range<u16>> = Vec::new();
        for column in self.columns().filter(|column| !self.is_blank(*column, row)) {
            match words.last_mut() {
                Some(word) if column <= word.end + 1 => word.end = column + self.width(column, row),
                _ => words.push(column..column + self.width(column, row)),
            }
        }
        words
    }

    /// The cells of one look that begin at a column.
    fn run(&self, from: u16, row: u16, style: Style) -> Range<u16> {
        let mut end = from;
        while end < self.buf.area.right() && self.has(end, row, style) {
            end += self.width(end, row);
        }
        from..end
    }

    /// The name of the key whose hint stands there.
    fn key_at(&self, at: Position) -> Option<String> {
        let hint = self.words(at.y).into_iter().find(|word| word.contains(&at.x))?;
        let key = self.run(hint.start, at.y, self.key);
        (!key.is_empty()).then(|| self.text(key, at.y))
    }

    /// How many tabs further the tab is that stands there.
    fn tab_at(&self, at: Position) -> Option<usize> {
        let tabs = self.words(at.y);
        let open = tabs
            .iter()
            .position(|tab| self.has(tab.start, at.y, self.chosen) && self.text(tab.clone(), at.y).starts_with('['))?;
        let clicked = tabs.iter().position(|tab| tab.contains(&at.x))?;
        Some((clicked + tabs.len() - open) % tabs.len())
    }

    /// The steps from the marked row to the one that stands there, when nothing but rows stands between them.
    fn row_at(&self, at: Position) -> Option<Vec<Action>> {
        let (marked, row) = self.marks().into_iter().find(|(marked, row)| {
            let between = at.y.min(*row)..=at.y.max(*row);
            marked.contains(&at.x) && between.filter(|line| line != row).all(|line| self.is_row(marked, line))
        })?;
        let step = if at.y < row { Step::Up } else { Step::Down };
        (!marked.is_empty()).then(|| vec![Action::Choose(step); usize::from(at.y.abs_diff(row))])
    }

    /// The rows with the mark, and how far they reach.
    fn marks(&self) -> Vec<(Range<u16>, u16)> {
        let rows = self.buf.area.top()..self.buf.area.bottom();
        let cells = rows.flat_map(|row| self.columns().map(move |column| (column, row)));
        let marks = cells.filter(|(column, row)| {
            self.has(*column, *row, self.chosen) && self.cell(*column, *row).is_some_and(|cell| cell.symbol() == ">")
        });
        marks.map(|(column, row)| (self.run(column, row, self.chosen), row)).collect()
    }

    /// Whether a line of a list is one of its rows: no blank line, no head.
    fn is_row(&self, list: &Range<u16>, line: u16) -> bool {
        let first = list.clone().find(|column| !self.is_blank(*column, line));
        let is_head = |first| self.head.is_some_and(|head| self.has(first, line, head));
        first.is_some_and(|first| first > list.start && !is_head(first))
    }
}
