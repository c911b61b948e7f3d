//! Service hours: how long each volunteer was here on each day, worked out from the board (rules.md section 4).
//!
//! Only time between a check-in and a check-out of the same day counts, inside the event's opening hours, no minute
//! twice. A check-out that is missing is never guessed: what it could be worth at most stands beside the record as an
//! estimate and in no total. Minutes are kept, hours are made of them where they are shown. The record says who was here
//! how long; it is the organisation that certifies it.

use std::collections::{BTreeMap, BTreeSet};

use super::attendance::{Interval, Person};
use super::board::Board;
use super::fact::{Fact, Outing};
use super::ids::{PersonId, StationId, UnitName};
use super::report::Days;
use super::time::{Day, Wall};

/// Who did not check out is taken to have stayed at most so long after what was last known of them.
pub const AFTER_LAST_SEEN_MINUTES: u16 = 30;
const MS_PER_MINUTE: i64 = 60_000;

/// How the minutes of a day become hours; always down, so that nothing is certified that nobody served.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rounding {
    /// Every whole minute counts.
    None,
    /// Full tenths of an hour count.
    #[default]
    Tenth,
    /// Full half hours count.
    Half,
}

impl Rounding {
    /// How many minutes are counted together.
    pub fn step_minutes(self) -> u64 {
        match self {
            Self::None => 1,
            Self::Tenth => 6,
            Self::Half => 30,
        }
    }
}

/// What a record is made by; it is printed on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rules {
    /// How the minutes of a day are rounded.
    pub rounding: Rounding,
    /// The most that counts of one person and day, in minutes.
    pub daily_cap_minutes: Option<u16>,
}

impl Rules {
    /// What counts of the minutes of one person and day: the cap first, then the rounding.
    pub fn counted(self, minutes: u64) -> u64 {
        let capped = self.daily_cap_minutes.map_or(minutes, |cap| minutes.min(u64::from(cap)));
        capped - capped % self.rounding.step_minutes()
    }
}

/// The record of some days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hours {
    /// Which days.
    pub days: Days,
    /// How it was made.
    pub rules: Rules,
    /// One for each person and day: by unit, then badge number, then day.
    pub lines: Vec<Line>,
    /// Heads of teams that nobody named: they were here, and no record can be kept of them.
    pub unnamed: u64,
}

/// One person on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Who.
    pub person: PersonId,
    /// Of which unit.
    pub unit: UnitName,
    /// Which day.
    pub day: Day,
    /// The first check-in.
    pub came: Wall,
    /// The last check-out; none where it is missing.
    pub left: Option<Wall>,
    /// The stations they were sent to.
    pub stations: BTreeSet<StationId>,
    /// Whole minutes between check-ins and check-outs, inside the opening hours.
    pub minutes: u64,
    /// Of these, what counts after cap and rounding.
    pub counted: u64,
    /// What a missing check-out could be worth; in no total.
    pub estimate: Option<Estimate>,
}

/// The most that a missing check-out can be worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Estimate {
    /// The planned end, or [`AFTER_LAST_SEEN_MINUTES`] after the person was last seen: whichever is earlier.
    pub until: Wall,
    /// Whole minutes it would add.
    pub minutes: u64,
}

impl Hours {
    /// What the board says of some days of an outing.
    pub fn of(board: &Board, outing: &Outing, days: Days, rules: Rules) -> Self {
        let seen = Seen::of(board);
        let mut lines = Vec::new();
        for (id, person) in board.attendance.people().filter(|(_, person)| person.merged_into.is_none()) {
            let mut stays: BTreeMap<Day, Vec<Interval>> = BTreeMap::new();
            for stay in person.stays.iter().filter(|stay| days.hold(stay.from)) {
                stays.entry(Day::of(stay.from)).or_default().push(*stay);
            }
            let of_day = |(day, stays): (Day, Vec<Interval>)| line((id, person), day, &stays, outing, rules, &seen);
            lines.extend(stays.into_iter().filter_map(of_day).map(|line| (person.number, line)));
        }
        lines.sort_by(|(a_number, a), (b_number, b)| {
            (&a.unit, a_number, a.person, a.day).cmp(&(&b.unit, b_number, b.person, b.day))
        });
        let teams = board.attendance.teams().filter(|team| days.hold(team.arrival.wall));
        let unnamed = teams.map(|team| team.unnamed).sum();
        Self { days, rules, lines: lines.into_iter().map(|(_, line)| line).collect(), unnamed }
    }

