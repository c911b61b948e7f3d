//! The full-screen window on the clerk.
//!
//! From the ground up: `cells` (text measured in terminal cells), `theme` (roles, not colours), `picture` (a drawn
//! buffer as text), `editing` (a line being typed), `widgets` (props in, cells out). Beside them what touches the
//! world: `input` and `listener` (keys as inputs), `terminal` (frames out, the terminal given back whole), and `system`, where Unix
//! and Windows differ.

pub mod cells;
pub mod editing;
pub mod input;
pub mod listener;
pub mod picture;
mod system;
pub mod terminal;
pub mod theme;
pub mod widgets;
