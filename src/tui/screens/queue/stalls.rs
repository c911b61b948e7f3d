//! What the square's services and stations are doing at this moment, as rows.

use crate::domain::estimate;
use crate::domain::fact::{Class, Service, Station, StationStatus};
use crate::domain::ids::{ServiceId, StationId, TicketId};
use crate::domain::queue::{State, Ticket};
use crate::domain::wait::WaitRange;
use crate::tui::cells;
use crate::tui::scene::Scene;
use crate::tui::theme::Tone;
use crate::tui::widgets::Cell;
use crate::words::{queue, state};

/// The stations, and whom they have in hand.
pub(super) struct Stalls<'a> {
    scene: Scene<'a>,
    /// In the order of the set-up.
    pub stations: Vec<&'a Station>,
    /// Tickets in hand for longer than any visit takes.
    forgotten: Vec<TicketId>,
}

const MS_PER_MINUTE: u64 = 60_000;
/// Words longer than this take the room of the station's state.
const WORD_CELLS_MAX: u16 = 8;

impl<'a> Stalls<'a> {
    pub fn of(scene: &Scene<'a>) -> Self {
        Self {
            scene: *scene,
            stations: scene.board.square.stations(),
            forgotten: estimate::forgotten(scene.board, scene.now),
        }
    }

    /// The stations of a service.
    pub fn stations_of(&self, service: &ServiceId) -> Vec<&'a Station> {
        self.stations.iter().copied().filter(|station| station.service == *service).collect()
    }

    /// How many numbers of a service are called and how many served.
    pub fn in_hand(&self, service: &ServiceId) -> (usize, usize) {
        let tickets = self.stations.iter().filter_map(|station| self.current(&station.station));
        let of_service = tickets.filter(|(_, ticket)| ticket.service == *service);
        of_service.fold((0, 0), |(called, serving), (_, ticket)| match ticket.state {
            State::Called { .. } => (called + 1, serving),
            _ => (called, serving + 1),
        })
    }

    /// Whom a station has called or serves.
    pub fn current(&self, station: &StationId) -> Option<(TicketId, &'a Ticket)> {
        self.scene.board.queue.current(station)
    }

    /// Whether somebody forgot to press a key for whom a station has in hand.
    pub fn is_forgotten(&self, ticket: TicketId) -> bool {
        self.forgotten.contains(&ticket)
    }

    /// Minutes that a number taken now would wait, as `25-55`; nothing where nobody serves.
    pub fn wait(&self, service: &ServiceId) -> String {
        let secs = estimate::of_new(self.scene.board, service, Class::Normal, self.scene.now);
        secs.map(WaitRange::around).map_or_else(String::new, |range| match range.most_minutes {
            0 => "0".to_owned(),
            most => format!("{}-{most}", range.least_minutes),
        })
    }

    /// What a station is doing, in a few words.
    pub fn cell(&self, station: &StationId) -> Cell<'a> {
        let scene = &self.scene;
        let status = scene.board.square.station_status(station);
        let Some((id, ticket)) = self.current(station) else {
            let word = if status == StationStatus::Open { queue::IDLE } else { state::station_status(status) };
            return format!("  {}", scene.text(word)).into();
        };
        let number = number(scene, ticket);
        if status != StationStatus::Open {
            return Cell::toned(format!("{} {number}", scene.text(state::station_status(status))), Tone::Warn);
        }
        let (tone, phrase) = match ticket.state {
            State::Called { .. } => (Tone::Warn, queue::CALLED_SINCE),
            _ => (Tone::Good, queue::SERVING_SINCE),
        };
        let tone = if self.is_forgotten(id) { Tone::Bad } else { tone };
        let minutes = in_hand_minutes(scene, ticket).to_string();
        Cell::toned(scene.say(&phrase.fill([("number", number), ("minutes", minutes)])), tone)
    }

    /// Cells for the words of stations: mostly numbers; of the longest only the beginning stands in a list.
    pub fn word_cells(&self) -> u16 {
        let words = self.stations.iter().map(|station| station.station.as_str());
        let widest = words.map(|word| cells::width(word, self.scene.theme.glyphs)).max();
        widest.unwrap_or_default().min(WORD_CELLS_MAX)
    }
}

/// The services that residents take numbers for, in the order of the set-up.
pub(super) fn services<'a>(scene: &Scene<'a>) -> Vec<&'a Service> {
    scene.board.square.services().into_iter().filter(|service| service.queued).collect()
}

/// A ticket's number; for somebody who took none, a word.
pub(super) fn number(scene: &Scene<'_>, ticket: &Ticket) -> String {
    ticket.number.map_or_else(|| scene.text(queue::WITHOUT_NUMBER).to_owned(), |number| number.to_string())
}

/// Whole minutes since somebody was called, or of service.
pub(super) fn in_hand_minutes(scene: &Scene<'_>, ticket: &Ticket) -> u64 {
    let ms = match (&ticket.state, ticket.called) {
        (State::Called { .. }, Some(called)) => scene.now.ms_since(called),
        _ => ticket.served_ms_by(scene.now),
    };
    minutes(ms)
}

/// Whole minutes.
pub(super) fn minutes(ms: u64) -> u64 {
    ms / MS_PER_MINUTE
}
