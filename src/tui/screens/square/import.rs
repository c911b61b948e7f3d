//! A roster file: its path, then what is in it, then Enter takes it in. A file with errors changes nothing.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::office::RosterFile;
use crate::tui::action::Action;
use crate::tui::cells;
use crate::tui::effect::Effect;
use crate::tui::form::{Form, Step};
use crate::tui::scene::Scene;
use crate::tui::theme::Role;
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
    /// Not looked into yet.
    Nothing,
    /// Ready to be taken in.
    Fine(Arc<RosterFile>, Vec<Said>),
    /// Refused, row by row.
    Faults(Vec<Said>),
}

impl Default for Import {
    fn default() -> Self {
        let form = Form::default().with(square::FILE, square::FILE_HINT, "");
        Self { form, seen: Seen::Nothing }
    }
}

impl Import {
    /// What an action makes of it; it is over when nothing comes back.
    pub fn update(mut self, action: &Action) -> (Option<Self>, Vec<Effect>) {
        match action {
            Action::RosterRead(read) => {
                self.seen = match read {
                    Ok(roster) => Seen::Fine(Arc::clone(&roster.file), roster.preview.clone()),
                    Err(faults) => Seen::Faults(faults.clone()),
                };
                return (Some(self), Vec::new());
            }
            Action::Imported(Ok(_)) => return (None, Vec::new()),
            Action::Imported(Err(fault)) => {
                self.seen = Seen::Faults(vec![fault.clone()]);
                return (Some(self), Vec::new());
            }
            _ => {}
        }
        let before = self.form.text(0);
        let step = self.form.update(action);
        if self.form.text(0) != before {
            self.seen = Seen::Nothing;
        }
        match (step, &self.seen) {
            (Step::Left, _) => (None, Vec::new()),
            (Step::Finished, Seen::Fine(file, _)) => {
                let effect = Effect::Import(Arc::clone(file));
                (Some(self), vec![effect])
            }
            (Step::Finished, _) if !before.is_empty() => (Some(self), vec![Effect::ReadRoster(before)]),
            _ => (Some(self), Vec::new()),
        }
    }

    /// Draws it.
    pub fn view(&self, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        scene.put(buf, area, scene.text(square::IMPORT_DOC), Role::Dim);
        let cursor = self.form.view(scene, cells::below(area, 1), buf);
        let rest = cells::below(area, 3);
        match &self.seen {
            Seen::Nothing => {}
            Seen::Fine(_, preview) => {
                let used = said_lines(scene, preview, Role::Body, rest, buf);
                let sure = cells::below(rest, used.saturating_add(1));
                scene.put(buf, sure, scene.text(square::IMPORT_SURE), Role::Good);
            }
            Seen::Faults(faults) => {
                said_lines(scene, faults, Role::Bad, rest, buf);
            }
        }
        cursor
    }
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
