//! Texts that fit their place on paper, whatever their length: fewer or more lines, larger or smaller, never cut.
//!
//! The fonts are the system's and cannot be measured here. A Chinese character is as wide as the font is high; the
//! width of any other is guessed, and a line with such a guess is told its width (`textLength`), so that no font
//! pushes it over the edge.

use std::fmt;

use unicode_width::UnicodeWidthChar;

use super::html::escaped;
use crate::domain::clean::{SEPARATOR, is_han};
use crate::words::lines::{self, Breaks};

/// Hundredths of a millimetre, the unit of every drawing: fine enough to need no fractions, and font sizes in it are
/// between the smallest and the largest that browsers allow.
pub type Length = usize;

/// Whole millimetres.
pub const fn mm(millimetres: usize) -> Length {
    millimetres * 100
}

/// A place for one text on paper.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Its left edge.
    pub x: Length,
    /// Its upper edge.
    pub y: Length,
    /// How wide it is.
    pub width: Length,
    /// How high it is; fewer lines stand in its middle.
    pub height: Length,
    /// The largest letters.
    pub most: Length,
    /// Letters that need not be larger: a text this large is not broken into more lines.
    pub good: Length,
    /// Where its lines may end.
    pub breaks: Breaks,
    /// Which edge the lines keep to.
    pub align: Align,
}

/// Where a line stands in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// At the left edge.
    Left,
    /// In the middle.
    Middle,
}

/// A text laid out: the size of its letters and its lines.
#[derive(Debug, PartialEq, Eq)]
struct Layout {
    size: Length,
    lines: Vec<String>,
}

/// From one line to the next, in hundredths of the letters' size.
const LINE_PITCH: usize = 120;
/// From the upper edge of a line to the foot of its letters, likewise.
const ASCENT: usize = 95;

impl Place {
    /// No place yet: what a real one names is its own, the rest is text from the left.
    pub const EMPTY: Self =
        Self { x: 0, y: 0, width: 0, height: 0, most: 0, good: 0, breaks: Breaks::InText, align: Align::Left };

    /// The text as SVG.
    pub fn draw(&self, text: &str) -> impl fmt::Display {
        let Layout { size, lines } = self.fit(text);
        let pitch = size * LINE_PITCH / 100;
        let top = self.y + self.height.saturating_sub(pitch * lines.len()) / 2 + size * ASCENT / 100;
        let (x, anchor) = match self.align {
            Align::Left => (self.x, ""),
            Align::Middle => (self.x + self.width / 2, " text-anchor=\"middle\""),
        };
        fmt::from_fn(move |f| {
            for (index, line) in lines.iter().enumerate() {
                write!(f, "<text x=\"{x}\" y=\"{}\" font-size=\"{size}\"{anchor}", top + index * pitch)?;
                if !line.chars().all(is_han) {
                    let width = size * ems(line) / 100;
                    write!(f, " textLength=\"{width}\" lengthAdjust=\"spacingAndGlyphs\"")?;
                }
                write!(f, ">{}</text>", escaped(line))?;
            }
            Ok(())
        })
    }

    /// Words are broken only where whole ones would be less than half the size that is good.
    fn fit(&self, text: &str) -> Layout {
        let whole_words = self.largest(&lines::pieces(text, self.breaks));
        if whole_words.size >= self.good / 2 {
            return whole_words;
        }
        self.largest(&lines::pieces(text, Breaks::Anywhere))
    }

    /// The fewest lines that are good to read, or else as many as make the letters largest.
    fn largest(&self, pieces: &[String]) -> Layout {
        let total = pieces.iter().map(|piece| ems(piece)).sum();
        let mut best = Layout { size: 0, lines: Vec::new() };
        for count in 1..=pieces.len() {
            let highest = self.height * 100 / (LINE_PITCH * count);
            if highest <= best.size {
                break;
            }
            let lines = balanced(pieces, count, total);
            let widest = lines.iter().map(|line| ems(line)).max().unwrap_or_default();
            let size = self.most.min(highest).min(self.width * 100 / widest.max(1));
            if size > best.size {
                best = Layout { size, lines };
            }
            if best.size >= self.good {
                break;
            }
        }
        best
    }
}

