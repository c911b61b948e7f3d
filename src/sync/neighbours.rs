//! The neighbours' last addresses, on disk: after a break a desk knows where to look without waiting to be found.
//!
//! Losing the file costs seconds, so it is written without ceremony and a damaged one is no news.

use std::fs;
use std::net::SocketAddr;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::wire;

/// Addresses that are kept; more desks than that are found through the first of them.
const KEPT: usize = 32;
const NAME: &str = "neighbours";

#[derive(Serialize, Deserialize)]
struct Kept {
    at: Vec<SocketAddr>,
}

/// What was remembered.
pub fn load(path: &Path) -> Vec<SocketAddr> {
    let kept = fs::read(path).ok().and_then(|line| wire::decode_named::<Kept>(NAME, &line).ok());
    let mut at = kept.map(|kept| kept.at).unwrap_or_default();
    at.truncate(KEPT);
    at
}

/// Remembers addresses, the latest first.
pub fn keep(path: &Path, mut at: Vec<SocketAddr>) {
    at.truncate(KEPT);
    let Ok(line) = wire::encode_named(NAME, &Kept { at }) else { return };
    let unfinished = path.with_extension("in_progress");
    let _kept = fs::write(&unfinished, line).and_then(|()| fs::rename(&unfinished, path));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_found_again_and_a_damaged_file_is_no_news() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("neighbours");
        assert_eq!(load(&path), []);
        let at: Vec<SocketAddr> = vec!["10.0.0.7:7447".parse().unwrap(), "10.0.0.8:7447".parse().unwrap()];
        keep(&path, at.clone());
        assert_eq!(load(&path), at);
        fs::write(&path, b"nonsense").unwrap();
        assert_eq!(load(&path), []);
    }
}
