//! A person in one row: state, short number, end of the phone, unit, name. Namesakes differ in at least one of them.

use crate::domain::attendance::Status;
use crate::domain::ids::PersonId;
use crate::tui::scene::Scene;
use crate::tui::theme::Tone;
use crate::tui::widgets::{Cell, Column};
use crate::words::{self, check_in, label};

/// Wide enough for "+ 已签到" and "+ Not in".
const STATE_CELLS: u16 = 8;
/// `000-00345-8`.
const NUMBER_CELLS: u16 = 11;
/// `***1234`.
const PHONE_CELLS: u16 = 7;
/// Ten characters of a short name; longer ones are cut.
const UNIT_CELLS: u16 = 22;

/// The columns of [`person_row`]. Names come last: they may hold a dot that terminals draw one or two cells wide.
pub fn columns<'a>(scene: &Scene<'a>) -> [Column<'a>; 5] {
    [
        Column::left(scene.text(check_in::STATE), STATE_CELLS),
        Column::left(scene.text(check_in::NUMBER), NUMBER_CELLS),
        Column::left(scene.text(check_in::PHONE), PHONE_CELLS),
        Column::left(scene.text(label::UNIT), UNIT_CELLS),
        Column::rest(scene.text(check_in::NAME)),
    ]
}

/// One person as a row.
pub fn person_row<'a>(scene: &Scene<'a>, id: PersonId) -> Vec<Cell<'a>> {
    let person = scene.board.attendance.person(id);
    let state = match state(scene, id) {
        (word, Tone::Plain) => Cell::from(format!("  {word}")),
        (word, tone) => Cell::toned(word, tone),
    };
    vec![
        state,
        person.map(|person| person.number.to_string()).unwrap_or_default().into(),
        masked(scene.names().phone_tail(id)).into(),
        scene.unit_of(id).into(),
        scene.name_of(id).into(),
    ]
}

/// The word for whether somebody is in.
pub fn state<'a>(scene: &Scene<'a>, id: PersonId) -> (&'a str, Tone) {
    let (word, tone) = match scene.board.attendance.person(id).map(|person| person.status) {
        Some(Status::In { .. }) => (label::STATE_IN, Tone::Good),
        Some(Status::Out { .. }) => (label::STATE_OUT, Tone::Plain),
        _ => (label::STATE_NOT_IN, Tone::Plain),
    };
    (scene.text(word), tone)
}

/// One person in a line, as told apart from namesakes: number, end of the phone, unit, and what the unit calls them.
pub fn person_line(scene: &Scene<'_>, id: PersonId) -> String {
    let card = scene.roster.card(id);
    let number = scene.board.attendance.person(id).map(|person| person.number.to_string()).unwrap_or_default();
    let staff = match card.staff_number {
        "" => String::new(),
        staff => scene.say(&words::people::STAFF_LINE.fill([("staff", staff.to_owned())])),
    };
    let parts = [number, masked(card.phone_tail), scene.unit_of(id), staff, card.attention.to_owned()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ")
}

/// The end of a phone number, shown as an end.
fn masked(tail: &str) -> String {
    if tail.is_empty() { String::new() } else { format!("***{tail}") }
}
