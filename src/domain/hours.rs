//! Service hours: how long each volunteer was here on each day, worked out from the board (rules.md section 4).
//!
//! Only time between a check-in and a check-out of the same day counts, inside the event's opening hours, no minute
//! twice. A check-out that is missing is never guessed: what it could be worth at most stands beside the record as an
//! estimate and in no total. Minutes are kept, hours are made of them where they are shown. The record says who was here
//! how long; it is the organisation that certifies it.

pub mod book;
pub mod rules;

use std::collections::{BTreeMap, BTreeSet};

use super::attendance::{Interval, Person};
use super::board::Board;
use super::fact::{HoursRules, Outing, Rounding};
use super::ids::{PersonId, StationId, UnitName};
use super::report::Days;
use super::time::{Day, Place, Wall};
use book::Seen;

/// Who did not check out is taken to have stayed at most so long after what was last known of them.
pub const AFTER_LAST_SEEN_MINUTES: u16 = 30;
const MS_PER_MINUTE: i64 = 60_000;

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

impl HoursRules {
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
    pub rules: HoursRules,
    /// One for each person and day: by unit, then badge number, then day.
    pub lines: Vec<Line>,
    /// What was added later, and by whom, in the order of folding.
    pub late: Vec<Late>,
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
    /// The first check-in; none when all of it was added later.
    pub came: Option<Wall>,
    /// The last check-out; none where it is missing.
    pub left: Option<Wall>,
    /// The stations they were sent to.
    pub stations: BTreeSet<StationId>,
    /// Whole minutes between check-ins and check-outs, inside the opening hours.
    pub minutes: u64,
    /// Minutes added later; those of a person together are never more than the event was long.
    pub late: u64,
    /// Of both, what counts after cap and rounding.
    pub counted: u64,
    /// What a missing check-out could be worth, until it is confirmed; in no total.
    pub estimate: Option<Estimate>,
}

/// One late addition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Late {
    /// Whose.
    pub person: PersonId,
    /// Of which day.
    pub day: Day,
    /// How many minutes were added.
    pub minutes: u64,
    /// How many of them stand: fewer when a check-out says it better, or when there is no room for more.
    pub stands: u64,
    /// Whether they confirm an estimate.
    pub is_estimate: bool,
    /// The event lead who vouches.
    pub by: PersonId,
    /// When.
    pub at: Wall,
    /// Why.
    pub reason: String,
}

