//! A ticket whose slip was scanned, over whatever screen is open: where it stands, and what may be done with it. At a
//! desk that works at a station the sensible act is marked: here, call it, go on, back into the line.
//!
//! ```text
//! +- A1027 -----------------+
//! | 义诊                    |
//! | 前方等待 3 人           |
//! | > 1 提前叫到本台        |    -> why?
//! |   2 转到别的服务        |    -> to which?
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::domain::command::Command;
use crate::domain::fact::{Class, StationStatus};
use crate::domain::ids::{ServiceId, StationId, TicketId};
use crate::domain::queue::{Reason, State, Ticket, line};
use crate::tui::action::Action;
use crate::tui::choosing::Choosing;
use crate::tui::effect::{Effect, Step};
use crate::tui::scene::Scene;
use crate::tui::screens::queue::ticket::lines;
use crate::tui::widgets;
use crate::words::{Phrase, queue, state};

/// A scanned ticket, and what is being done with it.
#[derive(Debug, Clone, PartialEq)]
pub struct TicketCard {
    ticket: TicketId,
    /// Where this desk works, if it works at a station.
    station: Option<StationId>,
    /// What was chosen and must still know something.
    act: Option<Act>,
    choosing: Choosing,
}

/// What may be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Arrive,
    CallNext,
    CallOne,
    Resume,
    Return,
    Finish,
    Transfer,
    Raise,
    Void,
    Reprint,
    Leave,
}

/// What an act must know.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Pick {
    Act(Act),
    Why(Reason),
    To(ServiceId),
}

impl Act {
    fn phrase(self) -> Phrase {
        match self {
            Self::Arrive => queue::ARRIVED,
            Self::CallNext => queue::CALL_NOW,
            Self::CallOne => queue::CALL_OUT_OF_TURN,
            Self::Resume => queue::GO_ON_WITH,
            Self::Return => queue::BACK_IN_LINE,
            Self::Finish => queue::IS_DONE,
            Self::Transfer => queue::TRANSFER_THIS,
            Self::Raise => queue::RAISE_THIS,
            Self::Void => queue::VOID_THIS,
            Self::Reprint => queue::REPRINT,
            Self::Leave => queue::LEAVE_IT,
        }
    }

    /// Whether Enter may do it unread: nothing is ended and nobody passed over by it.
    fn is_sensible(self) -> bool {
        matches!(self, Self::Arrive | Self::CallNext | Self::Resume | Self::Return)
    }
}

impl TicketCard {
    /// The card of a ticket, at a desk that works at a station or at none.
    pub fn of(ticket: TicketId, station: Option<StationId>, scene: &Scene<'_>) -> Self {
        let mut card = Self { ticket, station, act: None, choosing: Choosing::default() };
        let sensible = card.acts(scene).iter().position(|act| act.is_sensible());
        card.choosing = Choosing::of(sensible.or_else(|| card.acts(scene).len().checked_sub(1)));
        card
    }

    pub(super) fn update(mut self, action: &Action, scene: &Scene<'_>) -> Step<Self> {
        if *action == Action::Back {
            let was_asked = self.act.take().is_some();
            return (was_asked.then(|| Self::of(self.ticket, self.station.clone(), scene)), Vec::new());
        }
        let picks = self.picks(scene);
        match self.choosing.update(action, picks.len()).and_then(|index| picks.get(index)) {
            None => (Some(self), Vec::new()),
            Some(pick) => self.take(pick),
        }
    }

    fn take(self, pick: &Pick) -> Step<Self> {
        match pick {
            Pick::Act(act @ (Act::CallOne | Act::Raise | Act::Void | Act::Transfer)) => {
                (Some(Self { act: Some(*act), choosing: Choosing::of(Some(0)), ..self }), Vec::new())
            }
            Pick::Act(Act::Reprint) => (None, vec![Effect::Reprint(self.ticket)]),
            pick => (None, self.command(pick).map(Effect::Perform).into_iter().collect()),
        }
    }

    fn command(self, pick: &Pick) -> Option<Command> {
        let Self { ticket, station, act, .. } = self;
        match (pick, act) {
            (Pick::Act(Act::Arrive), _) => Some(Command::Arrive { station: station? }),
            (Pick::Act(Act::CallNext), _) => Some(Command::CallNext { station: station? }),
            (Pick::Act(Act::Resume), _) => Some(Command::Resume { ticket, station: station? }),
            (Pick::Act(Act::Return), _) => Some(Command::Return { ticket }),
            (Pick::Act(Act::Finish), _) => Some(Command::Finish { station: station? }),
            (Pick::Why(why), Some(Act::CallOne)) => {
                Some(Command::CallOne { station: station?, ticket, reason: why.word().to_owned() })
            }
            (Pick::Why(why), Some(Act::Raise)) => Some(Command::Raise { ticket, reason: why.word().to_owned() }),
            (Pick::Why(why), Some(Act::Void)) => Some(Command::CancelTicket { ticket, reason: why.word().to_owned() }),
            (Pick::To(service), _) => Some(Command::Transfer { ticket, service: service.clone() }),
            _ => None,
        }
    }

