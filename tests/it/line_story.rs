//! Stories at `qiandao line --json`, told to the real program on the demo square.

use serde_json::{Value, json};
use tempfile::tempdir;

use crate::program::{Talk, badge, code, number};

fn words(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(|word| word.as_str().unwrap()).collect()
}

#[test]
fn a_volunteer_is_scanned_in_asked_about_and_goes() {
    let folder = tempdir().unwrap();
    let mut desk = Talk::at_demo(folder.path());
    let arrived = desk.ok(&format!("scan {}", badge(1)));
    assert_eq!(arrived["outcome"], "arrived");
    assert_eq!(arrived["person"]["number"], number(1));
    assert_eq!(arrived["person"]["name"], "李若汐");
    assert_eq!(arrived["person"]["unit"], "新城区生态环境分局");
    assert_eq!(arrived["person"]["tail"], "9052");
    assert_eq!(arrived["person"]["state"], "in");
    let entry = arrived["entry"].as_str().unwrap().to_owned();
    assert!(!entry.contains(' '));

    desk.ok("at 09:00:02");
    let repeated = desk.ok(&format!("scan {}", badge(1)));
    assert_eq!(repeated, arrived, "the same code within three seconds is the same answer");
    assert_eq!(desk.ok("history 1")["entries"][0]["entry"], entry.as_str(), "and nothing was written");

    desk.ok("at 09:05:00");
    let asked = desk.refused(&format!("scan {}", badge(1)), "needs_answer");
    assert_eq!(asked["outcome"], "already_in");
    assert_eq!(words(&asked["choices"]), ["out", "station", "nothing"]);
    assert_eq!(asked["person"]["since"], "09:00");
    assert!(asked["entry"].is_null(), "a question writes nothing");
    assert!(asked["text"].as_str().unwrap().starts_with("09:00 已在 1 号机签到，不用重复签到：李若汐"), "{asked}");
    desk.ok("tally");
    let unknown = desk.refused("answer dance", "unknown_choice");
    assert_eq!(words(&unknown["choices"]), ["out", "station", "nothing"]);
    let station = desk.refused("answer 2", "needs_answer");
    assert_eq!((&station["outcome"], words(&station["choices"]).len()), (&json!("which_station"), 26));
    desk.refused("answer 77", "unknown_station");
    let stationed = desk.ok("answer 3");
    assert_eq!((&stationed["outcome"], &stationed["person"]["station"]), (&json!("stationed"), &json!("3")));
    desk.refused("answer out", "no_question");

    desk.ok("at 09:10:00");
    desk.refused(&format!("scan {}", badge(1)), "needs_answer");
    assert_eq!(desk.ok("answer station 4")["person"]["station"], "4");
    desk.refused(&format!("in {}", number(1)), "needs_answer");
    assert_eq!(desk.ok("answer nothing")["outcome"], "nothing_new");
    desk.ok("at 11:30:00");
    desk.refused(&format!("scan {}", badge(1)), "needs_answer");
    let left = desk.ok("answer 1");
    assert_eq!(
        (&left["outcome"], &left["minutes"], &left["person"]["state"]),
        (&json!("left"), &json!(150), &json!("out"))
    );
    desk.refused(&format!("out {}", number(1)), "not_in");
    assert!(desk.end().success());
}

#[test]
fn a_question_lapses_when_something_else_is_done() {
    let folder = tempdir().unwrap();
    let mut desk = Talk::at_demo(folder.path());
    desk.ok(&format!("in {}", number(1)));
    desk.refused(&format!("in {}", number(1)), "needs_answer");
    desk.ok("take haircut");
    desk.refused("answer out", "no_question");
}

