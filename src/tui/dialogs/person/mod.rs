//! What may be done with somebody on the list: a short list first, then what the chosen act must know.
//!
//! ```text
//! +- 王芳 ------------------------------+
//! | 新城区司法局  ***5678  000-00002-1  |
//! | > 1 修改资料                        |    -> a form; 5 -> whom with, which record stays; 4 -> the stations
//! |   2 看胸牌                          |
//! ```

mod edit;
mod merge;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use super::stations::StationList;
use crate::domain::attendance::Person;
use crate::domain::command::Command;
use crate::domain::fact::Means;
use crate::domain::ids::{PersonId, TeamId};
use crate::tui::action::Action;
use crate::tui::choosing::Choosing;
use crate::tui::effect::{Effect, Step};
use crate::tui::keymap::Place;
use crate::tui::scene::Scene;
use crate::tui::screens::people::person_line;
use crate::tui::widgets;
use crate::words::{Phrase, label, people};

use edit::EditForm;
use merge::Merging;

/// Somebody, and what is being done with them.
#[derive(Debug, Clone, PartialEq)]
pub struct PersonCard {
    person: PersonId,
    stage: Stage,
}

#[derive(Debug, Clone, PartialEq)]
enum Stage {
    Acts(Choosing),
    Edit(EditForm),
    Merge(Merging),
    Station(StationList),
}

/// What may be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Edit,
    ShowBadge,
    Reissue,
    Station,
    CheckIn,
    CheckOut,
    Merge,
    Withdraw,
    TeamOut,
}

impl Act {
    /// What makes sense now, in an order that does not change with the moment.
    fn possible(person: PersonId, scene: &Scene<'_>) -> Vec<Self> {
        let is_in = scene.board.attendance.person(person).is_some_and(Person::is_in);
        let here: &[Self] = if is_in { &[Self::CheckOut, Self::Station] } else { &[Self::CheckIn] };
        let always = [Self::Edit, Self::ShowBadge, Self::Reissue, Self::Merge, Self::Withdraw];
        let team = open_team(person, scene).map(|_| Self::TeamOut);
        always.iter().chain(here).copied().chain(team).collect()
    }

    fn phrase(self) -> Phrase {
        match self {
            Self::Edit => people::EDIT,
            Self::ShowBadge => people::SHOW_BADGE,
            Self::Reissue => people::REISSUE,
            Self::Station => people::STATION,
            Self::CheckIn => label::CHECK_IN,
            Self::CheckOut => label::CHECK_OUT,
            Self::Merge => people::MERGE,
            Self::Withdraw => people::WITHDRAW,
            Self::TeamOut => people::TEAM_OUT,
        }
    }
}

impl PersonCard {
    /// The list of what may be done with somebody.
    pub fn of(person: PersonId) -> Self {
        Self { person, stage: Stage::Acts(Choosing::of(Some(0))) }
    }

    /// Where its keys are in the keymap.
    pub(super) fn place(&self) -> Place {
        match &self.stage {
            Stage::Acts(_) => Place::Person,
            Stage::Edit(_) => Place::PersonForm,
            Stage::Merge(merging) => merging.place(),
            Stage::Station(_) => Place::Stations,
        }
    }

    /// Whether a scan would take something away that was typed.
    pub(super) fn holds_typed_text(&self) -> bool {
        matches!(self.stage, Stage::Edit(_) | Stage::Merge(_))
    }

    pub(super) fn update(self, action: &Action, scene: &Scene<'_>) -> Step<Self> {
        let Self { person, stage } = self;
        let (stage, effects) = match stage {
            Stage::Acts(choosing) => acts(person, choosing, action, scene),
            Stage::Edit(form) => still(Stage::Edit, form.update(action, scene)),
            Stage::Merge(merging) => still(Stage::Merge, merging.update(action)),
            Stage::Station(stations) => still(Stage::Station, stations.update(action, scene)),
        };
        (stage.map(|stage| Self { person, stage }), effects)
    }

    pub(super) fn view(&self, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        match &self.stage {
            Stage::Acts(choosing) => {
                let acts = Act::possible(self.person, scene);
                let choices: Vec<String> = acts.iter().map(|act| scene.text(act.phrase()).to_owned()).collect();
                let title = scene.name_of(self.person);
                let chosen = choosing.chosen.unwrap_or(usize::MAX);
                let text = person_line(scene, self.person);
                let dialog =
                    widgets::Dialog { title: &title, text: &text, choices: &choices, chosen, theme: scene.theme };
                dialog.render(area, buf);
                None
            }
            Stage::Edit(form) => form.view(scene, area, buf),
            Stage::Merge(merging) => merging.view(scene, area, buf),
            Stage::Station(stations) => {
                stations.view(scene, area, buf);
                None
            }
        }
    }
}

/// The team of a person's unit that still has heads nobody named; the first to come, if they are several.
fn open_team(person: PersonId, scene: &Scene<'_>) -> Option<TeamId> {
    let unit = &scene.board.attendance.person(person)?.unit;
    scene.board.attendance.open_teams(unit).first().map(|open| open.team)
}

/// A step of one stage as a step of any.
fn still<T>(stage: impl FnOnce(T) -> Stage, (open, effects): Step<T>) -> Step<Stage> {
    (open.map(stage), effects)
}

fn acts(person: PersonId, mut choosing: Choosing, action: &Action, scene: &Scene<'_>) -> Step<Stage> {
    let acts = Act::possible(person, scene);
    let chosen = choosing.update(action, acts.len()).and_then(|index| acts.get(index));
    let perform = |command| (None, vec![Effect::Perform(command)]);
    let by = Means::Chosen;
    match chosen {
        _ if *action == Action::Back => (None, Vec::new()),
        None => (Some(Stage::Acts(choosing)), Vec::new()),
        Some(Act::Edit) => (Some(Stage::Edit(EditForm::of(person, scene))), Vec::new()),
        Some(Act::Merge) => (Some(Stage::Merge(Merging::of(person))), Vec::new()),
        Some(Act::Station) => (Some(Stage::Station(StationList::new(person))), Vec::new()),
        Some(Act::ShowBadge) => (None, vec![Effect::DrawBadge(person)]),
        Some(Act::Reissue) => perform(Command::ReissueBadge { person }),
        Some(Act::CheckIn) => perform(Command::CheckIn { person, by }),
        Some(Act::CheckOut) => perform(Command::CheckOut { person, by }),
        Some(Act::Withdraw) => perform(Command::Withdraw { person }),
        Some(Act::TeamOut) => {
            let out = open_team(person, scene).map(|team| Effect::Perform(Command::TeamOut { team }));
            (None, out.into_iter().collect())
        }
    }
}
