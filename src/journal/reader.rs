//! Reading what is durable while the writer works: for other desks, parcels and exports.
//!
//! Entries come as the bytes of the mirror, checked again; nothing here waits for the disk's writes.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use crate::domain::ids::Series;
use crate::wire;

use super::error::JournalError;
use super::index::{Head, Spot};
use super::reading::Picker;
use super::shared::Shared;

/// No line is shorter: checksum, key and the envelope's own words.
const LINE_BYTES_LEAST: usize = 128;

/// A reader of a journal; cheap to clone, may live on any thread.
#[derive(Clone)]
pub struct Reader {
    shared: Arc<Shared>,
}

/// Some lines, in the order of their series.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// Whole lines, one after the other.
    pub bytes: Vec<u8>,
    /// Whether there are more behind them.
    pub more: bool,
}

impl Reader {
    pub(super) fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }

    /// How many entries are held.
    pub fn facts(&self) -> u64 {
        self.shared.index().facts()
    }

    /// Per series the end of what is held without a gap.
    pub fn heads(&self) -> BTreeMap<Series, Head> {
        self.shared.index().heads()
    }

    /// What somebody lacks who holds each series up to the number in `asked`: as many lines as fit, at least one.
    pub fn since(&self, asked: &BTreeMap<Series, u64>, limit_bytes: usize) -> Result<Page, JournalError> {
        let most = limit_bytes / LINE_BYTES_LEAST + 2;
        let spots: Vec<Spot> = self.shared.index().after(asked).take(most).collect();
        let mut page = Page::default();
        self.pick(&spots, |line| {
            page.more = !page.bytes.is_empty() && page.bytes.len() + line.len() > limit_bytes;
            if !page.more {
                page.bytes.extend_from_slice(line);
            }
            !page.more
        })?;
        Ok(page)
    }

    /// Hands over every line that is held, in the order in which they came.
    pub fn each_line(&self, mut each: impl FnMut(&[u8])) -> Result<(), JournalError> {
        let mut spots: Vec<Spot> = self.shared.index().all().map(|(_, spot)| spot).collect();
        spots.sort_unstable_by_key(|spot| spot.offset);
        self.pick(&spots, |line| {
            each(line);
            true
        })
    }

    fn pick(&self, spots: &[Spot], mut each: impl FnMut(&[u8]) -> bool) -> Result<(), JournalError> {
        if spots.is_empty() {
            return Ok(());
        }
        let path = &self.shared.facts;
        let failed = |error: io::Error| JournalError::of(path, &error);
        let mut picker = Picker::open(path).map_err(failed)?;
        for spot in spots {
            let line = picker.line_at(spot.offset).map_err(failed)?;
            if wire::checksum(line) != Ok(spot.checksum) {
                return Err(JournalError::Damaged { path: path.clone() });
            }
            if !each(line) {
                break;
            }
        }
        Ok(())
    }
}