#[test]
fn people_are_found_and_meant_by_whatever_is_typed() {
    let folder = tempdir().unwrap();
    let mut desk = Talk::at_demo(folder.path());
    for text in ["李若汐", "liruoxi", "9052", &number(1), "13"] {
        let found = desk.ok(&format!("find {text}"));
        assert_eq!(found["matches"][0]["name"], "李若汐", "{text}: {found}");
        assert_eq!(found["matches"][0]["state"], "not_in");
    }
    assert_eq!(desk.ok("find nobody of that name at all")["matches"], json!([]));
    assert_eq!(desk.ok("in liruoxi")["person"]["number"], number(1));
    desk.refused("in nobody of that name at all", "unknown_person");

    let several = desk.refused("in 张伟", "ambiguous");
    assert_eq!(several["matches"].as_array().unwrap().len(), 3);
    let choices = words(&several["choices"]);
    assert_eq!(choices, [91, 124, 127].map(number));
    let chosen = choices[1].to_owned();
    assert_eq!(desk.ok(&format!("answer {chosen}"))["person"]["number"], chosen.as_str());
    desk.refused("in 张伟", "ambiguous");
    let first = desk.ok("answer 1");
    assert_eq!(first["outcome"], "arrived");
    assert_ne!(first["person"]["number"], chosen.as_str(), "those not yet in come first");
    let several = desk.refused("assign 3 张伟", "ambiguous");
    assert!(several["choices"].is_null() && several["matches"].as_array().unwrap().len() == 3, "{several}");
}

#[test]
fn refused_scans_are_facts_without_the_code() {
    let folder = tempdir().unwrap();
    let mut desk = Talk::at_demo(folder.path());
    let (event, secret) = (qiandao::demo::square::EVENT, qiandao::demo::square::EVENT_SECRET);
    let mut misread = badge(1);
    misread.replace_range(20..21, if misread.as_bytes()[20] == b'0' { "1" } else { "0" });
    let cases = [
        (misread, "unreadable"),
        ("hello".to_owned(), "unreadable"),
        ("12345".to_owned(), "unreadable"),
        ("134567890123456789".to_owned(), "not_ours"),
        ("11010519491231002X".to_owned(), "not_ours"),
        ("https://example.com/pay?id=134567890123456789".to_owned(), "not_ours"),
        (code(1, event + 1, secret), "other_event"),
        (code(1, event, [1; 32]), "forged"),
        (code(4_000, event, secret), "unknown_badge"),
    ];
    for (scanned, reason) in &cases {
        desk.ok("at 09:00:00");
        let refused = desk.refused(&format!("scan {scanned}"), reason);
        assert_eq!(refused["outcome"], *reason);
        assert!(refused["entry"].is_string(), "{refused}");
        desk.ok("at 09:01:00");
        assert!(!refused.to_string().contains(scanned.as_str()), "{refused}");
    }
    let arrived = desk.ok(&format!("scan {}", badge(1)));
    assert_eq!(arrived["outcome"], "arrived", "one bad scan never blocks the next");
}

#[test]
fn refused_scans_are_listed_by_reason_and_desk() {
    let folder = tempdir().unwrap();
    let mut desk = Talk::at_demo(folder.path());
    assert_eq!(desk.ok("scans")["refused"], json!([]));
    for (at, scanned) in [("09:00:00", "hello"), ("09:01:00", "12345"), ("09:02:30", badge(4_000).as_str())] {
        desk.ok(&format!("at {at}"));
        desk.say(&format!("scan {scanned}"));
    }
    let scans = desk.ok("scans");
    let rows = json!([
        {"desk": 1, "reason": "unreadable", "times": 2, "last": "09:01:00"},
        {"desk": 1, "reason": "unknown_badge", "times": 1, "last": "09:02:30", "number": number(4_000)},
    ]);
    assert_eq!(scans["refused"], rows);
    assert!(scans["text"].as_str().unwrap().contains("没通过的扫码 3 次"), "{scans}");
}

