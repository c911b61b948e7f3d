//! People on the list: put on it, corrected, merged, taken off, given a new badge; line by line in the real program.

use qiandao::badge::{Code, EventKey};
use qiandao::demo::square::{EVENT, EVENT_SECRET};
use serde_json::{Value, json};
use tempfile::tempdir;

use crate::program::{Talk, badge, number};

fn name_of(answer: &Value) -> &str {
    answer["person"]["name"].as_str().unwrap()
}

#[test]
fn a_person_is_corrected_line_by_line_and_every_step_is_undone() {
    let folder = tempdir().unwrap();
    let mut desk = Talk::at_demo(folder.path());
    let edited = desk.ok("edit 李若汐 name 李若溪");
    assert_eq!((&edited["outcome"], name_of(&edited)), (&json!("edited"), "李若溪"));
    assert_eq!(desk.ok("edit 13 note 需要轮椅")["person"]["attention"], "需要轮椅");
    assert_eq!(desk.ok("edit 13 unit 民政局")["outcome"], "moved");
    assert_eq!(desk.ok("edit 13 unit 民政局")["outcome"], "nothing_new");
    desk.refused("edit 13 tail 12", "no_phone_tail");
    desk.refused("edit 13 name", "empty_text");
    desk.refused("edit 13 name 41070219900307888X", "not_for_the_roster");
    desk.refused("edit 张伟 tail 1234", "ambiguous");
    desk.refused("edit 13 colour red", "missing_argument");
    assert!(desk.ok("history 3")["text"].as_str().unwrap().contains("修改注意事项 李若溪"));
    for undone in ["换单位", "修改注意事项", "修改姓名 李若汐"] {
        let said = desk.ok("undo");
        assert!(said["text"].as_str().unwrap().contains(undone), "{said}");
    }
    let found = &desk.ok("find 13")["matches"][0];
    assert_eq!((&found["name"], &found["unit"]), (&json!("李若汐"), &json!("新城区生态环境分局")));
    assert!(found["attention"].is_null());
    assert!(desk.end().success());
}

#[test]
fn somebody_who_is_like_others_on_the_list_is_asked_about_first() {
    let folder = tempdir().unwrap();
    let mut desk = Talk::at_demo(folder.path());
    let asked = desk.refused("register 李若西 民政局 1234", "needs_answer");
    assert_eq!((&asked["outcome"], &asked["choices"]), (&json!("similar"), &json!([number(1), "new"])));
    assert!(asked["text"].as_str().unwrap().contains("同音"), "{asked}");
    desk.refused("answer perhaps", "unknown_choice");
    assert_eq!(desk.ok("answer 1")["outcome"], "nothing_new");
    desk.refused("register 李若西 民政局 1234", "needs_answer");
    let new = desk.ok("answer new");
    assert_eq!((&new["outcome"], name_of(&new)), (&json!("enrolled"), "李若西"));
    let digits = new["digits"].as_str().unwrap();
    assert_eq!(desk.ok(&format!("scan {digits}"))["outcome"], "arrived");
    let plain = desk.ok("register Anna Li, Law School, 5556");
    assert_eq!((&plain["person"]["unit"], &plain["person"]["tail"]), (&json!("Law School"), &json!("5556")));
    desk.refused("register 李 41070219900307888X", "not_for_the_roster");
    assert!(desk.end().success());
}

#[test]
fn a_new_badge_replaces_the_old_one_and_says_its_digits() {
    let folder = tempdir().unwrap();
    let mut desk = Talk::at_demo(folder.path());
    let issued = desk.ok(&format!("reissue {}", number(1)));
    assert_eq!(issued["outcome"], "badge_issued");
    let digits = issued["digits"].as_str().unwrap();
    let code = Code::decode(&EventKey::new(EVENT, EVENT_SECRET).unwrap(), digits).unwrap();
    assert_eq!((code.number().to_string(), code.argument()), (number(1), 1));
    desk.refused(&format!("scan {}", badge(1)), "replaced_badge");
    assert_eq!(desk.ok(&format!("scan {digits}"))["outcome"], "arrived");
    assert_eq!(desk.ok(&format!("badge {}", number(1)))["digits"], digits);
    assert!(desk.end().success());
}

#[test]
fn two_records_are_merged_and_a_person_leaves_the_list() {
    let folder = tempdir().unwrap();
    let mut desk = Talk::at_demo(folder.path());
    let merged = desk.ok(&format!("merge {} into {}", number(2), number(1)));
    assert_eq!((&merged["outcome"], &merged["person"]["number"]), (&json!("merged"), &json!(number(1))));
    assert_eq!(desk.ok(&format!("scan {}", badge(2)))["person"]["number"], number(1));
    assert_eq!(desk.ok("roster")["people"], 319);
    let withdrawn = desk.ok(&format!("withdraw {}", number(3)));
    assert_eq!(withdrawn["outcome"], "withdrawn");
    assert_eq!(desk.ok("roster")["people"], 318);
    desk.refused(&format!("scan {}", badge(3)), "withdrawn");
    desk.ok("undo");
    desk.ok("at 09:00:10");
    assert_eq!(desk.ok(&format!("scan {}", badge(3)))["outcome"], "arrived");
    desk.refused("merge 13 into nobody at all", "unknown_person");
    assert!(desk.end().success());
}
