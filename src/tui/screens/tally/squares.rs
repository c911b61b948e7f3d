//! The counts by square, where a city has several: what each adds to the whole, and how fresh that is.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::sums::{figures, side_by_side};
use super::views::{Row, view_rows};
use crate::domain::days::Days;
use crate::domain::ids::DeskId;
use crate::domain::report::{SquareLine, squares};
use crate::tui::scene::Scene;
use crate::tui::theme::Tone;
use crate::words::{Said, desks, names, tally};

/// Every square; together they are the whole.
pub(super) fn view(scene: &Scene<'_>, days: Days, row: usize, area: Rect, buf: &mut Buffer) {
    let lines = squares(scene.board, days);
    let columns = |line: &SquareLine| {
        let mut figures = figures(line.sum).into_iter().map(|said| scene.say(&said));
        let [first, second] = [(); 2].map(|()| figures.next().unwrap_or_default());
        let volunteers = [("arrived", line.arrived), ("present", line.present)];
        let volunteers = tally::SQUARE_VOLUNTEERS.fill(volunteers.map(|(name, figure)| (name, figure.to_string())));
        [first, second, scene.say(&volunteers), fresh(scene, line)]
    };
    let columns: Vec<[String; 4]> = lines.iter().map(columns).collect();
    let texts = side_by_side(&columns, scene.theme.glyphs);
    let rows = lines.iter().zip(texts).map(|(line, text)| {
        (scene.say(&names::square(&line.square)), text, line.sum.visits.saturating_add(line.arrived))
    });
    view_rows(scene, &rows.collect::<Vec<Row>>(), row, area, buf);
}

/// How many of its desks are there now, and which are not; without a network, when its last fact was written.
fn fresh(scene: &Scene<'_>, line: &SquareLine) -> String {
    let is_there =
        |desk: &DeskId| *desk == scene.desk || scene.around.others().any(|other| other.desk == *desk && other.is_seen);
    let (there, away): (Vec<DeskId>, Vec<DeskId>) =
        line.desks.iter().filter(|desk| !scene.board.square.is_gone(**desk)).partition(|desk| is_there(desk));
    if away.is_empty() {
        let said = tally::SQUARE_DESKS.fill([("count", there.len().to_string())]);
        return Tone::Good.signed(&scene.say(&said)).into_owned();
    }
    let called = |desk: &DeskId| desks::called(scene.board.square.desk(*desk).map(|card| card.number));
    let said = tally::SQUARE_AWAY.said().and("desks", Said::list(away.iter().map(called).collect()));
    let last = away.iter().filter_map(|desk| scene.board.ledger().last_of(*desk)).map(|last| last.wall).max();
    let said = match last {
        Some(last) => tally::SQUARE_LAST.fill([("when", desks::at(last, scene.now))]).and("away", said),
        None => said,
    };
    Tone::Warn.signed(&scene.say(&said)).into_owned()
}
