//! What the report says of targets, of each day beside the one before it, and of how fresh each desk's figures are.

use super::super::{Cell, Chart, Table, head};
use super::{Page, sum_cells};
use crate::domain::ids::DeskId;
use crate::domain::report::{DayLine, DeskLine};
use crate::domain::time::{Day, Wall};
use crate::words::{Said, desks};

impl Page<'_> {
    /// How fresh the figures are, desk by desk.
    pub(super) fn fresh_line(&self, heard: &[(DeskId, Wall)]) -> Option<String> {
        let at = |wall: Wall| desks::at(wall, self.now);
        let desk = |line: &DeskLine| {
            let last = line.last.map_or_else(|| head::NO_ENTRY.said(), |last| Said::name(&at(last), ""));
            let heard = heard.iter().find(|(desk, _)| *desk == line.desk);
            let phrase = if heard.is_some() { head::FRESH_HEARD } else { head::FRESH_DESK };
            let heard = heard.map(|(_, heard)| at(*heard)).unwrap_or_default();
            phrase.fill([("desk", self.names.desk(line.desk)), ("heard", heard)]).and("last", last)
        };
        let each: Vec<Said> = self.report.desks.iter().map(desk).collect();
        (!each.is_empty()).then(|| head::FRESH.said().and("desks", Said::list(each)).text(self.lang))
    }

    /// How far each service is towards its target, always over the whole outing.
    pub(super) fn targets(&self) -> Table {
        let columns = self.columns([
            (head::SERVICE, 24),
            (head::SO_FAR, 14),
            (head::TARGET, 14),
            (head::MEASURE, 10),
            (head::REACHED, 10),
            (head::STILL_MISSING, 10),
        ]);
        let rows = self.report.targets.iter().map(|(service, progress)| {
            let missing = u64::from(progress.target).saturating_sub(progress.reached);
            vec![
                self.said(&self.names.service(service)),
                Cell::Count(progress.reached),
                Cell::Count(u64::from(progress.target)),
                self.said(&self.names.measure(service)),
                Cell::PerMille(progress.per_mille()),
                Cell::Count(missing),
            ]
        });
        let chart = Some(Chart { label: 0, values: vec![4], is_course: false });
        Table { chart, ..self.table(head::TARGETS, columns, rows.collect()) }
    }

    /// Each day beside the one before it.
    pub(super) fn each_day(&self) -> Table {
        let columns = self.columns([
            (head::DAY, 12),
            (head::VISITS, 9),
            (head::MORE_VISITS, 12),
            (head::COPIES, 9),
            (head::MORE_COPIES, 12),
            (head::ARRIVALS, 14),
            (head::MORE_ARRIVALS, 12),
        ]);
        let rows = self.report.each_day.iter().map(|line| {
            let [visits, copies] = sum_cells(line.sum);
            let [more_visits, more_copies, more_arrivals] = self.change(line);
            let arrivals = Cell::Count(line.arrivals);
            vec![Cell::Day(line.day), visits, more_visits, copies, more_copies, arrivals, more_arrivals]
        });
        let chart = Some(Chart { label: 0, values: vec![1, 5], is_course: true });
        Table { chart, ..self.table(head::BY_DAY, columns, rows.collect()) }
    }

    /// A day that is not over is not held against a whole one.
    fn change(&self, line: &DayLine) -> [Cell; 3] {
        let closes = self.report.outing.as_ref().map(|outing| line.day.at_minute(outing.closes_minute));
        let is_over = line.day < Day::of(self.now) || closes.is_some_and(|closes| closes <= self.now);
        match line.change {
            None => [const { Cell::Empty }; 3],
            Some(_) if !is_over => [const { head::NOT_OVER }; 3].map(|phrase| self.label(phrase)),
            Some(change) => [change.visits, change.copies, change.arrivals].map(Cell::Change),
        }
    }
}
