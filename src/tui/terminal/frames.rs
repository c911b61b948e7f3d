//! What goes to the terminal: of every frame only what differs from the frame before, as one synchronized update.
//!
//! ratatui's `Terminal` is not used: its full redraw asks the terminal for the cursor, and a draw that panics halfway
//! leaves half an update behind. Here the next frame is whole before the first byte is written.

use std::io::{self, Write};

use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::queue;
use crossterm::terminal::{BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate};
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// What a frame shows, and where its cursor stands.
#[derive(Debug, Default)]
struct Frame {
    cells: Buffer,
    cursor: Option<Position>,
}

/// The frame that is shown and the one that comes next.
#[derive(Debug)]
pub(super) struct Frames<W: Write> {
    backend: CrosstermBackend<W>,
    shown: Frame,
    next: Frame,
    /// Whether nobody knows what the terminal shows.
    is_stale: bool,
}

impl<W: Write> Frames<W> {
    pub(super) fn new(out: W) -> Self {
        Self { backend: CrosstermBackend::new(out), shown: Frame::default(), next: Frame::default(), is_stale: true }
    }

    /// Draws the next frame, not yet on the terminal.
    pub(super) fn prepare(&mut self, area: Rect, view: impl FnOnce(Rect, &mut Buffer) -> Option<Position>) {
        self.next.cells.resize(area);
        self.next.cells.reset();
        self.next.cursor = view(area, &mut self.next.cells);
    }

    /// Nobody knows any more what the terminal shows: the next frame is written whole.
    pub(super) fn forget(&mut self) {
        self.is_stale = true;
    }

