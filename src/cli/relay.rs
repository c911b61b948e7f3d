//! `qiandao relay`: a router between the squares of a city. It runs until it is ended, and keeps nothing.

use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::thread;
use std::time::Duration;

use crate::journal;
use crate::sync::{JoinCode, Relay, RelaySettings};
use crate::words::sync;

use super::args::{Everywhere, RelayArguments};
use super::door::Door;
use super::failure::Failure;
use super::join;

/// Where it listens unless said.
const PORT: u16 = 7447;
/// How often it looks how many are connected.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Runs a relay, or writes the file for the stock router.
pub fn relay(door: &Door, wanted: &Everywhere, relay: &RelayArguments) -> Result<(), Failure> {
    let settings = RelaySettings {
        code: join::code(door, relay.code.as_ref(), || code_kept(door))?,
        listen: wanted.listen.unwrap_or(SocketAddr::from((Ipv4Addr::UNSPECIFIED, PORT))),
        squares: relay.squares.clone(),
        at: wanted.at.clone(),
    };
    match &relay.file {
        Some(path) => write(door, path, &settings),
        None => run(door, &settings),
    }
}

/// The code of the desk whose data this laptop holds, if it holds any; a relay needs nothing else of it.
fn code_kept(door: &Door) -> Result<Option<JoinCode>, Failure> {
    let keys = journal::kept_in(&door.folder()?).map_err(Failure::Journal)?;
    Ok(keys.and_then(|keys| keys.join_code?.0.parse().ok()))
}

fn run(door: &Door, settings: &RelaySettings) -> Result<(), Failure> {
    let relay = Relay::start(settings)?;
    let (listen, squares) = (settings.listen.to_string(), settings.squares.join(", "));
    door.say(&sync::RELAY_RUNS.fill([("at", listen), ("squares", squares)]))?;
    let mut before = 0;
    loop {
        let connected = relay.connected();
        if connected != before {
            door.say(&sync::RELAY_HAS.fill([("count", connected.to_string())]))?;
            before = connected;
        }
        thread::sleep(LOOK_EVERY);
    }
}

/// Certificates are in it, so it is its owner's only.
fn write(door: &Door, path: &Path, settings: &RelaySettings) -> Result<(), Failure> {
    let text = Relay::file(settings)?;
    let written = journal::replace_file(path, |file| file.write_all(text.as_bytes()));
    written.map_err(|error: io::Error| Failure::writing(path, &error))?;
    door.say(&sync::RELAY_FILE.fill([("path", path.display().to_string())]))
}
