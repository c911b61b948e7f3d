//! What the program does without a screen: set up, import, export, verify; and what it says to bad input.

use std::fs;
use std::path::Path;

use qiandao::wire;
use serde_json::json;
use tempfile::tempdir;

use crate::program::{Talk, complaint, printed, run, text};

const ROSTER: &str = "姓名,单位,电话,工号\n王芳,新城区司法局,13800001234,A1\n欧阳娜娜,新城区税务局,13800005678,A2\n";

fn setup(folder: &Path, more: &[&str]) -> String {
    let fixed = ["setup", "--name", "学雷锋志愿服务", "--date", "2026-03-05", "--desk", "3"];
    printed(folder, fixed.iter().chain(more))
}

#[test]
fn a_square_is_set_up_with_its_roster_and_works() {
    let folder = tempdir().unwrap();
    let roster = folder.path().join("名单.csv");
    fs::write(&roster, ROSTER).unwrap();
    let data = folder.path().join("data");
    let said = setup(&data, &["--roster", roster.to_str().unwrap()]);
    assert!(said.contains("学雷锋志愿服务，2026-03-05，3 号机"), "{said}");
    assert!(said.contains("名单 2 人，2 家单位：新增 2，更改 0，未变 0。"), "{said}");
    let mut desk = Talk::open(&data);
    let services = desk.ok("queues")["services"].as_array().unwrap().clone();
    assert!(services.iter().filter(|row| !row["stations"].as_array().unwrap().is_empty()).count() >= 4);
    let counted = desk.ok("tally")["services"].as_array().unwrap().iter().filter(|row| row["queued"] == false).count();
    assert!(counted >= 4);
    assert_eq!(desk.ok("take clinic")["ticket"], "A3001");
    assert_eq!(desk.ok("in 王芳")["person"]["tail"], "1234");
    desk.refused("at 10:00:00", "not_a_demo");
    assert!(desk.end().success());

    setup(&data, &[]);
    let mut desk = Talk::open(&data);
    let tally = desk.ok("tally");
    assert_eq!((&tally["expected"], &tally["present"]), (&json!(2), &json!(1)), "the same set-up again keeps all");
}

#[test]
fn a_roster_that_comes_twice_changes_nothing_and_a_changed_one_what_changed() {
    let folder = tempdir().unwrap();
    let data = folder.path().join("data");
    setup(&data, &[]);
    let file = folder.path().join("roster.csv");
    let import = || printed(&data, ["import", file.to_str().unwrap()]);
    fs::write(&file, ROSTER).unwrap();
    assert!(import().contains("新增 2，更改 0，未变 0"));
    let facts = printed(&data, ["export", "--facts", "-"]);
    assert!(import().contains("新增 0，更改 0，未变 2"));
    assert_eq!(printed(&data, ["export", "--facts", "-"]), facts, "and no fact was written");
    fs::write(&file, ROSTER.replace("13800001234", "13800009999")).unwrap();
    assert!(import().contains("新增 0，更改 1，未变 1"));
    let (gb18030, _, _) = encoding_rs::GB18030.encode("单位\t姓名\n新城区司法局\t张伟\n");
    fs::write(&file, gb18030).unwrap();
    assert!(import().contains("名单 1 人，1 家单位：新增 1"));
    assert_eq!(Talk::open(&data).ok("find 张伟")["matches"][0]["unit"], "新城区司法局");
}

#[test]
fn a_roster_with_errors_changes_nothing_and_names_every_row() {
    let folder = tempdir().unwrap();
    let data = folder.path().join("data");
    setup(&data, &[]);
    let facts = printed(&data, ["export", "--facts", "-"]);
    let file = folder.path().join("roster.csv");
    fs::write(&file, "姓名,单位,电话\n王芳,,13800001234\n,新城区司法局,1\n张伟,新城区税务局,138\n").unwrap();
    let said = complaint(&data, ["import", file.to_str().unwrap()]);
    for part in ["第 2 行 B 列（单位）", "第 3 行 A 列（姓名）", "第 4 行 C 列（电话）"] {
        assert!(said.contains(part), "{part} in {said}");
    }
    assert_eq!(printed(&data, ["export", "--facts", "-"]), facts);
    let nowhere = folder.path().join("new");
    let roster = ["--roster", file.to_str().unwrap()];
    let arguments = ["setup", "--name", "x", "--date", "2026-03-05", "--desk", "1"];
    complaint(&nowhere, arguments.iter().chain(&roster));
    assert!(!nowhere.exists(), "a bad roster sets nothing up");
}

#[test]
fn a_file_that_is_no_roster_is_named_with_a_next_step() {
    let folder = tempdir().unwrap();
    let data = folder.path().join("data");
    setup(&data, &[]);
    let empty = folder.path().join("empty.csv");
    fs::write(&empty, "").unwrap();
    let noise = folder.path().join("noise.bin");
    fs::write(&noise, [0, 159, 146, 150, 0, 1, 2]).unwrap();
    let cases = [
        (folder.path().join("missing.csv"), "没有这个文件"),
        (folder.path().to_owned(), "是文件夹"),
        (empty, "空的"),
        (noise, "没有找到表头"),
    ];
    for (path, part) in cases {
        let said = complaint(&data, ["import", path.to_str().unwrap()]);
        assert!(said.contains(part), "{part} in {said}");
    }
    let said = complaint(&folder.path().join("new"), ["import", "whatever.csv"]);
    assert!(said.contains("没有这个文件"), "{said}");
}

