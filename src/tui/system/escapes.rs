//! The bytes of a Unix terminal as crossterm events. Pure: bytes in, events out; the caller minds the clock.
//!
//! crossterm 0.29 reads the same bytes, but there a paste that never ends swallows every later key (its issue 1060),
//! half a sequence blocks the reader, and the question for the cursor takes two seconds to fail. Here the caller waits
//! for the rest of something begun as long as [`Escapes::patience`] says, then lets it go, and typing goes on.

use std::time::Duration;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

/// What stood in the bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// A key or a paste.
    Event(Event),
    /// The answer to the question where the cursor is: its column, counted from 0.
    CursorColumn(u16),
}

/// Takes the bytes apart, and keeps what is not yet whole.
#[derive(Debug, Default)]
pub struct Escapes {
    begun: Vec<u8>,
}

const ESC: u8 = 0x1B;
const PASTE_START: &[u8] = b"\x1b[200~";
const PASTE_END: &[u8] = b"\x1b[201~";
/// A terminal sends the bytes of one key in one go; after so long a lone ESC is the Esc key.
const KEY_PATIENCE: Duration = Duration::from_millis(20);
/// A terminal sends a paste without a pause; after so long its end mark is lost.
const PASTE_PATIENCE: Duration = Duration::from_millis(250);
/// A field takes 200 characters; of a paste that grows beyond the second number only so much is kept.
const KEPT_BYTES: usize = 1 << 16;
const MAX_BEGUN_BYTES: usize = 2 * KEPT_BYTES;

impl Escapes {
    /// How long to wait for the rest of what has begun; `None` when nothing has.
    pub fn patience(&self) -> Option<Duration> {
        let is_paste = self.begun.starts_with(PASTE_START);
        (!self.begun.is_empty()).then_some(if is_paste { PASTE_PATIENCE } else { KEY_PATIENCE })
    }

    /// What these bytes say, with what had begun before them.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Heard> {
        let mut heard = Vec::new();
        self.begun.extend_from_slice(bytes);
        let bytes = std::mem::take(&mut self.begun);
        let mut rest = bytes.as_slice();
        while !rest.is_empty() {
            let Some((said, tail)) = first(rest) else {
                self.begun = rest.to_vec();
                break;
            };
            heard.extend(said);
            rest = tail;
        }
        if self.begun.len() > MAX_BEGUN_BYTES {
            // The last bytes may be the first of the end mark.
            self.begun.drain(KEPT_BYTES..self.begun.len() - PASTE_END.len());
        }
        heard
    }

    /// The rest does not come: what had begun is a paste without its end, the Esc key, or noise.
    pub fn give_up(&mut self) -> Option<Heard> {
        let begun = std::mem::take(&mut self.begun);
        match begun.strip_prefix(PASTE_START) {
            Some(text) => Some(paste(text)),
            None => (begun == [ESC]).then(|| key(KeyCode::Esc)),
        }
    }
}

/// The first thing that the bytes say, if anything, and the bytes behind it; `None` while it is not whole.
fn first(bytes: &[u8]) -> Option<(Option<Heard>, &[u8])> {
    match bytes {
        [ESC] => None,
        [ESC, b'[', body @ ..] => match bytes.strip_prefix(PASTE_START) {
            Some(text) => pasted(text),
            None => control_sequence(body),
        },
        [ESC, b'O', body @ ..] => {
            let (last, tail) = body.split_first()?;
            // The Enter of the number block, where that block sends sequences.
            let said = if *last == b'M' { Some(key(KeyCode::Enter)) } else { named_key(*last, &[]) };
            Some((said, tail))
        }
        [ESC, tail @ ..] => Some((Some(key(KeyCode::Esc)), tail)),
        [byte @ (..0x20 | 0x7F), tail @ ..] => Some((control(*byte), tail)),
        _ => letter(bytes),
    }
}

fn pasted(text: &[u8]) -> Option<(Option<Heard>, &[u8])> {
    let end = text.windows(PASTE_END.len()).position(|window| window == PASTE_END)?;
    let (text, tail) = text.split_at(end);
    Some((Some(paste(text)), tail.strip_prefix(PASTE_END).unwrap_or(tail)))
}

