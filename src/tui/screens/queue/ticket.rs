//! One ticket as its holder wants to know it; what stands at the reception and over any screen when a slip is scanned.

use crate::domain::estimate;
use crate::domain::fact::Class;
use crate::domain::ids::TicketId;
use crate::domain::queue::{State, Ticket, line};
use crate::domain::wait::WaitRange;
use crate::tui::scene::Scene;
use crate::words::{label, queue, state, wait};

/// How many come before, or where to go, and what else is to be known.
pub fn lines(scene: &Scene<'_>, id: TicketId, ticket: &Ticket) -> Vec<String> {
    let first = match (&ticket.state, line::ahead(&scene.board.queue, id)) {
        (State::Waiting, Some(0)) => queue::NEXT_IN_LINE.said(),
        (State::Waiting, Some(ahead)) => queue::AHEAD.fill([("ahead", ahead.to_string())]),
        (State::Called { station }, _) => queue::COME_TO.fill([("station", station.to_string())]),
        (State::Serving { station } | State::Parked { station: Some(station) } | State::Done { station }, _) => {
            queue::IS_AT
                .fill([("station", station.to_string())])
                .and("state", state::ticket_state(&ticket.state).said())
        }
        (other, _) => state::ticket_state(other).said(),
    };
    let mut lines = vec![scene.say(&first)];
    if ticket.class == Class::Priority {
        lines.push(scene.text(label::PRIORITY).to_owned());
    }
    if let Some(secs) = estimate::of_ticket(scene.board, id, scene.now) {
        lines.push(scene.say(&wait::EXPECTED.said().and("wait", wait::range(WaitRange::around(secs)))));
    }
    lines.push(scene.say(&queue::TAKEN_AT.fill([("time", ticket.taken.hhmm())])));
    lines
}
