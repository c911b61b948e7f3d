//! How a square is set up, as facts say it: the outing, services, units, stations.
//!
//! What is in force of it is in [`crate::domain::square`].

use serde::{Deserialize, Serialize};

use crate::domain::ids::{ServiceId, StationId, UnitName};
use crate::domain::time::Day;

/// The square event: name, days, hours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outing {
    /// As it stands on the sheets.
    pub name: String,
    /// The number in every code (code1.md, positions 2-5): 1 to 9999.
    pub event: u16,
    /// First day.
    pub first_day: Day,
    /// Last day.
    pub last_day: Day,
    /// Planned opening, minutes after midnight; service hours are clipped to it.
    pub opens_minute: u16,
    /// Planned end, minutes after midnight.
    pub closes_minute: u16,
    /// Whether this is the demo square, where the time may be set.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub demo: bool,
}

impl Outing {
    /// The number a new outing gets: month and day of its first day, which people can read in a code, and which tells
    /// its badges from those of the outing before.
    pub fn event_of(first_day: Day) -> u16 {
        let (_, month, day) = first_day.parts();
        u16::try_from(month * 100 + day).unwrap_or(1)
    }
}

/// How the minutes of a day become hours; always down, so that nothing is certified that nobody served.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// Every whole minute counts.
    None,
    /// Full tenths of an hour count.
    #[default]
    Tenth,
    /// Full half hours count.
    Half,
}

/// By what the record of hours is made; it is printed on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct HoursRules {
    /// How the minutes of a day are rounded.
    pub rounding: Rounding,
    /// The most that counts of one person and day, in minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub daily_cap_minutes: Option<u16>,
}

/// A service of the square.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// Its word.
    pub service: ServiceId,
    /// Chinese name.
    pub zh: String,
    /// English name.
    pub en: String,
    /// Whether residents take numbers for it.
    pub queued: bool,
    /// The first letter its tickets use; meaningless without a queue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub letter: Option<char>,
    /// What one count is.
    pub measure: Measure,
    /// What the evening's sentence adds it to.
    #[serde(default)]
    pub kind: ServiceKind,
    /// Expected minutes of one visit (`m0` of the wait estimate), at least 1.
    pub minutes: u16,
}

/// A unit (organisation) as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Its full name, which identifies it.
    pub unit: UnitName,
    /// A short name for narrow columns, or empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub short: String,
    /// English name, or empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub en: String,
}

/// What one count of a service is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// A person was served (人次).
    Visits,
    /// A leaflet or the like was handed out (份).
    Copies,
}

/// The part of the evening's sentence a service belongs to (rules.md section 6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceKind {
    /// 义诊 and other medical services.
    Clinic,
    /// 义剪.
    Haircut,
    /// 咨询 of any kind.
    Advice,
    /// 发放资料.
    Leaflets,
    /// In no part of the sentence, but in every table.
    #[default]
    Other,
}

/// A station: where residents are served.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Station {
    /// The word people call it by.
    pub station: StationId,
    /// What it serves.
    pub service: ServiceId,
    /// A name beside the number, or empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
}

/// Whether a station calls numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StationStatus {
    /// Serves.
    #[default]
    Open,
    /// Closed for a while.
    Paused,
    /// Gone home.
    Closed,
}
