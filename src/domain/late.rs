//! Late additions to the hours: time that the event lead vouches for with a reason (rules.md section 4). What they count
//! for in the record is in [`super::hours`].

use super::board::Board;
use super::clean::clean_text;
use super::command::Asker;
use super::decision::Decision;
use super::fact::Fact;
use super::hours::{Hours, Rules, event_minutes};
use super::ids::PersonId;
use super::outcome::Outcome;
use super::refusal::Refusal;
use super::report::Days;
use super::time::Day;

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
    let by = board.attendance.standing(lead);
    board.attendance.person(by).ok_or(Refusal::UnknownPerson)?;
    let reason = clean_text(reason);
    if reason.is_empty() {
        return Err(Refusal::EmptyText);
    }
    let day = known.stays.last().map_or(Day::of(asker.now), |stay| Day::of(stay.from));
    let estimate = || {
        let hours = Hours::of(board, outing, Days::One(day), Rules::default());
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
