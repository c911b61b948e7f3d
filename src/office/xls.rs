//! Workbooks of Excel 97 to 2003 and of WPS (xls, et) -> sheets of cells.
//!
//! A stream of records: kind, length, content; one longer than 8 KB goes on in `CONTINUE` records. Read here and not
//! by `calamine`, which lays out as many cells as a dimension record promises. Formats and formulas are left unread
//! (the last value counts), and so are books of Excel 95 and before.

use std::collections::VecDeque;

use super::compound::Compound;
use super::fault::RosterFileError;
use super::place::{Column, Place};
use super::workbook::{SharedTexts, Workbook};

mod kind {
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

/// The version of BIFF that Excel 97 and all after it write.
const BIFF_8: u16 = 0x0600;

/// What stands in a text besides its characters, by its flags.
const WIDE: u8 = 1;
const PHONETIC: u8 = 4;
const RICH: u8 = 8;

/// Reads all sheets that people see.
pub fn read(file: &Compound<'_>) -> Result<Workbook, RosterFileError> {
    if file.stream("EncryptedPackage")?.is_some() {
        return Err(RosterFileError::Password);
    }
    let stream = file.stream("Workbook")?.ok_or(RosterFileError::NotATable)?;
    let globals = Globals::read(&stream)?;
    let mut workbook = Workbook::default();
    for (name, start) in &globals.sheets {
        workbook.begin_sheet(name)?;
        let records = stream.get(*start..).ok_or_else(damaged)?;
        SheetReader { workbook: &mut workbook, texts: &globals.texts, formula_at: Place::default() }.read(records)?;
    }
    Ok(workbook)
}

/// What the first part of the stream says about all sheets.
#[derive(Default)]
struct Globals {
    /// The names of the visible sheets, and where in the stream they begin.
    sheets: Vec<(String, usize)>,
    texts: SharedTexts,
}

impl Globals {
    fn read(stream: &[u8]) -> Result<Self, RosterFileError> {
        let mut globals = Self::default();
        for Record { kind, mut content } in (Records { rest: stream }) {
            match kind {
                kind::BEGIN if content.u16()? != BIFF_8 => return Err(RosterFileError::NotATable),
                kind::FILE_PASS => return Err(RosterFileError::Password),
                kind::SHEET => globals.sheets.extend(visible_sheet(&mut content)?),
                kind::SHARED_TEXTS => {
                    content.u32()?; // how often they are used
                    for _ in 0..content.u32()? {
                        globals.texts.push(content.text()?)?;
                    }
                }
                kind::END => break,
                _ => {}
            }
        }
        Ok(globals)
    }
}

/// Where a sheet of cells begins; nothing for charts, macros and hidden sheets.
fn visible_sheet(content: &mut Content<'_>) -> Result<Option<(String, usize)>, RosterFileError> {
    let start = content.u32()? as usize;
    let (hidden, sort, length, flags) = (content.u8()? & 3, content.u8()?, content.u8()?, content.u8()?);
    let name = content.characters(usize::from(length), flags)?;
    Ok((hidden == 0 && sort == 0).then_some((name, start)))
}

/// Reads the records of one sheet.
struct SheetReader<'a> {
    workbook: &'a mut Workbook,
    texts: &'a SharedTexts,
    /// Where the text belongs that follows a formula.
    formula_at: Place,
}

