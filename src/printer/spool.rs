//! The thread that prints, and the slips that wait for it.
//!
//! ```text
//! print -> waiting -> link -> taken
//!            ^          |-- not a byte went out: waits again, tried after 1, 2, 4 .. 15 s
//!            |          `-- something may be on paper: to be looked at, by a person
//!            `---- print again, also of what is to be looked at
//! ```
//!
//! A slip whose holder has long gone with the number in mind is not printed when the printer comes back at last: it is
//! put among those to be looked at.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::fault::{Fault, Why};
use super::link::{self, Sent};
use super::patience::Patience;
use super::place::Place;
use super::status::{Look, Status};
use crate::domain::ids::TicketId;

/// One slip to print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Whose; nothing for a test of the printer.
    pub ticket: Option<TicketId>,
    /// What it is called in sentences: its number.
    pub label: String,
    /// What the printer takes.
    pub bytes: Vec<u8>,
}

/// A printer at work; its thread begins with the first job.
#[derive(Debug)]
pub struct Printer {
    shared: Arc<Shared>,
    place: Place,
    patience: Patience,
    is_running: bool,
}

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    /// Something changed in the state.
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    waiting: VecDeque<Waiting>,
    printing: Option<Printing>,
    why: Option<Why>,
    hearing: Hearing,
    look: Vec<Look>,
    sent: u64,
    /// Somebody asked for paper: no need to wait for the next try.
    is_urgent: bool,
    is_over: bool,
}

/// What is known of the printer's end of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Hearing {
    /// Nothing was sent yet.
    #[default]
    Unknown,
    /// It hung up after the last job.
    HungUp,
    /// It has hung up before, but not after the last job.
    Lost,
    /// It never hung up.
    Never,
}

#[derive(Debug)]
struct Waiting {
    job: Job,
    since: Instant,
}

#[derive(Debug)]
struct Printing {
    label: String,
    since: Instant,
}

/// Slips that are looked after one by one; of more, paper is the smallest trouble.
const LOOK_MAX: usize = 200;
/// Slips that wait; the oldest gives way.
const WAITING_MAX: usize = 200;

impl Printer {
    /// A printer at a place.
    pub fn new(place: Place, patience: Patience) -> Self {
        Self { shared: Arc::default(), place, patience, is_running: false }
    }

    /// This printer in the place of another: what waited there waits here, what is to be looked at stays so. A slip
    /// under way at the other is left to it.
    #[must_use]
    pub fn instead_of(mut self, mut other: Self) -> Self {
        let mut left = other.shared.lock();
        let (waiting, look) = (std::mem::take(&mut left.waiting), std::mem::take(&mut left.look));
        drop(left);
        other.patience.goodbye = Duration::ZERO;
        self.shared.lock().look = look;
        for left in waiting {
            self.print(left.job);
        }
        self
    }

    /// Where it is.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Takes a slip and returns at once. One of the same ticket that still waits gives way to it, so it comes out once.
    pub fn print(&mut self, job: Job) {
        let mut state = self.shared.lock();
        if let Some(ticket) = job.ticket {
            state.look.retain(|look| look.ticket != ticket);
            state.waiting.retain(|waiting| waiting.job.ticket != Some(ticket));
        }
        if state.waiting.len() >= WAITING_MAX
            && let Some(oldest) = state.waiting.pop_front()
        {
            state.look_after(&oldest.job);
        }
        state.waiting.push_back(Waiting { job, since: Instant::now() });
        drop(state);
        self.run();
        self.shared.changed.notify_all();
    }

    /// Tries at once what waits for its next try.
    pub fn hurry(&self) {
        self.shared.lock().is_urgent = true;
        self.shared.changed.notify_all();
    }

    /// A person looked after all that was to be looked at.
    pub fn seen(&self) {
        self.shared.lock().look.clear();
    }

    /// How it is doing.
    pub fn status(&self) -> Status {
        self.shared.lock().status(&self.patience)
    }

    fn run(&mut self) {
        if self.is_running {
            return;
        }
        let (shared, place, patience) = (Arc::clone(&self.shared), self.place.clone(), self.patience);
        let work = move || Worker { shared, place, patience, retry: patience.first_retry, pause: None }.work();
        match thread::Builder::new().name("printer".to_owned()).spawn(work) {
            Ok(_) => self.is_running = true,
            Err(error) => self.shared.lock().why = Some(Why::Other(error.to_string())),
        }
    }

    /// Waits until something holds of its state, for tests and the end.
    pub(super) fn wait_until(&self, most: Duration, holds: impl Fn(&Status) -> bool) -> bool {
        let until = Instant::now() + most;
        let mut state = self.shared.lock();
        while !holds(&state.status(&self.patience)) {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return false;
            }
            // Being stuck is a matter of time alone: nobody tells of it.
            let wait = left.min(self.patience.stuck);
            state = self.shared.changed.wait_timeout(state, wait).unwrap_or_else(PoisonError::into_inner).0;
        }
        true
    }
}

