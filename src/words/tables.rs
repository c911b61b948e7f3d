//! Every table of words in one list, and the tests that hold all of them to the same rules. No text stands here.

use super::{
    Phrase, answer, cards, check_in, cli, closing, desk, desks, display, evening, history, hours, journal, keys, label,
    line, notice, office, paper, people, printer, queue, refusal, restore, sheets, square, state, sync, tally, wait,
    window, wire,
};

/// Every table, by its file's name; a new topic file adds itself here.
pub const TABLES: &[(&str, &[(&str, Phrase)])] = &[
    ("answer", answer::ALL),
    ("cards", cards::ALL),
    ("check_in", check_in::ALL),
    ("cli", cli::ALL),
    ("closing", closing::ALL),
    ("desk", desk::ALL),
    ("desks", desks::ALL),
    ("display", display::ALL),
    ("evening", evening::ALL),
    ("history", history::ALL),
    ("hours", hours::ALL),
    ("journal", journal::ALL),
    ("keys", keys::ALL),
    ("label", label::ALL),
    ("line", line::ALL),
    ("notice", notice::ALL),
    ("office", office::ALL),
    ("paper", paper::ALL),
    ("paper copy", sheets::paper_copy::ALL),
    ("people", people::ALL),
    ("printer", printer::ALL),
    ("queue", queue::ALL),
    ("refusal", refusal::ALL),
    ("restore", restore::ALL),
    ("sheets", sheets::head::ALL),
    ("square", square::ALL),
    ("state", state::ALL),
    ("sync", sync::ALL),
    ("tally", tally::ALL),
    ("wait", wait::ALL),
    ("window", window::ALL),
    ("wire", wire::ALL),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Lang;

    fn blanks(text: &str) -> Vec<&str> {
        let mut names: Vec<&str> =
            text.split('{').skip(1).filter_map(|tail| tail.split_once('}').map(|(name, _)| name)).collect();
        names.sort_unstable();
        names
    }

    #[test]
    fn both_languages_of_every_phrase_are_there_with_the_same_blanks() {
        for (table, rows) in TABLES {
            for (name, phrase) in *rows {
                assert!(
                    !phrase.text(Lang::Zh).trim().is_empty() && !phrase.text(Lang::En).trim().is_empty(),
                    "{table}::{name} is empty"
                );
                assert_eq!(
                    blanks(phrase.text(Lang::Zh)),
                    blanks(phrase.text(Lang::En)),
                    "{table}::{name} has different blanks"
                );
            }
        }
    }

    #[test]
    fn no_phrase_uses_a_character_whose_width_terminals_disagree_on() {
        for (table, rows) in TABLES {
            for (name, phrase) in *rows {
                for text in [phrase.text(Lang::Zh), phrase.text(Lang::En)] {
                    let unsure: String = text.chars().filter(|c| "·…“”‘’—①★→●│─█▀▄×°".contains(*c)).collect();
                    assert!(unsure.is_empty(), "{table}::{name} holds {unsure}");
                }
            }
        }
    }
}