    /// Writes what differs; nothing at all when nothing does, so that an input method over a field does not flicker.
    pub(super) fn show(&mut self) -> io::Result<()> {
        let Self { backend, shown, next, is_stale } = self;
        let is_fresh = *is_stale || shown.cells.area != next.cells.area;
        if is_fresh {
            shown.cells = Buffer::empty(next.cells.area);
        }
        let changes = shown.cells.diff(&next.cells);
        if !is_fresh && changes.is_empty() && shown.cursor == next.cursor {
            return Ok(());
        }
        // Until the frame is out whole.
        *is_stale = true;
        queue!(backend, BeginSynchronizedUpdate)?;
        if is_fresh {
            queue!(backend, Clear(ClearType::All))?;
        }
        backend.draw(changes.into_iter())?;
        match next.cursor {
            Some(cursor) => queue!(backend, MoveTo(cursor.x, cursor.y), Show)?,
            None => queue!(backend, Hide)?,
        }
        queue!(backend, EndSynchronizedUpdate)?;
        Write::flush(backend)?;
        std::mem::swap(shown, next);
        *is_stale = false;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use proptest::prelude::*;
    use ratatui::widgets::Widget;

    use super::*;
    use crate::tui::cells::{self, GlyphWidth};
    use crate::tui::picture;
    use crate::tui::theme::{Role, Theme};
    use crate::tui::widgets::Dialog;

    /// Bytes for a terminal that does not exist.
    #[derive(Clone, Default)]
    struct Wire(Rc<RefCell<Vec<u8>>>);

    impl Write for Wire {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.borrow_mut().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// Frames, and a terminal that shows them.
    struct Stage {
        wire: Wire,
        frames: Frames<Wire>,
        terminal: vt100::Parser,
    }

    impl Stage {
        fn new(width: u16, height: u16) -> Self {
            let wire = Wire::default();
            let terminal = vt100::Parser::default();
            let mut stage = Self { frames: Frames::new(wire.clone()), wire, terminal };
            stage.resize(width, height);
            stage
        }

        fn resize(&mut self, width: u16, height: u16) {
            self.terminal.screen_mut().set_size(height.try_into().unwrap(), width.try_into().unwrap());
        }

        fn area(&self) -> Rect {
            let (height, width) = self.terminal.screen().size();
            Rect::new(0, 0, width.into(), height.into())
        }

        /// Draws and answers the bytes that went to the terminal.
        fn draw(&mut self, view: impl FnOnce(Rect, &mut Buffer) -> Option<Position>) -> String {
            self.frames.prepare(self.area(), view);
            self.frames.show().unwrap();
            let bytes = self.wire.0.take();
            self.terminal.process(&bytes);
            String::from_utf8(bytes).unwrap()
        }

        fn lines(&self) -> Vec<String> {
            self.terminal.screen().rows(0, self.area().width).map(|line| line.trim_end().to_owned()).collect()
        }
    }

    fn text(line: &'static str) -> impl FnOnce(Rect, &mut Buffer) -> Option<Position> {
        move |area, buf| {
            cells::put(buf, area, line, Theme::default().style(Role::Body), GlyphWidth::Narrow);
            None
        }
    }

    #[test]
    fn a_frame_is_one_synchronized_update() {
        let bytes = Stage::new(20, 2).draw(text("签到"));
        assert!(bytes.starts_with("\x1b[?2026h\x1b[2J") && bytes.ends_with("\x1b[?25l\x1b[?2026l"), "{bytes:?}");
    }

    #[test]
    fn what_did_not_change_is_not_written() {
        let mut stage = Stage::new(20, 2);
        stage.draw(text("签到 1"));
        assert_eq!(stage.draw(text("签到 1")), "");
        let bytes = stage.draw(text("签到 2"));
        assert!(bytes.contains('2') && !bytes.contains('签'), "{bytes:?}");
    }

    #[test]
    fn the_cursor_moves_without_a_change_of_text() {
        let mut stage = Stage::new(20, 2);
        stage.draw(|_, _| Some(Position::new(3, 1)));
        assert_eq!(stage.terminal.screen().cursor_position(), (1, 3));
        stage.draw(|_, _| Some(Position::new(5, 1)));
        assert_eq!((stage.terminal.screen().cursor_position(), stage.terminal.screen().hide_cursor()), ((1, 5), false));
    }

    #[test]
    fn after_a_resize_and_after_others_wrote_everything_is_drawn() {
        let mut stage = Stage::new(20, 2);
        stage.draw(text("签到"));
        stage.resize(10, 3);
        stage.draw(text("签到"));
        assert_eq!(stage.lines(), ["签到", "", ""]);
        stage.terminal.process(b"\x1b[H\x1b[2Jrubbish");
        stage.frames.forget();
        stage.draw(text("签到"));
        assert_eq!(stage.lines(), ["签到", "", ""]);
    }

    #[test]
    fn a_dot_that_is_two_cells_wide_does_not_move_what_stands_behind_it() {
        let mut stage = Stage::new(20, 1);
        stage.draw(|area, buf| {
            let style = Theme::default().style(Role::Body);
            let used = cells::put(buf, area, "丽·买", style, GlyphWidth::Wide);
            cells::put(buf, cells::after(area, used), "|", style, GlyphWidth::Wide);
            None
        });
        // This terminal draws the dot in one cell; the place of the others is set, not reckoned from it.
        assert_eq!(stage.lines(), ["丽· 买|"]);
    }

    /// One frame: lines of text at places, perhaps a dialog over them.
    type Scene = (Vec<(String, u16, u16)>, Option<String>);

    fn scenes() -> impl Strategy<Value = Vec<Scene>> {
        let lines = proptest::collection::vec(("[a-c王芳买·， ]{0,14}", 0_u16..24, 0_u16..6), 0..6);
        proptest::collection::vec((lines, proptest::option::of("[a王 ]{0,12}")), 1..6)
    }

    proptest! {
        #[test]
        fn the_terminal_shows_the_picture_whatever_was_there_before(scenes in scenes()) {
            let theme = Theme::default();
            let mut stage = Stage::new(24, 6);
            for (lines, question) in scenes {
                stage.draw(|area, buf| {
                    theme.ground(buf, area);
                    for (line, x, y) in &lines {
                        let place = cells::after(cells::line(area, *y), *x);
                        cells::clear(buf, place, theme.style(Role::Body));
                        cells::put(buf, place, line, theme.style(Role::Body), theme.glyphs);
                    }
                    if let Some(question) = &question {
                        let choices = ["是".to_owned()];
                        Dialog { title: "", text: question, choices: &choices, chosen: 0, theme }.render(area, buf);
                    }
                    None
                });
                let picture = picture::text(&stage.frames.shown.cells, theme);
                prop_assert_eq!(stage.lines(), picture.lines().collect::<Vec<_>>());
            }
        }
    }
}
