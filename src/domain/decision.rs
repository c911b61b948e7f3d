//! What a decision is: facts to write and an answer to give. The rules that make one stand in their topics, the table
//! of commands in [`super::decide`].

use super::fact::Fact;
use super::outcome::Outcome;
use super::refusal::{Question, Refusal};

/// What is to be written, and what is to be said once it is durable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The facts, in order; also of a refused scan, which is a fact itself. Every other refusal writes nothing.
    pub facts: Vec<Fact>,
    /// The answer.
    pub answer: Result<Outcome, Refusal>,
}

impl Decision {
    /// Write these, say this.
    pub fn of(facts: impl IntoIterator<Item = Fact>, outcome: Outcome) -> Self {
        Self { facts: facts.into_iter().collect(), answer: Ok(outcome) }
    }

    /// It stood so already: write nothing.
    pub fn nothing_new() -> Self {
        Self::of([], Outcome::NothingNew)
    }

    /// Ask first.
    pub fn ask(question: Question) -> Self {
        Refusal::Asks(question).into()
    }
}

impl From<Refusal> for Decision {
    fn from(refusal: Refusal) -> Self {
        Self { facts: Vec::new(), answer: Err(refusal) }
    }
}

impl From<Result<Self, Refusal>> for Decision {
    fn from(result: Result<Self, Refusal>) -> Self {
        result.unwrap_or_else(Self::from)
    }
}
