//! The figures of a report as cells.

use super::{Cell, head, minutes};
use crate::domain::fact::Measure;
use crate::domain::report::{Report, Spread, Tickets};
use crate::domain::sums::Sum;
use crate::words::Phrase;

/// The short list at the beginning: what is counted, how many, of what.
pub fn summary(report: &Report) -> Vec<(Phrase, Cell, Option<Phrase>)> {
    let (evening, people) = (&report.evening, report.volunteers);
    let tickets = all_tickets(report);
    let count = |item, figure: u64, measure| (item, Cell::Count(figure), Some(measure));
    let usize_count = |item, figure: usize, measure| count(item, figure as u64, measure);
    vec![
        count(head::VOLUNTEERS, evening.volunteers, head::PEOPLE_OF),
        count(head::VOLUNTEERS_HERE, people.present, head::PEOPLE_OF),
        count(head::VOLUNTEERS_EXPECTED, people.expected, head::PEOPLE_OF),
        usize_count(head::UNITS_CAME, evening.units, head::UNITS_OF),
        usize_count(head::UNITS_HERE, report.units_present, head::UNITS_OF),
        count(head::CLINIC, evening.clinic, head::VISITS),
        count(head::HAIRCUTS, evening.haircuts, head::VISITS),
        count(head::ADVICE, evening.advice, head::VISITS),
        count(head::LEAFLETS, evening.copies, head::COPIES),
        count(head::ALL_VISITS, report.total.visits, head::VISITS),
        count(head::ALL_COPIES, report.total.copies, head::COPIES),
        count(head::NUMBERS_TAKEN, tickets.taken, head::NUMBERS_OF),
        (head::PRIORITY_SHARE, priority(tickets), None),
        usize_count(head::NOTICES_OPEN, report.notices.len(), head::ENTRIES_OF),
        usize_count(head::NOTICES_SEEN, report.dismissed, head::ENTRIES_OF),
        usize_count(head::UNDONE_FACTS, report.corrections.len(), head::ENTRIES_OF),
    ]
}

/// The numbers of all services together.
pub fn all_tickets(report: &Report) -> Tickets {
    report.services.iter().fold(Tickets::default(), |sum, line| sum.and(line.tickets))
}

/// Visits and copies, a nothing as 0: the columns are summed.
pub fn sum_cells(sum: Sum) -> [Cell; 2] {
    [Cell::Count(sum.visits), Cell::Count(sum.copies)]
}

/// A sum in the column of its measure.
pub fn of_measure(measure: Measure, sum: u64) -> [Cell; 2] {
    match measure {
        Measure::Visits => [Cell::Count(sum), Cell::Empty],
        Measure::Copies => [Cell::Empty, Cell::Count(sum)],
    }
}

/// What became of the numbers of a service; empty where it takes none.
pub fn tickets(queued: bool, tickets: Tickets) -> [Cell; 7] {
    if !queued && tickets == Tickets::default() {
        return [const { Cell::Empty }; 7];
    }
    let Tickets { taken, priority: of_them, done, missed, cancelled, open } = tickets;
    let [taken, of_them, done, missed, cancelled, open] =
        [taken, of_them, done, missed, cancelled, open].map(Cell::Count);
    [taken, of_them, priority(tickets), done, missed, cancelled, open]
}

fn priority(tickets: Tickets) -> Cell {
    tickets.priority_per_mille().map_or(Cell::Empty, Cell::PerMille)
}

/// Median and nine in ten, in minutes.
pub fn spread(spread: Spread) -> [Cell; 2] {
    if spread.count == 0 {
        return [Cell::Empty, Cell::Empty];
    }
    [minutes(spread.median_ms), minutes(spread.p90_ms)]
}
