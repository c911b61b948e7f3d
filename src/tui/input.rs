//! What a person or a scanner does at the keyboard, free of the terminal library: [`Input`].
//!
//! [`Decoder`] is pure: a terminal event and its time in, at most one input out. The thread that feeds it is in
//! `listener`; what a key means is the keymap's; where a scan begins and ends is the framer's.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind};

use crate::domain::number::half_width;

/// One thing that happened at the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A key that is not text.
    Key(Key),
    /// A character, from a key, an input method or a scanner. Full-width digits and letters come as ASCII.
    Char(char),
    /// A character of which only the key's coming up was seen, on the Windows console. A scanner that types by Alt and
    /// numbers shows itself only so, but so do keys that an input method took: it is for the framer, never for a field.
    Released(char),
    /// A character of a scanner at a serial port: for the framer, never for a field.
    Serial(char),
    /// Whether the scanner at the serial port is there.
    Scanner {
        /// It is.
        there: bool,
    },
    /// A text pasted as a whole.
    Paste(String),
    /// A click with the left button, in cells.
    Click {
        /// From the left, from 0.
        column: u16,
        /// From the top, from 0.
        row: u16,
    },
    /// The window has another size: draw.
    Resized,
    /// The program was asleep and the terminal may have been used by others: draw everything.
    Resumed,
    /// The system asks to end, or the terminal is gone.
    Stop,
}

/// A key that is not text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Key {
    /// Enter, also as Ctrl+J and Ctrl+M, which terminals cannot tell from it.
    Enter,
    /// Esc.
    Esc,
    /// Tab, also as Ctrl+I.
    Tab,
    /// Shift+Tab.
    BackTab,
    /// Backspace, also as Ctrl+H.
    Backspace,
    /// Delete.
    Delete,
    /// Arrow up, or the wheel.
    Up,
    /// Arrow down, or the wheel.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A function key, from 1.
    F(u8),
    /// Ctrl with a letter, in lower case; never h, i, j or m.
    Ctrl(char),
}

/// An input method that takes Enter to accept what it composed lets some terminals see that Enter too, right after
/// the text. Nobody types so fast.
const COMPOSED_MS: u64 = 50;
/// Keys that can be down at once, generously; Unix terminals never tell that one came up.
const MAX_HELD: usize = 16;

/// Makes inputs of terminal events.
#[derive(Debug, Default)]
pub struct Decoder {
    /// Keys whose release is still to come.
    held: Vec<KeyCode>,
    /// When the last character that only an input method can have made arrived.
    composed_at_ms: Option<u64>,
}

impl Decoder {
    /// What the event means, at a time of any clock that never goes back.
    pub fn decode(&mut self, event: Event, at_ms: u64) -> Option<Input> {
        match event {
            Event::Key(key) if key.kind == KeyEventKind::Release => self.release(key.code),
            Event::Key(key) => self.press(key, at_ms),
            Event::FocusGained => None,
            Event::FocusLost => {
                self.held.clear();
                None
            }
            Event::Paste(text) => Some(Input::Paste(text)),
            Event::Resize(..) => Some(Input::Resized),
            Event::Mouse(mouse) => match mouse.kind {
                MouseEventKind::Down(MouseButton::Left) => Some(Input::Click { column: mouse.column, row: mouse.row }),
                MouseEventKind::ScrollUp => Some(Input::Key(Key::Up)),
                MouseEventKind::ScrollDown => Some(Input::Key(Key::Down)),
                _ => None,
            },
        }
    }

    /// A key comes up. Of keys that are no characters it may be the end of a press in the program before.
    fn release(&mut self, code: KeyCode) -> Option<Input> {
        if let Some(index) = self.held.iter().position(|held| *held == code) {
            self.held.remove(index);
            return None;
        }
        match code {
            KeyCode::Char(released) => Some(Input::Released(half_width(released))),
            _ => None,
        }
    }

    /// A key goes down, or repeats.
    fn press(&mut self, key: KeyEvent, at_ms: u64) -> Option<Input> {
        if !self.held.contains(&key.code) {
            self.held.truncate(MAX_HELD - 1);
            self.held.insert(0, key.code);
        }
        let input = meaning(key)?;
        match input {
            Input::Key(Key::Enter) if self.composed_at_ms.is_some_and(|composed| at_ms < composed + COMPOSED_MS) => {
                return None;
            }
            // Full-width digits are ASCII by now: they come from a scanner, whose Enter counts.
            Input::Char(typed) => self.composed_at_ms = (!typed.is_ascii()).then_some(at_ms),
            _ => {}
        }
        Some(input)
    }
}

