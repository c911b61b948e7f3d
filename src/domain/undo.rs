//! What a desk decides about undo, redo and notices (rules.md section 3). Nothing leaves the history.

use super::board::Board;
use super::clean::clean_text;
use super::command::Asker;
use super::decision::Decision;
use super::fact::{Entry, Fact};
use super::ids::{EntryKey, NoticeId};
use super::notices;
use super::outcome::Outcome;
use super::refusal::{Question, Refusal};

/// One key undoes this desk's last fact without a question for so long.
pub const FREE_UNDO_MS: u64 = 60_000;

/// Cancels one fact: this desk's last, or the one that is named.
pub fn undo(
    board: &Board,
    entry: Option<EntryKey>,
    reason: Option<&str>,
    sure: bool,
    asker: &Asker,
) -> Result<Decision, Refusal> {
    let target = match entry {
        Some(key) => board.ledger().get(key).ok_or(Refusal::UnknownEntry)?,
        None => last_of_mine(board, asker).ok_or(Refusal::NothingToUndo)?,
    };
    if !board.ledger().is_live(target.key) {
        return Err(Refusal::AlreadyUndone { entry: target.key });
    }
    if !target.fact.is_of_the_day() && !matches!(target.fact, Fact::Undone { .. }) {
        return Err(Refusal::CannotUndo { entry: target.key });
    }
    let reason = reason.map(clean_text).filter(|reason| !reason.is_empty());
    let recent = target.desk() == asker.desk && asker.now.ms_since(target.wall) <= FREE_UNDO_MS;
    if reason.is_none() && !recent {
        return Ok(Decision::ask(Question::UndoWhy { entry: target.key, sure }));
    }
    if let Some(later) = built_on(board, target).filter(|_| !sure) {
        return Ok(Decision::ask(Question::UndoBuilt { entry: target.key, later, reason }));
    }
    let fact = Fact::Undone { entry: target.key, reason: reason.unwrap_or_default() };
    let outcome = match target.fact {
        Fact::Undone { entry, .. } => Outcome::Redone { entry },
        _ => Outcome::Undone { entry: target.key },
    };
    Ok(Decision::of([fact], outcome))
}

/// Cancels this desk's last undo that still holds something down.
pub fn redo(board: &Board, asker: &Asker) -> Result<Decision, Refusal> {
    let mine = board.ledger().latest_of(asker.desk).filter(|entry| board.ledger().is_live(entry.key));
    let last = mine.into_iter().find_map(|entry| match &entry.fact {
        // An undo of an undo is itself a redo; redoing it would be an undo.
        Fact::Undone { entry: target, .. } => {
            let target_is_fact = board.ledger().get(*target).is_some_and(|t| !matches!(t.fact, Fact::Undone { .. }));
            target_is_fact.then_some((entry.key, *target))
        }
        _ => None,
    });
    let (undo, target) = last.ok_or(Refusal::NothingToUndo)?;
    let fact = Fact::Undone { entry: undo, reason: String::new() };
    Ok(Decision::of([fact], Outcome::Redone { entry: target }))
}

/// Puts a notice away on all desks.
pub fn dismiss(board: &Board, notice: &NoticeId) -> Result<Decision, Refusal> {
    if notices::open(board).iter().all(|open| open.id() != *notice) {
        return Err(Refusal::UnknownNotice);
    }
    Ok(Decision::of([Fact::NoticeDismissed { notice: notice.clone() }], Outcome::Dismissed))
}

/// The last fact of the day this desk wrote that still counts.
fn last_of_mine<'a>(board: &'a Board, asker: &Asker) -> Option<&'a Entry> {
    let mut mine = board.ledger().latest_of(asker.desk);
    mine.find(|entry| entry.fact.is_of_the_day() && board.ledger().is_live(entry.key))
}

/// A later fact that makes sense only with this one: another step of the same ticket, another sight of the person.
fn built_on(board: &Board, target: &Entry) -> Option<EntryKey> {
    let place = target.place();
    match &target.fact {
        Fact::TicketTaken { .. } | Fact::ServedDirectly { .. } => {
            board.queue.step_after(super::ids::TicketId(target.key), place)
        }
        Fact::Ticket { ticket, .. } => board.queue.step_after(*ticket, place),
        Fact::Arrived { person, .. } | Fact::Left { person, .. } => board.attendance.seen_after(*person, place),
        Fact::TeamArrived { .. } => board.attendance.named_in(super::ids::TeamId(target.key)),
        Fact::Enrolled { people } => {
            let ids = (0_u32..).zip(people).map(|(index, _)| super::ids::PersonId { entry: target.key, index });
            ids.into_iter().find_map(|person| board.attendance.seen_after(person, place))
        }
        _ => None,
    }
}
