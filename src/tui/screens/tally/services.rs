//! The counts by service. Those without a queue come first: one is chosen, and Enter counts for it.

use std::collections::BTreeMap;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use super::scope::Shown;
use super::sums::side_by_side;
use super::{head, views};
use crate::domain::command::Command;
use crate::domain::day_before::more;
use crate::domain::days::Days;
use crate::domain::fact::{Measure, Service};
use crate::domain::ids::ServiceId;
use crate::domain::limits::COUNT_MAX;
use crate::domain::targets::Progress;
use crate::tui::action::Action;
use crate::tui::cells;
use crate::tui::editing::TextField;
use crate::tui::effect::Effect;
use crate::tui::keymap::Place;
use crate::tui::scene::Scene;
use crate::tui::theme::{Role, Tone};
use crate::tui::widgets::{Bar, Bars, Field};
use crate::words::{label, tally};

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
const SIDE_CELLS: u16 = 40;
/// Room for a number of five digits beside its label.
const FIELD_CELLS: u16 = 26;

impl Services {
    pub fn view(&self, scene: &Scene<'_>, shown: &Shown, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let is_wide = area.width >= WIDE_CELLS;
        let left = if is_wide { cells::first(area, area.width - SIDE_CELLS) } else { area };
        if is_wide {
            views::course(scene, shown.days, 0, cells::after(area, area.width - SIDE_CELLS + 1), buf);
        }
        let counted = counted(scene);
        self.view_bars(scene, shown, &counted, cells::below(left, 1), buf);
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

    fn view_bars(&self, scene: &Scene<'_>, shown: &Shown, counted: &[&Service], area: Rect, buf: &mut Buffer) {
        let queued = scene.board.square.services().into_iter().filter(|service| service.queued);
        let services: Vec<&Service> = counted.iter().copied().chain(queued).collect();
        let lines = lines(scene, shown, &services);
        // Copies come by the hundred and visits one by one: each kind has bars of its own scale.
        let most = |measure| lines.iter().filter(|line| line.service.measure == measure).map(|line| line.shown).max();
        let [visits, copies] = [Measure::Visits, Measure::Copies].map(most);
        let columns: Vec<[String; 4]> = lines.iter().map(|line| line.columns(scene)).collect();
        let labels: Vec<String> = lines.iter().map(|line| line.label(scene)).collect();
        let figures = side_by_side(&columns, scene.theme.glyphs);
        let bars: Vec<Bar> = lines
            .iter()
            .zip(labels.iter().zip(&figures))
            .map(|(line, (label, figure))| {
                let like = if line.service.measure == Measure::Copies { copies } else { visits };
                let target = line.progress.map(|progress| u64::from(progress.target));
                let value = line.progress.map_or(line.shown, |progress| progress.reached);
                Bar { label, figure, value, full: target.or(like), has_end: target.is_some() }
            })
            .collect();
        let chosen = (!counted.is_empty()).then(|| self.index(counted));
        Bars { bars: &bars, chosen, theme: scene.theme }.render(area, buf);
    }
}

/// What one service comes to.
struct Line<'a> {
    service: &'a Service,
    /// On the days that are shown.
    shown: u64,
    /// On the day that is shown and the one before it, counted alike; nothing where it was counted on neither.
    beside: Option<(u64, u64)>,
    /// A target is of the whole outing, whatever days are shown.
    progress: Option<Progress>,
    /// Whether the outing has several days: then a target says that it is of all of them.
    of_several: bool,
}

fn lines<'a>(scene: &Scene<'_>, shown: &Shown, services: &[&'a Service]) -> Vec<Line<'a>> {
    let board = scene.board;
    let of_several = board.square.outing().is_some_and(|outing| outing.first_day < outing.last_day);
    let all = board.tally.by_service(|_| true);
    let some = (shown.days != Days::All).then(|| board.tally.by_service(|day| shown.days.include(day)));
    let beside = shown.beside.map(|beside| beside.services(board));
    let sum = |of: &BTreeMap<&ServiceId, u64>, service| of.get(service).copied().unwrap_or_default();
    let line = |service: &&'a Service| {
        let id = &service.service;
        Line {
            service,
            shown: sum(some.as_ref().unwrap_or(&all), id),
            beside: beside.as_ref().and_then(|beside| beside.get(id).copied()),
            progress: Progress::of(board, id, sum(&all, id)),
            of_several,
        }
    };
    services.iter().map(line).collect()
}

impl Line<'_> {
    fn label(&self, scene: &Scene<'_>) -> String {
        let name = scene.names().service(&self.service.service);
        scene.say(&if self.service.queued { tally::QUEUED.said().and("service", name) } else { name })
    }

    /// How many; how many more than the day before; the target, and how far it is.
    fn columns(&self, scene: &Scene<'_>) -> [String; 4] {
        let measure = scene.text(match self.service.measure {
            Measure::Visits => label::VISITS,
            Measure::Copies => label::COPIES,
        });
        let more = self.beside.map(|(now, then)| head::signed(more(now, then))).unwrap_or_default();
        let Some(progress) = self.progress else {
            return [format!("{} {measure}", self.shown), more, String::new(), String::new()];
        };
        let of_target = format!("{} / {}", progress.reached, progress.target);
        let percent = format!("{} %", progress.percent());
        if !self.of_several {
            return [format!("{of_target} {measure}"), more, String::new(), percent];
        }
        let in_all = scene.say(&tally::IN_ALL.fill([("figure", of_target)]));
        [format!("{} {measure}", self.shown), more, in_all, percent]
    }
}
