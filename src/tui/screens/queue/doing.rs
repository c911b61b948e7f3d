//! What one station is doing, large; what its operator presses now; who comes next.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::stalls::{self, Stalls};
use crate::domain::fact::{Class, Station, StationStatus};
use crate::domain::queue::{State, Ticket, line};
use crate::tui::action::{Action, Turn};
use crate::tui::keymap::Place;
use crate::tui::scene::Scene;
use crate::tui::theme::Tone;
use crate::tui::widgets::NumberPanel;
use crate::words::{Phrase, Said, label, queue, state};

/// A station and whom it called or serves.
pub(super) struct Doing<'a> {
    station: &'a Station,
    status: StationStatus,
    ticket: Option<&'a Ticket>,
    is_forgotten: bool,
    waiting: usize,
}

/// Numbers that come next; nobody looks further.
const NEXT_NUMBERS: usize = 5;

impl<'a> Doing<'a> {
    pub fn of(station: &'a Station, stalls: &Stalls<'a>, scene: &Scene<'a>) -> Self {
        let current = stalls.current(&station.station);
        Self {
            station,
            status: scene.board.square.station_status(&station.station),
            ticket: current.map(|(_, ticket)| ticket),
            is_forgotten: current.is_some_and(|(id, _)| stalls.is_forgotten(id)),
            waiting: scene.board.queue.waiting_count(&station.service),
        }
    }

    pub fn view(&self, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) {
        let (tone, word) = self.state();
        let word = queue::STATE_OF
            .fill([("station", self.station.station.to_string())])
            .and("service", scene.names().service(&self.station.service))
            .and("state", word.said());
        let number = self.ticket.map(|ticket| stalls::number(scene, ticket)).unwrap_or_default();
        let lines: Vec<String> = self.facts(scene).iter().map(|said| scene.say(said)).collect();
        let panel = NumberPanel { tone, word: &scene.say(&word), number: &number, lines: &lines, theme: scene.theme };
        panel.render(area, buf);
    }

    /// What to press now; marked when another key was pressed, or nobody pressed one for long.
    pub fn hint(&self, is_reminder: bool) -> (Said, Tone) {
        let key = |action: Action| Place::AtStation.key_for(&action);
        let (go_on, next) = (("go_on", key(Action::Confirm)), ("next", key(Action::Turn(Turn::Next))));
        let said = match self.ticket.map(|ticket| &ticket.state) {
            Some(State::Called { .. }) => {
                let (missed, again) = (key(Action::Turn(Turn::Missed)), key(Action::Turn(Turn::CallAgain)));
                queue::PRESS_ARRIVED.fill([go_on, ("missed", missed), ("again", again)])
            }
            Some(_) if self.is_forgotten => queue::FORGOTTEN.fill([next]),
            Some(_) => queue::PRESS_DONE.fill([next, ("done", key(Action::Turn(Turn::Done)))]),
            None if self.status != StationStatus::Open => queue::NOT_OPEN.said(),
            None if self.waiting == 0 => queue::NOBODY_WAITS.said(),
            None => queue::PRESS_CALL.fill([go_on]),
        };
        (said, if is_reminder || self.is_forgotten { Tone::Warn } else { Tone::Plain })
    }

    /// How many wait, and the numbers that are called next.
    pub fn line(&self, scene: &Scene<'_>) -> String {
        let next = line::line(&scene.board.queue, &self.station.service).into_iter().take(NEXT_NUMBERS);
        let numbers = next.filter_map(|id| scene.board.queue.ticket(id)).map(|ticket| {
            let number = stalls::number(scene, ticket);
            match ticket.class {
                Class::Normal => number,
                Class::Priority => scene.say(&queue::PRIORITY_MARK.fill([("number", number)])),
            }
        });
        let numbers = numbers.collect::<Vec<_>>().join("  ");
        let mut waiting = scene.say(&queue::WAITING.fill([("count", self.waiting.to_string())]));
        let set_aside = self.set_aside(scene);
        if set_aside > 0 {
            let said = queue::ARE_SET_ASIDE.fill([("count", set_aside.to_string())]);
            waiting = format!("{waiting}   {}", scene.say(&said));
        }
        if numbers.is_empty() {
            return waiting;
        }
        format!("{waiting}   {}", scene.say(&queue::NEXT_NUMBERS.fill([("numbers", numbers)])))
    }

    /// How many this station may go on with: easily forgotten, as nobody calls them.
    fn set_aside(&self, scene: &Scene<'_>) -> usize {
        let queue = &scene.board.queue;
        let here = queue.in_hand(&self.station.station);
        let here = here.filter(|(_, ticket)| matches!(ticket.state, State::Parked { .. })).count();
        here + queue.pool().filter(|(_, ticket)| ticket.service == self.station.service).count()
    }

    fn state(&self) -> (Tone, Phrase) {
        match self.ticket.map(|ticket| &ticket.state) {
            Some(State::Called { .. }) => (Tone::Warn, label::CALLED),
            Some(_) => (Tone::Good, label::SERVING),
            None if self.status == StationStatus::Open => (Tone::Plain, queue::IDLE),
            None => (Tone::Plain, state::station_status(self.status)),
        }
    }

    /// What is to be known of whom the station has in hand.
    fn facts(&self, scene: &Scene<'_>) -> Vec<Said> {
        let Some(ticket) = self.ticket else { return Vec::new() };
        let waited_ms = ticket.called.map(|called| called.ms_since(ticket.taken));
        let facts = [
            (ticket.class == Class::Priority).then(|| label::PRIORITY.said()),
            matches!(ticket.state, State::Serving { .. })
                .then(|| queue::SERVED_FOR.fill([("minutes", stalls::in_hand_minutes(scene, ticket).to_string())])),
            waited_ms.map(|waited_ms| queue::WAITED.fill([("minutes", stalls::minutes(waited_ms).to_string())])),
            (ticket.recalls > 0).then(|| queue::CALLED_TIMES.fill([("times", (ticket.recalls + 1).to_string())])),
            (ticket.misses > 0).then(|| queue::MISSED_BEFORE.fill([("times", ticket.misses.to_string())])),
        ];
        facts.into_iter().flatten().collect()
    }
}