impl SheetReader<'_> {
    fn read(mut self, records: &[u8]) -> Result<(), RosterFileError> {
        let mut depth = 0_usize; // a chart inside a sheet has records of the same kinds
        let mut merged = Vec::new();
        for Record { kind, mut content } in (Records { rest: records }) {
            match kind {
                kind::BEGIN => depth += 1,
                kind::END if depth <= 1 => break,
                kind::END => depth -= 1,
                _ if depth > 1 => {}
                kind::MERGED => {
                    for _ in 0..content.u16()? {
                        let (first_row, last_row) = (content.u16()?, content.u16()?);
                        let (first_column, _last_column) = (content.u16()?, content.u16()?);
                        merged.push((place(first_row, first_column), usize::from(last_row) + 1));
                    }
                }
                _ => self.cell(kind, &mut content)?,
            }
        }
        merged.into_iter().try_for_each(|(from, last_line)| self.workbook.fill_down(from, last_line))
    }

    fn cell(&mut self, kind: u16, content: &mut Content<'_>) -> Result<(), RosterFileError> {
        match kind {
            kind::LABEL | kind::RICH_LABEL => {
                let place = content.place()?;
                self.workbook.put(place, &content.text()?)
            }
            kind::SHARED_LABEL => {
                let place = content.place()?;
                let text = self.texts.get(content.u32()? as usize);
                self.workbook.put(place, text.unwrap_or_default())
            }
            kind::NUMBER => {
                let place = content.place()?;
                self.workbook.put_number(place, content.f64()?)
            }
            kind::SMALL_NUMBER => {
                let place = content.place()?;
                self.workbook.put_number(place, small_number(content.u32()?))
            }
            kind::MANY_SMALL_NUMBERS => {
                let (row, first_column) = (content.u16()?, content.u16()?);
                // a format and a number each; behind them the last column
                for column in (first_column..).take(content.left() / 6) {
                    content.u16()?;
                    self.workbook.put_number(place(row, column), small_number(content.u32()?))?;
                }
                Ok(())
            }
            kind::BOOL_OR_ERROR => {
                let place = content.place()?;
                match (content.u8()?, content.u8()?) {
                    (value, 0) => self.workbook.put_bool(place, value != 0),
                    _ => self.workbook.put_error(place),
                }
            }
            kind::FORMULA => {
                self.formula_at = content.place()?;
                self.formula(content.bytes()?)
            }
            kind::FORMULA_TEXT => self.workbook.put(self.formula_at, &content.text()?),
            _ => Ok(()),
        }
    }

    /// The last value of a formula: a number, or a mark that it is something else; its text comes in the next record.
    fn formula(&mut self, value: [u8; 8]) -> Result<(), RosterFileError> {
        match value {
            [1, _, flag, _, _, _, 0xFF, 0xFF] => self.workbook.put_bool(self.formula_at, flag != 0),
            [2, _, _, _, _, _, 0xFF, 0xFF] => self.workbook.put_error(self.formula_at),
            [.., 0xFF, 0xFF] => Ok(()),
            number => self.workbook.put_number(self.formula_at, f64::from_le_bytes(number)),
        }
    }
}

fn place(row: u16, column: u16) -> Place {
    Place { line: usize::from(row) + 1, column: Column(usize::from(column)) }
}

/// A number of 30 bits: the upper ones of a float or an integer, perhaps of hundredths.
fn small_number(bits: u32) -> f64 {
    let number = match bits & 2 {
        0 => f64::from_bits(u64::from(bits & !3) << 32),
        _ => f64::from(bits.cast_signed() >> 2),
    };
    if bits & 1 == 1 { number / 100.0 } else { number }
}

/// One record, with what continues it.
struct Record<'a> {
    kind: u16,
    content: Content<'a>,
}

/// The records of a stream. One that is cut ends it: what came before is whole.
struct Records<'a> {
    rest: &'a [u8],
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
struct Content<'a> {
    now: &'a [u8],
    later: VecDeque<&'a [u8]>,
}

