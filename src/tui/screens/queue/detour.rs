//! The steps off the straight way from taken to done: which are possible now, what each must know first, and the command
//! it comes to.

use super::stalls;
use crate::domain::command::Command;
use crate::domain::fact::{Class, Station, StationStatus};
use crate::domain::ids::{ServiceId, StationId, TicketId};
use crate::domain::queue::{Reason, State, line};
use crate::tui::effect::Effect;
use crate::tui::scene::Scene;
use crate::words::{Phrase, queue};

/// One step off the straight way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Detour {
    ServeDirectly,
    SetAside,
    SetAsideForAny,
    Resume,
    Transfer,
    CallOne,
    Return,
    Raise,
    Void,
    Reprint,
    SlipsSeen,
    Pause,
    Open,
    Close,
    CloseService,
    OpenService,
    AddStation,
}

/// Something a step must know before it can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ask {
    Ticket(Tickets),
    Service,
    Reason(&'static [Reason]),
}

/// The tickets a step is possible for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tickets {
    Waiting,
    SetAside,
    Missed,
    /// Whom the station serves, and those that wait.
    Movable,
    /// Those that wait and have no priority yet.
    Normal,
    /// Those that wait or are set aside.
    Voidable,
    /// All that have a number, the latest first.
    Numbered,
}

/// What was chosen so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Pick {
    Detour(Detour),
    Ticket(TicketId),
    Service(ServiceId),
    Reason(Reason),
}

/// Where the steps are made: for a service, at one of its stations or at the reception.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spot {
    pub service: ServiceId,
    pub station: Option<StationId>,
}

impl Detour {
    const ALL: [Self; 17] = [
        Self::ServeDirectly,
        Self::SetAside,
        Self::SetAsideForAny,
        Self::Resume,
        Self::Transfer,
        Self::CallOne,
        Self::Return,
        Self::Raise,
        Self::Void,
        Self::Reprint,
        Self::SlipsSeen,
        Self::Pause,
        Self::Open,
        Self::Close,
        Self::CloseService,
        Self::OpenService,
        Self::AddStation,
    ];

    /// Those that are possible at a spot now.
    pub fn possible(spot: &Spot, scene: &Scene<'_>) -> Vec<Self> {
        Self::ALL.into_iter().filter(|detour| detour.is_possible(spot, scene)).collect()
    }

    fn is_possible(self, spot: &Spot, scene: &Scene<'_>) -> bool {
        let (square, station) = (&scene.board.square, spot.station.as_ref());
        let status = station.map(|station| square.station_status(station));
        let in_hand = station.and_then(|station| scene.board.queue.current(station)).map(|(_, ticket)| &ticket.state);
        let is_free = !matches!(in_hand, Some(State::Called { .. }));
        let is_open = status == Some(StationStatus::Open);
        let fits = match self {
            Self::ServeDirectly | Self::Resume | Self::CallOne => is_open && is_free,
            Self::SetAside | Self::SetAsideForAny => in_hand.is_some(),
            Self::Transfer | Self::Return | Self::Raise | Self::Void => true,
            Self::Reprint => scene.printer.is_some(),
            Self::SlipsSeen => scene.printer.is_some_and(|printer| !printer.status.look.is_empty()),
            Self::Pause => is_open,
            Self::Open => status.is_some() && !is_open,
            Self::Close => status.is_some_and(|status| status != StationStatus::Closed),
            Self::CloseService => station.is_none() && square.service_is_open(&spot.service),
            Self::OpenService => station.is_none() && !square.service_is_open(&spot.service),
            Self::AddStation => station.is_none(),
        };
        fits && self.asks().iter().all(|ask| !ask.picks(spot, scene).is_empty())
    }

