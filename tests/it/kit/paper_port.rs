//! A slip printer on the loopback: takes jobs as a good printer does, and keeps what came on paper.

use std::io::Read;
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

/// A printer that listens.
pub struct PaperPort {
    pub place: String,
    jobs: Receiver<Vec<u8>>,
}

/// Far longer than a job takes.
const PATIENCE: Duration = Duration::from_secs(30);

impl PaperPort {
    pub fn open() -> Self {
        Self::at("127.0.0.1:0")
    }

    pub fn at(address: &str) -> Self {
        let listener = TcpListener::bind(address).unwrap();
        let place = format!("tcp://{}", listener.local_addr().unwrap());
        let (to, jobs) = channel();
        thread::spawn(move || {
            for connection in listener.incoming() {
                let mut job = Vec::new();
                connection.unwrap().read_to_end(&mut job).unwrap();
                if to.send(job).is_err() {
                    return;
                }
            }
        });
        Self { place, jobs }
    }

    /// The next job, when it is whole.
    pub fn next(&self) -> Vec<u8> {
        self.jobs.recv_timeout(PATIENCE).unwrap()
    }

    /// Whether nothing came that was not taken.
    pub fn is_still(&self) -> bool {
        self.jobs.try_recv().is_err()
    }
}
