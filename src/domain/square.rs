//! How the square is set up: the outing, its desks, services and stations. Last stamp wins, thing by thing.
//!
//! What happens at the stations is in [`super::queue`]; who works there in [`super::attendance`].

use std::collections::BTreeMap;

use super::digest::Digest;
use super::fact::{Entry, Fact, Outing, Service, Station, StationStatus, Unit};
use super::ids::{DeskId, DeskNumber, ServiceId, StationId, UnitName};
use super::time::{Place, StampWindow};
use super::timeline::Timeline;

/// The set-up, folded.
#[derive(Debug, Clone, Default)]
pub struct Square {
    outing: Timeline<Outing>,
    desks: BTreeMap<DeskId, Timeline<DeskCard>>,
    clocks: BTreeMap<DeskId, Timeline<i64>>,
    services: BTreeMap<ServiceId, Timeline<Service>>,
    services_open: BTreeMap<ServiceId, Timeline<bool>>,
    stations: BTreeMap<StationId, Timeline<Station>>,
    statuses: BTreeMap<StationId, Timeline<StationStatus>>,
    units: BTreeMap<UnitName, Timeline<Unit>>,
}

/// What people know a desk by.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct DeskCard {
    /// The desk's number.
    pub number: DeskNumber,
    /// Where it stands.
    pub name: String,
}

impl Square {
    /// Folds one entry in, or takes it out when it is undone.
    pub(super) fn turn(&mut self, entry: &Entry, live: bool) {
        let place = entry.place();
        match &entry.fact {
            Fact::OutingSet(outing) => self.outing.turn(place, live, outing),
            Fact::DeskJoined { number, name } => {
                let card = DeskCard { number: *number, name: name.clone() };
                turn_in(&mut self.desks, &entry.desk(), place, live, &card);
            }
            Fact::ClockCorrected { desk, offset_ms } => turn_in(&mut self.clocks, desk, place, live, offset_ms),
            Fact::ServiceSet(service) => turn_in(&mut self.services, &service.service, place, live, service),
            Fact::ServiceOpened { service, open } => turn_in(&mut self.services_open, service, place, live, open),
            Fact::StationSet(station) => turn_in(&mut self.stations, &station.station, place, live, station),
            Fact::StationTurned { station, status } => turn_in(&mut self.statuses, station, place, live, status),
            Fact::UnitsListed { units } => {
                for unit in units {
                    turn_in(&mut self.units, &unit.unit, place, live, unit);
                }
            }
            _ => {}
        }
    }

    /// The outing, once it is set.
    pub fn outing(&self) -> Option<&Outing> {
        self.outing.last()
    }

    /// The stamps this outing accepts.
    pub fn window(&self) -> Option<StampWindow> {
        self.outing().map(|outing| StampWindow::around(outing.first_day, outing.last_day))
    }

    /// Number and name of a desk, when it ever joined.
    pub fn desk(&self, desk: DeskId) -> Option<&DeskCard> {
        self.desks.get(&desk)?.last()
    }

    /// All desks that joined, by number.
    pub fn desks(&self) -> Vec<(DeskId, &DeskCard)> {
        let mut desks: Vec<_> = self.desks.iter().filter_map(|(id, cards)| Some((*id, cards.last()?))).collect();
        desks.sort_by_key(|(id, card)| (card.number, *id));
        desks
    }

    /// When a desk last said its number: of two with one number the later gives way.
    pub fn desk_joined_at(&self, desk: DeskId) -> Option<Place> {
        self.desks.get(&desk)?.iter().next_back().map(|(place, _)| *place)
    }

    /// What a desk's wall clock is off by, in milliseconds to add.
    pub fn clock_offset_ms(&self, desk: DeskId) -> i64 {
        self.clocks.get(&desk).and_then(Timeline::last).copied().unwrap_or(0)
    }

    /// A service by its word.
    pub fn service(&self, service: &ServiceId) -> Option<&Service> {
        self.services.get(service)?.last()
    }

    /// All services in the order in which they were set up.
    pub fn services(&self) -> Vec<&Service> {
        in_set_up_order(&self.services)
    }

    /// Whether a service takes numbers and counts.
    pub fn service_is_open(&self, service: &ServiceId) -> bool {
        self.services_open.get(service).and_then(Timeline::last).copied().unwrap_or(true)
    }

    /// A station by its word.
    pub fn station(&self, station: &StationId) -> Option<&Station> {
        self.stations.get(station)?.last()
    }

    /// All stations in the order in which they were set up.
    pub fn stations(&self) -> Vec<&Station> {
        in_set_up_order(&self.stations)
    }

    /// The stations of one service, in the order in which they were set up.
    pub fn stations_of(&self, service: &ServiceId) -> Vec<&Station> {
        self.stations().into_iter().filter(|station| station.service == *service).collect()
    }

    /// Whether a station is open, paused or closed.
    pub fn station_status(&self, station: &StationId) -> StationStatus {
        self.statuses.get(station).and_then(Timeline::last).copied().unwrap_or_default()
    }

    /// Short and English name of a unit, when they were given.
    pub fn unit(&self, unit: &UnitName) -> Option<&Unit> {
        self.units.get(unit)?.last()
    }

    pub(super) fn digest(&self, digest: &mut Digest) {
        fn last<K: Clone + Ord, T>(map: &BTreeMap<K, Timeline<T>>) -> BTreeMap<K, &T> {
            map.iter().filter_map(|(key, timeline)| Some((key.clone(), timeline.last()?))).collect()
        }
        digest.add("outing", &self.outing());
        digest.add("desks", &last(&self.desks));
        digest.add("clocks", &last(&self.clocks));
        digest.add("services", &self.services());
        digest.add("services open", &last(&self.services_open));
        digest.add("units named", &last(&self.units));
        digest.add("stations", &self.stations());
        digest.add("station statuses", &last(&self.statuses));
    }
}

fn turn_in<K: Ord + Clone, T: Clone>(map: &mut BTreeMap<K, Timeline<T>>, key: &K, place: Place, live: bool, value: &T) {
    if live {
        map.entry(key.clone()).or_default().put(place, value.clone());
    } else if let Some(timeline) = map.get_mut(key) {
        timeline.take(place);
        if timeline.is_empty() {
            map.remove(key);
        }
    }
}

fn in_set_up_order<K: Ord, T>(map: &BTreeMap<K, Timeline<T>>) -> Vec<&T> {
    let mut rows: Vec<_> = map.values().filter_map(|line| Some((line.first()?.0, line.last()?))).collect();
    rows.sort_by_key(|(first, _)| **first);
    rows.into_iter().map(|(_, value)| value).collect()
}
