//! Compound files (CFB), in which xls and et keep their workbook: a small file system of sectors in chains.
//!
//! ```text
//! header -- DIFAT --> FAT sectors: for every sector the next one of its chain
//!        -- first directory sector --> entries: name, first sector, length
//!                                      entry 0 holds the small streams, chained in the mini FAT
//! ```
//!
//! Nothing is laid out beforehand: a chain is followed in the bytes as they are, and no further than the file is long,
//! so a file that points in circles or to itself costs no memory.

use super::fault::RosterFileError;

/// The first bytes of every compound file.
pub const MAGIC: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

const HEADER_BYTES: usize = 512;
/// FAT sectors that are listed in the header; the list goes on in sectors of its own.
const FAT_SECTORS_IN_HEADER: usize = 109;
const FIRST_LISTED_AT: usize = HEADER_BYTES - 4 * FAT_SECTORS_IN_HEADER;
const MINI_SECTOR_BYTES: usize = 64;
const ENTRY_BYTES: usize = 128;
/// Directory entries that are looked at; a workbook with macros has some dozens.
const MAX_ENTRIES: usize = 4096;
/// Numbers from here on are marks (end of chain, free, ...), not sectors.
const MAX_SECTOR: u32 = 0xFFFF_FFFA;

/// A compound file in memory.
pub struct Compound<'a> {
    bytes: &'a [u8],
    sector_bytes: usize,
    mini_below_bytes: usize,
    directory: Vec<u8>,
    mini_fat: Vec<u8>,
    mini_streams: Vec<u8>,
}

impl<'a> Compound<'a> {
    /// Reads the directory.
    pub fn open(bytes: &'a [u8]) -> Result<Self, RosterFileError> {
        Self::read(bytes).ok_or_else(damaged)
    }

    fn read(bytes: &'a [u8]) -> Option<Self> {
        let sector_bytes = match u16_at(bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mini_below_bytes = usize::try_from(u32_at(bytes, 56)?).ok()?;
        let mut file = Self {
            bytes,
            sector_bytes,
            mini_below_bytes,
            directory: Vec::new(),
            mini_fat: Vec::new(),
            mini_streams: Vec::new(),
        };
        file.directory = file.chain(u32_at(bytes, 48)?, MAX_ENTRIES * ENTRY_BYTES)?;
        file.mini_fat = file.chain(u32_at(bytes, 60)?, bytes.len())?;
        let root = file.entry(0)?;
        file.mini_streams = file.chain(root.first_sector, root.length)?;
        Some(file)
    }

    /// The content of a stream at the top, or nothing when there is none of this name.
    pub fn stream(&self, name: &str) -> Result<Option<Vec<u8>>, RosterFileError> {
        let Some(entry) = self.find(name) else { return Ok(None) };
        let content = if entry.length < self.mini_below_bytes {
            self.mini_chain(entry.first_sector, entry.length)
        } else {
            self.chain(entry.first_sector, entry.length)
        };
        content.map(Some).ok_or_else(damaged)
    }

    /// Looks through the tree below the root, not into its folders: an embedded workbook has the same name.
    fn find(&self, name: &str) -> Option<Entry> {
        let mut to_see = vec![self.entry(0)?.child];
        for _ in 0..MAX_ENTRIES {
            let Some(entry) = self.entry(to_see.pop()?) else { continue };
            if entry.name == name {
                return Some(entry);
            }
            to_see.extend([entry.left, entry.right]);
        }
        None
    }

    fn entry(&self, id: u32) -> Option<Entry> {
        let start = usize::try_from(id).ok()?.checked_mul(ENTRY_BYTES)?;
        let bytes = self.directory.get(start..start.checked_add(ENTRY_BYTES)?)?;
        let name_bytes = usize::from(u16_at(bytes, 64)?).checked_sub(2)?; // it ends with a zero
        let name: Vec<u16> =
            bytes.get(..name_bytes.min(64))?.chunks_exact(2).filter_map(|pair| u16_at(pair, 0)).collect();
        Some(Entry {
            name: String::from_utf16_lossy(&name),
            left: u32_at(bytes, 68)?,
            right: u32_at(bytes, 72)?,
            child: u32_at(bytes, 76)?,
            first_sector: u32_at(bytes, 116)?,
            length: usize::try_from(u32_at(bytes, 120)?).ok()?,
        })
    }

    /// The sectors of a chain, one behind the other, up to a length.
    fn chain(&self, first: u32, length: usize) -> Option<Vec<u8>> {
        gather(first, length, self.bytes.len() / self.sector_bytes, |sector| {
            Some((self.sector(sector)?, self.next(sector)?))
        })
    }

    fn mini_chain(&self, first: u32, length: usize) -> Option<Vec<u8>> {
        let count = self.mini_streams.len() / MINI_SECTOR_BYTES;
        gather(first, length, count, |sector| {
            let at = usize::try_from(sector).ok()?;
            let start = at.checked_mul(MINI_SECTOR_BYTES)?;
            let next = u32_at(&self.mini_fat, at.checked_mul(4)?)?;
            Some((self.mini_streams.get(start..start + MINI_SECTOR_BYTES)?, next))
        })
    }

    /// The bytes of a sector; the last one of a file may be cut.
    fn sector(&self, sector: u32) -> Option<&'a [u8]> {
        let start = usize::try_from(sector).ok()?.checked_add(1)?.checked_mul(self.sector_bytes)?;
        let end = start.checked_add(self.sector_bytes)?.min(self.bytes.len());
        self.bytes.get(start..end)
    }

