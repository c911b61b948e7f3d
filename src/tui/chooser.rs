//! Before a desk is open: one of several rows is chosen on the full screen, such as which outing.

use std::time::{Duration, Instant};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::action::Action;
use super::cells;
use super::choosing::Choosing;
use super::input::{Decoder, Input};
use super::keymap::{Binding, Place};
use super::terminal::{Screen, ScreenError};
use super::theme::{Palette, Role, Theme};
use super::widgets::{Column, Footer, Table};
use crate::words::{Lang, Said};

/// How long a key is waited for before the terminal is asked again; a digit is sure when nothing follows for so long.
const KEY_WAIT: Duration = Duration::from_millis(300);

/// A list to choose from.
pub struct Chooser {
    /// What is asked.
    pub title: Said,
    /// The answers.
    pub rows: Vec<Said>,
    /// The language.
    pub lang: Lang,
    /// The colours.
    pub palette: Palette,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Open,
    Left,
    Taken(usize),
}

impl Chooser {
    /// Shows it until a row is chosen; `None` when it is left without.
    pub fn ask(&self) -> Result<Option<usize>, ScreenError> {
        let (mut screen, mut keyboard) = Screen::open()?;
        let theme = Theme { palette: self.palette, glyphs: screen.glyphs() };
        let (mut choosing, mut decoder, start) = (Choosing::of(Some(0)), Decoder::default(), Instant::now());
        let mut is_stale = true;
        loop {
            if is_stale {
                screen.draw(|area, buf| {
                    self.view(choosing, theme, area, buf);
                    None
                })?;
            }
            let event = keyboard.next(KEY_WAIT)?;
            let at_ms = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
            is_stale = event.is_some();
            let input = event.and_then(|event| decoder.decode(event, at_ms));
            match self.update(&mut choosing, input.as_ref()) {
                Step::Open => {}
                Step::Left => return Ok(None),
                Step::Taken(index) => return Ok(Some(index)),
            }
        }
    }

    /// What an input makes of it; without one a digit typed before is sure.
    fn update(&self, choosing: &mut Choosing, input: Option<&Input>) -> Step {
        let action = match input {
            None => Some(Action::Settled),
            Some(Input::Char(typed)) => Some(Action::Typed(*typed)),
            Some(Input::Key(key)) => Place::FirstStart.action(*key),
            Some(Input::Stop) => return Step::Left,
            Some(_) => None,
        };
        match action {
            Some(Action::Back | Action::AskQuit) => Step::Left,
            Some(action) => choosing.update(&action, self.rows.len()).map_or(Step::Open, Step::Taken),
            None => Step::Open,
        }
    }

    fn view(&self, choosing: Choosing, theme: Theme, area: Rect, buf: &mut Buffer) {
        theme.ground(buf, area);
        let title = self.title.text(self.lang);
        cells::put(buf, cells::after(cells::line(area, 1), 1), &title, theme.style(Role::Title), theme.glyphs);
        let row = |index: usize| {
            let said = self.rows.get(index).map(|row| row.text(self.lang)).unwrap_or_default();
            vec![(index + 1).to_string().into(), said.into()]
        };
        Table {
            columns: &[Column::right("", 2), Column::rest("")],
            count: self.rows.len(),
            row: &row,
            chosen: Some(choosing.chosen.unwrap_or(usize::MAX)),
            empty: "",
            theme,
        }
        .render(cells::lines(area, 2, area.height.saturating_sub(4)), buf);
        let bindings: Vec<&Binding> = Place::FirstStart.bindings().filter(|binding| !binding.is_common()).collect();
        let keys: Vec<String> = bindings.iter().map(|binding| binding.short_keys()).collect();
        let labels = bindings.iter().map(|binding| binding.label.text(self.lang));
        let keys: Vec<(&str, &str)> = keys.iter().map(String::as_str).zip(labels).collect();
        let foot = cells::line(area, area.height.saturating_sub(1));
        Footer { keys: &keys, theme }.render(cells::after(foot, 1), buf);
    }
}

#[cfg(test)]
mod tests {
    use super::super::cells::GlyphWidth;
    use super::super::input::Key;
    use super::super::picture;
    use super::*;

    fn chooser() -> Chooser {
        let row = |name: &str| Said::name(name, "");
        let rows = vec![row("学雷锋 2026-03-05"), row("义诊 2026-03-06")];
        Chooser { title: row("哪一个活动？"), rows, lang: Lang::Zh, palette: Palette::Daylight }
    }

    #[test]
    fn rows_are_numbered_and_the_keys_stand_below() {
        let theme = Theme { glyphs: GlyphWidth::Narrow, ..Theme::default() };
        let view = |area, buf: &mut Buffer| chooser().view(Choosing::of(Some(1)), theme, area, buf);
        let shown = picture::text(&picture::draw(theme, 60, 10, view), theme);
        for part in ["哪一个活动？", "   1 学雷锋 2026-03-05", ">  2 义诊 2026-03-06", "Enter"] {
            assert!(shown.contains(part), "no {part} in\n{shown}");
        }
    }

    #[test]
    fn a_row_is_taken_by_enter_or_its_digit_and_esc_takes_none() {
        let (down, enter, esc) = (Input::Key(Key::Down), Input::Key(Key::Enter), Input::Key(Key::Esc));
        for (inputs, end) in [
            (vec![Some(&enter)], Step::Taken(0)),
            (vec![Some(&down), Some(&enter)], Step::Taken(1)),
            (vec![Some(&Input::Char('2')), None], Step::Taken(1)),
            (vec![Some(&Input::Char('9')), None], Step::Open),
            (vec![Some(&esc)], Step::Left),
            (vec![Some(&Input::Stop)], Step::Left),
        ] {
            let mut choosing = Choosing::of(Some(0));
            let steps: Vec<Step> =
                inputs.iter().map(|input| chooser().update(&mut choosing, input.as_deref())).collect();
            assert_eq!(steps.last(), Some(&end), "{inputs:?}");
        }
    }
}
