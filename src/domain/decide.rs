//! Decisions: (board, command, who asks) to facts and an answer. This file only routes; each rule stands in its topic.

use super::attendance::rules as attendance;
use super::board::Board;
use super::cards::rules as cards;
use super::command::{Asker, Command, Scanned};
use super::decision::Decision;
use super::hours::rules as hours;
use super::queue::{detours, rules as queue, stations};
use super::refusal::Refusal;
use super::set_up;
use super::sheets::rules as sheets;
use super::{count, import, targets, undo};

/// Decides one command. Nothing of the day is taken before the square is set up.
pub fn decide(board: &Board, command: &Command, asker: &Asker) -> Decision {
    route(board, command, asker).into()
}

fn route(board: &Board, command: &Command, asker: &Asker) -> Result<Decision, Refusal> {
    match command {
        Command::SetOuting(outing) => set_up::outing(board, outing),
        Command::JoinDesk { number, name } => set_up::desk(board, asker, *number, name),
        Command::NameSquare { square } => set_up::square(board, asker, square),
        _ if board.square.outing().is_none() => Err(Refusal::NoOuting),
        Command::LeaveDesk { desk } => set_up::leave(board, *desk),
        Command::CorrectClock { desk, offset_ms } => Ok(set_up::clock(board, *desk, *offset_ms)),
        Command::SetService(service) => set_up::service(board, service),
        Command::OpenService { service, open } => set_up::open_service(board, service, *open),
        Command::SetTarget { service, quantity } => targets::set(board, service, *quantity),
        Command::RuleHours(rules) => hours::rule(board, *rules),
        Command::SetStation(station) => set_up::station(board, station),
        Command::TurnStation { station, status, serving } => stations::turn(board, station, *status, *serving),
        Command::ListUnits(units) => Ok(set_up::units(board, units)),
        Command::Enrol(people) => attendance::enrol(board, people),
        Command::Import(wanted) => import::import(board, wanted),
        Command::Move { person, unit } => attendance::move_to(board, *person, unit),
        Command::EditDetails { person, fields } => attendance::edit(board, *person, fields),
        Command::ReissueBadge { person } => attendance::reissue(board, *person, asker),
        Command::Withdraw { person } => attendance::withdraw(board, *person),
        Command::Merge { from, into } => attendance::merge(board, *from, *into),
        Command::NotePrinted(badges) => sheets::note(board, badges),
        Command::IssueCards(jobs) => cards::issue(board, jobs, asker),
        Command::Revoke { number } => cards::revoke(board, *number),
        Command::Scan(Scanned::Card { number }) => Ok(cards::scan(board, *number, asker)),
        Command::Scan(scanned) => Ok(attendance::scan(board, *scanned, asker)),
        Command::CheckIn { person, by } => attendance::check_in(board, *person, *by, asker),
        Command::CheckOut { person, by } => attendance::check_out(board, *person, *by, asker),
        Command::AddHours { person, minutes, lead, reason } => {
            hours::add(board, *person, *minutes, *lead, reason, asker)
        }
        Command::ConfirmHours { whom, lead, reason } => hours::confirm(board, whom, *lead, reason),
        Command::AssignStation { person, station } => attendance::assign(board, *person, station.as_ref()),
        Command::TeamIn { unit, heads, leader } => attendance::team_in(board, unit, *heads, *leader),
        Command::TeamOut { team } => attendance::team_out(board, *team),
        Command::TakeNumber { service, class } => queue::take(board, service, *class, asker),
        Command::CallNext { station } => queue::call_next(board, station),
        Command::Recall { station } => queue::recall(board, station),
        Command::Arrive { station } => queue::arrive(board, station),
        Command::MarkAbsent { station } => queue::absent(board, station),
        Command::Finish { station } => queue::finish(board, station),
        Command::CancelTicket { ticket, reason } => queue::cancel(board, *ticket, reason),
        Command::Park { station, reason, pool } => detours::park(board, station, reason, *pool),
        Command::Resume { ticket, station } => detours::resume(board, *ticket, station),
        Command::Transfer { ticket, service } => detours::transfer(board, *ticket, service, asker),
        Command::Return { ticket } => detours::come_back(board, *ticket),
        Command::ServeDirectly { station } => detours::serve_directly(board, station),
        Command::CallOne { station, ticket, reason } => detours::call_one(board, station, *ticket, reason),
        Command::Raise { ticket, reason } => detours::raise(board, *ticket, reason),
        Command::Count { service, quantity, station, sure } => {
            count::count(board, service, *quantity, station.as_ref(), *sure)
        }
        Command::CountPaper { service, slips, from, to } => count::paper(board, service, *slips, *from, *to, asker),
        Command::Undo { entry, reason, sure } => undo::undo(board, *entry, reason.as_deref(), *sure, asker),
        Command::Redo => undo::redo(board, asker),
        Command::DismissNotice { notice } => undo::dismiss(board, notice),
    }
}
