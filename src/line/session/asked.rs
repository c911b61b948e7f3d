//! The question that waits, and the words of its choices.

use crate::desk::Walkin;
use crate::domain::ids::PersonId;
use crate::domain::refusal::{Choice, Question};
use crate::line::rows::View;

/// The question that waits for `answer`.
#[derive(Debug, Clone)]
pub(super) enum Asked {
    /// One with choices.
    Question(Question),
    /// To which station, after "other station".
    Station(PersonId),
    /// Whether somebody new is one of these people on the list.
    Similar(Walkin, Vec<PersonId>),
}

/// The words by which `answer` chooses; people by their badge numbers, unless two of them bear the same.
pub(super) fn choice_words(question: &Question, view: &View<'_>) -> Vec<String> {
    let number = |person: &PersonId| view.board.attendance.person(*person).map(|known| known.number.to_string());
    let choices = question.choices();
    let people: Vec<PersonId> = choices
        .iter()
        .filter_map(|choice| match choice {
            Choice::Person(person) => Some(*person),
            _ => None,
        })
        .collect();
    let word = |choice: &Choice| match choice {
        Choice::Person(person) => {
            let own = number(person);
            let shared = people.iter().filter(|other| number(other) == own).count() > 1;
            own.filter(|_| !shared).unwrap_or_else(|| person.to_string())
        }
        choice => choice.word().unwrap_or_default().to_owned(),
    };
    choices.iter().map(word).collect()
}
