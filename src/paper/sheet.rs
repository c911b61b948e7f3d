//! A sheet of A4 cut into equal pieces: crop marks around them and a ruler in the margin, all in one drawing.
//!
//! ```text
//!      |    |    |      <- crop marks, outside the pieces
//!    - +----+----+ -
//!  |   |    |    |
//!  |   |    |    |      <- the ruler: 100 mm when the browser prints at 100 %
//!    - +----+----+ -
//!      |    |    |
//! ```

use std::fmt;

use super::fit::{Length, Place, mm};
use super::html::escaped;
use crate::words::{Lang, paper};

/// How a sheet is cut. Every grid fills the same 180 x 270 mm, so that margins hold marks and ruler.
#[derive(Debug, Clone, Copy)]
pub struct Grid {
    /// Pieces side by side.
    pub columns: usize,
    /// Pieces one below the other.
    pub rows: usize,
}

const A4_WIDTH: Length = mm(210);
const A4_HEIGHT: Length = mm(297);
pub const WIDTH: Length = mm(180);
pub const HEIGHT: Length = mm(270);
pub const LEFT: Length = (A4_WIDTH - WIDTH) / 2;
pub const TOP: Length = (A4_HEIGHT - HEIGHT) / 2;

/// Between a piece and its crop marks, so that a cut a little beside the line shows no ink.
const MARK_GAP: Length = mm(1);
const MARK_LENGTH: Length = mm(3);
const RULER_LENGTH: Length = mm(100);
/// Clear of the outermost 5 mm, which printers leave blank, ticks to its left and text to its right included.
const RULER_X: Length = mm(8);
const RULER_TEXT_X: Length = mm(10) + 55;
/// Letters in the margins.
const SMALL: Length = 250;
const FOOT: Place =
    Place { x: LEFT, y: mm(288), width: WIDTH, height: mm(4), most: SMALL, good: SMALL, ..Place::EMPTY };

/// A page of A4 with what is drawn on it and a line at its foot.
pub fn page(drawing: impl fmt::Display, foot: &str) -> String {
    // Names are Chinese in both languages; the tag chooses the shapes of their characters.
    format!("<svg viewBox=\"0 0 {A4_WIDTH} {A4_HEIGHT}\" lang=\"zh-CN\">\n{drawing}{}\n</svg>\n", FOOT.draw(foot))
}

impl Grid {
    pub const fn pieces(self) -> usize {
        self.columns * self.rows
    }

    pub const fn piece_width(self) -> Length {
        WIDTH / self.columns
    }

    pub const fn piece_height(self) -> Length {
        HEIGHT / self.rows
    }

    /// One sheet; each piece is drawn from its own upper left corner.
    pub fn draw<P: fmt::Display>(self, pieces: &[P], foot: &str, lang: Lang) -> String {
        let placed = fmt::from_fn(|f| {
            for (index, piece) in pieces.iter().enumerate() {
                let x = LEFT + index % self.columns * self.piece_width();
                let y = TOP + index / self.columns * self.piece_height();
                writeln!(f, "<g transform=\"translate({x} {y})\">{piece}</g>")?;
            }
            write!(f, "{}{}", self.crop_marks(), ruler(lang))
        });
        page(placed, foot)
    }

    fn crop_marks(self) -> impl fmt::Display {
        fmt::from_fn(move |f| {
            f.write_str("<path class=\"line\" d=\"")?;
            for column in 0..=self.columns {
                let x = LEFT + column * self.piece_width();
                let (above, below) = (TOP - MARK_GAP - MARK_LENGTH, TOP + HEIGHT + MARK_GAP);
                write!(f, "M{x} {above}v{MARK_LENGTH}M{x} {below}v{MARK_LENGTH}")?;
            }
            for row in 0..=self.rows {
                let y = TOP + row * self.piece_height();
                let (left, right) = (LEFT - MARK_GAP - MARK_LENGTH, LEFT + WIDTH + MARK_GAP);
                write!(f, "M{left} {y}h{MARK_LENGTH}M{right} {y}h{MARK_LENGTH}")?;
            }
            f.write_str("\"/>\n")
        })
    }
}

fn ruler(lang: Lang) -> impl fmt::Display {
    const TICK_PITCH: Length = mm(10);
    const TOP_END: Length = (A4_HEIGHT - RULER_LENGTH) / 2;
    fmt::from_fn(move |f| {
        write!(f, "<path class=\"line\" d=\"M{RULER_X} {TOP_END}v{RULER_LENGTH}")?;
        for tick in 0..=RULER_LENGTH / TICK_PITCH {
            write!(f, "M{RULER_X} {}h-{}", TOP_END + tick * TICK_PITCH, mm(2))?;
        }
        let (middle, text) = (A4_HEIGHT / 2, escaped(paper::RULER.text(lang)));
        writeln!(
            f,
            "\"/>\n<text transform=\"translate({RULER_TEXT_X} {middle}) rotate(-90)\" text-anchor=\"middle\" \
             font-size=\"{SMALL}\">{text}</text>"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_piece_has_its_place_and_every_cut_its_marks() {
        let grid = Grid { columns: 2, rows: 5 };
        assert_eq!((grid.pieces(), grid.piece_width(), grid.piece_height()), (10, mm(90), mm(54)));
        let sheet = grid.draw(&["a", "b", "c"], "foot", Lang::En);
        for placed in ["translate(1500 1350)\">a<", "translate(10500 1350)\">b<", "translate(1500 6750)\">c<"] {
            assert!(sheet.contains(placed), "{placed} in {sheet}");
        }
        let marks = sheet.matches("v300M").count() + sheet.matches("v300\"").count() + sheet.matches("h300").count();
        assert_eq!(marks, 2 * (3 + 6), "{sheet}");
    }

    #[test]
    fn the_ruler_is_a_hundred_millimetres_long() {
        let ruler = ruler(Lang::En).to_string();
        assert!(ruler.contains("M800 9850v10000M"), "{ruler}");
        assert_eq!(ruler.matches("h-200").count(), 11, "{ruler}");
    }
}
