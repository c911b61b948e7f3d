//! The report: everything an evening needs, worked out from the board once, for the files, the closing sheet and the
//! paper copy alike.
//!
//! Every figure is a sum over the facts of the days asked for, so that anybody can count it again from the exported
//! facts. No name stands in it and no word; what it says to people is in [`crate::words`].

mod history;
mod people;
mod served;
mod spread;
mod squares;

pub use history::{Correction, SeriesHead, heads};
pub use people::UnitLine;
pub use served::{ServiceLine, StationLine, Tickets};
pub use spread::Spread;
pub use squares::{SquareLine, is_city, squares};

use std::collections::{BTreeMap, BTreeSet};

use super::attendance::UnitCount;
use super::board::Board;
use super::course::{self, Grain};
use super::day_before::{day_before, more};
pub use super::days::Days;
use super::days::with_figures;
use super::digest::Agreement;
use super::evening::Evening;
use super::fact::Outing;
use super::ids::{DeskId, ServiceId};
use super::notices::{self, Notice};
use super::sums::{Sum, sums};
use super::tally::Cell;
use super::targets::{self, Progress};
use super::time::{Day, Wall};

/// What the days add up to.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// Which days.
    pub days: Days,
    /// The outing as it is set.
    pub outing: Option<Outing>,
    /// The evening's sentence.
    pub evening: Evening,
    /// Visits and copies altogether.
    pub total: Sum,
    /// Volunteers of all units: expected, came on these days, still here.
    pub volunteers: UnitCount,
    /// How many units have somebody here now.
    pub units_present: usize,
    /// How many units had somebody here.
    pub units_arrived: usize,
    /// Every service, in the order of the set-up.
    pub services: Vec<ServiceLine>,
    /// Every service with a target and how far it is, over the whole outing whatever the days.
    pub targets: Vec<(ServiceId, Progress)>,
    /// Every station, in the order of the set-up, and last what was counted at none.
    pub stations: Vec<StationLine>,
    /// Every hour of each day, from the first in which something happened to the last.
    pub hours: Vec<HourLine>,
    /// Every day on which something happened.
    pub each_day: Vec<DayLine>,
    /// Every desk, by number.
    pub desks: Vec<DeskLine>,
    /// Every square of a city; none where there is but one.
    pub squares: Vec<SquareLine>,
    /// Every unit, in the order of names.
    pub units: Vec<UnitLine>,
    /// The finest division of what was counted.
    pub cells: Vec<(Cell, u64)>,
    /// What two desks did twice and nobody has put away.
    pub notices: Vec<Notice>,
    /// How many notices were put away.
    pub dismissed: usize,
    /// Facts that were undone.
    pub corrections: Vec<Correction>,
    /// How far each series of entries reaches.
    pub heads: Vec<SeriesHead>,
    /// Entries altogether.
    pub facts: usize,
    /// What desks with the same entries share.
    pub agreement: Agreement,
}

/// One hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HourLine {
    /// Of which day.
    pub day: Day,
    /// From this hour to the next.
    pub hour: u8,
    /// Volunteers who came for the first time that day, named or counted by heads.
    pub arrivals: u64,
    /// What was counted.
    pub sum: Sum,
}

/// One day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayLine {
    /// Which.
    pub day: Day,
    /// Volunteers who came that day.
    pub arrivals: u64,
    /// What was counted.
    pub sum: Sum,
    /// What changed since the day before; `None` where the outing has none before it.
    pub change: Option<Change>,
}

/// How much more a day has than the one before it, or less.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// Visits.
    pub visits: i64,
    /// Copies.
    pub copies: i64,
    /// Volunteers who came.
    pub arrivals: i64,
}

/// One desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeskLine {
    /// Which.
    pub desk: DeskId,
    /// What was counted there.
    pub sum: Sum,
    /// Entries it wrote, of all days.
    pub facts: u64,
    /// When it last wrote one; `None` when nothing of it is known here.
    pub last: Option<Wall>,
}