    /// Minutes that count, altogether.
    pub fn counted(&self) -> u64 {
        self.lines.iter().map(|line| line.counted).sum()
    }

    /// People, and minutes that count, by unit.
    pub fn by_unit(&self) -> BTreeMap<&UnitName, (u64, u64)> {
        let mut people: BTreeMap<&UnitName, BTreeSet<PersonId>> = BTreeMap::new();
        let mut units: BTreeMap<&UnitName, (u64, u64)> = BTreeMap::new();
        for line in &self.lines {
            let is_new = people.entry(&line.unit).or_default().insert(line.person);
            let sum = units.entry(&line.unit).or_default();
            *sum = (sum.0 + u64::from(is_new), sum.1 + line.counted);
        }
        units
    }

    /// Lines whose check-out is missing.
    pub fn missing(&self) -> impl Iterator<Item = (&Line, Estimate)> {
        self.lines.iter().filter_map(|line| Some((line, line.estimate?)))
    }
}

/// What is known of people between their check-ins.
#[derive(Default)]
struct Seen {
    at: BTreeMap<PersonId, Vec<(Wall, Option<StationId>)>>,
}

impl Seen {
    fn of(board: &Board) -> Self {
        let mut seen = Self::default();
        for entry in board.ledger().in_order().filter(|entry| board.ledger().is_live(entry.key)) {
            let (person, station) = match &entry.fact {
                Fact::Stationed { person, station } => (Some(*person), station.clone()),
                Fact::Arrived { person, .. } => (Some(*person), None),
                Fact::TeamArrived { leader, .. } => (*leader, None),
                _ => (None, None),
            };
            let operator = entry.operator.map(|operator| (operator, None));
            for (person, station) in person.map(|person| (person, station)).into_iter().chain(operator) {
                let of_person = seen.at.entry(board.attendance.standing(person)).or_default();
                of_person.push((entry.wall, station));
            }
        }
        seen
    }

    fn on(&self, person: PersonId, day: Day) -> impl Iterator<Item = &(Wall, Option<StationId>)> {
        self.at.get(&person).into_iter().flatten().filter(move |(wall, _)| Day::of(*wall) == day)
    }
}

/// The line of a person who came on a day.
fn line(
    (id, person): (PersonId, &Person),
    day: Day,
    stays: &[Interval],
    outing: &Outing,
    rules: Rules,
    seen: &Seen,
) -> Option<Line> {
    let came = stays.iter().map(|stay| stay.from).min()?;
    // Nobody stays over night: a check-out of another day is one that was forgotten.
    let ended = |stay: &Interval| stay.to.filter(|to| Day::of(*to) == day);
    let known: Vec<(Wall, Wall)> = stays.iter().filter_map(|stay| Some((stay.from, ended(stay)?))).collect();
    let is_missing = known.len() < stays.len();
    let minutes = minutes(&known, day, outing);
    let estimate = is_missing.then(|| {
        let last_seen = seen.on(id, day).map(|(wall, _)| *wall).max().unwrap_or(came);
        let after = last_seen.shifted(i64::from(AFTER_LAST_SEEN_MINUTES) * MS_PER_MINUTE);
        let until = after.min(day.at_minute(outing.closes_minute));
        let open = stays.iter().filter(|stay| ended(stay).is_none()).map(|stay| (stay.from, until));
        let with = self::minutes(&known.iter().copied().chain(open).collect::<Vec<_>>(), day, outing);
        Estimate { until, minutes: with - minutes }
    });
    Some(Line {
        person: id,
        unit: person.unit.clone(),
        day,
        came,
        left: if is_missing { None } else { known.iter().map(|(_, to)| *to).max() },
        stations: seen.on(id, day).filter_map(|(_, station)| station.clone()).collect(),
        minutes,
        counted: rules.counted(minutes),
        estimate,
    })
}