#[test]
fn practice_says_so_with_every_answer_and_counts_nowhere() {
    let folder = tempdir().unwrap();
    let mut desk = Talk::at_demo(folder.path());
    let code = |desk: &mut Talk| desk.ok("code")["agreement"].as_str().unwrap().to_owned();
    let before = code(&mut desk);
    let on = desk.ok("practice on");
    assert_eq!((&on["outcome"], &on["practice"]), (&json!("practice_on"), &json!(true)));
    let arrived = desk.ok(&format!("scan {}", badge(1)));
    assert_eq!((&arrived["outcome"], &arrived["practice"]), (&json!("arrived"), &json!(true)));
    assert!(arrived["text"].as_str().unwrap().contains("不算数"), "{arrived}");
    assert_eq!(desk.ok("tally")["present"], 1);
    let off = desk.ok("practice off");
    assert_eq!((&off["outcome"], &off["practice"]), (&json!("practice_off"), &json!(null)));
    assert_eq!(desk.ok("tally")["present"], 0);
    assert_eq!(code(&mut desk), before);
    let last = desk.ok("history 1")["entries"][0].clone();
    assert_eq!((&last["what"], &last["practice"], &last["undone"]), (&json!("arrived"), &json!(true), &json!(false)));
    desk.refused(&format!("undo {}", last["entry"].as_str().unwrap()), "only_practised");
    assert_eq!(desk.ok(&format!("scan {}", badge(1)))["outcome"], "arrived", "now it counts");
    assert_eq!(desk.ok("tally")["present"], 1);
}

#[test]
fn a_resident_is_numbered_called_and_served() {
    let folder = tempdir().unwrap();
    let mut desk = Talk::at_demo(folder.path());
    let taken = desk.ok("take haircut");
    assert_eq!((&taken["ticket"], &taken["ahead"], &taken["class"]), (&json!("B1001"), &json!(0), &json!("normal")));
    assert_eq!(desk.ok("take haircut")["ahead"], 1);
    let first = desk.ok("take haircut priority");
    assert_eq!((&first["ticket"], &first["ahead"], &first["class"]), (&json!("B1003"), &json!(0), &json!("priority")));
    let called = desk.ok("next 5");
    assert_eq!(
        (&called["outcome"], &called["ticket"], &called["station"]),
        (&json!("called"), &json!("B1003"), &json!("5"))
    );
    assert_eq!(called["text"], "请 B1003 号到 5 号台。");
    let queue = desk.ok("queues")["services"][1].clone();
    assert_eq!(queue["service"], "haircut");
    assert_eq!((&queue["waiting"], &queue["called"], &queue["serving"]), (&json!(2), &json!(1), &json!(0)));
    assert_eq!(words(&queue["stations"]), ["5", "6", "7", "8", "9", "10"]);
    assert_eq!(words(&queue["line"]), ["B1001", "B1002"]);

    let asked = desk.refused("next 5", "needs_answer");
    assert_eq!(asked["outcome"], "still_called");
    assert_eq!(words(&asked["choices"]), ["arrived", "recall", "absent"]);
    assert_eq!(desk.ok("answer recall")["outcome"], "recalled");
    assert_eq!(desk.ok("recall 5")["ticket"], "B1003");
    assert_eq!(desk.ok("absent 5")["outcome"], "absent");
    assert_eq!(desk.ok("next 5")["ticket"], "B1001", "the absent one is deferred");
    assert_eq!(desk.ok("arrive 5")["outcome"], "began");
    let both = desk.ok("next 5");
    assert_eq!(
        (&both["outcome"], &both["finished"], &both["ticket"]),
        (&json!("called"), &json!("B1001"), &json!("B1002"))
    );
    let entries = both["entries"].as_array().unwrap();
    assert_eq!(entries.len(), 2, "one key finishes and calls");
    assert_eq!((&entries[0]["what"], &entries[1]["what"]), (&json!("done"), &json!("called")));
    assert_eq!(entries[1]["entry"], both["entry"]);
    desk.ok("arrive 5");
    assert_eq!(desk.ok("done 5")["ticket"], "B1002");
    desk.refused("done 5", "station_idle");

    let gone = desk.ok("take haircut");
    let void = desk.ok(&format!("cancel {} had to go", gone["ticket"].as_str().unwrap()));
    assert_eq!((&void["outcome"], &void["ticket"]), (&json!("cancelled"), &gone["ticket"]));
    desk.refused("cancel B1004 had to go", "ticket_state");
    desk.refused("cancel B1999 had to go", "unknown_ticket");
    desk.refused("take leaflets", "no_queue");
    desk.refused("take sleep", "unknown_service");
    desk.refused("next 77", "unknown_station");
    desk.refused("next 20", "nobody_waits");
    let tally = desk.ok("tally");
    let haircut = &tally["services"][1];
    assert_eq!((&haircut["queued"], &haircut["visits"], &haircut["copies"]), (&json!(true), &json!(2), &json!(0)));
    assert_eq!((&haircut["waiting"], &haircut["serving"]), (&json!(1), &json!(0)));
}

