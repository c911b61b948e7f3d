//! What stands in the square: the demo's outing, units, people, services and stations, and the short list of services
//! that a real square starts with. All from the tables beside this file.

use crate::domain::clean;
use crate::domain::fact::{Measure, Outing, Service, ServiceKind, Station, Unit};
use crate::domain::ids::{ServiceId, StationId};
use crate::domain::time::Day;
use crate::office::{RosterFile, RosterRow};

/// The secret of the demo's codes, known to everybody who reads this: never the key of a real square.
pub const EVENT_SECRET: [u8; 32] = *b"qiandao demo square: no secret!!";
/// The number of the demo in every code: the day of Lei Feng, 5 March.
pub const EVENT: u16 = 305;

const NAME: &str = "学雷锋志愿服务集市（演示）";
/// Where volunteers check in: what a desk is called unless somebody says otherwise.
pub const DESK_NAME: &str = "签到处";

const OPENS_MINUTE: u16 = 8 * 60 + 30;
const CLOSES_MINUTE: u16 = 12 * 60;

/// Services and the stations that serve them, in the order in which they are set up.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stalls {
    /// The services.
    pub services: Vec<Service>,
    /// The stations, numbered from 1 across the square.
    pub stations: Vec<Station>,
    /// What some of the services are to reach.
    pub targets: Vec<(ServiceId, u32)>,
}

/// The outing of the demo. Its day is always the same one, so that the scripted morning is too.
pub fn outing() -> Outing {
    let day = Day::new(2026, 3, 5).unwrap_or(Day::of(crate::domain::time::Wall(0)));
    Outing {
        name: NAME.to_owned(),
        event: EVENT,
        first_day: day,
        last_day: day,
        opens_minute: OPENS_MINUTE,
        closes_minute: CLOSES_MINUTE,
        demo: true,
    }
}

/// Ten services with queues and six without, half of them with a target.
pub fn stalls() -> Stalls {
    let targets = rows(include_str!("services.tsv")).filter_map(|row| {
        let target = row.get(DEMO_TARGET)?.parse().ok()?;
        Some((row.first()?.parse().ok()?, target))
    });
    Stalls { targets: targets.collect(), ..stalls_of(|row| row.get(DEMO_STATIONS).copied()) }
}

/// What most squares have, to begin a real one with: four services with open stations, some more, and four that are
/// counted without a queue.
pub fn first_stalls() -> Stalls {
    stalls_of(|row| row.get(FIRST_STATIONS).copied())
}

/// The 65 units.
pub fn units() -> Vec<Unit> {
    let rows = rows(include_str!("units.tsv"));
    let units = rows.filter_map(|row| {
        let [_, full, short, en, ..] = row.as_slice() else { return None };
        Some(Unit { unit: full.parse().ok()?, short: (*short).to_owned(), en: (*en).to_owned() })
    });
    units.collect()
}

/// The 320 volunteers, as a roster file would name them.
pub fn roster() -> RosterFile {
    let units: Vec<Vec<&str>> = rows(include_str!("units.tsv")).collect();
    let people = (2_usize..).zip(rows(include_str!("roster.tsv"))).filter_map(|(line, row)| {
        let [_, name, code, phone, ..] = row.as_slice() else { return None };
        let unit = units.iter().find(|unit| unit.first() == Some(code))?;
        Some(RosterRow {
            line,
            name: clean::clean_name(name),
            unit: (*unit.get(1)?).to_owned(),
            short_unit: (*unit.get(2)?).to_owned(),
            tail: clean::phone_tail(phone).unwrap_or_default(),
            ..RosterRow::default()
        })
    });
    RosterFile { people: people.collect(), ..RosterFile::default() }
}

/// Columns of `services.tsv` that say how many stations serve it; `-` leaves the service out.
const DEMO_STATIONS: usize = 7;
const FIRST_STATIONS: usize = 8;
/// The column that says what it is to reach in the demo; `-` for nothing.
const DEMO_TARGET: usize = 9;

fn stalls_of<'a>(stations: impl Fn(&[&'a str]) -> Option<&'a str>) -> Stalls {
    let mut stalls = Stalls::default();
    for row in rows(include_str!("services.tsv")) {
        let stations = stations(&row).and_then(|count| count.parse::<usize>().ok());
        let (Some(service), Some(count)) = (service(&row), stations) else { continue };
        let first = stalls.stations.len() + 1;
        let words = (first..first + count).filter_map(|number| number.to_string().parse::<StationId>().ok());
        let service_id = service.service.clone();
        stalls.stations.extend(words.map(|station| Station {
            station,
            service: service_id.clone(),
            name: String::new(),
        }));
        stalls.services.push(service);
    }
    stalls
}

fn service(row: &[&str]) -> Option<Service> {
    let [word, zh, en, letter, measure, kind, minutes, ..] = row else { return None };
    let letter = letter.chars().next().filter(char::is_ascii_uppercase);
    Some(Service {
        service: word.parse().ok()?,
        zh: (*zh).to_owned(),
        en: (*en).to_owned(),
        queued: letter.is_some(),
        letter,
        measure: if *measure == "copies" { Measure::Copies } else { Measure::Visits },
        kind: match *kind {
            "clinic" => ServiceKind::Clinic,
            "haircut" => ServiceKind::Haircut,
            "advice" => ServiceKind::Advice,
            "leaflets" => ServiceKind::Leaflets,
            _ => ServiceKind::Other,
        },
        minutes: minutes.parse().ok()?,
    })
}

/// The rows of a table below its header.
fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().skip(1).map(|row| row.split('\t').collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn queued(stalls: &Stalls) -> (usize, usize) {
        let queued = stalls.services.iter().filter(|service| service.queued).count();
        (queued, stalls.services.len() - queued)
    }

    #[test]
    fn the_demo_square_is_as_large_as_a_real_one() {
        assert_eq!(queued(&stalls()), (10, 6));
        assert_eq!(stalls().stations.len(), 26);
        assert_eq!((stalls().targets.len(), first_stalls().targets.len()), (8, 0), "a real square sets its own");
        assert_eq!(units().len(), 65);
        let roster = roster();
        assert_eq!(roster.people.len(), 320);
        let named: std::collections::BTreeSet<_> = roster.people.iter().map(|person| person.unit.as_str()).collect();
        assert_eq!(named.len(), 65, "somebody of every unit");
        assert!(roster.people.iter().all(|person| person.tail.len() == 4));
    }

    #[test]
    fn a_real_square_starts_with_four_queues_and_four_counts() {
        let first = first_stalls();
        assert_eq!(queued(&first), (5, 4));
        for service in first.services.iter().filter(|service| service.queued) {
            assert!(first.stations.iter().any(|station| station.service == service.service), "{service:?}");
        }
    }

    #[test]
    fn every_row_of_the_services_is_read() {
        let table = include_str!("services.tsv");
        assert_eq!(rows(table).filter_map(|row| service(&row)).count(), table.lines().count() - 1);
        let letters: std::collections::BTreeSet<_> = stalls().services.iter().filter_map(|s| s.letter).collect();
        assert_eq!(letters.len(), 10);
    }
}
