//! The form that says where ticket slips are printed.

use crate::printer::Place;
use crate::tui::effect::Effect;
use crate::tui::form::Form;
use crate::tui::scene::Scene;
use crate::words::printer as words;

/// The form, with the printer of now.
pub fn form(scene: &Scene<'_>) -> Form {
    let place = scene.printer.map_or("", |printer| printer.place.as_str());
    Form::default().with(words::FIELD, words::FIELD_HINT, place)
}

/// What is to be done with what was typed; a text that names no printer gets a sentence.
pub fn read(form: &mut Form) -> Option<Effect> {
    let text = form.text(0);
    if text.is_empty() {
        return Some(Effect::SetPrinter(None));
    }
    match text.parse::<Place>() {
        Ok(place) => Some(Effect::SetPrinter(Some(place))),
        Err(fault) => {
            form.refuse(0, fault.said());
            None
        }
    }
}
