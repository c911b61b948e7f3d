//! The program is killed at any moment of writing, thirty times over on one folder: what was acknowledged is there,
//! and nothing is there twice.

use std::collections::hash_map::RandomState;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{BuildHasher, Hasher};
use std::io::Write;
use std::thread;
use std::time::Duration;

use serde_json::Value;
use tempfile::tempdir;

use crate::program::{Talk, printed};

const KILLS: usize = 30;
/// More than a round ever gets answered, so that writing never stops before the kill.
const COMMANDS: usize = 2_000;

#[test]
fn thirty_kills_lose_no_acknowledged_fact_and_double_none() {
    let folder = tempdir().unwrap();
    assert!(Talk::at_demo(folder.path()).end().success());
    let mut acknowledged: Vec<(String, Value)> = Vec::new();
    for kill in 0..KILLS {
        let mut desk = Talk::open(folder.path());
        let writer = flood(&mut desk);
        for _ in 0..random(60) {
            let answer: Value = serde_json::from_str(&desk.next_line().unwrap()).unwrap();
            assert_eq!(answer["ok"], true, "{answer}");
            acknowledged.push((answer["entry"].as_str().unwrap().to_owned(), answer));
        }
        thread::sleep(Duration::from_micros(random(3_000)));
        desk.kill();
        // Answers that were on their way when it died were given all the same.
        while let Some(line) = desk.next_line() {
            if let Ok(answer) = serde_json::from_str::<Value>(&line) {
                acknowledged.push((answer["entry"].as_str().unwrap().to_owned(), answer));
            }
        }
        writer.join().unwrap();
        check(folder.path(), &acknowledged, kill);
    }
    assert!(acknowledged.len() > KILLS, "only {} answers", acknowledged.len());
    let verified = printed(folder.path(), ["verify"]);
    assert!(verified.contains("没有发现问题"), "{verified}");
}

/// Sends commands as fast as they are taken until the program is gone.
fn flood(desk: &mut Talk) -> thread::JoinHandle<()> {
    let mut input = desk.take_input();
    thread::spawn(move || {
        for index in 0..COMMANDS {
            let line: &[u8] = if index % 3 == 0 { b"take haircut\n" } else { b"count tea 2\n" };
            if input.write_all(line).is_err() {
                return;
            }
        }
    })
}

fn check(folder: &std::path::Path, acknowledged: &[(String, Value)], kill: usize) {
    let export = printed(folder, ["export", "--facts", "-"]);
    let entries: Vec<Value> = export.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let by_key: BTreeMap<&str, &Value> = entries.iter().map(|entry| (entry["key"].as_str().unwrap(), entry)).collect();
    assert_eq!(by_key.len(), entries.len(), "an entry stands twice after kill {kill}");
    for (key, answer) in acknowledged {
        let entry = by_key.get(key.as_str()).unwrap_or_else(|| panic!("{key} is lost after kill {kill}: {answer}"));
        let said = answer["ticket"].as_str().or(answer["service"].as_str());
        let fact = &entry["fact"];
        let written = fact["ticket_taken"]["number"].as_str().or(fact["counted"]["service"].as_str());
        assert_eq!(said, written, "{key} says something else after kill {kill}");
    }
    let numbers: Vec<&str> =
        entries.iter().filter_map(|entry| entry["fact"]["ticket_taken"]["number"].as_str()).collect();
    let different: BTreeSet<&&str> = numbers.iter().collect();
    assert_eq!(different.len(), numbers.len(), "a number was given out twice by kill {kill}");
    let of_the_day = entries
        .iter()
        .filter(|entry| entry["fact"]["ticket_taken"].is_object() || entry["fact"]["counted"].is_object());
    let presses: Vec<&str> = of_the_day.map(|entry| entry["nonce"].as_str().unwrap()).collect();
    let different: BTreeSet<&&str> = presses.iter().collect();
    assert_eq!(different.len(), presses.len(), "one command was written twice by kill {kill}");
}

/// A number below `most`, another one every time.
fn random(most: u64) -> u64 {
    RandomState::new().build_hasher().finish() % most
}
