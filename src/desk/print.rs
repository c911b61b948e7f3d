//! Badges and cards on sheets, as a file for the browser: whose, in which order, and what was printed is a fact.
//!
//! The file is whole or not there. Only then the badges on it count as printed.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::badge::{Code, EventKey, Kind, Squares, Symbol};
use crate::domain::cards::rules::card_for;
use crate::domain::command::Command;
use crate::domain::fact::{CardJob, CardTurn, Class, PrintedBadge};
use crate::domain::ids::{PersonId, ServiceId, UnitName};
use crate::domain::number::BadgeNumber;
use crate::domain::refusal::Refusal;
use crate::journal::JournalError;
use crate::office;
use crate::paper::{Card, CardKind, CardSize, badge_sheet};
use crate::words::names::Names;
use crate::words::{Lang, Said, cards as words, refusal};

use super::forms::FormsWanted;
use super::out::write_whole;
use super::{Desk, Reply};

/// What is to be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sheet {
    /// Volunteers' badges.
    Badges {
        /// Of this unit only.
        unit: Option<UnitName>,
        /// Those only that stand on no sheet yet: of people new on the list, and badges issued anew.
        missing: bool,
    },
    /// Cards that do a job.
    Cards(CardSet),
    /// Blank forms for a morning without laptops.
    Forms(FormsWanted),
    /// An empty roster for units to fill in; a workbook.
    Template,
}

/// Which cards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CardSet {
    /// All of them.
    #[default]
    All,
    /// For every desk: undo, answers, the event lead's.
    Desk,
    /// One sheet for the table of each station.
    Stations,
    /// Numbers to take and visits to count, by service.
    Services,
}

/// Why nothing was printed.
#[derive(Debug, Clone, PartialEq)]
pub enum PrintError {
    /// There is nothing of the kind to print.
    Nothing,
    /// The rules refuse it.
    Refused(Refusal),
    /// The disk did not take the facts; the file may be there.
    NotSaved(JournalError),
    /// The file was not written.
    Write {
        /// Which.
        path: PathBuf,
        /// What the system said.
        why: String,
    },
}

/// Answers with numbers that a card may give.
const ANSWERS: u8 = 4;

impl Desk {
    /// Writes a sheet to a file; answers with how many badges, cards or pages are in it.
    pub fn print(&mut self, sheet: &Sheet, size: CardSize, path: &Path, lang: Lang) -> Result<usize, PrintError> {
        let key = || self.event_key().ok_or(PrintError::Refused(Refusal::NoOuting));
        match sheet {
            Sheet::Template => {
                let bytes = office::template(lang).map_err(|error| write_failed(path, &error))?;
                write_whole(path, |file| file.write_all(&bytes)).map_err(|error| write_failed(path, &error))?;
                Ok(1)
            }
            Sheet::Forms(wanted) => {
                let parts = self.forms(wanted, lang).ok_or(PrintError::Refused(Refusal::NoOuting))?;
                let written =
                    write_whole(path, |file| parts.iter().try_for_each(|part| file.write_all(part.as_bytes())));
                written.map_err(|error| write_failed(path, &error))?;
                // Head and end of the page are parts too.
                Ok(parts.len().saturating_sub(2))
            }
            Sheet::Badges { unit, missing } => {
                let key = key()?;
                let people = self.badges_of(unit.as_ref(), *missing);
                let cards = people.iter().filter_map(|(_, person)| self.badge_of(&key, *person));
                self.write_sheet(cards, size, path, lang)?;
                let badges: Vec<PrintedBadge> = people.into_iter().map(|(badge, _)| badge).collect();
                let count = badges.len();
                self.done(&Command::NotePrinted(badges))?;
                Ok(count)
            }
            Sheet::Cards(set) => {
                let key = key()?;
                let jobs = self.jobs_of(*set);
                self.done(&Command::IssueCards(jobs.clone()))?;
                let cards: Vec<Card> = jobs.iter().filter_map(|does| self.card_of(&key, does, lang)).collect();
                let count = cards.len();
                self.write_sheet(cards, size, path, lang)?;
                Ok(count)
            }
        }
    }

    /// Whose badges go on a sheet, unit by unit as they came on the list.
    pub(super) fn badges_of(&self, unit: Option<&UnitName>, missing: bool) -> Vec<(PrintedBadge, PersonId)> {
        let listed = self.board.attendance.people().filter(|(_, person)| person.is_listed());
        let wanted = listed.filter(|(_, person)| unit.is_none_or(|unit| *unit == person.unit));
        let mut badges: Vec<_> = wanted
            .map(|(id, person)| (&person.unit, PrintedBadge { number: person.number, issue: person.issue }, id))
            .filter(|(_, badge, _)| !(missing && self.board.sheets.holds(*badge)))
            .collect();
        let mut first_of = std::collections::BTreeMap::new();
        for (unit, badge, _) in &badges {
            let first = first_of.entry(*unit).or_insert(badge.number);
            *first = badge.number.min(*first);
        }
        badges.sort_by_key(|(unit, badge, id)| (first_of.get(unit).copied(), badge.number, *id));
        badges.into_iter().map(|(_, badge, id)| (badge, id)).collect()
    }

