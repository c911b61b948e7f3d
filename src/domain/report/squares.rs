//! The squares of a city: what each of them adds to the whole. A desk says itself of which square it is; what it wrote
//! belongs there, whenever it said so.

use std::collections::BTreeMap;

use crate::domain::attendance::Status;
use crate::domain::board::Board;
use crate::domain::days::Days;
use crate::domain::ids::DeskId;
use crate::domain::sums::{Sum, sums};

/// One square.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SquareLine {
    /// What it is called; empty for the desks that are of none in particular.
    pub square: String,
    /// Its desks.
    pub desks: Vec<DeskId>,
    /// What was counted there.
    pub sum: Sum,
    /// Volunteers who first came there on these days, named or counted by heads.
    pub arrived: u64,
    /// Of all volunteers, those who are there now.
    pub present: u64,
}

/// Whether there is more than one square: else there is nothing to tell apart.
pub fn is_city(board: &Board) -> bool {
    let mut squares = board.square.desks().into_iter().map(|(desk, _)| board.square.square_of(desk));
    squares.next().is_some_and(|first| squares.any(|square| square != first))
}

/// Every square by name, the desks without one last. Together they are the whole.
pub fn squares(board: &Board, days: Days) -> Vec<SquareLine> {
    let mut lines: BTreeMap<&str, SquareLine> = BTreeMap::new();
    let square_of = |desk: DeskId| board.square.square_of(desk).unwrap_or_default();
    for (desk, _) in board.square.desks() {
        lines.entry(square_of(desk)).or_default().desks.push(desk);
    }
    for (square, sum) in sums(board, |cell| days.include(cell.day).then(|| square_of(cell.desk))) {
        lines.entry(square).or_default().sum = sum;
    }
    for (_, person) in board.attendance.people().filter(|(_, person)| person.merged_into.is_none()) {
        if let Some(first) = person.stays.iter().find(|stay| days.hold(stay.from)) {
            lines.entry(square_of(first.desk)).or_default().arrived += 1;
        }
        if let Status::In { since, desk } = person.status
            && days.hold(since)
        {
            lines.entry(square_of(desk)).or_default().present += 1;
        }
    }
    for team in board.attendance.teams().filter(|team| team.unnamed > 0 && days.hold(team.arrival.wall)) {
        let line = lines.entry(square_of(team.arrival.desk)).or_default();
        line.arrived += team.unnamed;
        line.present += if team.has_left { 0 } else { team.unnamed };
    }
    let mut lines: Vec<SquareLine> =
        lines.into_iter().map(|(square, line)| SquareLine { square: square.to_owned(), ..line }).collect();
    let nameless = lines.iter().take_while(|line| line.square.is_empty()).count();
    lines.rotate_left(nameless);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fact::{CountSource, Entry, Fact};
    use crate::domain::kit::{arrived, at, hospital, in_any_order, left, listed};

    fn joined(number: u16) -> Fact {
        Fact::DeskJoined { number: number.try_into().unwrap(), name: format!("{number}") }
    }

    fn named(square: &str) -> Fact {
        Fact::SquareNamed { square: square.to_owned() }
    }

    fn counted(quantity: u32) -> Fact {
        let service = "tea".parse().unwrap();
        Fact::Counted { service, quantity, station: None, source: CountSource::Key }
    }

    /// Name, desks, visits, came, here.
    fn rows(entries: &[Entry]) -> Vec<(String, usize, u64, u64, u64)> {
        let lines = squares(&in_any_order(entries), Days::All);
        let row = |line: SquareLine| (line.square, line.desks.len(), line.sum.visits, line.arrived, line.present);
        lines.into_iter().map(row).collect()
    }

    #[test]
    fn each_square_has_what_its_desks_wrote_and_all_together_are_the_whole() {
        let team = Fact::TeamArrived { unit: hospital(), heads: 5, leader: None };
        let morning = [
            listed(4),
            at(1, 1, joined(1)),
            at(2, 2, joined(2)),
            at(3, 3, joined(3)),
            at(1, 4, named("人民广场")),
            at(2, 5, named("东湖")),
            at(1, 10, arrived(1)),
            at(1, 11, counted(3)),
            at(2, 12, arrived(2)),
            at(2, 13, left(1)),
            at(2, 14, arrived(1)),
            at(3, 15, counted(2)),
            at(3, 16, team),
            // Somebody who came to two squares that were apart came to the first.
            at(3, 20, arrived(2)),
        ];
        let row = |name: &str, desks, visits, came, here| (name.to_owned(), desks, visits, came, here);
        assert_eq!(rows(&morning), [row("东湖", 1, 0, 1, 2), row("人民广场", 1, 3, 1, 0), row("", 1, 2, 5, 5)]);

        // What was written before the desk said where it is belongs there all the same, and it may say so anew.
        let mut moved = morning.to_vec();
        moved.extend([at(3, 30, named("东湖")), at(1, 31, named(""))]);
        assert_eq!(rows(&moved), [row("东湖", 2, 2, 6, 7), row("", 1, 3, 1, 0)]);
    }

    #[test]
    fn one_square_is_no_city() {
        let one = [listed(1), at(1, 1, joined(1)), at(2, 2, joined(2))];
        assert!(!is_city(&in_any_order(&one)));
        let both = [at(1, 3, named("东湖")), at(2, 4, named("东湖"))];
        let same: Vec<Entry> = one.iter().chain(&both).cloned().collect();
        assert!(!is_city(&in_any_order(&same)));
        let other: Vec<Entry> = one.iter().chain(&both[..1]).cloned().collect();
        assert!(is_city(&in_any_order(&other)));
    }
}
