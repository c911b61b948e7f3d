//! Finds codes in whatever is typed: by their content, not by how fast they come.
//!
//! A scanner is a keyboard to the computer: what it types goes into the same field as what people type, through the
//! same input method. So characters are typed on as they come, and when the last digit of a code is there the framer
//! says how many of those before it have to be [taken back](Fed::Scan). A gap rule would split scans on a busy machine
//! and join fast typists; three check values leave nothing to chance.
//!
//! A pure state machine: characters and milliseconds in, verdicts out. Paste and serial bytes go the same way.

use super::code::{CODE_DIGITS, Code, CodeError, EventKey, PREFIX_DIGITS};
use super::foreign::{ends_in_scheme, foreign_tail};
use crate::domain::number::half_width;

/// Finds the codes of one event in a stream of characters. Before there is an event every code is another's, and what
/// is no code is a person's: a join code is typed then.
#[derive(Default)]
pub struct Framer {
    key: Option<EventKey>,
    /// The end of what was typed since the last Enter, key of another kind or silence; full-width folded.
    line: String,
    /// How many characters that was in all; the line keeps only its end.
    line_chars: usize,
    /// How many of the last of them are digits without a break.
    run: usize,
    /// Whether the line holds a web address; its beginning may long have left the line.
    is_url: bool,
    last_ms: u64,
    /// Until when Enter belongs to the scan before it.
    swallow_until_ms: u64,
}

/// What to do with a character that was fed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fed {
    /// It is typed: do with it what the place in focus does with it.
    Typed,
    /// It was the Enter of a scan: do nothing.
    Swallowed,
    /// It ends a scan, and is not to be typed itself.
    Scan {
        /// What was scanned, or why it is refused.
        code: Result<Code, CodeError>,
        /// How many of the characters [typed](Fed::Typed) just before were the scanner's: take them out of the field.
        take_back: usize,
    },
}

/// The line keeps this much: two codes and some; a longer line of digits holds no more news.
const LINE_BYTES: usize = 80;
/// Nobody needs longer between two characters of one line; a scanner never does.
const SILENCE_MS: u64 = 3_000;
/// How long a scanner may take for its Enter, its CR and LF, or its Tab.
const SWALLOW_MS: u64 = 400;
/// An ID number has so many; the shorter payment codes wait for their Enter, for a join code has as many digits.
const RESTING_CHARS: usize = 18;
/// Digits left of a code that lost up to its whole prefix.
const REPAIRABLE_DIGITS: usize = CODE_DIGITS - PREFIX_DIGITS;

impl Framer {
    /// A framer for the codes of one event.
    pub fn new(key: EventKey) -> Self {
        Self { key: Some(key), ..Self::default() }
    }

    /// Takes the next character (Enter as `\r` or `\n`), at a time of any clock that never goes back.
    pub fn feed(&mut self, typed: char, at_ms: u64) -> Fed {
        if at_ms.saturating_sub(self.last_ms) > SILENCE_MS {
            self.begin_line();
        }
        self.last_ms = at_ms;
        match half_width(typed) {
            '\r' | '\n' | '\t' => self.end_line(),
            digit @ '0'..='9' => self.push_digit(digit),
            other => {
                self.push(other);
                self.run = 0;
                self.is_url |= ends_in_scheme(&self.line);
                Fed::Typed
            }
        }
    }

    /// What a scanner without Enter has left, once nothing has followed for a while: judged as if Enter had come. Less
    /// than an ID number is a person's, who may take all the time there is.
    pub fn rest(&mut self, at_ms: u64) -> Option<Fed> {
        let is_over = self.line_chars >= RESTING_CHARS && at_ms.saturating_sub(self.last_ms) > SILENCE_MS;
        let (code, take_back) = if is_over { self.judge_line()? } else { return None };
        Some(self.found(code, take_back))
    }

    /// Forgets what was typed: another key (Esc, Backspace, an arrow, an F-key) was pressed or the focus moved, so
    /// characters before it can no longer be taken back.
    pub fn forget(&mut self) {
        self.begin_line();
        // Who presses another key after a scan presses the next Enter too.
        self.swallow_until_ms = 0;
    }

    fn begin_line(&mut self) {
        self.line.clear();
        self.line_chars = 0;
        self.run = 0;
        self.is_url = false;
    }

    fn push(&mut self, typed: char) {
        self.line.push(typed);
        self.line_chars += 1;
        while self.line.len() > LINE_BYTES {
            self.line.remove(0);
        }
    }