#[test]
fn what_was_told_and_how_long_it_was_is_kept_and_a_forgotten_key_is_listed() {
    let folder = tempdir().unwrap();
    let mut desk = Talk::at_demo(folder.path());
    for _ in 0..2 {
        desk.ok("take law");
    }
    let law = desk.ok("queues")["services"].as_array().unwrap().iter().find(|row| row["service"] == "law").cloned();
    let station = law.unwrap()["stations"][0].as_str().unwrap().to_owned();
    desk.ok(&format!("next {station}"));
    desk.ok(&format!("arrive {station}"));
    let taken = desk.ok("take law")["ticket"].as_str().unwrap().to_owned();
    desk.ok("at 09:20:00");
    desk.ok(&format!("next {station}"));
    desk.ok(&format!("absent {station}"));
    desk.ok(&format!("next {station}"));
    let ticket = desk.ok(&format!("ticket {taken}"))["ticket"].clone();
    let seen = ["number", "state", "taken", "called"].map(|field| ticket[field].clone());
    assert_eq!(seen, [json!(taken), json!("called"), json!("09:00:00"), json!("09:20:00")]);
    let wait = &ticket["waits"][0];
    assert_eq!((&wait["service"], &wait["waited_secs"]), (&json!("law"), &json!(1200)), "{ticket}");
    assert!(wait["told_secs"].as_u64().unwrap() > 0, "{ticket}");
    desk.refused("ticket A9999", "unknown_ticket");

    desk.ok("at 11:50:00");
    let queues = desk.ok("queues");
    let law = queues["services"].as_array().unwrap().iter().find(|row| row["service"] == "law").unwrap();
    assert_eq!(law["mean_wait_secs"], json!(800), "none, twenty and twenty minutes: {law}");
    assert!(law["mean_error_secs"].is_u64() && law["wait_most_minutes"].is_u64(), "{law}");
    assert_eq!(law["at"][0]["forgotten"], json!(true), "{law}");
    assert!(queues["text"].as_str().unwrap().contains(&format!("可能忘了按完成：{station} 号台 {taken}")), "{queues}");
}

#[test]
fn tickets_take_detours() {
    let folder = tempdir().unwrap();
    let mut desk = Talk::at_demo(folder.path());
    for _ in 0..3 {
        desk.ok("take clinic");
    }
    assert_eq!(desk.ok("callone 1 A1003 fainted in the sun")["ticket"], "A1003");
    desk.ok("arrive 1");
    assert_eq!(desk.ok("pool 1 waits for a paper")["outcome"], "parked");
    assert_eq!(desk.ok("resume A1003 2")["station"], "2");
    assert_eq!(desk.ok("transfer A1001 eyes")["service"], "eyes");
    assert_eq!(desk.ok("raise A1002 asked for")["outcome"], "raised");
    assert_eq!(desk.ok("direct 1")["outcome"], "served_directly");
    let asked = desk.refused("close 1", "needs_answer");
    assert_eq!(
        (&asked["outcome"], words(&asked["choices"])),
        (&json!("still_serving"), vec!["done", "pool", "nothing"])
    );
    assert_eq!(desk.ok("answer done")["outcome"], "station_turned");
    desk.refused("next 1", "station_not_open");
    assert_eq!(desk.ok("open 1")["state"], "open");
    for _ in 0..3 {
        desk.ok("next 1");
        desk.ok("absent 1");
    }
    assert_eq!(desk.ok("return A1002")["ticket"], "A1002");
}