    fn badge_of(&self, key: &EventKey, person: PersonId) -> Option<Card> {
        let state = self.board.attendance.person(person)?;
        let heading = Names::new(&self.board, self.people.roster()).person(person).text(Lang::Zh);
        let code = Code::new(Kind::Volunteer, state.number, state.issue)?;
        let detail = state.unit.to_string();
        card(CardKind::Volunteer, heading, detail, state.number, &code.encode(key))
    }

    fn card_of(&self, key: &EventKey, does: &CardJob, lang: Lang) -> Option<Card> {
        let number = card_for(&self.board, does)?;
        let (kind, of) = match does {
            CardJob::Station { .. } => (Kind::Station, CardKind::Station),
            CardJob::Supervisor => (Kind::Supervisor, CardKind::Supervisor),
            _ => (Kind::Command, CardKind::Command),
        };
        let names = Names::new(&self.board, self.people.roster());
        let (heading, detail) = (words::heading(does, &names).text(lang), words::detail(does, &names).text(lang));
        card(of, heading, detail, number, &Code::new(kind, number, 0)?.encode(key))
    }

    /// The jobs of a set, in the order of the sheets: six of them are one sheet for one table.
    fn jobs_of(&self, set: CardSet) -> Vec<CardJob> {
        let square = &self.board.square;
        let desk = || {
            let answers = (1..=ANSWERS).map(|place| CardJob::Answer { place });
            [CardJob::Undo, CardJob::Supervisor].into_iter().chain(answers)
        };
        let stations = || {
            square.stations().into_iter().flat_map(|spec| {
                let station = spec.station.clone();
                let turns = CardTurn::ALL.map(|turn| CardJob::Turn { station: station.clone(), turn });
                [CardJob::Station { station }].into_iter().chain(turns)
            })
        };
        let services = || {
            square.services().into_iter().flat_map(|spec| {
                let service = || spec.service.clone();
                let takes = [Class::Normal, Class::Priority].map(|class| CardJob::Take { service: service(), class });
                let counts = [1, 10].map(|quantity| CardJob::Count { service: service(), quantity });
                let takes = takes.into_iter().filter(|_| spec.queued);
                takes.chain(counts.into_iter().filter(|_| !spec.queued).chain(counts_of_queue(spec.queued, service())))
            })
        };
        match set {
            CardSet::All => desk().chain(stations()).chain(services()).collect(),
            CardSet::Desk => desk().collect(),
            CardSet::Stations => stations().collect(),
            CardSet::Services => services().collect(),
        }
    }

    fn write_sheet(
        &self,
        cards: impl IntoIterator<Item = Card>,
        size: CardSize,
        path: &Path,
        lang: Lang,
    ) -> Result<(), PrintError> {
        let mut cards = cards.into_iter().peekable();
        if cards.peek().is_none() {
            return Err(PrintError::Nothing);
        }
        let title = self.board.square.outing().map_or("", |outing| outing.name.as_str());
        let written = write_whole(path, |file| {
            badge_sheet(cards, size, title, lang).try_for_each(|part| file.write_all(part.as_bytes()))
        });
        written.map_err(|error| write_failed(path, &error))
    }

    fn done(&mut self, command: &Command) -> Result<(), PrintError> {
        match self.perform(command) {
            Reply::Done { .. } => Ok(()),
            Reply::Refused { refusal, .. } => Err(PrintError::Refused(refusal)),
            Reply::NotSaved(error) => Err(PrintError::NotSaved(error)),
        }
    }
}

impl Sheet {
    /// What is said when so many are in a file.
    pub fn said(&self, count: usize, path: &Path) -> Said {
        let path = ("path", path.display().to_string());
        match self {
            Self::Template => words::TEMPLATE_WRITTEN.fill([path]),
            Self::Forms(_) => words::FORMS_WRITTEN.fill([("count", count.to_string()), path]),
            Self::Badges { .. } | Self::Cards(_) => words::PRINTED.fill([("count", count.to_string()), path]),
        }
    }
}

fn write_failed(path: &Path, why: &dyn std::fmt::Display) -> PrintError {
    PrintError::Write { path: path.to_owned(), why: why.to_string() }
}

impl PrintError {
    /// As a sentence with a next step.
    pub fn said(&self, names: &Names<'_>) -> Said {
        match self {
            Self::Nothing => words::NOTHING_TO_PRINT.said(),
            Self::Refused(refused) => refusal::said(refused, names),
            Self::NotSaved(error) => error.said(),
            Self::Write { path, why } => {
                crate::words::cli::WRITE_FAILED.fill([("path", path.display().to_string()), ("why", why.clone())])
            }
        }
    }
}

/// Somebody served at a station without a number is counted by one.
fn counts_of_queue(queued: bool, service: ServiceId) -> Option<CardJob> {
    queued.then_some(CardJob::Count { service, quantity: 1 })
}

fn card(kind: CardKind, heading: String, detail: String, number: BadgeNumber, digits: &str) -> Option<Card> {
    let qr = Squares::of(digits, Symbol::Paper)?.rows().collect();
    Some(Card { kind, heading, detail, number, qr })
}
