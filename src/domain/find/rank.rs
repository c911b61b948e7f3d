//! How well a person fits a query, and which fit comes first.
//!
//! The fit decides before the caller's favour, so that a whole name is never pushed down by half a name; the favour
//! decides before the cost, so that of forty people called 王 those not yet in come first. What is still equal is
//! ordered by name, then by key.

use std::cmp::Reverse;

use super::align::{Path, Span};
use super::query::Digits;

/// What the query was found in, to show beside the hit why it is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// The name's own characters.
    Characters,
    /// Syllables of the name, the last perhaps only begun.
    Pinyin,
    /// Initials of the name.
    Initials,
    /// Characters and letters of the name mixed.
    Mixed,
    /// Characters that sound like the name's: the input method chose wrong ones.
    Sound,
    /// The badge's short number.
    Number,
    /// The number the unit itself gave this person (工号).
    Alias,
    /// The end of the phone number.
    PhoneTail,
    /// The name of the unit, and nothing else.
    Unit,
}

/// How much of the person the query says, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// The whole name, character by character or in its usual pinyin, or a whole number.
    Exact,
    /// The whole name with letters left out or sounds confused; the whole phone tail.
    Whole,
    /// The beginning of the name, or all of it in rare readings.
    Start,
    /// Another part of the name, or its beginning in rare readings: 方 may be read wang, but who types wang means 王.
    Inside,
    /// Nothing of the name: the unit, or a part of a number.
    Apart,
}

/// The order of hits as far as it does not need the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    pub(super) fit: Fit,
    pub(super) favour: Reverse<u8>,
    pub(super) cost: u16,
}

/// Digits of a number or characters of an alias that are enough to look for those that begin so; fewer hit too many.
pub(super) const MIN_BEGUN: usize = 3;

/// Each character of the name that the query leaves out.
const COST_LEFT_OUT: u16 = 2;
/// A part that does not follow the part before it.
const COST_GAP: u16 = 4;

/// What the parts of a query have matched of one person so far.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Match {
    path: Path,
    /// The characters of the name that are taken, as bits.
    taken: u64,
    /// Where the last part of the name ended.
    end: usize,
    beside: Option<(How, Fit)>,
    cost: u16,
}

impl Match {
    /// The character after the part of the name matched last.
    pub(super) fn end(&self) -> usize {
        self.end
    }

    /// Whether no earlier part lies on these characters.
    pub(super) fn is_free(&self, span: &Span) -> bool {
        self.taken & bits(span) == 0
    }

    /// With a part that lies on the name.
    pub(super) fn with_name(mut self, span: &Span) -> Self {
        if span.start != self.end {
            self.cost += COST_GAP;
        }
        self.path = self.path.plus(span.path);
        self.taken |= bits(span);
        self.end = span.end;
        self
    }

    /// With a part found beside the name; the best of several tells how and how well.
    pub(super) fn with_beside(mut self, how: How, fit: Fit, cost: u16) -> Self {
        self.cost += cost;
        if self.beside.is_none_or(|(_, known)| fit < known) {
            self.beside = Some((how, fit));
        }
        self
    }

    /// How the person was found, how well, and at what cost.
    pub(super) fn judged(&self, name_len: usize) -> Option<(How, Fit, u16)> {
        let cost = self.cost + self.path.cost;
        if self.taken == 0 {
            return self.beside.map(|(how, fit)| (how, fit, cost));
        }
        let left_out = name_len.saturating_sub(self.taken.count_ones() as usize);
        let (begins, rare) = (self.taken & 1 == 1, self.path.rare > 0);
        let fit = match left_out {
            0 if cost == 0 => Fit::Exact,
            0 if !rare => Fit::Whole,
            0 => Fit::Start,
            _ if begins && !rare => Fit::Start,
            _ => Fit::Inside,
        };
        let left_out = u16::try_from(left_out).unwrap_or(u16::MAX);
        Some((self.how(), fit, cost.saturating_add(left_out.saturating_mul(COST_LEFT_OUT))))
    }

