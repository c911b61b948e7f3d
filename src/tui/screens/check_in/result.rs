//! What became of the last scan or key, so large that nobody misses it; it stays until the next.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::domain::attendance::Status;
use crate::domain::ids::PersonId;
use crate::domain::outcome::Outcome;
use crate::domain::refusal::{Question, Refusal};
use crate::domain::time::Day;
use crate::tui::action::{Action, Answer};
use crate::tui::cells;
use crate::tui::keymap::Place;
use crate::tui::scene::Scene;
use crate::tui::theme::Tone;
use crate::tui::widgets::ResultPanel;
use crate::words::{Phrase, answer, check_in, refusal, window};

/// Cells that the panel's sign, its margins and a blank take from a line.
const SIGN_AND_MARGINS: u16 = 18;

/// Draws the answer that came last, or how to begin.
pub(super) fn view(scene: &Scene<'_>, area: Rect, buf: &mut Buffer) {
    let (tone, word, number, lines) = summary(scene);
    let room = area.width.saturating_sub(SIGN_AND_MARGINS);
    let lines: Vec<String> = lines.iter().flat_map(|line| cells::wrap(line, room, scene.theme.glyphs)).collect();
    let mut word = scene.text(word).to_owned();
    if scene.practice.is_some() {
        word = scene.say(&window::PRACTISED.fill([("answer", word)]));
    }
    let panel = ResultPanel { tone, word: &word, number: &number, lines: &lines, theme: scene.theme };
    panel.render(area, buf);
}

/// How it sounds, its word, a ticket number, and what it is about.
fn summary(scene: &Scene<'_>) -> (Tone, Phrase, String, Vec<String>) {
    let names = scene.names();
    let number = String::new();
    if scene.pending > 0 {
        return (Tone::Plain, check_in::SAVING, number, Vec::new());
    }
    match scene.latest {
        None if scene.board.square.outing().is_none() => {
            (Tone::Warn, check_in::NOT_SET_UP, number, vec![scene.text(check_in::NOT_SET_UP_LINE).to_owned()])
        }
        None => (Tone::Plain, check_in::WELCOME, number, vec![scene.text(check_in::WELCOME_LINE).to_owned()]),
        Some(Answer::NotSaved(why)) => (Tone::Bad, check_in::NOT_SAVED, number, vec![scene.say(why)]),
        Some(Answer::Done(outcome)) => {
            let word = check_in::outcome_word(outcome);
            match (outcome, outcome.person()) {
                (Outcome::Arrived { .. } | Outcome::Left { .. }, Some(person)) => {
                    (Tone::Good, word, number, person_lines(scene, person))
                }
                _ => (Tone::Good, word, number, vec![scene.say(&answer::said(outcome, &names))]),
            }
        }
        Some(Answer::Refused(refused)) => {
            let tone = if matches!(refused, Refusal::Asks(_)) { Tone::Warn } else { Tone::Bad };
            let mut lines = vec![scene.say(&refusal::said(refused, &names))];
            if let Some(person) = about(refused) {
                lines.extend(person_lines(scene, person).into_iter().skip(1));
            }
            if matches!(refused, Refusal::Scan { .. }) {
                lines.extend(refused_today(scene));
            }
            (tone, check_in::refusal_word(refused), number, lines)
        }
    }
}

/// That one scan after the other is refused, and where to look why.
fn refused_today(scene: &Scene<'_>) -> Option<String> {
    let refused = scene.board.refused_scans.of_day(Day::of(scene.now));
    let times: usize = refused.iter().filter(|row| row.desk == scene.desk).map(|row| row.times).sum();
    let key = Place::CheckIn.key_for(&Action::Scans);
    (times > 1).then(|| scene.say(&check_in::REFUSED_TODAY.fill([("times", times.to_string()), ("key", key)])))
}

/// The person a refusal is about.
fn about(refused: &Refusal) -> Option<PersonId> {
    match refused {
        Refusal::Scan { person, .. } => *person,
        Refusal::Asks(Question::AlreadyIn { person, .. })
        | Refusal::OffTheList { person }
        | Refusal::NotIn { person } => Some(*person),
        _ => None,
    }
}

/// Name, unit, since when and where, and what everybody at the desk should know.
fn person_lines(scene: &Scene<'_>, person: PersonId) -> Vec<String> {
    let names = scene.names();
    let state = scene.board.attendance.person(person);
    let mut lines = vec![scene.name_of(person), scene.unit_of(person)];
    let attention = names.attention(person);
    if !attention.is_empty() {
        let note = scene.say(&check_in::ATTENTION.fill([("attention", attention.to_owned())]));
        lines.push(Tone::Warn.signed(&note).into_owned());
    }
    if let Some(state) = state {
        let since = match state.status {
            Status::In { since, .. } => scene.say(&check_in::SINCE.fill([("since", since.hhmm())])) + "  ",
            _ => String::new(),
        };
        lines.push(format!("{since}{}", state.number));
    }
    lines
}
