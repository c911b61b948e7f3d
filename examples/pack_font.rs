//! Packs the characters of the public display: `cargo run --example pack_font -- UNIFONT.HEX`.
//!
//! Takes printable ASCII and the characters of GB 2312 (6,763 of them, and their punctuation) out of GNU Unifont's hex
//! file (Debian: package `unifont`, /usr/share/unifont/unifont.hex; 15.0.01 was taken) and writes them to
//! `src/words/unifont/gb2312.bin`, in the form that `src/words/glyphs.rs` describes.

#![allow(clippy::print_stdout, reason = "it says what it wrote")]

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;

use encoding_rs::GBK;

/// The rows of GB 2312 that are packed: punctuation, full-width ASCII, and both levels of characters.
const ROWS: [std::ops::RangeInclusive<u8>; 3] = [0xA1..=0xA1, 0xA3..=0xA3, 0xB0..=0xF7];

fn main() -> Result<(), Box<dyn Error>> {
    let hex = fs::read_to_string(std::env::args().nth(1).ok_or("which hex file?")?)?;
    let glyphs: BTreeMap<u32, &str> = hex
        .lines()
        .filter_map(|line| line.split_once(':'))
        .filter_map(|(code, rows)| Some((u32::from_str_radix(code, 16).ok()?, rows)))
        .collect();
    let ascii = ' '..='~';
    let gb2312 = ROWS.into_iter().flatten().flat_map(|row| (0xA1..=0xFE).map(move |cell| [row, cell]));
    let gb2312 = gb2312.filter_map(|code| {
        let (text, _, is_wrong) = GBK.decode(&code);
        text.chars().next().filter(|_| !is_wrong)
    });
    let mut packed = BTreeMap::new();
    for wanted in ascii.chain(gb2312) {
        let (Ok(code), Some(rows)) = (u16::try_from(u32::from(wanted)), glyphs.get(&u32::from(wanted))) else {
            continue;
        };
        // Eight dots wide are those of ASCII only: the reader tells the width by the code.
        let dots = match (wanted.is_ascii(), rows.len()) {
            (true, 32) => 2,
            (false, 64) => 4,
            _ => continue,
        };
        let mut glyph = Vec::new();
        for row in rows.as_bytes().chunks(dots) {
            let row = u16::from_str_radix(std::str::from_utf8(row)?, 16)?;
            glyph.extend((if dots == 2 { row << 8 } else { row }).to_be_bytes());
        }
        packed.insert(code, glyph);
    }
    let bytes: Vec<u8> = packed.iter().flat_map(|(code, glyph)| [&code.to_be_bytes()[..], glyph].concat()).collect();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/words/unifont/gb2312.bin");
    fs::write(&path, &bytes)?;
    println!("{}: {} characters, {} bytes", path.display(), packed.len(), bytes.len());
    Ok(())
}
