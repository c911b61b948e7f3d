//! Key strokes become actions: a scan is found wherever it is typed, a key means what the keymap says at its place.
//!
//! What a scanner types looks like typing until its last digit, so it is typed on as it comes and taken back then.
//! Pure: inputs and milliseconds in, actions out.

use std::collections::VecDeque;

use super::action::Action;
use super::input::{Input, Key};
use super::keymap::Place;
use crate::badge::{Code, CodeError, EventKey, Fed, Framer};
use crate::desk;
use crate::domain::command::Scanned;

/// Finds scans and keys in what is typed.
#[derive(Default)]
pub struct Strokes {
    /// Knows no codes before there is an outing.
    framer: Framer,
    /// The same for the scanner at the serial port, whose digits do not mix with what is typed.
    serial: Framer,
    /// Whether that scanner has begun a line.
    has_serial_line: bool,
    /// Of the last characters that the framer took for typing: whether they went into a field.
    in_field: VecDeque<bool>,
    /// When the last character was typed and where, until a moment has passed or another key came.
    typed: Option<(u64, Place)>,
    /// When a moment had passed since a character, and where that was typed, until something else is.
    settled: Option<(u64, Place)>,
}

/// After so long without another character what was typed is no scan: the slowest scanners need 100 ms for one, a
/// machine that is busy may add as much.
const SETTLE_MS: u64 = 400;
/// A digit that takes an answer does so after a moment; who presses Enter as well does it within this time.
const LATE_ENTER_MS: u64 = 1_500;
/// More characters than any field holds are never taken back.
const IN_FIELD_MAX: usize = 256;

impl Strokes {
    /// Reads the codes of an outing from now on.
    pub fn read_codes_of(&mut self, key: Option<&EventKey>) {
        let framer = || key.cloned().map(Framer::new).unwrap_or_default();
        (self.framer, self.serial) = (framer(), framer());
    }

    /// What an input means at a place.
    pub fn take(&mut self, input: Input, at_ms: u64, place: Place) -> Vec<Action> {
        if let Input::Serial(sent) = input {
            return self.serial(sent, at_ms);
        }
        self.typed = None;
        let settled = self.settled.take();
        match input {
            Input::Char(typed) => self.char(typed, at_ms, Some(place)),
            Input::Released(typed) => self.char(typed, at_ms, None),
            Input::Key(Key::Enter) if is_late(settled, at_ms, place) => Vec::new(),
            Input::Key(key @ Key::Enter) => self.line_end('\r', key, at_ms, place),
            Input::Key(key @ Key::Tab) => self.line_end('\t', key, at_ms, place),
            Input::Key(key) => {
                self.forget();
                place.action(key).into_iter().collect()
            }
            Input::Paste(text) => self.paste(&text, at_ms),
            // Who clicks has done with typing.
            Input::Click { .. } => {
                self.forget();
                Vec::new()
            }
            Input::Serial(_) | Input::Scanner { .. } | Input::Resized | Input::Resumed | Input::Stop => Vec::new(),
        }
    }

    /// Tells once when a moment has passed since the last character, and what a scanner without Enter has left when
    /// nothing follows at all.
    pub fn settle(&mut self, at_ms: u64) -> Vec<Action> {
        let settled = self.typed.take_if(|(typed_at_ms, _)| at_ms >= typed_at_ms.saturating_add(SETTLE_MS));
        self.settled = settled.map(|(_, place)| (at_ms, place)).or(self.settled);
        let mut actions: Vec<Action> = settled.map(|_| Action::Settled).into_iter().collect();
        if let Some(Fed::Scan { code, take_back }) = self.framer.rest(at_ms) {
            actions.extend(self.scanned(code, take_back));
        }
        if let Some(Fed::Scan { code, .. }) = self.serial.rest(at_ms) {
            actions.push(Action::Scanned(desk::scanned(&code)));
        }
        actions
    }

    /// A character of the scanner at the serial port. A whole line of it that is no code was not read right.
    fn serial(&mut self, sent: char, at_ms: u64) -> Vec<Action> {
        let fed = self.serial.feed(sent, at_ms);
        let had_line = std::mem::replace(&mut self.has_serial_line, fed == Fed::Typed && !is_line_end(sent));
        match fed {
            Fed::Scan { code, .. } => vec![Action::Scanned(desk::scanned(&code))],
            Fed::Typed if had_line && is_line_end(sent) => vec![Action::Scanned(Scanned::Unreadable)],
            Fed::Typed | Fed::Swallowed => Vec::new(),
        }
    }

