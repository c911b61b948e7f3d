//! Tickets as rules.md section 5 tells of them, in plain lists and loops: what the program's own queue is held to.

use qiandao::domain::command::AtClosing;
use qiandao::domain::fact::{Class, StationStatus};

/// Which service a station serves.
pub const SERVES: [usize; 3] = [0, 0, 1];
/// Services with a queue; one more is only counted.
pub const QUEUED: usize = 2;

/// What a person at the keys asks for. Tickets are named by the order of their taking.
#[derive(Debug, Clone)]
pub enum Ask {
    Take { service: usize, class: Class },
    Next { station: usize },
    Recall { station: usize },
    Arrive { station: usize },
    Absent { station: usize },
    Finish { station: usize },
    Cancel { ticket: usize },
    Park { station: usize, pool: bool },
    Resume { ticket: usize, station: usize },
    Transfer { ticket: usize, service: usize },
    Return { ticket: usize },
    ServeDirectly { station: usize },
    CallOne { station: usize, ticket: usize },
    Raise { ticket: usize },
    Turn { station: usize, status: StationStatus, serving: Option<AtClosing> },
    Undo,
}

/// Where a ticket stands; stations by their number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands {
    Waiting,
    Called(usize),
    Serving(usize),
    Parked(Option<usize>),
    Missed,
    Done(usize),
    Cancelled,
}

#[derive(Debug, Clone)]
pub struct Slip {
    pub has_number: bool,
    pub service: usize,
    pub class: Class,
    pub stands: Stands,
    pub misses: u8,
    pub recalls: u32,
    pub served_ms: u64,
    /// A clock went back during service.
    pub is_cut: bool,
    /// Place in the line: what was asked when, counted.
    lined_up: usize,
    front: bool,
    /// How many calls its service had made when it was deferred.
    deferred_at: Option<usize>,
    since_ms: i64,
}

/// All tickets and stations.
#[derive(Debug, Clone)]
pub struct Model {
    pub slips: Vec<Slip>,
    pub status: [StationStatus; 3],
    /// The classes of all calls, by service.
    calls: [Vec<Class>; QUEUED],
    steps: usize,
    /// The model before each fact that still counts.
    before: Vec<Model>,
    now_ms: i64,
}

/// A stable code of an answer that is not yes.
pub type Refused = &'static str;

impl Model {
    pub fn new() -> Self {
        Self {
            slips: Vec::new(),
            status: [StationStatus::Open; 3],
            calls: Default::default(),
            steps: 0,
            before: Vec::new(),
            now_ms: 0,
        }
    }

    /// What must come of it.
    pub fn ask(&mut self, ask: &Ask, now_ms: i64) -> Result<(), Refused> {
        self.now_ms = now_ms;
        match *ask {
            Ask::Take { service, class } => self.take(service, class)?,
            Ask::Next { station } => self.next(station)?,
            Ask::Recall { station } => {
                let slip = self.called_at(station)?;
                self.change(slip, |slip| slip.recalls += 1);
            }
            Ask::Arrive { station } => {
                let slip = self.called_at(station)?;
                self.serve(slip, station);
            }
            Ask::Absent { station } => self.absent(station)?,
            Ask::Finish { station } => {
                let slip = self.at(station)?;
                fits(self.slips[slip].stands == Stands::Serving(station))?;
                self.go(slip, Stands::Done(station));
            }
            Ask::Cancel { ticket } => {
                fits(matches!(self.stands(ticket)?, Stands::Waiting | Stands::Parked(_)))?;
                self.go(ticket, Stands::Cancelled);
            }
            Ask::Park { station, pool } => {
                let slip = self.at(station)?;
                self.go(slip, Stands::Parked((!pool).then_some(station)));
            }
            Ask::Resume { ticket, station } => self.resume(ticket, station)?,
            Ask::Transfer { ticket, service } => self.transfer(ticket, service)?,
            Ask::Return { ticket } => {
                fits(self.stands(ticket)? == Stands::Missed)?;
                self.defer(ticket, 0);
            }
            Ask::ServeDirectly { station } => {
                self.open(station)?;
                self.make_room(station)?;
                self.fact();
                self.slips.push(self.slip(false, SERVES[station], Class::Normal, Stands::Serving(station)));
            }
            Ask::CallOne { station, ticket } => {
                let stands = self.stands(ticket)?;
                self.serves(station, ticket)?;
                not_elsewhere(matches!(stands, Stands::Called(_) | Stands::Serving(_)))?;
                fits(stands == Stands::Waiting)?;
                self.make_room(station)?;
                self.call(ticket, station);
            }
            Ask::Raise { ticket } => {
                fits(self.stands(ticket)? == Stands::Waiting)?;
                if self.slips[ticket].class == Class::Normal {
                    self.change(ticket, |slip| slip.class = Class::Priority);
                }
            }
            Ask::Turn { station, status, serving } => self.turn(station, status, serving)?,
            Ask::Undo => {
                let before = self.before.pop().ok_or("nothing_to_undo")?;
                let earlier = std::mem::take(&mut self.before);
                *self = Self { before: earlier, ..before };
            }
        }
        Ok(())
    }

