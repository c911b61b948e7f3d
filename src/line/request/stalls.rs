//! The lines that change services, stations and the rules of the hours during the morning, and the one that enters
//! paper slips afterwards.

use crate::domain::clean::fold_width;
use crate::domain::command::Command;
use crate::domain::fact::{HoursRules, Rounding, Station, StationStatus};
use crate::domain::number::{SlipRun, TicketNumber};
use crate::line::fault::Fault;

use super::{Act, Arguments, NewService, first_word, service, station};

/// Stands between a service's Chinese and its English name.
const ENGLISH_AFTER: char = '/';

impl<'a> Arguments<'a> {
    /// `open`, `pause` and `close` of a station.
    pub(super) fn turned(&self, status: StationStatus) -> Result<Command, Fault> {
        Ok(Command::TurnStation { station: self.station()?, status, serving: None })
    }

    /// `station add STATION SERVICE [NAME]`.
    pub(super) fn station_added(&self) -> Result<Command, Fault> {
        let (step, rest) = self.step()?;
        if step != "add" {
            return Err(self.bad(&step));
        }
        let (at, of) = rest.first_and_text()?;
        let (of, name) = first_word(&of);
        Ok(Command::SetStation(Station { station: station(at)?, service: service(of)?, name: name.to_owned() }))
    }

    /// `service add SERVICE MINUTES NAME [/ ENGLISH]`, `service open SERVICE`, `service close SERVICE`.
    pub(super) fn service_changed(&self) -> Result<Act, Fault> {
        let (step, rest) = self.step()?;
        let turned = |open| Ok(Command::OpenService { service: service(&rest.one_word()?)?, open });
        match step.as_str() {
            "add" => rest.new_service().map(Act::NewService),
            "open" => turned(true).map(Act::Ready),
            "close" => turned(false).map(Act::Ready),
            _ => Err(self.bad(&step)),
        }
    }

    fn new_service(&self) -> Result<NewService, Fault> {
        let (of, rest) = self.first_and_text()?;
        let (minutes, names) = first_word(&rest);
        let (zh, en) = names.split_once(ENGLISH_AFTER).unwrap_or((names, ""));
        let (zh, en) = (zh.trim(), en.trim());
        if zh.is_empty() {
            return Err(self.missing());
        }
        let minutes = u16::try_from(self.number(minutes)?).map_err(|_| self.bad(minutes))?;
        Ok(NewService { service: service(of)?, minutes, zh: zh.to_owned(), en: en.to_owned() })
    }

    /// `target SERVICE N`, `target SERVICE none`.
    pub(super) fn target(&self) -> Result<Command, Fault> {
        let (of, quantity) = self.first_and_text()?;
        let is_none = fold_width(&quantity).eq_ignore_ascii_case("none");
        let quantity = if is_none { 0 } else { self.number(&quantity)? };
        Ok(Command::SetTarget { service: service(of)?, quantity })
    }

    /// `hours rule none|tenth|half [CAP_HOURS]`.
    pub(super) fn hours_ruled(&self) -> Result<Command, Fault> {
        let (step, rest) = self.step()?;
        if step != "rule" {
            return Err(self.bad(&step));
        }
        let (word, cap) = first_word(rest.rest);
        let rounding = match fold_width(word).to_ascii_lowercase().as_str() {
            "" => return Err(self.missing()),
            "none" => Rounding::None,
            "tenth" => Rounding::Tenth,
            "half" => Rounding::Half,
            _ => return Err(self.bad(word)),
        };
        let hours = if cap.is_empty() { None } else { Some(self.number(cap)?) };
        // What is beyond all bounds is for the rules to refuse.
        let minutes = |hours: u32| u16::try_from(hours.saturating_mul(60)).unwrap_or(u16::MAX);
        Ok(Command::RuleHours(HoursRules { rounding, daily_cap_minutes: hours.map(minutes) }))
    }

    /// `paper SERVICE FIRST LAST FROM TO [DAY]`.
    pub(super) fn paper(&self) -> Result<Act, Fault> {
        let words: Vec<&str> = self.rest.split_whitespace().collect();
        let (of, first, last, from, to, day) = match *words.as_slice() {
            [of, first, last, from, to] => (of, first, last, from, to, None),
            [of, first, last, from, to, day] => (of, first, last, from, to, Some(day)),
            _ => return Err(words.get(6).map_or_else(|| self.missing(), |more| self.bad(more))),
        };
        let day = day.map(|day| fold_width(day).parse().map_err(|_| self.bad(day))).transpose()?;
        let number = |word: &str| word.parse::<TicketNumber>().map_err(|_| self.bad(word));
        let slips = SlipRun::new(number(first)?, number(last)?).ok_or_else(|| self.bad(&format!("{first} {last}")))?;
        let secs = |word: &'a str| Arguments { command: self.command, rest: word }.time();
        Ok(Act::Paper { service: service(of)?, slips, from_secs: secs(from)?, to_secs: secs(to)?, day })
    }

    /// The word that says what is done to the thing, and what follows it.
    fn step(&self) -> Result<(String, Self), Fault> {
        let (word, rest) = first_word(self.rest);
        if word.is_empty() {
            return Err(self.missing());
        }
        Ok((fold_width(word).to_ascii_lowercase(), Arguments { command: self.command, rest }))
    }
}
