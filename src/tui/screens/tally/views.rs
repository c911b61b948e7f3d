//! The counts by hour, by unit, by station and by desk: to look at only.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::widgets::Widget;

use super::sums::figures;
use crate::domain::sums::{Sum, sums};
use crate::domain::time::Day;
use crate::tui::cells;
use crate::tui::scene::Scene;
use crate::tui::theme::Role;
use crate::tui::widgets::{Bar, Bars, Hours};
use crate::words::{desks as desks_words, tally, window};

/// The hours of a day as columns: visits above, arrivals of volunteers below.
pub(super) fn hours(scene: &Scene<'_>, area: Rect, buf: &mut Buffer) {
    let visits = sums(scene.board, |cell| Some((cell.day, cell.hour)));
    let arrivals = scene.board.attendance.arrivals_by_hour();
    let days = || visits.keys().chain(arrivals.keys()).map(|(day, _)| *day);
    let today = Day::of(scene.now);
    let Some(day) = days().find(|day| *day == today).or_else(|| days().max()) else {
        scene.put(buf, cells::after(area, 1), scene.text(tally::NOTHING_YET), Role::Dim);
        return;
    };
    let of_day = |(of, hour): &(Day, u8)| (*of == day).then_some(*hour);
    let visits: BTreeMap<u8, u64> = visits.iter().filter_map(|(key, sum)| Some((of_day(key)?, sum.visits))).collect();
    let arrivals: BTreeMap<u8, u64> = arrivals.iter().filter_map(|(key, sum)| Some((of_day(key)?, *sum))).collect();
    let hours = visits.keys().chain(arrivals.keys()).copied();
    let (Some(first), Some(last)) = (hours.clone().min(), hours.max()) else { return };
    let parts = [Constraint::Fill(1), Constraint::Length(1), Constraint::Fill(1)];
    let [above, _, below] = Layout::vertical(parts).areas(cells::after(area, 1));
    let title = tally::VISITS_BY_HOUR.fill([("day", day.to_string())]);
    for (place, title, values) in [(above, title, visits), (below, tally::ARRIVALS_BY_HOUR.said(), arrivals)] {
        scene.put(buf, place, &scene.say(&title), Role::Dim);
        let labels: Vec<String> = (first..=last).map(|hour| format!("{hour:02}")).collect();
        let value = |hour: u8| values.get(&hour).copied().unwrap_or_default();
        let columns: Vec<(&str, u64)> = labels.iter().map(String::as_str).zip((first..=last).map(value)).collect();
        Hours { columns: &columns, theme: scene.theme }.render(cells::below(place, 1), buf);
    }
}

/// Every unit, those with most volunteers first.
pub(super) fn units(scene: &Scene<'_>, row: usize, area: Rect, buf: &mut Buffer) {
    let mut units: Vec<_> = scene.board.attendance.units().collect();
    units.sort_by_key(|(name, count)| (Reverse(count.arrived), Reverse(count.expected), *name));
    let rows = units.into_iter().map(|(name, count)| {
        let figure = format!("{} / {} / {}", count.present, count.arrived, count.expected);
        (scene.say(&scene.names().unit(name)), figure, count.arrived)
    });
    scene.put(buf, cells::after(area, 2), scene.text(tally::UNIT_HEAD), Role::Dim);
    view_rows(scene, &rows.collect::<Vec<_>>(), row, cells::below(area, 1), buf);
}

/// Every station, and what was counted at none.
pub(super) fn stations(scene: &Scene<'_>, row: usize, area: Rect, buf: &mut Buffer) {
    let sums = sums(scene.board, |cell| Some(cell.station.clone()));
    let stations = scene.board.square.stations().into_iter().map(|station| {
        let number = [("station", station.station.to_string())];
        let said = tally::STATION_OF.fill(number).and("service", scene.names().service(&station.service));
        (said, sums.get(&Some(station.station.clone())))
    });
    let rows = stations.chain([(tally::NO_STATION.said(), sums.get(&None))]);
    let rows: Vec<Row> = rows.map(|(said, sum)| summed(scene, scene.say(&said), sum)).collect();
    view_rows(scene, &rows, row, area, buf);
}

/// Every desk: what was counted there.
pub(super) fn desks(scene: &Scene<'_>, row: usize, area: Rect, buf: &mut Buffer) {
    let sums = sums(scene.board, |cell| Some(cell.desk));
    let rows = scene.board.square.desks().into_iter().map(|(id, card)| {
        let said = window::DESK.fill([("number", card.number.to_string()), ("name", card.name.clone())]);
        let (label, figures, value) = summed(scene, scene.say(&said), sums.get(&id));
        let other = scene.around.others().find(|other| other.desk == id);
        let heard = other.map(|other| format!("  {}", scene.say(&desks_words::heard(other.heard_ms, other.is_seen))));
        (label, figures + &heard.unwrap_or_default(), value)
    });
    view_rows(scene, &rows.collect::<Vec<_>>(), row, area, buf);
}

/// Label, figure, and what the bar shows.
type Row = (String, String, u64);

fn summed(scene: &Scene<'_>, label: String, sum: Option<&Sum>) -> Row {
    let sum = sum.copied().unwrap_or_default();
    let figures: Vec<String> = figures(sum).iter().map(|said| scene.say(said)).collect();
    (label, figures.join("  "), sum.visits)
}

fn view_rows(scene: &Scene<'_>, rows: &[Row], row: usize, area: Rect, buf: &mut Buffer) {
    if rows.is_empty() {
        scene.put(buf, cells::after(area, 1), scene.text(tally::NOTHING_YET), Role::Dim);
        return;
    }
    let bars: Vec<Bar> = rows
        .iter()
        .map(|(label, figure, value)| Bar { label, figure, value: *value, full: None, is_dotted: false })
        .collect();
    Bars { bars: &bars, chosen: Some(row), theme: scene.theme }.render(area, buf);
}