    /// A character; only what is really typed, at some place, goes into a field.
    fn char(&mut self, typed: char, at_ms: u64, place: Option<Place>) -> Vec<Action> {
        match self.framer.feed(typed, at_ms) {
            Fed::Swallowed => Vec::new(),
            Fed::Scan { code, take_back } => self.scanned(code, take_back),
            Fed::Typed => {
                self.in_field.push_back(place.is_some());
                if self.in_field.len() > IN_FIELD_MAX {
                    self.in_field.pop_front();
                }
                self.typed = place.map(|place| (at_ms, place));
                place.map(|_| Action::Typed(typed)).into_iter().collect()
            }
        }
    }

    /// Enter and Tab end what a scanner typed; otherwise they are keys.
    fn line_end(&mut self, end: char, key: Key, at_ms: u64, place: Place) -> Vec<Action> {
        match self.framer.feed(end, at_ms) {
            Fed::Swallowed => Vec::new(),
            Fed::Scan { code, take_back } => self.scanned(code, take_back),
            Fed::Typed => {
                self.in_field.clear();
                place.action(key).into_iter().collect()
            }
        }
    }

    /// A pasted text: the codes in it are scans, the rest goes into the field as one.
    fn paste(&mut self, text: &str, at_ms: u64) -> Vec<Action> {
        self.forget();
        let (mut rest, mut actions) = (String::new(), Vec::new());
        // As if Enter followed, so that a code without one is judged too.
        for pasted in text.chars().chain(['\r']) {
            match self.framer.feed(pasted, at_ms) {
                Fed::Typed => rest.push(pasted),
                Fed::Swallowed => {}
                Fed::Scan { code, take_back } => {
                    let kept = rest.chars().count().saturating_sub(take_back);
                    rest = rest.chars().take(kept).collect();
                    actions.push(Action::Scanned(desk::scanned(&code)));
                }
            }
        }
        if !rest.trim().is_empty() {
            actions.insert(0, Action::Pasted(rest));
        }
        actions
    }

    fn scanned(&mut self, code: Result<Code, CodeError>, take_back: usize) -> Vec<Action> {
        let in_field = self.in_field.iter().rev().take(take_back).filter(|in_field| **in_field).count();
        self.in_field.clear();
        vec![Action::TakenBack(in_field), Action::Scanned(desk::scanned(&code))]
    }

    /// What was typed before another key is no part of a scan any more.
    fn forget(&mut self) {
        self.in_field.clear();
        self.framer.forget();
    }
}

/// Whether an Enter belongs to the answer that a digit has just taken, and not to what lay below the question.
fn is_late(settled: Option<(u64, Place)>, at_ms: u64, place: Place) -> bool {
    settled.is_some_and(|(settled_at_ms, at)| at != place && at_ms < settled_at_ms.saturating_add(LATE_ENTER_MS))
}