/// `ESC [`, numbers, and a letter that says what it is; a sequence broken by something else is noise.
fn control_sequence(body: &[u8]) -> Option<(Option<Heard>, &[u8])> {
    // The Linux console sends F1 to F5 as `ESC [ [ A` to `ESC [ [ E`.
    if let Some(console) = body.strip_prefix(b"[") {
        let (last, tail) = console.split_first()?;
        let number = last.checked_sub(b'A').filter(|offset| *offset < 5);
        return Some((number.map(|offset| key(KeyCode::F(offset + 1))), tail));
    }
    let end = body.iter().position(|byte| !matches!(byte, 0x20..=0x3F))?;
    let (numbers, rest) = body.split_at(end);
    let (last, tail) = rest.split_first()?;
    if !matches!(last, 0x40..=0x7E) {
        return Some((None, rest));
    }
    if let Some(report) = numbers.strip_prefix(b"<") {
        return Some((parsed(report).and_then(|report| mouse(*last, &report)), tail));
    }
    Some((parsed(numbers).and_then(|numbers| named_key(*last, &numbers)), tail))
}

/// What the mouse did: the left button, or the wheel; the other buttons are the terminal's.
fn mouse(last: u8, report: &[u16]) -> Option<Heard> {
    let [button, column, row] = report else { return None };
    let kind = match (last, button) {
        (b'M', 0) => MouseEventKind::Down(MouseButton::Left),
        (b'M', 64) => MouseEventKind::ScrollUp,
        (b'M', 65) => MouseEventKind::ScrollDown,
        _ => return None,
    };
    let (column, row) = (column.saturating_sub(1), row.saturating_sub(1));
    Some(Heard::Event(Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE })))
}

/// The numbers of a sequence, separated by `;`. Other signs among them make it one that is not ours.
fn parsed(numbers: &[u8]) -> Option<Vec<u16>> {
    if numbers.is_empty() {
        return Some(Vec::new());
    }
    numbers.split(|byte| *byte == b';').map(|digits| std::str::from_utf8(digits).ok()?.parse().ok()).collect()
}

/// What the last byte of a sequence names. Shift, Ctrl and the like are let go: no key of ours needs them there.
fn named_key(last: u8, numbers: &[u16]) -> Option<Heard> {
    let code = match (last, numbers) {
        (b'R', [_, column]) => return Some(Heard::CursorColumn(column.saturating_sub(1))),
        (b'A', _) => KeyCode::Up,
        (b'B', _) => KeyCode::Down,
        (b'C', _) => KeyCode::Right,
        (b'D', _) => KeyCode::Left,
        (b'H', _) | (b'~', [1 | 7, ..]) => KeyCode::Home,
        (b'F', _) | (b'~', [4 | 8, ..]) => KeyCode::End,
        (b'Z', _) => KeyCode::BackTab,
        (b'P', _) | (b'~', [11, ..]) => KeyCode::F(1),
        (b'Q', _) | (b'~', [12, ..]) => KeyCode::F(2),
        (b'R', _) | (b'~', [13, ..]) => KeyCode::F(3),
        (b'S', _) | (b'~', [14, ..]) => KeyCode::F(4),
        (b'~', [3, ..]) => KeyCode::Delete,
        (b'~', [5, ..]) => KeyCode::PageUp,
        (b'~', [6, ..]) => KeyCode::PageDown,
        (b'~', [15, ..]) => KeyCode::F(5),
        // The numbers of VT220 keys leave gaps where its keyboard had them.
        (b'~', [17, ..]) => KeyCode::F(6),
        (b'~', [18, ..]) => KeyCode::F(7),
        (b'~', [19, ..]) => KeyCode::F(8),
        (b'~', [20, ..]) => KeyCode::F(9),
        (b'~', [21, ..]) => KeyCode::F(10),
        (b'~', [23, ..]) => KeyCode::F(11),
        (b'~', [24, ..]) => KeyCode::F(12),
        _ => return None,
    };
    Some(key(code))
}

fn control(byte: u8) -> Option<Heard> {
    let letter = match byte {
        b'\r' => return Some(key(KeyCode::Enter)),
        b'\t' => return Some(key(KeyCode::Tab)),
        0x7F => return Some(key(KeyCode::Backspace)),
        1..=26 => char::from(byte + b'a' - 1),
        _ => return None,
    };
    Some(Heard::Event(Event::Key(KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL))))
}

