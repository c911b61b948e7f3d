//! `qiandao export --parcel` and `qiandao import --parcel`: desks without a network carry their data by stick.

use std::path::Path;
use std::thread;
use std::time::Duration;

use crate::words::sync;

use super::door::Door;
use super::failure::Failure;

/// How often it is looked whether the disk has the next portion.
const PAUSE: Duration = Duration::from_millis(1);

/// Packs everything into a file.
pub fn pack(door: &Door, path: &Path) -> Result<(), Failure> {
    let facts = door.desk()?.pack_parcel(path)?;
    door.say(&sync::PARCEL_PACKED.fill([("facts", facts.to_string()), ("path", path.display().to_string())]))
}

/// Takes in what another desk packed.
pub fn unpack(door: &Door, path: &Path) -> Result<(), Failure> {
    let mut desk = door.desk()?;
    desk.unpack_parcel(path)?;
    let taken = loop {
        desk.collect();
        match desk.take_unpacked() {
            Some(taken) => break taken,
            None => thread::sleep(PAUSE),
        }
    };
    // What this desk notes down of what it learned is durable too.
    desk.finish();
    door.say(&desk.said_of_parcel(&taken))
}
