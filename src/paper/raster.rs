//! Pictures as a 58 mm printer prints them: rows of 384 dots, eight to a byte, a set bit is ink.
//!
//! A picture is squares enlarged and set in the middle of the paper. Every row is as wide as the paper, because some
//! printers print a narrower picture at the left edge whatever they are told.

use super::qr::Qr;
use crate::words::letters::{self, Letter};

/// Dots across the paper of 58 mm printers, eight to a millimetre; wider paper has them all.
pub const DOTS: usize = 384;
/// One row of dots; the leftmost dot is the highest bit of the first byte.
pub type DotRow = [u8; DOTS / 8];

/// A square of a large number: 1.5 mm, so that seven of them are read at arm's length.
const NUMBER_SQUARE_DOTS: usize = 12;
/// A square of a code: 1 mm is what telephones and hand scanners read at once.
const QR_SQUARE_DOTS: usize = 8;

/// Digits and letters as large as the paper allows.
pub fn large_text(text: &str) -> Vec<DotRow> {
    enlarged(&drawn(text), NUMBER_SQUARE_DOTS)
}

/// A code with its quiet zone.
pub fn code(qr: &Qr) -> Vec<DotRow> {
    enlarged(&qr.framed_rows(), QR_SQUARE_DOTS)
}

/// Rows of squares, one light square between letters.
fn drawn(text: &str) -> Vec<Vec<bool>> {
    let letters: Vec<Letter> = text.chars().map(letters::letter).collect();
    let row = |y: usize| -> Vec<Vec<bool>> {
        letters.iter().filter_map(|letter| letter.get(y)).map(|row| letters::squares(*row).collect()).collect()
    };
    (0..usize::from(letters::HEIGHT)).map(|y| row(y).join(&false)).collect()
}

/// Squares of `most_dots` dots, or as many as fit across the paper.
fn enlarged(squares: &[Vec<bool>], most_dots: usize) -> Vec<DotRow> {
    let across = squares.first().map_or(1, Vec::len).max(1);
    let dots = most_dots.min(DOTS / across);
    let left = (DOTS - across * dots) / 2;
    squares.iter().flat_map(|row| std::iter::repeat_n(dot_row(row, dots, left), dots)).collect()
}

fn dot_row(squares: &[bool], dots: usize, left: usize) -> DotRow {
    let mut row = [0; DOTS / 8];
    let dark = squares.iter().enumerate().filter(|(_, dark)| **dark).map(|(x, _)| left + x * dots);
    for dot in dark.flat_map(|first| first..first + dots) {
        if let Some(byte) = row.get_mut(dot / 8) {
            *byte |= 0x80 >> (dot % 8);
        }
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The picture with `#` for ink, every `step`-th dot of every `step`-th row, blanks at both ends left out.
    fn seen(rows: &[DotRow], step: usize) -> Vec<String> {
        let dot = |row: &DotRow, x: usize| if row[x / 8] >> (7 - x % 8) & 1 == 1 { '#' } else { ' ' };
        let left = (0..DOTS).find(|x| rows.iter().any(|row| dot(row, *x) == '#')).unwrap();
        let line = |row: &DotRow| (left..DOTS).step_by(step).map(|x| dot(row, x)).collect::<String>();
        rows.iter().step_by(step).map(|row| line(row).trim_end().to_owned()).collect()
    }

    #[test]
    fn a_number_is_drawn_large_and_in_the_middle() {
        let rows = large_text("A1");
        assert_eq!(rows.len(), 7 * NUMBER_SQUARE_DOTS);
        let picture = [" ###    #", "#   #  ##", "#   #   #", "#####   #", "#   #   #", "#   #   #", "#   #  ###"];
        assert_eq!(seen(&rows, NUMBER_SQUARE_DOTS), picture);
        let wide = large_text("AA")[3 * NUMBER_SQUARE_DOTS];
        let (left, right) = (wide.iter().position(|byte| *byte > 0), wide.iter().rposition(|byte| *byte > 0));
        assert_eq!(left.unwrap() + right.unwrap(), DOTS / 8 - 1, "as much paper on the left as on the right");
    }

    #[test]
    fn the_longest_number_still_fits_the_paper() {
        for (number, dots) in [("A1001", 12), ("A12001", 10), ("Z899999", 9)] {
            assert_eq!(large_text(number).len(), 7 * dots, "{number}");
        }
    }

    #[test]
    fn a_code_keeps_four_light_squares_on_every_side() {
        let qr: Qr = vec![[true; 21].as_slice(); 21].into_iter().collect();
        let rows = code(&qr);
        assert_eq!(rows.len(), 29 * QR_SQUARE_DOTS);
        assert!(rows[..32].iter().chain(&rows[rows.len() - 32..]).all(|row| *row == [0; DOTS / 8]));
        assert_eq!(seen(&rows[32..33], QR_SQUARE_DOTS), ["#".repeat(21)]);
    }
}
