//! What a data folder is and may: the desk's id, the key that signs badges, the code by which desks join.
//!
//! Two files, each whole by itself; either restores the other, and the second copy of the facts holds a third. Whoever
//! reads them can print badges, so they are readable by their owner only, like the whole folder.

use std::fmt;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::domain::ids::{DeskId, NotAnId, serde_as_word};
use crate::wire::{self, WireError};

use super::error::JournalError;
use super::system;

/// The version of the data folder as a whole: which files it has and what the second copy's trees are.
pub const SCHEMA: u16 = 1;

const FILES: [&str; 2] = ["keys-a", "keys-b"];
const NAME: &str = "keys";

/// The keys of a data folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keys {
    /// The desk that writes here.
    pub desk: DeskId,
    /// Signs the badges and tickets of the outing.
    pub event_key: Secret,
    /// The code by which desks join; `None` while the desk is alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub join_code: Option<JoinDigits>,
}

/// The digits of a join code, as they are read by whoever knows how to; never shown by mistake.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct JoinDigits(pub String);

impl fmt::Debug for JoinDigits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JoinDigits")
    }
}

/// 32 bytes that are written as hexadecimal digits and never shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Secret(pub [u8; 32]);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for Secret {
    type Err = NotAnId;
    fn from_str(word: &str) -> Result<Self, NotAnId> {
        let mut bytes = [0; 32];
        if word.len() != 2 * bytes.len() {
            return Err(NotAnId);
        }
        for (byte, index) in bytes.iter_mut().zip((0..).step_by(2)) {
            let digits = word.get(index..index + 2).ok_or(NotAnId)?;
            *byte = u8::from_str_radix(digits, 16).map_err(|_| NotAnId)?;
        }
        Ok(Self(bytes))
    }
}
serde_as_word!(Secret);

/// The keys with what tells the newer of two copies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredKeys {
    schema: u16,
    revision: u64,
    keys: Keys,
}

impl StoredKeys {
    /// The first keys of a new folder.
    pub fn first(keys: Keys) -> Self {
        Self { schema: SCHEMA, revision: 1, keys }
    }

    /// Other keys in the place of these.
    #[must_use]
    pub fn changed(&self, keys: Keys) -> Self {
        Self { schema: SCHEMA, revision: self.revision.saturating_add(1), keys }
    }

    /// The keys themselves.
    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// Writes one copy down.
    pub fn to_line(&self) -> Result<Vec<u8>, WireError> {
        wire::encode_named(NAME, self)
    }

    /// Reads a copy that was found at `path`; `None` when it is damaged.
    pub fn from_line(line: &[u8], path: &Path) -> Result<Option<Self>, JournalError> {
        let newer = |version| Err(JournalError::Newer { path: path.to_path_buf(), version });
        match wire::decode_named::<Self>(NAME, line) {
            Ok(stored) if stored.schema > SCHEMA => newer(stored.schema),
            Ok(stored) => Ok(Some(stored)),
            Err(WireError::Newer { version }) => newer(version),
            Err(_) => Ok(None),
        }
    }
}

/// The newest whole copy, and whether both files hold just it. Changes nothing.
pub fn load(folder: &Path) -> Result<(Option<StoredKeys>, bool), JournalError> {
    let mut copies = Vec::new();
    for path in paths(folder) {
        let line = match std::fs::read(&path) {
            Ok(line) => line,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(JournalError::of(&path, &error)),
        };
        copies.push(StoredKeys::from_line(&line, &path)?);
    }
    let both = copies.windows(2).all(|pair| pair.first() == pair.last());
    let best = copies.into_iter().flatten().max_by_key(|stored| stored.revision);
    Ok((best, both))
}

/// The keys of a folder, without opening it; `None` where there are none. Nothing is made and nothing is mended.
pub fn kept_in(folder: &Path) -> Result<Option<Keys>, JournalError> {
    Ok(load(folder)?.0.map(|stored| stored.keys().clone()))
}

/// Writes both copies, one after the other.
pub fn save(folder: &Path, stored: &StoredKeys) -> Result<(), JournalError> {
    for path in paths(folder) {
        let line =
            stored.to_line().map_err(|error| JournalError::of(&path, &io::Error::other(format!("{error:?}"))))?;
        system::replace(&path, |file| file.write_all(&line)).map_err(|error| JournalError::of(&path, &error))?;
    }
    Ok(())
}

fn paths(folder: &Path) -> [PathBuf; 2] {
    FILES.map(|name| folder.join(name))
}
