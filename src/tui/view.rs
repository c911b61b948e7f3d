//! The whole window: title line, the open screen, the last answer, the keys, and what lies over them.
//!
//! ```text
//!  签到  某某广场志愿服务                          1号机 北门  2026-03-05 10:24  单机
//!  (the screen)
//!  + 签到成功：王芳                                   (where the screen itself does not show it)
//!  Enter 签到  Ctrl+T 集体到  ..                                     keys of this place
//!  F2 签到  F3 叫号  ..                                              keys of every place
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::widgets::Widget;

use super::action::{Action, Answer, Screen};
use super::cells;
use super::keymap::{Binding, Place};
use super::model::Model;
use super::practising;
use super::scene::Scene;
use super::theme::Tone;
use super::widgets::{Footer, TitleLine, TooSmall};
use crate::domain::refusal::Refusal;
use crate::domain::time::Day;
use crate::words::{Phrase, answer, desks, keys, label, refusal, window};

/// Draws the window; answers where the cursor belongs.
pub fn view(model: &Model, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
    scene.theme.ground(buf, area);
    if TooSmall::applies(area) {
        TooSmall { lang: scene.lang, theme: scene.theme }.render(area, buf);
        if model.screen != Screen::Display {
            latest_line(scene, cells::line(area, area.height.saturating_sub(1)), buf);
        }
        return None;
    }
    if model.screen == Screen::Display {
        // Who looks at it must see nobody's name: no last answer, no states of the desk.
        model.display.view(scene, area, buf);
        return view_dialogs(model, scene, area, buf, None);
    }
    let shows_latest = model.screen == Screen::CheckIn && model.check_in.shows_latest();
    let latest_lines = Constraint::Length(u16::from(!shows_latest));
    let lines = [Constraint::Length(1), Constraint::Fill(1), latest_lines, Constraint::Length(FOOTER_LINES)];
    let [title, screen, latest, footer] = Layout::vertical(lines).areas(area);
    title_line(model, scene, title, buf);
    let cursor = view_screen(model, scene, screen, buf);
    latest_line(scene, latest, buf);
    view_footer(model, scene, footer, buf);
    view_dialogs(model, scene, area, buf, cursor)
}

/// What lies over the screen; answers where the cursor belongs.
fn view_dialogs(
    model: &Model,
    scene: &Scene<'_>,
    area: Rect,
    buf: &mut Buffer,
    cursor: Option<Position>,
) -> Option<Position> {
    model.dialogs.iter().fold(cursor, |_, dialog| dialog.view(scene, area, buf))
}

/// Draws only what a click can mean now: what is uppermost, and the keys.
pub fn view_uppermost(model: &Model, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) {
    scene.theme.ground(buf, area);
    view_footer(model, scene, cells::below(area, area.height.saturating_sub(FOOTER_LINES)), buf);
    if let Some(dialog) = model.dialogs.last() {
        dialog.view(scene, area, buf);
    }
}

/// The keys of the place, and the keys of every place.
const FOOTER_LINES: u16 = 2;

fn view_screen(model: &Model, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
    match model.screen {
        Screen::CheckIn => model.check_in.view(scene, area, buf),
        Screen::Queue => model.queue.view(scene, area, buf),
        Screen::Tally => model.tally.view(scene, area, buf),
        Screen::Square => model.square.view(scene, area, buf),
        Screen::Display => {
            model.display.view(scene, area, buf);
            None
        }
    }
}

fn title_line(model: &Model, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) {
    let screen = scene.text(match model.screen {
        Screen::CheckIn => keys::CHECK_IN,
        Screen::Queue => keys::QUEUE,
        Screen::Tally => keys::TALLY,
        Screen::Square => keys::SQUARE,
        Screen::Display => keys::DISPLAY,
    });
    let outing = scene.board.square.outing().map_or("", |outing| &outing.name);
    let practice = practising::title(scene);
    let title = match practice {
        Some((practice, _)) => format!("{}  {screen}  {outing}", scene.text(practice)),
        None => format!("{screen}  {outing}"),
    };
    let mut states = states(model, scene);
    if practising::seems_forgotten(scene) {
        // Nothing but trouble matters more.
        states.retain(|(_, tone)| *tone == Tone::Bad);
    }
    TitleLine { title: &title, states: &states, theme: scene.theme }.render(area, buf);
    if let Some((_, role)) = practice {
        buf.set_style(area, scene.style(role));
    }
}

