//! An empty roster for units to fill in: heads that are known, columns that keep leading zeros, one example.
//!
//! The example is marked, and a row that still has its name is nobody when the file comes back.

use rust_xlsxwriter::{Format, FormatAlign, Workbook, XlsxError};

use super::field::Field;
use crate::words::{Lang, Phrase, office};

/// The columns from the left: field, width in characters, example.
const COLUMNS: [(Field, f64, Phrase); 5] = [
    (Field::Name, 26.0, office::EXAMPLE_NAME),
    (Field::Unit, 36.0, office::EXAMPLE_UNIT),
    (Field::Phone, 16.0, office::EXAMPLE_PHONE),
    (Field::StaffNumber, 12.0, office::EXAMPLE_STAFF_NUMBER),
    (Field::Remark, 30.0, office::EXAMPLE_REMARK),
];

/// The number that spreadsheet programs have for this size of paper.
const A4: u8 = 9;

/// The bytes of a workbook to fill in.
pub fn template(lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let head = Format::new().set_bold().set_align(FormatAlign::Center).set_background_color(0x00DD_EBF7);
    // a phone number or 0017 typed into a number cell would lose its zeros or its end
    let text = Format::new().set_num_format("@");
    let sheet = workbook.add_worksheet().set_name(office::SHEET_ROSTER.text(lang))?;
    for (column, (field, width, example)) in (0_u16..).zip(COLUMNS) {
        sheet.set_column_width(column, width)?.set_column_format(column, &text)?;
        sheet.write_with_format(0, column, field.label().text(lang), &head)?;
        sheet.write_with_format(1, column, example.text(lang), &text)?;
    }
    sheet.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?;
    sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0);
    workbook.save_to_buffer()
}

/// Whether a name is the one of the example.
pub fn is_example(name: &str) -> bool {
    [Lang::Zh, Lang::En].into_iter().any(|lang| office::EXAMPLE_NAME.text(lang) == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::{Choices, RosterFileError, parse_roster};
    use calamine::{Data, Reader, Xlsx};
    use std::io::Cursor;

    #[test]
    fn our_own_reader_knows_every_column_and_takes_the_example_for_nobody() {
        for lang in [Lang::Zh, Lang::En] {
            let bytes = template(lang).unwrap();
            assert_eq!(parse_roster(&bytes, &Choices::default()), Err(RosterFileError::Nobody), "{lang:?}");
        }
    }

    #[test]
    fn another_reader_finds_heads_and_a_whole_example_as_text() {
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(template(Lang::Zh).unwrap())).unwrap();
        let range = book.worksheet_range("名单").unwrap();
        let rows: Vec<Vec<Data>> = range.rows().map(<[Data]>::to_vec).collect();
        let texts = |lang_texts: [&str; 5]| lang_texts.map(|text| Data::String(text.to_owned())).to_vec();
        assert_eq!(rows[0], texts(["姓名", "单位", "电话", "工号", "备注"]));
        assert_eq!(rows[1][2..4], texts(["", "", "13800000000", "0017", ""])[2..4]);
    }

    #[test]
    fn a_filled_template_comes_back_as_it_was_filled() {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        let example = COLUMNS.map(|(_, _, example)| example.text(Lang::Zh));
        let rows = [
            COLUMNS.map(|(field, ..)| field.label().text(Lang::Zh)),
            example,
            ["王芳", "第一中学", "13800138000", "0017", "要轮椅"],
            ["阿依古丽·买买提", "民政局", "", "", ""],
        ];
        for (line, row) in (0_u32..).zip(rows) {
            sheet.write_row(line, 0, row).unwrap();
        }
        let file = parse_roster(&workbook.save_to_buffer().unwrap(), &Choices::default()).unwrap();
        let people: Vec<[&str; 5]> = file
            .people
            .iter()
            .map(|person| {
                [&person.name, &person.unit, &person.tail, &person.staff_number, &person.remark].map(String::as_str)
            })
            .collect();
        assert_eq!(people, [["王芳", "第一中学", "8000", "0017", "要轮椅"], ["阿依古丽·买买提", "民政局", "", "", ""]]);
    }
}
