//! Laptops of one square, each a folder, a place of its own on loopback, and the program when it runs.

use std::fs;
use std::net::{SocketAddr, TcpListener, UdpSocket};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::{TempDir, tempdir};

use crate::program::{Talk, printed, text};

const ROSTER: &str = "姓名,单位,电话\n王芳,新城区司法局,13800001234\n张伟,新城区司法局,13800004321\n\
    欧阳娜娜,新城区税务局,13800005678\n";
/// Nothing on one machine takes so long that is going to happen at all.
pub const PATIENCE: Duration = Duration::from_mins(1);
const PAUSE: Duration = Duration::from_millis(50);

/// A laptop.
pub struct Laptop {
    pub folder: TempDir,
    pub at: SocketAddr,
    talk: Option<Talk>,
}

/// Laptops that know one code.
pub struct Square {
    pub code: String,
    pub laptops: Vec<Laptop>,
}

/// Waits for something to become true.
#[track_caller]
pub fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < PATIENCE, "never: {what}");
        thread::sleep(PAUSE);
    }
}

/// Waits until all laptops see each other and show one agreement code; what the first of them says then.
#[track_caller]
pub fn agree(laptops: &mut [&mut Laptop]) -> Value {
    let began = Instant::now();
    loop {
        let seen: Vec<Value> = laptops.iter_mut().map(|laptop| laptop.says("desks")).collect();
        let code = |seen: &Value| own(seen)["agreement"].clone();
        let (first, rest) = seen.split_first().unwrap();
        let is_one = rest.iter().all(|seen| code(seen) == code(first));
        if is_one && seen.iter().all(|seen| seen["agree"] == true) {
            return first.clone();
        }
        assert!(began.elapsed() < PATIENCE, "they do not agree: {seen:#?}");
        thread::sleep(PAUSE);
    }
}

/// What a desk says of itself.
pub fn own(seen: &Value) -> &Value {
    seen["desks"].as_array().unwrap().iter().find(|desk| desk["me"] == true).unwrap()
}

/// A place that is free for both kinds of transport, and that no connection of another test is given meanwhile: those
/// come from 32768 on.
pub fn free_place() -> SocketAddr {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let start = u16::try_from(std::process::id() % 10_000).unwrap();
    loop {
        let port = 20_000 + (start + NEXT.fetch_add(1, Ordering::Relaxed)) % 12_000;
        let at = SocketAddr::from(([127, 0, 0, 1], port));
        if TcpListener::bind(at).is_ok() && UdpSocket::bind(at).is_ok() {
            return at;
        }
    }
}

impl Square {
    /// One laptop on which the event was set up, and which invites others.
    pub fn begun() -> Self {
        let mut first = Laptop::new();
        let roster = first.folder.path().join("roster.csv");
        fs::write(&roster, ROSTER).unwrap();
        // Today: on another day all clocks are wrong, and nothing tells what was first.
        let today = chrono::Local::now().format("%Y-%m-%d").to_string();
        let setup = ["setup", "--name", "学雷锋志愿服务", "--date", &today, "--desk", "1", "--roster"];
        printed(first.folder.path(), setup.into_iter().chain([roster.to_str().unwrap()]));
        first.starts(&[]);
        let invited = first.says("invite");
        let code = invited["code"].as_str().unwrap().to_owned();
        assert_eq!(invited["at"], serde_json::json!([first.at.to_string()]));
        Self { code, laptops: vec![first] }
    }

    /// More laptops join at the first one, all at the same time.
    #[track_caller]
    pub fn join<const N: usize>(&mut self, names: [&str; N]) {
        let at = self.laptops[0].at;
        self.join_at(names, at);
    }

    /// More laptops join, told of one other. Each says which number it wants, for whoever asks at once takes the same.
    #[track_caller]
    pub fn join_at<const N: usize>(&mut self, names: [&str; N], at: SocketAddr) {
        let joining = names.into_iter().enumerate().map(|(index, name)| {
            let (laptop, number) = (Laptop::new(), (self.laptops.len() + index + 1).to_string());
            let child = laptop.joining(&self.code, at, &["--name", name, "--desk", &number]);
            (laptop, child, number)
        });
        for (mut laptop, child, number) in joining.collect::<Vec<_>>() {
            let said = heard(child).unwrap();
            assert!(said.contains(&format!("{number} 号机")), "{said}");
            laptop.starts(&[]);
            self.laptops.push(laptop);
        }
    }
}

/// What a command says that is done, or complains of.
pub fn heard(child: Child) -> Result<String, String> {
    let began = Instant::now();
    let output = child.wait_with_output().unwrap();
    assert!(began.elapsed() < Duration::from_secs(40), "a machine this slow proves nothing");
    if output.status.success() { Ok(text(&output.stdout)) } else { Err(text(&output.stderr)) }
}

impl Laptop {
    /// A new laptop.
    pub fn new() -> Self {
        Self { folder: tempdir().unwrap(), at: free_place(), talk: None }
    }

    /// The program starts to meet others.
    pub fn starts(&mut self, more: &[&str]) {
        let at = self.at.to_string();
        let arguments = ["line", "--json", "--desks", "--no-scout", "--listen", &at];
        let arguments: Vec<&str> = arguments.iter().chain(more).copied().collect();
        self.talk = Some(Talk::with(self.folder.path(), &arguments));
    }

    /// Says a line that is carried out.
    #[track_caller]
    pub fn says(&mut self, line: &str) -> Value {
        let talk = self.talk.as_mut().expect("the program runs");
        let answer = talk.say(line);
        assert_eq!(answer["ok"], true, "{line}: {answer}");
        answer
    }

    /// Ends the program as people do.
    pub fn stops(&mut self) {
        if let Some(talk) = self.talk.take() {
            assert!(talk.end().success());
        }
    }

    /// The battery falls out.
    pub fn kill(&mut self) {
        if let Some(mut talk) = self.talk.take() {
            talk.kill();
        }
    }

    /// Joins by the command; what it says, or what it complains of.
    pub fn joins(&self, code: &str, at: SocketAddr, more: &[&str]) -> Result<String, String> {
        heard(self.joining(code, at, more))
    }

    /// The command that joins, as it runs.
    pub fn joining(&self, code: &str, at: SocketAddr, more: &[&str]) -> Child {
        let (listen, at) = (self.at.to_string(), at.to_string());
        let arguments = ["join", code, "--at", &at, "--listen", &listen, "--no-scout"];
        let mut program = program(self.folder.path());
        program.args(arguments).args(more).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        program.spawn().unwrap()
    }

    /// The process.
    pub fn pid(&self) -> u32 {
        self.talk.as_ref().expect("the program runs").pid()
    }
}

/// The program with nothing of the tester's own surroundings.
pub fn program(folder: &Path) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_qiandao"));
    program.env_remove("QIANDAO_DATA").env("LANG", "zh_CN.UTF-8").env_remove("LC_ALL").arg("--data").arg(folder);
    program
}
