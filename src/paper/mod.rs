//! What is printed: badge and card sheets, blank forms, ticket slips. Strings and bytes out, no IO.
//!
//! Sheets are web pages that the desk's own browser prints at 100 %, because a browser finds a font for every rare
//! character of a name; drawings are SVG in hundredths of a millimetre. Slips are the bytes of an ESC/POS printer.
//! QR squares and the bytes of Chinese text are the caller's: the badge press and the office files are not known here.

mod badge_sheet;
mod chart;
mod document;
mod escpos;
mod fit;
mod forms;
mod html;
mod qr;
mod raster;
mod ruled;
mod sheet;
mod slip;
mod slip_block;

pub use badge_sheet::{Card, CardKind, CardSize, badge_sheet};
pub use document::{document, pages};
pub use escpos::TextEncoder;
pub use forms::{Forms, UnitList, forms};
pub use qr::Qr;
pub use slip::{Printing, Slip, trial};
pub use slip_block::SlipBlock;
