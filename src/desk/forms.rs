//! Blank forms for a morning without any laptop, from what is set up: who is on the list, what is offered, which paper
//! numbers are still free.

use std::ops::Range;

use crate::domain::fact::{Outing, Service};
use crate::domain::number::{PAPER_DESK_FIRST, TicketNumber};
use crate::domain::time::Day;
use crate::paper::{Forms, SlipBlock, UnitList, forms};
use crate::words::Lang;
use crate::words::names::Names;

use super::Desk;

/// Which forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormsWanted {
    /// Their day; the outing's first one unless said.
    pub day: Option<Day>,
    /// Slips of each service that takes numbers; none for 0.
    pub slips: u16,
    /// The desk number of the slips, 900 to 999; the first whose slips nobody has entered yet unless said.
    pub block: Option<u16>,
}

/// Two sheets of forty slips a service last until a laptop is found.
pub const SLIPS: u16 = 80;
/// The last desk number of paper slips.
pub const PAPER_DESK_LAST: u16 = 999;

impl Default for FormsWanted {
    fn default() -> Self {
        Self { day: None, slips: SLIPS, block: None }
    }
}

impl Desk {
    /// The forms as parts of a web page; nothing before the square is set up.
    pub(super) fn forms(&self, wanted: &FormsWanted, lang: Lang) -> Option<Vec<String>> {
        let outing = self.board.square.outing()?;
        let names = Names::new(&self.board, self.people.roster());
        let word_of = |service: &Service| names.service(&service.service).text(lang);
        let services = self.board.square.services();
        let block = wanted.block.unwrap_or_else(|| self.free_block());
        let slips_of = |service: &&Service| {
            let first = TicketNumber::new(service.letter?, block, 1)?;
            Some(SlipBlock { service: word_of(service), first, slips: usize::from(wanted.slips) })
        };
        let slip_blocks: Vec<SlipBlock> =
            services.iter().filter(|service| service.queued).filter_map(slips_of).collect();
        let services: Vec<String> = services.iter().map(|service| word_of(service)).collect();
        let units = self.unit_lists(&names, lang);
        let wanted = Forms {
            title: &outing.name,
            day: wanted.day.unwrap_or(outing.first_day),
            hours: hours(outing),
            units: &units,
            services: &services,
            slip_blocks: &slip_blocks,
        };
        Some(forms(&wanted, lang).collect())
    }

    /// Everybody on the list, unit by unit.
    fn unit_lists(&self, names: &Names<'_>, lang: Lang) -> Vec<UnitList> {
        let mut lists: Vec<UnitList> = Vec::new();
        for (badge, person) in self.badges_of(None, false) {
            let Some(unit) = self.board.attendance.person(person).map(|state| state.unit.as_str()) else { continue };
            let row = (badge.number, names.person(person).text(lang));
            match lists.last_mut() {
                Some(list) if list.unit == unit => list.people.push(row),
                _ => lists.push(UnitList { unit: unit.to_owned(), people: vec![row] }),
            }
        }
        lists
    }

    /// The first paper desk number of which no slip was entered: slips of another day are not printed a second time.
    fn free_block(&self) -> u16 {
        let used: Vec<u16> = self.board.tally.slips().map(|(slips, _)| slips.first().desk()).collect();
        (PAPER_DESK_FIRST..=PAPER_DESK_LAST).find(|block| !used.contains(block)).unwrap_or(PAPER_DESK_FIRST)
    }
}

/// The hours in which the outing is open.
fn hours(outing: &Outing) -> Range<u8> {
    let hour = |minute: u16| u8::try_from(minute / 60).unwrap_or(u8::MAX);
    hour(outing.opens_minute)..hour(outing.closes_minute.saturating_add(59))
}
