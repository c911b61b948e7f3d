//! Notices: what two desks that were apart did twice, for people to look at. They never block input.
//!
//! A notice follows from the folded state; only its dismissal is a fact ([`super::dismissals`]).

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::attendance::DoubleCheckIn;
use super::board::Board;
use super::doubts::WrongClock;
use super::ids::{DeskId, DeskNumber, EntryKey, NoticeId, PersonId, Series, TicketId};
use super::number::{BadgeNumber, SlipRun};
use super::queue::DoubleCall;

/// Something to look at, the same on every desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// A person was checked in at two desks.
    DoubleCheckIn {
        /// Who.
        person: PersonId,
        /// Where.
        check_ins: DoubleCheckIn,
    },
    /// A ticket was called to two stations.
    DoubleCall {
        /// Which.
        ticket: TicketId,
        /// Where to.
        calls: DoubleCall,
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
    /// Two desks entered some paper slips twice; both are counted until one is undone.
    SameSlips {
        /// One entry.
        one: EntryKey,
        /// The other.
        other: EntryKey,
        /// The slips of the other.
        slips: SlipRun,
    },
    /// A laptop had a number that another one had before it, and took the next free one.
    GaveWay {
        /// The laptop.
        desk: DeskId,
        /// The number it gave up.
        from: DeskNumber,
        /// The number of its tickets from then on.
        to: DeskNumber,
    },
    /// Two laptops work with one data folder: one was copied from the other.
    Twin {
        /// The run of the program that began while another one was writing.
        again: Series,
    },
    /// A desk's clock differs from that of others.
    WrongClock(WrongClock),
    /// A desk was told two stories of what a desk wrote, and refused the second.
    ChainBroken {
        /// The first entry that was refused.
        entry: EntryKey,
    },
}

impl Notice {
    /// Its stable name. A second conflict about the same thing with other parties is a new notice.
    pub fn id(&self) -> NoticeId {
        NoticeId::formed(&match self {
            Self::DoubleCheckIn { check_ins, .. } => format!("double-check-in:{}", check_ins.again),
            Self::DoubleCall { ticket, calls } => format!("double-call:{}:{}:{}", ticket.0, calls.owner, calls.other),
            Self::SameBadgeNumber { number, people } => format!("same-badge:{number}:{}", parties(people)),
            Self::SameSlips { one, other, .. } => format!("same-slips:{one}:{other}"),
            Self::SameDeskNumber { number, desks } => format!("same-desk:{number}:{}", parties(desks)),
            Self::GaveWay { desk, from, to } => format!("gave-way:{desk}:{from}:{to}"),
            Self::Twin { again } => format!("twin:{again}"),
            Self::WrongClock(WrongClock { desk, first, .. }) => format!("wrong-clock:{desk}:{first}"),
            Self::ChainBroken { entry } => format!("chain:{}", entry.series),
        })
    }
}

/// Every notice that was not put away. Looks through all people and tickets: ask once per change, not once per frame.
pub fn open(board: &Board) -> Vec<Notice> {
    let mut notices = all(board);
    notices.retain(|notice| !board.dismissals.contains(&notice.id()));
    notices
}

/// Every notice, those that were put away too.
pub fn all(board: &Board) -> Vec<Notice> {
    let mut notices = Vec::new();
    for (person, state) in board.attendance.people().filter(|(_, state)| state.merged_into.is_none()) {
        let doubles = state.double_check_ins.iter();
        notices.extend(doubles.map(|check_ins| Notice::DoubleCheckIn { person, check_ins: *check_ins }));
    }
    for (ticket, state) in board.queue.tickets() {
        let doubles = state.double_calls.iter().cloned();
        notices.extend(doubles.map(|calls| Notice::DoubleCall { ticket, calls }));
    }
    for (number, people) in board.attendance.shared_numbers() {
        notices.push(Notice::SameBadgeNumber { number, people });
    }
    let mut desks: BTreeMap<DeskNumber, Vec<DeskId>> = BTreeMap::new();
    for (desk, card) in board.square.desks_here() {
        desks.entry(card.number).or_default().push(desk);
    }
    let shared = desks.into_iter().filter(|(_, desks)| desks.len() > 1);
    notices.extend(shared.map(|(number, desks)| Notice::SameDeskNumber { number, desks }));
    notices.extend(slips_entered_twice(board));
    notices.extend(between_desks(board));
    notices
}

fn slips_entered_twice(board: &Board) -> impl Iterator<Item = Notice> {
    board.tally.slips().flat_map(|(slips, one)| {
        let later = board.tally.slips_meeting(slips).filter(move |(_, other)| one < *other);
        later.map(move |(slips, other)| Notice::SameSlips { one, other, slips })
    })
}

/// What desks found out about one another.
fn between_desks(board: &Board) -> impl Iterator<Item = Notice> {
    let gave_way = board.square.gave_way().into_iter().map(|(desk, from, to)| Notice::GaveWay { desk, from, to });
    // Of a folder on three laptops one sentence is enough.
    let mut told = BTreeSet::new();
    let mut twins = board.ledger().twins();
    twins.retain(|again| told.insert(again.desk));
    let twins = twins.into_iter().map(|again| Notice::Twin { again });
    let clocks = board.doubts.wrong_clocks().into_iter().map(Notice::WrongClock);
    gave_way.chain(twins).chain(clocks).chain(board.doubts.broken_chains().map(|entry| Notice::ChainBroken { entry }))
}

/// How many parties, and the last of them: with a further one it is a new notice.
fn parties<T: fmt::Display>(parties: &[T]) -> String {
    parties.last().map(|last| format!("{}:{last}", parties.len())).unwrap_or_default()
}
