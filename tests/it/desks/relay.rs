//! A relay at a place that only TCP reaches, as behind many a firewall: desks that see each other by QUIC find it all the
//! same.

use std::io::{BufRead, BufReader, copy};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use super::square::{Laptop, PATIENCE, Square, agree, program};

/// A relay as a process of its own.
struct Relay {
    child: Child,
    said: Receiver<String>,
}

impl Relay {
    fn start(laptop: &Laptop, code: &str) -> Self {
        let at = laptop.at.to_string();
        let mut program = program(laptop.folder.path());
        program.args(["relay", "--squares", "A", "--code", code, "--listen", &at]);
        let mut child = program.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        let (to, said) = channel();
        thread::spawn(move || output.lines().map_while(Result::ok).try_for_each(|line| to.send(line)));
        Self { child, said }
    }

    #[track_caller]
    fn says(&self, what: &str) {
        while !self.said.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("never: {what}")).contains(what) {}
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        let _ended = self.child.kill().and_then(|()| self.child.wait());
    }
}

/// A place from which TCP is handed on to another, and nothing else is.
fn only_by_tcp(to: SocketAddr) -> SocketAddr {
    let at = Laptop::new().at;
    let listener = TcpListener::bind(at).unwrap();
    let hand_on = move |mut from: TcpStream, mut to: TcpStream| {
        let _closed = copy(&mut from, &mut to);
        let _closed = to.shutdown(Shutdown::Write);
    };
    thread::spawn(move || {
        for here in listener.incoming().map_while(Result::ok) {
            let Ok(there) = TcpStream::connect(to) else { continue };
            let (here_too, there_too) = (here.try_clone().unwrap(), there.try_clone().unwrap());
            thread::spawn(move || hand_on(here, there));
            thread::spawn(move || hand_on(there_too, here_too));
        }
    });
    at
}

#[test]
fn a_relay_that_only_tcp_reaches_is_found_by_desks_that_see_each_other_by_quic() {
    let mut square = Square::begun();
    square.join(["东门"]);
    let place = Laptop::new();
    let relay = Relay::start(&place, &square.code);
    relay.says("中转已开");
    let through = only_by_tcp(place.at).to_string();
    let [first, second] = square.laptops.as_mut_slice() else { panic!("two laptops") };
    for laptop in [&mut *first, second] {
        laptop.stops();
        laptop.starts(&["--at", &through, "--square", "A"]);
    }
    relay.says("已连接 2 台");
    second.says("in 王芳");
    agree(&mut [first, second]);
}