    fn how(&self) -> How {
        let Path { own, whole, begun, sounds, .. } = self.path;
        match (own + sounds, whole, begun) {
            _ if sounds > 0 => How::Sound,
            (1.., 0, 0) => How::Characters,
            (1.., _, _) => How::Mixed,
            (0, 0, _) => How::Initials,
            (0, _, _) => How::Pinyin,
        }
    }
}

/// Names are at most 64 columns, so 64 bits hold them.
fn bits(span: &Span) -> u64 {
    let below =
        |end: usize| u32::try_from(end).ok().and_then(|end| 1_u64.checked_shl(end)).map_or(u64::MAX, |bit| bit - 1);
    below(span.end) & !below(span.start)
}

/// How a typed number matches a badge number of nine digits, whose leading zeros may be left out.
pub(super) fn number_fit(digits: Digits, number: u32) -> Option<Fit> {
    const NINE: u32 = 9;
    let number_len = if digits.leading_zero { NINE } else { number.checked_ilog10().unwrap_or(0) + 1 };
    if digits.value == u64::from(number) && (!digits.leading_zero || digits.len <= NINE) {
        Some(Fit::Exact)
    } else if digits.len as usize >= MIN_BEGUN && begins(digits, number, number_len) {
        Some(Fit::Apart)
    } else {
        None
    }
}

/// How a typed number matches the last four digits of a phone; a whole mobile number has eleven, with 86 thirteen.
pub(super) fn tail_fit(digits: Digits, tail: u16) -> Option<Fit> {
    match digits.len {
        2 | 3 => begins(digits, tail.into(), 4).then_some(Fit::Apart),
        4 | 11 | 13 => (digits.value % 10_000 == u64::from(tail)).then_some(Fit::Whole),
        _ => None,
    }
}

/// Whether a number of `len` digits begins with the typed ones.
fn begins(digits: Digits, number: u32, len: u32) -> bool {
    let missing = len.checked_sub(digits.len).and_then(|missing| 10_u32.checked_pow(missing));
    missing.is_some_and(|missing| u64::from(number / missing) == digits.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits(text: &str) -> Digits {
        Digits {
            len: u32::try_from(text.len()).unwrap(),
            value: text.parse().unwrap(),
            leading_zero: text.starts_with('0'),
        }
    }

    #[test]
    fn a_badge_number_is_found_with_and_without_its_zeros() {
        for (typed, fit) in [
            ("000003458", Some(Fit::Exact)),
            ("3458", Some(Fit::Exact)),
            ("03458", Some(Fit::Exact)),
            ("00000345", Some(Fit::Apart)),
            ("345", Some(Fit::Apart)),
            ("34", None),
            ("458", None),
            ("0000003458", None),
            ("99999999999999999", None),
        ] {
            assert_eq!(number_fit(digits(typed), 3458), fit, "{typed}");
        }
        assert_eq!(number_fit(digits("0"), 0), Some(Fit::Exact));
    }

    #[test]
    fn a_phone_is_found_by_its_end() {
        for (typed, fit) in [
            ("0372", Some(Fit::Whole)),
            ("03", Some(Fit::Apart)),
            ("037", Some(Fit::Apart)),
            ("0", None),
            ("372", None),
            ("13800130372", Some(Fit::Whole)),
            ("8613800130372", Some(Fit::Whole)),
            ("9990372", None),
        ] {
            assert_eq!(tail_fit(digits(typed), 372), fit, "{typed}");
        }
    }

    #[test]
    fn parts_of_a_name_in_any_order_cover_it() {
        let span = |start, end| Span { start, end, path: Path::default() };
        let mut matched = Match::default();
        matched = matched.with_name(&span(1, 3));
        assert!(!matched.is_free(&span(2, 4)));
        assert!(matched.is_free(&span(0, 1)));
        assert_eq!(matched.judged(3).map(|(_, fit, _)| fit), Some(Fit::Inside));
        matched = matched.with_name(&span(0, 1));
        assert_eq!(matched.judged(3).map(|(_, fit, _)| fit), Some(Fit::Whole));
        assert_eq!(bits(&span(0, 64)), u64::MAX);
    }
}
