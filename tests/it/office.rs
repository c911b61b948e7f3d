//! Office files through the real program: rosters whose heads say nothing, hostile workbooks, what units and a morning
//! without laptops are given.

use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use calamine::{Reader, Xlsx};
use rust_xlsxwriter::Workbook;
use tempfile::{TempDir, tempdir};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::program::{Talk, complaint, printed};

/// A square without people, in a folder of its own; the second path is for a file.
fn square(file: &str) -> (TempDir, PathBuf, PathBuf) {
    let folder = tempdir().unwrap();
    let (data, file) = (folder.path().join("data"), folder.path().join(file));
    printed(&data, ["setup", "--name", "学雷锋", "--date", "2026-03-05", "--desk", "3"]);
    (folder, data, file)
}

fn facts(data: &Path) -> String {
    printed(data, ["export", "--facts", "-"])
}

fn import(data: &Path, file: &Path, more: &[&str]) -> String {
    printed(data, ["import", file.to_str().unwrap()].iter().chain(more))
}

#[test]
fn heads_that_say_nothing_are_shown_and_mapped_and_a_look_writes_nothing() {
    let (_folder, data, file) = square("roster.csv");
    fs::write(&file, "花名册,,\nWho,From,Tel\n王芳,司法局,13800001234\n王芳,民政局,\n").unwrap();
    let before = facts(&data);
    let said = complaint(&data, ["import", file.to_str().unwrap()]);
    for part in ["A 列：Who，下面是 王芳", "B 列：From，下面是 司法局", "--map 姓名=B,单位=C"] {
        assert!(said.contains(part), "{part} in {said}");
    }
    let said = complaint(&data, ["import", file.to_str().unwrap(), "--map", "属相=A"]);
    assert!(said.contains("没有名为 属相 的栏目"), "{said}");
    let look = import(&data, &file, &["--map", "姓名=A,单位=B,电话=C", "--look"]);
    for part in ["2 人，2 个单位", "同名 1 组", "3 王芳 / 4 王芳", "什么都没有写"] {
        assert!(look.contains(part), "{part} in {look}");
    }
    assert_eq!(facts(&data), before);
    let said = import(&data, &file, &["--map", "name=A,unit=B,phone=C"]);
    assert!(said.contains("新增 2"), "{said}");
    assert_eq!(Talk::open(&data).ok("find 王芳")["matches"].as_array().unwrap().len(), 2);
}

#[test]
fn the_good_rows_of_a_bad_file_are_taken_only_when_asked_for() {
    let (_folder, data, file) = square("roster.csv");
    fs::write(&file, "姓名,单位\n王芳,司法局\n,民政局\n李娜,民政局\n").unwrap();
    let before = facts(&data);
    let said = complaint(&data, ["import", file.to_str().unwrap()]);
    assert!(said.contains("第 3 行 A 列（姓名）") && said.contains("--good-rows"), "{said}");
    assert_eq!(facts(&data), before);
    assert!(import(&data, &file, &["--good-rows"]).contains("新增 2"));
}

#[test]
fn a_sheet_is_read_by_its_name() {
    let (_folder, data, file) = square("roster.xlsx");
    let mut workbook = Workbook::new();
    for (name, person) in [("甲", "王芳"), ("乙", "李娜")] {
        let rows = [["姓名", "单位"], [person, "司法局"]];
        workbook.add_worksheet().set_name(name).unwrap().write_row_matrix(0, 0, rows).unwrap();
    }
    workbook.save(&file).unwrap();
    assert!(import(&data, &file, &["--sheet", "乙"]).contains("新增 1"));
    assert_eq!(Talk::open(&data).ok("find 李娜")["matches"].as_array().unwrap().len(), 1);
    assert!(complaint(&data, ["import", file.to_str().unwrap(), "--sheet", "丙"]).contains("甲, 乙"));
}

