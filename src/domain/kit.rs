//! Facts for tests: written at any desk at any minute, folded in any order.

use super::board::Board;
use super::fact::{Enrolment, Entry, EntryHash, Fact, Means};
use super::ids::{DeskId, EntryKey, Epoch, Nonce, PersonId, Series, TeamId, UnitName};
use super::number::BadgeNumber;
use super::time::{Day, Stamp, Wall};

/// Nine o'clock and so many minutes.
pub fn minute(minute: u64) -> Wall {
    let nine = Day::new(2026, 3, 5).unwrap().at_minute(9 * 60);
    nine.shifted(i64::try_from(minute).unwrap() * 60_000)
}

/// The entry a desk writes at a minute; there is one at most.
pub fn key(desk: u64, minute: u64) -> EntryKey {
    EntryKey { series: Series { desk: DeskId(desk), epoch: Epoch(0) }, seq: minute }
}

/// A fact that a desk writes at a minute.
pub fn at(desk: u64, at_minute: u64, fact: Fact) -> Entry {
    Entry {
        key: key(desk, at_minute),
        stamp: Stamp { ms: at_minute, count: 0 },
        wall: minute(at_minute),
        operator: None,
        practice: false,
        nonce: Nonce(at_minute),
        prev: EntryHash::default(),
        fact,
    }
}

/// The number that was printed beforehand for the n-th volunteer, from 1.
pub fn number(serial: u32) -> BadgeNumber {
    BadgeNumber::new(0, serial).unwrap()
}

/// So many volunteers of the hospital, with numbers from 1; desk 1 lists them in minute 0.
pub fn listed(people: u32) -> Entry {
    let enrolment = |serial| Enrolment { unit: hospital(), number: number(serial) };
    at(1, 0, Fact::Enrolled { people: (1..=people).map(enrolment).collect() })
}

/// The n-th of the listed volunteers, from 1.
pub fn person(serial: u32) -> PersonId {
    PersonId { entry: key(1, 0), index: serial - 1 }
}

pub fn hospital() -> UnitName {
    "Hospital".parse().unwrap()
}

pub fn arrived(serial: u32) -> Fact {
    Fact::Arrived { person: person(serial), by: Means::Scanned, team: None }
}

/// Arrived as one of the team that a desk wrote down at a minute.
pub fn arrived_with(serial: u32, (desk, at_minute): (u64, u64)) -> Fact {
    Fact::Arrived { person: person(serial), by: Means::Scanned, team: Some(TeamId(key(desk, at_minute))) }
}

pub fn left(serial: u32) -> Fact {
    Fact::Left { person: person(serial), by: Means::Scanned }
}

pub fn team(heads: u16, leader: Option<u32>) -> Fact {
    Fact::TeamArrived { unit: hospital(), heads, leader: leader.map(person) }
}

pub fn merged(from: u32, into: u32) -> Fact {
    Fact::Merged { from: person(from), into: person(into) }
}

/// The undo of what a desk wrote at a minute.
pub fn undone(desk: u64, at_minute: u64) -> Fact {
    Fact::Undone { entry: key(desk, at_minute), reason: String::new() }
}

pub fn fold<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Board {
    let mut board = Board::default();
    for entry in entries {
        board.absorb(entry.clone());
    }
    board
}

/// The board of some entries, which is the same whatever the order in which they come: every order of a few, and of
/// more the ones that put each of them first and last.
pub fn in_any_order(entries: &[Entry]) -> Board {
    let board = fold(entries);
    let mut orders = Vec::new();
    if entries.len() <= 5 {
        permute(&mut entries.to_vec(), 0, &mut orders);
    } else {
        for first in 0..entries.len() {
            let mut order = entries.to_vec();
            order.rotate_left(first);
            orders.push(order.clone());
            order.reverse();
            orders.push(order);
        }
    }
    for order in orders {
        assert!(fold(&order) == board, "another board when they come like this: {order:#?}");
    }
    board
}

fn permute(entries: &mut Vec<Entry>, fixed: usize, orders: &mut Vec<Vec<Entry>>) {
    if fixed == entries.len() {
        orders.push(entries.clone());
    }
    for next in fixed..entries.len() {
        entries.swap(fixed, next);
        permute(entries, fixed + 1, orders);
        entries.swap(fixed, next);
    }
}
