//! The real program in a real terminal: an arrival peak as a scanner types it, a scanner at a serial port, and the
//! terminal given back whole however the program ends.

use std::io::{Read, Write};
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtyPair, PtySize, native_pty_system};
use qiandao::tui::terminal::{self, Screen};
use serde_json::Value;
use tempfile::{TempDir, tempdir};

use crate::program::{self, Talk, badge, printed};

/// Far longer than anything here takes, on a machine that is busy with something else.
const PATIENCE: Duration = Duration::from_mins(1);
const LOOK_WAIT: Duration = Duration::from_millis(5);

/// The question where the cursor stands.
const ASKED: &[u8] = b"\x1b[6n";

/// What the program has written, and what a terminal shows of it.
struct Shown {
    bytes: Vec<u8>,
    terminal: vt100::Parser,
}

/// The program in its terminal.
struct Window {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    keys: Arc<Mutex<Box<dyn Write + Send>>>,
    shown: Arc<Mutex<Shown>>,
    modes_before: String,
}

fn pair() -> PtyPair {
    native_pty_system().openpty(PtySize { rows: 24, cols: 80, ..PtySize::default() }).unwrap()
}

fn modes(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios())
}

impl Window {
    fn open(folder: &Path, arguments: &[&str]) -> Self {
        Self::of_glyphs(folder, arguments, 1)
    }

    /// In a terminal that draws the signs which terminals disagree about so many cells wide.
    fn of_glyphs(folder: &Path, arguments: &[&str], cells: u16) -> Self {
        let mut program = CommandBuilder::new(env!("CARGO_BIN_EXE_qiandao"));
        program.env_remove("QIANDAO_DATA");
        program.env_remove("NO_COLOR");
        program.env_remove("LC_ALL");
        program.env("LANG", "zh_CN.UTF-8");
        program.env("TERM", "xterm-256color");
        program.args(["--data", folder.to_str().unwrap()]);
        program.args(arguments);
        Self::running(program, cells)
    }

    fn running(program: CommandBuilder, glyph_cells: u16) -> Self {
        let PtyPair { slave, master } = pair();
        let modes_before = modes(&*master);
        let child = slave.spawn_command(program).unwrap();
        drop(slave);
        let shown = Shown { bytes: Vec::new(), terminal: vt100::Parser::default() };
        let shown = Arc::new(Mutex::new(shown));
        let keys = Arc::new(Mutex::new(master.take_writer().unwrap()));
        let (mut output, seen, answers) = (master.try_clone_reader().unwrap(), Arc::clone(&shown), Arc::clone(&keys));
        thread::spawn(move || {
            let mut chunk = [0; 4096];
            let mut is_answered = false;
            while let Ok(length @ 1..) = output.read(&mut chunk) {
                let mut seen = seen.lock().unwrap();
                seen.bytes.extend_from_slice(&chunk[..length]);
                seen.terminal.process(&chunk[..length]);
                // The program asks once where the cursor stands behind three such signs.
                if !is_answered && seen.bytes.windows(ASKED.len()).any(|bytes| bytes == ASKED) {
                    is_answered = true;
                    let answer = format!("\u{1b}[1;{}R", 1 + 3 * glyph_cells);
                    answers.lock().unwrap().write_all(answer.as_bytes()).unwrap();
                }
            }
        });
        Self { child, master, keys, shown, modes_before }
    }

    fn types(&mut self, text: &str) {
        let mut keys = self.keys.lock().unwrap();
        keys.write_all(text.as_bytes()).unwrap();
        keys.flush().unwrap();
    }

    fn screen(&self) -> String {
        self.shown.lock().unwrap().terminal.screen().contents()
    }

    /// Waits until the screen is as it should be.
    #[track_caller]
    fn wait_until(&self, what: &str, holds: impl Fn(&str) -> bool) {
        let start = Instant::now();
        while !holds(&self.screen()) {
            assert!(start.elapsed() < PATIENCE, "never {what}:\n{}", self.screen());
            thread::sleep(LOOK_WAIT);
        }
    }

