//! What an action makes of the window: (model, action, scene) to effects. No disk, no clock, no terminal.
//!
//! What is the same on every screen is here: scans, the clerk's answers and questions, undo, looks, help, the end.
//! Everything else goes to what is uppermost.

use super::action::{Action, Answer, Screen};
use super::bell::Bell;
use super::dialogs::{Asked, BadgeCard, Dialog, KeysPage, PersonCard, PracticeQuestion, RefusalsPage, TicketCard};
use super::effect::Effect;
use super::keymap::Place;
use super::model::Model;
use super::scene::Scene;
use crate::domain::cards::rules::valid_job;
use crate::domain::command::{Command, Scanned};
use crate::domain::ids::PersonId;
use crate::domain::outcome::Outcome;
use crate::domain::refusal::Refusal;

/// Takes an action in; answers what is to be done.
pub fn update(model: &mut Model, action: Action, scene: &Scene<'_>) -> Vec<Effect> {
    match action {
        Action::Scanned(scanned) => {
            if let Some(effects) = answered_by_card(model, scanned, scene) {
                return effects;
            }
            if model.dialogs.is_empty()
                && model.screen == Screen::Square
                && who_is_here(scanned, scene).is_some_and(|person| model.square.takes_lead(person))
            {
                return Vec::new();
            }
            model.dialogs.retain(Dialog::outlives_a_scan);
            let mut effects = model.update_screen(&action, scene);
            effects.push(Effect::Scan(scanned));
            effects
        }
        Action::Answered(answer) => answered(model, answer, scene),
        Action::BadgeDrawn { person, squares } => {
            model.dialogs.push(Dialog::Badge(BadgeCard::new(person, squares)));
            Vec::new()
        }
        Action::Managed(person) => open(model, Dialog::Person(PersonCard::of(person))),
        Action::Edited(answer) => edited(model, answer, scene),
        Action::Found(_) if matches!(model.dialogs.last(), Some(Dialog::Person(_))) => uppermost(model, &action, scene),
        Action::SquareSetUp(Ok(_)) => {
            // What was answered before there was a square is no answer of now.
            model.latest = None;
            model.update_screen(&action, scene)
        }
        Action::Found(_)
        | Action::NoCode
        | Action::Similar(_)
        | Action::Registered(_)
        | Action::RosterRead(_)
        | Action::Imported(_)
        | Action::Printed(_)
        | Action::SquareSetUp(_)
        | Action::BoardChanged => model.update_screen(&action, scene),
        Action::Tick(_) => {
            let is_covered = matches!(model.dialogs.last(), Some(Dialog::Ticket(_)));
            if model.display.is_covered_too_long(is_covered) {
                model.dialogs.pop();
            }
            model.update_screen(&action, scene)
        }
        // Wherever one is meanwhile: the tab knows it when one turns to it.
        Action::Invited | Action::DesksTold(_) | Action::AroundChanged => model.square.update(&action, scene),
        Action::Go(Screen::Square) if model.screen == Screen::Square => {
            model.square.turn_tab(scene);
            Vec::new()
        }
        Action::Go(screen) => {
            if screen == Screen::Display {
                model.display.open();
            }
            model.screen = screen;
            // What it keeps may be old: it hears of changes only while it is open.
            model.update_screen(&Action::BoardChanged, scene)
        }
        Action::Undo => {
            let mut effects = model.update_screen(&action, scene);
            effects.push(Effect::Perform(Command::Undo { entry: None, reason: None, sure: false }));
            effects
        }
        Action::NextTheme => {
            model.palette = model.palette.next();
            Vec::new()
        }
        Action::OtherLang => {
            model.lang = model.lang.other();
            Vec::new()
        }
        Action::Sound => {
            model.silent = !model.silent;
            Vec::new()
        }
        Action::Practice if scene.practice.is_some() => vec![Effect::Practise(false)],
        Action::Practice if model.place() == Place::SetUp => open(model, Dialog::Practice(PracticeQuestion::default())),
        Action::Practice => Vec::new(),
        Action::PracticeTurned => {
            // What was answered before is no answer of now.
            model.latest = None;
            model.update_screen(&action, scene)
        }
        Action::Scans => open(model, Dialog::Scans(RefusalsPage::default())),
        Action::Help => open(model, Dialog::Keys(KeysPage::of(model.place()))),
        Action::AskQuit => open(model, Dialog::Quit),
        other => uppermost(model, &other, scene),
    }
}