/// What is under way comes out as long as the printer takes it; one in trouble is not waited for.
impl Drop for Printer {
    fn drop(&mut self) {
        let is_done = |status: &Status| {
            let is_at_rest = status.printing.is_none() && status.waiting == 0;
            is_at_rest || status.why.is_some() || status.is_stuck || status.is_unheard
        };
        if self.is_running {
            self.wait_until(self.patience.goodbye, is_done);
        }
        self.shared.lock().is_over = true;
        self.shared.changed.notify_all();
    }
}

impl Shared {
    /// The state; a thread that panicked in the middle left it whole, for every change is one assignment.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Hearing {
    fn after(self, sent: Sent) -> Self {
        match (sent, self) {
            (Sent::Taken, _) => Self::HungUp,
            (Sent::Unheard, Self::HungUp | Self::Lost) => Self::Lost,
            (Sent::Unheard, Self::Unknown | Self::Never) => Self::Never,
        }
    }

    fn is_silent(self) -> bool {
        matches!(self, Self::Lost | Self::Never)
    }
}

impl State {
    fn status(&self, patience: &Patience) -> Status {
        Status {
            printing: self.printing.as_ref().map(|printing| printing.label.clone()),
            is_stuck: self.printing.as_ref().is_some_and(|printing| printing.since.elapsed() > patience.stuck),
            // One that is tried again waits still.
            waiting: self.waiting.len() + usize::from(self.printing.is_some() && self.why.is_some()),
            why: self.why.clone(),
            is_unheard: self.hearing.is_silent(),
            look: self.look.clone(),
            sent: self.sent,
        }
    }

    fn look_after(&mut self, job: &Job) {
        let Some(ticket) = job.ticket else { return };
        self.look.retain(|look| look.ticket != ticket);
        if self.look.len() >= LOOK_MAX {
            self.look.remove(0);
        }
        self.look.push(Look { ticket, label: job.label.clone() });
    }
}

/// The thread's own side.
struct Worker {
    shared: Arc<Shared>,
    place: Place,
    patience: Patience,
    /// How long after the next fault it is tried again.
    retry: Duration,
    /// No try before this.
    pause: Option<Instant>,
}

impl Worker {
    fn work(mut self) {
        while let Some((waiting, hears)) = self.next() {
            let sent = link::send(&self.place, &waiting.job.bytes, hears, &self.patience);
            self.note(waiting, sent);
            self.shared.changed.notify_all();
        }
    }

    /// Waits for the next slip and its time. `None` at the end.
    fn next(&self) -> Option<(Waiting, bool)> {
        let mut state = self.shared.lock();
        loop {
            if state.is_over {
                return None;
            }
            while state.waiting.front().is_some_and(|first| first.since.elapsed() > self.patience.fresh) {
                if let Some(old) = state.waiting.pop_front() {
                    state.look_after(&old.job);
                    self.shared.changed.notify_all();
                }
            }
            let pause = self.pause.filter(|_| !state.is_urgent);
            let pause = pause.map_or(Duration::ZERO, |pause| pause.saturating_duration_since(Instant::now()));
            state = if state.waiting.is_empty() {
                self.shared.changed.wait(state).unwrap_or_else(PoisonError::into_inner)
            } else if pause.is_zero() {
                break;
            } else {
                self.shared.changed.wait_timeout(state, pause).unwrap_or_else(PoisonError::into_inner).0
            };
        }
        let first = state.waiting.pop_front()?;
        state.printing = Some(Printing { label: first.job.label.clone(), since: Instant::now() });
        state.is_urgent = false;
        let hears = state.hearing != Hearing::Never;
        drop(state);
        self.shared.changed.notify_all();
        Some((first, hears))
    }

    /// Takes note of how it went.
    fn note(&mut self, waiting: Waiting, sent: Result<Sent, Fault>) {
        let mut state = self.shared.lock();
        state.printing = None;
        match sent {
            Ok(sent) => {
                let before = state.hearing;
                state.hearing = before.after(sent);
                // Of a printer that never hangs up the first slip is enough to look at.
                if state.hearing.is_silent() && before != Hearing::Never {
                    state.look_after(&waiting.job);
                }
                state.why = None;
                state.sent += 1;
                (self.retry, self.pause) = (self.patience.first_retry, None);
            }
            Err(Fault { why, begun }) => {
                let ticket = waiting.job.ticket;
                let is_asked_again = ticket.is_some() && state.waiting.iter().any(|other| other.job.ticket == ticket);
                if begun {
                    state.look_after(&waiting.job);
                } else if !is_asked_again && ticket.is_some() {
                    state.waiting.push_front(waiting);
                }
                state.why = Some(why);
                self.pause = Some(Instant::now() + self.retry);
                self.retry = (self.retry * 2).min(self.patience.last_retry);
            }
        }
    }
}
