//! `qiandao hours`: the record of service hours as a workbook, a page to print, Markdown or comma-separated text; or a
//! sheet for each volunteer or unit, to print and seal.

use crate::desk::{Desk, Who, out};
use crate::domain::fact::HoursRules;
use crate::domain::hours::Hours;
use crate::domain::refusal::Refusal;
use crate::domain::report::Days;
use crate::words::hours;

use super::args::HoursWanted;
use super::door::Door;
use super::failure::Failure;

/// Writes the record, or its sheets, to a file.
pub fn hours(door: &Door, wanted: &HoursWanted) -> Result<(), Failure> {
    // A wrong ending is said before anything is opened.
    match wanted.sheets {
        None => _ = out::Form::of(&wanted.out)?,
        Some(_) => out::page_of(&wanted.out)?,
    }
    let desk = door.desk()?;
    let set = desk.hours_rules();
    let rules = HoursRules {
        rounding: wanted.rounding.map_or(set.rounding, Into::into),
        daily_cap_minutes: wanted.cap.map(|hours| hours * 60).or(set.daily_cap_minutes),
    };
    let days = wanted.day.map_or(Days::All, Days::One);
    let record = only(&desk, desk.hours(days, rules).ok_or(Failure::NotSetUp)?, wanted)?;
    let path = ("path", wanted.out.display().to_string());
    if let Some(sheets) = wanted.sheets {
        let (title, sheets) = desk.hour_sheets(&record, sheets.into(), door.lang).ok_or(Failure::NotSetUp)?;
        if sheets.is_empty() {
            return Err(Failure::NoSheets);
        }
        out::write_pages(&wanted.out, &title, &sheets)?;
        door.say(&hours::SHEETS_WRITTEN.fill([path, ("count", sheets.len().to_string())]))?;
    } else {
        let document = desk.record_of_hours(&record, door.lang).ok_or(Failure::NotSetUp)?;
        out::write_document(&wanted.out, &document)?;
        door.say(&hours::WRITTEN.fill([path]))?;
    }
    match record.missing().count() {
        0 => Ok(()),
        count => door.say(&hours::NOT_CONFIRMED.fill([("count", count.to_string())])),
    }
}

/// The record of the unit or the volunteer that is wanted.
fn only(desk: &Desk, record: Hours, wanted: &HoursWanted) -> Result<Hours, Failure> {
    if let Some(unit) = &wanted.unit {
        let unit = desk.unit_called(unit).ok_or(Failure::Refused(Refusal::UnknownUnit))?;
        return Ok(record.only(|line| line.unit == unit));
    }
    let Some(who) = &wanted.person else { return Ok(record) };
    match desk.who(who) {
        Who::One(person, _) => {
            let person = desk.board().attendance.standing(person);
            Ok(record.only(|line| line.person == person))
        }
        Who::Nobody => Err(Failure::Refused(Refusal::UnknownPerson)),
        Who::Many(people) => Err(Failure::Several { people: people.len() }),
    }
}
