//! Closing the day: what is still open, so that somebody looks at it before the figures are signed. Nothing is settled
//! here and nothing is guessed.

use super::attendance::{OpenTeam, Person, Status, TeamArrival};
use super::board::Board;
use super::ids::{DeskId, PersonId, TeamId, TicketId, UnitName};
use super::notices::{self, Notice};
use super::queue::State;
use super::report::{SeriesHead, heads};
use super::time::Wall;

/// What is still open.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Closing {
    /// Numbers that wait, are called, served or set aside, in the order in which they were taken.
    pub tickets: Vec<TicketId>,
    /// People who are in without having checked out, since when; the first to come first.
    pub people: Vec<(PersonId, Wall)>,
    /// Teams that are here with heads nobody named.
    pub teams: Vec<TeamHere>,
    /// Notices that nobody has put away.
    pub notices: Vec<Notice>,
    /// The other desks that take part, by number.
    pub desks: Vec<DeskHeard>,
}

/// A team that did not leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamHere {
    /// Which.
    pub team: TeamId,
    /// Of which unit.
    pub unit: UnitName,
    /// Heads nobody named.
    pub heads: u64,
    /// When it came.
    pub since: Wall,
}

/// How far another desk's entries reach here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeskHeard {
    /// Which.
    pub desk: DeskId,
    /// Its last entry that is known here; nothing was heard without.
    pub last: Option<Wall>,
    /// Entries of it that exist and are not here.
    pub missing: u64,
}

impl Closing {
    /// What a desk sees that is open.
    pub fn of(board: &Board, desk: DeskId) -> Self {
        let open = board.queue.tickets().filter(|(_, ticket)| is_open(&ticket.state));
        let mut tickets: Vec<_> = open.map(|(id, ticket)| (ticket.taken, id)).collect();
        tickets.sort_unstable();
        let in_now = |(id, person): (PersonId, &Person)| match person.status {
            Status::In { since, .. } if person.merged_into.is_none() => Some((id, since)),
            _ => None,
        };
        let mut people: Vec<(PersonId, Wall)> = board.attendance.people().filter_map(in_now).collect();
        people.sort_by_key(|(id, since)| (*since, *id));
        let open = board.attendance.units().flat_map(|(unit, _)| board.attendance.open_teams(unit));
        let here = |team: OpenTeam<'_>| {
            let TeamArrival { unit, wall, .. } = team.arrival;
            TeamHere { team: team.team, unit: unit.clone(), heads: team.unnamed, since: *wall }
        };
        let mut teams: Vec<TeamHere> = open.map(here).collect();
        teams.sort_by_key(|team| (team.since, team.team));
        Self {
            tickets: tickets.into_iter().map(|(_, id)| id).collect(),
            people,
            teams,
            notices: notices::open(board),
            desks: others(board, desk),
        }
    }

    /// How many people are here: named, and heads that nobody named.
    pub fn still_here(&self) -> u64 {
        self.people.len() as u64 + self.teams.iter().map(|team| team.heads).sum::<u64>()
    }

    /// Desks of which nothing, or not everything, is here.
    pub fn incomplete(&self) -> impl Iterator<Item = &DeskHeard> {
        self.desks.iter().filter(|heard| heard.last.is_none() || heard.missing > 0)
    }
}

/// Whether somebody may still come for a number.
fn is_open(state: &State) -> bool {
    !matches!(state, State::Done { .. } | State::Cancelled | State::Missed)
}

fn others(board: &Board, me: DeskId) -> Vec<DeskHeard> {
    let heads = heads(board);
    let heard = |desk: DeskId| {
        let own = || heads.iter().filter(|head| head.series.desk == desk);
        let missing = |head: &SeriesHead| head.last_seq.saturating_sub(head.entries);
        DeskHeard { desk, last: own().map(|head| head.last).max(), missing: own().map(missing).sum() }
    };
    board.square.desks_here().into_iter().map(|(desk, _)| desk).filter(|desk| *desk != me).map(heard).collect()
}

#[cfg(test)]
mod tests {
    use super::super::fact::Fact;
    use super::super::ids::DeskNumber;
    use super::super::kit::{arrived, at, fold, left, listed, minute, person, team};
    use super::*;

    fn joined(number: u16) -> Fact {
        Fact::DeskJoined { number: DeskNumber::new(number).unwrap(), name: String::new() }
    }

    #[test]
    fn who_is_still_in_is_open_and_who_left_is_not() {
        let entries =
            [listed(3), at(1, 5, arrived(2)), at(1, 3, arrived(1)), at(1, 9, left(2)), at(1, 6, team(4, None))];
        let open = Closing::of(&fold(&entries), DeskId(1));
        assert_eq!(open.people, [(person(1), minute(3))]);
        assert_eq!((open.teams.len(), open.still_here()), (1, 5));
        assert_eq!(open.tickets, []);
    }

    #[test]
    fn desks_of_which_something_is_missing_are_not_complete() {
        // A series has no gaps: of desk 2 entry 2 is missing, desk 3 is complete, desk 1 is the one that asks.
        let entries = [at(1, 1, joined(1)), at(2, 1, joined(2)), at(2, 3, arrived(1)), at(3, 1, joined(3))];
        let open = Closing::of(&fold(&entries), DeskId(1));
        let heard: Vec<_> = open.desks.iter().map(|heard| (heard.desk.0, heard.last, heard.missing)).collect();
        assert_eq!(heard, [(2, Some(minute(3)), 1), (3, Some(minute(1)), 0)]);
        assert_eq!(open.incomplete().map(|heard| heard.desk.0).collect::<Vec<_>>(), [2]);
    }
}
