//! What stands above every view: what was counted, who is here, how fresh that is; and the day before, where there is
//! one.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::scope::Shown;
use crate::desk::DeskSeen;
use crate::domain::attendance::UnitCount;
use crate::domain::day_before::{Beside, more};
use crate::domain::days::Days;
use crate::domain::sums::sums;
use crate::domain::time::Day;
use crate::tui::cells;
use crate::tui::scene::Scene;
use crate::tui::theme::{Role, Tone};
use crate::words::{Said, desks, tally};

/// Draws it; answers what is left below.
pub(super) fn view(scene: &Scene<'_>, shown: &Shown, area: Rect, buf: &mut Buffer) -> Rect {
    let inner = cells::after(area, 1);
    let used = scene.put(buf, cells::line(inner, 0), &scene.say(&counted(scene, shown.days)), Role::Body);
    let beside = cells::after(cells::line(inner, 0), used + 3);
    if let Some((fresh, tone)) = fresh(scene, beside.width) {
        scene.put(buf, beside, &fresh, tone.word());
    }
    scene.put(buf, cells::line(inner, 1), &people(scene, shown.days), Role::Body);
    let Some(compared) = &shown.beside else { return cells::below(area, 2) };
    scene.put(buf, cells::line(inner, 2), &self::compared(scene, compared, inner.width), Role::Body);
    cells::below(area, 3)
}

fn counted(scene: &Scene<'_>, days: Days) -> Said {
    let sum = sums(scene.board, |cell| days.include(cell.day).then_some(())).remove(&()).unwrap_or_default();
    tally::VISITS_AND_COPIES.fill([("visits", sum.visits.to_string()), ("copies", sum.copies.to_string())])
}

/// Volunteers and units. Nobody is here on a day that is over.
fn people(scene: &Scene<'_>, days: Days) -> String {
    let attendance = &scene.board.attendance;
    let totals = attendance.totals();
    let (came, units_came) = match days {
        Days::All => (totals.arrived, attendance.units_arrived()),
        Days::One(day) => (attendance.came_on(day).map(|(_, heads)| heads).sum(), attendance.came_on(day).count()),
    };
    let is_over = matches!(days, Days::One(day) if day != Day::of(scene.now));
    let (volunteers, units) =
        if is_over { (tally::VOLUNTEERS_CAME, tally::UNITS_CAME) } else { (tally::VOLUNTEERS, tally::UNITS) };
    let UnitCount { present, expected, .. } = totals;
    let volunteers = volunteers.fill([
        ("present", present.to_string()),
        ("arrived", came.to_string()),
        ("expected", expected.to_string()),
    ]);
    let units = units.fill([
        ("present", attendance.units_present().to_string()),
        ("arrived", units_came.to_string()),
        ("all", attendance.units().count().to_string()),
    ]);
    format!("{}   {}", scene.say(&volunteers), scene.say(&units))
}

/// Both days, counted alike; with the differences where there is room for them.
fn compared(scene: &Scene<'_>, beside: &Beside, width: u16) -> String {
    let is_today = beside.day == Day::of(scene.now);
    let day = if is_today { tally::TODAY_SHORT.said() } else { Said::name(&beside.day.month_day(), "") };
    let until = match beside.until {
        Some(until) => tally::BOTH_UNTIL.fill([("time", until.starts().hhmm())]),
        None => tally::BOTH_WHOLE.said(),
    };
    let (now, then) = (beside.now, beside.then);
    let pairs = [
        ("visits", now.sum.visits, then.sum.visits),
        ("copies", now.sum.copies, then.sum.copies),
        ("volunteers", now.volunteers, then.volunteers),
    ];
    let said = |with_differences: bool| {
        let pair = |(name, now, then): (&'static str, u64, u64)| {
            let difference = if with_differences { format!(" {}", signed(more(now, then))) } else { String::new() };
            (name, format!("{now}/{then}{difference}"))
        };
        let said = tally::COMPARED.fill(pairs.map(pair)).and("day", day.clone()).and("until", until.clone());
        scene.say(&said.and("before", Said::name(&beside.before.month_day(), "")))
    };
    Some(said(true)).filter(|said| cells::width(said, scene.theme.glyphs) <= width).unwrap_or_else(|| said(false))
}

/// A difference with its sign.
pub(super) fn signed(difference: i64) -> String {
    if difference > 0 { format!("+{difference}") } else { difference.to_string() }
}

/// How fresh the totals are, where other desks add to them: desk by desk, those first that are missing. Those for which
/// there is no room are a number.
fn fresh(scene: &Scene<'_>, room: u16) -> Option<(String, Tone)> {
    let around = scene.around;
    around.others().find(|desk| desk.is_listed)?;
    let missing: Vec<&DeskSeen> = around.missing().collect();
    let there = around.others().filter(|desk| desk.is_listed && desk.is_seen);
    let each: Vec<Said> = missing.iter().copied().chain(there).map(|desk| heard(scene, desk)).collect();
    let lacking = around.desks.iter().find(|desk| desk.is_me).and_then(|desk| desk.behind).filter(|behind| *behind > 0);
    let (said, tone) = match lacking {
        _ if !missing.is_empty() => (desks::FRESH_BUT.said(), Tone::Warn),
        Some(behind) => (desks::FRESH_LACKS.fill([("count", behind.to_string())]), Tone::Warn),
        None => (desks::FRESH.said(), Tone::Good),
    };
    let text = |shown: usize| {
        let mut list = each.iter().take(shown).cloned().collect::<Vec<_>>();
        if shown < each.len() {
            list.push(Said::name(&format!("+{}", each.len() - shown), ""));
        }
        tone.signed(&scene.say(&said.clone().and("desks", Said::list(list)))).into_owned()
    };
    let fits = |text: &String| cells::width(text, scene.theme.glyphs) <= room;
    let text = (1..=each.len()).rev().map(text).find(fits).unwrap_or_else(|| text(1));
    Some((text, tone))
}

/// When a desk was heard; of one that was never heard since the start, when it wrote last.
fn heard(scene: &Scene<'_>, desk: &DeskSeen) -> Said {
    let last = scene.board.ledger().last_of(desk.desk).filter(|_| desk.heard_ms.is_none());
    let heard = match last {
        Some(last) => desks::wrote(last.wall, scene.now),
        None => desks::heard(desk.heard_ms, desk.is_seen),
    };
    desks::FRESH_DESK.said().and("desk", desks::called(desk.number)).and("heard", heard)
}
