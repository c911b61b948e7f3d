//! Numbered answers: a digit takes its answer at once, or the arrows mark one and Enter takes it.
//!
//! A scanner types digits too. So a digit marks its answer, and takes it only when nothing follows for a moment
//! ([`Action::Settled`]) or Enter does; two characters in a row are no answer, whatever they are.

use crate::tui::action::Action;

/// Which answer is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Choosing {
    /// The marked answer, if any.
    pub chosen: Option<usize>,
    typed: Typed,
}

/// What was typed since the last other key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Typed {
    #[default]
    Nothing,
    /// One digit that stands before an answer.
    Answer,
    /// Anything else: perhaps a scan.
    Else,
}

impl Choosing {
    /// With one answer marked, or none where a person must choose.
    pub fn of(chosen: Option<usize>) -> Self {
        Self { chosen, typed: Typed::Nothing }
    }

    /// Follows an action, within so many answers. The answer that is taken, if one is.
    pub fn update(&mut self, action: &Action, count: usize) -> Option<usize> {
        let before = std::mem::take(&mut self.typed);
        match action {
            Action::Typed(typed) => self.mark(*typed, before, count),
            Action::Choose(step) => {
                self.chosen = Some(self.chosen.map_or(0, |chosen| step.from(chosen, count)));
            }
            Action::Settled if before == Typed::Answer => return self.chosen,
            Action::Confirm if before != Typed::Else => return self.chosen,
            _ => {}
        }
        None
    }

    fn mark(&mut self, typed: char, before: Typed, count: usize) {
        let index = typed.to_digit(10).and_then(|digit| usize::try_from(digit).ok()?.checked_sub(1));
        match index.filter(|index| before == Typed::Nothing && *index < count) {
            Some(index) => {
                self.chosen = Some(index);
                self.typed = Typed::Answer;
            }
            None => self.typed = Typed::Else,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::action::Step;

    fn check(start: Option<usize>, actions: &[Action], taken: Option<usize>) {
        let mut choosing = Choosing::of(start);
        let answers: Vec<usize> = actions.iter().filter_map(|action| choosing.update(action, 3)).collect();
        assert_eq!(answers, taken.into_iter().collect::<Vec<_>>(), "{actions:?}");
    }

    #[test]
    fn a_digit_takes_its_answer_once_it_is_sure_to_be_no_scan() {
        use Action::{Confirm, Settled, Typed};
        check(Some(0), &[Typed('2'), Settled], Some(1));
        check(Some(0), &[Typed('2'), Confirm], Some(1));
        check(Some(0), &[Typed('2')], None);
        check(Some(0), &[Typed('4'), Settled], None);
        check(Some(0), &[Typed('4'), Confirm], None);
        check(Some(0), &[Typed('x'), Confirm], None);
    }

    #[test]
    fn digits_of_a_scan_take_nothing() {
        use Action::{Confirm, Settled, TakenBack, Typed};
        check(Some(0), &[Typed('1'), Typed('1'), Settled], None);
        check(Some(0), &[Typed('1'), Typed('2'), Confirm], None);
        check(Some(0), &[Typed('1'), TakenBack(1), Settled], None);
    }

    #[test]
    fn arrows_mark_and_enter_takes() {
        use Action::{Choose, Confirm};
        check(Some(2), &[Confirm], Some(2));
        check(Some(0), &[Choose(Step::Down), Confirm], Some(1));
        check(None, &[Confirm], None);
        check(None, &[Choose(Step::Down), Confirm], Some(0));
    }
}