impl Report {
    /// What the board says of some days.
    pub fn of(board: &Board, days: Days) -> Self {
        let units = people::units(board, days);
        let volunteers = people::total(&units);
        let heads = heads(board);
        let (open, all) = (notices::open(board), notices::all(board).len());
        let hours = hours(board, days);
        Self {
            days,
            outing: board.square.outing().cloned(),
            evening: Evening::of(board, days),
            total: sums(board, |cell| days.include(cell.day).then_some(())).remove(&()).unwrap_or_default(),
            volunteers,
            units_present: units.iter().filter(|unit| unit.count.present > 0).count(),
            units_arrived: units.iter().filter(|unit| unit.count.arrived > 0).count(),
            services: served::services(board, days),
            targets: targets::all(board),
            stations: served::stations(board, days),
            each_day: each_day(board, &hours),
            hours,
            desks: desks(board, days, &heads),
            squares: if is_city(board) { squares(board, days) } else { Vec::new() },
            units,
            cells: cells(board, days),
            dismissed: all.saturating_sub(open.len()),
            notices: open,
            corrections: history::corrections(board, days),
            heads,
            facts: board.ledger().len(),
            agreement: board.agreement(),
        }
    }

    /// The days on which anything was counted or anybody came, and the outing's own.
    pub fn known_days(board: &Board) -> Vec<Day> {
        let outing = board.square.outing().into_iter().flat_map(|outing| {
            std::iter::successors(Some(outing.first_day), |day| Some(day.next()))
                .take_while(|day| *day <= outing.last_day)
                .take(DAYS_MAX)
        });
        outing.chain(with_figures(board)).collect::<BTreeSet<_>>().into_iter().collect()
    }
}

/// A promotion month at the most; a mistyped last day must not make a list without end.
const DAYS_MAX: usize = 62;

/// The course of each day, to its last hour with figures: none runs on in a report.
fn hours(board: &Board, days: Days) -> Vec<HourLine> {
    let days = with_figures(board).into_iter().filter(|day| days.include(*day));
    let rows = days.flat_map(|day| course::rows(board, day, day.start(), Grain::Hour));
    rows.map(|row| HourLine { day: Day::of(row.from), hour: row.from.hour(), arrivals: row.arrivals, sum: row.sum })
        .collect()
}

fn each_day(board: &Board, hours: &[HourLine]) -> Vec<DayLine> {
    let mut days: BTreeMap<Day, DayLine> = BTreeMap::new();
    for hour in hours {
        let (day, arrivals, sum) = (hour.day, 0, Sum::default());
        let line = days.entry(day).or_insert(DayLine { day, arrivals, sum, change: None });
        line.arrivals += hour.arrivals;
        line.sum.and(hour.sum);
    }
    let before = days.clone();
    for line in days.values_mut() {
        line.change = day_before(board, line.day).and_then(|day| before.get(&day)).map(|before| Change {
            visits: more(line.sum.visits, before.sum.visits),
            copies: more(line.sum.copies, before.sum.copies),
            arrivals: more(line.arrivals, before.arrivals),
        });
    }
    days.into_values().collect()
}

/// Those that joined by number, then those that wrote without ever having joined.
fn desks(board: &Board, days: Days, heads: &[SeriesHead]) -> Vec<DeskLine> {
    let sums = sums(board, |cell| days.include(cell.day).then_some(cell.desk));
    let joined: Vec<DeskId> = board.square.desks().into_iter().map(|(desk, _)| desk).collect();
    let wrote: BTreeSet<DeskId> = heads.iter().map(|head| head.series.desk).collect();
    let others: Vec<DeskId> = wrote.into_iter().filter(|desk| !joined.contains(desk)).collect();
    let line = |desk| {
        let of_desk = || heads.iter().filter(|head| head.series.desk == desk);
        DeskLine {
            desk,
            sum: sums.get(&desk).copied().unwrap_or_default(),
            facts: of_desk().map(|head| head.entries).sum(),
            last: of_desk().map(|head| head.last).max(),
        }
    };
    joined.into_iter().chain(others).map(line).collect()
}

fn cells(board: &Board, days: Days) -> Vec<(Cell, u64)> {
    let cells = board.tally.cells().filter(|(cell, _)| days.include(cell.day));
    cells.map(|(cell, sum)| (cell.clone(), sum)).collect()
}
