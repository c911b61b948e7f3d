//! A new square in one go: what the first start on the screen, `qiandao setup` and the demo square share.

use crate::domain::command::Command;
use crate::domain::fact::{Outing, Service, Station, Unit};
use crate::domain::ids::{DeskNumber, ServiceId};
use crate::journal::{Keys, Secret};
use crate::office::RosterFile;

use super::import::done;
use super::{Desk, ImportError, ImportSummary};

/// Everything a square begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetUp {
    /// Name, days and hours.
    pub outing: Outing,
    /// The number of this desk.
    pub number: DeskNumber,
    /// Where this desk stands.
    pub place: String,
    /// What is offered.
    pub services: Vec<Service>,
    /// Where.
    pub stations: Vec<Station>,
    /// How many of a service there are to be over the whole outing, where that is said.
    pub targets: Vec<(ServiceId, u32)>,
    /// Names of units beside their full ones.
    pub units: Vec<Unit>,
    /// The people.
    pub roster: RosterFile,
    /// The secret of the codes, where it must be a known one (the demo square); else the one that was drawn when the
    /// folder was made. Only a new square takes it: badges printed before would be forged ones.
    pub event_secret: Option<[u8; 32]>,
}

impl Desk {
    /// Sets a square up. What was written before a refusal stays: the same again goes on from there.
    pub fn set_up(&mut self, set_up: &SetUp) -> Result<ImportSummary, ImportError> {
        if let Some(secret) = set_up.event_secret.filter(|_| self.board.square.outing().is_none()) {
            let keys = Keys { event_key: Secret(secret), ..self.journal.keys() };
            self.journal.change_keys(keys).wait().map_err(ImportError::NotSaved)?;
            self.event_secret = secret;
        }
        let mut commands = vec![
            Command::SetOuting(set_up.outing.clone()),
            Command::JoinDesk { number: set_up.number, name: set_up.place.clone() },
        ];
        commands.extend(set_up.services.iter().cloned().map(Command::SetService));
        commands.extend(set_up.stations.iter().cloned().map(Command::SetStation));
        let targets = set_up.targets.iter().cloned();
        commands.extend(targets.map(|(service, quantity)| Command::SetTarget { service, quantity }));
        if !set_up.units.is_empty() {
            commands.push(Command::ListUnits(set_up.units.clone()));
        }
        for command in &commands {
            let nonce = self.draw_nonce();
            self.submit(command, nonce);
        }
        self.finish().into_iter().try_for_each(|(_, reply)| done(reply))?;
        self.import(&set_up.roster)
    }
}
