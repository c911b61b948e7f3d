//! A look at a data folder from outside: whether it is one, and which outing it keeps. Nothing is opened, locked or
//! mended; another program may be writing meanwhile.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use crate::domain::fact::{Fact, Outing};
use crate::domain::time::Stamp;
use crate::wire;

/// What stands in every line that sets the outing.
const SETS_OUTING: &str = "\"outing_set\"";

/// `None` when the folder keeps no data; else the outing, if one is set.
#[allow(clippy::option_option, reason = "no folder, a folder without an outing, one with it")]
pub fn peek(folder: &Path) -> Option<Option<Outing>> {
    let mut facts = BufReader::new(File::open(folder.join("facts.jsonl")).ok()?);
    let mut last: Option<(Stamp, Outing)> = None;
    let mut line = Vec::new();
    while facts.read_until(b'\n', &mut line).is_ok_and(|bytes| bytes > 0) {
        if std::str::from_utf8(&line).is_ok_and(|text| text.contains(SETS_OUTING))
            && let Ok((entry, _)) = wire::decode(&line)
            && let Fact::OutingSet(outing) = entry.fact
            && last.as_ref().is_none_or(|(stamp, _)| *stamp <= entry.stamp)
        {
            last = Some((entry.stamp, outing));
        }
        line.clear();
    }
    Some(last.map(|(_, outing)| outing))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_without_facts_is_no_data_folder() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(peek(folder.path()), None);
        std::fs::write(folder.path().join("facts.jsonl"), "no entry\n\"outing_set\"\n").unwrap();
        assert_eq!(peek(folder.path()), Some(None));
    }
}
