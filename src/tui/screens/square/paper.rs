//! Where the paper beside the machine goes: shown in the set-up, changed in a form of two folders.

use crate::desk::{PaperFolder, PaperState};
use crate::tui::action::Action;
use crate::tui::effect;
use crate::tui::form::{Form, Step};
use crate::tui::scene::Scene;
use crate::tui::theme::Role;
use crate::words::{Said, square};

/// The folders as they are now, to be changed.
pub fn form(scene: &Scene<'_>) -> Form {
    let path = |place: usize| scene.papers.get(place).map(|folder| folder.path.display().to_string());
    Form::default().with(square::PAPER_FOLDER, square::PAPER_FOLDER_HINT, &path(0).unwrap_or_default()).with(
        square::PAPER_SECOND,
        square::PAPER_SECOND_HINT,
        &path(1).unwrap_or_default(),
    )
}

/// What an action makes of the form; it is over when nothing comes back.
pub fn edit(mut form: Form, action: &Action) -> effect::Step<Form> {
    match action {
        Action::PaperKept(Ok(())) => return (None, Vec::new()),
        Action::PaperKept(Err(fault)) => form.refuse(0, fault.clone()),
        _ => match form.update(action) {
            Step::Left => return (None, Vec::new()),
            Step::Finished => {
                let folders = vec![unquoted(&form.text(0)), unquoted(&form.text(1))];
                return (Some(form), vec![effect::Effect::KeepPaper(folders)]);
            }
            Step::Open => {}
        },
    }
    (Some(form), Vec::new())
}

/// A folder dragged into a terminal comes in quotes.
fn unquoted(path: &str) -> String {
    path.trim_matches(['"', '\'']).to_owned()
}

/// The folders and how the last copies went; nothing where no paper is kept.
pub fn said(scene: &Scene<'_>) -> Option<(String, Role)> {
    if scene.papers.is_empty() {
        return None;
    }
    let has_failed = scene.papers.iter().any(PaperFolder::has_failed);
    let folders = scene.papers.iter().map(|folder| {
        let path = ("path", folder.path.display().to_string());
        match &folder.state {
            PaperState::Nothing => square::PAPER_NOTHING.fill([path]),
            PaperState::Written(at) => square::PAPER_WRITTEN.fill([path, ("time", at.hhmm())]),
            PaperState::Absent => square::PAPER_ABSENT.fill([path]),
            PaperState::Failed(why) => why.clone(),
        }
    });
    let said = square::PAPER.said().and("folders", Said::list(folders.collect()));
    Some((scene.say(&said), if has_failed { Role::Bad } else { Role::Dim }))
}
