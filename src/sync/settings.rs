//! How a messenger is to be started.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use crate::domain::ids::DeskId;

use super::code::JoinCode;

/// The port that desks try first.
pub const PORT: u16 = 7447;

/// What the messenger of a desk does not decide by itself.
#[derive(Clone)]
pub struct Settings {
    /// Who speaks.
    pub desk: DeskId,
    /// The code of the outing.
    pub code: JoinCode,
    /// What follows from the code, when it was worked out before; it takes some tenths of a second.
    pub secret: Option<[u8; 32]>,
    /// Where to listen; `None` for each of the laptop's own addresses.
    pub listen: Option<SocketAddr>,
    /// Where somebody is known to be.
    pub at: Vec<SocketAddr>,
    /// Whether to look for others by multicast.
    pub scouts: bool,
    /// The square this desk is of, where a city has several.
    pub square: String,
    /// Where the neighbours' addresses are remembered; `None` for nowhere.
    pub neighbours: Option<PathBuf>,
    /// Called from another thread when there is something to receive.
    pub wake: Option<Arc<dyn Fn() + Send + Sync>>,
}

impl Settings {
    /// The usual ones: every address, multicast on, nothing remembered.
    pub fn new(desk: DeskId, code: JoinCode) -> Self {
        Self {
            desk,
            code,
            secret: None,
            listen: None,
            at: Vec::new(),
            scouts: true,
            square: String::new(),
            neighbours: None,
            wake: None,
        }
    }
}

/// What a relay between squares is told.
#[derive(Debug, Clone)]
pub struct RelaySettings {
    /// The code of the outing.
    pub code: JoinCode,
    /// Where to listen.
    pub listen: SocketAddr,
    /// The squares it joins.
    pub squares: Vec<String>,
    /// Other relays.
    pub at: Vec<SocketAddr>,
}
