//! The scripted morning, run by the real program, and counted again from the exported facts by code that knows nothing
//! of the board: no fold, no rules, only what the facts say.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use tempfile::tempdir;

use crate::program::{Talk, printed};

/// What the facts of one desk add up to, counted the plain way.
#[derive(Default)]
struct Count {
    expected: BTreeSet<String>,
    arrived: BTreeMap<String, bool>,
    unit_of: BTreeMap<String, String>,
    /// Team by entry: unit and heads nobody has named.
    teams: BTreeMap<String, (String, i64)>,
    /// Service by ticket, and the last step that it took.
    tickets: BTreeMap<String, (String, String)>,
    counted: BTreeMap<String, u64>,
}

impl Count {
    fn of(entries: &[Value]) -> Self {
        let mut count = Self::default();
        let live = live(entries);
        for entry in entries.iter().filter(|entry| live.contains(word(&entry["key"]))) {
            let (what, fact) = entry["fact"].as_object().unwrap().iter().next().unwrap();
            count.take(word(&entry["key"]), what, fact);
        }
        count
    }

    fn take(&mut self, key: &str, what: &str, fact: &Value) {
        match what {
            "enrolled" => {
                for (index, person) in fact["people"].as_array().unwrap().iter().enumerate() {
                    let id = format!("{key}.{index}");
                    self.unit_of.insert(id.clone(), word(&person["unit"]).to_owned());
                    self.expected.insert(id);
                }
            }
            "arrived" => {
                if let Some(team) = fact["team"].as_str() {
                    self.teams.get_mut(team).unwrap().1 -= 1;
                }
                self.arrived.insert(word(&fact["person"]).to_owned(), true);
            }
            "left" => {
                self.arrived.insert(word(&fact["person"]).to_owned(), false);
            }
            "team_arrived" => {
                let mut heads = fact["heads"].as_i64().unwrap();
                if let Some(leader) = fact["leader"].as_str() {
                    heads -= 1;
                    self.arrived.insert(leader.to_owned(), true);
                }
                self.teams.insert(key.to_owned(), (word(&fact["unit"]).to_owned(), heads));
            }
            "ticket_taken" => {
                self.tickets.insert(key.to_owned(), (word(&fact["service"]).to_owned(), "taken".to_owned()));
            }
            "ticket" => {
                let step = fact["step"].as_object().unwrap().keys().next().unwrap();
                // A call that is announced again changes nothing.
                if step != "recalled" {
                    self.tickets.get_mut(word(&fact["ticket"])).unwrap().1.clone_from(step);
                }
            }
            "counted" => {
                *self.counted.entry(word(&fact["service"]).to_owned()).or_default() +=
                    fact["quantity"].as_u64().unwrap();
            }
            _ => {}
        }
    }

    fn tickets_that(&self, service: &str, last_step: &[&str]) -> u64 {
        let tickets = self.tickets.values().filter(|(of, step)| of == service && last_step.contains(&step.as_str()));
        tickets.count() as u64
    }

    fn units_present(&self) -> usize {
        let named = self.arrived.iter().filter(|(_, is_in)| **is_in).map(|(person, _)| &self.unit_of[person]);
        let unnamed = self.teams.values().filter(|(_, heads)| *heads > 0).map(|(unit, _)| unit);
        named.chain(unnamed).collect::<BTreeSet<_>>().len()
    }

    fn unnamed(&self) -> usize {
        self.teams.values().map(|(_, heads)| usize::try_from(*heads).unwrap()).sum()
    }
}

/// The entries that are not undone, an undo of an undo counted back.
fn live(entries: &[Value]) -> BTreeSet<&str> {
    let mut undone: BTreeSet<&str> = BTreeSet::new();
    // From the last to the first: whether an undo counts is known before what it names is reached.
    for entry in entries.iter().rev().filter(|entry| entry["fact"]["undone"].is_object()) {
        if !undone.contains(word(&entry["key"])) {
            undone.insert(word(&entry["fact"]["undone"]["entry"]));
        }
    }
    entries.iter().map(|entry| word(&entry["key"])).filter(|key| !undone.contains(key)).collect()
}

fn word(value: &Value) -> &str {
    value.as_str().unwrap()
}

#[test]
fn the_scripted_morning_runs_as_it_says_and_adds_up() {
    let folder = tempdir().unwrap();
    let script = printed(folder.path(), ["demo", "--script"]);
    let tally = run(&mut Talk::open(folder.path()), &script);

    let export = printed(folder.path(), ["export", "--facts", "-"]);
    let entries: Vec<Value> = export.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!((6_500..=7_500).contains(&entries.len()), "{} entries", entries.len());
    let count = Count::of(&entries);
    let present = count.arrived.values().filter(|is_in| **is_in).count();
    assert_eq!(tally["expected"], count.expected.len());
    assert_eq!(tally["arrived"], count.arrived.len() + count.unnamed());
    assert_eq!(tally["present"], present + count.unnamed());
    assert_eq!(tally["units_present"], count.units_present());
    let services = tally["services"].as_array().unwrap();
    assert_eq!(services.len(), 16);
    for row in services {
        let service = word(&row["service"]);
        let sum = count.tickets_that(service, &["done"]) + count.counted.get(service).copied().unwrap_or(0);
        assert_eq!(row["visits"].as_u64().unwrap() + row["copies"].as_u64().unwrap(), sum, "{service}");
        assert_eq!(row["waiting"], count.tickets_that(service, &["taken", "absent"]), "{service}");
        assert_eq!(row["serving"], count.tickets_that(service, &["began"]), "{service}");
    }

    crate::report::the_report_of(folder.path(), &crate::report::exported(&export));
    crate::hours::the_hours_of(folder.path(), &crate::report::exported(&export));
    let verified = printed(folder.path(), ["verify"]);
    assert!(
        verified.contains(&format!("{} 条记录，核对码 {}", entries.len(), word(&tally["agreement"]))),
        "{verified}"
    );
}

/// Runs a script; answers with its last answer. Every command is carried out, or refused as announced.
fn run(desk: &mut Talk, script: &str) -> Value {
    let mut last = Value::Null;
    let mut expected: Option<&str> = None;
    for line in script.lines() {
        if line.starts_with('#') {
            expected = line.strip_prefix("# expect ").or(expected);
            continue;
        }
        let answer = desk.say(line);
        match expected.take() {
            None => assert_eq!(answer["ok"], true, "{line}: {answer}"),
            Some(code) => {
                assert_eq!(answer["ok"], false, "{line}: {answer}");
                assert!(answer["code"] == code || answer["outcome"] == code, "{line}, not {code}: {answer}");
            }
        }
        last = answer;
    }
    last
}

#[test]
fn the_demo_opens_in_the_middle_of_its_morning_and_goes_on() {
    let folder = tempdir().unwrap();
    let _screen = crate::program::run(folder.path(), ["demo"]);
    let mut desk = Talk::open(folder.path());
    let tally = desk.ok("tally");
    assert!(tally["present"].as_u64().unwrap() > 250, "{tally}");
    let queues = desk.ok("queues");
    let waiting: u64 = queues["services"].as_array().unwrap().iter().map(|row| row["waiting"].as_u64().unwrap()).sum();
    assert!(waiting > 0, "{queues}");
    let last = desk.ok("history 1");
    assert!(word(&last["entries"][0]["time"]).starts_with("10:11"), "{last}");
    assert_eq!(last["entries"][0]["day"], "2026-03-05");
}
