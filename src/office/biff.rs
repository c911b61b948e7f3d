//! The records of an old workbook (BIFF 8), as bytes: kind, length, content.
//!
//! A record longer than 8 KB goes on in `CONTINUE` records; who reads it does not notice. What records mean stands in
//! `xls`.

use std::collections::VecDeque;

use super::fault::RosterFileError;
use super::place::{Column, Place};

/// The kinds of records that are read.
pub mod kind {
    pub const FORMULA: u16 = 0x0006;
    pub const END: u16 = 0x000A;
    pub const FILE_PASS: u16 = 0x002F;
    pub const CONTINUE: u16 = 0x003C;
    pub const SHEET: u16 = 0x0085;
    pub const MANY_SMALL_NUMBERS: u16 = 0x00BD;
    pub const RICH_LABEL: u16 = 0x00D6;
    pub const MERGED: u16 = 0x00E5;
    pub const SHARED_TEXTS: u16 = 0x00FC;
    pub const SHARED_LABEL: u16 = 0x00FD;
    pub const NUMBER: u16 = 0x0203;
    pub const LABEL: u16 = 0x0204;
    pub const BOOL_OR_ERROR: u16 = 0x0205;
    pub const FORMULA_TEXT: u16 = 0x0207;
    pub const SMALL_NUMBER: u16 = 0x027E;
    pub const BEGIN: u16 = 0x0809;
}

/// What stands in a text besides its characters, by its flags.
pub const WIDE: u8 = 1;
pub const PHONETIC: u8 = 4;
pub const RICH: u8 = 8;

/// One record, with what continues it.
pub struct Record<'a> {
    /// What it says, as in [`kind`].
    pub kind: u16,
    /// With what.
    pub content: Content<'a>,
}

/// The records of a stream. One that is cut ends it: what came before is whole.
pub struct Records<'a> {
    /// The stream from the next record on.
    pub rest: &'a [u8],
}

impl<'a> Records<'a> {
    /// The kind and the content of the record at the front, and what stands behind it.
    fn front(&self) -> Option<(u16, &'a [u8], &'a [u8])> {
        let ([kind, length], behind) = self.rest.split_first_chunk::<4>().map(|(head, behind)| {
            let [a, b, c, d] = *head;
            ([u16::from_le_bytes([a, b]), u16::from_le_bytes([c, d])], behind)
        })?;
        let (content, behind) = behind.split_at_checked(usize::from(length))?;
        Some((kind, content, behind))
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let (kind, now, behind) = self.front()?;
        self.rest = behind;
        let mut later = VecDeque::new();
        while let Some((kind::CONTINUE, more, behind)) = self.front() {
            later.push_back(more);
            self.rest = behind;
        }
        Some(Record { kind, content: Content { now, later } })
    }
}

/// The bytes of a record, read from the front.
pub struct Content<'a> {
    now: &'a [u8],
    later: VecDeque<&'a [u8]>,
}

impl Content<'_> {
    /// Bytes left before the record is continued.
    pub fn left(&self) -> usize {
        self.now.len()
    }

    /// The next bytes; a number never stands on both sides of a boundary.
    pub fn array<const N: usize>(&mut self) -> Result<[u8; N], RosterFileError> {
        if self.now.is_empty() {
            self.now = self.later.pop_front().unwrap_or_default();
        }
        let (front, behind) = self.now.split_first_chunk().ok_or_else(|| RosterFileError::damaged("Workbook"))?;
        self.now = behind;
        Ok(*front)
    }

    /// The next number of this size.
    pub fn u8(&mut self) -> Result<u8, RosterFileError> {
        self.array().map(u8::from_le_bytes)
    }

    /// The next number of this size.
    pub fn u16(&mut self) -> Result<u16, RosterFileError> {
        self.array().map(u16::from_le_bytes)
    }

    /// The next number of this size.
    pub fn u32(&mut self) -> Result<u32, RosterFileError> {
        self.array().map(u32::from_le_bytes)
    }

    /// The next number of this size.
    pub fn f64(&mut self) -> Result<f64, RosterFileError> {
        self.array().map(f64::from_le_bytes)
    }

    /// Row, column and format, with which every cell begins.
    pub fn place(&mut self) -> Result<Place, RosterFileError> {
        let place = place(self.u16()?, self.u16()?);
        self.u16()?;
        Ok(place)
    }

    /// A text with its length before it, and what it has of formats and reading aids behind it.
    pub fn text(&mut self) -> Result<String, RosterFileError> {
        let (length, flags) = (self.u16()?, self.u8()?);
        let runs = if flags & RICH == 0 { 0 } else { 4 * usize::from(self.u16()?) };
        let phonetic = if flags & PHONETIC == 0 { 0 } else { self.u32()? as usize };
        let text = self.characters(usize::from(length), flags)?;
        self.skip(runs.saturating_add(phonetic));
        Ok(text)
    }

    /// Characters of two bytes, or of one where all upper bytes are zero; where the record is continued in the midst
    /// of them, a byte says which it is from there on.
    pub fn characters(&mut self, length: usize, flags: u8) -> Result<String, RosterFileError> {
        let mut units: Vec<u16> = Vec::with_capacity(length);
        let mut is_wide = flags & WIDE != 0;
        while units.len() < length {
            if self.now.is_empty() {
                is_wide = self.u8()? & WIDE != 0;
            }
            units.push(if is_wide { self.u16()? } else { u16::from(self.u8()?) });
        }
        Ok(String::from_utf16_lossy(&units))
    }

    fn skip(&mut self, count: usize) {
        let mut left = count;
        while left > self.now.len() {
            left -= self.now.len();
            self.now = self.later.pop_front().unwrap_or_default();
            if self.now.is_empty() {
                return;
            }
        }
        self.now = self.now.get(left..).unwrap_or_default();
    }
}

/// Rows and columns are counted from 0 here.
pub fn place(row: u16, column: u16) -> Place {
    Place { line: usize::from(row) + 1, column: Column(usize::from(column)) }
}
