//! How the square is set up: the outing, its desks, services and stations. Last stamp wins, thing by thing.
//!
//! What happens at the stations is in [`super::queue`]; who works there in [`super::attendance`].

use std::collections::BTreeSet;

use super::digest::Digest;
use super::fact::{Entry, Fact, Outing, Service, Station, StationStatus, Unit};
use super::ids::{DeskId, DeskNumber, EntryKey, ServiceId, StationId, UnitName};
use super::time::{Place, StampWindow};
use super::timeline::{Timeline, Timelines};

/// The set-up, folded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Square {
    outing: Timeline<Outing>,
    desks: Timelines<DeskId, DeskCard>,
    squares: Timelines<DeskId, String>,
    gone: Timelines<DeskId, ()>,
    clocks: Timelines<DeskId, i64>,
    services: Timelines<ServiceId, Service>,
    services_open: Timelines<ServiceId, bool>,
    /// Apart from the services, so that two desks that change a name and a target at once lose neither.
    targets: Timelines<ServiceId, u32>,
    stations: Timelines<StationId, Station>,
    statuses: Timelines<StationId, StationStatus>,
    units: Timelines<UnitName, Unit>,
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
            Fact::OutingSet(outing) => self.outing.turn(place, live, outing.clone()),
            Fact::DeskJoined { number, name } => {
                self.desks.turn(&entry.desk(), place, live, DeskCard { number: *number, name: name.clone() });
            }
            Fact::SquareNamed { square } => self.squares.turn(&entry.desk(), place, live, square.clone()),
            Fact::DeskLeft { desk } => self.gone.turn(desk, place, live, ()),
            Fact::ClockCorrected { desk, offset_ms } => self.clocks.turn(desk, place, live, *offset_ms),
            Fact::ServiceSet(service) => self.services.turn(&service.service, place, live, service.clone()),
            Fact::ServiceOpened { service, open } => self.services_open.turn(service, place, live, *open),
            Fact::TargetSet { service, quantity } => self.targets.turn(service, place, live, *quantity),
            Fact::StationSet(station) => self.stations.turn(&station.station, place, live, station.clone()),
            Fact::StationTurned { station, status } => self.statuses.turn(station, place, live, *status),
            Fact::UnitsListed { units } => {
                for unit in units {
                    self.units.turn(&unit.unit, place, live, unit.clone());
                }
            }
            _ => {}
        }
    }

    /// The outing, once it is set.
    pub fn outing(&self) -> Option<&Outing> {
        self.outing.last()
    }

    /// The entry that set the outing first.
    pub fn outing_set_by(&self) -> Option<EntryKey> {
        self.outing.first().map(|(place, _)| place.key)
    }

    /// The stamps this outing accepts.
    pub fn window(&self) -> Option<StampWindow> {
        self.outing().map(|outing| StampWindow::around(outing.first_day, outing.last_day))
    }

    /// Number and name of a desk, when it ever joined.
    pub fn desk(&self, desk: DeskId) -> Option<&DeskCard> {
        self.desks.last(&desk)
    }

    /// All desks that joined, by number; of those with one number the first to take it first.
    pub fn desks(&self) -> Vec<(DeskId, &DeskCard)> {
        let mut desks: Vec<_> = self.desks.lasts().map(|(desk, card)| (*desk, card)).collect();
        desks.sort_by_key(|(desk, card)| (card.number, self.number_taken_at(*desk), *desk));
        desks
    }

    /// The square of the city a desk is of, where that was said.
    pub fn square_of(&self, desk: DeskId) -> Option<&str> {
        self.squares.last(&desk).map(String::as_str).filter(|square| !square.is_empty())
    }

    /// The desks that take part: those that left or are lost are not among them.
    pub fn desks_here(&self) -> Vec<(DeskId, &DeskCard)> {
        self.desks().into_iter().filter(|(desk, _)| !self.is_gone(*desk)).collect()
    }

    /// Whether a desk takes part: it joined, and is not gone.
    pub fn is_here(&self, desk: DeskId) -> bool {
        self.desk(desk).is_some() && !self.is_gone(desk)
    }

    /// Whether a desk left, or was taken off as lost, and has not joined again since.
    pub fn is_gone(&self, desk: DeskId) -> bool {
        let last = |places: Option<&Place>| places.copied();
        let gone = self.gone.of(&desk).and_then(|gone| last(gone.iter().next_back().map(|(place, ())| place)));
        let joined = self.desks.of(&desk).and_then(|cards| last(cards.iter().next_back().map(|(place, _)| place)));
        gone.is_some_and(|gone| joined.is_none_or(|joined| joined < gone))
    }

    /// Desks that bear another number now because an earlier desk had theirs: who, the number they gave up, theirs now.
    pub fn gave_way(&self) -> Vec<(DeskId, DeskNumber, DeskNumber)> {
        let gave_way = |(desk, cards): (&DeskId, &Timeline<DeskCard>)| {
            let now = cards.last()?.number;
            let taken = |number: DeskNumber, by: Place| {
                let others = self.desks.iter().filter(|(other, _)| *other != desk);
                let mut cards = others.flat_map(|(_, cards)| cards.iter());
                cards.any(|(place, card)| card.number == number && *place < by)
            };
            let given_up =
                cards.iter().rev().find(|(place, card)| card.number != now && taken(card.number, **place))?;
            Some((*desk, given_up.1.number, now))
        };
        self.desks.iter().filter_map(gave_way).collect()
    }

    /// Where a desk took the number it has now. A new name for the desk does not make its number newer.
    fn number_taken_at(&self, desk: DeskId) -> Option<Place> {
        let cards = self.desks.of(&desk)?;
        let now = cards.last()?.number;
        let same = cards.iter().rev().take_while(|(_, card)| card.number == now);
        same.last().map(|(place, _)| *place)
    }

    /// The number a desk must take instead of its own, because another desk took that one earlier.
    pub fn gives_way(&self, desk: DeskId) -> Option<DeskNumber> {
        let number = self.desk(desk)?.number;
        let earlier = |other: &DeskId| self.number_taken_at(*other) < self.number_taken_at(desk);
        let taken = self.desks.lasts().any(|(other, card)| card.number == number && earlier(other));
        if taken { self.free_number(number) } else { None }
    }

    /// The next number after this one that no desk has.
    pub fn free_number(&self, after: DeskNumber) -> Option<DeskNumber> {
        let taken: BTreeSet<DeskNumber> = self.desks.lasts().map(|(_, card)| card.number).collect();
        let numbers = (after.get() + 1..=DeskNumber::MAX).chain(DeskNumber::FIRST.get()..=after.get());
        numbers.filter_map(DeskNumber::new).find(|number| !taken.contains(number))
    }

    /// Whether a desk may have a number: no other desk has it.
    pub fn is_free(&self, number: DeskNumber, desk: DeskId) -> bool {
        self.desks.lasts().all(|(other, card)| card.number != number || *other == desk)
    }

    /// What a desk's wall clock is off by, in milliseconds to add.
    pub fn clock_offset_ms(&self, desk: DeskId) -> i64 {
        self.clocks.last(&desk).copied().unwrap_or(0)
    }

    /// A service by its word.
    pub fn service(&self, service: &ServiceId) -> Option<&Service> {
        self.services.last(service)
    }

    /// All services in the order in which they were set up.
    pub fn services(&self) -> Vec<&Service> {
        in_set_up_order(&self.services)
    }

    /// Whether a service takes numbers and counts.
    pub fn service_is_open(&self, service: &ServiceId) -> bool {
        self.services_open.last(service).copied().unwrap_or(true)
    }

    /// How many visits or copies a service is to reach over the whole outing, where that was said.
    pub fn target(&self, service: &ServiceId) -> Option<u32> {
        self.targets.last(service).copied().filter(|quantity| *quantity > 0)
    }

    /// The first letter that no service's tickets begin with.
    pub fn free_letter(&self) -> Option<char> {
        let services = self.services();
        ('A'..='Z').find(|letter| services.iter().all(|service| service.letter != Some(*letter)))
    }

    /// The numbers that no station bears yet, from 1 on.
    pub fn free_stations(&self) -> impl Iterator<Item = StationId> {
        (1_u32..).filter_map(|number| number.to_string().parse().ok()).filter(|id| self.station(id).is_none())
    }

    /// A station by its word.
    pub fn station(&self, station: &StationId) -> Option<&Station> {
        self.stations.last(station)
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
        self.statuses.last(station).copied().unwrap_or_default()
    }

    /// Short and English name of a unit, when they were given.
    pub fn unit(&self, unit: &UnitName) -> Option<&Unit> {
        self.units.last(unit)
    }

    pub(super) fn digest(&self, digest: &mut Digest) {
        digest.add("outing", &self.outing());
        digest.add("desks", &self.desks.lasts().collect::<Vec<_>>());
        let gone = self.gone.iter().map(|(desk, _)| desk).filter(|desk| self.is_gone(**desk));
        digest.add("desks gone", &gone.collect::<Vec<_>>());
        digest.add("clocks", &self.clocks.lasts().collect::<Vec<_>>());
        digest.add("services", &self.services());
        digest.add("services open", &self.services_open.lasts().collect::<Vec<_>>());
        for square in self.squares.lasts() {
            digest.add("square", &square);
        }
        // A square without targets agrees with desks that know of none yet.
        for target in self.targets.lasts() {
            digest.add("target", &target);
        }
        digest.add("stations", &self.stations());
        digest.add("station statuses", &self.statuses.lasts().collect::<Vec<_>>());
        digest.add("units named", &self.units.lasts().collect::<Vec<_>>());
    }
}

fn in_set_up_order<K: Ord + Clone, T>(map: &Timelines<K, T>) -> Vec<&T> {
    let mut rows: Vec<_> = map.iter().filter_map(|(_, line)| Some((line.first()?.0, line.last()?))).collect();
    rows.sort_by_key(|(first, _)| **first);
    rows.into_iter().map(|(_, value)| value).collect()
}
