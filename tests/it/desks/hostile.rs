//! Strangers at the door of the real program: what was counted stays, the others go on, and it costs at most 32 MB.

use std::fs;
use std::io::Write;
use std::net::{TcpStream, UdpSocket};

use super::square::{Laptop, Square, agree, own, until};

/// What an attack may cost the laptop that it is against.
const COST_KIB: u64 = 32 * 1024;

/// One of the figures that the system keeps of a process, where it keeps any.
fn memory_kib(laptop: &Laptop, figure: &str) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", laptop.pid())).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(figure))?;
    line.trim_start_matches(':').trim().trim_end_matches("kB").trim().parse().ok()
}

/// What an attack costs, measured against what the laptop held before it; nothing where the system does not say.
pub struct Cost {
    before: Option<u64>,
}

impl Cost {
    pub fn of(laptop: &Laptop) -> Self {
        // The greatest memory from here on: reading the join code took 64 MB for a moment.
        let is_reset = fs::write(format!("/proc/{}/clear_refs", laptop.pid()), "5").is_ok();
        Self { before: memory_kib(laptop, "VmRSS").filter(|_| is_reset) }
    }

    #[track_caller]
    pub fn is_bearable(&self, laptop: &Laptop) {
        let (Some(before), Some(most)) = (self.before, memory_kib(laptop, "VmHWM")) else { return };
        let cost = most.saturating_sub(before);
        assert!(cost <= COST_KIB, "it cost {cost} KiB beside {before} KiB");
    }
}

/// Bytes that look like nothing; the same every time.
fn noise(seed: u64, bytes: usize) -> Vec<u8> {
    let mut state = seed | 1;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state.to_be_bytes()[1]
    };
    (0..bytes).map(|_| next()).collect()
}

#[test]
fn strangers_who_send_noise_or_nothing_or_come_in_crowds_change_nothing() {
    let mut square = Square::begun();
    square.laptops[0].says("in 王芳");
    square.join(["东门"]);
    let [first, second] = square.laptops.as_mut_slice() else { panic!("two laptops") };
    let before = own(&agree(&mut [first, second]))["agreement"].clone();
    let cost = Cost::of(first);

    // They keep their connections as long as they can; one says a byte now and then.
    let mut crowd: Vec<TcpStream> = (0..200).filter_map(|_| TcpStream::connect(first.at).ok()).collect();
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    for round in 0..20 {
        for (index, stream) in (0_u64..).zip(&mut crowd) {
            let sent = match index % 4 {
                0 => stream.write(&noise(index, 4 * 1024)),
                // A record of TLS that promises more than ever comes.
                1 => stream.write(&[0x16, 3, 1, 0x3f, 0xff]),
                2 => stream.write(&[0x16]),
                _ => Ok(0),
            };
            drop(sent);
        }
        for index in 0..100 {
            let _sent = socket.send_to(&noise(round * 100 + index, 1200), first.at);
        }
        assert_eq!(own(&first.says("desks"))["agreement"], before, "they counted for something");
    }
    second.says("in 张伟");
    until("the desks hear each other all the same", || first.says("tally")["present"] == 2);
    agree(&mut [first, second]);
    cost.is_bearable(first);
}
