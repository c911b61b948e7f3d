//! Which scans were refused today, how often, at which desk: a broken batch of badges shows within minutes.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::widgets::Widget;

use super::boxed::boxed;
use crate::domain::scans::Refusals;
use crate::domain::time::Day;
use crate::tui::action::Action;
use crate::tui::cells;
use crate::tui::effect::Step;
use crate::tui::scene::Scene;
use crate::tui::theme::Role;
use crate::tui::widgets::{Cell, Column, Table};
use crate::words::{check_in, state, window};

/// The page of refused scans.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RefusalsPage {
    chosen: usize,
}

/// Room for every column, in both languages.
const WIDTH: u16 = 66;
/// Rows of the longest list that is of use.
const ROWS: u16 = 12;
/// The line above, the heads, and the frame.
const OTHER_LINES: u16 = 4;

impl RefusalsPage {
    pub(super) fn update(mut self, action: &Action, scene: &Scene<'_>) -> Step<Self> {
        match action {
            Action::Back => return (None, Vec::new()),
            Action::Choose(step) => self.chosen = step.from(self.chosen, rows(scene).len()),
            _ => {}
        }
        (Some(self), Vec::new())
    }

    pub(super) fn view(&self, scene: &Scene<'_>, screen: Rect, buf: &mut Buffer) {
        let rows = rows(scene);
        let height = u16::try_from(rows.len()).unwrap_or(ROWS).clamp(1, ROWS) + OTHER_LINES;
        let inner = boxed(scene, scene.text(window::SCANS_TITLE), Size { width: WIDTH, height }, screen, buf);
        let times: usize = rows.iter().map(|row| row.times).sum();
        scene.put(buf, inner, &scene.say(&window::SCANS_REFUSED.fill([("times", times.to_string())])), Role::Body);
        let row = |index: usize| rows.get(index).map(|row| cells_of(scene, row)).unwrap_or_default();
        Table {
            columns: &[
                Column::right(scene.text(window::SCANS_TIMES), 5),
                Column::left(scene.text(window::SCANS_DESK), 6),
                Column::left(scene.text(check_in::TIME), 5),
                Column::left(scene.text(window::SCANS_NUMBER), 11),
                Column::rest(scene.text(window::SCANS_WHY)),
            ],
            count: rows.len(),
            row: &row,
            chosen: Some(self.chosen),
            empty: scene.text(window::SCANS_NONE),
            theme: scene.theme,
        }
        .render(cells::below(inner, 1), buf);
    }
}

fn rows(scene: &Scene<'_>) -> Vec<Refusals> {
    scene.board.refused_scans.of_day(Day::of(scene.now))
}

fn cells_of<'a>(scene: &Scene<'a>, row: &Refusals) -> Vec<Cell<'a>> {
    let number = row.number.map(|number| number.to_string()).unwrap_or_default();
    vec![
        row.times.to_string().into(),
        scene.names().desk(row.desk).into(),
        row.last.hhmm().into(),
        number.into(),
        scene.text(state::scan_trouble(row.reason)).into(),
    ]
}
