//! What is let in from another desk: limits that every honest desk keeps, so that all desks refuse the same.
//!
//! Whether the bytes are whole and the texts plain is the wire's matter, whether a chain holds the journal's. What an
//! entry *means* is judged by nobody: a fact that leads nowhere folds to nothing.

use super::fact::{Entry, Fact};
use super::limits;
use super::roster::{Roster, RosterRecord};
use super::time::{Stamp, StampWindow};

/// Why something is not let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unfit {
    /// Its stamp lies outside the outing's days and their margin.
    Stamp,
    /// It counts or lists more than any desk writes.
    TooMuch,
}

/// Whether an entry may be taken in.
pub fn entry(entry: &Entry, window: Option<StampWindow>) -> Result<(), Unfit> {
    stamp(entry.stamp, window)?;
    let within = match &entry.fact {
        Fact::Enrolled { people } => people.len() <= limits::PEOPLE_PER_FACT,
        Fact::UnitsListed { units } => units.len() <= limits::PEOPLE_PER_FACT,
        Fact::TeamArrived { heads, .. } => *heads <= limits::TEAM_HEADS,
        Fact::Counted { quantity, .. } => *quantity <= limits::COUNT_MAX,
        _ => true,
    };
    if within { Ok(()) } else { Err(Unfit::TooMuch) }
}

/// Whether a record of the roster may be taken in.
pub fn record(record: &RosterRecord, roster: &Roster, window: Option<StampWindow>) -> Result<(), Unfit> {
    stamp(record.stamp, window)?;
    // Records come before the facts that list their people, so those who are on no list count too.
    let is_known = roster.knows(record.person);
    if is_known || roster.len() < limits::PEOPLE { Ok(()) } else { Err(Unfit::TooMuch) }
}

/// Before the outing is known there is no window: a desk that joins learns of it on the way.
fn stamp(stamp: Stamp, window: Option<StampWindow>) -> Result<(), Unfit> {
    if window.is_none_or(|window| window.holds(stamp)) { Ok(()) } else { Err(Unfit::Stamp) }
}

#[cfg(test)]
mod tests {
    use super::super::fact::CountSource;
    use super::super::kit::at;
    use super::super::time::Day;
    use super::*;

    #[test]
    fn what_no_desk_writes_is_not_let_in() {
        let counted = |quantity| {
            let source = CountSource::Key;
            at(1, 1, Fact::Counted { service: "leaflets".parse().unwrap(), quantity, station: None, source })
        };
        assert_eq!(entry(&counted(limits::COUNT_MAX), None), Ok(()));
        assert_eq!(entry(&counted(u32::MAX), None), Err(Unfit::TooMuch));
        let day = Day::new(2026, 3, 5).unwrap();
        let window = StampWindow::around(day, day);
        let early = Entry { stamp: Stamp { ms: 0, count: 0 }, ..counted(1) };
        assert_eq!(entry(&early, Some(window)), Err(Unfit::Stamp));
        let now = Entry { stamp: Stamp { ms: window.cut(u64::MAX), count: 0 }, ..early };
        assert_eq!(entry(&now, Some(window)), Ok(()));
    }
}
