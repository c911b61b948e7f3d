//! What screens are made of: each widget borrows its props, writes cells and keeps nothing.
//!
//! A widget draws nothing where there is no room and never writes outside its area; the tests at the bottom throw all
//! of them at random areas. Words come in as props; no widget decides anything.

mod big_name;
mod big_text;
mod charts;
mod course;
mod dialog;
mod edges;
mod field;
mod frame;
mod number_panel;
mod qr;
mod result_panel;
mod table;
mod too_small;

pub use big_name::BigName;
pub use big_text::BigText;
pub use charts::{Bar, Bars};
pub use course::{Course, Stretch};
pub use dialog::Dialog;
pub use edges::{Footer, Tabs, TitleLine};
pub use field::Field;
pub use frame::Frame;
pub use number_panel::NumberPanel;
pub use qr::Qr;
pub use result_panel::ResultPanel;
pub use table::{Cell, Column, Table, visible};
pub use too_small::TooSmall;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::widgets::Widget;

    use super::*;
    use crate::badge::{Rendering, Squares, Symbol};
    use crate::tui::cells::GlyphWidth;
    use crate::tui::editing::TextField;
    use crate::tui::theme::{Palette, Role, Theme, Tone};
    use crate::words::Lang;

    /// Draws every widget with the same texts into the area, each on a screen of its own.
    fn every_widget(texts: &[String], chosen: usize, theme: Theme, area: Rect, mut drawn: impl FnMut(&str, Buffer)) {
        let mut show = |name: &str, render: &dyn Fn(&mut Buffer)| {
            let mut buf = Buffer::filled(SCREEN, ratatui::buffer::Cell::new(UNTOUCHED));
            render(&mut buf);
            drawn(name, buf);
        };
        let text = texts.first().map_or("", String::as_str);
        let tones = [Tone::Plain, Tone::Good, Tone::Warn, Tone::Bad];
        let tone = *tones.iter().cycle().nth(chosen).unwrap_or(&Tone::Plain);
        let names: Vec<&str> = texts.iter().map(String::as_str).collect();
        let value = |index: usize| u64::try_from(index * chosen).unwrap_or(u64::MAX);
        let bars: Vec<Bar> = names
            .iter()
            .enumerate()
            .map(|(index, name)| Bar { label: name, figure: name, value: value(index), full: None, has_end: false })
            .chain(names.iter().map(|name| Bar {
                label: name,
                figure: name,
                value: 1,
                full: Some(value(1)),
                has_end: true,
            }))
            .collect();
        let stretches: Vec<Stretch> = names
            .iter()
            .enumerate()
            .map(|(index, label)| Stretch { label, values: [value(index), u64::MAX - value(index)] })
            .collect();
        let states: Vec<(String, Tone)> = texts.iter().cloned().zip(tones.into_iter().cycle()).collect();
        let keys: Vec<(&str, &str)> = names.iter().map(|name| (*name, *name)).collect();
        let field = TextField::holding(&texts.concat());
        let squares = Squares::of(&"1".repeat(34), Symbol::Screen).unwrap();
        let rendering = if chosen.is_multiple_of(2) { Rendering::HalfBlocks } else { Rendering::TwoBlanks };
        let columns = [Column::left(text, 6), Column::right("", 3), Column::rest(text)];
        let row = |index: usize| names.iter().map(|name| Cell::toned(*name, tones[index % 4])).collect();
        let label_cells = u16::try_from(chosen).unwrap_or(u16::MAX);

        show("big text", &|buf| BigText { text, role: Role::Body, theme }.render(area, buf));
        show("large text", &|buf| BigText { text, role: Role::Body, theme }.render_largest(area, buf));
        show("big name", &|buf| BigName { text, role: Role::Body, theme }.render(area, buf));
        show("bars", &|buf| Bars { bars: &bars, chosen: Some(chosen), theme }.render(area, buf));
        show("course", &|buf| {
            Course { heads: [text, text], stretches: &stretches, chosen, theme }.render(area, buf);
        });
        show("dialog", &|buf| Dialog { title: text, text, choices: texts, chosen, theme }.render(area, buf));
        show("title line", &|buf| TitleLine { title: text, states: &states, theme }.render(area, buf));
        show("tabs", &|buf| Tabs { names: &names, chosen, theme }.render(area, buf));
        show("footer", &|buf| Footer { keys: &keys, theme }.render(area, buf));
        show("frame", &|buf| Frame { title: text, theme }.render(area, buf));
        show("qr", &|buf| Qr { squares: &squares, rendering, glyphs: theme.glyphs }.render(area, buf));
        show("result panel", &|buf| {
            ResultPanel { tone, word: text, number: text, lines: texts, theme }.render(area, buf);
        });
        show("number panel", &|buf| {
            NumberPanel { tone, word: text, number: text, lines: texts, theme }.render(area, buf);
        });
        show("too small", &|buf| TooSmall { lang: Lang::Zh, theme }.render(area, buf));
        show("field", &|buf| {
            let field = Field { label: text, label_cells, text: &field, hint: text, focused: true, theme };
            field.render(area, buf);
            if let Some(cursor) = field.cursor(area) {
                assert!(area.contains(cursor), "the cursor {cursor} is outside {area}");
            }
        });
        show("table", &|buf| {
            let chosen = Some(chosen).filter(|chosen| *chosen > 0);
            Table { columns: &columns, count: texts.len() * 7, row: &row, chosen, empty: text, theme }
                .render(area, buf);
        });
    }

    const SCREEN: Rect = Rect { x: 0, y: 0, width: 90, height: 30 };
    const UNTOUCHED: &str = "~";

    proptest! {
        #[test]
        fn no_widget_panics_or_leaves_its_area(
            texts in proptest::collection::vec("[A-Z0-9 王芳·，\u{301}\u{202E}]{0,30}", 0..6),
            chosen in 0_usize..20,
            (x, y, width, height) in (0_u16..100, 0_u16..40, 0_u16..100, 0_u16..40),
            palette in proptest::sample::select(Palette::ALL.to_vec()),
            wide: bool,
        ) {
            let glyphs = if wide { GlyphWidth::Wide } else { GlyphWidth::Narrow };
            let area = Rect::new(x, y, width, height).intersection(SCREEN);
            every_widget(&texts, chosen, Theme { palette, glyphs }, area, |name, buf| {
                for position in buf.area.positions() {
                    let touched = buf[position].symbol() != UNTOUCHED;
                    assert!(!touched || area.contains(position), "{name} wrote at {position}, outside {area}");
                }
            });
        }

        #[test]
        fn no_widget_panics_in_an_area_beyond_the_screen(
            (x, y, width, height) in (0_u16..u16::MAX, 0_u16..u16::MAX, 0_u16..u16::MAX, 0_u16..u16::MAX),
        ) {
            let texts = vec!["A027".to_owned(), "王芳".to_owned()];
            every_widget(&texts, 1, Theme::default(), Rect::new(x, y, width, height), |_, _| {});
        }
    }
}