impl Content<'_> {
    /// Bytes left before the record is continued.
    fn left(&self) -> usize {
        self.now.len()
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], RosterFileError> {
        if self.now.is_empty() {
            self.now = self.later.pop_front().unwrap_or_default();
        }
        let (front, behind) = self.now.split_first_chunk().ok_or_else(damaged)?;
        self.now = behind;
        Ok(*front)
    }

    fn bytes(&mut self) -> Result<[u8; 8], RosterFileError> {
        self.array()
    }

    fn u8(&mut self) -> Result<u8, RosterFileError> {
        self.array().map(u8::from_le_bytes)
    }

    fn u16(&mut self) -> Result<u16, RosterFileError> {
        self.array().map(u16::from_le_bytes)
    }

    fn u32(&mut self) -> Result<u32, RosterFileError> {
        self.array().map(u32::from_le_bytes)
    }

    fn f64(&mut self) -> Result<f64, RosterFileError> {
        self.array().map(f64::from_le_bytes)
    }

    /// Row, column and format, with which every cell begins.
    fn place(&mut self) -> Result<Place, RosterFileError> {
        let place = place(self.u16()?, self.u16()?);
        self.u16()?;
        Ok(place)
    }

    /// A text with its length before it, and what it has of formats and reading aids behind it.
    fn text(&mut self) -> Result<String, RosterFileError> {
        let (length, flags) = (self.u16()?, self.u8()?);
        let runs = if flags & RICH == 0 { 0 } else { 4 * usize::from(self.u16()?) };
        let phonetic = if flags & PHONETIC == 0 { 0 } else { self.u32()? as usize };
        let text = self.characters(usize::from(length), flags)?;
        self.skip(runs.saturating_add(phonetic));
        Ok(text)
    }

    /// Characters of two bytes, or of one where all upper bytes are zero; where the record is continued in the midst
    /// of them, a byte says which it is from there on.
    fn characters(&mut self, length: usize, flags: u8) -> Result<String, RosterFileError> {
        let mut units: Vec<u16> = Vec::with_capacity(length);
        let mut is_wide = flags & WIDE != 0;
        while units.len() < length {
            if self.now.is_empty() && !units.is_empty() {
                is_wide = self.u8()? & WIDE != 0;
            }
            units.push(if is_wide { self.u16()? } else { u16::from(self.u8()?) });
        }
        Ok(String::from_utf16_lossy(&units))
    }

    fn skip(&mut self, count: usize) {
        let mut left = count;
        while let Some(rest) = left.checked_sub(self.now.len()).filter(|rest| *rest > 0) {
            left = rest;
            let Some(more) = self.later.pop_front() else { break };
            self.now = more;
        }
        self.now = self.now.get(left..).unwrap_or_default();
    }
}

