//! The counts by service. Those without a queue come first: one is chosen, and Enter counts for it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use super::views;
use crate::domain::command::Command;
use crate::domain::fact::Service;
use crate::domain::ids::ServiceId;
use crate::domain::limits::COUNT_MAX;
use crate::tui::action::Action;
use crate::tui::cells;
use crate::tui::editing::TextField;
use crate::tui::effect::Effect;
use crate::tui::keymap::Place;
use crate::tui::scene::Scene;
use crate::tui::theme::{Role, Tone};
use crate::tui::widgets::{Bar, Bars, Field};
use crate::words::tally;

/// What is being counted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Services {
    /// `None` before one was chosen: the first.
    chosen: Option<ServiceId>,
    /// How many, as typed.
    quantity: TextField,
    is_wrong: bool,
}

impl Services {
    pub fn update(&mut self, action: &Action, scene: &Scene<'_>) -> Vec<Effect> {
        if action.edit(&mut self.quantity) {
            self.is_wrong = false;
            return Vec::new();
        }
        let counted = counted(scene);
        match action {
            Action::Choose(step) => {
                let index = step.from(self.index(&counted), counted.len());
                self.chosen = counted.get(index).map(|service| service.service.clone());
            }
            Action::Confirm => {
                let Some(quantity) = self.quantity() else {
                    self.is_wrong = true;
                    return vec![Effect::Ring];
                };
                return self.count(quantity, false, &counted);
            }
            // A key of its own is no slip of the finger while typing: it is not asked about.
            Action::Count(quantity) => return self.count(*quantity, true, &counted),
            _ => {}
        }
        Vec::new()
    }

    fn count(&mut self, quantity: u32, sure: bool, counted: &[&Service]) -> Vec<Effect> {
        (self.quantity, self.is_wrong) = (TextField::default(), false);
        let Some(service) = counted.get(self.index(counted)) else { return Vec::new() };
        let service = service.service.clone();
        vec![Effect::Perform(Command::Count { service, quantity, station: None, sure })]
    }

    /// What is typed, 1 where nothing is.
    fn quantity(&self) -> Option<u32> {
        let typed = self.quantity.text();
        if typed.trim().is_empty() {
            return Some(1);
        }
        typed.trim().parse().ok().filter(|quantity| (1..=COUNT_MAX).contains(quantity))
    }

    fn index(&self, counted: &[&Service]) -> usize {
        let chosen = |service: &&Service| Some(&service.service) == self.chosen.as_ref();
        counted.iter().position(chosen).unwrap_or_default()
    }
}

/// The services without a queue, in the order of the set-up.
fn counted<'a>(scene: &Scene<'a>) -> Vec<&'a Service> {
    scene.board.square.services().into_iter().filter(|service| !service.queued).collect()
}

/// From this width on the hours stand at the side.
const WIDE_CELLS: u16 = 110;
const SIDE_CELLS: u16 = 46;
/// Room for a number of five digits beside its label.
const FIELD_CELLS: u16 = 26;

impl Services {
    pub fn view(&self, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let is_wide = area.width >= WIDE_CELLS;
        let left = if is_wide { cells::first(area, area.width - SIDE_CELLS) } else { area };
        if is_wide {
            views::hours(scene, cells::after(area, area.width - SIDE_CELLS + 2), buf);
        }
        let counted = counted(scene);
        self.view_bars(scene, &counted, cells::below(left, 1), buf);
        let Some(service) = counted.get(self.index(&counted)) else {
            scene.put(buf, cells::after(left, 2), scene.text(tally::NO_COUNTED), Role::Dim);
            return None;
        };
        let label = scene.text(tally::QUANTITY);
        let field = Field {
            label,
            label_cells: cells::width(label, scene.theme.glyphs),
            text: &self.quantity,
            hint: scene.text(tally::QUANTITY_HINT),
            focused: true,
            theme: scene.theme,
        };
        let place = cells::first(cells::line(left, 0), FIELD_CELLS);
        field.render(place, buf);
        let (said, tone) = match self.quantity().filter(|_| !self.is_wrong) {
            None => (tally::QUANTITY_WRONG.fill([("most", COUNT_MAX.to_string())]), Tone::Warn),
            Some(quantity) => {
                let go_on = Place::Tally.key_for(&Action::Confirm);
                let said = tally::ENTER_COUNTS.fill([("go_on", go_on), ("quantity", quantity.to_string())]);
                (said.and("service", scene.names().service(&service.service)), Tone::Plain)
            }
        };
        let beside = cells::after(left, FIELD_CELLS + 2);
        scene.put(buf, beside, &tone.signed(&scene.say(&said)), tone.word());
        field.cursor(place)
    }

    fn view_bars(&self, scene: &Scene<'_>, counted: &[&Service], area: Rect, buf: &mut Buffer) {
        let sums = scene.board.tally.grouped(|cell| Some(cell.service.clone()));
        let sum = |service: &Service| sums.get(&service.service).copied().unwrap_or_default();
        let queued = scene.board.square.services().into_iter().filter(|service| service.queued);
        let services: Vec<&Service> = counted.iter().copied().chain(queued).collect();
        let most = |measure| services.iter().filter(|of| of.measure == measure).map(|of| sum(of)).max();
        let rows: Vec<(String, String, u64)> = services
            .iter()
            .map(|service| {
                let name = scene.names().service(&service.service);
                let label = if service.queued { tally::QUEUED.said().and("service", name) } else { name };
                let measure = scene.names().measure(&service.service);
                let figure = tally::FIGURE.fill([("sum", sum(service).to_string())]).and("measure", measure);
                let share = per_mille(sum(service), most(service.measure).unwrap_or_default());
                (scene.say(&label), scene.say(&figure), share)
            })
            .collect();
        let bars: Vec<Bar> = rows.iter().map(|(label, figure, value)| Bar { label, figure, value: *value }).collect();
        let chosen = (!counted.is_empty()).then(|| self.index(counted));
        Bars { bars: &bars, chosen, theme: scene.theme }.render(area, buf);
    }
}

/// Copies come by the hundred and visits one by one: each kind has bars of its own scale.
fn per_mille(sum: u64, most: u64) -> u64 {
    sum.saturating_mul(1000).checked_div(most).map_or(0, |share| share.max(u64::from(sum > 0)))
}