/// One character of UTF-8; bytes that are none are left out.
fn letter(bytes: &[u8]) -> Option<(Option<Heard>, &[u8])> {
    // No character takes more than four bytes.
    let head = bytes.get(..4).unwrap_or(bytes);
    let chunk = head.utf8_chunks().next()?;
    if let Some(letter) = chunk.valid().chars().next() {
        return Some((Some(key(KeyCode::Char(letter))), bytes.split_at(letter.len_utf8()).1));
    }
    // No length: not broken, only not whole yet.
    let broken = std::str::from_utf8(head).err()?.error_len()?;
    Some((None, bytes.split_at(broken).1))
}

fn key(code: KeyCode) -> Heard {
    Heard::Event(Event::Key(KeyEvent::new(code, KeyModifiers::NONE)))
}

fn paste(text: &[u8]) -> Heard {
    Heard::Event(Event::Paste(String::from_utf8_lossy(text).into_owned()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The events as a line: `F2`, `Enter`, a character as itself, `^q` for Ctrl, a paste in angle brackets.
    fn line(heard: &[Heard]) -> String {
        let words = heard.iter().map(|heard| match heard {
            Heard::CursorColumn(column) => format!("column {column}"),
            Heard::Event(Event::Mouse(mouse)) => format!("{:?} {} {}", mouse.kind, mouse.column, mouse.row),
            Heard::Event(Event::Paste(text)) => format!("<{text}>"),
            Heard::Event(Event::Key(KeyEvent { code: KeyCode::Char(letter), modifiers, .. })) => {
                if modifiers.is_empty() { letter.to_string() } else { format!("^{letter}") }
            }
            Heard::Event(Event::Key(KeyEvent { code, .. })) => format!("{code:?}"),
            Heard::Event(other) => format!("{other:?}"),
        });
        words.collect::<Vec<_>>().join(" ")
    }

    fn check(bytes: &[u8], expected: &str) {
        let shown = String::from_utf8_lossy(bytes).escape_debug().to_string();
        assert_eq!(line(&Escapes::default().feed(bytes)), expected, "{shown}");
        // However the bytes are cut, they say the same.
        let mut escapes = Escapes::default();
        let heard: Vec<Heard> = bytes.iter().flat_map(|byte| escapes.feed(&[*byte])).collect();
        assert_eq!(line(&heard), expected, "{shown}, byte by byte");
    }

    #[test]
    fn keys_of_the_usual_terminals() {
        check("a王1·".as_bytes(), "a 王 1 ·");
        check(b"\r\t\x7f\x08\x0a\x11\x17", "Enter Tab Backspace ^h ^j ^q ^w");
        check(b"\x1b[A\x1b[B\x1bOC\x1bOD", "Up Down Right Left");
        check(b"\x1b[H\x1b[F\x1b[1~\x1b[4~\x1bOH\x1b[7~\x1b[8~", "Home End Home End Home Home End");
        check(b"\x1b[3~\x1b[5~\x1b[6~\x1b[Z\x1bOM", "Delete PageUp PageDown BackTab Enter");
        check(b"\x1bOP\x1bOQ\x1bOR\x1bOS", "F(1) F(2) F(3) F(4)");
        check(b"\x1b[[A\x1b[[E\x1b[12~\x1b[15~\x1b[17~\x1b[21~\x1b[24~", "F(1) F(5) F(2) F(5) F(6) F(10) F(12)");
        check(b"\x1b[1;5C\x1b[12;2~\x1b[1;2Q", "Right F(2) F(2)");
    }

    #[test]
    fn a_paste_is_one_event_whatever_stands_in_it() {
        check("\x1b[200~王芳\r\n\x1b[A~x\x1b[201~y".as_bytes(), "<王芳\r\n\x1b[A~x> y");
    }

    #[test]
    fn the_left_button_and_the_wheel_are_told_and_no_other() {
        check(b"\x1b[<0;12;7M\x1b[<0;12;7mx", "Down(Left) 11 6 x");
        check(b"\x1b[<64;1;1M\x1b[<65;300;9M", "ScrollUp 0 0 ScrollDown 299 8");
        check(b"\x1b[<2;5;5M\x1b[<35;5;5Mx", "x");
    }

    #[test]
    fn the_cursor_is_told_as_a_column_from_0() {
        check(b"\x1b[1;4R", "column 3");
    }

    #[test]
    fn what_is_not_ours_is_left_out_and_nothing_behind_it() {
        check(b"\x1b[<0;12;7;1Mx\x1b[<;1;1My", "x y");
        check(b"\x1b[?62;c\x1b[99~\x1b[1;2;3;4Jx", "x");
        check(b"\x1b[12\x1b[Ax", "Up x");
        check(b"\xff\xfex\xe7\x8ey\xc3", "x y");
        check(b"\0\x1c\x1d", "");
    }

    #[test]
    fn escape_goes_back_also_when_the_next_key_is_quick() {
        check("\x1b王\x1b\x1b[A".as_bytes(), "Esc 王 Esc Up");
    }

    #[test]
    fn a_lone_escape_waits_a_moment_and_is_the_key() {
        let mut escapes = Escapes::default();
        assert_eq!(escapes.feed(b"\x1b"), []);
        assert_eq!(escapes.patience(), Some(KEY_PATIENCE));
        assert_eq!(escapes.give_up(), Some(key(KeyCode::Esc)));
        assert_eq!((escapes.patience(), escapes.give_up()), (None, None));
    }

    #[test]
    fn a_paste_without_end_does_not_swallow_what_follows() {
        let mut escapes = Escapes::default();
        assert_eq!(escapes.feed("\x1b[200~王芳\r".as_bytes()), []);
        assert_eq!(escapes.patience(), Some(PASTE_PATIENCE));
        assert_eq!(line(escapes.give_up().as_slice()), "<王芳\r>");
        assert_eq!(line(&escapes.feed(b"345\r\x1b[201~")), "3 4 5 Enter");
    }

    #[test]
    fn half_a_sequence_or_character_is_let_go() {
        for begun in ["\x1b[1;", "\x1bO", "\x1b[["] {
            let mut escapes = Escapes::default();
            assert_eq!(escapes.feed(begun.as_bytes()), []);
            assert_eq!(escapes.give_up(), None);
            assert_eq!(line(&escapes.feed(b"A")), "A");
        }
    }

    #[test]
    fn a_huge_paste_is_cut_and_no_part_of_it_is_typed() {
        let mut escapes = Escapes::default();
        escapes.feed(PASTE_START);
        for _ in 0..100 {
            assert_eq!(escapes.feed(&[b'x'; 4096]), []);
        }
        assert!(escapes.begun.len() <= MAX_BEGUN_BYTES);
        let end: Vec<Heard> = PASTE_END.chunks(2).flat_map(|part| escapes.feed(part)).collect();
        assert!(matches!(&end[..], [Heard::Event(Event::Paste(text))] if text.len() >= KEPT_BYTES - PASTE_START.len()));
        assert_eq!(line(&escapes.feed(b"y")), "y");
    }

    proptest! {
        #[test]
        fn any_bytes_in_any_pieces_say_the_same(bytes in proptest::collection::vec(
            prop_oneof![Just(ESC), Just(b'['), Just(b'O'), Just(b'~'), Just(b';'), b'0'..=b'9', any::<u8>()], 0..60,
        ), cut in 0_usize..60) {
            let whole = Escapes::default().feed(&bytes);
            let (head, tail) = bytes.split_at(cut.min(bytes.len()));
            let mut escapes = Escapes::default();
            let pieces = [escapes.feed(head), escapes.feed(tail)].concat();
            prop_assert_eq!(whole, pieces);
        }

        #[test]
        fn every_letter_typed_arrives(letters in proptest::collection::vec(any::<char>(), 0..40)) {
            let text: String = letters.into_iter().filter(|letter| !letter.is_ascii_control()).collect();
            let heard = Escapes::default().feed(text.as_bytes());
            let letters: Vec<Heard> = text.chars().map(|letter| key(KeyCode::Char(letter))).collect();
            prop_assert_eq!(heard, letters);
        }
    }
}
