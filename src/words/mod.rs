//! Every text a person reads, in zh-CN and English, as tables by topic. No other room holds Chinese.
//!
//! A [`Phrase`] is one row of a table; `{name}` in it is a blank that [`Phrase::fill`] fills. Rooms below a window
//! (journal, office, ...) say what went wrong as a [`Said`]: a phrase with its blanks, not yet in a language.
//! Labels keep to characters whose width every terminal agrees on (no `·`, `…`, `“`, `—`).
//!
//! To add a text: add a row to the topic's file; the tests at the bottom hold both languages to the same blanks.

/// The two languages of the screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// Simplified Chinese, as spoken at the square.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// The other language.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Zh => Self::En,
            Self::En => Self::Zh,
        }
    }
}

/// One text in both languages; `{name}` marks a blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Phrase {
    zh: &'static str,
    en: &'static str,
}

impl Phrase {
    /// A row of a table.
    pub const fn new(zh: &'static str, en: &'static str) -> Self {
        Self { zh, en }
    }

    /// The text as it stands in the table, blanks unfilled.
    pub const fn text(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }

    /// The phrase with its blanks filled, still free of a language.
    pub fn fill<const N: usize>(self, blanks: [(&'static str, String); N]) -> Said {
        Said { phrase: self, blanks: blanks.into_iter().map(|(name, value)| (name, Blank::Text(value))).collect() }
    }

    /// The phrase without blanks.
    pub fn said(self) -> Said {
        self.fill([])
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Blank {
    Text(String),
    Said(Box<Said>),
    List(Vec<Said>),
    Name { zh: String, en: String },
}

impl Blank {
    fn text(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Text(text), _)
            | (Self::Name { zh: text, .. }, Lang::Zh)
            | (Self::Name { en: text, .. }, Lang::En) => text.clone(),
            (Self::Said(said), lang) => said.text(lang),
            (Self::List(rows), lang) => {
                let rows: Vec<String> = rows.iter().map(|said| said.text(lang)).collect();
                // A row that is a whole sentence is no longer the end of one.
                let rows: Vec<&str> = rows.iter().map(|row| row.trim_end_matches(['。', '.'])).collect();
                rows.join(if lang == Lang::Zh { "；" } else { "; " })
            }
        }
    }
}

/// A phrase with its blanks filled: a sentence that still may be said in either language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    phrase: Phrase,
    blanks: Vec<(&'static str, Blank)>,
}

impl Said {
    /// A name that the square's own data have in both languages (a service, a unit); without an English one the
    /// Chinese stands for both.
    pub fn name(zh: &str, en: &str) -> Self {
        const NAME: Phrase = Phrase::new("{name}", "{name}");
        let en = if en.is_empty() { zh } else { en };
        Self { phrase: NAME, blanks: vec![("name", Blank::Name { zh: zh.to_owned(), en: en.to_owned() })] }
    }

    /// Several sentences in one line.
    pub fn list(rows: Vec<Self>) -> Self {
        const LIST: Phrase = Phrase::new("{list}", "{list}");
        Self { phrase: LIST, blanks: vec![("list", Blank::List(rows))] }
    }

    /// Fills one more blank with a sentence that is itself in both languages.
    #[must_use]
    pub fn and(mut self, name: &'static str, said: Said) -> Self {
        self.blanks.push((name, Blank::Said(Box::new(said))));
        self
    }

    /// The phrase this was made of.
    pub fn phrase(&self) -> Phrase {
        self.phrase
    }

    /// The sentence in one language. A blank nobody filled stays visible as `{name}`.
    pub fn text(&self, lang: Lang) -> String {
        let mut rest = self.phrase.text(lang);
        let mut out = String::with_capacity(rest.len() + 16);
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((name, tail)) = after.split_once('}') else {
                out.push('{');
                rest = after;
                continue;
            };
            if let Some((_, blank)) = self.blanks.iter().find(|(blank, _)| *blank == name) {
                out.push_str(&blank.text(lang));
            } else {
                out.push('{');
                out.push_str(name);
                out.push('}');
            }
            rest = tail;
        }
        out.push_str(rest);
        out
    }
}

/// Makes a table of phrases: one constant a row, and `ALL` for the tests.
macro_rules! phrases {
    ($($(#[$doc:meta])* $name:ident: $zh:literal, $en:literal;)*) => {
        $($(#[$doc])* #[doc = concat!("```text\n", $zh, "\n", $en, "\n```")]
        pub const $name: $crate::words::Phrase = $crate::words::Phrase::new($zh, $en);)*
        /// Every row of this table, by name.
        pub const ALL: &[(&str, $crate::words::Phrase)] = &[$((stringify!($name), $name),)*];
    };
}

pub mod answer;
pub mod cards;
pub mod check_in;
pub mod cli;
pub mod closing;
pub mod desk;
pub mod desks;
pub mod display;
pub mod evening;
pub mod glyphs;
pub mod history;
pub mod hours;
pub mod journal;
pub mod keys;
pub mod label;
pub mod letters;
pub mod line;
pub mod lines;
pub mod names;
pub mod notice;
pub mod office;
pub mod paper;
pub mod people;
pub mod printer;
pub mod queue;
pub mod refusal;
pub mod restore;
pub mod sheets;
pub mod square;
pub mod state;
pub mod sync;
pub mod tables;
pub mod tally;
pub mod wait;
pub mod window;
pub mod wire;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_inside_a_sentence_follows_the_language() {
        let outer = Phrase::new("甲{x}乙{y}", "a {x} b {y}");
        let inner = Phrase::new("内", "inner");
        let said = outer.fill([("x", "1".to_owned())]).and("y", inner.said());
        assert_eq!(said.text(Lang::Zh), "甲1乙内");
        assert_eq!(said.text(Lang::En), "a 1 b inner");
    }
}
