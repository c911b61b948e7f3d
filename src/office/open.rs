//! The bytes of any file -> sheets of cells: what it is shows in its first bytes, not in its name.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::compound::{self, Compound};
use super::fault::RosterFileError;
use super::package::Package;
use super::workbook::Workbook;
use super::{delimited, encoding, html, ods, xls, xlsx};

/// A workbook with a photo of everybody is about this large; more is not read into memory.
const MAX_FILE_BYTES: u64 = 64 * 1024 * 1024;
/// Text of 20,000 rows is 2 MiB, a page of them 6; decoded it may take twice its size.
const MAX_TEXT_BYTES: usize = 16 * 1024 * 1024;
/// The old workbook of 20,000 rows and a few pictures; its streams are copied out of it.
const MAX_COMPOUND_BYTES: usize = 32 * 1024 * 1024;

/// Reads a file of any kind we know.
pub fn open(bytes: &[u8]) -> Result<Workbook, RosterFileError> {
    let workbook = read(bytes)?;
    // a letter or a slide show, wrapped as workbooks are
    if workbook.sheets().is_empty() { Err(RosterFileError::NotATable) } else { Ok(workbook) }
}

fn read(bytes: &[u8]) -> Result<Workbook, RosterFileError> {
    if bytes.starts_with(b"PK\x03\x04") {
        let package = Package::open(bytes)?;
        return if package.has(ods::CONTENT) {
            ods::read(package)
        } else if package.has(xlsx::ROOT) {
            xlsx::read(package)
        } else {
            Err(RosterFileError::NotATable)
        };
    }
    if bytes.starts_with(compound::MAGIC) {
        at_most(MAX_COMPOUND_BYTES, bytes)?;
        return xls::read(&Compound::open(bytes)?);
    }
    at_most(MAX_TEXT_BYTES, bytes)?;
    let text = encoding::decode(bytes).ok_or(RosterFileError::NotATable)?;
    if text.trim_start().starts_with('<') { html::read(&text) } else { delimited::read(&text) }
}

fn at_most(limit: usize, bytes: &[u8]) -> Result<(), RosterFileError> {
    if bytes.len() > limit { Err(RosterFileError::TooLarge { limit_bytes: limit as u64 }) } else { Ok(()) }
}

/// The bytes of an ordinary file of a bearable size; devices and pipes are not even opened.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, RosterFileError> {
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => RosterFileError::NotThere { path: path.to_owned() },
        io::ErrorKind::PermissionDenied => RosterFileError::NotAllowed { path: path.to_owned() },
        _ => RosterFileError::Unreadable { path: path.to_owned(), why: error.to_string() },
    };
    let found = path.metadata().map_err(failed)?;
    if found.is_dir() {
        return Err(RosterFileError::Folder { path: path.to_owned() });
    }
    if !found.is_file() {
        return Err(RosterFileError::NotAFile { path: path.to_owned() });
    }
    let too_large = RosterFileError::TooLarge { limit_bytes: MAX_FILE_BYTES };
    if found.len() > MAX_FILE_BYTES {
        return Err(too_large);
    }
    let mut bytes = Vec::new();
    // one byte more, for a file that grows meanwhile
    let count = File::open(path).map_err(failed)?.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes).map_err(failed)?;
    if count as u64 > MAX_FILE_BYTES { Err(too_large) } else { Ok(bytes) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::kit;

    #[test]
    fn a_path_that_is_no_readable_file_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().to_owned();
        assert_eq!(read_bytes(&path), Err(RosterFileError::Folder { path: path.clone() }));
        let path = folder.path().join("名单.csv");
        assert_eq!(read_bytes(&path), Err(RosterFileError::NotThere { path: path.clone() }));
        std::fs::write(&path, "姓名").unwrap();
        assert_eq!(read_bytes(&path).as_deref(), Ok("姓名".as_bytes()));
        File::create(&path).unwrap().set_len(MAX_FILE_BYTES + 1).unwrap();
        assert_eq!(read_bytes(&path), Err(RosterFileError::TooLarge { limit_bytes: MAX_FILE_BYTES }));
    }

    #[cfg(unix)]
    #[test]
    fn a_device_is_not_read() {
        let path = Path::new("/dev/zero");
        assert_eq!(read_bytes(path), Err(RosterFileError::NotAFile { path: path.to_owned() }));
    }

    #[test]
    fn what_a_file_is_shows_in_its_content() {
        for (what, bytes) in [
            ("text", "姓名,单位".as_bytes().to_vec()),
            ("text of another encoding", encoding_rs::GB18030.encode("姓名\t单位").0.into_owned()),
            (
                "a page",
                b"\xEF\xBB\xBF \r\n<table><tr><td>\xE5\xA7\x93\xE5\x90\x8D<td>\xE5\x8D\x95\xE4\xBD\x8D</table>"
                    .to_vec(),
            ),
        ] {
            kit::check(what, open(&bytes), &[("A1", "姓名"), ("B1", "单位")]);
        }
        let ours = |bytes: &[u8]| open(bytes).map(|_| ());
        assert_eq!(ours(b"<html><p>name,unit</p></html>"), Err(RosterFileError::NotATable));
        let letter = [("META-INF/manifest.xml", "<manifest/>"), ("content.xml", "<office:text xmlns:office='o'/>")];
        assert_eq!(ours(&kit::zipped(&letter)), Err(RosterFileError::NotATable));
        assert_eq!(ours(&kit::zipped(&[("content.xml", "")])), Err(RosterFileError::damaged("META-INF/manifest.xml")));
        assert_eq!(ours(&kit::zipped(&[("xl/a.xml", "")])), Err(RosterFileError::NotATable));
        assert_eq!(ours(compound::MAGIC), Err(RosterFileError::damaged("CFB")));
        let limit_bytes = MAX_TEXT_BYTES as u64;
        assert_eq!(ours(&vec![b'a'; MAX_TEXT_BYTES + 1]), Err(RosterFileError::TooLarge { limit_bytes }));
    }
}
