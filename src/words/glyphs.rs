//! How Chinese characters look in sixteen by sixteen dots, for names that are read from afar. How large a dot is, and on
//! what it is drawn, is not said here; digits and capitals that need not stand beside them look better in [`super::letters`].
//!
//! The dots are GNU Unifont's, under the SIL Open Font License (`unifont/LICENSE.txt`): printable ASCII, which is eight
//! dots wide, and GB 2312. `unifont/gb2312.bin` is written by `examples/pack_font.rs`: 34 bytes a character in the
//! order of their codes, the code and sixteen rows from above, each a big-endian word with the leftmost dot in bit 15.

/// Rows of every character.
pub const HEIGHT: u16 = 16;

static PACKED: &[u8] = include_bytes!("unifont/gb2312.bin");
/// The code, and a word for each row.
const RECORD: usize = 2 + 2 * HEIGHT as usize;

/// One character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyph {
    /// Dots across: 8 or 16.
    pub width: u16,
    rows: [u16; HEIGHT as usize],
}

impl Glyph {
    /// A character's dots, if it was packed.
    pub fn of(c: char) -> Option<Self> {
        let code = u16::try_from(u32::from(c)).ok()?;
        let (records, _) = PACKED.as_chunks::<RECORD>();
        let at = records.binary_search_by_key(&code, |record| word(record, 0)).ok()?;
        let record = records.get(at)?;
        let rows = std::array::from_fn(|row| word(record, row + 1));
        Some(Self { width: if c.is_ascii() { HEIGHT / 2 } else { HEIGHT }, rows })
    }

    /// The dots of all characters of a text; nothing when one of them is missing.
    pub fn all(text: &str) -> Option<Vec<Self>> {
        text.chars().map(Self::of).collect()
    }

    /// Whether there is ink in a dot, counted from the left and from above.
    pub fn has(&self, x: u16, y: u16) -> bool {
        self.rows.get(usize::from(y)).is_some_and(|row| x < HEIGHT && row >> (HEIGHT - 1 - x) & 1 == 1)
    }
}

/// A big-endian word of a record.
fn word(record: &[u8; RECORD], index: usize) -> u16 {
    let (words, _) = record.as_chunks::<2>();
    words.get(index).copied().map_or(0, u16::from_be_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(c: char) -> Vec<String> {
        let glyph = Glyph::of(c).unwrap();
        let row = |y| (0..glyph.width).map(|x| if glyph.has(x, y) { '#' } else { '.' }).collect();
        (0..HEIGHT).map(row).collect()
    }

    #[test]
    fn a_character_is_read_from_the_left_and_from_above() {
        assert_eq!(
            picture('台'),
            [
                "......#.........",
                "......#.........",
                ".....#..........",
                "....#.....#.....",
                "...#.......#....",
                "..#.........#...",
                ".#############..",
                "..#..........#..",
                "................",
                "...#########....",
                "...#.......#....",
                "...#.......#....",
                "...#.......#....",
                "...#.......#....",
                "...#########....",
                "...#.......#....",
            ]
        );
    }

    #[test]
    fn whatever_stands_on_a_square_in_china_is_there_and_a_rare_character_is_not() {
        for text in ["0123456789", "A-Z az", "请到号台（东侧）义诊义剪测血压家电维修磨刀反诈宣传法律咨询"]
        {
            assert!(Glyph::all(text).is_some(), "{text}");
        }
        for missing in ['\u{20000}', '\u{3400}', '\u{1F600}', '\n', '\u{E4}'] {
            assert_eq!(Glyph::of(missing), None, "{missing:?}");
        }
        assert_eq!(Glyph::all("3号\u{3400}"), None);
    }

    #[test]
    fn the_file_is_whole_and_in_order() {
        let (records, rest) = PACKED.as_chunks::<RECORD>();
        assert!(rest.is_empty());
        assert!(records.len() > 6_763 + 95, "{}", records.len());
        assert!(records.windows(2).all(|two| word(&two[0], 0) < word(&two[1], 0)));
    }
}
