//! One job on its way to the printer. Whoever calls this waits, as long as the patience allows; it is for the thread of
//! the spool alone.

use std::fs::{self, OpenOptions};
use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream, ToSocketAddrs};
use std::path::Path;
use std::time::Instant;

use super::fault::{Fault, Why};
use super::patience::Patience;
use super::place::{Place, Way};

/// What is known of a job that was sent whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sent {
    /// The printer took it and hung up, as printers do when they are done; or a device took it.
    Taken,
    /// It went into the line, and nothing came back.
    Unheard,
}

/// Sends one job. `hears` says whether this printer may hang up after it.
pub(super) fn send(place: &Place, bytes: &[u8], hears: bool, patience: &Patience) -> Result<Sent, Fault> {
    match &place.way {
        Way::Network { host, port } => over_network(host, *port, bytes, hears, patience),
        Way::Path { path, baud } => to_path(path, *baud, bytes, patience),
    }
}

fn over_network(host: &str, port: u16, bytes: &[u8], hears: bool, patience: &Patience) -> Result<Sent, Fault> {
    let mut stream = connect(host, port, patience).map_err(|error| fault(&error, false))?;
    let mut begun = false;
    write_all(&mut stream, bytes, &mut begun).map_err(|error| fault(&error, begun))?;
    if hung_up(&stream) {
        // Before it could know that the job was at its end.
        return Err(Fault { why: Why::BrokeOff, begun });
    }
    stream.shutdown(Shutdown::Write).map_err(|error| fault(&error, begun))?;
    let wait = if hears { patience.answer } else { patience.short_answer };
    let until = Instant::now() + wait;
    stream.set_read_timeout(Some(wait)).map_err(|error| fault(&error, begun))?;
    let mut answer = [0; 64];
    loop {
        match stream.read(&mut answer) {
            Ok(0) => return Ok(Sent::Taken),
            // Printers that speak of their state do so now.
            Ok(_) if Instant::now() < until => {}
            Ok(_) => return Ok(Sent::Unheard),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) if matches!(error.kind(), io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock) => {
                return Ok(Sent::Unheard);
            }
            Err(error) => return Err(fault(&error, begun)),
        }
    }
}

fn connect(host: &str, port: u16, patience: &Patience) -> io::Result<TcpStream> {
    let unknown = |_| io::Error::from(io::ErrorKind::NotFound);
    let addresses: Vec<SocketAddr> = (host, port).to_socket_addrs().map_err(unknown)?.collect();
    let mut latest = io::Error::from(io::ErrorKind::NotFound);
    for address in addresses {
        match TcpStream::connect_timeout(&address, patience.connect) {
            Ok(stream) => {
                stream.set_write_timeout(Some(patience.write))?;
                return Ok(stream);
            }
            Err(error) => latest = error,
        }
    }
    Err(latest)
}

/// Whether the other side has hung up already.
fn hung_up(stream: &TcpStream) -> bool {
    let peeked = stream.set_nonblocking(true).and_then(|()| stream.peek(&mut [0]));
    let is_blocking = stream.set_nonblocking(false);
    matches!(peeked, Ok(0)) || is_blocking.is_err()
}

fn to_path(path: &Path, baud: u32, bytes: &[u8], patience: &Patience) -> Result<Sent, Fault> {
    let mut begun = false;
    let mut way: Box<dyn Write> = open(path, baud, patience).map_err(|error| fault(&error, false))?;
    write_all(&mut way, bytes, &mut begun).and_then(|()| way.flush()).map_err(|error| fault(&error, begun))?;
    Ok(Sent::Taken)
}

/// A serial port if it is one, else a file. Neither is ever made: an unplugged printer must not become a file.
fn open(path: &Path, baud: u32, patience: &Patience) -> io::Result<Box<dyn Write>> {
    let is_file = fs::metadata(path).is_ok_and(|found| found.is_file());
    let port = serialport::new(path.to_string_lossy(), baud).timeout(patience.write);
    match if is_file { None } else { port.open().ok() } {
        Some(port) => Ok(Box::new(port)),
        None => Ok(Box::new(OpenOptions::new().append(is_file).write(true).open(path)?)),
    }
}

/// Writes everything; `begun` as soon as one byte is out.
fn write_all(way: &mut dyn Write, mut bytes: &[u8], begun: &mut bool) -> io::Result<()> {
    while !bytes.is_empty() {
        match way.write(bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => {
                *begun = true;
                bytes = bytes.get(written..).unwrap_or_default();
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

fn fault(error: &io::Error, begun: bool) -> Fault {
    Fault { why: Why::of(error, begun), begun }
}
