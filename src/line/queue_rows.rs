//! The queue as rows: services with their lines, stations, one ticket. Reads and decides nothing.

use serde::Serialize;

use super::rows::{View, class_word, state_word, status_word};
use crate::domain::estimate;
use crate::domain::fact::{Class, Service, Station};
use crate::domain::ids::TicketId;
use crate::domain::queue::{Ticket, line};
use crate::domain::time::{Day, Wall};
use crate::domain::wait::WaitRange;

/// The queue of a service.
#[derive(Debug, Serialize)]
pub struct QueueRow {
    /// Its word.
    pub service: String,
    /// Its name.
    pub name: String,
    /// Whether numbers are given out.
    pub open: bool,
    /// Numbers in the line.
    pub waiting: usize,
    /// Numbers called, nobody there yet.
    pub called: usize,
    /// Residents being served now.
    pub serving: usize,
    /// The words of its stations.
    pub stations: Vec<String>,
    /// The numbers in the line, in the order in which they will be called if nobody else comes.
    pub line: Vec<String>,
    /// What each station does.
    pub at: Vec<StationRow>,
    /// How long a normal number taken now would wait, at least; absent while no station is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait_least_minutes: Option<u32>,
    /// How long at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait_most_minutes: Option<u32>,
    /// How long those called today had waited, on average.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mean_wait_secs: Option<u64>,
    /// How far today's estimates were off, on average.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mean_error_secs: Option<u64>,
}

/// A station.
#[derive(Debug, Serialize)]
pub struct StationRow {
    /// Its word.
    pub station: String,
    /// `open`, `paused` or `closed`.
    pub state: &'static str,
    /// The number it has called or serves; empty for somebody without one, absent for nobody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ticket: Option<String>,
    /// `called` or `serving`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ticket_state: Option<&'static str>,
    /// It is longer at the number than any visit takes: somebody forgot to press a key.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub forgotten: bool,
}

/// One ticket. Times are those of the desks' clocks.
#[derive(Debug, Serialize)]
pub struct TicketRow {
    /// Its number; absent for somebody who took none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The service's word.
    pub service: String,
    /// `normal` or `priority`.
    pub class: &'static str,
    /// Where it stands.
    pub state: &'static str,
    /// The station that has or had it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub station: Option<String>,
    /// How many are called before, while it waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ahead: Option<usize>,
    /// When it was taken.
    pub taken: String,
    /// When it was last called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub called: Option<String>,
    /// When it was first served.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub began: Option<String>,
    /// When it was over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended: Option<String>,
    /// How often it was called in vain.
    pub misses: u8,
    /// How often it was announced again.
    pub recalls: u32,
    /// Why it was set aside.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub set_aside: Option<String>,
    /// Seconds of service by its service.
    pub served_secs: u64,
    /// Its waits, one for each service it lined up for.
    pub waits: Vec<WaitRow>,
}

/// What was said at taking, and what it came to.
#[derive(Debug, Serialize)]
pub struct WaitRow {
    /// For which service.
    pub service: String,
    /// The estimate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub told_secs: Option<u32>,
    /// How long it was to the first call; absent while it lasts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waited_secs: Option<u64>,
}

const MS_PER_SECOND: u64 = 1_000;

/// Every service with a queue.
pub fn queues(view: &View<'_>, now: Wall) -> Vec<QueueRow> {
    let forgotten = estimate::forgotten(view.board, now);
    let services = view.board.square.services().into_iter().filter(|service| service.queued);
    services.map(|service| queue(view, service, &forgotten, now)).collect()
}

fn queue(view: &View<'_>, service: &Service, forgotten: &[TicketId], now: Wall) -> QueueRow {
    let (board, id) = (view.board, &service.service);
    let waiting = line::line(&board.queue, id);
    let numbers = waiting.iter().filter_map(|ticket| view.names.ticket(*ticket)?.number);
    let at: Vec<StationRow> =
        board.square.stations_of(id).into_iter().map(|spec| station(view, spec, forgotten)).collect();
    let (called, serving) = view.in_hand(service);
    let wait = estimate::of_new(board, id, Class::Normal, now).map(WaitRange::around);
    let today = board.queue.pace().waits(id, Day::of(now));
    QueueRow {
        service: id.to_string(),
        name: view.names.service(id).text(view.lang),
        open: board.square.service_is_open(id),
        waiting: waiting.len(),
        called,
        serving,
        stations: at.iter().map(|row| row.station.clone()).collect(),
        line: numbers.map(|number| number.to_string()).collect(),
        at,
        wait_least_minutes: wait.map(|wait| wait.least_minutes),
        wait_most_minutes: wait.map(|wait| wait.most_minutes),
        mean_wait_secs: today.mean_ms().map(|ms| ms / MS_PER_SECOND),
        mean_error_secs: today.mean_error_ms().map(|ms| ms / MS_PER_SECOND),
    }
}

fn station(view: &View<'_>, spec: &Station, forgotten: &[TicketId]) -> StationRow {
    let current = view.board.queue.current(&spec.station);
    let number = |ticket: &Ticket| ticket.number.map(|number| number.to_string()).unwrap_or_default();
    StationRow {
        station: spec.station.to_string(),
        state: status_word(view.board.square.station_status(&spec.station)),
        ticket: current.map(|(_, ticket)| number(ticket)),
        ticket_state: current.map(|(_, ticket)| state_word(&ticket.state)),
        forgotten: current.is_some_and(|(id, _)| forgotten.contains(&id)),
    }
}

/// One ticket; `None` for an id of none.
pub fn ticket(view: &View<'_>, id: TicketId, now: Wall) -> Option<TicketRow> {
    let ticket = view.names.ticket(id)?;
    let time = |wall: Option<Wall>| wall.map(Wall::hhmmss);
    Some(TicketRow {
        number: ticket.number.map(|number| number.to_string()),
        service: ticket.service.to_string(),
        class: class_word(ticket.class),
        state: state_word(&ticket.state),
        station: ticket.station().map(ToString::to_string),
        ahead: view.names.ahead(id),
        taken: ticket.taken.hhmmss(),
        called: time(ticket.called),
        began: time(ticket.began),
        ended: time(ticket.ended),
        misses: ticket.misses,
        recalls: ticket.recalls,
        set_aside: ticket.set_aside.clone(),
        served_secs: ticket.served_ms_by(now) / MS_PER_SECOND,
        waits: ticket
            .waits()
            .iter()
            .map(|wait| WaitRow {
                service: wait.service.to_string(),
                told_secs: wait.estimate_secs,
                waited_secs: wait.ms.map(|ms| ms / MS_PER_SECOND),
            })
            .collect(),
    })
}
