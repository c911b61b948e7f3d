//! How long a wait will be: the formula of rules.md section 5, worked out from the pace of the line.
//!
//! ```text
//! m    = (4 m0 + the last 30 visits) / (4 + n)         minutes of a visit; m0 stands in the set-up
//! c    = open stations that called or were done within 2 m (before its first call: whose line began within 2 m)
//! est  = 0 while a station at work is free for it, else (ahead + 1) m / c
//! rho  = min(0.5, priority arrivals of the last 15 min * m / (15 c))
//!        normal numbers with c >= 2: est / (1 - rho / 2), for those who will come and be called first
//! ```
//!
//! Whole milliseconds throughout. Estimates are no part of the agreement between desks: each desk asks its own clock.
//! What people were told is stored with their ticket; how it is said stands in [`super::wait`].

use super::board::Board;
use super::fact::{Class, StationStatus};
use super::ids::{ServiceId, StationId, TicketId};
use super::queue::{State, line};
use super::time::{Day, Wall};

/// The set-up's guess counts like so many visits.
const GUESS_WEIGHT: usize = 4;
/// Older visits say little about the people at work now.
const VISITS_MOST: usize = 30;
/// A visit longer than so many medians was left open by mistake.
const FORGOTTEN_MEDIANS: u64 = 4;
const PRIORITY_WINDOW_MS: u64 = 15 * 60_000;
const MS_PER_MINUTE: u64 = 60_000;

/// Seconds until a number taken now is called; `None` while no station of the service is open.
pub fn of_new(board: &Board, service: &ServiceId, class: Class, now: Wall) -> Option<u32> {
    let ahead = line::ahead_of_new(&board.queue, service, class);
    Some(Pulse::of(board, service, now)?.wait_secs(ahead, class))
}

/// Seconds until a waiting ticket is called.
pub fn of_ticket(board: &Board, ticket: TicketId, now: Wall) -> Option<u32> {
    let waiting = board.queue.ticket(ticket)?;
    let ahead = line::ahead(&board.queue, ticket)?;
    Some(Pulse::of(board, &waiting.service, now)?.wait_secs(ahead, waiting.class))
}

/// Tickets that a station called or serves for longer than any visit takes: somebody forgot to press a key.
pub fn forgotten(board: &Board, now: Wall) -> Vec<TicketId> {
    let stations = board.square.stations();
    let in_hand = stations.iter().flat_map(|station| board.queue.in_hand(&station.station));
    let forgotten = in_hand.filter(|(_, ticket)| {
        let open_ms = match (&ticket.state, ticket.called) {
            (State::Called { .. }, Some(called)) => now.ms_since(called),
            (State::Serving { .. }, _) => ticket.served_ms_by(now),
            _ => 0,
        };
        Visit::of(board, &ticket.service).is_some_and(|visit| open_ms > visit.most_ms)
    });
    forgotten.map(|(id, _)| id).collect()
}

/// How long one visit to a service takes.
struct Visit {
    mean_ms: u64,
    /// Beyond this it was left open by mistake.
    most_ms: u64,
}

impl Visit {
    /// The guess of the set-up gives way to the visits of the day.
    fn of(board: &Board, service: &ServiceId) -> Option<Self> {
        let guess_ms = u64::from(board.square.service(service)?.minutes.max(1)) * MS_PER_MINUTE;
        let visits = board.queue.pace().latest_visits_ms(service).take(VISITS_MOST);
        let mut lengths: Vec<u64> = visits.chain([guess_ms; GUESS_WEIGHT]).collect();
        lengths.sort_unstable();
        let median = lengths.get(lengths.len() / 2).copied().unwrap_or(guess_ms);
        // Where keys are pressed in one go, visits look like nothing; a minute is never too long.
        let most_ms = median.saturating_mul(FORGOTTEN_MEDIANS).max(MS_PER_MINUTE);
        let sum_ms = lengths.iter().fold(0, |sum: u64, length| sum.saturating_add((*length).min(most_ms)));
        Some(Self { mean_ms: sum_ms / lengths.len().max(1) as u64, most_ms })
    }
}

/// What a line's next calls depend on, now.
struct Pulse {
    visit_ms: u64,
    at_work: u64,
    free: usize,
    priority_arrivals: u64,
}

