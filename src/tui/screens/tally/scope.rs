//! Which days the tally shows, where the outing has several with figures: today unless another day, or all of them, was
//! asked for.

use crate::domain::day_before::{Beside, beside};
use crate::domain::days::{self, Days};
use crate::domain::time::Day;
use crate::tui::action::Action;
use crate::tui::keymap::Place;
use crate::tui::scene::Scene;
use crate::words::{Said, tally};

/// What was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Scope {
    /// `None` before anybody chose.
    chosen: Option<Days>,
}

/// What is shown.
pub(super) struct Shown {
    /// The days.
    pub days: Days,
    /// The day beside the one before it, where there is one.
    pub beside: Option<Beside>,
    /// Which days they are; `None` where there is nothing to choose.
    pub said: Option<Said>,
}

impl Scope {
    /// What is shown now.
    pub fn shown(self, scene: &Scene<'_>) -> Shown {
        let choices = choices(scene);
        let days = self.days(&choices, scene);
        let beside = match days {
            Days::One(day) => beside(scene.board, day, scene.now),
            Days::All => None,
        };
        Shown { days, beside, said: (choices.len() > 1).then(|| said(days, scene)) }
    }

    /// The choice after this one: from the latest day back to the first, then all.
    pub fn turned(self, scene: &Scene<'_>) -> Self {
        let choices = choices(scene);
        let now = self.days(&choices, scene);
        let after = choices.iter().cycle().skip_while(|days| **days != now).nth(1);
        Self { chosen: after.copied() }
    }

    /// A day whose figures were all undone is no choice any more.
    fn days(self, choices: &[Days], scene: &Scene<'_>) -> Days {
        let today = Days::One(Day::of(scene.now));
        let first = if choices.contains(&today) { today } else { Days::All };
        self.chosen.filter(|chosen| choices.contains(chosen)).unwrap_or(first)
    }
}

/// Whether there are several days with figures.
pub(super) fn is_to_be_chosen(scene: &Scene<'_>) -> bool {
    choices(scene).len() > 1
}

/// All days alone, where only one has figures: it is the same.
fn choices(scene: &Scene<'_>) -> Vec<Days> {
    let mut days = days::with_figures(scene.board);
    let today = Day::of(scene.now);
    let is_outings = |day: Day| {
        scene.board.square.outing().is_some_and(|outing| (outing.first_day..=outing.last_day).contains(&day))
    };
    if is_outings(today) {
        days.insert(today);
    }
    let each = if days.len() > 1 { days.into_iter().rev().map(Days::One).collect() } else { Vec::new() };
    each.into_iter().chain([Days::All]).collect()
}

fn said(days: Days, scene: &Scene<'_>) -> Said {
    let key = ("key", Place::Counts.key_for(&Action::OtherDay));
    match days {
        Days::All => tally::ALL_DAYS.fill([key]),
        Days::One(day) if day == Day::of(scene.now) => tally::TODAY.fill([key, ("day", day.to_string())]),
        Days::One(day) => tally::ONE_DAY.fill([key, ("day", day.to_string())]),
    }
}
