//! Where the data are when nobody says it: one folder a user, by the custom of each system.

use std::env;
use std::path::PathBuf;

/// The folder of this user's data; `None` where the system names no home.
pub fn default() -> Option<PathBuf> {
    base().map(|base| base.join("qiandao"))
}

/// The folder of the demo square, beside the real one and never in it.
pub fn of_demo() -> Option<PathBuf> {
    base().map(|base| base.join("qiandao-demo"))
}

fn base() -> Option<PathBuf> {
    if cfg!(windows) {
        return var("LOCALAPPDATA");
    }
    if cfg!(target_os = "macos") {
        return Some(var("HOME")?.join("Library").join("Application Support"));
    }
    // The XDG rules: a relative path in the variable is to be ignored.
    let xdg = var("XDG_DATA_HOME").filter(|path| path.is_absolute());
    xdg.or_else(|| Some(var("HOME")?.join(".local").join("share")))
}

fn var(name: &str) -> Option<PathBuf> {
    env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}
