//! Several outings in one data folder, for a promotion week: each has a whole data folder of its own below `outings`,
//! with its own facts, keys and desk. The folder's own outing stays where it always was.
//!
//! ```text
//! qiandao/                  facts.jsonl ...     the only outing, or the first one
//!   outings/0306/           facts.jsonl ...     --outing 0306
//! ```

use std::path::{Path, PathBuf};

use crate::domain::fact::Outing;
use crate::journal;
use crate::words::{Said, cli};

/// Where the others are.
const FOLDER: &str = "outings";
/// What the data folder's own outing is called.
const OWN: &str = ".";
/// Letters of a name; folders of all systems take so many.
const NAME_MOST: usize = 60;

/// One outing that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// What `--outing` calls it; empty for the data folder's own.
    pub name: String,
    /// Its data folder.
    pub folder: PathBuf,
    /// Name and days; `None` when it is not set up yet, or another program writes it just now.
    pub outing: Option<Outing>,
}

impl Kept {
    /// The outing as a row of a list.
    pub fn said(&self) -> Said {
        let name = if self.name.is_empty() { cli::OWN_OUTING.said() } else { Said::name(&self.name, "") };
        match &self.outing {
            None => cli::OUTING_NOT_SET_UP.said().and("name", name),
            Some(outing) => {
                let days = [("first", outing.first_day.to_string()), ("last", outing.last_day.to_string())];
                let said = if outing.first_day == outing.last_day { cli::OUTING_DAY } else { cli::OUTING_DAYS };
                said.fill(days).and("name", name).and("title", Said::name(&outing.name, ""))
            }
        }
    }
}

/// Why it is not clear which outing is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OutingError {
    /// There are several, and none was named.
    Which {
        /// Those there are.
        known: Vec<Kept>,
    },
    /// None is called so.
    NotThere {
        /// The name.
        name: String,
        /// Those there are.
        known: Vec<Kept>,
    },
    /// No folder can be called so.
    NoName {
        /// The name.
        name: String,
    },
}

impl OutingError {
    /// What is wrong, and below it the outings there are.
    pub fn said(&self) -> (Said, Vec<Said>) {
        let rows = |known: &[Kept]| known.iter().map(Kept::said).collect();
        match self {
            Self::Which { known } => (cli::WHICH_OUTING.said(), rows(known)),
            Self::NotThere { name, known } => (cli::NO_SUCH_OUTING.fill([("name", name.clone())]), rows(known)),
            Self::NoName { name } => (cli::NO_OUTING_NAME.fill([("name", name.clone())]), Vec::new()),
        }
    }
}

/// The outings of a data folder, the folder's own first, the others by name.
pub fn kept(base: &Path) -> Vec<Kept> {
    let kept = |name: String, folder: PathBuf| {
        let outing = journal::peek(&folder)?;
        Some(Kept { name, folder, outing })
    };
    let own = kept(String::new(), base.to_owned());
    let folders = std::fs::read_dir(base.join(FOLDER)).into_iter().flatten().flatten();
    let others = folders.filter_map(|folder| kept(folder.file_name().into_string().ok()?, folder.path()));
    let mut others: Vec<Kept> = others.collect();
    others.sort_by(|a, b| a.name.cmp(&b.name));
    own.into_iter().chain(others).collect()
}

/// The data folder of an outing that is called so: by its folder, or by its own name.
pub fn folder_of(base: &Path, name: &str, may_begin: bool) -> Result<PathBuf, OutingError> {
    let known = kept(base);
    let is_called = |kept: &&Kept| if name == OWN { kept.name.is_empty() } else { kept.name == name };
    let by_name = known.iter().find(is_called);
    let by_title = || known.iter().find(|kept| kept.outing.as_ref().is_some_and(|outing| outing.name == name));
    if let Some(found) = by_name.or_else(by_title) {
        return Ok(found.folder.clone());
    }
    if !may_begin {
        return Err(OutingError::NotThere { name: name.to_owned(), known });
    }
    if !is_a_name(name) {
        return Err(OutingError::NoName { name: name.to_owned() });
    }
    Ok(base.join(FOLDER).join(name))
}

/// The data folder of the only outing; an empty data folder is one too.
pub fn only(base: &Path) -> Result<PathBuf, OutingError> {
    if !base.join(FOLDER).is_dir() {
        return Ok(base.to_owned());
    }
    let known = kept(base);
    match known.as_slice() {
        [] => Ok(base.to_owned()),
        [only] => Ok(only.folder.clone()),
        _ => Err(OutingError::Which { known }),
    }
}

/// The folder of the next outing that is begun on the screen: the first number that is free.
pub fn free_folder(base: &Path) -> PathBuf {
    let folder = |number: u32| base.join(FOLDER).join(number.to_string());
    (2..10_000).map(folder).find(|folder| !folder.exists()).unwrap_or_else(|| base.join(FOLDER))
}

/// Whether every system takes this as the name of a folder, and nothing outside it is meant.
fn is_a_name(name: &str) -> bool {
    const RESERVED: [&str; 4] = ["con", "prn", "aux", "nul"];
    let lower = name.to_lowercase();
    let is_device = RESERVED.contains(&lower.as_str())
        || (lower.len() == 4 && (lower.starts_with("com") || lower.starts_with("lpt")));
    !name.is_empty()
        && name.chars().count() <= NAME_MOST
        && !name.starts_with(['.', ' '])
        && !name.ends_with(['.', ' '])
        && !name.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|'])
        && !name.chars().any(char::is_control)
        && !is_device
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_folder_below_and_nothing_else() {
        for name in ["0306", "学雷锋 周四", "a.b", "comic"] {
            assert!(is_a_name(name), "{name}");
        }
        for name in ["", ".", "..", "../x", "a/b", "a\\b", "C:", " a", "a ", "a.", "NUL", "com1", "a\nb", "a?"] {
            assert!(!is_a_name(name), "{name}");
        }
        assert!(!is_a_name(&"长".repeat(61)));
    }
}
