//! A form: labelled fields below each other, one of which has the keys. What the texts mean is the owner's matter.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use super::action::Action;
use super::cells;
use super::editing::TextField;
use super::scene::Scene;
use super::theme::Role;
use super::widgets::Field;
use crate::words::{Phrase, Said};

/// Cells of label and field together: a path or a long name is scrolled within them.
const FIELD_CELLS: u16 = 72;

/// Blank cells right of the text, for what an input method composes there, and the mark before the label.
const COMPOSING_CELLS: u16 = 14 + 3;

/// Some fields and what is wrong with one of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Form {
    fields: Vec<FormField>,
    focus: usize,
    fault: Option<Said>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct FormField {
    label: Phrase,
    hint: Phrase,
    text: TextField,
}

/// What an action did to a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// It goes on.
    Open,
    /// Enter in the last field.
    Finished,
    /// Esc.
    Left,
}

impl Form {
    /// One more field, with what stands in it at the start.
    #[must_use]
    pub fn with(mut self, label: Phrase, hint: Phrase, text: &str) -> Self {
        self.fields.push(FormField { label, hint, text: TextField::holding(text) });
        self
    }

    /// What stands in a field, without blanks around it.
    pub fn text(&self, index: usize) -> String {
        self.fields.get(index).map(|field| field.text.text().trim().to_owned()).unwrap_or_default()
    }

    /// Says what is wrong with a field, and gives it the keys.
    pub fn refuse(&mut self, index: usize, fault: Said) {
        self.focus = index;
        self.fault = Some(fault);
    }

    /// What an action makes of it.
    pub fn update(&mut self, action: &Action) -> Step {
        let last = self.fields.len().saturating_sub(1);
        if let Some(field) = self.fields.get_mut(self.focus)
            && action.edit(&mut field.text)
        {
            self.fault = None;
            return Step::Open;
        }
        match action {
            Action::Back => return Step::Left,
            Action::Confirm if self.focus == last => return Step::Finished,
            Action::Confirm | Action::Next => self.focus = (self.focus + 1).min(last),
            Action::Previous => self.focus = self.focus.saturating_sub(1),
            _ => {}
        }
        Step::Open
    }

    /// How many lines it takes, its fault included.
    pub fn height(&self) -> u16 {
        u16::try_from(self.fields.len()).unwrap_or(u16::MAX).saturating_add(1)
    }

    /// Draws the fields, and below them what is wrong; answers where the cursor belongs.
    pub fn view(&self, scene: &Scene<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let labels = self.fields.iter().map(|field| cells::width(scene.text(field.label), scene.theme.glyphs));
        let label_cells = labels.max().unwrap_or_default();
        let mut cursor = None;
        for (index, field) in self.fields.iter().enumerate() {
            let field = Field {
                label: scene.text(field.label),
                label_cells,
                text: &field.text,
                hint: scene.text(field.hint),
                focused: index == self.focus,
                theme: scene.theme,
            };
            let offset = u16::try_from(index).unwrap_or(u16::MAX);
            let line = cells::first(cells::line(area, offset), FIELD_CELLS);
            field.render(line, buf);
            if field.focused && !field.text.is_empty() {
                // What a field wants is to be read also when something stands in it.
                let used = label_cells.saturating_add(cells::width(&field.text.text(), scene.theme.glyphs));
                let hint_cells = cells::width(field.hint, scene.theme.glyphs);
                let hint = cells::after(line, line.width.saturating_sub(hint_cells));
                if used.saturating_add(hint_cells).saturating_add(COMPOSING_CELLS) <= line.width {
                    scene.put(buf, hint, field.hint, Role::Dim);
                }
            }
            cursor = cursor.or(field.cursor(line));
        }
        if let Some(fault) = &self.fault {
            let offset = self.height().saturating_sub(1);
            scene.put_wrapped(buf, cells::below(area, offset), &scene.say(fault), Role::Warn);
        }
        cursor
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enter_goes_through_the_fields_and_ends_in_the_last() {
        const NAME: Phrase = Phrase::new("名称", "Name");
        let mut form = Form::default().with(NAME, NAME, "a").with(NAME, NAME, "");
        assert_eq!(form.update(&Action::Typed('b')), Step::Open);
        assert_eq!(form.update(&Action::Confirm), Step::Open);
        form.update(&Action::Typed(' '));
        form.update(&Action::Typed('c'));
        assert_eq!(form.update(&Action::Confirm), Step::Finished);
        assert_eq!((form.text(0), form.text(1)), ("ab".to_owned(), "c".to_owned()));
        form.refuse(0, NAME.said());
        form.update(&Action::Typed('d'));
        assert_eq!(form.text(0), "abd");
        assert_eq!(form.update(&Action::Back), Step::Left);
    }
}
