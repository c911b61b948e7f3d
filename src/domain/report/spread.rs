//! Many durations in three figures, as people ask for them: half waited at most so long, nine in ten at most so long.

/// How durations are spread. Each figure is one of the durations themselves, so nothing is made up between two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Spread {
    /// How many there are.
    pub count: usize,
    /// Half of them are at most so long.
    pub median_ms: u64,
    /// Nine in ten are at most so long.
    pub p90_ms: u64,
    /// The longest.
    pub most_ms: u64,
}

impl Spread {
    /// Of some durations; all 0 when there are none.
    pub fn of(mut durations_ms: Vec<u64>) -> Self {
        durations_ms.sort_unstable();
        Self {
            count: durations_ms.len(),
            median_ms: rank(&durations_ms, 50),
            p90_ms: rank(&durations_ms, 90),
            most_ms: durations_ms.last().copied().unwrap_or_default(),
        }
    }
}

/// The smallest of the sorted durations that so many in a hundred do not exceed.
fn rank(sorted: &[u64], percent: usize) -> u64 {
    let rank = (sorted.len() * percent).div_ceil(100);
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_the_least_that_so_many_do_not_exceed() {
        for (durations, median_ms, p90_ms) in [
            (vec![], 0, 0),
            (vec![7], 7, 7),
            (vec![9, 1], 1, 9),
            (vec![3, 1, 2], 2, 3),
            ((1..=10).collect(), 5, 9),
            ((1..=100).rev().collect(), 50, 90),
        ] {
            let spread = Spread::of(durations.clone());
            assert_eq!((spread.median_ms, spread.p90_ms), (median_ms, p90_ms), "{durations:?}");
            assert_eq!((spread.count, spread.most_ms), (durations.len(), durations.into_iter().max().unwrap_or(0)));
        }
    }
}
