//! A minute of a busy square through the real program: every command is carried out, none is lost.

use std::io::Write;
use std::thread;

use serde_json::Value;
use tempfile::tempdir;

use crate::program::{Talk, printed};

/// Numbers taken in the busiest minute, and keys pressed at stations: to call, call again, begin, finish.
const TAKES: usize = 50;
const CALLS: usize = 200;

#[test]
fn fifty_numbers_and_two_hundred_calls_at_once_are_all_carried_out() {
    let folder = tempdir().unwrap();
    let mut desk = Talk::at_demo(folder.path());
    let queues = desk.ok("queues")["services"].clone();
    let haircut = queues.as_array().unwrap().iter().find(|row| row["service"] == "haircut").unwrap().clone();
    let stations: Vec<&str> =
        haircut["stations"].as_array().unwrap().iter().map(|word| word.as_str().unwrap()).collect();
    let mut lines = Vec::new();
    for turn in 0..TAKES {
        let station = stations[turn % stations.len()];
        lines.push(format!("take haircut{}", if turn % 5 == 0 { " priority" } else { "" }));
        lines.extend(["next", "recall", "arrive", "done"].map(|key| format!("{key} {station}")));
    }
    assert_eq!(lines.len(), TAKES + CALLS);
    let mut input = desk.take_input();
    let all = lines.join("\n") + "\n";
    let writer = thread::spawn(move || input.write_all(all.as_bytes()).unwrap());
    let (mut numbers, mut entries) = (Vec::new(), Vec::new());
    for line in &lines {
        let answer: Value = serde_json::from_str(&desk.next_line().unwrap()).unwrap();
        assert_eq!(answer["ok"], true, "{line}: {answer}");
        entries.push(answer["entry"].as_str().unwrap().to_owned());
        if answer["outcome"] == "taken" {
            numbers.push(answer["ticket"].as_str().unwrap().to_owned());
        }
    }
    writer.join().unwrap();
    assert_eq!(numbers, (1..=TAKES).map(|count| format!("B1{count:03}")).collect::<Vec<_>>());
    assert!(desk.end().success());
    let facts = printed(folder.path(), ["export", "--facts", "-"]);
    let durable = entries.iter().filter(|entry| facts.matches(entry.as_str()).count() > 0).count();
    assert_eq!(durable, TAKES + CALLS, "every answer stands on the disk");
    let mut again = Talk::open(folder.path());
    let services = again.ok("tally")["services"].clone();
    let haircut = services.as_array().unwrap().iter().find(|row| row["service"] == "haircut").unwrap().clone();
    assert_eq!(haircut["visits"], TAKES);
}