#[test]
fn services_and_stations_come_close_and_open_again_during_the_morning() {
    let folder = tempdir().unwrap();
    let mut desk = Talk::at_demo(folder.path());
    desk.ok("take clinic");
    assert_eq!(desk.ok("service close clinic")["outcome"], "service_closed");
    assert_eq!(desk.refused("take clinic", "service_closed")["service"], "clinic");
    assert_eq!(desk.ok("service close clinic")["outcome"], "nothing_new");
    assert_eq!(desk.ok("next 1")["ticket"], "A1001", "who has a number is still called");
    assert_eq!(desk.ok("undo")["outcome"], "undone");
    assert_eq!(desk.ok("service open clinic")["outcome"], "service_opened");
    desk.ok("take clinic");
    desk.refused("service open dancing", "unknown_service");

    assert_eq!(desk.ok("service add glasses 5 \u{4fee}\u{773c}\u{955c} / Glasses")["outcome"], "set_up");
    desk.refused("station add 1a dancing", "unknown_service");
    desk.refused("station add 1a leaflets", "no_queue");
    desk.ok("station add 90 glasses \u{897f}\u{95e8}");
    let ticket = desk.ok("take glasses");
    let number = ticket["ticket"].as_str().unwrap().to_owned();
    assert_eq!(desk.ok("next 90")["ticket"], number.as_str());
    assert_eq!(desk.ok("pause 90")["state"], "paused");
    desk.ok("arrive 90");
    desk.ok("done 90");
    desk.refused("next 90", "station_not_open");
    assert_eq!(desk.ok("open 90")["state"], "open");
    desk.ok("service add water 0 \u{8336}\u{6c34}");
    assert_eq!(desk.ok("count water 3")["total"], 3);
    desk.refused("take water", "no_queue");
    desk.ok("service add clinic 9 \u{4e49}\u{8bca} / Clinic");
    assert_eq!(desk.ok("take clinic")["ticket"], "A1003", "a service that is changed keeps its letter");
}

#[test]
fn torn_slips_are_left_out_and_slips_of_no_day_of_the_event_are_refused() {
    let folder = tempdir().unwrap();
    let mut desk = Talk::at_demo(folder.path());
    // Of what was torn the runs before and after are entered, and not the slip itself.
    assert_eq!(desk.ok("paper pressure C900001 C900004 9:00 9:30")["total"], 4);
    assert_eq!(desk.ok("paper pressure C900006 C900010 9:00 9:30")["total"], 9);
    desk.ok("paper pressure C900005 C900005 9:30 9:30 2026-03-05");
    desk.ok("undo");
    assert_eq!(desk.ok("paper pressure C901001 C901001 9:00 9:30")["total"], 10, "another block begins anew");
    assert_eq!(desk.refused("paper pressure C900011 C900012 9:00 9:30 2026-03-04", "other_day")["ok"], false);
    assert!(desk.end().success());
}

#[test]
fn paper_slips_are_entered_once_counted_and_undone() {
    let folder = tempdir().unwrap();
    let mut desk = Talk::at_demo(folder.path());
    let entered = desk.ok("paper haircut B900041 B900068 10:20 11:05");
    assert_eq!((&entered["quantity"], &entered["total"]), (&json!(28), &json!(28)));
    for again in ["B900041 B900068", "B900001 B900041", "B900068 B900099", "b900050 b900050"] {
        let refused = desk.refused(&format!("paper haircut {again} 10:20 11:05"), "slips_counted");
        assert_eq!(refused["target"], entered["entry"]);
    }
    assert_eq!(desk.ok("paper haircut B900069 B900069 11:05 11:05")["total"], 29);
    desk.refused("paper haircut A900041 A900068 10:20 11:05", "slips_of_other");
    desk.refused("paper haircut B900101 B900120 11:05 10:20", "backwards");
    desk.refused("paper dancing Z900101 Z900120 10:20 11:05", "unknown_service");
    let last = desk.ok("history 1")["entries"][0].clone();
    assert!(last["text"].as_str().unwrap().contains("B900069"), "{last}");
    desk.ok("undo");
    assert_eq!(desk.ok(&format!("undo {} mistake", entered["entry"].as_str().unwrap()))["outcome"], "undone");
    assert_eq!(desk.ok("paper haircut B900041 B900068 10:20 11:05")["total"], 28, "what was undone may come again");
}

