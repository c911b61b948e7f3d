//! A second count, straight from the entries: slow, simple, and without any code of the fold.
//!
//! It reads as rules.md does: which entries count, then each person and each ticket walked through from the beginning,
//! then sums. Only the facts' own types are shared with the program.

use std::collections::{BTreeMap, BTreeSet};

use qiandao::domain::fact::{CountSource, Entry, Fact, HoursRules, TicketStep};
use qiandao::domain::ids::{DeskId, EntryKey, PersonId, ServiceId, StationId, TeamId, UnitName};
use qiandao::domain::time::{Day, Wall};

/// Expected, arrived, present.
pub type Heads = [u64; 3];
/// Service, station, desk, day, hour.
pub type Place = (ServiceId, Option<StationId>, DeskId, Day, u8);

/// What the entries add up to.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Recount {
    /// By unit; units with nobody are left out.
    pub units: BTreeMap<UnitName, Heads>,
    /// Who came for the first time that day, by the quarter of an hour, from 0 at midnight; unnamed heads as well.
    pub arrivals: BTreeMap<(Day, u8), u64>,
    /// Visits and copies by quarter of an hour and service.
    pub quarters: BTreeMap<(Day, u8, ServiceId), u64>,
    /// Visits and copies.
    pub tally: BTreeMap<Place, u64>,
    /// What each service is to reach.
    pub targets: BTreeMap<ServiceId, u32>,
    /// By what hours are counted.
    pub hours: HoursRules,
    /// The square each desk said last that it is of; not those that are of none.
    pub squares: BTreeMap<DeskId, String>,
    /// How many wait, by service.
    pub waiting: BTreeMap<ServiceId, u64>,
}

/// The order in which facts fold.
pub fn in_order(entries: &[Entry]) -> Vec<&Entry> {
    let mut ordered: Vec<&Entry> = entries.iter().collect();
    ordered.sort_by_key(|entry| (entry.stamp, entry.key));
    ordered
}

/// The entries that count, in the order of folding: what was practised does not, and an entry is cancelled by an undo after it that counts itself.
pub fn live(entries: &[Entry]) -> Vec<&Entry> {
    let mut ordered: Vec<&Entry> = entries.iter().filter(|entry| !entry.practice).collect();
    ordered.sort_by_key(|entry| (entry.stamp, entry.key));
    let mut cancelled: BTreeSet<EntryKey> = BTreeSet::new();
    let mut live = Vec::new();
    for entry in ordered.into_iter().rev() {
        if cancelled.contains(&entry.key) {
            continue;
        }
        if let Fact::Undone { entry: target, .. } = &entry.fact {
            cancelled.insert(*target);
        }
        live.push(entry);
    }
    live.reverse();
    live
}

/// Day and quarter of an hour of a moment.
fn quarter(wall: Wall) -> (Day, u8) {
    (Day::of(wall), wall.hour() * 4 + wall.minute() / 15)
}

/// Counts everything.
pub fn recount(entries: &[Entry]) -> Recount {
    let live = live(entries);
    let mut count = Recount::default();
    count.people(&live);
    count.tickets(&live);
    for entry in &live {
        if let Fact::Counted { service, quantity, station, source } = &entry.fact {
            let wall = if let CountSource::Paper { from, .. } = source { *from } else { entry.wall };
            count.add(service, station.clone(), entry, wall, u64::from(*quantity));
        }
    }
    for entry in &live {
        if let Fact::TargetSet { service, quantity } = &entry.fact {
            count.targets.insert(service.clone(), *quantity);
        }
        if let Fact::HoursRuled(rules) = &entry.fact {
            count.hours = *rules;
        }
        if let Fact::SquareNamed { square } = &entry.fact {
            count.squares.insert(entry.key.series.desk, square.clone());
        }
    }
    count.squares.retain(|_, square| !square.is_empty());
    count.targets.retain(|_, quantity| *quantity > 0);
    count.units.retain(|_, heads| *heads != [0; 3]);
    count.tally.retain(|_, sum| *sum > 0);
    count.quarters.retain(|_, sum| *sum > 0);
    count.arrivals.retain(|_, heads| *heads > 0);
    count
}

impl Recount {
    fn add(&mut self, service: &ServiceId, station: Option<StationId>, entry: &Entry, wall: Wall, quantity: u64) {
        let place = (service.clone(), station, entry.key.series.desk, Day::of(wall), wall.hour());
        *self.tally.entry(place).or_default() += quantity;
        let (day, quarter) = quarter(wall);
        *self.quarters.entry((day, quarter, service.clone())).or_default() += quantity;
    }

