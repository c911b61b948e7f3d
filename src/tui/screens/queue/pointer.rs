//! Which row is chosen: by the arrows, or by typing the word that stands before it.
//!
//! What is typed marks its row at once but is kept apart until it is sure to be no scan; a scan takes it back, and the
//! row chosen before is marked again. The chosen thing is remembered, not its place: another desk may add rows.

use crate::tui::action::Action;

/// The chosen one of some rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pointer<Id> {
    /// `None` before anything was chosen: the first row.
    chosen: Option<Id>,
    typed: String,
}

/// What may be chosen, and the word to type for it.
pub(super) type Row<Id> = (Id, String);

/// No station's word is longer; what is longer comes from a scanner.
const TYPED_MAX: usize = 24;

impl<Id> Default for Pointer<Id> {
    fn default() -> Self {
        Self { chosen: None, typed: String::new() }
    }
}

impl<Id: Clone + PartialEq> Pointer<Id> {
    /// With one chosen.
    pub fn at(id: Id) -> Self {
        Self { chosen: Some(id), typed: String::new() }
    }

    /// The chosen row.
    pub fn index(&self, rows: &[Row<Id>]) -> usize {
        let chosen = || rows.iter().position(|(id, _)| Some(id) == self.chosen.as_ref());
        self.meant(rows).or_else(chosen).unwrap_or_default()
    }

    /// What the chosen row stands for.
    pub fn id<'a>(&self, rows: &'a [Row<Id>]) -> Option<&'a Id> {
        rows.get(self.index(rows)).map(|(id, _)| id)
    }

    /// Follows an action. What was typed counts with any other key than a character; where no row bears it, the key
    /// must not be taken for the row chosen before, and it is answered with the word.
    pub fn update(&mut self, action: &Action, rows: &[Row<Id>]) -> Result<(), String> {
        match action {
            Action::Typed(typed) if self.typed.len() < TYPED_MAX => self.typed.push(*typed),
            // Their digits go on being typed, or the board changed meanwhile.
            Action::Typed(_) | Action::BoardChanged | Action::Answered(_) => {}
            Action::TakenBack(_) => self.typed.clear(),
            _ => {
                let is_known = self.typed.is_empty() || self.meant(rows).is_some();
                self.chosen = self.id(rows).cloned();
                let typed = std::mem::take(&mut self.typed);
                if !is_known {
                    return Err(typed);
                }
            }
        }
        if let Action::Choose(step) = action {
            let index = step.from(self.index(rows), rows.len());
            self.chosen = rows.get(index).map(|(id, _)| id.clone());
        }
        Ok(())
    }

    /// The row that bears what is typed.
    fn meant(&self, rows: &[Row<Id>]) -> Option<usize> {
        rows.iter().position(|(_, word)| word.eq_ignore_ascii_case(&self.typed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::action::Step;

    const ROWS: [&str; 4] = ["1", "2", "12", "VIP"];

    /// The rows that are chosen and the words that none bears, after the actions.
    fn check(actions: &[Action], chosen: &str, unknown: &[&str]) {
        let rows: Vec<Row<&str>> = ROWS.iter().map(|row| (*row, (*row).to_owned())).collect();
        let mut pointer = Pointer::default();
        let refused: Vec<String> = actions.iter().filter_map(|action| pointer.update(action, &rows).err()).collect();
        assert_eq!((pointer.id(&rows), refused), (Some(&chosen), unknown.iter().map(|word| (*word).into()).collect()));
    }

    #[test]
    fn a_typed_word_marks_its_row_and_any_key_keeps_it() {
        use Action::{Choose, Confirm, Settled, Typed};
        check(&[], "1", &[]);
        check(&[Typed('2')], "2", &[]);
        check(&[Typed('1'), Typed('2'), Confirm], "12", &[]);
        check(&[Typed('2'), Settled, Typed('1')], "1", &[]);
        check(&[Typed('v'), Typed('i'), Typed('p'), Settled], "VIP", &[]);
        check(&[Typed('2'), Choose(Step::Down)], "12", &[]);
    }

    #[test]
    fn a_word_no_row_bears_chooses_nothing_and_is_told() {
        use Action::{Choose, Confirm, Typed};
        check(&[Choose(Step::Down), Typed('9'), Confirm], "2", &["9"]);
        check(&[Typed('9'), Confirm, Confirm], "1", &["9"]);
    }

    #[test]
    fn the_digits_of_a_scan_leave_the_chosen_row() {
        use Action::{BoardChanged, Choose, Settled, TakenBack, Typed};
        check(&[Choose(Step::Down), Typed('1'), TakenBack(1), Settled], "2", &[]);
        check(&[Typed('1'), BoardChanged, Typed('2')], "12", &[]);
        check(&[vec![Typed('1'); 34], vec![TakenBack(34)]].concat(), "1", &[]);
    }
}