    /// The sector behind this one in its chain.
    fn next(&self, sector: u32) -> Option<u32> {
        let sector = usize::try_from(sector).ok()?;
        let per_sector = self.sector_bytes / 4;
        u32_at(self.sector(self.fat_sector(sector / per_sector)?)?, sector % per_sector * 4)
    }

    /// Where the part of the FAT with this index stands.
    fn fat_sector(&self, index: usize) -> Option<u32> {
        let Some(index) = index.checked_sub(FAT_SECTORS_IN_HEADER) else {
            return u32_at(self.bytes, FIRST_LISTED_AT + 4 * index);
        };
        let per_sector = self.sector_bytes / 4 - 1; // the last number leads to the next list
        let mut list = u32_at(self.bytes, 68)?;
        for _ in 0..index / per_sector {
            list = u32_at(self.sector(list)?, per_sector * 4)?;
        }
        u32_at(self.sector(list)?, index % per_sector * 4)
    }
}

/// A stream or folder, and its place in the tree of its folder.
struct Entry {
    name: String,
    left: u32,
    right: u32,
    child: u32,
    first_sector: u32,
    length: usize,
}

/// Follows a chain up to a length, and for no more steps than there are sectors.
fn gather<'s>(
    first: u32,
    length: usize,
    sectors: usize,
    read: impl Fn(u32) -> Option<(&'s [u8], u32)>,
) -> Option<Vec<u8>> {
    let mut content = Vec::new();
    let mut next = first;
    for _ in 0..=sectors {
        if next >= MAX_SECTOR || content.len() >= length {
            content.truncate(length);
            return Some(content);
        }
        let (bytes, behind) = read(next)?;
        content.extend_from_slice(bytes);
        next = behind;
    }
    None
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn damaged() -> RosterFileError {
    RosterFileError::damaged("CFB")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Write};

    fn written(version: cfb::Version, streams: &[(&str, Vec<u8>)]) -> Vec<u8> {
        let mut file = cfb::CompoundFile::create_with_version(version, Cursor::new(Vec::new())).unwrap();
        for (name, content) in streams {
            file.create_stream(name).unwrap().write_all(content).unwrap();
        }
        file.into_inner().into_inner()
    }

    #[test]
    fn streams_of_every_size_come_back_as_another_program_wrote_them() {
        let content = |length: usize| -> Vec<u8> { (0..length).map(|at| u8::try_from(at % 251).unwrap()).collect() };
        let lengths = [0, 1, 63, 64, 65, 4095, 4096, 4097, 100_000];
        let streams: Vec<(String, Vec<u8>)> =
            lengths.iter().map(|length| (format!("s{length}"), content(*length))).collect();
        let streams: Vec<(&str, Vec<u8>)> =
            streams.iter().map(|(name, content)| (name.as_str(), content.clone())).collect();
        for version in [cfb::Version::V3, cfb::Version::V4] {
            let bytes = written(version, &streams);
            let file = Compound::open(&bytes).unwrap();
            for (name, content) in &streams {
                assert_eq!(file.stream(name).unwrap().as_ref(), Some(content), "{name}");
            }
            assert_eq!(file.stream("s2"), Ok(None));
        }
    }

    #[test]
    fn a_workbook_embedded_in_the_workbook_is_not_the_workbook() {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        file.create_storage("/MBD").unwrap();
        for (name, content) in [("/MBD/Workbook", "inner"), ("/Workbook", "outer")] {
            file.create_stream(name).unwrap().write_all(content.as_bytes()).unwrap();
        }
        let bytes = file.into_inner().into_inner();
        assert_eq!(Compound::open(&bytes).unwrap().stream("Workbook"), Ok(Some(b"outer".to_vec())));
    }

    #[test]
    fn a_file_of_more_than_seven_megabytes_lists_its_sectors_in_sectors() {
        let content: Vec<u8> = (0..9_000_000_u32).map(|at| (at % 251) as u8).collect();
        let bytes = written(cfb::Version::V3, &[("Workbook", content.clone())]);
        assert!(Compound::open(&bytes).unwrap().stream("Workbook") == Ok(Some(content)));
    }

    #[test]
    fn a_chain_that_runs_in_a_circle_ends() {
        let mut bytes = written(cfb::Version::V3, &[("Workbook", vec![7; 10_000])]);
        // every sector is said to be followed by itself
        let fat = HEADER_BYTES + HEADER_BYTES * u32_at(&bytes, FIRST_LISTED_AT).unwrap() as usize;
        for (sector, next) in (0_u32..).zip(bytes[fat..fat + HEADER_BYTES].chunks_exact_mut(4)) {
            next.copy_from_slice(&sector.to_le_bytes());
        }
        assert_eq!(Compound::open(&bytes).map(|_| ()), Err(damaged()));
    }
}
