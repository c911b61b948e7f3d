//! A QR code on paper: the squares that the badge press made, as one SVG path or as dots of a printer.
//!
//! One path, because printers leave hairlines between shapes that are drawn one after the other.

use std::fmt;

/// The dark and light squares of a QR code as plain rows, without the quiet zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Qr {
    rows: Vec<Vec<bool>>,
}

/// Squares that stay light on every side; the standard asks for four.
pub const QUIET: usize = 4;

/// Rows from above, each from the left; true is dark.
impl<'a> FromIterator<&'a [bool]> for Qr {
    fn from_iter<I: IntoIterator<Item = &'a [bool]>>(rows: I) -> Self {
        Self { rows: rows.into_iter().map(<[bool]>::to_vec).collect() }
    }
}

impl Qr {
    /// Squares along one side with both quiet zones.
    pub fn framed_side(&self) -> usize {
        self.rows.len() + 2 * QUIET
    }

    /// The rows with the quiet zone around them.
    pub fn framed_rows(&self) -> Vec<Vec<bool>> {
        let light = vec![false; self.framed_side()];
        let quiet = [false; QUIET];
        let framed = self.rows.iter().map(|row| [&quiet, row.as_slice(), &quiet].concat());
        let above = std::iter::repeat_n(light.clone(), QUIET);
        above.chain(framed).chain(std::iter::repeat_n(light, QUIET)).collect()
    }

    /// The dark squares as the `d` of one SVG path, in squares, the quiet zone not included.
    pub fn path(&self) -> impl fmt::Display {
        fmt::from_fn(|f| {
            for (y, row) in self.rows.iter().enumerate() {
                let mut x = 0;
                for run in row.chunk_by(|one, next| one == next) {
                    let squares = run.len();
                    if run.first() == Some(&true) {
                        write!(f, "M{x} {y}h{squares}v1h-{squares}z")?;
                    }
                    x += squares;
                }
            }
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corner() -> Qr {
        [[true, true].as_slice(), &[false, true]].into_iter().collect()
    }

    #[test]
    fn neighbours_in_a_row_are_one_box_of_the_path() {
        assert_eq!(corner().path().to_string(), "M0 0h2v1h-2zM1 1h1v1h-1z");
    }

    #[test]
    fn the_quiet_zone_is_light_on_all_sides() {
        let rows = corner().framed_rows();
        assert_eq!((rows.len(), corner().framed_side()), (10, 10));
        let dark: Vec<(usize, usize)> =
            (0..10).flat_map(|y| (0..10).map(move |x| (x, y))).filter(|(x, y)| rows[*y][*x]).collect();
        assert_eq!(dark, [(4, 4), (5, 4), (5, 5)]);
    }
}
