//! Bytes -> lines of text, whatever the bytes: too long, no UTF-8, a byte order mark, CR before LF, no LF at the end.

use std::io::{self, BufRead};

use super::fault::Fault;

/// The longest command is a unit's name and a number; a whole page that somebody pasted is none.
pub const LINE_BYTES: usize = 4096;

/// One line as it came in.
#[derive(Debug, PartialEq, Eq)]
pub enum Line {
    /// Text without its end of line.
    Text(String),
    /// What cannot be a command.
    Fault(Fault),
}

/// Lines of an input.
pub struct Lines<R> {
    input: R,
    is_first: bool,
}

impl<R: BufRead> Lines<R> {
    /// The lines from here on.
    pub fn new(input: R) -> Self {
        Self { input, is_first: true }
    }

    /// The next line; `None` at the end of input. Never holds more than a line may have.
    pub fn next_line(&mut self) -> io::Result<Option<Line>> {
        let mut bytes = Vec::new();
        let mut is_too_long = false;
        loop {
            let chunk = match self.input.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                other => other?,
            };
            if chunk.is_empty() && bytes.is_empty() && !is_too_long {
                return Ok(None);
            }
            let end = chunk.iter().position(|byte| *byte == b'\n');
            let taken = end.unwrap_or(chunk.len());
            let (text, is_last) = (chunk.get(..taken).unwrap_or(chunk), end.is_some() || chunk.is_empty());
            is_too_long |= bytes.len() + taken > LINE_BYTES;
            if is_too_long {
                bytes.clear();
            } else {
                bytes.extend_from_slice(text);
            }
            self.input.consume(taken + usize::from(end.is_some()));
            if is_last {
                return Ok(Some(self.line(bytes, is_too_long)));
            }
        }
    }

    fn line(&mut self, bytes: Vec<u8>, is_too_long: bool) -> Line {
        let is_first = std::mem::take(&mut self.is_first);
        if is_too_long {
            return Line::Fault(Fault::TooLong { most_bytes: LINE_BYTES });
        }
        let Ok(text) = String::from_utf8(bytes) else { return Line::Fault(Fault::NotText) };
        // Editors on Windows put a mark before the first line.
        let text = if is_first { text.trim_start_matches('\u{feff}') } else { &text };
        Line::Text(text.trim_end_matches('\r').to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(bytes: &[u8], buffer_bytes: usize) -> Vec<Line> {
        let mut lines = Lines::new(io::BufReader::with_capacity(buffer_bytes, bytes));
        std::iter::from_fn(|| lines.next_line().unwrap()).collect()
    }

    #[test]
    fn every_line_comes_once_however_the_bytes_arrive() {
        let text = |text: &str| Line::Text(text.to_owned());
        let long = vec![b'a'; 10_000];
        let cases: [(&str, Vec<u8>, Vec<Line>); 8] = [
            ("empty input", vec![], vec![]),
            ("no end of the last line", b"a\nb".to_vec(), vec![text("a"), text("b")]),
            ("blank lines are lines", b"\n\n".to_vec(), vec![text(""), text("")]),
            ("CR before LF", b"a\r\nb\r\n".to_vec(), vec![text("a"), text("b")]),
            ("a mark at the beginning", b"\xef\xbb\xbftally\n".to_vec(), vec![text("tally")]),
            ("no UTF-8", b"\xff\xfe\ntally\n".to_vec(), vec![Line::Fault(Fault::NotText), text("tally")]),
            ("zero bytes", b"\0\0\n".to_vec(), vec![text("\0\0")]),
            (
                "too long, also without an end",
                [&long[..], b"\ntally\n", &long[..]].concat(),
                vec![
                    Line::Fault(Fault::TooLong { most_bytes: LINE_BYTES }),
                    text("tally"),
                    Line::Fault(Fault::TooLong { most_bytes: LINE_BYTES }),
                ],
            ),
        ];
        for buffer_bytes in [1, 3, 8192] {
            for (name, bytes, expected) in &cases {
                assert_eq!(lines(bytes, buffer_bytes), *expected, "{name}, read by {buffer_bytes}");
            }
        }
    }
}
