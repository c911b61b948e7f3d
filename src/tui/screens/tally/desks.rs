//! The counts by desk, and how fresh each desk's are: when it wrote last, which the facts know after a restart as well,
//! and whether it is heard now.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::sums::{figures, side_by_side};
use super::views::{Row, view_rows};
use crate::domain::days::Days;
use crate::domain::ids::DeskId;
use crate::domain::sums::sums;
use crate::tui::scene::Scene;
use crate::tui::theme::Tone;
use crate::words::{Said, desks, tally, window};

/// Every desk that ever joined.
pub(super) fn view(scene: &Scene<'_>, days: Days, row: usize, area: Rect, buf: &mut Buffer) {
    let sums = sums(scene.board, |cell| days.include(cell.day).then_some(cell.desk));
    let desks: Vec<_> = scene.board.square.desks();
    let columns = |(id, _): &(DeskId, _)| {
        let sum = sums.get(id).copied().unwrap_or_default();
        let mut figures = figures(sum).into_iter().map(|said| scene.say(&said));
        let [first, second] = [(); 2].map(|()| figures.next().unwrap_or_default());
        [first, second, scene.say(&wrote(scene, *id)), heard(scene, *id)]
    };
    let columns: Vec<[String; 4]> = desks.iter().map(columns).collect();
    let texts = side_by_side(&columns, scene.theme.glyphs);
    let rows = desks.iter().zip(texts).map(|((id, card), text)| {
        let said = window::DESK.fill([("number", card.number.to_string()), ("name", card.name.clone())]);
        (scene.say(&said), text, sums.get(id).map_or(0, |sum| sum.visits))
    });
    view_rows(scene, &rows.collect::<Vec<Row>>(), row, area, buf);
}

fn wrote(scene: &Scene<'_>, desk: DeskId) -> Said {
    match scene.board.ledger().last_of(desk) {
        Some(last) => tally::WROTE.fill([("when", desks::at(last.wall, scene.now))]),
        None => tally::WROTE_NOTHING.said(),
    }
}

/// Whether it is heard now, or how long ago; nothing of others while this desk is alone.
fn heard(scene: &Scene<'_>, desk: DeskId) -> String {
    if desk == scene.desk {
        return scene.text(desks::HERE).to_owned();
    }
    if scene.board.square.is_gone(desk) {
        return scene.text(tally::LEFT).to_owned();
    }
    let Some(seen) = scene.around.others().find(|other| other.desk == desk) else { return String::new() };
    let tone = if seen.is_seen { Tone::Good } else { Tone::Warn };
    tone.signed(&scene.say(&desks::heard(seen.heard_ms, seen.is_seen))).into_owned()
}
