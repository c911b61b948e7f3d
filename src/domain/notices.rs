//! Notices: what two desks that were apart did twice, for people to look at. They never block input.
//!
//! A notice follows from the folded state; only its dismissal is a fact ([`super::dismissals`]).

use std::collections::BTreeMap;

use super::board::Board;
use super::ids::{DeskId, DeskNumber, NoticeId, PersonId, StationId, TicketId};
use super::number::BadgeNumber;

/// Something to look at, the same on every desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// A person was checked in at two desks.
    DoubleCheckIn {
        /// Who.
        person: PersonId,
        /// Where first.
        first: DeskId,
        /// Where again.
        second: DeskId,
    },
    /// A ticket was called to two stations.
    DoubleCall {
        /// Which.
        ticket: TicketId,
        /// Who has it.
        owner: StationId,
        /// Who called it too.
        other: StationId,
    },
    /// Two people bear one badge number.
    SameBadgeNumber {
        /// The number.
        number: BadgeNumber,
        /// The people, in the order of their ids.
        people: Vec<PersonId>,
    },
    /// Two laptops have one desk number; the later one gives way.
    SameDeskNumber {
        /// The number.
        number: DeskNumber,
        /// The laptops, the first to join first.
        desks: Vec<DeskId>,
    },
}

impl Notice {
    /// Its stable name. A second conflict about the same thing with other parties is a new notice.
    pub fn id(&self) -> NoticeId {
        NoticeId::formed(&match self {
            Self::DoubleCheckIn { person, second, .. } => format!("double-check-in:{person}:{second}"),
            Self::DoubleCall { ticket, other, .. } => format!("double-call:{}:{other}", ticket.0),
            Self::SameBadgeNumber { number, people } => format!("same-badge:{number}:{}", people.len()),
            Self::SameDeskNumber { number, desks } => format!("same-desk:{number}:{}", desks.len()),
        })
    }
}

/// Every notice that was not put away. Looks through all people and tickets: ask once per change, not once per frame.
pub fn open(board: &Board) -> Vec<Notice> {
    let mut notices = Vec::new();
    for (person, state) in board.attendance.people() {
        if let Some((first, second)) = state.doubled {
            notices.push(Notice::DoubleCheckIn { person, first, second });
        }
    }
    for (ticket, state) in board.queue.tickets() {
        if let Some((owner, other)) = state.rival.clone() {
            notices.push(Notice::DoubleCall { ticket, owner, other });
        }
    }
    for (number, people) in board.attendance.shared_numbers() {
        notices.push(Notice::SameBadgeNumber { number, people });
    }
    let mut desks: BTreeMap<DeskNumber, Vec<DeskId>> = BTreeMap::new();
    for (desk, card) in board.square.desks() {
        desks.entry(card.number).or_default().push(desk);
    }
    for (number, mut desks) in desks.into_iter().filter(|(_, desks)| desks.len() > 1) {
        desks.sort_by_key(|desk| board.square.desk_joined_at(*desk));
        notices.push(Notice::SameDeskNumber { number, desks });
    }
    notices.retain(|notice| !board.dismissals.contains(&notice.id()));
    notices
}
