//! The parts of a zipped workbook (xlsx, ods), unpacked under a limit.
//!
//! What a zip says of its own sizes is not believed: bytes are counted as they come out, over all parts together, so
//! that 300 KB that unpack to a gigabyte stop early. Nothing is written to disk.

use std::collections::HashMap;
use std::io::{self, Cursor, Read};

use zip::ZipArchive;
use zip::read::ZipFile;

use super::fault::RosterFileError;
use super::workbook::MAX_RUN_BYTES;

/// Parts of an archive: a workbook of a hundred sheets and a thousand photos has fewer. Each costs half a KB.
const MAX_PARTS: usize = 10_000;
/// Bytes that all parts together may unpack to: 20,000 rows of 15 different texts take 25 MiB, and at the smallest
/// elements there are an old laptop reads this much in two seconds.
pub const MAX_UNPACKED_BYTES: u64 = 32 * 1024 * 1024;

/// An open archive.
pub struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    names: HashMap<String, usize>,
    left_bytes: u64,
}

impl<'a> Package<'a> {
    /// Opens an archive and reads its list of parts.
    pub fn open(bytes: &'a [u8]) -> Result<Self, RosterFileError> {
        // counted before the list is read into memory
        let entries = bytes.split(|byte| *byte == b'P').filter(|rest| rest.starts_with(b"K\x01\x02")).count();
        if entries > MAX_PARTS {
            return Err(RosterFileError::UnpacksTooLarge { limit_bytes: MAX_UNPACKED_BYTES });
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| RosterFileError::damaged("zip"))?;
        let entry = |index| Some((same_name(&zip.name_for_index(index)?.ok()?), index));
        let names = (0..zip.len()).filter_map(entry).collect();
        Ok(Self { zip, names, left_bytes: MAX_UNPACKED_BYTES })
    }

    /// The bytes of a part, to be read once.
    pub fn part(&mut self, name: &str) -> Result<Part<'_, 'a>, RosterFileError> {
        let index = self.names.get(&same_name(name)).ok_or_else(|| RosterFileError::damaged(name))?;
        let file = self.zip.by_index(*index).map_err(|_| RosterFileError::damaged(name))?;
        Ok(Part { file, left_bytes: &mut self.left_bytes, run_bytes: 0 })
    }

    /// Whether there is such a part.
    pub fn has(&self, name: &str) -> bool {
        self.names.contains_key(&same_name(name))
    }
}

/// Programs differ in capitals and slashes of the names they write and refer to.
fn same_name(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

/// The bytes of one part as they are unpacked.
pub struct Part<'p, 'a> {
    file: ZipFile<'p, Cursor<&'a [u8]>>,
    left_bytes: &'p mut u64,
    run_bytes: usize,
}

impl Read for Part<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(buffer)?;
        let bytes = buffer.get(..count).unwrap_or_default();
        let behind_last_tag = bytes.rsplit(|byte| *byte == b'<').next().map_or(0, <[u8]>::len);
        let run_bytes = if behind_last_tag == count { self.run_bytes } else { 0 };
        self.run_bytes = run_bytes + behind_last_tag;
        *self.left_bytes = self.left_bytes.saturating_sub(count as u64);
        if *self.left_bytes == 0 || self.run_bytes > MAX_RUN_BYTES {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(count)
    }
}
