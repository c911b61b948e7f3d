//! One ticket: the states it may be in, and the one table of which step leads where (rules.md section 5).
//!
//! The same [`Ticket::step`] serves the fold and the decisions at the desk, so a command that is refused and a fact
//! that has no effect are refused by one rule. Two desks that were apart may both have called one ticket: the first
//! call owns it, but the other station may still begin and finish, because a resident who was served is a visit.

use serde::Serialize;

use crate::domain::fact::{Class, TicketStep};
use crate::domain::ids::{DeskId, ServiceId, StationId};
use crate::domain::number::TicketNumber;
use crate::domain::time::{Place, Wall};

/// A number is missed for good after it was called this often in vain (rules.md section 5).
pub const MISSES_MAX: u8 = 3;

/// A resident's ticket, folded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ticket {
    /// What is called; `None` for somebody served directly.
    pub number: Option<TicketNumber>,
    /// The service it waits for or was served by.
    pub service: ServiceId,
    /// Priority or normal.
    pub class: Class,
    /// Where it stands.
    pub state: State,
    /// When it was taken; stays when it is missed, returned or transferred.
    pub taken: Wall,
    /// When it was last called.
    pub called: Option<Wall>,
    /// When service first began.
    pub began: Option<Wall>,
    /// When it was done, missed or cancelled.
    pub ended: Option<Wall>,
    /// Milliseconds of service by its service in the spells that are over; parked time does not count.
    pub served_ms: u64,
    /// How often it was called in vain.
    pub misses: u8,
    /// How often it was announced again.
    pub recalls: u32,
    /// Why it was last set aside.
    pub set_aside: Option<String>,
    /// Calls by desks that were apart: the station that had it and the one that called it too.
    pub double_calls: Vec<DoubleCall>,
    /// A spell of service ended before it began, because the clocks of two desks differ; it counts as nothing.
    pub clocks_differ: bool,
    /// Place in the line: of its taking or its transfer.
    #[serde(skip)]
    pub lined_up: Place,
    /// Its station closed before it came: first of all.
    pub front: bool,
    /// Since when it is deferred behind the next calls.
    #[serde(skip)]
    pub deferred: Option<Place>,
    /// Start of the service spell that runs now.
    #[serde(skip)]
    pub(super) spell: Option<Wall>,
    /// The calls that took effect.
    #[serde(skip)]
    pub(super) calls: Vec<Call>,
    /// The services that are over: done, or sent on from.
    #[serde(skip)]
    pub(super) visits: Vec<Visit>,
    /// One wait for each service it lined up for; the last may last still.
    #[serde(skip)]
    pub(super) waits: Vec<Wait>,
    /// The stations that called it and have not given up. Each may begin and finish.
    #[serde(skip)]
    callers: Vec<StationId>,
    /// At which desk it was done.
    #[serde(skip)]
    pub(super) done_at: Option<DeskId>,
}

/// From lining up for a service to the first call: how long it was, and what was said when the number was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wait {
    /// For.
    pub service: ServiceId,
    /// From.
    pub since: Wall,
    /// How long it was; `None` while it lasts.
    pub ms: Option<u64>,
    /// The estimate; `None` when none could be made, or it was made for another service or class.
    pub estimate_secs: Option<u32>,
}

/// A call that took effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Call {
    pub(super) place: Place,
    pub(super) wall: Wall,
    pub(super) service: ServiceId,
    pub(super) station: StationId,
    pub(super) class: Class,
}

/// Time at a station that is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    pub(super) place: Place,
    /// When.
    pub ended: Wall,
    /// For which service.
    pub service: ServiceId,
    /// Where.
    pub station: StationId,
    /// How long it was; parked time does not count.
    pub ms: u64,
}

/// One ticket called to two stations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DoubleCall {
    /// Who had it.
    pub owner: StationId,
    /// Who called it too.
    pub other: StationId,
}

