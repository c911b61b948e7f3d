//! The evening's numbers: what the newspaper is told (rules.md section 6). Sums of what is counted elsewhere; the
//! sentence is in [`crate::words`].

use super::board::Board;
use super::days::Days;
use super::fact::ServiceKind;

/// An outing, or a day of it, in six numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Evening {
    /// Volunteers who were here at any time, named or counted by heads.
    pub volunteers: u64,
    /// Units that had somebody here.
    pub units: usize,
    /// Visits to free clinics.
    pub clinic: u64,
    /// Free haircuts.
    pub haircuts: u64,
    /// Visits for advice.
    pub advice: u64,
    /// Copies handed out.
    pub copies: u64,
}

impl Evening {
    /// What the board adds up to on some days.
    pub fn of(board: &Board, days: Days) -> Self {
        let by_kind = board.tally.grouped(|cell| {
            let service = board.square.service(&cell.service).filter(|_| days.include(cell.day));
            service.map(|service| service.kind)
        });
        let sum = |kind: ServiceKind| by_kind.get(&kind).copied().unwrap_or_default();
        let (volunteers, units) = match days {
            Days::All => (board.attendance.totals().arrived, board.attendance.units_arrived()),
            Days::One(day) => {
                let came = || board.attendance.came_on(day);
                (came().map(|(_, heads)| heads).sum(), came().count())
            }
        };
        Self {
            volunteers,
            units,
            clinic: sum(ServiceKind::Clinic),
            haircuts: sum(ServiceKind::Haircut),
            advice: sum(ServiceKind::Advice),
            copies: sum(ServiceKind::Leaflets),
        }
    }
}
