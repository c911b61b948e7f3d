//! The evening's numbers: what the newspaper is told (rules.md section 6). Sums of what is counted elsewhere; the
//! sentence is in [`crate::words`].

use super::board::Board;
use super::fact::ServiceKind;

/// One outing in six numbers.
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
    /// What the board adds up to.
    pub fn of(board: &Board) -> Self {
        let by_kind = board.tally.grouped(|cell| board.square.service(&cell.service).map(|service| service.kind));
        let sum = |kind: ServiceKind| by_kind.get(&kind).copied().unwrap_or_default();
        Self {
            volunteers: board.attendance.totals().arrived,
            units: board.attendance.units_arrived(),
            clinic: sum(ServiceKind::Clinic),
            haircuts: sum(ServiceKind::Haircut),
            advice: sum(ServiceKind::Advice),
            copies: sum(ServiceKind::Leaflets),
        }
    }
}