#[test]
fn nothing_is_imported_before_there_is_an_event() {
    let folder = tempdir().unwrap();
    let file = folder.path().join("roster.csv");
    fs::write(&file, ROSTER).unwrap();
    let said = complaint(&folder.path().join("data"), ["import", file.to_str().unwrap()]);
    assert!(said.contains("qiandao setup"), "{said}");
}

#[test]
fn data_folders_that_cannot_be_used_are_named() {
    let folder = tempdir().unwrap();
    let file = folder.path().join("a file");
    fs::write(&file, "x").unwrap();
    let newer = folder.path().join("newer");
    setup(&newer, &[]);
    let facts = fs::read_to_string(newer.join("facts.jsonl")).unwrap();
    make_newer(&newer.join("keys-a"));
    for (path, command) in [(&file, "line"), (&file, "verify"), (&newer, "line"), (&newer, "verify")] {
        let said = complaint(path, [command]);
        assert!(said.contains(path.to_str().unwrap()), "{command}: {said}");
    }
    assert_eq!(fs::read_to_string(newer.join("facts.jsonl")).unwrap(), facts, "and nothing was changed there");
}

/// As a program of years to come would write it.
fn make_newer(keys: &Path) {
    let mut body: serde_json::Value = wire::decode_named("keys", &fs::read(keys).unwrap()).unwrap();
    body["schema"] = json!(999);
    fs::write(keys, wire::encode_named("keys", &body).unwrap()).unwrap();
}

/// The tests may run as root, whom no right keeps out; then there is nothing to see.
#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempdir().unwrap();
    let data = folder.path().join("data");
    fs::create_dir(&data).unwrap();
    fs::set_permissions(&data, fs::Permissions::from_mode(0o500)).unwrap();
    if fs::write(data.join("probe"), "").is_ok() {
        return;
    }
    let said = complaint(&data, ["line"]);
    assert!(said.contains(data.to_str().unwrap()), "{said}");
}

#[test]
fn an_export_is_whole_or_not_there() {
    let folder = tempdir().unwrap();
    let data = folder.path().join("data");
    setup(&data, &[]);
    let file = folder.path().join("facts.jsonl");
    let said = printed(&data, ["export", "--facts", file.to_str().unwrap()]);
    let facts = fs::read_to_string(&file).unwrap();
    assert_eq!(facts, printed(&data, ["export", "--facts", "-"]));
    assert!(said.contains(&format!("已导出 {} 条记录", facts.lines().count())), "{said}");
    assert!(!facts.contains("王芳"), "no name in a fact");
    complaint(&data, ["export", "--facts", folder.path().to_str().unwrap()]);
    complaint(&data, ["export", "--facts", "/no/such/folder/facts.jsonl"]);
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "nothing unfinished is left: {left:?}");
}

#[test]
fn verify_tells_a_changed_byte() {
    let folder = tempdir().unwrap();
    setup(folder.path(), &[]);
    assert!(printed(folder.path(), ["verify"]).contains("没有发现问题"));
    let facts = folder.path().join("facts.jsonl");
    let changed = fs::read_to_string(&facts).unwrap().replacen("clinic", "clinik", 1);
    fs::write(&facts, changed).unwrap();
    let said = complaint(folder.path(), ["verify"]);
    assert!(said.contains("facts.jsonl") && said.contains('行'), "{said}");
}

#[test]
fn wrong_arguments_are_told_apart_from_failures() {
    let folder = tempdir().unwrap();
    let cases: [&[&str]; 5] = [
        &["dance"],
        &["setup"],
        &["setup", "--name", "x", "--date", "someday", "--desk", "1"],
        &["setup", "--name", "x", "--date", "2026-03-05", "--desk", "900"],
        &["line", "--lang", "fr"],
    ];
    for arguments in cases {
        let output = run(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(text(&output.stderr).contains("error"), "{arguments:?}");
    }
    assert!(fs::read_dir(folder.path()).unwrap().next().is_none());
    let backwards = ["setup", "--name", "x", "--date", "2026-03-05", "--until", "2026-03-04", "--desk", "1"];
    assert!(complaint(folder.path(), backwards).contains("结束早于开始"));
}

#[test]
fn the_demo_leaves_a_real_event_alone() {
    let folder = tempdir().unwrap();
    setup(folder.path(), &[]);
    let facts = printed(folder.path(), ["export", "--facts", "-"]);
    let said = complaint(folder.path(), ["demo"]);
    assert!(said.contains(folder.path().to_str().unwrap()), "{said}");
    assert_eq!(printed(folder.path(), ["export", "--facts", "-"]), facts);
}