    #[track_caller]
    fn wait_for(&self, text: &str) {
        self.wait_until(&format!("shows {text}"), |screen| screen.contains(text));
    }

    /// Waits for the end of the program, which must be a good one, and looks at the terminal it leaves behind.
    fn leaves_the_terminal_whole(mut self) {
        assert!(self.child.wait().unwrap().success());
        let start = Instant::now();
        let left = ["\u{1b}[?1049l", "\u{1b}[?25h", "\u{1b}[?2004l", "\u{1b}[?1000l"];
        loop {
            let bytes = String::from_utf8_lossy(&self.shown.lock().unwrap().bytes).into_owned();
            let last = bytes.rsplit("\u{1b}[?1049h").next().unwrap_or_default();
            let missing: Vec<&str> = left.into_iter().filter(|sequence| !last.contains(sequence)).collect();
            if missing.is_empty() {
                break;
            }
            assert!(start.elapsed() < PATIENCE, "not given back: {missing:?}");
            thread::sleep(LOOK_WAIT);
        }
        assert_eq!(modes(&*self.master), self.modes_before);
        assert!(!self.screen().contains("panicked"), "{}", self.screen());
    }

    fn signal(&self, name: &str) {
        let id = self.child.process_id().unwrap().to_string();
        assert!(Command::new("kill").args(["-s", name, &id]).status().unwrap().success());
    }
}

impl Drop for Window {
    /// A test that fails leaves no program behind.
    fn drop(&mut self) {
        let _ended = self.child.kill();
        let _gone = self.child.wait();
    }
}

/// The demo square before its first guest.
fn demo() -> TempDir {
    let folder = tempdir().unwrap();
    assert!(Talk::at_demo(folder.path()).end().success());
    folder
}

/// Whom the arrivals are of, by their place on the list, in the order of folding.
fn arrivals(folder: &Path) -> Vec<(u64, u64)> {
    let facts = printed(folder, ["export", "--facts", "-"]);
    let entries = facts.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let serial = |entry: Value| {
        let person = entry["fact"]["arrived"]["person"].as_str()?;
        let index = person.rsplit(['-', '.', ':', '/', '#']).next().unwrap().parse::<u64>().unwrap();
        let seq = entry["key"].as_str()?.rsplit('-').next()?.parse::<u64>().ok()?;
        Some((index, seq))
    };
    entries.filter_map(serial).collect()
}

#[test]
fn fifty_scans_in_five_seconds_are_fifty_arrivals_in_their_order() {
    let folder = demo();
    let mut window = Window::open(folder.path(), &[]);
    window.wait_for("已到 0 / 320 人");
    let start = Instant::now();
    for serial in 1..=50 {
        let due = Duration::from_millis(100) * (serial - 1);
        thread::sleep(due.saturating_sub(start.elapsed()));
        for typed in format!("{}\r", badge(serial)).chars() {
            window.types(&typed.to_string());
            thread::sleep(Duration::from_millis(1));
        }
    }
    window.wait_for("已到 50 / 320 人");
    window.types("\u{11}");
    window.wait_for("要结束吗");
    window.types("\r");
    window.leaves_the_terminal_whole();
    let arrivals = arrivals(folder.path());
    let people: Vec<u64> = arrivals.iter().map(|(person, _)| *person).collect();
    assert_eq!(people, (0..50).collect::<Vec<u64>>(), "each once, in the order of their scans");
    let first = arrivals[0].1;
    assert_eq!(arrivals.iter().map(|(_, seq)| *seq).collect::<Vec<_>>(), (first..first + 50).collect::<Vec<_>>());
}

#[test]
fn a_signal_ends_the_program_and_leaves_the_terminal_whole() {
    for name in ["TERM", "HUP", "INT"] {
        let folder = demo();
        let mut window = Window::open(folder.path(), &[]);
        window.wait_for("已到 0 / 320 人");
        window.types(&format!("{}\r", badge(1)));
        window.wait_for("已到 1 / 320 人");
        window.signal(name);
        window.leaves_the_terminal_whole();
        assert_eq!(arrivals(folder.path()).len(), 1, "after SIG{name}");
    }
}

