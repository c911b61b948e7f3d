//! A unit that arrives together: how many came, the names follow with later scans.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use crate::domain::command::Command;
use crate::domain::ids::{PersonId, UnitName};
use crate::domain::limits::TEAM_HEADS;
use crate::tui::action::Action;
use crate::tui::cells;
use crate::tui::editing::TextField;
use crate::tui::effect::{Effect, Step};
use crate::tui::scene::Scene;
use crate::tui::theme::Role;
use crate::tui::widgets::Field;
use crate::words::check_in;

/// How many of a unit came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TeamForm {
    unit: UnitName,
    leader: PersonId,
    heads: TextField,
    wrong: bool,
}

impl TeamForm {
    /// For the unit of its leader.
    pub(super) fn led_by(leader: PersonId, scene: &Scene<'_>) -> Option<Self> {
        let unit = scene.board.attendance.person(leader)?.unit.clone();
        Some(Self { unit, leader, heads: TextField::default(), wrong: false })
    }

    pub(super) fn update(mut self, action: &Action) -> Step<Self> {
        if action.edit(&mut self.heads) {
            self.wrong = false;
        }
        match action {
            Action::Back => return (None, Vec::new()),
            Action::Confirm => {
                let heads = self.heads.text().trim().parse().ok().filter(|heads| (1..=TEAM_HEADS).contains(heads));
                if let Some(heads) = heads {
                    let command = Command::TeamIn { unit: self.unit, heads, leader: Some(self.leader) };
                    return (None, vec![Effect::Perform(command)]);
                }
                self.wrong = true;
                return (Some(self), vec![Effect::Ring]);
            }
            _ => {}
        }
        (Some(self), Vec::new())
    }

    pub(super) fn view(&self, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let leader = check_in::TEAM_LEADER.said().and("person", scene.names().person(self.leader));
        let indented = cells::after(area, 2);
        scene.put(buf, cells::line(indented, 0), scene.text(check_in::TEAM_TITLE), Role::Dim);
        scene.put(buf, cells::line(indented, 1), self.unit.as_str(), Role::Body);
        scene.put(buf, cells::line(indented, 2), &scene.say(&leader), Role::Body);
        let most = |phrase: crate::words::Phrase| scene.say(&phrase.fill([("most", TEAM_HEADS.to_string())]));
        let label = scene.text(check_in::HEADS);
        let field = Field {
            label,
            label_cells: cells::width(label, scene.theme.glyphs),
            text: &self.heads,
            hint: &most(check_in::HEADS_HINT),
            focused: true,
            theme: scene.theme,
        };
        let line = cells::first(cells::line(area, 4), 56);
        field.render(line, buf);
        if self.wrong {
            scene.put(buf, cells::line(indented, 5), &most(check_in::HEADS_WRONG), Role::Warn);
        }
        scene.put_wrapped(buf, cells::below(indented, 7), scene.text(check_in::TEAM_NOTE), Role::Dim);
        field.cursor(line)
    }
}