/// Whole minutes of some intervals inside a day's opening hours, none twice; nothing on a day without the event.
fn minutes(intervals: &[(Wall, Wall)], day: Day, outing: &Outing) -> u64 {
    if day < outing.first_day || outing.last_day < day {
        return 0;
    }
    let (opens, closes) = (day.at_minute(outing.opens_minute), day.at_minute(outing.closes_minute));
    let mut sorted: Vec<(Wall, Wall)> = intervals.to_vec();
    sorted.sort_unstable();
    let (mut counted_to, mut sum_ms) = (opens, 0);
    for (from, to) in sorted {
        let (from, to) = (from.max(counted_to), to.min(closes));
        sum_ms += to.ms_since(from);
        counted_to = counted_to.max(to);
    }
    sum_ms / 60_000
}

#[cfg(test)]
mod tests {
    use super::super::kit::{arrived, at, fold, left, listed, minute, person, team};
    use super::*;

    fn outing() -> Outing {
        let day = Day::of(minute(0));
        Outing {
            name: String::new(),
            event: 305,
            first_day: day,
            last_day: day,
            opens_minute: 9 * 60,
            closes_minute: 12 * 60,
            demo: false,
        }
    }

    fn of(entries: &[super::super::fact::Entry]) -> Hours {
        Hours::of(&fold(entries), &outing(), Days::All, Rules::default())
    }

    #[test]
    fn stays_add_up_inside_the_opening_hours() {
        let hours =
            of(&[listed(1), at(1, 10, arrived(1)), at(1, 40, left(1)), at(1, 100, arrived(1)), at(1, 240, left(1))]);
        // 30 minutes, and from 10:40 to noon 80.
        assert_eq!((hours.lines[0].minutes, hours.lines[0].counted, hours.lines[0].estimate), (110, 108, None));
        assert_eq!((hours.lines[0].came, hours.lines[0].left), (minute(10), Some(minute(240))));
    }

    #[test]
    fn clocks_that_differ_count_no_minute_twice_and_none_backwards() {
        let day = Day::of(minute(0));
        let stays = [(minute(0), minute(60)), (minute(50), minute(70)), (minute(90), minute(80))];
        assert_eq!(minutes(&stays, day, &outing()), 70);
        assert_eq!(minutes(&stays, day.next(), &outing()), 0);
    }

    #[test]
    fn a_missing_check_out_is_estimated_and_in_no_total() {
        let station = Fact::Stationed { person: person(1), station: Some("3".parse().unwrap()) };
        let hours = of(&[listed(2), at(1, 10, arrived(1)), at(1, 50, station), at(1, 170, arrived(2))]);
        let (early, late) = (&hours.lines[0], &hours.lines[1]);
        assert_eq!((early.minutes, early.left), (0, None));
        assert_eq!(early.estimate, Some(Estimate { until: minute(80), minutes: 70 }));
        assert_eq!(early.stations.len(), 1);
        // The planned end comes before half an hour is over.
        assert_eq!(late.estimate, Some(Estimate { until: minute(180), minutes: 10 }));
        assert_eq!((hours.counted(), hours.missing().count()), (0, 2));
    }

    #[test]
    fn a_check_out_of_the_day_after_is_a_forgotten_one() {
        let hours = of(&[listed(1), at(1, 10, arrived(1)), at(1, 10 + 24 * 60, left(1))]);
        assert_eq!((hours.lines[0].minutes, hours.lines[0].left), (0, None));
        assert_eq!(hours.lines[0].estimate, Some(Estimate { until: minute(40), minutes: 30 }));
    }

    #[test]
    fn the_cap_comes_before_the_rounding_and_both_go_down() {
        let counted = |rounding, cap, minutes| Rules { rounding, daily_cap_minutes: cap }.counted(minutes);
        assert_eq!(counted(Rounding::None, None, 119), 119);
        assert_eq!(counted(Rounding::Tenth, None, 119), 114);
        assert_eq!(counted(Rounding::Half, None, 119), 90);
        assert_eq!(counted(Rounding::Half, Some(80), 119), 60);
        assert_eq!(counted(Rounding::None, Some(80), 119), 80);
    }

    #[test]
    fn heads_nobody_named_have_no_record_and_are_said() {
        let hours = of(&[listed(1), at(1, 5, team(4, Some(1))), at(1, 60, left(1))]);
        assert_eq!((hours.unnamed, hours.lines.len(), hours.by_unit().values().next()), (3, 1, Some(&(1, 54))));
    }
}