/// Where a ticket stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum State {
    /// In the line.
    Waiting,
    /// Announced; nobody there yet.
    Called {
        /// To.
        station: StationId,
    },
    /// Being served.
    Serving {
        /// At.
        station: StationId,
    },
    /// Set aside.
    Parked {
        /// At this station; `None` in the pool.
        station: Option<StationId>,
    },
    /// Called in vain too often.
    Missed,
    /// Served: one visit.
    Done {
        /// By.
        station: StationId,
    },
    /// Void.
    Cancelled,
}

/// When and where a step was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Place in the order of folding.
    pub place: Place,
    /// The desk's wall clock.
    pub wall: Wall,
    /// The desk.
    pub desk: DeskId,
}

/// Why a step does not lead anywhere from here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoStep {
    /// The ticket is at another station.
    At(StationId),
    /// Its state does not allow it.
    State(State),
}

impl Ticket {
    /// A ticket fresh in the line, whose holder was told how long it may take.
    pub(super) fn taken(
        number: TicketNumber,
        service: ServiceId,
        class: Class,
        at: Moment,
        estimate_secs: Option<u32>,
    ) -> Self {
        let wait = Wait { service: service.clone(), since: at.wall, ms: None, estimate_secs };
        Self { number: Some(number), waits: vec![wait], ..Self::fresh(service, class, at) }
    }

    /// Somebody who took no number, being served at once.
    pub(super) fn direct(service: ServiceId, station: StationId, at: Moment) -> Self {
        let mut ticket = Self::fresh(service, Class::Normal, at);
        ticket.begin(station, at.wall);
        ticket
    }

    fn fresh(service: ServiceId, class: Class, at: Moment) -> Self {
        Self {
            number: None,
            service,
            class,
            state: State::Waiting,
            taken: at.wall,
            called: None,
            began: None,
            ended: None,
            served_ms: 0,
            misses: 0,
            recalls: 0,
            set_aside: None,
            double_calls: Vec::new(),
            clocks_differ: false,
            lined_up: at.place,
            front: false,
            deferred: None,
            spell: None,
            calls: Vec::new(),
            visits: Vec::new(),
            waits: Vec::new(),
            callers: Vec::new(),
            done_at: None,
        }
    }

    /// Its waits: one for each service it lined up for; the last may last still.
    pub fn waits(&self) -> &[Wait] {
        &self.waits
    }

    /// Its times at a station that are over: done, or sent on from.
    pub fn visits(&self) -> &[Visit] {
        &self.visits
    }

    /// Milliseconds of service by its service up to now.
    pub fn served_ms_by(&self, now: Wall) -> u64 {
        self.served_ms.saturating_add(self.spell.map_or(0, |since| now.ms_since(since)))
    }

    /// The station that has it in hand: called, serving, or parked there.
    pub fn station(&self) -> Option<&StationId> {
        match &self.state {
            State::Called { station } | State::Serving { station } => Some(station),
            State::Parked { station } => station.as_ref(),
            _ => None,
        }
    }

    /// Makes a step, or says why not and changes nothing.
    pub fn step(&mut self, step: &TicketStep, at: Moment) -> Result<(), NoStep> {
        match step {
            TicketStep::Called { station, .. } => self.call(station, at),
            TicketStep::Recalled { station } => self.called_to(station).map(|()| self.recalls += 1),
            TicketStep::Began { station } => self.arrive(station, at.wall),
            TicketStep::Absent { station } => self.absent(station, at),
            TicketStep::Returned => self.come_back(at),
            TicketStep::Parked { station, reason, pool } => self.park(station, reason, *pool, at.wall),
            TicketStep::Resumed { station } => self.resume(station, at.wall),
            TicketStep::Transferred { station, service } => self.transfer(station.as_ref(), service, at),
            TicketStep::Released { station } => self.release(station),
            TicketStep::Done { station } => self.done(station, at),
            TicketStep::Cancelled { .. } => self.cancel(at.wall),
            TicketStep::Raised { .. } => self.raise(),
        }
    }