    /// What it must know, in the order in which it is asked.
    pub fn asks(self) -> &'static [Ask] {
        match self {
            Self::SetAside | Self::SetAsideForAny => &[Ask::Reason(Reason::SET_ASIDE)],
            Self::Resume => &[Ask::Ticket(Tickets::SetAside)],
            Self::Transfer => &[Ask::Ticket(Tickets::Movable), Ask::Service],
            Self::CallOne => &[Ask::Ticket(Tickets::Waiting), Ask::Reason(Reason::OUT_OF_TURN)],
            Self::Return => &[Ask::Ticket(Tickets::Missed)],
            Self::Raise => &[Ask::Ticket(Tickets::Normal), Ask::Reason(Reason::RAISED)],
            Self::Void => &[Ask::Ticket(Tickets::Voidable), Ask::Reason(Reason::VOIDED)],
            Self::Reprint => &[Ask::Ticket(Tickets::Numbered)],
            Self::ServeDirectly
            | Self::SlipsSeen
            | Self::Pause
            | Self::Open
            | Self::Close
            | Self::CloseService
            | Self::OpenService
            | Self::AddStation => &[],
        }
    }

    /// What it comes to once everything is known.
    pub fn effect(self, spot: &Spot, known: &[Pick], scene: &Scene<'_>) -> Option<Effect> {
        match (self, known) {
            (Self::SlipsSeen, []) => Some(Effect::SlipsSeen),
            (Self::Reprint, [Pick::Ticket(ticket)]) => Some(Effect::Reprint(*ticket)),
            _ => self.command(spot, known, scene).map(Effect::Perform),
        }
    }

    fn command(self, spot: &Spot, known: &[Pick], scene: &Scene<'_>) -> Option<Command> {
        let station = || spot.station.clone();
        let turned = |status| Some(Command::TurnStation { station: station()?, status, serving: None });
        let opened = |open| Some(Command::OpenService { service: spot.service.clone(), open });
        let word = |reason: &Reason| reason.word().to_owned();
        match (self, known) {
            (Self::ServeDirectly, []) => Some(Command::ServeDirectly { station: station()? }),
            (Self::SetAside | Self::SetAsideForAny, [Pick::Reason(reason)]) => {
                let pool = self == Self::SetAsideForAny;
                Some(Command::Park { station: station()?, reason: word(reason), pool })
            }
            (Self::Resume, [Pick::Ticket(ticket)]) => Some(Command::Resume { ticket: *ticket, station: station()? }),
            (Self::Transfer, [Pick::Ticket(ticket), Pick::Service(service)]) => {
                Some(Command::Transfer { ticket: *ticket, service: service.clone() })
            }
            (Self::CallOne, [Pick::Ticket(ticket), Pick::Reason(reason)]) => {
                Some(Command::CallOne { station: station()?, ticket: *ticket, reason: word(reason) })
            }
            (Self::Return, [Pick::Ticket(ticket)]) => Some(Command::Return { ticket: *ticket }),
            (Self::Raise, [Pick::Ticket(ticket), Pick::Reason(reason)]) => {
                Some(Command::Raise { ticket: *ticket, reason: word(reason) })
            }
            (Self::Void, [Pick::Ticket(ticket), Pick::Reason(reason)]) => {
                Some(Command::CancelTicket { ticket: *ticket, reason: word(reason) })
            }
            (Self::Pause, []) => turned(StationStatus::Paused),
            (Self::Open, []) => turned(StationStatus::Open),
            (Self::Close, []) => turned(StationStatus::Closed),
            (Self::CloseService, []) => opened(false),
            (Self::OpenService, []) => opened(true),
            (Self::AddStation, []) => one_more_station(&spot.service, scene),
            _ => None,
        }
    }

    /// What it is called.
    pub fn phrase(self) -> Phrase {
        match self {
            Self::ServeDirectly => queue::SERVE_DIRECTLY,
            Self::SetAside => queue::SET_ASIDE,
            Self::SetAsideForAny => queue::SET_ASIDE_FOR_ANY,
            Self::Resume => queue::RESUME,
            Self::Transfer => queue::TRANSFER,
            Self::CallOne => queue::CALL_ONE,
            Self::Return => queue::RETURN,
            Self::Raise => queue::RAISE,
            Self::Void => queue::VOID,
            Self::Reprint => queue::REPRINT,
            Self::SlipsSeen => queue::SLIPS_SEEN,
            Self::Pause => queue::PAUSE,
            Self::Open => queue::OPEN,
            Self::Close => queue::CLOSE,
            Self::CloseService => queue::CLOSE_SERVICE,
            Self::OpenService => queue::OPEN_SERVICE,
            Self::AddStation => queue::ADD_STATION,
        }
    }
}

/// A station under the next number that is free.
fn one_more_station(service: &ServiceId, scene: &Scene<'_>) -> Option<Command> {
    let station = scene.board.square.free_stations().next()?;
    Some(Command::SetStation(Station { station, service: service.clone(), name: String::new() }))
}

impl Ask {
    /// What may be answered.
    pub fn picks(self, spot: &Spot, scene: &Scene<'_>) -> Vec<Pick> {
        match self {
            Self::Ticket(tickets) => tickets.at(spot, scene).into_iter().map(Pick::Ticket).collect(),
            Self::Service => {
                let services = stalls::services(scene).into_iter().map(|service| &service.service);
                services.filter(|service| **service != spot.service).cloned().map(Pick::Service).collect()
            }
            Self::Reason(reasons) => reasons.iter().copied().map(Pick::Reason).collect(),
        }
    }
}

/// Numbers whose slips are offered to be printed again; older ones are found by scanning or typing at `line`.
const REPRINTS: usize = 200;

impl Tickets {
    /// The tickets at a spot, those that are called first at the top.
    fn at(self, spot: &Spot, scene: &Scene<'_>) -> Vec<TicketId> {
        let queue = &scene.board.queue;
        let waiting = || line::line(queue, &spot.service);
        let in_hand = || spot.station.iter().flat_map(|station| queue.in_hand(station));
        let served =
            || in_hand().filter(|(_, ticket)| matches!(ticket.state, State::Serving { .. }) && ticket.number.is_some());
        let set_aside = || {
            let here = in_hand().filter(|(_, ticket)| matches!(ticket.state, State::Parked { .. }));
            let pool = queue.pool().filter(|(_, ticket)| ticket.service == spot.service);
            here.chain(pool).map(|(id, _)| id)
        };
        match self {
            Self::Waiting => waiting(),
            Self::SetAside => set_aside().collect(),
            Self::Missed => queue.missed(&spot.service).map(|(id, _)| id).collect(),
            Self::Movable => served().map(|(id, _)| id).chain(waiting()).collect(),
            Self::Normal => {
                let is_normal = |id: &TicketId| queue.ticket(*id).is_some_and(|ticket| ticket.class == Class::Normal);
                waiting().into_iter().filter(is_normal).collect()
            }
            Self::Voidable => waiting().into_iter().chain(set_aside()).collect(),
            Self::Numbered => {
                let of_service = queue.tickets().filter(|(_, ticket)| ticket.service == spot.service);
                let mut numbered: Vec<_> = of_service.filter(|(_, ticket)| ticket.number.is_some()).collect();
                numbered.sort_by_key(|(_, ticket)| std::cmp::Reverse(ticket.lined_up));
                numbered.into_iter().map(|(id, _)| id).take(REPRINTS).collect()
            }
        }
    }
}