#[test]
fn the_template_comes_back_with_the_people_who_were_filled_in() {
    let (_folder, data, file) = square("空白.xlsx");
    let said = printed(&data, ["template", "--out", file.to_str().unwrap()]);
    assert!(said.contains("空白.xlsx"), "{said}");
    let mut book: Xlsx<_> = calamine::open_workbook(&file).unwrap();
    let heads = book.worksheet_range_at(0).unwrap().unwrap();
    let heads: Vec<String> = heads.rows().next().unwrap().iter().map(ToString::to_string).collect();
    let mut filled = Workbook::new();
    let sheet = filled.add_worksheet();
    sheet.write_row(0, 0, &heads).unwrap();
    sheet.write_row(1, 0, ["𠮷田", "司法局", "13800001234"]).unwrap();
    filled.save(&file).unwrap();
    assert!(import(&data, &file, &[]).contains("新增 1"));
    assert!(complaint(&data, ["template", "--out", "/no/such/folder/x.xlsx"]).contains("/no/such/folder/x.xlsx"));
}

#[test]
fn forms_name_everybody_and_never_print_a_slip_that_was_entered() {
    let (_folder, data, file) = square("forms.html");
    let roster = file.with_file_name("roster.csv");
    fs::write(&roster, "姓名,单位\n王芳,司法局\n阿依古丽·买买提,司法局\n李娜,民政局\n").unwrap();
    import(&data, &roster, &[]);
    let forms = |more: &[&str]| {
        let fixed = ["forms", "--out", file.to_str().unwrap()];
        printed(&data, fixed.iter().chain(more));
        fs::read_to_string(&file).unwrap()
    };
    let page = forms(&[]);
    for part in ["学雷锋", "2026-03-05", "司法局", "阿依古丽·买买提", "签名", "义剪 计数表", "A900001", "A900080"]
    {
        assert!(page.contains(part), "no {part}");
    }
    assert!(!page.contains("A900081"));
    Talk::open(&data).ok("paper clinic A900001 A900012 09:00 10:00");
    let page = forms(&["--day", "2026-03-06", "--slips", "40"]);
    assert!(page.contains("A901001") && page.contains("A901040") && page.contains("2026-03-06"));
    assert!(!page.contains("A900001"));
    assert!(forms(&["--block", "950", "--slips", "1"]).contains("A950001"));
    assert!(!forms(&["--slips", "0"]).contains("A901001"));
    let empty = tempdir().unwrap();
    complaint(empty.path(), ["forms", "--out", file.to_str().unwrap()]);
}

