//! The full-screen window on the clerk.
//!
//! From the ground up: `cells` (text measured in terminal cells), `theme` (roles, not colours), `picture` (a drawn
//! buffer as text), `editing` (a line being typed), `widgets` (props in, cells out).

pub mod cells;
pub mod editing;
pub mod picture;
pub mod theme;
pub mod widgets;
