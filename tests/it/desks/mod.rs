//! Several desks as real processes on loopback, unicast: they join, agree, die, come back and catch up; strangers and
//! liars change nothing. Every wait is for a condition.

mod city;
mod hostile;
mod liar;
mod relay;
mod square;

use std::fs;

use serde_json::Value;

use crate::program::complaint;
use square::{Laptop, Square, agree, heard, until};

/// The desks as one of them sees them, by number.
fn numbers(seen: &Value) -> Vec<u64> {
    seen["desks"].as_array().unwrap().iter().filter_map(|desk| desk["number"].as_u64()).collect()
}

#[test]
fn three_desks_agree_and_one_is_killed_and_back() {
    let mut square = Square::begun();
    square.join(["东门", "西门"]);
    let [first, second, third] = square.laptops.as_mut_slice() else { panic!("three laptops") };
    first.says("in 王芳");
    second.says("in 张伟");
    third.says("take clinic");
    let seen = agree(&mut [first, second, third]);
    assert_eq!(numbers(&seen), [1, 2, 3]);
    let own: Vec<bool> = seen["desks"].as_array().unwrap().iter().map(|desk| desk["me"].as_bool().unwrap()).collect();
    assert_eq!(own, [true, false, false]);
    for desk in seen["desks"].as_array().unwrap() {
        assert_eq!((&desk["seen"], &desk["behind"]), (&Value::from(true), &Value::from(0)), "{desk}");
        assert_eq!(desk["facts"], seen["desks"][0]["facts"], "{desk}");
    }
    for laptop in [&mut *first, second, third] {
        assert_eq!(laptop.says("tally")["present"], 2);
    }

    // One loses its power; the others go on, and it comes back knowing only its neighbours.
    third.kill();
    first.says("in 欧阳娜娜");
    second.says("count leaflets 7");
    until("the others see that it is gone", || {
        let desks = first.says("desks");
        desks["desks"][2]["seen"] == false && desks["agree"] == false
    });
    third.starts(&[]);
    agree(&mut [first, second, third]);
    assert_eq!(third.says("tally")["present"], 3, "what happened meanwhile");
    third.says("take clinic");
    agree(&mut [first, second, third]);

    // One leaves, and stays able to work; the others count two desks.
    third.says("leave");
    assert_eq!(third.says("tally")["present"], 3);
    until("two are left", || numbers(&first.says("desks")) == [1, 2]);
    agree(&mut [first, second]);
}

#[test]
fn a_double_check_in_of_desks_that_were_apart_shows_on_both_counts_once_and_is_put_away_once() {
    let mut square = Square::begun();
    square.join(["东门"]);
    let [first, second] = square.laptops.as_mut_slice() else { panic!("two laptops") };
    // Each works on alone: neither sees the other.
    second.stops();
    until("nobody is there", || first.says("desks")["desks"][1]["seen"] == false);
    first.says("in 王芳");
    first.stops();
    second.starts(&[]);
    let again = second.says("in 王芳")["entry"].as_str().unwrap().to_owned();
    let notices = |laptop: &mut Laptop| laptop.says("notices")["notices"].as_array().unwrap().clone();
    assert_eq!(notices(second), Vec::<Value>::new(), "it knows of no other");

    first.starts(&[]);
    agree(&mut [first, second]);
    let notice = format!("double-check-in:{again}");
    for laptop in [&mut *first, second] {
        let open = notices(laptop);
        assert_eq!(open.len(), 1, "{open:?}");
        assert_eq!(open[0]["notice"], notice, "the earlier one gives the time");
        assert_eq!(laptop.says("tally")["present"], 1);
    }
    assert_eq!(first.says("find 王芳"), second.says("find 王芳"));
    second.says(&format!("dismiss {notice}"));
    until("it is gone on both", || notices(first).is_empty() && notices(second).is_empty());
    agree(&mut [first, second]);
}

#[test]
fn five_desks_one_of_them_late_take_an_absent_desks_facts_from_a_third_and_keep_out_a_lost_laptop() {
    let mut square = Square::begun();
    square.laptops[0].says("in 王芳");
    // Twelve seconds of looking; everything else happens meanwhile.
    let nobody = Laptop::new();
    let wrong = nobody.joining("0000 0000 0000 0098", square.laptops[0].at, &[]);
    square.join(["二", "三", "四"]);
    square.laptops[3].says("count leaflets 5");
    let mut all: Vec<&mut Laptop> = square.laptops.iter_mut().collect();
    agree(&mut all);

    // The fourth goes home; the fifth comes late, told of the second alone, and has the fourth's facts from there.
    square.laptops[3].stops();
    let at = square.laptops[1].at;
    square.join_at(["五"], at);
    assert_eq!(square.laptops[4].says("tally")["present"], 1);
    assert_eq!(leaflets(&mut square.laptops[4]), 5);
    square.laptops[3].starts(&[]);
    let mut all: Vec<&mut Laptop> = square.laptops.iter_mut().collect();
    let seen = agree(&mut all);
    assert_eq!(numbers(&seen), [1, 2, 3, 4, 5]);

    // The third laptop is lost: a new code, entered at two of the rest; whoever has the old one is met no more.
    let [first, second, third, fourth, _] = square.laptops.as_mut_slice() else { panic!("five laptops") };
    let new = first.says("remove 3")["code"].as_str().unwrap().to_owned();
    assert_ne!(new, square.code);
    for laptop in [&mut *second, fourth] {
        laptop.stops();
    }
    let joining = [&*second, fourth].map(|laptop| laptop.joining(&new, first.at, &[]));
    for (laptop, joining) in [&mut *second, fourth].into_iter().zip(joining) {
        heard(joining).unwrap();
        laptop.starts(&[]);
    }
    first.says("in 张伟");
    until("three have it", || second.says("tally")["present"] == 2 && fourth.says("tally")["present"] == 2);
    assert_eq!(third.says("tally")["present"], 1, "and the lost one has not");
    assert!(!numbers(&fourth.says("desks")).contains(&3));

    let complaint = heard(wrong).unwrap_err();
    assert!(complaint.contains("没有找到"), "{complaint}");
    assert_eq!(fs::read(nobody.folder.path().join("facts.jsonl")).unwrap_or_default().len(), 0);
}

fn leaflets(laptop: &mut Laptop) -> u64 {
    let tally = laptop.says("tally");
    let row = tally["services"].as_array().unwrap().iter().find(|row| row["service"] == "leaflets");
    row.map_or(0, |row| row["copies"].as_u64().unwrap_or_default())
}

#[test]
fn another_outing_and_no_code_end_in_a_sentence_and_nothing_was_exchanged() {
    let mut square = Square::begun();
    let mut stranger = Square::begun();
    let first = &mut square.laptops[0];
    let other = &mut stranger.laptops[0];
    first.says("in 王芳");
    let facts = |laptop: &mut Laptop| laptop.says("desks")["desks"][0]["facts"].as_u64().unwrap();
    let (before, theirs) = (facts(first), facts(other));

    for (code, reason) in [("1234", "1234"), ("0000 0000 0000 0099", "0099")] {
        let said = complaint(Laptop::new().folder.path(), ["join", code]);
        assert!(said.contains(reason), "{said}");
    }
    other.stops();
    let refused = other.joins(&square.code, first.at, &[]).unwrap_err();
    assert!(refused.contains("另一场活动"), "{refused}");

    assert_eq!(facts(first), before);
    other.starts(&[]);
    assert_eq!(facts(other), theirs);
}
