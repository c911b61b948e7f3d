//! Where a printer is and how it likes its slips, as one text that people type and read.
//!
//! ```text
//! tcp://192.168.1.50:9100   192.168.1.50   printer.local:9100     on the network; 9100 unless said
//! /dev/usb/lp0   \\localhost\XP-58   slips.bin                    a device, a share, a file that is there
//! /dev/ttyUSB0,115200   COM3,9600,raster                          a serial port; 9600 unless said
//! ```
//!
//! After commas: `native` lets the printer draw number and code itself, which is quick on a slow line and usual at
//! serial ports; `raster` sends them as dots, which every printer draws alike; `en` makes slips in English.

use std::fmt;
use std::net::IpAddr;
use std::path::PathBuf;
use std::str::FromStr;

use crate::words::{Lang, Said, printer};

/// A printer's place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// As it was typed.
    text: String,
    pub(super) way: Way,
    draws_itself: bool,
    lang: Lang,
}

/// How bytes get there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Way {
    Network {
        host: String,
        port: u16,
    },
    Path {
        path: PathBuf,
        /// Bits a second, should it be a serial port.
        baud: u32,
    },
}

/// The text names no printer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoPlace;

/// The port of raw printing.
const RAW_PORT: u16 = 9100;
/// What most serial printers leave the factory with.
const BAUD: u32 = 9_600;
const NETWORK: &str = "tcp://";
/// How the names of serial ports begin on Linux and macOS.
const SERIAL_NAMES: [&str; 4] = ["/dev/tty", "/dev/cu.", "/dev/rfcomm", "/dev/serial/"];

impl Place {
    /// Whether the printer draws large numbers and codes itself.
    pub fn draws_itself(&self) -> bool {
        self.draws_itself
    }

    /// The language of what is printed there.
    pub fn lang(&self) -> Lang {
        self.lang
    }
}

impl FromStr for Place {
    type Err = NoPlace;

    fn from_str(text: &str) -> Result<Self, NoPlace> {
        // A path dragged into a terminal comes in quotes.
        let text = text.trim().trim_matches(['"', '\'']);
        let (mut rest, mut native, mut lang, mut baud) = (text, None, Lang::Zh, BAUD);
        while let Some((before, option)) = rest.rsplit_once(',') {
            match option.trim().to_ascii_lowercase().as_str() {
                "native" => native = Some(true),
                "raster" => native = Some(false),
                "en" => lang = Lang::En,
                "zh" => lang = Lang::Zh,
                option => match option.parse() {
                    Ok(speed) if speed > 0 => baud = speed,
                    _ => break,
                },
            }
            rest = before.trim_end();
        }
        if rest.is_empty() || rest.chars().any(char::is_control) {
            return Err(NoPlace);
        }
        let way = match network(rest)? {
            Some(way) => way,
            None => Way::Path { path: rest.into(), baud },
        };
        let draws_itself = native.unwrap_or_else(|| matches!(way, Way::Path { .. }) && is_serial(rest));
        Ok(Self { text: text.to_owned(), way, draws_itself, lang })
    }
}

/// The host and port a text means; nothing when it is a path.
fn network(text: &str) -> Result<Option<Way>, NoPlace> {
    let (address, is_marked) = match text.get(..NETWORK.len()) {
        Some(head) if head.eq_ignore_ascii_case(NETWORK) => (text.get(NETWORK.len()..).unwrap_or_default(), true),
        _ if text.contains("://") => return Err(NoPlace),
        _ => (text, false),
    };
    let address = address.trim_end_matches('/');
    let bare = |host: &str| host.trim_matches(['[', ']']).to_owned();
    let at = |host: String, port| if host.is_empty() { Err(NoPlace) } else { Ok(Some(Way::Network { host, port })) };
    if bare(address).parse::<IpAddr>().is_ok() {
        return at(bare(address), RAW_PORT);
    }
    match address.rsplit_once(':') {
        Some((host, port)) if is_marked || !host.contains(['/', '\\']) => match port.parse() {
            Ok(port) => at(bare(host), port),
            Err(_) if is_marked => Err(NoPlace),
            Err(_) => Ok(None),
        },
        _ if is_marked => at(bare(address), RAW_PORT),
        _ => Ok(None),
    }
}

fn is_serial(path: &str) -> bool {
    let name = path.trim_start_matches(r"\\.\").to_ascii_uppercase();
    let is_windows_port =
        name.strip_prefix("COM").is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()));
    is_windows_port || SERIAL_NAMES.iter().any(|start| path.starts_with(start))
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl NoPlace {
    /// As a sentence with a next step.
    pub fn said(self) -> Said {
        printer::NO_PLACE.said()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(host: &str, port: u16) -> Way {
        Way::Network { host: host.to_owned(), port }
    }

    fn path(path: &str, baud: u32) -> Way {
        Way::Path { path: path.into(), baud }
    }

    #[test]
    fn a_text_says_where_the_printer_is() {
        for (text, way, native) in [
            ("tcp://192.168.1.50:9100", Some(at("192.168.1.50", 9100)), false),
            ("TCP://printer.local/", Some(at("printer.local", 9100)), false),
            (" 192.168.1.50 ", Some(at("192.168.1.50", 9100)), false),
            ("printer:9101", Some(at("printer", 9101)), false),
            ("[fe80::1]:9100", Some(at("fe80::1", 9100)), false),
            ("fe80::1", Some(at("fe80::1", 9100)), false),
            ("192.168.1.50,native", Some(at("192.168.1.50", 9100)), true),
            ("/dev/usb/lp0", Some(path("/dev/usb/lp0", 9600)), false),
            ("'/tmp/two words'", Some(path("/tmp/two words", 9600)), false),
            (r"C:\slips.bin", Some(path(r"C:\slips.bin", 9600)), false),
            (r"\\localhost\XP-58", Some(path(r"\\localhost\XP-58", 9600)), false),
            ("/dev/ttyUSB0", Some(path("/dev/ttyUSB0", 9600)), true),
            ("/dev/ttyUSB0,115200,raster", Some(path("/dev/ttyUSB0", 115_200)), false),
            ("COM3,19200", Some(path("COM3", 19_200)), true),
            (r"\\.\COM10", Some(path(r"\\.\COM10", 9600)), true),
            ("odd,name", Some(path("odd,name", 9600)), false),
            ("", None, false),
            (",native", None, false),
            ("tcp://", None, false),
            ("tcp://printer:port", None, false),
            ("usb://printer", None, false),
            ("a\nb", None, false),
        ] {
            let place = text.parse::<Place>();
            assert_eq!(place.as_ref().ok().map(|place| place.way.clone()), way, "{text}");
            assert_eq!(place.is_ok_and(|place| place.draws_itself()), native, "{text}");
        }
        let english: Place = "printer:9100,en".parse().unwrap();
        assert_eq!((english.lang(), english.to_string()), (Lang::En, "printer:9100,en".to_owned()));
    }
}