/// What to keep an eye on, the most important first.
fn states(model: &Model, scene: &Scene<'_>) -> Vec<(String, Tone)> {
    let mut states: Vec<(String, Tone)> =
        scene.troubles.iter().map(|trouble| (scene.say(trouble), Tone::Bad)).collect();
    let count = |phrase: Phrase, count: usize| scene.say(&phrase.fill([("count", count.to_string())]));
    if scene.pending > 0 {
        states.push((count(window::NOT_DURABLE, scene.pending), Tone::Warn));
    }
    if !scene.notices.is_empty() {
        states.push((count(window::NOTICES, scene.notices.len()), Tone::Warn));
    }
    if let Some(card) = scene.board.square.desk(scene.desk) {
        let desk = window::DESK.fill([("number", card.number.to_string()), ("name", card.name.clone())]);
        states.push((scene.say(&desk), Tone::Plain));
    }
    if model.silent {
        states.push((scene.text(window::SILENT).to_owned(), Tone::Plain));
    }
    states.push((format!("{} {}", Day::of(scene.now), scene.now.hhmm()), Tone::Plain));
    states.extend(among(scene));
    states
}

/// Whether this desk is alone; else how many desks are there, and what of this one nobody else has yet.
fn among(scene: &Scene<'_>) -> Vec<(String, Tone)> {
    let Some(meeting) = &scene.around.meeting else { return vec![(scene.text(label::ALONE).to_owned(), Tone::Plain)] };
    let is_whole = meeting.seen >= meeting.expected;
    let seen = [("seen", meeting.seen.to_string()), ("expected", meeting.expected.to_string())];
    let mut states = vec![(scene.say(&desks::STATE.fill(seen)), if is_whole { Tone::Plain } else { Tone::Warn })];
    if let Some(unsent) = meeting.unsent.filter(|unsent| *unsent > 0) {
        states.push((scene.say(&desks::UNSYNCED.fill([("count", unsent.to_string())])), Tone::Warn));
    }
    states
}

/// The last answer in one line, with its sign.
fn latest_line(scene: &Scene<'_>, area: Rect, buf: &mut Buffer) {
    let names = scene.names();
    let (said, tone) = match scene.latest {
        None => return,
        Some(Answer::Done(outcome)) => (answer::said(outcome, &names), Tone::Good),
        Some(Answer::Refused(refused @ Refusal::Asks(_))) => (refusal::said(refused, &names), Tone::Warn),
        Some(Answer::Refused(refused)) => (refusal::said(refused, &names), Tone::Bad),
        Some(Answer::NotSaved(why)) => (why.clone(), Tone::Bad),
    };
    let said = if scene.practice.is_some() { window::PRACTISED.said().and("answer", said) } else { said };
    scene.put(buf, cells::after(area, 1), &tone.signed(&scene.say(&said)), tone.word());
}

/// Whether a key does anything now: that of practice only begins it in the set-up, or ends it; that of the days needs
/// several.
fn is_of_use(binding: &Binding, model: &Model, scene: &Scene<'_>) -> bool {
    let does = |action: &Action| binding.keys.iter().any(|(_, bound)| bound == action);
    if does(&Action::OtherDay) {
        return model.tally.has_days(scene);
    }
    !does(&Action::Practice) || scene.practice.is_some() || model.place() == Place::SetUp
}

fn opens_display(binding: &Binding) -> bool {
    binding.keys.iter().any(|(_, action)| *action == Action::Go(Screen::Display))
}

fn goes_back(binding: &Binding) -> bool {
    binding.keys.iter().all(|(_, action)| *action == Action::Previous)
}

/// The keys that work now. Over a dialog all stand in the last line: the dialog may need the one before.
fn view_footer(model: &Model, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) {
    let (common, own): (Vec<&Binding>, Vec<&Binding>) = model
        .place()
        .bindings()
        .filter(|binding| binding.place != Place::Field && is_of_use(binding, model, scene))
        .partition(|binding| binding.is_common());
    // The display is opened once a morning: where the window is narrow, its key gives way to the others.
    let (aside, mut common): (Vec<&Binding>, Vec<&Binding>) =
        common.into_iter().partition(|binding| opens_display(binding));
    common.extend(aside);
    // One way through the views is enough where there is little room.
    let (back, mut own): (Vec<&Binding>, Vec<&Binding>) = own.into_iter().partition(|binding| goes_back(binding));
    own.extend(back);
    let lines = if model.dialogs.is_empty() { [own, common] } else { [Vec::new(), [own, common].concat()] };
    for (offset, bindings) in (0..).zip(lines) {
        let keys: Vec<String> = bindings.iter().map(|binding| binding.short_keys()).collect();
        let labels = bindings.iter().map(|binding| scene.text(binding.label));
        let keys: Vec<(&str, &str)> = keys.iter().map(String::as_str).zip(labels).collect();
        Footer { keys: &keys, theme: scene.theme }.render(cells::after(cells::line(area, offset), 1), buf);
    }
}
