//! The messenger: desks of one square find each other and hand on what each of them holds. Silent until desks are joined.
//!
//! ```text
//! code     what people say aloud to join            secret   the outing's key and certificates that follow from it
//! hello    what a desk says of itself               page     entries and roster records on their way
//! store    what a desk serves from                  plan     whom to ask for what; trust   how far it is believed (pure)
//! messenger   the handle a desk holds               engine   the adapter on zenoh, on threads of its own
//! parcel   what a stick carries, sealed
//! ```
//!
//! Ours is only what is particular to facts: who holds which numbers of which series, and asking for the missing ones.
//! Discovery, transport, encryption, routing and membership are the engine's. What an entry means, and whether it is
//! taken, is not known here: lines go to the desk as they came.

// Without the engine the rest has nobody to work for.
#![cfg_attr(not(feature = "desks"), allow(dead_code))]

mod channel;
mod code;
#[cfg(feature = "desks")]
mod engine;
mod error;
mod hello;
mod mark;
#[cfg(feature = "desks")]
mod membership;
mod messenger;
mod neighbours;
mod page;
mod parcel;
mod plan;
mod settings;
mod store;
mod trust;

pub use channel::{News, Peer};
pub use code::{JoinCode, NotACode};
pub use error::{SyncError, Trouble};
pub use hello::{About, Heads, Hello};
pub use mark::OutingMark;
pub use messenger::Messenger;
pub use page::{Knock, PAGE_BYTES, Page, RecordPage, Welcome};
pub use parcel::{PARCEL_BYTES, Packing, Parcel, ParcelFault, open as open_parcel, seal as seal_parcel};
pub use settings::{PORT, RelaySettings, Settings};
pub use store::Store;
pub use trust::Doubt;

#[cfg(feature = "desks")]
pub use engine::Relay;
#[cfg(not(feature = "desks"))]
pub use messenger::Relay;
