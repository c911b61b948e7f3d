//! Into a square that is there already: the code of another desk, then how far this laptop is on its way.

use std::net::{IpAddr, SocketAddr};

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::{Joining, MeetingState};
use crate::sync::{JoinCode, PORT};
use crate::tui::action::Action;
use crate::tui::cells;
use crate::tui::effect::{self, Effect};
use crate::tui::form::{Form, Step};
use crate::tui::keymap::Place;
use crate::tui::scene::Scene;
use crate::tui::theme::Role;
use crate::words::{desks, refusal, square};

/// Whoever is there is found within this.
const NOBODY_MS: u64 = 12_000;
const MS_PER_SECOND: u64 = 1_000;

/// The form, and the waiting behind it.
#[derive(Debug, Clone, PartialEq)]
pub struct JoinPage {
    form: Form,
    is_waiting: bool,
}

impl JoinPage {
    /// An empty form; a desk that has a name keeps it.
    pub fn new(scene: &Scene<'_>) -> Self {
        let name = scene.board.square.desk(scene.desk).map(|card| card.name.clone()).unwrap_or_default();
        let form = Form::default()
            .with(desks::JOIN_CODE, desks::JOIN_CODE_HINT, "")
            .with(square::PLACE, desks::JOIN_PLACE_HINT, &name)
            .with(desks::ADDRESS, desks::ADDRESS_HINT, "");
        Self { form, is_waiting: false }
    }

    /// Where its keys are in the keymap.
    pub fn place(&self) -> Place {
        if self.is_waiting { Place::Joining } else { Place::Form }
    }

    /// Whether this laptop is in: everything was taken and it has its number.
    pub fn is_over(&self, scene: &Scene<'_>) -> bool {
        self.is_waiting && scene.around.joining.is_none() && scene.board.square.desk(scene.desk).is_some()
    }

    /// What an action makes of it; it is over when nothing comes back.
    pub fn update(mut self, action: &Action, _: &Scene<'_>) -> effect::Step<Self> {
        let mut effects = Vec::new();
        match action {
            Action::DesksTold(Err(fault)) => {
                self.is_waiting = false;
                self.form.refuse(0, fault.clone());
            }
            Action::Back if self.is_waiting => {
                self.is_waiting = false;
                effects.push(Effect::StopJoining);
            }
            _ if self.is_waiting => {}
            _ => match self.form.update(action) {
                Step::Open => {}
                Step::Left => return (None, effects),
                Step::Finished => effects.extend(self.read()),
            },
        }
        (Some(self), effects)
    }

    fn read(&mut self) -> Option<Effect> {
        let Ok(code) = self.form.text(0).parse::<JoinCode>() else {
            self.form.refuse(0, desks::CODE_UNREAD.said());
            return None;
        };
        let name = self.form.text(1);
        if name.is_empty() {
            self.form.refuse(1, square::PLACE_MISSING.said());
            return None;
        }
        let address = self.form.text(2);
        let at = if address.is_empty() { None } else { Some(address_of(&address)) };
        let Some(at) = at.map_or(Some(None), |read| read.map(Some)) else {
            self.form.refuse(2, desks::ADDRESS_UNREAD.said());
            return None;
        };
        self.is_waiting = true;
        Some(Effect::Join { code, at, name })
    }

    /// Draws it.
    pub fn view(&self, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        scene.put(buf, area, scene.text(desks::JOIN), Role::Title);
        if !self.is_waiting {
            let help = cells::below(area, 3 + self.form.height());
            scene.put_wrapped(buf, help, scene.text(desks::JOIN_HOW), Role::Dim);
            return self.form.view(scene, cells::below(area, 2), buf);
        }
        let mut rest = cells::below(area, 2);
        for (line, role) in how_far(scene) {
            let used = scene.put_wrapped(buf, rest, &line, role);
            rest = cells::below(rest, used + 1);
        }
        None
    }
}

/// How far this laptop is, and what is in its way.
fn how_far(scene: &Scene<'_>) -> Vec<(String, Role)> {
    let mut lines = Vec::new();
    match &scene.around.joining {
        None => {}
        Some(Joining::Looking { since_ms }) => {
            let seconds = since_ms / MS_PER_SECOND;
            lines.push((scene.say(&desks::LOOKING.fill([("count", seconds.to_string())])), Role::Body));
            if *since_ms >= NOBODY_MS {
                lines.push((scene.text(desks::NOBODY).to_owned(), Role::Warn));
            }
        }
        Some(Joining::Taking { facts, missing }) => {
            let said = desks::TAKING.fill([("facts", facts.to_string()), ("missing", missing.to_string())]);
            lines.push((scene.say(&said), Role::Body));
        }
        Some(Joining::Refused(refused)) => {
            lines.push((scene.say(&refusal::said(refused, &scene.names())), Role::Bad));
        }
    }
    let troubles = scene.around.meeting.iter().flat_map(MeetingState::warnings);
    lines.extend(troubles.map(|trouble| (scene.say(trouble), Role::Bad)));
    lines
}

/// An address as people write it: the port may be missing.
fn address_of(text: &str) -> Option<SocketAddr> {
    let whole = text.parse().ok();
    whole.or_else(|| text.parse::<IpAddr>().ok().map(|ip| SocketAddr::new(ip, PORT)))
}