    fn call(&mut self, station: &StationId, at: Moment) -> Result<(), NoStep> {
        match &self.state {
            State::Waiting => {
                let (place, wall, service) = (at.place, at.wall, self.service.clone());
                self.calls.push(Call { place, wall, service, station: station.clone(), class: self.class });
                self.state = State::Called { station: station.clone() };
                self.called = Some(at.wall);
                self.end_wait(at.wall);
                self.note_caller(station);
                (self.front, self.deferred) = (false, None);
                Ok(())
            }
            State::Called { station: owner } | State::Serving { station: owner } => Err(NoStep::At(owner.clone())),
            _ => Err(self.no()),
        }
    }

    fn arrive(&mut self, station: &StationId, wall: Wall) -> Result<(), NoStep> {
        match &self.state {
            State::Serving { station: owner } if owner != station => Err(NoStep::At(owner.clone())),
            State::Serving { .. } | State::Done { .. } => Err(self.no()),
            _ if self.callers.contains(station) => {
                self.begin(station.clone(), wall);
                Ok(())
            }
            State::Called { station: owner } => Err(NoStep::At(owner.clone())),
            _ => Err(self.no()),
        }
    }

    fn begin(&mut self, station: StationId, wall: Wall) {
        self.note_caller(&station);
        self.state = State::Serving { station };
        self.began.get_or_insert(wall);
        self.spell = Some(wall);
        self.ended = None;
    }

    fn absent(&mut self, station: &StationId, at: Moment) -> Result<(), NoStep> {
        if self.gives_up_a_double_call(station) {
            return Ok(());
        }
        self.called_to(station)?;
        self.give_up(station);
        self.misses = self.misses.saturating_add(1);
        if self.misses >= MISSES_MAX {
            self.state = State::Missed;
            self.ended = Some(at.wall);
        } else {
            self.state = State::Waiting;
            self.deferred = Some(at.place);
        }
        Ok(())
    }

    fn come_back(&mut self, at: Moment) -> Result<(), NoStep> {
        if self.state != State::Missed {
            return Err(self.no());
        }
        self.state = State::Waiting;
        self.deferred = Some(at.place);
        self.misses = 0;
        self.ended = None;
        Ok(())
    }

    /// Also moves a ticket that the station has set aside to the pool.
    fn park(&mut self, station: &StationId, reason: &str, pool: bool, wall: Wall) -> Result<(), NoStep> {
        match &self.state {
            State::Called { .. } | State::Serving { .. } => {}
            State::Parked { .. } if pool => {}
            _ => return Err(self.no()),
        }
        match self.station() {
            Some(owner) if owner == station => {}
            Some(owner) => return Err(NoStep::At(owner.clone())),
            None => return Err(self.no()),
        }
        self.end_spell(wall);
        self.give_up(station);
        self.set_aside = Some(reason.to_owned());
        self.state = State::Parked { station: (!pool).then(|| station.clone()) };
        Ok(())
    }

    fn resume(&mut self, station: &StationId, wall: Wall) -> Result<(), NoStep> {
        match &self.state {
            State::Parked { station: None } => {}
            State::Parked { station: Some(at) } if at == station => {}
            State::Parked { station: Some(at) } => return Err(NoStep::At(at.clone())),
            _ => return Err(self.no()),
        }
        self.begin(station.clone(), wall);
        Ok(())
    }

    /// Who has no number cannot be called, so such a ticket never waits.
    fn transfer(&mut self, from: Option<&StationId>, service: &ServiceId, at: Moment) -> Result<(), NoStep> {
        match (&self.state, from) {
            (State::Waiting, None) => {}
            (State::Serving { station }, Some(from)) if station == from && self.number.is_some() => {}
            (State::Serving { station }, Some(from)) if station != from => return Err(NoStep::At(station.clone())),
            _ => return Err(self.no()),
        }
        if let Some(station) = from {
            self.end_visit(station.clone(), at);
        }
        self.callers.clear();
        // Nobody knows how long the wait would have been that ends with leaving the line.
        self.waits.retain(|wait| wait.ms.is_some());
        self.waits.push(Wait { service: service.clone(), since: at.wall, ms: None, estimate_secs: None });
        self.served_ms = 0;
        self.service = service.clone();
        self.state = State::Waiting;
        self.lined_up = at.place;
        (self.front, self.deferred) = (false, None);
        Ok(())
    }

