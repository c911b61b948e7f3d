//! Bytes of a text file -> text, whatever program saved it: UTF-8 with or without a mark, UTF-16 either way round,
//! and else GB18030, which holds GBK and GB2312 and the rare characters of four bytes.
//!
//! Nothing is refused for a broken byte: it becomes U+FFFD, and who reads the cells names the row it stands in.

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// The character that stands where bytes could not be read.
pub const UNREADABLE: char = char::REPLACEMENT_CHARACTER;

/// The text of a file, or nothing when it holds bytes that no text has.
pub fn decode(bytes: &[u8]) -> Option<String> {
    if let Some((encoding, mark_bytes)) = Encoding::for_bom(bytes) {
        return Some(decode_as(encoding, bytes.get(mark_bytes..).unwrap_or_default()));
    }
    if bytes.contains(&0) {
        return Some(decode_as(utf_16_by_its_zeros(bytes)?, bytes));
    }
    Some(decode_as(if is_mostly_utf_8(bytes) { UTF_8 } else { GB18030 }, bytes))
}

/// A text in GB18030, which holds every character there is: what Chinese printers and old programs read.
pub fn gb18030(text: &str) -> Vec<u8> {
    GB18030.encode(text).0.into_owned()
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> String {
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// UTF-16 without a mark shows in its zero bytes: commas, digits and line ends have one each, all on the same side.
///
/// U+4E00, a common character, has its zero on the other side, so the greater half decides. A file with as many
/// zeros on both sides is not text: a picture, a program, a disk block that was never written.
fn utf_16_by_its_zeros(bytes: &[u8]) -> Option<&'static Encoding> {
    let (mut first, mut second) = (0_usize, 0_usize);
    for pair in bytes.chunks_exact(2) {
        match pair {
            [0, 0] => return None,
            [0, _] => first += 1,
            [_, 0] => second += 1,
            _ => {}
        }
    }
    match second.cmp(&first) {
        std::cmp::Ordering::Greater => Some(UTF_16LE),
        std::cmp::Ordering::Less => Some(UTF_16BE),
        std::cmp::Ordering::Equal => None,
    }
}

/// Good characters of several bytes for each broken place, from which on a text counts as damaged UTF-8.
///
/// Chinese saved as GB18030 has about one lucky pair for a dozen broken places; a damaged UTF-8 file has
/// hundreds of good characters for one. Anything between would do.
const GOOD_PER_BROKEN: usize = 4;

/// Whether the text is UTF-8, be it with a few broken bytes: those are named, instead of all the rest misread.
fn is_mostly_utf_8(bytes: &[u8]) -> bool {
    let (mut good, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    broken == 0 || good > broken.saturating_mul(GOOD_PER_BROKEN)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A roster with a middle dot, a four-byte GB18030 name and 一, whose UTF-16 has its zero on the other side.
    const ROSTER: &str =
        "姓名,单位\r\n王芳,第一中学\r\n阿依古丽·买买提,民政局\r\n\u{3400}\u{20BB7}\u{9FA6},一一一一\r\n";

    fn utf_16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    #[test]
    fn a_roster_reads_the_same_in_every_encoding_offices_save_in() {
        let gb18030 = gb18030(ROSTER);
        assert!(gb18030.windows(4).any(|four| matches!(four, [0x81..=0xFE, 0x30..=0x39, 0x81..=0xFE, 0x30..=0x39])));
        let cases: [(&str, Vec<u8>); 7] = [
            ("UTF-8", ROSTER.as_bytes().to_vec()),
            ("UTF-8 with a mark", [b"\xEF\xBB\xBF", ROSTER.as_bytes()].concat()),
            ("UTF-16 LE with a mark", [vec![0xFF, 0xFE], utf_16(ROSTER, u16::to_le_bytes)].concat()),
            ("UTF-16 BE with a mark", [vec![0xFE, 0xFF], utf_16(ROSTER, u16::to_be_bytes)].concat()),
            ("UTF-16 LE bare", utf_16(ROSTER, u16::to_le_bytes)),
            ("UTF-16 BE bare", utf_16(ROSTER, u16::to_be_bytes)),
            ("GB18030", gb18030),
        ];
        for (name, bytes) in cases {
            assert_eq!(decode(&bytes).as_deref(), Some(ROSTER), "{name}");
        }
    }

    #[test]
    fn a_broken_byte_costs_its_own_row_and_no_other() {
        let mut utf_8 = ROSTER.as_bytes().to_vec();
        let at = utf_8.windows(3).position(|three| three == "芳".as_bytes()).unwrap();
        utf_8[at + 2] = b'?';
        let mut gb18030 = GB18030.encode(ROSTER).0.into_owned();
        let at = gb18030.windows(2).position(|two| two == GB18030.encode("芳").0.as_ref()).unwrap();
        gb18030[at + 1] = 0xFF;
        for (name, bytes) in [("UTF-8", utf_8), ("GB18030", gb18030)] {
            let text = decode(&bytes).unwrap();
            let (sound, hurt): (Vec<&str>, Vec<&str>) = text.lines().partition(|line| !line.contains(UNREADABLE));
            assert_eq!(sound, [0, 2, 3].map(|at| ROSTER.lines().nth(at).unwrap()), "{name}");
            assert_eq!(hurt.len(), 1, "{name}");
        }
    }

    #[test]
    fn what_is_no_text_is_not_read_as_one() {
        let cases: [(&str, &[u8]); 3] = [
            ("a block never written", &[0; 512]),
            ("a picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0"),
            ("zeros on both sides", b"a\0\0b"),
        ];
        for (name, bytes) in cases {
            assert_eq!(decode(bytes), None, "{name}");
        }
    }

    #[test]
    fn short_and_empty_files_are_text() {
        for (bytes, text) in
            [(&b""[..], ""), (b"\xEF\xBB\xBF", ""), (b"\xFF\xFE", ""), (b"a", "a"), (b"\xD0\xD5\xC3\xFB", "姓名")]
        {
            assert_eq!(decode(bytes).as_deref(), Some(text));
        }
    }
}
