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
    /// The table with the texts of its cells; a row of a single cell goes across all columns.
    pub fn draw<R: AsRef<[String]>>(&self, rows: &[R]) -> impl fmt::Display {
        let (width, height) = (self.width(), rows.len() * self.row_height);
        fmt::from_fn(move |f| {
            for (y, row) in self.tops().zip(rows) {
                for (x, width, text) in self.cells(row.as_ref()) {
                    write!(f, "{}", self.place(x, y, width).draw(text))?;
                }
            }
            f.write_str("<path class=\"line\" d=\"")?;
            // A cell draws its left and upper edge, the table the last two.
            for (y, row) in self.tops().zip(rows) {
                for (x, width, _) in self.cells(row.as_ref()) {
                    write!(f, "M{x} {}v-{}h{width}", y + self.row_height, self.row_height)?;
                }
            }
            write!(f, "M{} {}h{width}v-{height}\"/>", self.x, self.y + height)
        })
    }

    fn width(&self) -> Length {
        self.widths.iter().sum()
    }

    /// The upper edges of the rows.
    fn tops(&self) -> impl Iterator<Item = Length> {
        (self.y..).step_by(self.row_height)
    }

    /// Left edge, width and text of each cell.
    fn cells<'r>(&self, row: &'r [String]) -> impl Iterator<Item = (Length, Length, &'r str)> {
        let widths = if row.len() == 1 { vec![self.width()] } else { self.widths.to_vec() };
        let mut right = self.x;
        row.iter().zip(widths).map(move |(text, width)| {
            right += width;
            (right - width, width, text.as_str())
        })
    }

    fn place(&self, x: Length, y: Length, width: Length) -> Place {
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
        let lines = ["M100 1100v-900h3000", "M100 2000v-900h1000", "M1100 2000v-900h2000", "M100 2000h3000v-1800"];
        assert!(drawn.contains(&format!(" d=\"{}\"", lines.concat())), "{drawn}");
    }
}
