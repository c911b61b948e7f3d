//! What a desk decides about hours: late additions, time that the event lead vouches for with a reason, and the rules by
//! which the record is made (rules.md section 4). What they count for in the record is in [`super`].

use std::collections::BTreeSet;

use super::{Hours, event_minutes};
use crate::domain::board::Board;
use crate::domain::clean::clean_text;
use crate::domain::command::Asker;
use crate::domain::decision::Decision;
use crate::domain::fact::{Fact, HoursRules};
use crate::domain::ids::PersonId;
use crate::domain::limits::DAY_MINUTES;
use crate::domain::outcome::Outcome;
use crate::domain::refusal::Refusal;
use crate::domain::report::Days;
use crate::domain::time::Day;

/// Sets by what the record of hours is made, on every desk.
pub fn rule(board: &Board, rules: HoursRules) -> Result<Decision, Refusal> {
    if let Some(cap) = rules.daily_cap_minutes.filter(|cap| !(1..=DAY_MINUTES).contains(cap)) {
        return Err(Refusal::OutOfBounds { given: u64::from(cap), most: u64::from(DAY_MINUTES) });
    }
    if board.hours.rules() == rules {
        return Ok(Decision::nothing_new());
    }
    Ok(Decision::of([Fact::HoursRuled(rules)], Outcome::HoursRuled(rules)))
}

/// Adds minutes, or what is estimated for a missing check-out, to the day on which somebody was last here; to today when
/// they never were.
pub fn add(
    board: &Board,
    person: PersonId,
    minutes: Option<u16>,
    lead: PersonId,
    reason: &str,
    asker: &Asker,
) -> Result<Decision, Refusal> {
    let outing = board.square.outing().ok_or(Refusal::NoOuting)?;
    let person = board.attendance.standing(person);
    let known = board.attendance.person(person).ok_or(Refusal::UnknownPerson)?;
    let (by, reason) = vouched(board, lead, reason)?;
    let day = known.stays.last().map_or(Day::of(asker.now), |stay| Day::of(stay.from));
    let estimate = || {
        let hours = Hours::of(board, outing, Days::One(day), HoursRules::default());
        let of_person = hours.missing().find(|(line, _)| line.person == person);
        of_person.and_then(|(_, estimate)| u16::try_from(estimate.minutes).ok())
    };
    let estimated = minutes.is_none();
    let minutes = minutes.or_else(estimate).ok_or(Refusal::NotIn { person })?;
    let (given, most) = (u64::from(minutes), event_minutes(outing));
    if given == 0 || given > most {
        return Err(Refusal::OutOfBounds { given, most });
    }
    let fact = Fact::HoursAdded { person, day, minutes, estimated, by, reason };
    Ok(Decision::of([fact], Outcome::HoursAdded { person, minutes }))
}

/// Confirms what is estimated for the missing check-outs of some people and days. What was confirmed before, or has a
/// check-out by now, is passed over: confirming twice adds nothing.
pub fn confirm(board: &Board, whom: &[(PersonId, Day)], lead: PersonId, reason: &str) -> Result<Decision, Refusal> {
    let outing = board.square.outing().ok_or(Refusal::NoOuting)?;
    let (by, reason) = vouched(board, lead, reason)?;
    let hours = Hours::of(board, outing, Days::All, HoursRules::default());
    let meant: BTreeSet<_> = whom.iter().map(|(person, day)| (board.attendance.standing(*person), *day)).collect();
    let estimates = hours.missing().filter_map(|(line, estimate)| {
        let minutes = u16::try_from(estimate.minutes).ok().filter(|minutes| *minutes > 0)?;
        meant.contains(&(line.person, line.day)).then_some((line.person, line.day, minutes))
    });
    let estimates: Vec<_> = estimates.collect();
    let outcome = match estimates.as_slice() {
        [] => return Ok(Decision::nothing_new()),
        [(person, _, minutes)] => Outcome::HoursAdded { person: *person, minutes: *minutes },
        several => {
            let minutes = several.iter().map(|(_, _, minutes)| u64::from(*minutes)).sum();
            Outcome::HoursConfirmed { estimates: several.len(), minutes }
        }
    };
    let facts = estimates.into_iter().map(|(person, day, minutes)| {
        let reason = reason.clone();
        Fact::HoursAdded { person, day, minutes, estimated: true, by, reason }
    });
    Ok(Decision::of(facts, outcome))
}

/// The event lead who vouches, and why.
fn vouched(board: &Board, lead: PersonId, reason: &str) -> Result<(PersonId, String), Refusal> {
    let by = board.attendance.standing(lead);
    board.attendance.person(by).ok_or(Refusal::UnknownPerson)?;
    let reason = clean_text(reason);
    if reason.is_empty() { Err(Refusal::EmptyText) } else { Ok((by, reason)) }
}
