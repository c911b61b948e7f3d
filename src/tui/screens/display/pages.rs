//! Which rows stand on the display when not all fit: pages that turn by themselves.

use std::ops::Range;

/// How long a page stays: long enough to find one's line in it.
const PAGE_MS: u64 = 8_000;

/// How often pages were turned after so long.
pub fn turns(at_ms: u64) -> u64 {
    at_ms / PAGE_MS
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The rows on it.
    pub rows: Range<usize>,
    /// Which it is, from 1 on.
    pub number: usize,
    /// How many there are.
    pub pages: usize,
}

/// The page after so many turns, of a list of which `room` rows fit at once. Pages are filled evenly, and the same rows
/// always stand together.
pub fn page(count: usize, room: usize, turns: u64) -> Page {
    let pages = count.div_ceil(room.max(1)).max(1);
    let rows = count.div_ceil(pages);
    let index = usize::try_from(turns % u64::try_from(pages).unwrap_or(1)).unwrap_or(0);
    let from = (index * rows).min(count);
    Page { rows: from..(from + rows).min(count), number: index + 1, pages }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_fits_is_one_page_and_more_is_turned() {
        assert_eq!(page(4, 4, 7), Page { rows: 0..4, number: 1, pages: 1 });
        assert_eq!(page(0, 4, 7), Page { rows: 0..0, number: 1, pages: 1 });
        let all: Vec<_> = (0..4).map(|turns| page(10, 4, turns).rows).collect();
        assert_eq!(all, [0..4, 4..8, 8..10, 0..4]);
        let even: Vec<_> = (0..2).map(|turns| page(10, 8, turns).rows).collect();
        assert_eq!(even, [0..5, 5..10], "no page of two rows beside one of eight");
        assert_eq!((turns(7_999), turns(8_000)), (0, 1));
    }

    proptest! {
        #[test]
        fn every_row_is_on_exactly_one_page_and_every_page_fits(count in 0_usize..200, room in 0_usize..40, from: u64) {
            let first = page(count, room, from);
            let pages = u64::try_from(first.pages).unwrap();
            let mut seen: Vec<usize> = Vec::new();
            for turns in 0..pages {
                let page = page(count, room, from.saturating_sub(pages).saturating_add(turns));
                prop_assert!(page.rows.len() <= room.max(1));
                prop_assert_eq!(page.pages, first.pages);
                seen.extend(page.rows);
            }
            seen.sort_unstable();
            prop_assert_eq!(seen, (0..count).collect::<Vec<_>>());
        }
    }
}
