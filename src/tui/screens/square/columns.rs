//! Which column of a roster file is what, where its heads do not say it: a row for each column, and what it holds.
//!
//! ```text
//!   列  表头       下面是          内容
//!   A   Who        王芳            姓名
//! > B   From       司法局          单位         left and right change it
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::office::{ColumnMap, Field, HeadsSeen};
use crate::tui::action::Action;
use crate::tui::cells;
use crate::tui::effect::{Effect, Step};
use crate::tui::scene::Scene;
use crate::tui::theme::Role;
use crate::tui::widgets::{Column, Table};
use crate::words::square;

/// What a column may hold, in the order in which the keys go through it.
const FIELDS: [Field; 6] =
    [Field::Name, Field::Unit, Field::Phone, Field::StaffNumber, Field::Remark, Field::ShortUnit];
/// Nobody is on a list without these.
const REQUIRED: [Field; 2] = [Field::Name, Field::Unit];

/// The columns of one file.
#[derive(Debug, Clone, PartialEq)]
pub struct Columns {
    path: String,
    seen: HeadsSeen,
    /// What each column holds.
    held: Vec<Option<Field>>,
    chosen: usize,
    is_incomplete: bool,
}

impl Columns {
    /// With what the heads do say.
    pub fn of(path: String, seen: HeadsSeen) -> Self {
        let held = seen.heads.iter().map(|head| Field::from_head(&head.head).filter(|field| FIELDS.contains(field)));
        Self { path, held: held.collect(), seen, chosen: 0, is_incomplete: false }
    }

    /// What an action makes of it; it is over when nothing comes back.
    pub fn update(mut self, action: &Action) -> Step<Self> {
        match action {
            Action::Back => return (None, Vec::new()),
            Action::Choose(step) => self.chosen = step.from(self.chosen, self.seen.heads.len()),
            Action::More => self.turn(true),
            Action::Fewer => self.turn(false),
            Action::Confirm => {
                self.is_incomplete = !REQUIRED.iter().all(|field| self.held.contains(&Some(*field)));
                if !self.is_incomplete {
                    let effect = Effect::ReadRoster { path: self.path.clone(), columns: self.map() };
                    return (Some(self), vec![effect]);
                }
            }
            _ => {}
        }
        (Some(self), Vec::new())
    }

    /// Goes through what the chosen column may hold: nothing, and what no other column holds.
    fn turn(&mut self, forwards: bool) {
        let holds = std::iter::once(None).chain(FIELDS.map(Some));
        let others =
            || self.held.iter().enumerate().filter(|(column, _)| *column != self.chosen).map(|(_, held)| *held);
        let free: Vec<Option<Field>> =
            holds.filter(|field| field.is_none() || others().all(|held| held != *field)).collect();
        let now = self.held.get(self.chosen).copied().flatten();
        let place = free.iter().position(|field| *field == now).unwrap_or_default();
        let next = place + if forwards { 1 } else { free.len().saturating_sub(1) };
        let next = free.get(next % free.len().max(1)).copied().flatten();
        self.held.get_mut(self.chosen).into_iter().for_each(|held| *held = next);
    }

    fn map(&self) -> ColumnMap {
        let mut map = ColumnMap::default();
        for (head, field) in self.seen.heads.iter().zip(&self.held) {
            if let Some(field) = field {
                map.set(*field, head.column);
            }
        }
        map
    }

    /// Draws it.
    pub fn view(&self, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) {
        let said = square::COLUMNS.fill([("line", self.seen.line.to_string())]);
        let used = scene.put_wrapped(buf, area, &scene.say(&said), Role::Title);
        let mut rest = cells::below(area, used);
        if self.is_incomplete {
            let used = scene.put_wrapped(buf, rest, scene.text(square::COLUMNS_INCOMPLETE), Role::Warn);
            rest = cells::below(rest, used);
        }
        let row = |index: usize| {
            let (Some(head), Some(field)) = (self.seen.heads.get(index), self.held.get(index)) else {
                return Vec::new();
            };
            let holds = field.map_or(square::COLUMN_UNUSED, Field::label);
            vec![
                head.column.to_string().into(),
                scene.text(holds).into(),
                head.head.clone().into(),
                head.sample.clone().into(),
            ]
        };
        Table {
            columns: &[
                Column::left(scene.text(square::COLUMN), 6),
                Column::left(scene.text(square::COLUMN_HOLDS), 16),
                Column::left(scene.text(square::COLUMN_HEAD), 20),
                Column::rest(scene.text(square::COLUMN_SAMPLE)),
            ],
            count: self.seen.heads.len(),
            row: &row,
            chosen: Some(self.chosen),
            empty: "",
            theme: scene.theme,
        }
        .render(cells::below(rest, 1), buf);
    }
}
