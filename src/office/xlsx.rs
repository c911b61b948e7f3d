//! Workbooks of Excel and WPS since 2007 -> sheets of cells.
//!
//! Read here and not by `calamine`, which believes what a file says of its own size: `uniqueCount` of a shared string
//! table, or one cell in the far corner, and the process is aborted. Tests hold both to the same cells.
//! Left unread: formats (so a date is its day number), formulas (their last value counts), hidden sheets.

use std::collections::HashMap;

use super::fault::RosterFileError;
use super::package::Package;
use super::place::Place;
use super::workbook::{SharedTexts, Workbook};
use super::xml::{Node, read_part};

/// The part that says where everything else is, and by which such a workbook is known.
pub const ROOT: &str = "_rels/.rels";

/// Reads all sheets that people see.
pub fn read(mut package: Package<'_>) -> Result<Workbook, RosterFileError> {
    let root = relations(&mut package, "")?;
    let is_xml = |target: &str| target.to_lowercase().ends_with(".xml"); // xlsb is zipped as well, and binary inside
    let main = root.into_values().find(|relation| relation.is("officeDocument") && is_xml(&relation.target));
    let main = main.ok_or(RosterFileError::NotATable)?.target;
    let relations = relations(&mut package, &main)?;
    let texts = match relations.values().find(|relation| relation.is("sharedStrings")) {
        Some(relation) => shared_texts(&mut package, &relation.target)?,
        None => SharedTexts::default(),
    };
    let mut workbook = Workbook::default();
    for (name, id) in visible_sheets(&mut package, &main)? {
        let Some(relation) = relations.get(&id).filter(|relation| relation.is("worksheet")) else { continue };
        workbook.begin_sheet(&name)?;
        let mut reader = SheetReader {
            workbook: &mut workbook,
            texts: &texts,
            place: Place::default(),
            kind: String::new(),
            text: CellText::default(),
        };
        read_part(&mut package, &relation.target, |node| reader.take_in(node))?;
    }
    Ok(workbook)
}

/// How one part points to another.
struct Relation {
    kind: String,
    target: String,
}

impl Relation {
    /// Kinds are addresses that differ between the two editions of the standard but for their last word.
    fn is(&self, kind: &str) -> bool {
        self.kind.rsplit('/').next() == Some(kind)
    }
}

/// What a part points to, by id; the empty name stands for the package itself.
fn relations(package: &mut Package<'_>, part: &str) -> Result<HashMap<String, Relation>, RosterFileError> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let mut relations = HashMap::new();
    read_part(package, &format!("{folder}/_rels/{file}.rels"), |node| {
        if node.opens() == Some("Relationship") {
            let attribute = |name| node.attribute(name).unwrap_or_default();
            let target = attribute("Target");
            let target = if target.starts_with('/') { target } else { format!("{folder}/{target}") };
            relations.insert(attribute("Id"), Relation { kind: attribute("Type"), target });
        }
        Ok(())
    })?;
    Ok(relations)
}

/// Names and relation ids of the sheets that are not hidden, in the order of their tabs.
fn visible_sheets(package: &mut Package<'_>, main: &str) -> Result<Vec<(String, String)>, RosterFileError> {
    let mut sheets = Vec::new();
    read_part(package, main, |node| {
        let attribute = |name| node.attribute(name).unwrap_or_default();
        if node.opens() == Some("sheet") && ["", "visible"].contains(&attribute("state").as_str()) {
            sheets.push((attribute("name"), attribute("id")));
        }
        Ok(())
    })?;
    Ok(sheets)
}

fn shared_texts(package: &mut Package<'_>, part: &str) -> Result<SharedTexts, RosterFileError> {
    let mut texts = SharedTexts::default();
    let mut text = CellText::default();
    read_part(package, part, |node| {
        text.take_in(node);
        if node.closes() == Some("si") { texts.push(text.take()) } else { Ok(()) }
    })?;
    Ok(texts)
}

/// Gathers what a cell shows: all its runs, without the reading aids that stand above characters.
#[derive(Default)]
struct CellText {
    text: String,
    is_open: bool,
    is_phonetic: bool,
}