/// The pieces in at most `count` lines of nearly the same width.
fn balanced(pieces: &[String], count: usize, total: usize) -> Vec<String> {
    // Half a Chinese character: finer steps would not change where a line breaks.
    const STEP: usize = 50;
    let mut room = total / count;
    loop {
        let lines = lines::wrap(pieces, room, ems);
        if lines.len() <= count {
            return lines;
        }
        room += STEP;
    }
}

/// How wide a text is in hundredths of the letters' size; a guess for all but Chinese.
fn ems(text: &str) -> usize {
    text.chars().map(char_ems).sum()
}

/// Averages of the sans-serif fonts that desktops come with.
fn char_ems(c: char) -> usize {
    match c {
        'f' | 'i' | 'j' | 'l' | 'r' | 't' | 'I' | ' ' | '.' | ',' | ':' | ';' | '!' | '|' | '\'' | '(' | ')' | '-' => {
            33
        }
        SEPARATOR => 50,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 90,
        'A'..='Z' => 70,
        ' '..='~' => 57,
        _ => match c.width_cjk() {
            None | Some(0) => 0,
            Some(1) => 65,
            Some(_) => 100,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NAME: Place =
        Place { width: mm(44), height: mm(18), most: mm(11), good: mm(7), breaks: Breaks::InNames, ..Place::EMPTY };
    const UNIT: Place = Place { height: mm(12), most: 550, good: 400, breaks: Breaks::InText, ..NAME };

    #[test]
    fn lines_and_letters_follow_the_length() {
        for (place, text, size, expected) in [
            (NAME, "王芳", 1100, vec!["王芳"]),
            (NAME, "欧阳娜娜", 1100, vec!["欧阳娜娜"]),
            (NAME, "阿依古丽·买买提", 750, vec!["阿依古丽·", "买买提"]),
            (NAME, "", 0, vec![]),
            (UNIT, "第一中学", 550, vec!["第一中学"]),
            (UNIT, "新城区人民医院东区分院", 400, vec!["新城区人民医院东区分院"]),
            (
                UNIT,
                "新乡市红旗区某某街道社区新时代文明实践站",
                440,
                vec!["新乡市红旗区某某街道", "社区新时代文明实践站"],
            ),
        ] {
            assert_eq!(
                place.fit(text),
                Layout { size, lines: expected.into_iter().map(str::to_owned).collect() },
                "{text}"
            );
        }
    }

    #[test]
    fn the_longest_name_without_a_break_is_still_large_enough_to_read() {
        let layout = NAME.fit(&"龘".repeat(32));
        assert!(layout.size >= 350, "{layout:?}");
        assert_eq!(layout.lines.concat(), "龘".repeat(32));
    }

    #[test]
    fn a_line_of_guessed_width_is_told_its_width() {
        let drawn = NAME.draw("W&W").to_string();
        assert!(drawn.contains("textLength=\"2607\""), "{drawn}");
        assert!(drawn.contains(">W&amp;W</text>"), "{drawn}");
        assert!(!NAME.draw("王芳").to_string().contains("textLength"));
    }

    proptest! {
        #[test]
        fn every_text_fits_whole(text in "[a-zW 一-龥·，م\u{1F600}]{1,64}", names: bool) {
            let place = if names { NAME } else { UNIT };
            let Layout { size, lines } = place.fit(&text);
            let letters = |text: &str| text.replace(' ', "");
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
            prop_assert!(size * LINE_PITCH / 100 * lines.len() <= place.height);
            for line in lines {
                prop_assert!(size * ems(&line) / 100 <= place.width, "{}", line);
            }
        }
    }
}
