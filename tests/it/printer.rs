//! A printer for tests: takes the bytes of a job and says what is on the paper. It refuses commands that it does not
//! know, as a real one would print them as text.

use encoding_rs::GB18030;

/// What came out, from the top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Printed {
    /// A line of text and how many times wider and higher than plain it is.
    Line(String, (u8, u8)),
    /// Dots; true is ink.
    Picture(Vec<Vec<bool>>),
    /// A code that the printer draws itself.
    Code { model: u8, level: u8, square_dots: u8, text: String },
    /// The paper was moved by so many lines.
    Moved(u8),
    /// The paper was cut.
    Cut,
}

/// Columns of plain letters across the paper.
pub const COLUMNS: usize = 32;

/// Prints a job.
pub fn print(job: &[u8]) -> Vec<Printed> {
    let mut printer =
        Printer { rest: job, paper: Vec::new(), line: Vec::new(), size: (1, 1), code: Default::default() };
    while let Some(byte) = printer.next() {
        match byte {
            0x1B => printer.esc(),
            0x1C => assert_eq!(printer.byte(), b'&', "the only FS command: Chinese on"),
            0x1D => printer.gs(),
            b'\n' => printer.end_line(),
            text if text >= 0x20 => printer.line.push(text),
            control => panic!("control character {control:#04x} in a text"),
        }
    }
    assert!(printer.line.is_empty(), "a last line without its end stays in the printer");
    printer.paper
}

struct Printer<'a> {
    rest: &'a [u8],
    paper: Vec<Printed>,
    line: Vec<u8>,
    size: (u8, u8),
    /// Model, level, dots of a square, text.
    code: (u8, u8, u8, String),
}

impl Printer<'_> {
    fn next(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn byte(&mut self) -> u8 {
        self.next().expect("a command that ends")
    }

    fn count(&mut self) -> usize {
        usize::from(u16::from_le_bytes([self.byte(), self.byte()]))
    }

    fn take(&mut self, count: usize) -> Vec<u8> {
        let (taken, rest) = self.rest.split_at(count);
        self.rest = rest;
        taken.to_vec()
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        let text = GB18030.decode_without_bom_handling_and_without_replacement(&line).expect("text in GB18030");
        self.paper.push(Printed::Line(text.into_owned(), self.size));
    }

    fn esc(&mut self) {
        match self.byte() {
            b'@' => self.size = (1, 1),
            b'a' => assert_eq!(self.byte(), 1, "lines stand in the middle"),
            b'd' => {
                let lines = self.byte();
                self.paper.push(Printed::Moved(lines));
            }
            other => panic!("unknown command ESC {other:#04x}"),
        }
    }

    fn gs(&mut self) {
        match self.byte() {
            b'!' => {
                let size = self.byte();
                self.size = ((size >> 4) + 1, (size & 0x0F) + 1);
            }
            b'V' => {
                assert_eq!(self.take(2), [b'B', 0]);
                self.paper.push(Printed::Cut);
            }
            b'v' => self.picture(),
            b'(' => self.qr(),
            other => panic!("unknown command GS {other:#04x}"),
        }
    }

    fn picture(&mut self) {
        assert!(self.line.is_empty(), "a picture begins on a line of its own");
        assert_eq!(self.take(2), [b'0', 0], "GS v 0, dots as they are");
        let (row_bytes, rows) = (self.count(), self.count());
        let bits = |byte: &u8| (0..8).rev().map(|bit| byte >> bit & 1 == 1).collect::<Vec<_>>();
        let picture = (0..rows).map(|_| self.take(row_bytes).iter().flat_map(bits).collect()).collect();
        self.paper.push(Printed::Picture(picture));
    }

    fn qr(&mut self) {
        assert_eq!(self.byte(), b'k');
        let length = self.count();
        let parameters = self.take(length);
        match parameters.as_slice() {
            [b'1', b'A', model, 0] => self.code.0 = model - b'0',
            [b'1', b'E', level] => self.code.1 = *level,
            [b'1', b'C', dots] => self.code.2 = *dots,
            [b'1', b'P', b'0', text @ ..] => self.code.3 = String::from_utf8(text.to_vec()).unwrap(),
            [b'1', b'Q', b'0'] => {
                let (model, level, square_dots, text) = self.code.clone();
                self.paper.push(Printed::Code { model, level, square_dots, text });
            }
            other => panic!("unknown QR command {other:?}"),
        }
    }
}
