//! The relay: the engine as a router at a place that all squares of a city reach. It keeps no facts.
//!
//! Each square is a region of its own; without regions a router forwards nothing between peers of one region.

use zenoh::Wait;

use crate::sync::error::SyncError;
use crate::sync::membership::{Membership, secret_of};
use crate::sync::settings::RelaySettings;

use super::{addresses, config};

/// The certificate under which a relay is let in.
fn member(settings: &RelaySettings) -> Result<Membership, SyncError> {
    Membership::of(&secret_of(settings.code)?, "relay")
}

/// A running relay; it ends when it is dropped.
pub struct Relay {
    session: zenoh::Session,
}

impl Relay {
    /// Opens the router; it serves until it is dropped.
    pub fn start(settings: &RelaySettings) -> Result<Self, SyncError> {
        if !addresses::is_free(settings.listen) {
            return Err(SyncError::NotFree { at: settings.listen });
        }
        let config = config::of_relay(&member(settings)?, settings)?;
        let session = zenoh::open(config).wait().map_err(|error| SyncError::Engine { why: error.to_string() })?;
        Ok(Self { session })
    }

    /// The file by which the stock router (`zenohd -c FILE`) is the same relay.
    pub fn file(settings: &RelaySettings) -> Result<String, SyncError> {
        Ok(config::relay_file(&member(settings)?, settings))
    }

    /// How many desks and relays are connected.
    pub fn connected(&self) -> usize {
        let info = self.session.info();
        info.peers_zid().wait().count() + info.routers_zid().wait().count()
    }
}
