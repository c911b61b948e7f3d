//! The box that dialogs with more than a question stand in.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::widgets::Widget;

use crate::tui::cells;
use crate::tui::scene::Scene;
use crate::tui::theme::Role;
use crate::tui::widgets::Frame;

/// An empty box of a size in the middle of the screen, or as large as the screen is; answers the room inside.
pub(super) fn boxed(scene: &Scene<'_>, title: &str, size: Size, screen: Rect, buf: &mut Buffer) -> Rect {
    let (width, height) = (size.width.min(screen.width), size.height.min(screen.height));
    let left = cells::after(screen, (screen.width - width) / 2);
    let area = cells::first(cells::lines(left, (screen.height - height) / 2, height), width);
    cells::clear(buf, area, scene.style(Role::Body));
    let frame = Frame { title, theme: scene.theme };
    frame.render(area, buf);
    frame.inner(area)
}
