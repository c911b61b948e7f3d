//! Every step of the queue by its line, and back again: after the undo all stands as before, after the redo the step is
//! made.

use serde_json::Value;
use tempfile::tempdir;

use crate::program::Talk;

/// What is done first, and the step that is undone. Station 1 and 2 serve the clinic; `#1` is the first number taken in
/// the case, and so on.
const STEPS: &[(&[&str], &str)] = &[
    (&[], "take clinic"),
    (&[], "take clinic priority"),
    (&["take clinic"], "next 1"),
    (&["take clinic", "next 1"], "recall 1"),
    (&["take clinic", "next 1"], "arrive 1"),
    (&["take clinic", "next 1"], "absent 1"),
    (&["take clinic", "next 1", "absent 1", "next 1", "absent 1", "next 1"], "absent 1"),
    (&["take clinic", "next 1", "absent 1", "next 1", "absent 1", "next 1", "absent 1"], "return #1"),
    (&["take clinic", "next 1", "arrive 1"], "park 1 back soon"),
    (&["take clinic", "next 1"], "park 1 back soon"),
    (&["take clinic", "next 1", "arrive 1"], "pool 1 back soon"),
    (&["take clinic", "next 1", "arrive 1", "park 1 back soon"], "resume #1 1"),
    (&["take clinic", "next 1", "arrive 1", "pool 1 back soon"], "resume #1 2"),
    (&["take clinic"], "transfer #1 haircut"),
    (&["take clinic priority", "next 1", "arrive 1"], "transfer #1 haircut"),
    (&["take clinic", "next 1", "arrive 1"], "done 1"),
    (&["take clinic", "take clinic", "next 1", "arrive 1"], "next 1"),
    (&["take clinic"], "cancel #1 went away"),
    (&["take clinic", "next 1", "arrive 1", "park 1 back soon"], "cancel #1 went away"),
    (&[], "direct 1"),
    (&["take clinic", "next 1", "arrive 1"], "direct 1"),
    (&["take clinic", "take clinic"], "callone 1 #2 waited too long"),
    (&["take clinic"], "raise #1 asked"),
    (&["take clinic", "next 1"], "close 1"),
    (&["take clinic", "next 1", "arrive 1", "park 1 back soon"], "close 1"),
    (&[], "pause 1"),
    (&["pause 1"], "open 1"),
    (&[], "service close clinic"),
    (&["service close clinic"], "service open clinic"),
    (&[], "count tea 3"),
    (&[], "paper clinic A900001 A900012 9:00 9:30"),
];

/// Everything that the steps may change.
fn stands(desk: &mut Talk, numbers: &[String]) -> Vec<Value> {
    let mut stands = vec![desk.ok("queues")["services"].clone(), desk.ok("tally")["services"].clone()];
    stands.extend(numbers.iter().map(|number| desk.ok(&format!("ticket {number}"))["ticket"].clone()));
    stands
}

/// A line with the numbers of the case.
fn with_numbers(line: &str, numbers: &[String]) -> String {
    let line = numbers
        .iter()
        .enumerate()
        .fold(line.to_owned(), |line, (index, number)| line.replace(&format!("#{}", index + 1), number));
    assert!(!line.contains('#'), "{line}");
    line
}

/// How many facts an answer tells of.
fn facts(answer: &Value) -> usize {
    answer["entries"].as_array().map_or(1, Vec::len)
}

fn undo(desk: &mut Talk, facts: usize) {
    for _ in 0..facts {
        assert_eq!(desk.ok("undo")["outcome"], "undone");
    }
}

#[test]
fn every_step_of_the_queue_is_undone_and_done_again() {
    let folder = tempdir().unwrap();
    let mut desk = Talk::at_demo(folder.path());
    let at_first = stands(&mut desk, &[]);
    for (before, step) in STEPS {
        let (mut numbers, mut written) = (Vec::new(), 0);
        for line in *before {
            let answer = desk.ok(&with_numbers(line, &numbers));
            written += facts(&answer);
            if answer["outcome"] == "taken" {
                numbers.push(answer["ticket"].as_str().unwrap().to_owned());
            }
        }
        let as_it_was = stands(&mut desk, &numbers);
        let answer = desk.ok(&with_numbers(step, &numbers));
        let done = stands(&mut desk, &numbers);
        assert!(done != as_it_was, "{step} after {before:?} changed nothing");
        undo(&mut desk, facts(&answer));
        assert!(stands(&mut desk, &numbers) == as_it_was, "{step} after {before:?} is not undone");
        for _ in 0..facts(&answer) {
            assert_eq!(desk.ok("redo")["outcome"], "redone", "{step}");
        }
        assert!(stands(&mut desk, &numbers) == done, "{step} after {before:?} is not done again");
        // One after the other, the last first, all the way back.
        undo(&mut desk, facts(&answer) + written);
        assert!(stands(&mut desk, &[]) == at_first, "{step} after {before:?} left a trace");
    }
}
