//! Whose turn it is: deferral over, then the class rule, then the order of lining up.
//!
//! The class rule is non-preemptive 2:1: after two priority calls in a row one normal ticket is called if one waits.
//! Simulated against strict priority it costs priority visitors about a minute and starves nobody (rules.md section 5).

use std::collections::VecDeque;

use super::Queue;
use crate::domain::fact::Class;
use crate::domain::ids::{ServiceId, TicketId};
use crate::domain::time::{Place, Stamp};

/// A number called in vain waits for this many calls of its service before its turn comes again.
pub const DEFERRED_CALLS: usize = 3;
/// Priority calls in a row before a normal ticket is called, if one waits.
pub const PRIORITY_RUN: usize = 2;

/// The tickets that wait for a service, in the order in which the rule calls them if nobody else comes.
pub fn line(queue: &Queue, service: &ServiceId) -> Vec<TicketId> {
    Line::of(queue, service).collect()
}

/// The ticket the rule calls next.
pub fn next(queue: &Queue, service: &ServiceId) -> Option<TicketId> {
    Line::of(queue, service).next()
}

/// How many tickets the rule calls before this one; `None` when it does not wait.
pub fn ahead(queue: &Queue, ticket: TicketId) -> Option<usize> {
    let service = &queue.ticket(ticket)?.service;
    Line::of(queue, service).position(|id| id == ticket)
}

/// How many tickets the rule would call before a number taken now.
pub fn ahead_of_new(queue: &Queue, service: &ServiceId, class: Class) -> usize {
    let new = TicketId::default();
    let last = Place { stamp: Stamp { ms: u64::MAX, count: u32::MAX }, key: new.0 };
    let mut line = Line::of(queue, service);
    line.of_class(class).push_back(Waiter { id: new, class, lined_up: last });
    line.position(|id| id == new).unwrap_or(0)
}

/// The line of one service, called one by one.
#[derive(Default)]
struct Line {
    front: VecDeque<Waiter>,
    priority: VecDeque<Waiter>,
    normal: VecDeque<Waiter>,
    /// Deferred tickets with how many calls they wait for, the soonest first.
    deferred: VecDeque<(usize, Waiter)>,
    /// Priority calls in a row, up to now.
    run: usize,
    /// Calls made by this iterator.
    called: usize,
}

#[derive(Clone, Copy)]
struct Waiter {
    id: TicketId,
    class: Class,
    lined_up: Place,
}

impl Line {
    fn of(queue: &Queue, service: &ServiceId) -> Self {
        let calls = queue.calls(service);
        let last_classes = calls.into_iter().flat_map(|calls| calls.values().rev().take(PRIORITY_RUN));
        let run = last_classes.take_while(|class| **class == Class::Priority).count();
        let mut line = Self { run, ..Self::default() };
        let mut waiting: Vec<_> = queue.waiting(service).collect();
        waiting.sort_by_key(|(_, ticket)| ticket.lined_up);
        for (id, ticket) in waiting {
            let waiter = Waiter { id, class: ticket.class, lined_up: ticket.lined_up };
            let passed = ticket.deferred.map(|place| calls.map_or(0, |calls| calls.count_after(place, DEFERRED_CALLS)));
            match passed {
                Some(passed) if passed < DEFERRED_CALLS => line.deferred.push_back((DEFERRED_CALLS - passed, waiter)),
                _ if ticket.front => line.front.push_back(waiter),
                _ => line.of_class(waiter.class).push_back(waiter),
            }
        }
        line.deferred.make_contiguous().sort_by_key(|(calls, waiter)| (*calls, waiter.lined_up));
        line
    }

    fn of_class(&mut self, class: Class) -> &mut VecDeque<Waiter> {
        match class {
            Class::Priority => &mut self.priority,
            Class::Normal => &mut self.normal,
        }
    }

    /// Lets those join whose deferral is over, at their own place in the line.
    fn join_deferred(&mut self) {
        while let Some((calls, waiter)) = self.deferred.front().copied()
            && calls <= self.called
        {
            self.deferred.pop_front();
            let line = self.of_class(waiter.class);
            let at = line.partition_point(|other| other.lined_up < waiter.lined_up);
            line.insert(at, waiter);
        }
    }

    fn pick(&mut self) -> Option<Waiter> {
        if let Some(waiter) = self.front.pop_front() {
            return Some(waiter);
        }
        let (first, second) = if self.run < PRIORITY_RUN {
            (&mut self.priority, &mut self.normal)
        } else {
            (&mut self.normal, &mut self.priority)
        };
        let waiter = first.pop_front().or_else(|| second.pop_front());
        // Only deferred ones are left: nobody is kept waiting for calls that cannot come.
        waiter.or_else(|| self.deferred.pop_front().map(|(_, waiter)| waiter))
    }
}

impl Iterator for Line {
    type Item = TicketId;

    fn next(&mut self) -> Option<TicketId> {
        self.join_deferred();
        let waiter = self.pick()?;
        self.run = if waiter.class == Class::Priority { self.run + 1 } else { 0 };
        self.called += 1;
        Some(waiter.id)
    }
}
