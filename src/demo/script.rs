//! The scripted morning as text: one command a line for `qiandao line`, beginning with `setup demo`.
//!
//! ```text
//! at 08:03:10
//! scan 1103050000000420...
//! # expect already_in
//! scan 1103050000000420...
//! answer nothing
//! ```
//!
//! A line `# expect CODE` announces that the next command is refused, and how; every other command is carried out. The
//! story is in `morning`.

use super::manuscript::Manuscript;
use super::morning;
use crate::domain::time::Wall;

/// A whole morning, about 7,000 facts; the same every time.
pub fn whole() -> String {
    let mut script = Manuscript::new();
    morning::happens(&mut script);
    script.text
}

/// The first part of the morning: what happens before a moment of the day (minutes after midnight).
pub fn until(minute: u16) -> String {
    let end = Wall(i64::from(minute) * 60_000).hhmmss();
    // Times are written with leading zeros, so that their texts compare as they do.
    let before = |line: &&str| line.strip_prefix("at ").is_none_or(|time| time < &*end);
    whole().lines().take_while(before).flat_map(|line| [line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn commands() -> BTreeMap<String, usize> {
        let mut commands = BTreeMap::new();
        for line in whole().lines() {
            let counted = if line.starts_with('#') { line } else { line.split(' ').next().unwrap_or("") };
            *commands.entry(counted.to_owned()).or_default() += 1;
        }
        commands
    }

    #[test]
    fn the_morning_has_about_seven_thousand_facts() {
        let mut script = Manuscript::new();
        let set_up = script.rehearsal.board.ledger().len();
        morning::happens(&mut script);
        let facts = script.rehearsal.board.ledger().len() - set_up;
        assert!((6_700..=7_300).contains(&facts), "{facts} facts");
        let totals = script.rehearsal.board.attendance.totals();
        assert!(totals.expected == 320 && totals.arrived > 270 && totals.present < 60, "{totals:?}");
    }

    #[test]
    fn everything_that_happens_at_a_square_happens() {
        let commands = commands();
        for word in
            ["scan", "in", "out", "team", "take", "next", "recall", "arrive", "absent", "done", "cancel", "count"]
                .into_iter()
                .chain(["undo", "redo", "answer", "pause", "open", "find", "tally", "at"])
        {
            assert!(commands.get(word).is_some_and(|times| *times > 0), "{word}: {commands:?}");
        }
        let refused =
            ["unreadable", "not_ours", "unknown_badge", "other_event", "forged", "already_in", "still_called"];
        for code in refused.into_iter().chain(["nobody_waits", "large_count", "undo_why"]) {
            assert!(commands.contains_key(&format!("# expect {code}")), "{code}: {commands:?}");
        }
    }

    #[test]
    fn the_morning_is_the_same_every_time_and_begins_alike() {
        let morning = whole();
        assert_eq!(morning, whole());
        let part = until(10 * 60 + 12);
        assert!(morning.starts_with(&part) && part.len() > morning.len() / 3 && part.len() < morning.len());
        assert!(part.lines().rev().find(|line| line.starts_with("at ")).is_some_and(|line| line < "at 10:12:00"));
    }
}
