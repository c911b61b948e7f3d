//! The dark and light squares of a QR code, and how a terminal shows them. Colours and glyphs are the window's.
//!
//! Two renderings, because terminals differ: half a cell to a square is small but needs the glyph U+2584 where the
//! halves of a cell differ; two blanks to a square is large and needs no glyph, every terminal and decoder reads it.
//! Drawings of whole and upper half blocks leave seams, braille is never read, inverted colours are read by few.

use qrcode::{Color, EcLevel, QrCode, Version};

use super::code::CODE_DIGITS;

/// A QR code as a square matrix, without its quiet zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Squares {
    side: usize,
    dark: Vec<bool>,
}

/// Which of the two QR symbols that hold exactly 34 digits; both are full, so numeric mode is the only one that fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Symbol {
    /// Version 1, level M: the smallest, for screens and 58 mm tickets.
    Screen,
    /// Version 2, level H: survives dirt and folds, for badges on paper.
    Paper,
}

impl Squares {
    /// The squares of a code's 34 digits; `None` for any other text.
    pub fn of(digits: &str, symbol: Symbol) -> Option<Self> {
        if digits.len() != CODE_DIGITS || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let (version, level) = match symbol {
            Symbol::Screen => (Version::Normal(1), EcLevel::M),
            Symbol::Paper => (Version::Normal(2), EcLevel::H),
        };
        Self::drawn(digits, version, level)
    }

    /// The squares of the sixteen digits by which a laptop joins the others: the smallest symbol, as robust as it can be.
    pub fn of_join_code(digits: &str) -> Option<Self> {
        let is_code = digits.len() == 16 && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_code.then(|| Self::drawn(digits, Version::Normal(1), EcLevel::H))?
    }

    fn drawn(digits: &str, version: Version, level: EcLevel) -> Option<Self> {
        let qr = QrCode::with_version(digits, version, level).ok()?;
        let side = qr.width();
        Some(Self { side, dark: qr.into_colors().into_iter().map(|color| color == Color::Dark).collect() })
    }

    /// Squares along one side.
    pub fn side(&self) -> usize {
        self.side
    }

    /// The rows from above, each from the left; true is dark.
    pub fn rows(&self) -> impl Iterator<Item = &[bool]> {
        self.dark.chunks(self.side)
    }

    /// The rows of cells that show it in a terminal, quiet zone included.
    pub fn cells(&self, rendering: Rendering) -> Vec<Vec<Cell>> {
        let quiet = rendering.quiet_squares();
        let framed_side = self.side + 2 * quiet;
        // A cell is twice as high as wide: either two squares stand in a cell, or two cells lie in a square.
        let (squares_a_cell, cells_a_square) = match rendering {
            Rendering::HalfBlocks => (2, 1),
            Rendering::TwoBlanks => (1, 2),
        };
        let dark = |column: usize, row: usize| self.is_dark(column.checked_sub(quiet), row.checked_sub(quiet));
        let cell = |column: usize, row: usize| {
            let (column, top) = (column / cells_a_square, row * squares_a_cell);
            Cell { upper_dark: dark(column, top), lower_dark: dark(column, top + squares_a_cell - 1) }
        };
        let rows = 0..framed_side.div_ceil(squares_a_cell);
        rows.map(|row| (0..framed_side * cells_a_square).map(|column| cell(column, row)).collect()).collect()
    }

    /// Whatever lies outside is light, so the quiet zone needs no squares.
    fn is_dark(&self, column: Option<usize>, row: Option<usize>) -> bool {
        let (Some(column), Some(row)) = (column.filter(|column| *column < self.side), row) else { return false };
        self.dark.get(row * self.side + column).copied().unwrap_or(false)
    }
}

/// How a terminal shows the squares; sizes for [`Symbol::Screen`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rendering {
    /// Two squares a cell, one above the other: 25 x 13 cells.
    HalfBlocks,
    /// Two cells a square: 46 x 23 cells.
    TwoBlanks,
}

impl Rendering {
    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::HalfBlocks => Self::TwoBlanks,
            Self::TwoBlanks => Self::HalfBlocks,
        }
    }

    /// Quiet zone in squares: as much as decoders were seen to need and 80x24 has room for, less than the standard's 4.
    const fn quiet_squares(self) -> usize {
        match self {
            Self::HalfBlocks => 2,
            Self::TwoBlanks => 1,
        }
    }
}

