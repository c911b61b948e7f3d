//! What a person types into one line: the text on both sides of the cursor. Pure; the drawing is in `widgets::field`.

use unicode_width::UnicodeWidthChar;

/// Longer than any name, unit or reason; a paste of 10,000 characters is cut here, and [`TextField::was_cut`] says so.
const MAX_CHARS: usize = 200;

/// One line of text with a cursor in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TextField {
    before: String,
    after: String,
    /// Characters typed since the field was full.
    overflow: usize,
}

impl TextField {
    /// A field that holds a text already, the cursor behind it.
    pub fn holding(text: &str) -> Self {
        let mut field = Self::default();
        field.paste(text);
        field
    }

    /// The whole text.
    pub fn text(&self) -> String {
        format!("{}{}", self.before, self.after)
    }

    /// The text left of the cursor.
    pub fn before(&self) -> &str {
        &self.before
    }

    /// The text right of the cursor.
    pub fn after(&self) -> &str {
        &self.after
    }

    /// Whether nothing is typed.
    pub fn is_empty(&self) -> bool {
        self.before.is_empty() && self.after.is_empty()
    }

    /// Whether the last thing typed or pasted did not fit whole.
    pub fn was_cut(&self) -> bool {
        self.overflow > 0
    }

    /// Types one character. Control characters are not text and are left out.
    pub fn insert(&mut self, typed: char) {
        self.overflow = if self.add(typed) { 0 } else { self.overflow + 1 };
    }

    /// Types a whole text; line ends and tabs become blanks, those at its ends are left out.
    pub fn paste(&mut self, text: &str) {
        self.overflow = 0;
        let blank = |pasted: char| pasted.is_whitespace() || pasted.is_control();
        for pasted in text.trim_matches(blank).chars() {
            if !self.add(if pasted.is_whitespace() { ' ' } else { pasted }) {
                self.overflow = 1;
                break;
            }
        }
    }

    /// Deletes the character left of the cursor.
    pub fn backspace(&mut self) {
        self.overflow = 0;
        pop_letter(&mut self.before);
    }

    /// Deletes the character right of the cursor.
    pub fn delete(&mut self) {
        self.overflow = 0;
        shift_letter(&mut self.after);
    }

    /// Deletes the word left of the cursor.
    pub fn delete_word(&mut self) {
        self.overflow = 0;
        let kept = self.before.trim_end();
        let kept = kept.trim_end_matches(|letter: char| !letter.is_whitespace());
        self.before.truncate(kept.len());
    }

    /// Empties the field.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Takes the last characters before the cursor back: they turned out to be the beginning of a scan.
    pub fn take_back(&mut self, chars: usize) {
        for _ in self.overflow..chars {
            self.before.pop();
        }
        self.overflow = 0;
    }

    /// One character to the left.
    pub fn left(&mut self) {
        let letter = pop_letter(&mut self.before);
        self.after.insert_str(0, &letter);
    }

    /// One character to the right.
    pub fn right(&mut self) {
        let letter = shift_letter(&mut self.after);
        self.before.push_str(&letter);
    }

    /// To the beginning.
    pub fn home(&mut self) {
        self.after.insert_str(0, &std::mem::take(&mut self.before));
    }

    /// To the end.
    pub fn end(&mut self) {
        self.before.push_str(&std::mem::take(&mut self.after));
    }

    /// Whether there was room.
    fn add(&mut self, typed: char) -> bool {
        if typed.is_control() {
            return true;
        }
        let has_room = self.before.chars().count() + self.after.chars().count() < MAX_CHARS;
        if has_room {
            self.before.push(typed);
        }
        has_room
    }
}

/// Takes the last letter with its combining marks off the text.
fn pop_letter(text: &mut String) -> String {
    let start = text.char_indices().rev().find(|(_, letter)| !is_mark(*letter)).map_or(0, |(start, _)| start);
    text.split_off(start)
}

/// Takes the first letter with its combining marks off the text.
fn shift_letter(text: &mut String) -> String {
    let end = text.char_indices().skip(1).find(|(_, letter)| !is_mark(*letter)).map_or(text.len(), |(end, _)| end);
    let rest = text.split_off(end);
    std::mem::replace(text, rest)
}

fn is_mark(letter: char) -> bool {
    letter.width() == Some(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(steps: &[fn(&mut TextField)], before: &str, after: &str) {
        let mut field = TextField::holding("王芳 ab");
        for step in steps {
            step(&mut field);
        }
        assert_eq!((field.before(), field.after()), (before, after));
    }

    #[test]
    fn keys_edit_at_the_cursor() {
        check(&[], "王芳 ab", "");
        check(&[TextField::left, TextField::left, |field| field.insert('x')], "王芳 x", "ab");
        check(&[TextField::backspace], "王芳 a", "");
        check(&[TextField::home, TextField::delete], "", "芳 ab");
        check(&[TextField::home, TextField::right, TextField::backspace], "", "芳 ab");
        check(&[TextField::delete_word], "王芳 ", "");
        check(&[TextField::delete_word, TextField::delete_word], "", "");
        check(&[TextField::home, TextField::end], "王芳 ab", "");
        check(&[|field| field.take_back(3)], "王芳", "");
        check(&[|field| field.take_back(99)], "", "");
        check(&[TextField::clear], "", "");
    }

    #[test]
    fn at_the_ends_nothing_happens() {
        check(&[TextField::right, TextField::delete], "王芳 ab", "");
        check(&[TextField::home, TextField::left, TextField::backspace, TextField::delete_word], "", "王芳 ab");
    }

    #[test]
    fn a_letter_and_its_mark_go_together() {
        let mut field = TextField::holding("ae\u{301}");
        field.left();
        assert_eq!((field.before(), field.after()), ("a", "e\u{301}"));
        field.end();
        field.backspace();
        assert_eq!(field.text(), "a");
    }

    #[test]
    fn a_huge_paste_is_cut_and_says_so_until_the_next_key() {
        let mut field = TextField::default();
        field.paste(&"字".repeat(10_000));
        assert_eq!((field.text().chars().count(), field.was_cut()), (MAX_CHARS, true));
        field.backspace();
        assert!(!field.was_cut());
    }

    #[test]
    fn a_scan_into_a_full_field_takes_back_only_what_it_typed() {
        let typed = "字".repeat(MAX_CHARS - 10);
        let mut field = TextField::holding(&typed);
        "1".repeat(33).chars().for_each(|digit| field.insert(digit));
        field.take_back(33);
        assert_eq!((field.text(), field.was_cut()), (typed, false));
    }

    #[test]
    fn pasted_lines_become_one() {
        assert_eq!(TextField::holding(" 王芳\t138\r\n\u{7}").text(), "王芳 138");
    }

    proptest! {
        #[test]
        fn moving_the_cursor_never_changes_the_text(text in "\\PC{0,30}", moves in "[lrhe]{0,40}") {
            let mut field = TextField::holding(&text);
            let whole = field.text();
            for step in moves.chars() {
                match step {
                    'l' => field.left(),
                    'r' => field.right(),
                    'h' => field.home(),
                    _ => field.end(),
                }
                prop_assert_eq!(&field.text(), &whole);
            }
        }
    }
}