    fn push_digit(&mut self, digit: char) -> Fed {
        self.push(digit);
        self.run += 1;
        if self.run < CODE_DIGITS {
            return Fed::Typed;
        }
        match self.decode(self.line_end(CODE_DIGITS)) {
            // The last digit is not typed any more.
            Ok(code) => self.found(Ok(code), CODE_DIGITS - 1),
            Err(_) => Fed::Typed,
        }
    }

    fn end_line(&mut self) -> Fed {
        if let Some((code, take_back)) = self.judge_line() {
            return self.found(code, take_back);
        }
        self.begin_line();
        if self.last_ms < self.swallow_until_ms { Fed::Swallowed } else { Fed::Typed }
    }

    /// What a scanner has put at the end of the line, and how many characters of it; a whole code is found before.
    fn judge_line(&self) -> Option<(Result<Code, CodeError>, usize)> {
        if self.is_url && self.key.is_some() {
            return Some((Err(CodeError::NotOurs), self.line_chars));
        }
        match self.run {
            ..REPAIRABLE_DIGITS if self.key.is_none() => None,
            ..REPAIRABLE_DIGITS => foreign_tail(&self.line).map(|chars| (Err(CodeError::NotOurs), chars)),
            REPAIRABLE_DIGITS..CODE_DIGITS => Some((self.repair(self.line_end(self.run)), self.run)),
            CODE_DIGITS.. => Some((self.decode(self.line_end(CODE_DIGITS)), self.run)),
        }
    }

    fn decode(&self, digits: &str) -> Result<Code, CodeError> {
        self.key.as_ref().map_or_else(|| Err(Code::refused_without_key(digits)), |key| Code::decode(key, digits))
    }

    fn repair(&self, digits: &str) -> Result<Code, CodeError> {
        self.key.as_ref().map_or(Err(CodeError::Unreadable), |key| Code::repair(key, digits))
    }

    fn found(&mut self, code: Result<Code, CodeError>, take_back: usize) -> Fed {
        self.swallow_until_ms = self.last_ms + SWALLOW_MS;
        self.begin_line();
        Fed::Scan { code, take_back }
    }

    /// The last digits of the line; the caller knows that there are as many.
    fn line_end(&self, digits: usize) -> &str {
        self.line.len().checked_sub(digits).and_then(|from| self.line.get(from..)).unwrap_or_default()
    }
}

/// What a whole text says that a framer would find in it with an Enter behind it: the first code, else the last
/// refusal; `None` when it has nothing of a scan (a name, a phone tail, a short number).
pub fn read_text(key: &EventKey, text: &str) -> Option<Result<Code, CodeError>> {
    let mut framer = Framer::new(key.clone());
    let mut refused = None;
    for typed in text.chars().chain(['\r']) {
        match framer.feed(typed, 0) {
            Fed::Scan { code: Ok(code), .. } => return Some(Ok(code)),
            Fed::Scan { code: Err(error), .. } => refused = Some(Err(error)),
            Fed::Typed | Fed::Swallowed => {}
        }
    }
    refused
}

#[cfg(test)]
#[allow(clippy::string_slice, reason = "digits are ASCII")]
mod tests {
    use super::*;
    use crate::badge::Kind;
    use crate::domain::number::BadgeNumber;

    fn key() -> EventKey {
        EventKey::new(2303, [7; 32]).unwrap()
    }

    fn badge(serial: u32) -> Code {
        Code::new(Kind::Volunteer, BadgeNumber::new(0, serial).unwrap(), 0).unwrap()
    }

    fn digits(serial: u32) -> String {
        badge(serial).encode(&key())
    }

    /// A field that obeys the framer, and what was scanned meanwhile.
    #[derive(Debug, Default, PartialEq)]
    struct Desk {
        field: String,
        enters: usize,
        scans: Vec<Result<Code, CodeError>>,
    }

