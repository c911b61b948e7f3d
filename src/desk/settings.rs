//! What this laptop remembers of itself from one start to the next: how it works, and what is plugged into it. No fact:
//! other desks never hear of it, and losing it loses no count.
//!
//! One small file in the data folder, written anew whole. What a newer program wrote in it stays when this one writes
//! it; a damaged file is put beside and the desk begins with what is usual.

use std::fs;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::domain::ids::StationId;
use crate::journal;
use crate::words::{Said, desk};

/// What one laptop remembers. To add something: a field with `#[serde(default)]`, usual when it is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// How the queue screen is worked here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub queue: Option<QueueWork>,
    /// Where the paper copy goes: a folder, and a second one that need not be there; none for the data folder's own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub paper: Vec<PathBuf>,
    /// Where slips are printed, as it was typed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub printer: Option<String>,
    /// Where other desks, or the relay of a city, are known to be.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub at: Vec<SocketAddr>,
    /// The square this desk is of, where a city has several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub square: Option<String>,
    /// What a newer program remembers, kept as it is.
    #[serde(flatten)]
    unknown: Map<String, Value>,
}

/// The two ways of working the queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QueueWork {
    /// Numbers are given out, for all services.
    Reception,
    /// One station calls and serves.
    Station(StationId),
}

/// The settings and the file that holds them.
pub(super) struct Kept {
    path: PathBuf,
    settings: Settings,
    /// What was wrong with the file at the start.
    pub trouble: Option<Said>,
}

const FILE: &str = "settings.json";
/// What is damaged is kept under this ending, to be looked at.
const DAMAGED: &str = "damaged";

impl Kept {
    /// Reads the file of a data folder; what is usual where there is none.
    pub fn open(folder: &Path) -> Self {
        let path = folder.join(FILE);
        let read = match fs::read(&path) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(|_| true),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Settings::default()),
            Err(_) => Err(false),
        };
        let (settings, trouble) = match read {
            Ok(settings) => (settings, None),
            Err(is_damaged) => {
                if is_damaged {
                    // It matters little whether this works: the sentence is the same.
                    let _ = fs::rename(&path, path.with_added_extension(DAMAGED));
                }
                (Settings::default(), Some(desk::SETTINGS_DAMAGED.fill([("path", path.display().to_string())])))
            }
        };
        Self { path, settings, trouble }
    }

    /// The settings as they are now.
    pub fn get(&self) -> &Settings {
        &self.settings
    }

    /// Changes them and writes them down.
    pub fn change(&mut self, change: impl FnOnce(&mut Settings)) -> Result<(), Said> {
        let before = self.settings.clone();
        change(&mut self.settings);
        if self.settings == before {
            return Ok(());
        }
        let written = serde_json::to_vec_pretty(&self.settings).map_err(io::Error::other);
        let written = written.and_then(|text| journal::replace_file(&self.path, |file| file.write_all(&text)));
        written.map_err(|error| {
            let (path, reason) = (self.path.display().to_string(), error.to_string());
            desk::SETTINGS_NOT_SAVED.fill([("path", path), ("reason", reason)])
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at_station_7(settings: &mut Settings) {
        settings.queue = Some(QueueWork::Station("7".parse().unwrap()));
    }

    #[test]
    fn what_is_changed_is_there_after_the_next_start() {
        let folder = tempfile::tempdir().unwrap();
        let mut kept = Kept::open(folder.path());
        assert_eq!((kept.get(), &kept.trouble), (&Settings::default(), &None));
        kept.change(at_station_7).unwrap();
        assert_eq!(Kept::open(folder.path()).get(), kept.get());
    }

    #[test]
    fn what_a_newer_program_remembers_stays() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(FILE), r#"{"balloons": {"red": 99}}"#).unwrap();
        let mut kept = Kept::open(folder.path());
        assert_eq!(kept.trouble, None);
        kept.change(at_station_7).unwrap();
        let text = fs::read_to_string(folder.path().join(FILE)).unwrap();
        let value: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value, serde_json::json!({ "queue": { "station": "7" }, "balloons": { "red": 99 } }));
    }

    #[test]
    fn a_damaged_file_is_put_beside_and_said() {
        let folder = tempfile::tempdir().unwrap();
        for damaged in ["{\"queue\": {\"stat", "", "[]", r#"{"queue": {"station": "7 8"}}"#] {
            fs::write(folder.path().join(FILE), damaged).unwrap();
            let mut kept = Kept::open(folder.path());
            assert_eq!(kept.get(), &Settings::default(), "{damaged}");
            assert!(kept.trouble.is_some(), "{damaged}");
            assert_eq!(fs::read_to_string(folder.path().join("settings.json.damaged")).unwrap(), damaged);
            kept.change(at_station_7).unwrap();
            assert_eq!(Kept::open(folder.path()).trouble, None);
        }
    }

    #[test]
    fn what_cannot_be_written_holds_for_now_and_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let mut kept = Kept::open(folder.path());
        drop(folder);
        assert!(kept.change(at_station_7).is_err());
        assert_ne!(kept.get(), &Settings::default());
    }
}