#[test]
fn where_signs_are_wide_frames_are_ascii_and_codes_are_blanks() {
    for (cells, has_signs) in [(1, true), (2, false)] {
        let folder = demo();
        let mut window = Window::of_glyphs(folder.path(), &[], cells);
        window.wait_for("已到 0 / 320 人");
        window.types("\u{11}");
        window.wait_for("要结束吗");
        let frame = window.screen();
        assert_eq!(frame.contains('\u{2502}'), has_signs, "{frame}");
        assert_eq!(frame.contains("| 要结束吗") || frame.contains("|要结束吗"), !has_signs, "{frame}");
        window.types("\u{1b}");
        window.wait_until("closes the question", |screen| !screen.contains("要结束吗"));
        window.types(&program::number(1));
        window.wait_for("未签到");
        window.types("\u{2}");
        window.wait_for("换画法");
        assert_eq!(window.screen().contains('\u{2584}'), has_signs, "{}", window.screen());
        window.signal("TERM");
        window.leaves_the_terminal_whole();
    }
}

#[test]
fn a_panic_leaves_the_terminal_whole_and_writes_nothing_on_it() {
    let folder = tempdir().unwrap();
    let log = folder.path().join("log");
    let mut program = CommandBuilder::new(std::env::current_exe().unwrap());
    program.args(["--exact", "pty::a_window_that_panics", "--ignored", "--nocapture", "--quiet"]);
    program.env("LOG_OF_PANICS", &log);
    program.env("TERM", "xterm-256color");
    Window::running(program, 1).leaves_the_terminal_whole();
    let log = std::fs::read_to_string(log).unwrap();
    assert!(log.contains("inside the window"), "{log}");
}

/// The program of the test above, in its terminal.
#[test]
#[ignore = "a part of another test"]
fn a_window_that_panics() {
    let log = std::env::var_os("LOG_OF_PANICS").expect("only as a part of another test");
    terminal::log_panics(move |panicked| std::fs::write(&log, panicked).unwrap());
    let window = std::panic::catch_unwind(|| {
        let (mut screen, _keyboard) = Screen::open().unwrap();
        screen.draw(|_, _| None).unwrap();
        panic!("inside the window");
    });
    assert!(window.is_err());
}

#[test]
fn a_scanner_at_a_serial_port_comes_goes_and_comes_back() {
    let folder = demo();
    let port = folder.path().join("port");
    let mut window = Window::open(folder.path(), &["--scanner", port.to_str().unwrap()]);
    window.wait_for("扫码枪没接上");
    for (arrived, serial) in (1..).zip([7, 8]) {
        let PtyPair { slave, master } = pair();
        std::os::unix::fs::symlink(master.tty_name().unwrap(), &port).unwrap();
        window.wait_until("finds the scanner", |screen| !screen.contains("扫码枪没接上"));
        // Somebody types a name meanwhile.
        window.types("w");
        window.wait_for("> 扫码或输入 w");
        let mut scanner = master.take_writer().unwrap();
        scanner.write_all(format!("{}\r\n", badge(serial)).as_bytes()).unwrap();
        scanner.flush().unwrap();
        window.wait_for(&format!("已到 {arrived} / 320 人"));
        std::fs::remove_file(&port).unwrap();
        drop((scanner, slave, master));
        window.wait_for("扫码枪没接上");
    }
    assert_eq!(arrivals_at_end(window, folder.path()), [6, 7]);
}

fn arrivals_at_end(window: Window, folder: &Path) -> Vec<u64> {
    window.signal("TERM");
    window.leaves_the_terminal_whole();
    arrivals(folder).into_iter().map(|(person, _)| person).collect()
}

/// Who is in by the table that lies beside the machine; nothing while it is not there. It is never half a table.
fn in_by_paper(stick: &Path) -> Option<usize> {
    let page = std::fs::read_to_string(stick.join("qiandao-0305-desk1.html")).ok()?;
    assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>\n"), "a page is whole or not there");
    let table = std::fs::read_to_string(stick.join("qiandao-0305-desk1.csv")).ok()?;
    assert!(table.starts_with('\u{feff}') && table.contains("最后一号"), "a table is whole or not there");
    Some(table.matches("已签到").count())
}

