//! Whether date and time are right, asked at every start: laptops from the cupboard wake up in 1970.
//!
//! A correction is a fact; the laptop's own clock is left alone.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};
use ratatui::widgets::Widget;

use super::{Dialog, Step, boxed};
use crate::domain::command::Command;
use crate::domain::time::{Day, Wall};
use crate::tui::action::Action;
use crate::tui::cells;
use crate::tui::editing::TextField;
use crate::tui::effect::Effect;
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

impl ClockQuestion {
    pub(super) fn update(mut self, action: &Action, scene: &Scene<'_>) -> Step {
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
        (Some(Dialog::Clock(self)), Vec::new())
    }

    pub(super) fn view(&self, scene: &Scene<'_>, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        let mut rest = boxed(scene, scene.text(window::CLOCK_TITLE), Size { width: 66, height: 11 }, screen, buf);
        let day = Day::of(scene.now);
        let now = window::CLOCK.fill([("day", day.to_string()), ("time", scene.now.hhmm())]);
        let mut lines = vec![(scene.say(&now), Role::Body)];
        if let Some(outing) = scene.board.square.outing() {
            let (first, last) = (outing.first_day, outing.last_day);
            let days = window::CLOCK_OUTING.fill([("first", first.to_string()), ("last", last.to_string())]);
            lines.push((scene.say(&days), Role::Body));
            if !(first..=last).contains(&day) {
                lines.push((scene.text(window::CLOCK_OTHER_DAY).to_owned(), Role::Warn));
            }
        }
        for (line, role) in lines {
            let used = scene.put_wrapped(buf, rest, &line, role);
            rest = cells::below(rest, used);
        }
        rest = cells::below(rest, 1);
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
            scene.put(buf, cells::below(rest, 1), scene.text(window::CLOCK_UNREAD), Role::Warn);
        }
        field.cursor(line)
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
