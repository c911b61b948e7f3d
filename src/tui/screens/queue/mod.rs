//! The queue, in two ways of working: the reception gives out numbers for all services, a station calls and serves.
//! One key goes from one to the other; the screen stays as it was left, from one start to the next as it was worked last.
//!
//! ```text
//! [取号]  服务台                                   取号  [服务台]
//!     服务      等候  已叫号  服务中  义诊的服务台     + 1 号台  义诊  服务中
//! > 1 义诊        12       1       3  1 + 服务中       (A1027, large)      优先
//!   2 义剪         4       0       6  2   空闲                             服务了 5 分钟
//!   + 您的号码：义诊                                 服务完按 PgDn，接着叫下一位；先不叫按 End。
//!   (A1039, large)   前方等待 12 人                  等候 12 人   接下来：A1028  A1029  A1030
//!                    09:19 取号                    > 1 + 服务中 A1027 5 分    义诊
//! ```
//!
//! A number is never given out and nobody is called without a key of its own; what a station may do now is the clerk's
//! to decide. What is rarely needed (to another service, set aside, out of turn, paused) is behind one more key.

mod detour;
mod doing;
mod menu;
mod pointer;
mod reception;
mod stalls;
mod station;
pub mod ticket;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use self::detour::Spot;
use self::menu::Menu;
use self::reception::Reception;
use self::station::AtStation;
use crate::desk::QueueWork;
use crate::domain::board::Board;
use crate::domain::ids::StationId;
use crate::tui::action::Action;
use crate::tui::cells;
use crate::tui::effect::Effect;
use crate::tui::keymap::Place;
use crate::tui::scene::Scene;
use crate::tui::widgets::Tabs;
use crate::words::{label, queue};

/// What the queue screen remembers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct State {
    work: Work,
    reception: Reception,
    station: AtStation,
    /// Takes the place of either for a while.
    menu: Option<Menu>,
}

/// The two ways of working, left to right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Work {
    #[default]
    Reception,
    Station,
}

impl Work {
    fn other(self) -> Self {
        match self {
            Self::Reception => Self::Station,
            Self::Station => Self::Reception,
        }
    }
}

impl State {
    /// Where its keys are in the keymap.
    pub fn place(&self) -> Place {
        match self.work {
            _ if self.menu.is_some() => Place::Detours,
            Work::Reception => Place::Queue,
            Work::Station => Place::AtStation,
        }
    }

    /// The station this desk works at, if it does.
    pub fn station(&self, scene: &Scene<'_>) -> Option<StationId> {
        if self.work == Work::Station { self.station.station(scene) } else { None }
    }

    /// As this desk worked at its last start. A station that is no more leaves it at the reception.
    pub fn resumed(work: Option<&QueueWork>, board: &Board) -> Self {
        let mut state = Self::default();
        if let Some(QueueWork::Station(station)) = work
            && board.square.station(station).is_some()
        {
            state.work_at(station.clone());
        }
        state
    }

    /// Whether this desk is a station's.
    pub fn is_at_station(&self) -> bool {
        self.work == Work::Station
    }

    /// This desk works at a station from here on.
    pub fn work_at(&mut self, station: StationId) {
        (self.work, self.menu) = (Work::Station, None);
        self.station.go_to(station);
    }

    /// What an action makes of it.
    pub fn update(&mut self, action: &Action, scene: &Scene<'_>) -> Vec<Effect> {
        if let Some(menu) = self.menu.take() {
            let (menu, effects) = menu.update(action, scene);
            self.menu = menu;
            return effects;
        }
        let mut effects = match self.work {
            Work::Reception => self.reception.update(action, scene),
            Work::Station => self.station.update(action, scene),
        };
        // Looking around is not working: what is done here says which desk this is.
        if effects.iter().any(|effect| matches!(effect, Effect::Perform(_))) {
            effects.extend(self.worked(scene).map(Effect::Remember));
        }
        match action {
            Action::Next => self.work = self.work.other(),
            Action::Detours => self.menu = self.spot(scene).map(Menu::at),
            _ => {}
        }
        effects
    }

    fn worked(&self, scene: &Scene<'_>) -> Option<QueueWork> {
        match self.work {
            Work::Reception => Some(QueueWork::Reception),
            Work::Station => self.station.station(scene).map(QueueWork::Station),
        }
    }

    /// What is chosen: a service at the reception, or a station.
    fn spot(&self, scene: &Scene<'_>) -> Option<Spot> {
        match self.work {
            Work::Reception => self.reception.service(scene).map(|service| Spot { service, station: None }),
            Work::Station => {
                let station = self.station.station(scene)?;
                let service = scene.board.square.station(&station)?.service.clone();
                Some(Spot { service, station: Some(station) })
            }
        }
    }

    /// Draws it.
    pub fn view(&self, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let names = [scene.text(label::TAKE_NUMBER), scene.text(queue::AT_STATION)];
        let chosen = usize::from(self.work == Work::Station);
        Tabs { names: &names, chosen, theme: scene.theme }.render(cells::line(area, 0), buf);
        let rest = cells::below(area, 1);
        match (&self.menu, self.work) {
            (Some(menu), _) => menu.view(scene, cells::below(rest, 1), buf),
            (None, Work::Reception) => self.reception.view(scene, rest, buf),
            (None, Work::Station) => self.station.view(scene, rest, buf),
        }
        None
    }
}