impl CellText {
    fn take_in(&mut self, node: &Node<'_>) {
        match (node.opens(), node.closes(), node) {
            (Some("t" | "v"), ..) => self.is_open = true,
            (_, Some("t" | "v"), _) => self.is_open = false,
            (Some("rPh"), ..) => self.is_phonetic = true,
            (_, Some("rPh"), _) => self.is_phonetic = false,
            (.., Node::Text(text)) if self.is_open && !self.is_phonetic => self.text.push_str(text),
            _ => {}
        }
    }

    fn take(&mut self) -> String {
        unescaped(&std::mem::take(&mut self.text))
    }
}

/// Characters that XML cannot hold are written `_x000D_`, and an underscore that would read so `_x005F_`.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("_x") {
        out.push_str(before);
        let code = after.get(..4).filter(|_| after.get(4..5) == Some("_"));
        if let Some(c) = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32) {
            out.push(c);
            rest = after.get(5..).unwrap_or_default();
        } else {
            out.push_str("_x");
            rest = after;
        }
    }
    out + rest
}

/// Puts what stands between the tags of a sheet into cells.
struct SheetReader<'a> {
    workbook: &'a mut Workbook,
    texts: &'a SharedTexts,
    place: Place,
    kind: String,
    text: CellText,
}

impl SheetReader<'_> {
    fn take_in(&mut self, node: &Node<'_>) -> Result<(), RosterFileError> {
        match (node.opens(), node.closes()) {
            (Some("row"), _) => {
                let line = node.attribute("r").and_then(|line| line.parse().ok());
                self.place = Place { line: line.unwrap_or(self.place.line), ..Place::default() };
            }
            (_, Some("row")) => self.place = self.place.row_below_by(1),
            (Some("c"), _) => {
                self.place = node.attribute("r").and_then(|at| Place::from_reference(&at)).unwrap_or(self.place);
                self.kind = node.attribute("t").unwrap_or_default();
            }
            (_, Some("c")) => {
                self.put_cell()?;
                self.place = self.place.right_by(1);
            }
            (Some("mergeCell"), _) => {
                let corners = node.attribute("ref").unwrap_or_default();
                let (first, last) = corners.split_once(':').unwrap_or_default();
                if let (Some(first), Some(last)) = (Place::from_reference(first), Place::from_reference(last)) {
                    self.workbook.fill_down(first, last.line)?;
                }
            }
            _ => self.text.take_in(node),
        }
        Ok(())
    }

    fn put_cell(&mut self) -> Result<(), RosterFileError> {
        let (place, text) = (self.place, self.text.take());
        match self.kind.as_str() {
            "s" => {
                let shared = text.parse().ok().and_then(|index| self.texts.get(index));
                self.workbook.put(place, shared.unwrap_or_default())
            }
            "b" => self.workbook.put_bool(place, text == "1"),
            "e" => self.workbook.put_error(place),
            "" | "n" => match text.parse() {
                Ok(number) => self.workbook.put_number(place, number),
                Err(_) => self.workbook.put(place, &text),
            },
            _ => self.workbook.put(place, &text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::kit::{by_calamine, cells, check, shake, zipped};
    use crate::office::open::open;
    use crate::office::place::Column;
    use proptest::prelude::*;
    use rust_xlsxwriter::{Format, Formula, Workbook as Writer};

    fn read_bytes(bytes: &[u8]) -> Result<Workbook, RosterFileError> {
        read(Package::open(bytes)?)
    }

    const POINTS_TO_MAIN: &str =
        r#"<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    const MAIN: &str = r#"<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="b"/></sheets></workbook>"#;
    const RELATIONS: &str = r#"<Relationships><Relationship Id="b" Type="x/worksheet" Target="worksheets/sheet1.xml"/>
        <Relationship Id="c" Type="x/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>"#;

    /// A workbook of one sheet, put together by hand.
    pub fn by_hand(texts: &str, sheet: &str) -> Vec<u8> {
        zipped(&[
            (ROOT, POINTS_TO_MAIN),
            ("xl/workbook.xml", MAIN),
            ("xl/_rels/workbook.xml.rels", RELATIONS),
            ("xl/sharedStrings.xml", &format!("<sst>{texts}</sst>")),
            ("xl/worksheets/sheet1.xml", &format!("<worksheet>{sheet}</worksheet>")),
        ])
    }

    #[track_caller]
    fn check_by_hand(what: &str, texts: &str, rows: &str, expected: &[(&str, &str)]) {
        check(what, read_bytes(&by_hand(texts, &format!("<sheetData>{rows}</sheetData>"))), expected);
    }

    #[test]
    fn what_another_program_writes_is_read_as_it_shows() {
        let mut writer = Writer::new();
        let sheet = writer.add_worksheet().set_name("名单").unwrap();
        sheet.merge_range(0, 0, 0, 2, "签到名单", &Format::new()).unwrap();
        sheet.write(1, 0, "姓名").unwrap().write(1, 1, "单位").unwrap().write(1, 2, "电话").unwrap();
        sheet.write(2, 0, "阿依古丽·买买提 <&>").unwrap().write(2, 2, 13_800_138_000_u64).unwrap();
        sheet.write(4, 0, "\u{20BB7}\r_x000D_").unwrap().write(4, 2, "013").unwrap();
        sheet.merge_range(2, 1, 4, 1, "民政局", &Format::new()).unwrap();
        sheet.write(5, 0, Formula::new("=A3").set_result("王芳")).unwrap().write(5, 1, true).unwrap();
        sheet.write(5, 2, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
        writer.add_worksheet().set_name("藏").unwrap().set_hidden(true).write(0, 0, "x").unwrap();
        check(
            "written by rust_xlsxwriter",
            read_bytes(&writer.save_to_buffer().unwrap()),
            &[
                ("A1", "签到名单"),
                ("A2", "姓名"),
                ("B2", "单位"),
                ("C2", "电话"),
                ("A3", "阿依古丽·买买提 <&>"),
                ("B3", "民政局"),
                ("C3", "13800138000"),
                ("A5", "\u{20BB7}\r_x000D_"),
                ("B5", "民政局"),
                ("C5", "013"),
                ("A6", "王芳"),
                ("B6", "TRUE"),
                ("C6", "\u{FFFD}"),
            ],
        );
    }

    #[test]
    fn what_programs_write_in_their_own_ways_is_read() {
        let runs = "<si><r><t>王</t></r><r><t xml:space='preserve'>芳 </t></r><rPh><t>wang</t></rPh></si><si/><si><t>李&#x5A1C;</t></si>";
        let shared = "<row><c t='s'><v>0</v></c><c t='s'><v>2</v></c><c t='s'><v>1</v></c><c t='s'><v>9</v></c></row>";
        check_by_hand(
            "runs, reading aids, a blank and a missing text",
            runs,
            shared,
            &[("A1", "王芳"), ("B1", "李娜")],
        );
        check_by_hand(
            "text in the cell, a number with an exponent, a blank row left out",
            "",
            "<row r='3'><c r='B3' t='inlineStr'><is><t>王芳</t></is></c><c><v>1.3800138E10</v></c></row><row><c><v>x</v></c></row>",
            &[("B3", "王芳"), ("C3", "13800138000"), ("A4", "x")],
        );
        let prefixed = "<x:row xmlns:x='x'><x:c x:r='A1'><x:v>7</x:v></x:c></x:row>";
        check_by_hand("prefixes", "", prefixed, &[("A1", "7")]);
    }

    #[test]
    fn hostile_workbooks_are_refused_with_the_reason() {
        let too_large = RosterFileError::UnpacksTooLarge { limit_bytes: 32 * 1024 * 1024 };
        let place = Place { line: 1_048_576, column: Column(16_383) };
        let far = "<sheetData><row><c r='A1'><v>1</v></c><c r='XFD1048576'><v>1</v></c></row></sheetData>";
        assert_eq!(read_bytes(&by_hand("", far)), Err(RosterFileError::CellTooFar { place, max_columns: 256 }));
        let bomb = format!("<sheetData>{}</sheetData>", format!("<row spans='{}'/>", "1".repeat(1_000)).repeat(70_000));
        assert_eq!(read_bytes(&by_hand("", &bomb)), Err(too_large.clone()), "a zip bomb");
        let long = format!("<si><t>{}</t></si>", "字".repeat(8_000_000));
        assert_eq!(read_bytes(&by_hand(&long, "<sheetData/>")), Err(too_large), "one endless cell");
        let many = "<si/>".repeat(600_000);
        assert_eq!(read_bytes(&by_hand(&many, "")), Err(RosterFileError::TooMuchText { limit_cells: 500_000 }));
        let deep = "<a>".repeat(100_000) + &"</a>".repeat(100_000);
        assert_eq!(read_bytes(&by_hand("", &deep)), Err(RosterFileError::damaged("/xl/worksheets/sheet1.xml")));
        let reused = "<si><t>".to_owned() + &"字".repeat(30_000) + "</t></si>";
        let amplified = "<row><c t='s'><v>0</v></c></row>".repeat(1_000);
        let amplified = read_bytes(&by_hand(&reused, &format!("<sheetData>{amplified}</sheetData>")));
        assert_eq!(
            amplified,
            Err(RosterFileError::TooMuchText { limit_cells: 500_000 }),
            "one long text a thousand times"
        );
    }

    #[test]
    fn entities_are_never_expanded() {
        let declared = "<!DOCTYPE sst [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]><sst><si><t>&b;</t></si></sst>";
        let mut parts =
            vec![(ROOT, POINTS_TO_MAIN), ("xl/workbook.xml", MAIN), ("xl/_rels/workbook.xml.rels", RELATIONS)];
        parts.push(("xl/sharedStrings.xml", declared));
        assert_eq!(read_bytes(&zipped(&parts)), Err(RosterFileError::Entities));
        let unknown = by_hand("<si><t>&b;</t></si>", "");
        assert_eq!(read_bytes(&unknown), Err(RosterFileError::Entities));
    }

    #[test]
    fn an_archive_of_something_else_is_no_roster() {
        assert_eq!(read_bytes(b"PK\x03\x04"), Err(RosterFileError::damaged("zip")));
        assert_eq!(read_bytes(&zipped(&[("a.txt", "")])), Err(RosterFileError::damaged("/_rels/.rels")));
        let letter = [("xl/workbook.xml", "<document/>"), ("xl/sharedStrings.xml", "<sst/>")];
        let wrapping = [(ROOT, POINTS_TO_MAIN), ("xl/_rels/workbook.xml.rels", RELATIONS)];
        assert_eq!(open(&zipped(&[wrapping, letter].concat())), Err(RosterFileError::NotATable));
        let whole = by_hand("", "<sheetData/>");
        for length in 0..whole.len() {
            assert!(read_bytes(&whole[..length]).is_err(), "cut to {length} bytes");
        }
        shake(&whole, read_bytes);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn whatever_was_written_is_read_and_as_another_reader_reads_it(
            texts in proptest::collection::vec("(_x0041_|_x|[ -~]|[\u{1}-\u{1F}]|\u{738B}|\u{20BB7}|&amp;|<t>){1,12}", 1..12),
            numbers in proptest::collection::vec(-1e9..1e15, 1..12),
        ) {
            let mut writer = Writer::new();
            let sheet = writer.add_worksheet();
            sheet.write_column(0, 1, texts.clone()).unwrap().write_column(3, 4, numbers).unwrap();
            let bytes = writer.save_to_buffer().unwrap();
            let ours = cells(&read_bytes(&bytes).unwrap());
            for (line, text) in texts.iter().enumerate() {
                let place = Place::default().row_below_by(line).right_by(1).to_string();
                let cell = ours.iter().find(|(other, _)| *other == place).map_or("", |(_, cell)| cell);
                prop_assert_eq!(cell, text.trim());
            }
            prop_assert_eq!(ours, by_calamine::<calamine::Xlsx<_>>(&bytes, "Sheet1"));
        }
    }
}
