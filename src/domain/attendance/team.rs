//! A unit that arrived together: it counts by heads until later scans name them.

use serde::Serialize;

use super::counts::UnitCount;
use crate::domain::ids::{DeskId, PersonId, TeamId, UnitName};
use crate::domain::time::Wall;
use crate::domain::timeline::Timeline;

/// What a team's arrival says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TeamArrival {
    /// The unit.
    pub unit: UnitName,
    /// How many came, the leader included.
    pub heads: u16,
    /// Whose badge was scanned for all.
    pub leader: Option<PersonId>,
    /// When.
    pub wall: Wall,
    /// At which desk.
    pub desk: DeskId,
}

/// A team with heads nobody has named yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenTeam<'a> {
    /// Its id.
    pub team: TeamId,
    /// What was said when it came.
    pub arrival: &'a TeamArrival,
    /// Heads not yet named.
    pub unnamed: u64,
}

/// A team and the heads of it that nobody has named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TeamHeads<'a> {
    /// What was said when it came.
    pub arrival: &'a TeamArrival,
    /// Heads not yet named.
    pub unnamed: u64,
    /// Whether those were checked out.
    pub has_left: bool,
}

/// Everything known of a team, its arrival perhaps not yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Team {
    pub arrived: Option<TeamArrival>,
    pub left: Timeline<()>,
    /// Check-ins that say they are of this team, the leader's included; whether they count is the person's matter.
    pub mentions: Timeline<PersonId>,
    /// How many people count as one of its heads.
    pub named: u64,
}

impl Team {
    /// Heads nobody has named yet.
    pub fn unnamed(&self) -> u64 {
        let heads = self.arrived.as_ref().map_or(0, |arrival| u64::from(arrival.heads));
        heads.saturating_sub(self.named)
    }

    /// What the unnamed heads add to their unit.
    pub fn share(&self) -> Option<(TeamArrival, UnitCount)> {
        let arrival = self.arrived.clone()?;
        let unnamed = self.unnamed();
        let present = if self.left.is_empty() { unnamed } else { 0 };
        Some((arrival, UnitCount { expected: 0, arrived: unnamed, present }))
    }

    /// The team as long as it has heads to name.
    pub fn open(&self, team: TeamId) -> Option<OpenTeam<'_>> {
        let (arrival, unnamed) = (self.arrived.as_ref()?, self.unnamed());
        (unnamed > 0 && self.left.is_empty()).then_some(OpenTeam { team, arrival, unnamed })
    }

    /// The team as it counts, once its arrival is known.
    pub fn heads(&self) -> Option<TeamHeads<'_>> {
        let arrival = self.arrived.as_ref()?;
        Some(TeamHeads { arrival, unnamed: self.unnamed(), has_left: !self.left.is_empty() })
    }

    pub fn is_empty(&self) -> bool {
        self.arrived.is_none() && self.left.is_empty() && self.mentions.is_empty() && self.named == 0
    }
}
