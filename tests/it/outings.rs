//! Several outings in one data folder, and the folder of one outing as it always was.

use std::path::Path;

use tempfile::tempdir;

use crate::program::{Talk, complaint, printed};

fn set_up(data: &Path, name: &str, day: &str, more: &[&str]) {
    let fixed = ["setup", "--name", name, "--date", day, "--desk", "1"];
    printed(data, fixed.iter().chain(more));
}

#[test]
fn each_outing_counts_by_itself_and_must_be_named_when_there_are_several() {
    let folder = tempdir().unwrap();
    let data = folder.path();
    set_up(data, "学雷锋", "2026-03-05", &[]);
    Talk::open(data).ok("take clinic");
    set_up(data, "植树", "2026-03-12", &["--outing", "0312"]);
    let said = complaint(data, ["report", "--out", "x.csv"]);
    for part in ["--outing", "学雷锋，2026-03-05（--outing .）", "植树，2026-03-12（--outing 0312）"] {
        assert!(said.contains(part), "{part} in {said}");
    }
    assert_eq!(printed(data, ["outings"]), "学雷锋，2026-03-05（--outing .）\n植树，2026-03-12（--outing 0312）\n");
    for (outing, open) in [(".", "没办完的号：1 个"), ("0312", "没有没办完的"), ("植树", "没有没办完的")]
    {
        assert!(printed(data, ["close", "--outing", outing]).contains(open), "{outing}");
    }
    let mut talk = Talk::with(data, &["line", "--json", "--outing", "0312"]);
    assert_eq!(talk.ok("take clinic")["ticket"], "A1001");
}

#[test]
fn an_outing_that_is_not_there_is_begun_by_its_set_up_alone() {
    let folder = tempdir().unwrap();
    let data = &folder.path().join("data");
    let said = complaint(data, ["close", "--outing", "0306"]);
    assert!(said.contains("没有叫 0306 的活动"), "{said}");
    assert!(!data.join("outings").exists());
    let bad = complaint(data, ["setup", "--name", "x", "--date", "2026-03-05", "--desk", "1", "--outing", "../x"]);
    assert!(bad.contains("../x") && !data.parent().unwrap().join("x").exists(), "{bad}");
    set_up(data, "学雷锋", "2026-03-06", &["--outing", "0306"]);
    // The only one needs no name.
    assert!(printed(data, ["close"]).contains("没有没办完的"));
    assert!(!data.join("facts.jsonl").exists());
}

#[test]
fn days_of_one_outing_are_reported_alone_or_together() {
    let folder = tempdir().unwrap();
    let data = folder.path().join("data");
    set_up(&data, "宣传周", "2026-03-05", &["--until", "2026-03-11"]);
    let out = folder.path().join("r.csv");
    let report = |more: &[&str]| {
        printed(&data, ["report", "--out", out.to_str().unwrap()].iter().chain(more));
        std::fs::read_to_string(&out).unwrap()
    };
    assert!(report(&[]).contains("活动日期 2026-03-05 至 2026-03-11"));
    assert!(report(&["--day", "2026-03-06"]).contains("宣传周 活动统计 2026-03-06"));
    printed(&data, ["close", "--out", out.to_str().unwrap(), "--day", "2026-03-06"]);
    assert!(std::fs::read_to_string(&out).unwrap().contains("宣传周 收工单 2026-03-06"));
}
