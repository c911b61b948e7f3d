//! A laptop is lost: what its stick holds gives every fact back, on any other laptop, once; and never into another
//! event.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::tempdir;

use crate::program::{Talk, complaint, printed};

fn setup(folder: &Path, name: &str) {
    printed(folder, ["setup", "--name", name, "--date", "2026-03-05", "--desk", "1"]);
}

/// What is counted, without what is of one laptop only.
fn counts(folder: &Path) -> Vec<Value> {
    let tally = Talk::open(folder).ok("tally");
    ["services", "expected", "present", "arrived"].map(|part| tally[part].clone()).to_vec()
}

fn copies(folder: &Path) -> Vec<PathBuf> {
    let mut copies: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    copies.sort();
    copies
}

#[test]
fn a_stick_gives_back_every_fact_of_a_lost_laptop() {
    let place = tempdir().unwrap();
    let (lost, stick, fresh) = (place.path().join("lost"), place.path().join("stick"), place.path().join("fresh"));
    fs::create_dir(&stick).unwrap();
    setup(&lost, "学雷锋志愿服务");
    for round in 1..=2 {
        let mut desk = Talk::with(&lost, &["--paper", stick.to_str().unwrap(), "line", "--json"]);
        desk.ok(&format!("register 王芳{round},新城区司法局"));
        desk.ok(&format!("in 王芳{round}"));
        desk.ok("take clinic");
        desk.ok(&format!("count leaflets {round}"));
        assert!(desk.end().success());
    }
    let counted = counts(&lost);
    let copies_on = copies(&stick).into_iter().find(|path| path.is_dir()).expect("a folder of copies");
    assert!(copies_on.file_name().unwrap().to_str().unwrap().starts_with("qiandao-facts-"));
    let held = fs::read(lost.join("facts.jsonl")).unwrap();
    let newest = copies(&copies_on).pop().unwrap();
    assert_eq!(fs::read(&newest).unwrap(), held, "the copy is whole when the program has ended");
    fs::remove_dir_all(&lost).unwrap();

    let new = held.split_inclusive(|byte| *byte == b'\n').count();
    let said = printed(&fresh, ["import", "--facts", copies_on.to_str().unwrap()]);
    assert!(said.contains(&format!("新增 {new} 条记录，0 行不能用")), "{said}");
    assert_eq!(counts(&fresh), counted);
    assert!(printed(&fresh, ["import", "--facts", newest.to_str().unwrap()]).contains("新增 0 条记录"));
    let mut desk = Talk::open(&fresh);
    let ticket = desk.ok("take clinic")["ticket"].clone();
    assert_eq!(ticket, "A2001", "it is a desk of the square with a number of its own");
    assert!(desk.end().success());

    // Half a line and nonsense cost themselves only.
    let torn = place.path().join("torn.jsonl");
    fs::write(&torn, [&held[..held.len() - 9], b"\nnonsense\n"].concat()).unwrap();
    let other = place.path().join("other");
    let said = printed(&other, ["import", "--facts", torn.to_str().unwrap(), newest.to_str().unwrap()]);
    assert!(said.contains(&format!("读了 2 个备份文件，新增 {new} 条记录，2 行不能用")), "{said}");
    assert_eq!(counts(&other), counted);
}

#[test]
fn copies_of_another_event_and_files_that_are_none_change_nothing() {
    let place = tempdir().unwrap();
    let (here, there) = (place.path().join("here"), place.path().join("there"));
    setup(&here, "学雷锋志愿服务");
    setup(&there, "植树节");
    let before = printed(&here, ["export", "--facts", "-"]);
    let foreign = there.join("facts.jsonl");
    let said = complaint(&here, ["import", "--facts", foreign.to_str().unwrap()]);
    assert!(said.contains("植树节"), "{said}");
    let nonsense = place.path().join("facts-notes.jsonl");
    fs::write(&nonsense, "nothing of ours\n").unwrap();
    complaint(&here, ["import", "--facts", nonsense.to_str().unwrap()]);
    let missing = place.path().join("nowhere");
    let said = complaint(&here, ["import", "--facts", missing.to_str().unwrap()]);
    assert!(said.contains("nowhere"), "{said}");
    assert_eq!(printed(&here, ["export", "--facts", "-"]), before);
}
