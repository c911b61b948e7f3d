//! Which column of a sheet holds what: the header row is found by its words, wherever it stands.
//!
//! Words that are not known are not guessed at: the error names what was seen, and the operator says what is what.

use std::collections::BTreeMap;

use super::column_map::ColumnMap;
use super::fault::{HeadSeen, HeadsSeen, RosterFileError};
use super::field::{Field, Spelling};
use super::place::Column;
use super::template::is_example;
use super::workbook::{Row, Sheet};
use crate::domain::clean;

/// How many filled rows may stand above the header: titles, dates, who sent it.
const ROWS_LOOKED_AT: usize = 30;

/// Without these a row is no person of the square.
const REQUIRED: [Field; 2] = [Field::Name, Field::Unit];

/// Which column holds what, and where the people begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headers {
    columns: BTreeMap<Field, Column>,
    last_line: usize,
    ignored: Vec<String>,
}

impl Headers {
    /// Finds the header of a sheet, be it of several rows, below titles or not; the operator's word goes before it.
    pub fn find(sheet: &Sheet, map: &ColumnMap) -> Result<Self, RosterFileError> {
        let block = header_rows(sheet);
        let mut headers = Self::of(&block, map)?;
        if let Some(first_line) = map.first_line() {
            headers.last_line = first_line.saturating_sub(1);
        }
        let missing: Vec<Field> = REQUIRED.into_iter().filter(|field| !headers.columns.contains_key(field)).collect();
        if missing.is_empty() { Ok(headers) } else { Err(not_found(sheet, missing)) }
    }

    fn of(block: &[Row<'_>], map: &ColumnMap) -> Result<Self, RosterFileError> {
        let mut best: BTreeMap<Field, (usize, Column)> = BTreeMap::new();
        let heads = block.iter().flat_map(known_heads).filter(|(_, spelling)| !map.names(spelling.field));
        for (column, Spelling { field, rank }) in heads {
            let chosen = best.entry(field).or_insert((rank, column));
            if field == Field::Name && chosen.0 == rank && chosen.1 != column {
                return Err(RosterFileError::HeadTwice { field, first: chosen.1, second: column });
            }
            *chosen = (rank, column).min(*chosen);
        }
        let found = best.into_iter().map(|(field, (_, column))| (field, column));
        let columns: BTreeMap<Field, Column> = found.chain(map.columns()).collect();
        let other_heads =
            block.iter().flat_map(Row::cells).filter(|(column, _)| !columns.values().any(|c| c == column));
        let mut ignored: Vec<String> = other_heads.map(|(_, head)| clean::clean_text(head)).collect();
        ignored.dedup();
        Ok(Self { columns, last_line: block.last().map_or(0, |row| row.line), ignored })
    }

    /// The column of a field, when the file has one.
    pub fn column(&self, field: Field) -> Option<Column> {
        self.columns.get(&field).copied()
    }

    /// The rows below the header that speak of people: no blank ones, no example, no header printed again.
    pub fn rows_of_people<'a>(&self, sheet: &'a Sheet) -> impl Iterator<Item = Row<'a>> {
        let last_line = self.last_line;
        let kept: Vec<Column> =
            self.columns.iter().filter(|(field, _)| **field != Field::IdCard).map(|c| *c.1).collect();
        let required: Vec<(Field, Column)> = REQUIRED.iter().filter_map(|f| Some((*f, self.column(*f)?))).collect();
        sheet
            .rows()
            .skip_while(move |row| row.line <= last_line)
            .filter(move |row| kept.iter().any(|column| !row.cell(*column).is_empty()))
            .filter(|row| !row.cells().any(|(_, text)| is_example(text)))
            .filter(move |row| !required.iter().all(|(field, at)| Field::from_head(row.cell(*at)) == Some(*field)))
    }

    /// Heads whose columns are not read.
    pub fn ignored(&self) -> &[String] {
        &self.ignored
    }
}

