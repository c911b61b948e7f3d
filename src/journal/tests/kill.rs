//! Killed with -9 while writing: this test program starts itself again as the one that writes and is killed.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::kit::{Scribe, open, record};

const FOLDER: &str = "QIANDAO_TEST_KILL_FOLDER";
const EPOCH: &str = "QIANDAO_TEST_KILL_EPOCH";
const KILLS: u32 = 30;

#[test]
fn what_was_acknowledged_survives_30_kills() {
    let folder = tempfile::tempdir().unwrap();
    let mut acknowledged = Vec::new();
    for epoch in 1..=KILLS {
        let mut child = start(folder.path(), epoch);
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let begun = lines.find(|line| line == "begun");
        assert!(begun.is_some(), "the writer did not start");
        // From at once to some hundred entries later, in any state of a group.
        std::thread::sleep(Duration::from_micros(u64::from(epoch) * 997 % 40_000));
        child.kill().unwrap();
        child.wait().unwrap();
        let last = lines.filter_map(|line| line.strip_prefix("saved ")?.parse().ok()).last();
        acknowledged.push((epoch, last.unwrap_or(0)));
    }
    assert!(acknowledged.iter().any(|(_, last)| *last > 10_u64), "nothing was ever written: {acknowledged:?}");
    let (_, opened, held) = open(folder.path());
    assert_eq!((opened.holes, opened.contradictions, opened.damaged_lines), (vec![], vec![], 0));
    for (epoch, last) in acknowledged {
        let seqs = held.seqs(Scribe::new(epoch).series);
        assert!(seqs.len() as u64 >= last, "epoch {epoch}: {} of {last}", seqs.len());
        assert_eq!(seqs, (1..=seqs.len() as u64).collect::<Vec<_>>(), "epoch {epoch}");
    }
}

fn start(folder: &Path, epoch: u32) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "journal::tests::kill::the_one_that_is_killed", "--nocapture", "--test-threads=1"])
        .env(FOLDER, folder)
        .env(EPOCH, epoch.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Does nothing unless it was started by the test above; then writes until it is killed.
#[test]
fn the_one_that_is_killed() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let epoch: u32 = std::env::var(EPOCH).unwrap().parse().unwrap();
    let (journal, _, _) = open(Path::new(&folder));
    let mut scribe = Scribe::new(epoch);
    // The test harness leaves its own words on the line before.
    println!("\nbegun");
    loop {
        let pending: Vec<_> =
            (0..3).map(|index| journal.append(scribe.lines(1), vec![record(index, &scribe.seq.to_string())])).collect();
        for answer in pending {
            let saved = answer.wait().unwrap();
            println!("saved {}", saved.new[0].seq);
        }
    }
}