#[test]
fn counts_ask_when_they_are_large_and_bounds_are_kept() {
    let folder = tempdir().unwrap();
    let mut desk = Talk::at_demo(folder.path());
    assert_eq!(desk.ok("count tea")["total"], 1);
    assert_eq!(desk.ok("count leaflets 20")["quantity"], 20);
    assert_eq!(desk.ok("count haircut 2")["total"], 2, "somebody was served without a number");
    let asked = desk.refused("count leaflets 50", "needs_answer");
    assert_eq!((&asked["outcome"], words(&asked["choices"])), (&json!("large_count"), vec!["yes", "no"]));
    assert_eq!(desk.ok("answer no")["outcome"], "nothing_new");
    desk.refused("count leaflets 50", "needs_answer");
    assert_eq!(desk.ok("answer yes")["total"], 70);
    desk.refused("count leaflets 0", "out_of_bounds");
    desk.refused("count leaflets 99999999999999999999", "out_of_bounds");
    desk.refused("count leaflets -5", "bad_argument");
}

#[test]
fn what_was_wrong_is_undone_and_the_reason_is_asked_when_it_is_old() {
    let folder = tempdir().unwrap();
    let mut desk = Talk::at_demo(folder.path());
    let first = desk.ok("count tea 3");
    let undone = desk.ok("undo");
    assert_eq!((&undone["outcome"], &undone["target"]), (&json!("undone"), &first["entry"]));
    assert_ne!(undone["entry"], first["entry"]);
    assert_eq!(undone["text"], "已撤销：茶水服务 加 3 人次");
    let redone = desk.ok("redo");
    assert_eq!((&redone["outcome"], &redone["target"]), (&json!("redone"), &first["entry"]));
    desk.refused("redo", "nothing_to_undo");

    desk.ok("at 09:30:00");
    let asked = desk.refused("undo", "needs_answer");
    assert_eq!((&asked["outcome"], &asked["target"]), (&json!("undo_why"), &first["entry"]));
    assert_eq!(words(&asked["choices"]), ["mistake", "wrong_one", "twice", "trial"]);
    assert_eq!(desk.ok("answer mistake")["target"], first["entry"]);
    let entry = first["entry"].as_str().unwrap();
    desk.refused(&format!("undo {entry} mistake"), "already_undone");

    let taken = desk.ok("take law");
    desk.ok("next 20");
    desk.ok("at 10:00:00");
    let entry = taken["entry"].as_str().unwrap();
    let asked = desk.refused(&format!("undo {entry} mistake"), "needs_answer");
    assert_eq!(asked["outcome"], "undo_built");
    assert_eq!(desk.ok("answer yes")["target"], entry);
    let history = desk.ok("history 3");
    let rows = history["entries"].as_array().unwrap();
    assert_eq!(rows.len(), 3);
    assert_eq!(
        (&rows[0]["what"], &rows[0]["time"], &rows[0]["desk"]),
        (&json!("undone"), &json!("10:00:00"), &json!(1))
    );
    assert_eq!((&rows[2]["what"], &rows[2]["undone"]), (&json!("ticket_taken"), &json!(true)));
    desk.refused("undo 0000000000000000-00000000-1 mistake", "unknown_entry");
    desk.refused("undo 12-34-x mistake", "bad_argument");
}

