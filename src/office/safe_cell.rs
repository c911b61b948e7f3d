//! Texts that an office program would run instead of show: `=1+1`, `@SUM(...)`, and what a keyboard makes of them.
//!
//! Whatever leaves as a cell gets an apostrophe before it, and loses it when it comes back: [`unguarded`] undoes
//! [`guarded`], for every text.

use std::borrow::Cow;

const GUARD: char = '\'';

/// A text as it is written into a cell of a CSV file or a workbook.
pub fn guarded(text: &str) -> Cow<'_, str> {
    if is_run(text.trim_start_matches(GUARD)) { Cow::Owned(format!("{GUARD}{text}")) } else { Cow::Borrowed(text) }
}

/// The text that a cell was written for.
pub fn unguarded(cell: &str) -> &str {
    cell.strip_prefix(GUARD).filter(|text| is_run(text.trim_start_matches(GUARD))).unwrap_or(cell)
}

/// Whether an office program reads more than text in it; full-width forms count, some programs fold them.
fn is_run(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_would_be_run_is_written_as_text() {
        for (text, cell) in [
            ("=HYPERLINK(\"x\")", "'=HYPERLINK(\"x\")"),
            ("+86", "'+86"),
            ("-", "'-"),
            ("@某", "'@某"),
            ("\tx", "'\tx"),
            ("\rx", "'\rx"),
            ("＝1", "'＝1"),
            ("＋－＠", "'＋－＠"),
            ("'=1", "''=1"),
            ("'s", "'s"),
            ("王芳", "王芳"),
            ("a=b", "a=b"),
            ("", ""),
        ] {
            assert_eq!(guarded(text), cell);
            assert_eq!(unguarded(cell), text);
        }
    }

    proptest! {
        #[test]
        fn every_text_comes_back_and_none_is_run(text in "['=+@\u{FF1D}\t王a-]{0,6}") {
            let cell = guarded(&text);
            prop_assert!(!is_run(&cell));
            prop_assert_eq!(unguarded(&cell), text.as_str());
        }
    }
}
