//! XML of office files, one node at a time, never as a tree.
//!
//! Declared entities are refused: no spreadsheet program writes them, and a few lines of them expand to gigabytes.
//! Names are compared without their prefix, since programs choose different ones.

use std::borrow::Cow;
use std::io::{self, BufReader};

use quick_xml::events::{BytesEnd, BytesStart, Event};
use quick_xml::{Error, Reader, XmlVersion};

use super::fault::RosterFileError;
use super::package::{MAX_UNPACKED_BYTES, Package};

/// Elements inside each other; office files have a dozen.
const MAX_DEPTH: usize = 100;

/// What comes next in a part.
pub enum Node<'a> {
    /// An element begins; an empty one is closed at once.
    Open(BytesStart<'a>),
    /// An element ends.
    Close(BytesEnd<'a>),
    /// Text; one text may come in several nodes.
    Text(Cow<'a, str>),
}

/// Reads a part that must be there from its first node to its last.
pub fn read_part(
    package: &mut Package<'_>,
    part: &str,
    mut take_in: impl FnMut(&Node<'_>) -> Result<(), RosterFileError>,
) -> Result<(), RosterFileError> {
    let damaged = || RosterFileError::damaged(part);
    let mut reader = Reader::from_reader(BufReader::new(package.part(part)?));
    reader.config_mut().expand_empty_elements = true;
    let mut buffer = Vec::new();
    let mut depth = 0_usize;
    loop {
        buffer.clear();
        let node = match reader.read_event_into(&mut buffer).map_err(|error| fault(&error, part))? {
            Event::Start(element) => {
                depth += 1;
                Node::Open(element)
            }
            Event::End(element) => {
                depth = depth.saturating_sub(1);
                Node::Close(element)
            }
            Event::Text(text) => Node::Text(text.xml10_content()),
            Event::CData(text) => Node::Text(text.xml10_content()),
            Event::GeneralRef(entity) => match entity.resolve_char_ref().map_err(|_| damaged())? {
                Some(c) => Node::Text(Cow::Owned(c.to_string())),
                None => Node::Text(Cow::Borrowed(predefined(&entity).ok_or(RosterFileError::Entities)?)),
            },
            Event::DocType(_) => return Err(RosterFileError::Entities),
            Event::Eof if depth == 0 => return Ok(()),
            Event::Eof => return Err(damaged()),
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
        };
        if depth > MAX_DEPTH {
            return Err(damaged());
        }
        take_in(&node)?;
    }
}

impl Node<'_> {
    /// The name of the element that begins here.
    pub fn opens(&self) -> Option<&str> {
        match self {
            Self::Open(element) => Some(element.local_name().into_inner()),
            _ => None,
        }
    }

    /// The name of the element that ends here.
    pub fn closes(&self) -> Option<&str> {
        match self {
            Self::Close(element) => Some(element.local_name().into_inner()),
            _ => None,
        }
    }

    /// An attribute of the element that begins here; broken ones are not there.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let Self::Open(element) = self else { return None };
        let mut attributes = element.attributes();
        let found = attributes.with_checks(false).flatten().find(|a| a.key.local_name().into_inner() == name)?;
        Some(found.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
    }
}

fn predefined(entity: &str) -> Option<&'static str> {
    Some(match entity {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => return None,
    })
}

fn fault(error: &Error, part: &str) -> RosterFileError {
    match error {
        Error::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => {
            RosterFileError::UnpacksTooLarge { limit_bytes: MAX_UNPACKED_BYTES }
        }
        _ => RosterFileError::damaged(part),
    }
}
