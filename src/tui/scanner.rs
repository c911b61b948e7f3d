//! A scanner at a serial port: its bytes, whether it is there, and coming back when it was unplugged.
//!
//! Any path does: a serial port (`COM3`, `/dev/ttyACM0`), a FIFO, a file that grows. What the bytes mean is the framer's
//! matter. The thread may be in the middle of a read that nothing wakes, so it ends with the program.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::thread;
use std::time::Duration;

/// What is heard of a scanner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// One byte it sent.
    Byte(u8),
    /// It is there.
    There,
    /// It is not there, or not any more.
    Gone,
}

/// Most scanners leave the factory so; those that look like a modem take any speed.
const BAUD: u32 = 9_600;
/// How long one read of a port waits.
const READ_WAIT: Duration = Duration::from_millis(200);
/// How often somebody looks whether an unplugged scanner is back, or a file has grown.
const RETRY_WAIT: Duration = Duration::from_millis(300);
/// More than two codes.
const CHUNK_BYTES: usize = 128;

/// Listens to a path until `tell` answers that nobody listens any more.
pub fn watch(path: &Path, mut tell: impl FnMut(Heard) -> bool) {
    let mut was_there = true;
    loop {
        if let Ok(source) = Source::open(path) {
            was_there = true;
            if !tell(Heard::There) || !follow(source, path, &mut tell) {
                return;
            }
        }
        if std::mem::take(&mut was_there) && !tell(Heard::Gone) {
            return;
        }
        thread::sleep(RETRY_WAIT);
    }
}

/// Tells every byte until the source is gone; `false` when nobody listens any more.
fn follow(mut source: Source, path: &Path, tell: &mut impl FnMut(Heard) -> bool) -> bool {
    let mut chunk = [0; CHUNK_BYTES];
    loop {
        match source.read(&mut chunk) {
            Ok(0) if source.may_go_on(path) => thread::sleep(RETRY_WAIT),
            Ok(0) => return true,
            Ok(length) => {
                if !chunk.iter().take(length).all(|byte| tell(Heard::Byte(*byte))) {
                    return false;
                }
            }
            Err(error) if matches!(error.kind(), io::ErrorKind::TimedOut | io::ErrorKind::Interrupted) => {}
            Err(_) => return true,
        }
    }
}

/// Where bytes come from.
enum Source {
    Port(Box<dyn serialport::SerialPort>),
    File(File),
}

impl Source {
    /// A port if it is one, else a file.
    fn open(path: &Path) -> io::Result<Self> {
        let is_file = fs::metadata(path).is_ok_and(|found| found.is_file());
        let port = serialport::new(path.to_string_lossy(), BAUD).timeout(READ_WAIT);
        match if is_file { None } else { port.open().ok() } {
            Some(port) => Ok(Self::Port(port)),
            None => File::open(path).map(Self::File),
        }
    }

    fn read(&mut self, chunk: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Port(port) => port.read(chunk),
            Self::File(file) => file.read(chunk),
        }
    }

    /// Whether no bytes now may mean bytes later: a file grows, a FIFO gets another writer; a port is unplugged.
    fn may_go_on(&self, path: &Path) -> bool {
        matches!(self, Self::File(_)) && path.exists()
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::mpsc::channel;

    use super::*;

    /// Far longer than anything here takes.
    const PATIENCE: Duration = Duration::from_secs(20);

    #[test]
    fn what_comes_late_comes_and_what_was_gone_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("scanner");
        let (to, from) = channel();
        let its_path = path.clone();
        let watcher = thread::spawn(move || watch(&its_path, |heard| to.send(heard).is_ok()));
        let next = || from.recv_timeout(PATIENCE).unwrap();
        assert_eq!(next(), Heard::Gone, "it is not there yet");
        fs::write(&path, "1").unwrap();
        assert_eq!([next(), next()], [Heard::There, Heard::Byte(b'1')]);
        File::options().append(true).open(&path).unwrap().write_all(b"2\r").unwrap();
        assert_eq!([next(), next()], [Heard::Byte(b'2'), Heard::Byte(b'\r')]);
        fs::remove_file(&path).unwrap();
        assert_eq!(next(), Heard::Gone);
        fs::write(&path, "3").unwrap();
        assert_eq!([next(), next()], [Heard::There, Heard::Byte(b'3')]);
        drop(from);
        fs::remove_file(&path).unwrap();
        watcher.join().unwrap();
    }
}
