//! The real program: started with arguments, spoken to line by line, ended or killed.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Output, Stdio};

use serde_json::Value;

/// The program with nothing of the tester's own surroundings.
fn program(folder: &Path) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_qiandao"));
    program.env_remove("QIANDAO_DATA").env("LANG", "zh_CN.UTF-8").env_remove("LC_ALL").arg("--data").arg(folder);
    program
}

/// Runs one command to its end.
pub fn run<S: AsRef<OsStr>>(folder: &Path, arguments: impl IntoIterator<Item = S>) -> Output {
    program(folder).args(arguments).stdin(Stdio::null()).output().unwrap()
}

/// Runs one command that must succeed; answers with what it printed.
#[track_caller]
pub fn printed<S: AsRef<OsStr>>(folder: &Path, arguments: impl IntoIterator<Item = S>) -> String {
    let output = run(folder, arguments);
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stdout)
}

/// Runs one command that must fail; answers with what it complained of, which must be a sentence and no panic.
#[track_caller]
pub fn complaint<S: AsRef<OsStr>>(folder: &Path, arguments: impl IntoIterator<Item = S>) -> String {
    let output = run(folder, arguments);
    let complaint = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{complaint}");
    assert!(!complaint.trim().is_empty() && !complaint.contains("panicked"), "{complaint}");
    complaint
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// A conversation with `qiandao line --json`.
pub struct Talk {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Talk {
    pub fn open(folder: &Path) -> Self {
        Self::with(folder, &["line", "--json"])
    }

    pub fn with(folder: &Path, arguments: &[&str]) -> Self {
        let mut program = program(folder);
        program.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = program.spawn().unwrap();
        let (input, output) = (child.stdin.take(), BufReader::new(child.stdout.take().unwrap()));
        Self { child, input, output }
    }

    /// On the demo square, before its first guest.
    pub fn at_demo(folder: &Path) -> Self {
        let mut talk = Self::open(folder);
        talk.ok("setup demo");
        talk.ok("at 09:00:00");
        talk
    }

    /// The process, to look at what it costs.
    #[cfg(feature = "desks")]
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    pub fn send(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().unwrap();
        input.write_all(bytes).and_then(|()| input.write_all(b"\n")).unwrap();
    }

    /// The next answer; `None` when there is none any more.
    pub fn next_line(&mut self) -> Option<String> {
        let mut line = String::new();
        self.output.read_line(&mut line).ok().filter(|bytes| *bytes > 0)?;
        Some(line)
    }

    /// Says one line and hears one answer.
    #[track_caller]
    pub fn say(&mut self, line: &str) -> Value {
        self.send(line.as_bytes());
        let answer = self.next_line().unwrap_or_else(|| panic!("no answer to {line}"));
        serde_json::from_str(&answer).unwrap_or_else(|error| panic!("{line}: {error}: {answer}"))
    }

    /// Says one line that must be carried out.
    #[track_caller]
    pub fn ok(&mut self, line: &str) -> Value {
        let answer = self.say(line);
        assert_eq!(answer["ok"], true, "{line}: {answer}");
        assert!(answer["code"].is_null() && !answer["text"].as_str().unwrap().is_empty(), "{line}: {answer}");
        answer
    }

    /// Says one line that must be refused with a code.
    #[track_caller]
    pub fn refused(&mut self, line: &str, code: &str) -> Value {
        let answer = self.say(line);
        assert_eq!((&answer["ok"], &answer["code"]), (&Value::from(false), &Value::from(code)), "{line}: {answer}");
        assert!(!answer["text"].as_str().unwrap().is_empty(), "{line}: {answer}");
        answer
    }

    /// Closes the input and waits for the end; every answer must have been heard.
    pub fn end(mut self) -> ExitStatus {
        drop(self.input.take());
        assert_eq!(self.next_line(), None, "an answer too many");
        self.child.wait().unwrap()
    }

    /// As if the battery fell out of this one process.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// The end of the input that a writer beside this conversation may keep.
    pub fn take_input(&mut self) -> ChildStdin {
        self.input.take().unwrap()
    }
}

impl Drop for Talk {
    /// The folder is free for the next program when this one is gone.
    fn drop(&mut self) {
        drop(self.input.take());
        let _ended = self.child.wait();
    }
}

/// The codes of the demo square's badges.
pub fn badge(serial: u32) -> String {
    code(serial, qiandao::demo::square::EVENT, qiandao::demo::square::EVENT_SECRET)
}

/// A badge code of any square.
pub fn code(serial: u32, event: u16, secret: [u8; 32]) -> String {
    use qiandao::badge::{Code, EventKey, Kind};
    let number = qiandao::domain::number::BadgeNumber::new(0, serial).unwrap();
    Code::new(Kind::Volunteer, number, 0).unwrap().encode(&EventKey::new(event, secret).unwrap())
}

/// The short number of an imported person.
pub fn number(serial: u32) -> String {
    qiandao::domain::number::BadgeNumber::new(0, serial).unwrap().to_string()
}
