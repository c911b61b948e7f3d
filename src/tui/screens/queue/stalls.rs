//! What the square's services and stations are doing, as rows.

use crate::domain::fact::{Service, Station, StationStatus};
use crate::domain::ids::{ServiceId, StationId};
use crate::domain::queue::{State, Ticket};
use crate::domain::time::Wall;
use crate::tui::cells;
use crate::tui::scene::Scene;
use crate::tui::theme::Tone;
use crate::tui::widgets::Cell;
use crate::words::{queue, state};

const MS_PER_MINUTE: u64 = 60_000;
/// Words longer than this take the room of the station's state.
const WORD_CELLS_MAX: u16 = 8;

/// The services that residents take numbers for, in the order of the set-up.
pub(super) fn services<'a>(scene: &Scene<'a>) -> Vec<&'a Service> {
    scene.board.square.services().into_iter().filter(|service| service.queued).collect()
}

/// How many a service has called and how many it serves, at all its stations.
pub(super) fn in_hand(scene: &Scene<'_>, stations: &[&Station], service: &ServiceId) -> (usize, usize) {
    let of_service = stations.iter().filter(|station| station.service == *service);
    let tickets = of_service.filter_map(|station| current(scene, &station.station));
    tickets.fold((0, 0), |(called, serving), ticket| match ticket.state {
        State::Called { .. } => (called + 1, serving),
        _ => (called, serving + 1),
    })
}

/// Whom a station has called or serves.
pub(super) fn current<'a>(scene: &Scene<'a>, station: &StationId) -> Option<&'a Ticket> {
    scene.board.queue.current(station).map(|(_, ticket)| ticket)
}

/// A ticket's number; for somebody who took none, a word.
pub(super) fn number(scene: &Scene<'_>, ticket: &Ticket) -> String {
    ticket.number.map_or_else(|| scene.text(queue::WITHOUT_NUMBER).to_owned(), |number| number.to_string())
}

/// What a station is doing, in a few words.
pub(super) fn station_cell<'a>(scene: &Scene<'a>, station: &StationId) -> Cell<'a> {
    let status = scene.board.square.station_status(station);
    let Some(ticket) = current(scene, station) else {
        let word = if status == StationStatus::Open { queue::IDLE } else { state::station_status(status) };
        return format!("  {}", scene.text(word)).into();
    };
    let number = number(scene, ticket);
    if status != StationStatus::Open {
        return Cell::toned(format!("{} {number}", scene.text(state::station_status(status))), Tone::Warn);
    }
    let (tone, phrase, since) = match ticket.state {
        State::Called { .. } => (Tone::Warn, queue::CALLED_SINCE, ticket.called),
        _ => (Tone::Good, queue::SERVING_SINCE, ticket.began),
    };
    let minutes = minutes_since(scene, since).to_string();
    Cell::toned(scene.say(&phrase.fill([("number", number), ("minutes", minutes)])), tone)
}

/// Cells for the words of stations: mostly numbers; of the longest only the beginning stands in a list.
pub(super) fn word_cells(scene: &Scene<'_>, stations: &[&Station]) -> u16 {
    let widths = stations.iter().map(|station| cells::width(station.station.as_str(), scene.theme.glyphs));
    widths.max().unwrap_or_default().min(WORD_CELLS_MAX)
}

/// Whole minutes from a moment to now.
pub(super) fn minutes_since(scene: &Scene<'_>, moment: Option<Wall>) -> u64 {
    moment.map_or(0, |moment| minutes(scene.now.ms_since(moment)))
}

/// Whole minutes.
pub(super) fn minutes(ms: u64) -> u64 {
    ms / MS_PER_MINUTE
}
