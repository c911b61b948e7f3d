//! What a desk decides about undo, redo and notices (rules.md section 3). Nothing leaves the history.

use super::board::Board;
use super::clean::clean_text;
use super::command::Asker;
use super::decision::Decision;
use super::fact::{Entry, Fact};
use super::ids::{EntryKey, NoticeId, PersonId, TeamId, TicketId};
use super::import;
use super::notices;
use super::outcome::Outcome;
use super::refusal::{Question, Refusal};
use super::time::Place;

/// One key undoes this desk's last fact without a question for so long.
pub const FREE_UNDO_MS: u64 = 60_000;

/// Cancels one fact: this desk's last, or the one that is named. To cancel an undo is to redo.
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
    cancel(board, target, reason, sure, asker)
}

/// Cancels this desk's last undo that still holds a fact down.
pub fn redo(board: &Board, asker: &Asker) -> Result<Decision, Refusal> {
    let undo = last_undo_of_mine(board, asker).ok_or(Refusal::NothingToUndo)?;
    cancel(board, undo, None, false, asker)
}

fn cancel(board: &Board, target: &Entry, reason: Option<&str>, sure: bool, asker: &Asker) -> Result<Decision, Refusal> {
    let ledger = board.ledger();
    let target = with_its_file(board, target);
    if !ledger.is_live(target.key) {
        let is_undone = ledger.live_undos(target.key).next().is_some();
        if target.practice && !is_undone {
            return Err(Refusal::OnlyPractised { entry: target.key });
        }
        return Err(Refusal::AlreadyUndone { entry: target.key });
    }
    let redone = target.fact.undoes();
    if redone.is_none() && !target.fact.is_of_the_day() {
        return Err(Refusal::CannotUndo { entry: target.key });
    }
    let reason = reason.map(clean_text).filter(|reason| !reason.is_empty());
    // A roster is no slip of the finger: one key too many must not take everybody off it.
    let is_roster = match &target.fact {
        Fact::Enrolled { people } => people.len() > 1,
        Fact::RosterImported { .. } => true,
        _ => false,
    };
    let recent = target.desk() == asker.desk && asker.now.ms_since(target.wall) <= FREE_UNDO_MS && !is_roster;
    if reason.is_none() && !recent {
        return Ok(Decision::ask(Question::UndoWhy { entry: target.key, sure }));
    }
    let subject = redone.and_then(|entry| ledger.get(entry)).unwrap_or(target);
    if let Some(later) = built_on(board, subject, target.place()).filter(|_| !sure) {
        return Ok(Decision::ask(Question::UndoBuilt { entry: target.key, later, reason }));
    }
    let undone = |entry| Fact::Undone { entry, reason: reason.clone().unwrap_or_default() };
    let is_import = matches!(subject.fact, Fact::RosterImported { .. });
    let with_it = || import::came_with(board, subject).filter(|_| is_import).map(|entry| entry.key);
    let Some(entry) = redone else {
        let others = with_it().filter(|key| ledger.is_live(*key));
        let facts = [target.key].into_iter().chain(others).map(undone);
        return Ok(Decision::of(facts, Outcome::Undone { entry: target.key }));
    };
    // Two desks may have undone one thing. It counts again only when nothing holds it down any more.
    let undos = [entry].into_iter().chain(with_it()).flat_map(|entry| ledger.live_undos(entry));
    let others = undos.map(|undo| undo.key).filter(|undo| *undo != target.key);
    let facts = [target.key].into_iter().chain(others).map(undone);
    Ok(Decision::of(facts, Outcome::Redone { entry }))
}

/// What came with a roster file goes with all of it, and comes back with all of it.
fn with_its_file<'a>(board: &'a Board, target: &'a Entry) -> &'a Entry {
    let ledger = board.ledger();
    let Some(undone) = target.fact.undoes().and_then(|entry| ledger.get(entry)) else {
        return import::heading_of(board, target).unwrap_or(target);
    };
    let undos = import::heading_of(board, undone).into_iter().flat_map(|heading| ledger.live_undos(heading.key));
    let mut of_same_press = undos.filter(|undo| (undo.desk(), undo.nonce) == (target.desk(), target.nonce));
    of_same_press.next().unwrap_or(target)
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

/// The last undo of this desk that holds a fact down. (The undo of an undo is a redo; undoing that would be an undo.)
fn last_undo_of_mine<'a>(board: &'a Board, asker: &Asker) -> Option<&'a Entry> {
    let ledger = board.ledger();
    ledger.latest_of(asker.desk).find(|entry| {
        let target = entry.fact.undoes().and_then(|target| ledger.get(target));
        let fact = target.filter(|target| target.fact.undoes().is_none());
        fact.is_some_and(|fact| ledger.live_undos(fact.key).any(|undo| undo.key == entry.key))
    })
}

/// A fact after a place that makes sense only with this one as it stands: another step of the same ticket, another
/// sight of the person.
fn built_on(board: &Board, subject: &Entry, place: Place) -> Option<EntryKey> {
    match &subject.fact {
        Fact::TicketTaken { .. } | Fact::ServedDirectly { .. } => board.queue.step_after(TicketId(subject.key), place),
        Fact::Ticket { ticket, .. } => board.queue.step_after(*ticket, place),
        Fact::Arrived { person, .. } | Fact::Left { person, .. } => board.attendance.seen_after(*person, place),
        Fact::TeamArrived { .. } => board.attendance.named_in(TeamId(subject.key)),
        Fact::RosterImported { .. } => {
            let mut with_it = import::came_with(board, subject);
            with_it.find_map(|entry| built_on(board, entry, place.max(entry.place())))
        }
        Fact::Enrolled { people } => {
            let mut ids = (0_u32..).zip(people).map(|(index, _)| PersonId { entry: subject.key, index });
            ids.find_map(|person| board.attendance.touched_after(person, place))
        }
        _ => None,
    }
}