/// A workbook put together by hand, around the rows of its one sheet.
fn by_hand(declared: &str, rows: &str) -> Vec<u8> {
    const OPEN: &str = "http://schemas.openxmlformats.org";
    let relation = |kind: &str, target: &str| {
        format!(
            "<Relationships xmlns='{OPEN}/package/2006/relationships'><Relationship Id='r1' \
             Type='{OPEN}/officeDocument/2006/relationships/{kind}' Target='{target}'/></Relationships>"
        )
    };
    let book = format!(
        "<workbook xmlns='{OPEN}/spreadsheetml/2006/main' xmlns:r='{OPEN}/officeDocument/2006/relationships'>\
         <sheets><sheet name='S' sheetId='1' r:id='r1'/></sheets></workbook>"
    );
    let sheet = format!(
        "{declared}<worksheet xmlns='{OPEN}/spreadsheetml/2006/main'><sheetData>{rows}</sheetData></worksheet>"
    );
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in [
        ("_rels/.rels", relation("officeDocument", "xl/workbook.xml")),
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", relation("worksheet", "worksheets/sheet1.xml")),
        ("xl/worksheets/sheet1.xml", sheet),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(part.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn cell(place: &str, text: &str) -> String {
    format!("<row><c r='{place}' t='inlineStr'><is><t>{text}</t></is></c></row>")
}

#[test]
fn hostile_workbooks_are_refused_with_the_reason_and_the_roster_stays() {
    let (_folder, data, file) = square("roster.xlsx");
    fs::write(&file, by_hand("", &(cell("A1", "姓名/Name") + &cell("B1", "单位")))).unwrap();
    complaint(&data, ["import", file.to_str().unwrap()]);
    let before = facts(&data);
    let head = cell("A1", "姓名");
    let laughs: Vec<String> =
        (1..10).map(|level| format!("<!ENTITY l{level} '{}'>", format!("&l{};", level - 1).repeat(10))).collect();
    let laughs = laughs.concat();
    for (what, bytes, reason) in [
        ("a cell in the far corner", by_hand("", &(head.clone() + &cell("XFD1048576", "x"))), "XFD1048576"),
        ("a zip bomb", by_hand("", &"<row spans='1:1111111111111111111'/>".repeat(1_200_000)), "MB"),
        (
            "deep entities",
            by_hand(&format!("<!DOCTYPE w [<!ENTITY l0 'ha'>{laughs}]>"), &cell("A1", "&l9;")),
            "XML 实体",
        ),
        ("one endless cell", by_hand("", &cell("A1", &"字".repeat(1_000_000))), "MB"),
    ] {
        fs::write(&file, bytes).unwrap();
        let said = complaint(&data, ["import", file.to_str().unwrap()]);
        assert!(said.contains(reason), "{what}: {said}");
        assert_eq!(facts(&data), before, "{what}");
    }
}

/// The same three people, however an office saved them: names of four bytes in GB18030, a phone typed as a number, a
/// unit that stands in one merged cell for two.
#[test]
fn a_roster_is_read_however_an_office_saved_it() {
    const TEXT: &str = "姓名,单位,电话\n𠮷田,司法局,13800001234\n㐂娜,司法局,13900005678\n阿依古丽·买买提,民政局,\n";
    let utf16 = |mark: [u8; 2], bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        mark.into_iter().chain(TEXT.encode_utf16().flat_map(bytes)).collect()
    };
    let gb18030 = encoding_rs::GB18030.encode(TEXT).0.into_owned();
    assert!(gb18030.len() > encoding_rs::GBK.encode("姓名").0.len() && encoding_rs::GBK.encode(TEXT).2, "four bytes");
    let rows: Vec<String> =
        TEXT.lines().map(|row| format!("<tr><td>{}</td></tr>", row.replace(',', "</td><td>"))).collect();
    let page = format!("<html><meta charset=gb2312><table>{}</table></html>", rows.concat());
    let mut book = Workbook::new();
    let (sheet, middle) = (book.add_worksheet(), rust_xlsxwriter::Format::new());
    sheet.merge_range(0, 0, 0, 2, "三月五日志愿者花名册", &middle).unwrap();
    sheet.write_row(1, 0, ["姓名", "单位", "联系方式"]).unwrap().write(2, 2, "手机").unwrap();
    sheet.write(3, 0, "𠮷田").unwrap().write(4, 0, "㐂娜").unwrap().write(5, 0, "阿依古丽·买买提").unwrap();
    sheet.merge_range(3, 1, 4, 1, "司法局", &middle).unwrap().write(5, 1, "民政局").unwrap();
    sheet.write(3, 2, 13_800_001_234_f64).unwrap().write(4, 2, 13_900_005_678_f64).unwrap();
    let (_folder, data, file) = square("roster");
    for (what, ending, bytes) in [
        ("UTF-8", "csv", TEXT.as_bytes().to_vec()),
        ("UTF-8 with its mark", "csv", ["\u{feff}", TEXT].concat().into_bytes()),
        ("UTF-16, little end first", "txt", utf16([0xFF, 0xFE], u16::to_le_bytes)),
        ("UTF-16, big end first", "txt", utf16([0xFE, 0xFF], u16::to_be_bytes)),
        ("GB18030 with names of four bytes", "csv", gb18030),
        ("tabs", "tsv", TEXT.replace(',', "\t").into_bytes()),
        ("a text that calls itself .xls", "xls", TEXT.as_bytes().to_vec()),
        ("a page that calls itself .xls", "xls", encoding_rs::GB18030.encode(&page).0.into_owned()),
        ("a workbook with merged heads and cells, phones as numbers", "xlsx", book.save_to_buffer().unwrap()),
        ("a workbook that calls itself .csv", "csv", book.save_to_buffer().unwrap()),
    ] {
        let file = file.with_extension(ending);
        fs::write(&file, bytes).unwrap();
        let said = import(&data, &file, &["--look"]);
        assert!(said.contains("名单 3 人，2 家单位：新增 3"), "{what}: {said}");
        let read = qiandao::office::read_roster(&file, &qiandao::office::Choices::default()).unwrap();
        let people: Vec<[&str; 3]> =
            read.people.iter().map(|row| [row.name.as_str(), row.unit.as_str(), row.tail.as_str()]).collect();
        let expected = [["𠮷田", "司法局", "1234"], ["㐂娜", "司法局", "5678"], ["阿依古丽·买买提", "民政局", ""]];
        assert_eq!(people, expected, "{what}");
    }
}
