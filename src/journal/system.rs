//! What differs between Linux, macOS and Windows about files, and is the same for every caller.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

/// A virus scanner may hold a file for a second after it was written.
const RENAME_PATIENCE: Duration = Duration::from_secs(2);
const RENAME_PAUSE: Duration = Duration::from_millis(50);

/// Names left over by killed programs with our process id.
const TEMPORARY_TRIES: u32 = 1000;

/// Makes a folder, and those above it, that only its owner may enter. On Windows the folder inherits rights of the
/// user's own folders, which suffice.
pub fn create_private_folder(folder: &Path) -> io::Result<()> {
    private_folders().recursive(true).create(folder)
}

fn private_folders() -> fs::DirBuilder {
    #[cfg_attr(not(unix), expect(unused_mut, reason = "only Unix has a mode to set"))]
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}

/// Makes a folder for a while, under a name nobody has, that only its owner may enter.
pub fn create_temporary_folder(name: &str) -> io::Result<PathBuf> {
    let builder = private_folders();
    for number in 0..TEMPORARY_TRIES {
        let folder = std::env::temp_dir().join(format!("{name}-{}-{number}", std::process::id()));
        match builder.create(&folder) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            created => return created.map(|()| folder),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// Makes the names in a folder durable; elsewhere than on Unix the file system does it by itself.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

/// Writes a file so that a reader sees the old one or the new one, whenever the power goes.
pub fn replace(path: &Path, write: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
    let unfinished = path.with_added_extension("in_progress");
    let written = File::create(&unfinished).and_then(|mut file| {
        write(&mut file)?;
        file.flush()?;
        file.sync_all()
    });
    // The file is closed here: Windows renames no open file.
    let renamed = written.and_then(|()| rename(&unfinished, path));
    if renamed.is_err() {
        let _ = fs::remove_file(&unfinished);
    }
    renamed
}

/// Renames within one folder, patiently, and makes it durable.
pub fn rename(from: &Path, to: &Path) -> io::Result<()> {
    let started = Instant::now();
    while let Err(error) = fs::rename(from, to) {
        let may_pass = cfg!(windows) && error.kind() != io::ErrorKind::NotFound;
        if !may_pass || started.elapsed() > RENAME_PATIENCE {
            return Err(error);
        }
        thread::sleep(RENAME_PAUSE);
    }
    to.parent().map_or(Ok(()), sync_folder)
}

/// Removes a file that may not be there.
pub fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Whether a failure means that nothing more fits on the disk.
pub fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}
