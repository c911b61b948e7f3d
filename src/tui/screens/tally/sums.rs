//! A sum as the tally screen says it.

use crate::domain::sums::Sum;
use crate::words::{Said, tally};

/// As it is read: visits and copies, or only what there is.
pub(super) fn figures(sum: Sum) -> Vec<Said> {
    let visits = || tally::VISITS.fill([("visits", sum.visits.to_string())]);
    let copies = || tally::COPIES.fill([("copies", sum.copies.to_string())]);
    match sum {
        Sum { copies: 0, .. } => vec![visits()],
        Sum { visits: 0, .. } => vec![copies()],
        _ => vec![visits(), copies()],
    }
}