fn is_line_end(sent: char) -> bool {
    matches!(sent, '\r' | '\n' | '\t')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::badge::Kind;
    use crate::domain::number::BadgeNumber;
    use crate::tui::editing::TextField;

    fn number() -> BadgeNumber {
        BadgeNumber::new(0, 345).unwrap()
    }

    fn key() -> EventKey {
        EventKey::new(2303, [7; 32]).unwrap()
    }

    fn code() -> String {
        Code::new(Kind::Volunteer, number(), 0).unwrap().encode(&key())
    }

    /// What stands in a field afterwards, and what else happened.
    fn check(inputs: Vec<Input>, field: &str, others: &[Action]) {
        let mut strokes = Strokes::default();
        strokes.read_codes_of(Some(&key()));
        let (mut typed, mut seen) = (TextField::default(), Vec::new());
        for (at_ms, input) in (0..).zip(inputs) {
            for action in strokes.take(input, at_ms, Place::CheckIn) {
                if !action.edit(&mut typed) {
                    seen.push(action);
                }
            }
        }
        assert_eq!((typed.text().as_str(), seen.as_slice()), (field, others));
    }

    fn typed(text: &str) -> Vec<Input> {
        text.chars().map(Input::Char).collect()
    }

    const ENTER: Input = Input::Key(Key::Enter);
    const BADGE: fn() -> Action = || Action::Scanned(Scanned::Badge { number: number(), issue: 0 });

    #[test]
    fn a_scan_leaves_what_was_typed_before_it_and_presses_no_enter() {
        check([typed("wang"), typed(&code()), vec![ENTER]].concat(), "wang", &[BADGE()]);
    }

    #[test]
    fn enter_after_a_name_is_a_key() {
        check([typed("wang"), vec![ENTER]].concat(), "wang", &[Action::Confirm]);
    }

    #[test]
    fn a_badge_read_badly_is_a_scan_when_its_enter_comes() {
        let misread = code().replace('5', "6");
        check([typed("wang"), typed(&misread), vec![ENTER]].concat(), "wang", &[Action::Scanned(Scanned::Unreadable)]);
    }

    #[test]
    fn an_id_number_is_taken_out_of_the_field() {
        check([typed("41070219900307888X"), vec![ENTER]].concat(), "", &[Action::Scanned(Scanned::NotOurs)]);
    }

    #[test]
    fn a_scanner_that_shows_only_releases_takes_nothing_back() {
        let released = code().chars().map(Input::Released).collect();
        check([typed("wang"), released].concat(), "wang", &[BADGE()]);
    }

    #[test]
    fn a_pasted_code_is_a_scan_and_pasted_words_are_text() {
        check(vec![Input::Paste(code())], "", &[BADGE()]);
        check(vec![Input::Paste(format!("{}\r\n", code()))], "", &[BADGE()]);
        check(vec![Input::Paste("王芳\n".to_owned())], "王芳", &[]);
        check(vec![Input::Paste(format!("王芳 {}", code()))], "王芳", &[BADGE()]);
    }

    #[test]
    fn digits_before_an_arrow_are_no_part_of_the_scan_after_it() {
        let arrow = vec![Input::Key(Key::Left)];
        check([typed("11"), arrow, typed(&code())].concat(), "11", &[BADGE()]);
    }

    #[test]
    fn a_moment_after_the_last_character_is_told_once() {
        let mut strokes = Strokes::default();
        strokes.take(Input::Char('1'), 1_000, Place::Question);
        assert_eq!(strokes.settle(1_399), []);
        assert_eq!(strokes.settle(1_400), [Action::Settled]);
        assert_eq!(strokes.settle(9_000), []);
        strokes.take(Input::Char('1'), 9_000, Place::Question);
        strokes.take(ENTER, 9_010, Place::Question);
        assert_eq!(strokes.settle(20_000), [], "Enter came before");
    }

    #[test]
    fn enter_behind_a_digit_that_was_the_answer_is_no_key_of_what_lay_below() {
        let enter = |at_ms, place| {
            let mut strokes = Strokes::default();
            strokes.take(Input::Char('1'), 1_000, Place::Question);
            assert_eq!(strokes.settle(1_400), [Action::Settled]);
            assert_eq!(strokes.settle(1_500), []);
            strokes.take(ENTER, at_ms, place)
        };
        assert_eq!(enter(2_600, Place::Queue), []);
        assert_eq!(enter(2_900, Place::Queue), [Action::Confirm], "that late it is meant");
        assert_eq!(enter(2_600, Place::Question), [Action::Confirm], "the question is still there");
    }

    #[test]
    fn a_scanner_without_enter_leaves_no_digits_in_a_field() {
        let mut strokes = Strokes::default();
        strokes.read_codes_of(Some(&key()));
        for typed in code().replace('5', "6").chars() {
            strokes.take(Input::Char(typed), 1_000, Place::Form);
        }
        let scanned = [Action::Settled, Action::TakenBack(34), Action::Scanned(Scanned::Unreadable)];
        assert_eq!(strokes.settle(4_001), scanned);
    }

    #[test]
    fn a_serial_scanner_and_a_person_do_not_mix() {
        let sent = |text: &str| -> Vec<Input> { text.chars().map(Input::Serial).collect() };
        let mixed = |text: String| -> Vec<Input> {
            text.chars().flat_map(|sent| [Input::Serial(sent), Input::Char('w')]).collect()
        };
        check(mixed(code()), &"w".repeat(34), &[BADGE()]);
        check(sent(&format!("{}\r\n{}\r\n", code(), code())), "", &[BADGE(), BADGE()]);
        check(sent(&format!("{}\r", code().split_at(4).1)), "", &[BADGE()]);
        check(sent("6901234567892\r\n\r\n"), "", &[Action::Scanned(Scanned::Unreadable)]);
        check(sent("134567890123456789\n"), "", &[Action::Scanned(Scanned::NotOurs)]);
        check([typed("wang"), sent(&code()), vec![ENTER]].concat(), "wang", &[BADGE(), Action::Confirm]);
    }
}