fn meaning(key: KeyEvent) -> Option<Input> {
    let named = match key.code {
        KeyCode::Char(typed) => return typed_char(typed, key.modifiers),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Esc,
        KeyCode::Tab => Key::Tab,
        KeyCode::BackTab => Key::BackTab,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Delete => Key::Delete,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::F(number) => Key::F(number),
        _ => return None,
    };
    Some(Input::Key(named))
}

fn typed_char(typed: char, modifiers: KeyModifiers) -> Option<Input> {
    let control = modifiers.contains(KeyModifiers::CONTROL);
    let alt = modifiers.contains(KeyModifiers::ALT);
    match typed {
        '\r' | '\n' => Some(Input::Key(Key::Enter)),
        '\t' => Some(Input::Key(Key::Tab)),
        '\u{8}' | '\u{7F}' => Some(Input::Key(Key::Backspace)),
        _ if typed.is_control() => None,
        // Both together are AltGr, which types.
        _ if control && !alt => control_key(typed.to_ascii_lowercase()).map(Input::Key),
        _ if alt && !control => None,
        _ => Some(Input::Char(folded(typed))),
    }
}

fn control_key(letter: char) -> Option<Key> {
    match letter {
        'h' => Some(Key::Backspace),
        'i' => Some(Key::Tab),
        'j' | 'm' => Some(Key::Enter),
        'a'..='z' => Some(Key::Ctrl(letter)),
        _ => None,
    }
}

/// Full-width digits, letters and signs as ASCII, but for the punctuation that Chinese itself is written with:
/// exclamation mark, brackets, comma, colon, semicolon, question mark, tilde.
fn folded(typed: char) -> char {
    match typed {
        '\u{FF01}' | '\u{FF08}' | '\u{FF09}' | '\u{FF0C}' | '\u{FF1A}' | '\u{FF1B}' | '\u{FF1F}' | '\u{FF5E}' => typed,
        _ => half_width(typed),
    }
}

#[cfg(test)]
mod tests {
    use crossterm::event::MouseEvent;

    use super::*;

    fn key(code: KeyCode, modifiers: KeyModifiers, kind: KeyEventKind) -> Event {
        Event::Key(KeyEvent::new_with_kind(code, modifiers, kind))
    }

    fn press(code: KeyCode) -> Event {
        key(code, KeyModifiers::NONE, KeyEventKind::Press)
    }

    fn typed(text: &str) -> Vec<(Event, u64)> {
        text.chars().map(|letter| (press(KeyCode::Char(letter)), 0)).collect()
    }

    fn check(events: &[(Event, u64)], expected: &[Input]) {
        let mut decoder = Decoder::default();
        let inputs: Vec<Input> =
            events.iter().filter_map(|(event, at_ms)| decoder.decode(event.clone(), *at_ms)).collect();
        assert_eq!(inputs, expected, "{events:?}");
    }

    #[test]
    fn a_key_that_is_held_down_repeats_and_counts_once_when_it_comes_up() {
        let down = |kind| (key(KeyCode::Down, KeyModifiers::NONE, kind), 0);
        check(
            &[down(KeyEventKind::Press), down(KeyEventKind::Repeat), down(KeyEventKind::Release)],
            &[Input::Key(Key::Down), Input::Key(Key::Down)],
        );
    }

    fn release(code: KeyCode) -> Event {
        key(code, KeyModifiers::NONE, KeyEventKind::Release)
    }

    #[test]
    fn a_scanner_that_types_by_alt_codes_is_seen_by_its_releases() {
        let up = |letter| (release(KeyCode::Char(letter)), 0);
        check(&[up('1'), up('1'), up('\u{FF12}'), up('\r')], &['1', '1', '2', '\r'].map(Input::Released));
    }

    #[test]
    fn a_digit_that_chose_a_candidate_of_the_input_method_is_not_typed() {
        check(
            &[(press(KeyCode::Char('芳')), 0), (release(KeyCode::Char('2')), 30)],
            &[Input::Char('芳'), Input::Released('2')],
        );
    }