#[test]
fn a_unit_arrives_together_and_its_members_are_named_later() {
    let folder = tempdir().unwrap();
    let mut desk = Talk::at_demo(folder.path());
    let before = desk.ok("tally");
    assert_eq!(
        (&before["expected"], &before["arrived"], &before["units_present"]),
        (&json!(320), &json!(0), &json!(0))
    );
    let came = desk.ok(&format!("team 区文明办 6 {}", number(5)));
    assert_eq!(
        (&came["outcome"], &came["unit"], &came["heads"]),
        (&json!("team_arrived"), &json!("新城区文明办"), &json!(6))
    );
    let tally = desk.ok("tally");
    assert_eq!((&tally["arrived"], &tally["present"], &tally["units_present"]), (&json!(6), &json!(6), &json!(1)));
    desk.ok(&format!("scan {}", badge(20)));
    assert_eq!(desk.ok("tally")["present"], 6, "a member who is named is one of the six");
    let left = desk.ok("teamout District Civility Office");
    assert_eq!(left["heads"], 4);
    assert_eq!(desk.ok("tally")["present"], 2);
    desk.refused("team no such unit 6", "unknown_unit");
    desk.refused("team 区文明办 0", "out_of_bounds");
    let roster = desk.ok("roster");
    assert_eq!((&roster["people"], &roster["units"]), (&json!(320), &json!(65)));
    assert_eq!(roster["list"].as_array().unwrap().len(), 65);
}

#[test]
fn before_a_square_is_set_up_everything_says_so() {
    let folder = tempdir().unwrap();
    let mut desk = Talk::open(folder.path());
    for line in ["take haircut", "scan 1", "in somebody", "count tea", "at 10:00:00", "team x 3", "open 1"] {
        desk.refused(line, "no_outing");
    }
    for line in ["tally", "queues", "roster", "notices", "history", "code", "find x", "help"] {
        desk.ok(line);
    }
    let set_up = desk.ok("setup demo");
    assert_eq!((&set_up["people"], &set_up["units"]), (&json!(320), &json!(65)));
    desk.refused("setup demo", "set_up_already");
    assert_eq!(desk.ok("notices")["notices"], json!([]));
    assert_eq!(desk.ok("code")["agreement"], desk.ok("tally")["agreement"]);
}

#[test]
fn every_line_has_exactly_one_answer_whatever_its_bytes() {
    let folder = tempdir().unwrap();
    let mut desk = Talk::at_demo(folder.path());
    let long = format!("find {}", "长".repeat(10_000));
    let cases: [(&[u8], &str); 9] = [
        (b"dance", "unknown_command"),
        (long.as_bytes(), "line_too_long"),
        (b"find \xff\xfe", "not_text"),
        (b"\0", "unknown_command"),
        (b"\x1b[2J", "unknown_command"),
        (b"next", "missing_argument"),
        (b"answer 1", "no_question"),
        (b"{\"command\":\"tally\"}", "unknown_command"),
        (b"dismiss nothing-of-the-kind", "unknown_notice"),
    ];
    for (line, code) in cases {
        desk.send(b"# a remark");
        desk.send(b"   ");
        desk.send(line);
        let answer: Value = serde_json::from_str(&desk.next_line().unwrap()).unwrap();
        assert_eq!((&answer["ok"], &answer["code"]), (&json!(false), &json!(code)), "{answer}");
        assert!(!answer["text"].as_str().unwrap().contains(char::is_control), "{answer}");
    }
    desk.ok("tally");
    assert!(desk.end().success());
}

#[test]
fn in_words_every_answer_is_one_line_in_the_language_asked_for() {
    let folder = tempdir().unwrap();
    let mut desk = Talk::with(folder.path(), &["--lang", "en", "line"]);
    let cases = [
        ("setup demo", "The demo square is ready: 320 people, 65 units, 16 services."),
        ("at 09:00", "It is 09:00:00."),
        ("take haircut", "Free haircut: your number is B1001, 0 ahead of you. Expected wait: no wait."),
        ("next 5", "Number B1001, please come to station 5."),
        ("next 5", "Station 5 is calling B1001. Is the resident there? (1 Arrived; 2 Recall; 3 Missed)"),
        ("answer 1", "Station 5 serves B1001."),
        ("help take", "take SERVICE [priority]: give a resident a number"),
        ("take", "Something is missing. Write: take SERVICE [priority]"),
    ];
    for (line, expected) in cases {
        desk.send(line.as_bytes());
        assert_eq!(desk.next_line().unwrap().trim_end(), expected, "{line}");
    }
    for line in ["help", "tally", "queues", "roster", "notices", "history", "find wang", "code"] {
        desk.send(line.as_bytes());
        assert!(!desk.next_line().unwrap().trim().is_empty(), "{line}");
    }
    assert!(desk.end().success());
}

