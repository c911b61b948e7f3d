//! Parcels at the desk: everything held goes sealed into one file, and what another desk packed is taken in like what
//! it would have sent, portion by portion. Repeating either is harmless.
//!
//! Packing reads the disk, opening reads the file; what is in it is judged in `absorb`. Nothing else waits here.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use crate::domain::roster_digest::RosterDigest;
use crate::journal::JournalError;
use crate::sync::{self, PARCEL_BYTES, Packing, ParcelFault};
use crate::words::{Said, desk, sync as words};

use super::Desk;
use super::out::{OutError, write_whole};
use super::unpacking::{PORTION_BYTES, ParcelTaken, Unpacking};

/// Why a parcel was not packed or not taken.
#[derive(Debug)]
pub enum ParcelError {
    /// There is no outing whose key could seal it.
    NoOuting,
    /// The system gives no random numbers.
    NoChance,
    /// The one before is still coming in.
    Busy,
    /// The book cannot be read.
    Journal(JournalError),
    /// The file cannot be written.
    Out(OutError),
    /// The file cannot be read.
    NotRead {
        /// Which.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// It is none that may be opened.
    Fault(ParcelFault),
}

impl ParcelError {
    /// As a sentence with a next step.
    pub fn said(&self) -> Said {
        match self {
            Self::NoOuting => words::NO_OUTING.said(),
            Self::NoChance => desk::NO_CHANCE.said(),
            Self::Busy => words::PARCEL_BUSY.said(),
            Self::Journal(error) => error.said(),
            Self::Out(error) => error.said(),
            Self::NotRead { path, error } => {
                words::PARCEL_NOT_READ.fill([("path", path.display().to_string()), ("why", error.to_string())])
            }
            Self::Fault(fault) => fault.said(),
        }
    }
}

impl From<ParcelFault> for ParcelError {
    fn from(fault: ParcelFault) -> Self {
        Self::Fault(fault)
    }
}

impl Desk {
    /// Packs everything this desk holds into a file; answers how many entries.
    pub fn pack_parcel(&mut self, path: &Path) -> Result<u64, ParcelError> {
        if self.board.square.outing().is_none() {
            return Err(ParcelError::NoOuting);
        }
        let salt = self.chance.key().map_err(|_| ParcelError::NoChance)?;
        let reader = self.reader();
        // Names first: what is written meanwhile is then named for certain.
        let mut records = Vec::new();
        let mut bucket = Some(0);
        while let Some(from) = bucket {
            let page = reader.roster.page(&RosterDigest::default(), from, PORTION_BYTES);
            records.extend(page.bytes);
            bucket = page.next;
        }
        let held = reader.entries.since(&BTreeMap::new(), usize::MAX).map_err(ParcelError::Journal)?;
        let facts = held.bytes.split_inclusive(|byte| *byte == b'\n').count() as u64;
        let packing = Packing { from: self.id(), packed: self.now(), records, entries: held.bytes };
        let bytes = sync::seal_parcel(packing, &self.event_secret, &salt)?;
        let failed = |error| ParcelError::Out(OutError::Write { path: path.to_owned(), error });
        write_whole(path, |file| file.write_all(&bytes)).map_err(failed)?;
        Ok(facts)
    }

    /// Opens a parcel and begins to take it in; [`Self::collect`] goes on with it, [`Self::take_unpacked`] says how it
    /// went. After an error nothing of it was taken.
    pub fn unpack_parcel(&mut self, path: &Path) -> Result<(), ParcelError> {
        if self.unpacking.is_some() {
            return Err(ParcelError::Busy);
        }
        if self.board.square.outing().is_none() {
            return Err(ParcelError::NoOuting);
        }
        let not_read = |error| ParcelError::NotRead { path: path.to_owned(), error };
        if fs::metadata(path).map_err(not_read)?.len() > PARCEL_BYTES {
            return Err(ParcelFault::TooLarge.into());
        }
        let mut bytes = Vec::new();
        File::open(path).and_then(|file| file.take(PARCEL_BYTES).read_to_end(&mut bytes)).map_err(not_read)?;
        let parcel = sync::open_parcel(bytes, &self.event_secret)?;
        let (held, refused) = (self.counting_board().ledger().len() as u64, self.aside().total());
        self.unpacking = Some(Unpacking::of(parcel, held, refused));
        Ok(())
    }

    /// Whether a parcel is still coming in.
    pub fn is_unpacking(&self) -> bool {
        self.unpacking.is_some()
    }

    /// What became of the parcel, once all of it was looked at; asks once.
    pub fn take_unpacked(&mut self) -> Option<ParcelTaken> {
        let (held, refused) = (self.counting_board().ledger().len() as u64, self.aside().total());
        let is_through = self.inflow.is_empty();
        let unpacked = self.unpacking.take_if(|unpacking| unpacking.portions.is_empty() && is_through)?;
        Some(unpacked.taken(held, refused))
    }

    /// Hands the next lines on while there is room. Never waits.
    pub(super) fn go_on_unpacking(&mut self) {
        while let Some(next) = self.unpacking.as_mut().and_then(|unpacking| unpacking.portions.pop_front()) {
            if self.has_room_for(&next) {
                self.absorb(next);
            } else {
                if let Some(unpacking) = &mut self.unpacking {
                    unpacking.portions.push_front(next);
                }
                break;
            }
        }
    }

    /// How a parcel that was taken is told.
    pub fn said_of_parcel(&self, taken: &ParcelTaken) -> Said {
        let board = self.board();
        let number = board.square.desk(taken.from).map(|card| card.number.to_string());
        let from = number.map_or_else(|| words::UNKNOWN_DESK.said(), |number| words::DESK.fill([("number", number)]));
        let said = words::PARCEL_TAKEN
            .fill([
                ("time", taken.packed.hhmm()),
                ("new", taken.new.to_string()),
                ("held", (taken.entries - taken.new.min(taken.entries)).saturating_sub(taken.refused).to_string()),
                ("code", board.agreement().to_string()),
            ])
            .and("desk", from);
        if taken.refused == 0 {
            return said;
        }
        words::PARCEL_REFUSED.fill([("refused", taken.refused.to_string())]).and("taken", said)
    }
}