impl Pulse {
    fn of(board: &Board, service: &ServiceId, now: Wall) -> Option<Self> {
        let visit_ms = Visit::of(board, service)?.mean_ms;
        let stations = board.square.stations_of(service);
        let open = stations.iter().map(|spec| &spec.station);
        let open: Vec<_> = open.filter(|station| board.square.station_status(station) == StationStatus::Open).collect();
        let (pace, today) = (board.queue.pace(), Day::of(now));
        // A station counts before its first call too, as if it had called when the first of them did.
        let began = open.iter().filter_map(|station| pace.first_at_work(station, today)).min();
        let is_at_work = |station: &&StationId| {
            let last = pace.last_at_work(station, today).or(began);
            last.is_some_and(|last| now.ms_since(last) / 2 <= visit_ms)
        };
        let mut at_work: Vec<_> = open.iter().copied().filter(is_at_work).collect();
        if at_work.is_empty() {
            // Before the first call of the day and after a long break, all that are open will call.
            at_work = open;
        }
        if at_work.is_empty() {
            return None;
        }
        let free = at_work.iter().filter(|station| board.queue.current(station).is_none()).count();
        let window_began = Wall(now.0.saturating_sub(PRIORITY_WINDOW_MS.cast_signed()));
        let priority_arrivals = pace.priority_since(service, window_began) as u64;
        Some(Self { visit_ms, at_work: at_work.len() as u64, free, priority_arrivals })
    }