/// Opens a dialog, unless one of its kind is open.
fn open(model: &mut Model, dialog: Dialog) -> Vec<Effect> {
    if model.dialogs.iter().all(|open| open.place() != dialog.place()) {
        model.dialogs.push(dialog);
    }
    Vec::new()
}

fn uppermost(model: &mut Model, action: &Action, scene: &Scene<'_>) -> Vec<Effect> {
    let Some(dialog) = model.dialogs.pop() else { return model.update_screen(action, scene) };
    let (open, effects) = dialog.update(action, scene);
    model.dialogs.extend(open);
    effects
}

/// The one person who is here and whose badge was scanned.
fn who_is_here(scanned: Scanned, scene: &Scene<'_>) -> Option<PersonId> {
    let Scanned::Badge { number, issue } = scanned else { return None };
    let attendance = &scene.board.attendance;
    let [person] = attendance.bearers(number).try_into().ok()?;
    let known = attendance.person(person)?;
    (known.is_in() && known.issue == issue && !attendance.is_revoked(number)).then_some(person)
}

/// A card that answers the question on the screen; any other scan is none.
fn answered_by_card(model: &mut Model, scanned: Scanned, scene: &Scene<'_>) -> Option<Vec<Effect>> {
    let Scanned::Card { number } = scanned else { return None };
    let Some(Dialog::Asked(asked)) = model.dialogs.last() else { return None };
    let (asked, effects) = asked.by_card(valid_job(scene.board, number)?)?;
    model.dialogs.pop();
    model.dialogs.extend(asked.map(Dialog::Asked));
    Some(effects)
}

/// A saved edit closes its form; one that was refused stays open, and nothing typed is lost.
fn edited(model: &mut Model, answer: Answer, scene: &Scene<'_>) -> Vec<Effect> {
    let action = Action::Edited(answer);
    let mut effects = uppermost(model, &action, scene);
    if let Action::Edited(answer) = action {
        effects.extend(answered(model, answer, scene));
    }
    effects
}

/// Shows the answer, asks what it asks, rings as it sounds, and lets the open screen go on from it.
fn answered(model: &mut Model, answer: Answer, scene: &Scene<'_>) -> Vec<Effect> {
    let action = Action::Answered(answer);
    let mut effects = model.update_screen(&action, scene);
    let Action::Answered(answer) = action else { return effects };
    if model.screen == Screen::Display && !leads_off_display(&answer) {
        // Nobody's name or question may stand there; the display has a sign for it.
        effects.extend(Bell::of(&answer, scene).map(Effect::Sound));
        return effects;
    }
    if let Answer::Refused(Refusal::Asks(question)) = &answer {
        model.dialogs.retain(|open| !matches!(open, Dialog::Asked(_)));
        model.dialogs.push(Dialog::Asked(Asked::new(question.clone())));
    }
    match &answer {
        // Whoever gets a new badge wants to photograph it.
        Answer::Done(Outcome::BadgeIssued { person, .. }) => effects.push(Effect::DrawBadge(*person)),
        Answer::Done(Outcome::TicketFound { ticket }) => {
            let station = model.queue.station(scene);
            model.dialogs.push(Dialog::Ticket(TicketCard::of(*ticket, station, scene)));
        }
        Answer::Done(Outcome::AtStation { station }) => {
            model.screen = Screen::Queue;
            model.queue.work_at(station.clone());
        }
        _ => {}
    }
    effects.extend(Bell::of(&answer, scene).map(Effect::Sound));
    model.latest = Some(answer);
    effects
}

/// What residents may see (a slip of theirs), or leads to another screen (a station's card).
fn leads_off_display(answer: &Answer) -> bool {
    matches!(answer, Answer::Done(Outcome::TicketFound { .. } | Outcome::AtStation { .. }))
}