    fn people(&mut self, live: &[&Entry]) {
        let one_person = one_person(live);
        let records: BTreeSet<PersonId> = one_person.values().copied().collect();
        let mut named: BTreeMap<TeamId, u64> = BTreeMap::new();
        for record in records {
            let is_theirs = |person: &PersonId| one_person.get(person) == Some(&record);
            let walked = walk(live, is_theirs);
            let unit = unit_of(live, record);
            let expected = !live.iter().any(|e| matches!(e.fact, Fact::Withdrawn { person } if person == record));
            let heads = self.units.entry(unit).or_default();
            heads[0] += u64::from(expected);
            heads[1] += u64::from(walked.first.is_some());
            heads[2] += u64::from(walked.is_in);
            let mut days = BTreeSet::new();
            for (came, _) in &walked.stays {
                if days.insert(Day::of(*came)) {
                    *self.arrivals.entry(quarter(*came)).or_default() += 1;
                }
            }
            for team in walked.heads_of {
                *named.entry(team).or_default() += 1;
            }
        }
        for entry in live {
            let Fact::TeamArrived { unit, heads, .. } = &entry.fact else { continue };
            let id = TeamId(entry.key);
            let unnamed = u64::from(*heads).saturating_sub(named.get(&id).copied().unwrap_or(0));
            let gone = live.iter().any(|e| matches!(e.fact, Fact::TeamLeft { team } if team == id));
            let counts = self.units.entry(unit.clone()).or_default();
            counts[1] += unnamed;
            *self.arrivals.entry(quarter(entry.wall)).or_default() += unnamed;
            counts[2] += if gone { 0 } else { unnamed };
        }
    }

    fn tickets(&mut self, live: &[&Entry]) {
        for entry in live {
            let Some(mut ticket) = Slip::of(entry) else { continue };
            for later in live {
                let Fact::Ticket { ticket: id, step } = &later.fact else { continue };
                if id.0 == entry.key && ticket.take(step) {
                    let station = Some(ticket.at.clone().unwrap());
                    self.add(&ticket.service.clone(), station, later, later.wall, 1);
                }
            }
            if ticket.stands == Stands::InLine {
                *self.waiting.entry(ticket.service).or_default() += 1;
            }
        }
    }
}

/// Whom every enrolled record counts as, after the merges.
pub fn one_person(live: &[&Entry]) -> BTreeMap<PersonId, PersonId> {
    let mut stands_for: BTreeMap<PersonId, PersonId> = BTreeMap::new();
    for entry in live {
        if let Fact::Enrolled { people } = &entry.fact {
            for index in 0..people.len() {
                let person = PersonId { entry: entry.key, index: u32::try_from(index).unwrap() };
                stands_for.insert(person, person);
            }
        }
    }
    for entry in live {
        if let Fact::Merged { from, into } = &entry.fact
            && let (Some(dropped), Some(kept)) = (stands_for.get(from).copied(), stands_for.get(into).copied())
        {
            for standing in stands_for.values_mut().filter(|standing| **standing == dropped) {
                *standing = kept;
            }
        }
    }
    stands_for
}

pub fn unit_of(live: &[&Entry], record: PersonId) -> UnitName {
    let said = live.iter().rev().find_map(|entry| match &entry.fact {
        Fact::Moved { person, unit } if *person == record => Some(unit.clone()),
        _ => None,
    });
    let enrolled = || {
        live.iter().find_map(|entry| match &entry.fact {
            Fact::Enrolled { people } if entry.key == record.entry => Some(people[record.index as usize].unit.clone()),
            _ => None,
        })
    };
    said.or_else(enrolled).unwrap()
}

pub struct Walked {
    /// Whether they are here in the end.
    pub is_in: bool,
    /// Came, and went if they did.
    pub stays: Vec<(Wall, Option<Wall>)>,
    first: Option<Wall>,
    heads_of: BTreeSet<TeamId>,
}