    fn take(&mut self, service: usize, class: Class) -> Result<(), Refused> {
        if service >= QUEUED {
            return Err("no_queue");
        }
        self.fact();
        self.slips.push(self.slip(true, service, class, Stands::Waiting));
        Ok(())
    }

    fn next(&mut self, station: usize) -> Result<(), Refused> {
        self.open(station)?;
        let finished = self.make_room(station)?;
        match self.line(SERVES[station]).first() {
            Some(slip) => self.call(*slip, station),
            None if finished => {}
            None => return Err("nobody_waits"),
        }
        Ok(())
    }

    fn absent(&mut self, station: usize) -> Result<(), Refused> {
        let slip = self.called_at(station)?;
        let misses = self.slips[slip].misses + 1;
        if misses >= 3 {
            self.change(slip, |slip| (slip.stands, slip.misses) = (Stands::Missed, misses));
        } else {
            self.defer(slip, misses);
        }
        Ok(())
    }

    fn resume(&mut self, ticket: usize, station: usize) -> Result<(), Refused> {
        let stands = self.stands(ticket)?;
        self.serves(station, ticket)?;
        not_elsewhere(matches!(stands, Stands::Parked(Some(at)) if at != station))?;
        fits(matches!(stands, Stands::Parked(_)))?;
        self.make_room(station)?;
        self.serve(ticket, station);
        Ok(())
    }

    fn transfer(&mut self, ticket: usize, service: usize) -> Result<(), Refused> {
        let stands = self.stands(ticket)?;
        if !self.slips[ticket].has_number {
            return Err("no_number");
        }
        fits(matches!(stands, Stands::Waiting | Stands::Serving(_)))?;
        if service >= QUEUED {
            return Err("no_queue");
        }
        if self.slips[ticket].service != service {
            self.go(ticket, Stands::Waiting);
            let lined_up = self.steps;
            let slip = &mut self.slips[ticket];
            (slip.service, slip.lined_up, slip.front, slip.deferred_at) = (service, lined_up, false, None);
            slip.served_ms = 0; // service time is counted by service
        }
        Ok(())
    }

    fn turn(&mut self, station: usize, status: StationStatus, serving: Option<AtClosing>) -> Result<(), Refused> {
        if self.status[station] == status {
            return Ok(());
        }
        if status == StationStatus::Closed {
            let serves = self.slips.iter().any(|slip| slip.stands == Stands::Serving(station));
            if serves && serving.is_none() {
                return Err("needs_answer");
            }
            for slip in 0..self.slips.len() {
                match self.slips[slip].stands {
                    Stands::Called(at) if at == station => {
                        self.go(slip, Stands::Waiting);
                        self.slips[slip].front = true;
                    }
                    Stands::Serving(at) if at == station && serving == Some(AtClosing::Done) => {
                        self.go(slip, Stands::Done(station));
                    }
                    Stands::Serving(at) | Stands::Parked(Some(at)) if at == station => {
                        self.go(slip, Stands::Parked(None));
                    }
                    _ => {}
                }
            }
        }
        self.fact();
        self.status[station] = status;
        Ok(())
    }

