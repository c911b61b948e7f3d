//! A roster file -> the people in it, cleaned, or every reason why not.
//!
//! Nothing is written anywhere; whether these people are new is for the desk to say.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::path::Path;

use super::column_map::ColumnMap;
use super::fault::{CellFault, RosterFileError};
use super::field::Field;
use super::headers::Headers;
use super::open::{self, open};
use super::people::{RosterFile, RosterRow};
use super::person::PersonReader;
use super::workbook::{Sheet, Workbook};
use crate::domain::clean;

/// What the operator decided about a file; nothing by default.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choices {
    /// Which columns hold what, where the heads do not say it.
    pub columns: ColumnMap,
    /// Which sheet to read, instead of the first one with a roster.
    pub sheet: Option<String>,
}

/// Reads a roster file.
pub fn read_roster(path: &Path, choices: &Choices) -> Result<RosterFile, RosterFileError> {
    parse_roster(&open::read_bytes(path)?, choices)
}

/// Reads a roster from the bytes of its file.
pub fn parse_roster(bytes: &[u8], choices: &Choices) -> Result<RosterFile, RosterFileError> {
    let workbook = open(bytes)?;
    let (mut rosters, mut errors) = (Vec::new(), Vec::new());
    for sheet in chosen_sheets(&workbook, choices)? {
        match Headers::find(sheet, &choices.columns) {
            Ok(headers) => rosters.push((sheet, headers)),
            Err(RosterFileError::Empty) => {}
            Err(error) => errors.push(error),
        }
    }
    let Some(((sheet, headers), others)) = rosters.split_first() else {
        return Err(errors.into_iter().next().unwrap_or(RosterFileError::Empty));
    };
    let other_sheets = others.iter().map(|(other, _)| clean::clean_text(other.name())).collect();
    people(sheet, headers, other_sheets)
}

fn chosen_sheets<'a>(workbook: &'a Workbook, choices: &Choices) -> Result<Vec<&'a Sheet>, RosterFileError> {
    let Some(name) = &choices.sheet else { return Ok(workbook.sheets().iter().collect()) };
    let chosen: Vec<&Sheet> = workbook.sheets().iter().filter(|sheet| sheet.name() == name).collect();
    if chosen.is_empty() {
        let names = workbook.sheets().iter().map(|sheet| clean::clean_text(sheet.name())).collect();
        return Err(RosterFileError::NoSheet { name: name.clone(), names });
    }
    Ok(chosen)
}

/// Reads all rows before it says anything, so that one look at the file mends everything.
fn people(sheet: &Sheet, headers: &Headers, other_sheets: Vec<String>) -> Result<RosterFile, RosterFileError> {
    let mut file = RosterFile {
        other_sheets,
        ignored_heads: headers.ignored().to_vec(),
        dropped_id_cards: headers.column(Field::IdCard).is_some(),
        ..RosterFile::default()
    };
    let mut bad = Vec::new();
    let mut seen = Seen::default();
    for row in headers.rows_of_people(sheet) {
        let mut reader = PersonReader::new(row, headers);
        let person = reader.person();
        if reader.bad.is_empty() {
            if let Some(line) = seen.line_of(&person) {
                file.repeats.push((row.line, line));
                continue;
            }
            if let Some(by_line) = seen.number_taken(&person) {
                reader.refuse(Field::StaffNumber, CellFault::NumberTaken { by_line });
            }
        }
        if !reader.bad.is_empty() {
            bad.append(&mut reader.bad);
            continue;
        }
        if reader.is_cut(Field::Remark) {
            file.cut_remarks.push(row.line);
        }
        file.people.push(person);
    }
    match (bad.is_empty(), file.people.is_empty()) {
        (false, _) => Err(RosterFileError::BadRows { bad, others: Box::new(file) }),
        (true, true) => Err(RosterFileError::Nobody),
        (true, false) => Ok(file),
    }
}