/// One terminal cell: a blank on the colour of both halves, or U+2584 where they differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// Whether the upper half is dark.
    pub upper_dark: bool,
    /// Whether the lower half is dark.
    pub lower_dark: bool,
}

#[cfg(test)]
#[allow(clippy::string_slice, reason = "digits are ASCII")]
mod tests {
    use super::*;

    const DIGITS: &str = "1123030000034580090808444834501102";

    /// What an independent reader makes of an image given as rows of dark pixels, on a dark screen.
    fn decoded(rows: &[Vec<bool>]) -> Option<(rqrr::MetaData, String)> {
        const SCREEN: usize = 40;
        let (width, height) = (rows[0].len() + 2 * SCREEN, rows.len() + 2 * SCREEN);
        let grey = |x: usize, y: usize| {
            let pixel = y.checked_sub(SCREEN).and_then(|y| rows.get(y)?.get(x.checked_sub(SCREEN)?));
            if pixel.copied().unwrap_or(true) { 0 } else { 255 }
        };
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, grey);
        let grids = image.detect_grids();
        assert_eq!(grids.len(), 1);
        grids[0].decode().ok()
    }

    /// The cells as a terminal with cells of 8 x 16 pixels shows them.
    fn pixels_of(cells: &[Vec<Cell>]) -> Vec<Vec<bool>> {
        let line = |row: &[Cell], dark: fn(&Cell) -> bool| -> Vec<bool> {
            row.iter().flat_map(|cell| [dark(cell); 8]).collect()
        };
        let rows = cells.iter();
        rows.flat_map(|row| {
            let (upper, lower) = (line(row, |cell| cell.upper_dark), line(row, |cell| cell.lower_dark));
            std::iter::repeat_n(upper, 8).chain(std::iter::repeat_n(lower, 8))
        })
        .collect()
    }

    #[test]
    fn thirty_four_digits_fill_exactly_the_two_symbols() {
        // The level as the format bits of a QR code number it: 0 is M, 2 is H.
        for (symbol, side, version, level) in [(Symbol::Screen, 21, 1, 0), (Symbol::Paper, 25, 2, 2)] {
            let squares = Squares::of(DIGITS, symbol).unwrap();
            assert_eq!(squares.side(), side);
            let quiet = vec![false; (side + 8) * 5];
            let margin = [false; 20];
            let mut image: Vec<Vec<bool>> = vec![quiet.clone(); 20];
            for row in squares.rows() {
                let wide: Vec<bool> = row.iter().flat_map(|dark| [*dark; 5]).collect();
                image.extend(std::iter::repeat_n([&margin[..], &wide, &margin].concat(), 5));
            }
            image.extend(vec![quiet; 20]);
            let (meta, text) = decoded(&image).unwrap();
            assert_eq!((text.as_str(), meta.version.0, meta.ecc_level), (DIGITS, version, level), "{symbol:?}");
        }
    }

    #[test]
    fn both_renderings_have_their_size_and_are_read() {
        for (rendering, width, height) in [(Rendering::HalfBlocks, 25, 13), (Rendering::TwoBlanks, 46, 23)] {
            let cells = Squares::of(DIGITS, Symbol::Screen).unwrap().cells(rendering);
            assert_eq!((cells[0].len(), cells.len()), (width, height), "{rendering:?}");
            let (_, text) = decoded(&pixels_of(&cells)).unwrap();
            assert_eq!(text, DIGITS, "{rendering:?}");
        }
    }

    #[test]
    fn two_blanks_need_no_glyph() {
        let cells = Squares::of(DIGITS, Symbol::Screen).unwrap().cells(Rendering::TwoBlanks);
        assert!(cells.iter().flatten().all(|cell| cell.upper_dark == cell.lower_dark));
    }

    #[test]
    fn other_texts_are_not_drawn() {
        for text in ["", &DIGITS[1..], "11230300000345800908084448345011020", "112303000003458009080844483450110X"] {
            assert_eq!(Squares::of(text, Symbol::Screen), None, "{text}");
        }
    }
}
