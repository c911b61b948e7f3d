//! How practice is shown: in the title line of every screen, and still more plainly when it seems to be forgotten.

use crate::desk::Practice;
use crate::domain::fact::Outing;
use crate::domain::time::{Day, Wall};
use crate::words::{Phrase, window};

use super::scene::Scene;
use super::theme::Role;

/// Who has not practised for so long has gone to do something else.
const IDLE_MS: u64 = 10 * 60_000;
/// Volunteers come this long before the opening.
const BEFORE_OPENING_MINUTES: u16 = 30;

/// What the title says of practice, and the look of the line; nothing while everything counts.
pub fn title(scene: &Scene<'_>) -> Option<(Phrase, Role)> {
    scene.practice?;
    Some(if seems_forgotten(scene) {
        (window::STILL_PRACTICE, Role::BadPanel)
    } else {
        (window::PRACTICE, Role::WarnPanel)
    })
}

/// Whether somebody should be told that the desk still practises.
pub fn seems_forgotten(scene: &Scene<'_>) -> bool {
    scene.practice.is_some_and(|practice| is_forgotten(practice, scene.now, scene.board.square.outing()))
}

/// Whether practice seems to be forgotten: nobody uses it, or the real guests are about to come or here.
fn is_forgotten(practice: Practice, now: Wall, outing: Option<&Outing>) -> bool {
    let is_idle = now.ms_since(practice.last_used) >= IDLE_MS;
    is_idle || outing.is_some_and(|outing| guests_come(outing, now))
}

fn guests_come(outing: &Outing, now: Wall) -> bool {
    let today = Day::of(now);
    let from = today.at_minute(outing.opens_minute.saturating_sub(BEFORE_OPENING_MINUTES));
    let to = today.at_minute(outing.closes_minute);
    (outing.first_day..=outing.last_day).contains(&today) && (from..=to).contains(&now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn practice_is_forgotten_when_nobody_uses_it_or_guests_come() {
        let day = Day::new(2026, 3, 5).unwrap();
        let outing = Outing {
            name: String::new(),
            event: 305,
            first_day: day,
            last_day: day,
            opens_minute: 8 * 60,
            closes_minute: 12 * 60,
            demo: false,
        };
        let yesterday = Day::new(2026, 3, 4).unwrap();
        for (name, today, now, used, forgotten) in [
            ("an hour before", day, 7 * 60, 7 * 60, false),
            ("nobody since ten minutes", day, 7 * 60, 6 * 60 + 50, true),
            ("nobody since nine minutes", day, 7 * 60, 6 * 60 + 51, false),
            ("half an hour before the opening", day, 7 * 60 + 30, 7 * 60 + 30, true),
            ("while it is open", day, 10 * 60, 10 * 60, true),
            ("after it", day, 13 * 60, 13 * 60, false),
            ("at the same time the day before", yesterday, 10 * 60, 10 * 60, false),
        ] {
            let used = today.at_minute(used);
            let practice = Practice { since: used, last_used: used };
            assert_eq!(is_forgotten(practice, today.at_minute(now), Some(&outing)), forgotten, "{name}");
        }
    }
}
