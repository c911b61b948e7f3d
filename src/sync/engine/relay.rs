//! The relay: the engine as a router at a place that all squares of a city reach. It keeps no facts.
//!
//! Each square is a region of its own; without regions a router forwards nothing between peers of one region.

use zenoh::Wait;

use crate::sync::error::SyncError;
use crate::sync::membership::{Membership, secret_of};
use crate::sync::settings::RelaySettings;

use super::{addresses, config};

/// A running relay; it ends when it is dropped.
pub struct Relay {
    session: zenoh::Session,
}

impl Relay {
    /// Opens the router; it serves until it is dropped.
    pub fn start(settings: &RelaySettings) -> Result<Self, SyncError> {
        let RelaySettings { code, listen, squares, at } = settings;
        if !addresses::is_free(*listen) {
            return Err(SyncError::NotFree { at: *listen });
        }
        let member = Membership::of(&secret_of(*code)?, "relay")?;
        let config = config::of_relay(&member, *listen, at, squares)?;
        let session = zenoh::open(config).wait().map_err(|error| SyncError::Engine { why: error.to_string() })?;
        Ok(Self { session })
    }

    /// How many desks and relays are connected.
    pub fn connected(&self) -> usize {
        let info = self.session.info();
        info.peers_zid().wait().count() + info.routers_zid().wait().count()
    }
}
