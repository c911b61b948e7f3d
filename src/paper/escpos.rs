//! The few commands of ESC/POS printers that a slip needs, as the bytes of one job.
//!
//! Text goes out in GB18030, which Chinese printers understand from the box; who encodes it is the caller's choice.
//! Nothing is asked of the printer: whether paper came out is for the one who sends the bytes to find out.

use unicode_width::UnicodeWidthStr;

use super::raster::DotRow;
use crate::domain::clean::is_invisible;
use crate::words::lines::{self, Breaks};

/// Turns text into the bytes that the printer takes for it.
pub type TextEncoder = fn(&str) -> Vec<u8>;

/// One job for the printer, growing.
pub struct Job {
    bytes: Vec<u8>,
    encode: TextEncoder,
}

/// Letters of plain size across 58 mm of paper; a Chinese character is two wide.
const COLUMNS: usize = 32;

/// How many times wider and higher than plain letters are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// As they are.
    Plain,
    /// As wide, twice as high.
    High,
    /// Four times both ways.
    Huge,
}

/// From the last line to the edge that tears the paper, in lines.
const LINES_TO_THE_EDGE: u8 = 4;
/// Dots of a square when the printer draws the code itself.
const QR_SQUARE_DOTS: u8 = 8;

const ESC: u8 = 0x1B;
const FS: u8 = 0x1C;
const GS: u8 = 0x1D;

impl Job {
    /// A job that begins as if the printer was just switched on: Chinese understood, lines in the middle.
    pub fn new(encode: TextEncoder) -> Self {
        Self { bytes: vec![ESC, b'@', FS, b'&', ESC, b'a', 1], encode }
    }

    /// A text in as many lines as it takes. Control characters in it would be commands, and are left out.
    pub fn text(&mut self, text: &str, size: Size) {
        let size = match size {
            Size::Plain => 0x00,
            Size::High => 0x01,
            Size::Huge => 0x33,
        };
        self.bytes.extend([GS, b'!', size]);
        let text: String = text.chars().filter(|c| !is_invisible(*c)).collect();
        for line in lines::wrap(lines::pieces(&text, Breaks::InText), COLUMNS, UnicodeWidthStr::width_cjk) {
            self.bytes.extend((self.encode)(&line));
            self.bytes.push(b'\n');
        }
    }

    /// A picture, row by row.
    pub fn picture(&mut self, rows: &[DotRow]) {
        let [width_low, width_high] = little_endian(size_of::<DotRow>());
        let [height_low, height_high] = little_endian(rows.len());
        self.bytes.extend([GS, b'v', b'0', 0, width_low, width_high, height_low, height_high]);
        self.bytes.extend(rows.iter().flatten());
    }

    /// A QR code that the printer draws itself: model 2 at level M, as printers left alone may draw model 1.
    pub fn code(&mut self, digits: &str) {
        self.qr_command(&[b'A', b'2', 0]);
        self.qr_command(&[b'C', QR_SQUARE_DOTS]);
        self.qr_command(b"E1");
        self.qr_command(&[b"P0", digits.as_bytes()].concat());
        self.qr_command(b"Q0");
    }

    fn qr_command(&mut self, parameters: &[u8]) {
        let symbol = b'1';
        self.bytes.extend([GS, b'(', b'k']);
        self.bytes.extend(little_endian(1 + parameters.len()));
        self.bytes.push(symbol);
        self.bytes.extend(parameters);
    }

    /// The bytes, with the paper moved out and cut by printers that can.
    pub fn finish(mut self) -> Vec<u8> {
        self.bytes.extend([ESC, b'd', LINES_TO_THE_EDGE, GS, b'V', b'B', 0]);
        self.bytes
    }
}

/// A count as the printer takes it; none here comes near its limit.
fn little_endian(count: usize) -> [u8; 2] {
    u16::try_from(count).unwrap_or(u16::MAX).to_le_bytes()
}