fn known_heads<'a>(row: &Row<'a>) -> impl Iterator<Item = (Column, Spelling)> + use<'a> {
    row.cells().filter_map(|(column, head)| Some((column, Spelling::of(head)?)))
}

/// The rows of the header, or the row that looks most like one; none when the file begins with people.
fn header_rows(sheet: &Sheet) -> Vec<Row<'_>> {
    let has = |row: &Row<'_>, field| known_heads(row).any(|(_, spelling)| spelling.field == field);
    let mut top = sheet.rows().take(ROWS_LOOKED_AT);
    let Some(first) = top.find(|row| REQUIRED.iter().all(|field| has(row, *field))) else {
        return likeliest_header(sheet).into_iter().filter(|row| !speaks_of_a_person(row)).collect();
    };
    let below = sheet.rows().skip_while(|row| row.line <= first.line).take_while(|row| goes_on(&first, row));
    std::iter::once(first).chain(below).collect()
}

/// Whether a row below the first one of a header still belongs to it: it has heads, and nobody's name.
fn goes_on(first: &Row<'_>, below: &Row<'_>) -> bool {
    let mut name_columns = known_heads(first).filter(|(_, spelling)| spelling.field == Field::Name);
    let nobody = name_columns.all(|(column, _)| {
        let name = below.cell(column);
        name.is_empty() || Field::from_head(name) == Some(Field::Name)
    });
    nobody && known_heads(below).next().is_some()
}

/// The row with the most known heads, or else the first one with several cells.
fn likeliest_header(sheet: &Sheet) -> Option<Row<'_>> {
    let top = || sheet.rows().take(ROWS_LOOKED_AT);
    let known = |row: &Row<'_>| known_heads(row).count();
    let most_known = top().filter(|row| known(row) > 0).max_by_key(known);
    most_known.or_else(|| top().find(|row| row.cells().count() > 1)).or_else(|| top().next())
}

/// Numbers of four digits (a phone, a badge) stand beside people, not above them.
fn speaks_of_a_person(row: &Row<'_>) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).count();
    row.cells().any(|(_, text)| digits(text) >= 4)
}

