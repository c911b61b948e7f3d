//! Whether the texts in a line are such as a desk writes: no control, bidi or zero-width character, none overlong
//! (rules.md section 8). Looked at in the bytes, so that it holds for every kind of fact, also those yet to come.

use crate::domain::clean::is_invisible;

/// No text is longer: 64 columns with their marks, a unit's full name, the name of a notice.
const TEXT_BYTES: usize = 1024;

/// Whether every text in a line is plain. What is no UTF-8 is not.
pub fn is_plain(line: &[u8]) -> bool {
    let Ok(line) = std::str::from_utf8(line) else { return false };
    let mut text_bytes = None;
    let mut chars = line.trim_end_matches('\n').chars();
    while let Some(c) = chars.next() {
        let Some(bytes) = &mut text_bytes else {
            if c == '"' {
                text_bytes = Some(0);
            } else if is_invisible(c) {
                return false;
            }
            continue;
        };
        *bytes += c.len_utf8();
        match c {
            '"' => text_bytes = None,
            // Only these two stand for themselves; every other escape is a control character or hides one.
            '\\' if !matches!(chars.next(), Some('"' | '\\')) => return false,
            _ if *bytes > TEXT_BYTES || is_invisible(c) => return false,
            _ => {}
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_desk_writes_is_plain_and_what_hides_is_not() {
        let name = |name: &str| serde_json::to_string(&serde_json::json!({ "name": name })).unwrap();
        for fine in ["", "阿依古丽·买买提", "\"quoted\" \\ back", &"字".repeat(340)] {
            assert!(is_plain(name(fine).as_bytes()), "{fine:?}");
        }
        for hidden in ["a\u{202e}b", "a\u{200b}", "a\nb", "\u{7}", "\u{9b}31m", "a\u{7f}", &"字".repeat(342)] {
            assert!(!is_plain(name(hidden).as_bytes()), "{hidden:?}");
        }
        for escaped in [r#""\u202e""#, r#""\/""#, r#""\t""#, "\"\\"] {
            assert!(!is_plain(escaped.as_bytes()), "{escaped}");
        }
        assert!(!is_plain(b"\"\xff\""));
        assert!(!is_plain("\u{202e}".as_bytes()));
    }
}