/// How long an event is on all its days together.
pub fn event_minutes(outing: &Outing) -> u64 {
    let each_day = u64::from(outing.closes_minute.saturating_sub(outing.opens_minute));
    let days = outing.last_day.start().ms_since(outing.first_day.start()) / 86_400_000 + 1;
    days * each_day
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
    pub fn of(board: &Board, outing: &Outing, days: Days, rules: HoursRules) -> Self {
        let mut late = late(board);
        let mut lines = Vec::new();
        for (id, person) in board.attendance.people().filter(|(_, person)| person.merged_into.is_none()) {
            let mut stays: BTreeMap<Day, Vec<Interval>> = BTreeMap::new();
            for stay in &person.stays {
                stays.entry(Day::of(stay.from)).or_default().push(*stay);
            }
            let mut added: Vec<&mut Late> = late.get_mut(&id).into_iter().flatten().map(|(_, late)| late).collect();
            for late in &added {
                stays.entry(late.day).or_default();
            }
            // The cap is over all days, so that the days add up to the whole.
            let mut room = event_minutes(outing);
            for (day, stays) in stays {
                let mut line = line((id, person), day, &stays, outing, board);
                line.add(&mut added, &mut room);
                line.counted = rules.counted(line.minutes + line.late);
                if days.include(day) {
                    lines.push((person.number, line));
                }
            }
        }
        lines.sort_by(|(a_number, a), (b_number, b)| {
            (&a.unit, a_number, a.person, a.day).cmp(&(&b.unit, b_number, b.person, b.day))
        });
        let teams = board.attendance.teams().filter(|team| days.hold(team.arrival.wall));
        let unnamed = teams.map(|team| team.unnamed).sum();
        let mut late: Vec<(Place, Late)> = late.into_values().flatten().collect();
        late.retain(|(_, late)| days.include(late.day));
        late.sort_by_key(|(place, _)| *place);
        let late = late.into_iter().map(|(_, late)| late).collect();
        Self { days, rules, late, lines: lines.into_iter().map(|(_, line)| line).collect(), unnamed }
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

    /// The same record with some of its lines only, and with what was added to those people.
    #[must_use]
    pub fn only(mut self, keep: impl Fn(&Line) -> bool) -> Self {
        self.lines.retain(|line| keep(line));
        let people: BTreeSet<PersonId> = self.lines.iter().map(|line| line.person).collect();
        self.late.retain(|late| people.contains(&late.person));
        self.unnamed = 0;
        self
    }

    /// The same record in parts, one for each run of lines that belong together, with what was added to them.
    pub fn parts(&self, together: impl Fn(&Line, &Line) -> bool) -> Vec<Self> {
        let mut late: BTreeMap<PersonId, Vec<&Late>> = BTreeMap::new();
        for addition in &self.late {
            late.entry(addition.person).or_default().push(addition);
        }
        let part = |lines: &[Line]| {
            let people: BTreeSet<PersonId> = lines.iter().map(|line| line.person).collect();
            let late = people.iter().filter_map(|person| late.get(person)).flatten().copied().cloned();
            Self { days: self.days, rules: self.rules, lines: lines.to_vec(), late: late.collect(), unnamed: 0 }
        };
        self.lines.chunk_by(together).map(part).collect()
    }

    /// Lines whose check-out is missing.
    pub fn missing(&self) -> impl Iterator<Item = (&Line, Estimate)> {
        self.lines.iter().filter_map(|line| Some((line, line.estimate?)))
    }
}

impl Line {
    /// Takes in what was added to this day, as long as there is room.
    fn add(&mut self, added: &mut [&mut Late], room: &mut u64) {
        for late in added.iter_mut().filter(|late| late.day == self.day) {
            // A check-out that turned up says it better, and an estimate is confirmed once.
            let minutes = match (late.is_estimate, self.estimate) {
                (false, _) => late.minutes,
                (true, Some(estimate)) => late.minutes.min(estimate.minutes),
                (true, None) => continue,
            };
            if late.is_estimate {
                self.estimate = None;
            }
            let minutes = minutes.min(*room);
            *room -= minutes;
            self.late += minutes;
            late.stands = minutes;
        }
    }
}

/// Every late addition by the record that stands for its person, each in the order of folding.
fn late(board: &Board) -> BTreeMap<PersonId, Vec<(Place, Late)>> {
    let mut late: BTreeMap<PersonId, Vec<(Place, Late)>> = BTreeMap::new();
    for (place, added) in board.hours.added() {
        let person = board.attendance.standing(added.person);
        let addition = Late {
            person,
            day: added.day,
            minutes: u64::from(added.minutes),
            stands: 0,
            is_estimate: added.estimated,
            by: added.by,
            at: added.at,
            reason: added.reason.clone(),
        };
        late.entry(person).or_default().push((*place, addition));
    }
    late
}

/// The line of a person on a day, without what was added later.
fn line((id, person): (PersonId, &Person), day: Day, stays: &[Interval], outing: &Outing, board: &Board) -> Line {
    let came = stays.iter().map(|stay| stay.from).min();
    let seen: Vec<&Seen> = board.attendance.records_of(id).flat_map(|record| board.hours.seen(record, day)).collect();
    // Nobody stays over night: a check-out of another day is one that was forgotten.
    let ended = |stay: &Interval| stay.to.filter(|to| Day::of(*to) == day);
    let known: Vec<(Wall, Wall)> = stays.iter().filter_map(|stay| Some((stay.from, ended(stay)?))).collect();
    let is_missing = known.len() < stays.len();
    let minutes = minutes(&known, day, outing);
    let estimate = came.filter(|_| is_missing).map(|came| {
        let last_seen = seen.iter().map(|seen| seen.at).max().unwrap_or(came);
        let after = last_seen.shifted(i64::from(AFTER_LAST_SEEN_MINUTES) * MS_PER_MINUTE);
        let until = after.min(day.at_minute(outing.closes_minute));
        let open = stays.iter().filter(|stay| ended(stay).is_none()).map(|stay| (stay.from, until));
        let with = self::minutes(&known.iter().copied().chain(open).collect::<Vec<_>>(), day, outing);
        Estimate { until, minutes: with - minutes }
    });
    Line {
        person: id,
        unit: person.unit.clone(),
        day,
        came,
        left: if is_missing { None } else { known.iter().map(|(_, to)| *to).max() },
        stations: seen.iter().filter_map(|seen| seen.station.clone()).collect(),
        minutes,
        late: 0,
        counted: 0,
        estimate,
    }
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
mod tests;