    fn wait_secs(&self, ahead: usize, class: Class) -> u32 {
        if ahead < self.free {
            return 0;
        }
        let mut wait_ms = (ahead as u64 + 1).saturating_mul(self.visit_ms) / self.at_work;
        if class == Class::Normal && self.at_work >= 2 {
            // 1 / (1 - rho / 2) with rho = share / whole.
            let whole = PRIORITY_WINDOW_MS * self.at_work;
            let share = self.priority_arrivals.saturating_mul(self.visit_ms).min(whole / 2);
            wait_ms = wait_ms.saturating_mul(2 * whole) / (2 * whole - share);
        }
        u32::try_from(wait_ms / 1000).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::command::Command;
    use crate::domain::fact::{Fact, TicketStep};
    use crate::domain::queue::kit::{Desk, at, service};
    use crate::domain::wait::WaitRange;

    /// Stations 1, 2 and 3 serve somebody each, as of now.
    fn all_busy() -> Desk {
        let mut desk = Desk::open();
        for station in ["1", "2", "3"] {
            desk.take("clinic", Class::Normal);
            desk.begins(station);
        }
        desk
    }

    fn new_number(desk: &Desk, class: Class) -> Option<u32> {
        of_new(&desk.board, &service("clinic"), class, desk.now)
    }

    /// A visit of so many minutes at station 1.
    fn visit(desk: &mut Desk, minutes: i64) {
        desk.take("clinic", Class::Normal);
        desk.begins("1");
        desk.pass_minutes(minutes);
        desk.finishes("1");
    }

    #[test]
    fn the_formula_holds_case_by_case() {
        let turn = |station: &str, status| Command::TurnStation { station: at(station), status, serving: None };
        let no_more = |desk: &mut Desk, stations: &[&str]| {
            for station in stations {
                desk.does(&turn(station, StationStatus::Closed)).unwrap();
            }
        };
        let with_priority = |numbers| {
            let mut desk = all_busy();
            for _ in 0..numbers {
                desk.take("clinic", Class::Priority);
            }
            desk
        };
        let cases: [(&str, Desk, Option<u32>); 10] = [
            ("a free station calls at once", Desk::open(), Some(0)),
            ("all busy, nobody ahead: one of three is done in m / 3", all_busy(), Some(8 * 60 / 3)),
            (
                "the first calls of the day: the other stations will call too",
                {
                    let mut desk = Desk::open();
                    for _ in 0..30 {
                        desk.take("clinic", Class::Normal);
                    }
                    desk.next("1");
                    desk.pass_minutes(1);
                    desk
                },
                Some(30 * 8 * 60 / 3),
            ),
            (
                "two ahead: three turns",
                {
                    let mut desk = all_busy();
                    desk.take("clinic", Class::Normal);
                    desk.take("clinic", Class::Normal);
                    desk
                },
                Some(3 * 8 * 60 / 3),
            ),
            ("priority arrivals are called first, and more will come: rho = 2 * 8 / 45", with_priority(2), Some(583)),
            ("half of the stations' time at most goes to priority", with_priority(3), Some(480 * 4 / 3)),
            (
                "priority arrivals of long ago do not count",
                {
                    let mut desk = all_busy();
                    desk.take("clinic", Class::Priority);
                    desk.pass_minutes(16);
                    desk
                },
                Some(2 * 8 * 60 / 3),
            ),
            (
                "a station that was quiet for longer than two visits does not count",
                {
                    let mut desk = all_busy();
                    desk.pass_minutes(25);
                    desk.finishes("1");
                    desk.take("clinic", Class::Normal);
                    desk.begins("1");
                    desk
                },
                Some((4 * 8 + 25) * 60 / 5),
            ),
            (
                "visits of the day weigh against the guess of the set-up",
                {
                    let mut desk = Desk::open();
                    no_more(&mut desk, &["2", "3"]);
                    visit(&mut desk, 4);
                    visit(&mut desk, 2);
                    desk.take("clinic", Class::Normal);
                    desk.begins("1");
                    desk
                },
                Some((4 * 8 + 4 + 2) * 60 / 6),
            ),
            (
                "no station is open",
                {
                    let mut desk = Desk::open();
                    no_more(&mut desk, &["1", "2", "3"]);
                    desk
                },
                None,
            ),
        ];
        for (case, desk, expected) in cases {
            assert_eq!(new_number(&desk, Class::Normal), expected, "{case}");
        }
    }

    #[test]
    fn a_key_pressed_a_moment_late_does_not_promise_the_whole_line_no_wait() {
        let mut desk = all_busy();
        let waiting: Vec<_> = (0..4).map(|_| desk.take("clinic", Class::Normal)).collect();
        desk.finishes("1");
        let estimates: Vec<_> = waiting.iter().map(|id| of_ticket(&desk.board, *id, desk.now).unwrap()).collect();
        assert_eq!(estimates.first(), Some(&0), "the free station calls the first");
        assert!(estimates.iter().skip(1).all(|secs| *secs > 0), "{estimates:?}");
        assert_eq!(of_ticket(&desk.board, TicketId::default(), desk.now), None);
    }

    #[test]
    fn a_visit_left_open_counts_four_medians_and_is_listed() {
        let mut desk = Desk::open();
        let forgotten_one = desk.take("clinic", Class::Normal);
        desk.begins("1");
        desk.pass_minutes(32);
        assert_eq!(forgotten(&desk.board, desk.now), []);
        desk.pass_minutes(148);
        assert_eq!(forgotten(&desk.board, desk.now), [forgotten_one]);
        let waiting = desk.take("clinic", Class::Normal);
        desk.next("2");
        desk.pass_minutes(33);
        assert_eq!(forgotten(&desk.board, desk.now), [forgotten_one, waiting], "called, and nobody pressed a key");
        desk.finishes("1");
        assert_eq!(forgotten(&desk.board, desk.now), [waiting]);
        let visit = Visit::of(&desk.board, &service("clinic")).unwrap();
        assert_eq!(visit.mean_ms, (4 * 8 + 32) * MS_PER_MINUTE / 5, "three hours count as four medians");
    }

    #[test]
    fn what_was_told_is_kept_with_the_ticket_and_measured_against_the_wait() {
        let mut desk = all_busy();
        let ticket = desk.take("clinic", Class::Normal);
        let told = desk.board.queue.ticket(ticket).unwrap().waits()[0].estimate_secs;
        assert_eq!(told, Some(160));
        desk.pass_minutes(5);
        desk.finishes("2");
        desk.begins("2");
        let wait = &desk.board.queue.ticket(ticket).unwrap().waits()[0];
        assert_eq!((wait.ms, wait.estimate_secs), (Some(300_000), told));
        let waits = desk.board.queue.pace().waits(&service("clinic"), Day::of(desk.now));
        assert_eq!((waits.called, waits.mean_ms(), waits.mean_error_ms()), (4, Some(75_000), Some(35_000)));
        assert_eq!(desk.board.queue.pace().waits(&service("clinic"), Day::of(desk.now).next()).mean_error_ms(), None);
    }

    #[test]
    fn what_was_told_travels_with_the_fact_and_may_be_missing() {
        let mut desk = all_busy();
        let TicketId(entry) = desk.take("clinic", Class::Normal);
        let fact = &desk.board.ledger().get(entry).unwrap().fact;
        let json = serde_json::to_string(fact).unwrap();
        assert_eq!(serde_json::from_str::<Fact>(&json).unwrap(), *fact);
        let without = json.replace(",\"estimate_secs\":160", "");
        assert_ne!(without, json);
        let older: Fact = serde_json::from_str(&without).unwrap();
        assert!(matches!(older, Fact::TicketTaken { estimate_secs: None, .. }));
        assert_eq!(serde_json::to_string(&older).unwrap(), without);
    }

    #[test]
    fn an_estimate_is_not_held_against_another_service_or_class() {
        let mut desk = all_busy();
        let moved = desk.take("clinic", Class::Normal);
        let raised = desk.take("clinic", Class::Normal);
        desk.does(&Command::Transfer { ticket: moved, service: service("haircut") }).unwrap();
        desk.does(&Command::Raise { ticket: raised, reason: "wheelchair".into() }).unwrap();
        desk.pass_minutes(5);
        desk.finishes("1");
        desk.next("1");
        desk.next("4");
        for (id, of) in [(moved, "haircut"), (raised, "clinic")] {
            let wait = &desk.board.queue.ticket(id).unwrap().waits()[0];
            assert_eq!((&wait.service, wait.ms, wait.estimate_secs), (&service(of), Some(300_000), None));
        }
    }

    #[test]
    fn a_ticket_that_is_sent_on_is_a_visits_length_for_both_services() {
        let mut desk = Desk::open();
        let ticket = desk.take("clinic", Class::Normal);
        desk.begins("1");
        desk.pass_minutes(6);
        desk.does(&Command::Transfer { ticket, service: service("haircut") }).unwrap();
        desk.pass_minutes(1);
        desk.begins("4");
        desk.pass_minutes(10);
        desk.finishes("4");
        let lengths = |of| desk.board.queue.pace().latest_visits_ms(&service(of)).collect::<Vec<_>>();
        assert_eq!(lengths("clinic"), [6 * MS_PER_MINUTE]);
        assert_eq!(lengths("haircut"), [10 * MS_PER_MINUTE]);
        assert_eq!(desk.board.tally.of_service(&service("clinic")), 0, "a visit is counted where it is done");
    }

    proptest! {
        /// Whatever happened, nobody further back is told a shorter wait, and no sum overflows.
        #[test]
        fn who_stands_further_back_is_told_no_shorter_wait(
            waiting in 1_usize..30, minutes in 0_i64..3000, priority in proptest::collection::vec(any::<bool>(), 0..30),
        ) {
            let mut desk = all_busy();
            for _ in 0..waiting {
                desk.take("clinic", Class::Normal);
            }
            for is_priority in priority {
                desk.take("clinic", if is_priority { Class::Priority } else { Class::Normal });
            }
            desk.pass_minutes(minutes);
            desk.finishes("1");
            for class in [Class::Normal, Class::Priority] {
                let line = line::line(&desk.board.queue, &service("clinic")).into_iter();
                let of_class = line.filter(|id| desk.board.queue.ticket(*id).unwrap().class == class);
                let estimates: Vec<u32> =
                    of_class.map(|id| of_ticket(&desk.board, id, desk.now).unwrap()).collect();
                prop_assert!(estimates.is_sorted(), "{estimates:?}");
                let new = new_number(&desk, class).unwrap();
                prop_assert!(estimates.last().is_none_or(|last| *last <= new));
                prop_assert!(WaitRange::around(new).most_minutes * 60 >= new);
            }
        }
    }

    #[test]
    fn facts_of_a_clock_far_off_bring_no_sum_to_its_end() {
        let mut desk = Desk::open();
        for _ in 0..30 {
            desk.now = Wall(i64::MIN);
            let ticket = desk.take("clinic", Class::Priority);
            desk.does(&Command::CallNext { station: at("1") }).unwrap();
            desk.does(&Command::Arrive { station: at("1") }).unwrap();
            let waiting = desk.take("clinic", Class::Normal);
            desk.now = Wall(i64::MAX);
            desk.writes(Fact::Ticket { ticket, step: TicketStep::Done { station: at("1") } });
            desk.writes(Fact::Ticket { ticket: waiting, step: TicketStep::Called { station: at("2"), reason: None } });
        }
        for now in [Wall(i64::MIN), Wall(0), Wall(i64::MAX)] {
            desk.now = now;
            assert!(new_number(&desk, Class::Normal).is_some());
            forgotten(&desk.board, now);
            desk.board.queue.pace().waits(&service("clinic"), Day::of(now)).mean_error_ms();
        }
    }
}