fn damaged() -> RosterFileError {
    RosterFileError::damaged("Workbook")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::kit::{self, check};
    use calamine::{Data, Reader};
    use std::io::{Cursor, Write};

    fn record(kind: u16, content: &[u8]) -> Vec<u8> {
        let length = u16::try_from(content.len()).unwrap();
        [&kind.to_le_bytes(), &length.to_le_bytes(), content].concat()
    }

    fn wide(text: &str) -> Vec<u8> {
        let units: Vec<u16> = text.encode_utf16().collect();
        let length = u16::try_from(units.len()).unwrap().to_le_bytes();
        let units = units.into_iter().flat_map(u16::to_le_bytes);
        length.into_iter().chain([WIDE]).chain(units).collect()
    }

    fn at(row: u16, column: u16, content: &[u8]) -> Vec<u8> {
        [&row.to_le_bytes()[..], &column.to_le_bytes(), &[0, 0], content].concat()
    }

    fn bof() -> Vec<u8> {
        record(kind::BEGIN, &[0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    }

    fn end() -> Vec<u8> {
        record(kind::END, &[])
    }

    /// A compound file with this stream.
    fn file(name: &str, stream: &[u8]) -> Vec<u8> {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        file.create_stream(name).unwrap().write_all(stream).unwrap();
        file.into_inner().into_inner()
    }

    /// A workbook of one visible and one hidden sheet, both with these records.
    fn book(globals: &[Vec<u8>], cells: &[Vec<u8>]) -> Vec<u8> {
        let sheet = [bof(), cells.concat(), end()].concat();
        let entry = |start: usize, hidden: u8, name: &str| {
            let start = u32::try_from(start).unwrap().to_le_bytes();
            record(
                kind::SHEET,
                &[&start[..], &[hidden, 0, u8::try_from(name.len()).unwrap(), 0], name.as_bytes()].concat(),
            )
        };
        let globals =
            |start: usize| [bof(), entry(start, 0, "one"), entry(start, 1, "two"), globals.concat(), end()].concat();
        file("/Workbook", &[globals(globals(0).len()), sheet].concat())
    }

    fn read_bytes(bytes: &[u8]) -> Result<Workbook, RosterFileError> {
        read(&Compound::open(bytes)?)
    }

    /// The cells that another reader finds, named like ours.
    fn by_calamine(bytes: &[u8]) -> Vec<(String, String)> {
        let mut book: calamine::Xls<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
        let range = book.worksheet_range("one").unwrap();
        let (first_row, first_column) = range.start().unwrap();
        let shown = |data: &Data| match data {
            Data::Bool(value) => value.to_string().to_uppercase(),
            Data::Error(_) => "\u{FFFD}".to_owned(),
            data => data.to_string(),
        };
        let named = |(row, column, data): (usize, usize, &Data)| {
            let place = Place { line: row + 1 + first_row as usize, column: Column(column + first_column as usize) };
            (place.to_string(), shown(data))
        };
        range.used_cells().map(named).filter(|(_, shown)| !shown.is_empty()).collect()
    }

    #[test]
    fn every_kind_of_cell_is_read_as_another_reader_reads_it() {
        let formula = |row, value: [u8; 8]| record(kind::FORMULA, &at(row, 2, &[&value[..], &[0; 10]].concat()));
        let rk = |number: f64| (u32::try_from(number.to_bits() >> 32).unwrap() & !3).to_le_bytes();
        let shared =
            [&[4, 0, 0, 0, 4, 0, 0, 0][..], &wide("王芳"), &[2, 0, 0, 0xE9, b'x'], &wide("\u{20BB7}"), &wide("")]
                .concat();
        let bytes = book(
            &[record(kind::SHARED_TEXTS, &shared)],
            &[
                record(kind::SHARED_LABEL, &at(0, 0, &[0, 0, 0, 0])),
                record(kind::SHARED_LABEL, &at(0, 1, &[1, 0, 0, 0])),
                record(kind::SHARED_LABEL, &at(0, 2, &[2, 0, 0, 0])),
                record(kind::LABEL, &at(1, 0, &wide("民政局"))),
                record(kind::NUMBER, &at(1, 1, &13_800_138_000_f64.to_le_bytes())),
                record(kind::SMALL_NUMBER, &at(1, 2, &((17_u32 << 2) | 2).to_le_bytes())),
                record(kind::SMALL_NUMBER, &at(2, 0, &((1250_u32 << 2) | 3).to_le_bytes())),
                record(kind::SMALL_NUMBER, &at(2, 1, &rk(0.5))),
                record(
                    kind::MANY_SMALL_NUMBERS,
                    &[&[3, 0, 0, 0, 0, 0][..], &((7_u32 << 2) | 2).to_le_bytes(), &[0, 0], &rk(2.0), &[1, 0]].concat(),
                ),
                record(kind::BOOL_OR_ERROR, &at(4, 0, &[1, 0])),
                record(kind::BOOL_OR_ERROR, &at(4, 1, &[0x2A, 1])),
                formula(5, 1.5_f64.to_le_bytes()),
                formula(6, [0, 0, 0, 0, 0, 0, 0xFF, 0xFF]),
                record(kind::FORMULA_TEXT, &wide("李娜")),
                formula(7, [1, 0, 1, 0, 0, 0, 0xFF, 0xFF]),
                formula(8, [2, 0, 7, 0, 0, 0, 0xFF, 0xFF]),
                formula(9, [3, 0, 0, 0, 0, 0, 0xFF, 0xFF]),
                // a chart inside the sheet
                bof(),
                record(kind::LABEL, &at(9, 0, &wide("chart"))),
                end(),
                record(kind::LABEL, &at(65_535, 255, &wide("last"))),
            ],
        );
        let ours = read_bytes(&bytes).unwrap();
        assert_eq!(ours.sheets().len(), 1, "the hidden sheet is not seen");
        let cells = kit::cells(&ours);
        assert_eq!(cells, by_calamine(&bytes));
        assert_eq!(cells.len(), 17);
        assert!(
            cells.contains(&("B2".into(), "13800138000".into())) && cells.contains(&("IV65536".into(), "last".into()))
        );
    }

    #[test]
    fn a_long_list_of_texts_goes_on_in_the_next_record() {
        // the second text is cut between its characters, and goes on in one byte each
        let first =
            [&[3, 0, 0, 0, 3, 0, 0, 0][..], &wide("王芳"), &[4, 0, WIDE | RICH, 1, 0], &[0x4E, 0x67, 0x1C, 0x5A]]
                .concat();
        let second = [&[0, b'a', b'b'][..], &[9, 9, 9]].concat();
        let third = [&[9][..], &wide("马超")].concat();
        let texts =
            [record(kind::SHARED_TEXTS, &first), record(kind::CONTINUE, &second), record(kind::CONTINUE, &third)];
        let labels: Vec<Vec<u8>> =
            (0..3).map(|at_row| record(kind::SHARED_LABEL, &at(at_row, 0, &u32::from(at_row).to_le_bytes()))).collect();
        let bytes = book(&texts, &labels);
        check("continued", read_bytes(&bytes), &[("A1", "王芳"), ("A2", "李娜ab"), ("A3", "马超")]);
        assert_eq!(kit::cells(&read_bytes(&bytes).unwrap()), by_calamine(&bytes));
    }

    #[test]
    fn a_merged_unit_stands_beside_everybody_it_covers() {
        let label = |row, column, text| record(kind::LABEL, &at(row, column, &wide(text)));
        let merged = record(kind::MERGED, &[1, 0, 0, 0, 1, 0, 0, 0, 0, 0]);
        let cells = [label(0, 0, "一中"), label(0, 1, "王芳"), label(1, 1, "李娜"), merged];
        check(
            "merged",
            read_bytes(&book(&[], &cells)),
            &[("A1", "一中"), ("B1", "王芳"), ("A2", "一中"), ("B2", "李娜")],
        );
    }

    #[test]
    fn workbooks_that_cannot_be_read_say_why() {
        let bof_of_1995 = record(kind::BEGIN, &[0, 5, 5, 0, 0, 0, 0, 0]);
        for (what, bytes, error) in [
            ("a password in the old way", book(&[record(kind::FILE_PASS, &[1, 0])], &[]), RosterFileError::Password),
            ("a password in the new way", file("/EncryptedPackage", b"x"), RosterFileError::Password),
            ("a text document", file("/WordDocument", b"x"), RosterFileError::NotATable),
            ("Excel 95", file("/Workbook", &bof_of_1995), RosterFileError::NotATable),
            ("a cell cut short", book(&[], &[record(kind::NUMBER, &[0, 0])]), damaged()),
            (
                "no more than a magic number",
                b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(),
                RosterFileError::damaged("CFB"),
            ),
        ] {
            assert_eq!(read_bytes(&bytes), Err(error), "{what}");
        }
    }

    #[test]
    fn no_byte_changed_or_cut_makes_it_panic_or_hang() {
        let shared = [&[1, 0, 0, 0, 1, 0, 0, 0][..], &wide("王芳")].concat();
        let whole = book(
            &[record(kind::SHARED_TEXTS, &shared)],
            &[
                record(kind::SHARED_LABEL, &at(0, 0, &[0, 0, 0, 0])),
                record(kind::MERGED, &[1, 0, 0, 0, 1, 0, 0, 0, 0, 0]),
            ],
        );
        for place in 0..whole.len() {
            for value in [0, 1, 0x7F, 0xFF] {
                let mut changed = whole.clone();
                changed[place] = value;
                let _read_or_refused = read_bytes(&changed);
            }
            let _read_or_refused = read_bytes(&whole[..place]);
        }
    }
}
