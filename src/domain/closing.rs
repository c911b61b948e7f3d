//! Closing the day: what is still open, so that somebody looks at it before the figures are signed. Nothing is settled
//! here and nothing is guessed.

use std::collections::BTreeMap;

use super::attendance::{OpenTeam, Status, TeamArrival};
use super::board::Board;
use super::fact::HoursRules;
use super::hours::{Estimate, Hours};
use super::ids::{DeskId, PersonId, TeamId, TicketId, UnitName};
use super::notices::{self, Notice};
use super::queue::State;
use super::report::{Days, SeriesHead, heads};
use super::time::{Day, Wall};

/// What is still open.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Closing {
    /// Numbers that wait, are called, served or set aside, in the order in which they were taken.
    pub tickets: Vec<TicketId>,
    /// People whose check-out is missing, of any day, and was not confirmed; the first to come first.
    pub people: Vec<NotOut>,
    /// Teams that are here with heads nobody named.
    pub teams: Vec<TeamHere>,
    /// Notices that nobody has put away.
    pub notices: Vec<Notice>,
    /// The other desks that take part, by number.
    pub desks: Vec<DeskHeard>,
}

/// A person who did not check out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotOut {
    /// Who.
    pub person: PersonId,
    /// When they came.
    pub since: Wall,
    /// Whether they are in now; else it is a check-out of an earlier day that is missing.
    pub is_in: bool,
    /// What it could be worth at most; none before there is an event.
    pub estimate: Option<Estimate>,
}

impl NotOut {
    /// What the event lead can confirm: whose, and of which day. There is nothing to confirm of no minutes.
    pub fn to_confirm(&self) -> Option<(PersonId, Day)> {
        self.estimate.filter(|estimate| estimate.minutes > 0).map(|_| (self.person, Day::of(self.since)))
    }
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
        let open = board.attendance.units().flat_map(|(unit, _)| board.attendance.open_teams(unit));
        let here = |team: OpenTeam<'_>| {
            let TeamArrival { unit, wall, .. } = team.arrival;
            TeamHere { team: team.team, unit: unit.clone(), heads: team.unnamed, since: *wall }
        };
        let mut teams: Vec<TeamHere> = open.map(here).collect();
        teams.sort_by_key(|team| (team.since, team.team));
        Self {
            tickets: tickets.into_iter().map(|(_, id)| id).collect(),
            people: people(board),
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

/// Who is in, unless the lead confirmed what that is worth; and who did not check out on a day before.
fn people(board: &Board) -> Vec<NotOut> {
    let outing = board.square.outing();
    let hours = outing.map(|outing| Hours::of(board, outing, Days::All, HoursRules::default()));
    let mut estimates: BTreeMap<(PersonId, Day), (Wall, Estimate)> = BTreeMap::new();
    for (line, estimate) in hours.iter().flat_map(Hours::missing) {
        estimates.extend(line.came.map(|came| ((line.person, line.day), (came, estimate))));
    }
    let listed = board.attendance.people().filter(|(_, person)| person.merged_into.is_none());
    let mut people = Vec::new();
    for (person, known) in listed {
        let Status::In { since, .. } = known.status else { continue };
        let estimate = estimates.remove(&(person, Day::of(since))).map(|(_, estimate)| estimate);
        if estimate.is_some() || outing.is_none() {
            people.push(NotOut { person, since, is_in: true, estimate });
        }
    }
    let before = estimates.into_iter().filter(|(_, (_, estimate))| estimate.minutes > 0);
    people.extend(before.map(|((person, _), (since, estimate))| NotOut {
        person,
        since,
        is_in: false,
        estimate: Some(estimate),
    }));
    people.sort_by_key(|open| (open.since, open.person));
    people
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
    use super::super::fact::{Entry, Fact, Outing};
    use super::super::ids::DeskNumber;
    use super::super::kit::{arrived, at, fold, left, listed, minute, person, team, undone};
    use super::*;

    fn joined(number: u16) -> Fact {
        Fact::DeskJoined { number: DeskNumber::new(number).unwrap(), name: String::new() }
    }

    #[test]
    fn who_is_still_in_is_open_and_who_left_is_not() {
        let entries =
            [listed(3), at(1, 5, arrived(2)), at(1, 3, arrived(1)), at(1, 9, left(2)), at(1, 6, team(4, None))];
        let open = Closing::of(&fold(&entries), DeskId(1));
        assert_eq!(open.people, [NotOut { person: person(1), since: minute(3), is_in: true, estimate: None }]);
        assert_eq!((open.teams.len(), open.still_here()), (1, 5));
        assert_eq!(open.tickets, []);
    }

    #[test]
    fn a_missing_check_out_is_open_until_it_is_confirmed_also_of_the_day_before() {
        let day = Day::of(minute(0));
        let outing = Outing {
            name: String::new(),
            event: 305,
            first_day: day,
            last_day: day.next(),
            opens_minute: 9 * 60,
            closes_minute: 12 * 60,
            demo: false,
        };
        let confirmed = |serial: u32, day: Day| Fact::HoursAdded {
            person: person(serial),
            day,
            minutes: 30,
            estimated: true,
            by: person(3),
            reason: "lost".to_owned(),
        };
        // One and two came and were seen no more; two came again the day after. Three came when all was over.
        let mut entries =
            vec![listed(3), at(2, 0, Fact::OutingSet(outing)), at(1, 10, arrived(1)), at(1, 20, arrived(2))];
        entries.extend([at(1, 1445, left(2)), at(1, 1450, arrived(2)), at(1, 2000, arrived(3))]);
        let open = |entries: &[Entry]| {
            let open = Closing::of(&fold(entries), DeskId(1)).people;
            open.iter().map(|open| (open.person, open.is_in, open.to_confirm().is_some())).collect::<Vec<_>>()
        };
        let all =
            [(person(1), true, true), (person(2), false, true), (person(2), true, true), (person(3), true, false)];
        assert_eq!(open(&entries), all);
        entries.push(at(2, 2001, confirmed(2, day)));
        assert_eq!(open(&entries), [all[0], all[2], all[3]]);
        entries.push(at(2, 2002, confirmed(1, day)));
        assert_eq!(open(&entries), [all[2], all[3]]);
        entries.push(at(2, 2003, undone(2, 2002)));
        assert_eq!(open(&entries), [all[0], all[2], all[3]]);
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