    fn release(&mut self, station: &StationId) -> Result<(), NoStep> {
        if self.gives_up_a_double_call(station) {
            return Ok(());
        }
        self.called_to(station)?;
        self.give_up(station);
        self.state = State::Waiting;
        self.front = true;
        Ok(())
    }

    fn done(&mut self, station: &StationId, at: Moment) -> Result<(), NoStep> {
        match &self.state {
            State::Serving { .. } if self.callers.contains(station) => {}
            State::Serving { station: owner } => return Err(NoStep::At(owner.clone())),
            _ => return Err(self.no()),
        }
        self.end_visit(station.clone(), at);
        self.callers.clear();
        self.ended = Some(at.wall);
        self.done_at = Some(at.desk);
        self.state = State::Done { station: station.clone() };
        Ok(())
    }

    fn cancel(&mut self, wall: Wall) -> Result<(), NoStep> {
        if !matches!(self.state, State::Waiting | State::Parked { .. }) {
            return Err(self.no());
        }
        self.state = State::Cancelled;
        self.ended = Some(wall);
        Ok(())
    }

    fn raise(&mut self) -> Result<(), NoStep> {
        if self.state != State::Waiting || self.class == Class::Priority {
            return Err(self.no());
        }
        self.class = Class::Priority;
        // What was said at taking was said of a normal number.
        if let Some(wait) = self.waits.last_mut().filter(|wait| wait.ms.is_none()) {
            wait.estimate_secs = None;
        }
        Ok(())
    }

    /// Notes a call that came too late: another desk, that was apart, had called or ended it.
    pub(super) fn note_late_call(&mut self, other: &StationId) {
        if matches!(self.state, State::Done { .. }) {
            return;
        }
        self.note_caller(other);
        if let State::Called { station: owner } | State::Serving { station: owner } = &self.state {
            let double = DoubleCall { owner: owner.clone(), other: other.clone() };
            if owner != other && !self.double_calls.contains(&double) {
                self.double_calls.push(double);
            }
        }
    }

    fn note_caller(&mut self, station: &StationId) {
        if !self.callers.contains(station) {
            self.callers.push(station.clone());
        }
    }

    fn give_up(&mut self, station: &StationId) {
        self.callers.retain(|caller| caller != station);
    }

    /// Whether the station only called it too, while another has it, and now does so no more.
    fn gives_up_a_double_call(&mut self, station: &StationId) -> bool {
        let called_too = self.callers.contains(station) && self.station() != Some(station);
        if called_too {
            self.give_up(station);
        }
        called_too
    }

    fn called_to(&self, station: &StationId) -> Result<(), NoStep> {
        match &self.state {
            State::Called { station: owner } if owner == station => Ok(()),
            State::Called { station: owner } => Err(NoStep::At(owner.clone())),
            _ => Err(self.no()),
        }
    }

    fn end_wait(&mut self, wall: Wall) {
        if let Some(wait) = self.waits.last_mut().filter(|wait| wait.ms.is_none()) {
            wait.ms = Some(wall.ms_since(wait.since));
        }
    }

    fn end_visit(&mut self, station: StationId, at: Moment) {
        self.end_spell(at.wall);
        let (service, ms) = (self.service.clone(), self.served_ms);
        self.visits.push(Visit { place: at.place, ended: at.wall, service, station, ms });
    }

    fn end_spell(&mut self, wall: Wall) {
        if let Some(since) = self.spell.take() {
            self.served_ms = self.served_ms.saturating_add(wall.ms_since(since));
            self.clocks_differ |= wall < since;
        }
    }

    fn no(&self) -> NoStep {
        NoStep::State(self.state.clone())
    }
}
