//! The way to a step off the straight way: choose the step, then what it must know, one list after the other.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::detour::{Ask, Detour, Pick, Spot};
use super::pointer::{Pointer, Row};
use super::stalls;
use crate::domain::fact::Class;
use crate::domain::ids::TicketId;
use crate::tui::action::Action;
use crate::tui::cells;
use crate::tui::effect::{Effect, Step};
use crate::tui::scene::Scene;
use crate::tui::theme::{Role, Tone};
use crate::tui::widgets::{Column, Table};
use crate::words::{label, queue, state};

/// What was chosen so far, and the list that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Menu {
    spot: Spot,
    picks: Vec<Pick>,
    pointer: Pointer<Pick>,
    /// What was typed and stands before no row.
    unknown: Option<String>,
}

impl Menu {
    pub fn at(spot: Spot) -> Self {
        Self { spot, picks: Vec::new(), pointer: Pointer::default(), unknown: None }
    }

    pub fn update(mut self, action: &Action, scene: &Scene<'_>) -> Step<Self> {
        let rows = self.rows(scene);
        self.unknown = self.pointer.update(action, &rows).err();
        if self.unknown.is_some() {
            return (Some(self), vec![Effect::Ring]);
        }
        match action {
            Action::Back => {
                self.pointer = Pointer::default();
                return (self.picks.pop().map(|_| self), Vec::new());
            }
            Action::Confirm => self.picks.extend(self.pointer.id(&rows).cloned()),
            _ => return (Some(self), Vec::new()),
        }
        self.pointer = Pointer::default();
        match self.effect(scene) {
            Some(effect) => (None, vec![effect]),
            None => (Some(self), Vec::new()),
        }
    }

    fn detour(&self) -> Option<Detour> {
        match self.picks.first() {
            Some(Pick::Detour(detour)) => Some(*detour),
            _ => None,
        }
    }

    fn effect(&self, scene: &Scene<'_>) -> Option<Effect> {
        let (_, known) = self.picks.split_first()?;
        self.detour()?.effect(&self.spot, known, scene)
    }

    /// What is asked now; `None` while the step itself is chosen.
    fn ask(&self) -> Option<Ask> {
        self.detour()?.asks().get(self.picks.len().checked_sub(1)?).copied()
    }

    /// What may be chosen now, each with what is typed for it: its place, or the digits of a number.
    fn rows(&self, scene: &Scene<'_>) -> Vec<Row<Pick>> {
        let picks = match self.ask() {
            None => Detour::possible(&self.spot, scene).into_iter().map(Pick::Detour).collect(),
            Some(ask) => ask.picks(&self.spot, scene),
        };
        let word = |place: usize, pick: &Pick| match pick {
            Pick::Ticket(id) => number_of(scene, *id).chars().filter(char::is_ascii_digit).collect(),
            _ => place.to_string(),
        };
        (1..).zip(picks).map(|(place, pick)| (pick.clone(), word(place, &pick))).collect()
    }
}

/// Digits of a number, or a place in the list.
const WORD_CELLS: u16 = 6;
/// "A12027" and longer.
const NUMBER_CELLS: u16 = 8;

impl Menu {
    pub fn view(&self, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) {
        let area = cells::after(area, 2);
        scene.put(buf, cells::line(area, 0), &self.place(scene), Role::Dim);
        let question = match (&self.unknown, self.ask()) {
            (Some(typed), _) => scene.say(&queue::UNKNOWN_ROW.fill([("typed", typed.clone())])),
            (None, None) => scene.text(queue::WHICH_STEP).to_owned(),
            (None, Some(ask)) => {
                let asked = match ask {
                    Ask::Ticket(_) => queue::WHICH_NUMBER,
                    Ask::Service => queue::WHICH_SERVICE,
                    Ask::Reason(_) => queue::WHY,
                };
                let path: Vec<String> = self.picks.iter().map(|pick| label_of(scene, pick)).collect();
                format!("{}  {}", path.join("  "), scene.text(asked))
            }
        };
        let tone = if self.unknown.is_some() { Tone::Warn } else { Tone::Plain };
        scene.put(buf, cells::line(area, 1), &tone.signed(&question), tone.word());
        let rows = self.rows(scene);
        let row = |index: usize| {
            let Some((pick, word)) = rows.get(index) else { return Vec::new() };
            vec![word.clone().into(), label_of(scene, pick).into(), more_of(scene, pick).into()]
        };
        let label_cells = rows.iter().map(|(pick, _)| cells::width(&label_of(scene, pick), scene.theme.glyphs)).max();
        Table {
            columns: &[
                Column::right("", WORD_CELLS),
                Column::left("", label_cells.unwrap_or_default().max(NUMBER_CELLS)),
                Column::rest(""),
            ],
            count: rows.len(),
            row: &row,
            chosen: Some(self.pointer.index(&rows)),
            empty: scene.text(queue::NOTHING_LEFT),
            theme: scene.theme,
        }
        .render(cells::below(area, 3), buf);
    }

    fn place(&self, scene: &Scene<'_>) -> String {
        let service = scene.names().service(&self.spot.service);
        scene.say(&match &self.spot.station {
            None => service,
            Some(station) => queue::PLACE.fill([("station", station.to_string())]).and("service", service),
        })
    }
}

/// What a choice is called.
fn label_of(scene: &Scene<'_>, pick: &Pick) -> String {
    match pick {
        Pick::Detour(detour) => scene.text(detour.phrase()).to_owned(),
        Pick::Ticket(id) => number_of(scene, *id),
        Pick::Service(service) => scene.say(&scene.names().service(service)),
        Pick::Reason(reason) => scene.text(state::queue_reason(*reason)).to_owned(),
    }
}

/// What else is to be known of a choice: where a ticket stands, how many wait for a service.
fn more_of(scene: &Scene<'_>, pick: &Pick) -> String {
    match pick {
        Pick::Detour(_) | Pick::Reason(_) => String::new(),
        Pick::Service(service) => {
            let waiting = scene.board.queue.waiting_count(service);
            scene.say(&queue::WAITING.fill([("count", waiting.to_string())]))
        }
        Pick::Ticket(id) => {
            let Some(ticket) = scene.board.queue.ticket(*id) else { return String::new() };
            let mut parts = vec![
                scene.text(state::ticket_state(&ticket.state)).to_owned(),
                scene.say(&queue::TAKEN_AT.fill([("time", ticket.taken.hhmm())])),
            ];
            if ticket.class == Class::Priority {
                parts.push(scene.text(label::PRIORITY).to_owned());
            }
            parts.extend(ticket.set_aside.as_deref().map(|why| scene.say(&state::reason(why))));
            parts.join("  ")
        }
    }
}

fn number_of(scene: &Scene<'_>, id: TicketId) -> String {
    scene.board.queue.ticket(id).map(|ticket| stalls::number(scene, ticket)).unwrap_or_default()
}
