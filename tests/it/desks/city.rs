//! Two squares of a city, joined by a relay: real processes on loopback. Both show what each square adds to the whole.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};
use tempfile::tempdir;

use super::square::{Laptop, Square, agree, free_place, until};
use crate::program::{complaint, text};

/// A relay; it runs until it is dropped.
struct Relay(Child);

impl Relay {
    fn of(code: &str, at: SocketAddr, squares: &str) -> Self {
        let folder = tempdir().unwrap();
        let nowhere = folder.path().join("nothing here");
        let mut program = Command::new(env!("CARGO_BIN_EXE_qiandao"));
        program.env("LANG", "zh_CN.UTF-8").env_remove("LC_ALL").arg("--data").arg(&nowhere);
        program.args(["relay", "--code", code, "--squares", squares, "--listen", &at.to_string()]);
        let mut child = program.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut said = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut said).unwrap();
        assert!(said.contains(&at.to_string()), "{said}");
        assert!(!nowhere.exists(), "a relay keeps nothing");
        Self(child)
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Name, desks, copies, came.
fn squares(laptop: &mut Laptop) -> Vec<(String, Value, Value, Value)> {
    let tally = laptop.says("tally");
    let rows = tally["squares"].as_array().cloned().unwrap_or_default();
    let row = |row: &Value| {
        (
            row["square"].as_str().unwrap().to_owned(),
            row["desks"].clone(),
            row["copies"].clone(),
            row["arrived"].clone(),
        )
    };
    rows.iter().map(row).collect()
}

#[test]
fn two_squares_and_a_relay_show_what_each_square_adds() {
    let mut square = Square::begun();
    let first = &mut square.laptops[0];
    assert_eq!(squares(first), [], "one square is no city");
    let at = free_place();
    let _relay = Relay::of(&square.code, at, "东湖,人民广场");
    first.stops();
    first.starts(&["--square", "东湖", "--at", &at.to_string()]);
    let mut other = Laptop::new();
    until("the other square joins through the relay", || {
        other.joins(&square.code, at, &["--name", "西门", "--square", "人民广场"]).is_ok()
    });
    other.starts(&[]);
    first.says("in 王芳");
    first.says("count leaflets 3");
    other.says("in 张伟");
    other.says("in 欧阳娜娜");
    other.says("count leaflets 4");
    agree(&mut [first, &mut other]);
    let row = |name: &str, desk, copies, came| (name.to_owned(), json!([desk]), json!(copies), json!(came));
    let expected = [row("东湖", 1, 3, 1), row("人民广场", 2, 4, 2)];
    until("both show both squares", || squares(first) == expected && squares(&mut other) == expected);

    // A desk that is moved to the other square is counted there, on both.
    other.says("square 东湖");
    let one = vec![];
    until("all are of one square", || squares(first) == one && squares(&mut other) == one);
}

#[test]
fn a_relay_takes_the_code_of_the_desk_beside_it_and_makes_no_folder() {
    let square = Square::begun();
    let file = square.laptops[0].folder.path().join("relay.json5");
    let arguments = ["relay", "--squares", "东湖", "--file", file.to_str().unwrap()];
    // The desk runs, and is not disturbed.
    let said = crate::program::run(square.laptops[0].folder.path(), arguments);
    assert!(said.status.success(), "{}", text(&said.stderr));
    assert!(fs::read_to_string(&file).unwrap().contains("东湖"));
    let nowhere = tempdir().unwrap().path().join("nowhere");
    assert!(complaint(&nowhere, arguments).contains("还不知道加入码"));
    assert!(!nowhere.exists());
}
