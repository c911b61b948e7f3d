//! By what the hours are counted, as two fields at the end of the form of the outing: how the minutes of a day are
//! rounded, and the most that counts of a day.

use crate::domain::clean::fold_width;
use crate::domain::fact::{HoursRules, Rounding};
use crate::tui::form::Form;
use crate::tui::scene::Scene;
use crate::words::{hours as words, square};

/// What a form says, with two more fields.
pub fn with_fields(form: Form, scene: &Scene<'_>) -> Form {
    let rules = scene.board.hours.rules();
    let rounding = match rules.rounding {
        Rounding::None => "0",
        Rounding::Tenth => "0.1",
        Rounding::Half => "0.5",
    };
    let cap = rules.daily_cap_minutes.map(words::tenths).unwrap_or_default();
    form.with(square::ROUNDING, square::ROUNDING_HINT, rounding).with(square::CAP, square::CAP_HINT, &cap)
}

/// Reads the two fields that begin at an index; one that cannot be read gets the keys and a sentence.
pub fn read(form: &mut Form, at: usize, scene: &Scene<'_>) -> Option<HoursRules> {
    let rounding = match fold_width(&form.text(at)).as_str() {
        "0.1" => Rounding::Tenth,
        "0.5" => Rounding::Half,
        "0" => Rounding::None,
        _ => {
            form.refuse(at, square::ROUNDING_UNREAD.said());
            return None;
        }
    };
    let typed = fold_width(&form.text(at + 1));
    let set = scene.board.hours.rules().daily_cap_minutes;
    // A cap that is no whole number of hours came from elsewhere, and stays as it is unless it is changed.
    let cap = if typed.is_empty() {
        Some(None)
    } else if set.is_some_and(|set| words::tenths(set) == typed) {
        Some(set)
    } else {
        typed.parse::<u16>().ok().filter(|hours| (1..=24).contains(hours)).map(|hours| Some(hours * 60))
    };
    let Some(daily_cap_minutes) = cap else {
        form.refuse(at + 1, square::CAP_UNREAD.said());
        return None;
    };
    Some(HoursRules { rounding, daily_cap_minutes })
}