    /// What may be chosen now.
    fn picks(&self, scene: &Scene<'_>) -> Vec<Pick> {
        let why = |reasons: &[Reason]| reasons.iter().copied().map(Pick::Why).collect();
        match self.act {
            Some(Act::CallOne) => why(Reason::OUT_OF_TURN),
            Some(Act::Raise) => why(Reason::RAISED),
            Some(Act::Void) => why(Reason::VOIDED),
            Some(Act::Transfer) => self.other_services(scene).map(Pick::To).collect(),
            _ => self.acts(scene).into_iter().map(Pick::Act).collect(),
        }
    }

    fn known<'a>(&self, scene: &Scene<'a>) -> Option<&'a Ticket> {
        scene.board.queue.ticket(self.ticket)
    }

    fn other_services<'a>(&self, scene: &Scene<'a>) -> impl Iterator<Item = ServiceId> + use<'a> {
        let own = self.known(scene).map(|ticket| &ticket.service);
        let services = scene.board.square.services().into_iter().filter(|service| service.queued);
        services.map(|service| &service.service).filter(move |service| Some(*service) != own).cloned()
    }

    /// What makes sense now; to leave it as it is comes last.
    fn acts(&self, scene: &Scene<'_>) -> Vec<Act> {
        let Some(ticket) = self.known(scene) else { return vec![Act::Leave] };
        let here = |at: &StationId| self.station.as_ref() == Some(at);
        let can_serve = self.station.as_ref().is_some_and(|station| can_serve(scene, station, ticket));
        let first: &[Act] = match &ticket.state {
            State::Called { station } if here(station) => &[Act::Arrive],
            State::Serving { station } if here(station) => &[Act::Finish, Act::Transfer],
            State::Waiting if can_serve && line::ahead(&scene.board.queue, self.ticket) == Some(0) => &[Act::CallNext],
            State::Waiting if can_serve => &[Act::CallOne],
            State::Parked { station: None } if can_serve => &[Act::Resume, Act::Void],
            State::Parked { station: Some(station) } if can_serve && here(station) => &[Act::Resume, Act::Void],
            State::Parked { .. } => &[Act::Void],
            State::Missed => &[Act::Return],
            _ => &[],
        };
        let waits: &[Act] = if ticket.state == State::Waiting { &[Act::Transfer, Act::Raise, Act::Void] } else { &[] };
        let is_ended = matches!(ticket.state, State::Done { .. } | State::Cancelled);
        let paper = (scene.printer.is_some() && !is_ended).then_some(Act::Reprint);
        let all = first.iter().chain(waits).copied().chain(paper).chain([Act::Leave]);
        all.filter(|act| *act != Act::Raise || ticket.class == Class::Normal).collect()
    }

    pub(super) fn view(&self, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) {
        let Some(ticket) = self.known(scene) else { return };
        let label = |pick: &Pick| match pick {
            Pick::Act(act) => scene.text(act.phrase()).to_owned(),
            Pick::Why(reason) => scene.text(state::queue_reason(*reason)).to_owned(),
            Pick::To(service) => scene.say(&scene.names().service(service)),
        };
        let mut text = vec![scene.say(&scene.names().service(&ticket.service))];
        text.extend(lines(scene, self.ticket, ticket));
        let set_aside = ticket.set_aside.as_deref().filter(|_| matches!(ticket.state, State::Parked { .. }));
        text.extend(set_aside.map(|why| scene.say(&state::reason(why))));
        if let Some(act) = self.act {
            let asked = if act == Act::Transfer { queue::WHICH_SERVICE } else { queue::WHY };
            text.push(format!("{}  {}", scene.text(act.phrase()), scene.text(asked)));
        }
        widgets::Dialog {
            title: &scene.say(&state::bearer(ticket.number)),
            text: &text.join("\n"),
            choices: &self.picks(scene).iter().map(label).collect::<Vec<_>>(),
            chosen: self.choosing.chosen.unwrap_or(usize::MAX),
            theme: scene.theme,
        }
        .render(area, buf);
    }
}

/// Whether a station is open, serves what the ticket waits for, and has called nobody who is still to come.
fn can_serve(scene: &Scene<'_>, station: &StationId, ticket: &Ticket) -> bool {
    let square = &scene.board.square;
    let current = scene.board.queue.current(station).map(|(_, current)| &current.state);
    square.station_status(station) == StationStatus::Open
        && square.station(station).is_some_and(|spec| spec.service == ticket.service)
        && !matches!(current, Some(State::Called { .. }))
}