/// Walks one person through the day.
pub fn walk(live: &[&Entry], is_theirs: impl Fn(&PersonId) -> bool) -> Walked {
    let mut walked = Walked { is_in: false, stays: Vec::new(), first: None, heads_of: BTreeSet::new() };
    let (mut went, mut of_a_team): (Option<Wall>, bool) = (None, false);
    for entry in live {
        let (team, leads) = match &entry.fact {
            Fact::Arrived { person, team, .. } if is_theirs(person) => (*team, false),
            Fact::TeamArrived { leader: Some(leader), .. } if is_theirs(leader) => (Some(TeamId(entry.key)), true),
            Fact::Left { person, .. } if is_theirs(person) && walked.is_in => {
                walked.is_in = false;
                went = Some(entry.wall);
                if let Some(stay) = walked.stays.last_mut() {
                    stay.1 = went;
                }
                continue;
            }
            _ => continue,
        };
        if !walked.is_in {
            walked.is_in = true;
            of_a_team = false;
            let team_came = team.and_then(|team| live.iter().find(|e| TeamId(e.key) == team && is_team(e)));
            let came = team_came.map(|e| e.wall);
            let came =
                came.filter(|came| Day::of(*came) == Day::of(entry.wall) && went.is_none_or(|went| went <= *came));
            let came = came.unwrap_or(entry.wall).min(entry.wall);
            walked.first.get_or_insert(came);
            walked.stays.push((came, None));
        }
        if let Some(team) = team {
            if leads || !of_a_team {
                walked.heads_of.insert(team);
            }
            of_a_team = true;
        }
    }
    walked
}

fn is_team(entry: &Entry) -> bool {
    matches!(entry.fact, Fact::TeamArrived { .. })
}

/// A ticket as somebody with paper and pencil would follow it.
struct Slip {
    has_number: bool,
    service: ServiceId,
    stands: Stands,
    /// The station that has it.
    at: Option<StationId>,
    /// Everybody who called it and did not give up.
    called_by: BTreeSet<StationId>,
    in_vain: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stands {
    InLine,
    Called,
    Served,
    Aside,
    Missed,
    Finished,
    Void,
}

impl Slip {
    fn of(entry: &Entry) -> Option<Self> {
        let (service, station) = match &entry.fact {
            Fact::TicketTaken { service, .. } => (service, None),
            Fact::ServedDirectly { service, station } => (service, Some(station.clone())),
            _ => return None,
        };
        Some(Self {
            has_number: station.is_none(),
            service: service.clone(),
            stands: if station.is_some() { Stands::Served } else { Stands::InLine },
            called_by: station.iter().cloned().collect(),
            at: station,
            in_vain: 0,
        })
    }

    /// Takes a step if the table of rules.md section 5 has it; `true` when it makes a visit.
    fn take(&mut self, step: &TicketStep) -> bool {
        use Stands::*;
        let mine = |at: &Option<StationId>, station: &StationId| at.as_ref() == Some(station);
        match (step, self.stands) {
            (TicketStep::Called { station, .. }, stands) if stands != Finished => {
                self.called_by.insert(station.clone());
                if stands == InLine {
                    self.go(Called, Some(station));
                }
            }
            (TicketStep::Began { station }, stands)
                if !matches!(stands, Served | Finished) && self.called_by.contains(station) =>
            {
                self.go(Served, Some(station));
            }
            (TicketStep::Absent { station }, Called) if mine(&self.at, station) => {
                self.called_by.remove(station);
                self.in_vain += 1;
                self.go(if self.in_vain >= 3 { Missed } else { InLine }, None);
            }
            (TicketStep::Released { station }, Called) if mine(&self.at, station) => {
                self.called_by.remove(station);
                self.go(InLine, None);
            }
            (TicketStep::Absent { station } | TicketStep::Released { station }, _) if !mine(&self.at, station) => {
                self.called_by.remove(station);
            }
            (TicketStep::Returned, Missed) => {
                self.in_vain = 0;
                self.go(InLine, None);
            }
            (TicketStep::Parked { station, pool, .. }, Called | Served | Aside)
                if mine(&self.at, station) && (*pool || self.stands != Aside) =>
            {
                self.called_by.remove(station);
                self.go(Aside, if *pool { None } else { Some(station) });
            }
            (TicketStep::Resumed { station }, Aside) if self.at.is_none() || mine(&self.at, station) => {
                self.called_by.insert(station.clone());
                self.go(Served, Some(station));
            }
            (TicketStep::Transferred { station: None, service }, InLine) => self.send(service),
            (TicketStep::Transferred { station: Some(station), service }, Served)
                if mine(&self.at, station) && self.has_number =>
            {
                self.send(service);
            }
            (TicketStep::Done { station }, Served) if self.called_by.contains(station) => {
                self.called_by.clear();
                self.go(Finished, Some(station));
                return true;
            }
            (TicketStep::Cancelled { .. }, InLine | Aside) => self.go(Void, None),
            _ => {}
        }
        false
    }

    fn go(&mut self, stands: Stands, at: Option<&StationId>) {
        self.stands = stands;
        self.at = at.cloned();
    }

    fn send(&mut self, service: &ServiceId) {
        self.called_by.clear();
        self.service = service.clone();
        self.go(Stands::InLine, None);
    }
}
