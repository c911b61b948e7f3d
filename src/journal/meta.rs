//! The meta tree of the second copy: what the folder's format is, a spare of the keys, how long the series were.

use std::collections::BTreeMap;
use std::path::Path;

use crate::domain::ids::Series;
use crate::wire;

use super::error::JournalError;
use super::fault::Fault;
use super::index::Head;
use super::keys::{SCHEMA, StoredKeys};
use super::second::{Second, WRITE_LIMIT};

const SCHEMA_NAME: &str = "schema";
/// Set last in a new generation: without it the generation was not finished.
const GENERATION: &str = "generation";
const KEYS: &str = "keys";
const HEADS: &str = "heads";

/// Refuses a second copy that a newer program made.
pub fn refuse_newer(second: &Second, path: &Path) -> Result<(), JournalError> {
    let schema = get(second, SCHEMA_NAME).ok().flatten().and_then(|bytes| bytes.try_into().ok());
    match schema.map(u16::from_be_bytes) {
        Some(version) if version > SCHEMA => Err(JournalError::Newer { path: path.to_path_buf(), version }),
        _ => Ok(()),
    }
}

/// Whether a generation was built to its end.
pub fn is_finished(second: &Second) -> bool {
    matches!(get(second, GENERATION), Ok(Some(_)))
}

/// Says of a new generation which format it has.
pub fn begin(second: &Second) -> Result<(), Fault> {
    set(second, SCHEMA_NAME, SCHEMA.to_be_bytes().to_vec())
}

/// Says of a new generation that it holds all that the mirror holds.
pub fn finish(second: &Second, generation: u32) -> Result<(), Fault> {
    set(second, GENERATION, generation.to_be_bytes().to_vec())
}

/// The spare of the keys.
pub fn keys(second: &Second, path: &Path) -> Result<Option<StoredKeys>, JournalError> {
    match get(second, KEYS) {
        Ok(Some(line)) => StoredKeys::from_line(&line, path),
        _ => Ok(None),
    }
}

/// Keeps a spare of the keys.
pub fn keep_keys(second: &Second, keys: &StoredKeys) -> Result<(), Fault> {
    let line = keys.to_line().map_err(|error| Fault::Failed(format!("{error:?}")))?;
    if get(second, KEYS)?.is_some_and(|kept| kept == line) {
        return Ok(());
    }
    set(second, KEYS, line)
}

/// How far each series reached when the folder was last closed.
pub fn heads(second: &Second) -> BTreeMap<Series, u64> {
    let line = get(second, HEADS).ok().flatten();
    line.and_then(|line| wire::decode_named::<Heads>(HEADS, &line).ok()).unwrap_or_default().heads
}

/// Notes how far each series reaches, so that a tail which vanishes from both copies is missed.
pub fn keep_heads(second: &Second, heads: &BTreeMap<Series, Head>) -> Result<(), Fault> {
    let heads = Heads { heads: heads.iter().map(|(series, head)| (*series, head.seq)).collect() };
    let line = wire::encode_named(HEADS, &heads).map_err(|error| Fault::Failed(format!("{error:?}")))?;
    set(second, HEADS, line)
}

#[derive(Default, serde::Serialize, serde::Deserialize)]
struct Heads {
    heads: BTreeMap<Series, u64>,
}

fn get(second: &Second, name: &'static str) -> Result<Option<Vec<u8>>, Fault> {
    second.ask(WRITE_LIMIT, move |trees| trees.meta(name))
}

fn set(second: &Second, name: &'static str, value: Vec<u8>) -> Result<(), Fault> {
    second.ask(WRITE_LIMIT, move |trees| trees.set_meta(name, value))
}
