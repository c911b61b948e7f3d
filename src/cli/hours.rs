//! `qiandao hours`: the record of service hours as a workbook, a page to print, Markdown or comma-separated text.

use crate::desk::out;
use crate::domain::fact::HoursRules;
use crate::domain::report::Days;
use crate::words::hours;

use super::args::HoursWanted;
use super::door::Door;
use super::failure::Failure;

/// Writes the record to a file.
pub fn hours(door: &Door, wanted: &HoursWanted) -> Result<(), Failure> {
    // A wrong ending is said before anything is opened.
    out::Form::of(&wanted.out)?;
    let desk = door.desk()?;
    let set = desk.hours_rules();
    let rules = HoursRules {
        rounding: wanted.rounding.map_or(set.rounding, Into::into),
        daily_cap_minutes: wanted.cap.map(|hours| hours * 60).or(set.daily_cap_minutes),
    };
    let days = wanted.day.map_or(Days::All, Days::One);
    let record = desk.hours(days, rules).ok_or(Failure::NotSetUp)?;
    let document = desk.record_of_hours(&record, door.lang).ok_or(Failure::NotSetUp)?;
    out::write_document(&wanted.out, &document)?;
    door.say(&hours::WRITTEN.fill([("path", wanted.out.display().to_string())]))?;
    match record.missing().count() {
        0 => Ok(()),
        count => door.say(&hours::NOT_CONFIRMED.fill([("count", count.to_string())])),
    }
}