    #[test]
    fn a_capital_whose_shift_came_up_first_is_typed_once() {
        let capital = key(KeyCode::Char('A'), KeyModifiers::SHIFT, KeyEventKind::Press);
        check(&[(capital, 0), (release(KeyCode::Char('a')), 80)], &[Input::Char('A'), Input::Released('a')]);
    }

    #[test]
    fn the_enter_that_started_the_program_does_not_count_when_it_comes_up() {
        check(&[(release(KeyCode::Enter), 0)], &[]);
    }

    #[test]
    fn releases_still_match_after_many_keys_that_never_came_up() {
        let mut events = typed("一二三四五六七八九十甲乙丙丁戊己庚辛壬癸");
        events.push((press(KeyCode::Char('1')), 0));
        events.push((release(KeyCode::Char('1')), 0));
        let mut decoder = Decoder::default();
        let inputs = events.into_iter().filter_map(|(event, at_ms)| decoder.decode(event, at_ms)).count();
        assert_eq!(inputs, 21);
        assert!(decoder.held.len() <= MAX_HELD);
    }

    #[test]
    fn enter_right_after_composed_text_belongs_to_the_input_method() {
        let name = |at_ms| (press(KeyCode::Char('芳')), at_ms);
        let enter = |at_ms| (press(KeyCode::Enter), at_ms);
        check(&[name(100), enter(149)], &[Input::Char('芳')]);
        check(&[name(100), enter(150)], &[Input::Char('芳'), Input::Key(Key::Enter)]);
        check(
            &[name(100), (press(KeyCode::Char('1')), 101), enter(102)],
            &[Input::Char('芳'), Input::Char('1'), Input::Key(Key::Enter)],
        );
    }

    #[test]
    fn enter_after_full_width_digits_counts_because_a_scanner_types_them() {
        check(
            &[(press(KeyCode::Char('\u{FF13}')), 100), (press(KeyCode::Enter), 101)],
            &[Input::Char('3'), Input::Key(Key::Enter)],
        );
    }

    #[test]
    fn full_width_letters_are_folded_and_chinese_punctuation_is_not() {
        let letters: Vec<Input> = "Az0-+ （），王·".chars().map(Input::Char).collect();
        check(&typed("\u{FF21}\u{FF5A}\u{FF10}\u{FF0D}\u{FF0B}\u{3000}（），王·"), &letters);
    }

    #[test]
    fn control_keys_that_terminals_cannot_tell_apart_are_one() {
        let ctrl = |letter| (key(KeyCode::Char(letter), KeyModifiers::CONTROL, KeyEventKind::Press), 0);
        check(
            &[ctrl('h'), ctrl('i'), ctrl('j'), ctrl('M'), ctrl('q'), ctrl('U'), ctrl(' '), ctrl('[')],
            &[
                Input::Key(Key::Backspace),
                Input::Key(Key::Tab),
                Input::Key(Key::Enter),
                Input::Key(Key::Enter),
                Input::Key(Key::Ctrl('q')),
                Input::Key(Key::Ctrl('u')),
            ],
        );
    }

    #[test]
    fn alt_gr_types_and_alt_alone_does_not() {
        let alt_gr = key(KeyCode::Char('@'), KeyModifiers::CONTROL | KeyModifiers::ALT, KeyEventKind::Press);
        let alt = key(KeyCode::Char('x'), KeyModifiers::ALT, KeyEventKind::Press);
        check(&[(alt_gr, 0), (alt, 0)], &[Input::Char('@')]);
    }

    #[test]
    fn a_click_says_where_and_the_wheel_is_an_arrow() {
        let mouse = |kind| (Event::Mouse(MouseEvent { kind, column: 3, row: 4, modifiers: KeyModifiers::NONE }), 0);
        let button = MouseButton::Left;
        check(
            &[
                mouse(MouseEventKind::Down(button)),
                mouse(MouseEventKind::Up(button)),
                mouse(MouseEventKind::Moved),
                mouse(MouseEventKind::ScrollDown),
            ],
            &[Input::Click { column: 3, row: 4 }, Input::Key(Key::Down)],
        );
    }
}
