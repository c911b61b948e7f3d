//! A ruled table on paper: columns of given widths, rows of one height, every text made to fit its cell.

use std::fmt;

use super::fit::{Length, Place, mm};

/// Where a table stands and how it is ruled.
#[derive(Debug, Clone, Copy)]
pub struct Table<'a> {
    /// Its left edge.
    pub x: Length,
    /// Its upper edge.
    pub y: Length,
    /// The columns from the left.
    pub widths: &'a [Length],
    /// How high a row is.
    pub row_height: Length,
}

/// Between a line and the text beside it.
const PADDING: Length = mm(1);
/// Letters as large as in a printed book, so that a list of many pages is read without effort.
const MOST: Length = 400;
const GOOD: Length = 320;

impl Table<'_> {
    /// The table with the texts of its cells; a row with a single cell goes across all columns.
    pub fn draw<R: AsRef<[String]>>(&self, rows: &[R]) -> impl fmt::Display {
        let (width, height) = (self.widths.iter().sum::<Length>(), rows.len() * self.row_height);
        fmt::from_fn(move |f| {
            let mut lines = String::new();
            for (index, row) in (0..).zip(rows) {
                let (row, y) = (row.as_ref(), self.y + index * self.row_height);
                lines += &format!("M{} {y}h{width}", self.x);
                let widths = if row.len() == 1 { &[width] } else { self.widths };
                let mut x = self.x;
                for (cell, width) in row.iter().zip(widths) {
                    write!(f, "{}", self.cell(x, y, *width).draw(cell))?;
                    lines += &format!("M{x} {y}v{}", self.row_height);
                    x += width;
                }
            }
            let (right, bottom) = (self.x + width, self.y + height);
            lines += &format!("M{} {bottom}h{width}M{right} {}v{height}", self.x, self.y);
            write!(f, "<path class=\"line\" d=\"{lines}\"/>")
        })
    }

    fn cell(&self, x: Length, y: Length, width: Length) -> Place {
        let (x, width) = (x + PADDING, width.saturating_sub(2 * PADDING));
        Place { x, y, width, height: self.row_height, most: MOST, good: GOOD, ..Place::EMPTY }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_ruled_and_a_lone_one_goes_across() {
        let table = Table { x: 100, y: 200, widths: &[mm(10), mm(20)], row_height: mm(9) };
        let drawn = table.draw(&[vec!["王芳".to_owned()], vec!["1".to_owned(), String::new()]]).to_string();
        assert!(drawn.starts_with("<text x=\"200\" "), "{drawn}");
        assert!(
            drawn.contains(
                "M100 200h3000M100 200v900M100 1100h3000M100 1100v900M1100 1100v900M100 2000h3000M3100 200v1800"
            ),
            "{drawn}"
        );
    }
}
