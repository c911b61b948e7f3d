//! Whether date and time are right, asked at every start: laptops from the cupboard wake up in 1970.
//!
//! A correction is a fact; the laptop's own clock is left alone.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};
use ratatui::widgets::Widget;

use super::boxed::boxed;
use crate::domain::command::Command;
use crate::domain::time::{Day, Wall};
use crate::tui::action::Action;
use crate::tui::cells;
use crate::tui::editing::TextField;
use crate::tui::effect::{Effect, Step};
use crate::tui::scene::Scene;
use crate::tui::theme::Role;
use crate::tui::widgets::Field;
use crate::words::window;

/// The question for the time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClockQuestion {
    field: TextField,
    unread: bool,
}

/// Wide enough for the sentences in two lines each.
const WIDTH: u16 = 66;
/// Border and blank on both sides.
const SIDES: u16 = 4;
/// A blank line, the field, what is wrong with it, and the frame.
const FIELD_AND_FRAME_LINES: u16 = 5;

impl ClockQuestion {
    pub(super) fn update(mut self, action: &Action, scene: &Scene<'_>) -> Step<Self> {
        if action.edit(&mut self.field) {
            self.unread = false;
        } else if *action == Action::Confirm {
            if self.field.is_empty() {
                return (None, Vec::new());
            }
            if let Some(right) = read_time(&self.field.text(), scene.now) {
                let known_ms = scene.board.square.clock_offset_ms(scene.desk);
                let offset_ms = known_ms.saturating_add(right.0.saturating_sub(scene.now.0));
                return (None, vec![Effect::Perform(Command::CorrectClock { desk: scene.desk, offset_ms })]);
            }
            self.unread = true;
        }
        (Some(self), Vec::new())
    }

    pub(super) fn view(&self, scene: &Scene<'_>, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        let lines = Self::lines(scene);
        let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(FIELD_AND_FRAME_LINES);
        let inner = boxed(scene, scene.text(window::CLOCK_TITLE), Size { width: WIDTH, height }, screen, buf);
        for (offset, (line, role)) in (0..).zip(&lines) {
            scene.put(buf, cells::line(inner, offset), line, *role);
        }
        let rest = cells::lines(inner, inner.height.saturating_sub(2), 2);
        let label = scene.text(window::CLOCK_FIELD);
        let field = Field {
            label,
            label_cells: cells::width(label, scene.theme.glyphs),
            text: &self.field,
            hint: "",
            focused: true,
            theme: scene.theme,
        };
        let line = cells::first(rest, 40);
        field.render(line, buf);
        if self.unread {
            scene.put(buf, cells::line(rest, 1), scene.text(window::CLOCK_UNREAD), Role::Warn);
        }
        field.cursor(line)
    }

    /// What the clock shows, and on which days the outing is.
    fn lines(scene: &Scene<'_>) -> Vec<(String, Role)> {
        let day = Day::of(scene.now);
        let now = window::CLOCK.fill([("day", day.to_string()), ("time", scene.now.hhmm())]);
        let mut sentences = vec![(scene.say(&now), Role::Body)];
        if let Some(outing) = scene.board.square.outing() {
            let (first, last) = (outing.first_day, outing.last_day);
            let days = window::CLOCK_OUTING.fill([("first", first.to_string()), ("last", last.to_string())]);
            sentences.push((scene.say(&days), Role::Body));
            if !(first..=last).contains(&day) {
                sentences.push((scene.text(window::CLOCK_OTHER_DAY).to_owned(), Role::Warn));
            }
        }
        let wrap = |sentence: &str| cells::wrap(sentence, WIDTH - SIDES, scene.theme.glyphs);
        let lines = sentences.iter().flat_map(|(sentence, role)| wrap(sentence).into_iter().map(|line| (line, *role)));
        lines.collect()
    }
}

/// A time as people type it: `8:15`, `0815`, or with a date before it; what stands between may be any colon.
fn read_time(text: &str, now: Wall) -> Option<Wall> {
    let (day, time) = match text.trim().rsplit_once(' ') {
        Some((day, time)) => (day.trim().parse().ok()?, time),
        None => (Day::of(now), text.trim()),
    };
    let time = time.replace('\u{FF1A}', ":"); // the full-width colon of Chinese text
    let (hour, minute) = match time.split_once(':') {
        Some(parts) => parts,
        None => time.split_at_checked(time.len().checked_sub(2)?)?,
    };
    let in_bounds = |text: &str, most: u16| {
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse().ok().filter(|number: &u16| digits && *number <= most)
    };
    Some(day.at_minute(in_bounds(hour, 23)? * 60 + in_bounds(minute, 59)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_type_them() {
        let day = Day::new(2026, 3, 5).unwrap();
        let now = day.at_minute(600);
        for (text, right) in [
            ("8:15", Some(day.at_minute(495))),
            ("08:15", Some(day.at_minute(495))),
            ("0815", Some(day.at_minute(495))),
            ("815", Some(day.at_minute(495))),
            (" 8：15 ", Some(day.at_minute(495))),
            ("2026-3-6 8:15", Some(day.next().at_minute(495))),
            ("24:00", None),
            ("8:60", None),
            ("8", None),
            ("15", None),
            ("+8:15", None),
            ("8:", None),
            ("yesterday 8:15", None),
            ("八点", None),
        ] {
            assert_eq!(read_time(text, now), right, "{text}");
        }
    }
}
