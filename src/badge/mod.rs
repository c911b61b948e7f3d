//! The badge press: badge code 1, the framer that finds codes in key strokes, and QR squares. No IO.
//!
//! [`Code`] says what stands in the 34 digits and proves it with the [`EventKey`]; [`Framer`] finds codes in whatever
//! a scanner types, an input method mangles and a person adds; [`Squares`] draws them for paper and terminals.
//! Whether a badge is known, replaced or withdrawn is not asked here: that needs the facts.

mod code;
mod foreign;
mod framer;
mod squares;

pub use code::{Code, CodeError, EventKey, Kind};
pub use foreign::{is_foreign, is_scanned};
pub use framer::{Fed, Framer, read_text};
pub use squares::{Cell, Rendering, Squares, Symbol};
