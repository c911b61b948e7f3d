//! A roster file: its path, then what is in it, then it is taken in. A file with errors changes nothing; what its good
//! rows and people who are not in it any more come to, the operator chooses.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use super::columns::Columns;
use crate::desk::Gone;
use crate::office::ColumnMap;
use crate::tui::action::{Action, RosterFault, RosterSeen};
use crate::tui::cells;
use crate::tui::choosing::Choosing;
use crate::tui::effect::{Effect, Step};
use crate::tui::form::{self, Form};
use crate::tui::keymap::Place;
use crate::tui::scene::Scene;
use crate::tui::theme::Role;
use crate::tui::widgets::{Column, Table};
use crate::words::{Said, square};

/// Lines of a preview or of faults that are shown; the command line names them all.
pub(super) const LINES_SHOWN: usize = 12;

/// A file on its way in.
#[derive(Debug, Clone, PartialEq)]
pub struct Import {
    form: Form,
    seen: Seen,
}

/// What is known of the file.
#[derive(Debug, Clone, PartialEq)]
enum Seen {
    /// Not looked into yet, or why not.
    Nothing(Vec<Said>),
    /// Its heads say too little.
    Columns(Columns),
    /// What may be taken in, of a file without errors or of its good rows.
    Found { roster: RosterSeen, faults: Vec<Said>, choosing: Choosing },
}

impl Default for Import {
    fn default() -> Self {
        let form = Form::default().with(square::FILE, square::DRAG_HINT, "");
        Self { form, seen: Seen::Nothing(Vec::new()) }
    }
}

impl Import {
    /// Where its keys are in the keymap.
    pub fn place(&self) -> Place {
        match self.seen {
            Seen::Nothing(_) => Place::Form,
            Seen::Columns(_) => Place::Columns,
            Seen::Found { .. } => Place::Taking,
        }
    }

    /// What an action makes of it; it is over when nothing comes back.
    pub fn update(mut self, action: &Action) -> Step<Self> {
        match action {
            Action::RosterRead(read) => {
                self.seen = self.read(read);
                return (Some(self), Vec::new());
            }
            Action::Imported(Ok(_)) => return (None, Vec::new()),
            Action::Imported(Err(fault)) => {
                self.seen = Seen::Nothing(vec![fault.clone()]);
                return (Some(self), Vec::new());
            }
            _ => {}
        }
        let path = self.form.text(0);
        match &mut self.seen {
            Seen::Columns(columns) => {
                let (columns, effects) = columns.clone().update(action);
                self.seen = columns.map_or(Seen::Nothing(Vec::new()), Seen::Columns);
                (Some(self), effects)
            }
            Seen::Found { .. } if *action == Action::Back => {
                self.seen = Seen::Nothing(Vec::new());
                (Some(self), Vec::new())
            }
            Seen::Found { roster, faults, choosing } => {
                let ways = ways(roster, faults);
                let way = choosing.update(action, ways.len()).and_then(|index| ways.get(index));
                let effect = way.map(|(gone, _)| Effect::Import(Arc::clone(&roster.file), *gone));
                (Some(self), effect.into_iter().collect())
            }
            Seen::Nothing(_) => match self.form.update(action) {
                form::Step::Left => (None, Vec::new()),
                form::Step::Finished if !path.is_empty() => {
                    (Some(self), vec![Effect::ReadRoster { path, columns: ColumnMap::default() }])
                }
                form::Step::Finished | form::Step::Open => {
                    if self.form.text(0) != path {
                        self.seen = Seen::Nothing(Vec::new());
                    }
                    (Some(self), Vec::new())
                }
            },
        }
    }

    fn read(&self, read: &Result<RosterSeen, Box<RosterFault>>) -> Seen {
        let fault = match read.clone() {
            Ok(roster) => return Seen::Found { roster, faults: Vec::new(), choosing: Choosing::of(Some(0)) },
            Err(fault) => *fault,
        };
        match fault {
            RosterFault { heads: Some(heads), .. } => Seen::Columns(Columns::of(self.form.text(0), heads)),
            // Nothing is marked: the whole file must be mended, or half of it chosen.
            RosterFault { said, others: Some(roster), .. } => {
                Seen::Found { roster, faults: said, choosing: Choosing::of(None) }
            }
            RosterFault { said, .. } => Seen::Nothing(said),
        }
    }

    /// Draws it.
    pub fn view(&self, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        if let Seen::Columns(columns) = &self.seen {
            columns.view(scene, area, buf);
            return None;
        }
        scene.put(buf, area, scene.text(square::IMPORT_DOC), Role::Dim);
        let cursor = self.form.view(scene, cells::below(area, 1), buf);
        let rest = cells::below(area, 3);
        match &self.seen {
            Seen::Nothing(faults) => {
                said_lines(scene, faults, Role::Bad, rest, buf);
                cursor
            }
            Seen::Columns(_) => None,
            Seen::Found { roster, faults, choosing } => {
                let ways = ways(roster, faults);
                let row = |index: usize| {
                    let said = ways.get(index).map(|(_, said)| scene.say(said)).unwrap_or_default();
                    vec![(index + 1).to_string().into(), said.into()]
                };
                let head = if faults.is_empty() { square::IMPORT_SURE } else { square::IMPORT_FAULTS };
                Table {
                    columns: &[Column::right("", 1), Column::rest(scene.text(head))],
                    count: ways.len(),
                    row: &row,
                    chosen: Some(choosing.chosen.unwrap_or(usize::MAX)),
                    empty: "",
                    theme: scene.theme,
                }
                .render(rest, buf);
                let below = cells::below(rest, u16::try_from(ways.len() + 2).unwrap_or(u16::MAX));
                if faults.is_empty() {
                    said_lines(scene, &roster.preview, Role::Body, below, buf);
                } else {
                    said_lines(scene, faults, Role::Bad, below, buf);
                }
                None
            }
        }
    }
}

/// The ways to take a file in.
fn ways(roster: &RosterSeen, faults: &[Said]) -> Vec<(Gone, Said)> {
    let count = |count: usize| count.to_string();
    let summary = &roster.summary;
    let people = ("people", count(summary.people));
    if !faults.is_empty() {
        return vec![(Gone::Stay, square::TAKE_GOOD.fill([people]))];
    }
    let (new, changed) = (("new", count(summary.new)), ("changed", count(summary.changed)));
    let mut ways = vec![(Gone::Stay, square::TAKE_ALL.fill([people, new, changed, ("same", count(summary.same))]))];
    if summary.gone > 0 {
        ways.push((Gone::Leave, square::TAKE_AND_LEAVE.fill([("gone", count(summary.gone))])));
    }
    ways
}

/// Writes sentences below each other, the first ones only; answers the lines used.
pub(super) fn said_lines(scene: &Scene<'_>, said: &[Said], role: Role, area: Rect, buf: &mut Buffer) -> u16 {
    let mut used = 0;
    for line in said.iter().take(LINES_SHOWN) {
        used += scene.put_wrapped(buf, cells::below(area, used), &scene.say(line), role);
    }
    let more = said.len().saturating_sub(LINES_SHOWN);
    if more > 0 {
        let line = square::MORE_ROWS.fill([("count", more.to_string())]);
        scene.put(buf, cells::below(area, used), &scene.say(&line), role);
        used += 1;
    }
    used
}
