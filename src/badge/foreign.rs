//! What people hold before a scanner that is not ours: ID cards, payment codes, web addresses.
//!
//! They are recognised only to be refused: nothing of them is kept, shown or given on, not even which of them it was
//! (the first digits of a payment code and of an ID number overlap). What is neither ours nor foreign is a name, a
//! phone tail or a short number, and no concern of this room.

use crate::domain::clean::fold_width;
use crate::domain::number::half_width;

/// Whether a text ends in an ID number or a payment code, or holds a web address.
pub fn is_foreign(text: &str) -> bool {
    let text = fold_width(text.trim_end());
    text.match_indices(URL_MARK).any(|(at, mark)| text.get(..at + mark.len()).is_some_and(ends_in_scheme))
        || foreign_tail(&text).is_some()
}

/// Whether a text is what a scanner typed, ours or not, whole or in pieces: no name and no unit.
pub fn is_scanned(text: &str) -> bool {
    let mut run = 0;
    let runs = text.chars().map(|typed| {
        run = if half_width(typed).is_ascii_digit() { run + 1 } else { 0 };
        run
    });
    runs.max().unwrap_or_default() >= SCANNED_DIGITS || is_foreign(text)
}

/// Digits in a row that are no phone number any more.
const SCANNED_DIGITS: usize = 12;

/// What every web and payment address has after its scheme.
const URL_MARK: &str = "://";
/// How people write where a printer is; nothing that is scanned begins so.
const PRINTER_MARK: &str = "tcp://";

/// Whether a text ends with the scheme of a web or payment address.
pub(super) fn ends_in_scheme(text: &str) -> bool {
    let is_printer = || text.get(text.len().saturating_sub(PRINTER_MARK.len())..);
    text.ends_with(URL_MARK) && !is_printer().is_some_and(|end| end.eq_ignore_ascii_case(PRINTER_MARK))
}

/// How many characters at the end of a text are an ID number or a payment code.
pub(super) fn foreign_tail(text: &str) -> Option<usize> {
    let without_x = text.strip_suffix(['X', 'x']);
    let head = without_x.unwrap_or(text);
    let digits = head.get(head.trim_end_matches(|c: char| c.is_ascii_digit()).len()..)?;
    let foreign = match without_x {
        Some(_) => digits.len() == 17,
        None => is_foreign_number(digits),
    };
    foreign.then(|| digits.len() + text.len() - head.len())
}

/// ID numbers and one kind of payment code (10 to 15) have 18 digits, bank cards 19 from 62 on, other payment codes
/// 16 to 24 from 25 to 30 on.
fn is_foreign_number(digits: &str) -> bool {
    let issuer: u8 = digits.get(..2).and_then(|two| two.parse().ok()).unwrap_or_default();
    matches!((digits.len(), issuer), (18, _) | (19, 62) | (16..=24, 25..=30))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_not_ours_is_refused() {
        let cases = [
            ("an ID number", "410702199003078888", true),
            ("an ID number ending in X", "41070219900307888X", true),
            ("an ID number ending in x", "41070219900307888x", true),
            ("an ID number in full-width", "４１０７０２１９９００３０７８８８Ｘ", true),
            ("an ID number behind a name", "王芳410702199003078888", true),
            ("an ID number and Enter", "410702199003078888\r\n", true),
            ("a payment code of 18 digits", "134567890123456789", true),
            ("a payment code of 16 digits", "2512345678901234", true),
            ("a payment code of 24 digits", "301234567890123456789012", true),
            ("a payment code of 19 digits that begins with 28", "2812345678901234567", true),
            ("a payment code of 19 digits that begins with 62", "6212345678901234567", true),
            ("a web address", "https://example.org/pay?x=1", true),
            ("a web address in full-width", "ｗｘｐ：／／f2f0", true),
            ("a web address behind a printer", "tcp://printer https://example.org", true),
            ("the place of a printer", "TCP://192.168.1.50:9100", false),
            ("nothing", "", false),
            ("a name", "欧阳娜娜", false),
            ("a name ending in X", "王X", false),
            ("a short number", "000-00345-8", false),
            ("a phone number", "13803731234", false),
            ("a bar code of a bottle", "6901234567892", false),
            ("17 digits", "12345678901234567", false),
            ("16 digits before X", "1234567890123456X", false),
            ("18 digits before X", "123456789012345678X", false),
            ("16 digits that begin with 31", "3112345678901234", false),
            ("25 digits that begin with 25", "2512345678901234567890123", false),
            ("19 digits that begin with 61", "6112345678901234567", false),
            ("one of our codes", "1123030000034580090808444834501102", false),
        ];
        for (name, text, foreign) in cases {
            assert_eq!(is_foreign(text), foreign, "{name}");
        }
    }

    #[test]
    fn what_a_scanner_typed_is_no_name() {
        for (text, scanned) in [
            ("1123030000034580090808444834501102", true),
            ("王芳1123030000034", true),
            ("１１２３０３００００３４", true),
            ("6901234567892", true),
            ("41070219900307888X", true),
            ("13803731234", false),
            ("王芳 138", false),
            ("新乡市第29中学", false),
            ("", false),
        ] {
            assert_eq!(is_scanned(text), scanned, "{text}");
        }
    }

    #[test]
    fn only_the_foreign_end_is_counted() {
        assert_eq!(foreign_tail("王芳41070219900307888X"), Some(18));
        assert_eq!(foreign_tail("王芳410702199003078888"), Some(18));
        assert_eq!(foreign_tail("x2512345678901234"), Some(16));
    }
}