    /// Feeds a text at 1 ms a character; `~` stands for 3.1 s of silence, `_` for 0.5 s.
    fn type_in(text: &str) -> Desk {
        let mut framer = Framer::new(key());
        let mut desk = Desk::default();
        let mut at_ms = 10_000;
        for typed in text.chars() {
            at_ms += match typed {
                '~' => 3_100,
                '_' => 500,
                _ => 1,
            };
            if matches!(typed, '~' | '_') {
                continue;
            }
            match framer.feed(typed, at_ms) {
                Fed::Typed if matches!(typed, '\r' | '\n' | '\t') => desk.enters += 1,
                Fed::Typed => desk.field.push(typed),
                Fed::Swallowed => {}
                Fed::Scan { code, take_back } => {
                    for _ in 0..take_back {
                        desk.field.pop().expect("more is taken back than was typed");
                    }
                    desk.scans.push(code);
                }
            }
        }
        desk
    }

    #[test]
    fn a_scan_is_found_whatever_stands_around_it() {
        let (one, two) = (digits(345), digits(346));
        let wide: String = one.chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap()).collect();
        let (first, second) = (Ok(badge(345)), Ok(badge(346)));
        let cases = [
            ("alone", one.clone(), "", 0, vec![first]),
            ("with Enter", format!("{one}\r"), "", 0, vec![first]),
            ("with CR and LF", format!("{one}\r\n"), "", 0, vec![first]),
            ("with Tab", format!("{one}\t"), "", 0, vec![first]),
            ("an Enter half a second later is a person's", format!("{one}_\r"), "", 1, vec![first]),
            ("full-width", format!("{wide}\r"), "", 0, vec![first]),
            ("behind a name being typed", format!("王芳{one}\r"), "王芳", 0, vec![first]),
            ("behind stray digits", format!("99{one}\r"), "99", 0, vec![first]),
            ("two glued together", format!("{one}{two}\r"), "", 0, vec![first, second]),
            ("the same one twice", format!("{one}\r{one}\r"), "", 0, vec![first, first]),
            ("behind the wreck of another", format!("{}{two}\r", &one[..20]), &one[..20], 0, vec![second]),
            ("a pause inside", format!("{}_{}\r", &one[..20], &one[20..]), "", 0, vec![first]),
            ("its first digit swallowed", format!("{}\r", &one[1..]), "", 0, vec![first]),
            ("its first six swallowed", format!("{}\r\n", &one[6..]), "", 0, vec![first]),
            ("some of its first six swallowed", format!("{}{}\r", &one[..3], &one[5..]), "", 0, vec![first]),
            ("a glued second one without its first", format!("{one}{}\r", &two[2..]), "", 0, vec![first, second]),
            ("a letter within its first six", format!("{}a{}\r", &one[..4], &one[4..]), "1123a", 0, vec![first]),
        ];
        for (name, text, field, enters, scans) in cases {
            assert_eq!(type_in(&text), Desk { field: field.to_owned(), enters, scans }, "{name}");
        }
    }

    #[test]
    fn what_is_no_code_is_refused_and_taken_back() {
        let one = digits(345);
        let other_event = badge(345).encode(&EventKey::new(2304, [7; 32]).unwrap());
        let other_key = badge(345).encode(&EventKey::new(2303, [8; 32]).unwrap());
        let cases = [
            ("a digit misread", one.replacen("34", "35", 1), "", CodeError::Unreadable),
            ("a digit doubled in the middle", format!("{}0{}", &one[..20], &one[20..]), "", CodeError::Unreadable),
            ("a digit lost in the middle", format!("{}{}", &one[..20], &one[21..]), "", CodeError::Unreadable),
            ("another event", other_event, "", CodeError::OtherEvent { event: 2304 }),
            ("a forgery", other_key, "", CodeError::Forged),
            ("an ID number", "410702199003078888".to_owned(), "", CodeError::NotOurs),
            ("an ID number ending in X", "王41070219900307888X".to_owned(), "王", CodeError::NotOurs),
            ("a payment code", "2812345678901234567".to_owned(), "", CodeError::NotOurs),
            ("a long web address", format!("https://example.org/{}", "pay/".repeat(40)), "", CodeError::NotOurs),
            ("10,000 pasted digits", "7".repeat(10_000), "", CodeError::Unreadable),
        ];
        for (name, text, field, error) in cases {
            let refused = Desk { field: field.to_owned(), enters: 0, scans: vec![Err(error)] };
            assert_eq!(type_in(&format!("{text}\r\n")), refused, "{name}");
        }
    }

    #[test]
    fn before_there_is_an_event_codes_are_of_another_and_all_else_is_typed() {
        let (one, mut framer) = (digits(345), Framer::default());
        let typed = "/media/usb/roster.xlsx\rhttps://example.org\r2612345678901234\r410702199003078888\r";
        assert!(typed.chars().all(|typed| framer.feed(typed, 5) == Fed::Typed));
        for (text, error) in [
            (one.clone(), CodeError::OtherEvent { event: 2303 }),
            (one.replace('5', "6"), CodeError::Unreadable),
            (one.replacen("112", "12", 1), CodeError::Unreadable),
        ] {
            assert!(text.chars().all(|typed| framer.feed(typed, 5) == Fed::Typed), "{text}");
            assert_eq!(framer.feed('\r', 5), Fed::Scan { code: Err(error), take_back: text.len() });
        }
    }

    #[test]
    fn what_people_type_is_left_alone() {
        let one = digits(345);
        let (head, tail) = one.split_at(20);
        let cases = [
            ("a short number", "000-00345-8\r".to_owned(), "000-00345-8", 1),
            ("a phone number", "13803731234\r".to_owned(), "13803731234", 1),
            ("a name", "欧阳娜娜\r".to_owned(), "欧阳娜娜", 1),
            ("a code copied with long pauses", format!("{head}~{tail}\r"), one.as_str(), 1),
            ("an ID number without Enter", "410702199003078888".to_owned(), "410702199003078888", 0),
            ("an ID number, a wait, then Enter", "410702199003078888~\r".to_owned(), "410702199003078888", 1),
        ];
        for (name, text, field, enters) in cases {
            assert_eq!(type_in(&text), Desk { field: field.to_owned(), enters, scans: vec![] }, "{name}");
        }
    }

    #[test]
    fn what_a_scanner_without_enter_leaves_is_judged_when_nothing_follows() {
        let one = digits(345);
        let cases = [
            ("a digit misread", one.replacen("34", "35", 1), Some((Err(CodeError::Unreadable), 34))),
            ("its first three lost", one[3..].to_owned(), Some((Ok(badge(345)), 31))),
            ("an ID number", "410702199003078888".to_owned(), Some((Err(CodeError::NotOurs), 18))),
            ("half a code", one[..20].to_owned(), None),
            ("a phone number", "13803731234".to_owned(), None),
            ("a join code", "2612345678901234".to_owned(), None),
            ("nothing", String::new(), None),
        ];
        for (name, text, judged) in cases {
            let mut framer = Framer::new(key());
            text.chars().for_each(|typed| assert_eq!(framer.feed(typed, 1_000), Fed::Typed));
            assert_eq!(framer.rest(4_000), None, "{name}: something may follow");
            let judged = judged.map(|(code, take_back)| Fed::Scan { code, take_back });
            assert_eq!(framer.rest(4_001), judged, "{name}");
            assert!(framer.rest(9_000).is_none(), "{name}: told once");
        }
    }

    #[test]
    fn after_another_key_nothing_before_it_is_taken_back() {
        let mut framer = Framer::new(key());
        let one = digits(345);
        for typed in one[..33].chars() {
            assert_eq!(framer.feed(typed, 5), Fed::Typed);
        }
        framer.forget();
        assert_eq!(framer.feed('2', 6), Fed::Typed);
        assert_eq!(framer.feed('\r', 7), Fed::Typed);
    }

    #[test]
    fn enter_after_another_key_is_a_persons_however_soon_after_a_scan() {
        let mut framer = Framer::new(key());
        digits(345).chars().for_each(|typed| _ = framer.feed(typed, 5));
        framer.forget();
        assert_eq!(framer.feed('\r', 6), Fed::Typed);
    }

    #[test]
    fn a_whole_text_is_read_by_the_same_rules() {
        let one = digits(345);
        let cases = [
            ("a code", one.clone(), Some(Ok(badge(345)))),
            ("a code with its Enter", format!("{one}\r\n"), Some(Ok(badge(345)))),
            ("a code with words around it", format!("badge {one} of desk 0"), Some(Ok(badge(345)))),
            ("a code without its first digits", one[4..].to_owned(), Some(Ok(badge(345)))),
            ("a misread code", one.replace('5', "6"), Some(Err(CodeError::Unreadable))),
            ("an ID number", "41070219900307888X".to_owned(), Some(Err(CodeError::NotOurs))),
            ("a short number", "3458".to_owned(), None),
            ("a name", "王芳".to_owned(), None),
            ("nothing", String::new(), None),
        ];
        for (name, text, read) in cases {
            assert_eq!(read_text(&key(), &text), read, "{name}");
        }
    }
}
