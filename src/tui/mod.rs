//! The full-screen window on the clerk.
//!
//! From the ground up: `cells` (text measured in terminal cells), `theme` (roles, not colours), `picture` (a drawn
//! buffer as text), `editing` (a line being typed), `widgets` (props in, cells out). On them stands the window itself:
//! [`action`] (what happened) goes through [`update`](mod@update) into the [`model`], which wants an [`effect`] and is
//! drawn by [`view`](mod@view); the [`screens`] and [`dialogs`] are its parts, the [`keymap`] its keys. Beside them
//! what touches the world: `input` and `listener` (keys as inputs), `terminal` (frames out, the terminal given back
//! whole), and `system`, where Unix and Windows differ.

pub mod action;
pub mod app;
pub mod bell;
pub mod cells;
pub mod chooser;
mod choosing;
mod clicks;
pub mod dialogs;
pub mod editing;
pub mod effect;
pub mod form;
pub mod input;
pub mod keymap;
pub mod listener;
pub mod model;
pub mod person_search;
pub mod picture;
mod practising;
pub mod runtime;
mod scanner;
pub mod scene;
pub mod screens;
mod strokes;
mod system;
pub mod terminal;
pub mod theme;
pub mod update;
pub mod view;
pub mod watcher;
pub mod widgets;
pub mod window;