/// Who was read so far, by what may stand in one row only.
#[derive(Default)]
struct Seen {
    people: HashMap<[String; 4], usize>,
    numbers: HashMap<String, usize>,
}

impl Seen {
    /// The row above in which this very person stands already.
    fn line_of(&mut self, person: &RosterRow) -> Option<usize> {
        let RosterRow { line, name, unit, tail, staff_number, .. } = person;
        first_line(self.people.entry([name, unit, tail, staff_number].map(Clone::clone)), *line)
    }

    /// The row above in which somebody else has this person's number.
    fn number_taken(&mut self, person: &RosterRow) -> Option<usize> {
        if person.staff_number.is_empty() {
            return None;
        }
        first_line(self.numbers.entry(person.staff_number.clone()), person.line)
    }
}

fn first_line<K>(entry: Entry<'_, K, usize>, line: usize) -> Option<usize> {
    match entry {
        Entry::Occupied(first) => Some(*first.get()),
        Entry::Vacant(free) => {
            free.insert(line);
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "姓名,单位,电话,工号,备注\n";

    fn parse(rows: &str) -> Result<RosterFile, RosterFileError> {
        parse_roster(format!("{HEAD}{rows}").as_bytes(), &Choices::default())
    }

    fn bad(rows: &str) -> Vec<(String, CellFault)> {
        let Err(RosterFileError::BadRows { bad, .. }) = parse(rows) else { panic!("not refused: {rows}") };
        bad.into_iter().map(|cell| (cell.place.to_string(), cell.fault)).collect()
    }

    #[test]
    fn a_person_is_kept_clean_and_the_phone_number_is_not() {
        let file = parse(" 阿依古丽•买买提 ,民 政 局,138-0013-8000,0017,\"要轮椅\n上午\"\n").unwrap();
        let person = RosterRow {
            line: 2,
            name: "阿依古丽·买买提".into(),
            unit: "民 政 局".into(),
            short_unit: String::new(),
            tail: "8000".into(),
            staff_number: "0017".into(),
            remark: "要轮椅 上午".into(),
        };
        assert_eq!(file, RosterFile { people: vec![person], ..RosterFile::default() });
    }

    #[test]
    fn every_bad_cell_is_named_by_its_place_and_the_good_rows_are_kept_for_the_asking() {
        use CellFault::*;
        for (name, rows, expected) in [
            ("no name", ",一中,,,\n", vec![("A2", Missing)]),
            ("a name nobody could see", "\u{200B},一中,,,\n", vec![("A2", Missing)]),
            ("neither name nor unit", ",,13800138000,,\n", vec![("A2", Missing), ("B2", Missing)]),
            ("broken bytes", "王\u{FFFD},一中,,,\n", vec![("A2", Broken)]),
            ("a unit that would be cut", &format!("王芳,{},,,\n", "长".repeat(33)), vec![("B2", TooLong)]),
            ("a phone number of three digits", "王芳,一中,138,,\n", vec![("C2", PhoneTooShort)]),
            ("a phone number a spreadsheet rounded", "王芳,一中,1.38E+10,,\n", vec![("C2", PhoneRounded)]),
            ("an identity card as number", "王芳,一中,,11010519491231002X,\n", vec![("D2", IdCard)]),
            (
                "an identity card in a remark",
                "王芳,一中,,,身份证１１０１０５１９４９１２３１００２x\n",
                vec![("E2", IdCard)],
            ),
            ("one number for two", "王芳,一中,,7,\n李娜,一中,,7,\n", vec![("D3", NumberTaken { by_line: 2 })]),
        ] {
            let expected: Vec<(String, CellFault)> =
                expected.into_iter().map(|(at, fault)| (at.to_owned(), fault)).collect();
            assert_eq!(bad(rows), expected, "{name}");
        }
        let Err(RosterFileError::BadRows { others, .. }) = parse("王芳,,,,\n李娜,一中,,,\n") else { panic!() };
        assert_eq!(others.people.iter().map(|person| person.name.as_str()).collect::<Vec<_>>(), ["李娜"]);
    }

    #[test]
    fn what_people_write_for_nothing_is_nothing() {
        for none in ["", "-", "/", "无", "没有电话"] {
            assert_eq!(parse(&format!("王芳,一中,{none},,\n")).unwrap().people[0].tail, "", "{none}");
        }
    }

    #[test]
    fn a_row_that_stands_twice_is_taken_once() {
        let file =
            parse("王芳,一中,13800138000,,\n李娜,一中,,,\n王　芳,一中,138 0013 8000,,又\n王芳,二中,13800138000,,\n")
                .unwrap();
        assert_eq!(file.people.iter().map(|person| person.line).collect::<Vec<_>>(), [2, 3, 5]);
        assert_eq!(file.repeats, [(4, 2)]);
    }

    #[test]
    fn what_was_left_out_is_said() {
        let text = format!("姓名,单位,身份证号,血型,备注\n王芳,一中,11010519491231002X,A,{}\n", "长".repeat(40));
        let file = parse_roster(text.as_bytes(), &Choices::default()).unwrap();
        assert!(file.dropped_id_cards);
        assert_eq!(file.ignored_heads, ["血型"]);
        assert_eq!((file.cut_remarks, file.people[0].remark.as_str()), (vec![2], "长".repeat(32).as_str()));
        assert!(!format!("{:?}", file.people).contains("110105"));
    }

    #[test]
    fn the_first_sheet_with_a_roster_is_read_unless_another_one_is_named() {
        let mut workbook = rust_xlsxwriter::Workbook::new();
        let roster = |name| [["姓名", "单位"], [name, "一中"]].to_vec();
        for (name, rows) in
            [("说明", vec![["填写", "说明"]]), ("甲", roster("王芳")), ("空", vec![]), ("乙", roster("李娜"))]
        {
            workbook.add_worksheet().set_name(name).unwrap().write_row_matrix(0, 0, rows).unwrap();
        }
        let bytes = workbook.save_to_buffer().unwrap();
        let read = |sheet: Option<&str>| {
            let choices = Choices { sheet: sheet.map(str::to_owned), ..Choices::default() };
            parse_roster(&bytes, &choices).map(|file| (file.people[0].name.clone(), file.other_sheets))
        };
        assert_eq!(read(None), Ok(("王芳".into(), vec!["乙".into()])));
        assert_eq!(read(Some("乙")), Ok(("李娜".into(), vec![])));
        assert!(matches!(read(Some("说明")), Err(RosterFileError::NoHeader { .. })));
        let names = ["说明", "甲", "空", "乙"].map(str::to_owned).to_vec();
        assert_eq!(read(Some("丙")), Err(RosterFileError::NoSheet { name: "丙".into(), names }));
    }

    #[test]
    fn a_cell_that_was_guarded_on_its_way_out_comes_back_as_it_was() {
        let person = &parse("王芳,'=一中,'+86 138 0013 8000,'-7,'@all\n").unwrap().people[0];
        assert_eq!([&person.unit, &person.tail, &person.staff_number, &person.remark], ["=一中", "8000", "-7", "@all"]);
    }

    #[test]
    fn files_that_are_no_roster_say_what_they_are() {
        let cases: [(&str, &[u8], RosterFileError); 6] = [
            ("nothing", b"", RosterFileError::Empty),
            ("a mark and nothing", b"\xEF\xBB\xBF", RosterFileError::Empty),
            ("blank lines", b"\r\n \r\n,,,\r\n", RosterFileError::Empty),
            ("zeros", &[0; 64], RosterFileError::NotATable),
            ("a header alone", HEAD.as_bytes(), RosterFileError::Nobody),
            ("numbered blank forms", "序号,姓名,单位\n1,,\n2,,\n".as_bytes(), RosterFileError::Nobody),
        ];
        for (name, bytes, error) in cases {
            assert_eq!(parse_roster(bytes, &Choices::default()), Err(error), "{name}");
        }
    }
}
