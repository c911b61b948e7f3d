//! `scans`: which scans were refused today, how often, at which desk.

use crate::domain::scans::Refusals;
use crate::domain::time::Day;
use crate::words::{Said, line, state};

use super::answer::{Answer, Data};
use super::rows::{RefusalRow, View};

/// The refused scans of a day, the most frequent first.
pub fn refused(view: &View<'_>, day: Day) -> Answer {
    let rows = view.board.refused_scans.of_day(day);
    let said: Vec<Said> = rows.iter().map(|row| sentence(row, view)).collect();
    let text = if said.is_empty() {
        line::NO_REFUSED_SCANS.said()
    } else {
        let times: usize = rows.iter().map(|row| row.times).sum();
        line::REFUSED_SCANS.fill([("times", times.to_string())]).and("list", Said::list(said))
    };
    let row = |row: &Refusals| RefusalRow {
        desk: view.board.square.desk(row.desk).map(|card| card.number),
        reason: row.reason.code(),
        times: row.times,
        last: row.last.hhmmss(),
        number: row.number,
    };
    Answer::look(text.text(view.lang), Data::Scans { refused: rows.iter().map(row).collect() })
}

fn sentence(row: &Refusals, view: &View<'_>) -> Said {
    let said = line::REFUSED_SCAN.fill([
        ("desk", view.names.desk(row.desk)),
        ("times", row.times.to_string()),
        ("last", row.last.hhmm()),
    ]);
    said.and("why", state::scan_refused(row.reason).said())
}