#[test]
fn a_desk_that_is_opened_again_knows_everything() {
    let folder = tempdir().unwrap();
    let mut desk = Talk::at_demo(folder.path());
    desk.ok(&format!("scan {}", badge(1)));
    desk.ok("take haircut");
    let before = desk.ok("tally");
    assert!(desk.end().success());
    let mut again = Talk::open(folder.path());
    assert_eq!(again.ok("tally"), before);
    assert_eq!(again.ok("take haircut")["ticket"], "B1002");
    let last = again.ok("history 1");
    assert!(last["entries"][0]["time"].as_str().unwrap().starts_with("09:00"), "time goes on: {last}");
}

#[test]
fn a_second_program_on_the_same_folder_is_told_which_and_what_to_do() {
    let folder = tempdir().unwrap();
    let mut desk = Talk::at_demo(folder.path());
    let said = crate::program::complaint(folder.path(), ["line"]);
    assert!(said.contains(folder.path().to_str().unwrap()), "{said}");
    desk.ok("tally");
}

#[test]
fn a_desk_says_of_which_square_it_is_and_takes_it_back() {
    let folder = tempdir().unwrap();
    let mut desk = Talk::at_demo(folder.path());
    assert_eq!(desk.ok("square  人民广场 ")["outcome"], "set_up");
    assert_eq!(desk.ok("square 人民广场")["outcome"], "nothing_new");
    desk.refused("square 东湖，西湖", "not_a_square_name");
    desk.refused("square 一二三四五六七八九十一", "not_a_square_name");
    assert_eq!(desk.ok("square")["outcome"], "set_up");
    assert_eq!(desk.ok("square")["outcome"], "nothing_new");
    assert!(desk.ok("tally").get("squares").is_none(), "one square is no city");
}

#[test]
fn a_target_is_set_read_undone_and_taken_away() {
    let folder = tempdir().unwrap();
    let mut desk = Talk::at_demo(folder.path());
    let tally = |desk: &mut Talk, service: &str| {
        let tally = desk.ok("tally");
        tally["services"].as_array().unwrap().iter().find(|row| row["service"] == service).unwrap().clone()
    };
    let set = desk.ok("target photo 40");
    assert_eq!(
        (&set["outcome"], &set["service"], &set["quantity"], &set["total"]),
        (&json!("target_set"), &json!("photo"), &json!(40), &json!(0))
    );
    desk.ok("count photo 10");
    let row = tally(&mut desk, "photo");
    assert_eq!((&row["visits"], &row["target"], &row["percent"]), (&json!(10), &json!(40), &json!(25)), "{row}");
    assert!(tally(&mut desk, "phone").get("target").is_none(), "no target, no word of it");
    let leaflets = tally(&mut desk, "leaflets");
    assert_eq!((&leaflets["measure"], &leaflets["target"]), (&json!("copies"), &json!(8000)), "the demo has some");
    assert_eq!(desk.ok("target photo 40")["outcome"], "nothing_new");
    desk.refused("target photo 1000001", "out_of_bounds");
    desk.refused("target nobody 5", "unknown_service");
    desk.refused("target photo", "missing_argument");
    desk.refused("target photo many", "bad_argument");
    desk.ok("target photo 80");
    desk.ok("undo");
    assert_eq!(tally(&mut desk, "photo")["target"], 40, "the one before is back");
    assert_eq!(desk.ok("target photo none")["outcome"], "target_removed");
    assert!(tally(&mut desk, "photo").get("target").is_none());
    desk.ok("practice on");
    desk.refused("target photo 5", "practising");
    assert!(desk.end().success());
}
