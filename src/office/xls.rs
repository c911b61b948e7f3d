//! Workbooks of Excel 97 to 2003 and of WPS (xls, et) -> sheets of cells.
//!
//! Read here and not by `calamine`, which lays out as many cells as a dimension record promises; tests hold both to
//! the same cells. Left unread: formats, formulas (their last value counts), books of Excel 95 and before.

use super::biff::{Content, Record, Records, kind, place};
use super::compound::Compound;
use super::fault::RosterFileError;
use super::place::Place;
use super::workbook::{SharedTexts, Workbook};

/// The version of BIFF that Excel 97 and all after it write.
const BIFF_8: u16 = 0x0600;

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
        let records = stream.get(*start..).ok_or_else(|| RosterFileError::damaged("Workbook"))?;
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
                self.formula(content.array()?)
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

/// A number of 30 bits: the upper ones of a float or an integer, perhaps of hundredths.
fn small_number(bits: u32) -> f64 {
    let number = match bits & 2 {
        0 => f64::from_bits(u64::from(bits & !3) << 32),
        _ => f64::from(bits.cast_signed() >> 2),
    };
    if bits & 1 == 1 { number / 100.0 } else { number }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::biff::{RICH, WIDE};
    use crate::office::kit::{self, check};
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
        assert_eq!(cells, kit::by_calamine::<calamine::Xls<_>>(&bytes, "one"));
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
        // its format is cut as well; and of the third text only the length stands before the last record
        let second = [&[0, b'a', b'b'][..], &[9, 9, 9]].concat();
        let third = [&[9][..], &[2, 0, WIDE]].concat();
        let fourth = [&[WIDE][..], &[0x6C, 0x9A, 0x85, 0x8D]].concat();
        let texts = [
            record(kind::SHARED_TEXTS, &first),
            record(kind::CONTINUE, &second),
            record(kind::CONTINUE, &third),
            record(kind::CONTINUE, &fourth),
        ];
        let labels: Vec<Vec<u8>> =
            (0..3).map(|at_row| record(kind::SHARED_LABEL, &at(at_row, 0, &u32::from(at_row).to_le_bytes()))).collect();
        let bytes = book(&texts, &labels);
        check("continued", read_bytes(&bytes), &[("A1", "王芳"), ("A2", "李娜ab"), ("A3", "马超")]);
        assert_eq!(kit::cells(&read_bytes(&bytes).unwrap()), kit::by_calamine::<calamine::Xls<_>>(&bytes, "one"));
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
            ("a cell cut short", book(&[], &[record(kind::NUMBER, &[0, 0])]), RosterFileError::damaged("Workbook")),
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
        kit::shake(&whole, read_bytes);
    }
}
