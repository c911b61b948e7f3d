//! The counts over the day, by unit and by station: to look at only.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::sums::figures;
use crate::domain::attendance::UnitCount;
use crate::domain::course::{Grain, rows};
use crate::domain::days::{Days, with_figures};
use crate::domain::ids::UnitName;
use crate::domain::sums::{Sum, sums};
use crate::tui::cells;
use crate::tui::scene::Scene;
use crate::tui::theme::Role;
use crate::tui::widgets::{Bar, Bars, Course, Stretch};
use crate::words::tally;

/// Rows of the course of a day, at the most: its quarters.
pub(super) const COURSE_ROWS_MOST: usize = 96;

/// The course of a day: what was counted and who came, by the quarter of an hour as long as there is room, else by the
/// hour. Of all days it is the last one's.
pub(super) fn course(scene: &Scene<'_>, days: Days, row: usize, area: Rect, buf: &mut Buffer) {
    let day = match days {
        Days::One(day) => Some(day),
        Days::All => with_figures(scene.board).into_iter().next_back(),
    };
    let rows = |grain| day.map(|day| rows(scene.board, day, scene.now, grain)).unwrap_or_default();
    // The title and the heads.
    let room = usize::from(area.height.saturating_sub(3));
    let quarters = rows(Grain::Quarter);
    let (rows, title) = if quarters.len() <= room {
        (quarters, tally::COURSE_BY_QUARTER)
    } else {
        (rows(Grain::Hour), tally::COURSE_BY_HOUR)
    };
    let inner = cells::after(area, 1);
    let Some(day) = day.filter(|_| !rows.is_empty()) else {
        scene.put(buf, inner, scene.text(tally::NOTHING_YET), Role::Dim);
        return;
    };
    let title = title.fill([("day", day.to_string())]);
    let runs = rows.iter().any(|row| row.is_running);
    let title = if runs { tally::RUNNING.said().and("course", title) } else { title };
    scene.put(buf, inner, &scene.say(&title), Role::Dim);
    let labels: Vec<String> =
        rows.iter().map(|row| format!("{}{}", row.from.hhmm(), if row.is_running { "*" } else { "" })).collect();
    let stretches: Vec<Stretch<'_>> = labels
        .iter()
        .zip(&rows)
        .map(|(label, row)| Stretch { label, values: [row.sum.visits, row.arrivals] })
        .collect();
    let heads = [scene.text(tally::COURSE_VISITS), scene.text(tally::COURSE_ARRIVALS)];
    Course { heads, stretches: &stretches, chosen: row, theme: scene.theme }.render(cells::below(inner, 2), buf);
}

/// Every unit, those with most volunteers first. Of one day: who came on it.
pub(super) fn units(scene: &Scene<'_>, days: Days, row: usize, area: Rect, buf: &mut Buffer) {
    let came: Option<BTreeMap<&UnitName, u64>> = match days {
        Days::All => None,
        Days::One(day) => Some(scene.board.attendance.came_on(day).collect()),
    };
    let came_of = |name: &UnitName, count: &UnitCount| {
        came.as_ref().map_or(count.arrived, |came| came.get(name).copied().unwrap_or_default())
    };
    let units = scene.board.attendance.units().map(|(name, count)| (name, count, came_of(name, count)));
    let mut units: Vec<_> = units.collect();
    units.sort_by_key(|(name, count, came)| (Reverse(*came), Reverse(count.expected), *name));
    let rows = units.into_iter().map(|(name, count, came)| {
        let figure = format!("{} / {came} / {}", count.present, count.expected);
        (scene.say(&scene.names().unit(name)), figure, came)
    });
    scene.put(buf, cells::after(area, 2), scene.text(tally::UNIT_HEAD), Role::Dim);
    view_rows(scene, &rows.collect::<Vec<_>>(), row, cells::below(area, 1), buf);
}

/// Every station, and what was counted at none.
pub(super) fn stations(scene: &Scene<'_>, days: Days, row: usize, area: Rect, buf: &mut Buffer) {
    let sums = sums(scene.board, |cell| days.include(cell.day).then(|| cell.station.clone()));
    let stations = scene.board.square.stations().into_iter().map(|station| {
        let number = [("station", station.station.to_string())];
        let said = tally::STATION_OF.fill(number).and("service", scene.names().service(&station.service));
        (said, sums.get(&Some(station.station.clone())))
    });
    let rows = stations.chain([(tally::NO_STATION.said(), sums.get(&None))]);
    let rows: Vec<Row> = rows.map(|(said, sum)| summed(scene, scene.say(&said), sum)).collect();
    view_rows(scene, &rows, row, area, buf);
}

/// Label, figure, and what the bar shows.
pub(super) type Row = (String, String, u64);

fn summed(scene: &Scene<'_>, label: String, sum: Option<&Sum>) -> Row {
    let sum = sum.copied().unwrap_or_default();
    let figures: Vec<String> = figures(sum).iter().map(|said| scene.say(said)).collect();
    (label, figures.join("  "), sum.visits)
}

pub(super) fn view_rows(scene: &Scene<'_>, rows: &[Row], row: usize, area: Rect, buf: &mut Buffer) {
    if rows.is_empty() {
        scene.put(buf, cells::after(area, 1), scene.text(tally::NOTHING_YET), Role::Dim);
        return;
    }
    let bars: Vec<Bar> = rows
        .iter()
        .map(|(label, figure, value)| Bar { label, figure, value: *value, full: None, has_end: false })
        .collect();
    Bars { bars: &bars, chosen: Some(row), theme: scene.theme }.render(area, buf);
}