/// Says what was seen instead of the missing heads, with what stands below it.
fn not_found(sheet: &Sheet, missing: Vec<Field>) -> RosterFileError {
    let Some(row) = likeliest_header(sheet) else { return RosterFileError::Empty };
    let below = sheet.rows().find(|below| below.line > row.line);
    let head = |(column, text)| HeadSeen {
        column,
        head: clean::clean_text(text),
        sample: below.map_or_else(String::new, |below| clean::clean_text(below.cell(column))),
    };
    RosterFileError::NoHeader { missing, seen: HeadsSeen { line: row.line, heads: row.cells().map(head).collect() } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::delimited;

    fn sheet(text: &str) -> Sheet {
        delimited::read(text).unwrap().sheets()[0].clone()
    }

    fn find(text: &str) -> Result<Headers, RosterFileError> {
        Headers::find(&sheet(text), &ColumnMap::default())
    }

    fn letters(text: &str) -> Vec<(Field, String)> {
        let headers = find(text).unwrap();
        headers.columns.iter().map(|(field, column)| (*field, column.to_string())).collect()
    }

    fn lines(text: &str) -> Vec<usize> {
        let sheet = sheet(text);
        Headers::find(&sheet, &ColumnMap::default()).unwrap().rows_of_people(&sheet).map(|row| row.line).collect()
    }

    #[test]
    fn the_header_is_found_in_any_order_language_and_row() {
        use Field::*;
        for (name, text, expected) in [
            ("plain", "姓名,单位", vec![(Name, "A"), (Unit, "B")]),
            (
                "English, another order",
                "Phone,Organization,Badge No.,Name",
                vec![(Name, "D"), (Unit, "B"), (Phone, "A"), (StaffNumber, "C")],
            ),
            (
                "stretched, starred, explained",
                "序号,*姓　名（必填）,所在单位：,联系电话(手机)",
                vec![(Name, "B"), (Unit, "C"), (Phone, "D")],
            ),
            ("two words in one head", "姓名/Name,单位/部门,电话、手机", vec![(Name, "A"), (Unit, "B"), (Phone, "C")]),
            (
                "titles above",
                "签到名单,,\n2025年3月5日,,\n,,\n姓名,单位,备注\n",
                vec![(Name, "A"), (Unit, "B"), (Remark, "C")],
            ),
            (
                "a header of two rows",
                "姓名,单位,联系方式,\n,,办公,手机\n王芳,一中,,1",
                vec![(Name, "A"), (Unit, "B"), (Phone, "D")],
            ),
            ("the better of two columns", "部门,单位,姓名,身份证号", vec![(Name, "C"), (Unit, "B"), (IdCard, "D")]),
        ] {
            let expected: Vec<(Field, String)> =
                expected.into_iter().map(|(field, at): (Field, &str)| (field, at.to_owned())).collect();
            assert_eq!(letters(text), expected, "{name}");
        }
    }

    #[test]
    fn only_rows_that_speak_of_people_are_read() {
        let two_pages = "名单\n姓名,单位,序号\n王芳,一中,1\n姓名,单位,序号\n李娜,一中,2\n,,3\n";
        assert_eq!(lines(two_pages), [3, 5]);
        assert_eq!(lines("姓名,单位,联系方式,\n,,办公,手机\n王芳,一中,,1"), [3]);
    }

    #[test]
    fn unknown_words_are_shown_instead_of_guessed() {
        let error = find("花名册\nWho,From\n王芳,一中\n").unwrap_err();
        let RosterFileError::NoHeader { missing, seen } = error else { panic!("{error:?}") };
        assert_eq!(missing, [Field::Name, Field::Unit]);
        let head = |column, head: &str, sample: &str| HeadSeen { column, head: head.into(), sample: sample.into() };
        assert_eq!(seen.heads, [head(Column(0), "Who", "王芳"), head(Column(1), "From", "一中")]);
        assert_eq!(seen.line, 2);
        for (text, lacking) in [("姓名,电话", Field::Unit), ("单位,电话", Field::Name)] {
            let error = find(text).unwrap_err();
            assert!(matches!(&error, RosterFileError::NoHeader { missing, .. } if *missing == [lacking]), "{error:?}");
        }
    }

    #[test]
    fn people_side_by_side_are_not_half_read() {
        let error = find("姓名,单位,,姓名,单位\n王芳,一中,,李娜,二中").unwrap_err();
        assert_eq!(error, RosterFileError::HeadTwice { field: Field::Name, first: Column(0), second: Column(3) });
    }

    #[test]
    fn the_operator_says_what_the_heads_do_not() {
        for (what, text, map, people) in [
            ("unknown heads", "花名册\nWho,From\n王芳,一中\n李娜,二中", "姓名=A,单位=B", vec![3, 4]),
            ("half known", "Who,单位\n王芳,一中", "姓名=A", vec![2]),
            ("no header at all", "000001,王芳,一中,13800138000\n000002,李娜,一中,", "姓名=B,单位=C", vec![1, 2]),
            ("the first row is said", "Who,From\n例,例\n王芳,一中", "姓名=A3,单位=B", vec![3]),
            ("people side by side, one block at a time", "姓名,单位,姓名,单位\n王芳,一中,,", "姓名=A,单位=B", vec![2]),
        ] {
            let (sheet, map) = (sheet(text), ColumnMap::parse(map).unwrap());
            let headers = Headers::find(&sheet, &map).unwrap_or_else(|error| panic!("{what}: {error:?}"));
            assert_eq!(headers.rows_of_people(&sheet).map(|row| row.line).collect::<Vec<_>>(), people, "{what}");
        }
        let half = Headers::find(&sheet("Who,From\n王芳,一中"), &ColumnMap::parse("姓名=A").unwrap()).unwrap_err();
        assert!(matches!(half, RosterFileError::NoHeader { missing, .. } if missing == [Field::Unit]));
    }
}