    /// The tickets that wait for a service, in the order in which they are called if nobody else comes.
    pub fn line(&self, service: usize) -> Vec<usize> {
        let mut waiting: Vec<usize> = (0..self.slips.len())
            .filter(|slip| self.slips[*slip].stands == Stands::Waiting && self.slips[*slip].service == service)
            .collect();
        waiting.sort_by_key(|slip| self.slips[*slip].lined_up);
        let mut calls = self.calls.get(service).cloned().unwrap_or_default();
        let mut line = Vec::new();
        while !waiting.is_empty() {
            let due = |slip: &&usize| self.slips[**slip].deferred_at.map_or(0, |at| at + 3);
            let ready: Vec<usize> = waiting.iter().filter(|slip| due(slip) <= calls.len()).copied().collect();
            let of = |class| ready.iter().find(|slip| self.slips[**slip].class == class);
            let is_front = |slip: &&usize| self.slips[**slip].front && self.slips[**slip].deferred_at.is_none();
            let two_priority = calls.len() >= 2 && calls[calls.len() - 2..] == [Class::Priority; 2];
            let by_class = if two_priority {
                of(Class::Normal).or(of(Class::Priority))
            } else {
                of(Class::Priority).or(of(Class::Normal))
            };
            // When all that are left are deferred, the one whose turn comes soonest.
            let soonest = waiting.iter().min_by_key(due);
            let next = *ready.iter().find(is_front).or(by_class).or(soonest).unwrap();
            calls.push(self.slips[next].class);
            waiting.retain(|slip| *slip != next);
            line.push(next);
        }
        line
    }

    fn slip(&self, has_number: bool, service: usize, class: Class, stands: Stands) -> Slip {
        Slip {
            has_number,
            service,
            class,
            stands,
            misses: 0,
            recalls: 0,
            served_ms: 0,
            is_cut: false,
            lined_up: self.steps,
            front: false,
            deferred_at: None,
            since_ms: self.now_ms,
        }
    }

    /// A fact is about to be written.
    fn fact(&mut self) {
        let earlier = std::mem::take(&mut self.before);
        let now = self.clone();
        self.before = earlier;
        self.before.push(now);
        self.steps += 1;
    }

    fn change(&mut self, slip: usize, change: impl FnOnce(&mut Slip)) {
        self.fact();
        change(&mut self.slips[slip]);
    }

    fn go(&mut self, slip: usize, stands: Stands) {
        let now_ms = self.now_ms;
        self.change(slip, |slip| {
            if matches!(slip.stands, Stands::Serving(_)) {
                slip.served_ms += u64::try_from(now_ms - slip.since_ms).unwrap_or(0);
                slip.is_cut |= now_ms < slip.since_ms;
            }
            slip.stands = stands;
        });
    }

    fn call(&mut self, slip: usize, station: usize) {
        self.go(slip, Stands::Called(station));
        let slip = &mut self.slips[slip];
        (slip.front, slip.deferred_at) = (false, None);
        self.calls[slip.service].push(slip.class);
    }

    fn serve(&mut self, slip: usize, station: usize) {
        self.go(slip, Stands::Serving(station));
        self.slips[slip].since_ms = self.now_ms;
    }

    fn defer(&mut self, slip: usize, misses: u8) {
        self.go(slip, Stands::Waiting);
        let calls = self.calls[self.slips[slip].service].len();
        (self.slips[slip].misses, self.slips[slip].deferred_at) = (misses, Some(calls));
    }

    fn stands(&self, ticket: usize) -> Result<Stands, Refused> {
        self.slips.get(ticket).map(|slip| slip.stands).ok_or("unknown_ticket")
    }

    fn open(&self, station: usize) -> Result<(), Refused> {
        if self.status[station] == StationStatus::Open { Ok(()) } else { Err("station_not_open") }
    }

    fn serves(&self, station: usize, ticket: usize) -> Result<(), Refused> {
        self.open(station)?;
        if self.slips[ticket].service == SERVES[station] { Ok(()) } else { Err("other_service") }
    }

    /// Whom a station calls or serves.
    fn at(&self, station: usize) -> Result<usize, Refused> {
        let has = |slip: &Slip| matches!(slip.stands, Stands::Called(at) | Stands::Serving(at) if at == station);
        self.slips.iter().position(has).ok_or("station_idle")
    }

    fn called_at(&self, station: usize) -> Result<usize, Refused> {
        let slip = self.at(station)?;
        fits(self.slips[slip].stands == Stands::Called(station)).map(|()| slip)
    }

    /// Finishes whom a station serves; `true` when there was somebody.
    fn make_room(&mut self, station: usize) -> Result<bool, Refused> {
        match self.at(station) {
            Err(_) => Ok(false),
            Ok(slip) if self.slips[slip].stands == Stands::Called(station) => Err("needs_answer"),
            Ok(slip) => {
                self.go(slip, Stands::Done(station));
                Ok(true)
            }
        }
    }
}

fn fits(state: bool) -> Result<(), Refused> {
    if state { Ok(()) } else { Err("ticket_state") }
}

fn not_elsewhere(elsewhere: bool) -> Result<(), Refused> {
    if elsewhere { Err("ticket_elsewhere") } else { Ok(()) }
}
