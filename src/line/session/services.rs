//! A service that is added by a line: what the line leaves open is as the square has it, or the next that is free.

use crate::domain::fact::{Measure, Service, ServiceKind};
use crate::domain::refusal::Refusal;
use crate::line::request::NewService;

use super::{Session, Stop};

impl Session {
    /// The service that a line means. One that is known keeps its letter, its kind, and whether it has a queue unless
    /// the line says otherwise.
    pub(super) fn service(&self, new: NewService) -> Result<Service, Stop> {
        let square = &self.desk.board().square;
        let NewService { service, minutes, zh, en } = new;
        let known = square.service(&service);
        let queued = minutes > 0;
        let letter = known.and_then(|known| known.letter).or_else(|| square.free_letter());
        if queued && letter.is_none() {
            return Err(Refusal::NoLetterLeft.into());
        }
        Ok(Service {
            service,
            en: if en.is_empty() { zh.clone() } else { en },
            zh,
            queued,
            letter: letter.filter(|_| queued),
            measure: known.map_or(Measure::Visits, |known| known.measure),
            kind: known.map_or(ServiceKind::Other, |known| known.kind),
            minutes: minutes.max(1),
        })
    }
}