#[test]
fn killed_at_any_moment_the_program_leaves_the_paper_of_a_moment_ago() {
    let folder = demo();
    let stick = tempdir().unwrap();
    let arguments = ["--paper", stick.path().to_str().unwrap(), "--paper-every", "1"];
    for round in 0..3 {
        let mut window = Window::open(folder.path(), &arguments);
        let before = usize::try_from(round * 2).unwrap();
        window.wait_for(&format!("已到 {before} / 320 人"));
        let start = Instant::now();
        while in_by_paper(stick.path()) != Some(before) {
            assert!(start.elapsed() < PATIENCE, "what the start found is never on paper");
            thread::sleep(LOOK_WAIT);
        }
        window.types(&format!("{}\r", badge(round * 2 + 1)));
        while in_by_paper(stick.path()) != Some(before + 1) {
            assert!(start.elapsed() < PATIENCE, "an arrival is never on paper");
            thread::sleep(LOOK_WAIT);
        }
        window.types(&format!("{}\r", badge(round * 2 + 2)));
        window.wait_for(&format!("已到 {} / 320 人", before + 2));
        window.signal("KILL");
        window.child.wait().unwrap();
        // The second arrival may be a moment too young, the first is there.
        let found = in_by_paper(stick.path());
        assert!(found >= Some(before + 1), "{found:?}");
    }
}

#[test]
fn of_several_outings_one_is_chosen_before_the_screen_opens() {
    let folder = tempdir().unwrap();
    let set_up = ["setup", "--date", "2026-03-05", "--desk", "1", "--name"];
    printed(folder.path(), set_up.iter().chain(&["学雷锋"]));
    printed(folder.path(), set_up.iter().chain(&["植树", "--outing", "0312"]));
    let mut window = Window::open(folder.path(), &[]);
    window.wait_for("打开哪一个活动");
    window.wait_for("另建一个活动");
    window.types("2");
    window.wait_for("签到  植树");
    window.signal("TERM");
    window.leaves_the_terminal_whole();
    let mut window = Window::open(folder.path(), &[]);
    window.wait_for("打开哪一个活动");
    window.types("\u{1b}");
    window.leaves_the_terminal_whole();
}

/// The power fails the moment somebody sees the tick.
#[test]
fn what_the_screen_says_is_there_after_the_power_failed_that_moment() {
    let (scan, number) = (format!("{}\r", badge(1)), program::number(2));
    let steps: [(&str, String, &str, &[&str]); 4] = [
        ("a scan", scan, "已到 1 / 320 人", &["\"arrived\""]),
        ("a team", format!("{number}\u{14}7\r"), "在场 8 人", &["\"team_arrived\"", "\"heads\":7"]),
        ("a walk-in", "\u{e}Zhao Xin\rsfj\r7788\r".to_owned(), "+ 已签到", &["\"enrolled\"", "\"arrived\""]),
        ("an edit", "\u{1b}[15~zhaoxin\r\r\u{15}Zhao You\r\r\r\r\r".to_owned(), "已修改姓名", &["\"details_edited\""]),
    ];
    let folder = demo();
    let mut known = facts(folder.path()).len();
    for (step, keys, seen, written) in steps {
        let mut window = Window::open(folder.path(), &[]);
        window.wait_for("/ 32");
        window.types(&keys);
        window.wait_for(seen);
        window.signal("KILL");
        drop(window);
        let facts = facts(folder.path());
        let new = facts.get(known..).unwrap().join("\n");
        for fact in written {
            assert!(new.contains(fact), "{step}: no {fact} in\n{new}");
        }
        known = facts.len();
    }
    let mut desk = Talk::open(folder.path());
    let found = desk.ok("find zhaoyou");
    assert_eq!(found["matches"][0]["tail"], "7788", "{found}");
    assert!(desk.end().success());
}

/// Every entry, a line each.
fn facts(folder: &Path) -> Vec<String> {
    printed(folder, ["export", "--facts", "-"]).lines().map(str::to_owned).collect()
}
